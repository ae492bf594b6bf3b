package sweep

import (
	"fmt"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

func makeAbdicate(s *storm) string {
	leader := s.leader()
	switch {
	case len(s.cuts()) > 0:
		return "heal"
	case leader == sim.Nobody || s.members() < 2:
		return ""
	}
	heir := 1 + sim.Node(s.below(s.members()-1))
	if heir >= leader {
		heir++
	}
	verb := fmt.Sprintf("transfer %d", heir)
	if lab.Refuses(s.play.World(), verb) != nil {
		return ""
	}
	return verb + "; " + s.toOthers(func(leader, n sim.Node) string { return fmt.Sprintf("cut %d>%d", n, leader) })
}

// makeEstrange brings about, step by step, what Ongaro found in 2015: changes of
// two leaders, each with a majority that the other does not know ("bug in
// single-server membership changes", raft-dev). What comes next is seen from how
// far the world is.
func makeEstrange(s *storm) string {
	w, n := s.play.World(), s.leader()
	leader := lab.MemberAt(w, n)
	apart := len(s.cuts()) > 0
	if rival := s.rival(leader); apart && rival != nil {
		return s.hide(rival)
	}
	switch {
	case leader == nil && apart:
		return "heal"
	case leader == nil:
		return fmt.Sprintf("timeout %d", s.between(1, s.members()))
	case !apart:
		return s.beginEstrangement(n)
	}
	old := s.deposed(leader)
	switch r := leader.Raft(); {
	case old == sim.Nobody || s.percent(3):
		return "heal"
	case !belongs(r.Membership(), idOf(lab.MemberAt(w, old))):
		return s.bringBack(r, old)
	case r.Log().Term(r.Commit()) < r.Term():
		if verb := fmt.Sprintf("member remove %d", old); lab.Refuses(w, verb) == nil {
			return verb
		}
	}
	return ""
}

// beginEstrangement has the leader add a member of which nobody else hears.
func (s *storm) beginEstrangement(leader sim.Node) string {
	rival := 1 + sim.Node(s.below(s.members()-1))
	if rival >= leader {
		rival++
	}
	w := s.play.World()
	if s.members() >= serversMax || !w.Up(rival) || lab.Refuses(w, "member add") != nil {
		return "heal"
	}
	return fmt.Sprintf("member add; partition %d,%d; timeout %d", leader, s.members()+1, rival)
}

// rival returns who stands for election in a newer term than the leader's, or
// nil.
func (s *storm) rival(leader *member.Member) *raft.Server {
	for _, m := range lab.Members(s.play.World()) {
		if r := m.Raft(); r != nil && r.Role() == raft.Candidate && (leader == nil || r.Term() > leader.Raft().Term()) {
			return r
		}
	}
	return nil
}

// hide has one that has voted for a candidate hear nothing more of it.
func (s *storm) hide(rival *raft.Server) string {
	w := s.play.World()
	from := lab.NodeOf(w, rival.ID())
	for n, m := range lab.Members(w) {
		r := m.Raft()
		if r == nil || n == from || r.Term() != rival.Term() || r.Vote() != rival.ID() {
			continue
		}
		if !w.IsCut(from, n) {
			return fmt.Sprintf("cut %d>%d", from, n)
		}
		return ""
	}
	return ""
}

// deposed returns who leads an earlier term than the leader, or Nobody.
func (s *storm) deposed(leader *member.Member) sim.Node {
	for n, m := range lab.Members(s.play.World()) {
		if r := m.Raft(); r != nil && r.Role() != raft.Candidate && r.Term() < leader.Raft().Term() && r.Leader() == r.ID() {
			return n
		}
	}
	return sim.Nobody
}

// bringBack lets one that was removed stand for election before those who have
// nothing of the leader's term.
func (s *storm) bringBack(leader *raft.Server, old sim.Node) string {
	var group []string
	for n, m := range lab.Members(s.play.World()) {
		if r := m.Raft(); r != nil && r.Log().LastTerm() < leader.Term() {
			group = append(group, fmt.Sprint(n))
		}
	}
	return fmt.Sprintf("partition %s; timeout %d", strings.Join(group, ","), old)
}
