package mvcc

// Change is one change of one key as the store keeps it.
type Change struct {
	KeyValue        // of a deletion only Key, Mod and ModRev
	Delete   bool   // a tombstone
	Entry    uint64 // of the log, that made it; 0 if nobody said (Attribute)
	Term     uint64 // of that entry
}

func (s *Store) change(i uint32, key string) Change {
	r := s.records.at(i)
	return Change{KeyValue: s.kv(i, key), Delete: r.tombstone(), Entry: uint64(r.entry), Term: s.termOf(r.entry)}
}

// History calls fn with the changes of a key that the store still keeps, the
// newest up to main revision `to` first (0 or less: now), until fn returns false.
// fn must not write to the store. It costs O(log n) and a step for each change.
func (s *Store) History(key string, to int64, fn func(Change) bool) {
	it, ok := s.index.Get(itemOf(key))
	if !ok {
		return
	}
	if to <= 0 {
		to = s.rev
	}
	for i := s.records.newest(it.head, to); s.records.at(i) != &none; i = s.records.at(i).prev {
		if !fn(s.change(i, it.key)) {
			return
		}
	}
}

// Keys calls fn with the newest change of each key from a key on, in order of
// key, until fn returns false. Keys that are deleted and not compacted away are
// among them. fn must not write to the store.
func (s *Store) Keys(from string, fn func(newest Change) bool) {
	s.index.AscendGreaterOrEqual(itemOf(from), func(it item) bool { return fn(s.change(it.head, it.key)) })
}

// KeysBefore is Keys for the keys before a key, in descending order.
func (s *Store) KeysBefore(key string, fn func(newest Change) bool) {
	s.index.DescendLessOrEqual(itemOf(key), func(it item) bool { return it.key == key || fn(s.change(it.head, it.key)) })
}

// Indexed is the number of keys in the index: those that exist, and those that
// are deleted and not compacted away.
func (s *Store) Indexed() int { return s.index.Len() }

// Recent calls fn with the changes that the store keeps, newest first, until fn
// returns false. fn must not write to the store.
func (s *Store) Recent(fn func(Change) bool) {
	for i := s.records.n; i > 1; {
		i--
		if r := s.records.at(i); r != &none && !fn(s.change(i, s.arena.Text(r.key))) {
			return
		}
	}
}
