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
	// QuorumsOverlap is dissertation §4.1: there is no moment at which two
	// configurations could each elect a leader or commit entries without the
	// other, "thus, it's not possible for both clusters to make unilateral
	// decisions".
	QuorumsOverlap = "quorums-overlap"
	// Linearizability is dissertation §6.3: "each operation appears to execute
	// instantaneously, exactly once, at some point between its invocation and
	// its response". See Monitor.Answered for how much of it is looked at.
	Linearizability = "linearizability"
	// Liveness: a cluster that nothing is wrong with finds a leader within ten
	// election timeouts, and answers whoever waits. It is judged only then.
	Liveness = "liveness"
)

var properties = [...]string{ElectionSafety, LeaderAppendOnly, LogMatching, LeaderCompleteness, StateMachineSafety,
	AcknowledgedWrite, DurableBeforePromised, QuorumsOverlap, Linearizability, Liveness}

// Properties returns the names of all properties, those of Figure 3 first.
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
	Node     sim.Node // who did, or Nobody where all did
	Peer     sim.Node // with whom it is at odds, or Nobody
	Term     uint64   // 0 where it has no part in it
	Index    uint64   // 0 where it has no part in it
	// What was answered, and what another client had been told of by then, where
	// these are revisions of a store.
	Revision, Known uint64
}

// Standing is how a property stands.
type Standing uint8

const (
	Holding  Standing = iota
	Waiting           // nothing can be said while something is wrong with the cluster
	Violated          // it has been; see State.First
)

// State is how a property stands, since the cluster was made.
type State struct {
	Property string
	Standing Standing
	First    Violation // if it was violated
}

// perPropertyMax bounds the violations of one property: once a cluster is
// broken, much follows.
const perPropertyMax = 16

// violated notes a violation.
func (m *Monitor) violated(at At, property string, node, peer sim.Node, term, index uint64) {
	m.add(Violation{Property: property, At: at, Node: node, Peer: peer, Term: term, Index: index})
}

// add notes a violation, unless these two are known to be at odds in this
// term.
func (m *Monitor) add(new Violation) {
	count := 0
	for i := range m.found {
		v := &m.found[i]
		if v.Property != new.Property {
			continue
		}
		if count++; count == perPropertyMax || v.Node == new.Node && v.Peer == new.Peer && v.Term == new.Term {
			return
		}
	}
	m.found = append(m.found, new)
}

// Found returns the violations so far, in the order in which they happened.
// They are not to be changed.
func (m *Monitor) Found() []Violation { return m.found }

// States calls yield with every property.
func (m *Monitor) States(yield func(State) bool) {
	for _, property := range properties {
		s := State{Property: property}
		if property == Liveness {
			s.Standing = m.alive()
		}
		for i := range m.found {
			if m.found[i].Property == property {
				s.Standing, s.First = Violated, m.found[i]
				break
			}
		}
		if !yield(s) {
			return
		}
	}
}
