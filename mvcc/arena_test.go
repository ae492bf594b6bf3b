package mvcc_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/mvcc"
)

func TestArenaGivesBackWhatItWasGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := mvcc.NewArena()
		var values []mvcc.Value
		var want [][]byte
		for range rapid.IntRange(1, 30).Draw(t, "blobs") {
			n := rapid.SampledFrom([]int{0, 1, 7, 8, 9, 100, 8192, 16384, 16385, 65535, 65536, 65537, 200_000}).Draw(t, "length")
			blob := bytes.Repeat([]byte{rapid.Byte().Draw(t, "fill"), 1, 2}, n/3+1)[:n]
			want = append(want, blob)
			values = append(values, a.Add(blob))
		}
		for i, v := range values {
			require.Equal(t, len(want[i]), v.Len())
			require.True(t, bytes.Equal(want[i], a.Bytes(v)))
			require.Equal(t, string(want[i]), a.Text(v))
			from := rapid.IntRange(0, v.Len()).Draw(t, "from")
			to := rapid.IntRange(from, v.Len()).Draw(t, "to")
			require.True(t, bytes.Equal(want[i][from:to], a.Bytes(v.Slice(from, to))))
		}
	})
}

func TestEqualBlobsAreStoredOnce(t *testing.T) {
	a := mvcc.NewArena()
	v := a.AddString("hello")
	require.Equal(t, v, a.Add([]byte("hello")))
	require.NotEqual(t, v, a.AddString("hellO"))
	require.Equal(t, 10, a.Size())
}

func TestArenaCopiesWhatItIsGiven(t *testing.T) {
	a := mvcc.NewArena()
	for _, n := range []int{10, 100_000} {
		b := make([]byte, n)
		v := a.Add(b)
		b[0] = 1
		require.Zero(t, a.Bytes(v)[0])
		require.Equal(t, n, cap(a.Bytes(v)), "appending to it cannot reach its neighbour")
	}
}

func TestLargestBlob(t *testing.T) {
	a := mvcc.NewArena()
	b := make([]byte, mvcc.BlobMaxBytes+1)
	_, err := a.TryAdd(b)
	require.Equal(t, mvcc.ErrBlobTooLarge, err)
	require.Panics(t, func() { a.Add(b) })
	v, err := a.TryAdd(b[1:])
	require.NoError(t, err)
	require.Equal(t, mvcc.BlobMaxBytes, len(a.Bytes(v)))
}

func TestSliceOutsideOfAValuePanics(t *testing.T) {
	v := mvcc.NewArena().AddString("abc")
	for _, c := range [][2]int{{-1, 1}, {2, 1}, {0, 4}, {4, 4}} {
		require.Panics(t, func() { v.Slice(c[0], c[1]) }, "%v", c)
	}
}
