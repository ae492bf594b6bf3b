package compose

import "raftarium/viz/scene"

// cutTable says which links between members are cut.
type cutTable struct {
	n    int
	any  bool
	bits []uint64
}

// read fills the table, and finds who is cut off from all others.
func (c *cutTable) read(b *builder) {
	for from, to := range b.w.Cuts {
		i, j := b.at(from), b.at(to)
		if i < 0 || j < 0 {
			continue
		}
		if !c.any {
			c.any, c.n = true, len(b.views)
			c.bits = append(c.bits[:0], make([]uint64, (c.n*c.n+63)/64)...)
		}
		at := i*c.n + j
		c.bits[at/64] |= 1 << (at % 64)
	}
	if !c.any || c.n < 3 {
		return
	}
	for i := range b.views {
		v := &b.views[i]
		v.alone = true
		for j := range b.views {
			v.alone = v.alone && (i == j || c.has(i, j) && c.has(j, i))
		}
	}
}

// has reports whether the link from one place to another is cut.
func (c *cutTable) has(i, j int) bool {
	if !c.any {
		return false
	}
	at := i*c.n + j
	return c.bits[at/64]>>(at%64)&1 != 0
}

// cutArcs draws the dashed arc between a member that is cut off and the others.
func (b *builder) cutArcs() {
	if !b.cuts.any || len(b.views) > smallMost {
		return
	}
	for i := range b.views {
		if !b.views[i].alone {
			continue
		}
		m := &b.s.Members[i]
		towards := angle(b.s.Ring.X-m.X, b.s.Ring.Y-m.Y)
		const half = 58.5 * degree
		cut := scene.Cut{X: m.X, Y: m.Y, R: 2.59 * m.R, From: towards - half, To: towards + half}
		if b.s.Mark < 1 {
			cut.TextSize = 12
		}
		b.s.Cuts = append(b.s.Cuts, cut)
	}
}

// cutWords says of the first two arcs what they are; where so many are, the others
// are known by then. The word stands at an end of the arc, where it has room.
func (b *builder) cutWords() {
	said := 0
	for i := range b.s.Cuts {
		c := &b.s.Cuts[i]
		if said == 2 {
			return
		}
		text := b.text("stage.cut")
		for k := 0; c.Text == "" && b.cutPlace(c, text, k); k++ {
			size := max(c.TextSize, 12)
			box := textBox(text, c.TextAt, scene.Start, size)
			if b.crowded(box, -1)+b.onChips(box)+b.onCutWords(box, i)+b.onLegend(box) == 0 {
				c.Text = text
				said++
			}
		}
	}
}

// cutPlace puts the word for an arc to the k-th of its places, and reports whether
// it has so many: at either end, outside of the arc and further out, then inside.
func (b *builder) cutPlace(c *scene.Cut, text string, k int) bool {
	const places = 5
	if k >= 2*places {
		return false
	}
	end := c.To
	if (k%2 == 0) == (b.roomAt(c, c.From) > b.roomAt(c, c.To)+4) {
		end = c.From
	}
	ring := scene.Ring{X: c.X, Y: c.Y}
	at, w := ring.At(end, c.R), textWidth(text, max(c.TextSize, 12))
	right, down := at.X > c.X, at.Y >= c.Y
	p := at
	switch k / 2 {
	case 0: // below it, or above it
		p.Y += 18
		if !down {
			p.Y = at.Y - 8
		}
	case 1: // at its side
		p.Y += 4
	case 2:
		p.Y += 10
	case 3:
		p.Y -= 4
	case 4: // at the other side of the end
		right = !right
	}
	const gap = 4
	if p.X += gap; !right {
		p.X -= w + 2*gap
	}
	c.TextAt = scene.Point{X: clamp(p.X, 4, b.lay.ring.X+b.lay.ring.W-w-10), Y: clamp(p.Y, 14, b.lay.ring.Y+b.lay.ring.H)}
	return true
}

// roomAt is how far an end of an arc is from the nearest member but its own.
func (b *builder) roomAt(c *scene.Cut, end float32) float32 {
	least, at := float32(1e6), (scene.Ring{X: c.X, Y: c.Y}).At(end, c.R)
	for i := range b.s.Members {
		if m := b.centre(i); m.X != c.X || m.Y != c.Y {
			least = min(least, distance(m, at))
		}
	}
	return least
}

// onCutWords is how much of a box lies on the words for so many arcs.
func (b *builder) onCutWords(box scene.Rect, arcs int) (area float32) {
	for i := range b.s.Cuts[:arcs] {
		c := &b.s.Cuts[i]
		area += shared(box, textBox(c.Text, c.TextAt, scene.Start, max(c.TextSize, 12)), wordsApart)
	}
	return area
}

// onChips is how much of a box lies on the letters of clients.
func (b *builder) onChips(box scene.Rect) (area float32) {
	for i := range b.s.Members {
		for k := range b.s.Members[i].Clients {
			area += shared(box, chipBox(&b.s.Members[i].Clients[k]), chipsApart)
		}
	}
	return area
}

// cutChords draws the single links that are cut: those of members that are cut
// off from all others have their arc instead.
func (b *builder) cutChords() {
	if !b.cuts.any || len(b.views) > smallMost {
		return
	}
	slashes := len(b.views) <= fullMost
	for i := range b.views {
		for j := i + 1; j < len(b.views); j++ {
			there, back := b.cuts.has(i, j), b.cuts.has(j, i)
			if !there && !back || b.views[i].alone || b.views[j].alone {
				continue
			}
			from, to := i, j
			if !there {
				from, to = j, i
			}
			c := scene.Chord{From: b.centre(from), To: b.centre(to), Dashed: true, Slashes: slashes && there && back, OneWay: there != back}
			if c.OneWay { // the bar stands clear of the name
				c.To = b.edge(from, to, 14)
			}
			b.s.Chords = append(b.s.Chords, c)
		}
	}
}
