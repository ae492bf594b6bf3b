package v2store

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
)

const (
	t0  = int64(1_700_000_000e9)
	sec = int64(1e9)
)

// value is a node's value as text, "<nil>" for none.
func value(n *api.V2Node) string {
	if n.Value == nil {
		return "<nil>"
	}
	return *n.Value
}

func mustSet(t *testing.T, s *Store, p, v string) *api.V2Event {
	t.Helper()
	e, err := s.Set(p, false, v, TTL{}, t0)
	require.NoError(t, err)
	return e
}

func refused(t *testing.T, err error, code api.V2Code, cause string, index uint64) {
	t.Helper()
	require.Equal(t, api.V2Error{Code: code, Cause: cause, Index: index}, err)
}

func TestFirstUserWriteOfANewClusterHasIndex8(t *testing.T) {
	s := New()
	var members []api.Member
	for i := range 3 {
		url := fmt.Sprintf("http://127.0.0.1:%d", 2380+100*i)
		members = append(members, api.Member{ID: api.MemberID([]string{url}, "token-01", 0), Name: fmt.Sprintf("etcd-0%d", i+1), PeerURLs: []string{url}, ClientURLs: []string{url}})
	}
	apply := func(op api.V2Op) {
		_, err := s.Apply(&op, t0)
		require.NoError(t, err)
	}
	for _, m := range members {
		apply(api.AddMemberOp(m))
	}
	for _, m := range members {
		op := api.MemberAttributesOp(m)
		got, ok := op.MemberAttributes()
		require.True(t, ok)
		require.Equal(t, api.Member{ID: m.ID, Name: m.Name, ClientURLs: m.ClientURLs}, got)
		apply(op)
	}
	apply(api.ClusterVersionOp("3.4.0"))
	require.EqualValues(t, 7, s.Index())
	e := mustSet(t, s, "/1/message", "hello")
	require.EqualValues(t, 8, e.Index())
	require.True(t, e.Created())
	require.NoError(t, s.Check())
}

func TestSetReplacesAndResetsCreatedIndex(t *testing.T) {
	s := New()
	mustSet(t, s, "/1/a", "1")
	e := mustSet(t, s, "/1/a", "2")
	require.EqualValues(t, 2, e.Node.CreatedIndex)
	require.Equal(t, "1", value(e.PrevNode))
	require.False(t, e.Created())
}

func TestUpdateAndSwapKeepCreatedIndexAndDropTheTTL(t *testing.T) {
	s := New()
	_, err := s.Set("/1/a", false, "1", TTL{Expires: t0 + 10*sec}, t0)
	require.NoError(t, err)
	e, err := s.CompareAndSwap("/1/a", "1", 1, "2", TTL{}, t0+sec)
	require.NoError(t, err)
	require.EqualValues(t, 1, e.Node.CreatedIndex)
	require.EqualValues(t, 2, e.Node.ModifiedIndex)
	require.EqualValues(t, 9, e.PrevNode.TTL)
	require.Zero(t, e.Node.Expiration)
	_, waiting := s.NextExpiry()
	require.False(t, waiting)
	e, err = s.Update("/1/a", "3", TTL{Expires: t0 + 5*sec}, t0)
	require.NoError(t, err)
	require.EqualValues(t, 1, e.Node.CreatedIndex)
	at, waiting := s.NextExpiry()
	require.True(t, waiting)
	require.Equal(t, t0+5*sec, at)
}

