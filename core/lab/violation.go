package lab

import (
	"raftarium/core/check"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Violation says which property was violated, by whom, where and when.
type Violation struct {
	Property string // in kebab-case
	Members  []sim.Node
	Term     raft.Term  // 0 where it has no part in it
	Index    raft.Index // 0 where it has no part in it
	// Of which revision an answer was, and of which a client was told before it
	// asked; 0 where they have no part in it.
	Revision, Known uint64
	Time            sim.Time
	Event           sim.EventID // the event that broke it
}

// Violations returns which properties have been violated since the cluster was
// made, in the order in which they were. See check.Monitor.
func Violations(w *sim.World) []Violation {
	m := monitorOf(w)
	if m == nil || len(m.Found()) == 0 {
		return nil
	}
	found := make([]Violation, len(m.Found()))
	for i, v := range m.Found() {
		found[i] = violationOf(v)
	}
	return found
}

func violationOf(v check.Violation) Violation {
	members := []sim.Node{v.Node}
	switch peer := !v.Peer.IsClient() && v.Peer != sim.Nobody; {
	case v.Node == sim.Nobody:
		members = nil
	case peer && v.Peer < v.Node:
		members = []sim.Node{v.Peer, v.Node}
	case peer && v.Peer > v.Node:
		members = append(members, v.Peer)
	}
	return Violation{Property: v.Property, Members: members, Term: raft.Term(v.Term), Index: raft.Index(v.Index),
		Revision: v.Revision, Known: v.Known, Time: v.At.Time, Event: v.At.Event}
}

// Check says how a property stands.
type Check struct {
	Property string // in kebab-case
	Standing check.Standing
	First    Violation // where it was violated first, if it was
}

// Checks calls yield with every property.
func Checks(w *sim.World) func(yield func(Check) bool) {
	return func(yield func(Check) bool) {
		for s := range monitorOf(w).States {
			c := Check{Property: s.Property, Standing: s.Standing}
			if s.Standing == check.Violated {
				c.First = violationOf(s.First)
			}
			if !yield(c) {
				return
			}
		}
	}
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
	if v.Known != 0 {
		j.key("revision").number(v.Revision)
		j.key("known_revision").number(v.Known)
	}
	j.key("time_ms").raw(v.Time.AppendMilliseconds(nil))
	j.close('}')
}

// Violated reports whether there are any Violations.
func Violated(w *sim.World) bool {
	m := monitorOf(w)
	return m != nil && len(m.Found()) > 0
}
