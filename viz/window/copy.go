package window

import (
	"errors"
	"strings"

	"raftarium/core/narrate"
	"raftarium/viz/panel"
)

// What is read here can be copied, as it can be marked in a page: what is selected in
// a terminal, or a panel, a step of a lesson or the sentence as a whole.
const (
	copyPanel  = "panel"
	copyLesson = "lesson"
	copySaid   = "sentence"
)

// copies are which text each part of the window offers.
var copies = map[area]string{inspectorArea: copyPanel, lessonArea: copyLesson, narrationArea: copySaid}

// offerCopy opens the menu of the text of a part of the window, at the pointer.
func (w *Window) offerCopy(what string) {
	w.menuFirst = 0
	item := menuItem{Action: panel.Action{Label: w.text("window.copy-" + what), Action: "window copy " + what, Key: "Ctrl Shift C"}}
	w.popup = &popup{x: w.in.X, y: w.in.Y, above: w.in.Y, items: []menuItem{item}}
	w.focus = name{menuArea, 1}
	w.changed()
}

// copyFocused copies what is selected in a terminal, or the text that has the focus.
func (w *Window) copyFocused() {
	switch {
	case w.selected() != "":
		w.copySelected()
	case w.ringed && copies[w.focus.area] != "":
		w.copyWhole(copies[w.focus.area])
	default:
		w.copyWhole(copySaid)
	}
}

// copyWhole copies a text of the window.
func (w *Window) copyWhole(what string) {
	switch n := &w.view.Narration; what {
	case copyPanel:
		w.copy(panelText(&w.view.Inspector.Panel))
	case copyLesson:
		w.copy(w.lessonText())
	case copySaid:
		w.copy(strings.TrimSpace(n.Text + " " + n.Section))
	}
}

// copy puts a text into the clipboard, and tells.
func (w *Window) copy(text string) {
	w.copied = text
	err := errors.ErrUnsupported
	if w.system.Copy != nil {
		err = w.system.Copy(text)
	}
	if err != nil {
		w.toast.show(w.text("window.copied-here", narrate.Str("why", err.Error())))
		return
	}
	w.toast.show(w.text("window.copied"))
}

// panelText is a panel as text: a line a row, with tabs between its cells, so that a
// table stays one.
func panelText(p *panel.Panel) string {
	var lines []string
	add := func(texts ...string) {
		if line := strings.Join(texts, "\t"); line != "" {
			lines = append(lines, line)
		}
	}
	add(p.Title)
	add(p.Subtitle)
	for i := range p.Sections {
		s := &p.Sections[i]
		lines = append(lines, "")
		add(s.Title)
		var texts []string
		for _, c := range s.Columns {
			texts = append(texts, c.Label)
		}
		add(texts...)
		for j := range s.Rows {
			add(rowTexts(s, &s.Rows[j])...)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// rowTexts are the texts of a row. Those of a line of a program, after its number,
// belong together.
func rowTexts(s *panel.Section, row *panel.Row) (texts []string) {
	for i := range row.Cells {
		if text := row.Cells[i].Text; i > 1 && s.Kind == "source" {
			texts[1] += text
		} else {
			texts = append(texts, text)
		}
	}
	if k := row.Knob; k != nil && len(texts) > 0 {
		texts[0] += ": " + k.Now
	}
	return texts
}

// lessonText is the step of the lesson that is open as text.
func (w *Window) lessonText() string {
	r := &w.reading
	if r.view == nil {
		return ""
	}
	lines := []string{r.view.Title, r.view.Steps[r.view.Step]}
	add := func(runs []run, before string) {
		for _, part := range runs {
			before += part.text
		}
		lines = append(lines, before)
	}
	blocks := func(list []block) {
		for _, b := range list {
			lines = append(lines, "")
			for _, item := range b.items {
				add(item, "")
			}
		}
	}
	blocks(r.blocks)
	for _, asked := range [][]run{r.question, r.goal} {
		if len(asked) > 0 {
			lines = append(lines, "")
			add(asked, "")
		}
	}
	for _, answer := range r.answers {
		add(answer, "– ")
	}
	blocks(r.after)
	return strings.Join(lines, "\n") + "\n"
}
