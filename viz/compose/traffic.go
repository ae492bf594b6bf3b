package compose

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// traffic draws what is on its way, what was just lost, and the chords.
func (b *builder) traffic() {
	n := len(b.views)
	b.busy = append(b.busy[:0], make([]uint64, (n*n+63)/64)...)
	busy := b.busy // pairs that have a chord, the smaller place first
	chord := func(i, j int) {
		if i > j {
			i, j = j, i
		}
		at := i*n + j
		if busy[at/64]>>(at%64)&1 != 0 {
			return
		}
		busy[at/64] |= 1 << (at % 64)
		if b.cuts.any && (b.cuts.has(i, j) || b.cuts.has(j, i)) && !b.views[i].alone && !b.views[j].alone {
			return // drawn as a cut
		}
		c := scene.Chord{From: b.centre(i), To: b.centre(j), Flash: b.lay.size.Detail == scene.Minimal}
		c.Dashed = b.cuts.has(i, j) && b.cuts.has(j, i)
		b.s.Chords = append(b.s.Chords, c)
	}
	b.cutChords()
	for i := range b.views {
		if !b.views[i].leads() || n > smallMost {
			continue
		}
		for j := range b.views {
			if i != j {
				chord(i, j)
			}
		}
	}
	for m := range b.w.Messages {
		from, to := b.at(m.From), b.at(m.To)
		switch {
		case m.From.IsClient() != m.To.IsClient():
			if b.lay.size.Messages {
				b.clientMessage(m.ID, m.From, m.To, m.Payload, b.progress(m.Sent, m.Due, b.now), m.Duplicate)
			}
		case from < 0 || to < 0:
		case !b.lay.size.Messages:
			if from == b.leader || to == b.leader {
				chord(from, to)
			}
		default:
			chord(from, to)
			b.serverMessage(&m, from, to)
		}
	}
	b.handover()
	b.bursts()
}

// progress is how much of its way a message has behind it.
func (b *builder) progress(sent, due, at sim.Time) float32 {
	if due <= sent {
		return 1
	}
	p := float32(float64(at-sent) / float64(due-sent))
	p = clamp(p, 0, 1)
	if b.in.Reduced {
		return thirds(p)
	}
	return p
}

// thirds is where a message stands for those who want no motion.
func thirds(p float32) float32 {
	if p < 0.5 {
		return 1. / 3
	}
	return 2. / 3
}

// serverMessage draws a message between two members.
func (b *builder) serverMessage(m *sim.Message, from, to int) {
	out := b.message(m.ID, m.Payload)
	out.Duplicate = m.Duplicate
	out.Place(scene.WayBetween(&b.s.Members[from], &b.s.Members[to]), b.progress(m.Sent, m.Due, b.now))
	b.s.Messages = append(b.s.Messages, out)
}

// message is what a payload looks like, wherever it is.
func (b *builder) message(id sim.EventID, payload any) scene.Message {
	out := scene.Message{ID: uint64(id), Kind: scene.Reply}
	out.Selected = b.in.Selected.Kind == MessageTarget && b.in.Selected.Message == id
	if m, ok := payload.(raft.Message); ok {
		_, term := m.Says()
		out.Term = uint64(term)
	}
	switch m := payload.(type) {
	case raft.AppendEntries:
		b.appendEntries(&out, &m)
	case raft.AppendAccepted:
		out.Success = true
	case raft.AppendRefused:
	case raft.RequestVote:
		out.Kind = scene.RequestVote
	case raft.VoteReply:
		out.Kind, out.Success = scene.VoteReply, m.Granted
	case raft.PreVote:
		out.Kind = scene.PreVote
	case raft.PreVoteReply:
		out.Kind, out.Success = scene.VoteReply, m.Granted
	case raft.Forward:
		out.Kind = scene.AppendEntries // an entry that has no index yet
	case raft.ReadRequest:
		out.Kind = scene.ReadIndex
	case member.LeaseAsk:
		out.Kind = scene.ReadIndex // only the leader knows this, too
	case raft.InstallSnapshot:
		out.Kind = scene.InstallSnapshot
	case raft.SnapshotReply:
		out.Success = m.Received > 0
	case raft.TimeoutNow:
		out.Kind = scene.TimeoutNow
	case raft.ReadReply, member.LeaseTell:
		out.Success = true
	}
	if b.lay.size.Motes {
		out.Kind, out.Label = scene.Mote, ""
	}
	return out
}

