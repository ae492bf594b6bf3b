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
type failer interface{ Fail(error) }

// Code writes the store to c, or replaces its contents by what c reads; the
// arena stays and gains the bytes. What cannot be a store leaves an empty one
// and is told to c, as ErrCorrupt, if it has a method Fail(error). It panics
// inside a write transaction.
func (s *Store) Code(c Coder) {
	s.mustRest("code")
	if !c.Decoding() {
		s.encode(c)
		return
	}
	s.reset()
	if !s.decode(c) || s.Check() != nil {
		s.reset()
		if f, ok := c.(failer); ok {
			f.Fail(ErrCorrupt)
		}
	}
}

func (s *Store) encode(c Coder) {
	rev, compacted := s.rev, s.compacted
	c.Int64(&rev)
	c.Int64(&compacted)
	c.Len(s.Records())
	for i := 1; i < s.records.n; i++ {
		r := *s.records.at(uint32(i))
		s.codeRecord(c, uint32(i), &r)
	}
}

func (s *Store) decode(c Coder) bool {
	c.Int64(&s.rev)
	c.Int64(&s.compacted)
	n := c.Len(0)
	for i := 1; i <= n; i++ {
		var r record
		if !s.codeRecord(c, uint32(i), &r) || !s.adopt(r) {
			return false
		}
	}
	return true
}

// codeRecord walks what of record i cannot be derived from the records before
// it: the distance back to the key's previous one or, if none is kept (0), the
// key and its place in its generation. It reports false for bytes that no
// record could have written.
func (s *Store) codeRecord(c Coder, i uint32, r *record) bool {
	last := s.records.at(i - 1)
	var back uint64
	if r.prev != 0 {
		back = uint64(i - r.prev)
	}
	later, sub, dead := uint64(r.main-last.main), uint64(r.sub), r.tombstone()
	c.Uint64(&back)
	c.Uint64(&later)
	c.Uint64(&sub)
	c.Bool(&dead)
	if back >= uint64(i) || sub > 1<<31 {
		return false
	}
	r.main, r.sub = last.main+int64(later), uint32(sub)
	if back == 0 {
		return s.codeBlob(c, &r.key) && s.codeFirst(c, r, dead) && s.codeContent(c, r, dead)
	}
	r.prev = i - uint32(back)
	p := s.records.at(r.prev)
	r.key = p.key
	if !dead {
		r.create, r.version = r.main, 1
		if !p.tombstone() {
			r.create, r.version = p.create, p.version+1
		}
	}
	return s.codeContent(c, r, dead)
}

func (s *Store) codeFirst(c Coder, r *record, dead bool) bool {
	if dead {
		return true
	}
	version := uint64(r.version)
	c.Int64(&r.create)
	c.Uint64(&version)
	r.version = uint32(version)
	return version > 0 && version < 1<<32
}

func (s *Store) codeContent(c Coder, r *record, dead bool) bool {
	if dead {
		return true
	}
	c.Int64(&r.lease)
	return s.codeBlob(c, &r.value)
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
	last := s.records.at(uint32(s.records.n - 1))
	if r.rev().Compare(last.rev()) <= 0 || r.main > s.rev {
		return false
	}
	it := itemOf(s.arena.Text(r.key))
	old, known := s.index.Get(it)
	if known != (r.prev != 0) || old.head != r.prev {
		return false
	}
	it.head = uint32(s.records.n)
	s.index.ReplaceOrInsert(it)
	s.records.link(&r)
	if was := !s.records.at(r.prev).tombstone(); was && r.tombstone() {
		s.live--
	} else if !was && !r.tombstone() {
		s.live++
	}
	s.records.push(r)
	return true
}
