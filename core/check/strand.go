package check

// strand is a log as a few runs over the ledger. It is a value: runs that two
// strands share are never written to.
type strand struct {
	runs []run
	last uint64
	hash uint64 // of the whole log
}

// run says which versions a log has from an index on: the first of each, or
// those that lie in ledger.more one after the other.
type run struct {
	from uint64
	ref  ref // of the version at from
}

// at returns which version the log has at an index, from 1 to last.
func (s *strand) at(i uint64) ref {
	for k := len(s.runs) - 1; k > 0; k-- {
		if s.runs[k].from <= i {
			return s.runs[k].at(i)
		}
	}
	return s.runs[0].at(i)
}

func (r run) at(i uint64) ref {
	if r.ref == 0 {
		return 0
	}
	return r.ref + ref(i-r.from)
}

// append adds the version with the given ref and hash.
func (s *strand) append(r ref, hash uint64) {
	i := s.last + 1
	if n := len(s.runs); n == 0 || s.runs[n-1].at(i) != r {
		s.runs = append(s.runs[:n:n], run{from: i, ref: r})
	}
	s.last, s.hash = i, hash
}

// truncate removes the entries after an index, of which the log has the hash.
func (s *strand) truncate(last, hash uint64) {
	n := len(s.runs)
	for n > 0 && s.runs[n-1].from > last {
		n--
	}
	s.runs, s.last, s.hash = s.runs[:n], last, hash
}

// hashAt returns the hash of a log up to an index, 0 for one that it does not
// have, and forgotten for one that is known no more.
func (m *Monitor) hashAt(s *strand, i uint64) uint64 {
	switch {
	case i == 0 || i > s.last:
		return 0
	case i <= m.ledger.base:
		return forgotten
	case i == s.last:
		return s.hash
	}
	return m.ledger.version(i, s.at(i)).hash
}

// hashBefore returns the hash that an entry at an index of a log goes on from.
func (m *Monitor) hashBefore(s *strand, i uint64) uint64 {
	if i-1 == m.ledger.base {
		return m.ledger.baseHash
	}
	return m.hashAt(s, i-1)
}
