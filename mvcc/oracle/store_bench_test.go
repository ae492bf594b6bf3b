package oracle

import (
	"context"
	"fmt"
	"slices"
	"testing"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/server/v3/etcdserver/txn"
	etcdlease "go.etcd.io/etcd/server/v3/lease"
	etcd "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.uber.org/zap"

	"raftarium/mvcc"
)

const storeKeys = 10_000

// BenchmarkStore measures puts of 64 bytes under 10,000 keys, ranges of one and
// of 100 of them whose values are read, and a transaction that compares a
// version, puts, and reads what it has put.
func BenchmarkStore(b *testing.B) {
	keys := newKeys(storeKeys, "")
	list := bytesOf(keys)
	ctx := context.Background()
	s, v := newOurStore(keys)
	theirs := newTheirStore(b)
	for _, k := range list {
		theirs.Put(k, []byte("value"), etcdlease.NoLease)
	}
	theirs.Commit()

	b.Run("put/ours", func(b *testing.B) {
		var vs values
		loop(b, storeKeys, func(i int) { s.Put(keys[i], s.Arena().Add(vs.next()), 0) })
		wanted(b, 5)
	})
	b.Run("put/etcd", func(b *testing.B) {
		var vs values
		loop(b, storeKeys, func(i int) { theirs.Put(list[i], vs.next(), etcdlease.NoLease) })
	})
	theirs.Commit()
	sorted := slices.Sorted(slices.Values(keys))
	for _, n := range []int{1, 100} {
		at := func(i int) (key, end string) {
			if n == 1 {
				return keys[i], ""
			}
			i %= storeKeys - n
			return sorted[i], sorted[i+n]
		}
		b.Run(fmt.Sprintf("range=%d/ours", n), func(b *testing.B) {
			loop(b, storeKeys, func(i int) {
				key, end := at(i)
				r, err := s.Range(key, end, mvcc.RangeOptions{})
				must(err)
				for _, kv := range r.KVs {
					sum += int(s.Arena().Bytes(kv.Value)[0])
				}
			})
			wanted(b, 2)
		})
		b.Run(fmt.Sprintf("range=%d/etcd", n), func(b *testing.B) {
			loop(b, storeKeys, func(i int) {
				key, end := at(i)
				var last []byte // nil is one key, empty all from the first on
				if end != "" {
					last = []byte(end)
				}
				r, err := theirs.Range(ctx, []byte(key), last, etcd.RangeOptions{})
				must(err)
				for _, kv := range r.KVs {
					sum += int(kv.Value[0])
				}
			})
		})
	}
	b.Run("txn/ours", func(b *testing.B) {
		loop(b, storeKeys, func(i int) {
			_, err := s.Txn(&mvcc.TxnRequest{
				Compare: []mvcc.Compare{{Key: keys[i], Target: mvcc.CompareVersion, Result: mvcc.Greater}},
				Success: []mvcc.Op{mvcc.OpPut{Key: keys[i], Value: v}, mvcc.OpRange{Key: keys[i]}},
			}, nil)
			must(err)
		})
	})
	b.Run("txn/etcd", func(b *testing.B) {
		value := []byte("value")
		loop(b, storeKeys, func(i int) {
			_, _, err := txn.Txn(ctx, zap.NewNop(), &pb.TxnRequest{
				Compare: []*pb.Compare{{Key: list[i], Target: pb.Compare_VERSION, Result: pb.Compare_GREATER, TargetUnion: &pb.Compare_Version{}}},
				Success: []*pb.RequestOp{
					{Request: &pb.RequestOp_RequestPut{RequestPut: &pb.PutRequest{Key: list[i], Value: value}}},
					{Request: &pb.RequestOp_RequestRange{RequestRange: &pb.RangeRequest{Key: list[i]}}},
				},
			}, false, theirs, &etcdlease.FakeLessor{}, false)
			must(err)
		})
	})
}

var sum int // of what was read, so that it is
