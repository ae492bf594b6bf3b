package sim

import (
	"raftarium/core/wire"
)

// Config is what a world starts with.
type Config struct {
	Seed    uint64
	Servers Link // between two servers
	Clients Link // between a client and a server
	// Connect is what a client takes longer to reach a server than the other way
	// round: it has to start and to open a connection.
	Connect Time
	Disk    Disk
}

// Governor carries out the acts upon the world that actors ask for. It must be
// a function of what it is given.
type Governor interface {
	Govern(w *World, act any, by Node, cause EventID)
}

// Monitor is something that knows of all actors what the world does not, and is
// cloned, encoded and rewound with it. Who hosts the actors tells it.
type Monitor interface {
	// Clone returns a Monitor that goes on from here independently. It is cheap.
	Clone() Monitor
	// Code walks over everything that the Monitor is.
	Code(c *wire.Coder)
}

// node is an actor's place in the world.
type node struct {
	id     Node
	actor  Actor
	up     bool
	paused bool
	since  Time   // of the pause
	epoch  uint32 // raised by a crash: what was under way before is void
	timers [TimersMax]timerState
	disk   diskState
	clock  clock
	held   []int32 // slots of what arrived during a pause
	turn   Turn    // of its actor, set up when it is first used
}

// timerState is a timer's deadline, and the place in the queue at which it is
// looked at. A deadline that moves later does not touch the queue: most timers
// are put off many times before they run out.
type timerState struct {
	deadline Time // 0: not set
	queued   Time // 0: not in the queue
	cause    EventID
}

// World is a number of actors, and all that happens among them.
type World struct {
	seed     uint64
	now      Time
	last     Time // of the last event or input
	queue    queue
	flights  []flight
	payloads []any // of the flights; what is in a free slot does not matter
	free     []int32
	servers  []*node // servers[i] is node i+1, nil where there is none
	clients  []*node
	watching []Node
	net      network
	disk     Disk
	trace    *Trace
	governor Governor
	monitor  Monitor

	happened kindSet // which kinds of events there have been

	acts    []pendingAct
	scratch []int32
}

type pendingAct struct {
	act   any
	by    Node
	cause EventID
}

// New returns a world without actors, at time 0.
func New(c Config) *World {
	return &World{seed: c.Seed, net: network{servers: c.Servers, clients: c.Clients, connect: c.Connect}, disk: c.Disk, trace: newTrace(1)}
}

// SetGovernor says who carries out what actors ask for by Turn.Control. Clones
// keep it, so it must not have a state of its own.
func (w *World) SetGovernor(g Governor) { w.governor = g }

// SetMonitor gives the world its Monitor. It belongs to the world from then on.
func (w *World) SetMonitor(m Monitor) { w.monitor = m }

// Monitor returns the world's Monitor, or nil.
func (w *World) Monitor() Monitor { return w.monitor }

// Now returns the time.
func (w *World) Now() Time { return w.now }

// Seed returns the seed that all chance follows from.
func (w *World) Seed() uint64 { return w.seed }

// Trace returns the window over the newest events.
func (w *World) Trace() *Trace { return w.trace }

// node returns a node, or nil where there is none.
func (w *World) node(n Node) *node {
	if n.IsClient() {
		if i := int(n - FirstClient); i < len(w.clients) {
			return w.clients[i]
		}
		return nil
	}
	if n == Nobody || int(n) > len(w.servers) {
		return nil
	}
	return w.servers[n-1]
}

// turn returns the turn in which a node acts because of an event.
func (w *World) turn(n *node, cause EventID) *Turn {
	t := &n.turn
	if t.world != w {
		t.world, t.node = w, n
	}
	t.cause = cause
	return t
}

// record adds an event of the present moment to the trace.
func (w *World) record(cause EventID, kind Kind, node, peer Node, detail, why any) EventID {
	w.happened[kind%KindsMax] = true
	return w.trace.add(w.now, cause, kind, node, peer, detail, why)
}

// Kinds returns the kinds of all events that have happened in the world, in the
// order of their names. Unlike the trace it forgets nothing, so an actor may
// rest on it.
func (w *World) Kinds() []Kind { return w.happened.all() }

// AddServer gives an actor the lowest free number of a server and starts it.
// It panics if there are ServersMax of them.
func (w *World) AddServer(a Actor, cause EventID) Node {
	for i, n := range w.servers {
		if n == nil {
			return w.place(&w.servers[i], Node(i+1), a, cause)
		}
	}
	if len(w.servers) == ServersMax {
		panic("sim: a world has room for 512 servers")
	}
	w.servers = append(w.servers, nil)
	return w.place(&w.servers[len(w.servers)-1], Node(len(w.servers)), a, cause)
}

