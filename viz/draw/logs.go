package draw

import (
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

func (p pen) logs(l *scene.Logs) {
	if l.Header {
		y := l.HeaderY
		p.HLine(l.Left, l.Committed, y, theme.StrokeCell, p.t.Ink)
		p.HLine(l.Committed, l.Right, y, theme.StrokeCell, p.t.Hair)
	}
	for i := range l.Columns {
		p.column(&l.Columns[i], l)
	}
	for i := range l.Rows {
		p.row(&l.Rows[i])
	}
	for i := range l.Cells {
		p.cell(&l.Cells[i])
	}
	for i := range l.Cells { // over all cells, since they are close together
		c := &l.Cells[i]
		p.marked(scene.Rect{X: c.X, Y: c.Y, W: c.W, H: c.H}, c.Selected, c.Violates)
	}
	for i := range l.Folds {
		p.fold(&l.Folds[i])
	}
	for i := range l.Bars {
		p.bar(&l.Bars[i])
	}
	for i := range l.Markers {
		p.marker(&l.Markers[i])
	}
}

func (p pen) column(c *scene.Column, l *scene.Logs) {
	tone := p.t.Ink
	switch {
	case c.Followed:
		tone = p.t.Accent
		if l.Header {
			p.HLine(c.X-c.W/2, c.X+c.W/2+2, l.HeaderY, theme.StrokeArc, p.t.Accent)
		}
	case !c.Known:
		tone = p.t.Ink3
	}
	p.Text(c.X, c.Y, c.Text, mono(or(c.Size, theme.SizePanel), c.Known || c.Followed), ink.Middle, tone)
}

// violator outlines the shape of a member that violates a property.
func (p pen) violator(r *scene.Row, radius float32) {
	stroke := min(2.5, 0.5*radius)
	out := radius + 1.5 + stroke/2
	switch {
	case r.Crashed:
	case r.Shape == scene.Square:
		out -= 0.08 * radius
		p.RoundOutline(r.X-out, r.Y-out, 2*out, 2*out, 0.26*out, stroke, p.t.Danger)
		return
	case r.Shape == scene.Diamond:
		out += 0.22 * radius
	}
	p.Ring(r.X, r.Y, out, stroke, p.t.Danger)
}

// row is the head of a log: the member's shape once more, small, and its name.
func (p pen) row(r *scene.Row) {
	fill, text := p.t.Term(r.Term)
	radius := or(r.R, 10)
	switch {
	case r.Crashed:
		p.crashed(r.X, r.Y, radius, scene.Small)
	case r.Learner:
		p.Disc(r.X, r.Y, radius-1, theme.StrokeCell, p.t.Paper, fill)
		text = p.t.Ink
	case r.Hollow:
		p.Diamond(r.X, r.Y, 1.22*radius-1, theme.StrokeCell, p.t.Paper, fill)
		text = p.t.Ink
	default:
		p.shape(r.Shape, r.X, r.Y, radius, theme.StrokeMessage, fill)
	}
	if !r.Crashed {
		p.Text(r.X, r.Y+0.44*radius, r.Letter, ui(max(1.15*radius, theme.SizeTick), true), ink.Middle, text)
	}
	if r.Violates {
		p.violator(r, radius)
	}
	size := or(r.NameSize, theme.SizeControl)
	w := p.Text(r.NameX, r.Y+0.36*size, r.Name, ui(size, r.Bold), ink.Start, p.t.Ink)
	if r.Selected {
		p.HLine(r.NameX, r.NameX+w, r.Y+0.36*size+4, theme.StrokeCell, p.t.Accent)
	}
}

// fold is a block that stands for many entries; one in a snapshot ends in an
// arrow point.
func (p pen) fold(f *scene.Fold) {
	style, middle := mono(or(f.Size, theme.SizePanel), true), f.Y+f.H/2
	body := f.W
	if f.Snapshot {
		const point = 6
		body -= point
		a, b := [2]float32{f.X, f.Y}, [2]float32{f.X + body, f.Y}
		c, d, e := [2]float32{f.X + f.W, middle}, [2]float32{f.X + body, f.Y + f.H}, [2]float32{f.X, f.Y + f.H}
		p.Polygon(p.t.Sunken, a, b, c, d, e)
		p.Polyline(theme.StrokeMember, true, p.t.Ink, a, b, c, d, e)
	} else {
		p.Box(f.X+1, f.Y+1, f.W-2, f.H-2, theme.CornerCell, theme.StrokeCell, p.t.Sunken, p.t.Hair)
		style.Family = theme.UI
	}
	if f.Gone > 0 && f.W > 4 {
		p.Hatch(f.X+2, f.Y+2, (f.W-4)*f.Gone, f.H-4, 1, 6, p.t.Line)
	}
	base := middle + 0.38*style.Size
	if f.Parts > 0 {
		base -= 2
		p.parts(f)
	}
	if f.Detail != "" {
		base -= 8
		p.overHatch(f, f.X+body/2, base+15, f.Detail, ui(theme.SizeTick, false))
	}
	p.overHatch(f, f.X+body/2, base, f.Text, style)
	p.marked(scene.Rect{X: f.X, Y: f.Y, W: f.W, H: f.H}, f.Selected, false)
}

// overHatch writes into a block, with a rim where a part of it is hatched.
func (p pen) overHatch(f *scene.Fold, x, y float32, text string, style ink.Style) {
	if f.Gone > 0 {
		p.Halo(x, y, text, style, ink.Middle, 2.5, p.t.Sunken)
	}
	p.Text(x, y, text, style, ink.Middle, p.t.Ink)
}

// parts is the track of a snapshot that comes in parts: those that are there are
// solid ink, the others hair. Where they would be too narrow they are one bar.
func (p pen) parts(f *scene.Fold) {
	const high, gap, least = 4, 1, 3
	x, y, w := f.X+3, f.Y+f.H-high-2, f.W-6
	each := (w - gap*float32(f.Parts-1)) / float32(f.Parts)
	if each < least {
		p.Rect(x, y, w, high, p.t.Line)
		p.Rect(x, y, w*float32(f.Arrived)/float32(f.Parts), high, p.t.Ink)
		return
	}
	for i := range f.Parts {
		c := p.t.Line
		if i < f.Arrived {
			c = p.t.Ink
		}
		p.Rect(x+float32(i)*(each+gap), y, each, high, c)
	}
}

// bar is a whole log from 26 members on: committed solid, the rest outlined.
func (p pen) bar(b *scene.Bar) {
	fill, _ := p.t.Term(b.Term)
	p.Text(b.NameX, b.Y+b.H/2+4.5, b.Name, ui(theme.SizeTick, b.Bold), ink.End, p.t.Ink)
	p.Rect(b.X, b.Y, b.W, b.H, p.t.Sunken)
	p.Rect(b.X, b.Y, b.Committed, b.H, fill)
	if b.Uncommitted > 0 {
		x, w := b.X+b.Committed, min(b.Uncommitted, b.W-b.Committed)
		p.Rect(x, b.Y, w, b.H, fill)
		if line := min(1, b.H/4); w > 2*line {
			p.Rect(x+line, b.Y+line, w-2*line, b.H-2*line, p.t.Paper)
		}
	}
	if b.Selected {
		p.RoundOutline(b.X-2, b.Y-2, b.W+4, b.H+4, 2, theme.StrokeCell, p.t.Accent)
	}
}

// marker is the leader's view of a log: a dot under matchIndex, a hollow arrow
// under nextIndex.
func (p pen) marker(m *scene.Marker) {
	k := or(m.Size, 1)
	if m.Next-4*k > m.Match {
		p.HLine(m.Match, m.Next-4*k, m.Y, theme.StrokeHair, p.t.Line)
	}
	p.Circle(m.Match, m.Y, 4*k, p.t.Ink)
	p.nextArrow(m.Next, m.Y, k)
}

func (p pen) nextArrow(x, y, k float32) {
	a, b, c := [2]float32{x - 5*k, y + 4*k}, [2]float32{x, y - 5*k}, [2]float32{x + 5*k, y + 4*k}
	p.Mesh(p.t.Paper, a, b, c)
	p.Polyline(theme.StrokeMember, true, p.t.Ink, a, b, c)
}
