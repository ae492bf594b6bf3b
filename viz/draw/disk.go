package draw

import (
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// disk draws what is on the disks, from below: what is gone, blocks, entries, edges,
// heads.
func (p pen) disk(d *scene.Disk) {
	for i := range d.Heads {
		p.row(&d.Heads[i])
	}
	for i := range d.Gone {
		g := &d.Gone[i]
		p.Hatch(g.X, g.Y, g.W, g.H, 1, 8, p.t.Line)
	}
	for i := range d.Hard {
		p.hardState(&d.Hard[i])
	}
	for i := range d.Folds {
		p.fold(&d.Folds[i])
	}
	for i := range d.Records {
		p.record(&d.Records[i])
	}
	for i := range d.Entries {
		p.written(&d.Entries[i])
	}
	for i := range d.Records {
		p.overRecord(&d.Records[i])
	}
	for i := range d.Entries {
		e := &d.Entries[i]
		p.marked(e.Box, e.Selected, false)
	}
	for i := range d.Edges {
		e := &d.Edges[i]
		switch {
		case e.Lost:
			p.DashedLine(e.X, e.Top, e.X, e.Bottom, theme.StrokeCell, 5, 3, p.t.Danger)
		case e.Kept:
			p.DashedLine(e.X, e.Top, e.X, e.Bottom, theme.StrokeHair, 3, 3, p.t.Ink3)
		default:
			p.VLine(e.X, e.Top, e.Bottom, theme.StrokeHair, p.t.Line)
		}
	}
}

// block is a box in a term's colour: solid if durable, else hatched. It returns the
// colour of what is written on it.
func (p pen) block(b scene.Rect, term uint64, durable bool) theme.Colour {
	fill, text := p.t.Term(term)
	corner := min(theme.CornerCell, b.W/4)
	if durable {
		p.RoundRect(b.X, b.Y, b.W, b.H, corner, fill)
		return text
	}
	if b.W < 6 || b.H < 6 {
		p.Rect(b.X, b.Y, b.W, b.H, fill)
		p.Rect(b.X, b.Y+b.H/3, b.W, b.H/3, p.t.Paper)
		return p.t.Ink
	}
	p.RoundRect(b.X+1, b.Y+1, b.W-2, b.H-2, corner, p.t.Paper)
	p.Hatch(b.X+1, b.Y+1, b.W-2, b.H-2, 2, 6, fill)
	p.RoundOutline(b.X+1, b.Y+1, b.W-2, b.H-2, corner, theme.StrokeCell, fill)
	return p.t.Ink
}

// onBlock writes into a block, with a rim of paper over a hatch.
func (p pen) onBlock(b scene.Rect, text string, size float32, durable bool, c theme.Colour) {
	x, y := b.X+b.W/2, b.Y+b.H/2+0.36*size
	if !durable {
		p.Halo(x, y, text, mono(size, true), ink.Middle, 2.5, p.t.Paper)
	}
	p.TextWithin(x, y, b.W-3, text, mono(size, true), c)
}

func (p pen) hardState(h *scene.HardState) {
	text := p.block(h.Box, h.Term, h.Durable)
	if h.TermText != "" {
		p.onBlock(h.Box, h.TermText, theme.SizePanel, h.Durable, text)
	}
	p.Text(h.VoteX, h.Box.Y+h.Box.H/2+4.5, h.Vote, ui(theme.SizeTick, false), ink.Start, p.t.Ink2)
	p.marked(h.Box, h.Selected, false)
}

// record is the block of a record, around its entries.
func (p pen) record(r *scene.DiskRecord) {
	b := r.Box
	if b.W < 4 {
		return
	}
	edge := p.t.Line
	switch r.State {
	case scene.RecordCorrupt, scene.RecordTorn:
		edge = p.t.Danger
	case scene.RecordWriting, scene.RecordWaiting:
		p.RoundRect(b.X, b.Y, b.W, b.H, theme.CornerCell, p.t.Paper)
		p.dashedBox(b.X+0.5, b.Y+0.5, b.W-1, b.H-1, p.t.Ink3)
		return
	}
	p.Box(b.X+0.5, b.Y+0.5, b.W-1, b.H-1, min(theme.CornerCell, b.W/4), 1, p.t.Sunken, edge)
}

// overRecord is what is drawn over a record's entries: what is wrong with it, how
// far its writing is, and its selection.
func (p pen) overRecord(r *scene.DiskRecord) {
	b := r.Box
	if r.Empty {
		in := scene.Rect{X: b.X + 2, Y: b.Y + 2, W: max(1, b.W-4), H: max(1, b.H-4)}
		p.block(in, r.Term, r.State == scene.RecordDurable)
	}
	switch r.State {
	case scene.RecordCorrupt:
		p.RoundOutline(b.X, b.Y, b.W, b.H, theme.CornerCell, theme.StrokeCell, p.t.Danger)
		arm := min(min(b.W, b.H)/2-2, 8)
		x, y := b.X+b.W/2, b.Y+b.H/2
		p.RoundLine(x-arm, y-arm, x+arm, y+arm, theme.StrokeFocus, p.t.Danger)
		p.RoundLine(x+arm, y-arm, x-arm, y+arm, theme.StrokeFocus, p.t.Danger)
	case scene.RecordTorn:
		p.tornEdge(b.X+b.W, b.Y, b.H)
	case scene.RecordWriting:
		p.Rect(b.X, b.Y+b.H+2, b.W, 4, p.t.Hair)
		p.Rect(b.X, b.Y+b.H+2, b.W*min(max(r.Progress, 0), 1), 4, p.t.Ink)
	}
	if r.Tears {
		p.tornEdge(b.X+b.W/2, b.Y, b.H)
	}
	if r.Text != "" {
		p.Text(b.X, b.Y+b.H+18, r.Text, ui(theme.SizeTick, false), ink.Start, p.t.Ink3)
	}
	p.marked(b, r.Selected, false)
}

// tornEdge is where a record breaks off.
func (p pen) tornEdge(x, y, h float32) {
	step := h / 6
	points := make([][2]float32, 0, 7)
	for i := range 7 {
		dx := float32(-2)
		if i%2 == 1 {
			dx = 2
		}
		points = append(points, [2]float32{x + dx, y + float32(i)*step})
	}
	p.Polyline(theme.StrokeCell, false, p.t.Danger, points...)
}

// written is an entry in a record.
func (p pen) written(e *scene.DiskEntry) {
	fill, _ := p.t.Term(e.Term)
	b := e.Box
	if e.Replaced {
		if b.W < 6 || b.H < 6 {
			p.Rect(b.X, b.Y+b.H/3, b.W, b.H/3, fill)
			return
		}
		p.Box(b.X+1, b.Y+1, b.W-2, b.H-2, min(theme.CornerCell, b.W/4), theme.StrokeCell, p.t.Paper, fill)
		p.onBlock(b, e.Text, theme.SizeTick, true, p.t.Ink3)
		p.Line(b.X+3, b.Y+b.H-3, b.X+b.W-3, b.Y+3, theme.StrokeMember, p.t.Ink)
		return
	}
	text := p.block(b, e.Term, e.Durable)
	if e.Text != "" {
		p.onBlock(b, e.Text, theme.SizeTick, e.Durable, text)
	}
}
