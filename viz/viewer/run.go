package viewer

import (
	"fmt"

	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// runs are lines that are run for a program rather than a person: virtual
// time moves as fast as it can until they have ended.
type runs struct {
	nextID int
	queue  []*run
	done   map[int]shell.Result
	failed map[int]error
}

// run is a line to be run in a terminal.
type run struct {
	id       int
	terminal sim.Node
	name     string
	line     string
	started  bool
	before   uint64
	sent     string   // its tag, if it was sent to the world that is followed
	at       sim.Time // when it came there; 0: it is not known
}

// Run begins to run a line as typed into a terminal, and returns a number by
// which Result knows it. Lines are run one after the other.
func (v *Viewer) Run(terminal, line string) (int, error) {
	n := lab.TerminalNamed(v.lab.World(), terminal)
	if n == sim.Nobody {
		return 0, fmt.Errorf("no terminal %q is open", terminal)
	}
	v.runs.nextID++
	v.runs.queue = append(v.runs.queue, &run{id: v.runs.nextID, terminal: n, name: terminal, line: line})
	return v.runs.nextID, nil
}

// Result returns what a run has printed and how it ended, and whether it has.
// It is handed out once.
func (v *Viewer) Result(id int) (shell.Result, bool, error) {
	if err, ok := v.runs.failed[id]; ok {
		delete(v.runs.failed, id)
		return shell.Result{}, true, err
	}
	r, ok := v.runs.done[id]
	delete(v.runs.done, id)
	return r, ok, nil
}

func (r *runs) end(id int, result shell.Result, err error) {
	r.queue = r.queue[1:]
	if err != nil {
		if r.failed == nil {
			r.failed = map[int]error{}
		}
		r.failed[id] = err
		return
	}
	if r.done == nil {
		r.done = map[int]shell.Result{}
	}
	r.done[id] = result
}

// step goes on with the lines that run, and reports whether there are any. It
// takes no longer than a tick may.
func (r *runs) step(v *Viewer) bool {
	if len(r.queue) == 0 {
		return false
	}
	if first := r.queue[0]; first.sent != "" {
		r.end(first.id, shell.Result{}, errLeft)
		return true
	}
	v.opening = 0
	seen := v.lab.World().Trace().Next()
	for len(r.queue) > 0 && int(v.lab.World().Trace().Next()-seen) < v.budget {
		if !r.queue[0].advance(v) {
			break
		}
	}
	return true
}

// PumpRuns goes on with the lines that run while no ticks come, as in a page
// that is hidden.
func (v *Viewer) PumpRuns() {
	if v.following() {
		horizon, _ := v.lab.Horizon()
		v.live.clock = horizon
		v.tickLive(0)
		return
	}
	v.runs.step(v)
}

// advance lets the next event of a run happen, and reports whether the run may
// go on in this tick.
func (x *run) advance(v *Viewer) bool {
	t, ok := v.lab.World().Actor(x.terminal).(*shell.Terminal)
	if !ok {
		v.runs.end(x.id, shell.Result{}, fmt.Errorf("terminal %s is gone: time went back to before it was opened", x.name))
		return true
	}
	if !x.started {
		return x.start(v, t)
	}
	switch {
	case t.Ended() > x.before:
		v.runs.end(x.id, t.Result(), nil)
	case t.Continues() && !t.Busy():
		err := v.lab.Interrupt(x.name)
		if err == nil {
			err = fmt.Errorf("%q is not complete: a quote or a \\ is open", x.line)
		}
		v.runs.end(x.id, shell.Result{}, err)
	case v.lab.World().Next() == sim.Never:
		v.runs.end(x.id, shell.Result{}, fmt.Errorf("nothing happens any more, and %q has not ended", x.line))
	default:
		v.lab.Advance(v.lab.World().Next())
	}
	return true
}

func (x *run) start(v *Viewer, t *shell.Terminal) bool {
	if result, done := v.without(x.name, x.line); done {
		v.runs.end(x.id, result, nil)
		return true
	}
	if v.following() {
		x.started, x.sent = true, v.sendThere(Sent{Terminal: x.name, Line: x.line})
		v.followed = x.name
		return false
	}
	x.started, x.before = true, t.Ended()+uint64(len(t.Queued()))
	if t.Busy() {
		x.before++
	}
	v.followed = x.name
	if err := v.lab.Type(x.name, x.line); err != nil {
		v.runs.end(x.id, shell.Result{}, err)
	}
	return true
}
