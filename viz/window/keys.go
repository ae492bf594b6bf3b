package window

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"
)

// linesATick is how many pasted lines are handed over in a tick.
const linesATick = 50

// keys carries out what was typed: into the terminal that has the focus, as
// shortcuts otherwise.
func (w *Window) keys() {
	p := w.pane(w.focused)
	if len(w.in.Chars) > 0 {
		w.changed()
		switch {
		case w.popup != nil || w.view.Menu != nil:
			w.seekItem(w.in.Chars)
		case p != nil && w.focused == p.id:
			p.insert(slices.DeleteFunc(slices.Clone(w.in.Chars), func(r rune) bool { return r < ' ' || r == 0x7F }))
		default:
			for _, r := range w.in.Chars {
				if !w.presentKey(r, 0) {
					w.shortcut(r)
				}
			}
		}
	}
	p = w.pane(w.focused)
	// Characters go before keys of the same tick: Enter ends what was typed.
	for _, k := range w.in.Keys {
		w.changed()
		switch {
		case w.sizeKey(k):
		case len(w.in.Chars) == 0 && w.presentKey(0, k.Code):
		case k.Code == ebiten.KeyEscape:
			w.escape()
		case w.popup != nil || w.view.Menu != nil:
			w.menuKey(k)
		case p != nil && w.focused == p.id:
			w.lineKey(p, k)
		case k.Control && k.Shift && k.Code == ebiten.KeyC:
			w.copyFocused()
		default:
			w.shortcutKey(k)
		}
	}
	for _, p := range w.panes {
		for n := 0; n < linesATick && len(p.pasted) > 0; n++ {
			line := p.pasted[0]
			p.pasted = p.pasted[1:]
			w.send(p, line)
		}
	}
}

// sizeKey makes everything larger or smaller, as browsers do, if that is what a
// key means.
func (w *Window) sizeKey(k Key) bool {
	if !k.Control && !k.Meta {
		return false
	}
	switch k.Code {
	case ebiten.KeyEqual, ebiten.KeyNumpadAdd:
		w.zoomBy(1)
	case ebiten.KeyMinus, ebiten.KeyNumpadSubtract:
		w.zoomBy(-1)
	case ebiten.KeyDigit0, ebiten.KeyNumpad0:
		w.zoomBy(0)
	default:
		return false
	}
	return true
}

// escape closes what is uppermost.
func (w *Window) escape() {
	switch {
	case w.closePopup():
	case w.over != nothing:
		w.toggleOver(nothing)
	case w.reading.term != "":
		w.reading.term = ""
	case w.focused != "":
		w.focused = ""
	case w.viewer.Presenting():
		w.togglePresent("")
	case w.frame.drawer && w.drawer:
		w.drawer = false
	case w.ringed:
		w.ringed, w.focus = false, name{}
	default:
		w.tell(w.viewer.Act("select none"))
	}
}

// shortcut carries out what a character means while no text is typed.
func (w *Window) shortcut(r rune) {
	switch {
	case r == ' ':
		if c := w.sheet.named(w.focus); c != nil && w.ringed && c.kind == buttonControl {
			w.choose(c)
			return
		}
		w.act("toggle")
	case r == '?':
		w.act("window help")
	case w.over != nothing && r != 'l':
	case r == 'l':
		w.act("window lessons")
	case r >= '1' && r <= '9':
		w.act("select member " + string(r))
	case r == '[':
		w.act("jump previous " + w.view.Jump.Current)
	case r == ']':
		w.act("jump next " + w.view.Jump.Current)
	case r == 'x':
		w.act("compare next")
	case r == 'f':
		w.act("follow toggle")
	case r == 'h':
		w.act("hurry toggle")
	case r == 'b':
		w.act("enter next")
	case r == 'c':
		w.drawer = true
		w.act("tab knobs")
	case r == 'v':
		w.act("view next")
	case r == 'r':
		w.act("view ring")
	case r == 's':
		w.act("view space")
	case r == 'k':
		w.act("view store")
	case r == 'd':
		w.act("view disk")
	case r == '+' || r == '=':
		w.act("zoom in")
	case r == '-':
		w.act("zoom out")
	case r == '0':
		w.act("zoom reset")
	case r == ',':
		w.act("pan -0.25")
	case r == '.':
		w.act("pan 0.25")
	case r == 'p':
		w.act("window present")
	case r == 'm':
		w.act("window save film")
	case r == 't' && len(w.panes) > 0:
		w.focusTerminal(w.panes[0].id)
	}
}

