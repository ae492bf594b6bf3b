package oracle

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"raftarium/mvcc"
)

// newKeys returns keys of 64 bytes, as in etcd's own benchmarks, that are random
// but the same every time, behind the prefix.
func newKeys(n int, prefix string) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	keys := make([]string, n)
	for i := range keys {
		b := make([]byte, 64)
		for j := copy(b, prefix); j+8 <= len(b); j += 8 {
			binary.BigEndian.PutUint64(b[j:], rng.Uint64())
		}
		keys[i] = string(b)
	}
	return keys
}

// bytesOf returns the same keys as etcd takes them.
func bytesOf(keys []string) [][]byte {
	list := make([][]byte, len(keys))
	for i, k := range keys {
		list[i] = []byte(k)
	}
	return list
}

// values hands out values of 64 bytes, none like another, in one buffer.
type values struct {
	n      uint64
	buffer [64]byte
}

func (v *values) next() []byte {
	v.n++
	binary.BigEndian.PutUint64(v.buffer[:], v.n)
	return v.buffer[:]
}

// loop measures a step that is told its number, over and over from 0 to n.
func loop(b *testing.B, n int, step func(i int)) {
	b.ReportAllocs()
	begun := int64(-1)
	for i := 0; b.Loop(); {
		if begun < 0 {
			begun = cpu()
		}
		step(i)
		if i++; i == n {
			i = 0
		}
	}
	b.ReportMetric(float64(cpu()-begun)/float64(b.N), "cpu-ns/op")
}

// rounds measures a step that is told its number from 0 to n, and not how each
// round is prepared.
func rounds(b *testing.B, n int, prepare func(), step func(i int)) {
	b.ReportAllocs()
	begun, spared := cpu(), int64(0)
	for i := range b.N {
		if i%n == 0 {
			b.StopTimer()
			before := cpu()
			prepare()
			spared += cpu() - before
			b.StartTimer()
		}
		step(i % n)
	}
	b.ReportMetric(float64(cpu()-begun-spared)/float64(b.N), "cpu-ns/op")
}

// wanted says how many times as fast as etcd's ours is to be.
func wanted(b *testing.B, times float64) {
	if times > 0 {
		b.ReportMetric(times, "wanted-times")
	}
}

func newOurStore(keys []string) (*mvcc.Store, mvcc.Value) {
	arena := mvcc.NewArena()
	s := mvcc.New(arena)
	v := arena.AddString("value")
	for _, k := range keys {
		s.Put(k, v, 0)
	}
	return s, v
}
