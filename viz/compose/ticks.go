package compose

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// ticks draws the axis: every second tick has its time.
func (b *builder) ticks(span Span) {
	l, step := &b.lay.scrubber, span.step()
	first := (span.From + step - 1) / step * step
	for t := first; t <= span.To; t += step {
		tick := scene.Tick{X: clamp(span.X(t), l.left, l.right), Align: scene.Middle}
		switch {
		case tick.X < l.left+20:
			tick.Align = scene.Start
		case tick.X > l.right-20:
			tick.Align = scene.End
		}
		if t/step%2 == 0 {
			tick.Text = seconds(t, 2*step)
		}
		b.s.Scrubber.Ticks = append(b.s.Scrubber.Ticks, tick)
	}
}

// seconds writes a moment with the decimals that tell it from its neighbours.
// The symbol of the unit is the same in all languages.
func seconds(t, step sim.Time) string {
	decimals := 0
	for unit := sim.Second; decimals < 9 && step%unit != 0; unit /= 10 {
		decimals++
	}
	if decimals == 0 && step == sim.Second {
		decimals = 1
	}
	var buf [32]byte
	return string(append(strconv.AppendFloat(buf[:0], float64(t)/float64(sim.Second), 'f', decimals, 64), " s"...))
}

// Branches hang in two lanes, so far above the axis.
var lanes = [...]float32{8, 15}

// branches hangs the other branches below the bands, where they part from this
// one. A branch whose name would stand on something else has none: it is named
// where one points at it.
func (b *builder) branches(span Span) {
	infos := b.in.Lab.Branches()
	current := 0
	for i := range infos {
		if infos[i].Current {
			current = i
		}
	}
	l := &b.lay.scrubber
	var ends [len(lanes)]float32 // how far the lanes are taken
	for i := range infos {
		if i == current {
			continue
		}
		fork := parting(infos, i, current)
		x, end := span.X(fork), span.X(infos[i].Frontier)
		if x < l.left || x > l.right {
			continue
		}
		c := scene.Branch{ID: i, From: scene.Point{X: x, Y: l.bands + l.bandH}, Text: branchName(b.in.Lang, i)}
		need := textWidth(c.Text, 12) + 16
		end = clamp(max(end, x+12), l.left, l.right-need)
		if end < x+8 {
			continue
		}
		lane := 0
		if x < ends[0] {
			lane = 1
		}
		if x < ends[lane] {
			continue
		}
		ends[lane] = end + 8
		c.To, c.TextX = scene.Point{X: end, Y: l.axis - lanes[lane]}, end+10
		if now := span.X(b.now); now > end && now < end+need {
			c.TextX = now + 8 // past the playhead, or on the branch's own line
			if w := textWidth(c.Text, 12); c.TextX+w > l.right {
				c.TextX = end - 12 - w
			}
		}
		b.s.Scrubber.Branches = append(b.s.Scrubber.Branches, c)
	}
	all := b.s.Scrubber.Branches
	for i := range all {
		if b.coversBranch(all, i) {
			all[i].Text = ""
		}
	}
}

// coversBranch reports whether the name of a branch would stand on a break's
// name, on another branch, or on the name of one before it.
func (b *builder) coversBranch(all []scene.Branch, i int) bool {
	from, to := all[i].TextX-4, all[i].TextX+4+textWidth(all[i].Text, 12)
	if from < all[i].From.X {
		return true
	}
	for k := range b.s.Scrubber.Breaks {
		c := &b.s.Scrubber.Breaks[k]
		start := c.TextX
		if c.Align == scene.End {
			start -= textWidth(c.Text, 12)
		}
		if from < start+textWidth(c.Text, 12)+6 && to > min(start, c.X)-6 {
			return true
		}
	}
	for k := range all {
		o := &all[k]
		switch {
		case k == i:
		case o.To.Y == all[i].To.Y && to > o.From.X && from < o.To.X:
			return true
		case o.To.Y > all[i].To.Y && o.From.X > from-4 && o.From.X < to: // it comes down through it
			return true
		case k < i && o.Text != "" && from < o.TextX+4+textWidth(o.Text, 12) && to > min(o.TextX, o.To.X)-4:
			return true
		}
	}
	return false
}

// branchName is "what if 2", or what the first branch is called.
func branchName(lang narrate.Lang, i int) string {
	if i == 0 {
		return narrate.Text(lang, "stage.main-branch")
	}
	return narrate.Format(lang, "stage.branch", narrate.Num("n", i))
}

// parting returns when two branches have parted.
func parting(infos []lab.BranchInfo, i, j int) sim.Time {
	fork := infos[i].Frontier
	for i != j {
		// The younger one has the higher number, and no older one comes from it.
		if i < j {
			i, j = j, i
		}
		fork = min(fork, infos[i].Fork)
		i = infos[i].Parent
		if i < 0 {
			break
		}
	}
	return fork
}
