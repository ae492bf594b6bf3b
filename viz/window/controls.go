package window

import (
	"math"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// The slider is 100 wide; its line begins sliderInset from the left, and has a
// tick for each of four decades.
const (
	sliderWidth  = 100
	sliderInset  = 2
	sliderDecade = 24
)

// buildControls lays out playback: back, play, step, clock, speed, jumps,
// branches.
func (w *Window) buildControls() {
	s, t, r := &w.sheet, w.theme, w.frame.controls
	v := &w.view
	ground := t.Paper
	if v.Presenting {
		ground = t.Raised
	}
	s.fill(r, 0, ground)
	x, y := w.frame.margin, r.y+(r.h-buttonHeight)/2
	x += w.button(controlArea, x, y, button{icon: backIcon, action: "back", label: w.text("ui.back")}) + 8
	play := button{icon: playIcon, action: "play", label: w.text("ui.play"), main: true, width: 40}
	if v.Playing {
		play.icon, play.action, play.label = pauseIcon, "pause", w.text("ui.pause")
	}
	x += w.button(controlArea, x, y, play) + 8
	x += w.button(controlArea, x, y, button{icon: stepIcon, action: "step", label: w.text("ui.step")}) + 8
	base := y + buttonHeight/2 + 5
	clock := ui(theme.SizeHead, true)
	width := max(96, w.typist.measure(v.Clock, clock))
	s.text(x+width, base+0.5, v.Clock, clock, ink.End, t.Ink)
	x += width

	gap := float32(24)
	if w.frame.drawer {
		gap = 16
	}
	if !w.frame.drawer {
		x += gap
		speed := w.text("ui.speed")
		s.text(x, base, speed, buttonStyle, ink.Start, t.Ink3)
		x += w.typist.measure(speed, buttonStyle) + 8
	} else {
		x += gap
	}
	w.slider(x, r.y+r.h/2)
	x += sliderWidth + 8
	ratio := ui(theme.SizeControl, true)
	s.text(x, base, v.SpeedText, ratio, ink.Start, t.Ink)
	x += max(48, w.typist.measure(v.SpeedText, ratio)) + 8
	x += w.button(controlArea, whole(x), y, button{icon: hurryIcon, action: "hurry toggle", label: w.text("ui.hurry"), main: v.Hurry, pad: 5}) + 4
	x += w.button(controlArea, whole(x), y, button{icon: followIcon, action: "follow toggle", label: w.text("ui.follow"), main: v.Follow, pad: 5})
	x = w.jumps(x+gap, y, base)
	if v.Checks != nil && w.frame.wide && !w.frame.low {
		s.text(x+24, base, *v.Checks, buttonStyle, ink.Start, t.Ink3)
	}

	right := r.right() - w.frame.margin
	if v.Presenting {
		leave := button{icon: closeIcon, action: "window present", label: w.text("ui.present-end"), bare: true}
		right -= w.widthOf(&leave)
		w.button(controlArea, right, y, leave)
		right -= 8
	}
	branch := button{icon: branchIcon, text: w.text("ui.branch"), action: "branch"}
	if len(v.Branches) < 2 {
		w.button(controlArea, right-w.widthOf(&branch), y, branch)
		return
	}
	more := button{icon: downIcon, action: "window branches", label: w.text("ui.branches"), pad: 5}
	w.group(controlArea, right-w.widthOf(&branch)-1-w.widthOf(&more), y, branch, more)
}

// jumps lays out the jumps to the previous and the next of a kind.
func (w *Window) jumps(x, y, base float32) float32 {
	current := w.jumpKind()
	if current == "" {
		return x
	}
	if w.frame.wide {
		jump := w.text("ui.jump")
		w.sheet.text(x, base, jump, buttonStyle, ink.Start, w.theme.Ink3)
		x += w.typist.measure(jump, buttonStyle) + 8
	}
	x = whole(x)
	kind := narrate.Str("kind", current)
	return x + w.group(controlArea, x, y,
		button{icon: leftIcon, action: "jump previous " + w.view.Jump.Current, label: w.text("ui.previous-kind", kind), pad: 5},
		button{text: current, after: downIcon, action: "window kinds", label: w.text("ui.jump-kind", kind), pad: 12},
		button{icon: rightIcon, action: "jump next " + w.view.Jump.Current, label: w.text("ui.next-kind", kind), pad: 5})
}

// jumpKind is the kind that one can jump to now, in words.
func (w *Window) jumpKind() string {
	for _, k := range w.view.Jump.Kinds {
		if k.ID == w.view.Jump.Current {
			return k.Label
		}
	}
	return ""
}

// slider lays out the speed's slider.
func (w *Window) slider(x, y float32) {
	s, t := &w.sheet, w.theme
	s.fill(rect{x + sliderInset, y - 1, 4 * sliderDecade, 2}, 0, t.Line)
	for i := range 5 {
		s.upright(x+sliderInset+float32(i)*sliderDecade-0.5, y-4, 8, t.Line)
	}
	e := max(-3, min(1, math.Log10(w.view.Speed)))
	s.disc(x+sliderInset+(float32(e)+3)*sliderDecade, y, 6, t.Ink)
	s.control(controlArea, control{kind: sliderControl, box: rect{x, y - 10, sliderWidth, 20}, label: w.text("ui.speed")})
}
