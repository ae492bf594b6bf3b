package scene

import "math"

// Ring is the circle on which the members stand. R of zero: no ring is drawn.
type Ring struct{ X, Y, R float32 }

// Angle is where member i of n stands, in radians clockwise from 12 o'clock.
func (r Ring) Angle(i, n int) float32 {
	if n <= 0 {
		return 0
	}
	return float32(2 * math.Pi * float64(i) / float64(n))
}

// Point is the place of member i of n. The first stands at 12 o'clock, the
// others follow clockwise.
func (r Ring) Point(i, n int) Point { return r.At(r.Angle(i, n), r.R) }

// At is the point at an angle and a distance from the ring's centre.
func (r Ring) At(angle, distance float32) Point {
	sin, cos := math.Sincos(float64(angle))
	return Point{r.X + distance*float32(sin), r.Y - distance*float32(cos)}
}

// Size is how a number of members is drawn, after the table of the art
// direction.
type Size struct {
	Ring     float32 // radius of the ring
	R        float32 // radius of a member
	Detail   Detail
	Arcs     bool
	ArcWidth float32
	NameSize float32
	Short    bool // "01" instead of "etcd-01"
	Names    int  // every Names-th is named; leader and selected always; 0: only these
	Motes    bool // messages are 3 px dots
	Messages bool // false: the leader's chords flash instead
	Counts   bool // the ring's middle holds counts
}

// SizeFor is the size for n members in a field of w × h logical pixels. The
// table is made for 380 × 376 and scales with the field.
func SizeFor(n int, w, h float32) Size {
	k := min(w/380, h/376)
	if k <= 0 {
		k = 0
	}
	switch {
	case n <= 5:
		return Size{Ring: 132 * k, R: 34 * k, Arcs: true, ArcWidth: 4, NameSize: 14, Names: 1, Messages: true}
	case n <= 9:
		r := float32(24)
		if n > 7 {
			r = 22
		}
		return Size{Ring: 128 * k, R: r * k, Arcs: true, ArcWidth: 3, NameSize: 13, Short: true, Names: 1, Messages: true}
	case n <= 25:
		return Size{Ring: 136 * k, R: 12 * k, Detail: Small, NameSize: 12, Short: true, Names: 5, Motes: true, Messages: true}
	}
	return Size{Ring: 140 * k, R: 3.6 * k, Detail: Minimal, NameSize: 12, Short: true, Counts: true}
}

// Reach is the distance from a member's centre at which its messages start
// and end: just outside its outline and its arc.
func (m *Member) Reach() float32 {
	switch {
	case m.Detail != Full:
		return m.R + 2
	case m.Shape == Diamond:
		return 1.22*m.R + 10
	}
	return 1.25 * m.R
}

// Lane is how far to the right of its direction a message travels, so that
// the two directions of a link never meet.
const Lane = 6

// trail is the part of the way that a message's trail covers.
const trail = 0.22

// Way is the path of a message from edge to edge of two members, in its lane.
type Way struct {
	From, To Point
	Turn     float32 // direction, radians clockwise from 12 o'clock
}

// WayBetween is the way from one member to another. Members that overlap give
// a way of no length.
func WayBetween(from, to *Member) Way {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if length == 0 {
		p := Point{from.X, from.Y}
		return Way{From: p, To: p}
	}
	dx, dy = dx/length, dy/length
	start := min(from.Reach(), length/2)
	end := max(length-to.Reach(), start)
	lane := float32(Lane)
	if from.Detail != Full || to.Detail != Full {
		lane = Lane / 2
	}
	at := func(s float32) Point {
		return Point{from.X + dx*s - dy*lane, from.Y + dy*s + dx*lane}
	}
	return Way{From: at(start), To: at(end), Turn: float32(math.Atan2(float64(dx), float64(-dy)))}
}

// Point is the place at progress 0 to 1 of the way.
func (w Way) Point(progress float32) Point {
	p := min(max(progress, 0), 1)
	return Point{w.From.X + (w.To.X-w.From.X)*p, w.From.Y + (w.To.Y-w.From.Y)*p}
}

// Tail is where the trail begins of a message at progress.
func (w Way) Tail(progress float32) Point { return w.Point(progress - trail) }

// Place sets the message on its way. Among ten and more members, where it is a
// mote, it has no trail.
func (m *Message) Place(w Way, progress float32) {
	m.At, m.Tail, m.Turn = w.Point(progress), w.Tail(progress), w.Turn
	if m.Kind == Mote && !m.Lost {
		m.Tail = m.At
	}
}
