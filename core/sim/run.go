package sim

// Next returns when the next event happens, or Never.
func (w *World) Next() Time {
	at, _ := w.next()
	return at
}

// next returns when the next event happens, and the slot of the flight that
// brings it about, which is the first in the queue.
func (w *World) next() (Time, int32) {
	for it := w.queue.first(); it != nil; it = w.queue.first() {
		at, slot := it.at, it.slot()
		f := &w.flights[slot]
		if f.kind == deliverFlight || f.kind == noticeFlight || w.happens(f, at) {
			return max(at, w.last+1, w.now), slot // what was held for somebody paused is due earlier
		}
		w.queue.pop()
		w.release(slot)
	}
	return Never, 0
}

// happens reports whether a flight causes an event at its time. It does not if
// it has become void, or is the look at a timer that was put off: that is
// queued again.
func (w *World) happens(f *flight, at Time) bool {
	switch f.kind {
	case timerFlight:
		n := w.node(f.to)
		if n == nil || n.epoch != f.epoch {
			return false
		}
		t := &n.timers[f.timer]
		if t.queued != at {
			return false // a later look at this timer was replaced by an earlier one
		}
		if t.deadline == at {
			return true
		}
		t.queued = 0
		if t.deadline != 0 {
			w.queueTimer(n, f.timer)
		}
		return false
	case writeFlight:
		n := w.node(f.to)
		return n != nil && n.epoch == f.epoch
	}
	return f.kind == deliverFlight || f.kind == noticeFlight
}

// RunUntil lets everything happen that is due up to and including t. It does
// nothing if t has passed.
func (w *World) RunUntil(t Time) {
	for w.StepUntil(t) {
	}
	w.now = max(w.now, t)
}

// Step lets the next event happen, and reports whether there was one.
func (w *World) Step() bool { return w.StepUntil(Never - 1) }

// StepUntil lets the next event happen if it is due up to and including t, and
// reports whether it did. Otherwise the time stays as it was.
func (w *World) StepUntil(t Time) bool {
	at, slot := w.next()
	if at > t {
		return false
	}
	w.now, w.last = at, at
	w.queue.pop()
	w.happen(slot)
	if len(w.acts) > 0 {
		w.carryOut()
	}
	if len(w.watching) > 0 {
		w.tellObservers()
	}
	return true
}

// happen lets happen what was due. The slot is free before anybody acts, since
// what they do needs slots.
func (w *World) happen(slot int32) {
	f := &w.flights[slot]
	n := w.node(f.to)
	if n != nil && n.paused && !f.doomed {
		n.held = append(n.held, slot)
		return
	}
	switch f.kind {
	case deliverFlight:
		w.arrive(n, slot)
	case noticeFlight:
		from, cause, payload := f.from, f.cause, w.payloads[slot]
		w.release(slot)
		if n != nil && n.up {
			n.actor.Deliver(w.turn(n, cause), from, payload)
		}
	case timerFlight:
		timer := f.timer
		w.release(slot)
		cause := n.timers[timer].cause
		n.timers[timer] = timerState{}
		id := w.record(cause, KindTimer, n.id, Nobody, timer, nil)
		n.actor.Fire(w.turn(n, id), timer)
	case writeFlight:
		w.durable(n, slot)
	}
}

// carryOut does what actors asked for, in the order of asking.
func (w *World) carryOut() {
	for len(w.acts) > 0 {
		a := w.acts[0]
		w.acts = w.acts[:copy(w.acts, w.acts[1:])]
		if w.governor != nil {
			w.governor.Govern(w, a.act, a.by, a.cause)
		}
	}
}

// setTimer makes a timer run out at a moment.
func (w *World) setTimer(n *node, timer Timer, at Time, cause EventID) {
	t := &n.timers[timer]
	t.deadline, t.cause = max(min(at, timeMax), w.now+1), cause
	if t.queued == 0 || t.queued > t.deadline {
		w.queueTimer(n, timer)
	}
}

func (w *World) queueTimer(n *node, timer Timer) {
	t := &n.timers[timer]
	t.queued = t.deadline
	slot, f := w.slot()
	f.kind, f.to, f.timer, f.epoch, f.due = timerFlight, n.id, timer, n.epoch, t.deadline
	w.enqueueTimer(t.deadline, slot)
}

// observe adds an actor to those who are told of each event, or removes it.
func (w *World) observe(n *node, on bool) {
	for i, id := range w.watching {
		if id == n.id {
			if !on {
				w.watching = append(w.watching[:i:i], w.watching[i+1:]...)
			}
			return
		}
	}
	if on {
		w.watching = append(w.watching, n.id)
	}
}

// observeRounds bounds how often observers are told of what observers do.
const observeRounds = 8

// tellObservers tells all who have asked for it that something has happened,
// and again if that brought about more: between two events no observer lags
// behind.
func (w *World) tellObservers() {
	for range observeRounds {
		before := w.trace.next
		for _, id := range w.watching {
			if n := w.node(id); n != nil && n.up && !n.paused {
				n.actor.Observe(w.turn(n, w.trace.next-1))
				w.carryOut()
			}
		}
		if w.trace.next == before {
			return
		}
	}
}

// moment takes the next moment for an act from outside.
func (w *World) moment(at Time) {
	w.RunUntil(at - 1)
	w.now = max(at, w.last+1, w.now)
	w.last = w.now
}

// Input hands an actor something from outside at the given moment, after
// everything that is due before, and returns the moment that it took: at, or
// the first after it that is free.
func (w *World) Input(at Time, to Node, input any) Time {
	w.moment(at)
	if n := w.node(to); n != nil && n.up {
		id := w.record(0, KindInput, to, Nobody, input, nil)
		n.actor.Input(w.turn(n, id), input)
		w.afterInput()
	}
	return w.now
}

// Act carries out an act upon the world from outside at the given moment, and
// returns the moment that it took.
func (w *World) Act(at Time, act any) Time {
	w.moment(at)
	id := w.record(0, KindInput, Nobody, Nobody, act, nil)
	w.acts = append(w.acts, pendingAct{act: act, cause: id})
	w.afterInput()
	return w.now
}

func (w *World) afterInput() {
	w.carryOut()
	if len(w.watching) > 0 {
		w.tellObservers()
	}
}

// Note records that something of the given kind happened to the world itself.
// It is for the Governor.
func (w *World) Note(kind Kind, detail any, cause EventID) EventID {
	return w.record(cause, kind, Nobody, Nobody, detail, nil)
}
