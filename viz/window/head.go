package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

var wordmark = ink.Style{Family: theme.Serif, Bold: true, Size: theme.SizeWordmark}

// The gaps of the header.
const (
	headGap    = 8
	headMargin = 16
)

// headRoom is what of the header has given way, since there is too little room.
type headRoom uint8

const (
	roomy      headRoom = iota
	wordless            // presenting has no word
	shortViews          // the views have short names, too
	inMenu              // most tools are in a menu, too
)

// buildHead lays out the header: wordmark, lessons, views, and the tools.
func (w *Window) buildHead() {
	s, t, r := &w.sheet, w.theme, w.frame.head
	s.fill(r, 0, t.Paper)
	s.level(r.x, r.bottom()-1, r.w, t.Hair)
	s.text(w.frame.margin, 31, "Raftarium", wordmark, ink.Start, t.Ink)

	left := w.frame.margin + whole(w.typist.measure("Raftarium", wordmark)) + headGap
	y := (r.h-1-buttonHeight)/2 - 0.5
	if lessons := w.lessonButton(); lessons.text != "" {
		left += 16
		left += w.button(headArea, left, y, lessons) + headGap
	}
	var tools []button
	var views, end float32
	crowd := roomy
	for ; crowd <= inMenu; crowd++ {
		tools = w.headTools(crowd)
		end = r.right() - headMargin - w.toolsWidth(tools)
		if views = w.viewsWidth(crowd >= shortViews); left+views+headGap <= end || crowd == inMenu {
			break
		}
	}
	x := max(left, min((r.w-views)/2, end-headGap-views))
	w.buildViews(float32(int(x)), crowd >= shortViews)
	for i := range tools {
		width := w.button(headArea, end, y, tools[i])
		if tools[i].action == "window language" {
			w.languages(end+buttonPad, 28.5)
		}
		end += width + headGap
	}
}

// lessonButton opens the list of lessons; it says which one is open.
func (w *Window) lessonButton() button {
	b := button{text: w.text("ui.lessons"), action: "window lessons", after: downIcon}
	l := w.reading.view
	if l == nil && len(w.entries()) == 0 {
		return button{}
	}
	if l == nil || w.frame.drawer {
		return b
	}
	most := float32(340)
	switch {
	case w.width < 1200:
		most = 130
	case w.width < wideFrom:
		most = 220
	}
	b.text = w.typist.within(l.Title, buttonStyle, most-2*buttonPad-iconGap-iconSize)
	return b
}

// viewLabel is what a view is called.
func viewLabel(v *viewer.Choice, short bool) string {
	if short && v.Short != "" {
		return v.Short
	}
	return v.Label
}

// viewPad is what a view's button has left and right of its name.
func viewPad(short bool) float32 {
	if short {
		return 8
	}
	return 14
}

func (w *Window) viewsWidth(short bool) (all float32) {
	for i := range w.view.Views {
		all += whole(w.typist.measure(viewLabel(&w.view.Views[i], short), ui(theme.SizeControl, true))) + 2*viewPad(short)
	}
	return all
}

// buildViews lays out the views as one group of buttons: the one that is shown is
// solid ink.
func (w *Window) buildViews(x float32, short bool) {
	s, t, r := &w.sheet, w.theme, w.frame.head
	styles := [2]ink.Style{buttonStyle, ui(theme.SizeControl, true)}
	y := float32(int((r.h - 1 - buttonHeight) / 2))
	left := x
	for i := range w.view.Views {
		v := &w.view.Views[i]
		label := viewLabel(v, short)
		box := rect{x, y, whole(w.typist.measure(label, styles[1])) + 2*viewPad(short), buttonHeight}
		c, style := t.Ink, styles[0]
		switch {
		case v.Current:
			c, style = t.Paper, styles[1]
			s.fill(box, theme.CornerControl, t.Ink)
		case w.hovered(headArea):
			s.outline(rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}, theme.CornerCell, 1, t.Ink)
		case i > 0 && !w.view.Views[i-1].Current:
			s.upright(box.x, box.y+1, box.h-2, t.Hair)
		}
		s.text(box.x+box.w/2, box.y+box.h/2+5, label, style, ink.Middle, c)
		s.control(headArea, control{box: box, action: v.Action, label: v.Label})
		x += box.w
	}
	s.outline(rect{left + 0.5, y + 0.5, x - left - 1, buttonHeight - 1}, theme.CornerControl-0.5, 1, t.Line)
}
