package draw

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// cellType is how large a cell's number and tick are, by the cell's size.
func cellType(c *scene.Cell) (number, tick float32) {
	switch {
	case c.H >= 50:
		return 28, 1.35
	case c.H >= 36:
		return 15, 1
	case c.W >= 44:
		return 15, 0.8
	case c.H >= 28:
		return 14, 0.8
	}
	return 13, 0.8
}

func (p pen) cell(c *scene.Cell) {
	if c.State == scene.None {
		p.Rect(c.X+c.W/2-1.5, c.Y+c.H/2-1.5, 3, 3, p.t.Hair)
		return
	}
	colour, text := p.t.Term(c.Term)
	x, y, w, h := c.X+1, c.Y+1, c.W-2, c.H-2
	two := c.Key != "" && c.W >= 48 && c.H >= 36 && c.H < 50
	number, tick := cellType(c)
	centre, middle := c.X+c.W/2, c.Y+c.H/2
	if !two && c.W < 3*number {
		centre -= 4 * max(p.mark, 1)
	}
	filled := float32(0)
	switch c.State {
	case scene.Uncommitted:
		text = p.t.Ink
		p.Box(x, y, w, h, theme.CornerCell, theme.StrokeCell, p.t.Paper, colour)
	case scene.NotDurable:
		text = p.t.Ink
		p.RoundRect(x, y, w, h, theme.CornerCell, p.t.Paper)
		p.Hatch(x, y, w, h, 2, 6, colour)
		p.RoundOutline(x, y, w, h, theme.CornerCell, theme.StrokeCell, colour)
		switch {
		case two:
			p.Rect(centre-10, y+1, 20, 19, p.t.Paper)
			p.Rect(x+1, middle, w-2, h/2-1, p.t.Paper)
		case c.W >= 18:
			p.Rect(centre-number/2, c.Y+3, number, c.H-6, p.t.Paper)
		}
	default:
		filled = 1
		if c.Fill > 0 && c.Fill < 1 {
			filled = c.Fill
			p.Box(x, y, w, h, theme.CornerCell, theme.StrokeCell, p.t.Paper, colour)
			p.RoundRect(c.X, c.Y, c.W*filled, c.H, theme.CornerCell+1, colour)
			if filled < 0.5 {
				text = p.t.Ink
			}
		} else {
			p.RoundRect(c.X, c.Y, c.W, c.H, theme.CornerCell+1, colour)
		}
	}
	if c.W >= 18 {
		base := middle + 0.36*number
		if two {
			base = middle - 2.7
			p.TextWithin(centre, middle+12.2, c.W-6, c.Key, ui(theme.SizeTick, false), text)
		}
		p.Text(centre, base, c.Text, mono(number, true), ink.Middle, text)
		if c.State == scene.Applied && filled == 1 {
			progress := c.Tick
			if progress <= 0 {
				progress = 1
			}
			p.tick(c.X+c.W-13*tick, c.Y+8*tick, tick, 1.2*tick+0.4, progress, text)
		}
	}
	if c.Overwritten {
		p.Line(c.X+4, c.Y+c.H-4, c.X+c.W-4, c.Y+4, theme.StrokeReply, p.t.Danger)
	}
}

// marked outlines a box that is selected or violates a property.
func (p pen) marked(b scene.Rect, selected, violates bool) {
	out := float32(0)
	around := func(gap, w float32, c theme.Colour) {
		d := out + gap + w/2
		p.RoundOutline(b.X-d, b.Y-d, b.W+2*d, b.H+2*d, theme.CornerCell+1+d, w, c)
		out = d + w/2
	}
	if violates {
		around(0, 4, p.t.Danger)
	}
	if selected {
		around(0, theme.StrokeCell, p.t.Accent)
	}
}

// tick is drawn from its left end as far as progress.
func (p pen) tick(x, y, k, w, progress float32, c theme.Colour) {
	if progress >= 1 {
		p.Tick(x, y, k, w, c)
		return
	}
	down := [2]float32{ink.TickDown[0] * k, ink.TickDown[1] * k}
	up := [2]float32{ink.TickUp[0] * k, ink.TickUp[1] * k}
	short := float32(math.Hypot(float64(down[0]), float64(down[1])))
	long := float32(math.Hypot(float64(up[0]), float64(up[1])))
	length := progress * (short + long)
	a := min(length/short, 1)
	p.RoundLine(x, y, x+down[0]*a, y+down[1]*a, w, c)
	if b := (length - short) / long; b > 0 {
		x, y = x+down[0], y+down[1]
		p.RoundLine(x, y, x+up[0]*b, y+up[1]*b, w, c)
	}
}
