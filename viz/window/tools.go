package window

import (
	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// headTools are the tools at the right end of the header: first what goes on, such
// as a cluster that is followed and a film, then what can be done.
func (w *Window) headTools(crowd headRoom) []button {
	tools := append(w.liveTool(), w.filmTool()...)
	if crowd == inMenu {
		tools = append(tools, button{icon: menuIcon, action: "window more", label: w.text("ui.menu"), bare: true})
		return append(tools, w.drawerTool()...)
	}
	present := button{icon: screenIcon, action: "window present", label: w.text("ui.present"), bare: true}
	if w.frame.wide && crowd < wordless {
		present.text = present.label
	}
	theme := button{icon: moonIcon, action: "window theme", label: w.themeLabel(), bare: true}
	if w.viewer.Theme() == viewer.Dark {
		theme.icon = sunIcon
	}
	tools = append(tools,
		button{icon: shareIcon, text: w.text("ui.share"), action: "window share"},
		button{icon: saveIcon, action: "window save-menu", label: w.text("ui.save"), bare: true},
		present,
		button{action: "window language", label: w.text("ui.language"), bare: true, width: w.languageWidth()},
		theme,
		button{icon: helpIcon, action: "window help", label: w.text("ui.help"), bare: true})
	return append(tools, w.drawerTool()...)
}

// liveTool says how the viewer stands to a cluster that runs elsewhere; pressed, it
// leads there.
func (w *Window) liveTool() []button {
	l := w.view.Live
	if l == nil {
		return nil
	}
	b := button{icon: ringIcon, text: l.Label, action: "live", label: l.Text}
	switch l.State {
	case "live":
		b.icon = discIcon
	case "lost", "unfit":
		b.on = w.theme.Ink3
	}
	return []button{b}
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
	var items []menuItem
	if len(w.entries()) > 0 {
		items = append(items, item(w.text("ui.lessons"), "window lessons"))
	}
	items = append(items, item(w.text("ui.share"), "window share"), item(w.text("ui.present"), "window present"))
	items = append(items, w.saves()...)
	items = append(items,
		item(other, "window language"),
		item(w.themeLabel(), "window theme"),
		item(w.text("ui.knobs"), "tab knobs"),
		item(w.text("ui.scenarios"), "tab rules"),
		item(w.text("ui.help"), "window help"))
	if w.fitControls() >= noJumps {
		for _, way := range []struct{ label, action string }{{"ui.next-kind", "jump next "}, {"ui.previous-kind", "jump previous "}} {
			for _, k := range w.view.Jump.Kinds {
				items = append(items, item(w.text(way.label, narrate.Str("kind", k.Label)), way.action+k.ID))
			}
		}
	}
	w.openBelow(items)
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
