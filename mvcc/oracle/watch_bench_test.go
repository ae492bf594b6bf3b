package oracle

import (
	"context"
	"fmt"
	"testing"

	etcdlease "go.etcd.io/etcd/server/v3/lease"
	etcd "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.uber.org/zap"

	"raftarium/mvcc"
)

// perStream is how many watchers share a connection: what etcd's channel for
// one holds, so that none of its watchers counts as slow.
const perStream = 100

// BenchmarkWatchPut measures a put under a key that so many watch, until each
// of them has heard of it.
func BenchmarkWatchPut(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprintf("watchers=%d/ours", n), func(b *testing.B) {
			s := mvcc.New(mvcc.NewArena())
			w := mvcc.NewWatchers(s)
			for i := range n {
				_, err := w.Watch(s, uint64(i/perStream), mvcc.WatchRequest{Key: "k"})
				must(err)
			}
			v := s.Arena().AddString("value")
			heard, puts := 0, 0
			loop(b, n, func(int) {
				puts++
				s.Put("k", v, 0)
				w.Drain(s, func(_ uint64, r *mvcc.WatchResponse) { heard += len(r.Events) })
			})
			if heard != n*puts {
				b.Fatalf("%d watchers heard %d times of %d puts", n, heard, puts)
			}
		})
		b.Run(fmt.Sprintf("watchers=%d/etcd", n), func(b *testing.B) {
			s := etcd.New(zap.NewNop(), newBackend(b), &etcdlease.FakeLessor{}, etcd.StoreConfig{})
			b.Cleanup(func() { _ = s.Close() })
			var streams []etcd.WatchStream
			for i := range n {
				if i%perStream == 0 {
					streams = append(streams, s.NewWatchStream())
				}
				_, err := streams[len(streams)-1].Watch(context.Background(), 0, []byte("k"), nil, 0)
				must(err)
			}
			heard, puts := 0, 0
			loop(b, n, func(int) {
				puts++
				s.Put([]byte("k"), []byte("value"), etcdlease.NoLease)
				for _, stream := range streams {
					for range min(n, perStream) {
						heard += len((<-stream.Chan()).Events)
					}
				}
			})
			if heard != n*puts {
				b.Fatalf("%d watchers heard %d times of %d puts", n, heard, puts)
			}
			for _, stream := range streams {
				stream.Close()
			}
		})
	}
}
