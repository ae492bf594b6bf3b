package mvcc

// Compact drops the history below main revision rev: of each key, what was
// superseded or deleted before rev. Reads and events at rev and later stay
// exactly as they were. It fails with ErrCompacted if rev is not above the last
// compaction, with ErrFutureRev if it is above the current revision, and panics
// inside a write transaction. It costs O(changes + keys).
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
	from := s.firstFrom(Revision{Main: rev})
	kept := make([]uint64, from>>blockBits+1)
	var dead []item
	s.index.Ascend(func(it item) bool {
		switch i := s.records.newest(it.head, rev); {
		case i >= from: // at rev, kept anyway
		case !s.records.at(i).tombstone():
			kept[i>>blockBits] |= 1 << (i & blockMask)
		case i == it.head:
			dead = append(dead, it)
		}
		return true
	})
	for _, it := range dead {
		s.index.Delete(it)
	}
	s.records.retain(kept, from)
	s.sum = digest{}
	return nil
}