func TestRefusedOperationsLeaveTheStoreAlone(t *testing.T) {
	s := New()
	mustSet(t, s, "/1/f", "v")
	mustSet(t, s, "/1/d/x", "v")
	before := s.Hash()
	for _, c := range []struct {
		name  string
		do    func() error
		code  api.V2Code
		cause string
	}{
		{"get of a missing key", func() error { _, err := s.Get("/1/no/such", false, t0); return err }, 100, "/1/no"},
		{"get below a file", func() error { _, err := s.Get("/1/f/x", false, t0); return err }, 104, "/1/f"},
		{"set on a directory", func() error { _, err := s.Set("/1/d", false, "", TTL{}, t0); return err }, 102, "/1/d"},
		{"set below a file", func() error { _, err := s.Set("/1/f/x/y", false, "", TTL{}, t0); return err }, 104, "/1/f"},
		{"set on the root", func() error { _, err := s.Set("/1", true, "", TTL{}, t0); return err }, 107, "/"},
		{"refresh of a missing key", func() error { _, err := s.Set("/1/n", false, "", TTL{t0 + sec, true}, t0); return err }, 100, "/1/n"},
		{"create of what is there", func() error { _, err := s.Create("/1/f", false, "", false, TTL{}, t0); return err }, 105, "/1/f"},
		{"post below a file", func() error { _, err := s.Create("/1/f", false, "", true, TTL{}, t0); return err }, 104, "/1/f"},
		{"update of a missing key", func() error { _, err := s.Update("/1/n", "", TTL{}, t0); return err }, 100, "/1/n"},
		{"a value for a directory", func() error { _, err := s.Update("/1/d", "v", TTL{}, t0); return err }, 102, "/1/d"},
		{"swap, wrong value", func() error { _, err := s.CompareAndSwap("/1/f", "w", 0, "x", TTL{}, t0); return err }, 101, "[w != v]"},
		{"swap, wrong index", func() error { _, err := s.CompareAndSwap("/1/f", "", 9, "x", TTL{}, t0); return err }, 101, "[9 != 1]"},
		{"swap, both wrong", func() error { _, err := s.CompareAndSwap("/1/f", "w", 9, "x", TTL{}, t0); return err }, 101, "[w != v] [9 != 1]"},
		{"swap of a directory", func() error { _, err := s.CompareAndSwap("/1/d", "", 2, "x", TTL{}, t0); return err }, 102, "/1/d"},
		{"delete of a directory as a key", func() error { _, err := s.Delete("/1/d", false, false, t0); return err }, 102, "/1/d"},
		{"delete of a full directory", func() error { _, err := s.Delete("/1/d", true, false, t0); return err }, 108, "/1/d"},
		{"delete of the root", func() error { _, err := s.Delete("/1", true, true, t0); return err }, 107, "/"},
		{"compare and delete, wrong", func() error { _, err := s.CompareAndDelete("/1/f", "w", 0, t0); return err }, 101, "[w != v]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			refused(t, c.do(), c.code, c.cause, 2)
			require.Equal(t, before, s.Hash())
		})
	}
}

func TestListingShowsOneLevelSortedWithoutHiddenNodes(t *testing.T) {
	s := New()
	for _, p := range []string{"/1/d/b/deep", "/1/d/a", "/1/d/_h", "/1/d.x", "/1/d/b.y", "/1/d/b-z"} {
		mustSet(t, s, p, "")
	}
	e, err := s.Get("/1/d", false, t0)
	require.NoError(t, err)
	var keys []string
	for _, n := range e.Node.Nodes {
		keys = append(keys, n.Key)
		require.Empty(t, n.Nodes)
	}
	require.Equal(t, []string{"/1/d/a", "/1/d/b", "/1/d/b-z", "/1/d/b.y"}, keys)
	e, err = s.Get("/1/d", true, t0)
	require.NoError(t, err)
	require.Equal(t, "/1/d/b/deep", e.Node.Nodes[1].Nodes[0].Key)
	e, err = s.Get("/1/d/_h", true, t0)
	require.NoError(t, err, "hidden is not forbidden")
	require.Equal(t, "/1/d/_h", e.Node.Key)
}

func TestPostNamesTheKeyByTheIndex(t *testing.T) {
	s := New()
	e, err := s.Create("/1/q", false, "v", true, TTL{}, t0)
	require.NoError(t, err)
	require.Equal(t, "/1/q/00000000000000000001", e.Node.Key)
}

