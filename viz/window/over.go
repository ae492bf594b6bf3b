package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// over is what lies over everything.
type over uint8

const (
	nothing over = iota
	helpOver
	lessonsOver
)

// toggleOver opens or closes one of them.
func (w *Window) toggleOver(o over) {
	if w.over == o {
		o = nothing
	}
	w.over, w.overOff, w.focused = o, 0, ""
	if w.focus.area == helpArea {
		w.focus = name{}
	}
}

// buildOvers lays out what lies over everything, if anything does.
func (w *Window) buildOvers() {
	switch w.over {
	case helpOver:
		w.buildHelp()
	case lessonsOver:
		w.buildLessons()
	}
}

// buildOver lays out a sheet over everything, with a title and a way to close it,
// that is scrolled where the window is too low for it. The body is told where the
// sheet lies, and returns how high it is.
func (w *Window) buildOver(width float32, body func(r rect) float32, title string) {
	s, t := &w.sheet, w.theme
	r := rect{w: width}
	r.x = float32(int((w.width - r.w) / 2))
	s.modal = len(s.controls)
	// A press beside it closes it.
	s.control(helpArea, control{box: rect{0, 0, w.width, w.height}, action: "window close", plain: true})
	before := *s
	// How high it is shows only once it has been laid out.
	r.h = body(r)
	s.back(before)
	w.overOff = max(0, min(w.overOff, r.h+32-w.height))
	r.y = max(16, float32(int((w.height-r.h)/2))) - w.overOff
	s.fill(r, 0, t.Raised)
	s.outline(rect{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}, 0, 1, t.Line)
	s.control(helpArea, control{kind: blockControl, box: r, plain: true})
	s.text(r.x+24, r.y+38, w.text(title), ui(theme.SizeNarration, true), ink.Start, t.Ink)
	w.button(helpArea, r.right()-24-36, r.y+18, button{icon: closeIcon, action: "window close", label: w.text("ui.close")})
	body(r)
	if r.h+32 > w.height {
		track := w.height - 8
		size := max(24, track*w.height/(r.h+32))
		s.fill(rect{w.width - 6, 4 + (track-size)*w.overOff/(r.h+32-w.height), 3, size}, 1.5, t.Line)
	}
}
