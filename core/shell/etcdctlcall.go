package shell

import (
	"encoding/json"
	"fmt"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// How a client of etcd tries again. Connections that failed are made anew
// after a second, then ever later (google.golang.org/grpc/backoff); a read
// that a member could not answer is asked again soon (clientv3/options.go).
const (
	firstReconnect = sim.Second
	readAgainAfter = 25 * sim.Millisecond
	triesMax       = 100 // of a request that a member could not answer
)

// ctlCall is a request of etcdctl to one of its endpoints.
type ctlCall struct {
	exchange
	tag     int // what the command asked it for
	request api.Request
	one     string // the endpoint that alone is asked; empty: any of all
	again   bool   // it may be sent twice
	streams bool   // its answers go on: it is asked again when the connection is lost, and nobody complains
	leads   bool   // it is worth nothing without a leader
	until   sim.Time

	at       int // which endpoint is asked
	refusals int // endpoints that could not be connected to since the last pause
	attempt  int
	pause    sim.Time // before the next time that all are tried again
	retry    sim.Time // when it is tried again; 0: it is under way
	begun    sim.Time
}

// ask begins a call.
func (e *etcdctl) ask(x context, c ctlCall) {
	c.begun, c.pause = x.turn.Now(), firstReconnect
	e.calls = append(e.calls, &c)
	e.try(x, &c)
}

// timed is when a request that is made now is given up.
func (e *etcdctl) timed(x context) sim.Time { return max(x.turn.Now()+e.plan.timeout, 1) }

// try asks an endpoint, or the next ones where nobody listens.
func (e *etcdctl) try(x context, c *ctlCall) {
	c.retry = 0
	for {
		if server, ok := x.host.Endpoint(x.turn.World(), dialled(e.endpoint(c))); ok {
			c.line = e.line
			x.ask(&c.exchange, server, e.plan.summary, member.Request{API: c.request, NeedsLeader: c.leads})
			e.line = c.line
			return
		}
		if !e.another(x, c) {
			return
		}
	}
}

// endpoint is the one that a call asks now.
func (e *etcdctl) endpoint(c *ctlCall) string {
	if c.one != "" {
		return c.one
	}
	return e.plan.endpoints[c.at%len(e.plan.endpoints)]
}

// dialled is the address that an endpoint stands for, or "".
func dialled(endpoint string) string {
	if rest, ok := strings.CutPrefix(endpoint, "http://"); ok {
		endpoint, _, _ = strings.Cut(rest, "/")
	}
	if strings.Contains(endpoint, "/") {
		return ""
	}
	return endpoint
}

// another goes on to the next endpoint, and reports false where all have
// failed: then all are tried again after a pause.
func (e *etcdctl) another(x context, c *ctlCall) bool {
	all := len(e.plan.endpoints)
	if c.one != "" {
		all = 1
	}
	c.at = (c.at + 1) % all
	if c.refusals++; c.refusals%all != 0 {
		return true
	}
	c.retry = x.turn.Now() + c.pause
	c.pause = min(c.pause*8/5, 120*sim.Second)
	return false
}

func (e *etcdctl) callOf(x *exchange) *ctlCall {
	for _, c := range e.calls {
		if &c.exchange == x {
			return c
		}
	}
	return nil
}

// end forgets a call.
func (e *etcdctl) end(x context, c *ctlCall) {
	x.abandon(&c.exchange)
	for i := range e.calls {
		if e.calls[i] == c {
			e.calls = append(e.calls[:i:i], e.calls[i+1:]...)
			return
		}
	}
}

// endAll forgets the calls with a tag.
func (e *etcdctl) endAll(x context, tag int) {
	for i := len(e.calls) - 1; i >= 0; i-- {
		if e.calls[i].tag == tag {
			e.end(x, e.calls[i])
		}
	}
}

// connections implements connecting.
func (e *etcdctl) connections(server sim.Node, grpc bool) int {
	return e.line.connections(server, grpc)
}

func (e *etcdctl) refused(x context, at *exchange) {
	e.line = line{}
	c := e.callOf(at)
	if e.another(x, c) {
		e.try(x, c)
	}
	e.arm(x)
}

func (e *etcdctl) closed(x context, at *exchange) {
	e.line = line{}
	c := e.callOf(at)
	switch {
	case c.streams:
		e.plan.run(x, e, ctlEvent{kind: ctlLost, call: c})
		if x.running == process(e) {
			c.at++
			e.try(x, c)
		}
	case c.again:
		if e.another(x, c) {
			e.try(x, c)
		}
	default:
		e.failed(x, c, api.Error{Code: api.Unavailable, Text: "transport is closing"})
	}
	e.arm(x)
}

// reply takes an answer to one of the calls.
func (e *etcdctl) reply(x context, from sim.Node, r member.Reply) {
	if r.API == nil {
		return
	}
	for _, c := range e.calls {
		c.line = e.line
		if !x.answers(&c.exchange, from, r) {
			continue
		}
		e.line = c.line
		switch a := r.API.(type) {
		case api.Error:
			c.open = false
			if a.Code == api.Unavailable && c.again && !quiet(c.request) && c.attempt < triesMax-1 {
				e.warn(x, c, a)
				c.attempt++
				c.at++
				c.retry = x.turn.Now() + readAgainAfter
				break
			}
			e.failed(x, c, a)
		case api.NotYet:
			c.open = false
			e.failed(x, c, a)
		default:
			if !c.streams {
				c.open = false
				e.end(x, c)
			}
			e.plan.run(x, e, ctlEvent{kind: ctlAnswered, call: c, answer: a})
		}
		e.arm(x)
		return
	}
}

// failed ends a call that came to nothing.
func (e *etcdctl) failed(x context, c *ctlCall, err error) {
	if _, told := err.(api.NotYet); !told && !quiet(c.request) {
		e.warn(x, c, err.(api.Error))
	}
	e.end(x, c)
	e.plan.run(x, e, ctlEvent{kind: ctlFailed, call: c, err: err})
}

// quiet reports whether a request is a message of a stream, whose failures the
// client's log does not have.
func quiet(r api.Request) bool {
	switch r.(type) {
	case api.Watch, api.LeaseKeepAlive:
		return true
	}
	return false
}

// warn prints the line of the client's log that an attempt has failed
// (clientv3/retry_interceptor.go, with zap's encoding of JSON).
func (e *etcdctl) warn(x context, c *ctlCall, err api.Error) {
	target := fmt.Sprintf("endpoint://client-%s/%s", e.client(x), dialled(e.plan.endpoints[0]))
	where := "latest balancer error: all SubConns are in TransientFailure"
	if _, moves := c.request.(api.MoveLeader); c.one != "" && e.plan.each != eachHealth && !moves {
		target = "passthrough:///" + c.one
		where = `latest balancer error: connection error: desc = "transport: Error while dialing dial tcp ` + dialled(c.one) + `: connect: connection refused"`
	} else if c.one != "" {
		target = fmt.Sprintf("endpoint://client-%s/%s", e.client(x), dialled(c.one))
	}
	text := err.Text
	if err == api.ErrContextDeadline && (c.conn == 0 || c.retry != 0) {
		text = where
	}
	quoted, _ := json.Marshal("rpc error: code = " + err.Code.String() + " desc = " + text)
	x.print(2, fmt.Sprintf(`{"level":"warn","ts":"%s","caller":"clientv3/retry_interceptor.go:62","msg":"retrying of unary invoker failed","target":"%s","attempt":%d,"error":%s}`+"\n",
		x.date().UTC().Format("2006-01-02T15:04:05.000Z"), target, c.attempt, quoted))
}

// client is the name that etcd's client gives to itself: a random UUID there,
// here one of the moment.
func (e *etcdctl) client(x context) string {
	a := uint64(e.begun)*0x9e3779b97f4a7c15 + uint64(x.turn.Self())
	b := (a ^ a>>31) * 0xbf58476d1ce4e5b9
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a&0xffff, a>>16&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

func (c *ctlCall) code(w *wire.Coder) {
	c.exchange.code(w)
	wire.Number(w, &c.tag)
	api.CodeRequest(w, &c.request)
	w.String(&c.one)
	w.Bool(&c.again)
	w.Bool(&c.streams)
	w.Bool(&c.leads)
	wire.Number(w, &c.until)
	wire.Number(w, &c.at)
	wire.Number(w, &c.refusals)
	wire.Number(w, &c.attempt)
	wire.Number(w, &c.pause)
	wire.Number(w, &c.retry)
	wire.Number(w, &c.begun)
	if c.at < 0 || c.request == nil && w.Decoding() {
		w.Fail("a request of etcdctl that asks for nothing")
		c.at, c.request = 0, api.Status{}
	}
}
