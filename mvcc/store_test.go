package mvcc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/mvcc"
)

func newStore() *mvcc.Store { return mvcc.New(mvcc.NewArena()) }

func put(s *mvcc.Store, key, value string) mvcc.Revision {
	rev, _, _ := s.Put(key, s.Arena().AddString(value), 0)
	return rev
}

// show renders a range as "key=value create/mod/version", one per entry.
func show(s *mvcc.Store, kvs []mvcc.KeyValue) string {
	var out []string
	for _, kv := range kvs {
		out = append(out, fmt.Sprintf("%s=%s %d/%d/%d", kv.Key, s.Arena().Text(kv.Value), kv.Create, kv.Mod, kv.Version))
	}
	return strings.Join(out, ", ")
}

func everything(t *testing.T, s *mvcc.Store, rev int64) string {
	res, err := s.Range("", mvcc.FromKey, mvcc.RangeOptions{Rev: rev})
	require.NoError(t, err)
	return show(s, res.KVs)
}

func TestNewStoreIsAtRevision1(t *testing.T) {
	s := newStore()
	require.Equal(t, int64(1), s.Revision())
	require.Equal(t, int64(-1), s.Compacted())
	require.Zero(t, s.Len())
	require.NoError(t, s.Check())
}

func TestTransactionTakesOneRevision(t *testing.T) {
	s := newStore()
	v := s.Arena().AddString("v")
	tx := s.Begin()
	for sub, key := range []string{"a", "b", "a"} {
		rev, _, _ := tx.Put(key, v, 0)
		require.Equal(t, mvcc.Revision{Main: 2, Sub: int64(sub)}, rev)
		require.Equal(t, int64(1), s.Revision(), "not before commit")
		require.Equal(t, int64(2), tx.Revision())
	}
	require.Equal(t, mvcc.Revision{Main: 2, Sub: 2}, tx.Commit())
	require.Equal(t, "a=v 2/2/2, b=v 2/2/1", everything(t, s, 0))
}

func TestOpenTransactionIsSeenOnlyFromWithin(t *testing.T) {
	s := newStore()
	put(s, "a", "1")
	tx := s.Begin()
	tx.Put("a", s.Arena().AddString("2"), 0)
	tx.DeleteRange("b", "")
	inside, _ := tx.Get("a")
	outside, _ := s.Get("a")
	require.Equal(t, "a=2 2/3/2", show(s, []mvcc.KeyValue{inside}))
	require.Equal(t, "a=1 2/2/1", show(s, []mvcc.KeyValue{outside}))
	told := 0
	require.NoError(t, s.Events(mvcc.Revision{}, func(mvcc.Event) bool { told++; return true }))
	require.Equal(t, 1, told)
	_, err := tx.Range("a", "", mvcc.RangeOptions{Rev: 3})
	require.NoError(t, err)
	_, err = tx.Range("a", "", mvcc.RangeOptions{Rev: 4})
	require.Equal(t, mvcc.ErrFutureRev, err)
	tx.Commit()
	require.NoError(t, s.Check())
}

func TestTransactionWithoutChangeTakesNoRevision(t *testing.T) {
	s := newStore()
	put(s, "a", "1")
	rev, gone := s.DeleteRange("b", "")
	require.Empty(t, gone)
	require.Equal(t, mvcc.Revision{Main: 2}, rev)
	tx := s.Begin()
	require.Equal(t, mvcc.Revision{Main: 2}, tx.Commit())
	require.Equal(t, int64(2), s.Revision())
}

func TestGenerations(t *testing.T) {
	s := newStore()
	put(s, "k", "1")
	put(s, "k", "2")
	s.DeleteRange("k", "")
	put(s, "k", "3")
	for rev, want := range map[int64]string{
		1: "",
		2: "k=1 2/2/1",
		3: "k=2 2/3/2",
		4: "",
		5: "k=3 5/5/1",
		0: "k=3 5/5/1",
	} {
		require.Equal(t, want, everything(t, s, rev), "at revision %d", rev)
	}
}

func TestPutReturnsWhatWasThere(t *testing.T) {
	s := newStore()
	v := s.Arena().AddString("v")
	_, _, existed := s.Put("k", v, 7)
	require.False(t, existed)
	_, prev, existed := s.Put("k", v, 0)
	require.True(t, existed)
	require.Equal(t, mvcc.KeyValue{
		Key: "k", Value: v, Create: 2, Mod: 2, Version: 1, Lease: 7, ModRev: mvcc.Revision{Main: 2},
	}, prev)
	s.DeleteRange("k", "")
	_, _, existed = s.Put("k", v, 0)
	require.False(t, existed, "a tombstone is not there")
}

