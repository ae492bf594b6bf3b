package api

import (
	"encoding/binary"
	"math/bits"
)

// sha1Sum is SHA-1 (FIPS 180-4, sections 5.1.1, 5.3.1 and 6.1.2), which etcd
// derives IDs with. crypto/sha1 has it too, but with it come the ciphers,
// generators and self-tests of Go's FIPS module: more to download than the
// whole of core/member.
func sha1Sum(message []byte) (sum [20]byte) {
	h := [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}
	padded := append(append([]byte(nil), message...), 0x80)
	for len(padded)%64 != 56 {
		padded = append(padded, 0)
	}
	padded = binary.BigEndian.AppendUint64(padded, 8*uint64(len(message)))
	for ; len(padded) > 0; padded = padded[64:] {
		h = sha1Block(h, padded[:64])
	}
	for i, word := range h {
		binary.BigEndian.PutUint32(sum[4*i:], word)
	}
	return sum
}

func sha1Block(h [5]uint32, block []byte) [5]uint32 {
	var w [80]uint32
	for t := range w {
		if t < 16 {
			w[t] = binary.BigEndian.Uint32(block[4*t:])
		} else {
			w[t] = bits.RotateLeft32(w[t-3]^w[t-8]^w[t-14]^w[t-16], 1)
		}
	}
	a, b, c, d, e := h[0], h[1], h[2], h[3], h[4]
	for t, word := range w {
		var f, k uint32
		switch t / 20 {
		case 0:
			f, k = b&c^^b&d, 0x5a827999
		case 1:
			f, k = b^c^d, 0x6ed9eba1
		case 2:
			f, k = b&c^b&d^c&d, 0x8f1bbcdc
		case 3:
			f, k = b^c^d, 0xca62c1d6
		}
		a, b, c, d, e = bits.RotateLeft32(a, 5)+f+e+k+word, a, bits.RotateLeft32(b, 30), c, d
	}
	return [5]uint32{h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e}
}
