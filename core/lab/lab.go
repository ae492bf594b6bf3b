package lab

import (
	"fmt"
	"runtime"
	"strings"

	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// branch is one history: what was done, and what helps to go back.
type branch struct {
	inputs      []Input
	checkpoints []checkpoint
	marks       []Mark
	scan        scan
	frontier    sim.Time // how far the world has been
	parent      int      // -1 for the first
	fork        sim.Time
}

// Lab is a world with its past and its branches. It is not safe for
// concurrent use.
type Lab struct {
	env      *environment
	branches []*branch
	current  int
	world    *sim.World
	next     int // the first input of the current branch that the world has not had
	rewinds  int
	start    sim.Time   // the earliest moment that one can go to
	follows  *following // nil: the world runs here alone
	side     beside     // another branch, while it is looked at
	away     *Lab       // the one that follows a world, while this one is looked at
}

// New returns a lab at time 0. It fails if the configuration cannot be.
func New(c Config) (*Lab, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	l := &Lab{env: &environment{config: c, arena: mvcc.NewArena()}}
	l.world = l.env.newWorld()
	l.branches = []*branch{{parent: -1}}
	l.keep()
	return l, nil
}

// World returns the world at this moment. It is to be looked at only.
func (l *Lab) World() *sim.World { return l.world }

// Config returns what the lab started with.
func (l *Lab) Config() Config { return l.env.config }

// Now returns the time that the world is at.
func (l *Lab) Now() sim.Time { return l.world.Now() }

// Rewinds returns a number that grows whenever the world is another one than
// that which goes on from what was seen before.
func (l *Lab) Rewinds() int { return l.rewinds }

// Frontier returns how far the current branch has been played.
func (l *Lab) Frontier() sim.Time { return l.branch().frontier }

// Furthest returns how far the branch has been played that was played furthest.
func (l *Lab) Furthest() (t sim.Time) {
	for _, b := range l.branches {
		t = max(t, b.frontier)
	}
	return t
}

// Inputs returns what was done on the current branch, in order.
func (l *Lab) Inputs() []Input { return l.branch().inputs }

func (l *Lab) branch() *branch { return l.branches[l.current] }

// Advance lets the world go on until t, with the inputs that were recorded. It
// does nothing if t has passed.
func (l *Lab) Advance(t sim.Time) { l.AdvanceSome(t, 1<<62) }

// AdvanceSome is Advance that stops after about so many events, and reports
// whether it has reached t. A page uses it to stay responsive.
func (l *Lab) AdvanceSome(t sim.Time, events int) bool {
	b := l.branch()
	if l.onFollowed() {
		t = min(t, l.follows.horizon)
	}
	for events > 0 {
		if l.next < len(b.inputs) && b.inputs[l.next].At <= t {
			in := b.inputs[l.next]
			if !l.runUntil(in.At-1, &events) {
				break
			}
			in.give(l.world)
			l.next++
			l.after()
			continue
		}
		if l.runUntil(t, &events) {
			return true
		}
	}
	return false
}

// sliceEvents is after how many events the lab looks for what to keep, and lets
// a collection of garbage go on: in WebAssembly there is one thread, and a
// collection that has begun makes every write of a pointer slower until it is
// over. It is well below what a trace holds.
const sliceEvents = sim.TraceMax / 4

// runUntil lets events happen up to t, at most about so many. What they are marked as
// is looked up in the world, so the lab looks at it before it is changed from outside
// and after an event that changes who votes.
func (l *Lab) runUntil(t sim.Time, events *int) bool {
	marks := &registryOf(l.world).marks
	marks.before = func() { l.look() }
	defer func() { marks.before = nil }()
	for l.world.Next() <= t {
		if *events <= 0 {
			return false
		}
		trace := l.world.Trace()
		first := trace.Next()
		marks.due = false
		for last := first + sliceEvents; trace.Next() < last && !marks.due && l.world.StepUntil(t); {
		}
		*events -= int(trace.Next() - first)
		l.after()
		runtime.Gosched()
	}
	l.world.RunUntil(t)
	l.after()
	return true
}

// after notes what is new, if the world is further than it has been.
func (l *Lab) after() {
	if !l.look() {
		return
	}
	b := l.branch()
	b.frontier = l.world.Now()
	b.ripen(l.world.Trace())
	if l.world.Trace().Next() >= b.nextCheckpoint() {
		l.keep()
	}
}

// look adds the marks of what is new, if the world is as far as it has been, and
// reports whether it is.
func (l *Lab) look() bool {
	b := l.branch()
	if l.world.Now() < b.frontier {
		return false
	}
	b.look(l.world)
	return true
}

// StepEvent lets the next event happen, or the next input, whichever is first.
func (l *Lab) StepEvent() {
	b := l.branch()
	if next := l.world.Next(); l.next < len(b.inputs) && b.inputs[l.next].At <= next {
		l.Advance(b.inputs[l.next].At)
	} else if next != sim.Never {
		l.Advance(next)
	}
}

// Seek goes to a moment of the current branch, back or on.
func (l *Lab) Seek(t sim.Time) {
	l.SeekSome(t, 1<<62)
}

// SeekSome is Seek that stops after about so many events, and reports whether
// it has reached t. If it has not, AdvanceSome goes on.
func (l *Lab) SeekSome(t sim.Time, events int) bool {
	t = max(t, l.start)
	b := l.branch()
	if c, ok := b.before(t); ok && (t < l.world.Now() || c.at > l.world.Now()) {
		l.restore(c)
	}
	return l.AdvanceSome(t, events)
}

// restore goes to a checkpoint. The trace's room is half of what a replay would
// ask for, and a collection of garbage is what a drag of the timeline feels most:
// so it goes from world to world.
func (l *Lab) restore(c checkpoint) {
	before := l.world
	l.world, l.next = c.world.Clone(), c.next
	if before != nil {
		l.world.UseRoom(before.GiveUpTrace())
	}
	l.rewinds++
}

// StepBack goes back to just before the last event.
func (l *Lab) StepBack() {
	if at, ok := l.lastEvent(); ok {
		l.Seek(at - 1)
	}
}

// lastEvent returns when the last event happened.
func (l *Lab) lastEvent() (sim.Time, bool) {
	trace := l.world.Trace()
	e, ok := trace.At(trace.Next() - 1)
	if ok {
		return e.Time, e.Time > 0
	}
	return l.world.Now(), l.world.Now() > 0
}

// Type gives a terminal a line, as if typed. The error says that there is no
// such terminal.
func (l *Lab) Type(terminal, line string) error { return l.give(terminal, shell.Line{Text: line}) }

// Interrupt gives a terminal Ctrl-C.
func (l *Lab) Interrupt(terminal string) error { return l.give(terminal, shell.Interrupt{}) }

// EndInput gives a terminal Ctrl-D.
func (l *Lab) EndInput(terminal string) error { return l.give(terminal, shell.EndOfInput{}) }

// notOpen is the error of a terminal that there is not.
func notOpen(terminal string) error {
	return narrate.Fail("bad.not-open", "name", narrate.Quoted(terminal))
}

func (l *Lab) give(terminal string, what any) error {
	n := TerminalNamed(l.world, terminal)
	if n == sim.Nobody {
		return notOpen(terminal)
	}
	l.input(Input{Terminal: n, What: what})
	return nil
}

// Do does what a verb says, such as "crash etcd-02". The error says what is
// wrong with it; the world is then as it was.
func (l *Lab) Do(line string) error {
	line = strings.TrimSpace(line)
	if err := l.Refuses(line); err != nil {
		return err
	}
	l.input(Input{What: Deed{Line: line}})
	return nil
}

// Refuses says why Do would not carry out a line now, or nil.
func (l *Lab) Refuses(line string) error { return Refuses(l.world, line) }

// input records an input for the next free moment and carries it out. Where
// the branch has been further already, another begins.
func (l *Lab) input(in Input) {
	if l.Past() || l.onFollowed() {
		l.fork()
	}
	in.At = l.world.Now() + 1
	b := l.branch()
	b.inputs = append(b.inputs, in)
	l.Advance(in.At)
}

// fork begins a branch here, which shares the past of the current one.
func (l *Lab) fork() {
	b, now := l.branch(), l.Now()
	c := &branch{parent: l.current, fork: now, frontier: now, inputs: b.inputs[:l.next:l.next]}
	c.checkpoints = upTo(b.checkpoints, now, func(c checkpoint) sim.Time { return c.at })
	c.marks = upTo(b.marks, now, func(m Mark) sim.Time { return m.Time })
	c.scan = scanAt(l.world, c.marks)
	l.branches = append(l.branches, c)
	l.current = len(l.branches) - 1
}

// ForgetFuture makes the present moment the end of the branch, if nothing was
// done on it afterwards: what lies ahead has only been looked for, and will be
// computed again. A jump that searched does so.
func (l *Lab) ForgetFuture() {
	b := l.branch()
	if l.next < len(b.inputs) {
		return
	}
	now := l.Now()
	b.frontier = now
	b.checkpoints = upTo(b.checkpoints, now, func(c checkpoint) sim.Time { return c.at })
	b.marks = upTo(b.marks, now, func(m Mark) sim.Time { return m.Time })
	b.scan = scanAt(l.world, b.marks)
}

// upTo returns those of a list in order of time that are not after now. The
// list is shared, and capped.
func upTo[T any](list []T, now sim.Time, at func(T) sim.Time) []T {
	n := len(list)
	for n > 0 && at(list[n-1]) > now {
		n--
	}
	return list[:n:n]
}

// Branch begins a branch here and enters it.
func (l *Lab) Branch() { l.fork() }

// BranchInfo says of a branch where it began and how far it has been.
type BranchInfo struct {
	Parent         int // -1 for the first
	Fork, Frontier sim.Time
	Inputs         int    // how many of its own
	First          string // what was done first on it; empty: nothing yet
	Current        bool
}

// BranchCount is how many branches there are.
func (l *Lab) BranchCount() int { return len(l.branches) }

// CurrentBranch is the number of the branch that one is on.
func (l *Lab) CurrentBranch() int { return l.current }

// Branches returns all branches, the first one first.
func (l *Lab) Branches() []BranchInfo {
	infos := make([]BranchInfo, len(l.branches))
	for i, b := range l.branches {
		own := len(b.inputs)
		for own > 0 && b.inputs[own-1].At > b.fork {
			own--
		}
		infos[i] = BranchInfo{Parent: b.parent, Fork: b.fork, Frontier: b.frontier, Inputs: len(b.inputs) - own, Current: i == l.current}
		if own < len(b.inputs) {
			infos[i].First = b.inputs[own].Said()
		}
	}
	return infos
}

// Enter goes to another branch, at the same moment if it has been that far.
func (l *Lab) Enter(i int) error {
	if i < 0 || i >= len(l.branches) {
		return fmt.Errorf("no branch %d: there are %d", i, len(l.branches))
	}
	now := l.Now()
	l.current = i
	c, _ := l.branch().before(min(now, l.branch().frontier))
	l.restore(c)
	l.Advance(min(now, l.branch().frontier))
	return nil
}
