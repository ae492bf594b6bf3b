package sim

import "math/bits"

// golden is 2^64 divided by the golden ratio: its multiples spread evenly.
const golden = 0x9e3779b97f4a7c15

// mix scrambles x: every bit of the result depends on every bit of x. It is
// the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += golden
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Seed derives from a world's seed the seed of one of its parts, so that no
// two parts draw the same numbers.
func Seed(world uint64, part uint64) uint64 { return mix(mix(world) ^ mix(part+0x632be59bd9b4e019)) }

// dice draws the numbers of one message on one link.
type dice uint64

// below returns a number in [0, n); 0 if n is not positive.
func (d *dice) below(n Time) Time {
	if n <= 0 {
		return 0
	}
	*d = dice(mix(uint64(*d)))
	high, _ := bits.Mul64(uint64(*d), uint64(n))
	return Time(high)
}

// chance reports true in permille of 1,000 cases.
func (d *dice) chance(permille int) bool {
	return permille > 0 && int(d.below(1000)) < permille
}
