// Package v2store is the key space of etcd's v2 interface: directories, TTLs,
// compare-and-swap, one index that counts changes, and the window of the last
// 1,000 of them that watches look back into.
//
// The contract. A Store is a value with one owner and no clock: the time is
// an argument, in nanoseconds since 1970, and matters only to the TTL that an
// answer shows; what expires is decided by the log (DeleteExpired, etcd's
// SYNC). Equal operations on equal stores give equal stores: Hash tells.
// Clone costs a few words; the copies share everything until one of them
// changes. Every change raises Index by one and leaves one event; a refused
// operation, and a reading, leave both alone.
//
//	s := v2store.New()
//	e, err := s.Set("/1/message", false, "hello", v2store.TTL{}, now)
//	e, err = s.Get("/1/message", false, now)
//
// Semantics are those of etcd 3.4's etcdserver/api/v2store, error codes and
// causes included; the package oracle beside this one compares them with a
// running etcd. The form is not: etcd keeps a tree of maps with pointers to
// parents, which cannot be cloned cheaply. Here nodes are immutable items in
// two B-trees, one by directory and name, in which a directory's children
// stand side by side, and one by expiry.
package v2store
