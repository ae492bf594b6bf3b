package viewer

import (
	"errors"
	"fmt"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Lines that are run for a program in a world that is followed: each is sent
// there, and has ended when it has ended in the picture of that world here.

// errLeft ends a line that was sent to the followed world, and whose end the
// viewer does not wait for.
var errLeft = errors.New("the page does not show the cluster as it runs any more, so the end of the line was not seen")

// heard takes note of when a line that was sent came there.
func (r *runs) heard(tag string, at sim.Time) {
	if len(r.queue) > 0 && r.queue[0].sent == tag {
		r.queue[0].at = at
	}
}

// refused ends a line that was sent and not taken, and reports whether it was one.
func (r *runs) refused(tag string, err error) bool {
	if len(r.queue) == 0 || tag == "" || r.queue[0].sent != tag {
		return false
	}
	r.end(r.queue[0].id, shell.Result{}, err)
	return true
}

// beforeLive sends the next line, and stops just before the moment of one that has
// come there, to know the line whose end is waited for.
func (r *runs) beforeLive(v *Viewer, target sim.Time) {
	if len(r.queue) == 0 {
		return
	}
	x := r.queue[0]
	t, ok := v.lab.World().Actor(x.terminal).(*shell.Terminal)
	switch {
	case !ok:
		r.end(x.id, shell.Result{}, fmt.Errorf("no terminal %q is open", x.name))
	case !x.started:
		x.start(v, t)
	case x.at > v.lab.Now() && x.at <= target && v.lab.AdvanceSome(x.at-1, v.budget):
		t = v.lab.World().Actor(x.terminal).(*shell.Terminal)
		x.before = t.Ended() + uint64(len(t.Queued()))
		if t.Busy() {
			x.before++
		}
	}
}

// afterLive ends a line that has ended.
func (r *runs) afterLive(v *Viewer) {
	if len(r.queue) == 0 {
		return
	}
	x := r.queue[0]
	t, ok := v.lab.World().Actor(x.terminal).(*shell.Terminal)
	switch {
	case !ok || x.at == 0 || v.lab.Now() < x.at:
	case t.Ended() > x.before:
		r.end(x.id, t.Result(), nil)
	case t.Continues() && !t.Busy():
		v.sendThere(Sent{Terminal: x.name, Interrupt: true})
		r.end(x.id, shell.Result{}, fmt.Errorf("%q is not complete: a quote or a \\ is open", x.line))
	}
}
