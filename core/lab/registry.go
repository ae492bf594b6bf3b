package lab

import (
	"cmp"
	"slices"

	"raftarium/core/check"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// registry is what the lab itself keeps in a world: where each member lives,
// what holds for all members, those of later clusters included, and the checks.
// It is the world's sim.Monitor: cloned, encoded and rewound with it.
type registry struct {
	check       *check.Monitor
	rules       raft.Rules
	modified    raft.Rules // those that are off, or have been since the cluster was made
	options     raft.Options
	checkpoints bool          // the option of leases, which is not Raft's
	times       raft.Timeouts // of all members
	slowest     raft.Time     // the longest election timeout that some member may still be waiting
	port        int           // the first member's for clients
	places      []place       // of all members, by ID; a list that is shared is not changed
	// Since when members run, by node, and links work that were cut once.
	runs   []sim.Time
	starts []int // how often, by node
	joins  []joint

	said  said
	marks marking // no part of the world
}

// marking is what lets a lab note its marks of events in runs: where what they
// stand for is told by the world, that is as it was when they happened.
type marking struct {
	before func() // is called before an act changes the world; nil: nobody notes
	due    bool   // an event must be noted before the world goes on
}

// place says where in the world a member is.
type place struct {
	id   raft.ID
	node sim.Node
}

// joint is a link that was cut, in one direction or both, and joined again.
type joint struct {
	a, b sim.Node
	at   sim.Time
}

func newRegistry() *registry { return &registry{check: check.New()} }

// registryOf returns the registry of a lab's world.
func registryOf(w *sim.World) *registry { return w.Monitor().(*registry) }

// monitorOf returns the checks of a lab's world.
func monitorOf(w *sim.World) *check.Monitor { return registryOf(w).check }

// node returns where a member is, or Nobody.
func (r *registry) node(id raft.ID) sim.Node {
	if len(r.places) > 8 {
		if i, found := r.find(id); found {
			return r.places[i].node
		}
		return sim.Nobody
	}
	for _, p := range r.places {
		if p.id == id {
			return p.node
		}
	}
	return sim.Nobody
}

func (r *registry) find(id raft.ID) (int, bool) {
	return slices.BinarySearchFunc(r.places, id, func(p place, id raft.ID) int { return cmp.Compare(p.id, id) })
}

// settle notes that a member begins to run, and where it lives from now on.
func (r *registry) settle(id raft.ID, node sim.Node, now sim.Time) {
	for len(r.runs) < int(node) {
		r.runs, r.starts = append(r.runs, 0), append(r.starts, 0)
	}
	r.runs[node-1] = now
	r.starts[node-1]++
	i, found := r.find(id)
	if found && r.places[i].node == node {
		return
	}
	places := slices.Clone(r.places)
	if found {
		places[i].node = node
	} else {
		places = slices.Insert(places, i, place{id, node})
	}
	r.places = places
}

// reset forgets the cluster, and keeps what holds for the next one as well.
func (r *registry) reset() {
	r.check.Reset()
	r.modified = r.rules
	r.places, r.runs, r.starts, r.joins = nil, nil, nil, nil
	r.slowest = r.times.ElectionMax
}

// Clone implements sim.Monitor.
func (r *registry) Clone() sim.Monitor {
	c := *r
	c.check = r.check.Clone().(*check.Monitor)
	c.runs, c.starts = slices.Clone(r.runs), slices.Clone(r.starts)
	c.joins = slices.Clone(r.joins)
	c.said.forget()
	c.marks = marking{}
	return &c
}

// Code implements sim.Monitor.
func (r *registry) Code(c *wire.Coder) {
	r.check.Code(c)
	wire.Number(c, &r.rules)
	wire.Number(c, &r.modified)
	r.options.Code(c)
	c.Bool(&r.checkpoints)
	wire.Number(c, &r.times.Heartbeat)
	wire.Number(c, &r.times.ElectionMin)
	wire.Number(c, &r.times.ElectionMax)
	wire.Number(c, &r.slowest)
	wire.Number(c, &r.port)
	wire.List(c, &r.places, func(p *place) {
		c.Uint64((*uint64)(&p.id))
		wire.Number(c, &p.node)
	})
	wire.List(c, &r.runs, func(t *sim.Time) { wire.Number(c, t) })
	wire.List(c, &r.starts, func(n *int) { wire.Number(c, n) })
	wire.List(c, &r.joins, func(j *joint) {
		wire.Number(c, &j.a)
		wire.Number(c, &j.b)
		wire.Number(c, &j.at)
	})
	if c.Decoding() && len(r.starts) != len(r.runs) {
		c.Fail("%d members have run, %d have started", len(r.runs), len(r.starts))
		r.starts = make([]int, len(r.runs))
	}
	if c.Decoding() && !slices.IsSortedFunc(r.places, func(a, b place) int { return cmp.Compare(a.id, b.id) }) {
		c.Fail("the members are out of order")
	}
}

// fresh reports whether a server has been started once only.
func (r *registry) fresh(n sim.Node) bool {
	return n != sim.Nobody && int(n) <= len(r.starts) && r.starts[n-1] == 1
}

// join joins a link, and notes since when it works.
func join(w *sim.World, from, to sim.Node, cause sim.EventID) {
	if !w.IsCut(from, to) {
		return
	}
	w.Join(from, to, cause)
	r := registryOf(w)
	a, b := min(from, to), max(from, to)
	i := slices.IndexFunc(r.joins, func(j joint) bool { return j.a == a && j.b == b })
	if i < 0 {
		i = len(r.joins)
		r.joins = append(r.joins, joint{a: a, b: b})
	}
	r.joins[i].at = w.Now()
}

// readTimeout is how long a connection stands on which nothing is heard, as
// while a member is paused (rafthttp, ConnReadTimeout).
const readTimeout = 5 * sim.Second

// activeSince returns since when a connection between two members has held, and
// whether there is one: both run, and the cable between them is whole.
func activeSince(w *sim.World, a, b sim.Node) (sim.Time, bool) {
	r := registryOf(w)
	if b == sim.Nobody || int(b) > len(r.runs) || int(a) > len(r.runs) || !w.Up(b) || w.IsCut(a, b) || w.IsCut(b, a) {
		return 0, false
	}
	if since, paused := w.PausedSince(b); paused && w.Now()-since > readTimeout {
		return 0, false
	}
	at := max(r.runs[a-1], r.runs[b-1])
	for _, j := range r.joins {
		if j.a == min(a, b) && j.b == max(a, b) {
			at = max(at, j.at)
		}
	}
	return at, true
}
