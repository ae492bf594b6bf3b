package compose

import (
	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// chips puts each client's letter at the member that it talks to, or talked
// to last.
func (b *builder) chips() {
	count := 0
	for range lab.Clients(b.w) {
		count++
	}
	chips := b.rooms.chips.take(count)[:0]
	for i := range b.s.Members {
		m := &b.s.Members[i]
		start := len(chips)
		for _, t := range lab.Clients(b.w) {
			at, waits := t.WaitingAt()
			if j := t.Journey(); !waits && j.Message != 0 {
				at = j.Server
			}
			if b.at(at) != i || at == sim.Nobody {
				continue
			}
			p := m.ChipPoint(b.s.Ring, len(chips)-start)
			chip := scene.ClientChip{Letter: t.Name()}
			if m.Detail != scene.Full {
				chip.Size = 14
				p = b.outward(m, len(chips)-start)
			}
			chip.X = clamp(p.X, 11, b.lay.ring.X+b.lay.ring.W-11)
			chip.Y = clamp(p.Y, 11, b.lay.ring.Y+b.lay.ring.H-11)
			chips = append(chips, chip)
		}
		if len(chips) > start {
			m.Clients = chips[start:len(chips):len(chips)]
		}
	}
}

// outward is where the i-th chip of a small member stands: on the line from the
// ring's centre, beyond its name.
func (b *builder) outward(m *scene.Member, i int) scene.Point {
	d := m.R + 12 + 16*float32(i)
	if m.Name != "" {
		d += 18
	}
	return b.s.Ring.At(angle(m.X-b.s.Ring.X, m.Y-b.s.Ring.Y), b.s.Ring.R+d)
}

// clearNeighbour moves the name of the uppermost member to its left, where the
// one at its right has a note above it.
func (b *builder) clearNeighbour(m *scene.Member, i int) {
	if next := (i + 1) % len(b.s.Members); m.NameAlign == scene.Start && b.s.Members[next].Note != "" {
		m.NameAlign = scene.End
		m.NameAt.X = m.X - m.R - 18
	}
}

// clearArc moves a candidate's words below its arc, which is wider than a
// follower's, close together.
func (b *builder) clearArc(m *scene.Member) {
	if len(m.Votes) == 0 || m.NameAlign != scene.Middle || m.NameAt.Y < m.Y || m.NameSize < 14 {
		return
	}
	m.NameAt.Y = m.Y + 1.22*m.R + 22
	m.VotesAt.Y = m.NameAt.Y + 10
	m.NoteAt.Y = m.NameAt.Y + 28
}

// clearVotes moves the dots of a candidate's votes, which hang below it, above it
// where a neighbour or its arc has their place.
func (b *builder) clearVotes(m *scene.Member) {
	if len(m.Votes) == 0 || m.NameAt.Y > m.Y {
		return
	}
	const clear = 10
	half := 6*float32(len(m.Votes)-1) + 4
	for i := range b.s.Members {
		o := &b.s.Members[i]
		near := scene.Point{X: clamp(o.X, m.VotesAt.X-half, m.VotesAt.X+half), Y: m.VotesAt.Y + 4}
		if o.ID != m.ID && distance(near, scene.Point{X: o.X, Y: o.Y}) < o.Reach()+clear {
			m.VotesAt.Y = m.Y - 1.22*m.R - 8
			m.NameAt.Y = m.VotesAt.Y - 9
			m.NoteAt.Y = m.NameAt.Y
			if m.Note != "" {
				m.NameAt.Y -= 17
			}
			return
		}
	}
}

// placeName finds the place of a member's words.
func (b *builder) placeName(m *scene.Member, i int) {
	if b.lay.beside && m.Detail == scene.Full {
		m.PlaceBeside(b.s.Ring)
		return
	}
	m.PlaceName(b.s.Ring, b.lay.top)
	b.clearNeighbour(m, i)
	b.clearArc(m)
	b.clearVotes(m)
	b.keepInside(m)
}

// clearChips moves the chips of members off all names, their own and those of
// their neighbours: above or below the name that they would cover, or beside it.
func (b *builder) clearChips() {
	field := &b.lay.ring
	for k := range b.s.Members {
		for i := range b.s.Members[k].Clients {
			c := &b.s.Members[k].Clients[i]
			m := b.covers(c)
			if m == nil {
				continue
			}
			name := nameBox(m)
			middle := name.Y + name.H/2
			c.Y = middle + 18*side(m.Y-b.s.Ring.Y)
			if c.Y < field.Y+10 || c.Y > field.Y+field.H-10 {
				c.X, c.Y = name.X+name.W+12+float32(i)*20, middle
			}
		}
	}
}

// clearNotes leaves out a note where it would stand on its member's name, on the
// dots of its votes, its field's edge or another member: what it says is told
// elsewhere too.
func (b *builder) clearNotes() {
	for i := range b.s.Members {
		m := &b.s.Members[i]
		if len(m.Votes) > 0 && m.VotesAt.Y+4 > b.lay.below {
			m.Votes = nil // a banner is there
		}
		if m.Note == "" || m.NoteAlarm {
			continue
		}
		box := noteBox(m)
		hidden := m.NoteAt.Y > m.NameAt.Y && box.Y < m.NameAt.Y-1
		hidden = hidden || len(m.Votes) > 0 && m.VotesAt.Y < m.NoteAt.Y && box.Y < m.VotesAt.Y+3
		for k := range b.s.Members {
			o := &b.s.Members[k]
			near := scene.Point{X: clamp(o.X, box.X, box.X+box.W), Y: clamp(o.Y, box.Y, box.Y+box.H)}
			hidden = hidden || k != i && len(m.Votes) > 0 && distance(near, scene.Point{X: o.X, Y: o.Y}) < o.R
			hidden = hidden || k < i && o.Note != "" && overlap(box, noteBox(o)) || overlap(box, nameBox(o))
		}
		if hidden {
			m.Note = ""
		}
	}
}

// overlap reports whether two boxes of words touch.
func overlap(a, b scene.Rect) bool {
	return b.W > 0 && a.X < b.X+b.W+2 && b.X < a.X+a.W+2 && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// covers returns the member whose name a chip covers, or nil.
func (b *builder) covers(c *scene.ClientChip) *scene.Member {
	half := max(c.Size, 18) / 2
	for i := range b.s.Members {
		m := &b.s.Members[i]
		if m.Name == "" {
			continue
		}
		name := nameBox(m)
		if c.X+half > name.X-2 && c.X-half < name.X+name.W+2 && c.Y+half > name.Y && c.Y-half < name.Y+name.H {
			return m
		}
	}
	return nil
}

// nameBox is where a member's name stands.
func nameBox(m *scene.Member) scene.Rect {
	box := scene.Rect{X: m.NameAt.X, Y: m.NameAt.Y - 0.8*m.NameSize, W: textWidth(m.Name, m.NameSize), H: m.NameSize}
	switch m.NameAlign {
	case scene.Middle:
		box.X -= box.W / 2
	case scene.End:
		box.X -= box.W
	}
	return box
}

// noteBox is where a member's note stands.
func noteBox(m *scene.Member) scene.Rect {
	box := scene.Rect{X: m.NoteAt.X, Y: m.NoteAt.Y - 10, W: textWidth(m.Note, 12), H: 12}
	switch m.NameAlign {
	case scene.Middle:
		box.X -= box.W / 2
	case scene.End:
		box.X -= box.W
	}
	return box
}

// keepInside moves a name that would leave the ring's field.
func (b *builder) keepInside(m *scene.Member) {
	field := &b.lay.ring
	half := textWidth(m.Name, m.NameSize) / 2
	if m.NameAlign == scene.Middle {
		m.NameAt.X = clamp(m.NameAt.X, field.X+half+2, field.X+field.W-half-2)
	}
	m.NameAt.Y = clamp(m.NameAt.Y, m.NameSize, field.Y+field.H)
	half = textWidth(m.Note, 12) / 2
	if m.Note != "" && m.NameAlign == scene.Middle {
		m.NoteAt.X = clamp(m.NoteAt.X, field.X+half+2, field.X+field.W-half-2)
	}
	m.NoteAt.Y = clamp(m.NoteAt.Y, 12, b.lay.below)
	b.clearQuiet(m)
	if m.NoteAlarm && m.NameAlign == scene.Middle && overlap(nameBox(m), noteBox(m)) { // no room above each other
		m.NoteAt.Y = m.NameAt.Y
		m.NoteAt.X = m.NameAt.X + (textWidth(m.Name, m.NameSize)/2+half+8)*side(b.s.Ring.X-m.NameAt.X)
	}
}

// clearQuiet moves the name of the uppermost member right of the line at the upper
// left, where it would stand on it. The line's second half gives way to others.
func (b *builder) clearQuiet(m *scene.Member) {
	q := &b.s.Quiet
	if q.Title == "" {
		return
	}
	first := scene.Rect{X: q.X, Y: q.Y - 12, W: textWidth(q.Title, 13) * 1.08, H: 16}
	second := scene.Rect{X: q.X, Y: q.Y + 4, W: textWidth(q.Detail, 13), H: 18}
	name, note := nameBox(m), noteBox(m)
	switch {
	case m.NameAlign == scene.Middle && abs(m.X-b.s.Ring.X) < m.R && (overlap(name, first) || overlap(name, second)):
		m.NameAt.X = first.X + max(first.W, second.W) + 8 + name.W/2
	case !q.Alarm && (overlap(name, second) || overlap(note, second)):
		q.Detail = ""
	}
}
