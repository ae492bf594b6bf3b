package mvcc

import (
	"cmp"

	"github.com/google/btree"
)

// attachment says that a key, as it is now, is under a lease. The tree of them
// follows from the records: a put under a lease attaches, and detaches from
// what was before; a delete detaches (etcd: mvcc/kvstore_txn.go, put and
// delete). Within an open transaction it is ahead of what the store shows.
type attachment struct {
	lease int64
	key   string
}

func attachmentLess(a, b attachment) bool {
	if c := cmp.Compare(a.lease, b.lease); c != 0 {
		return c < 0
	}
	return a.key < b.key
}

// attach moves a key from one lease to another; 0 is none.
func (s *Store) attach(key string, from, to int64) {
	if from == to {
		return
	}
	if s.leased == nil {
		s.leased = btree.NewG(degree, attachmentLess)
	}
	if from != 0 {
		s.leased.Delete(attachment{from, key})
	}
	if to != 0 {
		s.leased.ReplaceOrInsert(attachment{to, key})
	}
}

// Leased calls fn with the keys under a lease, in order, until fn returns false.
// fn must not write to the store.
func (s *Store) Leased(lease int64, fn func(key string) bool) {
	if s.leased == nil {
		return
	}
	s.leased.AscendGreaterOrEqual(attachment{lease: lease}, func(a attachment) bool {
		return a.lease == lease && fn(a.key)
	})
}
