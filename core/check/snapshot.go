package check

import "raftarium/core/sim"

// Installed tells that a snapshot took the place of a node's log up to an
// index. Where the log has what the snapshot stands for, it stays; otherwise
// nothing but the snapshot is left of it.
func (m *Monitor) Installed(at At, n sim.Node, index uint64) {
	log := &m.node(n).now.log
	switch {
	case index == 0:
	case index > m.committed:
		m.violated(at, StateMachineSafety, n, sim.Nobody, 0, index)
	case !m.hasCommitted(log, index):
		*log = m.committedLog(index)
		m.node(n).compacted = index
	}
}

// committedLog returns a log of what is committed up to an index: that of a
// node that has it.
func (m *Monitor) committedLog(index uint64) strand {
	for i := range m.nodes {
		if s := m.nodes[i].now.log; index > m.ledger.base && m.hasCommitted(&s, index) {
			s.truncate(index, m.hashAt(&s, index))
			return s
		}
	}
	if index <= m.ledger.base {
		return blurred(index)
	}
	s := strand{last: m.ledger.base, hash: m.ledger.baseHash}
	for i := m.ledger.base + 1; i <= index; i++ {
		r := m.ledger.row(i).committed - 1
		s.append(r, m.ledger.version(i, r).hash)
	}
	return s
}

// Restored tells that a node took over the state that a snapshot holds, rather
// than apply the entries up to an index. State is its fingerprint.
func (m *Monitor) Restored(at At, n sim.Node, index, state uint64) {
	x := m.node(n)
	if index == 0 || index > x.now.log.last || index < x.applied {
		m.violated(at, StateMachineSafety, n, sim.Nobody, 0, index)
		return
	}
	x.applied = index
	if index <= m.ledger.base {
		return
	}
	log := &x.now.log
	if r := m.ledger.row(index); r.applied != 0 && r.applied != mix(m.hashAt(log, index), state)|1 {
		m.violated(at, StateMachineSafety, n, r.applier, m.ledger.version(index, log.at(index)).term, index)
	}
}
