package draw

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

func (p pen) scrubber(s *scene.Scrubber) {
	for i := range s.Bands {
		p.band(&s.Bands[i])
	}
	for i := range s.Breaks {
		p.breaks(&s.Breaks[i])
	}
	if s.AxisY > 0 {
		p.HLine(s.Left, s.Right, s.AxisY+0.5, theme.StrokeHair, p.t.Hair)
	}
	for i := range s.Ticks {
		t := &s.Ticks[i]
		p.VLine(t.X, s.AxisY, s.AxisY+4, theme.StrokeHair, p.t.Line)
		p.Text(t.X, s.AxisY+16, t.Text, ui(theme.SizeTick, false), ink.Align(t.Align), p.t.Ink3)
	}
	for i := range s.Branches {
		p.branch(&s.Branches[i])
	}
	if m := &s.More; m.Text != "" {
		x, y, w, h := p.Snap(m.Box.X), p.Snap(m.Box.Y), p.Snap(m.Box.W), p.Snap(m.Box.H)
		p.Box(x+0.5, y+0.5, w-1, h-1, theme.CornerControl, 1, p.t.Raised, p.t.Line)
		p.Text(x+w/2, y+h/2+4.5, m.Text, ui(theme.SizeTick, false), ink.Middle, p.t.Ink)
	}
	if h := &s.Playhead; h.Bottom > 0 {
		x := p.Snap(h.X)
		p.VLine(x, h.Top+4, h.Bottom, theme.StrokeCell, p.t.Accent)
		p.Polygon(p.t.Accent, [2]float32{x - 6, h.Top}, [2]float32{x + 6, h.Top},
			[2]float32{x + 6, h.Top + 6}, [2]float32{x, h.Top + 12}, [2]float32{x - 6, h.Top + 6})
	}
	for i := range s.Bands {
		b := &s.Bands[i]
		p.rimmed(b.NameAt, b.Name, ui(theme.SizeTick, true), ink.Align(b.NameAlign), p.t.Danger)
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if m.Rim {
			p.Circle(m.X, m.Y, 9, p.t.Paper)
		} else if dx := m.X - s.Playhead.X; s.Playhead.Bottom > 0 && dx > -7 && dx < 7 {
			// What has just happened is read before the moment is.
			p.Rect(p.Snap(s.Playhead.X)-2, m.Y-8, 4, 16, p.t.Paper)
		}
		p.event(m)
	}
}

// breaks parts two clusters.
func (p pen) breaks(b *scene.Break) {
	x := p.Snap(b.X)
	p.VLine(x, b.Top, b.Bottom, 7, p.t.Paper)
	p.VLine(x, b.Top, b.Bottom, 3, p.t.Ink)
	style := ui(theme.SizeTick, true)
	p.Halo(b.TextX, b.TextY, b.Text, style, ink.Align(b.Align), 2.5, p.t.Paper)
	p.Text(b.TextX, b.TextY, b.Text, style, ink.Align(b.Align), p.t.Ink)
}

func (p pen) band(b *scene.Band) {
	x, y, w, h := b.Box.X, b.Box.Y, b.Box.W, b.Box.H
	switch b.Kind {
	case scene.NoLeader:
		p.Hatch(x, y, w, h, 1, 6, p.t.Line)
		return
	case scene.StaleBand:
		fill, _ := p.t.Term(b.Term)
		p.Rect(x, y, w, h, fill)
		p.VLine(x, y-3.5, y+h, 2, fill)
		return
	case scene.NoQuorumBand:
		p.Rect(x, y, w, h, p.t.Paper)
		p.Hatch(x, y, w, h, 2, 5, p.t.Danger)
		p.HLine(x, x+w, y+0.5, 1, p.t.Danger)
		p.HLine(x, x+w, y+h-0.5, 1, p.t.Danger)
		p.VLine(x, y-3.5, y+h, 2, p.t.Danger)
		p.VLine(x+w, y, y+h, 2, p.t.Danger)
		return
	}
	fill, text := p.t.Term(b.Term)
	p.Rect(x, y, w, h, fill)
	style := ui(or(b.Size, theme.SizeTick), true)
	for _, words := range [3]string{b.Text, b.Short, b.Least} {
		if words != "" && p.Measure(words, style)+16 <= w {
			p.Text(x+8, y+h/2+0.36*style.Size, words, style, ink.Start, text)
			return
		}
	}
}

