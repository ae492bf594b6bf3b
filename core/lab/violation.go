package lab

import (
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Violation says which property of Figure 3 does not hold at this moment.
type Violation struct {
	Property string // in kebab-case
	Members  []sim.Node
	Term     raft.Term
	Index    raft.Index
}

// Violations looks at a world and returns which properties do not hold in it
// at this moment. It looks at states and not at histories: what healed by
// itself is not found.
func Violations(w *sim.World) (found []Violation) {
	found = electionSafety(w, found)
	return stateMachineSafety(w, found)
}

// electionSafety is Figure 3's first property: "at most one leader can be
// elected in a given term".
func electionSafety(w *sim.World, found []Violation) []Violation {
	for a, x := range Members(w) {
		for b, y := range Members(w) {
			if a >= b || x.Raft() == nil || y.Raft() == nil {
				continue
			}
			if x.Raft().Role() == raft.Leader && y.Raft().Role() == raft.Leader && x.Raft().Term() == y.Raft().Term() {
				found = append(found, Violation{Property: "election-safety", Members: []sim.Node{a, b}, Term: x.Raft().Term()})
			}
		}
	}
	return found
}

// stateMachineSafety is Figure 3's last property: "if a server has applied a
// log entry at a given index to its state machine, no other server will ever
// apply a different log entry for the same index". Two neighbours in the order
// of what they applied are compared at the highest index that both have.
func stateMachineSafety(w *sim.World, found []Violation) []Violation {
	var last sim.Node
	var log *raft.Log
	var applied raft.Index
	for n, m := range Members(w) {
		s := m.Raft()
		if s == nil {
			continue
		}
		if log != nil {
			if i := firstDifference(log, s.Log(), min(applied, s.Applied())); i != 0 {
				found = append(found, Violation{Property: "state-machine-safety", Members: []sim.Node{last, n}, Index: i})
			}
		}
		last, log, applied = n, s.Log(), s.Applied()
	}
	return found
}

// firstDifference returns the first index up to which two logs differ, or 0.
// Logs that agree at an index in term and payload agree before it (Log
// Matching), so a look at the end settles most cases.
func firstDifference(a, b *raft.Log, upTo raft.Index) raft.Index {
	same := func(i raft.Index) bool {
		x, _ := a.At(i)
		y, _ := b.At(i)
		return x == y
	}
	if upTo == 0 || same(upTo) {
		return 0
	}
	for i := raft.Index(1); i <= upTo; i++ {
		if !same(i) {
			return i
		}
	}
	return 0
}

func appendViolation(j *jsonWriter, w *sim.World, v Violation) {
	j.open('{')
	j.key("property").text(v.Property)
	j.key("members").open('[')
	for _, n := range v.Members {
		j.element().text(NameOf(w, n))
	}
	j.close(']')
	if v.Term != 0 {
		j.key("term").number(uint64(v.Term))
	}
	if v.Index != 0 {
		j.key("index").number(uint64(v.Index))
	}
	j.close('}')
}
