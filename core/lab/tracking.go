package lab

import (
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Tracking follows a client's newest request from moment to moment, and looks at each
// event once. What was found stays known after the trace has let go of the request.
type Tracking struct {
	lab    *Lab
	client sim.Node
	x      tracker
	known  bool     // all of the request was in the trace once
	at     sim.Time // when it was looked at
	rewind int
}

// watchersHear is for how long after an answer watchers may still be told.
const watchersHear = sim.Second

// Track returns a Tracking of a client.
func (l *Lab) Track(client sim.Node) *Tracking { return &Tracking{lab: l, client: client} }

// Of reports whether it follows a client of a lab.
func (t *Tracking) Of(l *Lab, client sim.Node) bool { return t.lab == l && t.client == client }

// Waterfall returns where the time of the client's newest request has gone. It is good
// until the next call, and nil if the client has asked nothing or the trace never had
// all of the request.
func (t *Tracking) Waterfall() *Waterfall {
	w, x := t.lab.world, &t.x
	c, ok := w.Actor(t.client).(Client)
	if !ok || c.Journey().Message == 0 {
		return nil
	}
	j, now := c.Journey(), w.Now()
	if x.fall.Message != j.Message || t.rewind != t.lab.rewinds {
		*t = Tracking{lab: t.lab, client: t.client, rewind: t.lab.rewinds}
		x.fall.Client = t.client
	}
	if x.fall.Journey != j || t.at != now && (j.Answered == 0 || t.at < j.Answered+watchersHear) {
		t.look(w, j)
		x.fall.Journey, t.at = j, now
	}
	if !t.known {
		return nil
	}
	return &x.fall
}

// look looks at what has happened since, or at all of it again where what of the past
// was the request's is known only now.
func (t *Tracking) look(w *sim.World, j shell.Journey) {
	given := t.x.given != nil
	if !t.x.misses(w, &j) {
		ok := t.x.extend(w, j)
		t.known = ok || t.known
		if !ok || given || t.x.given == nil {
			return
		}
	}
	anew := tracker{fall: Waterfall{Client: t.client}}
	if anew.extend(w, j) {
		t.x, t.known = anew, true
	}
}
