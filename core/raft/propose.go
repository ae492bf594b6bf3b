package raft

// propose appends a client's entry if this server leads, and passes it on to
// the leader otherwise, §8. A proposal is never tried twice: whether one that
// was lost took effect is for the client to find out.
func (s *Server) propose(now Time, p Propose, out Effects) {
	switch {
	case s.role == Leader && s.refusesChange(p, out) != nil:
		out.Drop(p, s.refusesChange(p, out))
	case s.transfer.to != None:
		out.Drop(p, Transferring{Target: s.transfer.to})
	case s.role == Leader:
		s.appendOwn(Entry{Term: s.term, Kind: p.Kind, Payload: p.Payload, Size: p.Size}, out)
		for i := range s.peers {
			if peer := &s.peers[i]; peer.ID != s.id && !peer.Probing {
				s.sendAppend(peer, NewEntries{}, out)
			}
		}
		if s.rules.Off(AppendDurable) {
			s.advanceCommit(out)
		}
	case s.leader != None:
		s.forwarded++
		out.Send(s.leader, Forward{From: s.id, Term: s.term, Seq: s.forwarded, Proposal: p}, PassedOn{Leader: s.leader})
	default:
		out.Drop(p, NoLeader{})
	}
}

// appendOwn appends a leader's own entry, §5.3.
func (s *Server) appendOwn(e Entry, out Effects) {
	s.disk.appended(s.log.Last() + 1)
	s.log.append(e)
	s.adopt(s.log.Last(), e, out)
	s.countOwnCopy()
}

// takeForwarded appends what another server passed on, once, however often the
// network delivers it. One who does not lead any more drops it, and a leader
// what was meant for an earlier term, so that no proposal wanders.
func (s *Server) takeForwarded(now Time, p *Progress, m Forward, out Effects) {
	if s.role != Leader || m.Term != s.term {
		out.Drop(m.Proposal, NoLeader{})
		return
	}
	if p.taken.take(m.Seq) {
		s.propose(now, m.Proposal, out)
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
