package sim

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is a kind of event. Its number means nothing outside the program that
// runs: what is encoded is its name.
type Kind uint16

// The kinds of events that the world itself records. Actors add their own, by
// NewKind.
const (
	KindSent      Kind = iota + 1 // Node sent Detail to Peer
	KindReceived                  // Node received Detail from Peer
	KindLost                      // what Node sent to Peer is lost; Detail is a Lost
	KindTimer                     // a timer of Node ran out; Detail is a Timer
	KindWrite                     // Node gave its disk something to write
	KindDurable                   // what Node wrote is durable, and all before it; Cause is the write, and Why the write's
	KindCrashed                   // Node crashed; with the Detail Stopped it ended in good order
	KindRestarted                 // Node restarted, or started first
	KindPaused                    // Node was paused
	KindResumed                   // Node goes on
	KindClock                     // Node's clock was set; Detail is a ClockSet
	KindCut                       // the link from Node to Peer was cut
	KindJoined                    // the link from Node to Peer was joined again
	KindInput                     // Detail came to Node from outside
	KindRefused                   // what Node sent to Peer was refused: Peer is down
)

// KindsMax bounds the kinds of a program.
const KindsMax = 128

// kindNames are the names of all kinds, in kebab-case.
var kindNames = []string{"none", KindSent: "sent", KindReceived: "received", KindLost: "lost", KindTimer: "timer", KindWrite: "write",
	KindDurable: "durable", KindCrashed: "crashed", KindRestarted: "restarted", KindPaused: "paused", KindResumed: "resumed", KindClock: "clock-set",
	KindCut: "cut", KindJoined: "joined", KindInput: "input", KindRefused: "refused"}

// NewKind returns the kind with a name in kebab-case, which it makes if there is
// none. It is for variables of packages, which are set before any world runs. It
// panics if there are KindsMax of them.
func NewKind(name string) Kind {
	if k, ok := KindNamed(name); ok {
		return k
	}
	if len(kindNames) == KindsMax {
		panic(fmt.Sprintf("sim: no room for the kind %q beside %d others", name, KindsMax))
	}
	kindNames = append(kindNames, name)
	return Kind(len(kindNames) - 1)
}

// KindNamed returns the kind with a name, and whether there is one.
func KindNamed(name string) (Kind, bool) {
	i := slices.Index(kindNames, name)
	return Kind(max(i, 0)), i > 0
}

// String returns the kind's name.
func (k Kind) String() string { return kindNames[k] }

// kindSet is a set of kinds.
type kindSet [KindsMax]bool

// all returns the kinds in the set, in the order of their names.
func (s *kindSet) all() (kinds []Kind) {
	for k := range Kind(len(kindNames)) {
		if s[k] {
			kinds = append(kinds, k)
		}
	}
	slices.SortFunc(kinds, func(a, b Kind) int { return strings.Compare(a.String(), b.String()) })
	return kinds
}
