package sweep

import (
	"fmt"
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
)

// Changes of the membership are trouble too: two of them at once, or one of an
// old leader, are what chapter 4 of the dissertation has its rules for. What
// else a storm does must leave a cluster that can live whichever change comes
// through: see unlost.

const (
	// serversMax bounds how many servers a storm starts, those that were removed
	// included.
	serversMax = 12
	// growth is by how many members a cluster may become larger than it was.
	growth = 2
)

// newest returns the member that runs with the most up-to-date log, or nil:
// whoever leads next has what it has, unless it is entries that nobody else has.
func (s *storm) newest() (newest *member.Member) {
	for _, m := range lab.Members(s.play.World()) {
		if m.Raft() == nil {
			continue
		}
		if newest == nil || moreUpToDate(m.Raft(), newest.Raft()) {
			newest = m
		}
	}
	return newest
}

func moreUpToDate(a, b *raft.Server) bool {
	x, y := a.Log(), b.Log()
	switch {
	case x.LastTerm() != y.LastTerm():
		return x.LastTerm() > y.LastTerm()
	case x.Last() != y.Last():
		return x.Last() > y.Last()
	}
	return a.Applied() > b.Applied()
}

// belongs reports whether a server is in a membership.
func belongs(m raft.Membership, id raft.ID) bool {
	return slices.Contains(m.Voters, id) || slices.Contains(m.Old, id) || slices.Contains(m.Learners, id)
}

func idOf(m *member.Member) raft.ID { return raft.ID(m.Self().ID) }

// settled returns who is in the cluster, if that is beyond doubt: nobody changes
// it; or the leader has the newest term of all, has committed an entry of it, no
// change is under way, and whoever starts again knows of the last.
func (s *storm) settled() (m raft.Membership, ok bool) {
	if !s.has("member") {
		for _, x := range lab.Members(s.play.World()) {
			m.Voters = append(m.Voters, idOf(x))
		}
		return m, true
	}
	leader, newest := (*raft.Server)(nil), raft.Term(0)
	for _, x := range lab.Members(s.play.World()) {
		r := x.Raft()
		if r == nil {
			newest = max(newest, x.Stored().Term)
			continue
		}
		newest = max(newest, r.Term())
		if r.Role() == raft.Leader && (leader == nil || r.Term() > leader.Term()) {
			leader = r
		}
	}
	if leader == nil || leader.Term() < newest || leader.Log().Term(leader.Commit()) != leader.Term() {
		return raft.Membership{}, false
	}
	m, changed := leader.Membership(), lastChange(leader.Log())
	if len(m.Old) > 0 || changed > leader.Applied() {
		return raft.Membership{}, false
	}
	for n, x := range lab.Members(s.play.World()) {
		if belongs(m, idOf(x)) && starts(s.play.World(), n) && x.Stored().Commit < changed {
			return raft.Membership{}, false
		}
	}
	return m, true
}

// lastChange returns the index of the last change of the membership in a log, or
// 0.
func lastChange(log *raft.Log) raft.Index {
	for i := log.Last(); i >= log.First() && i > 0; i-- {
		if e, _ := log.At(i); e.Kind == raft.ConfigChange || e.Kind == raft.LeaveJoint {
			return i
		}
	}
	return 0
}

// unlost reports whether a cluster of the given voters works again once
// everything but disks that are gone for good is healed. Learners count too: one
// whose disk is gone may still be promoted.
func (s *storm) unlost(m raft.Membership, besides raft.ID) bool {
	lost := 0
	for n, x := range lab.Members(s.play.World()) {
		if id := idOf(x); belongs(m, id) && (id == besides || !starts(s.play.World(), n)) {
			lost++
		}
	}
	return lost <= (len(m.Voters)-1)/2
}

