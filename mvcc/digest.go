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
	s.extendDigest()
	return mix(mix(s.sum.chain, uint64(s.rev)), uint64(s.compacted))
}

// extendDigest takes in the records since the last time.
func (s *Store) extendDigest() {
	d := &s.sum
	for i := s.records.next(d.upTo); i < s.records.n; i = s.records.next(i) {
		r := s.records.at(i)
		for _, x := range [...]uint64{
			hashBytes(s.arena.Bytes(r.key)), s.arena.hash(r.value), uint64(r.main),
			uint64(r.create), uint64(r.lease), uint64(r.sub)<<32 | uint64(r.version),
		} {
			d.chain = mix(d.chain, x)
		}
	}
	d.upTo = s.records.n - 1
}
