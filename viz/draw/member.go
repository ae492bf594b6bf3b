package draw

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

func (p pen) member(m *scene.Member) {
	fill, text := p.t.Term(m.Term)
	if m.Fade.Active {
		from, _ := p.t.Term(m.Fade.FromTerm)
		fill = from.Mix(fill, m.Fade.Progress)
	}
	p.halos(m)
	if m.Arc >= 0 && m.Detail == scene.Full && !m.Crashed && m.Shape != scene.Square {
		r, w := arcRadius(m), or(m.ArcWidth, theme.StrokeArc)
		p.Ring(m.X, m.Y, r, w, p.t.Hair)
		p.Arc(m.X, m.Y, r, 0, 2*math.Pi*min(m.Arc, 1), w, p.t.Ink2)
	}
	switch {
	case m.Crashed:
		p.crashed(m.X, m.Y, m.R, m.Detail)
		return
	case m.Detail == scene.Minimal:
		p.Circle(m.X, m.Y, m.R, fill)
		return
	case m.Learner:
		p.Disc(m.X, m.Y, 0.8*m.R, hollowStroke(m.Detail), p.t.Paper, fill)
		text = p.t.Ink
	case m.Hollow:
		p.Diamond(m.X, m.Y, 1.22*m.R-1, hollowStroke(m.Detail), p.t.Paper, fill)
		text = p.t.Ink
	case m.Fade.Active && m.Fade.Progress < 1 && m.Fade.FromShape != m.Shape:
		p.between(m, fill)
	default:
		p.shape(m.Shape, m.X, m.Y, m.R, outline(m.Detail), fill)
	}
	if m.Shape == scene.Square && m.R >= 10 && (!m.Fade.Active || m.Fade.Progress > 0.5) {
		p.crown(m.X, m.Y, m.R, outline(m.Detail), fill)
	}
	const both = 16 // the least radius with room for letter and term
	if m.Detail == scene.Small || m.R < both {
		p.Text(m.X, m.Y+4.5, m.Letter, ui(max(m.R, theme.SizeTick), true), ink.Middle, text)
	} else {
		letter := m.Y + 0.105*m.R
		size := or(m.TermSize, max(0.4*m.R, theme.SizeTick))
		term := letter + 1.12*size
		if m.TermText != "" {
			// Where the number is large for its member, both go up.
			up := max(0, term-m.Y-0.6*m.R)
			letter, term = letter-up, term-up
		}
		p.Text(m.X, letter, m.Letter, ui(or(m.LetterSize, max(0.66*m.R, theme.SizeTick)), true), ink.Middle, text)
		p.Text(m.X, term, m.TermText, ui(size, false), ink.Middle, text)
	}
	if m.Paused {
		p.paused(m)
	}
}

func outline(d scene.Detail) float32 {
	if d == scene.Full {
		return theme.StrokeMember
	}
	return theme.StrokeMessage
}

// hollowStroke outlines who does not vote, or does not stand yet, in the colour of
// its term.
func hollowStroke(d scene.Detail) float32 {
	if d == scene.Full {
		return 3
	}
	return theme.StrokeCell
}

func arcRadius(m *scene.Member) float32 {
	if m.Shape == scene.Diamond {
		return 1.22*m.R + 8
	}
	return m.R + 7
}

// shape is a member's outline and fill.
func (p pen) shape(s scene.Shape, x, y, r, stroke float32, fill theme.Colour) {
	switch s {
	case scene.Square:
		// A member stands still, so its straight edges are set on device pixels.
		side := 1.84 * r
		left, top := p.Snap(x-side/2-stroke/2)+stroke/2, p.Snap(y-side/2-stroke/2)+stroke/2
		side = p.Snap(side+stroke) - stroke
		p.Box(left, top, side, side, 0.24*r, stroke, fill, p.t.Ink)
	case scene.Diamond:
		p.Diamond(x, y, 1.22*r, stroke, fill, p.t.Ink)
	case scene.Dot:
		p.Circle(x, y, r, fill)
	default:
		p.Disc(x, y, r, stroke, fill, p.t.Ink)
	}
}

// crown stands above a leader: three points, as wide as the member's radius.
func (p pen) crown(x, y, r, stroke float32, fill theme.Colour) {
	base := y - 0.92*r - 3
	a := [2]float32{x - 0.5*r, base}
	b := [2]float32{x - 0.5*r, base - 0.36*r}
	c := [2]float32{x - 0.25*r, base - 0.15*r}
	d := [2]float32{x, base - 0.418*r}
	e := [2]float32{x + 0.25*r, base - 0.15*r}
	f := [2]float32{x + 0.5*r, base - 0.36*r}
	g := [2]float32{x + 0.5*r, base}
	p.Mesh(fill, a, b, c, a, c, e, a, e, g, c, d, e, e, f, g)
	p.Polyline(stroke, true, p.t.Ink, a, b, c, d, e, f, g)
}

// crashed is dashed and hollow, with a cross.
func (p pen) crashed(x, y, r float32, d scene.Detail) {
	switch d {
	case scene.Minimal:
		p.Disc(x, y, r-0.2, theme.StrokeMessage, p.t.Paper, p.t.Ink)
	case scene.Small:
		p.Circle(x, y, r, p.t.Paper)
		p.DashedRing(x, y, r, 1.5, 3, 3, p.t.Ink)
		p.cross(x, y, r/3, 2)
	default:
		p.Circle(x, y, r, p.t.Paper)
		p.DashedRing(x, y, r, 2, 5, 4, p.t.Ink)
		p.cross(x, y, 0.42*r, 3)
	}
}

