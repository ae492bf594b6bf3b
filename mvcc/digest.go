package mvcc

// digest is a chain over the records in order of revision, remembered up to
// where it was last asked for: asking again costs only what is new.
type digest struct {
	upTo  uint32 // place of the last record included
	chain uint64
}

// Hash is a fingerprint of everything that can be read from the store: equal
// for equal contents in any arena, on any machine. It is no cryptographic hash.
// A call costs the changes since the last one, or all of them after a Compact.
func (s *Store) Hash() uint64 {
	s.mustRest("hash")
	s.sum = s.extended(s.sum, s.records.n)
	return s.finished(s.sum, s.rev)
}

// HashAt is the fingerprint of what could be read at main revision rev (0 or
// less: now) and before. Members that have compacted at the same revision have
// the same, however far each has come (etcd: Maintenance.HashKV). It fails with
// ErrCompacted or ErrFutureRev. It costs the changes up to rev.
func (s *Store) HashAt(rev int64) (uint64, error) {
	s.mustRest("hash")
	rev, err := s.readable(s.rev, rev)
	if err != nil {
		return 0, err
	}
	sum, end := s.sum, s.firstFrom(Revision{Main: rev + 1})
	if sum.upTo >= end {
		sum = digest{}
	}
	return s.finished(s.extended(sum, end), rev), nil
}

func (s *Store) finished(d digest, rev int64) uint64 {
	return mix(mix(d.chain, uint64(rev)), uint64(s.compacted))
}

// extended takes the records before place end into a digest.
func (s *Store) extended(d digest, end uint32) digest {
	for i := s.records.next(d.upTo); i < end; i = s.records.next(i) {
		r := s.records.at(i)
		for _, x := range [...]uint64{
			hashBytes(s.arena.Bytes(r.key)), s.arena.hash(r.value), uint64(r.main),
			uint64(r.create), uint64(r.lease), uint64(r.sub)<<32 | uint64(r.version),
		} {
			d.chain = mix(d.chain, x)
		}
	}
	d.upTo = end - 1
	return d
}
