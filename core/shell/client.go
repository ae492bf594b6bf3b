package shell

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// client is a running client: a program that uses etcd through one of its two
// interfaces, as a program would, and pays for it. One of v2 makes a connection
// for each request and each watch, one of v3 a single one for all.
type client struct {
	passive
	args   []string
	opts   *clientOptions // of args
	server sim.Node
	line   line // of v3
	flying []flight
	stage  clientStage // of alive
	done   int         // answers of this stage
	failed int
	first  string   // what the first failure said
	lease  int64    // of alive by v3
	seen   []uint64 // by v2's watchers: the index up to which each has seen
	events []int    // by watchers: how many each has seen
	began  sim.Time
	sum    Account // what it has cost
}

// flight is a request that has not been answered, or not to its end.
type flight struct {
	conn  uint64
	nth   int
	begun bool
	line  line // of v2
}

// clientStage is where a client is that keeps keys alive.
type clientStage uint8

const (
	clientGrant clientStage = iota
	clientAttach
	clientKeep
)

// clientPatience is how long a client waits for anything to come.
const clientPatience = 10 * sim.Second

// runClient is the command client.
func runClient(x context, args []string, _ variables) {
	opts, err := parseClient(args[1:])
	if err != nil {
		x.print(2, "client: "+err.Error()+"\n")
		x.exit(1)
		return
	}
	server, ok := x.host.Endpoint(x.turn.World(), opts.endpoint)
	if !ok {
		x.print(2, "client: "+opts.endpoint+": connection refused\n")
		x.exit(1)
		return
	}
	x.start(&client{args: args[1:], opts: opts, server: server})
}

func (c *client) begin(x context) {
	o := c.opts
	c.began = x.turn.Now()
	c.sum = Account{Server: c.server, GRPC: o.grpc}
	switch {
	case o.deed == clientWatch:
		c.seen, c.events = make([]uint64, o.watchers), make([]int, o.watchers)
		c.sendAll(x, o.watchers)
	case o.deed == clientAlive && !o.grpc:
		c.stage = clientAttach
		c.sendAll(x, o.keys)
	default:
		c.send(x, 0)
	}
}

// book does what changes the account of the terminal, and keeps it as a cost of
// this client.
func (c *client) book(x context, do func()) {
	a := *x.account(c.server, c.opts.grpc)
	do()
	b := x.account(c.server, c.opts.grpc)
	c.sum.Connections += b.Connections - a.Connections
	c.sum.Requests += b.Requests - a.Requests
	c.sum.Answers += b.Answers - a.Answers
	c.sum.Sent += b.Sent - a.Sent
	c.sum.Received += b.Received - a.Received
}

func (c *client) sendAll(x context, count int) {
	for n := range count {
		c.send(x, n)
	}
}

// send asks the nth of what there is to ask.
func (c *client) send(x context, n int) {
	r := c.request(n)
	x.conn++
	r.Conn = x.conn
	f := flight{conn: r.Conn, nth: n}
	_, keeps := r.API.(api.LeaseKeepAlive)
	_, watches := r.API.(api.Watch)
	c.book(x, func() {
		if c.opts.grpc {
			x.spend(&c.line, c.server, r, keeps && c.done > 0 || watches && n > 0, false)
		} else {
			x.spend(&f.line, c.server, r, false, false)
		}
	})
	c.flying = append(c.flying, f)
	x.journey = Begin(x.turn.Turn, r.Conn, c.server, c.summary(n))
	x.turn.Send(c.server, r)
	c.waitOn(x)
}

// waitOn sets for how long nothing may come: for ever, while it watches.
func (c *client) waitOn(x context) {
	if c.opts.deed != clientWatch && len(c.flying) > 0 {
		x.turn.SetTimer(retryTimer, x.turn.Now()+clientPatience)
	} else {
		x.turn.StopTimer(retryTimer)
	}
}

