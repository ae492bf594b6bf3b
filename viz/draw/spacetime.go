package draw

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// spaceTime draws the diagram, from below: grid, lanes, arrows, playhead, events,
// words, heads.
func (p pen) spaceTime(s *scene.SpaceTime) {
	if s.Right <= s.Left {
		return
	}
	for i := range s.Ticks {
		t := &s.Ticks[i]
		p.VLine(t.X, s.Top, s.Bottom, theme.StrokeHair, p.t.Hair)
		p.Text(t.X, s.TickY, t.Text, ui(theme.SizeTick, false), ink.Align(t.Align), p.t.Ink3)
	}
	p.Text(s.UnitX, s.TickY, s.Unit, ui(theme.SizeTick, false), ink.Start, p.t.Ink3)
	if s.Forgotten > 0 {
		p.Hatch(s.Left, s.Top, s.Forgotten-s.Left, s.Bottom-s.Top, 1, 8, p.t.Hair)
		style := ui(theme.SizeTick, false)
		if p.Measure(s.ForgottenText, style) < s.Forgotten-s.Left-16 {
			x, y := (s.Left+s.Forgotten)/2, (s.Top+s.Bottom)/2
			p.Halo(x, y, s.ForgottenText, style, ink.Middle, 4, p.t.Paper)
			p.Text(x, y, s.ForgottenText, style, ink.Middle, p.t.Ink2)
		}
	}
	for i := range s.Lanes {
		p.lane(&s.Lanes[i])
	}
	for i := range s.Arrows {
		if a := &s.Arrows[i]; !a.Cause {
			p.flight(a)
		}
	}
	for i := range s.Arrows {
		if a := &s.Arrows[i]; a.Cause {
			p.flight(a)
		}
	}
	if s.Playhead > 0 {
		p.VLine(s.Playhead, s.Top, s.Bottom, theme.StrokeCell, p.t.Accent)
	}
	if s.Parting > 0 {
		p.DashedLine(p.Snap(s.Parting), s.Top, p.Snap(s.Parting), s.Bottom, theme.StrokeCell, 7, 5, p.t.Ink)
	}
	for i := range s.Events {
		p.happening(&s.Events[i])
	}
	for i := range s.Arrows {
		p.alongArrow(&s.Arrows[i])
	}
	for i := range s.Events {
		if e := &s.Events[i]; e.Text != "" {
			c := p.t.Ink
			if e.Cause || e.Selected {
				c = p.t.Accent
			}
			p.Halo(e.TextAt.X, e.TextAt.Y, e.Text, ui(theme.SizePanel, true), ink.Align(e.Align), 2.5, p.t.Paper)
			p.Text(e.TextAt.X, e.TextAt.Y, e.Text, ui(theme.SizePanel, true), ink.Align(e.Align), c)
		}
	}
	for i := range s.Heads {
		p.row(&s.Heads[i])
	}
}

// lane is a stretch of a member's life, in the colour of its term.
func (p pen) lane(l *scene.Lifeline) {
	fill, _ := p.t.Term(l.Term)
	k := or(l.Thick, 1)
	bar := func(y, h float32) { p.Rect(l.X0, y-h/2, l.X1-l.X0, h, fill) }
	switch l.Kind {
	case scene.LaneLeader:
		bar(l.Y, 12*k)
	case scene.LaneCandidate:
		bar(l.Y-4*k, 3*k)
		bar(l.Y+4*k, 3*k)
	case scene.LaneAsking:
		bar(l.Y-3*k, 1.5*k)
		bar(l.Y+3*k, 1.5*k)
	case scene.LanePaused:
		p.DashedLine(l.X0, l.Y, l.X1, l.Y, max(1, 2*k), 3, 5, fill)
	default:
		bar(l.Y, max(1, 4*k))
	}
}

