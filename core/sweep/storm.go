package sweep

import (
	"fmt"
	"slices"
	"sync"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// storm is a world in the making: what its seed has drawn, how far it is, and
// what is known of it.
type storm struct {
	*chance // nil in a replay, which draws nothing
	mixture Mixture
	play    *lab.Play
	wanted  []string // the properties that are to be violated; none: any
	history history
	clients []client
}

// client is a terminal that sends one request after the other.
type client struct {
	name string
	node sim.Node
	next sim.Time
	sent int
}

const (
	// operator is the terminal in which the faults are typed.
	operator = "A"
	// pace is what lies between two lines that are typed one after the other.
	pace = 10 * sim.Microsecond
)

func newStorm(m Mixture, c *chance) *storm {
	play, err := lab.NewPlay(m.Config)
	if err != nil {
		panic("sweep: a drawn world cannot be: " + err.Error()) // Options.Verify has looked
	}
	if room, ok := rooms.Get().(*sim.TraceRoom); ok {
		play.World().UseRoom(*room)
	}
	return &storm{chance: c, mixture: m, play: play, history: newHistory()}
}

// rooms are those of the traces of worlds that are over.
var rooms sync.Pool

// end gives up what the next world can use.
func (s *storm) end() {
	room := s.play.World().GiveUpTrace()
	rooms.Put(&room)
}

func (s *storm) election() sim.Time { return s.mixture.timeouts().ElectionMax }

// operate types a line into the operator's terminal.
func (s *storm) operate(line string) { s.enter(s.play.World().Now()+pace, operator, line) }

func (s *storm) enter(at sim.Time, terminal, line string) {
	if err := s.play.Type(at, terminal, line); err != nil {
		panic("sweep: " + err.Error()) // the terminal was opened at the beginning
	}
}

// begin switches rules off, opens the clients' terminals and sets options, in
// this order: what shrinks a plan may leave out the options.
func (s *storm) begin(off []string) {
	for _, rule := range off {
		s.operate("rule " + rule + " off")
	}
	for i := range s.mixture.Clients {
		name := string(rune('B' + i))
		if i > 0 {
			s.operate("terminal " + name)
		}
		first := sim.Time(0)
		if s.mixture.Config.Bare {
			first = s.election() // nobody leads yet: it would wait for nothing
		}
		s.clients = append(s.clients, client{name: name, node: lab.TerminalNamed(s.play.World(), name), next: s.about(first + s.mixture.Think)})
	}
	for _, option := range s.mixture.Options {
		s.operate("option " + option)
	}
}

// rage makes the given number of faults, while clients go on with what they do,
// and reports whether nothing was violated.
func (s *storm) rage(faults int) bool {
	at := s.about(s.election())
	for faults > 0 {
		c := s.first()
		if c.next <= at {
			if !s.run(c.next) {
				return false
			}
			s.request(c)
			continue
		}
		if !s.run(at) {
			return false
		}
		if len(s.mixture.Faults) > 0 {
			if verb := one(s.chance, s.mixture.Faults).make(s); verb != "" {
				s.operate(verb)
			}
		}
		faults--
		at = max(at, s.play.World().Now()) + s.about(s.mixture.Gap)
	}
	return true
}

// first returns the client whose turn comes first.
func (s *storm) first() *client {
	first := &s.clients[0]
	for i := range s.clients {
		if s.clients[i].next < first.next {
			first = &s.clients[i]
		}
	}
	return first
}

// request has a client send a request, unless it still waits for an answer.
func (s *storm) request(c *client) {
	if !s.busy(c) {
		c.sent++
		timeout := s.span(s.election(), 8*s.election()) / sim.Millisecond
		verb := fmt.Sprintf("etcdctl --endpoints=%s --command-timeout=%dms ", endpoint(s.member()), timeout)
		key := fmt.Sprintf("k%d", s.between(1, s.mixture.Keys))
		switch {
		case s.percent(s.mixture.Gets):
			verb += "get " + key
		case s.percent(s.mixture.Deletes):
			verb += "del " + key
		default:
			verb += fmt.Sprintf("put %s %s%d", key, c.name, c.sent)
		}
		s.enter(s.play.World().Now()+pace, c.name, verb)
	}
	c.next = s.play.World().Now() + pace + s.about(s.mixture.Think)
}

func (s *storm) busy(c *client) bool {
	t, ok := lab.TerminalAt(s.play.World(), c.node)
	return ok && t.Busy()
}

// endpoint is where clients reach a member.
func endpoint(n sim.Node) string { return fmt.Sprintf("localhost:%d", 2379+100*(int(n)-1)) }

// done reports whether the world has shown what it is played for: a violation.
// Where a rule is off, one of the property that it protects is looked for; what
// else is violated before that does not end the world.
func (s *storm) done() bool {
	w := s.play.World()
	if !lab.Violated(w) {
		return false
	}
	return len(s.wanted) == 0 || slices.ContainsFunc(lab.Violations(w), func(v lab.Violation) bool { return slices.Contains(s.wanted, v.Property) })
}

// runEvents is after how many events what has happened is looked at: well below
// what a trace holds.
const runEvents = sim.TraceMax / 4

// run lets the world go on until t, and reports whether nothing was violated.
func (s *storm) run(t sim.Time) bool {
	w := s.play.World()
	for {
		last := w.Trace().Next() + runEvents
		more := w.StepUntil(t)
		for more && w.Trace().Next() < last {
			more = w.StepUntil(t)
		}
		s.history.look(w.Trace())
		if s.done() {
			return false
		}
		if !more {
			s.play.RunUntil(t)
			return true
		}
	}
}
