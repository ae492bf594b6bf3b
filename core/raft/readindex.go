package raft

// reads is what a leader remembers of reads that wait, dissertation §6.4.
type reads struct {
	round   uint64 // of the newest messages; an answer to it came after it
	waiting []waitingRead
}

// waitingRead is a read whose answer needs a quorum.
type waitingRead struct {
	from ID
	seq  uint64
	// started says that a round was begun for it: the leader had committed an
	// entry of its term.
	started bool
	index   Index  // the commit index then
	round   uint64 // the first that was sent after it came
}

func (r *reads) clone() reads {
	return reads{round: r.round, waiting: append([]waitingRead(nil), r.waiting...)}
}

// begin forgets the rounds of an earlier time as leader, whose answers may
// still arrive: rounds only count within a term, and go on rising.
func (r *reads) begin() { r.waiting = nil }

// read finds an index from which it is safe to read without writing to the
// log. A follower asks the leader.
func (s *Server) read(now Time, from ID, seq uint64, out Effects) {
	switch {
	case s.role == Leader && s.leaseHolds(now) && s.mayRead():
		s.answerRead(from, seq, s.commit, LeaseHolds{Index: s.commit, Until: s.lease.until}, out)
	case s.role == Leader && s.rules.Off(ReadQuorum) && s.mayRead():
		s.answerRead(from, seq, s.commit, Unconfirmed{Index: s.commit}, out)
	case s.role == Leader:
		s.reads.waiting = append(s.reads.waiting, waitingRead{from: from, seq: seq})
		s.startReads(out)
	case from == s.id && s.leader != None:
		out.Send(s.leader, ReadRequest{From: s.id, Term: s.term, Seq: seq}, PassedOn{Leader: s.leader})
	case from == s.id:
		out.Drop(Read{Seq: seq}, NoLeader{})
	}
}

// startReads begins a round for the reads that have none, once the leader has
// committed an entry of its term: "If the leader has not yet marked an entry
// from its current term committed, it waits until it has done so." It reports
// whether it did.
func (s *Server) startReads(out Effects) bool {
	if s.options.BatchReads && s.reads.underWay() || !s.beginReadRound() {
		return false
	}
	s.broadcast(ConfirmLeadership{Round: s.reads.round}, out)
	s.answerReads(out)
	return true
}

// mayRead reports whether the leader has committed an entry of its term.
func (s *Server) mayRead() bool {
	return s.log.Term(s.commit) == s.term || s.rules.Off(ReadOwnTerm)
}

// underWay reports whether a round has been begun for a read that still waits.
func (r *reads) underWay() bool { return len(r.waiting) > 0 && r.waiting[0].started }

// beginReadRound gives the reads that have no round the next one, for the
// messages that are about to be sent, and reports whether there are any.
func (s *Server) beginReadRound() bool {
	if len(s.reads.waiting) == 0 || !s.mayRead() {
		return false
	}
	fresh := false
	for i := range s.reads.waiting {
		if r := &s.reads.waiting[i]; !r.started {
			if !fresh {
				fresh = true
				s.reads.round++
			}
			r.started, r.index, r.round = true, s.commit, s.reads.round
		}
	}
	if fresh {
		s.peer(s.id).Round = s.reads.round
	}
	return fresh
}

// confirm notes that a server has answered a round, and answers the reads that
// now have a quorum: "It waits to receive [acknowledgments] from a majority of
// the cluster, and then it knows that there could not have been a leader for a
// greater term at the moment the heartbeats were sent."
func (s *Server) confirm(p *Progress, round uint64, out Effects) {
	p.Round = max(p.Round, round)
	s.answerReads(out)
}

func (s *Server) answerReads(out Effects) {
	answered := 0
	for _, r := range s.reads.waiting {
		if !r.started || !s.roundHasQuorum(r.round) {
			break
		}
		answered++
		s.answerRead(r.from, r.seq, r.index, StillLeader{Index: r.index}, out)
	}
	s.reads.waiting = s.reads.waiting[:copy(s.reads.waiting, s.reads.waiting[answered:])]
	if s.options.BatchReads && len(s.reads.waiting) > 0 {
		s.startReads(out)
	}
}

// answerRead tells who asked from which index it is safe to read.
func (s *Server) answerRead(to ID, seq uint64, index Index, why Reason, out Effects) {
	if to == s.id {
		s.finishRead(seq, index, out)
		return
	}
	out.Send(to, ReadReply{From: s.id, Term: s.term, Seq: seq, Index: index}, why)
}

func (s *Server) roundHasQuorum(round uint64) bool {
	simple := s.outgoing == 0 && s.rules.On(LearnersDoNotVote)
	answered := 0
	for i := range s.peers {
		if p := &s.peers[i]; p.Round >= round && (p.Voter || !simple) {
			answered++
		}
	}
	if enough := answered >= s.majority(s.voters); simple || !enough {
		return enough
	}
	quorum, _ := s.quorate(func(p *Progress) bool { return p.Round >= round })
	return quorum
}

func (s *Server) finishRead(seq uint64, index Index, out Effects) { out.ReadReady(seq, index) }

// dropReads gives up the reads that this server cannot answer any more.
func (s *Server) dropReads(out Effects) {
	for _, r := range s.reads.waiting {
		if r.from == s.id {
			out.Drop(Read{Seq: r.seq}, NoLeader{})
		}
	}
	s.reads.waiting = nil
}
