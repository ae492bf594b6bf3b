// Package check watches a cluster from outside and finds out when a property
// of Raft is violated: those of Figure 3, that an acknowledged write is never
// lost, that nothing is promised before it is durable, that quorums overlap, that
// clients' answers keep the order of time, and that a healed cluster lives.
//
// A Monitor is told facts in its own words, by whoever hosts the members: a
// node leads a term, gave its disk entries to write, has them there, promised
// something, committed, applied, answered a client. It knows what each property
// means, and nothing of how the algorithm brings it about: no code is shared
// with core/raft.
//
// The contract:
//
//   - Every fact costs a constant time, amortised. A log is named by the hash
//     of all its entries up to an index, so that two logs are compared at one
//     place, and never walked over.
//   - A state is named by a fingerprint of its contents, which the host keeps up
//     with each change: all members must have the same at each index.
//   - Each entry is kept once for all nodes, in slabs without pointers: about
//     48 bytes. A node's log is a few runs over them. What every node that keeps
//     up has applied and dropped from its log is forgotten, so that the memory
//     of a cluster that takes snapshots stays flat.
//   - Liveness is judged while the host says that nothing is wrong, and the
//     order of clients' answers within the bounds that clients.go tells.
//   - Clone is cheap: a clone shares what neither side has changed since.
//   - What was violated stays so: Found tells all of it.
//
// An example, in which two nodes lead one term:
//
//	m := check.New()
//	m.Restarted(at, 1, 0)
//	m.Restarted(at, 2, 0)
//	m.Led(at, 1, 7)
//	m.Led(at, 2, 7)
//	fmt.Println(m.Found()[0].Property) // election-safety
//
// Properties: Ongaro and Ousterhout, "In Search of an Understandable Consensus
// Algorithm", Figure 3 and §5.
package check
