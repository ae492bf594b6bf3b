package check

import (
	"slices"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// Code implements sim.Monitor. What was decoded from whatever bytes can be told
// facts: every ref names a version.
func (m *Monitor) Code(c *wire.Coder) {
	m.ledger.code(c)
	wire.List(c, &m.nodes, func(x *node) { x.code(c) })
	wire.List(c, &m.reigns, func(r *reign) {
		c.Uint64(&r.term)
		wire.Number(c, &r.node)
	})
	c.Uint64(&m.committed)
	c.Uint64(&m.commitTerm)
	wire.List(c, &m.past, func(e *era) {
		c.Uint64(&e.upTo)
		c.Uint64(&e.term)
	})
	wire.List(c, &m.acks, func(a *ack) {
		c.Uint64(&a.index)
		c.Uint64(&a.hash)
		c.Uint64(&a.term)
		wire.Number(c, &a.node)
	})
	m.clients.code(c)
	m.live.code(c)
	wire.List(c, &m.found, func(v *Violation) { v.code(c) })
	if c.Decoding() {
		m.verify(c)
	}
	if c.Decoding() && c.Err() != nil {
		m.Reset()
	}
}

func (l *ledger) code(c *wire.Coder) {
	n := c.Len(int(l.last - l.base))
	if c.Decoding() {
		*l = ledger{}
	}
	c.Uint64(&l.base)
	c.Uint64(&l.baseHash)
	if c.Decoding() {
		if l.base%chunkRows != 0 || l.base > 1<<50 {
			c.Fail("entries are forgotten up to %d", l.base)
			return
		}
		l.last = l.base
	}
	for i := range uint64(n) {
		if c.Err() != nil {
			return
		}
		if c.Decoding() {
			l.extend()
		}
		r := l.row(l.base + 1 + i)
		r.version.code(c)
		wire.Number(c, &r.committed)
		c.Uint64(&r.applied)
		wire.Number(c, &r.applier)
	}
	wire.List(c, &l.more, func(v *version) { v.code(c) })
}

func (v *version) code(c *wire.Coder) {
	c.Uint64(&v.term)
	c.Uint64(&v.hash)
	wire.Number(c, &v.next)
	wire.Number(c, &v.node)
}

func (x *node) code(c *wire.Coder) {
	c.Bool(&x.joined)
	c.Uint64(&x.leads)
	wire.Number(c, &x.follows)
	c.Uint64(&x.followsIn)
	c.Uint64((*uint64)(&x.id))
	for _, list := range []*[]ID{&x.config.Voters, &x.config.Outgoing} {
		wire.List(c, list, func(id *ID) { c.Uint64((*uint64)(id)) })
	}
	x.now.code(c)
	x.disk.code(c)
	wire.List(c, &x.writes, func(w *write) {
		c.Uint64((*uint64)(&w.seq))
		w.held.code(c)
	})
	c.Uint64(&x.applied)
	c.Uint64(&x.compacted)
}

func (h *held) code(c *wire.Coder) {
	c.Uint64(&h.term)
	wire.Number(c, &h.vote)
	c.Uint64(&h.log.last)
	c.Uint64(&h.log.hash)
	wire.List(c, &h.log.runs, func(r *run) {
		c.Uint64(&r.from)
		wire.Number(c, &r.ref)
	})
}

func (v *Violation) code(c *wire.Coder) {
	c.String(&v.Property)
	wire.Number(c, &v.At.Time)
	c.Uint64((*uint64)(&v.At.Event))
	wire.Number(c, &v.Node)
	wire.Number(c, &v.Peer)
	c.Uint64(&v.Term)
	c.Uint64(&v.Index)
	c.Uint64(&v.Revision)
	c.Uint64(&v.Known)
}

func (t *told) code(c *wire.Coder) {
	c.Uint64(&t.revision)
	wire.Number(c, &t.node)
}

func (x *clients) code(c *wire.Coder) {
	if c.Decoding() {
		*x = clients{}
	}
	wire.List(c, &x.calls, func(k *call) {
		wire.Number(c, &k.node)
		wire.Number(c, &k.client)
		c.Uint64(&k.conn)
		wire.Number(c, &k.since)
		c.Bool(&k.endless)
		for i := range k.known {
			k.known[i].code(c)
		}
	})
	for i := range x.known {
		x.known[i].code(c)
	}
	wire.List(c, &x.keys, func(k *keyWrite) {
		c.Uint64(&k.key)
		k.told.code(c)
	})
}

func (l *liveness) code(c *wire.Coder) {
	c.Bool(&l.judged)
	wire.Number(c, &l.patience.Leader)
	wire.Number(c, &l.patience.Answer)
	wire.Number(c, &l.healed)
	wire.Number(c, &l.leaderBy)
	wire.Number(c, &l.next)
}

// verify refuses what no Monitor can have been told.
func (m *Monitor) verify(c *wire.Coder) {
	l := &m.ledger
	for i := l.base + 1; i <= l.last && c.Err() == nil; i++ {
		r := l.row(i)
		if int(r.next) > len(l.more) || r.committed > 0 && int(r.committed-1) > len(l.more) || i <= m.committed && r.committed == 0 {
			c.Fail("the index %d has versions that there are not", i)
		}
	}
	for i := range l.more {
		if int(l.more[i].next) > i { // later ones lead to earlier ones
			c.Fail("version %d leads to version %d", i+1, l.more[i].next)
		}
	}
	if m.committed > l.last || m.committed < l.base || len(m.nodes) > sim.ServersMax {
		c.Fail("%d entries of %d are committed by %d nodes", m.committed, l.last, len(m.nodes))
	}
	for i := range m.nodes {
		x := &m.nodes[i]
		x.now.log.verify(c, l)
		x.disk.log.verify(c, l)
		for k := range x.writes {
			x.writes[k].log.verify(c, l)
		}
		if x.leads != 0 && len(m.reigns) == 0 {
			c.Fail("node %d leads a term that nobody led", i+1)
		}
	}
	if n := len(m.clients.keys); n != 0 && n != keysKnown || len(m.clients.calls) > callsMax {
		c.Fail("%d keys and %d requests are known of", n, len(m.clients.calls))
	}
	for i := range m.past {
		if m.past[i].upTo == 0 || m.past[i].upTo > m.committed {
			c.Fail("%d entries were committed in term %d", m.past[i].upTo, m.past[i].term)
		}
	}
	for i := range m.found {
		if !slices.Contains(properties[:], m.found[i].Property) {
			c.Fail("there is no property %q", m.found[i].Property)
		}
	}
}

func (s *strand) verify(c *wire.Coder, l *ledger) {
	if s.last <= l.base && len(s.runs) == 0 {
		return
	}
	if s.last > l.last || (s.last > l.base) != (len(s.runs) > 0) {
		c.Fail("a log of %d entries where %d are known", s.last, l.last)
		return
	}
	for k, r := range s.runs {
		end := s.last
		if k+1 < len(s.runs) {
			end = s.runs[k+1].from - 1
		}
		if k == 0 && (r.from == 0 || r.from > l.base+1) || end < r.from || end > s.last || r.ref > 0 && uint64(r.ref)+end-r.from > uint64(len(l.more)) {
			c.Fail("a log has versions that there are not")
			return
		}
	}
}
