package main

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// module makes a module of some section, data, and a section after it.
func module(kind byte, segments ...segment) []byte {
	data := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		data = appendSigned(append(data, kind, i32Const), int64(int32(uint32(s.at))))
		data = binary.AppendUvarint(append(data, end), uint64(len(s.bytes)))
		data = append(data, s.bytes...)
	}
	m := []byte("\x00asm\x01\x00\x00\x00\x0a\x03abc")
	m = binary.AppendUvarint(append(m, dataSection), uint64(len(data)))
	return append(append(m, data...), "\x00\x02xy"...)
}

func TestJoinsSegments(t *testing.T) {
	for _, tt := range []struct {
		name       string
		from, into []segment
	}{
		{"none", nil, nil},
		{"one", []segment{{70, []byte("a")}}, []segment{{70, []byte("a")}}},
		{"with the zeros between", []segment{{4096, []byte("ab")}, {4101, []byte("c")}}, []segment{{4096, []byte("ab\x00\x00\x00c")}}},
		{"side by side", []segment{{1, []byte("ab")}, {3, []byte("c")}}, []segment{{1, []byte("abc")}}},
		{"of any order", []segment{{7, []byte("c")}, {1, []byte("a")}, {4, []byte("b")}}, []segment{{1, []byte("a\x00\x00b\x00\x00c")}}},
		{"none of which writes nothing", []segment{{1, []byte("ab")}, {2, nil}, {3, []byte("c")}}, []segment{{1, []byte("abc")}}},
		{"but not with very many zeros", []segment{{1, []byte("ab")}, {3 + gapMax + 1, []byte("c")}}, []segment{{1, []byte("ab")}, {3 + gapMax + 1, []byte("c")}}},
		{"far up, where addresses are negative constants", []segment{{0xfffffff0, []byte("ab")}, {0xfffffff3, []byte("c")}}, []segment{{0xfffffff0, []byte("ab\x00c")}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			joined, err := joinSegments(module(0, tt.from...))
			require.NoError(t, err)
			require.Equal(t, module(0, tt.into...), joined)
		})
	}
}

func TestAModuleThatNumbersItsSegmentsStaysAsItIs(t *testing.T) {
	passive := module(1, segment{1, []byte("a")}, segment{5, []byte("b")})
	joined, err := joinSegments(passive)
	require.NoError(t, err)
	require.Equal(t, passive, joined)
}

func TestRefusesWhatIsNoModule(t *testing.T) {
	good := module(0, segment{1, []byte("abc")}, segment{9, []byte("d")})
	for size := range good {
		if size == preambleSize || size == preambleSize+5 || size == len(good)-4 {
			continue // whole sections
		}
		_, err := joinSegments(good[:size])
		require.ErrorIs(t, err, errNotWasm, "%d of %d bytes", size, len(good))
	}
	_, err := joinSegments(module(0, segment{9, []byte("abc")}, segment{11, []byte("d")}))
	require.ErrorIs(t, err, errNotWasm, "segments that overlap")
	_, err = joinSegments([]byte("GIF89a and more"))
	require.ErrorIs(t, err, errNotWasm)
}

func TestJoinedSegmentsFillMemoryAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var segments []segment
		memory := make([]byte, 1<<12)
		for at := uint64(0); ; {
			at += rapid.Uint64Range(0, 300).Draw(t, "gap")
			bytes := rapid.SliceOfN(rapid.Byte(), 1, 200).Draw(t, "bytes")
			if int(at)+len(bytes) > len(memory) {
				break
			}
			segments = append(segments, segment{at, bytes})
			copy(memory[at:], bytes)
			at += uint64(len(bytes))
		}
		if len(segments) == 0 {
			return
		}
		last := segments[len(segments)-1]
		first := segments[0].at
		segments = rapid.Permutation(segments).Draw(t, "order")
		joined, err := joinSegments(module(0, segments...))
		if err != nil {
			t.Fatal(err)
		}
		want := module(0, segment{first, memory[first : int(last.at)+len(last.bytes)]})
		require.Equal(t, want, joined)
	})
}

func FuzzJoinSegments(f *testing.F) {
	f.Add(module(0, segment{1, []byte("abc")}, segment{9, []byte("d")}))
	f.Add(module(1, segment{1, []byte("abc")}))
	f.Fuzz(func(t *testing.T, bytes []byte) {
		once, err := joinSegments(bytes)
		if err != nil {
			return
		}
		twice, err := joinSegments(once)
		require.NoError(t, err)
		require.Equal(t, once, twice)
	})
}
