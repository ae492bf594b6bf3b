package compose

import "raftarium/viz/scene"

// Words on the ring's field keep off each other and off what they name. Each has a
// few places, the best first; how much a place is worth is told by what else stands
// there.

// words are the boxes of what stands beside a member; those of nothing are empty.
type words struct{ name, note, votes scene.Rect }

func (w *words) all() [3]scene.Rect { return [3]scene.Rect{w.name, w.note, w.votes} }

// Words stand so far apart, chips so far from words, and both from a member.
const (
	wordsApart = 4
	chipsApart = 2
	bodyApart  = 1
)

// wordsOf is where a member's words stand.
func wordsOf(m *scene.Member) words {
	w := words{note: noteBox(m)}
	if m.Name != "" {
		w.name = nameBox(m)
	}
	if n := float32(len(m.Votes)); n > 0 {
		const dot = 4.75
		w.votes = scene.Rect{X: m.VotesAt.X - 6*(n-1) - dot, Y: m.VotesAt.Y - dot, W: 12*(n-1) + 2*dot, H: 2 * dot}
	}
	return w
}

// nameBox is where a member's name stands.
func nameBox(m *scene.Member) scene.Rect {
	return textBox(m.Name, m.NameAt, m.NameAlign, m.NameSize)
}

// noteBox is where a member's note stands.
func noteBox(m *scene.Member) scene.Rect { return textBox(m.Note, m.NoteAt, m.NameAlign, 12) }

// textBox is where a text stands; an empty one has no box.
func textBox(text string, at scene.Point, align scene.Align, size float32) scene.Rect {
	if text == "" {
		return scene.Rect{}
	}
	box := scene.Rect{X: at.X, Y: at.Y - 0.8*size, W: textWidth(text, size), H: size}
	switch align {
	case scene.Middle:
		box.X -= box.W / 2
	case scene.End:
		box.X -= box.W
	}
	return box
}

// chipBox is where a client's letter stands.
func chipBox(c *scene.ClientChip) scene.Rect {
	size := c.Size
	if size == 0 {
		size = 18
	}
	return scene.Rect{X: c.X - size/2, Y: c.Y - size/2, W: size, H: size}
}

// quietBoxes are the lines at the upper left.
func (b *builder) quietBoxes() [3]scene.Rect {
	q := &b.s.Quiet
	title := textBox(q.Title, scene.Point{X: q.X, Y: q.Y}, scene.Start, 13)
	title.W *= bold
	return [3]scene.Rect{title, textBox(q.Detail, scene.Point{X: q.X, Y: q.Y + 18}, scene.Start, 13), textBox(q.More, scene.Point{X: q.X, Y: q.Y + 36}, scene.Start, 13)}
}

// shared is the area that two boxes share where they keep a distance.
func shared(a, b scene.Rect, apart float32) float32 {
	if a.W <= 0 || b.W <= 0 {
		return 0
	}
	w := min(a.X+a.W, b.X+b.W) - max(a.X, b.X) + apart
	h := min(a.Y+a.H, b.Y+b.H) - max(a.Y, b.Y) + apart/2
	return max(0, w) * max(0, h)
}

// overlap reports whether two boxes of words touch.
func overlap(a, b scene.Rect) bool { return shared(a, b, wordsApart) > 0 }

// round is how far a member's shape, with its arc, reaches from its centre: of a
// leader, to its crown's points at most upwards.
func round(m *scene.Member) (side, up float32) {
	switch {
	case m.Shape == scene.Square && m.Detail == scene.Full:
		return 0.92*m.R + 1, 1.34*m.R + 4
	case m.Detail != scene.Full || m.Crashed || m.Arc < 0:
		side = m.R + 1
		if m.Shape == scene.Diamond && !m.Crashed {
			side = 1.22*m.R + 1
		}
	case m.Shape == scene.Diamond:
		side = 1.22*m.R + 10
	default:
		side = m.R + 9
	}
	return side, side
}

// onBody is how much of a box lies on a member.
func onBody(box scene.Rect, m *scene.Member) float32 {
	side, _ := round(m)
	if m.Shape == scene.Square && m.Detail == scene.Full {
		return shared(box, scene.Rect{X: m.X - side, Y: m.Y - side, W: 2 * side, H: 2 * side}, bodyApart) + onCrown(box, m)
	}
	near := scene.Point{X: clamp(m.X, box.X, box.X+box.W), Y: clamp(m.Y, box.Y, box.Y+box.H)}
	const width = 10 // of what lies on it, more or less
	return width * max(0, side+bodyApart-distance(near, scene.Point{X: m.X, Y: m.Y}))
}

