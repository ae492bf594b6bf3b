package lab

import (
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// WhyEntry says why an entry is committed, as a member knows it, or why it is
// not.
func WhyEntry(w *sim.World, n sim.Node, index raft.Index) Answer {
	m := MemberAt(w, n)
	a := asker{w: w}
	log, commit := logAndCommit(m)
	at := narrate.Num("index", int(index))
	e, there := log.At(index)
	switch {
	case index == 0 || index > log.Last():
		a.say("why.no-entry", a.name("member", n), at, narrate.Num("last", int(log.Last())))
		return Answer{Title: "panel.why-uncommitted", Because: a.list, Missing: true}
	case index <= commit:
		if !there {
			a.say("why.in-snapshot", at)
		}
		a.learnt(n, index)
		return Answer{Title: "panel.why-committed", Because: a.list}
	}
	for other, o := range Members(w) {
		theirs, known := logAndCommit(o)
		if same, ok := theirs.At(index); other != n && known >= index && (!ok || same == e) {
			a.say("why.committed-elsewhere", a.name("other", other), a.name("member", n))
			a.unheard(n)
			return Answer{Title: "panel.why-uncommitted", Because: a.list, Missing: true}
		}
	}
	a.uncommitted(n, index, e)
	return Answer{Title: "panel.why-uncommitted", Because: a.list, Missing: true}
}

// logAndCommit are what a member has, or what is on its disk while it is down.
func logAndCommit(m *member.Member) (*raft.Log, raft.Index) {
	if s := m.Raft(); s != nil {
		return s.Log(), s.Commit()
	}
	return &m.Stored().Log, m.Stored().Commit
}

// learnt tells how a member came to know that an entry is committed.
func (a *asker) learnt(n sim.Node, index raft.Index) {
	first := sim.EventID(0)
	trace := a.w.Trace()
	for id := trace.Next(); id > trace.First(); {
		id--
		e, _ := trace.At(id)
		if c, ok := e.Detail.(member.Committed); ok && e.Node == n {
			if c.Index < index {
				break
			}
			first = id
		}
	}
	if first == 0 {
		a.say("why.gone")
		return
	}
	a.causes(first, causesMax)
}

// unheard tells why a member has not heard what another knows.
func (a *asker) unheard(n sim.Node) {
	leader := leaderOf(a.w)
	switch {
	case a.apart(leader, n):
	case leader == sim.Nobody:
		a.list = append(a.list, WhyLeader(a.w).Because...)
	default:
		a.say("why.not-heard-yet", a.name("member", n))
	}
}

// apart tells what is between a leader and another member, and reports whether
// anything is.
func (a *asker) apart(leader, n sim.Node) bool {
	switch {
	case !a.w.Up(n):
		a.down(n)
	case a.w.Paused(n):
		a.paused(n)
	case leader != sim.Nobody && leader != n && (a.w.IsCut(leader, n) || a.w.IsCut(n, leader)):
		cut, _ := Newest(a.w, func(e *sim.Event) bool {
			return e.Kind == sim.KindCut && (e.Node == leader && e.Peer == n || e.Node == n && e.Peer == leader)
		})
		a.cut(cut, n, []sim.Node{leader})
	default:
		return false
	}
	return true
}

// uncommitted tells what an entry lacks that no member knows to be committed.
func (a *asker) uncommitted(n sim.Node, index raft.Index, e raft.Entry) {
	voters := electorateOf(a.w)
	leader, reaches := voters.leading()
	if leader == sim.Nobody || !reaches {
		a.say("why.nobody-commits")
		a.list = append(a.list, WhyLeader(a.w).Because...)
		if leader == sim.Nobody {
			return
		}
	}
	s := MemberAt(a.w, leader).Raft()
	term := narrate.Num("term", int(s.Term()))
	own, has := s.Log().At(index)
	switch {
	case !has || own.Term != e.Term:
		a.say("why.overwritten", a.name("leader", leader), term, a.name("member", n), narrate.Num("index", int(index)))
		return
	case leader != n:
		a.say("why.leader-decides", a.name("leader", leader), term)
	}
	copies := 0
	for _, p := range s.Peers() {
		if (p.Voter || p.Outgoing) && p.Match >= index {
			copies++
		}
	}
	a.say("why.copies", a.name("leader", leader), narrate.Num("n", copies), narrate.Num("needed", voters.needed))
	if copies >= voters.needed && e.Term != s.Term() {
		a.say("why.older-term", narrate.Num("entry", int(e.Term)), term)
	}
	for node, m := range Members(a.w) {
		for _, p := range s.Peers() {
			if uint64(p.ID) == m.Self().ID && (p.Voter || p.Outgoing) && p.Match < index {
				a.lacks(leader, node, index, e)
			}
		}
	}
}

// lacks tells why a leader does not count a voter's copy.
func (a *asker) lacks(leader, n sim.Node, index raft.Index, e raft.Entry) {
	if a.apart(leader, n) {
		return
	}
	who := a.name("member", n)
	s := MemberAt(a.w, n).Raft()
	own, has := s.Log().At(index)
	switch {
	case has && own == e && index <= s.Durable():
		a.say("why.unacknowledged", who, a.name("leader", leader))
	case has && own == e:
		a.say("why.writing", who)
	case leader == n:
		a.say("why.writing", who)
	default:
		for m := range a.w.Messages {
			if append, is := m.Payload.(raft.AppendEntries); is && m.From == leader && m.To == n &&
				append.PrevIndex < index && index <= append.PrevIndex+raft.Index(len(append.Entries)) {
				a.sayOf(m.ID, "why.on-its-way", who)
				return
			}
		}
		a.say("why.not-sent", who)
	}
}
