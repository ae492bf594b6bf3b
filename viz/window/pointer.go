package window

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// pointer is what mouse and finger did before this tick.
type pointer struct {
	left, right bool
	armed       name // the control that was pressed
	kind        controlKind
	hover       name
	rests       time.Duration // for how long it has been on hover
	shape       ebiten.CursorShapeType
	x, y        float32       // where it was
	since       time.Duration // the last press in a terminal
}

// wheelStep is how many logical pixels a notch of the wheel scrolls.
const wheelStep = 40

// handle carries out what was done since the last tick, on what was laid out
// last.
func (w *Window) handle() {
	in, p := &w.in, &w.pointer
	at := w.sheet.at(in.X, in.Y)
	p.since += in.Elapsed
	w.sought.since += in.Elapsed
	switch {
	case in.Left && !p.left:
		w.press(at)
	case in.Left:
		w.drag()
	case p.left:
		w.release(at)
	case in.Right && !p.right:
		w.pressRight(at)
	}
	p.left, p.right, p.x, p.y = in.Left, in.Right, in.X, in.Y
	if in.Wheel != 0 && at != nil {
		w.wheel(at, in.Wheel)
	}
	if in.Sideways != 0 && at != nil && at.area == stageArea {
		w.viewer.Wheel(&w.scene, in.X-at.box.x, in.Y-at.box.y, in.Sideways, 0)
		w.changed()
	}
	w.hover(at)
	w.keys()
	for _, f := range in.Files {
		w.open(f)
	}
}

func (w *Window) press(at *control) {
	p := &w.pointer
	p.armed = name{}
	w.ringed = false
	if w.present.dark { // back to the picture, as by a key
		w.present.dark = false
		w.changed()
		return
	}
	if at == nil || at.area != menuArea {
		if w.closePopup() {
			w.changed()
		}
	}
	if w.reading.term != "" && (at == nil || at.kind != blockControl) && !isTerm(at) {
		w.reading.term = ""
		w.changed()
	}
	if at == nil {
		return
	}
	p.armed, p.kind = at.name, at.kind
	w.changed()
	switch at.kind {
	case stageControl:
		w.focused, w.focus = "", name{}
		w.viewer.Press(&w.scene, w.in.X-at.box.x, w.in.Y-at.box.y, w.in.Touch)
	case sliderControl:
		w.focused, w.focus = "", at.name
		w.slide(at)
	case lineControl:
		w.focusTerminal(at.action)
		w.beginSelection(at.action)
	case buttonControl:
		w.focus = at.name
		if at.area != terminalArea {
			w.focused = ""
		}
	}
}

// isTerm tells whether a control explains a word.
func isTerm(c *control) bool { return c != nil && strings.HasPrefix(c.action, "window term ") }

func (w *Window) drag() {
	switch w.pointer.kind {
	case stageControl:
		if w.pointer.armed.area == stageArea {
			w.changed()
			w.viewer.Drag(&w.scene, w.in.X-w.frame.stage.x, w.in.Y-w.frame.stage.y, w.in.Elapsed)
		}
	case sliderControl:
		if c := w.sheet.named(w.pointer.armed); c != nil && w.in.X != w.pointer.x {
			w.slide(c)
		}
	case lineControl:
		if p := w.pane(w.selection.pane); p != nil && (w.in.X != w.pointer.x || w.in.Y != w.pointer.y) {
			w.selection.to = w.spotAt(p, w.in.X, w.in.Y)
			w.changed()
		}
	case splitControl:
		if w.pointer.armed.area == terminalArea {
			w.terms = max(termsLeast, min(w.height-w.in.Y, termsMost*w.height))
			w.changed()
		}
	}
}

func (w *Window) release(at *control) {
	armed, kind := w.pointer.armed, w.pointer.kind
	w.pointer.armed = name{}
	switch kind {
	case stageControl:
		if armed.area == stageArea {
			w.changed()
			w.viewer.Release(&w.scene, w.in.X-w.frame.stage.x, w.in.Y-w.frame.stage.y)
		}
	case buttonControl:
		if at != nil && at.name == armed {
			w.choose(at)
		}
	}
}

// choose does what a control is for; a disabled one answers why.
func (w *Window) choose(c *control) {
	why, action, disabled := c.why, c.action, c.disabled
	if c.area == menuArea {
		w.closePopup()
	}
	w.changed()
	if disabled {
		w.toast.show(why)
		return
	}
	w.act(action)
}

func (w *Window) pressRight(at *control) {
	if w.closePopup() {
		w.changed()
	}
	if at == nil {
		return
	}
	switch at.kind {
	case stageControl:
		w.focused = ""
		w.viewer.OpenMenu(&w.scene, w.in.X-at.box.x, w.in.Y-at.box.y)
		w.changed()
	case lineControl:
		if w.selected() != "" {
			w.copySelected()
			w.unselect()
			return
		}
		w.focusTerminal(at.action)
		w.paste()
	default:
		if what := copies[at.area]; what != "" {
			w.focused = ""
			w.offerCopy(what)
		}
	}
}

