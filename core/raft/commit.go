package raft

// advanceCommit commits what a quorum has, Figure 2: "If there exists an N
// such that N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term
// == currentTerm: set commitIndex = N (§5.3, §5.4)". The followers are told at
// once.
func (s *Server) advanceCommit(out Effects) {
	n, copies := s.quorumMatch()
	if n <= s.commit {
		return
	}
	if s.rules.On(CommitOwnTerm) && s.log.Term(n) != s.term {
		return
	}
	for i := max(s.commit, s.log.before) + 1; i <= n; i++ {
		s.uncommitted -= uint64(s.log.size(i))
	}
	s.commit = n
	out.Commit(n, s.said.storedByQuorum(StoredByQuorum{Copies: copies, Servers: s.voters, Term: s.log.Term(n)}))
	changed := s.apply(out)
	if changed {
		defer s.reconfigured(out)
	}
	if s.startReads(out) {
		s.finishChange(s.now, out)
		return // the round's messages tell it
	}
	all := true // are sent what they lack, so that an answer tells what was lost
	for i := range s.peers {
		p := &s.peers[i]
		if p.ID == s.id {
			continue
		}
		if p.State != StateReplicate {
			all = false
			continue
		}
		all = all && !s.full(p)
		s.sendAppend(p, CommitNews{}, out)
	}
	if all {
		s.putOffHeartbeat(out)
	}
	s.finishChange(s.now, out)
}

// quorumMatch returns the highest index above the commit index that a quorum
// has, and how many have it.
func (s *Server) quorumMatch() (n Index, copies int) {
	n = s.commit
	tried := n // what several have is tried once
	for i := range s.peers {
		candidate := s.peers[i].Match
		if candidate <= n || candidate == tried {
			continue
		}
		tried = candidate
		if quorum, count := s.quorate(func(p *Progress) bool { return p.Match >= candidate }); quorum {
			n, copies = candidate, count
		}
	}
	return n, copies
}

// countOwnCopy notes what a leader itself has: its own copy counts as far as it
// is durable.
func (s *Server) countOwnCopy() {
	own := s.peer(s.id)
	own.State, own.Next, own.Match = StateReplicate, s.log.Last()+1, s.disk.index
	if s.rules.Off(AppendDurable) {
		own.Match = s.log.Last()
	}
}

// apply hands over what is committed, Figure 2: "If commitIndex > lastApplied:
// increment lastApplied, apply log[lastApplied] to state machine (§5.3)". What
// is not on the own disk yet waits for it. It reports whether the server uses
// another configuration from now on.
func (s *Server) apply(out Effects) (changed bool) {
	s.restore(out)
	if s.applied < s.log.before {
		if s.rules.On(SnapshotDurable) {
			return false // the snapshot is not durable yet
		}
		s.applied = s.log.before // and was lost
	}
	upTo := min(s.commit, s.log.Last())
	if s.rules.On(AppendDurable) {
		upTo = min(upTo, s.disk.index)
	}
	if upTo > s.applied {
		after := s.applied
		s.applied = upTo
		changed = s.adoptApplied(after, upTo, out)
		out.Apply(after, upTo)
		s.takeSnapshot(out)
	}
	return changed
}
