package shell

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// exchange is a request on its way and what has come of it.
type exchange struct {
	conn    uint64
	server  sim.Node
	message sim.EventID // the event of its sending
	open    bool        // an answer, or more of it, is expected
	begun   bool        // a part of it has come
	line    line        // over which it goes; the next exchange too, if it is with the same server
	resetAt sim.Time    // when it is given up because its server went down; 0: not
}

func (e *exchange) code(c *wire.Coder) {
	c.Uint64(&e.conn)
	wire.Number(c, &e.server)
	c.Uint64((*uint64)(&e.message))
	c.Bool(&e.open)
	c.Bool(&e.begun)
	e.line.code(c)
	wire.Number(c, &e.resetAt)
}

func (e *exchange) connections(server sim.Node, grpc bool) int {
	return e.line.connections(server, grpc)
}

func (e *exchange) exchanges() []*exchange { return []*exchange{e} }

// ask sends a request to a server. Summary is what it asks for in a few words.
func (x context) ask(e *exchange, server sim.Node, summary string, r member.Request) {
	x.conn++
	r.Conn = x.conn
	*e = exchange{conn: r.Conn, server: server, message: x.turn.World().Trace().Next(), open: true, line: e.line}
	_, stream := r.API.(api.Watch)
	x.spend(&e.line, server, r, false, !stream)
	x.journey = Begin(x.turn.Turn, r.Conn, server, summary)
	x.turn.Send(server, r)
}

// answers reports whether a reply answers an exchange, and notes its first.
func (x context) answers(e *exchange, from sim.Node, r member.Reply) bool {
	if !e.open || r.Conn != e.conn || from != e.server {
		return false
	}
	_, goesOn := r.API.(api.WatchResponse)
	x.earn(&e.line, r, !e.begun, !goesOn)
	e.begun = true
	if x.journey.Answer(x.turn.Turn, r.Conn) {
		x.turn.Because(x.journey.Tell(x.turn.Turn, from))
	}
	return true
}

// abandon tells the server that nobody waits any more.
func (x context) abandon(e *exchange) {
	if e.open {
		e.open = false
		x.journey.fail(e.conn, GivenUp, x.turn.Now())
		x.turn.Send(e.server, member.Cancel{Conn: e.conn})
	}
}

// onItsWay reports whether a request has not arrived yet.
func (x context) onItsWay(e *exchange) bool {
	for m := range x.turn.World().Messages {
		if m.ID == e.message && m.From == x.turn.Self() {
			return true
		}
	}
	return false
}

// refusedBy reports whether it is this exchange that a server refused, and not
// an earlier one that was given up.
func (x context) refusedBy(e *exchange, from sim.Node) bool {
	if !e.open || from != e.server || x.onItsWay(e) {
		return false
	}
	e.open = false
	x.journey.fail(e.conn, Refused, x.turn.Now())
	x.unspend(&e.line)
	return true
}

// reset takes note that a server went down. A request that had not arrived by
// then is not concerned: it will be refused, or answered if the server is back
// before it arrives. Since the news of that takes as long as this one did, an
// exchange is given up only when nothing has come for as long again.
func (x context) reset(e *exchange, from sim.Node) {
	if e.open && from == e.server && !x.onItsWay(e) {
		latency := x.turn.World().LinkBetween(from, x.turn.Self()).Latency
		e.resetAt = x.turn.Now() + latency + 1
		x.setReset()
	}
}

// setReset sets the timer to the exchange that is given up first.
func (x context) setReset() {
	first := sim.Time(0)
	if a, ok := x.running.(asker); ok {
		for _, e := range a.exchanges() {
			if e.open && e.resetAt != 0 && (first == 0 || e.resetAt < first) {
				first = e.resetAt
			}
		}
	}
	if first == 0 {
		x.turn.StopTimer(resetTimer)
	} else {
		x.turn.SetTimer(resetTimer, first)
	}
}

// giveUpResets tells a command of its exchanges with servers that went down.
func (x context) giveUpResets() {
	a, ok := x.running.(asker)
	if !ok {
		return
	}
	running := x.running
	for _, e := range a.exchanges() {
		if e.open && e.resetAt != 0 && e.resetAt <= x.turn.Now() && x.running == running {
			e.open, e.line = false, line{}
			x.journey.fail(e.conn, Reset, x.turn.Now())
			running.closed(x, e)
		}
	}
	if x.running == running {
		x.setReset()
	}
}
