package lab

import (
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// toldEvents is how many events Foresee waits for watchers to hear of a change.
const toldEvents = 200

// Foresee returns what will become of a client's newest request, if nothing is
// done but what the branch has recorded: a copy of the world goes on until it is
// answered or given up and its watchers have heard, or for about so many events.
// Ok is false where the client has asked nothing, or the trace has let go of it.
func (l *Lab) Foresee(client sim.Node, events int) (f Waterfall, ok bool) {
	c, ok := l.world.Actor(client).(Client)
	if !ok || c.Journey().Message == 0 {
		return f, false
	}
	asked := c.Journey()
	message := asked.Message
	w, next, inputs := l.world.Clone(), l.next, l.branch().inputs
	step := func() bool {
		at := w.Next()
		if next < len(inputs) && inputs[next].At <= at {
			w.RunUntil(inputs[next].At - 1)
			inputs[next].give(w)
			w.RunUntil(inputs[next].At)
			next++
			return true
		}
		if at == sim.Never {
			return false
		}
		w.Step()
		return true
	}
	for n := 0; n < events && !settledOf(w, client, message) && step(); n++ {
	}
	for n := 0; n < toldEvents; n++ {
		if f, ok = fallFrom(w, message); !ok || f.Answered == 0 || f.heard() {
			break
		}
		for range 8 {
			step()
		}
	}
	f.Summary = asked.Summary // a client that has asked on has forgotten it
	return f, ok
}

// fallFrom is the waterfall of the request that left with an event.
func fallFrom(w *sim.World, message sim.EventID) (Waterfall, bool) {
	j, client, ok := journeyOf(w, message)
	if !ok {
		return Waterfall{}, false
	}
	return trackFall(w, client, j)
}

// heard reports whether nobody has yet to hear of the change.
func (f *Waterfall) heard() bool {
	for i := range f.Told {
		if f.Told[i].Heard == 0 {
			return false
		}
	}
	return true
}

// settledOf reports whether a client's request is answered, or not waited for any
// more.
func settledOf(w *sim.World, client sim.Node, message sim.EventID) bool {
	c, ok := w.Actor(client).(Client)
	if !ok || c.Journey().Message != message || c.Journey().Answered != 0 || c.Journey().Failed != shell.NoFailure {
		return true
	}
	if t, ok := c.(*shell.Terminal); ok {
		return !t.Busy()
	}
	_, waits := c.WaitingAt()
	return !waits
}