// onCrown is how much of a box lies on the crown of a leader.
func onCrown(box scene.Rect, m *scene.Member) float32 {
	if m.Shape != scene.Square || m.Detail != scene.Full {
		return 0
	}
	side, up := round(m)
	return shared(box, scene.Rect{X: m.X - 0.5*m.R - 1, Y: m.Y - up, W: m.R + 2, H: up - side}, bodyApart)
}

// onBodies is how much of a box lies on members.
func (b *builder) onBodies(box scene.Rect) (area float32) {
	for i := range b.s.Members {
		area += onBody(box, &b.s.Members[i])
	}
	return area
}

// onWords is how much of a box lies on the words of members but one, on the line at
// the upper left and on what marks cuts.
func (b *builder) onWords(box scene.Rect, but int, apart float32) (area float32) {
	for i := range b.boxes {
		if i == but {
			continue
		}
		for _, o := range b.boxes[i].all() {
			area += shared(box, o, apart)
		}
	}
	for _, o := range b.quietBoxes() {
		area += shared(box, o, apart)
	}
	for i := range b.s.Cuts {
		area += onArc(box, &b.s.Cuts[i])
	}
	return area + b.onSlashes(box)
}

// onSlashes is how much of a box lies on the marks of single links that are cut.
func (b *builder) onSlashes(box scene.Rect) (area float32) {
	const size = 16
	if !b.cuts.any || len(b.views) > fullMost {
		return 0
	}
	for i := range b.s.Members {
		for j := range b.s.Members[:i] {
			if b.cuts.has(i, j) && b.cuts.has(j, i) && !b.views[i].alone && !b.views[j].alone {
				p, q := b.centre(i), b.centre(j)
				area += shared(box, scene.Rect{X: (p.X + q.X - size) / 2, Y: (p.Y + q.Y - size) / 2, W: size, H: size}, 0)
			}
		}
	}
	return area
}

// onArc is how much of a box lies on the arc around who is cut off.
func onArc(box scene.Rect, c *scene.Cut) float32 {
	at := scene.Point{X: c.X, Y: c.Y}
	near := scene.Point{X: clamp(c.X, box.X, box.X+box.W), Y: clamp(c.Y, box.Y, box.Y+box.H)}
	far := scene.Point{X: box.X, Y: box.Y}
	if c.X < box.X+box.W/2 {
		far.X += box.W
	}
	if c.Y < box.Y+box.H/2 {
		far.Y += box.H
	}
	const stroke, slack, whole = 2, 4 * degree, 360 * degree
	if distance(near, at) > c.R+stroke || distance(far, at) < c.R-stroke {
		return 0
	}
	towards := angle(box.X+box.W/2-c.X, box.Y+box.H/2-c.Y)
	for towards > c.To+slack {
		towards -= whole
	}
	if towards+whole <= c.To+slack {
		towards += whole
	}
	if towards < c.From-slack {
		return 0
	}
	return 2 * stroke * min(box.W, box.H)
}

// outside is how much of a box lies outside of the field in which words have room.
func (b *builder) outside(box scene.Rect) float32 {
	if box.W <= 0 {
		return 0
	}
	field := &b.lay.ring
	const top = 3
	in := scene.Rect{X: field.X + 2, Y: top, W: field.W - 4, H: max(field.Y+field.H, b.lay.below) - top}
	const rounding = 0.5
	return max(0, box.W*box.H-shared(box, in, 0)-rounding)
}

// onLegend is how much of a box lies where the ring's signs are explained. They give
// way to what is said of a candidate, and to nothing else.
func (b *builder) onLegend(box scene.Rect) float32 {
	if b.lay.legend == 0 {
		return 0
	}
	return shared(box, scene.Rect{X: b.lay.ring.X, Y: b.lay.legend - 8, W: b.lay.ring.W, H: 16}, 0)
}

// crowded is how much of a box of words has no room of its own.
func (b *builder) crowded(box scene.Rect, but int) float32 {
	if box.W <= 0 {
		return 0
	}
	return b.onBodies(box) + b.onWords(box, but, wordsApart) + b.outside(box)
}

// Where a member's votes or their number have no room, they are left out: that is as
// bad as so much of a name that covers something.
const votesLost, noteLost = 60, 30

// crowdedWords is how bad the place is where a member's words stand, 0 if they have
// it for themselves.
func (b *builder) crowdedWords(i int) float32 {
	const must = 8
	w := &b.boxes[i]
	bad := must * (b.crowded(w.name, i) + b.onLegend(w.name))
	note := b.crowded(w.note, i) + shared(w.note, w.name, 0) + shared(w.note, w.votes, 0)
	switch {
	case note == 0:
	case b.s.Members[i].NoteAlarm:
		bad += must * note
	default:
		bad += noteLost
	}
	if b.crowded(w.votes, i)+shared(w.votes, w.name, 0) > 0 {
		bad += votesLost
	}
	return bad
}
