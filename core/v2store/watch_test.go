package v2store

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/wire"
)

// heard are the IDs of the watches that were told, with the event's action.
func heard(s *Store) (out []string) {
	for _, told := range s.Tell() {
		out = append(out, string(rune('a'+told.ID))+" "+told.Event.Action+" "+told.Event.Node.Key)
	}
	return out
}

// What etcd 3.4 tells was compared with a running one (oracle/testdata/watch.txt).
func TestWatchesHearWhatConcernsThem(t *testing.T) {
	for name, c := range map[string]struct {
		watch Watch
		do    func(s *Store)
		heard []string
	}{
		"the key":               {Watch{Key: "/1/k"}, func(s *Store) { mustSet(t, s, "/1/k", "") }, []string{"a set /1/k"}},
		"once":                  {Watch{Key: "/1/k"}, func(s *Store) { mustSet(t, s, "/1/k", ""); mustSet(t, s, "/1/k", "") }, []string{"a set /1/k"}},
		"a stream":              {Watch{Key: "/1/k", Stream: true}, func(s *Store) { mustSet(t, s, "/1/k", ""); mustSet(t, s, "/1/k", "") }, []string{"a set /1/k", "a set /1/k"}},
		"below":                 {Watch{Key: "/1/d"}, func(s *Store) { mustSet(t, s, "/1/d/k", "") }, nil},
		"below, recursive":      {Watch{Key: "/1/d", Recursive: true}, func(s *Store) { mustSet(t, s, "/1/d/k", "") }, []string{"a set /1/d/k"}},
		"hidden":                {Watch{Key: "/1", Recursive: true}, func(s *Store) { mustSet(t, s, "/1/d/_k", "") }, nil},
		"hidden, asked for":     {Watch{Key: "/1/d/_k"}, func(s *Store) { mustSet(t, s, "/1/d/_k", "") }, []string{"a set /1/d/_k"}},
		"a deletion above":      {Watch{Key: "/1/old/k"}, func(s *Store) { s.Delete("/1/old", true, true, t0) }, []string{"a delete /1/old"}},
		"a deletion, streaming": {Watch{Key: "/1/old", Stream: true}, func(s *Store) { s.Delete("/1/old", true, true, t0) }, []string{"a delete /1/old", "a delete /1/old"}},
		"before its index":      {Watch{Key: "/1/k", Since: 4}, func(s *Store) { mustSet(t, s, "/1/k", ""); mustSet(t, s, "/1/k", "") }, nil},
		"from its index on":     {Watch{Key: "/1/k", Since: 3}, func(s *Store) { mustSet(t, s, "/1/k", ""); mustSet(t, s, "/1/k", "") }, []string{"a set /1/k"}},
		"a refresh": {Watch{Key: "/1/old/k"}, func(s *Store) {
			s.Set("/1/old/k", false, "", TTL{Expires: t0 + 9*sec, Refresh: true}, t0)
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := New()
			mustSet(t, s, "/1/old/k", "")
			e, err := s.Watch(c.watch)
			require.NoError(t, err)
			require.Nil(t, e)
			before := s.Clone()
			c.do(s)
			require.Equal(t, c.heard, heard(s))
			require.Equal(t, 1, before.Watching(), "a clone waits on its own")
			c.do(before)
			require.Equal(t, c.heard, heard(before))
		})
	}
}

func TestAWatchOfThePastIsAnsweredAtOnceAndDoesNotWait(t *testing.T) {
	s := New()
	mustSet(t, s, "/1/k", "1")
	mustSet(t, s, "/1/k", "2")
	e, err := s.Watch(Watch{Key: "/1/k", Stream: true, Since: 1})
	require.NoError(t, err)
	require.Equal(t, "1", *e.Node.Value)
	require.Zero(t, s.Watching())
	for range Window {
		mustSet(t, s, "/1/k", "")
	}
	_, err = s.Watch(Watch{Key: "/1/k", Since: 1})
	require.Equal(t, api.V2Error{Code: api.EcodeEventIndexCleared, Cause: "the requested history has been cleared [3/1]", Index: 1002}, err)
}

func TestWhoWaitsSurvivesASnapshotAndIsCodedApart(t *testing.T) {
	s := New()
	_, err := s.Watch(Watch{ID: 3, Key: "/1/k", Recursive: true, Stream: true})
	require.NoError(t, err)
	restored := New()
	restored.KeepWatches(s)
	mustSet(t, restored, "/1/k/x", "")
	require.Equal(t, []string{"d set /1/k/x"}, heard(restored))

	w := wire.NewEncoder(nil)
	s.CodeWatches(w)
	decoded := New()
	decoded.CodeWatches(wire.NewDecoder(w.Encoded()))
	mustSet(t, decoded, "/1/k/x", "")
	require.Equal(t, []string{"d set /1/k/x"}, heard(decoded))
	decoded.Unwatch("/1/k", 3)
	require.Zero(t, decoded.Watching())
}
