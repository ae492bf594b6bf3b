// Package mvcc is a multi-version key-value store with the semantics of etcd
// 3.4: every write transaction takes one main revision, every change in it one
// sub revision, and any revision since the last compaction can be read.
//
// The contract:
//   - A new store is at revision 1. A transaction that changes nothing takes no
//     revision. Deleting leaves a tombstone; the next put of that key starts a
//     new generation with version 1.
//   - After Compact(r) reads at r and later are answered exactly as before,
//     reads below r fail with ErrCompacted.
//   - Clone costs microseconds and shares everything. A write on either side is
//     never seen by the other: index items are immutable, records are written
//     once and appended.
//   - Keys and values live in an Arena that all clones, and all members of a
//     world, share. Equal blobs are stored once, so replaying history adds none.
//     What no clone needs any more, a sweep lets go (Marker).
//   - Watchers read from the store's history, each by its own position: a slow
//     one delays nobody and misses nothing but what is compacted, which it is told.
//   - A Store, its clones and their Arena belong to one goroutine.
//
// In short:
//
//	arena := mvcc.NewArena()
//	s := mvcc.New(arena)
//	s.Put("message", arena.AddString("hello"), 0)            // revision 2
//	tx := s.Begin()
//	tx.Put("a", arena.AddString("1"), 0)                     // revision 3, sub 0
//	tx.DeleteRange("message", "")                            // revision 3, sub 1
//	tx.Commit()
//	old, _ := s.Range("message", "", mvcc.RangeOptions{Rev: 2})
//	fmt.Println(arena.Text(old.KVs[0].Value))                // hello
//
// What a picture of the store needs is read by History, Keys and Recent, with the
// log entry that made each change (Attribute), by IndexRoot and Watchers.Next.
//
// Inside, records without pointers lie in a slab in order of revision, each
// linked to its key's previous record and by a jump pointer further back
// (record.go). A B-tree of immutable items maps a key to its newest record
// (index.go). So "the newest record of this key up to revision r" takes
// O(log n), and the garbage collector has next to nothing to scan.
//
// The semantics follow etcd's server/mvcc (key_index.go, kvstore_txn.go,
// watchable_store.go), v3rpc/key.go and etcdserver/apply.go, release 3.4. Two of its faults are not copied, see
// Compact.
package mvcc
