package lab

import (
	"slices"

	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// electorate is who votes, and who of them can be reached from whom.
type electorate struct {
	asker
	voters []sim.Node
	needed int
}

func electorateOf(w *sim.World) *electorate {
	e := &electorate{asker: asker{w: w}}
	quorum := 0
	for n, m := range Members(w) {
		if isGone(w, m) || IsLearner(m) {
			continue
		}
		e.voters = append(e.voters, n)
		if s := m.Raft(); s != nil {
			quorum = max(quorum, s.Quorum())
		}
	}
	if e.needed = quorum; quorum == 0 {
		e.needed = len(e.voters)/2 + 1
	}
	return e
}

// works reports whether a member can take part now.
func (e *electorate) works(n sim.Node) bool { return e.w.Up(n) && !e.w.Paused(n) }

// reach lists the voters whose answers a member can get, itself among them.
func (e *electorate) reach(n sim.Node) (list []sim.Node) {
	if !e.works(n) {
		return nil
	}
	for _, other := range e.voters {
		if other == n || e.works(other) && !e.w.IsCut(n, other) && !e.w.IsCut(other, n) {
			list = append(list, other)
		}
	}
	return list
}

// leading returns the member that leads the newest term, if any leads, and
// whether it reaches a quorum.
func (e *electorate) leading() (n sim.Node, reaches bool) {
	n = leaderOf(e.w)
	return n, n != sim.Nobody && len(e.reach(n)) >= e.needed
}

// WhyLeader says why there is a leader, or why there is none.
func WhyLeader(w *sim.World) Answer {
	e := electorateOf(w)
	leader, reaches := e.leading()
	if reaches {
		s := MemberAt(w, leader).Raft()
		elected := e.elected(leader)
		e.sayOf(elected, "why.leads", e.name("member", leader), narrate.Num("term", int(s.Term())))
		e.causes(elected, causesMax)
		return Answer{Title: "panel.why-leader", Because: e.list}
	}
	if leader != sim.Nobody {
		s := MemberAt(w, leader).Raft()
		e.say("why.leads-few", e.name("member", leader), narrate.Num("term", int(s.Term())),
			narrate.Num("n", len(e.reach(leader))), narrate.Num("needed", e.needed))
	}
	if best := e.best(); len(best) < e.needed {
		e.say("why.no-majority", narrate.Num("n", len(best)), narrate.Num("voters", len(e.voters)), narrate.Num("needed", e.needed))
		e.missing(best)
	} else {
		e.contest()
	}
	e.last()
	return Answer{Title: "panel.why-no-leader", Because: e.list, Missing: true}
}

// elected is the event of a member's newest election.
func (e *electorate) elected(n sim.Node) sim.EventID {
	id, _ := Newest(e.w, func(ev *sim.Event) bool {
		_, became := ev.Detail.(member.BecameLeader)
		return became && ev.Node == n
	})
	return id
}

// best lists the voters that the one reaches that reaches most.
func (e *electorate) best() (best []sim.Node) {
	for _, n := range e.voters {
		if list := e.reach(n); len(list) > len(best) {
			best = list
		}
	}
	return best
}

// missing tells why the others are not among those who reach each other.
func (e *electorate) missing(together []sim.Node) {
	for _, n := range e.voters {
		switch {
		case slices.Contains(together, n):
		case !e.w.Up(n):
			e.down(n)
		default:
			e.hindered(n)
		}
	}
}

// down tells since when a member is.
func (a *asker) down(n sim.Node) {
	id, _ := Newest(a.w, func(e *sim.Event) bool {
		return e.Node == n && (e.Kind == sim.KindCrashed || e.Kind == sim.KindRestarted)
	})
	a.sayOf(id, "why.down", a.name("member", n))
}

// contest tells how far the election is, where a quorum is in reach.
func (e *electorate) contest() {
	if !e.electable() {
		e.say("why.behind")
	}
	stands := map[raft.Term]int{}
	newestTerm, role := raft.Term(0), raft.Follower
	for _, n := range e.voters {
		s := MemberAt(e.w, n).Raft()
		if s == nil || s.Role() != raft.Candidate && s.Role() != raft.PreCandidate {
			continue
		}
		if s.Role() == raft.Candidate {
			stands[s.Term()]++
		}
		newestTerm, role = max(newestTerm, s.Term()), max(role, s.Role())
	}
	if role == raft.Follower {
		e.waiting()
		return
	}
	if stands[newestTerm] > 1 {
		e.say("why.split", narrate.Num("term", int(newestTerm)), narrate.Num("n", stands[newestTerm]), narrate.Num("needed", e.needed))
	}
	for _, n := range e.voters {
		if s := MemberAt(e.w, n).Raft(); s != nil && s.Term() == newestTerm && s.Role() == role {
			e.stands(n, s)
		}
	}
}

// stands tells of a candidate: its votes, and who has refused.
func (e *electorate) stands(n sim.Node, s *raft.Server) {
	votes := 0
	s.Votes(func(_ raft.ID, yes, _ bool) bool {
		if yes {
			votes++
		}
		return true
	})
	id, kind := "why.stands", roleKinds[s.Role()].kind
	if s.Role() == raft.PreCandidate {
		id = "why.asks"
	}
	became, _ := Newest(e.w, func(ev *sim.Event) bool { return ev.Node == n && ev.Kind.String() == kind })
	e.sayOf(became, id, e.name("member", n), narrate.Num("term", int(s.Term())), narrate.Num("votes", votes), narrate.Num("needed", e.needed))
	for _, other := range e.voters {
		refusal, refused := newestSince(e.w, became, func(ev *sim.Event) bool {
			if ev.Kind != sim.KindSent || ev.Node != other || ev.Peer != n {
				return false
			}
			vote, is := ev.Detail.(raft.VoteReply)
			pre, isPre := ev.Detail.(raft.PreVoteReply)
			return is && !vote.Granted || isPre && !pre.Granted
		})
		if refused {
			e.list = append(e.list, Because{Event: refusal})
		}
	}
}

// electable reports whether some voter could be elected: a quorum that it
// reaches has no log that is more up to date, §5.4.1.
func (e *electorate) electable() bool {
	for _, n := range e.voters {
		own := logEnd(MemberAt(e.w, n))
		votes := 0
		for _, other := range e.reach(n) {
			if theirs := logEnd(MemberAt(e.w, other)); own.term > theirs.term || own.term == theirs.term && own.index >= theirs.index {
				votes++
			}
		}
		if votes >= e.needed {
			return true
		}
	}
	return false
}

// end is the last entry of a log.
type end struct {
	index raft.Index
	term  raft.Term
}

func logEnd(m *member.Member) end {
	log := &m.Stored().Log
	if s := m.Raft(); s != nil {
		log = s.Log()
	}
	return end{log.Last(), log.LastTerm()}
}

// waiting tells whose election timer runs out first.
func (e *electorate) waiting() {
	first, left := sim.Nobody, sim.Never
	for _, n := range e.voters {
		if at, set := e.w.Deadline(n, sim.Timer(raft.ElectionTimer)); set && e.works(n) && at < left {
			first, left = n, at
		}
	}
	if first == sim.Nobody {
		return
	}
	e.say("why.waits", e.name("member", first), narrate.Span("time", max(0, left-e.w.Now())))
}

// last tells how the newest leader ceased to be one.
func (e *electorate) last() {
	trace := e.w.Trace()
	elected, ok := Newest(e.w, func(ev *sim.Event) bool { _, became := ev.Detail.(member.BecameLeader); return became })
	if !ok {
		if trace.First() <= 1 {
			e.say("why.never")
		}
		return
	}
	was, _ := trace.At(elected)
	for id := elected + 1; id < trace.Next(); id++ {
		ev, _ := trace.At(id)
		_, followed := ev.Detail.(member.BecameFollower)
		if ev.Node == was.Node && (followed || ev.Kind == sim.KindCrashed || ev.Kind == sim.KindPaused) {
			e.causes(id, lastCauses)
			return
		}
	}
}

// lastCauses is how much is told of how the newest leader ceased to be one.
const lastCauses = 4
