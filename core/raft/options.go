package raft

// Options are the extensions of the algorithm that a server uses. The zero
// value is the algorithm of the paper alone.
type Options struct {
	// PreVote has a server ask whether it would be elected before it stands,
	// §9.6 of the dissertation, so that one that cannot win disturbs nobody.
	PreVote bool
	// CheckQuorum has a leader step down that a quorum has not answered for
	// Timeouts.ElectionMin, dissertation §6.2.
	CheckQuorum bool
	// KeepLeader has a server that heard a leader within Timeouts.ElectionMin
	// take no notice of requests for votes, dissertation §4.2.3.
	KeepLeader bool
	// Lease is for how long a leader reads without another round of messages
	// after one that a quorum has acknowledged, dissertation §6.4.1; 0 is not at
	// all. It is Timeouts.ElectionMin divided by the bound on how much faster a
	// clock can be than another. With it voters keep their leader in any case.
	Lease Time
	// BatchReads has all reads that come while a round of messages is under way
	// share the next one, instead of beginning one each, dissertation §6.4.
	BatchReads bool
	// SnapshotEvery is how many entries are applied between one snapshot and the
	// next, §7; 0 is no snapshots. SnapshotTrail is how many of the entries
	// that a snapshot stands for the log keeps, for followers that are a little
	// behind.
	SnapshotEvery, SnapshotTrail Index
	// SnapshotChunk is the most bytes of a snapshot in a message; 0 is 64 KiB.
	SnapshotChunk uint64
	// MessageEntries and MessageBytes are the most entries and bytes of payloads
	// that a message carries, though one entry always fits; 0 is 64 and 1 MiB.
	MessageEntries, MessageBytes uint64
	// InflightMessages and InflightBytes bound what is on its way to a follower
	// without an answer, as etcd's max-inflight-msgs does; 0 is 16 messages and
	// 4 MiB. Entries that come while a window is full share the next message.
	InflightMessages, InflightBytes uint64
	// UncommittedBytes is how many bytes of payloads a leader takes that it has
	// not committed; 0 is 16 MiB.
	UncommittedBytes uint64
	// Membership has entries of the kind ConfigChange change who takes part,
	// dissertation chapter 4. It stays as it is while a server lives.
	Membership bool
	// ChangeOnApply has a change of the membership take effect when it is
	// applied, as in etcd, rather than when it is in the log, dissertation §4.1.
	// The quorum of before commits it, so that one server can take a second
	// that does not run yet. It stays as it is while a server lives.
	ChangeOnApply bool
}

// Code walks over the options.
func (o *Options) Code(c Coder) {
	c.Bool(&o.PreVote)
	c.Bool(&o.CheckQuorum)
	c.Bool(&o.KeepLeader)
	code(c, &o.Lease)
	c.Bool(&o.BatchReads)
	code(c, &o.SnapshotEvery)
	code(c, &o.SnapshotTrail)
	c.Uint64(&o.SnapshotChunk)
	c.Uint64(&o.MessageEntries)
	c.Uint64(&o.MessageBytes)
	c.Uint64(&o.InflightMessages)
	c.Uint64(&o.InflightBytes)
	c.Uint64(&o.UncommittedBytes)
	c.Bool(&o.Membership)
	c.Bool(&o.ChangeOnApply)
}

// Options returns which extensions the server uses.
func (s *Server) Options() Options { return s.options }

// SetOptions has the server use other extensions, from the next event on.
func (s *Server) SetOptions(o Options) { s.options = o }
