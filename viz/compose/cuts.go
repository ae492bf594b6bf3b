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
	if !b.cuts.any {
		return
	}
	said := 0
	for i := range b.views {
		if !b.views[i].alone || len(b.views) > smallMost {
			continue
		}
		m := &b.s.Members[i]
		r := 2.59 * m.R
		towards := angle(b.s.Ring.X-m.X, b.s.Ring.Y-m.Y)
		const half = 58.5 * degree
		cut := scene.Cut{X: m.X, Y: m.Y, R: r, From: towards - half, To: towards + half}
		if b.s.Mark < 1 {
			cut.TextSize = 12
		}
		ring := scene.Ring{X: m.X, Y: m.Y}
		ends := [2]scene.Point{ring.At(cut.To, r), ring.At(cut.From, r)}
		if b.room(i, ends[1]) > b.room(i, ends[0])+4 {
			ends[0], ends[1] = ends[1], ends[0]
		}
		for _, end := range ends {
			if said >= 2 {
				break // where so many are, the arcs are known by then
			}
			if cut.TextAt = b.cutText(m, end); !b.written(cut.TextAt, b.text("stage.cut"), 12) {
				cut.Text = b.text("stage.cut")
				said++
				break
			}
		}
		b.s.Cuts = append(b.s.Cuts, cut)
	}
}

// cutText is where the word stands at an end of the arc around a member.
func (b *builder) cutText(m *scene.Member, end scene.Point) scene.Point {
	w := textWidth(b.text("stage.cut"), 12)
	at := scene.Point{X: end.X - w, Y: end.Y + 18} // outside of the arc
	if end.X > m.X {
		at.X = end.X
	}
	if end.Y < m.Y {
		at.Y = end.Y - 8
	}
	if b.s.Mark < 1 {
		at = scene.Point{X: end.X - 10 - w, Y: end.Y + 3}
		if m.X > b.s.Ring.X {
			at.X = end.X + 6
		}
	}
	return scene.Point{X: clamp(at.X, 4, b.lay.ring.X+b.lay.ring.W-w-10), Y: clamp(at.Y, 14, b.lay.ring.Y+b.lay.ring.H)}
}

// written reports whether a text would stand on a member, its name or its note.
func (b *builder) written(at scene.Point, text string, size float32) bool {
	box := scene.Rect{X: at.X, Y: at.Y - 0.8*size, W: textWidth(text, size), H: size}
	for i := range b.s.Members {
		m := &b.s.Members[i]
		near := scene.Point{X: clamp(m.X, box.X, box.X+box.W), Y: clamp(m.Y, box.Y, box.Y+box.H)}
		if distance(near, scene.Point{X: m.X, Y: m.Y}) < m.R+4 {
			return true
		}
		for _, o := range [2]scene.Rect{nameBox(m), noteBox(m)} {
			if overlap(box, o) {
				return true
			}
		}
	}
	return false
}

// room is how far a point is from the nearest other member.
func (b *builder) room(i int, p scene.Point) float32 {
	least := float32(1e6)
	for j := range b.s.Members {
		if j != i {
			least = min(least, distance(b.centre(j), p))
		}
	}
	return least
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
