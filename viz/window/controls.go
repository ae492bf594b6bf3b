package window

import (
	"fmt"
	"math"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
)

// The slider is 100 wide; its line begins sliderInset from the left, and has a
// tick for each of four decades.
const (
	sliderWidth  = 100
	sliderInset  = 2
	sliderDecade = 24
)

// crowding says what of the controls has no room, the more the narrower they are.
type crowding uint8

const (
	allControls   crowding = iota
	noChecks               // unless one fails
	noJumpWord             // "Jump to"
	noSpeedWord            // "Speed", and wide gaps
	noJumps                // but by keys
	speedMenu              // instead of slider and switches
	branchByIcon           // "What if…"
	leastControls = branchByIcon
)

// fitControls chooses what of the controls has room.
func (w *Window) fitControls() crowding {
	f := allControls
	switch {
	case w.reading.view != nil && !w.view.Presenting: // a lesson has a calmer stage
		f = noJumps
	case !w.frame.wide:
		f = noJumpWord
	case w.frame.low:
		f = noChecks
	}
	room := w.frame.controls.w - 2*w.frame.margin
	for f < leastControls && w.controlsWidth(f) > room {
		f++
	}
	return f
}

// controlsWidth is how wide controls are.
func (w *Window) controlsWidth(f crowding) float32 {
	v := &w.view
	width := 2*(36+8) + 40 + 8 + w.clockWidth() + f.gap()
	if f < noSpeedWord {
		width += w.typist.measure(w.text("ui.speed"), buttonStyle) + 8
	}
	if f < speedMenu {
		width += sliderWidth + 8 + w.ratioWidth() + 8 + 2*26 + 4
	} else {
		width += w.widthOf(w.speedButton())
	}
	if f < noJumps {
		kind := button{text: w.jumpKind(), after: downIcon, pad: 12}
		width += f.gap() + 2*27 + w.widthOf(&kind)
	}
	if f < noJumpWord {
		width += w.typist.measure(w.text("ui.jump"), buttonStyle) + 8
	}
	if v.Checks != nil && w.checksShown(f) {
		width += 24 + w.typist.measure(*v.Checks, ui(theme.SizeControl, v.ChecksFail))
	}
	for _, b := range w.branchButtons(f) {
		width += w.widthOf(&b) + 1
	}
	return width + 16
}

func (f crowding) gap() float32 {
	if f < noSpeedWord {
		return 24
	}
	return 16
}

func (w *Window) checksShown(f crowding) bool {
	return w.view.ChecksFail && f < speedMenu || f < noChecks
}

var clockStyle = ui(theme.SizeHead, true)

func (w *Window) clockWidth() float32 { return max(96, w.typist.measure(w.view.Clock, clockStyle)) }

func (w *Window) ratioWidth() float32 {
	return max(48, w.typist.measure(w.view.SpeedText, ui(theme.SizeControl, true)))
}

// speedButton opens the speeds, where there is no room for the slider.
func (w *Window) speedButton() *button {
	return &button{text: w.view.SpeedText, after: downIcon, action: "window speeds", label: w.text("ui.speed-is", narrate.Str("speed", w.view.SpeedText)), pad: 8}
}

func (w *Window) branchButtons(f crowding) []button {
	branch := button{icon: branchIcon, text: w.text("ui.branch"), action: "branch"}
	if f >= branchByIcon {
		branch.text, branch.label = "", branch.text
	}
	if len(w.view.Branches) < 2 {
		return []button{branch}
	}
	return []button{branch, {icon: downIcon, action: "window branches", label: w.text("ui.branches"), pad: 5}}
}

