package mvcc

import (
	"cmp"
	"errors"

	"github.com/google/btree"
)

// The texts are etcd's: they are told as the reason why a watch was refused.
var (
	// ErrEmptyWatcherRange: the range's end is not after its start.
	ErrEmptyWatcherRange = errors.New("mvcc: watcher range is empty")
	// ErrWatcherDuplicateID: the stream has a watcher with this ID.
	ErrWatcherDuplicateID = errors.New("mvcc: duplicate watch ID provided on the WatchStream")
)

// WatchRevsMax is how many revisions one WatchResponse tells of at most (etcd:
// mvcc/watchable_store.go, watchBatchMaxRevs).
const WatchRevsMax = 1000

// WatchRequest says what a watcher wants to hear.
type WatchRequest struct {
	ID       int64  // 0: the next that is free
	Key, End string // as in Store.Range
	From     int64  // the first main revision told, which may be to come; 0: from now
	NoPut    bool
	NoDelete bool
	PrevKV   bool // with every event, the key as it was before
	Progress bool // tell also, now and then, that there was nothing to tell
}

// Covers reports whether a key is one of those that are watched.
func (r *WatchRequest) Covers(key string) bool {
	return r.End == "" && key == r.Key || r.End != "" && inSpan(key, r.Key, r.End)
}

// WatchResponse is what a watcher hears at once.
type WatchResponse struct {
	ID     int64
	Rev    int64   // the store's main revision
	Events []Event // of whole revisions, in their order
	// CompactRev is not 0 where what the watcher had not heard yet was compacted
	// at that revision, or later than it asked for. The watcher is gone.
	CompactRev int64
}

// Watchers are those who watch one store, by stream (a connection, say) and by
// ID within it. A watcher is not sent anything: it is known to have something
// to hear (Pending) and reads it from the store's history (Take), from where it
// last was. So one that is slow costs no more than one that is not, never
// loses or doubles anything, and delays nobody.
//
//	id, err := w.Watch(store, stream, mvcc.WatchRequest{Key: "a", End: "b"})
//	store.Put(…)
//	w.Notify(store)                        // after each transaction, or several
//	for stream, id, ok := w.Pending(0, 0); ok; stream, id, ok = w.Pending(stream, id+1) {
//		response, ok := w.Take(store, stream, id)
//	}
//
// Notify costs O(log n) for each change, and a constant for each watcher that
// wants to hear of it, whatever others watch. Clone is as cheap as that of a
// Store, which remembers nothing of its watchers.
type Watchers struct {
	rev     int64 // everything up to this main revision has been matched
	byID    *btree.BTreeG[*watcher]
	byKey   *btree.BTreeG[*watcher] // those of a single key
	ranges  *rangeNode              // the others
	pending *btree.BTreeG[pending]
	streams *btree.BTreeG[*stream] // an item is replaced, never changed
	place   uint32                 // where changes of a revision were last found to begin
	probe   watcher                // what the trees are asked for, so that asking allocates nothing
}

// watcher is never changed, only replaced: the trees, which clones share, hold it
// by reference.
type watcher struct {
	stream uint64
	WatchRequest
	quiet bool // has heard nothing since the last Progress
}

// pending is a watcher that has something to hear, or may have.
type pending struct {
	stream uint64
	id     int64
	next   int64 // the first main revision that it has not heard of
}

type stream struct {
	stream uint64
	nextID int64
}

// NewWatchers returns no watchers, for a store as it is now.
func NewWatchers(s *Store) *Watchers {
	return &Watchers{
		rev:  s.rev,
		byID: btree.NewG(degree, func(a, b *watcher) bool { return before(a.stream, a.ID, b.stream, b.ID) }),
		byKey: btree.NewG(degree, func(a, b *watcher) bool {
			if a.Key != b.Key {
				return a.Key < b.Key
			}
			return before(a.stream, a.ID, b.stream, b.ID)
		}),
		pending: newPending(),
		streams: btree.NewG(degree, func(a, b *stream) bool { return a.stream < b.stream }),
	}
}

