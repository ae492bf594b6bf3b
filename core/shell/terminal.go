package shell

import (
	"strconv"
	"strings"

	"raftarium/core/member"
	"raftarium/core/sim"
)

// The bounds of a terminal.
const (
	HistoryMax = 500  // lines; the oldest are forgotten
	QueueMax   = 1000 // lines that wait; more are refused
)

// Terminal is a terminal in a world: a sim.Actor, to be added as a client.
type Terminal struct {
	name    string
	host    Host
	screen  Screen
	vars    variables
	history []string
	queue   []string // lines that were typed while another ran
	partial string   // what was typed of a script that goes on

	script  *script // what runs, or nil
	frames  []frame
	running process // the command that has not ended, or nil
	streams streams // where its output goes

	code           int // $?
	stdout, stderr capture
	outAt, errAt   int    // where the running command's output begins in them
	judged         bool   // `expect last` is about the running command
	last           Result // of the last command that it is about
	result         Result // of the last line
	ended          uint64

	conn    uint64
	journey Journey
}

// NewTerminal returns a terminal. Its name is what the user calls it, such as
// "A".
func NewTerminal(name string, host Host) *Terminal { return &Terminal{name: name, host: host} }

// SetHost gives a decoded terminal its host.
func (t *Terminal) SetHost(h Host) { t.host = h }

// Name returns the terminal's name.
func (t *Terminal) Name() string { return t.name }

// Busy reports whether a line runs.
func (t *Terminal) Busy() bool { return t.script != nil }

// Continues reports whether a line was typed that needs another to be complete.
func (t *Terminal) Continues() bool { return t.partial != "" }

// Prompt returns what stands before the line that is typed next.
func (t *Terminal) Prompt() string {
	if t.Continues() {
		return "> "
	}
	return "$ "
}

// Queued returns the lines that wait for the running one to end. It is not to
// be changed.
func (t *Terminal) Queued() []string { return t.queue }

// History returns the lines that were run, the oldest first. It is not to be
// changed.
func (t *Terminal) History() []string { return t.history }

// Screen returns what the terminal shows.
func (t *Terminal) Screen() *Screen { return &t.screen }

// Ended returns how many lines have ended so far: whoever waits for the result
// of one watches it grow.
func (t *Terminal) Ended() uint64 { return t.ended }

// Result returns what the last line that has ended printed, and its code.
func (t *Terminal) Result() Result { return t.result }

// Output returns what the running line has printed so far, with the code of
// its last command that has ended.
func (t *Terminal) Output() Result {
	return Result{Stdout: string(t.stdout.buf), Stderr: string(t.stderr.buf), Code: t.code, Cut: t.stdout.cut || t.stderr.cut}
}

// Journey returns the way of the terminal's last request.
func (t *Terminal) Journey() Journey { return t.journey }

// WaitingAt returns the server whose answer the terminal waits for, and whether
// there is one.
func (t *Terminal) WaitingAt() (sim.Node, bool) {
	if a, ok := t.running.(asker); ok {
		e := a.exchanging()
		return e.server, e.open
	}
	return sim.Nobody, false
}

// asker is a command that asks servers.
type asker interface {
	exchanging() *exchange
}

// Variable returns the value of a variable, or "".
func (t *Terminal) Variable(name string) string { return t.vars.get(name) }

// Start implements sim.Actor.
func (t *Terminal) Start(*sim.Turn) {}

// Written implements sim.Actor. A terminal has no disk.
func (t *Terminal) Written(*sim.Turn, sim.WriteSeq) {}

// Crash implements sim.Actor. Terminals stand outside the cluster and do not
// crash.
func (t *Terminal) Crash(sim.WriteSeq) {}

// Deliver implements sim.Actor.
func (t *Terminal) Deliver(turn *sim.Turn, from sim.Node, payload any) {
	if t.running == nil {
		return
	}
	x := context{t, turn}
	switch p := payload.(type) {
	case member.Reply:
		t.running.reply(x, from, p)
	case *member.Reply:
		t.running.reply(x, from, *p)
	case sim.Refused:
		t.running.refused(x, from)
	case sim.Closed:
		if a, ok := t.running.(asker); ok {
			x.reset(a.exchanging(), from)
		}
	}
	x.advance()
}

// Fire implements sim.Actor.
func (t *Terminal) Fire(turn *sim.Turn, timer sim.Timer) {
	if t.running == nil {
		return
	}
	x := context{t, turn}
	if timer != resetTimer {
		t.running.fire(x, timer)
	} else if a, ok := t.running.(asker); ok && a.exchanging().open {
		a.exchanging().open = false
		t.running.closed(x)
	}
	x.advance()
}

// Observe implements sim.Actor.
func (t *Terminal) Observe(turn *sim.Turn) {
	if t.running == nil {
		return
	}
	x := context{t, turn}
	t.running.observe(x)
	x.advance()
}

// Input implements sim.Actor: a Line, an Interrupt or an EndOfInput.
func (t *Terminal) Input(turn *sim.Turn, input any) {
	x := context{t, turn}
	switch in := input.(type) {
	case Line:
		text := strings.TrimSuffix(in.Text, "\n")
		switch {
		case t.script == nil:
			x.typed(text)
			x.advance()
		case len(t.queue) == QueueMax:
			t.screen.print(Stderr, "raftarium: the line was not taken: "+strconv.Itoa(QueueMax)+" are waiting already\n")
		default:
			t.queue = append(t.queue[:len(t.queue):len(t.queue)], text)
		}
	case Interrupt:
		x.interrupt()
		x.advance()
	case EndOfInput:
		if t.script == nil && t.partial != "" {
			t.partial = ""
			x.refuse("the input ends in the middle of a line that goes on: a quote is not closed, or the last word is \\ or && or ||")
			x.advance()
		}
	}
}

// Clone implements sim.Actor. Lists that only grow are shared, and copied by
// whoever grows them next.
func (t *Terminal) Clone() sim.Actor {
	c := *t
	c.screen = t.screen.clone()
	c.stdout, c.stderr = t.stdout.clone(), t.stderr.clone()
	c.frames = append([]frame(nil), t.frames...)
	if t.running != nil {
		c.running = t.running.clone()
	}
	return &c
}
