package mvcc_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"

	"raftarium/mvcc"
)

// benchKeys are 64 bytes long, as in etcd's own index benchmarks, and random
// but the same every time; with a prefix they share their first bytes.
func benchKeys(n int, prefix string) []string {
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

func filled(keys []string) (*mvcc.Store, mvcc.Value) {
	arena := mvcc.NewArena()
	s := mvcc.New(arena)
	v := arena.AddString("value")
	for _, k := range keys {
		s.Put(k, v, 0)
	}
	return s, v
}

func BenchmarkPut(b *testing.B) {
	for _, prefix := range []string{"", "/registry/pods/"} {
		for _, n := range []int{1, 64, 10_000, 1_000_000} {
			b.Run(fmt.Sprintf("prefix=%q/keys=%d", prefix, n), func(b *testing.B) {
				keys := benchKeys(n, prefix)
				s, v := filled(keys)
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					s.Put(keys[i], v, 0)
					if i++; i == n {
						i = 0
					}
				}
			})
		}
	}
}

func BenchmarkPutNewKeys(b *testing.B) {
	keys := benchKeys(1_000_000, "")
	s, v := filled(nil)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		s.Put(keys[i], v, 0)
		if i++; i == len(keys) {
			i = 0
			s, v = filled(nil)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	for _, n := range []int{64, 10_000, 1_000_000} {
		b.Run(fmt.Sprintf("keys=%d", n), func(b *testing.B) {
			keys := benchKeys(n, "")
			s, _ := filled(keys)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				s.Get(keys[i])
				if i++; i == n {
					i = 0
				}
			}
		})
	}
}

func BenchmarkOneKeyAtARevision(b *testing.B) {
	for _, changes := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprintf("changes=%d", changes), func(b *testing.B) {
			s, v := filled(nil)
			for range changes {
				s.Put("key", v, 0)
			}
			rng := rand.New(rand.NewPCG(1, 2))
			b.ReportAllocs()
			for b.Loop() {
				if r, err := s.Range("key", "", mvcc.RangeOptions{Rev: 2 + rng.Int64N(int64(changes))}); len(r.KVs) != 1 || err != nil {
					b.Fatal(r, err)
				}
			}
		})
	}
}

func BenchmarkRange(b *testing.B) {
	keys := benchKeys(10_000, "")
	s, _ := filled(keys)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = s.Range("\x00", mvcc.FromKey, mvcc.RangeOptions{Limit: 100})
	}
}

func BenchmarkClonePut(b *testing.B) {
	for _, n := range []int{64, 10_000, 1_000_000} {
		b.Run(fmt.Sprintf("keys=%d", n), func(b *testing.B) {
			keys := benchKeys(n, "")
			s, v := filled(keys)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				c := s.Clone()
				c.Put(keys[i], v, 0)
				if i++; i == n {
					i = 0
				}
			}
		})
	}
}

func BenchmarkCompact(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("keys=%d", n), func(b *testing.B) {
			s, _ := filled(benchKeys(n, ""))
			b.ReportAllocs()
			for b.Loop() {
				c := s.Clone()
				if err := c.Compact(c.Revision()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Half of the keys have a second value, a quarter are deleted.
func BenchmarkCompactHalf(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("keys=%d", n), func(b *testing.B) {
			keys := benchKeys(n, "")
			s, v := filled(keys)
			for i := 0; i < n; i += 2 {
				s.Put(keys[i], v, 0)
			}
			for i := 1; i < n; i += 4 {
				s.DeleteRange(keys[i], "")
			}
			s.Put("last", v, 0)
			b.ReportAllocs()
			for b.Loop() {
				c := s.Clone()
				if err := c.Compact(c.Revision()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkHashAfterPut(b *testing.B) {
	keys := benchKeys(64, "")
	s, v := filled(keys)
	i := 0
	for b.Loop() {
		s.Put(keys[i&63], v, 0)
		s.Hash()
		i++
	}
}

func BenchmarkArenaAdd8KiBAgain(b *testing.B) {
	a := mvcc.NewArena()
	blob := make([]byte, 8192)
	b.SetBytes(8192)
	b.ReportAllocs()
	for b.Loop() {
		a.Add(blob)
	}
}
