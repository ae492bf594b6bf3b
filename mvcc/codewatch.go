package mvcc

// Code walks over the watchers: what each wants, and what it has heard. What
// cannot be leaves none and is told to c, if it has a method Fail(format,
// args...). They are for the store s, which must be as it was.
func (w *Watchers) Code(c Coder, s *Store) {
	if c.Decoding() {
		*w = *NewWatchers(s)
	}
	c.Int64(&w.rev)
	whole := w.codeStreams(c) && w.codeWatchers(c) && w.rev <= s.rev
	if e, ok := c.(interface{ Err() error }); ok && e.Err() != nil && c.Decoding() {
		*w = *NewWatchers(s)
	}
	if !whole {
		*w = *NewWatchers(s)
		if f, ok := c.(failer); ok {
			f.Fail("these fields are no watchers of the store")
		}
	}
}

func (w *Watchers) codeStreams(c Coder) bool {
	if !c.Decoding() {
		c.Len(w.streams.Len())
		w.streams.Ascend(func(st *stream) bool {
			c.Uint64(&st.stream)
			c.Int64(&st.nextID)
			return true
		})
		return true
	}
	last, n := &stream{}, c.Len(0)
	for i := range n {
		st := &stream{}
		c.Uint64(&st.stream)
		c.Int64(&st.nextID)
		if i > 0 && st.stream <= last.stream || st.nextID < 0 {
			return false
		}
		w.streams.ReplaceOrInsert(st)
		last = st
	}
	return true
}

func (w *Watchers) codeWatchers(c Coder) bool {
	if !c.Decoding() {
		c.Len(w.byID.Len())
		w.byID.Ascend(func(x *watcher) bool {
			p, _ := w.pending.Get(pending{stream: x.stream, id: x.ID})
			codeWatcher(c, x, &p.next)
			return true
		})
		return true
	}
	last := &watcher{}
	for i := range c.Len(0) {
		x := &watcher{}
		var next int64
		codeWatcher(c, x, &next)
		if i > 0 && !before(last.stream, last.ID, x.stream, x.ID) || x.End != "" && x.End != FromKey && x.End <= x.Key {
			return false
		}
		w.add(x)
		if next != 0 {
			w.pending.ReplaceOrInsert(pending{x.stream, x.ID, next})
		}
		last = x
	}
	return true
}

// codeWatcher walks over a watcher and what it has not heard yet, 0 if it has
// heard everything.
func codeWatcher(c Coder, x *watcher, next *int64) {
	c.Uint64(&x.stream)
	c.Int64(&x.ID)
	c.String(&x.Key)
	c.String(&x.End)
	c.Int64(&x.From)
	for _, flag := range [...]*bool{&x.NoPut, &x.NoDelete, &x.PrevKV, &x.Progress, &x.quiet} {
		c.Bool(flag)
	}
	c.Int64(next)
}
