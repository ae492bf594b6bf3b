// Package lease is etcd's lessor: which leases there are, and when they run out.
//
// The contract:
//   - What the log decides is the same on all members: Grant, Revoke,
//     Checkpoint. The keys of a lease are those that the store has under it
//     (mvcc.Store.Leased), so that attaching, moving and detaching a key are
//     part of putting and deleting it.
//   - When a lease runs out only the primary knows, which is the member that
//     leads. On every other member a lease lives for ever. Expired tells the
//     primary what is due; a revoke through the log carries it out.
//   - Promote makes a member the primary. It cannot know what was renewed where
//     it did not look, so every lease gets its whole time anew, and some more:
//     a change of leader may lengthen the life of a lease, never shorten it.
//     A checkpoint keeps long leases from living anew with every change.
//   - Time is an argument, in nanoseconds since any fixed moment.
//   - Clone shares everything and costs well under a microsecond. A Lessor
//     belongs to one goroutine.
//
// In short:
//
//	l := lease.New(2)                              // TTLs are at least 2 s
//	l.Promote(now, second)                         // on the leader
//	id, ttl, _ := l.Grant(now, 7, 10)              // as the log says
//	store.Put("k", v, 7)
//	l.Renew(now+3*second, 7)                       // 10 s from there
//	for _, id := range l.Expired(now, 500) { … }   // propose to revoke it
//	l.Revoke(store, 7)                             // as the log says
//
// The semantics are those of etcd 3.4, lease/lessor.go.
package lease
