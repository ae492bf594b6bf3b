package raft

// Effects receives what a step brings about, in order. Its methods are the
// closed set of effects; what they are given may be kept, and not be changed.
type Effects interface {
	// Send sends a message.
	Send(to ID, m Message, why Reason)
	// Write gives the disk something to write. The answer is a Written event.
	Write(w Write, why Reason)
	// SetTimer makes a timer run out at a moment, and not when it was to
	// before. The answer is a Timeout event.
	SetTimer(t Timer, at Time)
	// StopTimer makes a timer not run out.
	StopTimer(t Timer)
	// Become tells that the role, the term or the known leader has changed.
	Become(role Role, term Term, leader ID, why Reason)
	// Vote tells how a candidate counts a vote.
	Vote(from ID, why Reason)
	// Commit tells that everything up to an index is known to be committed.
	Commit(index Index, why Reason)
	// Apply hands over the entries after one index, up to another.
	Apply(after, upTo Index)
	// Snapshot asks for a snapshot of what has been applied, which is up to the
	// index. The answer is a Snapshotted event.
	Snapshot(upTo Index)
	// Restore hands over a snapshot that takes the place of all that has been
	// applied.
	Restore(s Snapshot)
	// Changes returns what an entry of the kind ConfigChange changes, which only
	// the owner can read. It always returns the same for the same payload, and
	// is asked only with Options.Membership.
	Changes(p Payload) []Change
	// ReadReady tells that the Read with this Seq may be answered from a state
	// that has applied the index.
	ReadReady(seq uint64, index Index)
	// Drop tells that a proposal or a read can go nowhere at present.
	Drop(event Event, why Reason)
}

// Write is something for the disk: the term and the vote, and entries that
// replace the log from an index on.
type Write struct {
	Seq     uint64 // from 1, by one
	Term    Term
	Vote    ID
	Commit  Index
	From    Index   // of the first entry
	Entries []Entry // none if From is 0
	// Snapshot is a newer snapshot, nil if there is none. The log begins anew
	// after it unless it has the snapshot's last entry.
	Snapshot *Snapshot
	Compact  Index // the entries up to here can go

	chunk *logChunk // of the server's log, in which all Entries lie, or nil
}

// Apply makes a write part of what is stored. The owner does so when the write
// is durable.
func (w Write) Apply(to *Stored) {
	to.Term, to.Vote, to.Commit = w.Term, w.Vote, w.Commit
	if w.Snapshot != nil {
		to.Snapshot = *w.Snapshot
		to.Log.install(to.Snapshot)
	}
	to.Log.compact(w.Compact)
	if w.From == 0 {
		return
	}
	to.Log.truncate(w.From - 1)
	if w.chunk != nil && to.Log.Last() == w.From-1 {
		to.Log.share(w.Entries, w.chunk)
		return
	}
	for _, e := range w.Entries {
		to.Log.append(e)
	}
}
