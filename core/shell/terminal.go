package shell

import (
	"slices"
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
	history []string
	queue   []string // lines that were typed while another ran
	partial string   // what was typed of a script that goes on

	script    *script // the line that runs, or nil
	tasks     []*task // the first is the shell
	pids      int     // the number of the task that was begun last
	pipes     []*pipe
	pipeCount int32
	files     files
	keys      []byte // what was typed for a running command
	keysEnded bool

	// What limits loops: the steps that were taken at the moment stepped, and
	// for the line that runs; what the step that is being taken has cost in work;
	// and when they may go on.
	steps, spent    int
	work            int
	stepped, resume sim.Time

	stdout, stderr capture
	left           bool   // the running line was left with exit
	insists        bool   // it was interrupted, and goes on
	last           Result // of the last command that `expect last` is about
	result         Result // of the last line
	ended          uint64

	conn     uint64
	journey  Journey
	accounts []Account
}

// firstPID is the number of a terminal's shell.
const firstPID = 20000

// NewTerminal returns a terminal. Its name is what the user calls it, such as
// "A".
func NewTerminal(name string, host Host) *Terminal {
	return &Terminal{name: name, host: host, pids: firstPID, tasks: []*task{{pid: firstPID, self: firstPID, ends: terminalEnds}}}
}

// Name returns the terminal's name.
func (t *Terminal) Name() string { return t.name }

// Busy reports whether a line runs.
func (t *Terminal) Busy() bool { return t.script != nil }

// Continues reports whether a line was typed that needs another to be complete.
func (t *Terminal) Continues() bool { return t.partial != "" }

// Reads reports whether the command that runs waits for what is typed, as `cat`
// and `etcdctl txn -i` do.
func (t *Terminal) Reads() bool {
	return t.script != nil && len(t.keys) == 0 && !t.keysEnded && t.readsKeys()
}

// Sleeps reports whether the line that runs waits for a time that it has named,
// of a minute or more, and so ends by itself.
func (t *Terminal) Sleeps() bool {
	return slices.ContainsFunc(t.tasks, func(k *task) bool {
		switch p := k.running.(type) {
		case *sleeping:
			return k.job == 0 && p.span >= 60*sim.Second
		case *timing:
			return k.job == 0 && p.span >= 60*sim.Second
		case *waiting:
			return k.job == 0
		}
		return false
	})
}

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
	return Result{Stdout: string(t.stdout.buf), Stderr: string(t.stderr.buf), Code: t.shell().code, Cut: t.stdout.cut || t.stderr.cut}
}

// Journey returns the way of the terminal's last request.
func (t *Terminal) Journey() Journey { return t.journey }

// WaitingAt returns the server whose answer the terminal waits for, and whether
// there is one.
func (t *Terminal) WaitingAt() (sim.Node, bool) {
	for _, k := range t.tasks {
		if a, ok := k.running.(asker); ok {
			for _, e := range a.exchanges() {
				if e.open {
					return e.server, true
				}
			}
		}
	}
	return sim.Nobody, false
}

// asker is a command that asks servers.
type asker interface {
	exchanges() []*exchange
}

// Language is the language that the terminal's variables ask for.
func (t *Terminal) Language() Language { return languageOf(t.shell().vars) }

// Start implements sim.Actor.
func (t *Terminal) Start(*sim.Turn) {}

// Written implements sim.Actor. A terminal has no disk.
func (t *Terminal) Written(*sim.Turn, sim.WriteSeq) {}

// Crash implements sim.Actor. Terminals stand outside the cluster and do not
// crash.
func (t *Terminal) Crash(sim.WriteSeq) {}

// Deliver implements sim.Actor.
func (t *Terminal) Deliver(turn *sim.Turn, from sim.Node, payload any) {
	t.during(turn, false, func() {
		for _, k := range slices.Clone(t.tasks) {
			if k.running != nil && t.deliver(t.in(turn, k), from, payload) {
				return
			}
		}
	})
}

// deliver gives a task's command what has come, and reports whether it was
// meant for it alone.
func (t *Terminal) deliver(x context, from sim.Node, payload any) bool {
	a, asks := x.running.(asker)
	switch p := payload.(type) {
	case member.Reply:
		x.running.reply(x, from, p)
	case *member.Reply:
		x.running.reply(x, from, *p)
	case sim.Refused:
		if !asks {
			x.running.refused(x, nil)
			return false
		}
		for _, e := range a.exchanges() {
			if x.refusedBy(e, from) {
				x.running.refused(x, e)
				return true
			}
		}
	case sim.Closed:
		if asks {
			for _, e := range a.exchanges() {
				x.reset(e, from)
			}
		} else {
			x.running.closed(x, nil)
		}
	}
	return false
}

// Fire implements sim.Actor.
func (t *Terminal) Fire(turn *sim.Turn, _ sim.Timer) {
	t.during(turn, true, func() { t.ring(turn) })
}

// Observe implements sim.Actor.
func (t *Terminal) Observe(turn *sim.Turn) {
	t.during(turn, false, func() {
		for _, k := range slices.Clone(t.tasks) {
			if k.running != nil && k.observes {
				k.running.observe(t.in(turn, k))
			}
		}
	})
}

// Input implements sim.Actor: a Line, an Interrupt or an EndOfInput.
func (t *Terminal) Input(turn *sim.Turn, input any) {
	x := t.in(turn, t.shell())
	t.during(turn, false, func() {
		switch in := input.(type) {
		case Line:
			x.line(strings.TrimSuffix(in.Text, "\n"))
		case Interrupt:
			x.interrupt()
		case EndOfInput:
			if t.readsKeys() {
				t.keysEnded = true
			} else if t.script == nil && t.partial != "" {
				t.partial = ""
				x.refuse("the input ends in the middle of a line that goes on: something that was opened is not closed, or the last word is \\ or && or ||")
			}
		}
	})
}

// line takes a line that was typed: the shell's, or that of a command which
// reads what is typed.
func (x context) line(text string) {
	switch {
	case x.readsKeys():
		x.screen.print(Echo, text+"\n")
		x.keys = append(x.keys[:len(x.keys):len(x.keys)], text+"\n"...)
	case x.script == nil:
		x.typed(text)
	case len(x.queue) == QueueMax:
		x.screen.print(Stderr, "raftarium: the line was not taken: "+strconv.Itoa(QueueMax)+" are waiting already\n")
	default:
		x.queue = append(x.queue[:len(x.queue):len(x.queue)], text)
	}
}

// Clone implements sim.Actor. Lists that only grow are shared, and copied by
// whoever grows them next.
func (t *Terminal) Clone() sim.Actor {
	c := *t
	c.history = t.history[:len(t.history):len(t.history)]
	c.screen = t.screen.clone()
	c.accounts = slices.Clone(t.accounts)
	c.stdout, c.stderr = t.stdout.clone(), t.stderr.clone()
	c.tasks = make([]*task, len(t.tasks))
	for i, k := range t.tasks {
		c.tasks[i] = k.clone()
	}
	c.files = t.files.clone()
	c.pipes = make([]*pipe, len(t.pipes))
	for i, p := range t.pipes {
		c.pipes[i] = p.clone()
	}
	return &c
}
