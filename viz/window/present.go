package window

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// awakeFor is how long the controls stay after a key or a move of the pointer.
const awakeFor = 2 * time.Second

// presenting is what presenter mode remembers.
type presenting struct {
	full  bool          // the whole screen was asked for
	awake time.Duration // for how long the controls stay
	dark  bool          // nothing is shown
}

// presentFrame divides a window that presents: the stage, the sentence, and
// the controls over the stage.
func presentFrame(width, height float32) frame {
	said := 119 * presentUnit(width, height)
	f := frame{margin: 24, wide: true}
	f.stage = rect{0, 0, width, height - said}
	f.narration = rect{0, height - said, width, said}
	f.controls = rect{0, 0, width, headHeight}
	f.terminals = rect{0, height, width, 0}
	return f
}

// presentUnit is one pixel of a projector of 1280 × 720.
func presentUnit(width, height float32) float32 { return min(width/1280, height/720) }

// togglePresent begins or ends presenter mode.
func (w *Window) togglePresent(string) {
	w.tell(w.viewer.Act("present"))
	w.focused, w.focus, w.over, w.popup = "", name{}, nothing, nil
	w.present = presenting{full: w.present.full, awake: awakeFor}
	w.changed()
}

// attend keeps the controls in sight while somebody uses them, and the screen as
// the mode wants it.
func (w *Window) attend() {
	on := w.viewer.Presenting()
	if on != w.present.full {
		w.present.full = on
		if w.system.Full != nil {
			w.system.Full(on)
		}
		ebiten.SetCursorMode(ebiten.CursorModeVisible)
	}
	if !on {
		return
	}
	in, p, before := &w.in, &w.pointer, w.present.awake
	if in.X != p.x || in.Y != p.y || in.Left || in.Right || len(in.Keys) > 0 || len(in.Chars) > 0 || w.popup != nil {
		w.present.awake = awakeFor
	} else {
		w.present.awake = max(0, before-in.Elapsed)
	}
	if (before > 0) != (w.present.awake > 0) {
		mode := ebiten.CursorModeVisible
		if w.present.awake == 0 {
			mode = ebiten.CursorModeHidden
		}
		ebiten.SetCursorMode(mode)
		w.changed()
	}
}

// presentKey is what a character or a key means while presenting; false: what it
// always means. Those are the keys of remote controls.
func (w *Window) presentKey(r rune, code ebiten.Key) bool {
	switch {
	case !w.viewer.Presenting():
		return false
	case w.present.dark:
		w.present.dark = false
	case r == 'b' || r == '.':
		w.present.dark = true
	case r == 0 && code == ebiten.KeyPageDown && w.reading.view == nil:
		w.act("tell next")
	case r == 0 && code == ebiten.KeyPageUp && w.reading.view == nil:
		w.act("tell previous")
	default:
		return false
	}
	w.changed()
	return true
}

// buildPresented makes the sheet of presenter mode.
func (w *Window) buildPresented() {
	if w.present.dark {
		w.sheet.fill(rect{0, 0, w.width, w.height}, 0, theme.Colour(0))
		return
	}
	w.buildStage()
	w.buildSaid()
	if w.present.awake > 0 {
		w.buildControls()
		w.sheet.level(0, headHeight-1, w.width, w.theme.Line)
	}
	w.buildOvers()
	w.buildToast()
	w.buildPopup()
	w.buildFocus()
	w.buildTip()
}

// buildSaid lays out the sentence, in two lines at most.
func (w *Window) buildSaid() {
	s, t, r := &w.sheet, w.theme, w.frame.narration
	unit := presentUnit(w.width, w.height)
	s.fill(r, 0, t.Paper)
	s.fill(rect{0, r.y, r.w, 2}, 0, t.Ink)
	n := &w.view.Narration
	style := ink.Style{Size: max(20, 30*unit), Bold: true}
	plain := ink.Style{Size: style.Size}
	line, x := 1.4*style.Size, 40*unit
	section := w.typist.measure(n.Section, plain)
	lines := w.typist.wrap(n.Brief, style, r.w-2*x-section-12)
	const most = 2
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], w.typist.within(lines[most-1]+"…", style, r.w-2*x-section-12))
	}
	y := r.y + (r.h-float32(len(lines))*line)/2 + line/2 + 0.36*style.Size
	for i, l := range lines {
		s.text(x, y+float32(i)*line, l, style, ink.Start, t.Ink)
		if i == len(lines)-1 {
			s.text(x+w.typist.measure(l, style)+12, y+float32(i)*line, n.Section, plain, ink.Start, t.Ink2)
		}
	}
}
