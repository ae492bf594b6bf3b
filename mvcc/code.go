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
	s.codeOrigins(c)
	c.Len(s.records.count)
	rank := s.records.ranks()
	walk := recordWalk{s: s, c: c}
	last := &none
	for i := s.records.next(0); i < s.records.n; i = s.records.next(i) {
		r := s.records.at(i)
		walk.record, walk.back = *r, 0
		if s.records.at(r.prev) != &none {
			walk.back = uint64(rank(i) - rank(r.prev))
		}
		walk.code(last)
		last = r
	}
}

func (s *Store) decode(c Coder) bool {
	c.Int64(&s.rev)
	c.Int64(&s.compacted)
	s.codeOrigins(c)
	walk := recordWalk{s: s, c: c}
	for range c.Len(0) {
		walk.record = record{}
		if !walk.code(s.records.last()) || !s.adopt(walk.record) {
			return false
		}
	}
	return true
}

// recordWalk walks over one record after the other. What a Coder is handed by
// pointer lies in it, so that a record takes no allocation.
type recordWalk struct {
	s      *Store
	c      Coder
	record record
	back   uint64 // how many records back the key's previous one is, 0 if it is not kept

	later, sub, version, entry uint64
	dead                       bool
	blob                       []byte
}

// code walks what of a record cannot be derived from the records before it: how
// many records back its key's previous one is or, if that is not kept, the key
// and its place in its generation. Decoding, it reports false for what no
// record could have written.
func (w *recordWalk) code(last *record) bool {
	r, c := &w.record, w.c
	w.later, w.sub, w.dead = uint64(r.main-last.main), uint64(r.sub), r.tombstone()
	w.entry = uint64(r.entry - last.entry)
	c.Uint64(&w.back)
	c.Uint64(&w.later)
	c.Uint64(&w.sub)
	c.Uint64(&w.entry)
	c.Bool(&w.dead)
	ok := true
	if c.Decoding() {
		n := w.s.records.n
		if w.back >= uint64(n) || w.sub > 1<<31 || w.entry >= 1<<32 {
			return false
		}
		r.main, r.sub, r.entry = last.main+int64(w.later), uint32(w.sub), last.entry+uint32(w.entry)
		if w.back != 0 {
			w.s.follow(r, n-uint32(w.back), w.dead)
		}
	}
	if w.back == 0 {
		ok = w.codeBlob(&r.key)
		if !w.dead {
			ok = w.codeGeneration() && ok
		}
	}
	if !w.dead {
		c.Int64(&r.lease)
		ok = w.codeBlob(&r.value) && ok
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

func (w *recordWalk) codeGeneration() bool {
	w.version = uint64(w.record.version)
	w.c.Int64(&w.record.create)
	w.c.Uint64(&w.version)
	w.record.version = uint32(w.version)
	return w.version > 0 && w.version < 1<<32
}

func (w *recordWalk) codeBlob(v *Value) bool {
	w.blob = w.s.arena.Bytes(*v)
	w.c.Bytes(&w.blob)
	if !w.c.Decoding() {
		return true
	}
	var err error
	*v, err = w.s.arena.TryAdd(w.blob)
	return err == nil
}

// EncodedBytes is about how many bytes Code writes, for who wants to have room
// for them.
func (s *Store) EncodedBytes() int {
	bytes := 64
	for i := s.records.next(0); i < s.records.n; i = s.records.next(i) {
		r := s.records.at(i)
		bytes += r.value.Len() + recordHeadBytes
		if r.prev == 0 {
			bytes += r.key.Len() + recordHeadBytes
		}
	}
	return bytes
}

// recordHeadBytes is about what the numbers of a record take.
const recordHeadBytes = 12

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
	s.records.push(&r, s.arena)
	return true
}