func (c *client) reply(x context, from sim.Node, r member.Reply) {
	i := slices.IndexFunc(c.flying, func(f flight) bool { return f.conn == r.Conn })
	if i < 0 || from != c.server || c.opts.grpc && r.API == nil || !c.opts.grpc && r.HTTP == nil {
		return
	}
	f := &c.flying[i]
	over := c.over(r)
	c.book(x, func() {
		l := &f.line
		if c.opts.grpc {
			l = &c.line
		}
		x.earn(l, r, !f.begun, over)
	})
	x.journey.Answer(x.turn.Turn, r.Conn)
	f.begun = true
	nth := f.nth
	if over {
		c.flying = slices.Delete(c.flying, i, i+1)
	}
	if text := failureIn(r); text != "" {
		if c.failed++; c.first == "" {
			c.first = text
		}
		if c.opts.deed == clientWatch || c.stage == clientGrant && c.opts.deed == clientAlive {
			c.finish(x)
			return
		}
	}
	c.waitOn(x)
	switch c.opts.deed {
	case clientWatch:
		c.watched(x, nth, r)
	case clientAlive:
		if over {
			c.keptAlive(x, r)
		}
	default:
		if c.done++; c.done < c.opts.total {
			c.send(x, c.done)
		} else {
			c.finish(x)
		}
	}
}

// over reports whether nothing more comes after an answer.
func (c *client) over(r member.Reply) bool {
	if r.HTTP != nil {
		return !r.HTTP.Stream
	}
	w, watch := r.API.(api.WatchResponse)
	return !watch || w.Canceled
}

// failureIn is what an answer says of why it is none, or "".
func failureIn(r member.Reply) string {
	if r.HTTP != nil {
		if r.HTTP.Status < 400 {
			return ""
		}
		return strings.TrimSpace(string(r.HTTP.Body))
	}
	switch a := r.API.(type) {
	case api.WatchResponse:
		return a.CancelReason
	case error:
		return a.Error()
	}
	return ""
}

// watched takes what came for a watcher. One of v2 whose watch has fired watches
// on from there, over another connection.
func (c *client) watched(x context, nth int, r member.Reply) {
	if w, ok := r.API.(api.WatchResponse); ok {
		c.events[nth] += len(w.Events)
	} else if !r.HTTP.Stream {
		c.events[nth]++
		c.seen[nth] = modifiedIndex(r.HTTP.Body)
		if c.opts.events == 0 || c.events[nth] < c.opts.events {
			c.send(x, nth)
			return
		}
	}
	if c.opts.events > 0 && !slices.ContainsFunc(c.events, func(n int) bool { return n < c.opts.events }) {
		c.finish(x)
	}
}

// keptAlive goes on to the next stage when all of one is answered.
func (c *client) keptAlive(x context, r member.Reply) {
	switch granted, ok := r.API.(api.LeaseGrantResponse); {
	case ok:
		c.lease, c.stage = granted.ID, clientAttach
		c.sendAll(x, c.opts.keys)
	case len(c.flying) == 0 && c.stage == clientAttach:
		c.stage, c.done = clientKeep, 0
		x.turn.SetTimer(mainTimer, x.turn.Now()+c.period())
	case c.stage == clientKeep:
		c.done++
	}
}

// period is after which time what is to stay alive is kept alive: a third of its
// time to live, as etcd's clientv3 does (clientv3/lease.go).
func (c *client) period() sim.Time { return sim.Time(c.opts.ttl) * sim.Second / 3 }

func (c *client) fire(x context, timer sim.Timer) {
	switch {
	case timer == retryTimer:
		c.fail(x, fmt.Sprintf("no answer in %v", time.Duration(clientPatience)))
	case x.turn.Now() >= c.began+c.opts.span:
		c.finish(x)
	default:
		x.turn.SetTimer(mainTimer, x.turn.Now()+c.period())
		if c.opts.grpc {
			c.send(x, 0)
		} else {
			c.sendAll(x, c.opts.keys)
		}
	}
}

func (c *client) refused(x context, _ *exchange) {
	if !x.turn.World().Up(c.server) {
		c.unbook(x)
		x.journey.fail(x.journey.Conn, Refused, x.turn.Now())
		c.fail(x, "connection refused")
	}
}

