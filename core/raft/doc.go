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
//	durable.go      §5.1, nothing is promised before what it rests on is durable
//	log.go          the log
//	rules.go        each safety rule, which can be switched off
//	options.go      the extensions, which can be switched on
//	code.go, code_message.go, code_reason.go  a server as bytes
//
// Each extension has a file of its own and is off unless Options says
// otherwise:
//
//	feature                          source               file
//	pre-vote                         dissertation §9.6    prevote.go
//	votes ignored beside a leader    dissertation §4.2.3  prevote.go
//	a leader checks its quorum       dissertation §6.2    prevote.go
//	leadership transfer              dissertation §3.10   transfer.go
//	lease reads                      dissertation §6.4.1  lease.go
//	snapshots, log compaction        §7                   snapshot.go
//	changes of the membership        dissertation ch. 4   membership.go
//	reads that share a round         dissertation §6.4    readindex.go
//
// The contract. A Server is a value with a single owner. Step hands it one
// event and the time, and it tells an Effects what is to be done, in order,
// each with a typed reason. It has no clock, no goroutine, no disk, no network
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
