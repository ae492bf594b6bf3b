package compose

import (
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// ViewKind is which view of the trace the stage shows.
type ViewKind uint8

// The views.
const (
	RingView    ViewKind = iota // ring and logs
	SpaceView                   // the space-time diagram
	StoreView                   // the store of a member
	DiskView                    // the disks of all members
	CompareView                 // two branches, one below the other, in space and time
)

// Bounds of the diagram.
const (
	// SpaceSpanMin and SpaceSpanMax bound how much time it shows.
	SpaceSpanMin, SpaceSpanMax = sim.Millisecond, 60 * sim.Second
	// SpaceSpan is how much it shows at first.
	SpaceSpan = 80 * sim.Millisecond
	// flightMost is how long a message may be on its way and be seen though it
	// left before the diagram's first moment.
	flightMost = sim.Second
	// arrowsMost and eventsMost bound what is drawn: the newest.
	arrowsMost, eventsMost = 1500, 1500
	// beatsMost is the longest span in which heartbeats and their answers are
	// drawn, and saidMost that in which other messages are: beyond it lanes and
	// what happened remain.
	beatsMost, saidMost = 600 * sim.Millisecond, 6 * sim.Second
)

// SpaceTimeSpan returns which part of time the diagram of an input shows, and
// where. Without a choice of the viewer the playhead stands near its right edge.
func SpaceTimeSpan(in Input) Span {
	s := Span{From: in.SpaceFrom, To: in.SpaceTo, Left: 128, Right: max(129, in.Width-24)}
	if in.Layout == Phone {
		s.Left, s.Right = 66, max(67, in.Width-14)
	}
	if s.To <= s.From {
		now := sim.Time(0)
		if in.Lab != nil {
			now = in.Lab.Now()
		}
		span := in.SpaceSpan
		if span <= 0 {
			span = SpaceSpan
		}
		s.To = now + span/8
		s.From = s.To - span
	}
	return s
}

// diagram is what the diagram is made with.
type diagram struct {
	span   Span
	lanes  []float32 // by member: the lane's y
	pitch  float32
	thick  float32
	causes []sim.EventID // of the selected event, newest first, itself included
	lives  []life
	last   []float32 // by member: where the last event was drawn
}

// spaceTime draws the diagram: from the trace up to now, as far as it is in view.
func (b *builder) spaceTime() {
	if len(b.views) == 0 {
		return
	}
	d := &diagram{span: SpaceTimeSpan(b.in)}
	b.frameSpace(d)
	b.timeTicks(d)
	b.placeLanes(d, b.s.Space.Top, b.s.Space.Bottom)
	b.diagram(d)
}

// diagram draws the members' lanes and what happened between them.
func (b *builder) diagram(d *diagram) {
	b.followCauses(d)
	b.heads(d)
	b.lifelines(d)
	b.happenings(d)
	b.nameCauses(d)
}

// frameSpace says where the diagram is.
func (b *builder) frameSpace(d *diagram) {
	to, l := &b.s.Space, &b.lay
	to.Left, to.Right = d.span.Left, d.span.Right
	to.Top, to.TickY, to.UnitX = 34, 26, 24
	to.Unit = "ms"
	bottom := l.view.H - 10
	switch {
	case b.s.Banner.Kind != scene.NoBanner:
		bottom = l.banner.Y - 8
	case l.legend > 0:
		bottom = l.legend - 18
	}
	if b.in.Layout == Phone {
		to.UnitX = 16
		bottom = l.view.H - 6
		if b.s.Banner.Kind != scene.NoBanner {
			bottom -= l.banner.H
		}
	}
	to.Bottom = bottom
	if x := d.span.X(b.now); x >= d.span.Left-1 && x <= d.span.Right+1 {
		to.Playhead = clamp(x, d.span.Left, d.span.Right)
	}
	trace := b.w.Trace()
	if e, ok := trace.At(trace.First()); ok && trace.First() > 1 && e.Time > d.span.From {
		to.Forgotten = clamp(d.span.X(e.Time), d.span.Left, d.span.Right)
		to.ForgottenText = b.text("space.forgotten")
	}
}

// placeLanes gives every member its lane, between two heights.
func (b *builder) placeLanes(d *diagram, top, bottom float32) {
	n := float32(len(b.views))
	d.pitch = min(84, (bottom-top)/n)
	d.thick = clamp(d.pitch/40, 0.08, 1)
	first := top + max(d.pitch/2, (bottom-top-n*d.pitch)/2+d.pitch/2)
	d.lanes, d.last = b.rooms.numbers.take(len(b.views)), b.rooms.numbers.take(len(b.views))
	for i := range d.lanes {
		d.lanes[i] = first + float32(i)*d.pitch
	}
}

// followCauses finds what led to the selected event or message.
func (b *builder) followCauses(d *diagram) {
	id := b.in.Event
	if id == 0 && (b.in.Selected.Kind == MessageTarget || b.in.Selected.Kind == EventTarget) {
		id = b.in.Selected.Message
	}
	const most = 24
	for len(d.causes) < most {
		e, ok := b.w.Trace().At(id)
		if !ok {
			return
		}
		d.causes = append(d.causes, id)
		id = e.Cause
	}
}

// led reports whether an event is the selected one or led to it.
func (d *diagram) led(id sim.EventID) bool {
	for _, c := range d.causes {
		if c == id {
			return true
		}
	}
	return false
}

// timeTicks draws the times over the lanes.
func (b *builder) timeTicks(d *diagram) {
	room := 90.0
	if b.in.Layout == Phone {
		room = 64
	}
	step := d.span.stepFor(room)
	unit, decimals := sim.Millisecond, 0
	if step >= sim.Second {
		unit, b.s.Space.Unit = sim.Second, "s"
	}
	for u := unit; decimals < 6 && step%u != 0; u /= 10 {
		decimals++
	}
	for t := (max(d.span.From, 0) + step - 1) / step * step; t <= d.span.To; t += step {
		text := b.grouped(float64(t)/float64(unit), decimals)
		b.s.Space.Ticks = append(b.s.Space.Ticks, scene.Tick{X: d.span.X(t), Text: text, Align: scene.Middle})
	}
}

// heads says at the left edge what each member is.
func (b *builder) heads(d *diagram) {
	phone := b.in.Layout == Phone
	for i := range b.views {
		v := &b.views[i]
		r := scene.Row{Member: int(v.node), X: 36, Y: d.lanes[i], R: 12, Term: uint64(v.term), Crashed: !v.up, Violates: b.violates(v.node), NameX: 56, Bold: i == b.leader,
			Selected: b.selects(MemberTarget, v.node)}
		if phone {
			r.X, r.R, r.NameX, r.NameSize = 25, 9, 40, 13
		}
		r.Shape, r.Letter = shapeOf(v)
		r.Learner, r.Hollow = v.hollow(), v.up && v.role == raft.PreCandidate
		if r.R = min(r.R, 0.45*d.pitch); r.R < 6 {
			r.Letter = ""
		}
		if d.pitch >= 13 || b.named(i) && !b.namedNear(i, i, d.pitch) || (i+1)%5 == 0 && d.pitch*5 >= 13 && !b.namedNear(i, len(b.views), d.pitch) {
			r.Name = b.headName(v, phone || d.pitch < 13, d.span.Left-4-r.NameX, 14)
		}
		b.s.Space.Heads = append(b.s.Space.Heads, r)
		if v.stale {
			stale := scene.Label{Text: b.text("stage.stale-leader"), X: d.span.Left + 10, Y: d.lanes[i] + 22, Size: 12, Bold: true, Tone: scene.Danger, Halo: true}
			if d.pitch < 36 { // no room but on the lane itself
				stale.Y = d.lanes[i] + 4.5
			}
			b.s.Labels = append(b.s.Labels, stale)
		}
	}
}

// named reports whether a member has its name beside its lane however many there are.
func (b *builder) named(i int) bool {
	v := &b.views[i]
	return i == b.leader || v.stale || b.selects(MemberTarget, v.node) || b.violates(v.node)
}

// namedNear reports whether one before another is named so near to a lane that both
// names would stand on each other.
func (b *builder) namedNear(i, before int, pitch float32) bool {
	near := int(13 / pitch)
	for k := max(0, i-near); k <= i+near && k < before && k < len(b.views); k++ {
		if k != i && b.named(k) {
			return true
		}
	}
	return false
}
