package mvcc

import "sort"

// origin is the log entry that changes come from, and its term.
type origin struct {
	entry uint32
	term  uint64
}

// Attribute says which entry of the replicated log, and of which term, makes the
// changes to come. A store to whom nobody says so knows of no entries. Entries
// beyond 2³²−1 are counted on from 0.
func (s *Store) Attribute(entry, term uint64) { s.origin = origin{uint32(entry), term} }

// push appends a change.
func (s *Store) push(r *record) {
	r.entry = s.origin.entry
	if n := len(s.origins); r.entry != 0 && (n == 0 || s.origins[n-1].term != s.origin.term) {
		s.origins = append(s.origins[:n:n], s.origin)
	}
	s.records.link(r)
	s.records.push(r, s.arena)
}

// termOf is the term of an entry that made a change, 0 if it is not known.
func (s *Store) termOf(entry uint32) uint64 {
	i := sort.Search(len(s.origins), func(i int) bool { return s.origins[i].entry > entry })
	if i == 0 || entry == 0 {
		return 0
	}
	return s.origins[i-1].term
}

func (s *Store) codeOrigins(c Coder) {
	if c.Decoding() {
		s.origins = make([]origin, c.Len(0))
	} else {
		c.Len(len(s.origins))
	}
	for i := range s.origins {
		entry, term := uint64(s.origins[i].entry), s.origins[i].term
		c.Uint64(&entry)
		c.Uint64(&term)
		if c.Decoding() {
			s.origins[i] = origin{uint32(entry), term}
		}
	}
}
