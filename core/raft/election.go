package raft

// draw returns a number in [0, n) from the server's own sequence (SplitMix64).
func (s *Server) draw(n Time) Time {
	s.random += 0x9e3779b97f4a7c15
	x := s.random
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return Time((x ^ x>>31) % uint64(n))
}

// drawTimeout draws the election timeout for the state that begins now, §5.2:
// "election timeouts are chosen randomly from a fixed interval".
func (s *Server) drawTimeout() {
	s.timeout = s.timeouts.ElectionMin + s.draw(s.timeouts.ElectionMax-s.timeouts.ElectionMin+1)
}

func (s *Server) resetElectionTimer(now Time, out Effects) {
	s.deadline = now + s.timeout
	out.SetTimer(ElectionTimer, s.deadline)
}

// seeHigherTerm is the rule for all servers, Figure 2: "If RPC request or
// response contains term T > currentTerm: set currentTerm = T, convert to
// follower" (§5.1).
func (s *Server) seeHigherTerm(now Time, from ID, term Term, out Effects) {
	why := SawHigherTerm{From: from, Old: s.term, New: term}
	s.setTerm(term, None)
	if s.rules.Off(StepDown) && s.role == Leader {
		out.Become(Leader, s.term, s.id, why)
		return
	}
	s.becomeFollower(now, None, why, out)
}

// becomeFollower takes the role that only answers, §5.1. The election timer
// starts anew for one that led or has found its leader; any other goes on
// waiting, since Figure 2 counts the time "without receiving AppendEntries RPC
// from current leader or granting vote to candidate".
func (s *Server) becomeFollower(now Time, leader ID, why Reason, out Effects) {
	led := s.role == Leader
	if led {
		out.StopTimer(HeartbeatTimer)
	}
	if s.role != Follower {
		s.since = now
	}
	s.dropReads(out)
	s.role, s.leader, s.transfer, s.lease, s.uncommitted = Follower, leader, transfer{}, lease{}, 0
	if led || leader != None || s.timeout == 0 {
		s.drawTimeout()
		s.resetElectionTimer(now, out)
	}
	out.Become(Follower, s.term, leader, why)
}

// startElection is what a follower or candidate does whose timer has run out,
// Figure 2: "On conversion to candidate, start election: increment
// currentTerm, vote for self, reset election timer, send RequestVote RPCs to
// all other servers" (§5.2).
func (s *Server) startElection(now Time, out Effects) {
	if s.role == Leader || !s.mayStand() {
		return
	}
	if s.tooEarly(now) {
		s.deadline = max(s.deadline, s.quiet) // shorter times than it was heard with may have made it earlier
		out.SetTimer(ElectionTimer, s.deadline)
		return
	}
	if s.options.PreVote {
		s.startPreVote(now, out)
		return
	}
	s.becomeCandidate(now, TimerRanOut{Timeout: s.timeout, Early: now < s.deadline}, out)
}

// becomeCandidate stands for election in the next term. It asks for votes only
// when its own is durable.
func (s *Server) becomeCandidate(now Time, why Reason, out Effects) {
	s.setTerm(s.term+1, s.id)
	s.role, s.leader, s.since = Candidate, None, now
	s.dropReads(out)
	s.drawTimeout()
	s.resetElectionTimer(now, out)
	out.Become(Candidate, s.term, None, why)
	_, told := why.(ToldToStand)
	ask := RequestVote{From: s.id, Term: s.term, LastIndex: s.log.Last(), LastTerm: s.log.LastTerm(), Transfer: told}
	for i := range s.peers {
		p := &s.peers[i]
		if p.voted = noAnswer; s.asksForVote(p) {
			s.promiseVote(p.ID, ask, AsksForVotes{})
		}
	}
	if s.rules.Off(VoteDurable) {
		s.countVote(now, s.peer(s.id), out)
	}
}

// asksForVote reports whether a candidate asks another server for its vote.
func (s *Server) asksForVote(p *Progress) bool {
	return p.ID != s.id && (p.Voter || p.Outgoing || s.rules.Off(LearnersDoNotVote))
}

