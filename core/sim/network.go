package sim

// Link is how messages travel from one actor to another.
type Link struct {
	Latency Time // of every message at least
	Jitter  Time // a message takes Latency plus up to Jitter
	// Of 1,000 messages, how many are lost, arrive twice, or may overtake
	// others. Without Reorder what was sent first arrives first, as on TCP.
	Loss, Duplicate, Reorder int
}

// linkState is what a link remembers.
type linkState struct {
	sent uint64 // messages so far: the number from which chance is drawn
	last Time   // when the last one arrives, for order
	seed uint64 // from the world's seed and the link's ends, once one was sent
}

// linkKey names a link by its ends.
type linkKey struct{ from, to Node }

// override is a link that differs from the world's own.
type override struct {
	key  linkKey
	link Link
}

// network is the cables between the actors.
type network struct {
	servers   Link
	clients   Link
	connect   Time
	overrides []override // few, and looked up by key
	cuts      []linkKey
	states    [][]linkState // by sender's and receiver's slot
}

func (n *network) clone() network {
	c := *n
	c.overrides = append([]override(nil), n.overrides...)
	c.cuts = append([]linkKey(nil), n.cuts...)
	c.states = make([][]linkState, len(n.states))
	for i, row := range n.states {
		c.states[i] = append([]linkState(nil), row...)
	}
	return c
}

// link returns how messages travel from one actor to another now.
func (n *network) link(key linkKey) *Link {
	for i := range n.overrides {
		if n.overrides[i].key == key {
			return &n.overrides[i].link
		}
	}
	if key.from.IsClient() || key.to.IsClient() {
		return &n.clients
	}
	return &n.servers
}

func (n *network) isCut(key linkKey) bool {
	for _, c := range n.cuts {
		if c == key {
			return true
		}
	}
	return false
}

func (n *network) state(from, to int) *linkState {
	if from < len(n.states) {
		if row := n.states[from]; to < len(row) {
			return &row[to]
		}
	}
	for len(n.states) <= from {
		n.states = append(n.states, nil)
	}
	row := n.states[from]
	row = append(row, make([]linkState, to+1-len(row))...)
	n.states[from] = row
	return &row[to]
}

// slotOf numbers servers and clients in one row: servers even, clients odd.
func slotOf(n Node) int {
	if n.IsClient() {
		return 2*int(n-FirstClient) + 1
	}
	return 2 * int(n-1)
}

// send puts a payload on its way, or lets it be lost on it.
func (w *World) send(from *node, to Node, payload any, cause EventID, why any) {
	id := w.record(cause, KindSent, from.id, to, payload, why)
	key := linkKey{from.id, to}
	state := w.net.state(slotOf(from.id), slotOf(to))
	link := w.net.link(key)
	if state.sent == 0 {
		state.seed = mix(w.seed ^ mix(uint64(from.id)<<32|uint64(to)))
	}
	d := dice(state.seed + state.sent*golden)
	state.sent++

	due := w.now + link.Latency + d.below(link.Jitter+1)
	if from.id.IsClient() {
		due += w.net.connect
	}
	if link.Reorder > 0 && d.chance(link.Reorder) {
		due += d.below(2 * (link.Latency + link.Jitter))
	} else {
		due = max(due, state.last+1)
		state.last = due
	}
	slot, f := w.slot()
	f.kind, f.from, f.to, f.sent, f.due, f.cause = deliverFlight, from.id, to, w.now, due, id
	w.payloads[slot] = payload
	switch {
	case w.net.isCut(key):
		f.lose(LossCut, w.now+(due-w.now)/2)
	case d.chance(link.Loss):
		f.lose(LossChance, w.now+(due-w.now)*Time(3+d.below(5))/10)
	}
	w.enqueue(f.at(), slot)
	if d.chance(link.Duplicate) {
		slot, f := w.slot()
		f.kind, f.duplicate, f.from, f.to, f.sent, f.cause = deliverFlight, true, from.id, to, w.now, id
		w.payloads[slot] = payload
		f.due = due + 1 + d.below(link.Latency+link.Jitter)
		w.enqueue(f.due, slot)
	}
}

// notify lets the network tell a client something.
func (w *World) notify(client, server Node, cause EventID, payload any) {
	slot, f := w.slot()
	f.kind, f.from, f.to, f.sent, f.due = noticeFlight, server, client, w.now, w.now+w.net.clients.Latency
	f.cause = cause
	w.payloads[slot] = payload
	w.enqueue(f.due, slot)
}

