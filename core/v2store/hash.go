package v2store

import (
	"encoding/binary"
	"hash"
)

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