// appendEntries is a heartbeat, news of a commit, the check of a read, or
// entries: the index of the one, or how many.
func (b *builder) appendEntries(out *scene.Message, m *raft.AppendEntries) {
	switch len(m.Entries) {
	case 0:
		out.Kind = scene.Heartbeat
		if e := b.event(sim.EventID(out.ID)); e != nil {
			if _, check := e.Why.(raft.ConfirmLeadership); check {
				out.Kind = scene.ReadIndex
			}
		}
	case 1:
		out.Kind = scene.AppendEntries
		if len(b.views) <= 5 {
			out.Label = b.digits(uint64(m.PrevIndex) + 1)
		}
	default:
		out.Kind = scene.AppendEntries
		if len(b.views) <= 5 {
			out.Label = b.after("×", uint64(len(m.Entries)))
		}
	}
}

// clientMessage draws what travels between a terminal and a member: in from
// outside the ring, and out again.
func (b *builder) clientMessage(id sim.EventID, from, to sim.Node, payload any, progress float32, duplicate bool) {
	in := from.IsClient()
	server, client := to, from
	if !in {
		server, client = from, to
	}
	i, t := b.at(server), b.client(client)
	if i < 0 || t == nil {
		return
	}
	out := b.message(id, nil)
	out.Kind, out.Label, out.Duplicate = scene.ClientRequest, t.Name(), duplicate
	if _, answer := payload.(member.Reply); answer || !in {
		out.Kind = scene.ClientAnswer
	}
	way := b.waysOfClients(i)
	if !in {
		way.From, way.To = way.To, way.From
		way.Turn = angle(way.To.X-way.From.X, way.To.Y-way.From.Y)
	}
	out.Place(way, progress)
	if b.lay.size.Motes {
		out.Tail = out.At
	}
	b.s.Messages = append(b.s.Messages, out)
}

// waysOfClients is how requests come to a member, found once for all of them.
func (b *builder) waysOfClients(i int) scene.Way {
	if b.ways == nil {
		b.ways = b.rooms.ways.take(len(b.s.Members))
	}
	if b.ways[i] == (scene.Way{}) {
		b.ways[i] = b.clientWay(i)
	}
	return b.ways[i]
}

// clientWay is how requests come to a member: from outside the ring, on the side of
// its chips, and inside the ring's field; from where the fewest words, chips and
// crowns are in the way.
func (b *builder) clientWay(i int) scene.Way {
	m := &b.s.Members[i]
	dx, dy := b.clientSide(m)
	towards := angle(dx, dy)
	var best scene.Way
	least := float32(-1)
	for _, far := range [...]float32{62, 36} {
		for _, turn := range [...]float32{0, 20, -20, 40, -40, 60, -60, 90, -90} {
			way := b.wayFrom(m, towards+turn*degree, far)
			bad := b.inTheWay(way, i)
			if least < 0 || bad < least-1 {
				best, least = way, bad
			}
			if bad == 0 {
				return best
			}
		}
	}
	return best
}

// clientSide is where requests come from if nothing is in the way.
func (b *builder) clientSide(m *scene.Member) (dx, dy float32) {
	ring := b.s.Ring
	dx, dy = m.X-ring.X, m.Y-ring.Y
	l := max(1, distance(scene.Point{X: m.X, Y: m.Y}, scene.Point{X: ring.X, Y: ring.Y}))
	dx, dy = dx/l, dy/l
	out := float32(1)
	if m.X < ring.X-1 {
		out = -1
	}
	switch {
	case m.NameAlign != scene.Middle && m.Detail == scene.Full: // a name stands at its side
		dx, dy = out, 1
		if abs(m.X-ring.X) <= 1 {
			dx, dy = -out, -1
		}
	case abs(dx) > 0.5 && m.NameAt.Y < m.Y: // above it
		dx, dy = out, 0.8
	default:
		dx += out
	}
	return dx, dy
}