// AddClient gives an actor the next number of a client and starts it. It
// panics if there are ClientsMax of them.
func (w *World) AddClient(a Actor, cause EventID) Node {
	if len(w.clients) == ClientsMax {
		panic("sim: a world has room for 256 clients")
	}
	w.clients = append(w.clients, nil)
	return w.place(&w.clients[len(w.clients)-1], FirstClient+Node(len(w.clients)-1), a, cause)
}

func (w *World) place(at **node, id Node, a Actor, cause EventID) Node {
	n := &node{id: id, actor: a, up: true, disk: diskState{Disk: w.disk}}
	*at = n
	a.Start(w.turn(n, w.record(cause, KindRestarted, id, Nobody, First{}, nil)))
	w.carryOut()
	return id
}

// RemoveServers takes all servers out of the world, with all that is on its
// way to and from them. Clients are told that their connections are closed.
func (w *World) RemoveServers(cause EventID) {
	for _, n := range w.servers {
		if n == nil {
			continue
		}
		for _, slot := range n.held {
			w.release(slot)
		}
		w.closeConnections(n.id, cause)
		w.observe(n, false)
	}
	w.servers = nil
	w.net.cuts, w.net.overrides = nil, nil
	for slot := range w.flights {
		f := &w.flights[slot]
		if f.kind != freeFlight && (!f.to.IsClient() || f.kind == deliverFlight && !f.from.IsClient()) {
			f.kind = voidFlight
		}
	}
}

// Actor returns the actor with the given number, or nil.
func (w *World) Actor(n Node) Actor {
	if x := w.node(n); x != nil {
		return x.actor
	}
	return nil
}

// Servers calls yield with the number and the actor of every server, in order.
func (w *World) Servers(yield func(Node, Actor) bool) {
	for _, n := range w.servers {
		if n != nil && !yield(n.id, n.actor) {
			return
		}
	}
}

// ServerCount returns how many servers there are, up or down.
func (w *World) ServerCount() (count int) {
	for range w.Servers {
		count++
	}
	return count
}

// Clients calls yield with the number and the actor of every client, in order.
func (w *World) Clients(yield func(Node, Actor) bool) {
	for _, n := range w.clients {
		if n != nil && !yield(n.id, n.actor) {
			return
		}
	}
}

// Up reports whether an actor has not crashed.
func (w *World) Up(n Node) bool { x := w.node(n); return x != nil && x.up }

// Paused reports whether an actor is paused.
func (w *World) Paused(n Node) bool { x := w.node(n); return x != nil && x.paused }

// PausedSince returns when an actor's pause began, and whether it is paused.
func (w *World) PausedSince(n Node) (Time, bool) {
	if x := w.node(n); x != nil && x.paused {
		return x.since, true
	}
	return 0, false
}

// Deadline returns when a timer of an actor runs out, and whether it is set.
func (w *World) Deadline(n Node, t Timer) (Time, bool) {
	x := w.node(n)
	if x == nil || !x.up || x.timers[t].deadline == 0 {
		return 0, false
	}
	return x.timers[t].deadline, true
}

// Clone returns a world that goes on from here independently, with all of the
// trace.
func (w *World) Clone() *World {
	c := w.clone()
	c.trace = w.trace.clone()
	return c
}

// Checkpoint is Clone without the events of the trace, of which the world itself
// needs none: whoever keeps many worlds would keep, for each, all that its events
// tell of.
func (w *World) Checkpoint() *World {
	c := w.clone()
	c.trace = newTrace(w.trace.next)
	return c
}

// clone copies everything but the trace.
func (w *World) clone() *World {
	c := *w
	c.queue = w.queue.clone()
	c.flights = append([]flight(nil), w.flights...)
	c.payloads = append([]any(nil), w.payloads...)
	c.free = append([]int32(nil), w.free...)
	c.watching = append([]Node(nil), w.watching...)
	c.servers = cloneNodes(w.servers)
	c.clients = cloneNodes(w.clients)
	c.net = w.net.clone()
	if w.monitor != nil {
		c.monitor = w.monitor.Clone()
	}
	c.acts, c.scratch = nil, nil
	return &c
}

func cloneNodes(nodes []*node) []*node {
	all := make([]node, len(nodes))
	c := make([]*node, len(nodes))
	for i, n := range nodes {
		if n == nil {
			continue
		}
		all[i] = *n
		all[i].actor = n.actor.Clone()
		all[i].held = append([]int32(nil), n.held...)
		all[i].turn = Turn{}
		c[i] = &all[i]
	}
	return c
}
