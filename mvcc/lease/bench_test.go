package lease_test

import (
	"testing"

	"raftarium/mvcc/lease"
)

const many = 10_000

func granted() *lease.Lessor {
	l := lease.New(2)
	l.Promote(0, 0)
	for id := range int64(many) {
		l.Grant(lease.Time(id), id+1, 10)
	}
	return l
}

func BenchmarkGrant(b *testing.B) {
	b.ReportAllocs()
	l := lease.New(2)
	id := int64(0)
	for b.Loop() {
		if id++; id > many {
			l, id = lease.New(2), 1
			l.Promote(0, 0)
		}
		l.Grant(lease.Time(id), id, 10)
	}
}

func BenchmarkRenew(b *testing.B) {
	l := granted()
	b.ReportAllocs()
	id := int64(0)
	for b.Loop() {
		id = id%many + 1
		l.Renew(second, id)
	}
}

// All of them have run out: found, and revoked one after the other.
func BenchmarkExpireAll(b *testing.B) {
	l, s := granted(), newStore()
	b.ReportAllocs()
	for b.Loop() {
		c := l.Clone()
		for _, id := range c.Expired(100*second, many) {
			_ = c.Revoke(s, id)
		}
	}
}

func BenchmarkClone(b *testing.B) {
	l := granted()
	b.ReportAllocs()
	for b.Loop() {
		l.Clone()
	}
}
