package check

import (
	"slices"

	"raftarium/core/sim"
)

// Led tells that a node leads a term.
func (m *Monitor) Led(at At, n sim.Node, term uint64) {
	x := m.node(n)
	x.leads, x.follows = term, n
	if first := m.reign(n, term); first != n {
		m.violated(at, ElectionSafety, n, first, term, 0)
	}
	if upTo := m.committedBefore(term); upTo > 0 && !m.hasCommitted(&x.now.log, upTo) {
		m.violated(at, LeaderCompleteness, n, sim.Nobody, term, m.firstMissing(&x.now.log, upTo))
	}
	for i := range m.acks {
		if a := &m.acks[i]; a.term < term && m.hashAt(&x.now.log, a.index) != a.hash {
			m.violated(at, AcknowledgedWrite, n, a.node, term, a.index)
		}
	}
}

// Followed tells that a node does not lead, and whom it takes for the leader of
// a term, if it knows one.
func (m *Monitor) Followed(at At, n, leader sim.Node, term uint64) {
	x := m.node(n)
	if x.leads != 0 {
		x.leads = 0
		m.lostLeader(at.Time)
	}
	x.follows, x.followsIn = leader, term
}

// reign notes who leads a term and returns who did so first.
func (m *Monitor) reign(n sim.Node, term uint64) sim.Node {
	i := len(m.reigns)
	for i > 0 && m.reigns[i-1].term >= term {
		i--
	}
	if i < len(m.reigns) && m.reigns[i].term == term {
		return m.reigns[i].node
	}
	m.reigns = bounded(slices.Insert(m.reigns, i, reign{term: term, node: n}))
	return n
}

// Committed tells that a node takes everything up to an index for committed.
// What a leader says counts; the others repeat it.
func (m *Monitor) Committed(at At, n sim.Node, index uint64) {
	x := m.node(n)
	index = min(index, x.now.log.last)
	if x.leads == 0 || index <= m.committed {
		return
	}
	m.commit(&x.now.log, x.leads, index)
	if m.reigns[len(m.reigns)-1].term == x.leads {
		return
	}
	for i := range m.nodes {
		if y := &m.nodes[i]; y.leads > x.leads && !m.hasCommitted(&y.now.log, m.committed) {
			m.violated(at, LeaderCompleteness, sim.Node(i+1), n, y.leads, m.firstMissing(&y.now.log, m.committed))
		}
	}
}

// commit notes that a log is committed up to an index that it has, in a term.
func (m *Monitor) commit(log *strand, term, index uint64) {
	if term != m.commitTerm {
		if m.committed > 0 {
			m.past = bounded(append(m.past, era{upTo: m.committed, term: m.commitTerm}))
		}
		m.commitTerm = term
	}
	for i := m.committed + 1; i <= index; i++ {
		m.ledger.own(i).committed = log.at(i) + 1
		m.committed = i
	}
}

// committedBefore returns how far was committed in the terms before one.
func (m *Monitor) committedBefore(term uint64) uint64 {
	if m.commitTerm < term {
		return m.committed
	}
	for i := len(m.past) - 1; i >= 0; i-- {
		if m.past[i].term < term {
			return m.past[i].upTo
		}
	}
	return 0
}

// hasCommitted reports whether a log has what is committed up to an index.
func (m *Monitor) hasCommitted(log *strand, i uint64) bool {
	if i <= m.ledger.base {
		return log.last >= i
	}
	r := m.ledger.row(i).committed - 1
	return m.hashAt(log, i) == m.ledger.version(i, r).hash
}

// firstMissing returns the first index, up to one that a log lacks, at which it
// does not have what is committed. What two logs have in common comes first.
func (m *Monitor) firstMissing(log *strand, upTo uint64) uint64 {
	low, high := uint64(1), upTo
	for low < high {
		if middle := (low + high) / 2; m.hasCommitted(log, middle) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// Applied tells that a node applied the entry at an index of its log. State is
// a fingerprint of its state machine afterwards.
func (m *Monitor) Applied(at At, n sim.Node, index, state uint64) {
	x := m.node(n)
	log := &x.now.log
	if index > log.last || index != x.applied+1 {
		m.violated(at, StateMachineSafety, n, sim.Nobody, 0, index)
		return
	}
	x.applied = index
	if index <= m.ledger.base {
		return
	}
	if index > m.committed { // as a cluster's first entries are by decree
		m.commit(log, x.now.term, index)
	}
	is := mix(m.hashAt(log, index), state) | 1
	r := m.ledger.row(index)
	switch {
	case r.applied == 0:
		r = m.ledger.own(index)
		r.applied, r.applier = is, n
	case r.applied != is:
		m.violated(at, StateMachineSafety, n, r.applier, m.ledger.version(index, log.at(index)).term, index)
	}
}

// Acknowledged tells that a node told a client that the write at an index is
// done.
func (m *Monitor) Acknowledged(_ At, n sim.Node, index uint64) {
	x := m.node(n)
	log := &x.now.log
	hash := m.hashAt(log, index)
	if hash == 0 || hash == forgotten {
		return
	}
	told := ack{index: index, hash: hash, term: x.now.term, node: n}
	for i := range m.acks {
		switch a := &m.acks[i]; {
		case a.index >= index && a.hash == hash:
			return
		case a.index <= index && m.hashAt(log, a.index) == a.hash:
			*a = told
			return
		}
	}
	if len(m.acks) == acksMax {
		m.acks = slices.Delete(m.acks, 0, 1)
	}
	m.acks = append(m.acks, told)
}