// shortcutKey carries out what a key means while no text is typed.
func (w *Window) shortcutKey(k Key) {
	switch k.Code {
	case ebiten.KeyP:
		if k.Control || k.Meta {
			w.act("window save pdf")
		}
	case ebiten.KeyV:
		if k.Control || k.Meta {
			w.act("window pasted")
		}
	case ebiten.KeyTab:
		w.moveFocus(k.Shift)
	case ebiten.KeyEnter, ebiten.KeyNumpadEnter:
		if c := w.sheet.named(w.focus); c != nil && w.ringed {
			if c.kind == lineControl {
				w.focusTerminal(c.action)
			} else if c.kind == buttonControl {
				w.choose(c)
			}
		}
	case ebiten.KeyArrowRight, ebiten.KeyArrowLeft:
		switch {
		case !k.Shift:
			w.arrow(k.Code == ebiten.KeyArrowRight)
		case k.Code == ebiten.KeyArrowRight:
			w.act("move right")
		default:
			w.act("move left")
		}
	case ebiten.KeyArrowUp, ebiten.KeyArrowDown:
		w.upDown(k.Code == ebiten.KeyArrowDown)
	case ebiten.KeyPageDown, ebiten.KeyPageUp:
		w.page(k.Code == ebiten.KeyPageDown)
	case ebiten.KeyEnd:
		if w.view.Live != nil {
			w.act("live")
		}
	case ebiten.KeyContextMenu:
		w.act("menu")
	case ebiten.KeyF10:
		if k.Shift {
			w.act("menu")
		}
	}
}

// upDown moves the selection, or goes from answer to answer of a lesson if one has
// the focus.
func (w *Window) upDown(down bool) {
	c := w.sheet.named(w.focus)
	number, asked := "", false
	if c != nil && w.ringed && !c.disabled {
		number, asked = strings.CutPrefix(c.action, "lesson choose ")
	}
	if !asked {
		if down {
			w.act("move down")
		} else {
			w.act("move up")
		}
		return
	}
	at, _ := strconv.Atoi(number)
	count := len(w.reading.answers)
	to := at%count + 1
	if !down {
		to = (at+count-2)%count + 1
	}
	w.focus.n += to - at
	w.act("lesson choose " + strconv.Itoa(to))
	if c := w.sheet.named(w.focus); c != nil {
		w.bring(c)
	}
}

// page scrolls what lies over everything or the panel that has the focus; where a
// lesson is open it goes on or back.
func (w *Window) page(on bool) {
	by := 0.8 * w.height
	if !on {
		by = -by
	}
	switch {
	case w.over != nothing:
		w.overOff += by
	case w.ringed && w.focus.area == inspectorArea:
		w.scroll = max(0, w.scroll+by/2)
	case w.ringed && w.focus.area == lessonArea:
		w.reading.scroll = max(0, w.reading.scroll+by/2)
	case w.reading.view != nil && on:
		w.act("lesson next")
	case w.reading.view != nil:
		w.act("lesson back")
	}
	w.changed()
}

// arrow steps through the events, or moves the slider that has the focus.
func (w *Window) arrow(forward bool) {
	if c := w.sheet.named(w.focus); c != nil && w.ringed && c.kind == sliderControl {
		by := 0.25
		if !forward {
			by = -by
		}
		w.setSpeed(math.Log10(w.view.Speed) + by)
		return
	}
	if forward {
		w.act("step")
	} else {
		w.act("back")
	}
}

// moveFocus goes on to the next control, in the order of reading.
func (w *Window) moveFocus(back bool) {
	s := &w.sheet
	at := -1
	for i := range s.controls {
		if s.controls[i].name == w.focus && w.focus.area != noArea {
			at = i
		}
	}
	order := w.order()
	i := slices.Index(order, at)
	if back {
		i = (max(i, 0) + len(order) - 1) % len(order)
	} else {
		i = (i + 1) % len(order)
	}
	if len(order) == 0 {
		return
	}
	c := &s.controls[order[i]]
	w.focus, w.ringed = c.name, true
	w.bring(c)
	if c.kind == lineControl {
		focus := c.name
		w.focusTerminal(c.action)
		w.focus = focus
	}
}

// bring scrolls a control that is out of sight to where it can be seen.
func (w *Window) bring(c *control) {
	within := func(r rect, scroll *float32) {
		const rim = 40
		if c.box.y < r.y {
			*scroll = max(0, *scroll+c.box.y-r.y-rim)
		} else if c.box.bottom() > r.bottom() {
			*scroll += c.box.bottom() - r.bottom() + rim
		}
	}
	switch c.area {
	case helpArea:
		within(rect{0, 0, w.width, w.height}, &w.overOff)
	case lessonArea:
		if r := w.frame.lesson; c.hidden {
			within(rect{r.x, r.y + lessonHead, r.w, r.h - lessonHead - lessonFoot}, &w.reading.scroll)
		}
	case inspectorArea:
		if r := w.frame.inspector; c.hidden {
			within(rect{r.x, r.y + tabsHeight, r.w, r.h - tabsHeight - w.panelFoot}, &w.scroll)
		}
	}
}

