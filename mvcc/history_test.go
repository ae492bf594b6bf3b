package mvcc_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/wire"
	"raftarium/mvcc"
)

// told writes changes down, newest first.
func told(s *mvcc.Store, each func(func(mvcc.Change) bool)) (out []string) {
	each(func(c mvcc.Change) bool {
		what := fmt.Sprintf("%s@%d=%s v%d", c.Key, c.Mod, s.Arena().Text(c.Value), c.Version)
		if c.Delete {
			what = fmt.Sprintf("%s@%d deleted", c.Key, c.Mod)
		}
		if c.Entry != 0 {
			what += fmt.Sprintf(" by entry %d of term %d", c.Entry, c.Term)
		}
		out = append(out, what)
		return true
	})
	return out
}

// attributed is a store whose changes come from entries 5 to 10 of terms 2 to 4.
func attributed() *mvcc.Store {
	s := newStore()
	s.Attribute(5, 2)
	put(s, "a", "1")
	s.Attribute(6, 2)
	put(s, "b", "1")
	s.Attribute(8, 3)
	s.DeleteRange("a", "")
	s.Attribute(9, 4)
	put(s, "a", "2")
	s.Attribute(10, 4)
	put(s, "a", "3")
	return s
}

func TestHistoryIsNewestFirst(t *testing.T) {
	s := attributed()
	history := func(key string, to int64) []string {
		return told(s, func(fn func(mvcc.Change) bool) { s.History(key, to, fn) })
	}
	require.Equal(t, []string{"a@6=3 v2 by entry 10 of term 4", "a@5=2 v1 by entry 9 of term 4", "a@4 deleted by entry 8 of term 3", "a@2=1 v1 by entry 5 of term 2"}, history("a", 0))
	require.Equal(t, []string{"a@4 deleted by entry 8 of term 3", "a@2=1 v1 by entry 5 of term 2"}, history("a", 4))
	require.Empty(t, history("a", 1))
	require.Empty(t, history("c", 0))
	require.NoError(t, s.Compact(5))
	require.Equal(t, []string{"a@6=3 v2 by entry 10 of term 4", "a@5=2 v1 by entry 9 of term 4"}, history("a", 0), "what was compacted away is not told")
	require.Equal(t, []string{"b@3=1 v1 by entry 6 of term 2"}, history("b", 0), "what can still be read is")
}

func TestKeysAreToldInBothDirections(t *testing.T) {
	s := attributed()
	s.Attribute(11, 4)
	s.DeleteRange("b", "")
	require.Equal(t, 2, s.Indexed(), "a deleted key is in the index until it is compacted away")
	require.Equal(t, []string{"a@6=3 v2 by entry 10 of term 4", "b@7 deleted by entry 11 of term 4"},
		told(s, func(fn func(mvcc.Change) bool) { s.Keys("", fn) }))
	require.Equal(t, []string{"a@6=3 v2 by entry 10 of term 4"}, told(s, func(fn func(mvcc.Change) bool) { s.KeysBefore("b", fn) }))
	require.Equal(t, "b@7 deleted by entry 11 of term 4", told(s, s.Recent)[0])
	require.Len(t, told(s, s.Recent), s.Records())
}

func TestEntriesSurviveCloneAndCode(t *testing.T) {
	s := attributed()
	want := told(s, s.Recent)
	c := s.Clone()
	c.Attribute(11, 5)
	put(c, "a", "4")
	s.Attribute(11, 6)
	put(s, "a", "5")
	require.Equal(t, append([]string{"a@7=4 v3 by entry 11 of term 5"}, want...), told(c, c.Recent))
	require.Equal(t, append([]string{"a@7=5 v3 by entry 11 of term 6"}, want...), told(s, s.Recent))
	back := newStore()
	back.Code(wire.NewDecoder(encode(c)))
	require.Equal(t, told(c, c.Recent), told(back, back.Recent))
}

// The nodes that are shown hold the index's keys in their order, as many in each
// as a B-tree of its degree may have, all leaves at one depth.
func TestTheIndexIsShownAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newStore()
		for range rapid.IntRange(0, 300).Draw(t, "puts") {
			from := rapid.IntRange(0, 3000).Draw(t, "from")
			for i := range rapid.IntRange(1, 40).Draw(t, "run") {
				put(s, fmt.Sprintf("%05d", from+i), "v")
			}
		}
		s.DeleteRange(fmt.Sprintf("%05d", rapid.IntRange(0, 3000).Draw(t, "gone")), mvcc.FromKey)
		if s.Revision() > 1 {
			require.NoError(t, s.Compact(s.Revision()))
			put(s, "00000", "v")
			require.NoError(t, s.Compact(s.Revision()))
		}
		root, ok := s.IndexRoot()
		require.Equal(t, s.Indexed() > 0, ok)
		if !ok {
			return
		}
		var keys []string
		leaves := -1
		var walk func(n mvcc.IndexNode, depth int)
		walk = func(n mvcc.IndexNode, depth int) {
			require.LessOrEqual(t, n.Len(), 2*mvcc.IndexDegree-1)
			require.GreaterOrEqual(t, n.Len(), 1)
			if depth > 0 {
				require.GreaterOrEqual(t, n.Len(), mvcc.IndexDegree-1)
			}
			if n.Children() == 0 {
				require.Contains(t, []int{-1, depth}, leaves)
				leaves = depth
			} else {
				require.Equal(t, n.Len()+1, n.Children())
			}
			for i := range n.Len() {
				if n.Children() > 0 {
					walk(n.Child(i), depth+1)
				}
				keys = append(keys, n.Key(i))
			}
			if n.Children() > 0 {
				walk(n.Child(n.Len()), depth+1)
			}
		}
		walk(root, 0)
		var want []string
		s.Keys("", func(c mvcc.Change) bool {
			want = append(want, c.Key)
			return true
		})
		require.Equal(t, want, keys)
	})
}

func TestAWatchersPlaceInHistory(t *testing.T) {
	s := newStore()
	put(s, "a", "1")
	put(s, "a", "2")
	w := mvcc.NewWatchers(s)
	now, _ := w.Watch(s, 1, mvcc.WatchRequest{Key: "a"})
	past, _ := w.Watch(s, 1, mvcc.WatchRequest{Key: "a", From: 2})
	later, _ := w.Watch(s, 1, mvcc.WatchRequest{Key: "a", From: 9})
	require.Equal(t, int64(4), w.Next(s, 1, now))
	require.Equal(t, int64(2), w.Next(s, 1, past))
	require.Equal(t, int64(9), w.Next(s, 1, later))
	w.Take(s, 1, past)
	require.Equal(t, int64(4), w.Next(s, 1, past))
	put(s, "a", "3")
	w.Notify(s)
	require.Equal(t, int64(4), w.Next(s, 1, now), "it has not looked at revision 4")
}
