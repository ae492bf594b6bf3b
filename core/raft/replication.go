package raft

// heartbeat keeps the followers from starting elections, Figure 2: "repeat
// during idle periods to prevent election timeouts (§5.2)". It also repeats
// what may have been lost, §5.3: "the leader retries AppendEntries RPCs
// indefinitely".
func (s *Server) heartbeat(now Time, out Effects) {
	if s.role != Leader || s.checkQuorum(now, out) {
		return
	}
	s.pursueTransfer(now, out)
	s.beginLeaseRound(now)
	s.beginReadRound()
	s.broadcast(HeartbeatDue{}, out)
	s.answerReads(out) // a change of the membership may have made a quorum of those who answered
	out.SetTimer(HeartbeatTimer, now+s.timeouts.Heartbeat)
}

// putOffHeartbeat counts the idle period, Figure 2, from now on, when every
// follower has just been sent the first entries since a commit, or told of the
// commit: that says as well that the leader lives, and its answer tells if
// something was lost. It happens at most twice in a row before a quorum
// answers. Rounds that leases, reads and transfers wait for are not put off.
func (s *Server) putOffHeartbeat(out Effects) {
	if s.options.Lease == 0 && len(s.reads.waiting) == 0 && s.transfer.to == None {
		out.SetTimer(HeartbeatTimer, s.now+s.timeouts.Heartbeat)
	}
}

// broadcast sends AppendEntries to every other server.
func (s *Server) broadcast(why Reason, out Effects) {
	var same Message // to all that lack nothing
	for i := range s.peers {
		p := &s.peers[i]
		if p.ID == s.id {
			continue
		}
		if p.State != StateReplicate || p.Next <= s.log.last {
			s.sendAppend(p, why, out)
			continue
		}
		if same == nil {
			m := s.appendAfter(s.log.last)
			same = s.said.theAppend(&m, &s.log, s.log.last)
		}
		p.told = s.commit
		out.Send(p.ID, same, why)
	}
}

// sendAppend sends what a follower lacks, or a heartbeat, Figure 2: "If last
// log index ≥ nextIndex for a follower: send AppendEntries RPC with log
// entries starting at nextIndex". Once the logs are known to meet, Next moves
// on at once. Where the window is full it is a heartbeat: its answer tells what
// has arrived, and if something was lost.
func (s *Server) sendAppend(p *Progress, why Reason, out Effects) {
	if p.State == StateSnapshot || p.Next <= s.log.before && s.snapshots.newest.Index != 0 {
		s.sendSnapshot(p, LogCompacted{Next: p.Next, First: s.log.First()}, out)
		return
	}
	m := s.appendAfter(p.Next - 1)
	last := p.Next - 1
	if p.State == StateProbe || !s.full(p) {
		var bytes uint64
		if last, bytes = s.upTo(p.Next); p.State == StateReplicate && last >= p.Next {
			p.inflight.add(last, bytes)
			p.Next = last + 1
		}
	}
	p.told = max(p.told, min(s.commit, last))
	out.Send(p.ID, s.said.theAppend(&m, &s.log, last), why)
}

// appendAfter is an AppendEntries without entries, whose entries would follow prev.
func (s *Server) appendAfter(prev Index) AppendEntries {
	return AppendEntries{From: s.id, Term: s.term, PrevIndex: prev, PrevTerm: s.log.Term(prev), Commit: s.commit, Round: s.reads.round}
}

// handleAppendEntries is the receiver's side, Figure 2.
func (s *Server) handleAppendEntries(now Time, m *AppendEntries, out Effects) {
	// "1. Reply false if term < currentTerm (§5.1)"
	if m.Term < s.term {
		s.promise(m.From, AppendRefused{From: s.id, Term: s.term, PrevIndex: m.PrevIndex, Last: s.log.Last(), Round: m.Round},
			s.disk.hardSeq, StaleTerm{Theirs: m.Term, Ours: s.term})
		return
	}
	// A second leader of one term cannot be, unless a rule is off.
	if s.role == Leader {
		return
	}
	s.hearLeader(now, m.From, out)
	m = s.log.beyondSnapshot(m)
	// "2. Reply false if log doesn't contain an entry at prevLogIndex whose
	// term matches prevLogTerm (§5.3)"
	prev := m.PrevIndex
	if have := s.log.Term(prev); prev > s.log.Last() || have != m.PrevTerm {
		if s.rules.On(ConsistencyCheck) {
			s.refuseAppend(m, have)
			return
		}
		prev = min(prev, s.log.Last())
	}
	if len(m.Entries) > 0 {
		s.takeEntries(prev, m.Entries, out)
	}
	match := prev + Index(len(m.Entries))
	s.acceptAppend(m, match, out)
	// "5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit,
	// index of last new entry)"
	if commit := min(m.Commit, match); commit > s.commit {
		s.commit = commit
		out.Commit(commit, s.said.leaderSaysCommitted(LeaderSaysCommitted{Leader: m.From}))
		s.apply(out)
	}
}

// hearLeader notes that a leader of this term is alive, Figure 2: "If
// AppendEntries RPC received from new leader: convert to follower".
func (s *Server) hearLeader(now Time, leader ID, out Effects) {
	s.quiet = now + s.timeouts.ElectionMin
	if s.role == Candidate || s.leader != leader {
		s.becomeFollower(now, leader, FoundLeader{Leader: leader}, out)
		return
	}
	s.resetElectionTimer(now, out)
}

