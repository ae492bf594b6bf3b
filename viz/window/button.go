package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// button is what a button shows.
type button struct {
	text     string
	icon     icon
	after    icon // right of the text
	action   string
	label    string       // says more than the text, or all where there is none
	why      string       // it is disabled
	main     bool         // the one main action: solid ink
	bare     bool         // without a border until it is hovered
	on       theme.Colour // of text and border on a ground of its own; 0: the usual
	disabled bool
	hidden   bool    // see control
	width    float32 // 0: as wide as what it shows
	pad      float32 // 0: 10
}

const (
	buttonHeight = 28
	buttonPad    = 10
	iconGap      = 6
)

var buttonStyle = ui(theme.SizeControl, false)

func (b *button) padding() float32 {
	if b.pad > 0 {
		return b.pad
	}
	return buttonPad
}

// content is how wide what a button shows is.
func (w *Window) content(b *button) float32 {
	var width float32
	if b.icon != noIcon {
		width = iconSize
	}
	if b.text != "" {
		if width > 0 {
			width += iconGap
		}
		width += w.typist.measure(b.text, buttonStyle)
	}
	if b.after != noIcon {
		if width > 0 {
			width += iconGap
		}
		width += iconSize
	}
	return width
}

// widthOf is how wide a button is, in whole pixels.
func (w *Window) widthOf(b *button) float32 {
	if b.width > 0 {
		return b.width
	}
	return whole(w.content(b) + 2*b.padding())
}

// whole rounds up to whole pixels, so that what stands after it is crisp.
func whole(v float32) float32 {
	n := float32(int(v))
	if n < v {
		n++
	}
	return n
}

// button lays a button out and returns its width.
func (w *Window) button(a area, x, y float32, b button) float32 {
	s, t := &w.sheet, w.theme
	r := rect{x, y, w.widthOf(&b), buttonHeight}
	label := b.label
	if label == "" {
		label = b.text
	}
	if b.hidden {
		s.control(a, control{box: r, action: b.action, label: label, disabled: b.disabled, why: b.why, hidden: true})
		return r.w
	}
	text, border := t.Ink, t.Line
	switch {
	case b.disabled:
		text, border = t.Ink3, t.Hair
	case w.hovered(a):
		border = t.Ink
	case b.bare:
		border = 0
	}
	if b.on != 0 {
		text, border = b.on, b.on
	}
	if b.main {
		s.fill(r, theme.CornerControl, t.Ink)
		text = t.Paper
	} else if border != 0 {
		s.outline(rect{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}, theme.CornerControl-0.5, 1, border)
	}
	w.inside(r, &b, text)
	s.control(a, control{box: r, action: b.action, label: label, disabled: b.disabled, why: b.why,
		tip: label != b.text})
	return r.w
}

// inside lays out what a button shows, in its middle.
func (w *Window) inside(r rect, b *button, c theme.Colour) {
	x := r.x + float32(int((r.w-w.content(b))/2+0.5))
	if b.icon != noIcon {
		w.sheet.icon(x, r.y+(r.h-iconSize)/2, b.icon, c)
		x += iconSize + iconGap
	}
	if b.text != "" {
		w.sheet.text(x, r.y+r.h/2+5, b.text, buttonStyle, ink.Start, c)
		x += w.typist.measure(b.text, buttonStyle) + iconGap
	}
	if b.after != noIcon {
		w.sheet.icon(x, r.y+(r.h-iconSize)/2, b.after, c)
	}
}

// group lays buttons out in one frame, parted by hairlines, and returns how
// wide it is.
func (w *Window) group(a area, x, y float32, buttons ...button) float32 {
	s, t := &w.sheet, w.theme
	left := x
	for i := range buttons {
		b := &buttons[i]
		r := rect{x, y, w.widthOf(b), buttonHeight}
		label := b.text
		if b.label != "" {
			label = b.label
		}
		if b.hidden {
			s.control(a, control{box: r, action: b.action, label: label, hidden: true})
			x += r.w + 1
			continue
		}
		if w.hovered(a) {
			s.outline(rect{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}, theme.CornerCell, 1, t.Ink)
		}
		w.inside(r, b, t.Ink)
		s.control(a, control{box: r, action: b.action, label: label, tip: b.text == ""})
		x += r.w
		if i < len(buttons)-1 {
			s.upright(x, y+1, buttonHeight-2, t.Hair)
			x++
		}
	}
	if len(buttons) > 0 && !buttons[0].hidden {
		s.outline(rect{left + 0.5, y + 0.5, x - left - 1, buttonHeight - 1}, theme.CornerControl-0.5, 1, t.Line)
	}
	return x - left
}
