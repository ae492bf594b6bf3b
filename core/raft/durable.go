package raft

// disk is what is known of the disk: what is durable, what is being written,
// and what was promised on the strength of it, §5.1: servers update their
// persistent state on stable storage before responding to RPCs.
type disk struct {
	term  Term  // durable
	vote  ID    // durable
	index Index // the log is durable up to here
	seq   uint64
	done  uint64 // everything up to this write is durable

	hardSeq  uint64 // the newest write that changed the term or the vote
	pending  []pendingWrite
	promises []promise

	// What this step has changed and not written yet.
	hardDirty bool
	dirtyFrom Index // the first new entry, 0 if there is none
	replaced  Index // the last index of what was overwritten, 0 if nothing was

	snapshotDirty bool  // there is a newer snapshot
	compacted     Index // entries up to here were dropped, 0 if none were
}

// pendingWrite is a write that is not durable yet.
type pendingWrite struct {
	seq  uint64
	term Term
	vote ID
	last Index // of the log when all of it is durable
	// snapshot is the index of the one that it holds, or 0.
	snapshot Index
}

// promise is a message that rests on a write.
type promise struct {
	to      ID
	message Message
	seq     uint64
	why     Reason
}

func (d *disk) clone() disk {
	c := *d
	c.pending = append([]pendingWrite(nil), d.pending...)
	c.promises = append([]promise(nil), d.promises...)
	return c
}

// dirty reports whether this step has changed what is to be written.
func (d *disk) dirty() bool {
	return d.hardDirty || d.dirtyFrom != 0 || d.snapshotDirty || d.compacted != 0
}

// lastSeq is the write that all that was done so far rests on.
func (d *disk) lastSeq() uint64 {
	if d.dirty() {
		return d.seq + 1
	}
	return d.seq
}

// appended notes that an entry was appended at an index.
func (d *disk) appended(at Index) {
	if d.dirtyFrom == 0 || at < d.dirtyFrom {
		d.dirtyFrom = at
	}
}

// truncated notes that the entries from an index up to last were removed:
// writes under way that hold them make nothing durable from there on, so an
// answer to them cannot be taken for one to what replaces them.
func (d *disk) truncated(from, last Index) {
	d.replaced = max(d.replaced, last)
	keep := max(from, 1) - 1
	d.index = min(d.index, keep)
	for i := range d.pending {
		d.pending[i].last = min(d.pending[i].last, keep)
	}
}

// setTerm changes the term and the vote, which the next write makes durable.
func (s *Server) setTerm(term Term, vote ID) {
	if s.term == term && s.vote == vote {
		return
	}
	s.term, s.vote = term, vote
	s.disk.hardDirty = true
	s.disk.hardSeq = s.disk.seq + 1
}

// promise sends a message as soon as the write seq is durable.
func (s *Server) promise(to ID, m Message, seq uint64, why Reason) {
	s.disk.promises = append(s.disk.promises, promise{to: to, message: m, seq: seq, why: why})
}

// promiseVote sends a message as soon as the vote that it tells is durable.
func (s *Server) promiseVote(to ID, m Message, why Reason) {
	seq := s.disk.hardSeq
	if s.rules.Off(VoteDurable) {
		seq = 0
	}
	s.promise(to, m, seq, why)
}

// flush writes what the step has changed, and keeps the promises that rest on
// nothing that is still to be written.
func (s *Server) flush(out Effects) {
	d := &s.disk
	if d.compacted != 0 && d.snapshotDirty { // the rule SnapshotDurable is off
		d.seq++
		d.pending = append(d.pending, pendingWrite{seq: d.seq, term: d.term, vote: d.vote, last: d.index})
		out.Write(Write{Seq: d.seq, Term: d.term, Vote: d.vote, Commit: s.commit, Compact: d.compacted}, CompactLog{UpTo: d.compacted})
		d.compacted = 0
	}
	if d.dirty() {
		d.seq++
		w := Write{Seq: d.seq, Term: s.term, Vote: s.vote, Commit: s.commit}
		var why Reason = KeepTerm{}
		if d.dirtyFrom != 0 {
			w.From, w.Entries = d.dirtyFrom, s.log.Slice(d.dirtyFrom, s.log.Last())
			w.chunk = s.log.chunkOf(w.From, s.log.Last())
			if d.replaced != 0 {
				why = ReplaceEntries{From: w.From, To: s.log.Last(), OldLast: d.replaced}
			} else {
				why = s.said.keepEntries(KeepEntries{From: w.From, To: s.log.Last()})
			}
		}
		p := pendingWrite{seq: d.seq, term: s.term, vote: s.vote, last: s.log.Last()}
		if d.compacted != 0 {
			w.Compact, why = d.compacted, CompactLog{UpTo: d.compacted}
		}
		if d.snapshotDirty {
			newest := s.snapshots.newest
			w.Snapshot, p.snapshot, why = &newest, newest.Index, KeepSnapshot{Index: newest.Index}
		}
		d.pending = append(d.pending, p)
		d.hardDirty, d.dirtyFrom, d.replaced, d.snapshotDirty, d.compacted = false, 0, 0, false, 0
		out.Write(w, why)
	}
	if len(d.promises) > 0 {
		s.keepPromises(out)
	}
}

// keepPromises sends what rests on nothing that is still to be written.
func (s *Server) keepPromises(out Effects) {
	d := &s.disk
	kept := 0
	for i := range d.promises {
		p := &d.promises[i]
		if p.seq <= d.done {
			out.Send(p.to, p.message, p.why)
			continue
		}
		if kept != i {
			d.promises[kept] = *p
		}
		kept++
	}
	d.promises = d.promises[:kept] // what is behind is written over soon
}

// written notes what is durable now, and does what waited for it.
func (s *Server) written(now Time, seq uint64, out Effects) {
	d := &s.disk
	for len(d.pending) > 0 && d.pending[0].seq <= seq {
		w := d.pending[0]
		d.pending = d.pending[:copy(d.pending, d.pending[1:])]
		d.done, d.term, d.vote, d.index = w.seq, w.term, w.vote, w.last
		s.snapshots.durable = max(s.snapshots.durable, w.snapshot)
	}
	if self := s.peer(s.id); s.role == Candidate && d.term == s.term && self.voted == noAnswer {
		s.countVote(now, self, out)
	}
	if s.role == Leader {
		s.countOwnCopy()
		s.advanceCommit(out)
	}
	if s.apply(out) && s.role == Leader {
		s.reconfigured(out)
	}
	s.compactLog()
}