// flight is a message between two lanes.
func (p pen) flight(a *scene.Arrow) {
	c, _ := p.t.Term(a.Term)
	w := float32(1.5)
	if a.Fine {
		w = 0.75
	}
	switch {
	case a.Client:
		c = p.t.Ink
	case a.Lost:
		c = p.t.Danger
	}
	if a.Cause || a.Selected {
		w = theme.StrokeFocus
		if !a.Lost {
			c = p.t.Accent
		}
	}
	dx, dy := a.To.X-a.From.X, a.To.Y-a.From.Y
	l := float32(math.Hypot(float64(dx), float64(dy)))
	if l < 1 {
		return
	}
	if a.Lost {
		p.DashedLine(a.From.X, a.From.Y, a.To.X, a.To.Y, w, 4, 3, c)
		p.burst(a.To.X, a.To.Y, 0.75, 1)
		return
	}
	if a.Flying {
		p.Line(a.From.X, a.From.Y, a.To.X, a.To.Y, w, c)
		return
	}
	dx, dy = dx/l, dy/l
	long, wide := float32(10), float32(4)
	if a.Fine {
		long, wide = 6, 2.5
	}
	bx, by := a.To.X-long*dx, a.To.Y-long*dy
	p.Line(a.From.X, a.From.Y, bx, by, w, c)
	tip, left, right := [2]float32{a.To.X, a.To.Y}, [2]float32{bx - wide*dy, by + wide*dx}, [2]float32{bx + wide*dy, by - wide*dx}
	if !a.Reply {
		p.Mesh(c, tip, left, right)
		return
	}
	p.Mesh(p.t.Paper, tip, left, right)
	p.Polyline(theme.StrokeMember, true, c, tip, left, right)
}

// alongArrow names a message along its way.
func (p pen) alongArrow(a *scene.Arrow) {
	if a.Text == "" {
		return
	}
	dx, dy := a.To.X-a.From.X, a.To.Y-a.From.Y
	turn := float32(math.Atan2(float64(dy), float64(dx)))
	x, y := (a.From.X+a.To.X)/2, (a.From.Y+a.To.Y)/2
	sin, cos := math.Sincos(float64(turn))
	const over, rim = 6, 2.5
	x, y = x+over*float32(sin), y-over*float32(cos)
	style := ui(theme.SizeTick, true)
	for i := range 8 {
		dy, dx := math.Sincos(float64(i) * math.Pi / 4)
		p.TextTurned(x+rim*float32(dx), y+rim*float32(dy), turn, a.Text, style, ink.Middle, p.t.Paper)
	}
	p.TextTurned(x, y, turn, a.Text, style, ink.Middle, p.t.Accent)
}

// happening is an event on its lane, with a rim of paper.
func (p pen) happening(e *scene.Event) {
	c := p.t.Ink
	if e.Cause || e.Selected {
		c = p.t.Accent
	}
	k := or(e.Size, 1)
	if e.Selected {
		p.Ring(e.X, e.Y, 11*k, theme.StrokeCell, p.t.Accent)
	}
	switch e.Kind {
	case scene.EventDisk:
		p.Rect(e.X-5.5*k, e.Y-5.5*k, 11*k, 11*k, p.t.Paper)
		p.Rect(e.X-4*k, e.Y-4*k, 8*k, 8*k, c)
	case scene.EventDown:
		p.Circle(e.X, e.Y, 8*k, p.t.Paper)
		p.RoundLine(e.X-5*k, e.Y-5*k, e.X+5*k, e.Y+5*k, 2.5*k, c)
		p.RoundLine(e.X+5*k, e.Y-5*k, e.X-5*k, e.Y+5*k, 2.5*k, c)
	case scene.EventUp:
		p.Disc(e.X, e.Y, 5*k, 2*k, p.t.Paper, c)
	case scene.EventPause:
		p.Circle(e.X, e.Y, 8*k, p.t.Paper)
		p.Rect(e.X-4*k, e.Y-5*k, 3*k, 10*k, c)
		p.Rect(e.X+1*k, e.Y-5*k, 3*k, 10*k, c)
	case scene.EventViolate:
		p.Circle(e.X, e.Y, 8*k, p.t.Paper)
		p.Mesh(p.t.Danger, [2]float32{e.X, e.Y - 6*k}, [2]float32{e.X + 6*k, e.Y + 5*k}, [2]float32{e.X - 6*k, e.Y + 5*k})
	default:
		p.Circle(e.X, e.Y, 6.5*k, p.t.Paper)
		p.Circle(e.X, e.Y, 5*k, c)
	}
}
