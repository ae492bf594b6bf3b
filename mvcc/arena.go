package mvcc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"unsafe"
)

const (
	lengthBits = 24
	lengthMask = 1<<lengthBits - 1

	// BlobMaxBytes is the longest blob that an Arena takes: 16 MiB - 1.
	BlobMaxBytes = lengthMask

	slotBits  = 16
	slotBytes = 1 << slotBits
	// A blob above this gets a chunk of its own, so that at most a quarter of
	// a shared chunk is wasted at its end.
	sharedBytesMax = slotBytes / 4
)

// Value names bytes in an Arena: the offset in the upper 40 bits, the length in
// the lower 24. The zero Value is the empty blob. A Value means something only
// together with its Arena; equal blobs that were added whole have equal Values.
type Value uint64

// Len is the length in bytes, at most BlobMaxBytes.
func (v Value) Len() int { return int(v & lengthMask) }

func (v Value) offset() uint64 { return uint64(v >> lengthBits) }

// Slice names the bytes from (included) to (excluded) of v without copying.
// It panics unless 0 <= from <= to <= v.Len().
func (v Value) Slice(from, to int) Value {
	if from < 0 || to < from || to > v.Len() {
		panic(fmt.Sprintf("mvcc: slice [%d:%d] of a value of %d bytes", from, to, v.Len()))
	}
	if from == to {
		return 0
	}
	return Value((v.offset()+uint64(from))<<lengthBits | uint64(to-from))
}

// Arena holds bytes, append-only, until a sweep finds that nobody needs them any
// more (Marker). Clones of a store share it by
// pointer, as do the members of a world. It is not part of an encoded world:
// encoders write the bytes themselves, decoders Add them again.
//
// The offsets are divided into slots of 64 KiB. slots[i] starts at slot i's
// first byte and runs to the end of the chunk that covers it; a large blob's
// chunk covers several slots. Finding a byte is therefore one index, also in
// the middle of a large blob, and no blob straddles a chunk.
type Arena struct {
	slots [][]byte
	tail  []byte // unused rest of the newest shared chunk
	next  uint64 // offset of tail's first byte
	known blobs
	bytes int

	scratch []byte // of AddMade
	// What was hashed last: members apply the same put one after the other.
	hashed Value
	sum    uint64
	// The block of records that a store filled last: the members of a world fill
	// the same ones, each a little after the other.
	block []record

	marker *Marker // between Mark and Sweep
}

// NewArena returns an empty arena.
func NewArena() *Arena {
	return &Arena{}
}

// Add stores b, unless an equal blob is there already, and returns its name.
// It panics with ErrBlobTooLarge above BlobMaxBytes: check what comes from
// outside, or use TryAdd. b is copied.
func (a *Arena) Add(b []byte) Value {
	v, err := a.TryAdd(b)
	if err != nil {
		panic(err)
	}
	return v
}

// AddString is Add for a string.
func (a *Arena) AddString(s string) Value {
	return a.Add(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// TryAdd is Add that returns ErrBlobTooLarge instead of panicking.
func (a *Arena) TryAdd(b []byte) (Value, error) {
	if len(b) == 0 {
		return 0, nil
	}
	if len(b) > BlobMaxBytes {
		return 0, ErrBlobTooLarge
	}
	h := hashBytes(b)
	v := a.known.find(h, func(v Value) bool { return v.Len() == len(b) && bytes.Equal(a.Bytes(v), b) })
	if v == 0 {
		v = a.store(b)
		a.known.add(h, v)
	}
	return v, nil
}

// scratchMax is the longest buffer that an Arena keeps for what is made next.
const scratchMax = 16 << 20

// AddMade is TryAdd of what write appends to an empty buffer of this capacity.
// The buffer is the arena's, and used again: members that take the same
// snapshot would each make their own.
func (a *Arena) AddMade(capacity int, write func(buf []byte) []byte) (Value, int, error) {
	buf := a.scratch
	if cap(buf) < capacity {
		buf = make([]byte, 0, capacity)
	}
	buf = write(buf[:0])
	if cap(buf) <= scratchMax {
		a.scratch = buf
	}
	v, err := a.TryAdd(buf)
	return v, len(buf), err
}

func (a *Arena) store(b []byte) Value {
	a.bytes += len(b)
	if len(b) > sharedBytesMax {
		return a.storeAlone(b)
	}
	if len(b) > len(a.tail) {
		a.next = uint64(len(a.slots)) << slotBits
		a.tail = make([]byte, slotBytes)
		a.slots = append(a.slots, a.tail)
	}
	v := Value(a.next<<lengthBits | uint64(len(b)))
	copy(a.tail, b)
	a.tail = a.tail[len(b):]
	a.next += uint64(len(b))
	return v
}

func (a *Arena) storeAlone(b []byte) Value {
	v := Value(uint64(len(a.slots))<<slotBits<<lengthBits | uint64(len(b)))
	chunk := bytes.Clone(b)
	for from := 0; from < len(chunk); from += slotBytes {
		a.slots = append(a.slots, chunk[from:])
	}
	return v
}

// Bytes returns the bytes that v names, without copying: they must not be
// modified. v must come from this arena.
func (a *Arena) Bytes(v Value) []byte {
	n := v.Len()
	if n == 0 {
		return nil
	}
	off := v.offset()
	from := int(off & (slotBytes - 1))
	return a.slots[off>>slotBits][from : from+n : from+n]
}

// Text returns the bytes that v names as a string, without copying.
func (a *Arena) Text(v Value) string {
	b := a.Bytes(v)
	return unsafe.String(unsafe.SliceData(b), len(b)) // bytes once stored never change
}

// Size is the number of bytes stored, each blob counted once.
func (a *Arena) Size() int { return a.bytes }

const (
	mix1 = 0x9E3779B185EBCA87 // xxHash's primes
	mix2 = 0xC2B2AE3D27D4EB4F
)

// filled returns a full block of records, which nobody changes any more: the
// one that another store has filled with the same, so that it is kept once.
func (a *Arena) filled(recs []record) []record {
	if !slices.Equal(a.block, recs) {
		a.block = recs
	}
	return a.block
}

// hash is hashBytes of what v names.
func (a *Arena) hash(v Value) uint64 {
	if a.hashed != v {
		a.hashed, a.sum = v, hashBytes(a.Bytes(v))
	}
	return a.sum
}

// hashBytes is quick on eight bytes at a time, also in WebAssembly, and the
// same everywhere. It need not resist an adversary: hits are verified.
func hashBytes(b []byte) uint64 {
	h := uint64(len(b)) * mix1
	for len(b) >= 8 {
		h = mix(h, binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	var rest uint64
	for i, c := range b {
		rest |= uint64(c) << (8 * i)
	}
	h = mix(h, rest)
	h ^= h >> 32
	h *= mix1
	return h ^ h>>29
}

func mix(h, x uint64) uint64 {
	return bits.RotateLeft64(h^x*mix2, 31) * mix1
}
