package shell

import (
	"slices"

	"raftarium/core/sim"
)

// The bounds of what runs in one terminal.
const (
	tasksMax  = 64        // tasks at once
	framesMax = 1000      // commands within commands
	stepsMax  = 2_000_000 // steps of one line
	// stepsAtOnce are taken in no time; then all tasks pause. A shell that
	// loops takes time, so that it can be interrupted.
	stepsAtOnce = 1000
	breath      = 5 * sim.Millisecond
	// workOfStep is the work that counts as one more step, in bytes that are
	// printed, read or expanded once.
	workOfStep = 64
)

// task is an execution environment of IEEE 1003.1, 2.12: the shell itself,
// which is the first task of its terminal, or a subshell, which runs a part of
// a pipeline, a command in the background, or one whose output is substituted.
type task struct {
	pid       int
	job       int // 0: in the foreground
	frames    []frame
	running   process // the command that has not ended, or nil
	ends      streams // where its streams come from and go
	vars      variables
	params    []string // $1 and so on
	functions []function
	code      int // $?
	alarms    [timers]sim.Time
	observes  bool
	broken    bool // it wrote where nobody reads any more
	options   options
	tested    bool // it is a part of what is asked for its code only (set -e)
	aliases   []alias
	traps     []trap // in order; not changed once made
	pending   []int  // signals that are to be trapped when the command has ended
	optAt     int    // where getopts is in a word
	optIn     int    // OPTIND when it last ended
	folder    string // where it works; "": home
	zero      string // $0; "": bash
	statuses  []int  // PIPESTATUS
	self      int    // $$
	jobs      []job
	lastPID   int // $!
}

// function is a command that a script defined.
type function struct {
	name   string
	script *script
	body   int
}

// frame is a place in a script: a node, and which of its parts comes next.
type frame struct {
	script     *script
	node, next int
	words      []string // what a loop goes through
	outputs    []string // of the node's substitutions, as far as they have run
	last       int      // the code of a loop's body when it ran last
	restore    restoration
	ends       streams  // to be restored when the frame ends
	params     []string // likewise
	// Of a pipeline: when it began, and where in the terminal's streams.
	began        sim.Time
	outAt, errAt int
	unjudged     bool    // `expect last` is not about it
	tested       bool    // its code is asked for, as that of a condition is: set -e does not end anything
	asIs         bool    // the first word of its first command is no alias
	locals       []local // of a function: what its local variables were
}

// restoration says what a frame restores when it ends.
type restoration uint8

const (
	restoreEnds   restoration = 1 << iota
	restoreParams             // a function's, or of a file that is read with source
	restoreLocals             // a function's
	restoreCode               // $?, which is last
)

// turn is a sim.Turn in which a task acts: timers are the task's own.
type turn struct {
	*sim.Turn
	task *task
}

// SetTimer makes one of the task's timers run out at the given moment.
func (t turn) SetTimer(timer sim.Timer, at sim.Time) { t.task.alarms[timer] = max(at, 1) }

// StopTimer makes a timer not run out.
func (t turn) StopTimer(timer sim.Timer) { t.task.alarms[timer] = 0 }

// Observe asks for the task to be told after each event, or no longer.
func (t turn) Observe(on bool) { t.task.observes = on }

// context is a task during a turn.
type context struct {
	*Terminal
	*task
	turn turn
}

func (t *Terminal) in(s *sim.Turn, k *task) context { return context{t, k, turn{s, k}} }

// shell is the task that reads what is typed.
func (t *Terminal) shell() *task { return t.tasks[0] }

// during does something with the terminal, lets its tasks go on, and asks the
// world for what they wait for: all their timers are one of the world's.
func (t *Terminal) during(s *sim.Turn, fired bool, do func()) {
	alarm, observing := t.alarm(), t.observing()
	if fired {
		alarm = 0
	}
	do()
	t.advance(s)
	if next := t.alarm(); next != alarm && next != 0 {
		s.SetTimer(0, max(next, s.Now()))
	} else if next == 0 && alarm != 0 {
		s.StopTimer(0)
	}
	if now := t.observing(); now != observing {
		s.Observe(now)
	}
}

// alarm is the moment at which the next timer runs out, or 0.
func (t *Terminal) alarm() sim.Time {
	next := t.resume
	for _, k := range t.tasks {
		for _, at := range k.alarms {
			if at != 0 && (next == 0 || at < next) {
				next = at
			}
		}
	}
	return next
}

func (t *Terminal) observing() bool {
	return slices.ContainsFunc(t.tasks, func(k *task) bool { return k.observes })
}

// ring tells every task whose timer has run out.
func (t *Terminal) ring(s *sim.Turn) {
	if t.resume != 0 && t.resume <= s.Now() {
		t.resume = 0
	}
	for _, k := range slices.Clone(t.tasks) {
		for timer := range k.alarms {
			if at := k.alarms[timer]; at == 0 || at > s.Now() {
				continue
			}
			k.alarms[timer] = 0
			x := t.in(s, k)
			if k.running == nil {
				continue
			}
			if sim.Timer(timer) != resetTimer {
				k.running.fire(x, sim.Timer(timer))
			} else {
				x.giveUpResets()
			}
		}
	}
}

