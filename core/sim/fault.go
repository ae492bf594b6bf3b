package sim

// Crash stops an actor: it loses what is volatile, its disk what is not
// durable, and every client's connection to it is reset. It does nothing to
// one that is down.
func (w *World) Crash(id Node, cause EventID) {
	if n := w.node(id); n != nil && n.up {
		survives, torn := n.disk.survives()
		w.takeDown(n, survives, torn, nil, cause)
	}
}

// Stop is Crash for an actor that ends in good order: all that it gave its disk
// is kept.
func (w *World) Stop(id Node, cause EventID) {
	if n := w.node(id); n != nil && n.up {
		w.takeDown(n, n.disk.written, 0, Stopped{}, cause)
	}
}

// takeDown stops an actor, of whose writes those up to survives are kept, and half
// of the write torn if that is not 0.
func (w *World) takeDown(n *node, survives, torn WriteSeq, detail any, cause EventID) {
	id := n.id
	event := w.record(cause, KindCrashed, id, Nobody, detail, nil)
	n.up, n.paused = false, false
	if a, ok := n.actor.(Tearer); ok && torn > 0 {
		a.Tear(torn)
	}
	n.actor.Crash(survives)
	n.disk.crash()
	n.epoch++
	n.timers = [TimersMax]timerState{}
	for _, slot := range n.held {
		if f := &w.flights[slot]; f.kind == deliverFlight && !f.from.IsClient() {
			w.lost(slot, LossDown)
		}
		w.release(slot)
	}
	n.held = nil
	w.observe(n, false)
	w.closeConnections(id, event)
}

// closeConnections tells every client that its connections to a server are
// closed.
func (w *World) closeConnections(server Node, cause EventID) {
	for _, c := range w.clients {
		if c != nil {
			w.notify(c.id, server, cause, Closed{})
		}
	}
}

// Restart starts an actor that is down with what was durable.
func (w *World) Restart(id Node, cause EventID) {
	n := w.node(id)
	if n == nil || n.up {
		return
	}
	n.up = true
	n.actor.Start(w.turn(n, w.record(cause, KindRestarted, id, Nobody, nil, nil)))
	w.carryOut()
}

// Reset stops an actor that is not paused without anybody being told, and with
// all that it gave to its disk; lets change put it right; and starts it again, if
// it was up.
func (w *World) Reset(id Node, cause EventID, change func()) {
	n := w.node(id)
	if n == nil || n.paused {
		return
	}
	if n.up {
		n.actor.Crash(n.disk.written)
		n.disk.crash()
		w.exit(n)
		defer w.Restart(id, cause)
	}
	change()
}

// exit takes an actor down that has found, while it started, that it cannot.
func (w *World) exit(n *node) {
	n.up = false
	n.epoch++
	n.timers = [TimersMax]timerState{}
	w.observe(n, false)
}

// Pause stops an actor without losing anything, as a long collection of
// garbage does. What is for it waits until it goes on.
func (w *World) Pause(id Node, cause EventID) {
	if n := w.node(id); n != nil && n.up && !n.paused {
		n.paused, n.since = true, w.now
		w.record(cause, KindPaused, id, Nobody, nil, nil)
	}
}

// Resume lets a paused actor go on. What waited for it happens at once, in the
// order in which it was due.
func (w *World) Resume(id Node, cause EventID) {
	n := w.node(id)
	if n == nil || !n.paused {
		return
	}
	n.paused = false
	w.record(cause, KindResumed, id, Nobody, nil, nil)
	held := n.held
	n.held = nil
	for _, slot := range held {
		w.enqueue(w.flights[slot].at(), slot)
	}
}

// Hand gives an actor that runs something from outside, as Input does, as a part
// of what happens already.
func (w *World) Hand(id Node, input any, cause EventID) {
	if n := w.node(id); n != nil && n.up && !n.paused {
		n.actor.Input(w.turn(n, cause), input)
		w.carryOut()
	}
}

// ExpireTimer makes a timer of an actor that is up run out at once, whether it
// was set or not.
func (w *World) ExpireTimer(id Node, timer Timer, cause EventID) {
	if n := w.node(id); n != nil && n.up {
		w.setTimer(n, timer, w.now, cause)
	}
}
