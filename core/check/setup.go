package check

import "raftarium/core/sim"

// Elected reports whether anybody has ever led the cluster.
func (m *Monitor) Elected() bool { return len(m.reigns) > 0 }

// SetUp tells what somebody from outside has put on a node's disk, before
// anybody was elected: a term, a vote in it, and a log by its terms, all of whose
// entries have the same fingerprint. Nothing of it was promised or written by
// the node, so nothing can be violated by it.
func (m *Monitor) SetUp(n sim.Node, term uint64, vote sim.Node, terms []uint64, what uint64) {
	x := m.node(n)
	x.now = held{term: term, vote: vote}
	for i, term := range terms {
		hash := chain(x.now.log.hash, term, what)
		r, _ := m.ledger.enter(uint64(i)+1, term, hash, n)
		x.now.log.append(r, hash)
	}
	x.disk, x.writes = x.now, nil
}