// wayFrom is the way to a member from a direction and a distance, within the ring's
// field.
func (b *builder) wayFrom(m *scene.Member, direction, far float32) scene.Way {
	const margin = 12
	field := &b.lay.ring
	far += m.R
	start := (scene.Ring{X: m.X, Y: m.Y}).At(direction, far)
	if x := clamp(start.X, field.X+margin, field.X+field.W-margin); x != start.X {
		up := far*far - (x-m.X)*(x-m.X)
		start.X, start.Y = x, m.Y+side(start.Y-m.Y)*sqrt(max(0, up))
	}
	start.Y = clamp(start.Y, field.Y+margin, field.Y+field.H-margin)
	outside := scene.Member{X: start.X, Y: start.Y, Detail: m.Detail}
	return scene.WayBetween(&outside, m)
}

// inTheWay is how much a client's message covers on its way to a member, and back,
// which is in another lane.
func (b *builder) inTheWay(way scene.Way, to int) (area float32) {
	const w, h, crown = 18, 18, 20 // a crown tells who leads
	back := scene.Way{From: way.To, To: way.From}
	if m := &b.s.Members[to]; m.Detail == scene.Full {
		const lanes = 2 * scene.Lane
		sin, cos := sincos(way.Turn)
		back.From.X, back.From.Y = back.From.X-lanes*cos, back.From.Y-lanes*sin
		back.To.X, back.To.Y = back.To.X-lanes*cos, back.To.Y-lanes*sin
	}
	for _, lane := range [2]scene.Way{way, back} {
		for _, progress := range [...]float32{0, 0.25, 0.5, 0.75, 1} {
			p := lane.Point(progress)
			box := scene.Rect{X: p.X - w/2, Y: p.Y - h/2, W: w, H: h}
			area += b.onWords(box, -1, 0) + b.onChips(box)
			for i := range b.s.Members {
				if i != to {
					area += onBody(box, &b.s.Members[i])
				} else {
					area += crown * onCrown(box, &b.s.Members[i])
				}
			}
		}
	}
	return area
}

// bursts shows where messages were just lost.
func (b *builder) bursts() {
	if !b.lay.size.Messages {
		return
	}
	for i, e := range b.recent {
		age := b.age(e.Time)
		if age >= burstMs && !(b.in.Still && i == 0) {
			break
		}
		lost, ok := e.Detail.(sim.Lost)
		if !ok {
			continue
		}
		from, to := b.at(e.Node), b.at(e.Peer)
		if from < 0 || to < 0 {
			continue
		}
		m := scene.Message{ID: uint64(lost.Message), Lost: true, Burst: 1}
		m.Selected = b.in.Selected.Kind == MessageTarget && b.in.Selected.Message == lost.Message
		if rm, ok := lost.Payload.(raft.Message); ok {
			_, term := rm.Says()
			m.Term = uint64(term)
		}
		if !b.in.Still && !b.in.Reduced {
			m.Burst = float32(age / burstMs)
		}
		way := scene.WayBetween(&b.s.Members[from], &b.s.Members[to])
		p := float32(1)
		if lost.Due > lost.Sent {
			p = clamp(float32(float64(e.Time-lost.Sent)/float64(lost.Due-lost.Sent)), 0, 1)
		}
		m.Place(way, p)
		b.s.Messages = append(b.s.Messages, m)
	}
}

// drag draws the link that a drag is about to cut.
func (b *builder) drag() {
	i := b.at(b.in.Dragging.Node)
	if b.in.Dragging.Kind != MemberTarget || i < 0 {
		return
	}
	c := scene.Chord{From: b.centre(i), To: scene.Point{X: b.in.DragTo.X, Y: b.in.DragTo.Y}, Dashed: true}
	for j := range b.s.Members {
		if j != i && distance(b.centre(j), c.To) <= max(22, 1.3*b.s.Members[j].R) {
			c.To, c.Slashes = b.centre(j), true
		}
	}
	b.s.Chords = append(b.s.Chords, c)
}

// violates reports whether a property that does not hold concerns a member.
func (b *builder) violates(n sim.Node) bool {
	for i := range b.violations {
		for _, v := range b.violations[i].Members {
			if v == n {
				return true
			}
		}
	}
	return false
}
