package mvcc

import "github.com/google/btree"

// Store is the whole history of a key space since its last compaction. Make
// one with New; see the package comment for the contract.
type Store struct {
	arena     *Arena
	index     *btree.BTreeG[item]
	records   slab // in order of revision
	rev       int64
	compacted int64
	live      int                       // keys that exist at rev
	leased    *btree.BTreeG[attachment] // nil as long as no key ever was under a lease
	writing   bool
	sum       digest
	origin    origin   // of the changes to come
	origins   []origin // of each term's first change; never changed in place
}

// KeyValue is a key as one change left it. A deleted key in an Event has only
// Key, Mod and ModRev. Lease 0 is none.
type KeyValue struct {
	Key     string
	Value   Value
	Create  int64 // main revision of the generation's first put
	Mod     int64 // main revision of this change
	Version int64 // puts in this generation, from 1
	Lease   int64
	ModRev  Revision // Mod with its sub revision
}

// New returns an empty store at revision 1 whose bytes lie in arena.
func New(arena *Arena) *Store {
	s := &Store{arena: arena}
	s.reset()
	return s
}

func (s *Store) reset() {
	s.index = newIndex()
	s.records = newSlab()
	s.rev, s.compacted, s.live = 1, -1, 0
	s.leased = nil
	s.sum = digest{}
	s.origin, s.origins = origin{}, nil
}

// Clone returns a store with the same contents, which from then on changes
// independently. It takes about a microsecond whatever the size; the first
// writes on either side copy a path of the index each. It panics inside a
// write transaction.
func (s *Store) Clone() *Store {
	s.mustRest("clone")
	c := *s
	c.index = s.index.Clone()
	if s.leased != nil {
		c.leased = s.leased.Clone()
	}
	return &c
}

func (s *Store) mustRest(what string) {
	if s.writing {
		panic("mvcc: " + what + " inside a write transaction")
	}
}

// Arena returns where the store's bytes lie.
func (s *Store) Arena() *Arena { return s.arena }

// Revision is the main revision of the last transaction that changed anything,
// 1 if none has.
func (s *Store) Revision() int64 { return s.rev }

// Compacted is the revision of the last compaction, -1 if none was, as in etcd.
func (s *Store) Compacted() int64 { return s.compacted }

// Len is the number of keys that exist now.
func (s *Store) Len() int { return s.live }

// Records is the number of changes kept, tombstones included.
func (s *Store) Records() int { return s.records.count }

func (s *Store) kv(i uint32, key string) KeyValue {
	r := s.records.at(i)
	return KeyValue{
		Key: key, Value: r.value, Create: r.create, Mod: r.main,
		Version: int64(r.version), Lease: r.lease, ModRev: r.rev(),
	}
}
