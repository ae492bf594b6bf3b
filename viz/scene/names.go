package scene

// PlaceName puts a member's name and note where the fewest messages pass: above
// members of the ring's upper half and below the others up to five members, since
// what they say to each other travels inwards; outward from the ring's centre for
// more.
func (m *Member) PlaceName(ring Ring) {
	size := m.NameSize
	if size == 0 {
		size = 14
	}
	if m.Detail != Full || size < 14 {
		m.placeOutward(ring, size)
		return
	}
	m.NameAlign = Middle
	note := m.NoteSize
	if note == 0 {
		note = 12
	}
	out := float32(0) // what the outline of a selection takes
	if m.Selected && m.Shape != Square {
		out = 5
	}
	if m.Y >= ring.Y-1 {
		// The candidate's dots stand between it and its note.
		y := m.Y + m.R + 12 + size + out
		m.NameAt = Point{m.X, y}
		if len(m.Votes) > 0 {
			m.VotesAt = Point{m.X, y + 12}
			y += 16
		}
		m.NoteAt = Point{m.X, y + 5 + note}
		return
	}
	clear := m.R + 16 + out
	if m.Shape == Square {
		clear = 1.427*m.R + 8 // above the crown
	}
	base := m.Y - clear
	m.NoteAt = Point{m.X, base}
	if m.Note != "" {
		base -= note + 5
	}
	m.NameAt = Point{m.X, base}
	if len(m.Votes) > 0 {
		m.VotesAt = Point{m.X, m.Y + m.R + 22}
		m.NoteAt = Point{m.X, m.VotesAt.Y + 12 + note}
		m.NameAt = Point{m.X, m.Y - 1.22*m.R - 18}
	}
}

// beside is how far from a member's centre a name begins that stands at its side:
// past its arc and its clients' chips.
func (m *Member) beside() float32 {
	x := m.R + 26
	if n := len(m.Clients); n > 0 {
		x += 8 + 21*float32(n-1)
	}
	return x
}

// PlaceBeside puts a member's name and note at its outer side, where a field is
// wide and low; at the right of those on the field's middle.
func (m *Member) PlaceBeside(ring Ring) {
	towards := float32(1)
	if m.X < ring.X-1 {
		towards = -1
	}
	m.PlaceAside(towards)
}

// PlaceAside puts a member's name and note at its right, or with -1 at its left.
func (m *Member) PlaceAside(towards float32) {
	m.NameAlign = Start
	if towards < 0 {
		m.NameAlign = End
	}
	x := m.X + towards*m.beside()
	m.NameAt = Point{x, m.Y - 0.27*m.R}
	m.NoteAt = Point{x, m.NameAt.Y + 17}
	if n := len(m.Votes); n > 0 {
		m.VotesAt = Point{x + towards*(6*float32(n-1)+4), m.NameAt.Y + 13}
		m.NoteAt.Y += 13
	}
}

// placeOutward centres a short name on the line from the ring's centre.
func (m *Member) placeOutward(ring Ring, size float32) {
	dx, dy := m.X-ring.X, m.Y-ring.Y
	length := hypot(dx, dy)
	if length == 0 {
		dx, dy, length = 0, -1, 1
	}
	d := m.R + 14
	if m.Detail == Full {
		d = m.R + 21
	}
	if m.Selected {
		d += 6
	}
	m.NameAlign = Middle
	m.NameAt = Point{m.X + dx/length*d, m.Y + dy/length*d + 0.35*size}
	m.NoteAt = Point{m.NameAt.X, m.NameAt.Y + 16}
	switch {
	case dy < -0.3*length:
		m.NoteAt.Y = m.NameAt.Y - size
	case dy < 0.5*length: // beside it: the note is wider than the name, and goes below its member
		m.NoteAt = Point{m.X, m.Y + m.R + 22}
	}
	m.VotesAt = Point{m.X, m.Y + m.R + 14}
}

// ChipPoint is the centre of the i-th client chip of a member: on its outer
// side, clear of its arc.
func (m *Member) ChipPoint(ring Ring, i int) Point {
	out := m.R + 19 + float32(i)*21
	if m.X < ring.X-1 {
		out = -out
	}
	if m.Y < ring.Y {
		return Point{m.X + out, m.Y - 19}
	}
	return Point{m.X + out, m.Y + 3}
}
