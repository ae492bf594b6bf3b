package check

import "raftarium/core/sim"

// The properties, by their names in kebab-case.
const (
	// ElectionSafety is Figure 3: "at most one leader can be elected in a given
	// term."
	ElectionSafety = "election-safety"
	// LeaderAppendOnly is Figure 3: "a leader never overwrites or deletes
	// entries in its log; it only appends new entries."
	LeaderAppendOnly = "leader-append-only"
	// LogMatching is Figure 3: "if two logs contain an entry with the same index
	// and term, then the logs are identical in all entries up through the given
	// index." A log of another moment counts as another log.
	LogMatching = "log-matching"
	// LeaderCompleteness is Figure 3: "if a log entry is committed in a given
	// term, then that entry will be present in the logs of the leaders for all
	// higher-numbered terms."
	LeaderCompleteness = "leader-completeness"
	// StateMachineSafety is Figure 3: "if a server has applied a log entry at a
	// given index to its state machine, no other server will ever apply a
	// different log entry for the same index."
	StateMachineSafety = "state-machine-safety"
	// AcknowledgedWrite: what a client was told to be written is in the log of
	// every later leader.
	AcknowledgedWrite = "acknowledged-write"
	// DurableBeforePromised is §5.1: servers "update their persistent state on
	// stable storage before responding to RPCs."
	DurableBeforePromised = "durable-before-promised"
)

var properties = [...]string{ElectionSafety, LeaderAppendOnly, LogMatching, LeaderCompleteness, StateMachineSafety,
	AcknowledgedWrite, DurableBeforePromised}

// Properties returns the names of all properties, in the order of Figure 3.
func Properties() []string { return properties[:] }

// At is a moment and the event that happens then.
type At struct {
	Time  sim.Time
	Event sim.EventID
}

// Violation tells where a property does not hold.
type Violation struct {
	Property string
	At       At       // the event that broke it
	Node     sim.Node // who did
	Peer     sim.Node // with whom it is at odds, or Nobody
	Term     uint64   // 0 where it has no part in it
	Index    uint64   // 0 where it has no part in it
}

// State is whether a property has held so far.
type State struct {
	Property string
	Holds    bool
	First    Violation // if it does not hold
}

// perPropertyMax bounds the violations of one property: once a cluster is
// broken, much follows.
const perPropertyMax = 16

// violated notes a violation, unless these two are known to be at odds in this
// term.
func (m *Monitor) violated(at At, property string, node, peer sim.Node, term, index uint64) {
	count := 0
	for i := range m.found {
		v := &m.found[i]
		if v.Property != property {
			continue
		}
		if count++; count == perPropertyMax || v.Node == node && v.Peer == peer && v.Term == term {
			return
		}
	}
	m.found = append(m.found, Violation{Property: property, At: at, Node: node, Peer: peer, Term: term, Index: index})
}

// Found returns the violations so far, in the order in which they happened.
// They are not to be changed.
func (m *Monitor) Found() []Violation { return m.found }

// States calls yield with every property.
func (m *Monitor) States(yield func(State) bool) {
	for _, property := range properties {
		s := State{Property: property, Holds: true}
		for i := range m.found {
			if m.found[i].Property == property {
				s.Holds, s.First = false, m.found[i]
				break
			}
		}
		if !yield(s) {
			return
		}
	}
}
