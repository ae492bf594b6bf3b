package compose

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// lanesMost is in how many lanes branches hang below the bands, and lanesForFingers
// in how many on a phone.
const lanesMost, lanesForFingers = 3, 2

// hung is a branch that hangs in a lane.
type hung struct {
	branch   int
	lane     int // from above
	off      int // the lane of the branch that it comes off, -1: the bands
	from, to float32
}

// branches hangs the other branches below the bands, as the tree that they are:
// each comes off where it parts from this one, or from another. Where there is no
// room for a branch, a button says how many there are, and opens the menu of branches,
// which has them all. A branch whose name would stand
// on something else has none: it is named where one points at it.
func (b *builder) branches(span Span) {
	if b.in.Lab.BranchCount() == 1 {
		return
	}
	infos := b.in.Lab.Branches()
	list := b.hang(span, infos, b.lay.scrubber.right)
	if missing := len(infos) - 1 - len(list); missing > 0 {
		b.moreBranches(missing)
		list = b.hang(span, infos, b.s.Scrubber.More.Box.X-8)
		b.moreBranches(len(infos) - 1 - len(list))
	}
	used := 0
	for i := range list {
		used = max(used, list[i].lane+1)
	}
	for i := range list {
		h := &list[i]
		c := scene.Branch{ID: h.branch, From: scene.Point{X: h.from, Y: b.laneY(h.off, used)}, Text: b.branchName(h.branch)}
		c.To, c.TextX = scene.Point{X: h.to, Y: b.laneY(h.lane, used)}, h.to+10
		need := textWidth(c.Text, 12) + 16
		if now := span.X(b.now); now > h.to && now < h.to+need {
			c.TextX = now + 8 // past the playhead, or on the branch's own line
			if w := textWidth(c.Text, 12); c.TextX+w > b.branchesEnd() {
				c.TextX = h.to - 12 - w
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

// moreBranches places the button for so many branches that do not hang.
func (b *builder) moreBranches(n int) {
	const pad, high = 5, 18
	l, more := &b.lay.scrubber, &b.s.Scrubber.More
	more.Text = b.text("stage.more-branches", narrate.Num("n", n))
	w := textWidth(more.Text, 12) + 2*pad
	more.Box = scene.Rect{X: l.right - w, Y: b.laneY(0, 1) - high/2, W: w, H: high}
}

// branchesEnd is how far right branches and their names may reach.
func (b *builder) branchesEnd() float32 {
	if more := &b.s.Scrubber.More; more.Text != "" {
		return more.Box.X - 8
	}
	return b.lay.scrubber.right
}

// hang gives the branches lanes, in the order in which they were begun, and room up to
// an end. One that comes off another hangs below it.
func (b *builder) hang(span Span, infos []lab.BranchInfo, end float32) (list []hung) {
	current := 0
	for i := range infos {
		if infos[i].Current {
			current = i
		}
	}
	l := &b.lay.scrubber
	ends, most := [lanesMost]float32{}, lanesMost // how far the lanes are taken
	if b.in.Layout == Phone {
		most = lanesForFingers
	}
	for i := range infos {
		if i == current {
			continue
		}
		h := hung{branch: i, off: -1}
		fork := parting(infos, i, current)
		for k := range list { // it may come off one that hangs already, later
			if at := parting(infos, i, list[k].branch); at > fork {
				fork, h.off = at, list[k].lane
			}
		}
		h.from = span.X(fork)
		if h.from < l.left || h.from > l.right {
			continue
		}
		need := textWidth(b.branchName(i), 12) + 16
		h.to = clamp(max(span.X(infos[i].Frontier), h.from+12), l.left, end-need)
		if h.to < h.from+8 {
			continue
		}
		for h.lane = h.off + 1; h.lane < most && h.from < ends[h.lane]; h.lane++ {
		}
		if h.lane >= most {
			continue
		}
		ends[h.lane] = h.to + 8
		list = append(list, h)
	}
	return list
}

// laneY is where a lane is, of so many that are used; -1 is the edge of the bands.
// The bands of a second leader and of a lost quorum are above them.
func (b *builder) laneY(lane, used int) float32 {
	l := &b.lay.scrubber
	if lane < 0 {
		return l.bands + l.bandH
	}
	top, bottom := l.bands+l.bandH+6, l.lanes
	for i := range b.s.Scrubber.Bands {
		if k := b.s.Scrubber.Bands[i].Kind; k == scene.StaleBand || k == scene.NoQuorumBand {
			top, bottom = l.bands+l.bandH+14, max(l.lanes, l.axis-2) // a phone has no axis
		}
	}
	return top + (bottom-top)*(float32(lane)+0.5)/float32(used)
}

// coversBranch reports whether the name of a branch would stand on a break's
// name, on that of a time of trouble, on another branch, or on the name of one
// before it.
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
	const half = 6 // of a line of text
	for k := range b.s.Scrubber.Bands {
		o := &b.s.Scrubber.Bands[k]
		thin := o.Kind == scene.StaleBand || o.Kind == scene.NoQuorumBand
		if !thin || o.Name == "" || abs(o.NameAt.Y-4-all[i].To.Y) >= 2*half {
			continue
		}
		start, width := o.NameAt.X, textWidth(o.Name, 12)*bold
		if o.NameAlign == scene.End {
			start -= width
		}
		if from < start+width && to > start {
			return true
		}
	}
	for k := range all {
		o := &all[k]
		dy := o.To.Y - all[i].To.Y
		switch {
		case k == i:
		case abs(dy) < half && to > o.From.X && from < o.To.X+4:
			return true
		case dy > 0 && o.From.Y < all[i].To.Y+half && o.From.X > from-4 && o.From.X < to: // it comes down through it
			return true
		case k < i && o.Text != "" && abs(dy) < 13 && from < o.TextX+4+textWidth(o.Text, 12) && to > min(o.TextX, o.To.X)-4:
			return true
		}
	}
	return false
}

// BranchName is "what if 2", or what the first branch is called.
func BranchName(lang narrate.Lang, i int) string {
	if i == 0 {
		return narrate.Text(lang, "stage.main-branch")
	}
	return narrate.Format(lang, "stage.branch", narrate.Num("n", i))
}

func (b *builder) branchName(i int) string {
	if i == 0 {
		return b.text("stage.main-branch")
	}
	return b.text("stage.branch", narrate.Num("n", i))
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
