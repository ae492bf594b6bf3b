package mvcc_test

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"testing"

	"raftarium/mvcc"
)

// million fills a store with ten revisions of 32 bytes of each of a million
// keys, all values different.
func million() *mvcc.Store {
	arena := mvcc.NewArena()
	s := mvcc.New(arena)
	keys := make([]string, 1_000_000)
	for i := range keys {
		keys[i] = fmt.Sprintf("/registry/pods/default/%09d", i)
	}
	var value [32]byte
	for n := range uint64(10) {
		for i, k := range keys {
			binary.LittleEndian.PutUint64(value[:], n<<32|uint64(i))
			s.Put(k, arena.Add(value[:]), 0)
		}
	}
	return s
}

// A million keys with ten revisions are meant to live in 2 GB, with what the
// collector needs on top, and to be cloned in under 10 µs.
func BenchmarkMillionKeysTenRevisionsClone(b *testing.B) {
	s := million()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportAllocs()
	for b.Loop() {
		s.Clone()
	}
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-live")
	b.ReportMetric(float64(m.Sys)/1e6, "MB-from-system")
	runtime.KeepAlive(s)
}
