package wire

import (
	"encoding/binary"
	"fmt"
)

// Coder walks over the fields of a value, writing them to bytes or reading
// them from bytes. It is not safe for concurrent use.
type Coder struct {
	buf      []byte
	off      int
	decoding bool
	err      error
}

// NewEncoder returns a Coder that appends what it is given to buf.
func NewEncoder(buf []byte) *Coder { return &Coder{buf: buf} }

// NewDecoder returns a Coder that fills what it is given from data. Data is
// not copied and must not change while the Coder is in use.
func NewDecoder(data []byte) *Coder { return &Coder{buf: data, decoding: true} }

// Decoding reports whether the Coder fills fields, rather than reads them.
func (c *Coder) Decoding() bool { return c.decoding }

// Encoded returns what has been encoded so far.
func (c *Coder) Encoded() []byte { return c.buf }

// Err returns the first error, which names the offset in bytes.
func (c *Coder) Err() error { return c.err }

// Rest returns how many bytes a decoder has not read yet.
func (c *Coder) Rest() int { return len(c.buf) - c.off }

// Fail puts the Coder into its error state, unless it is in it already.
func (c *Coder) Fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("at byte %d: %s", c.off, fmt.Sprintf(format, args...))
	}
}

// Uint64 codes an unsigned number as a varint of 1 to 10 bytes.
func (c *Coder) Uint64(v *uint64) {
	if !c.decoding {
		u := *v
		for ; u >= 0x80; u >>= 7 {
			c.buf = append(c.buf, byte(u)|0x80)
		}
		c.buf = append(c.buf, byte(u)) // where there is room this writes no pointer, and a collection is not told
		return
	}
	*v = 0
	if c.err != nil {
		return
	}
	u, n := binary.Uvarint(c.buf[c.off:])
	if n <= 0 {
		c.Fail("a number is cut short or too large")
		return
	}
	c.off += n
	*v = u
}

// Int64 codes a signed number as a zig-zag varint of 1 to 10 bytes.
func (c *Coder) Int64(v *int64) {
	u := uint64(*v<<1) ^ uint64(*v>>63)
	c.Uint64(&u)
	if c.decoding {
		*v = int64(u>>1) ^ -int64(u&1)
	}
}

// Bool codes a truth value as one byte.
func (c *Coder) Bool(v *bool) {
	var u uint64
	if *v {
		u = 1
	}
	c.Uint64(&u)
	if c.decoding {
		if u > 1 {
			c.Fail("a truth value is %d, not 0 or 1", u)
			u = 0
		}
		*v = u == 1
	}
}

// Len codes the length of a list whose elements follow. Encoding, it writes n
// and returns it. Decoding, it ignores n and returns the length read, which is
// at most the number of bytes left, since an element takes at least one.
func (c *Coder) Len(n int) int {
	u := uint64(n)
	c.Uint64(&u)
	if c.decoding {
		if u > uint64(c.Rest()) {
			c.Fail("a list of %d elements in %d bytes", u, c.Rest())
			return 0
		}
	}
	return int(u)
}

// Bytes codes a byte slice. Decoding, the slice is a copy.
func (c *Coder) Bytes(v *[]byte) {
	n := c.Len(len(*v))
	if !c.decoding {
		c.buf = append(c.buf, *v...)
		return
	}
	*v = append([]byte(nil), c.buf[c.off:c.off+n]...)
	c.off += n
}

// String codes a string.
func (c *Coder) String(v *string) {
	n := c.Len(len(*v))
	if !c.decoding {
		c.buf = append(c.buf, *v...)
		return
	}
	*v = string(c.buf[c.off : c.off+n])
	c.off += n
}
