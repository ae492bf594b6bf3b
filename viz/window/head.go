package window

import (
	"slices"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

var wordmark = ink.Style{Family: theme.Serif, Bold: true, Size: theme.SizeWordmark}

// The gaps of the header.
const (
	headGap    = 8
	headMargin = 16
)

// buildHead lays out the header: wordmark, lessons, views, and the tools; in a
// narrow window most of them in a menu.
func (w *Window) buildHead() {
	s, t, r := &w.sheet, w.theme, w.frame.head
	s.fill(r, 0, t.Paper)
	s.level(r.x, r.bottom()-1, r.w, t.Hair)
	s.text(w.frame.margin, 31, "Raftarium", wordmark, ink.Start, t.Ink)

	left := w.frame.margin + whole(w.typist.measure("Raftarium", wordmark)) + headGap
	tools, short := w.headTools(), false
	views := w.viewsWidth(short)
	lessons := w.lessonButton()
	if len(w.entries()) > 0 || w.reading.view != nil {
		left += 16 + w.widthOf(&lessons) + headGap
	}
	room := func() float32 { return r.right() - headMargin - w.toolsWidth(tools) - headGap - left }
	if room() < views { // the button of presenting loses its word
		tools = w.headTools()
		tools[2].text = ""
	}
	if room() < views {
		short = true
		views = w.viewsWidth(short)
	}
	if room() < views {
		tools = w.fewTools()
	}
	y := (r.h-1-buttonHeight)/2 - 0.5
	if lessons.text != "" {
		w.button(headArea, left-headGap-w.widthOf(&lessons), y, lessons)
	}
	end := r.right() - headMargin - w.toolsWidth(tools)
	x := (r.w - views) / 2
	x = max(left, min(x, end-headGap-views))
	w.buildViews(float32(int(x)), short)
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
	b := button{text: w.text("ui.lessons"), action: "window lessons", after: downIcon, label: w.text("ui.lessons")}
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

// headTools are the tools at the right end of the header.
func (w *Window) headTools() []button {
	themeIcon, themeLabel := moonIcon, w.themeLabel()
	if w.viewer.Theme() == viewer.Dark {
		themeIcon = sunIcon
	}
	tools := []button{
		{icon: shareIcon, text: w.text("ui.share"), action: "window share"},
		{icon: saveIcon, action: "window save-menu", label: w.text("window.save"), bare: true},
		{icon: screenIcon, action: "window present", label: w.text("ui.present"), bare: true},
		{action: "window language", label: w.text("ui.language"), bare: true, width: w.languageWidth()},
		{icon: themeIcon, action: "window theme", label: themeLabel, bare: true},
		{icon: helpIcon, action: "window help", label: w.text("ui.help"), bare: true},
	}
	if w.frame.wide {
		tools[2].text = tools[2].label
	}
	return append(tools, w.drawerTool()...)
}

// fewTools are those of a window that has no room for them all.
func (w *Window) fewTools() []button {
	return append([]button{{icon: menuIcon, action: "window more", label: w.text("ui.menu"), bare: true}}, w.drawerTool()...)
}

func (w *Window) drawerTool() []button {
	if !w.frame.drawer {
		return nil
	}
	return []button{{icon: panelIcon, action: "window drawer", label: w.text("ui.inspector")}}
}

func (w *Window) toolsWidth(tools []button) float32 {
	width := float32(-headGap)
	for i := range tools {
		width += w.widthOf(&tools[i]) + headGap
	}
	return width
}

func (w *Window) themeLabel() string {
	if w.viewer.Theme() == viewer.Dark {
		return w.text("ui.light")
	}
	return w.text("ui.dark")
}

// openMore opens the menu of the tools that have no room in the header.
func (w *Window) openMore(string) {
	other := nameEnglish
	if w.lang == narrate.English {
		other = nameChinese
	}
	item := func(label, action string) menuItem {
		return menuItem{Action: panel.Action{Label: label, Action: action}}
	}
	items := []menuItem{
		item(w.text("ui.share"), "window share"),
		item(w.text("ui.present"), "window present"),
		item(w.text("ui.save-svg"), "window save svg"),
		item(w.text("ui.save-png"), "window save png"),
		item(w.text("ui.save-json"), "window save json"),
		item(other, "window language"),
		item(w.themeLabel(), "window theme"),
		item(w.text("ui.knobs"), "tab knobs"),
		item(w.text("ui.scenarios"), "tab rules"),
		item(w.text("ui.help"), "window help"),
	}
	if len(w.entries()) > 0 {
		items = slices.Insert(items, 0, item(w.text("ui.lessons"), "window lessons"))
	}
	w.openBelow(items)
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
