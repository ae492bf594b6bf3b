package compose

import (
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Both halves of a comparison have a line for their name.
const halfHead = 22

// compare draws two branches one below the other, as space-time diagrams of the
// same members on the same scale, and marks where they part. The branch with the
// lower number stands above, whichever of them is the current one: who enters the
// other finds everything where it was.
func (b *builder) compare() {
	if b.in.Other == nil || len(b.views) == 0 {
		return
	}
	d := &diagram{span: SpaceTimeSpan(b.in)}
	b.frameSpace(d)
	b.timeTicks(d)
	to := &b.s.Space
	middle := float32(int((to.Top + to.Bottom) / 2))
	mine, its := to.Top, middle
	if b.in.OtherBranch < b.current() {
		mine, its = middle, to.Top
	}
	half := func(top float32) (from, to float32) {
		if top == middle {
			return middle + halfHead, b.s.Space.Bottom
		}
		return top + halfHead, middle - 4
	}
	from, down := half(mine)
	b.placeLanes(d, from, down)
	b.diagram(d)
	mineEnd := b.halfTitle(b, mine, b.current(), true)

	other, s := b.in.Memory.beside()
	other.in, other.w, other.s, other.lay = b.in, b.in.Other, s, b.lay
	other.in.Selected, other.in.Event = Target{}, 0
	other.now = other.w.Now()
	other.observe()
	other.s.Space.Left, other.s.Space.Right, other.s.Space.Top = to.Left, to.Right, to.Top
	from, down = half(its)
	to.Beside = scene.Rect{Y: its, W: b.in.Width, H: down - its}
	if len(other.views) > 0 {
		e := &diagram{span: d.span}
		other.placeLanes(e, from, down)
		other.diagram(e)
		b.takeOver(other.s)
	}
	itsEnd := b.halfTitle(other, its, b.in.OtherBranch, false)
	b.s.Rules = append(b.s.Rules, scene.Rule{From: scene.Point{X: to.UnitX, Y: middle + 0.5}, To: scene.Point{X: to.Right, Y: middle + 0.5}, Tone: scene.Hair})
	b.parts(d, heading{mine, mineEnd}, heading{its, itsEnd}, middle)
}

// takeOver adds the other half to the scene.
func (b *builder) takeOver(from *scene.Scene) {
	to, space := &b.s.Space, &from.Space
	to.Heads, to.Lanes = append(to.Heads, space.Heads...), append(to.Lanes, space.Lanes...)
	to.Arrows, to.Events = append(to.Arrows, space.Arrows...), append(to.Events, space.Events...)
	b.s.Labels = append(b.s.Labels, from.Labels...)
}

// current is the number of the branch that one is on.
func (b *builder) current() int {
	return b.in.Lab.CurrentBranch()
}

// halfTitle names the branch of a half, and what cannot be overlooked in its world.
// The one that one is on stands out, as the selected member does.
func (b *builder) halfTitle(of *builder, top float32, branch int, here bool) (end float32) {
	text, x := b.branchName(branch), b.s.Space.UnitX
	b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: x, Y: top + 15, Size: 13, Bold: here, Halo: true})
	end = x + textWidth(text, 13)*bold
	if k, title := of.gravest(); k == scene.Violation || k == scene.NoQuorum || k == scene.SplitVote {
		trouble := scene.Label{Text: title, X: end + 14, Y: top + 15, Size: 13, Bold: true, Tone: scene.Danger, Halo: true}
		if k == scene.SplitVote {
			trouble.Tone = scene.Ink
		}
		b.s.Labels = append(b.s.Labels, trouble)
		end = trouble.X + textWidth(trouble.Text, 13)*bold
	}
	if here {
		y := top + 19
		b.s.Rules = append(b.s.Rules, scene.Rule{From: scene.Point{X: x, Y: y}, To: scene.Point{X: x + textWidth(text, 13)*bold, Y: y}, Width: 2, Tone: scene.Accent})
	}
	return end
}

// heading is where the line of a half's name is, and where what is said there ends.
type heading struct{ top, end float32 }

// parts marks the first difference: a line through both halves, with what was done
// there and in which of them.
func (b *builder) parts(d *diagram, mine, its heading, middle float32) {
	to := &b.s.Space
	diff, ok := b.in.Lab.Differs(b.in.OtherBranch)
	if !ok {
		b.partsText(b.text("compare.same"), to.Right, middle-10, scene.End)
		return
	}
	moment := narrate.Span("time", diff.At-diff.At%sim.Millisecond) // as the panel beside it says it
	at, what := its, diff.There
	if diff.Here != "" {
		at, what = mine, diff.Here
	}
	y := at.top + 15
	x := d.span.X(diff.At)
	if diff.At > b.now || x > to.Right {
		return
	}
	least := to.Left // the names of the halves are at the left
	if b.in.Layout == Phone {
		least += 40
	}
	least = max(least, at.end+14)
	if x >= to.Left {
		to.Parting = x
	}
	// As much of it as there is room for, right of the line or left of it.
	what = shortened(what, 40)
	for _, text := range [...]string{b.text("compare.parts", moment, narrate.Str("what", what)), b.text("compare.in", narrate.Str("branch", b.text("compare.moment", moment)), narrate.Str("what", what)), what} {
		w := textWidth(text, 13)
		switch {
		case max(x+8, least)+w <= to.Right:
			b.partsText(text, max(x+8, least), y, scene.Start)
			return
		case x-8-w >= least:
			b.partsText(text, x-8, y, scene.End)
			return
		}
	}
}

func (b *builder) partsText(text string, x, y float32, align scene.Align) {
	b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: x, Y: y, Size: 13, Align: align, Halo: true})
}

// shortened cuts a text to so many characters.
func shortened(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
