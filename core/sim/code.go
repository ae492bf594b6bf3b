package sim

import "raftarium/core/wire"

// Codec knows what a world's actors and payloads are, so that the world can be
// encoded and decoded.
type Codec interface {
	// Actor codes which sort of actor it is. Decoding, it makes an empty one,
	// whose Code will fill it.
	Actor(c *wire.Coder, client bool, actor *Actor)
	// Payload codes what actors send each other.
	Payload(c *wire.Coder, payload *any)
}

// Code walks over everything that the world is. The trace is left out, but for
// the ordinal of the next event: replay regenerates it. A decoded world has no
// governor yet; its Monitor, if it is to have one, is set before.
func (w *World) Code(c *wire.Coder, codec Codec) {
	c.Uint64(&w.seed)
	wire.Number(c, &w.now)
	wire.Number(c, &w.last)
	c.Uint64(&w.queue.seq)
	w.net.code(c)
	w.disk.code(c)
	if c.Decoding() {
		w.trace = newTrace(1)
	}
	next := uint64(w.trace.next)
	c.Uint64(&next)
	if c.Decoding() {
		w.trace = newTrace(EventID(next))
	}
	wire.List(c, &w.watching, func(n *Node) { wire.Number(c, n) })
	w.happened.code(c)
	w.servers = codeNodes(c, codec, w.servers, false)
	w.clients = codeNodes(c, codec, w.clients, true)
	w.queue.code(c)
	w.codeFlights(c, codec)
	wire.List(c, &w.free, func(slot *int32) { wire.Number(c, slot) })
	if w.monitor != nil {
		w.monitor.Code(c)
	}
	if c.Decoding() {
		w.verify(c)
	}
}

func (s *kindSet) code(c *wire.Coder) {
	kinds := s.all()
	wire.List(c, &kinds, func(k *Kind) {
		name := k.String()
		c.String(&name)
		known, ok := KindNamed(name)
		if !ok {
			c.Fail("events of the unknown kind %q", name)
			return
		}
		*k = known
		s[known] = true
	})
}

func (n *network) code(c *wire.Coder) {
	n.servers.code(c)
	n.clients.code(c)
	wire.Number(c, &n.connect)
	wire.List(c, &n.overrides, func(o *override) {
		o.key.code(c)
		o.link.code(c)
	})
	wire.List(c, &n.cuts, func(k *linkKey) { k.code(c) })
	wire.List(c, &n.states, func(row *[]linkState) {
		wire.List(c, row, func(s *linkState) {
			c.Uint64(&s.sent)
			wire.Number(c, &s.last)
			c.Uint64(&s.seed)
		})
	})
}

func (k *linkKey) code(c *wire.Coder) {
	wire.Number(c, &k.from)
	wire.Number(c, &k.to)
}

func (l *Link) code(c *wire.Coder) {
	wire.Number(c, &l.Latency)
	wire.Number(c, &l.Jitter)
	wire.Number(c, &l.Loss)
	wire.Number(c, &l.Duplicate)
	wire.Number(c, &l.Reorder)
}

func (d *Disk) code(c *wire.Coder) {
	wire.Number(c, &d.Latency)
	wire.Number(c, &d.Jitter)
	c.Bool(&d.KeepUnsynced)
	c.Bool(&d.Tear)
}

func codeNodes(c *wire.Coder, codec Codec, nodes []*node, client bool) []*node {
	wire.List(c, &nodes, func(at **node) {
		present := *at != nil
		c.Bool(&present)
		if !present {
			return
		}
		if c.Decoding() {
			*at = &node{}
		}
		codec.Actor(c, client, &(*at).actor)
		(*at).code(c)
	})
	return nodes
}

func (n *node) code(c *wire.Coder) {
	wire.Number(c, &n.id)
	c.Bool(&n.up)
	c.Bool(&n.paused)
	wire.Number(c, &n.since)
	wire.Number(c, &n.epoch)
	for i := range n.timers {
		t := &n.timers[i]
		wire.Number(c, &t.deadline)
		wire.Number(c, &t.queued)
		c.Uint64((*uint64)(&t.cause))
	}
	n.clock.code(c)
	n.disk.Disk.code(c)
	c.Uint64((*uint64)(&n.disk.written))
	c.Uint64((*uint64)(&n.disk.durable))
	wire.Number(c, &n.disk.free)
	wire.List(c, &n.held, func(slot *int32) { wire.Number(c, slot) })
	n.actor.Code(c)
}

func (w *World) codeFlights(c *wire.Coder, codec Codec) {
	slot := 0
	wire.List(c, &w.flights, func(f *flight) {
		if c.Decoding() {
			w.payloads = append(w.payloads, nil)
		}
		f.code(c, codec, &w.payloads[slot])
		slot++
	})
}

func (f *flight) code(c *wire.Coder, codec Codec, payload *any) {
	wire.Number(c, &f.kind)
	if f.kind == freeFlight {
		return
	}
	c.Bool(&f.duplicate)
	c.Bool(&f.doomed)
	wire.Number(c, &f.reason)
	wire.Number(c, &f.timer)
	wire.Number(c, &f.from)
	wire.Number(c, &f.to)
	wire.Number(c, &f.epoch)
	wire.Number(c, &f.sent)
	wire.Number(c, &f.due)
	wire.Number(c, &f.lostAt)
	c.Uint64((*uint64)(&f.cause))
	c.Uint64((*uint64)(&f.write))
	switch f.kind {
	case deliverFlight:
		codec.Payload(c, payload)
	case noticeFlight:
		_, closed := (*payload).(Closed)
		c.Bool(&closed)
		if *payload = any(Refused{}); closed {
			*payload = Closed{}
		}
	}
}