func (p pen) cross(x, y, arm, w float32) {
	p.RoundLine(x-arm, y-arm, x+arm, y+arm, w, p.t.Ink)
	p.RoundLine(x+arm, y-arm, x-arm, y+arm, w, p.t.Ink)
}

// paused is an ink disc with two bars at the upper right.
func (p pen) paused(m *scene.Member) {
	x, y, r := m.X+0.857*m.R, m.Y-0.929*m.R, 10*min(m.R/22, 1)
	p.Circle(x, y, r, p.t.Ink)
	for _, dx := range [2]float32{-0.25, 0.25} {
		p.Line(x+dx*r, y-0.4*r, x+dx*r, y+0.4*r, 0.2*r, p.t.Paper)
	}
}

// halos are what surrounds a member: violation, selection, focus, from the
// inside out.
func (p pen) halos(m *scene.Member) {
	out := float32(0) // how far the outermost mark so far reaches
	if m.Arc >= 0 && m.Detail == scene.Full && !m.Crashed && m.Shape != scene.Square {
		out = arcRadius(m) - bodyRadius(m) + 2
	}
	if m.Violates {
		gap, stroke := float32(11), float32(4)
		switch {
		case m.Detail == scene.Full && m.R < 28:
			gap = 7
		case m.Detail != scene.Full: // among many it would cover the neighbours
			gap, stroke = 4, 3
		}
		out = max(out+2, gap)
		p.around(m, out, stroke, p.t.Danger)
		out += 2
	}
	if m.Selected {
		gap := float32(12)
		if m.Shape != scene.Square {
			gap = 15
		}
		if m.Detail != scene.Full {
			gap = 5
		}
		p.around(m, max(out+3, gap), theme.StrokeCell, p.t.Accent)
	}
}

func bodyRadius(m *scene.Member) float32 {
	if m.Shape == scene.Diamond {
		return 1.22 * m.R
	}
	return m.R
}

// around is the member's shape once more, further out. A diamond, whose arc
// is a circle, gets a circle.
func (p pen) around(m *scene.Member, out, w float32, c theme.Colour) {
	if m.Shape == scene.Square {
		side := 1.84*m.R + 2*out
		p.RoundOutline(m.X-side/2, m.Y-side/2, side, side, 0.13*side, w, c)
		return
	}
	p.Ring(m.X, m.Y, bodyRadius(m)+out, w, c)
}

// between is a shape on its way from one role's to another's.
func (p pen) between(m *scene.Member, fill theme.Colour) {
	const n = 64
	var points [n][2]float32
	half := float32(theme.StrokeMember) / 2
	for _, part := range [2]struct {
		grow float32
		c    theme.Colour
	}{{half, p.t.Ink}, {-half, fill}} {
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
			from := radial(m.Fade.FromShape, m.R, sin, cos)
			r := from + (radial(m.Shape, m.R, sin, cos)-from)*m.Fade.Progress + part.grow
			points[i] = [2]float32{m.X + r*float32(sin), m.Y - r*float32(cos)}
		}
		p.Polygon(part.c, points[:]...)
	}
}

// radial is the distance from a shape's centre to its outline in a direction.
func radial(s scene.Shape, r float32, sin, cos float64) float32 {
	a, b := float32(math.Abs(sin)), float32(math.Abs(cos))
	switch s {
	case scene.Square:
		return min(0.92*r/max(a, b), 1.17*r)
	case scene.Diamond:
		return 1.22 * r / (a + b)
	}
	return r
}

// names are a member's words, votes and client chips, which nothing covers: they
// keep off what passes below them by a rim of paper.
func (p pen) names(m *scene.Member) {
	note := p.t.Ink2
	if m.NoteAlarm {
		note = p.t.Danger
	}
	p.rimmed(m.NameAt, m.Name, ui(or(m.NameSize, theme.SizeControl), m.NameBold), ink.Align(m.NameAlign), Tone(p.t, m.NameTone))
	p.rimmed(m.NoteAt, m.Note, ui(or(m.NoteSize, theme.SizeTick), m.NoteAlarm), ink.Align(m.NameAlign), note)
	x := m.VotesAt.X - 6*float32(len(m.Votes)-1)
	for i, granted := range m.Votes {
		fill := p.t.Paper
		if granted {
			fill = p.t.Ink
		}
		p.Disc(x+12*float32(i), m.VotesAt.Y, 4, theme.StrokeMember, fill, p.t.Ink)
	}
	for i := range m.Clients {
		c := &m.Clients[i]
		p.chip(c.X, c.Y, or(c.Size, 18), c.Letter, true)
	}
}

// rimmed writes over whatever is there.
func (p pen) rimmed(at scene.Point, text string, style ink.Style, align ink.Align, c theme.Colour) {
	if text == "" {
		return
	}
	p.Halo(at.X, at.Y, text, style, align, 2.5, p.t.Paper)
	p.Text(at.X, at.Y, text, style, align, c)
}

// chip is the square with a terminal's letter.
func (p pen) chip(x, y, size float32, letter string, solid bool) {
	text := p.t.Paper
	if solid {
		p.RoundRect(x-size/2, y-size/2, size, size, theme.CornerCell, p.t.Ink)
	} else {
		text = p.t.Ink
		p.Box(x-size/2+1, y-size/2+1, size-2, size-2, theme.CornerCell, 2, p.t.Paper, p.t.Ink)
	}
	font := max(size*12/18, theme.SizeTick)
	p.Text(x, y+0.375*font, letter, ui(font, true), ink.Middle, text)
}
