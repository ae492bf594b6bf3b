package mvcc_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/wire"
	"raftarium/mvcc"
)

// hear takes everything that is pending and tells it, one line a response. A
// clone that is drained must tell the same, and then what is left.
func hear(s *mvcc.Store, w *mvcc.Watchers) (lines []string) {
	var drained []string
	clone := w.Clone()
	clone.Drain(s, func(on uint64, r *mvcc.WatchResponse) {
		drained = append(drained, fmt.Sprintf("%d.%d @%d: %s", on, r.ID, r.Rev, tellResponse(s, *r)))
	})
	if _, _, ok := clone.Pending(0, math.MinInt64); ok {
		panic("drained watchers have something to hear")
	}
	defer func() {
		if !slices.Equal(lines, drained[:min(len(lines), len(drained))]) {
			panic(fmt.Sprintf("taken: %q, drained: %q", lines, drained))
		}
	}()
	w.Notify(s)
	for on, id, ok := w.Pending(0, 0); ok; on, id, ok = w.Pending(on, id+1) {
		r, ok := w.Take(s, on, id)
		if !ok {
			continue
		}
		lines = append(lines, fmt.Sprintf("%d.%d @%d: %s", on, id, r.Rev, tellResponse(s, r)))
	}
	return lines
}

func tellResponse(s *mvcc.Store, r mvcc.WatchResponse) string {
	if r.CompactRev != 0 {
		return fmt.Sprintf("compacted at %d", r.CompactRev)
	}
	var out []string
	for _, e := range r.Events {
		line := fmt.Sprintf("%v %s=%s", e.KV.ModRev, e.KV.Key, s.Arena().Text(e.KV.Value))
		if e.Delete {
			line = fmt.Sprintf("%v -%s", e.KV.ModRev, e.KV.Key)
		}
		if e.HasPrev {
			line += " was " + s.Arena().Text(e.Prev.Value)
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

func watch(t *testing.T, s *mvcc.Store, w *mvcc.Watchers, on uint64, r mvcc.WatchRequest) int64 {
	id, err := w.Watch(s, on, r)
	require.NoError(t, err)
	return id
}

func TestWatchersHearWhatTheyAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		ask  mvcc.WatchRequest
		want []string
	}{
		"from now":            {mvcc.WatchRequest{Key: "a"}, []string{"1.0 @6: 4/1 -a, 6/0 a=3"}},
		"from the beginning":  {mvcc.WatchRequest{Key: "a", From: 1}, []string{"1.0 @6: 2/0 a=1, 4/1 -a, 6/0 a=3"}},
		"from a revision":     {mvcc.WatchRequest{Key: "a", From: 2}, []string{"1.0 @6: 2/0 a=1, 4/1 -a, 6/0 a=3"}},
		"from one to come":    {mvcc.WatchRequest{Key: "a", From: 5}, []string{"1.0 @6: 6/0 a=3"}},
		"from one far off":    {mvcc.WatchRequest{Key: "a", From: 7}, nil},
		"a range":             {mvcc.WatchRequest{Key: "a", End: "c"}, []string{"1.0 @6: 4/0 b=2, 4/1 -a, 5/0 b=4, 6/0 a=3"}},
		"from a key on":       {mvcc.WatchRequest{Key: "b", End: mvcc.FromKey}, []string{"1.0 @6: 4/0 b=2, 5/0 b=4"}},
		"no puts":             {mvcc.WatchRequest{Key: "a", NoPut: true}, []string{"1.0 @6: 4/1 -a"}},
		"no deletes":          {mvcc.WatchRequest{Key: "a", NoDelete: true}, []string{"1.0 @6: 6/0 a=3"}},
		"neither":             {mvcc.WatchRequest{Key: "a", NoDelete: true, NoPut: true}, nil},
		"with what was":       {mvcc.WatchRequest{Key: "a", End: "c", PrevKV: true}, []string{"1.0 @6: 4/0 b=2, 4/1 -a was 1, 5/0 b=4 was 2, 6/0 a=3"}},
		"a key nobody writes": {mvcc.WatchRequest{Key: "aa"}, nil},
		"its own ID":          {mvcc.WatchRequest{Key: "b", ID: 7}, []string{"1.7 @6: 4/0 b=2, 5/0 b=4"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore()
			put(s, "a", "1")
			put(s, "z", "1")
			w := mvcc.NewWatchers(s)
			watch(t, s, w, 1, c.ask)
			tx := s.Begin()
			tx.Put("b", s.Arena().AddString("2"), 0)
			tx.DeleteRange("a", "")
			tx.Commit()
			put(s, "b", "4")
			put(s, "a", "3")
			require.Equal(t, c.want, hear(s, w))
			require.Empty(t, hear(s, w), "nothing is told twice")
		})
	}
}

func TestSyncedWatcherHearsOneResponseATransaction(t *testing.T) {
	s := newStore()
	w := mvcc.NewWatchers(s)
	watch(t, s, w, 1, mvcc.WatchRequest{Key: "a"})
	watch(t, s, w, 2, mvcc.WatchRequest{Key: "a", End: "b"})
	put(s, "a", "1")
	require.Equal(t, []string{"1.0 @2: 2/0 a=1", "2.0 @2: 2/0 a=1"}, hear(s, w))
	put(s, "a", "2")
	require.Equal(t, []string{"1.0 @3: 3/0 a=2", "2.0 @3: 3/0 a=2"}, hear(s, w))
}

func TestSlowWatcherGetsWholeRevisionsInBatches(t *testing.T) {
	s := newStore()
	w := mvcc.NewWatchers(s)
	id := watch(t, s, w, 1, mvcc.WatchRequest{Key: "a", End: "c"})
	for range mvcc.WatchRevsMax + 1 {
		tx := s.Begin()
		tx.Put("a", 0, 0)
		tx.Put("b", 0, 0)
		tx.Commit()
	}
	r, ok := w.Take(s, 1, id)
	require.True(t, ok)
	require.Len(t, r.Events, 2*mvcc.WatchRevsMax)
	require.False(t, w.Synced(1, id))
	r, ok = w.Take(s, 1, id)
	require.True(t, ok)
	require.Len(t, r.Events, 2)
	require.True(t, w.Synced(1, id))
}

func TestWatcherOfWhatIsCompactedIsToldAndRemoved(t *testing.T) {
	s := newStore()
	for range 5 {
		put(s, "a", "x")
	}
	w := mvcc.NewWatchers(s)
	idle := watch(t, s, w, 1, mvcc.WatchRequest{Key: "b"})
	require.NoError(t, s.Compact(4))
	watch(t, s, w, 2, mvcc.WatchRequest{Key: "a", From: 3})
	watch(t, s, w, 3, mvcc.WatchRequest{Key: "a", From: 4})
	slow := watch(t, s, w, 4, mvcc.WatchRequest{Key: "a"})
	require.Equal(t, []string{"2.0 @6: compacted at 4", "3.0 @6: 4/0 a=x, 5/0 a=x, 6/0 a=x"}, hear(s, w))
	require.Equal(t, 3, w.Len())

	put(s, "a", "y")
	w.Notify(s)
	put(s, "a", "z")
	require.NoError(t, s.Compact(8))
	r, ok := w.Take(s, 4, slow)
	require.True(t, ok)
	require.Equal(t, mvcc.WatchResponse{ID: slow, Rev: 8, CompactRev: 8}, r)
	require.True(t, w.Synced(1, idle), "who had nothing to hear lost nothing")
	put(s, "b", "1")
	require.Contains(t, hear(s, w), "1.0 @9: 9/0 b=1")
}

// A member that was left behind takes over a snapshot in which its own history
// is compacted: its watchers cannot know what they missed.
func TestWatchersOverARestoredSnapshot(t *testing.T) {
	s := newStore()
	put(s, "a", "1")
	w := mvcc.NewWatchers(s)
	watch(t, s, w, 1, mvcc.WatchRequest{Key: "a"})
	watch(t, s, w, 2, mvcc.WatchRequest{Key: "a", From: 5})
	other := newStore()
	for range 4 {
		put(other, "a", "x")
	}
	require.NoError(t, other.Compact(5))
	require.Equal(t, []string{"1.0 @5: compacted at 5", "2.0 @5: 5/0 a=x"}, hear(other, w))
}

func TestWatchIDsAreCountedPerStream(t *testing.T) {
	s := newStore()
	w := mvcc.NewWatchers(s)
	require.Equal(t, int64(0), watch(t, s, w, 1, mvcc.WatchRequest{Key: "a"}))
	require.Equal(t, int64(2), watch(t, s, w, 1, mvcc.WatchRequest{Key: "a", ID: 2}))
	require.Equal(t, int64(1), watch(t, s, w, 1, mvcc.WatchRequest{Key: "a"}))
	require.Equal(t, int64(3), watch(t, s, w, 1, mvcc.WatchRequest{Key: "a"}), "2 is taken")
	require.Equal(t, int64(0), watch(t, s, w, 9, mvcc.WatchRequest{Key: "a"}), "another stream")
	id, err := w.Watch(s, 1, mvcc.WatchRequest{Key: "a", ID: 3})
	require.Equal(t, int64(-1), id)
	require.EqualError(t, err, "mvcc: duplicate watch ID provided on the WatchStream")
	_, err = w.Watch(s, 1, mvcc.WatchRequest{Key: "b", End: "a"})
	require.EqualError(t, err, "mvcc: watcher range is empty")
	require.True(t, w.Cancel(1, 3))
	require.False(t, w.Cancel(1, 3))
	require.Equal(t, int64(4), watch(t, s, w, 1, mvcc.WatchRequest{Key: "a"}), "no ID comes back by itself")
	w.Close(1)
	require.Equal(t, 1, w.Len())
	put(s, "a", "1")
	require.Equal(t, []string{"9.0 @2: 2/0 a=1"}, hear(s, w))
}

func TestProgressIsToldToWhoHeardNothing(t *testing.T) {
	s := newStore()
	w := mvcc.NewWatchers(s)
	watch(t, s, w, 1, mvcc.WatchRequest{Key: "a", Progress: true})
	watch(t, s, w, 2, mvcc.WatchRequest{Key: "a"})
	watch(t, s, w, 3, mvcc.WatchRequest{Key: "b", Progress: true})
	told := func() (ids []uint64) {
		w.Progress(s, func(on uint64, _ int64) { ids = append(ids, on) })
		return ids
	}
	require.Empty(t, told(), "not at once")
	put(s, "a", "1")
	hear(s, w)
	require.Equal(t, []uint64{3}, told())
	require.Equal(t, []uint64{1, 3}, told())
	put(s, "b", "1")
	require.Equal(t, []uint64{1}, told(), "the other has something to hear")
}

// heard is a watcher as its specification has it: what it asked for, and all
// that it was told.
type heard struct {
	stream uint64
	ask    mvcc.WatchRequest
	events []change
	gone   bool
}

func (h heard) clone() heard {
	h.events = slices.Clone(h.events)
	return h
}

// wants reports whether the watcher must be told of a change.
func (h *heard) wants(c change) bool {
	return c.rev.Main >= h.ask.From && inRange(c.key, h.ask.Key, h.ask.End) && !(c.delete && h.ask.NoDelete) && !(!c.delete && h.ask.NoPut)
}

// world is a store with its watchers, and both their specifications.
type world struct {
	pair
	w     *mvcc.Watchers
	heard []heard
}

func (x *world) clone() *world {
	c := &world{pair{x.s.Clone(), x.m.clone()}, x.w.Clone(), nil}
	for _, h := range x.heard {
		c.heard = append(c.heard, h.clone())
	}
	return c
}

func (x *world) watch(t *rapid.T) {
	r := mvcc.WatchRequest{
		Key: anyKey.Draw(t, "key"), End: anyEnd.Draw(t, "end"), From: rapid.Int64Range(0, x.m.rev+3).Draw(t, "from"),
		NoPut: rapid.IntRange(0, 4).Draw(t, "no put") == 0, NoDelete: rapid.IntRange(0, 4).Draw(t, "no delete") == 0,
		PrevKV: rapid.Bool().Draw(t, "prev"),
	}
	on := rapid.Uint64Range(1, 3).Draw(t, "stream")
	id, err := x.w.Watch(x.s, on, r)
	if r.End != "" && r.End != mvcc.FromKey && r.End <= r.Key {
		require.Equal(t, mvcc.ErrEmptyWatcherRange, err)
		return
	}
	require.NoError(t, err)
	r.ID = id
	if r.From == 0 {
		r.From = x.m.rev + 1
	}
	x.heard = append(x.heard, heard{stream: on, ask: r})
}

func (x *world) cancel(t *rapid.T) {
	if len(x.heard) == 0 {
		return
	}
	i := rapid.IntRange(0, len(x.heard)-1).Draw(t, "watcher")
	h := x.heard[i]
	require.Equal(t, !h.gone, x.w.Cancel(h.stream, h.ask.ID))
	x.heard = slices.Delete(x.heard, i, i+1)
}

// take reads one response of the watcher i and holds it against the changes.
func (x *world) take(t *rapid.T, i int) bool {
	h := &x.heard[i]
	before := len(h.events)
	r, ok := x.w.Take(x.s, h.stream, h.ask.ID)
	if !ok {
		return false
	}
	require.False(t, h.gone)
	require.Equal(t, x.m.rev, r.Rev)
	if r.CompactRev != 0 {
		require.Equal(t, x.m.compacted, r.CompactRev)
		h.gone = true
		return true
	}
	for _, e := range r.Events {
		h.events = append(h.events, change{
			rev: e.KV.ModRev, key: e.KV.Key, value: x.s.Arena().Text(e.KV.Value), lease: e.KV.Lease, delete: e.Delete,
		})
		was, had := x.m.at(e.KV.Mod - 1)[e.KV.Key]
		require.Equal(t, had && h.ask.PrevKV && e.KV.Mod > x.m.compacted && e.KV.Create != e.KV.Mod, e.HasPrev)
		if e.HasPrev {
			require.Equal(t, was.text, x.s.Arena().Text(e.Prev.Value))
		}
	}
	require.Greater(t, len(h.events), before)
	return true
}

// drain lets everybody hear everything, and compares with what there was.
func (x *world) drain(t *rapid.T) {
	for i := range x.heard {
		for x.take(t, i) && !x.heard[i].gone {
		}
		h := &x.heard[i]
		if h.gone {
			continue
		}
		require.True(t, x.w.Synced(h.stream, h.ask.ID))
		var want []change
		for _, c := range x.m.changes {
			if h.wants(c) {
				want = append(want, c)
			}
		}
		require.Equal(t, want, h.events, "watcher %d.%d of %q to %q from %d", h.stream, h.ask.ID, h.ask.Key, h.ask.End, h.ask.From)
	}
}

func (x *world) recode(t *rapid.T) {
	enc := wire.NewEncoder(nil)
	x.s.Code(enc)
	x.w.Code(enc, x.s)
	s := mvcc.New(x.s.Arena())
	w := mvcc.NewWatchers(s)
	dec := wire.NewDecoder(enc.Encoded())
	s.Code(dec)
	w.Code(dec, s)
	require.NoError(t, dec.Err())
	require.Zero(t, dec.Rest())
	x.s, x.w = s, w
	again := wire.NewEncoder(nil)
	s.Code(again)
	w.Code(again, s)
	require.Equal(t, enc.Encoded(), again.Encoded())
}

// Whatever is written, watched, cloned, compacted and read in whatever order:
// every watcher hears every change that it asked for once and in order, and one
// that missed something is told so.
func TestWatchersLoseDoubleAndReorderNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mvcc.New(mvcc.NewArena())
		worlds := []*world{{pair{s, newModel()}, mvcc.NewWatchers(s), nil}}
		pick := func(t *rapid.T) *world { return worlds[rapid.IntRange(0, len(worlds)-1).Draw(t, "world")] }
		t.Repeat(map[string]func(*rapid.T){
			"txn":    func(t *rapid.T) { pick(t).txn(t) },
			"put":    func(t *rapid.T) { pick(t).put(t) },
			"delete": func(t *rapid.T) { pick(t).delete(t) },
			"watch":  func(t *rapid.T) { pick(t).watch(t) },
			"cancel": func(t *rapid.T) { pick(t).cancel(t) },
			"notify": func(t *rapid.T) { x := pick(t); x.w.Notify(x.s) },
			"drain":  func(t *rapid.T) { pick(t).drain(t) },
			"code":   func(t *rapid.T) { pick(t).recode(t) },
			"take": func(t *rapid.T) {
				if x := pick(t); len(x.heard) > 0 {
					x.take(t, rapid.IntRange(0, len(x.heard)-1).Draw(t, "watcher"))
				}
			},
			"compact": func(t *rapid.T) {
				if x := pick(t); rapid.IntRange(0, 3).Draw(t, "really") == 0 {
					x.compact(t)
				}
			},
			"clone": func(t *rapid.T) {
				worlds = append(worlds, pick(t).clone())
				if len(worlds) > 3 {
					worlds = worlds[1:]
				}
			},
		})
		for _, x := range worlds {
			x.drain(t)
		}
	})
}

func FuzzCodeWatchers(f *testing.F) {
	s := newStore()
	put(s, "a", "1")
	w := mvcc.NewWatchers(s)
	_, _ = w.Watch(s, 1, mvcc.WatchRequest{Key: "a", From: 1})
	_, _ = w.Watch(s, 1, mvcc.WatchRequest{Key: "a", End: "b", PrevKV: true})
	_, _ = w.Watch(s, 2, mvcc.WatchRequest{Key: "b", ID: 5, Progress: true})
	enc := wire.NewEncoder(nil)
	w.Code(enc, s)
	f.Add(enc.Encoded())
	f.Fuzz(func(t *testing.T, data []byte) {
		dec := wire.NewDecoder(data)
		w := mvcc.NewWatchers(s)
		w.Code(dec, s)
		if dec.Err() != nil {
			require.Zero(t, w.Len())
		}
		c := s.Clone()
		put(c, "a", "2")
		hear(c, w)
	})
}
