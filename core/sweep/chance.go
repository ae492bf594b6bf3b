package sweep

import (
	"math/bits"

	"raftarium/core/sim"
)

// chance is what a seed draws from. It has nothing in common with what the
// seed's world draws from.
type chance struct{ seed, drawn uint64 }

// sweepPart keeps the numbers of a sweep apart from those of its worlds.
const sweepPart = 1 << 40

func chanceOf(seed uint64) *chance { return &chance{seed: sim.Seed(seed, sweepPart)} }

// below returns a number in [0, n); n is positive.
func (c *chance) below(n int) int {
	c.drawn++
	high, _ := bits.Mul64(sim.Seed(c.seed, c.drawn), uint64(n))
	return int(high)
}

// percent reports true in p of 100 cases.
func (c *chance) percent(p int) bool { return c.below(100) < p }

// between returns a number from low to high, both included.
func (c *chance) between(low, high int) int { return low + c.below(high-low+1) }

// span returns a time from low to just below high.
func (c *chance) span(low, high sim.Time) sim.Time {
	return low + sim.Time(c.below(int(max(high-low, 1))))
}

// about returns a time around mean: from none to twice as much.
func (c *chance) about(mean sim.Time) sim.Time { return c.span(mean/16, 2*mean) }

// one returns one of a list, which is not empty.
func one[T any](c *chance, list []T) T { return list[c.below(len(list))] }
