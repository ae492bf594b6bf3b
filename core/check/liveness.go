package check

import (
	"slices"

	"raftarium/core/sim"
)

// Patience is how long a cluster that nothing is wrong with may take.
type Patience struct {
	Leader sim.Time // to find a leader
	Answer sim.Time // to answer a request, once there is a leader
}

// liveness is what is waited for. Nothing is judged while something is wrong
// with the cluster.
type liveness struct {
	judged   bool
	patience Patience
	healed   sim.Time // since when nothing is wrong
	// leaderBy is until when a leader is to be found; 0 once there is one.
	leaderBy sim.Time
	next     sim.Time // the first moment at which something may be overdue; 0 is never
}

// Disturbed tells that something is wrong with the cluster from now on: a
// member is down, a link is cut, messages are lost.
func (m *Monitor) Disturbed() { m.live = liveness{} }

// Healed tells that nothing is wrong with the cluster from now on. It may be
// told again whenever something was done to it, and counts anew.
func (m *Monitor) Healed(now sim.Time, p Patience) {
	m.live = liveness{judged: true, patience: p, healed: now, leaderBy: now + p.Leader}
	m.live.next = m.live.leaderBy
	for i := range m.clients.calls {
		if !m.clients.calls[i].endless {
			m.expectAnswer(now)
		}
	}
}

// expectAnswer notes that a request wants an answer.
func (m *Monitor) expectAnswer(since sim.Time) {
	l := &m.live
	if l.judged {
		l.due(l.answerBy(since))
	}
}

// answerBy returns until when a request is to be answered.
func (l *liveness) answerBy(since sim.Time) sim.Time {
	return max(since, l.healed) + l.patience.Leader + l.patience.Answer
}

func (l *liveness) due(at sim.Time) {
	if l.next == 0 || at < l.next {
		l.next = at
	}
}

// lostLeader notes that a node leads no more: another is to be found.
func (m *Monitor) lostLeader(now sim.Time) {
	if l := &m.live; l.judged && l.leaderBy == 0 {
		l.leaderBy = now + l.patience.Leader
		l.due(l.leaderBy)
	}
}

// Due reports whether anything could be overdue. If so, Passed is to be told.
func (m *Monitor) Due(now sim.Time) bool { return m.live.next != 0 && now >= m.live.next }

// Passed tells what time it is, and finds out what should have happened by now.
func (m *Monitor) Passed(at At) {
	if !m.Due(at.Time) {
		return
	}
	l := &m.live
	l.next = 0
	if l.leaderBy != 0 {
		leader := m.followedLeader()
		switch {
		case leader != sim.Nobody:
			l.leaderBy = 0
		case at.Time >= l.leaderBy:
			m.violated(at, Liveness, sim.Nobody, sim.Nobody, 0, 0)
			l.leaderBy = at.Time + l.patience.Leader
			l.due(l.leaderBy)
		default:
			l.due(l.leaderBy)
		}
	}
	for i := range m.clients.calls {
		c := &m.clients.calls[i]
		switch by := l.answerBy(c.since); {
		case c.endless:
		case at.Time >= by:
			m.violated(at, Liveness, c.node, c.client, 0, 0)
			c.endless = true // told once
		default:
			l.due(by)
		}
	}
}

// followedLeader returns who leads a majority of the nodes, or Nobody.
func (m *Monitor) followedLeader() sim.Node {
	for i := range m.nodes {
		leader := &m.nodes[i]
		if leader.leads == 0 {
			continue
		}
		voters := leader.config.Voters
		followers, all := 0, 0
		for k := range m.nodes {
			x := &m.nodes[k]
			if !x.joined || len(voters) > 0 && !slices.Contains(voters, x.id) {
				continue
			}
			all++
			if k == i || x.follows == sim.Node(i+1) && x.followsIn == leader.leads {
				followers++
			}
		}
		if 2*followers > all {
			return sim.Node(i + 1)
		}
	}
	return sim.Nobody
}

// alive returns how liveness stands.
func (m *Monitor) alive() Standing {
	if !m.live.judged || m.followedLeader() == sim.Nobody {
		return Waiting
	}
	return Holding
}
