package compose

import "raftarium/viz/scene"

// nameRounds is how often names that have no room look for another place: one that
// moves may leave its own to a neighbour, or take a neighbour's.
const nameRounds = 3

// placesWorth is how much worse a member's places are than the first, by placeName's
// numbers: a name at its side or its corner is farther from where one looks for it,
// one that is turned to the ring's middle stands among messages.
var placesWorth = [...]float32{0, 5, 10, 40, 110, 60, 120, 100, 140}

// placeNames finds the places of what is written beside members. All stand first
// where they stand best, then those that have no room there look for it.
func (b *builder) placeNames() {
	b.boxes = b.rooms.words.take(len(b.s.Members))
	for i := range b.s.Members {
		if b.s.Members[i].Name != "" {
			b.placeName(i, 0)
		}
	}
	for range nameRounds {
		moved := false
		for i := range b.s.Members {
			if b.s.Members[i].Name != "" {
				moved = b.makeWay(i) || moved
			}
		}
		if !moved {
			break
		}
	}
	b.leaveOut()
}

// makeWay moves the words of a member to the first place where nothing else is, or
// else to where they are least crowded, and reports whether they have moved.
func (b *builder) makeWay(i int) bool {
	if b.crowdedWords(i) == 0 {
		return false
	}
	m := &b.s.Members[i]
	before := m.NameAt
	best, least := 0, float32(-1)
	for k := 0; b.placeName(i, k); k++ {
		if bad := b.crowdedWords(i) + placesWorth[k]; least < 0 || bad < least {
			best, least = k, bad
		}
	}
	b.placeName(i, best)
	return m.NameAt != before
}

// placeName puts the words of a member to the k-th of their places, and reports
// whether they have so many. The first is the best: above members of the ring's
// upper half, below the others, or at their side where that is how the layout is.
func (b *builder) placeName(i, k int) bool {
	m := &b.s.Members[i]
	if b.lay.beside && m.Detail == scene.Full {
		if k == 0 {
			m.PlaceBeside(b.s.Ring)
			b.boxes[i] = wordsOf(m)
			return true
		}
		k--
	}
	out := side(m.X - b.s.Ring.X + 1)
	switch k {
	case 0:
		m.PlaceName(b.s.Ring)
		b.clearArc(m)
	case 1:
		b.placeClose(m, m.Y < b.s.Ring.Y-1)
	case 2:
		b.placeClose(m, m.Y < b.s.Ring.Y-1)
		b.passQuiet(m)
	case 3, 4:
		m.PlaceAside(out * float32(7-2*k))
	case 5, 6:
		b.placeCorner(m, out*float32(11-2*k))
	case 7:
		b.placeClose(m, m.Y >= b.s.Ring.Y-1)
	default:
		return false
	}
	b.keepInside(m)
	b.boxes[i] = wordsOf(m)
	return true
}

// clearArc moves a candidate's words below its arc, which is wider than a
// follower's, close together.
func (b *builder) clearArc(m *scene.Member) {
	if len(m.Votes) == 0 || m.NameAt.Y < m.Y || m.NameSize < 14 {
		return
	}
	m.NameAt.Y = m.Y + 1.22*m.R + 22
	m.VotesAt.Y = m.NameAt.Y + 11
	m.NoteAt.Y = m.NameAt.Y + 29
}

// placeClose puts a member's words as close above it or below it as they get.
func (b *builder) placeClose(m *scene.Member, above bool) {
	const gap, dots, line = 4, 11, 18
	down, up := round(m)
	m.NameAlign = scene.Middle
	below := m.Y + down + gap
	base := below + 0.8*m.NameSize
	m.NameAt = scene.Point{X: m.X, Y: base}
	if above {
		base = below - 4
		m.NameAt.Y = m.Y - up - gap
		if m.Note != "" && len(m.Votes) == 0 {
			m.NoteAt = m.NameAt
			m.NameAt.Y -= line - 1
			return
		}
	}
	if len(m.Votes) > 0 {
		m.VotesAt = scene.Point{X: m.X, Y: base + dots}
		base += dots + 1
	}
	m.NoteAt = scene.Point{X: m.X, Y: base + line - 1}
}

// placeCorner puts a member's words off its upper corner, or its lower one, at a
// side: towards the outside of the ring.
func (b *builder) placeCorner(m *scene.Member, towards float32) {
	const slant = 0.72
	reach, up := round(m)
	m.NameAlign = scene.Start
	if towards < 0 {
		m.NameAlign = scene.End
	}
	x := m.X + towards*(slant*reach+4)
	y, line := m.Y-slant*up, float32(-17)
	if m.Y >= b.s.Ring.Y-1 {
		y, line = m.Y+slant*reach+0.8*m.NameSize, 17
	}
	m.NameAt, m.NoteAt = scene.Point{X: x, Y: y}, scene.Point{X: x, Y: y + line}
	if n := float32(len(m.Votes)); n > 0 {
		m.VotesAt = scene.Point{X: x + towards*(6*(n-1)+4), Y: y + 0.75*line}
		m.NoteAt.Y += line
	}
}

// passQuiet moves a name right of the line at the upper left, so far as it is still
// its member's.
func (b *builder) passQuiet(m *scene.Member) {
	name := nameBox(m)
	for _, q := range b.quietBoxes() {
		if overlap(name, q) {
			by := q.X + q.W + wordsApart + 2 - name.X
			m.NameAt.X += by
			name.X += by
		}
	}
	if name.X > m.X+m.R {
		m.NameAt.X = m.X
	}
}

// keepInside moves words that would leave the ring's field.
func (b *builder) keepInside(m *scene.Member) {
	field := &b.lay.ring
	half := textWidth(m.Name, m.NameSize) / 2
	if m.NameAlign == scene.Middle {
		m.NameAt.X = clamp(m.NameAt.X, field.X+half+2, field.X+field.W-half-2)
	}
	m.NameAt.Y = clamp(m.NameAt.Y, m.NameSize, max(field.Y+field.H, b.lay.below))
	half = textWidth(m.Note, 12) / 2
	if m.Note != "" && m.NameAlign == scene.Middle {
		m.NoteAt.X = clamp(m.NoteAt.X, field.X+half+2, field.X+field.W-half-2)
	}
	m.NoteAt.Y = clamp(m.NoteAt.Y, 12, b.lay.below)
}

// leaveOut leaves out what still has no room and is told elsewhere too: the second
// line at the upper left, how many votes a candidate has, and the dots of its votes.
func (b *builder) leaveOut() {
	if q := &b.s.Quiet; !q.Alarm && q.More == "" {
		detail := b.quietBoxes()[1]
		for i := range b.boxes {
			for _, box := range b.boxes[i].all() {
				if overlap(detail, box) {
					q.Detail = ""
				}
			}
		}
	}
	for i := range b.s.Members {
		m, w := &b.s.Members[i], &b.boxes[i]
		if !m.NoteAlarm && (b.crowded(w.note, i) > 0 || shared(w.note, w.votes, 0) > 0 || shared(w.note, w.name, 0) > 0) {
			m.Note, w.note = "", scene.Rect{}
		}
		if b.crowded(w.votes, i) > 0 || shared(w.votes, w.name, 0) > 0 {
			m.Votes, w.votes = nil, scene.Rect{}
		}
	}
}