// buildControls lays out playback: back, play, step, clock, speed, jumps,
// checks, branches.
func (w *Window) buildControls() {
	s, t, r := &w.sheet, w.theme, w.frame.controls
	v, f := &w.view, w.fitControls()
	ground := t.Paper
	if v.Presenting {
		ground = t.Raised
	}
	s.fill(r, 0, ground)
	x, y := r.x+w.frame.margin, r.y+(r.h-buttonHeight)/2
	x += w.button(controlArea, x, y, button{icon: backIcon, action: "back", label: w.text("ui.back")}) + 8
	play := button{icon: playIcon, action: "play", label: w.text("ui.play"), main: true, width: 40}
	if v.Playing {
		play.icon, play.action, play.label = pauseIcon, "pause", w.text("ui.pause")
	}
	x += w.button(controlArea, x, y, play) + 8
	x += w.button(controlArea, x, y, button{icon: stepIcon, action: "step", label: w.text("ui.step")}) + 8
	base := y + buttonHeight/2 + 5
	x += w.clockWidth()
	s.text(x, base+0.5, v.Clock, clockStyle, ink.End, t.Ink)
	x = w.speedControls(x+f.gap(), y, base, f)
	if f < noJumps {
		x = w.jumps(x+f.gap(), y, base, f)
	}
	if v.Checks != nil && w.checksShown(f) {
		c := t.Ink3
		if v.ChecksFail {
			c = t.Danger
		}
		s.text(x+24, base, *v.Checks, ui(theme.SizeControl, v.ChecksFail), ink.Start, c)
	}

	right := r.right() - w.frame.margin
	if v.Presenting {
		leave := button{icon: closeIcon, action: "window present", label: w.text("ui.present-end"), bare: true}
		right -= w.widthOf(&leave)
		w.button(controlArea, right, y, leave)
		right -= 8
	}
	branch := w.branchButtons(f)
	if len(branch) == 1 {
		w.button(controlArea, right-w.widthOf(&branch[0]), y, branch[0])
		return
	}
	w.group(controlArea, right-w.widthOf(&branch[0])-1-w.widthOf(&branch[1]), y, branch...)
}

// speedControls lays out the speed, and the switches of how idle time and
// commands are played.
func (w *Window) speedControls(x, y, base float32, f crowding) float32 {
	v := &w.view
	if f >= speedMenu {
		return x + w.button(controlArea, x, y, *w.speedButton())
	}
	if f < noSpeedWord {
		speed := w.text("ui.speed")
		w.sheet.text(x, base, speed, buttonStyle, ink.Start, w.theme.Ink3)
		x += w.typist.measure(speed, buttonStyle) + 8
	}
	w.slider(x, y+buttonHeight/2)
	x += sliderWidth + 8
	w.sheet.text(x, base, v.SpeedText, ui(theme.SizeControl, true), ink.Start, w.theme.Ink)
	x += w.ratioWidth() + 8
	x += w.button(controlArea, whole(x), y, button{icon: hurryIcon, action: "hurry toggle", label: w.text("ui.hurry"), main: v.Hurry, pad: 5}) + 4
	return x + w.button(controlArea, whole(x), y, button{icon: followIcon, action: "follow toggle", label: w.text("ui.follow"), main: v.Follow, pad: 5})
}

// openSpeeds opens the speeds and the switches as a menu.
func (w *Window) openSpeeds(string) {
	var items []menuItem
	for _, speed := range []float64{10, 1, 0.1, 0.01, 0.001} {
		label := fmt.Sprintf("%g×", speed)
		if speed < 1 {
			label = fmt.Sprintf("1/%.0f×", 1/speed)
		}
		near := math.Abs(math.Log10(w.view.Speed)-math.Log10(speed)) < 0.1
		items = append(items, menuItem{Action: panel.Action{Label: label, Action: fmt.Sprintf("speed %g", speed)}, choice: true, marked: near})
	}
	items = append(items,
		menuItem{Action: panel.Action{Label: w.text("ui.hurry"), Action: "hurry toggle"}, choice: true, marked: w.view.Hurry},
		menuItem{Action: panel.Action{Label: w.text("ui.follow"), Action: "follow toggle"}, choice: true, marked: w.view.Follow})
	w.openBelow(items)
	w.focus = name{menuArea, 1}
}

// jumps lays out the jumps to the previous and the next of a kind.
func (w *Window) jumps(x, y, base float32, f crowding) float32 {
	current := w.jumpKind()
	if current == "" {
		return x
	}
	if f < noJumpWord {
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
