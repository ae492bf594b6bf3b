package lab

import (
	"fmt"
	"slices"

	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// eventKinds are the names of all kinds of events, sorted. What members tell of
// themselves is recorded under the kind of that name.
var eventKinds = nameKinds()

var (
	kindCommitted = sim.NewKind(member.Committed{}.Kind())
	kindApplied   = sim.NewKind(member.Applied{}.Kind())
)

func nameKinds() (names []string) {
	for _, name := range narrate.Kinds {
		sim.NewKind(name)
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// kindOf returns the kind under which a note is recorded.
func kindOf(n member.Note) sim.Kind {
	kind, ok := sim.KindNamed(n.Kind())
	if !ok {
		panic(fmt.Sprintf("lab: no kind of events is called %q", n.Kind()))
	}
	return kind
}

// EventKinds implements shell.Host.
func (host) EventKinds() []string { return slices.Clone(eventKinds) }