// twice is how soon after another a press is the second of two.
const twice = 400 * time.Millisecond

// beginSelection begins to select in a terminal; the second of two presses selects
// a word.
func (w *Window) beginSelection(id string) {
	p, ptr := w.pane(id), &w.pointer
	at := w.spotAt(p, w.in.X, w.in.Y)
	if ptr.since < twice && w.selection.pane == id && w.selection.from == at {
		w.wordAt(p, at)
	} else {
		w.selection = selection{id, at, at}
	}
	ptr.since = 0
}

// slide sets the speed by the pointer's place: four decades, whole ones easy
// to hit.
func (w *Window) slide(c *control) {
	e := (w.in.X-c.box.x-sliderInset)/sliderDecade - 3
	e = max(-3, min(1, e))
	if whole := float32(math.Round(float64(e))); whole-e < 0.08 && e-whole < 0.08 {
		e = whole
	}
	w.setSpeed(float64(e))
}

func (w *Window) setSpeed(exponent float64) {
	speed := math.Pow(10, max(-3, min(1, exponent)))
	w.act("speed " + strconv.FormatFloat(speed, 'g', 2, 64))
}

func (w *Window) wheel(at *control, notches float32) {
	switch at.area {
	case stageArea:
		w.viewer.Wheel(&w.scene, w.in.X-at.box.x, w.in.Y-at.box.y, 0, notches)
	case inspectorArea:
		w.scroll = max(0, w.scroll-notches*wheelStep)
	case menuArea:
		w.menuFirst -= int(math.Round(float64(notches)))
		if w.focus.area == menuArea {
			w.focus = name{}
		}
	case helpArea:
		w.overOff = max(0, w.overOff-notches*wheelStep)
	case lessonArea:
		w.reading.scroll = max(0, min(w.reading.scroll-notches*wheelStep, w.reading.most))
	case terminalArea:
		if p := w.paneAt(w.in.X); p != nil {
			p.scrollBy(int(math.Round(float64(notches * wheelStep / lineHeight))))
		}
	default:
		return
	}
	w.changed()
}

// hover marks what is under the pointer, and shapes the pointer.
func (w *Window) hover(at *control) {
	var over name
	shape := ebiten.CursorShapeDefault
	if at != nil && w.in.X >= 0 {
		over = at.name
		switch at.kind {
		case buttonControl:
			if !at.disabled {
				shape = ebiten.CursorShapePointer
			}
		case sliderControl:
			shape = ebiten.CursorShapePointer
		case lineControl:
			shape = ebiten.CursorShapeText
		case splitControl:
			shape = ebiten.CursorShapeNSResize
		}
	}
	if over != w.pointer.hover {
		w.pointer.hover, w.pointer.rests = over, 0
		w.changed()
	}
	before := w.pointer.rests
	w.pointer.rests += w.in.Elapsed
	if w.in.Left {
		w.pointer.rests = 0
	}
	if (before < tipAfter) != (w.pointer.rests < tipAfter) && at != nil && at.tip {
		w.changed()
	}
	if shape != w.pointer.shape {
		w.pointer.shape = shape
		ebiten.SetCursorShape(shape)
	}
}

// tipAfter is how long the pointer rests before a label comes up.
const tipAfter = 600 * time.Millisecond

// awaitsTip tells whether a label will come up under the pointer.
func (w *Window) awaitsTip() bool {
	c := w.sheet.named(w.pointer.hover)
	return c != nil && c.tip && w.pointer.rests < tipAfter
}

// buildTip lays out the label of what the pointer rests on, below it or, low
// in the window, above.
func (w *Window) buildTip() {
	c := w.sheet.named(w.pointer.hover)
	if c == nil || !c.tip || w.pointer.rests < tipAfter {
		return
	}
	style := ui(theme.SizeTick, false)
	r := rect{w: whole(w.typist.measure(c.label, style)) + 16, h: 24}
	r.x = max(8, min(float32(int(c.box.x+(c.box.w-r.w)/2)), w.width-r.w-8))
	if r.y = c.box.bottom() + 8; r.bottom() > w.height-8 {
		r.y = c.box.y - 8 - r.h
	}
	w.sheet.fill(r, theme.CornerControl, w.theme.Ink)
	w.sheet.text(r.x+8, r.y+16, c.label, style, ink.Start, w.theme.Paper)
}

// hovered tells whether the pointer is on the next control of an area, or has
// it pressed.
func (w *Window) hovered(a area) bool {
	return w.pointer.hover == name{a, w.sheet.counts[a]}
}

// paste puts the clipboard into the terminal that takes what is typed.
func (w *Window) paste() {
	p := w.pane(w.focused)
	if p == nil {
		return
	}
	text, err := w.copied, errors.ErrUnsupported
	if w.system.Paste != nil {
		text, err = w.system.Paste()
	}
	if err != nil && w.copied != "" { // what was copied here is better than nothing
		text, err = w.copied, nil
	}
	if err != nil {
		w.tell(err)
		return
	}
	w.typeText(p, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
}
