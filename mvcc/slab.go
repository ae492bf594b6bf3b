package mvcc

import (
	"math/bits"
	"slices"
)

const (
	blockBits = 6
	blockLen  = 1 << blockBits // 64 records of 64 bytes: one page
	blockMask = blockLen - 1
	allKept   = ^uint64(0)
)

// none is what a dropped record reads as: a tombstone before all time, which
// ends every chain. It is record 0 of every slab and is never written to.
var none record

// block is 64 places of a slab. Bit i of kept says whether place i still has
// its record; recs has all 64 or, after a compaction, only the kept ones.
type block struct {
	kept uint64
	recs []record
}

// slab is a persistent append-only array of records: copying the struct clones
// it. A record's place never changes, so that a compaction moves nothing that
// points to it. Full blocks are shared for ever. The tail, and the slice of
// full blocks, are shared too as long as one side alone goes on appending:
// `used` counts what anybody has appended, and a side that finds more there
// than it appended itself copies first. What lies beyond a side's own length
// belongs to others and is never looked at.
type slab struct {
	n        uint32 // places, dropped ones and the sentinel included
	count    int    // records
	gone     int    // blocks of which nothing is kept, before those in full
	full     []block
	fullUsed *int
	tail     []record
	tailUsed *int
	tailKept uint64
}

func newSlab() slab {
	s := slab{fullUsed: new(int), tailUsed: new(int), tail: make([]record, blockLen)}
	*s.tailUsed, s.n = 1, 1 // the sentinel's place
	return s
}

// at returns the record in place i, none if it was dropped; to be read only.
func (s *slab) at(i uint32) *record {
	place := i & blockMask
	c := int(i>>blockBits) - s.gone
	if c >= len(s.full) {
		if s.tailKept>>place&1 == 0 {
			return &none
		}
		return &s.tail[place]
	}
	if c < 0 {
		return &none
	}
	b := &s.full[c]
	switch {
	case b.kept == allKept:
		return &b.recs[place]
	case b.kept>>place&1 == 0:
		return &none
	case len(b.recs) == blockLen:
		return &b.recs[place]
	}
	return &b.recs[bits.OnesCount64(b.kept&(1<<place-1))]
}

func (s *slab) last() *record { return s.at(s.n - 1) }

// keptIn is the mask of the records in block c, the tail being the last.
func (s *slab) keptIn(c int) uint64 {
	switch c -= s.gone; {
	case c < 0:
		return 0
	case c < len(s.full):
		return s.full[c].kept
	}
	return s.tailKept
}

// next is the first place after i that has a record, s.n if there is none.
func (s *slab) next(i uint32) uint32 {
	i = max(i+1, uint32(s.gone)<<blockBits)
	for i < s.n {
		if rest := s.keptIn(int(i>>blockBits)) >> (i & blockMask); rest != 0 {
			return i + uint32(bits.TrailingZeros64(rest))
		}
		i = (i | blockMask) + 1
	}
	return s.n
}

// push adds a record of a store over an arena.
func (s *slab) push(r *record, a *Arena) {
	place := int(s.n & blockMask)
	if *s.tailUsed != place {
		own := make([]record, blockLen)
		copy(own, s.tail[:place])
		s.tail, s.tailUsed = own, counter(place)
	}
	s.tail[place] = *r
	s.tailKept |= 1 << place
	*s.tailUsed++
	s.n++
	s.count++
	if place == blockLen-1 {
		s.pushFull(a)
	}
}

func (s *slab) pushFull(a *Arena) {
	n := len(s.full)
	if *s.fullUsed != n {
		own := make([]block, n, n+n/4+4)
		copy(own, s.full)
		s.full, s.fullUsed = own, counter(n)
	}
	s.full = append(s.full, block{s.tailKept, a.filled(s.tail)})
	*s.fullUsed++
	s.tail, s.tailUsed, s.tailKept = make([]record, blockLen), new(int), 0
}

func counter(n int) *int { return &n }

// retain drops every record before place `from` whose bit in kept is not set.
// Blocks that lose nothing stay shared with the slab's clones, and of the first
// ones, once they have lost all, not even their places are left.
func (s *slab) retain(kept []uint64, from uint32) {
	s.thin(kept, from)
	empty := 0
	for empty < len(s.full) && s.full[empty].kept == 0 {
		empty++
	}
	s.gone += empty
	s.full = append(make([]block, 0, len(s.full)-empty+4), s.full[empty:]...)
	s.fullUsed = counter(len(s.full))
}

func (s *slab) thin(kept []uint64, from uint32) {
	s.full = slices.Clone(s.full)
	for c := s.gone; c < len(kept); c++ {
		if base := uint32(c) << blockBits; from < base+blockLen {
			kept[c] |= allKept << (from - base)
		}
		if c-s.gone == len(s.full) {
			s.count -= bits.OnesCount64(s.tailKept &^ kept[c])
			s.tailKept &= kept[c]
			return
		}
		if b := &s.full[c-s.gone]; b.kept&^kept[c] != 0 {
			s.count -= bits.OnesCount64(b.kept &^ kept[c])
			*b = b.thinned(kept[c])
		}
	}
}

func (b *block) thinned(kept uint64) block {
	out := block{kept: b.kept & kept}
	out.recs = make([]record, 0, bits.OnesCount64(out.kept))
	for place := range blockLen {
		if out.kept>>place&1 == 0 {
			continue
		}
		from := place
		if len(b.recs) != blockLen {
			from = bits.OnesCount64(b.kept & (1<<place - 1))
		}
		out.recs = append(out.recs, b.recs[from])
	}
	return out
}

// ranks returns a function that numbers the kept records from 1 in order.
func (s *slab) ranks() func(i uint32) uint32 {
	before := make([]uint32, len(s.full)+1)
	for c := range s.full {
		before[c+1] = before[c] + uint32(bits.OnesCount64(s.full[c].kept))
	}
	return func(i uint32) uint32 {
		c := int(i >> blockBits)
		upTo := uint64(2)<<(i&blockMask) - 1
		return before[max(c-s.gone, 0)] + uint32(bits.OnesCount64(s.keptIn(c)&upTo))
	}
}
