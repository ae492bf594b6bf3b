package lab

import (
	"fmt"

	"raftarium/core/check"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// KindLog is the kind of the event that the log of a member is set up by hand.
// Detail is a shell.SetLog.
var KindLog = sim.NewKind("log-set")

// A log that is set up by hand must be one that the cluster could have come to
// have, or the lab would show what Raft never does: it is that of a bare cluster
// in which nobody was elected yet, so that nothing was promised; and it agrees
// with the logs of the others (Figure 3, Log Matching). An entry of a term is
// there because somebody led that term, whom a majority had followed into it: so
// all members are in that term at least, and none stands for election in it.

// checkLog says why the log of a member cannot be set up, or nil.
func checkLog(w *sim.World, a shell.SetLog) error {
	m := MemberAt(w, a.Member)
	if m == nil {
		return nil
	}
	name := m.Self().Name
	switch {
	case !m.Config().Bare:
		return fmt.Errorf("the log of %s begins with the set-up of its cluster; begin anew with an empty one: cluster %d --bare", name, w.ServerCount())
	case monitorOf(w).Elected():
		return fmt.Errorf("somebody was elected already, and what was promised since must stay; begin anew, and set logs up before the first election: cluster %d --bare", w.ServerCount())
	}
	for n, other := range Members(w) {
		if w.Paused(n) {
			return fmt.Errorf("%s is paused; let it go on first: resume %s", NameOf(w, n), NameOf(w, n))
		}
		if n == a.Member {
			continue
		}
		if i := unlike(a.Terms, &other.Stored().Log); i > 0 {
			return fmt.Errorf("entry %d has term %d in %s too, where other entries come before it: no leader made both (Log Matching, §5.3)", i, a.Terms[i-1], NameOf(w, n))
		}
	}
	return nil
}

// unlike returns the index of the first entry of a term that both logs have
// there though they differ before it, or 0.
func unlike(terms []uint64, log *raft.Log) raft.Index {
	same := true
	for i := raft.Index(1); int(i) <= len(terms) && i <= log.Last(); i++ {
		equal := raft.Term(terms[i-1]) == log.Term(i)
		if equal && !same {
			return i
		}
		same = same && equal
	}
	return 0
}

// setLog sets the log of a member up.
func setLog(w *sim.World, a shell.SetLog, cause sim.EventID) {
	cause = w.Note(KindLog, a, cause)
	least := raft.Term(a.Terms[len(a.Terms)-1])
	for n, actor := range w.Servers {
		s, ok := actor.(*server)
		if !ok {
			continue
		}
		stored := s.member.Stored()
		r := s.member.Raft()
		stands := r != nil && r.Term() <= least && (r.Role() == raft.Candidate || r.Role() == raft.PreCandidate)
		if n != a.Member && stored.Term >= least && !stands {
			continue
		}
		w.Reset(n, cause, func() { s.setUp(w, n, a, least) })
	}
}

// setUp puts a term on the member's disk, and the log if it is the member's.
func (s *server) setUp(w *sim.World, self sim.Node, a shell.SetLog, least raft.Term) {
	old := s.member.Stored()
	term, vote := old.Term, old.Vote
	if term < least {
		term, vote = least, raft.None
	}
	entries := old.Log.Slice(1, old.Log.Last())
	if self == a.Member {
		entries = make([]raft.Entry, len(a.Terms))
		for i, t := range a.Terms {
			entries[i] = raft.Entry{Term: raft.Term(t)}
		}
	}
	s.member.SetUp(term, vote, entries)
	terms := make([]uint64, len(entries))
	for i, e := range entries {
		terms[i] = uint64(e.Term)
	}
	voted := sim.Nobody
	if vote != raft.None {
		voted = registryOf(w).node(vote)
	}
	monitorOf(w).SetUp(self, uint64(term), voted, terms, check.Entry(uint8(raft.Normal), nil))
}
