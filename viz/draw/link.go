package draw

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

func (p pen) chord(c *scene.Chord) {
	a, b := c.From, c.To
	if c.Arrow {
		p.handover(a, b)
		return
	}
	if c.Dashed {
		p.DashedLine(a.X, a.Y, b.X, b.Y, 1, 2, 4, p.t.Hair)
	} else {
		p.Line(a.X, a.Y, b.X, b.Y, 1.5, p.t.Hair)
	}
	dx, dy := b.X-a.X, b.Y-a.Y
	l := float32(math.Hypot(float64(dx), float64(dy)))
	if l == 0 {
		return
	}
	dx, dy = dx/l, dy/l
	if c.Slashes {
		mx, my := (a.X+b.X)/2, (a.Y+b.Y)/2
		for _, s := range [2]float32{-3, 3} {
			// A slash leans by 60° over the chord.
			x, y := mx+dx*s*p.mark, my+dy*s*p.mark
			ux, uy := (0.5*dx-0.87*dy)*8*p.mark, (0.5*dy+0.87*dx)*8*p.mark
			p.Line(x-ux, y-uy, x+ux, y+uy, 2*p.mark, p.t.Ink)
		}
	}
	if c.OneWay {
		x, y, u := b.X-dx*10*p.mark, b.Y-dy*10*p.mark, 8*p.mark
		p.Line(x-dy*u, y+dx*u, x+dy*u, y-dx*u, 2*p.mark, p.t.Ink)
	}
}

// handover is the way that leadership takes: an ink line with an open point.
func (p pen) handover(a, b scene.Point) {
	dx, dy := b.X-a.X, b.Y-a.Y
	l := float32(math.Hypot(float64(dx), float64(dy)))
	if l == 0 {
		return
	}
	dx, dy = dx/l*p.mark, dy/l*p.mark
	p.Line(a.X, a.Y, b.X, b.Y, 2*p.mark, p.t.Ink)
	p.Polyline(2*p.mark, false, p.t.Ink, [2]float32{b.X - 9*dx - 6*dy, b.Y - 9*dy + 6*dx}, [2]float32{b.X, b.Y},
		[2]float32{b.X - 9*dx + 6*dy, b.Y - 9*dy - 6*dx})
}

func (p pen) cut(c *scene.Cut) {
	p.DashedArc(c.X, c.Y, c.R, c.From, c.To, 2*p.mark, 7, 5, p.t.Ink)
	p.Text(c.TextAt.X, c.TextAt.Y, c.Text, ui(or(c.TextSize, theme.SizePanel), false), ink.Start, p.t.Ink2)
}

func (p pen) trail(m *scene.Message) {
	if m.Tail == m.At {
		return
	}
	if m.Lost {
		p.DashedLine(m.Tail.X, m.Tail.Y, m.At.X, m.At.Y, 2*p.mark, 3, 3, p.t.Danger)
		return
	}
	fill, _ := p.t.Term(m.Term)
	if m.Kind == scene.ClientRequest || m.Kind == scene.ClientAnswer {
		fill = p.t.Ink
	}
	p.Line(m.Tail.X, m.Tail.Y, m.At.X, m.At.Y, 2*p.mark, fill)
}

func (p pen) message(m *scene.Message) {
	if m.Lost {
		p.burst(m.At.X, m.At.Y, p.mark, m.Burst)
		p.ringed(m)
		return
	}
	fill, text := p.t.Term(m.Term)
	if m.Kind == scene.ClientRequest || m.Kind == scene.ClientAnswer {
		p.chip(m.At.X, m.At.Y, 18*p.mark, m.Label, m.Kind == scene.ClientRequest)
		p.ringed(m)
		return
	}
	if m.Duplicate {
		sin, cos := math.Sincos(float64(m.Turn))
		p.form(m, m.At.X-3*float32(sin), m.At.Y+3*float32(cos), p.t.Paper, text, false)
	}
	p.form(m, m.At.X, m.At.Y, fill, text, true)
	p.ringed(m)
}

// ringed marks the message that is selected.
func (p pen) ringed(m *scene.Message) {
	if m.Selected {
		p.Ring(m.At.X, m.At.Y, 15*p.mark, theme.StrokeCell, p.t.Accent)
	}
}

