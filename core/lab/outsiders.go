package lab

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// A program outside the world, such as a real curl at a real port, is not part
// of the world; what it asks is. Its request is an input, which the world records
// like every other, and its answer is what the world has arrive at the one client
// that stands for all such programs. Whoever runs the world reads from the trace
// what has come for them (Heard) and passes it on.

// Call is an input: a program outside the world asks a server. Conn is the
// number of the exchange, which no other that is open has.
type Call struct {
	Conn   uint64
	Server sim.Node
	HTTP   api.HTTPRequest
}

// HangUp is an input: the program outside does not wait any more.
type HangUp struct{ Conn uint64 }

// KindHungUp is the kind of the event that a server's end of a connection to a
// program outside is closed, since the server went down. Detail is a HungUp.
var KindHungUp = sim.NewKind("hung-up")

// HungUp is the detail of KindHungUp.
type HungUp struct{ Conn uint64 }

// CallsMax bounds the exchanges with programs outside that are open at once.
// More are not begun.
const CallsMax = 1000

// outsiders are all programs outside the world: one client.
type outsiders struct {
	calls   []outsideCall // in the order of their requests
	journey shell.Journey // of the newest
}

// outsideCall is an exchange that is open.
type outsideCall struct {
	conn    uint64
	server  sim.Node
	message sim.EventID // the event of its sending
}

// Outsiders returns the node of the programs outside a world, or Nobody where
// none has called yet.
func Outsiders(w *sim.World) sim.Node {
	for n, a := range w.Clients {
		if _, ok := a.(*outsiders); ok {
			return n
		}
	}
	return sim.Nobody
}

// Heard returns what an event brings to a program outside: a piece of an answer,
// or that the connection is closed, without one.
func Heard(w *sim.World, e *sim.Event) (conn uint64, piece *api.HTTPResponse, ok bool) {
	switch d := e.Detail.(type) {
	case member.Reply:
		if _, outside := w.Actor(e.Node).(*outsiders); outside && e.Kind == sim.KindReceived && d.HTTP != nil {
			return d.Conn, d.HTTP, true
		}
	case HungUp:
		return d.Conn, nil, true
	}
	return 0, nil, false
}

// handCall lets a program outside ask. The first makes a place for all of them.
func handCall(w *sim.World, input any, cause sim.EventID) {
	at := Outsiders(w)
	if _, calls := input.(Call); calls && at == sim.Nobody {
		if terminalCount(w) == sim.ClientsMax {
			return
		}
		at = w.AddClient(&outsiders{}, cause)
	}
	w.Hand(at, input, cause)
}

// Name is how the programs outside are called in the picture.
func (o *outsiders) Name() string { return narrate.Outside }

// Journey returns the way of the newest request.
func (o *outsiders) Journey() shell.Journey { return o.journey }

// WaitingAt returns the server that the newest open exchange is with, and
// whether there is one.
func (o *outsiders) WaitingAt() (sim.Node, bool) {
	if n := len(o.calls); n > 0 {
		return o.calls[n-1].server, true
	}
	return sim.Nobody, false
}

// Input implements sim.Actor: a Call or a HangUp.
func (o *outsiders) Input(t *sim.Turn, input any) {
	switch in := input.(type) {
	case Call:
		if o.find(in.Conn) >= 0 || len(o.calls) == CallsMax || MemberAt(t.World(), in.Server) == nil {
			return
		}
		o.calls = append(o.calls, outsideCall{in.Conn, in.Server, t.World().Trace().Next()})
		o.journey = shell.Begin(t, in.Conn, in.Server, shell.Summarize(in.HTTP))
		t.Send(in.Server, member.Request{Conn: in.Conn, HTTP: &in.HTTP})
	case HangUp:
		if i := o.find(in.Conn); i >= 0 {
			t.Send(o.calls[i].server, member.Cancel{Conn: in.Conn})
			o.forget(i)
		}
	}
}

// Deliver implements sim.Actor.
func (o *outsiders) Deliver(t *sim.Turn, from sim.Node, payload any) {
	switch p := payload.(type) {
	case member.Reply:
		i := o.find(p.Conn)
		if i < 0 || o.calls[i].server != from || p.HTTP == nil {
			return
		}
		if o.journey.Answer(t, p.Conn) {
			o.journey.Tell(t, from)
		}
		if !p.HTTP.Stream {
			o.forget(i)
		}
	case sim.Refused: // of the oldest that has arrived: links keep the order
		for i := range o.calls {
			if o.calls[i].server == from && !o.onItsWay(t, i) {
				o.hungUp(t, i)
				return
			}
		}
	case sim.Closed:
		for i := 0; i < len(o.calls); i++ {
			if o.calls[i].server == from && !o.onItsWay(t, i) {
				o.hungUp(t, i)
				i--
			}
		}
	}
}

// onItsWay reports whether the request of an exchange has not arrived yet.
func (o *outsiders) onItsWay(t *sim.Turn, i int) bool {
	for m := range t.World().Messages {
		if m.ID == o.calls[i].message && m.From == t.Self() {
			return true
		}
	}
	return false
}

func (o *outsiders) hungUp(t *sim.Turn, i int) {
	t.Note(KindHungUp, o.calls[i].server, HungUp{o.calls[i].conn})
	o.forget(i)
}

func (o *outsiders) find(conn uint64) int {
	for i := range o.calls {
		if o.calls[i].conn == conn {
			return i
		}
	}
	return -1
}

func (o *outsiders) forget(i int) { o.calls = append(o.calls[:i], o.calls[i+1:]...) }

// Start implements sim.Actor.
func (o *outsiders) Start(*sim.Turn) {}

// Fire implements sim.Actor. There are no timers: a program outside has its own.
func (o *outsiders) Fire(*sim.Turn, sim.Timer) {}

// Written implements sim.Actor. There is no disk.
func (o *outsiders) Written(*sim.Turn, sim.WriteSeq) {}

// Observe implements sim.Actor.
func (o *outsiders) Observe(*sim.Turn) {}

// Crash implements sim.Actor. What is outside does not crash with the world.
func (o *outsiders) Crash(sim.WriteSeq) {}

// Clone implements sim.Actor.
func (o *outsiders) Clone() sim.Actor {
	c := *o
	c.calls = append([]outsideCall(nil), o.calls...)
	return &c
}

// Code implements sim.Actor.
func (o *outsiders) Code(c *wire.Coder) {
	wire.List(c, &o.calls, func(x *outsideCall) {
		c.Uint64(&x.conn)
		wire.Number(c, &x.server)
		c.Uint64((*uint64)(&x.message))
	})
	o.journey.Code(c)
}
