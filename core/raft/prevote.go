package raft

// startPreVote asks the others whether they would vote for this server,
// dissertation §9.6: "a candidate only increments its term if it first learns
// from a majority of the cluster that they would be willing to grant the
// candidate their votes". Nothing is promised by it: term and vote stay.
func (s *Server) startPreVote(now Time, out Effects) {
	why := TimerRanOut{Timeout: s.timeout, Early: now < s.deadline}
	s.role, s.leader, s.since = PreCandidate, None, now
	s.dropReads(out)
	s.drawTimeout()
	s.resetElectionTimer(now, out)
	out.Become(PreCandidate, s.term, None, why)
	ask := PreVote{From: s.id, Term: s.term, LastIndex: s.log.Last(), LastTerm: s.log.LastTerm()}
	for i := range s.peers {
		p := &s.peers[i]
		if p.voted = noAnswer; s.asksForVote(p) {
			s.promise(p.ID, ask, s.disk.hardSeq, AsksForPreVotes{})
		}
	}
	s.countPreVote(now, s.peer(s.id), out)
}

// handlePreVote answers whether this server would vote, dissertation §9.6: "if
// the candidate's log is sufficiently up-to-date, and the voters have not
// received heartbeats from a valid leader for at least a baseline election
// timeout". It neither takes a term nor resets a timer.
func (s *Server) handlePreVote(now Time, m PreVote) {
	lastIndex, lastTerm := s.log.Last(), s.log.LastTerm()
	reply := PreVoteReply{From: s.id, Term: s.term, Asked: m.Term}
	var why Reason
	switch stands := m.Term + 1; {
	case stands < s.term:
		why = StaleTerm{Theirs: m.Term, Ours: s.term}
	case s.hearsLeader(now):
		why = LeaderAlive{Leader: s.leader, Own: s.role == Leader}
	case stands == s.term && s.vote != None && s.vote != m.From && s.rules.On(VoteOnce):
		why = VotedAlready{For: s.vote, Term: s.term}
	case !upToDate(m.LastIndex, m.LastTerm, lastIndex, lastTerm) && s.rules.On(LogUpToDate):
		why = LogBehind{LastIndex: m.LastIndex, LastTerm: m.LastTerm, OwnLast: lastIndex, OwnTerm: lastTerm}
	default:
		reply.Granted = true
		why = WouldVote{Candidate: m.From, Term: stands}
	}
	s.promise(m.From, reply, s.disk.hardSeq, why)
}

// handlePreVoteReply counts who would vote, and who would not.
func (s *Server) handlePreVoteReply(now Time, p *Progress, m PreVoteReply, out Effects) {
	if s.role != PreCandidate || m.Asked != s.term || p.voted != noAnswer {
		return
	}
	if !m.Granted {
		p.voted = refused
		out.Vote(m.From, VoteDenied{From: m.From})
		return
	}
	s.countPreVote(now, p, out)
}

// countPreVote has the server stand once a quorum would vote for it.
func (s *Server) countPreVote(now Time, p *Progress, out Effects) {
	p.voted = granted
	won, votes := s.votes()
	out.Vote(p.ID, PreVoteCounted{From: p.ID, Votes: votes, Needed: s.Quorum()})
	if won {
		s.becomeCandidate(now, WouldWin{Votes: votes, Needed: s.Quorum()}, out)
	}
}

// hearsLeader reports whether there is a leader that this server has no reason
// to replace: it heard it "within the minimum election timeout", dissertation
// §4.2.3, or leads itself, and a quorum has answered it since.
func (s *Server) hearsLeader(now Time) bool {
	if s.role == Leader {
		return s.hearsQuorum(now)
	}
	return now < s.quiet
}

// ignoresVote refuses a request for a vote without taking its term,
// dissertation §4.2.3: "if a server receives a RequestVote request within the
// minimum election timeout of hearing from a current leader, it does not
// update its term or grant its vote". Servers that were removed, or cannot
// hear the leader, disturb nobody. A leader that hands over wishes to be
// replaced, §3.10.
func (s *Server) ignoresVote(now Time, m RequestVote) bool {
	if !s.keepsLeader() || m.Transfer || m.Term < s.term || !s.hearsLeader(now) {
		return false
	}
	s.promise(m.From, VoteReply{From: s.id, Term: s.term}, s.disk.hardSeq, LeaderAlive{Leader: s.leader, Own: s.role == Leader})
	return true
}

// hearsQuorum reports whether a quorum has answered this leader within the
// minimum election timeout.
func (s *Server) hearsQuorum(now Time) bool {
	quorum, _ := s.answering(now)
	return quorum
}

func (s *Server) answering(now Time) (quorum bool, count int) {
	return s.quorate(func(p *Progress) bool { return p.ID == s.id || now-p.Answered < s.timeouts.ElectionMin })
}

// allAnswer reports whether every other server has answered this leader within
// the minimum election timeout, as they mostly do: they are a quorum then.
func (s *Server) allAnswer(now Time) bool {
	for i := range s.peers {
		if p := &s.peers[i]; p.ID != s.id && now-p.Answered >= s.timeouts.ElectionMin {
			return false
		}
	}
	return true
}

// checkQuorum has a leader step down, dissertation §6.2: "a leader in Raft
// steps down if an election timeout elapses without a successful round of
// heartbeats to a majority of its cluster; this allows clients to retry their
// requests with another server". It reports whether it did.
func (s *Server) checkQuorum(now Time, out Effects) bool {
	if !s.options.CheckQuorum || s.allAnswer(now) {
		return false
	}
	quorum, heard := s.answering(now)
	if quorum {
		return false
	}
	s.becomeFollower(now, None, LostQuorum{Heard: heard, Needed: s.Quorum()}, out)
	return true
}
