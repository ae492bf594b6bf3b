package wire_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/wire"
)

// sample has a field of every shape that a Coder knows.
type sample struct {
	U    uint64
	I    int64
	B    bool
	S    string
	Y    []byte
	N    uint16
	List []int32
}

func (s *sample) Code(c *wire.Coder) {
	c.Uint64(&s.U)
	c.Int64(&s.I)
	c.Bool(&s.B)
	c.String(&s.S)
	c.Bytes(&s.Y)
	wire.Number(c, &s.N)
	wire.List(c, &s.List, func(v *int32) { wire.Number(c, v) })
}

func TestWhatIsEncodedDecodesToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := sample{
			U: rapid.Uint64().Draw(t, "u"), I: rapid.Int64().Draw(t, "i"), B: rapid.Bool().Draw(t, "b"),
			S: rapid.String().Draw(t, "s"), N: rapid.Uint16().Draw(t, "n"),
			Y:    rapid.SliceOfN(rapid.Byte(), 1, 50).Draw(t, "y"),
			List: rapid.SliceOfN(rapid.Int32(), 1, 9).Draw(t, "list"),
		}
		enc := wire.NewEncoder(nil)
		in.Code(enc)
		dec := wire.NewDecoder(enc.Encoded())
		var out sample
		out.Code(dec)
		require.NoError(t, dec.Err())
		require.Zero(t, dec.Rest())
		require.Equal(t, in, out)
	})
}

func TestEachFaultIsNamedWithItsPlace(t *testing.T) {
	for name, tc := range map[string]struct {
		data []byte
		code func(*wire.Coder)
		want string
	}{
		"cut number":   {[]byte{0x80}, func(c *wire.Coder) { var u uint64; c.Uint64(&u) }, "at byte 0: a number is cut short or too large"},
		"bad truth":    {[]byte{2}, func(c *wire.Coder) { var b bool; c.Bool(&b) }, "at byte 1: a truth value is 2, not 0 or 1"},
		"long list":    {[]byte{200, 1}, func(c *wire.Coder) { c.Len(0) }, "at byte 2: a list of 200 elements in 0 bytes"},
		"wide number":  {[]byte{0x80, 0x80, 0x80, 1}, func(c *wire.Coder) { var n uint8; wire.Number(c, &n) }, "at byte 4: the number 1048576 does not fit its field"},
		"string ended": {[]byte{5, 'a'}, func(c *wire.Coder) { var s string; c.String(&s) }, "at byte 1: a list of 5 elements in 1 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			c := wire.NewDecoder(tc.data)
			tc.code(c)
			require.EqualError(t, c.Err(), tc.want)
		})
	}
}

func TestExtremeNumbersSurvive(t *testing.T) {
	for _, want := range []int64{0, -1, math.MinInt64, math.MaxInt64} {
		enc := wire.NewEncoder(nil)
		v := want
		enc.Int64(&v)
		var got int64
		wire.NewDecoder(enc.Encoded()).Int64(&got)
		require.Equal(t, want, got)
	}
}

func FuzzDecoderNeverPanics(f *testing.F) {
	enc := wire.NewEncoder(nil)
	(&sample{U: 1, S: "x", Y: []byte("yy"), List: []int32{1, 2}}).Code(enc)
	f.Add(enc.Encoded())
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sample
		s.Code(wire.NewDecoder(data))
	})
}
