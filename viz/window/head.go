package window

import (
	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

var wordmark = ink.Style{Family: theme.Serif, Bold: true, Size: theme.SizeWordmark}

// buildHead lays out the header: wordmark, share, language, theme, help, and
// the drawer's button where there is one.
func (w *Window) buildHead() {
	s, t, r := &w.sheet, w.theme, w.frame.head
	s.fill(r, 0, t.Paper)
	s.level(r.x, r.bottom()-1, r.w, t.Hair)
	s.text(w.frame.margin, 31, "Raftarium", wordmark, ink.Start, t.Ink)

	w.buildViews()
	themeIcon, themeLabel := moonIcon, w.text("ui.dark")
	if w.viewer.Theme() == viewer.Dark {
		themeIcon, themeLabel = sunIcon, w.text("ui.light")
	}
	tools := []button{
		{icon: shareIcon, text: w.text("ui.share"), action: "window share"},
		{icon: saveIcon, action: "window save-menu", label: w.text("ui.save"), bare: true},
		{icon: screenIcon, action: "window present", label: w.text("ui.present"), bare: true},
		{action: "window language", label: w.text("ui.language"), bare: true, width: w.languageWidth()},
		{icon: themeIcon, action: "window theme", label: themeLabel, bare: true},
		{icon: helpIcon, action: "window help", label: w.text("ui.help"), bare: true},
	}
	if w.frame.drawer {
		tools = append(tools, button{icon: panelIcon, action: "window drawer", label: w.text("ui.inspector")})
	}
	const gap, margin = 8, 16
	x := r.right() - margin + gap
	for i := range tools {
		x -= w.widthOf(&tools[i]) + gap
	}
	for i := range tools {
		width := w.button(headArea, x, (r.h-1-buttonHeight)/2-0.5, tools[i])
		if tools[i].action == "window language" {
			w.languages(x+buttonPad, 28.5)
		}
		x += width + gap
	}
}

// buildViews lays out the views as one group of buttons, in the middle of the
// header: the one that is shown is solid ink.
func (w *Window) buildViews() {
	s, t, r := &w.sheet, w.theme, w.frame.head
	styles := [2]ink.Style{buttonStyle, ui(theme.SizeControl, true)}
	const pad = 14
	var all float32
	for _, v := range w.view.Views {
		all += whole(w.typist.measure(v.Label, styles[1])) + 2*pad
	}
	x, y := float32(int(r.x+(r.w-all)/2)), float32(int((r.h-1-buttonHeight)/2))
	left := x
	for _, v := range w.view.Views {
		box := rect{x, y, whole(w.typist.measure(v.Label, styles[1])) + 2*pad, buttonHeight}
		c, style := t.Ink, styles[0]
		switch {
		case v.Current:
			c, style = t.Paper, styles[1]
			s.fill(box, theme.CornerControl, t.Ink)
		case w.hovered(headArea):
			s.outline(rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}, theme.CornerCell, 1, t.Ink)
		}
		s.text(box.x+box.w/2, box.y+box.h/2+5, v.Label, style, ink.Middle, c)
		s.control(headArea, control{box: box, action: v.Action, label: v.Label})
		x += box.w
	}
	s.outline(rect{left + 0.5, y + 0.5, x - left - 1, buttonHeight - 1}, theme.CornerControl-0.5, 1, t.Line)
}

// The languages by their own names, as they stand in the switch.
const (
	nameEnglish = "EN"
	nameChinese = "中文"
)

func (w *Window) languageStyle(l narrate.Lang) ink.Style {
	return ui(theme.SizeControl, l == w.lang)
}

func (w *Window) languageWidth() float32 {
	return whole(2*buttonPad + 2*iconGap + w.typist.measure(nameEnglish, w.languageStyle(narrate.English)) +
		w.typist.measure("/", buttonStyle) + w.typist.measure(nameChinese, w.languageStyle(narrate.Chinese)))
}

// languages writes "EN / 中文", the present one bold.
func (w *Window) languages(x, y float32) {
	for i, part := range [...]struct {
		text  string
		style ink.Style
		own   bool
	}{
		{nameEnglish, w.languageStyle(narrate.English), w.lang == narrate.English},
		{"/", buttonStyle, false},
		{nameChinese, w.languageStyle(narrate.Chinese), w.lang == narrate.Chinese},
	} {
		if i > 0 {
			x += iconGap
		}
		c := w.theme.Ink3
		if part.own {
			c = w.theme.Ink
		}
		w.sheet.text(x, y, part.text, part.style, ink.Start, c)
		x += w.typist.measure(part.text, part.style)
	}
}
