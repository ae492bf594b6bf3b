package mvcc

// Txn is a write transaction: its changes share one main revision. Only one
// may be open on a store, and it must be ended with Commit. There is no way
// back from a change: check everything that could fail first, as etcd does.
// Reads through the store do not see its changes before Commit.
type Txn struct {
	s    *Store
	main int64 // the revision its changes get
	sub  int64 // changes so far
}

// Begin opens a write transaction. It panics if one is open already.
func (s *Store) Begin() Txn {
	s.mustRest("begin")
	s.writing = true
	return Txn{s: s, main: s.rev + 1}
}

// Put sets key to v under lease (0: none) and returns the change's revision
// and, where the key existed, what was there before.
func (t *Txn) Put(key string, v Value, lease int64) (rev Revision, prev KeyValue, existed bool) {
	s := t.s
	next := s.records.n
	it := itemOf(key)
	r := record{value: v, main: t.main, sub: uint32(t.sub), lease: lease, create: t.main, version: 1}
	// One walk through the index both puts the item and tells what was there. A
	// key that is known is from then on the caller's, which never changes; what it
	// pins is the entry that holds the value, too.
	it.head = next
	if old, ok := s.index.ReplaceOrInsert(it); ok {
		it.key = old.key
		r.prev = old.head
		p := s.records.at(old.head)
		r.key = p.key
		if existed = !p.tombstone(); existed {
			r.create, r.version = p.create, p.version+1
			prev = s.kv(old.head, old.key)
		}
	} else {
		r.key = s.arena.AddString(key)
		it.key = s.arena.Text(r.key)
		s.index.ReplaceOrInsert(it)
	}
	if !existed {
		s.live++
	}
	s.attach(it.key, prev.Lease, lease)
	s.push(&r)
	t.sub++
	return r.rev(), prev, existed
}

// DeleteRange deletes the keys of a range (see Store.Range for end) and returns
// what was deleted, in order of key; empty if nothing was there.
func (t *Txn) DeleteRange(key, end string) []KeyValue {
	s := t.s
	var gone []KeyValue
	var items []item
	s.ascend(key, end, func(it item) bool {
		if !s.records.at(it.head).tombstone() {
			gone = append(gone, s.kv(it.head, it.key))
			items = append(items, it)
		}
		return true
	})
	for i, it := range items {
		s.attach(it.key, gone[i].Lease, 0)
		r := record{key: s.records.at(it.head).key, main: t.main, sub: uint32(t.sub), prev: it.head}
		it.head = s.records.n
		s.index.ReplaceOrInsert(it)
		s.push(&r)
		t.sub++
	}
	s.live -= len(items)
	return gone
}

// Range reads as Store.Range does, the transaction's own changes included: they
// are at Revision().
func (t *Txn) Range(key, end string, o RangeOptions) (RangeResult, error) {
	return t.s.rangeAt(t.Revision(), key, end, o)
}

// Get reads one key as the transaction has left it.
func (t *Txn) Get(key string) (KeyValue, bool) { return t.s.get(key, t.Revision()) }

// Revision is the main revision that the transaction's reads show: one above
// the store's as soon as it has changed something.
func (t *Txn) Revision() int64 {
	if t.sub == 0 {
		return t.s.rev
	}
	return t.main
}

// Changes is the number of changes so far.
func (t *Txn) Changes() int { return int(t.sub) }

// Commit ends the transaction and returns the revision of its last change. One
// that changed nothing takes no revision: the store's is returned with Sub 0.
func (t *Txn) Commit() Revision {
	t.s.writing = false
	if t.sub == 0 {
		return Revision{Main: t.s.rev}
	}
	t.s.rev = t.main
	return Revision{t.main, t.sub - 1}
}

// Put is a transaction of one Txn.Put.
func (s *Store) Put(key string, v Value, lease int64) (rev Revision, prev KeyValue, existed bool) {
	tx := s.Begin()
	rev, prev, existed = tx.Put(key, v, lease)
	tx.Commit()
	return rev, prev, existed
}

// DeleteRange is a transaction of one Txn.DeleteRange. The revision is the
// store's afterwards: unchanged where nothing was deleted.
func (s *Store) DeleteRange(key, end string) (Revision, []KeyValue) {
	tx := s.Begin()
	gone := tx.DeleteRange(key, end)
	return tx.Commit(), gone
}