// handleRequestVote is the receiver's side, Figure 2: "1. Reply false if term
// < currentTerm (§5.1). 2. If votedFor is null or candidateId, and candidate's
// log is at least as up-to-date as receiver's log, grant vote (§5.2, §5.4)".
// Before is the receiver's term before it heard of this one.
func (s *Server) handleRequestVote(now Time, before Term, m RequestVote, out Effects) {
	lastIndex, lastTerm := s.log.Last(), s.log.LastTerm()
	var why Reason
	switch {
	case m.Term < s.term:
		why = StaleTerm{Theirs: m.Term, Ours: s.term}
	case s.role == Leader || s.vote != None && s.vote != m.From && s.rules.On(VoteOnce):
		why = VotedAlready{For: s.vote, Term: s.term}
	case !upToDate(m.LastIndex, m.LastTerm, lastIndex, lastTerm) && s.rules.On(LogUpToDate):
		why = LogBehind{LastIndex: m.LastIndex, LastTerm: m.LastTerm, OwnLast: lastIndex, OwnTerm: lastTerm}
	default:
		s.setTerm(s.term, m.From)
		s.resetElectionTimer(now, out)
		s.promiseVote(m.From, VoteReply{From: s.id, Term: s.term, Granted: true}, VoteGranted{Candidate: m.From, Term: s.term,
			OldTerm: before, LastIndex: m.LastIndex, LastTerm: m.LastTerm, OwnLast: lastIndex, OwnTerm: lastTerm})
		return
	}
	s.promiseVote(m.From, VoteReply{From: s.id, Term: s.term}, why)
}

// upToDate compares logs by their last entries, §5.4.1: "If the logs have last
// entries with different terms, then the log with the later term is more
// up-to-date. If the logs end with the same term, then whichever log is longer
// is more up-to-date."
func upToDate(last Index, term Term, ownLast Index, ownTerm Term) bool {
	return term > ownTerm || term == ownTerm && last >= ownLast
}

// handleVoteReply counts a vote, or a refusal.
func (s *Server) handleVoteReply(now Time, p *Progress, m VoteReply, out Effects) {
	if s.role != Candidate || m.Term != s.term || p.voted != noAnswer {
		return
	}
	if !m.Granted {
		p.voted = refused
		out.Vote(m.From, VoteDenied{From: m.From})
		return
	}
	s.countVote(now, p, out)
}

// countVote counts a vote, and makes the candidate leader when it has a
// quorum, Figure 2: "If votes received from majority of servers: become
// leader".
func (s *Server) countVote(now Time, p *Progress, out Effects) {
	p.voted = granted
	won, votes := s.votes()
	out.Vote(p.ID, VoteCounted{From: p.ID, Votes: votes, Needed: s.Quorum()})
	if won {
		s.becomeLeader(now, WonElection{Votes: votes, Needed: s.Quorum()}, out)
	}
}

// votes reports whether a quorum has granted what was asked for, and how many
// have.
func (s *Server) votes() (won bool, votes int) {
	return s.quorate(func(p *Progress) bool { return p.voted == granted })
}

// becomeLeader takes the leader's role and begins the term with a no-op entry,
// §8: "each leader commit[s] a blank no-op entry into the log at the start of
// its term".
func (s *Server) becomeLeader(now Time, why Reason, out Effects) {
	s.role, s.leader, s.since = Leader, s.id, now
	out.StopTimer(ElectionTimer)
	out.Become(Leader, s.term, s.id, why)
	for i := range s.peers {
		p := &s.peers[i]
		p.probe(s.log.Last() + 1)
		p.Match, p.Round, p.taken, p.Answered = 0, 0, window{}, now
	}
	s.reads.begin()
	s.transfer, s.lease, s.departed = transfer{}, lease{}, nil
	s.countUncommitted()
	s.appendOwn(Entry{Term: s.term, Kind: NoOp}, out)
	s.broadcast(NewEntries{}, out)
	out.SetTimer(HeartbeatTimer, now+s.timeouts.Heartbeat)
}
