package shell

import (
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
}

func (e *exchange) code(c *wire.Coder) {
	c.Uint64(&e.conn)
	wire.Number(c, &e.server)
	c.Uint64((*uint64)(&e.message))
	c.Bool(&e.open)
}

func (e *exchange) waitingAt() (sim.Node, bool) { return e.server, e.open }

// ask sends a request to a server. Summary is what it asks for in a few words.
func (x context) ask(e *exchange, server sim.Node, summary string, r member.Request) {
	x.conn++
	r.Conn = x.conn
	*e = exchange{conn: r.Conn, server: server, message: x.turn.World().Trace().Next(), open: true}
	x.journey = Journey{Conn: r.Conn, Message: e.message, Server: server, Sent: x.turn.Now(), Summary: summary}
	x.turn.Send(server, r)
}

// answers reports whether a reply answers an exchange, and notes its first.
func (x context) answers(e *exchange, from sim.Node, r member.Reply) bool {
	if !e.open || r.Conn != e.conn || from != e.server {
		return false
	}
	if x.journey.Conn == r.Conn && x.journey.Answered == 0 {
		x.journey.Answered = x.turn.Now()
		x.journey.Reply = x.turn.Cause()
		after := x.turn.Now() - x.journey.Sent
		x.turn.Because(x.turn.Note(KindAnswered, from, Answered{r.Conn, x.journey.Summary, after}))
	}
	return true
}

// abandon tells the server that nobody waits any more.
func (x context) abandon(e *exchange) {
	if e.open {
		e.open = false
		x.turn.Send(e.server, member.Cancel{Conn: e.conn})
	}
}

// refusedBy reports whether it is this exchange that a server refused, and not
// an earlier one that was given up.
func (x context) refusedBy(e *exchange, from sim.Node) bool {
	if !e.open || from != e.server {
		return false
	}
	if event, ok := x.turn.World().Trace().At(x.turn.Cause()); ok && event.Cause != e.message {
		return false
	}
	e.open = false
	return true
}

// closedBy reports whether this exchange ended because its server went down.
// A request that had not arrived by then is not concerned: it will be refused,
// or answered if the server is back before it arrives.
func (x context) closedBy(e *exchange, from sim.Node) bool {
	if !e.open || from != e.server {
		return false
	}
	trace := x.turn.World().Trace()
	event, ok := trace.At(x.turn.Cause())
	if ok && event.Kind == sim.KindCrashed && e.message >= trace.First() {
		arrived := false
		for id := e.message + 1; id < event.ID && !arrived; id++ {
			past, _ := trace.At(id)
			arrived = past.Kind == sim.KindReceived && past.Cause == e.message
		}
		if !arrived {
			return false
		}
	}
	e.open = false
	return true
}
