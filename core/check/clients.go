package check

import "raftarium/core/sim"

// Linearizability, as far as it is looked for while a cluster runs. A store
// numbers its writes by revisions, and each answer says of which revision it
// is, so the order that the whole of a history must be given is known: it is
// that of the revisions. What is left to find out is whether it is the order of
// time. An answer must not be of an older revision than one that any client was
// told of before the request came, a write must be of a newer one, and a read of
// one key must not return an older value than a write of that key that is known
// and within the revision that the read is of.
//
// What this cannot see: that a value is another than was written at its
// revision (the logs and states of all members are compared for that), that a
// request took effect twice, and what a history of many keys would need a
// search for. `raftarium check` searches whole histories. The bounds: callsMax
// requests that wait at once, of which later ones are not looked at, and
// keysKnown keys, of which one makes another forgotten.
//
// A request counts from when it reaches a member until the member answers,
// which is within what its client sees.

const (
	callsMax  = 1024
	keysKnown = 64
)

// Outcome is what an answer tells a client.
type Outcome struct {
	// Revision is that of the write, or of the state that was read; 0 if the
	// answer tells of none that the request had to wait for.
	Revision uint64
	// Modified is the revision of the write that was read; 0 if it is not known.
	Modified uint64
	Key      uint64 // fingerprint of the one key that was written or read, or 0
	V2       bool   // of the v2 store, which has revisions of its own
	Write    bool   // something was changed
}

// told is a revision that a client was told of, and by whom.
type told struct {
	revision uint64
	node     sim.Node
}

// call is a request that waits for its answer.
type call struct {
	node, client sim.Node
	conn         uint64
	since        sim.Time
	endless      bool    // it is not to be answered once and for all: a watch
	known        [2]told // the newest of each store when it came
}

// keyWrite is the newest write of a key that a client was told of.
type keyWrite struct {
	key uint64
	told
}

// clients is what is known of clients.
type clients struct {
	calls []call
	known [2]told // of the v3 store, of the v2 store
	// keys are found by their fingerprints. They are shared with clones until
	// the next is noted.
	keys      []keyWrite
	keysOwned bool
}

// clone returns two that go on from c independently.
func (c *clients) clone() clients {
	c.keysOwned = false
	d := *c
	d.calls = append([]call(nil), c.calls...)
	return d
}

// Asked tells that a client's request has reached a node. Endless says that it
// asks for more than one answer.
func (m *Monitor) Asked(at At, n, client sim.Node, conn uint64, endless bool) {
	c := &m.clients
	if len(c.calls) == callsMax {
		return
	}
	c.calls = append(c.calls, call{node: n, client: client, conn: conn, since: at.Time, endless: endless, known: c.known})
	if !endless {
		m.expectAnswer(at.Time)
	}
}

// Abandoned tells that a client does not wait for a node's answer any more.
func (m *Monitor) Abandoned(n, client sim.Node, conn uint64) {
	if i := m.clients.find(n, client, conn); i >= 0 {
		m.clients.remove(i)
	}
}

// abandonAll forgets what was asked of a node.
func (c *clients) abandonAll(n sim.Node) {
	for i := len(c.calls) - 1; i >= 0; i-- {
		if c.calls[i].node == n {
			c.remove(i)
		}
	}
}

func (c *clients) find(n, client sim.Node, conn uint64) int {
	for i := range c.calls {
		if x := &c.calls[i]; x.conn == conn && x.client == client && x.node == n {
			return i
		}
	}
	return -1
}

func (c *clients) remove(i int) { c.calls = append(c.calls[:i], c.calls[i+1:]...) }

// Answered tells what a node answers a client.
func (m *Monitor) Answered(at At, n, client sim.Node, conn uint64, o Outcome) {
	c := &m.clients
	i := c.find(n, client, conn)
	if i < 0 {
		return
	}
	store := 0
	if o.V2 {
		store = 1
	}
	known := c.calls[i].known[store]
	if !c.calls[i].endless {
		c.remove(i)
	}
	if o.Revision == 0 {
		return
	}
	if o.Revision < known.revision || o.Write && o.Revision == known.revision {
		m.outdated(at, n, o.Revision, known)
	}
	if c.known[store].revision < o.Revision {
		c.known[store] = told{o.Revision, n}
	}
	if o.Key != 0 {
		m.readOrWrote(at, n, store, o)
	}
}

// readOrWrote looks at what was told of a key.
func (m *Monitor) readOrWrote(at At, n sim.Node, store int, o Outcome) {
	c := &m.clients
	key := mix(o.Key, uint64(store)) | 1
	written := o.Modified
	if o.Write {
		written = o.Revision
	}
	if len(c.keys) > 0 {
		newest := c.keys[key>>1%keysKnown]
		if newest.key == key && written > 0 && written < newest.revision && newest.revision <= o.Revision {
			m.outdated(at, n, written, newest.told)
		}
		if newest.key == key && written <= newest.revision {
			return
		}
	}
	if written == 0 {
		return
	}
	if !c.keysOwned {
		c.keys = append(make([]keyWrite, 0, keysKnown), c.keys...)[:keysKnown]
		c.keysOwned = true
	}
	c.keys[key>>1%keysKnown] = keyWrite{key, told{written, n}}
}

// outdated notes that a node answers with what is older than what is known.
func (m *Monitor) outdated(at At, n sim.Node, revision uint64, known told) {
	m.add(Violation{Property: Linearizability, At: at, Node: n, Peer: known.node, Revision: revision, Known: known.revision})
}
