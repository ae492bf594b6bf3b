package mvcc_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/mvcc"
)

func TestCompactedBytesAreLetGoUnlessACloneNeedsThem(t *testing.T) {
	s := newStore()
	value := bytes.Repeat([]byte("x"), 1000)
	for i := range 10_000 {
		s.Put("k", s.Arena().Add(fmt.Appendf(value, "%d", i)), 0)
	}
	history := s.Clone()
	want := everything(t, s, 5000)
	require.NoError(t, s.Compact(s.Revision()))
	size := s.Arena().Size()

	m := s.Arena().Mark()
	m.Store(s)
	m.Store(history)
	require.Zero(t, m.Sweep(), "the clone keeps its history")
	require.Equal(t, want, everything(t, history, 5000))

	m = s.Arena().Mark()
	m.Store(s)
	require.Greater(t, m.Sweep(), size*9/10)
	require.Less(t, s.Arena().Size(), size/10)
	require.Contains(t, everything(t, s, 0), "9999 2/10001/10000")
	require.Panics(t, func() { everything(t, history, 5000) }, "nobody marked it")

	again := s.Arena().Add(fmt.Appendf(value, "%d", 7))
	require.Equal(t, fmt.Sprintf("%s7", value), s.Arena().Text(again), "what was let go can come again")
}

func TestPartsOfABlobOutliveIt(t *testing.T) {
	a := mvcc.NewArena()
	blob := make([]byte, 300_000)
	for i := range blob {
		blob[i] = byte(i * 7)
	}
	v := a.Add(blob)
	part := v.Slice(200_000, 210_000)
	a.AddString("behind it")
	m := a.Mark()
	m.Value(part)
	require.Equal(t, 300_000, m.Sweep(), "the blob as such is gone")
	require.Equal(t, blob[200_000:210_000], a.Bytes(part))
	v = a.Add(blob)
	require.Equal(t, blob, a.Bytes(v))
}

// Whatever is kept can be read after any sweep, and equal blobs still are one.
func TestSweepKeepsWhatIsMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arena := mvcc.NewArena()
		pairs := []*pair{{mvcc.New(arena), newModel()}}
		for range rapid.IntRange(1, 8).Draw(t, "phases") {
			p := pairs[rapid.IntRange(0, len(pairs)-1).Draw(t, "store")]
			pairs = append(pairs, &pair{p.s.Clone(), p.m.clone()})
			size := rapid.SampledFrom([]int{1, 5_000, 70_000}).Draw(t, "size")
			for i := range rapid.IntRange(1, 80).Draw(t, "puts") {
				value := string(bytes.Repeat([]byte{byte(i)}, size))
				mt := modelTxn{m: p.m}
				mt.add(change{key: "a", value: value})
				mt.commit()
				p.s.Put("a", arena.AddString(value), 0)
			}
			if rapid.Bool().Draw(t, "compact") {
				p.compact(t)
			}
			if rapid.Bool().Draw(t, "forget") && len(pairs) > 1 {
				pairs = pairs[1:]
			}
			m := arena.Mark()
			for _, p := range pairs {
				m.Store(p.s)
			}
			m.Sweep()
			for _, p := range pairs {
				p.whole(t)
				p.get(t)
				v := arena.AddString("a")
				require.Equal(t, v, arena.AddString("a"))
			}
		}
	})
}