func TestRangeEnds(t *testing.T) {
	s := newStore()
	for _, k := range []string{"a", "a1", "a2", "b", "\xff", "\xffx"} {
		put(s, k, "")
	}
	for _, c := range []struct{ key, end, want string }{
		{"a", "", "a"},
		{"a", "b", "a a1 a2"},
		{"a", mvcc.PrefixEnd("a"), "a a1 a2"},
		{"a1", mvcc.FromKey, "a1 a2 b \xff \xffx"},
		{"\x00", mvcc.FromKey, "a a1 a2 b \xff \xffx"},
		{"\xff", mvcc.PrefixEnd("\xff"), "\xff \xffx"},
		{"b", "a", ""},
		{"b", "b", ""},
		{"none", "", ""},
	} {
		res, err := s.Range(c.key, c.end, mvcc.RangeOptions{})
		require.NoError(t, err)
		var keys []string
		for _, kv := range res.KVs {
			keys = append(keys, kv.Key)
		}
		require.Equal(t, c.want, strings.Join(keys, " "), "%q to %q", c.key, c.end)
		require.Equal(t, int64(len(keys)), res.Count)
	}
}

func TestPrefixEnd(t *testing.T) {
	for prefix, end := range map[string]string{
		"a": "b", "a\xff": "b", "/x/": "/x0", "\xff\xff": mvcc.FromKey, "": mvcc.FromKey,
	} {
		require.Equal(t, end, mvcc.PrefixEnd(prefix), "%q", prefix)
	}
}

func TestRangeOptions(t *testing.T) {
	s := newStore()
	put(s, "a", "3") // 2
	put(s, "b", "1") // 3
	put(s, "c", "2") // 4
	put(s, "a", "0") // 5
	for _, c := range []struct {
		name string
		o    mvcc.RangeOptions
		want string
		more bool
	}{
		{"plain", mvcc.RangeOptions{}, "a=0 2/5/2, b=1 3/3/1, c=2 4/4/1", false},
		{"at a revision", mvcc.RangeOptions{Rev: 3}, "a=3 2/2/1, b=1 3/3/1", false},
		{"limit", mvcc.RangeOptions{Limit: 2}, "a=0 2/5/2, b=1 3/3/1", true},
		{"limit that cuts nothing", mvcc.RangeOptions{Limit: 3}, "a=0 2/5/2, b=1 3/3/1, c=2 4/4/1", false},
		{"descending", mvcc.RangeOptions{Order: mvcc.SortDescend}, "c=2 4/4/1, b=1 3/3/1, a=0 2/5/2", false},
		{"by value", mvcc.RangeOptions{Target: mvcc.SortByValue, Order: mvcc.SortDescend}, "c=2 4/4/1, b=1 3/3/1, a=0 2/5/2", false},
		{"by create", mvcc.RangeOptions{Target: mvcc.SortByCreate, Order: mvcc.SortAscend}, "a=0 2/5/2, b=1 3/3/1, c=2 4/4/1", false},
		{"by mod", mvcc.RangeOptions{Target: mvcc.SortByMod, Order: mvcc.SortAscend}, "b=1 3/3/1, c=2 4/4/1, a=0 2/5/2", false},
		{"by version, then key", mvcc.RangeOptions{Target: mvcc.SortByVersion, Order: mvcc.SortAscend}, "b=1 3/3/1, c=2 4/4/1, a=0 2/5/2", false},
		{"a target without order sorts upwards", mvcc.RangeOptions{Target: mvcc.SortByMod}, "b=1 3/3/1, c=2 4/4/1, a=0 2/5/2", false},
		{"but only what the limit let through, as in etcd 3.4", mvcc.RangeOptions{Target: mvcc.SortByMod, Limit: 1}, "b=1 3/3/1", true},
		{"sort, then limit", mvcc.RangeOptions{Target: mvcc.SortByMod, Order: mvcc.SortDescend, Limit: 1}, "a=0 2/5/2", true},
		{"keys only", mvcc.RangeOptions{KeysOnly: true, Target: mvcc.SortByValue, Order: mvcc.SortDescend}, "c= 4/4/1, b= 3/3/1, a= 2/5/2", false},
		{"count only", mvcc.RangeOptions{CountOnly: true}, "", false},
		{"least mod", mvcc.RangeOptions{MinMod: 4}, "a=0 2/5/2, c=2 4/4/1", false},
		{"most mod", mvcc.RangeOptions{MaxMod: 4}, "b=1 3/3/1, c=2 4/4/1", false},
		{"least create", mvcc.RangeOptions{MinCreate: 3}, "b=1 3/3/1, c=2 4/4/1", false},
		{"most create, then limit", mvcc.RangeOptions{MaxCreate: 3, Limit: 1}, "a=0 2/5/2", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, err := s.Range("a", mvcc.FromKey, c.o)
			require.NoError(t, err)
			require.Equal(t, c.want, show(s, res.KVs))
			require.Equal(t, c.more, res.More)
			require.Equal(t, int64(5), res.Rev, "the store's revision, not the one read at")
			want := int64(3)
			if c.o.Rev == 3 {
				want = 2
			}
			require.Equal(t, want, res.Count, "counts what is there, not what is returned")
		})
	}
}

