package sim

// Turn is what an actor acts through while one of its methods runs. In one
// world an actor gets the same Turn every time.
type Turn struct {
	world *World
	node  *node
	cause EventID
}

// Now returns the time.
func (t *Turn) Now() Time { return t.world.now }

// Clock returns what the actor's own clock shows, which is the time as long as
// nobody has set it wrong.
func (t *Turn) Clock() Time { return t.node.clock.shows(t.world.now) }

// Self returns the actor's own number.
func (t *Turn) Self() Node { return t.node.id }

// World returns the world, to be looked at. Changes go through Control.
func (t *Turn) World() *World { return t.world }

// Cause returns the event because of which the actor acts.
func (t *Turn) Cause() EventID { return t.cause }

// Because makes id the cause of what the actor does in the rest of the turn.
func (t *Turn) Because(id EventID) { t.cause = id }

// Note records that something of the given kind happened to the actor, such as
// a change of role, and returns the event.
func (t *Turn) Note(kind Kind, peer Node, detail any) EventID {
	return t.NoteWhy(kind, peer, detail, nil)
}

// NoteWhy is Note with the actor's typed reason.
func (t *Turn) NoteWhy(kind Kind, peer Node, detail, why any) EventID {
	return t.world.record(t.cause, kind, t.node.id, peer, detail, why)
}

// Send sends a payload to another actor. The payload must not change any more.
func (t *Turn) Send(to Node, payload any) { t.world.send(t.node, to, payload, t.cause, nil) }

// SendWhy is Send with the actor's typed reason.
func (t *Turn) SendWhy(to Node, payload, why any) { t.world.send(t.node, to, payload, t.cause, why) }

// SetTimer makes a timer run out at the given moment, and not when it was to
// run out before.
func (t *Turn) SetTimer(timer Timer, at Time) { t.world.setTimer(t.node, timer, at, t.cause) }

// SetAlarm is SetTimer for the moment at which the actor's own clock shows at.
func (t *Turn) SetAlarm(timer Timer, at Time) {
	t.world.setTimer(t.node, timer, t.node.clock.when(at), t.cause)
}

// StopTimer makes a timer not run out.
func (t *Turn) StopTimer(timer Timer) { t.node.timers[timer].deadline = 0 }

// Write gives the disk something to write and returns its ordinal. Written is
// called when it, and so everything before it, is durable.
func (t *Turn) Write(bytes int) WriteSeq { return t.WriteWhy(bytes, nil) }

// WriteWhy is Write with the actor's typed reason.
func (t *Turn) WriteWhy(bytes int, why any) WriteSeq {
	return t.world.write(t.node, bytes, t.cause, why)
}

// Observe asks for Observe to be called after each event, or no longer.
func (t *Turn) Observe(on bool) { t.world.observe(t.node, on) }

// Exit takes the actor down again. It is for a Start that fails, and the last
// thing that the actor does in it.
func (t *Turn) Exit() { t.world.exit(t.node) }

// Control asks for an act upon the world, such as a crash. It is carried out by
// the world's Governor as soon as the turn is over, before anything else.
func (t *Turn) Control(act any) {
	t.world.acts = append(t.world.acts, pendingAct{act: act, by: t.node.id, cause: t.cause})
}
