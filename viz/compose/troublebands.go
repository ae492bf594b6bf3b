package compose

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// troubleH is the height of the thin bands below the bands of the terms, and
// troubleLeast the least width at which one is seen, however short it was.
const troubleH, troubleLeast = 6, 4

// thin places a band below those of the terms, from x to end.
func (l *scrubberLayout) thin(x, end float32) scene.Rect {
	if end-x < troubleLeast {
		x = clamp(x, l.left, l.right-troubleLeast)
		end = x + troubleLeast
	}
	return scene.Rect{X: x, Y: l.bands + l.bandH + 3, W: end - x, H: troubleH}
}

// noQuorumBands draws when no majority was in touch.
func (b *builder) noQuorumBands(span Span) {
	marks, since, lost := b.in.Lab.Marks(), sim.Time(0), false
	for i := range marks {
		switch m := &marks[i]; m.Kind {
		case lab.MarkNoQuorum:
			since, lost = m.Time, true
		case lab.MarkQuorum, lab.MarkSetup:
			if lost {
				b.band(span, scene.NoQuorumBand, reign{}, since, m.Time)
			}
			lost = false
		}
	}
	if lost {
		b.band(span, scene.NoQuorumBand, reign{}, since, b.in.Lab.Frontier())
	}
}

// nameTrouble writes beside the thin bands what they are: left of where they begin,
// or right of where they end, where nothing else is, be it the name of a break; else upon them.
func (b *builder) nameTrouble() {
	l, bands := &b.lay.scrubber, b.s.Scrubber.Bands
	var taken []scene.Rect
	for i := range bands {
		if k := bands[i].Kind; k == scene.StaleBand || k == scene.NoQuorumBand {
			taken = append(taken, bands[i].Box)
		}
	}
	for i := range b.s.Scrubber.Breaks {
		c := &b.s.Scrubber.Breaks[i]
		name := scene.Rect{X: c.TextX, Y: l.thin(0, 0).Y, W: textWidth(c.Text, 12), H: troubleH}
		if c.Align == scene.End {
			name.X -= name.W
		}
		taken = append(taken, name)
	}
	for i := range bands {
		o := &bands[i]
		words := []string{b.text("stage.no-quorum")}
		switch o.Kind {
		case scene.NoQuorumBand:
		case scene.StaleBand:
			words = []string{b.text("stage.stale-leader")}
			if o.Twice {
				words = []string{b.text("stage.two-leaders", narrate.Num("term", int(o.Term)))}
			} else if name := lab.NameOf(b.w, sim.Node(o.Leader)); name != "" {
				words = []string{b.text("stage.stale-of", narrate.Str("member", name)), words[0]}
			}
		default:
			continue
		}
		for _, text := range words {
			w := textWidth(text, 12) * bold
			left := scene.Rect{X: o.Box.X - 6 - w, Y: o.Box.Y, W: w, H: o.Box.H}
			right := scene.Rect{X: o.Box.X + o.Box.W + 6, Y: o.Box.Y, W: w, H: o.Box.H}
			o.NameAt.Y = o.Box.Y + 9
			switch {
			case left.X >= l.left && !overlaps(taken, left):
				o.Name, o.NameAt.X, o.NameAlign = text, left.X+w, scene.End
				taken = append(taken, left)
			case right.X+w <= l.right && !overlaps(taken, right):
				o.Name, o.NameAt.X, o.NameAlign = text, right.X, scene.Start
				taken = append(taken, right)
			case o.Box.W > w+24:
				o.Name, o.NameAt.X, o.NameAlign = text, o.Box.X+12, scene.Start
			default:
				continue
			}
			break
		}
	}
}
