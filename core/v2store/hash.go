package v2store

import (
	"encoding/binary"
	"hash"
	"math/bits"
)

// Print is a fingerprint of index and nodes, as Hash is, that costs nothing: each
// change takes the prints of the nodes out that it replaces, and adds those of
// the new ones. It is no cryptographic hash.
func (s *Store) Print() uint64 { return fold(s.index, s.sum) }

func (n *node) print() uint64 {
	h := foldText(foldText(1, n.path), n.value)
	if n.dir {
		h = fold(h, 1)
	}
	return fold(fold(fold(h, n.created), n.modified), uint64(n.expires))
}

func foldText(h uint64, text string) uint64 {
	h = fold(h, uint64(len(text)))
	var word uint64
	for i := range len(text) {
		word = word<<8 | uint64(text[i])
		if i%8 == 7 {
			h, word = fold(h, word), 0
		}
	}
	return fold(h, word)
}

// fold folds the product of two words (wyhash).
func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xd6e8feb86659fd93)
	return hi ^ lo ^ b
}

// hasher is the Coder that Hash walks a store with.
type hasher struct {
	h   hash.Hash64
	buf [8]byte
}

func (h *hasher) Uint64(v *uint64) {
	binary.LittleEndian.PutUint64(h.buf[:], *v)
	h.h.Write(h.buf[:])
}

func (h *hasher) Int64(v *int64) {
	u := uint64(*v)
	h.Uint64(&u)
}

func (h *hasher) Bool(v *bool) {
	var u uint64
	if *v {
		u = 1
	}
	h.Uint64(&u)
}

func (h *hasher) String(v *string) {
	h.Len(len(*v))
	h.h.Write([]byte(*v))
}

func (h *hasher) Bytes(v *[]byte) {
	h.Len(len(*v))
	h.h.Write(*v)
}

func (h *hasher) Decoding() bool { return false }

func (h *hasher) Len(n int) int {
	u := uint64(n)
	h.Uint64(&u)
	return n
}
