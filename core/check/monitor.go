package check

import "raftarium/core/sim"

// Monitor is told what happens in a cluster and finds out which properties are
// violated. It is a value of its world: cloned, encoded and rewound with it.
type Monitor struct {
	ledger ledger
	nodes  []node  // nodes[i] is that with the number i+1
	reigns []reign // in the order of terms, one a term

	// What is committed: up to committed, the newest of it in commitTerm, what
	// was before that in earlier terms in past, in order.
	committed, commitTerm uint64
	past                  []era

	acks    []ack
	clients clients
	live    liveness
	found   []Violation
}

// node is what is known of a member.
type node struct {
	joined bool
	leads  uint64 // the term that it leads, 0 for none
	// Whom it takes for the leader, and of which term.
	follows   sim.Node
	followsIn uint64
	id        ID
	config    Configuration // that it uses
	now       held          // what it has, in memory
	disk      held          // what of it is durable
	writes    []write
	// It has applied everything up to here since it started.
	applied   uint64
	compacted uint64 // it has dropped everything up to here from its log
}

// held is what a node must not forget, Figure 2: "persistent state".
type held struct {
	term uint64
	vote sim.Node
	log  strand
}

// write is what the disk will have once the write is durable.
type write struct {
	seq sim.WriteSeq
	held
}

// reign is who led a term first.
type reign struct {
	term uint64
	node sim.Node
}

// era is how far was committed when the commits of a term ended.
type era struct{ upTo, term uint64 }

// ack is the newest write that a client was told of, on one history.
type ack struct {
	index, hash, term uint64
	node              sim.Node
}

// acksMax bounds the histories: there is one while no property is violated.
const acksMax = 16

// New returns a Monitor that knows of nothing.
func New() *Monitor { return &Monitor{} }

// Reset forgets everything: the cluster is made anew.
func (m *Monitor) Reset() { *m = Monitor{} }

// Clone implements sim.Monitor.
func (m *Monitor) Clone() sim.Monitor {
	c := *m
	m.ledger, c.ledger = m.ledger.clone()
	c.nodes = append([]node(nil), m.nodes...)
	for i := range c.nodes {
		c.nodes[i].writes = append([]write(nil), m.nodes[i].writes...)
	}
	c.reigns = append([]reign(nil), m.reigns...)
	c.past = m.past[:len(m.past):len(m.past)]
	c.acks = append([]ack(nil), m.acks...)
	c.clients = m.clients.clone()
	c.found = m.found[:len(m.found):len(m.found)]
	return &c
}

// node returns what is known of a member.
func (m *Monitor) node(n sim.Node) *node {
	for int(n) > len(m.nodes) {
		m.nodes = append(m.nodes, node{})
	}
	return &m.nodes[n-1]
}

// Restarted tells that a node starts, for the first time or after a crash which
// its writes up to survived came through.
func (m *Monitor) Restarted(_ At, n sim.Node, survived sim.WriteSeq) {
	m.clients.abandonAll(n)
	x := m.node(n)
	x.settle(survived)
	x.joined, x.writes, x.now = true, nil, x.disk
	x.leads, x.applied, x.follows = 0, 0, sim.Nobody
}

// Left tells that a node is gone for good. Its number may be given to another.
func (m *Monitor) Left(n sim.Node) {
	m.clients.abandonAll(n)
	*m.node(n) = node{}
}

// Last returns the last index of a node's log, as far as it was told.
func (m *Monitor) Last(n sim.Node) uint64 {
	if int(n) > len(m.nodes) {
		return 0
	}
	return m.nodes[n-1].now.log.last
}

// Appended tells that a node's log has an entry at an index, and what it had
// there and after it no longer. What is a fingerprint of the entry.
func (m *Monitor) Appended(at At, n sim.Node, index, term, what uint64) {
	x := m.node(n)
	log := &x.now.log
	if index == 0 || index > log.last+1 {
		return // no log has gaps
	}
	if index <= m.ledger.base {
		*log = blurred(index)
		return
	}
	before := m.hashBefore(log, index)
	hash := chain(before, term, what)
	if index <= log.last {
		if m.hashAt(log, index) == hash {
			return
		}
		if x.leads != 0 {
			m.violated(at, LeaderAppendOnly, n, sim.Nobody, x.leads, index)
		}
		log.truncate(index-1, before)
	}
	r, rival := m.ledger.enter(index, term, hash, n)
	if rival != sim.Nobody {
		m.violated(at, LogMatching, n, rival, term, index)
	}
	log.append(r, hash)
}

// Wrote tells that a node gave its disk all that it has to write: its term, its
// vote in it, and the log as it was told to be.
func (m *Monitor) Wrote(_ At, n sim.Node, seq sim.WriteSeq, term uint64, vote sim.Node) {
	x := m.node(n)
	x.now.term, x.now.vote = term, vote
	x.writes = append(x.writes, write{seq: seq, held: x.now})
}

// Durable tells that a node's writes up to seq are on its disk.
func (m *Monitor) Durable(n sim.Node, seq sim.WriteSeq) { m.node(n).settle(seq) }

// settle makes the writes up to seq durable.
func (x *node) settle(seq sim.WriteSeq) {
	done := 0
	for done < len(x.writes) && x.writes[done].seq <= seq {
		done++
	}
	if done == 0 {
		return
	}
	x.disk = x.writes[done-1].held
	rest := copy(x.writes, x.writes[done:])
	clear(x.writes[rest:])
	x.writes = x.writes[:rest]
}

// Promise is what a node tells another that it will not forget.
type Promise struct {
	Term  uint64
	Vote  sim.Node // to whom it gives its vote in this term, or Nobody
	Index uint64   // up to which it has the leader's log, or 0
}

// Promised tells that a node made a promise. All of it must be on its disk. As
// long as the node is in the same term its log must be the one that it
// promised, for no leader takes anything back.
func (m *Monitor) Promised(at At, n sim.Node, p Promise) {
	x := m.node(n)
	disk := &x.disk
	switch {
	case disk.term < p.Term,
		p.Vote != sim.Nobody && disk.term == p.Term && disk.vote != p.Vote,
		disk.log.last < p.Index,
		p.Index > 0 && p.Term == x.now.term && p.Index <= x.now.log.last && m.hashAt(&disk.log, p.Index) != m.hashAt(&x.now.log, p.Index):
		m.violated(at, DurableBeforePromised, n, p.Vote, p.Term, p.Index)
	}
}
