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
	check   *check.Monitor
	rules   raft.Rules
	options raft.Options
	times   raft.Timeouts // of all members
	places  []place       // of all members, by ID; a list that is shared is not changed
}

// place says where in the world a member is.
type place struct {
	id   raft.ID
	node sim.Node
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

// settle notes where a member lives from now on.
func (r *registry) settle(id raft.ID, node sim.Node) {
	i, found := r.find(id)
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
	r.places = nil
}

// Clone implements sim.Monitor.
func (r *registry) Clone() sim.Monitor {
	c := *r
	c.check = r.check.Clone().(*check.Monitor)
	return &c
}

// Code implements sim.Monitor.
func (r *registry) Code(c *wire.Coder) {
	r.check.Code(c)
	wire.Number(c, &r.rules)
	r.options.Code(c)
	wire.Number(c, &r.times.Heartbeat)
	wire.Number(c, &r.times.ElectionMin)
	wire.Number(c, &r.times.ElectionMax)
	wire.List(c, &r.places, func(p *place) {
		c.Uint64((*uint64)(&p.id))
		wire.Number(c, &p.node)
	})
	if c.Decoding() && !slices.IsSortedFunc(r.places, func(a, b place) int { return cmp.Compare(a.id, b.id) }) {
		c.Fail("the members are out of order")
	}
}
