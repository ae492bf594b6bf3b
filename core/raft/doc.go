// Package raft is the Raft consensus algorithm, for one server.
//
// "The paper" is Ongaro and Ousterhout, In Search of an Understandable
// Consensus Algorithm (extended version, 2014); "the dissertation" is Ongaro,
// Consensus: Bridging Theory and Practice (2014). The files follow the paper:
//
//	state.go        Figure 2, "State"
//	message.go      Figure 2, the RPCs, as messages
//	event.go        what can happen to a server
//	effect.go       what a server can bring about
//	reason.go       why it does so
//	election.go     §5.2 and §5.4.1, leader election
//	replication.go  §5.3, log replication with fast backtracking
//	commit.go       §5.3 and §5.4.2, what is committed, and its application
//	propose.go      §8, a client's proposals, and their way to the leader
//	readindex.go    dissertation §6.4, linearizable reads without a log entry
//	flow.go         what is on its way to each follower, and its bounds
//	durable.go      §5.1, nothing is promised before what it rests on is durable
//	log.go          the log
//	rules.go        each safety rule, which can be switched off
//	options.go      the extensions, which can be switched on
//	code.go, code_message.go, code_reason.go  a server as bytes
//
// Every feature, where it comes from, and its file. D is the dissertation. Those
// below the line are extensions, which are off, or without bounds that anybody
// would meet, unless Options say otherwise:
//
//	feature                                        source           file
//	leader election, random timeouts               §5.2, §5.4.1     election.go
//	log replication, fast backtracking             §5.3             replication.go
//	commitment by counting, of the own term alone  §5.4.2           commit.go
//	a no-op at the start of a term                 §8               election.go
//	proposals passed on, and taken once            §8               propose.go
//	linearizable reads by ReadIndex                D§6.4            readindex.go
//	reads asked at a follower                      D§6.4            readindex.go
//	durable before promised                        §5.1             durable.go
//	a leader writes while it sends                 D§10.2.1         durable.go
//	several writes under way, the ABA case         D§10.2.1         durable.go
//	probe, replicate, snapshot                     etcd's tracker   flow.go
//	a window of messages and bytes, pipelining     D§10.2.2, etcd   flow.go
//	batching, bounded messages                     D§10.2.2, etcd   flow.go, propose.go
//	a limit on uncommitted bytes                   etcd             flow.go
//	entries shared, never rewritten                -                log.go
//	messages that cost no allocation of their own  -                said.go
//	safety rules, each a switch                    -                rules.go
//	----
//	pre-vote                                       D§9.6            prevote.go
//	votes ignored beside a leader                  D§4.2.3          prevote.go
//	a leader checks its quorum                     D§6.2            prevote.go
//	leadership transfer                            D§3.10           transfer.go
//	lease reads                                    D§6.4.1          lease.go
//	reads that share a round                       D§6.4            readindex.go
//	snapshots, in parts, and log compaction        §7               snapshot.go, compaction.go
//	changes of the membership, one at a time       D§4.1, D§4.2     membership.go
//	changes that take effect when applied          etcd             membership.go
//	joint consensus                                §6, D§4.3        membership.go
//	learners, promoted when caught up              D§4.2.1          membership.go
//	options by name                                -                named.go
//
// The contract. A Server is a value with a single owner. Step hands it one
// event and the time, and it tells an Effects what is to be done, in order,
// each with a typed reason. Propose, Written and Receive are Step for the most
// frequent events, without making an Event of them. It has no clock, no goroutine, no disk, no network
// and no randomness but that of its own seed.
//
//	s := raft.New(raft.Config{ID: 1, Peers: []raft.ID{1, 2, 3}, Timeouts: raft.Paper}, raft.Stored{})
//	s.Start(now, effects)
//	s.Step(now, raft.Timeout{Timer: raft.ElectionTimer}, effects)
//
// Time is virtual, in nanoseconds, and its zero is the owner's. A payload is a
// handle that the owner understands and the algorithm never looks into.
//
// Two things differ from the letter of Figure 2, and change no property of it.
// RPCs are pairs of messages, so that a reply can be late, lost or doubled like
// everything else. And writing to disk takes time: a promise (a vote, an
// acknowledgement, a candidacy) is held back until the write that it rests on
// is durable, and a leader counts its own copy of an entry only then.
package raft
