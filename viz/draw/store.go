package draw

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// store draws the store of a member, from below: hatch, rows, lines, cells, the
// two upright lines, what stands beside the grid, heads.
func (p pen) store(s *scene.Store) {
	for i := range s.Heads {
		p.row(&s.Heads[i])
	}
	for i := range s.Rows {
		p.keyRow(&s.Rows[i], s.Grid.X+s.Grid.W)
	}
	for i := range s.Tree {
		p.keyRow(&s.Tree[i], s.TreeBox.X+s.TreeBox.W)
	}
	for i := range s.TreeTimes {
		p.lease(&s.TreeTimes[i])
	}
	if s.Hatched.W > 0 {
		p.Hatch(s.Hatched.X, s.Hatched.Y, s.Hatched.W, s.Hatched.H, 1, 8, p.t.Hair)
	}
	for i := range s.Columns {
		p.revision(&s.Columns[i])
	}
	for i := range s.Generations {
		g := &s.Generations[i]
		if g.Gone {
			p.DashedLine(g.X0, g.Y, g.X1, g.Y, theme.StrokeMember, 3, 3, p.t.Line)
		} else {
			p.HLine(g.X0, g.X1, g.Y, theme.StrokeMember, p.t.Ink3)
		}
	}
	for i := range s.Changes {
		p.change(&s.Changes[i])
	}
	if s.Compacted > 0 {
		p.VLine(s.Compacted, s.Grid.Y, s.LineBottom, theme.StrokeCell, p.t.Ink)
	}
	if s.Now > 0 {
		p.VLine(s.Now, s.Grid.Y-8, s.LineBottom, theme.StrokeCell, p.t.Accent)
	}
	for i := range s.Changes {
		c := &s.Changes[i]
		p.marked(c.Box, c.Selected, false)
	}
	for i := range s.Branches {
		r := &s.Branches[i]
		p.Line(r.From.X, r.From.Y, r.To.X, r.To.Y, or(r.Width, theme.StrokeHair), Tone(p.t, r.Tone))
	}
	for i := range s.Nodes {
		p.indexNode(&s.Nodes[i])
	}
	for i := range s.Leases {
		p.lease(&s.Leases[i])
	}
	for i := range s.Watchers {
		p.watcher(&s.Watchers[i])
	}
}

// keyRow is the name of a key and the hairline below its row, up to the right edge
// of all rows.
func (p pen) keyRow(r *scene.KeyRow, right float32) {
	if r.Selected {
		p.Rect(r.Box.X, r.Box.Y, right-r.Box.X, r.Box.H, p.t.AccentSoft)
	}
	p.HLine(r.Box.X, right, r.Box.Y+r.Box.H, theme.StrokeHair, p.t.Hair)
	c := p.t.Ink
	if r.Quiet {
		c = p.t.Ink3
	}
	p.Text(r.TextX, r.Box.Y+r.Box.H/2+0.36*r.Size, r.Text, mono(r.Size, !r.Quiet), ink.Start, c)
}

// revision is the number over a column.
func (p pen) revision(c *scene.Column) {
	tone := p.t.Ink3
	switch {
	case c.Followed:
		tone = p.t.Accent
	case c.Known:
		tone = p.t.Ink
	}
	p.Text(c.X, c.Y, c.Text, ui(or(c.Size, theme.SizeTick), c.Known || c.Followed), ink.Middle, tone)
}

func (p pen) change(c *scene.Change) {
	fill, text := p.t.Term(c.Term)
	if c.Term == 0 {
		fill, text = p.t.Line, p.t.Ink
	}
	b := c.Box
	x, y, w, h := b.X+1, b.Y+1, b.W-2, b.H-2
	switch c.Kind {
	case scene.ChangePut:
		p.RoundRect(b.X, b.Y, b.W, b.H, min(theme.CornerCell, b.W/3), fill)
	case scene.ChangeGone:
		text = p.t.Ink3
		p.RoundRect(b.X, b.Y, b.W, b.H, theme.CornerCell, p.t.Paper)
		p.dashedBox(x, y, w, h, p.t.Line)
	default:
		text = p.t.Ink3
		if b.W < 5 {
			p.Rect(b.X, b.Y, b.W, b.H, fill)
			p.Rect(b.X, b.Y+h/4, b.W, h/2, p.t.Paper)
			break
		}
		p.Box(x, y, w, h, min(theme.CornerCell, w/3), theme.StrokeCell, p.t.Paper, fill)
	}
	if c.Kind == scene.ChangeTombstone || c.Kind == scene.ChangePendingTombstone {
		cross := p.t.Ink
		if c.Kind == scene.ChangePendingTombstone {
			cross = p.t.Ink3
		}
		p.tombstone(b.X+b.W/2, b.Y+b.H/2, min(min(w, h)/2-3, 5), cross)
		return
	}
	p.TextWithin(b.X+b.W/2, b.Y+b.H/2+0.36*c.Size, b.W-4, c.Text, ui(c.Size, false), text)
}

