package compose

import (
	"math"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Span is a stretch of time as the scrubber shows it: From is at Left, To at
// Right.
type Span struct {
	From, To    sim.Time
	Left, Right float32
}

// ScrubberSpan returns which part of time the scrubber of an input shows, and
// where. Without a choice of the viewer it is all of it, up to the end of the
// interval that the frontier of the longest branch is in: entering a branch
// changes no scale.
func ScrubberSpan(in Input) Span {
	margin := float32(24)
	if in.Layout == Phone {
		margin = 16
	}
	s := Span{From: in.From, To: in.To, Left: margin, Right: max(margin+1, in.Width-margin)}
	if s.To <= s.From {
		s.From, s.To = 0, sim.Second
		if in.Lab != nil {
			s.To = max(s.To, in.Lab.Furthest())
		}
		step := s.step()
		s.To = (s.To/step + 1) * step
	}
	return s
}

// X returns where a moment stands. It may be outside of Left and Right.
func (s Span) X(t sim.Time) float32 {
	return s.Left + float32(float64(t-s.From)/float64(s.To-s.From)*float64(s.Right-s.Left))
}

// Time returns the moment that stands at x, within the span and to the
// nanosecond.
func (s Span) Time(x float32) sim.Time {
	share := float64(x-s.Left) / float64(s.Right-s.Left)
	t := s.From + sim.Time(math.Round(share*float64(s.To-s.From)))
	return max(s.From, min(t, s.To))
}

// step is the distance of ticks: 1, 2 or 5 of a unit, so that two of them have
// room for a text.
func (s Span) step() sim.Time { return s.stepFor(36) }

// stepFor is the distance of ticks that are at least so many pixels apart.
func (s Span) stepFor(room float64) sim.Time {
	least := float64(s.To-s.From) * room / float64(s.Right-s.Left)
	for unit := sim.Time(1); unit < math.MaxInt64/100; unit *= 10 {
		for _, k := range [3]sim.Time{1, 2, 5} {
			if float64(unit*k) >= least {
				return unit * k
			}
		}
	}
	return s.To - s.From
}

// scrubber draws all of time that the viewer looks at.
func (b *builder) scrubber() {
	l, to := &b.lay.scrubber, &b.s.Scrubber
	span := ScrubberSpan(b.in)
	to.Left, to.Right, to.AxisY = l.left, l.right, l.axis
	b.bands(span)
	b.noQuorumBands(span)
	b.breaks(span)
	b.nameTrouble()
	b.marks(span)
	if l.axis > 0 {
		b.ticks(span)
	}
	if l.lanes > 0 {
		b.branches(span)
	}
	if x := span.X(b.now); x >= l.left-1 && x <= l.right+1 {
		to.Playhead = scene.Playhead{X: clamp(x, l.left, l.right), Top: l.playhead, Bottom: l.bottom}
	}
}

// breaks parts the clusters that followed each other: terms and indices of one
// have nothing to do with those of the other.
func (b *builder) breaks(span Span) {
	l := &b.lay.scrubber
	marks := b.in.Lab.Marks()
	for i := range marks {
		if marks[i].Kind != lab.MarkSetup {
			continue
		}
		x := span.X(marks[i].Time)
		if x < l.left || x > l.right {
			continue
		}
		c := scene.Break{X: x, Top: l.bands - 3, Bottom: l.bands + l.bandH + 12, Text: b.text("stage.new-cluster")}
		c.TextX, c.TextY = x+6, c.Bottom
		if x+6+textWidth(c.Text, 12) > l.right {
			c.TextX, c.Align = x-6, scene.End
		}
		b.s.Scrubber.Breaks = append(b.s.Scrubber.Breaks, c)
	}
}

// reign is a leadership that goes on.
type reign struct {
	node  sim.Node
	term  raft.Term
	since sim.Time
	over  sim.Time // since when a newer leader stands beside it; 0: none does
	twice bool     // that leader is one of the same term
}

// bands draws who led when: the newest leader in the main row, those that go on
// beside it in a thin one below, and hatching while there was none.
func (b *builder) bands(span Span) {
	reigns := b.reigns[:0]
	free := sim.Time(0) // the main row is drawn up to here
	frontier := b.in.Lab.Frontier()
	end := func(i int, at sim.Time) {
		r := reigns[i]
		if r.over > 0 {
			b.band(span, scene.StaleBand, r, r.over, at)
		} else {
			b.band(span, scene.TermBand, r, r.since, at)
			free = max(free, at)
		}
		reigns = append(reigns[:i], reigns[i+1:]...)
	}
	marks := b.in.Lab.Marks()
	for i := range marks {
		switch m := &marks[i]; m.Kind {
		case lab.MarkElected:
			led := false
			for k := range reigns {
				if r := &reigns[k]; r.over == 0 {
					led = true
					b.band(span, scene.TermBand, *r, r.since, m.Time)
					r.over, r.twice = m.Time, r.term == m.Term
				}
			}
			if !led {
				b.band(span, scene.NoLeader, reign{}, free, m.Time)
			}
			free = m.Time
			reigns = append(reigns, reign{node: m.Node, term: m.Term, since: m.Time})
		case lab.MarkDeposed:
			for k := range reigns {
				if reigns[k].node == m.Node && reigns[k].term == m.Term {
					end(k, m.Time)
					break
				}
			}
		case lab.MarkSetup:
			for len(reigns) > 0 {
				end(0, m.Time)
			}
		}
	}
	led := false
	for len(reigns) > 0 {
		led = led || reigns[0].over == 0
		end(0, frontier)
	}
	if !led {
		b.band(span, scene.NoLeader, reign{}, free, frontier)
	}
	b.reigns = reigns
}

// band draws one stretch, as far as it is in view and wide enough to be seen.
func (b *builder) band(span Span, kind scene.BandKind, r reign, from, until sim.Time) {
	l := &b.lay.scrubber
	x, end := clamp(span.X(from), l.left, l.right), clamp(span.X(until), l.left, l.right)
	thin := kind == scene.StaleBand || kind == scene.NoQuorumBand
	if end-x < 0.5 && (!thin || from > span.To || until < span.From) {
		return
	}
	band := scene.Band{Kind: kind, Term: uint64(r.term), Leader: int(r.node), Twice: r.twice, Box: scene.Rect{X: x, Y: l.bands, W: end - x, H: l.bandH}}
	if thin {
		band.Box = l.thin(x, end)
	}
	switch kind {
	case scene.TermBand:
		if band.Box.W >= 24 {
			band.Least = b.digits(band.Term)
		}
		if band.Box.W >= 50 {
			term := narrate.Num("term", int(r.term))
			band.Short = b.text("stage.term", term)
			leader := lab.NameOf(b.w, r.node) // nothing, if it went with an old cluster
			if band.Box.W >= 90 && b.in.Layout != Phone && leader != "" {
				band.Text = b.text("stage.term-leader", term, narrate.Str("leader", leader))
			}
		}
	}
	b.s.Scrubber.Bands = append(b.s.Scrubber.Bands, band)
}

// Marks stand this far apart at least.
const markPitch = 12

// marks draws what happened, at most one mark in each few pixels: of those that
// are closer the gravest. Where there is no row for them, trouble stands on the
// bands.
func (b *builder) marks(span Span) {
	l := &b.lay.scrubber
	var slots [512]int32 // by place: the mark plus 1
	all := b.in.Lab.Marks()
	for i := range all {
		m := &all[i]
		if _, ok := markKind(m.Kind); !ok || l.marks == 0 && grave(m.Kind) < troubled || m.Time < span.From || m.Time > span.To {
			continue
		}
		at := int((span.X(m.Time) - l.left) / markPitch)
		if at < 0 || at >= len(slots) {
			continue
		}
		if old := slots[at]; old == 0 || grave(m.Kind) > grave(all[old-1].Kind) {
			slots[at] = int32(i + 1)
		}
	}
	last := lab.MarkKind(0)
	for _, slot := range slots {
		if slot == 0 {
			continue
		}
		m := &all[slot-1]
		kind, _ := markKind(m.Kind)
		mark := scene.Mark{Kind: kind, X: clamp(span.X(m.Time), l.left, l.right), Y: l.marks}
		if l.marks == 0 {
			mark.Y, mark.Rim = l.bands+l.bandH/2, true
		}
		to := &b.s.Scrubber.Marks
		if n := len(*to); n > 0 && mark.X-(*to)[n-1].X < markPitch-2 {
			if grave(m.Kind) <= grave(last) {
				continue
			}
			*to = (*to)[:n-1]
		}
		*to = append(*to, mark)
		last = m.Kind
	}
}
