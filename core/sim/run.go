package sim

// Next returns when the next event happens, or Never.
func (w *World) Next() Time {
	for len(w.queue) > 0 {
		it := w.queue[0]
		if !w.settle(it) {
			return max(it.at, w.last+1)
		}
	}
	return Never
}

// settle takes from the queue what causes no event: what has become void, and
// a timer that was put off, which is queued again. It reports whether it did.
func (w *World) settle(it item) bool {
	f := &w.flights[it.slot]
	switch f.kind {
	case voidFlight:
	case timerFlight:
		n := w.node(f.to)
		if n == nil || n.epoch != f.epoch {
			break
		}
		t := &n.timers[f.timer]
		if t.queued != it.at {
			break // a later look at this timer was replaced by an earlier one
		}
		if t.deadline == it.at {
			return false
		}
		t.queued = 0
		if t.deadline != 0 {
			w.queueTimer(n, f.timer)
		}
	case writeFlight:
		if n := w.node(f.to); n != nil && n.epoch == f.epoch {
			return false
		}
	default:
		return false
	}
	w.queue.pop()
	w.release(it.slot)
	return true
}

// RunUntil lets everything happen that is due up to and including t. It does
// nothing if t has passed.
func (w *World) RunUntil(t Time) {
	for w.Next() <= t {
		w.Step()
	}
	w.now = max(w.now, t)
}

// Step lets the next event happen, and reports whether there was one.
func (w *World) Step() bool {
	at := w.Next()
	if at == Never {
		return false
	}
	it := w.queue.pop()
	w.now, w.last = at, at
	f := w.flights[it.slot]
	if n := w.node(f.to); n != nil && n.paused && !f.doomed {
		n.held = append(n.held, it.slot)
		return true
	}
	w.release(it.slot)
	w.happen(f)
	w.carryOut()
	if len(w.watching) > 0 {
		w.tellObservers()
	}
	return true
}

// happen lets happen what was due.
func (w *World) happen(f flight) {
	switch f.kind {
	case deliverFlight:
		if f.doomed {
			w.lost(f, f.reason)
			return
		}
		w.deliver(f)
	case noticeFlight:
		if n := w.node(f.to); n != nil && n.up {
			n.actor.Deliver(w.turn(n, f.cause), f.from, f.payload)
		}
	case timerFlight:
		n := w.node(f.to)
		t := &n.timers[f.timer]
		cause := t.cause
		*t = timerState{}
		id := w.record(cause, KindTimer, n.id, Nobody, f.timer, nil)
		n.actor.Fire(w.turn(n, id), f.timer)
	case writeFlight:
		w.durable(w.node(f.to), f)
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
	t.deadline, t.cause = max(at, w.now+1), cause
	if t.queued == 0 || t.queued > t.deadline {
		w.queueTimer(n, timer)
	}
}

func (w *World) queueTimer(n *node, timer Timer) {
	t := &n.timers[timer]
	t.queued = t.deadline
	w.enqueue(t.deadline, flight{kind: timerFlight, to: n.id, timer: timer, epoch: n.epoch})
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

func (w *World) tellObservers() {
	watching := w.watching
	for _, id := range watching {
		if n := w.node(id); n != nil && n.up {
			n.actor.Observe(w.turn(n, w.trace.next-1))
			w.carryOut()
		}
	}
}

// moment takes the next moment for an act from outside and returns its event.
func (w *World) moment(at Time) {
	w.RunUntil(at - 1)
	w.now = max(at, w.last+1)
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
		w.carryOut()
		if len(w.watching) > 0 {
			w.tellObservers()
		}
	}
	return w.now
}

// Act carries out an act upon the world from outside at the given moment, and
// returns the moment that it took.
func (w *World) Act(at Time, act any) Time {
	w.moment(at)
	id := w.record(0, KindInput, Nobody, Nobody, act, nil)
	w.acts = append(w.acts, pendingAct{act: act, cause: id})
	w.carryOut()
	if len(w.watching) > 0 {
		w.tellObservers()
	}
	return w.now
}

// Note records that something of the given kind happened to the world itself.
// It is for the Governor.
func (w *World) Note(kind Kind, detail any, cause EventID) EventID {
	return w.record(cause, kind, Nobody, Nobody, detail, nil)
}
