package check

import (
	"slices"

	"raftarium/core/sim"
)

// ID is what a member is named by in configurations. A member may be in one
// before it is anywhere.
type ID uint64

// Configuration is who decides, as a node sees it: a majority of the voters,
// and during joint consensus one of the outgoing voters besides. It is not
// changed once it was told.
type Configuration struct {
	Voters   []ID // in order
	Outgoing []ID // in order; empty but for joint consensus
}

func (c Configuration) equal(d Configuration) bool {
	return slices.Equal(c.Voters, d.Voters) && slices.Equal(c.Outgoing, d.Outgoing)
}

// Configured tells which ID a node has, and which configuration it uses from
// now on. Two that
// differ, each used by a quorum of its own, could decide differently: their
// quorums are disjoint, since a node uses one of them.
func (m *Monitor) Configured(at At, n sim.Node, id ID, c Configuration) {
	x := m.node(n)
	x.id = id
	if x.config.equal(c) {
		return
	}
	x.config = c
	if !m.ownQuorum(c) {
		return
	}
	for i := range m.nodes {
		if other := m.nodes[i].config; len(other.Voters) > 0 && !other.equal(c) && m.ownQuorum(other) {
			m.violated(at, QuorumsOverlap, n, sim.Node(i+1), x.now.term, 0)
			return
		}
	}
}

// Crashed tells that a node is down, perhaps for good. It uses no configuration
// until it is told to run again, and which one it then uses; and whoever has asked
// it has lost the connection and waits no more.
func (m *Monitor) Crashed(n sim.Node) {
	m.clients.abandonAll(n)
	if int(n) <= len(m.nodes) {
		m.nodes[n-1].config = Configuration{}
	}
}

// ownQuorum reports whether a quorum of a configuration uses it.
func (m *Monitor) ownQuorum(c Configuration) bool {
	using := func(voters []ID) bool {
		count := 0
		for i := range m.nodes {
			if x := &m.nodes[i]; slices.Contains(voters, x.id) && x.config.equal(c) {
				count++
			}
		}
		return 2*count > len(voters)
	}
	return using(c.Voters) && (len(c.Outgoing) == 0 || using(c.Outgoing))
}
