package oracle

import (
	"fmt"
	"testing"

	etcdlease "go.etcd.io/etcd/server/v3/lease"
	etcd "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.uber.org/zap"

	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

const leases = 10_000

// A lease outlives the measurement by etcd's clock, and runs out when ours is
// told that it is so late.
const ttl = 3600

const late = lease.Time(2*ttl) * 1_000_000_000

func newOurLessor() *lease.Lessor {
	l := lease.New(2)
	l.Promote(0, 0)
	return l
}

func newTheirLessor(b *testing.B) (etcdlease.Lessor, etcd.KV) {
	be := newBackend(b)
	l := etcdlease.NewLessor(zap.NewNop(), be, nil, etcdlease.LessorConfig{MinLeaseTTL: 2})
	s := etcd.New(zap.NewNop(), be, l, etcd.StoreConfig{})
	l.Promote(0)
	b.Cleanup(func() {
		l.Stop()
		_ = s.Close()
	})
	return l, s
}

// BenchmarkLease measures 10,000 leases, each with a key: the grant of one, its
// renewal, and, once it has run out, its revocation with its key.
func BenchmarkLease(b *testing.B) {
	b.Run("grant/ours", func(b *testing.B) {
		l := newOurLessor()
		rounds(b, leases, func() { l = newOurLessor() }, func(i int) {
			_, err := l.Grant(0, int64(i+1), ttl)
			must(err)
		})
	})
	b.Run("grant/etcd", func(b *testing.B) {
		l, _ := newTheirLessor(b)
		rounds(b, leases, func() { l, _ = newTheirLessor(b) }, func(i int) {
			_, err := l.Grant(etcdlease.LeaseID(i+1), ttl)
			must(err)
		})
	})
	b.Run("renew/ours", func(b *testing.B) {
		l := newOurLessor()
		grantOurs(l, mvcc.New(mvcc.NewArena()))
		loop(b, leases, func(i int) {
			_, _, err := l.Renew(1, int64(i+1))
			must(err)
		})
	})
	b.Run("renew/etcd", func(b *testing.B) {
		l, s := newTheirLessor(b)
		grantTheirs(l, s)
		loop(b, leases, func(i int) {
			_, err := l.Renew(etcdlease.LeaseID(i + 1))
			must(err)
		})
	})
	b.Run("expire/ours", func(b *testing.B) {
		var l *lease.Lessor
		var s *mvcc.Store
		rounds(b, leases, func() {
			l, s = newOurLessor(), mvcc.New(mvcc.NewArena())
			grantOurs(l, s)
		}, func(int) {
			for _, id := range l.Expired(late, 1) {
				must(l.Revoke(s, id))
			}
		})
	})
	b.Run("expire/etcd", func(b *testing.B) {
		var l etcdlease.Lessor
		rounds(b, leases, func() {
			var s etcd.KV
			l, s = newTheirLessor(b)
			grantTheirs(l, s)
		}, func(i int) { must(l.Revoke(etcdlease.LeaseID(i + 1))) })
	})
}

func grantOurs(l *lease.Lessor, s *mvcc.Store) {
	v := s.Arena().AddString("value")
	for i := range leases {
		_, err := l.Grant(0, int64(i+1), ttl)
		must(err)
		s.Put(fmt.Sprintf("key%05d", i), v, int64(i+1))
	}
}

func grantTheirs(l etcdlease.Lessor, s etcd.KV) {
	for i := range leases {
		_, err := l.Grant(etcdlease.LeaseID(i+1), ttl)
		must(err)
		s.Put(fmt.Appendf(nil, "key%05d", i), []byte("value"), etcdlease.LeaseID(i+1))
	}
}
