package mvcc

// Notify finds out who has something to hear of what has changed since the last
// time. It panics inside a write transaction.
func (w *Watchers) Notify(s *Store) {
	s.mustRest("notify")
	if s.rev <= w.rev {
		return
	}
	from := w.rev + 1
	w.rev = s.rev
	if w.byID.Len() == 0 {
		return
	}
	if from < s.compacted { // a snapshot was restored, or much was compacted at once
		w.byID.Ascend(func(x watcher) bool {
			w.wake(&x, max(from, x.From))
			return true
		})
		return
	}
	for i := w.begin(s, from); i < s.records.n; i++ {
		r := s.records.at(i)
		key, dead, main := s.arena.Text(r.key), r.tombstone(), r.main
		w.matching(key, func(x watcher) bool {
			if main >= x.From && !(dead && x.NoDelete) && !(!dead && x.NoPut) {
				w.wake(&x, main)
			}
			return true
		})
	}
}

func (w *Watchers) wake(x *watcher, next int64) {
	p := pending{x.stream, x.ID, next}
	if !w.pending.Has(p) {
		w.pending.ReplaceOrInsert(p)
	}
}

// matching calls fn with those who watch a key.
func (w *Watchers) matching(key string, fn func(watcher) bool) {
	from := watcher{WatchRequest: WatchRequest{Key: key, ID: -1 << 63}}
	w.byKey.AscendGreaterOrEqual(from, func(x watcher) bool { return x.Key == key && fn(x) })
	w.ranges.holding(key, fn)
}

// begin is the place of the first change at or after a main revision. The last
// answer is mostly this one's as well; that it is can be seen from the records.
func (w *Watchers) begin(s *Store, rev int64) uint32 {
	if i := w.place; i == 0 || i >= s.records.n || s.records.at(i).main < rev || s.records.at(i-1).main >= rev {
		w.place = s.firstFrom(Revision{Main: rev})
	}
	return w.place
}

// Pending returns the first watcher, in order of stream and ID, that may have
// something to hear, at or after the given one.
func (w *Watchers) Pending(on uint64, id int64) (stream uint64, watch int64, ok bool) {
	w.pending.AscendGreaterOrEqual(pending{stream: on, id: id}, func(p pending) bool {
		stream, watch, ok = p.stream, p.id, true
		return false
	})
	return stream, watch, ok
}

// Take returns what a watcher has not heard yet: of up to WatchRevsMax
// revisions, each of them whole. If there is more, the watcher stays pending.
// ok is false if there is nothing to tell. A watcher that has missed something
// for good, because it was compacted, is told the revision and removed.
func (w *Watchers) Take(s *Store, on uint64, id int64) (r WatchResponse, ok bool) {
	w.Notify(s)
	p, ok := w.pending.Delete(pending{stream: on, id: id})
	if !ok {
		return WatchResponse{}, false
	}
	r = WatchResponse{ID: id, Rev: s.rev}
	if p.next < s.compacted {
		r.CompactRev = s.compacted
		w.Cancel(on, id)
		return r, true
	}
	x, _ := w.byID.Get(watcher{stream: on, WatchRequest: WatchRequest{ID: id}})
	next := w.read(s, &x, p.next, &r)
	if next <= s.rev {
		w.pending.ReplaceOrInsert(pending{on, id, next})
	}
	if len(r.Events) > 0 && x.quiet {
		x.quiet = false
		w.byID.ReplaceOrInsert(x)
	}
	return r, len(r.Events) > 0
}

// read fills in the events from a revision on, and returns the first revision
// that it did not look at.
func (w *Watchers) read(s *Store, x *watcher, next int64, r *WatchResponse) int64 {
	var key Value // of a single key, which all its records name alike
	if x.End == "" {
		it, ok := s.index.Get(itemOf(x.Key))
		if !ok {
			return s.rev + 1
		}
		key = s.records.at(it.head).key
	}
	revs, last := 0, int64(0)
	for i := w.begin(s, next); i < s.records.n; i++ {
		c := s.records.at(i)
		if x.End == "" && c.key != key || x.End != "" && !inSpan(s.arena.Text(c.key), x.Key, x.End) ||
			c.tombstone() && x.NoDelete || !c.tombstone() && x.NoPut {
			continue
		}
		if c.main != last {
			if revs == WatchRevsMax {
				return c.main
			}
			revs, last = revs+1, c.main
		}
		e := s.event(i)
		if !x.PrevKV {
			e.Prev, e.HasPrev = KeyValue{}, false
		}
		r.Events = append(r.Events, e)
	}
	return s.rev + 1
}

func inSpan(key, from, end string) bool { return key >= from && (end == FromKey || key < end) }

// Progress calls fn with each watcher that asked for progress and has heard
// nothing since the last call, unless there is something that it may hear. Its
// host calls it every ten minutes, as etcd does, and tells each the store's
// revision: everything up to it has been told.
func (w *Watchers) Progress(s *Store, fn func(on uint64, id int64)) {
	w.Notify(s)
	var asked []watcher
	w.byID.Ascend(func(x watcher) bool {
		if x.Progress {
			asked = append(asked, x)
		}
		return true
	})
	for _, x := range asked {
		if x.quiet && w.Synced(x.stream, x.ID) {
			fn(x.stream, x.ID)
		} else if !x.quiet {
			x.quiet = true
			w.byID.ReplaceOrInsert(x)
		}
	}
}

// Synced reports whether a watcher has heard everything up to now, or is not
// there.
func (w *Watchers) Synced(on uint64, id int64) bool {
	return !w.pending.Has(pending{stream: on, id: id})
}
