package mvcc

const (
	chunkBits = 6
	chunkLen  = 1 << chunkBits // 64 records of 64 bytes: one page
	chunkMask = chunkLen - 1
)

type chunk [chunkLen]record

// slab is a persistent append-only array of records: copying the struct clones
// it. Full chunks are shared for ever. The tail chunk, and the slice of full
// chunks, are shared too as long as one side alone goes on appending: `used`
// counts what anybody has appended, and a side that finds more there than it
// appended itself copies first. What lies beyond a side's own length belongs
// to others and is never looked at.
type slab struct {
	n        int
	full     []*chunk
	fullUsed *int
	tail     *chunk
	tailUsed *int
}

func newSlab() slab {
	return slab{fullUsed: new(int), tail: new(chunk), tailUsed: new(int)}
}

// at returns record i, to be read only.
func (s *slab) at(i uint32) *record {
	if c := int(i) >> chunkBits; c < len(s.full) {
		return &s.full[c][i&chunkMask]
	}
	return &s.tail[i&chunkMask]
}

func (s *slab) push(r record) {
	at := s.n & chunkMask
	if *s.tailUsed != at {
		own := new(chunk)
		copy(own[:at], s.tail[:at])
		s.tail, s.tailUsed = own, &[]int{at}[0]
	}
	s.tail[at] = r
	*s.tailUsed++
	s.n++
	if at == chunkMask {
		s.pushFull()
	}
}

func (s *slab) pushFull() {
	n := len(s.full)
	if *s.fullUsed != n {
		own := make([]*chunk, n, n+n/4+4)
		copy(own, s.full)
		s.full, s.fullUsed = own, &[]int{n}[0]
	}
	s.full = append(s.full, s.tail)
	*s.fullUsed++
	s.tail, s.tailUsed = new(chunk), new(int)
}
