package raft

// Snapshot stands for the entries up to an index, §7. What is in it is the
// owner's: its state after those entries.
type Snapshot struct {
	Index   Index // of the last entry that it stands for; 0 if there is none
	Term    Term  // of that entry
	Payload Payload
	Size    uint64     // of the payload, in bytes
	Members Membership // as of that entry, with Options.Membership
}

// Snapshotted says that the owner has made the snapshot that Effects.Snapshot
// asked for.
type Snapshotted struct {
	Index   Index
	Payload Payload
	Size    uint64
}

// InstallSnapshot brings a part of a snapshot to a follower that needs entries
// which the leader has no more, §7 and Figure 13.
type InstallSnapshot struct {
	From     ID
	Term     Term
	Snapshot Snapshot
	Offset   uint64 // of the part in the payload, in bytes
	Length   uint64 // of the part
}

// SnapshotReply tells how much of a snapshot has come, if not all. All of it is
// answered with AppendAccepted, once it is durable.
type SnapshotReply struct {
	From     ID
	Term     Term
	Index    Index // the snapshot's
	Received uint64
}

// snapshotChunk is the most bytes that an InstallSnapshot carries, unless
// Options say otherwise.
const snapshotChunk = 64 << 10

// snapshots is what a server remembers of snapshots.
type snapshots struct {
	newest   Snapshot // which the log begins after, or before
	durable  Index    // of the newest that is on disk
	making   Index    // asked of the owner; 0 if none is
	incoming Snapshot // of which parts have come
	received uint64   // bytes of it
}

// LastSnapshot returns the newest snapshot that this server has, of Index 0 if
// there is none.
func (s *Server) LastSnapshot() Snapshot { return s.snapshots.newest }

// takeSnapshot asks the owner for a snapshot when enough was applied since the
// last, §7: "one simple strategy is to take a snapshot when the log reaches a
// fixed size".
func (s *Server) takeSnapshot(out Effects) {
	every := s.options.SnapshotEvery
	if every == 0 || s.snapshots.making != 0 || s.applied < s.snapshots.newest.Index+every {
		return
	}
	s.snapshots.making = s.applied
	out.Snapshot(s.applied)
}

// snapshotted writes a snapshot that was made. The log is cut when it is
// durable.
func (s *Server) snapshotted(e Snapshotted, out Effects) {
	if e.Index == 0 || e.Index != s.snapshots.making {
		return
	}
	s.snapshots.making = 0
	if e.Index <= s.snapshots.newest.Index {
		return // one of the leader's has overtaken it
	}
	s.snapshots.newest = Snapshot{Index: e.Index, Term: s.log.Term(e.Index), Payload: e.Payload, Size: e.Size, Members: s.membershipAt(e.Index)}
	s.disk.snapshotDirty = true
	if s.rules.Off(SnapshotDurable) {
		s.compactLog()
	}
}

// restore hands over the newest snapshot, once it is durable, if it is ahead of
// what was applied.
func (s *Server) restore(out Effects) {
	newest := s.snapshots.newest
	if newest.Index > s.applied && s.snapshots.durable >= newest.Index {
		s.applied = newest.Index
		out.Restore(newest)
	}
}

// sendSnapshot sends a follower the part of a snapshot that it needs next. One
// of which it has a part is sent to its end, though there may be a newer.
func (s *Server) sendSnapshot(p *Progress, why Reason, out Effects) {
	if p.State != StateSnapshot || p.Offset == 0 {
		p.probe(p.Next)
		p.State, p.Snapshot = StateSnapshot, s.snapshots.newest
	}
	out.Send(p.ID, InstallSnapshot{From: s.id, Term: s.term, Snapshot: p.Snapshot, Offset: p.Offset,
		Length: min(s.SnapshotChunk(), p.Snapshot.Size-p.Offset)}, why)
}

// SnapshotChunk returns the most bytes of a snapshot that a message carries.
func (s *Server) SnapshotChunk() uint64 { return orElse(s.options.SnapshotChunk, snapshotChunk) }

// handleInstallSnapshot is the receiver's side, Figure 13.
func (s *Server) handleInstallSnapshot(now Time, m InstallSnapshot, out Effects) {
	// "1. Reply immediately if term < currentTerm"
	if m.Term < s.term {
		s.promise(m.From, SnapshotReply{From: s.id, Term: s.term, Index: m.Snapshot.Index}, s.disk.hardSeq, StaleTerm{Theirs: m.Term, Ours: s.term})
		return
	}
	if s.role == Leader {
		return
	}
	s.hearLeader(now, m.From, out)
	snap := m.Snapshot
	if snap.Index <= s.commit && s.rules.On(SnapshotLate) {
		s.promise(m.From, AppendAccepted{From: s.id, Term: s.term, Match: min(s.commit, s.disk.index)}, s.disk.hardSeq,
			HasSnapshot{Index: snap.Index, Commit: s.commit})
		return
	}
	// "2. Create new snapshot file if first chunk (offset is 0). 3. Write data
	// into snapshot file at given offset. 4. Reply and wait for more data
	// chunks if done is false"
	in := &s.snapshots
	if in.incoming.Index != snap.Index || in.incoming.Term != snap.Term {
		in.incoming, in.received = snap, 0
	}
	if m.Offset == in.received {
		in.received += min(m.Length, snap.Size-in.received)
	}
	if in.received < snap.Size {
		s.promise(m.From, SnapshotReply{From: s.id, Term: s.term, Index: snap.Index, Received: in.received}, s.disk.hardSeq,
			ChunkTaken{Received: in.received, Size: snap.Size})
		return
	}
	in.incoming, in.received = Snapshot{}, 0
	s.install(snap, m.From, out)
}

// install puts a snapshot in the place of the log, Figure 13: "6. If existing
// log entry has same index and term as snapshot's last included entry, retain
// log entries following it and reply. 7. Discard the entire log. 8. Reset state
// machine using snapshot contents". The state machine waits until it is
// durable.
func (s *Server) install(snap Snapshot, from ID, out Effects) {
	var why Reason = SnapshotMatches{Index: snap.Index}
	if s.log.Term(snap.Index) != snap.Term {
		why = SnapshotInstalled{Index: snap.Index}
		s.disk.truncated(0, s.log.Last())
		s.disk.replaced = 0
		s.log.reset(snap.Index, snap.Term)
		s.restartMembership(snap)
		s.snapshots.newest, s.snapshots.making = snap, 0
		s.disk.snapshotDirty = true
	}
	if snap.Index > s.commit {
		s.commit = snap.Index
		out.Commit(s.commit, SnapshotCommitted{Leader: from, Index: snap.Index})
	}
	s.apply(out)
	s.promise(from, AppendAccepted{From: s.id, Term: s.term, Match: snap.Index}, s.disk.lastSeq(), why)
}

// handleSnapshotReply is the leader's side.
func (s *Server) handleSnapshotReply(now Time, p *Progress, m SnapshotReply, out Effects) {
	if s.role != Leader || m.Term != s.term {
		return
	}
	p.Answered = now
	if p.State != StateSnapshot || m.Index != p.Snapshot.Index || m.Received >= p.Snapshot.Size || m.Received == p.Offset {
		return
	}
	p.Offset = m.Received
	s.sendSnapshot(p, NextChunk{Offset: p.Offset, Size: p.Snapshot.Size}, out)
}
