package sim

import "raftarium/core/wire"

const (
	// No timer is later than timeMax, 36 years, and no link or disk slower than
	// spanMax, 13 days: sums of them stay below Never.
	timeMax = Time(1) << 60
	spanMax = Time(1) << 50
)

// verify refuses what a world cannot hold, so that one that was decoded from
// whatever bytes can be run.
func (w *World) verify(c *wire.Coder) {
	if c.Err() != nil {
		return
	}
	if w.queue.seq > seqMax {
		c.Fail("%d things have been queued", w.queue.seq)
	}
	if !moment(w.now) || !moment(w.last) || w.last > w.now {
		c.Fail("the time %d after an event at %d", w.now, w.last)
	}
	if len(w.servers) > ServersMax || len(w.clients) > ClientsMax {
		c.Fail("%d servers and %d clients are too many", len(w.servers), len(w.clients))
	}
	for i, n := range w.servers {
		n.verify(c, Node(i+1), w.now)
	}
	for i, n := range w.clients {
		n.verify(c, FirstClient+Node(i), w.now)
	}
	w.disk.verify(c)
	w.net.verify(c)
	for i := range w.flights {
		w.flights[i].verify(c)
	}
	w.verifySlots(c)
}

func moment(t Time) bool { return t >= 0 && t <= timeMax }
func span(t Time) bool   { return t == bounded(t) }

// bounded returns the span next to t that a link or a disk can have.
func bounded(t Time) Time { return max(0, min(t, spanMax)) }

// verifySlots holds that each slot is in use once: in the queue, held for
// somebody paused, or free.
func (w *World) verifySlots(c *wire.Coder) {
	used := make([]bool, len(w.flights))
	use := func(slot int32, free bool) {
		if slot < 0 || int(slot) >= len(used) || used[slot] || (w.flights[slot].kind == freeFlight) != free {
			c.Fail("slot %d is not as it is used", slot)
			return
		}
		used[slot] = true
	}
	for it := range w.queue.all {
		use(it.slot(), false)
		if !moment(it.at) {
			c.Fail("something is due at %d", it.at)
		}
	}
	if !w.queue.inOrder() {
		c.Fail("the queue is out of order")
	}
	for _, slot := range w.free {
		use(slot, true)
	}
	for _, nodes := range [][]*node{w.servers, w.clients} {
		for _, n := range nodes {
			if n != nil {
				for _, slot := range n.held {
					use(slot, false)
				}
			}
		}
	}
	for slot := range used {
		if !used[slot] {
			c.Fail("slot %d is lost", slot)
			return
		}
	}
}

func (n *node) verify(c *wire.Coder, id Node, now Time) {
	if n == nil {
		return
	}
	if n.id != id {
		c.Fail("node %d in the place of node %d", n.id, id)
	}
	for _, t := range n.timers {
		if !moment(t.deadline) || !moment(t.queued) {
			c.Fail("a timer at %d", t.deadline)
		}
	}
	n.clock.verify(c, now)
	n.disk.Disk.verify(c)
	if !moment(n.disk.free) {
		c.Fail("a disk is busy until %d", n.disk.free)
	}
}

func (d *Disk) verify(c *wire.Coder) {
	if !span(d.Latency) || !span(d.Jitter) {
		c.Fail("a disk with the latency %d and the jitter %d", d.Latency, d.Jitter)
	}
}

func (l *Link) verify(c *wire.Coder) {
	if !span(l.Latency) || !span(l.Jitter) {
		c.Fail("a link with the latency %d and the jitter %d", l.Latency, l.Jitter)
	}
}

func (n *network) verify(c *wire.Coder) {
	n.servers.verify(c)
	n.clients.verify(c)
	for i := range n.overrides {
		n.overrides[i].link.verify(c)
	}
	for _, row := range n.states {
		for _, s := range row {
			if !moment(s.last) {
				c.Fail("a link is in use until %d", s.last)
			}
		}
	}
}

func (f *flight) verify(c *wire.Coder) {
	if f.kind > writeFlight || f.timer >= TimersMax || !moment(f.sent) || !moment(f.due) || !moment(f.lostAt) {
		c.Fail("a flight of the kind %d from %d to %d", f.kind, f.sent, f.due)
	}
}