func (c *client) closed(x context, _ *exchange) {
	if !x.turn.World().Up(c.server) {
		x.journey.fail(x.journey.Conn, Reset, x.turn.Now())
		c.fail(x, "connection reset by peer")
	}
}

// unbook takes back what was booked, where nobody ever took a request.
func (c *client) unbook(x context) {
	if c.sum.Answers > 0 {
		return
	}
	a := x.account(c.server, c.opts.grpc)
	a.Connections -= c.sum.Connections
	a.Requests -= c.sum.Requests
	a.Sent -= c.sum.Sent
	a.Received -= c.sum.Received
}

// fail ends the client because its server is not there.
func (c *client) fail(x context, why string) {
	c.hangUp(x)
	x.print(2, "client: "+c.opts.endpoint+": "+why+" after "+counted(c.sum.Answers, "answer")+"\n")
	x.exit(1)
}

// finish says what was done and what it has cost.
func (c *client) finish(x context) {
	c.hangUp(x)
	x.print(1, c.report(x))
	if c.failed > 0 {
		x.print(2, fmt.Sprintf("client: %d of them failed, the first with: %s\n", c.failed, c.first))
	}
	x.exit(btoi(c.failed > 0))
}

// report is a line about what a client has done and what it has cost.
func (c *client) report(x context) string {
	return fmt.Sprintf("%s over %s, %s; %d bytes sent, %d received; %v\n", counted(c.sum.Requests, "request"),
		counted(c.sum.Connections, "connection"), counted(c.sum.Answers, "answer"), c.sum.Sent, c.sum.Received, time.Duration(x.turn.Now()-c.began).Round(time.Millisecond))
}

// counted is a number with its noun.
func counted(n uint64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// hangUp tells the server that nobody waits any more.
func (c *client) hangUp(x context) {
	for _, f := range c.flying {
		x.journey.fail(f.conn, GivenUp, x.turn.Now())
		x.turn.Send(c.server, member.Cancel{Conn: f.conn})
	}
	c.flying = nil
}

func (c *client) cancel(x context) {
	c.hangUp(x)
	x.print(1, c.report(x))
}

func (c *client) connections(server sim.Node, grpc bool) int {
	if server != c.server || grpc != c.opts.grpc {
		return 0
	}
	if grpc {
		return btoi(c.line.made)
	}
	return len(c.flying)
}

func (c *client) clone() process {
	k := *c
	k.flying, k.seen, k.events = slices.Clone(c.flying), slices.Clone(c.seen), slices.Clone(c.events)
	return &k
}

func (c *client) code(w *wire.Coder) {
	wire.List(w, &c.args, w.String)
	if w.Decoding() {
		var err error
		if c.opts, err = parseClient(c.args); err != nil {
			w.Fail("a running client with arguments that it refuses")
			c.opts = &clientOptions{}
		}
	}
	wire.Number(w, &c.server)
	c.line.code(w)
	wire.List(w, &c.flying, func(f *flight) {
		w.Uint64(&f.conn)
		wire.Number(w, &f.nth)
		w.Bool(&f.begun)
		f.line.code(w)
	})
	wire.Number(w, &c.stage)
	wire.Number(w, &c.done)
	wire.Number(w, &c.failed)
	w.String(&c.first)
	wire.Number(w, &c.lease)
	wire.List(w, &c.seen, w.Uint64)
	wire.List(w, &c.events, func(n *int) { wire.Number(w, n) })
	wire.Number(w, &c.began)
	c.sum.code(w)
	if w.Decoding() {
		watchers := btoi(c.opts.deed == clientWatch) * c.opts.watchers
		if len(c.seen) != watchers || len(c.events) != watchers || slices.ContainsFunc(c.flying, func(f flight) bool {
			return f.nth < 0 || c.opts.deed == clientWatch && f.nth >= watchers
		}) {
			w.Fail("a running client with watchers that it has not")
			*c = client{args: c.args, opts: &clientOptions{}}
		}
	}
}
