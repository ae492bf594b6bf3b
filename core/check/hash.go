package check

import (
	"encoding/binary"
	"math/bits"
)

// Entry returns a fingerprint of what an entry says, but for its term: the same
// for the same bytes on every machine. It is no cryptographic hash.
func Entry(kind uint8, payload []byte) uint64 {
	h := mix(uint64(kind)+1, uint64(len(payload)))
	for ; len(payload) >= 8; payload = payload[8:] {
		h = mix(h, binary.LittleEndian.Uint64(payload))
	}
	if len(payload) > 0 {
		var rest [8]byte
		copy(rest[:], payload)
		h = mix(h, binary.LittleEndian.Uint64(rest[:]))
	}
	return h
}

// chain is the hash of a log that ends with an entry, from that of the log
// before it. It is never 0, which is the empty log's.
func chain(before, term, what uint64) uint64 { return mix(mix(before, term), what) | 1 }

// mix folds the product of two words (wyhash).
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xd6e8feb86659fd93)
	return hi ^ lo ^ b
}
