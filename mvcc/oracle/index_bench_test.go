package oracle

import (
	"fmt"
	"testing"
	_ "unsafe" // for go:linkname

	etcd "go.etcd.io/etcd/server/v3/storage/mvcc"
	"go.uber.org/zap"

	"raftarium/mvcc"
)

// theirIndex is etcd's key index, the interface index of its package mvcc, to
// the method: etcd has neither a name for it nor a way to it.
type theirIndex interface {
	Get(key []byte, atRev int64) (rev, created etcd.Revision, ver int64, err error)
	Range(key, end []byte, atRev int64, limit int, withTotalCount bool) (keys [][]byte, modifies, creates []etcd.Revision, versions []int64, totalCount int)
	Revisions(key, end []byte, atRev int64, limit int, withTotalCount bool) ([]etcd.Revision, int)
	CountRevisions(key, end []byte, atRev int64) int
	Put(key []byte, rev etcd.Revision)
	Tombstone(key []byte, rev etcd.Revision) error
	Compact(rev int64) map[etcd.Revision]struct{}
	Keep(rev int64) map[etcd.Revision]struct{}
	Equal(b theirIndex) bool
	Insert(ki *keyIndex)
	KeyIndex(ki *keyIndex) *keyIndex
}

// keyIndex stands for a type of etcd's that is never looked into.
type keyIndex struct{}

//go:linkname newTheirIndex go.etcd.io/etcd/server/v3/storage/mvcc.newTreeIndex
func newTheirIndex(*zap.Logger) theirIndex

func filledIndex(keys [][]byte) theirIndex {
	index := newTheirIndex(zap.NewNop())
	for i, k := range keys {
		index.Put(k, etcd.Revision{Main: int64(i + 2)})
	}
	return index
}

// BenchmarkIndex measures a get of the newest revision and a put of a known key
// among so many.
func BenchmarkIndex(b *testing.B) {
	for _, with := range []struct {
		name, prefix string
		get, put     float64 // times that are wanted among a million keys
	}{{"random", "", 2, 1.5}, {"prefix", "/registry/pods/", 1, 0.75}} {
		for _, n := range []int{10_000, 1_000_000} {
			keys := newKeys(n, with.prefix)
			get, put := with.get, with.put
			if n < 1_000_000 {
				get, put = 0, 0
			}
			b.Run(fmt.Sprintf("%s/keys=%d", with.name, n), func(b *testing.B) {
				theirs, list := filledIndex(bytesOf(keys)), bytesOf(keys)
				s, v := newOurStore(keys)
				last := int64(n + 1)
				b.Run("get/ours", func(b *testing.B) {
					loop(b, n, func(i int) { s.Get(keys[i]) })
					wanted(b, get)
				})
				b.Run("get/etcd", func(b *testing.B) { loop(b, n, func(i int) { _, _, _, _ = theirs.Get(list[i], last) }) })
				b.Run("put/ours", func(b *testing.B) {
					loop(b, n, func(i int) { s.Put(keys[i], v, 0) })
					wanted(b, put)
				})
				b.Run("put/etcd", func(b *testing.B) {
					loop(b, n, func(i int) {
						last++
						theirs.Put(list[i], etcd.Revision{Main: last})
					})
				})
			})
		}
	}
}

// BenchmarkIndexCompact compacts an index of which each key has two revisions.
func BenchmarkIndexCompact(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		keys := newKeys(n, "")
		list := bytesOf(keys)
		b.Run(fmt.Sprintf("keys=%d/ours", n), func(b *testing.B) {
			s, v := newOurStore(keys)
			for _, k := range keys {
				s.Put(k, v, 0)
			}
			var c *mvcc.Store
			rounds(b, 1, func() { c = s.Clone() }, func(int) { must(c.Compact(c.Revision())) })
		})
		b.Run(fmt.Sprintf("keys=%d/etcd", n), func(b *testing.B) {
			var index theirIndex
			rounds(b, 1, func() {
				index = filledIndex(list)
				for i, k := range list {
					index.Put(k, etcd.Revision{Main: int64(n + i + 2)})
				}
			}, func(int) { index.Compact(int64(2*n + 1)) })
		})
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