func TestExpiryTakesTheEarliestFirstAndADirectoryWithItsContent(t *testing.T) {
	s := New()
	set := func(p string, dir bool, ttl int64) {
		_, err := s.Set(p, dir, "", TTL{Expires: t0 + ttl*sec}, t0)
		require.NoError(t, err)
	}
	set("/1/late", false, 9)
	set("/1/d", true, 3)
	set("/1/d/in", false, 5)
	set("/1/soon", false, 2)
	events := s.DeleteExpired(t0+5*sec, t0+6*sec)
	require.Len(t, events, 2, "what was in the directory goes without an event of its own")
	require.Equal(t, "/1/soon", events[0].Node.Key)
	require.Equal(t, "/1/d", events[1].Node.Key)
	require.True(t, events[1].Node.Dir)
	require.Equal(t, int64(-3), events[1].PrevNode.TTL)
	require.EqualValues(t, 6, s.Index())
	require.Equal(t, 3, s.Len(), "/0, /1 and the late one")
	require.NoError(t, s.Check())
}

func TestTTLRoundsUp(t *testing.T) {
	for _, c := range []struct{ left, want int64 }{{1, 1}, {sec, 1}, {sec + 1, 2}, {10 * sec, 10}, {0, 0}, {-1, 0}, {-sec, -1}, {-sec - 1, -1}} {
		require.Equal(t, c.want, ttl(t0+c.left, t0), "%d ns left", c.left)
	}
	require.Zero(t, ttl(0, t0))
}

func TestWindowHolds1000EventsAndSaysWhatWasCleared(t *testing.T) {
	s := New()
	for i := range 1005 {
		mustSet(t, s, fmt.Sprintf("/1/k%d", i%7), "v")
	}
	_, err := s.EventsSince(5)
	refused(t, err, api.EcodeEventIndexCleared, "the requested history has been cleared [6/5]", 1005)
	events, err := s.EventsSince(6)
	require.NoError(t, err)
	require.Len(t, slices.Collect(events), 1000)
	events, err = s.EventsSince(1005)
	require.NoError(t, err)
	require.EqualValues(t, 1005, slices.Collect(events)[0].Index())
	events, err = s.EventsSince(1006)
	require.NoError(t, err)
	require.Empty(t, slices.Collect(events))
	require.NoError(t, s.Check())
}

func TestWindowOfACloneIsItsOwn(t *testing.T) {
	s := New()
	for i := range 2500 {
		c := s.Clone()
		mustSet(t, s, "/1/k", fmt.Sprint(i))
		mustSet(t, c, "/1/k", "other")
		e, err := s.Scan("/1/k", false, s.Index())
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(i), value(e.Node))
		e, err = c.Scan("/1/k", false, c.Index())
		require.NoError(t, err)
		require.Equal(t, "other", value(e.Node))
		if i%100 == 0 {
			require.NoError(t, s.Check())
			require.NoError(t, c.Check())
		}
	}
}

func TestScanFindsWhatAWatchOfTheKeyTells(t *testing.T) {
	s := New()
	mustSet(t, s, "/1/d/a", "1")
	mustSet(t, s, "/1/da", "2")
	_, err := s.Set("/1/d/a", false, "", TTL{t0 + sec, true}, t0)
	require.NoError(t, err)
	_, err = s.Delete("/1/d", true, true, t0)
	require.NoError(t, err)
	for _, c := range []struct {
		key       string
		recursive bool
		since     uint64
		want      uint64 // 0: none
	}{
		{"/1/d/a", false, 1, 1},
		{"/1/d", false, 1, 4},
		{"/1/d", true, 1, 1},
		{"/1/d", true, 2, 4}, // the refresh at 3 is told to nobody
		{"/1/d/other", false, 2, 4},
		{"/1/da", false, 3, 4}, // by letters, as etcd compares
		{"/1/x", true, 1, 0},
	} {
		e, err := s.Scan(c.key, c.recursive, c.since)
		require.NoError(t, err)
		if c.want == 0 {
			require.Nil(t, e, "%+v", c)
			continue
		}
		require.Equal(t, c.want, e.Index(), "%+v", c)
	}
}

func TestRootHoldsTheTwoHalves(t *testing.T) {
	e, err := New().Get("/", false, t0)
	require.NoError(t, err)
	require.Len(t, e.Node.Nodes, 2)
	require.Equal(t, "/0", e.Node.Nodes[0].Key)
	require.Equal(t, "/1", e.Node.Nodes[1].Key)
}