// form is the shape of a message's kind; without its sign it is the outline of
// a duplicate.
func (p pen) form(m *scene.Message, x, y float32, fill, text theme.Colour, sign bool) {
	k := p.mark
	colour, _ := p.t.Term(m.Term)
	switch m.Kind {
	case scene.AppendEntries:
		if k >= 1.5 { // a presenter's number is not below 22
			k *= 1.25
		}
		style := mono(max(12*k, theme.SizeTick), true)
		w, h := 20*k, 16*k
		if m.Label != "" {
			w = max(w, p.Measure(m.Label, style)+8*k)
		}
		p.Box(x-w/2, y-h/2, w, h, theme.CornerCell, theme.StrokeMessage, fill, p.t.Ink)
		if sign {
			p.Text(x, y+0.375*style.Size, m.Label, style, ink.Middle, text)
		}
	case scene.RequestVote:
		p.Diamond(x, y, 9*k, theme.StrokeMessage, fill, p.t.Ink)
	case scene.PreVote:
		p.Diamond(x, y, 9*k, theme.StrokeMessage, p.t.Paper, p.t.Ink)
		if r := 9*k - 1; sign {
			p.Polygon(fill, [2]float32{x, y - r}, [2]float32{x, y + r}, [2]float32{x - r, y})
			p.VLine(x, y-r, y+r, 1, p.t.Ink)
		}
	case scene.InstallSnapshot:
		p.Box(x-5.5*k, y-10*k, 16.4*k, 12.7*k, theme.CornerCell, theme.StrokeMessage, p.t.Paper, p.t.Ink)
		p.Box(x-10*k, y-6.4*k, 18.2*k, 14.5*k, theme.CornerCell, theme.StrokeMessage, fill, p.t.Ink)
	case scene.TimeoutNow:
		p.arrow(x, y, m.Turn, k, fill)
	case scene.Reply:
		p.Disc(x, y, 8*k, theme.StrokeReply, p.t.Paper, colour)
		p.verdict(x, y, 4*k, m.Success, sign)
	case scene.VoteReply:
		p.Diamond(x, y, 10*k, theme.StrokeReply, p.t.Paper, colour)
		p.verdict(x, y, 4*k, m.Success, sign)
	case scene.ReadIndex:
		p.Disc(x, y, 5*k, theme.StrokeMessage, fill, p.t.Ink)
		p.Circle(x, y, 2*k, p.t.Paper)
	case scene.Mote:
		p.Disc(x, y, 3, 1, fill, p.t.Ink)
	default:
		p.Disc(x, y, 5*k, theme.StrokeMessage, fill, p.t.Ink)
	}
}

// verdict is + or − in ink.
func (p pen) verdict(x, y, arm float32, success, sign bool) {
	if !sign {
		return
	}
	p.Line(x-arm, y, x+arm, y, 2, p.t.Ink)
	if success {
		p.Line(x, y-arm, x, y+arm, 2, p.t.Ink)
	}
}

// arrow is the triangle that points along a direction.
func (p pen) arrow(x, y, turn, k float32, fill theme.Colour) {
	sin64, cos64 := math.Sincos(float64(turn))
	sin, cos := float32(sin64), float32(cos64)
	at := func(along, aside float32) [2]float32 {
		return [2]float32{x + (sin*along+cos*aside)*k, y + (-cos*along+sin*aside)*k}
	}
	a, b, c := at(9, 0), at(-7.3, 8.2), at(-7.3, -8.2)
	p.Mesh(fill, a, b, c)
	p.Polyline(theme.StrokeMessage, true, p.t.Ink, a, b, c)
}

// burst is where a message was lost: eight rays that come out.
func (p pen) burst(x, y, k, progress float32) {
	for i := range 8 {
		sin, cos := math.Sincos(0.2 + float64(i)*math.Pi/4)
		dx, dy := float32(cos)*k, float32(sin)*k
		out := 5 + 7*min(max(progress, 0), 1)
		p.RoundLine(x+dx*5, y+dy*5, x+dx*out, y+dy*out, theme.StrokeReply, p.t.Danger)
	}
	p.Circle(x, y, 2.5*k, p.t.Danger)
}
