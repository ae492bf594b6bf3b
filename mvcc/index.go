package mvcc

import "github.com/google/btree"

// degree trades the put's speed among many keys (wide nodes) against the path
// copied by the first write after a clone (narrow nodes).
const degree = 32

// item is what the index knows of a key. It is never changed, only replaced:
// clones share tree nodes and what those hold.
type item struct {
	prefix uint64 // the key's first 8 bytes, big-endian: most comparisons end here
	key    string
	head   uint32 // the key's newest record
}

func newIndex() *btree.BTreeG[item] { return btree.NewG(degree, less) }

func less(a, b item) bool {
	if a.prefix != b.prefix {
		return a.prefix < b.prefix
	}
	return a.key < b.key
}

func itemOf(key string) item { return item{prefix: prefixOf(key), key: key} }

func prefixOf(key string) uint64 {
	if len(key) >= 8 {
		return uint64(key[0])<<56 | uint64(key[1])<<48 | uint64(key[2])<<40 | uint64(key[3])<<32 |
			uint64(key[4])<<24 | uint64(key[5])<<16 | uint64(key[6])<<8 | uint64(key[7])
	}
	var p uint64
	for i := range len(key) {
		p |= uint64(key[i]) << (56 - 8*i)
	}
	return p
}

// FromKey as the end of a range means: all keys from the first one on.
const FromKey = "\x00"

// PrefixEnd returns the end of the range that starts at prefix and holds
// exactly the keys that begin with it: FromKey where no key can follow them.
// etcd: clientv3.GetPrefixRangeEnd.
func PrefixEnd(prefix string) string {
	for i := len(prefix) - 1; i >= 0; i-- {
		if c := prefix[i]; c < 0xff {
			return prefix[:i] + string([]byte{c + 1})
		}
	}
	return FromKey
}

// ascend calls fn with every item of [key, end) in order of key, tombstones
// included. end is as in Range.
func (s *Store) ascend(key, end string, fn func(item) bool) {
	switch end {
	case "":
		if it, ok := s.index.Get(itemOf(key)); ok {
			fn(it)
		}
	case FromKey:
		s.index.AscendGreaterOrEqual(itemOf(key), fn)
	default:
		s.index.AscendRange(itemOf(key), itemOf(end), fn)
	}
}
