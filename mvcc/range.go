package mvcc

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
)

// SortTarget is the field that a range is sorted by; the numbers are those of
// etcd's RangeRequest.SortTarget.
type SortTarget int

// The fields a range can be sorted by.
const (
	SortByKey SortTarget = iota
	SortByVersion
	SortByCreate
	SortByMod
	SortByValue
)

// SortOrder is the direction of a sort; the numbers are those of etcd's
// RangeRequest.SortOrder.
type SortOrder int

// The directions. SortNone leaves a range in ascending order of key, and sorts
// by any other target in ascending order.
const (
	SortNone SortOrder = iota
	SortAscend
	SortDescend
)

// RangeOptions says what a range returns; the zero value: everything, now, in
// order of key. A bound of 0 is none.
type RangeOptions struct {
	Rev       int64 // read at this main revision; 0 or less: now
	Limit     int64 // at most so many; 0 or less: all
	Target    SortTarget
	Order     SortOrder
	KeysOnly  bool // leave the values empty
	CountOnly bool // return Count alone

	MinMod, MaxMod       int64
	MinCreate, MaxCreate int64
}

// RangeResult is the answer to a range.
type RangeResult struct {
	KVs   []KeyValue
	Count int64 // keys in the range, whatever limit and bounds left out
	More  bool  // the limit cut something off
	Rev   int64 // the store's revision when it was read, not the one read at
}

// Get returns key as it is now.
func (s *Store) Get(key string) (KeyValue, bool) { return s.get(key, s.rev) }

func (s *Store) get(key string, rev int64) (KeyValue, bool) {
	it, ok := s.index.Get(itemOf(key))
	if !ok {
		return KeyValue{}, false
	}
	i := s.records.newest(it.head, rev)
	if s.records.at(i).tombstone() {
		return KeyValue{}, false
	}
	return s.kv(i, it.key), true
}

// Range reads the keys from key to end: the empty end means this one key,
// FromKey all keys from key on, any other is excluded (PrefixEnd makes one for
// a prefix). It fails with ErrCompacted or ErrFutureRev.
func (s *Store) Range(key, end string, o RangeOptions) (RangeResult, error) {
	return s.rangeAt(s.rev, key, end, o)
}

// readable resolves a requested revision against the current one. The order of
// the checks is etcd's.
func (s *Store) readable(current, rev int64) (int64, error) {
	if rev > current {
		return 0, ErrFutureRev
	}
	if rev <= 0 {
		rev = current
	}
	if rev < s.compacted {
		return 0, ErrCompacted
	}
	return rev, nil
}

func (s *Store) rangeAt(current int64, key, end string, o RangeOptions) (RangeResult, error) {
	res := RangeResult{Rev: current}
	rev, err := s.readable(current, o.Rev)
	if err != nil {
		return res, err
	}
	fetch := o.fetchMax()
	s.ascend(key, end, func(it item) bool {
		i := s.records.newest(it.head, rev)
		if s.records.at(i).tombstone() {
			return true
		}
		res.Count++
		if !o.CountOnly && res.Count <= fetch {
			res.KVs = append(res.KVs, s.kv(i, it.key))
		}
		return true
	})
	o.shape(&res, s.arena)
	return res, nil
}

// fetchMax is how many keys are read before bounds, sort and limit apply, as
// in etcd 3.4: a target other than the key without an order still sorts, but
// only what the limit let through (etcdserver/apply.go, applierV3.Range).
func (o *RangeOptions) fetchMax() int64 {
	const all = 1<<63 - 1
	if o.Limit <= 0 || o.Limit == all || o.Order != SortNone ||
		o.MinMod != 0 || o.MaxMod != 0 || o.MinCreate != 0 || o.MaxCreate != 0 {
		return all
	}
	return o.Limit + 1
}

func (o *RangeOptions) shape(res *RangeResult, arena *Arena) {
	if o.MinMod != 0 || o.MaxMod != 0 || o.MinCreate != 0 || o.MaxCreate != 0 {
		res.KVs = slices.DeleteFunc(res.KVs, func(kv KeyValue) bool {
			return o.MaxMod != 0 && kv.Mod > o.MaxMod || kv.Mod < o.MinMod ||
				o.MaxCreate != 0 && kv.Create > o.MaxCreate || kv.Create < o.MinCreate
		})
	}
	if o.Order != SortNone || o.Target != SortByKey {
		o.sort(res.KVs, arena)
	}
	if o.Limit > 0 && int64(len(res.KVs)) > o.Limit {
		res.KVs = res.KVs[:o.Limit]
		res.More = true
	}
	if o.KeysOnly {
		for i := range res.KVs {
			res.KVs[i].Value = 0
		}
	}
}

// sort is stable, so that equal fields leave the keys in ascending order; etcd
// leaves their order open.
func (o *RangeOptions) sort(kvs []KeyValue, arena *Arena) {
	sort.SliceStable(kvs, func(i, j int) bool {
		var c int
		a, b := &kvs[i], &kvs[j]
		switch o.Target {
		case SortByVersion:
			c = cmp.Compare(a.Version, b.Version)
		case SortByCreate:
			c = cmp.Compare(a.Create, b.Create)
		case SortByMod:
			c = cmp.Compare(a.Mod, b.Mod)
		case SortByValue:
			c = bytes.Compare(arena.Bytes(a.Value), arena.Bytes(b.Value))
		default:
			c = strings.Compare(a.Key, b.Key)
		}
		if o.Order == SortDescend {
			return c > 0
		}
		return c < 0
	})
}
