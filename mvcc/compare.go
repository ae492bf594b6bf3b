package mvcc

import (
	"bytes"
	"cmp"
)

// CompareTarget is what of a key is compared; the numbers are etcd's
// Compare.CompareTarget.
type CompareTarget int

// The fields that can be compared.
const (
	CompareVersion CompareTarget = iota
	CompareCreate
	CompareMod
	CompareValue
	CompareLease
)

// CompareResult is how a field must stand to what it is compared with; the
// numbers are etcd's Compare.CompareResult.
type CompareResult int

// The relations.
const (
	Equal CompareResult = iota
	Greater
	Less
	NotEqual
)

// Compare is a condition on every key of a range. A key that does not exist has
// 0 in every field and no value: a condition on its value never holds.
type Compare struct {
	Key, End string // as in Store.Range
	Target   CompareTarget
	Result   CompareResult
	Number   int64  // what to compare with, but for CompareValue
	Value    []byte // what to compare with for CompareValue
}

// Comparisons returns how many conditions decide what a transaction does: those
// of each, up to the first that does not hold, and of the transactions within
// the side that is taken.
func (s *Store) Comparisons(r *TxnRequest) (n int) {
	ops := r.Success
	for i := range r.Compare {
		n++
		if !s.holds(&r.Compare[i]) {
			ops = r.Failure
			break
		}
	}
	for _, op := range ops {
		if inner, ok := op.(OpTxn); ok {
			n += s.Comparisons(inner.TxnRequest)
		}
	}
	return n
}

// holds evaluates a condition on the store as it is (etcd: etcdserver/apply.go,
// applyCompare and compareKV).
func (s *Store) holds(c *Compare) bool {
	found, held := false, true
	s.ascend(c.Key, c.End, func(it item) bool {
		i := s.records.newest(it.head, s.rev)
		if s.records.at(i).tombstone() {
			return true
		}
		found = true
		kv := s.kv(i, it.key)
		held = c.holds(&kv, s.arena)
		return held
	})
	if !found {
		return c.Target != CompareValue && c.holds(&KeyValue{}, s.arena)
	}
	return held
}

func (c *Compare) holds(kv *KeyValue, arena *Arena) bool {
	var order int
	switch c.Target {
	case CompareVersion:
		order = cmp.Compare(kv.Version, c.Number)
	case CompareCreate:
		order = cmp.Compare(kv.Create, c.Number)
	case CompareMod:
		order = cmp.Compare(kv.Mod, c.Number)
	case CompareValue:
		order = bytes.Compare(arena.Bytes(kv.Value), c.Value)
	case CompareLease:
		order = cmp.Compare(kv.Lease, c.Number)
	}
	switch c.Result {
	case Equal:
		return order == 0
	case NotEqual:
		return order != 0
	case Greater:
		return order > 0
	case Less:
		return order < 0
	}
	return true // a relation that etcd does not know holds
}
