package check

import (
	"slices"

	"raftarium/core/sim"
)

// A cluster that takes snapshots forgets its entries, and so does a Monitor. What
// lies up to the ledger's base is known no more, and taken for granted wherever
// it is asked for: a log that reaches as far has it. Nothing is forgotten before
// every node that keeps up has applied it and dropped it from its log, so that
// only a node which is far behind, and gets a snapshot, is not looked at there.

const (
	// behindMax is how many entries a node that keeps up may be behind what is
	// committed.
	behindMax = 4096
	// termsMax bounds the terms of which it is known who led them and what was
	// committed in them.
	termsMax = 1024
	// forgotten stands for the hash of a log where it is not known. No log has it.
	forgotten = 2
)

// Compacted tells that a node has dropped the entries up to an index from its
// log, for which a snapshot stands.
func (m *Monitor) Compacted(n sim.Node, index uint64) {
	x := m.node(n)
	x.compacted = max(x.compacted, index)
	upTo := m.committed
	for i := range m.nodes {
		if y := &m.nodes[i]; y.joined && y.applied+behindMax >= m.committed {
			upTo = min(upTo, y.applied, y.compacted)
		}
	}
	if upTo &^= chunkRows - 1; upTo > m.ledger.base {
		m.forget(upTo)
	}
}

// forget moves the base.
func (m *Monitor) forget(base uint64) {
	l := &m.ledger
	l.baseHash = l.version(base, l.row(base).committed-1).hash
	gone := (base - l.base) >> chunkBits
	l.base, l.chunks = base, slices.Clone(l.chunks[gone:])
	for i := range m.nodes {
		x := &m.nodes[i]
		x.now.log.forget(base)
		x.disk.log.forget(base)
		for k := range x.writes {
			x.writes[k].log.forget(base)
		}
	}
	m.acks = slices.DeleteFunc(m.acks, func(a ack) bool { return a.index <= base })
}

// forget drops the runs that end before an index.
func (s *strand) forget(base uint64) {
	if s.last <= base {
		s.runs = nil
		return
	}
	for len(s.runs) > 1 && s.runs[1].from <= base+1 {
		s.runs = s.runs[1:]
	}
}

// blurred is a log of which only is known how long it is.
func blurred(last uint64) strand { return strand{last: last, hash: forgotten} }

// bounded returns the newest of a list that only grows.
func bounded[T any](list []T) []T {
	if len(list) < 2*termsMax {
		return list
	}
	return slices.Clone(list[len(list)-termsMax:])
}