func newPending() *btree.BTreeG[pending] {
	return btree.NewG(degree, func(a, b pending) bool { return before(a.stream, a.id, b.stream, b.id) })
}

func before(stream uint64, id int64, otherStream uint64, otherID int64) bool {
	if c := cmp.Compare(stream, otherStream); c != 0 {
		return c < 0
	}
	return id < otherID
}

// Clone returns watchers that go on from here independently, over a clone of
// the store.
func (w *Watchers) Clone() *Watchers {
	c := *w
	c.byID, c.byKey = w.byID.Clone(), w.byKey.Clone()
	c.pending, c.streams = w.pending.Clone(), w.streams.Clone()
	return &c
}

// Len is the number of watchers.
func (w *Watchers) Len() int { return w.byID.Len() }

// Watch adds a watcher to a stream and returns its ID. It fails, with the ID -1,
// with ErrEmptyWatcherRange or ErrWatcherDuplicateID.
func (w *Watchers) Watch(s *Store, on uint64, r WatchRequest) (int64, error) {
	if r.End != "" && r.End != FromKey && r.End <= r.Key {
		return -1, ErrEmptyWatcherRange
	}
	w.Notify(s) // what happened so far is not for it
	if r.ID == 0 {
		r.ID = w.freeID(on)
	} else if w.has(on, r.ID) {
		return -1, ErrWatcherDuplicateID
	}
	if r.From == 0 {
		r.From = s.rev + 1
	}
	w.add(&watcher{stream: on, WatchRequest: r})
	if r.From <= s.rev {
		w.pending.ReplaceOrInsert(pending{on, r.ID, r.From})
	}
	return r.ID, nil
}

func (w *Watchers) has(on uint64, id int64) bool { return w.byID.Has(w.probing(on, "", id)) }

func (w *Watchers) probing(on uint64, key string, id int64) *watcher {
	w.probe.stream, w.probe.Key, w.probe.ID = on, key, id
	return &w.probe
}

// freeID counts on per stream, as etcd does (mvcc/watcher.go, Watch).
func (w *Watchers) freeID(on uint64) int64 {
	st := &stream{stream: on}
	if last, ok := w.streams.Get(st); ok {
		st.nextID = last.nextID
	}
	for w.has(on, st.nextID) {
		st.nextID++
	}
	id := st.nextID
	st.nextID++
	w.streams.ReplaceOrInsert(st)
	return id
}

func (w *Watchers) add(x *watcher) {
	w.byID.ReplaceOrInsert(x)
	if x.End == "" {
		w.byKey.ReplaceOrInsert(x)
	} else {
		w.ranges = w.ranges.insert(x)
	}
}

// Cancel removes a watcher and reports whether it was there.
func (w *Watchers) Cancel(on uint64, id int64) bool {
	x, ok := w.byID.Delete(w.probing(on, "", id))
	if !ok {
		return false
	}
	if x.End == "" {
		w.byKey.Delete(x)
	} else {
		w.ranges = w.ranges.remove(x)
	}
	w.pending.Delete(pending{stream: on, id: id})
	return true
}

// Close removes all watchers of a stream.
func (w *Watchers) Close(on uint64) {
	var ids []int64
	w.Of(on, func(id int64, _ WatchRequest) bool {
		ids = append(ids, id)
		return true
	})
	for _, id := range ids {
		w.Cancel(on, id)
	}
	w.streams.Delete(&stream{stream: on})
}

// Of calls fn with the watchers of a stream, in order of ID, until fn returns
// false.
func (w *Watchers) Of(on uint64, fn func(id int64, r WatchRequest) bool) {
	w.byID.AscendGreaterOrEqual(w.probing(on, "", -1<<63), func(x *watcher) bool { return x.stream == on && fn(x.ID, x.WatchRequest) })
}

// All calls fn with every watcher, in order of stream and ID, until fn returns
// false.
func (w *Watchers) All(fn func(on uint64, id int64, r WatchRequest) bool) {
	w.byID.Ascend(func(x *watcher) bool { return fn(x.stream, x.ID, x.WatchRequest) })
}
