package raft

// propose appends a client's entry if this server leads, and passes it on to
// the leader otherwise, §8. A proposal is never tried twice: whether one that
// was lost took effect is for the client to find out.
func (s *Server) propose(now Time, p Propose, out Effects) {
	switch {
	case s.role == Leader:
		s.appendOwn(Entry{Term: s.term, Kind: p.Kind, Payload: p.Payload, Size: p.Size})
		for i := range s.peers {
			if peer := &s.peers[i]; peer.ID != s.id && !peer.Probing {
				s.sendAppend(peer, NewEntries{}, out)
			}
		}
		if s.rules.Off(AppendDurable) {
			s.advanceCommit(out)
		}
	case s.leader != None:
		out.Send(s.leader, Forward{From: s.id, Term: s.term, Proposal: p}, PassedOn{Leader: s.leader})
	default:
		out.Drop(p, NoLeader{})
	}
}

// appendOwn appends a leader's own entry, §5.3.
func (s *Server) appendOwn(e Entry) {
	s.disk.appended(s.log.Last() + 1)
	s.log.append(e)
}

// takeForwarded appends what another server passed on. A server that does not
// lead any more drops it, so that no proposal wanders.
func (s *Server) takeForwarded(now Time, m Forward, out Effects) {
	if s.role != Leader {
		out.Drop(m.Proposal, NoLeader{})
		return
	}
	s.propose(now, m.Proposal, out)
}
