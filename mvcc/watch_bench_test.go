package mvcc_test

import (
	"fmt"
	"testing"

	"raftarium/mvcc"
)

// A put that so many watch, or do not watch, and what it takes until each of
// them has heard of it.
func BenchmarkWatchPut(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		for name, request := range map[string]func(i int) mvcc.WatchRequest{
			"same-key":       func(int) mvcc.WatchRequest { return mvcc.WatchRequest{Key: "k"} },
			"other-keys":     func(i int) mvcc.WatchRequest { return mvcc.WatchRequest{Key: fmt.Sprint("other", i)} },
			"other-prefixes": func(i int) mvcc.WatchRequest { return prefix(fmt.Sprintf("other%05d/", i)) },
			"same-prefix":    func(int) mvcc.WatchRequest { return prefix("k") },
		} {
			b.Run(fmt.Sprintf("%s/watchers=%d", name, n), func(b *testing.B) {
				s := newStore()
				w := mvcc.NewWatchers(s)
				for i := range n {
					_, _ = w.Watch(s, uint64(i), request(i))
				}
				v := s.Arena().AddString("value")
				b.ReportAllocs()
				for b.Loop() {
					s.Put("k", v, 0)
					w.Drain(s, func(uint64, *mvcc.WatchResponse) {})
				}
			})
		}
	}
}

func prefix(p string) mvcc.WatchRequest { return mvcc.WatchRequest{Key: p, End: mvcc.PrefixEnd(p)} }

func BenchmarkWatchersClone(b *testing.B) {
	s := newStore()
	w := mvcc.NewWatchers(s)
	for i := range 10_000 {
		_, _ = w.Watch(s, uint64(i), prefix(fmt.Sprint(i)))
	}
	b.ReportAllocs()
	for b.Loop() {
		w.Clone()
	}
}

func BenchmarkTxn(b *testing.B) {
	keys := benchKeys(10_000, "")
	s, v := filled(keys)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		r := mvcc.TxnRequest{
			Compare: []mvcc.Compare{{Key: keys[i], Target: mvcc.CompareVersion, Result: mvcc.Greater}},
			Success: []mvcc.Op{mvcc.OpPut{Key: keys[i], Value: v}, mvcc.OpRange{Key: keys[i]}},
		}
		if _, err := s.Txn(&r, nil); err != nil {
			b.Fatal(err)
		}
		if i++; i == len(keys) {
			i = 0
		}
	}
}

func BenchmarkSweep(b *testing.B) {
	s, _ := filled(benchKeys(100_000, ""))
	b.ReportAllocs()
	for b.Loop() {
		m := s.Arena().Mark()
		m.Store(s)
		m.Sweep()
	}
}