// tombstone is the cross of what was deleted.
func (p pen) tombstone(x, y, arm float32, c theme.Colour) {
	if arm < 2 {
		return
	}
	p.RoundLine(x-arm, y-arm, x+arm, y+arm, theme.StrokeCell, c)
	p.RoundLine(x+arm, y-arm, x-arm, y+arm, theme.StrokeCell, c)
}

// dashedBox is the outline of what was and is not any more.
func (p pen) dashedBox(x, y, w, h float32, c theme.Colour) {
	p.DashedLine(x, y, x+w, y, 1, 3, 2, c)
	p.DashedLine(x, y+h, x+w, y+h, 1, 3, 2, c)
	p.DashedLine(x, y, x, y+h, 1, 3, 2, c)
	p.DashedLine(x+w, y, x+w, y+h, 1, 3, 2, c)
}

func (p pen) indexNode(n *scene.IndexNode) {
	edge := p.t.Ink
	if n.Selected {
		edge = p.t.Accent
	}
	b := n.Box
	if len(n.Keys) == 0 {
		p.Rect(b.X, b.Y, b.W, b.H, p.t.Sunken)
		p.Rect(b.X, b.Y+b.H*(1-n.Fill), b.W, b.H*n.Fill, edge)
		return
	}
	p.Box(b.X+0.5, b.Y+0.5, b.W-1, b.H-1, theme.CornerCell, theme.StrokeMember, p.t.Paper, edge)
	for i := range n.Keys {
		k := &n.Keys[i]
		if k.Selected {
			p.Rect(k.Box.X+1.5, k.Box.Y+1.5, k.Box.W-3, k.Box.H-3, p.t.AccentSoft)
		}
		if right := k.Box.X + k.Box.W; right < b.X+b.W-2 {
			p.VLine(right, k.Box.Y, k.Box.Y+k.Box.H, theme.StrokeHair, p.t.Ink)
		}
		if below := k.Box.Y + k.Box.H; below < b.Y+b.H-2 {
			p.HLine(k.Box.X, k.Box.X+k.Box.W, below, theme.StrokeHair, p.t.Hair)
		}
		c := p.t.Ink
		switch {
		case k.Selected:
			c = p.t.Accent
		case k.Quiet:
			c = p.t.Ink3
		}
		p.TextWithin(k.Box.X+k.Box.W/2, k.Box.Y+k.Box.H/2+4.5, k.Box.W-6, k.Text, mono(theme.SizeTick, false), c)
	}
}

// lease is a ring that drains anticlockwise to 12 o'clock.
func (p pen) lease(l *scene.Lease) {
	width := min(6, 0.6*l.R)
	r := l.R - width/2
	p.Ring(l.X, l.Y, r, width, p.t.Hair)
	c := p.t.Ink
	if l.Alarm {
		c = p.t.Danger
	}
	if l.Left > 0 {
		p.Arc(l.X, l.Y, r, 0, min(l.Left, 1)*2*math.Pi, width, c)
	}
	if l.Left < 0 {
		c = p.t.Ink3
	}
	p.Text(l.X, l.Y+0.36*l.Size, l.Seconds, ui(l.Size, l.Left >= 0), ink.Middle, c)
	if l.Selected {
		p.Ring(l.X, l.Y, l.R+2, theme.StrokeCell, p.t.Accent)
	}
	p.Text(l.TextX, l.Y-4, l.Title, mono(theme.SizeTick, false), ink.Start, p.t.Ink)
	p.Text(l.TextX, l.Y+13, l.Detail, ui(theme.SizeTick, false), ink.Start, p.t.Ink2)
}

// watcher is a triangle at a place in history.
func (p pen) watcher(w *scene.Watcher) {
	p.HLine(w.Left, w.Right, w.Y, theme.StrokeHair, p.t.Hair)
	if w.From < w.At {
		p.HLine(w.From, w.At, w.Y, theme.StrokeCell, p.t.Ink)
	}
	p.place(w.At, w.Y, w.Behind)
	if w.Selected {
		p.Ring(w.At, w.Y, 9, theme.StrokeCell, p.t.Accent)
	}
	style := ui(theme.SizeTick, false)
	wide := p.Measure(w.Text, style)
	x := w.TextX
	if w.Align == scene.End {
		x -= wide
	}
	p.Rect(x-3, w.Y-1.5, wide+6, 3, p.t.Paper) // the line does not go on between the words
	p.Halo(w.TextX, w.Y+4.5, w.Text, style, ink.Align(w.Align), 2.5, p.t.Paper)
	p.Text(w.TextX, w.Y+4.5, w.Text, style, ink.Align(w.Align), p.t.Ink2)
}

func (p pen) place(x, y float32, hollow bool) {
	a, b, c := [2]float32{x, y - 5}, [2]float32{x + 6, y + 5}, [2]float32{x - 6, y + 5}
	if !hollow {
		p.Mesh(p.t.Ink, a, b, c)
		return
	}
	p.Mesh(p.t.Paper, a, b, c)
	p.Polyline(theme.StrokeMember, true, p.t.Ink, a, b, c)
}