// advance runs what can run now, task by task, until all have to wait.
func (t *Terminal) advance(s *sim.Turn) {
	if t.stepped != s.Now() {
		t.stepped, t.steps = s.Now(), 0
	}
	for again := true; again && t.resume == 0; {
		again = false
		for i := 0; i < len(t.tasks) && t.resume == 0; i++ {
			k := t.tasks[i]
			if x := t.in(s, k); x.goOn() {
				again = true
			}
			if i < len(t.tasks) && t.tasks[i] != k {
				i-- // it has ended, and another is in its place
			}
		}
	}
	t.dropPipes()
}

// goOn takes a task as far as it can be taken now, and reports whether it went.
func (x context) goOn() (went bool) {
	x.work = 0
	for x.resume == 0 {
		switch {
		case x.broken:
			x.die(141)
			return true
		case x.running != nil:
			if x.blocked() || !x.feed() {
				return went
			}
		case x.blocked():
			return went
		case len(x.pending) > 0 && (x.script != nil || x.task != x.shell()):
			x.runPending()
		case len(x.frames) > 0:
			x.step()
		case x.task != x.shell() && x.runAtExit():
		case x.task != x.shell():
			x.finished()
			return true
		case x.script != nil:
			x.endLine()
		case len(x.queue) > 0:
			text := x.queue[0]
			x.queue = x.queue[1:]
			x.typed(text)
		default:
			return went
		}
		went = true
		x.countStep()
	}
	return went
}

// countStep lets time pass for whoever loops or does much at once, and ends what
// loops for ever.
func (x context) countStep() {
	steps := 1 + x.work/workOfStep
	x.work = 0
	if x.steps += steps; x.steps > stepsAtOnce {
		x.resume = x.turn.Now() + breath*sim.Time(x.steps/stepsAtOnce)
	}
	if x.spent += steps; x.spent > stepsMax {
		x.spent = 0
		x.resume = 0
		k := x.in(x.turn.Turn, x.shell())
		k.ends = terminalEnds
		k.complain("stopped after %d steps: a loop that is to go on needs to wait for something, as with sleep 1", stepsMax)
		k.stopAll(1)
	}
}

// stopAll ends everything in the foreground, and the line.
func (x context) stopAll(code int) {
	for _, k := range slices.Clone(x.tasks) {
		if k.job == 0 && k != x.shell() {
			x.in(x.turn.Turn, k).die(code)
		}
	}
	k := x.in(x.turn.Turn, x.shell())
	if k.running != nil {
		k.running.cancel(k)
		k.exit(code)
	}
	for len(k.frames) > 0 {
		k.pop()
	}
	k.code = code
	if k.script != nil {
		k.endLine()
	}
}

// spawn makes a task that runs a node of a script, with a copy of all that the
// one has that it comes from.
func (x context) spawn(s *script, node int) *task {
	if len(x.tasks) >= tasksMax {
		x.complain("not more than %d commands can run at once", tasksMax)
		x.code = 254
		return nil
	}
	x.pids++
	k := &task{
		pid: x.pids, job: x.job, ends: x.ends, vars: x.vars, params: x.params, functions: x.functions, code: x.code,
		options: x.options, aliases: x.aliases, tested: x.isTested(), folder: x.folder, zero: x.zero, self: x.self, lastPID: x.lastPID,
		frames: []frame{{script: s, node: node}},
	}
	for _, t := range x.traps {
		if t.text == "" { // what a shell ignores, those below it ignore
			k.setTrap(t.number, "", true)
		}
	}
	x.tasks = append(x.tasks, k)
	return k
}

// die ends a task from outside, and those that it waits for.
func (x context) die(code int) {
	if x.task == x.shell() {
		x.broken = false
		x.stopAll(code)
		return
	}
	if x.running != nil {
		var below []int
		if j, ok := x.running.(parent); ok {
			below = j.children()
		}
		x.running.cancel(x)
		x.running = nil
		for _, pid := range below {
			if k := x.taskWith(pid); k != nil && k.job == x.job {
				x.in(x.turn.Turn, k).die(code)
			}
		}
	}
	x.frames, x.code = nil, code
	x.finished()
}

// finished takes a task away that has nothing left to do.
func (x context) finished() {
	i := slices.Index(x.tasks, x.task)
	if i < 0 {
		return
	}
	x.tasks = slices.Delete(x.tasks, i, i+1)
	x.jobEnded(x.pid, x.code)
	for _, k := range slices.Clone(x.tasks) {
		if j, ok := k.running.(parent); ok {
			j.ended(x.in(x.turn.Turn, k), x.pid, x.code)
		}
	}
}

func (t *Terminal) taskWith(pid int) *task {
	for _, k := range t.tasks {
		if k.pid == pid {
			return k
		}
	}
	return nil
}

func (k *task) clone() *task {
	c := *k
	c.frames = slices.Clone(k.frames)
	if k.running != nil {
		c.running = k.running.clone()
	}
	return &c
}
