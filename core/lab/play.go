package lab

import (
	"strings"

	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// Play is a world that is only played forwards: nothing is kept to go back to,
// which makes it cheap enough for a sweep over thousands of them. What was
// typed is recorded, and EncodeLink leads to the same world with its past.
type Play struct {
	env    *environment
	world  *sim.World
	inputs []Input
	needed int // bytes of the arena after the last sweep
}

const (
	// tidyEvery is how long a world goes on before it is seen what of the arena is
	// needed no more, and tidyBytes how much that must be at least.
	tidyEvery = 10 * sim.Second
	tidyBytes = 8 << 20
)

// NewPlay returns a world at time 0. It fails if the configuration cannot be.
func NewPlay(c Config) (*Play, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	p := &Play{env: &environment{config: c, arena: mvcc.NewArena()}}
	p.world = p.env.newWorld()
	return p, nil
}

// World returns the world at this moment. It is to be looked at only.
func (p *Play) World() *sim.World { return p.world }

// Config returns what the play started with.
func (p *Play) Config() Config { return p.env.config }

// Inputs returns what was typed so far, in order.
func (p *Play) Inputs() []Input { return p.inputs }

// RunUntil lets everything happen that is due up to and including t. In long
// runs what members have compacted is let go, and the events that told of it.
func (p *Play) RunUntil(t sim.Time) {
	for p.world.Now()+tidyEvery < t {
		p.world.RunUntil(p.world.Now() + tidyEvery)
		p.Tidy()
	}
	p.world.RunUntil(t)
}

// Tidy lets go of what members have compacted, once what is held has doubled, and
// then of the trace, which tells of it. RunUntil does so by itself; whoever uses
// RunSome does when they have read the trace. All that the world needs is what
// its encoding names.
func (p *Play) Tidy() {
	arena := p.env.arena
	if arena.Size() < 2*p.needed+tidyBytes {
		return
	}
	marker := arena.Mark()
	p.env.encode(p.world)
	marker.Sweep()
	p.needed = arena.Size()
	p.world.ForgetTrace()
}

// Held returns how many bytes of keys, values and entries are held.
func (p *Play) Held() int { return p.env.arena.Size() }

// RunSome is RunUntil that stops after so many events, and reports whether it has
// reached t. Whoever reads the trace between two of them misses nothing, if it
// holds as many.
func (p *Play) RunSome(t sim.Time, events int) bool {
	for range events {
		if !p.world.StepUntil(t) {
			p.world.RunUntil(t)
			return true
		}
	}
	return false
}

// Do does what a verb says, such as "crash etcd-02", as soon as a moment is free.
// The error says what is wrong with it; the world is then as it was.
func (p *Play) Do(line string) error {
	line = strings.TrimSpace(line)
	if _, err := parseDeed(p.world, line); err != nil {
		return err
	}
	p.Input(Input{What: Deed{Line: line}})
	return nil
}

// Give gives a terminal a shell.Line, shell.Interrupt or shell.EndOfInput, as soon
// as a moment is free. The error says that there is no such terminal.
func (p *Play) Give(terminal string, what any) error {
	n := TerminalNamed(p.world, terminal)
	if n == sim.Nobody {
		return notOpen(terminal)
	}
	p.Input(Input{Terminal: n, What: what})
	return nil
}

// Forget drops the inputs so far: the world goes on, and only its encoding leads
// others to it.
func (p *Play) Forget() { p.inputs = nil }

// EncodeWorld returns the world as it is, to the byte.
func (p *Play) EncodeWorld() []byte { return p.env.encode(p.world) }

// Type gives a terminal a line at a moment, or as soon after it as one is free.
// The error says that there is no such terminal.
func (p *Play) Type(at sim.Time, terminal, line string) error {
	n := TerminalNamed(p.world, terminal)
	if n == sim.Nobody {
		return notOpen(terminal)
	}
	p.Input(Input{At: at, Terminal: n, What: shell.Line{Text: line}})
	return nil
}

// Input gives the world an input and records it, with the moment that it took.
func (p *Play) Input(in Input) {
	in.At = max(in.At, p.world.Now()+1)
	in.give(p.world)
	p.inputs = append(p.inputs, in)
}
