package mvcc

// Compact drops the history below main revision rev: of each key, what was
// superseded or deleted before rev. Reads and events at rev and later stay
// exactly as they were. It fails with ErrCompacted if rev is not above the last
// compaction, with ErrFutureRev if it is above the current revision, and panics
// inside a write transaction. It costs O(changes + keys), and shares nothing
// with earlier clones afterwards.
//
// All changes at rev itself are kept. etcd 3.4 keeps only one per key by its
// main revision, and so loses the value of a key that is deleted and put again
// at rev, and hides deletes at rev from watchers.
func (s *Store) Compact(rev int64) error {
	s.mustRest("compact")
	if rev <= s.compacted {
		return ErrCompacted
	}
	if rev > s.rev {
		return ErrFutureRev
	}
	s.compacted = rev
	moved := s.survivors(rev)
	s.rebuild(moved)
	s.sum = digest{}
	return nil
}

// survivors returns, for every record, whether it is kept: not zero.
func (s *Store) survivors(rev int64) []uint32 {
	kept := make([]uint32, s.records.n)
	s.index.Ascend(func(it item) bool {
		i := s.records.newest(it.head, rev)
		if !s.records.at(i).tombstone() {
			kept[i] = 1
		}
		return true
	})
	for i := s.firstFrom(Revision{Main: rev}); int(i) < s.records.n; i++ {
		kept[i] = 1
	}
	return kept
}

// rebuild copies the kept records to a new slab, in the same order, and points
// the index at them. moved becomes the map from old to new place. A record's
// prev is kept only if everything between them is: dropped ones become 0.
func (s *Store) rebuild(moved []uint32) {
	records := newSlab()
	records.push(record{})
	for i := range moved {
		if moved[i] == 0 {
			continue
		}
		r := *s.records.at(uint32(i))
		r.prev = moved[r.prev]
		records.link(&r)
		moved[i] = uint32(records.n)
		records.push(r)
	}
	index := newIndex()
	s.index.Ascend(func(it item) bool {
		if it.head = moved[it.head]; it.head != 0 {
			index.ReplaceOrInsert(it)
		}
		return true
	})
	s.records, s.index = records, index
}
