package window

import (
	"raftarium/viz/panel"
)

// settingRow is how high a row of settings is, without what is said below it.
const settingRow = 36

// settings are a label on the left and what sets it on the right, a row.
func (f *flow) settings(s *panel.Section) {
	w := f.w
	for i := range s.Rows {
		row := &s.Rows[i]
		room := f.width
		if used := w.settingWidth(row); used > 0 {
			room -= used + 8
		}
		style, colour := f.look(&row.Cells[0], false)
		lines := w.typist.wrap(row.Cells[0].Text, style, room)
		height := max(settingRow, float32(len(lines)*panelLine)+8)
		top := f.y + (height-float32(len(lines)*panelLine))/2
		for j, l := range lines {
			f.line(f.x, top+float32(j*panelLine), l, style, 0, colour)
		}
		w.setting(row, f.x+f.width, f.y+(height-buttonHeight)/2, !f.seen(f.y, height))
		f.y += height
		if len(row.Cells) > 1 {
			f.y += f.cells(row.Cells[1:], f.x, f.y-4, f.width, false, false)
		}
		f.rule()
	}
}

// settingButtons are what a row's knob is set with: less, which, more; or a
// switch; and what can be done.
func settingButtons(row *panel.Row) (group, single []button) {
	if k := row.Knob; k != nil && k.Switch {
		single = append(single, button{text: k.Now, label: row.Cells[0].Text, action: k.Action(1 - k.At), main: k.At == 1, width: 48})
	} else if k != nil {
		which := button{text: k.Now, label: row.Cells[0].Text, action: "window knob " + k.Verb, pad: 8}
		if k.At < 0 || len(k.Values) < 2 {
			return []button{which}, single
		}
		less, more := button{text: "−", pad: 8}, button{text: "+", pad: 8}
		if k.At > 0 {
			less.action = k.Action(k.At - 1)
			less.label = row.Cells[0].Text + ": " + k.Labels[k.At-1]
		}
		if k.At+1 < len(k.Values) {
			more.action = k.Action(k.At + 1)
			more.label = row.Cells[0].Text + ": " + k.Labels[k.At+1]
		}
		group = []button{less, which, more}
	}
	for _, a := range row.Actions {
		single = append(single, button{text: a.Label, action: a.Action, disabled: a.Disabled, why: a.Why})
	}
	return group, single
}

// settingWidth is how wide what sets a row is.
func (w *Window) settingWidth(row *panel.Row) (width float32) {
	group, single := settingButtons(row)
	for i := range group {
		width += w.widthOf(&group[i]) + 1
	}
	for i := range single {
		width += w.widthOf(&single[i]) + 8
	}
	return width
}

// setting lays out what sets a row, so that it ends at right.
func (w *Window) setting(row *panel.Row, right, y float32, hidden bool) {
	group, single := settingButtons(row)
	x := whole(right - w.settingWidth(row))
	for i := range group {
		group[i].hidden = hidden
	}
	if len(group) > 0 {
		x += w.group(inspectorArea, x, y, group...)
	}
	for _, b := range single {
		x += 8
		b.hidden = hidden
		x += w.button(inspectorArea, x, y, b)
	}
}

// knobItemsMost is how many values a menu of the window shows.
const knobItemsMost = 18

// openKnob opens the values of the knob with a verb, those around the present
// one if there are many.
func (w *Window) openKnob(verb string) {
	k := w.knobOf(verb)
	if k == nil {
		return
	}
	first, end := 0, len(k.Values)
	if end > knobItemsMost {
		first = max(0, min(k.At-knobItemsMost/2, end-knobItemsMost))
		end = first + knobItemsMost
	}
	var items []menuItem
	for i := first; i < end; i++ {
		items = append(items, menuItem{Action: panel.Action{Label: k.Labels[i], Action: k.Action(i)}, choice: true, marked: i == k.At})
	}
	w.openBelow(items)
	if w.popup != nil && k.At >= first {
		w.focus = name{menuArea, k.At - first + 1}
	}
}

func (w *Window) knobOf(verb string) *panel.Knob {
	for i := range w.view.Inspector.Panel.Sections {
		s := &w.view.Inspector.Panel.Sections[i]
		for j := range s.Rows {
			if k := s.Rows[j].Knob; k != nil && k.Verb == verb {
				return k
			}
		}
	}
	return nil
}
