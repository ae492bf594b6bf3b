package raft

// reads is what a leader remembers of reads that wait, dissertation §6.4.
type reads struct {
	round   uint64 // of the newest messages; an answer to it came after it
	waiting []waitingRead
}

// waitingRead is a read whose answer needs a quorum.
type waitingRead struct {
	from  ID
	seq   uint64
	index Index  // the commit index when it came; 0 until this term has one
	round uint64 // the first that was sent after it came
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
	if s.log.Term(s.commit) != s.term {
		return false
	}
	fresh := false
	for i := range s.reads.waiting {
		if r := &s.reads.waiting[i]; r.index == 0 {
			if !fresh {
				fresh = true
				s.reads.round++
			}
			r.index, r.round = s.commit, s.reads.round
		}
	}
	if fresh {
		s.broadcast(ConfirmLeadership{Round: s.reads.round}, out)
		s.confirm(s.peer(s.id), s.reads.round, out)
	}
	return fresh
}

// confirm notes that a server has answered a round, and answers the reads that
// now have a quorum: "It waits to receive [acknowledgments] from a majority of
// the cluster, and then it knows that there could not have been a leader for a
// greater term at the moment the heartbeats were sent."
func (s *Server) confirm(p *Progress, round uint64, out Effects) {
	p.Round = max(p.Round, round)
	for len(s.reads.waiting) > 0 {
		r := s.reads.waiting[0]
		if r.index == 0 || !s.roundHasQuorum(r.round) {
			return
		}
		s.reads.waiting = s.reads.waiting[:copy(s.reads.waiting, s.reads.waiting[1:])]
		if r.from == s.id {
			s.finishRead(r.seq, r.index, out)
		} else {
			out.Send(r.from, ReadReply{From: s.id, Term: s.term, Seq: r.seq, Index: r.index}, StillLeader{Index: r.index})
		}
	}
}

func (s *Server) roundHasQuorum(round uint64) bool {
	count := 0
	for i := range s.peers {
		if s.peers[i].Round >= round {
			count++
		}
	}
	return count >= s.Quorum()
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
