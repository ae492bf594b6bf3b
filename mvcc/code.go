package mvcc

// Coder is a symmetric walk over fields: each is written when encoding and
// filled when decoding. After an error a decoding Coder yields zeros for ever.
type Coder interface {
	Uint64(*uint64)
	Int64(*int64)
	Bool(*bool)
	String(*string)
	Bytes(*[]byte)
	Decoding() bool
	Len(n int) int // writes n, or returns the length read, bounded
}

// failer is a Coder that wants to know when well-formed fields make no store.
type failer interface {
	Fail(format string, args ...any)
}

// Code writes the store to c, or replaces its contents by what c reads; the
// arena stays and gains the bytes. What cannot be a store leaves an empty one
// and is told to c, if it has a method Fail(format, args...). Equal contents
// give equal bytes. It panics inside a write transaction.
func (s *Store) Code(c Coder) {
	s.mustRest("code")
	if !c.Decoding() {
		if m := s.arena.Marking(); m != nil {
			m.Store(s)
			return
		}
		s.encode(c)
		return
	}
	s.reset()
	if !s.decode(c) || s.Check() != nil {
		s.reset()
		if f, ok := c.(failer); ok {
			f.Fail("these fields are no store of revisions")
		}
	}
}

func (s *Store) encode(c Coder) {
	rev, compacted := s.rev, s.compacted
	c.Int64(&rev)
	c.Int64(&compacted)
	c.Len(s.records.count)
	rank := s.records.ranks()
	last := &none
	for i := s.records.next(0); i < s.records.n; i = s.records.next(i) {
		r := *s.records.at(i)
		var back uint64
		if s.records.at(r.prev) != &none {
			back = uint64(rank(i) - rank(r.prev))
		}
		s.codeRecord(c, back, last, &r)
		last = s.records.at(i)
	}
}

func (s *Store) decode(c Coder) bool {
	c.Int64(&s.rev)
	c.Int64(&s.compacted)
	for range c.Len(0) {
		var r record
		if !s.codeRecord(c, 0, s.records.last(), &r) || !s.adopt(r) {
			return false
		}
	}
	return true
}

// codeRecord walks what of a record cannot be derived from the records before
// it: how many records back its key's previous one is or, if that is not kept
// (0), the key and its place in its generation. Decoding, it reports false for
// what no record could have written.
func (s *Store) codeRecord(c Coder, back uint64, last, r *record) bool {
	later, sub, dead := uint64(r.main-last.main), uint64(r.sub), r.tombstone()
	c.Uint64(&back)
	c.Uint64(&later)
	c.Uint64(&sub)
	c.Bool(&dead)
	ok := true
	if c.Decoding() {
		if back >= uint64(s.records.n) || sub > 1<<31 {
			return false
		}
		r.main, r.sub = last.main+int64(later), uint32(sub)
		if back != 0 {
			s.follow(r, s.records.n-uint32(back), dead)
		}
	}
	if back == 0 {
		ok = s.codeBlob(c, &r.key)
		if !dead {
			ok = codeGeneration(c, r) && ok
		}
	}
	if !dead {
		c.Int64(&r.lease)
		ok = s.codeBlob(c, &r.value) && ok
	}
	return ok
}

// follow fills what a record takes over from its key's previous one.
func (s *Store) follow(r *record, prev uint32, dead bool) {
	p := s.records.at(prev)
	r.prev, r.key = prev, p.key
	switch {
	case dead:
	case p.tombstone():
		r.create, r.version = r.main, 1
	default:
		r.create, r.version = p.create, p.version+1
	}
}

func codeGeneration(c Coder, r *record) bool {
	version := uint64(r.version)
	c.Int64(&r.create)
	c.Uint64(&version)
	r.version = uint32(version)
	return version > 0 && version < 1<<32
}

func (s *Store) codeBlob(c Coder, v *Value) bool {
	b := s.arena.Bytes(*v)
	c.Bytes(&b)
	if !c.Decoding() {
		return true
	}
	var err error
	*v, err = s.arena.TryAdd(b)
	return err == nil
}

// adopt appends a decoded record if it can follow those before it. Check, at
// the end, sees to what holds for the whole.
func (s *Store) adopt(r record) bool {
	if r.rev().Compare(s.records.last().rev()) <= 0 || r.main > s.rev {
		return false
	}
	it := itemOf(s.arena.Text(r.key))
	old, known := s.index.Get(it)
	if known != (r.prev != 0) || old.head != r.prev {
		return false
	}
	it.head = s.records.n
	s.index.ReplaceOrInsert(it)
	s.records.link(&r)
	s.attach(it.key, s.records.at(r.prev).lease, r.lease)
	if was := !s.records.at(r.prev).tombstone(); was && r.tombstone() {
		s.live--
	} else if !was && !r.tombstone() {
		s.live++
	}
	s.records.push(&r)
	return true
}