func TestErrorsOfRevisions(t *testing.T) {
	s := newStore()
	for range 4 {
		put(s, "k", "v")
	}
	require.NoError(t, s.Compact(3))
	read := func(rev int64) error {
		_, err := s.Range("k", "", mvcc.RangeOptions{Rev: rev})
		return err
	}
	require.EqualError(t, read(2), "etcdserver: mvcc: required revision has been compacted")
	require.NoError(t, read(3), "the compacted revision itself can be read")
	require.NoError(t, read(5))
	require.EqualError(t, read(6), "etcdserver: mvcc: required revision is a future revision")
	require.Equal(t, mvcc.ErrCompacted, s.Compact(3))
	require.Equal(t, mvcc.ErrFutureRev, s.Compact(6))
	require.NoError(t, s.Compact(5))
}

func TestCompactionDropsWhatNobodyCanRead(t *testing.T) {
	s := newStore()
	put(s, "kept", "1") // 2
	put(s, "gone", "1") // 3
	for range 200 {
		put(s, "often", "x") // 4 to 203
	}
	s.DeleteRange("gone", "") // 204
	put(s, "last", "1")       // 205
	require.NoError(t, s.Compact(205))
	require.Equal(t, 3, s.Records())
	require.Equal(t, "kept=1 2/2/1, last=1 205/205/1, often=x 4/203/200", everything(t, s, 0))
	require.NoError(t, s.Check())
	put(s, "gone", "2")
	require.Equal(t, "gone=2 206/206/1, kept=1 2/2/1, last=1 205/205/1, often=x 4/203/200", everything(t, s, 0))
	require.NoError(t, s.Check())
}

// etcd keeps one record of a key and a main revision when it compacts there,
// and may keep the tombstone instead of the value.
func TestDeletedAndPutAgainInTheCompactedRevision(t *testing.T) {
	s := newStore()
	put(s, "k", "old")
	tx := s.Begin()
	tx.DeleteRange("k", "")
	tx.Put("k", s.Arena().AddString("new"), 0)
	tx.Commit()
	require.NoError(t, s.Compact(3))
	require.Equal(t, "k=new 3/3/1", everything(t, s, 3))
	require.NoError(t, s.Check())
	put(s, "k", "newer")
	require.NoError(t, s.Compact(4))
	require.Equal(t, "k=newer 3/4/2", everything(t, s, 0))
}

func TestEventsTellTheHistory(t *testing.T) {
	s := newStore()
	put(s, "a", "1")
	tx := s.Begin()
	tx.Put("b", s.Arena().AddString("2"), 0)
	tx.DeleteRange("a", "")
	tx.Put("a", s.Arena().AddString("3"), 0)
	tx.Commit()
	s.DeleteRange("b", "")
	tell := func(from mvcc.Revision) (lines []string) {
		require.NoError(t, s.Events(from, func(e mvcc.Event) bool {
			line := fmt.Sprintf("%v put %s", e.KV.ModRev, show(s, []mvcc.KeyValue{e.KV}))
			if e.Delete {
				line = fmt.Sprintf("%v delete %s", e.KV.ModRev, e.KV.Key)
			}
			if e.HasPrev {
				line += " was " + show(s, []mvcc.KeyValue{e.Prev})
			}
			lines = append(lines, line)
			return true
		}))
		return lines
	}
	all := []string{
		"2/0 put a=1 2/2/1",
		"3/0 put b=2 3/3/1",
		"3/1 delete a was a=1 2/2/1",
		"3/2 put a=3 3/3/1", // created, whatever was before: as etcd's prev_kv
		"4/0 delete b was b=2 3/3/1",
	}
	require.Equal(t, all, tell(mvcc.Revision{}))
	require.Equal(t, all[2:], tell(mvcc.Revision{Main: 3, Sub: 1}))
	require.Empty(t, tell(mvcc.Revision{Main: 5}))

	require.NoError(t, s.Compact(4))
	require.Equal(t, []string{"4/0 delete b"}, tell(mvcc.Revision{Main: 4}), "a delete at the compacted revision is still told")
	require.Equal(t, mvcc.ErrCompacted, s.Events(mvcc.Revision{Main: 3}, func(mvcc.Event) bool { return true }))
}

func TestEventsStopWhenToldTo(t *testing.T) {
	s := newStore()
	put(s, "a", "1")
	put(s, "b", "1")
	heard := 0
	require.NoError(t, s.Events(mvcc.Revision{}, func(mvcc.Event) bool { heard++; return false }))
	require.Equal(t, 1, heard)
}