// event is a mark of what happened, 12 px high about its centre.
func (p pen) event(m *scene.Mark) {
	x, y, c := m.X, m.Y, p.t.Ink
	switch m.Kind {
	case scene.MarkElection:
		p.diamond(x, y, 6)
	case scene.MarkCrash:
		p.Line(x-4, y-4, x+4, y+4, 2, c)
		p.Line(x+4, y-4, x-4, y+4, 2, c)
	case scene.MarkRestart:
		p.Ring(x, y, 4, 2, c)
	case scene.MarkWrite:
		p.VLine(x, y-5, y+6, 2, c)
	case scene.MarkCut:
		p.Line(x-4.5, y+5, x-0.5, y-5, 2, c)
		p.Line(x+0.5, y+5, x+4.5, y-5, 2, c)
	case scene.MarkHeal:
		p.Line(x-6, y, x+6, y, 2, c)
		p.Circle(x, y, 3, c)
	case scene.MarkCompaction:
		p.Line(x-6, y, x+3, y, 2, c)
		p.Polyline(2, false, c, [2]float32{x + 0.5, y - 4.5}, [2]float32{x + 5, y}, [2]float32{x + 0.5, y + 4.5})
	case scene.MarkExpiry:
		p.Ring(x, y, 5, 3, p.t.Hair)
		p.Arc(x, y, 5, 0, math.Pi/2, 3, c)
	case scene.MarkSplit:
		for _, to := range [2]float32{-1, 1} {
			p.Polygon(c, [2]float32{x + 1.5*to, y - 6}, [2]float32{x + 7*to, y}, [2]float32{x + 1.5*to, y + 6})
		}
	case scene.MarkViolation:
		p.Polygon(p.t.Danger, [2]float32{x, y - 6}, [2]float32{x + 7, y + 6}, [2]float32{x - 7, y + 6})
	case scene.MarkMembership:
		p.RoundOutline(x-4.5, y-4.5, 9, 9, 0, 2, c)
	case scene.MarkTransfer:
		p.Polyline(2, true, c, [2]float32{x, y - 5}, [2]float32{x + 5, y}, [2]float32{x, y + 5}, [2]float32{x - 5, y})
	case scene.MarkPause:
		p.VLine(x-2.5, y-5, y+5, 2, c)
		p.VLine(x+2.5, y-5, y+5, 2, c)
	}
}

func (p pen) diamond(x, y, r float32) {
	p.Polygon(p.t.Ink, [2]float32{x, y - r}, [2]float32{x + r, y}, [2]float32{x, y + r}, [2]float32{x - r, y})
}

// branch leaves time downwards, turns, and ends in a hollow dot.
func (p pen) branch(b *scene.Branch) {
	c := p.t.Ink3
	if b.Hovered {
		c = p.t.Ink
	}
	const corner = 4
	x, y := b.From.X, b.To.Y
	var path [8][2]float32
	path[0] = [2]float32{x, b.From.Y}
	for i := range 6 {
		sin, cos := math.Sincos(float64(i) / 5 * math.Pi / 2)
		path[1+i] = [2]float32{x + corner*(1-float32(cos)), y - corner*(1-float32(sin))}
	}
	path[7] = [2]float32{b.To.X, y}
	p.Polyline(theme.StrokeMember, false, c, path[:]...)
	p.Disc(b.To.X, b.To.Y, 4, theme.StrokeMember, p.t.Paper, c)
	p.rimmed(scene.Point{X: b.TextX, Y: b.To.Y + 4.5}, b.Text, ui(theme.SizeTick, false), ink.Start, c)
}
