package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
)

// menuItem is a row of a menu.
type menuItem struct {
	panel.Action
	choice bool // one of several, of which one is marked
	marked bool
}

// popup is a menu of the window's own, such as the kinds of jumps. That of the
// stage is in the view.
type popup struct {
	x, y, above float32 // its upper left corner; where it ends if it opens upwards
	items       []menuItem
}

const (
	menuRow   = 32
	menuLeast = 200
	menuMost  = 360
)

// openBelow opens a menu at the control that has the focus.
func (w *Window) openBelow(items []menuItem) {
	if w.popup != nil {
		w.popup = nil
		return
	}
	c := w.sheet.named(w.focus)
	if c == nil {
		return
	}
	w.menuFirst = 0
	w.popup = &popup{x: c.box.x, y: c.box.bottom() + 4, above: c.box.y - 4, items: items}
	w.focus = name{menuArea, 1}
	for i := range items {
		if items[i].marked {
			w.focus.n = i + 1
		}
	}
}

// closePopup closes the menu that is open, and reports whether one was.
func (w *Window) closePopup() bool {
	open := w.popup != nil
	w.popup = nil
	if w.view.Menu != nil {
		w.tell(w.viewer.Act("menu close"))
		w.view.Menu = nil
		open = true
	}
	if w.focus.area == menuArea {
		w.focus = name{}
	}
	w.menuFirst = 0
	return open
}

// buildPopup lays out the menu that is open: what can be done with a thing of
// the stage, or one of the window's own.
func (w *Window) buildPopup() {
	if m := w.view.Menu; m != nil {
		items := make([]menuItem, len(m.Items))
		for i := range m.Items {
			items[i].Action = m.Items[i]
		}
		x, y := w.frame.stage.x+m.X, w.frame.stage.y+m.Y
		w.menu(x, y, y, m.Title, items)
		return
	}
	if p := w.popup; p != nil {
		w.menu(p.x, p.y, p.above, "", p.items)
	}
}

// menu lays out a menu with its corner at (x, y), or ending at above if there
// is no room below.
func (w *Window) menu(x, y, above float32, title string, items []menuItem) {
	s, t := &w.sheet, w.theme
	r, fit := w.menuBox(x, y, above, title, items)
	w.menuFirst = max(0, min(w.menuFirst, len(items)-fit))
	if at := w.focus.n - 1; w.focus.area == menuArea && at >= 0 { // it is in sight
		w.menuFirst = max(min(w.menuFirst, at), at-fit+1)
	}
	s.modal = len(s.controls)
	s.control(menuArea, control{kind: blockControl, box: r, plain: true})
	s.fill(r, theme.CornerControl, t.Raised)
	s.outline(rect{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}, theme.CornerControl-0.5, 1, t.Line)
	y = r.y + 5
	if title != "" {
		s.text(r.x+13, y+19, title, panelBold, ink.Start, t.Ink)
		s.level(r.x+1, y+28, r.w-2, t.Hair)
		y += 33
	}
	if len(items) > fit {
		track := float32(fit*menuRow) - 8
		size := max(16, track*float32(fit)/float32(len(items)))
		top := y + 4 + (track-size)*float32(w.menuFirst)/float32(len(items)-fit)
		defer s.fill(rect{r.right() - 6, top, 3, size}, 1.5, t.Line) // over the rows
	}
	for i := range items {
		it := &items[i]
		row := rect{r.x + 1, y, r.w - 2, menuRow}
		if i < w.menuFirst || i >= w.menuFirst+fit {
			s.control(menuArea, control{box: row, action: it.Action.Action, label: it.Label, disabled: it.Disabled, why: it.Why, hidden: true})
			continue
		}
		if w.hovered(menuArea) || w.focus == (name{menuArea, s.counts[menuArea]}) {
			s.fill(row, 0, t.AccentSoft)
		}
		c, at := t.Ink, row.x+12
		if it.Disabled {
			c = t.Ink3
		}
		if it.choice {
			if it.marked {
				s.icon(at, y+8, checkIcon, c)
			}
			at += 24
		}
		s.text(at, y+21, w.typist.within(it.Label, buttonStyle, row.right()-12-at), buttonStyle, ink.Start, c)
		if it.Key != "" {
			s.text(row.right()-12, y+20, it.Key, ink.Style{Family: theme.Mono, Size: theme.SizeTick}, ink.End, t.Ink3)
		}
		s.control(menuArea, control{box: row, action: it.Action.Action, label: it.Label, disabled: it.Disabled, why: it.Why, inset: true})
		y += menuRow
	}
}

// menuBox is where a menu lies, and how many of its rows it shows: one that is
// higher than the window is scrolled.
func (w *Window) menuBox(x, y, above float32, title string, items []menuItem) (box rect, fit int) {
	width := float32(menuLeast)
	for i := range items {
		need := w.typist.measure(items[i].Label, buttonStyle) + 26
		if items[i].choice {
			need += 24
		}
		if items[i].Key != "" {
			need += 24 + w.typist.measure(items[i].Key, panelMono)
		}
		width = max(width, need)
	}
	width = whole(min(width, menuMost, w.width-16))
	frame := float32(10)
	if title != "" {
		frame += 33
	}
	fit = max(1, min(len(items), int((w.height-16-frame)/menuRow)))
	height := float32(fit*menuRow) + frame
	if y+height > w.height-8 && above-height > 8 {
		y = above - height
	}
	x = max(8, min(x, w.width-width-8))
	y = max(8, min(y, w.height-height-8))
	return rect{float32(int(x)), float32(int(y)), width, height}, fit
}