func TestClonesDiverge(t *testing.T) {
	for _, before := range []int{0, 1, 62, 63, 64, 65, 200} {
		t.Run(fmt.Sprintf("after %d puts", before), func(t *testing.T) {
			a := newStore()
			for i := range before {
				put(a, fmt.Sprint("k", i%7), "old")
			}
			b := a.Clone()
			require.Equal(t, a.Hash(), b.Hash())
			for i := range 150 {
				put(a, fmt.Sprint("k", i%5), "a")
				put(b, fmt.Sprint("k", i%3), "b")
			}
			require.NoError(t, a.Check())
			require.NoError(t, b.Check())
			require.NotContains(t, everything(t, a, 0), "=b")
			require.NotContains(t, everything(t, b, 0), "=a")
			require.Equal(t, everything(t, a, int64(before+1)), everything(t, b, int64(before+1)))
			require.NotEqual(t, a.Hash(), b.Hash())
		})
	}
}

func TestCompactionOfACloneLeavesTheOriginal(t *testing.T) {
	a := newStore()
	for i := range 300 {
		put(a, fmt.Sprint("k", i%10), fmt.Sprint(i))
	}
	a.DeleteRange("k3", "")
	want := everything(t, a, 100)
	b := a.Clone()
	require.NoError(t, b.Compact(302))
	require.Equal(t, want, everything(t, a, 100))
	require.NoError(t, a.Check())
	require.NoError(t, b.Check())
	require.Equal(t, everything(t, a, 302), everything(t, b, 302))
}

func TestHashIsOfContentsNotOfTheWayThere(t *testing.T) {
	a, b := newStore(), newStore()
	b.Arena().AddString("something else first")
	for i := range 100 {
		put(a, fmt.Sprint("k", i%9), fmt.Sprint(i))
		a.Hash()
		put(b, fmt.Sprint("k", i%9), fmt.Sprint(i))
	}
	require.Equal(t, a.Hash(), b.Hash())
	require.NoError(t, a.Compact(50))
	require.NotEqual(t, a.Hash(), b.Hash())
	require.NoError(t, b.Compact(30))
	require.NoError(t, b.Compact(50))
	require.Equal(t, a.Hash(), b.Hash())
}

func TestHashSeesEveryDifference(t *testing.T) {
	seen := map[uint64]string{}
	for name, change := range map[string]func(s *mvcc.Store){
		"nothing":         func(*mvcc.Store) {},
		"another key":     func(s *mvcc.Store) { put(s, "k2", "v") },
		"a put":           func(s *mvcc.Store) { put(s, "k", "v") },
		"another value":   func(s *mvcc.Store) { put(s, "k", "w") },
		"a lease":         func(s *mvcc.Store) { s.Put("k", s.Arena().AddString("v"), 1) },
		"a delete":        func(s *mvcc.Store) { s.DeleteRange("k", "") },
		"a compaction":    func(s *mvcc.Store) { _ = s.Compact(1) },
		"key and value":   func(s *mvcc.Store) { put(s, "kv", "") },
		"value and key":   func(s *mvcc.Store) { put(s, "", "kv") },
		"two puts":        func(s *mvcc.Store) { put(s, "k", "v"); put(s, "k", "v") },
		"two puts in one": func(s *mvcc.Store) { tx := s.Begin(); tx.Put("k", 0, 0); tx.Put("k", 0, 0); tx.Commit() },
	} {
		s := newStore()
		put(s, "k", "first")
		change(s)
		require.Empty(t, seen[s.Hash()], name)
		seen[s.Hash()] = name
	}
}

func TestWriteTransactionsDoNotNest(t *testing.T) {
	s := newStore()
	tx := s.Begin()
	require.Panics(t, func() { s.Begin() })
	require.Panics(t, func() { s.Clone() })
	require.Panics(t, func() { _ = s.Compact(1) })
	require.Panics(t, func() { s.Hash() })
	require.Panics(t, func() { encode(s) })
	tx.Commit()
	require.NotPanics(t, func() { s.Begin() })
}

func TestPutAllocatesNextToNothing(t *testing.T) {
	s := newStore()
	v := s.Arena().AddString("v")
	s.Put("k", v, 0)
	require.LessOrEqual(t, testing.AllocsPerRun(1000, func() { s.Put("k", v, 0) }), 1.0)
}

func Example() {
	arena := mvcc.NewArena()
	s := mvcc.New(arena)
	s.Put("message", arena.AddString("hello"), 0)
	s.Put("message", arena.AddString("hello world"), 0)
	old, _ := s.Range("message", "", mvcc.RangeOptions{Rev: 2})
	now, _ := s.Get("message")
	fmt.Println(arena.Text(old.KVs[0].Value), old.Rev)
	fmt.Println(arena.Text(now.Value), now.Version)
	// Output:
	// hello 3
	// hello world 2
}