// arrive hands a message that has arrived to whom it is for, unless it is lost.
func (w *World) arrive(to *node, slot int32) {
	f := &w.flights[slot]
	if f.doomed {
		w.lost(slot, f.reason)
		w.release(slot)
		return
	}
	from, cause, payload := f.from, f.cause, w.payloads[slot]
	if to == nil || !to.up {
		if from.IsClient() && w.node(from) != nil {
			w.notify(from, f.to, w.record(cause, KindRefused, from, f.to, nil, nil), Refused{})
		} else {
			w.lost(slot, LossDown)
		}
		w.release(slot)
		return
	}
	w.release(slot)
	id := w.record(cause, KindReceived, to.id, from, payload, nil)
	to.actor.Deliver(w.turn(to, id), from, payload)
}

// lost records that the message in a slot did not arrive.
func (w *World) lost(slot int32, why LossReason) {
	f := &w.flights[slot]
	w.record(f.cause, KindLost, f.from, f.to,
		Lost{Payload: w.payloads[slot], Message: f.cause, Sent: f.sent, Due: f.due, Reason: why}, nil)
}

// SetLink changes how messages travel from one actor to another. With Nobody
// for both it changes all links between servers that were not set on their own.
func (w *World) SetLink(from, to Node, link Link) {
	link.Latency, link.Jitter = bounded(link.Latency), bounded(link.Jitter)
	if from == Nobody && to == Nobody {
		w.net.servers = link
		w.net.overrides = nil
		return
	}
	key := linkKey{from, to}
	for i := range w.net.overrides {
		if w.net.overrides[i].key == key {
			w.net.overrides[i].link = link
			return
		}
	}
	w.net.overrides = append(w.net.overrides, override{key, link})
}

// LinkBetween returns how messages travel from one actor to another now.
func (w *World) LinkBetween(from, to Node) Link { return *w.net.link(linkKey{from, to}) }

// OwnLinks calls yield with every link that was set on its own.
func (w *World) OwnLinks(yield func(from, to Node, link Link) bool) {
	for _, o := range w.net.overrides {
		if !yield(o.key.from, o.key.to, o.link) {
			return
		}
	}
}

// IsCut reports whether the link from one actor to another is cut.
func (w *World) IsCut(from, to Node) bool { return w.net.isCut(linkKey{from, to}) }

// Cut cuts the link from one actor to another, in this direction only. What is
// on its way and not yet half through is lost where the cable parts.
func (w *World) Cut(from, to Node, cause EventID) {
	key := linkKey{from, to}
	if w.net.isCut(key) {
		return
	}
	w.net.cuts = append(w.net.cuts, key)
	w.record(cause, KindCut, from, to, nil, nil)
	for slot := range w.flights {
		f := &w.flights[slot]
		middle := f.sent + (f.due-f.sent)/2
		if f.kind != deliverFlight || f.from != from || f.to != to || f.doomed || middle <= w.now {
			continue
		}
		lost, payload := *f, w.payloads[slot]
		lost.lose(LossCut, middle)
		f.kind = voidFlight
		slot, f := w.slot()
		*f = lost
		w.payloads[slot] = payload
		w.enqueue(middle, slot)
	}
}

// Join undoes Cut.
func (w *World) Join(from, to Node, cause EventID) {
	key := linkKey{from, to}
	for i, c := range w.net.cuts {
		if c == key {
			w.net.cuts = append(w.net.cuts[:i:i], w.net.cuts[i+1:]...)
			w.record(cause, KindJoined, from, to, nil, nil)
			return
		}
	}
}

// Cuts calls yield with the ends of every cut link, in the order of cutting.
func (w *World) Cuts(yield func(from, to Node) bool) {
	for _, c := range w.net.cuts {
		if !yield(c.from, c.to) {
			return
		}
	}
}

// Message is something on its way.
type Message struct {
	ID        EventID // the event of its sending
	From, To  Node
	Sent, Due Time
	Payload   any
	Duplicate bool
	// Doomed says that it will be lost at LostAt, which only those who stand
	// outside the world can know.
	Doomed bool
	LostAt Time
}

// Messages calls yield with everything on its way, in the order of sending.
func (w *World) Messages(yield func(Message) bool) {
	w.scratch = w.scratch[:0]
	for slot := range w.flights {
		if w.flights[slot].kind == deliverFlight {
			w.scratch = append(w.scratch, int32(slot))
		}
	}
	sortSlots(w.scratch, w.flights)
	for _, slot := range w.scratch {
		f := &w.flights[slot]
		if !yield(Message{ID: f.cause, From: f.from, To: f.to, Sent: f.sent, Due: f.due, Payload: w.payloads[slot],
			Duplicate: f.duplicate, Doomed: f.doomed, LostAt: f.lostAt}) {
			return
		}
	}
}

// Drop makes a message that is on its way be lost now, and reports whether
// there is such a message. A duplicate of it goes on.
func (w *World) Drop(message EventID) bool {
	for slot := range w.flights {
		f := &w.flights[slot]
		if f.kind == deliverFlight && f.cause == message && !f.duplicate {
			w.lost(int32(slot), LossDropped)
			f.kind = voidFlight
			return true
		}
	}
	return false
}
