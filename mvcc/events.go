package mvcc

import "sort"

// Event is one change as a watcher hears of it.
type Event struct {
	Delete bool
	KV     KeyValue // after a delete only Key, Mod and ModRev
	// Prev is the key as it was before the transaction, where it existed and
	// its history reaches back to there. A put that creates the key has none,
	// even where the same transaction has deleted it before (etcd:
	// v3rpc/watch.go, IsCreateEvent).
	Prev    KeyValue
	HasPrev bool
}

// Events calls fn with every change from revision `from` on, in order of
// revision, until fn returns false. It fails with ErrCompacted if from is below
// the last compaction; at the compacted revision itself the events are
// complete. A future revision has no events. fn must not write to the store.
func (s *Store) Events(from Revision, fn func(Event) bool) error {
	if from.Main < s.compacted {
		return ErrCompacted
	}
	for i := s.firstFrom(from); i < s.records.n; i++ {
		if s.records.at(i).main > s.rev {
			return nil // changes of a transaction that is still open
		}
		if !fn(s.event(i)) {
			return nil
		}
	}
	return nil
}

// firstFrom is the place of the first record at or after rev, the slab's end if
// there is none. rev must not be below the last compaction: from there on no
// record is missing, and what was dropped before reads as earlier.
func (s *Store) firstFrom(rev Revision) uint32 {
	return uint32(1 + sort.Search(int(s.records.n)-1, func(i int) bool {
		return s.records.at(uint32(i+1)).rev().Compare(rev) >= 0
	}))
}

func (s *Store) event(i uint32) Event {
	r := s.records.at(i)
	key := s.arena.Text(r.key)
	e := Event{Delete: r.tombstone(), KV: s.kv(i, key)}
	if r.create == r.main {
		return e
	}
	p := s.records.newest(r.prev, r.main-1)
	if e.HasPrev = !s.records.at(p).tombstone(); e.HasPrev {
		e.Prev = s.kv(p, key)
	}
	return e
}