// without is a membership after one was removed from it.
func without(m raft.Membership, id raft.ID) raft.Membership {
	is := func(x raft.ID) bool { return x == id }
	m.Voters = slices.DeleteFunc(slices.Clone(m.Voters), is)
	m.Learners = slices.DeleteFunc(slices.Clone(m.Learners), is)
	return m
}

// has reports whether the mixture has a fault.
func (s *storm) has(fault string) bool {
	return slices.ContainsFunc(s.mixture.Faults, func(f Fault) bool { return f.Name == fault })
}

// mayRemove reports whether the cluster can spare a member.
func (s *storm) mayRemove(ids ...raft.ID) bool {
	if !s.has("damage") {
		return true
	}
	config, ok := s.settled()
	for _, id := range ids {
		config = without(config, id)
	}
	return ok && s.unlost(config, raft.None)
}

// makeMember changes the membership, where the leader takes the change.
func makeMember(s *storm) string {
	w := s.play.World()
	leader := lab.MemberAt(w, s.leader())
	if leader == nil {
		return ""
	}
	config := leader.Raft().Membership()
	grows := w.ServerCount() < serversMax && len(config.Voters)+len(config.Learners) < s.mixture.Config.Members+growth
	verb := ""
	switch {
	case len(config.Learners) > 0 && s.percent(40):
		verb = "member promote " + s.nameOf(one(s.chance, config.Learners))
	case grows && s.percent(20):
		verb = "member add --learner"
	case grows && s.percent(50):
		verb = "member add"
	case s.percent(25):
		verb = s.severalChanges(config, grows)
	default:
		// A cluster of two is taken apart by hand only: the one that stays may not
		// hear that it is alone (go.etcd.io/raft, doc.go, "Implementation notes").
		if id := one(s.chance, slices.Concat(config.Voters, config.Learners)); len(config.Voters) > 2 && s.mayRemove(id) {
			verb = "member remove " + s.nameOf(id)
		}
	}
	if verb == "" || lab.Refuses(w, verb) != nil {
		return ""
	}
	return verb
}

// severalChanges replaces some voters by others at once.
func (s *storm) severalChanges(config raft.Membership, grows bool) string {
	added, verb := 0, "member change"
	if grows {
		added = s.between(1, 2)
		verb += fmt.Sprintf(" --add %d", added)
	}
	var removed []raft.ID
	for _, id := range config.Voters {
		if s.percent(30) && len(config.Voters)-len(removed) > 2 {
			removed = append(removed, id)
		}
	}
	if len(removed) > 0 && s.mayRemove(removed...) {
		names := make([]string, len(removed))
		for i, id := range removed {
			names[i] = s.nameOf(id)
		}
		verb += " --remove " + strings.Join(names, ",")
	} else {
		removed = nil
	}
	if added+len(removed) < 2 {
		return ""
	}
	return verb
}

// nameOf returns how verbs name a server: by its number.
func (s *storm) nameOf(id raft.ID) string { return fmt.Sprint(lab.NodeOf(s.play.World(), id)) }

// makeTransfer has the leader hand over to another voter.
func makeTransfer(s *storm) string {
	w := s.play.World()
	leader := lab.MemberAt(w, s.leader())
	if leader == nil {
		return ""
	}
	verb := "transfer " + s.nameOf(one(s.chance, leader.Raft().Membership().Voters))
	if lab.Refuses(w, verb) != nil {
		return ""
	}
	return verb
}

// retire does what an operator does after changes of the membership: it shuts
// down who is no member any more, so that nobody is disturbed by it, and has all
// run who are.
func (s *storm) retire() {
	w, newest := s.play.World(), s.newest()
	if newest == nil {
		return
	}
	config := newest.Raft().Membership()
	for n, m := range lab.Members(w) {
		switch member := belongs(config, idOf(m)); {
		case member && !w.Up(n) && starts(w, n):
			s.operate(fmt.Sprintf("restart %d", n))
		case !member && w.Up(n):
			s.operate(fmt.Sprintf("crash %d", n))
		}
	}
}
