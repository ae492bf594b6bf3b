package raft

// Transfer is the owner's wish that a leader hand over to another server,
// dissertation §3.10. It is dropped where it cannot be: by a server that does
// not lead, for a target that may not lead, and when the target has not taken
// over after about an election timeout, which Become tells.
type Transfer struct{ To ID }

// TimeoutNow has the receiver stand for election at once, dissertation §3.10:
// "this request has the same effect as the target server's election timer
// firing". It needs no pre-vote, and its requests for votes say so.
type TimeoutNow struct {
	From ID
	Term Term
}

// transfer is a leader's handing over that is under way.
type transfer struct {
	to    ID // None if there is none
	until Time
	asked bool // the target was told to stand since the last heartbeat
	ever  bool // any target was told to stand in this term
}

// TransferringTo returns to whom a leader is handing over, or None.
func (s *Server) TransferringTo() ID { return s.transfer.to }

// TransferUntil returns when a leader that is handing over gives up.
func (s *Server) TransferUntil() Time { return s.transfer.until }

// startTransfer begins to hand over, dissertation §3.10: "1. The prior leader
// stops accepting new client requests. 2. The prior leader fully updates the
// target server's log to match its own".
func (s *Server) startTransfer(now Time, e Transfer, out Effects) {
	p := s.peer(e.To)
	switch {
	case s.role != Leader:
		out.Drop(e, NotLeading{Leader: s.leader})
		return
	case p == nil || e.To == s.id || !p.Voter:
		out.Drop(e, CannotLead{Target: e.To})
		return
	}
	s.transfer.to, s.transfer.until, s.transfer.asked = e.To, now+s.timeouts.ElectionMax, false
	s.sendNew(p, NewEntries{}, out)
	s.handOver(p, out)
}

// handOver tells the target to stand as soon as it has all that the leader has,
// dissertation §3.10: "3. The prior leader sends a TimeoutNow request to the
// target server."
func (s *Server) handOver(p *Progress, out Effects) {
	if s.transfer.to != p.ID || s.transfer.asked || p.Match < s.log.Last() {
		return
	}
	s.transfer.asked, s.transfer.ever = true, true
	out.Send(p.ID, TimeoutNow{From: s.id, Term: s.term}, TargetCaughtUp{Match: p.Match})
}

// pursueTransfer asks again, for the question may have been lost, or gives up,
// dissertation §3.10: "if leadership transfer does not complete after about an
// election timeout, the prior leader aborts the transfer and resumes accepting
// client requests".
func (s *Server) pursueTransfer(now Time, out Effects) {
	if s.transfer.to == None {
		return
	}
	if now < s.transfer.until {
		s.transfer.asked = false
		if p := s.peer(s.transfer.to); p != nil {
			s.handOver(p, out)
		}
		return
	}
	why := TransferTimedOut{Target: s.transfer.to}
	s.transfer.to = None
	out.Become(Leader, s.term, s.id, why)
}

// handleTimeoutNow is the target's side.
func (s *Server) handleTimeoutNow(now Time, m TimeoutNow, out Effects) {
	if m.Term == s.term && s.role != Leader && s.mayStand() {
		s.becomeCandidate(now, ToldToStand{Leader: m.From}, out)
	}
}