// beyondSnapshot leaves out of a message what a snapshot stands for already,
// which is the same in the leader's log, since it is committed.
func (l *Log) beyondSnapshot(m *AppendEntries) *AppendEntries {
	if m.PrevIndex >= l.before {
		return m
	}
	rest := *m
	rest.Entries = m.Entries[min(int(l.before-m.PrevIndex), len(m.Entries)):]
	rest.PrevIndex, rest.PrevTerm = l.before, l.beforeTerm
	return &rest
}

// refuseAppend tells the leader where the logs may meet, §5.3.
func (s *Server) refuseAppend(m *AppendEntries, have Term) {
	reply := AppendRefused{From: s.id, Term: s.term, PrevIndex: m.PrevIndex, Last: s.log.Last(), Round: m.Round}
	if m.PrevIndex > s.log.Last() {
		s.promise(m.From, reply, s.disk.hardSeq, EntryMissing{PrevIndex: m.PrevIndex, Last: s.log.Last()})
		return
	}
	reply.ConflictTerm, reply.ConflictIndex = have, s.log.firstOfTerm(m.PrevIndex, s.commit+1)
	s.promise(m.From, reply, s.disk.hardSeq, EntryConflicts{PrevIndex: m.PrevIndex, Want: m.PrevTerm, Have: have, First: reply.ConflictIndex})
}

// takeEntries makes the log hold the entries after prev, Figure 2: "3. If an
// existing entry conflicts with a new one (same index but different terms),
// delete the existing entry and all that follow it (§5.3). 4. Append any new
// entries not already in the log".
func (s *Server) takeEntries(prev Index, entries []Entry, out Effects) {
	for i, e := range entries {
		at := prev + 1 + Index(i)
		if at <= s.log.Last() {
			if s.log.Term(at) == e.Term {
				continue
			}
			s.disk.truncated(at, s.log.Last())
			s.log.truncate(at - 1)
			s.forgetAfter(at - 1)
		}
		s.disk.appended(at)
		s.log.append(e)
		s.adopt(at, e, out)
	}
}

// acceptAppend acknowledges entries. Those that are not durable yet are
// acknowledged when they are; a heartbeat does not wait for them.
func (s *Server) acceptAppend(m *AppendEntries, match Index, out Effects) {
	reply := &AppendAccepted{From: s.id, Term: s.term, Match: match, Round: m.Round}
	seq := s.disk.hardSeq
	switch {
	case s.rules.Off(AppendDurable):
	case match > s.disk.index && len(m.Entries) > 0:
		seq = s.disk.lastSeq()
	default:
		reply.Match = min(match, s.disk.index)
	}
	message, why := s.said.theAcceptance(reply), EntriesMatch{}
	if len(m.Entries) == 0 && m.Commit <= s.commit && seq <= s.disk.done && len(s.disk.promises) == 0 {
		out.Send(m.From, message, why) // nothing else is to be done in this step
		return
	}
	s.promise(m.From, message, seq, why)
}

// handleAppendAccepted is the leader's side, Figure 2: "If successful: update
// nextIndex and matchIndex for follower (§5.3)".
func (s *Server) handleAppendAccepted(now Time, p *Progress, m *AppendAccepted, out Effects) {
	if s.role != Leader || m.Term != s.term {
		return
	}
	p.Answered = now
	p.Match = max(p.Match, min(m.Match, s.log.last))
	p.Round = max(p.Round, m.Round)
	switch p.State {
	case StateReplicate:
		p.Next = max(p.Next, p.Match+1)
		p.inflight.arrived(p.Match)
	case StateProbe:
		if p.Match >= p.Next-1 {
			p.replicate()
		}
	case StateSnapshot:
		if p.Match >= p.Snapshot.Index || p.Match >= s.log.before {
			p.replicate()
		}
	}
	if len(s.reads.waiting) > 0 {
		s.answerReads(out)
	}
	if len(s.lease.sent) > 0 {
		s.extendLease(now)
	}
	if p.Match > s.commit { // what others have was counted when they said so
		s.advanceCommit(out)
		if p = s.peer(m.From); p == nil || s.role != Leader { // a change was committed
			return
		}
	}
	if s.transfer.to != None {
		s.handOver(p, out)
	}
	if p.Next <= s.log.last {
		s.sendNew(p, NewEntries{}, out)
	}
	if p.told < s.commit {
		s.tellCommit(p, out)
	}
}

// handleAppendRefused is the leader's side, Figure 2: "If AppendEntries fails
// because of log inconsistency: decrement nextIndex and retry (§5.3)", with
// the follower's hint to pass over a whole term at a time.
func (s *Server) handleAppendRefused(now Time, p *Progress, m AppendRefused, out Effects) {
	if s.role != Leader || m.Term != s.term {
		return
	}
	p.Answered = now
	s.confirm(p, m.Round, out)
	s.extendLease(now)
	// An answer to a message that was overtaken by later knowledge.
	if p.State == StateSnapshot || m.PrevIndex <= p.Match || m.PrevIndex >= p.Next {
		return
	}
	next := m.Last + 1
	if m.ConflictTerm != 0 {
		next = m.ConflictIndex
		// "If the leader has entries of that term, its last one is where to try"
		for i := min(m.PrevIndex, s.log.Last()); i >= m.ConflictIndex && s.log.Term(i) >= m.ConflictTerm; i-- {
			if s.log.Term(i) == m.ConflictTerm {
				next = i + 1
				break
			}
		}
	}
	p.probe(max(p.Match+1, min(next, m.PrevIndex)))
	s.sendAppend(p, BackedUp{Refused: m.PrevIndex, Next: p.Next}, out)
}