// order is the controls that the Tab key reaches, from header to terminals.
func (w *Window) order() (list []int) {
	for a := headArea; a <= helpArea; a++ {
		for i := w.sheet.modal; i < len(w.sheet.controls); i++ {
			if c := &w.sheet.controls[i]; c.area == a && !c.plain {
				list = append(list, i)
			}
		}
	}
	return list
}

// menuKey moves in the menu that is open.
func (w *Window) menuKey(k Key) {
	count := w.sheet.counts[menuArea] - 1
	if count < 1 {
		return
	}
	at := 0
	if w.focus.area == menuArea {
		at = w.focus.n
	}
	switch k.Code {
	case ebiten.KeyArrowDown:
		at = at%count + 1
	case ebiten.KeyArrowUp:
		at = (at+2*count-2)%count + 1
	case ebiten.KeyHome:
		at = 1
	case ebiten.KeyEnd:
		at = count
	case ebiten.KeyTab:
		w.closePopup()
		return
	case ebiten.KeyEnter, ebiten.KeyNumpadEnter, ebiten.KeySpace:
		if k.Code == ebiten.KeySpace && w.sought.text != "" { // it is in what is looked for
			return
		}
		if c := w.sheet.named(name{menuArea, at}); c != nil && at > 0 {
			w.choose(c)
		}
		return
	}
	w.focus = name{menuArea, at}
}

// lineKey edits the line of a terminal.
func (w *Window) lineKey(p *pane, k Key) {
	switch {
	case (k.Control && k.Shift || k.Meta) && k.Code == ebiten.KeyC, k.Control && k.Code == ebiten.KeyInsert:
		w.copySelected()
		return
	case k.Shift && k.Code == ebiten.KeyInsert:
		w.paste()
		return
	case k.Control || k.Meta:
		w.controlKey(p, k)
		return
	}
	w.unselect()
	switch k.Code {
	case ebiten.KeyEnter, ebiten.KeyNumpadEnter:
		line := string(p.input)
		p.set("")
		p.at = len(p.history)
		w.send(p, line)
	case ebiten.KeyBackspace:
		if p.caret > 0 {
			p.erase(p.caret - 1)
		}
	case ebiten.KeyDelete:
		p.erase(p.caret + 1)
	case ebiten.KeyArrowLeft:
		p.caret = max(0, p.caret-1)
	case ebiten.KeyArrowRight:
		p.caret = min(len(p.input), p.caret+1)
	case ebiten.KeyHome:
		p.caret = 0
	case ebiten.KeyEnd:
		p.caret = len(p.input)
	case ebiten.KeyArrowUp:
		p.recall(-1)
	case ebiten.KeyArrowDown:
		p.recall(1)
	case ebiten.KeyPageUp:
		p.scrollBy(5)
	case ebiten.KeyPageDown:
		p.scrollBy(-5)
	case ebiten.KeyTab:
		// On an empty line Tab leaves the terminal, as it leaves every control.
		if len(p.input) == 0 || k.Shift {
			w.leaveTerminal(p, k.Shift)
			return
		}
		p.complete(w.viewer.Lab().Complete(string(p.input), len(string(p.input[:p.caret]))))
	}
}

// leaveTerminal moves the focus from a terminal to the control beside it.
func (w *Window) leaveTerminal(p *pane, back bool) {
	for i := range w.sheet.controls {
		if c := &w.sheet.controls[i]; c.kind == lineControl && c.action == p.id {
			w.focus = c.name
		}
	}
	w.focused = ""
	w.moveFocus(back)
}

// controlKey is what a key does in a terminal together with Control.
func (w *Window) controlKey(p *pane, k Key) {
	switch k.Code {
	case ebiten.KeyC:
		w.interrupt(p.id)
	case ebiten.KeyV:
		w.paste()
	case ebiten.KeyA:
		p.caret = 0
	case ebiten.KeyE:
		p.caret = len(p.input)
	case ebiten.KeyU:
		p.erase(0)
	case ebiten.KeyK:
		p.erase(len(p.input))
	case ebiten.KeyW:
		at := p.caret
		for at > 0 && p.input[at-1] == ' ' {
			at--
		}
		for at > 0 && p.input[at-1] != ' ' {
			at--
		}
		p.erase(at)
	}
}

// typeText types a text of one or more lines; whole lines are sent.
func (w *Window) typeText(p *pane, text string) {
	for i, r := range text {
		if r == '\n' {
			p.pasted = append(p.pasted, string(p.input)+text[:i])
			p.set("")
			w.typeText(p, text[i+1:])
			return
		}
	}
	p.insert([]rune(text))
}

// send gives a terminal a line.
func (w *Window) send(p *pane, line string) {
	if err := w.viewer.Type(p.id, line); err != nil {
		p.pasted = nil
		w.tell(err)
	}
}
