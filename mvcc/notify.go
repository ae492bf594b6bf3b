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
		w.byID.Ascend(func(x *watcher) bool {
			w.wake(x, max(from, x.From))
			return true
		})
		return
	}
	for i := w.begin(s, from); i < s.records.n; i++ {
		r := s.records.at(i)
		key, dead, main := s.arena.Text(r.key), r.tombstone(), r.main
		w.matching(key, func(x *watcher) bool {
			if main >= x.From && !(dead && x.NoDelete) && !(!dead && x.NoPut) {
				w.wake(x, main)
			}
			return true
		})
	}
}

func (w *Watchers) wake(x *watcher, next int64) {
	if old, was := w.pending.ReplaceOrInsert(pending{x.stream, x.ID, next}); was {
		w.pending.ReplaceOrInsert(old)
	}
}

// matching calls fn with those who watch a key.
func (w *Watchers) matching(key string, fn func(*watcher) bool) {
	w.byKey.AscendGreaterOrEqual(w.probing(0, key, -1<<63), func(x *watcher) bool { return x.Key == key && fn(x) })
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
	var last reading
	return w.take(s, p, &last)
}

// Drain calls fn with everything that watchers have not heard yet, by stream and
// ID, in answers as Take gives them. Those who hear the same may be handed the
// same events. fn must not change the watchers or the store.
func (w *Watchers) Drain(s *Store, fn func(on uint64, r *WatchResponse)) {
	w.Notify(s)
	var last reading
	for w.pending.Len() > 0 {
		due := w.pending
		w.pending = newPending()
		due.Ascend(func(p pending) bool {
			if r, ok := w.take(s, p, &last); ok {
				fn(p.stream, &r)
			}
			return true
		})
	}
}

// reading is what was last read, and for whom.
type reading struct {
	watcher
	from, next int64
	events     []Event
}

// serves reports whether x would read the same.
func (l *reading) serves(x *watcher, from int64) bool {
	return l.next != 0 && l.from == from && l.Key == x.Key && l.End == x.End &&
		l.NoPut == x.NoPut && l.NoDelete == x.NoDelete && l.PrevKV == x.PrevKV
}

func (w *Watchers) take(s *Store, p pending, last *reading) (r WatchResponse, ok bool) {
	r = WatchResponse{ID: p.id, Rev: s.rev}
	if p.next < s.compacted {
		r.CompactRev = s.compacted
		w.Cancel(p.stream, p.id)
		return r, true
	}
	x, _ := w.byID.Get(w.probing(p.stream, "", p.id))
	if !last.serves(x, p.next) {
		*last = reading{watcher: *x, from: p.next}
		last.next, last.events = w.read(s, x, p.next)
	}
	r.Events = last.events
	if last.next <= s.rev {
		w.pending.ReplaceOrInsert(pending{p.stream, p.id, last.next})
	}
	if len(r.Events) > 0 && x.quiet {
		heard := *x
		heard.quiet = false
		w.byID.ReplaceOrInsert(&heard)
	}
	return r, len(r.Events) > 0
}

// read returns the events from a revision on, and the first revision that it did
// not look at.
func (w *Watchers) read(s *Store, x *watcher, from int64) (next int64, events []Event) {
	var key Value // of a single key, which all its records name alike
	if x.End == "" {
		it, ok := s.index.Get(itemOf(x.Key))
		if !ok {
			return s.rev + 1, nil
		}
		key = s.records.at(it.head).key
	}
	revs, last := 0, int64(0)
	for i := w.begin(s, from); i < s.records.n; i++ {
		c := s.records.at(i)
		if x.End == "" && c.key != key || x.End != "" && !inSpan(s.arena.Text(c.key), x.Key, x.End) ||
			c.tombstone() && x.NoDelete || !c.tombstone() && x.NoPut {
			continue
		}
		if c.main != last {
			if revs == WatchRevsMax {
				return c.main, events
			}
			revs, last = revs+1, c.main
		}
		e := s.event(i)
		if !x.PrevKV {
			e.Prev, e.HasPrev = KeyValue{}, false
		}
		events = append(events, e)
	}
	return s.rev + 1, events
}

func inSpan(key, from, end string) bool { return key >= from && (end == FromKey || key < end) }

// Progress calls fn with each watcher that asked for progress and has heard
// nothing since the last call, unless there is something that it may hear. Its
// host calls it every ten minutes, as etcd does, and tells each the store's
// revision: everything up to it has been told.
func (w *Watchers) Progress(s *Store, fn func(on uint64, id int64)) {
	w.Notify(s)
	var asked []*watcher
	w.byID.Ascend(func(x *watcher) bool {
		if x.Progress {
			asked = append(asked, x)
		}
		return true
	})
	for _, x := range asked {
		if x.quiet && w.Synced(x.stream, x.ID) {
			fn(x.stream, x.ID)
		} else if !x.quiet {
			silent := *x
			silent.quiet = true
			w.byID.ReplaceOrInsert(&silent)
		}
	}
}

// Synced reports whether a watcher has heard everything up to now, or is not
// there.
func (w *Watchers) Synced(on uint64, id int64) bool {
	return !w.pending.Has(pending{stream: on, id: id})
}

// Next returns the first main revision that a watcher has not looked at: of a
// synced one that follows the store's revision, or is the later one that it waits
// for.
func (w *Watchers) Next(s *Store, on uint64, id int64) int64 {
	if p, ok := w.pending.Get(pending{stream: on, id: id}); ok {
		return p.next
	}
	next := s.rev + 1
	if x, ok := w.byID.Get(w.probing(on, "", id)); ok {
		next = max(next, x.From)
	}
	return next
}
