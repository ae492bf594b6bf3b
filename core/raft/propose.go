package raft

// propose appends a client's entry if this server leads, and passes it on to
// the leader otherwise, §8. A proposal is never tried twice: whether one that
// was lost took effect is for the client to find out.
func (s *Server) propose(p Propose, out Effects) {
	if s.take(p, out) {
		s.replicate(out)
	}
}

// proposeAll is propose for several, which share a write and a message as far
// as its bounds let them.
func (s *Server) proposeAll(list []Propose, out Effects) {
	taken := false
	for _, p := range list {
		taken = s.take(p, out) || taken
	}
	if taken {
		s.replicate(out)
	}
}

// take appends a leader's entry without sending it, and reports whether it did.
func (s *Server) take(p Propose, out Effects) bool {
	if why := s.refuses(p, out); why != nil {
		out.Drop(p, why)
		return false
	}
	if s.role != Leader {
		s.forwarded++
		out.Send(s.leader, s.said.theForward(Forward{From: s.id, Term: s.term, Seq: s.forwarded, Proposal: p}), s.said.thePassedOn(PassedOn{Leader: s.leader}))
		return false
	}
	s.appendOwn(Entry{Term: s.term, Kind: p.Kind, Payload: p.Payload, Size: p.Size}, out)
	return true
}

// refuses says why a proposal goes nowhere, or nil.
func (s *Server) refuses(p Propose, out Effects) Reason {
	switch {
	case s.role != Leader && s.leader == None:
		return NoLeader{}
	case s.role != Leader:
		return nil
	}
	if why := s.refusesChange(p, out); why != nil {
		return why
	}
	if s.transfer.to != None {
		return Transferring{Target: s.transfer.to}
	}
	return s.uncommittedFull(p.Size)
}

// appendOwn appends a leader's own entry, §5.3.
func (s *Server) appendOwn(e Entry, out Effects) {
	s.disk.appended(s.log.Last() + 1)
	s.log.append(e)
	s.uncommitted += uint64(e.Size)
	s.adopt(s.log.Last(), e, out)
	s.countOwnCopy()
}

// replicate sends what was appended to those whose logs are known to meet the
// leader's, §5.3.
func (s *Server) replicate(out Effects) {
	all := true // are sent all that is not committed, and nothing else is under way
	for i := range s.peers {
		p := &s.peers[i]
		if p.ID == s.id {
			continue
		}
		all = all && p.State == StateReplicate && p.Next == s.commit+1 && !s.full(p)
		s.sendNew(p, NewEntries{}, out)
	}
	if all {
		s.putOffHeartbeat(out)
	}
	if s.rules.Off(AppendDurable) {
		s.advanceCommit(out)
	}
}

// takeForwarded appends what another server passed on, once, however often the
// network delivers it. One who does not lead any more drops it, and a leader
// what was meant for an earlier term, so that no proposal wanders.
func (s *Server) takeForwarded(p *Progress, m Forward, out Effects) {
	if s.role != Leader || m.Term != s.term {
		out.Drop(m.Proposal, NoLeader{})
		return
	}
	if p.taken.take(m.Seq) {
		s.propose(m.Proposal, out)
	}
}

const (
	windowWords = 4
	windowSize  = windowWords * 64
)

// window tells which numbers of a rising sequence have been seen, though they
// come out of order and more than once. What lies too far back counts as seen.
type window struct {
	top  uint64
	seen [windowWords]uint64 // a bit for each number in (top-windowSize, top]
}

// take notes a number and reports whether it is new.
func (w *window) take(n uint64) bool {
	switch {
	case n > w.top && n-w.top >= windowSize:
		*w = window{top: n}
	case n > w.top:
		for ; w.top < n; w.top++ {
			next := w.top + 1
			w.seen[next/64%windowWords] &^= 1 << (next % 64)
		}
	case w.top-n >= windowSize || w.seen[n/64%windowWords]&(1<<(n%64)) != 0:
		return false
	}
	w.seen[n/64%windowWords] |= 1 << (n % 64)
	return true
}
