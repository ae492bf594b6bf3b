package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

const tabsHeight = 40

var (
	panelStyle = ui(theme.SizePanel, false)
	panelBold  = ui(theme.SizePanel, true)
	panelMono  = ink.Style{Family: theme.Mono, Size: theme.SizePanel}
)

// buildInspector lays out the inspector: the panel, then over what of it is
// scrolled away the tabs and the actions.
func (w *Window) buildInspector() {
	s, t, r := &w.sheet, w.theme, w.frame.inspector
	p := &w.view.Inspector.Panel
	if id := p.ID + p.Title; id != w.shownID {
		w.shownID, w.scroll = id, 0
	}
	w.reveal(p, r.h-tabsHeight)
	s.fill(r, 0, t.Raised)
	s.control(inspectorArea, control{kind: scrollControl, box: r, plain: true})
	border := t.Hair
	if w.frame.drawer {
		border = t.Line
	}
	pad := rect{x: 20, y: 16}
	gap := float32(16)
	if !w.frame.wide {
		pad, gap = rect{x: 16, y: 12}, 12
	}
	inner := rect{r.x + pad.x, r.y + tabsHeight, r.w - 2*pad.x, r.h - tabsHeight}
	actions := w.actionRows(p, inner.w)
	if w.reading.view != nil && w.frame.low && !w.frame.drawer {
		actions = nil // little is left for the panel; the menus of the stage have them
	}
	foot := float32(0)
	if len(actions) > 0 {
		foot = float32(len(actions))*(buttonHeight+8) + 16
	}
	f := flow{w: w, x: inner.x, width: inner.w, clip: inner, y: inner.y + pad.y - w.scroll, marker: w.words()}
	f.who(p)
	for i := range p.Sections {
		f.y += gap
		f.section(&p.Sections[i])
	}
	content := f.y + w.scroll + pad.y - inner.y
	if foot > 0 {
		content += foot - pad.y + 8
	}
	if over := max(0, content-inner.h); w.scroll > over { // it has become shorter
		w.scroll = over
		w.changed()
	}
	w.panelFoot = foot
	w.buildActions(actions, f.y+8, foot, inner)
	w.scrollBar(inner, r.right(), content, foot)
	w.buildTabs(r, pad.x)
	s.upright(r.x, r.y, r.h, border)
}

// buildTabs lays out the tabs over the panel.
func (w *Window) buildTabs(r rect, pad float32) {
	s, t := &w.sheet, w.theme
	s.fill(rect{r.x, r.y, r.w, tabsHeight}, 0, t.Raised)
	s.level(r.x, r.y+tabsHeight-1, r.w, t.Hair)
	tabs := w.view.Inspector.Tabs
	gap := float32(16)
	if !w.frame.wide {
		gap = 14
	}
	const tight = 8
	short := false
	for range 3 { // with short forms, and then closer, if the long ones do not fit
		x := r.x + pad
		for i := range tabs {
			x += w.typist.measure(tabLabel(&tabs[i], short), panelBold) + gap
		}
		if x-gap <= r.right()-pad {
			break
		}
		if short {
			gap = tight
		}
		short = true
	}
	x := r.x + pad - w.tabsOver(r.w-2*pad, gap, short)
	for i := range tabs {
		tab := &tabs[i]
		label := tabLabel(tab, short)
		style, c := panelStyle, t.Ink2
		if tab.Current {
			style, c = panelBold, t.Ink
		} else if w.hovered(inspectorArea) {
			c = t.Ink
		}
		width := whole(w.typist.measure(label, style))
		if x+width > r.right() { // there is room for it once one before it is current
			break
		}
		if x < r.x {
			x += width + gap
			continue
		}
		s.text(x, r.y+25, label, style, ink.Start, c)
		if tab.Current {
			s.fill(rect{x, r.y + tabsHeight - 2, width, 2}, 0, t.Ink)
		}
		s.control(inspectorArea, control{box: rect{x, r.y, width, tabsHeight}, action: tab.Action, label: label, inset: true})
		x += width + gap
	}
}

// tabsOver is how far the tabs are moved to the left, so that the current one is
// in sight.
func (w *Window) tabsOver(room, gap float32, short bool) float32 {
	end := float32(0)
	for i := range w.view.Inspector.Tabs {
		tab := &w.view.Inspector.Tabs[i]
		if tab.Current {
			end += whole(w.typist.measure(tabLabel(tab, short), panelBold))
			return max(0, end-room)
		}
		end += whole(w.typist.measure(tabLabel(tab, short), panelStyle)) + gap
	}
	return 0
}

// tabLabel is a tab's label, or its short form, with a mark if it has one.
func tabLabel(tab *viewer.Choice, short bool) string {
	label := tab.Label
	if short && tab.Short != "" {
		label = tab.Short
	}
	if tab.Mark != "" {
		label += " !"
	}
	return label
}

// actionRows breaks the actions of a panel into rows that fit.
func (w *Window) actionRows(p *panel.Panel, width float32) (rows [][]panel.Action) {
	x := width + 1
	for _, a := range p.Actions {
		b := button{text: a.Label}
		size := w.widthOf(&b)
		if x+size > width {
			rows = append(rows, nil)
			x = 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], a)
		x += size + 8
	}
	return rows
}

// buildActions lays out what can be done: under the panel, or at the foot over
// a long one.
func (w *Window) buildActions(rows [][]panel.Action, y, foot float32, inner rect) {
	if len(rows) == 0 {
		return
	}
	s, t := &w.sheet, w.theme
	if most := inner.bottom() - foot; y > most {
		y = most
		left := w.frame.inspector.x
		s.fill(rect{left, y, w.frame.inspector.w, inner.bottom() - y}, 0, t.Raised)
	}
	y = float32(int(y)) + 8
	for _, row := range rows {
		x := inner.x
		for _, a := range row {
			x += w.button(inspectorArea, x, y, button{text: a.Label, action: a.Action, disabled: a.Disabled, why: a.Why}) + 8
		}
		y += buttonHeight + 8
	}
}

// scrollBar shows how far the panel is scrolled, where it can be.
func (w *Window) scrollBar(inner rect, right, content, foot float32) {
	if content <= inner.h {
		return
	}
	track := inner.h - foot - 8
	size := max(24, track*inner.h/content)
	y := inner.y + 4 + (track-size)*w.scroll/(content-inner.h)
	w.sheet.fill(rect{right - 6, y, 3, size}, 1.5, w.theme.Line)
}

// who lays out the panel's icon, title and subtitle.
func (f *flow) who(p *panel.Panel) {
	if p.Title == "" {
		f.y -= 16
		return
	}
	w, t := f.w, f.w.theme
	x, high := f.x, float32(44)
	if p.Icon != nil {
		size := float32(52)
		if !w.frame.wide {
			size = 44
		}
		w.sheet.lettered(iconMember(p.Icon, x, f.y, size/52), p.Icon.Letter, t)
		x += 48*size/52 + 12
		high = size
	}
	room := f.x + f.width - x
	sub := w.typist.wrap(p.Subtitle, ui(theme.SizeControl, false), room)
	text := 24 + 20*float32(len(sub))
	y := f.y + max(0, (high-text)/2)
	w.sheet.text(x, y+18, w.typist.within(p.Title, ui(theme.SizeNarration, true), room), ui(theme.SizeNarration, true), ink.Start, t.Ink)
	for i, l := range sub {
		w.sheet.text(x, y+24+15+float32(i)*20, l, ui(theme.SizeControl, false), ink.Start, t.Ink2)
		f.mark(x, y+24+float32(i)*20, l, ui(theme.SizeControl, false))
	}
	f.y += max(high, text)
}

// iconMember is a member's shape beside the title, 48 × 52 times k, nothing
// around it.
func iconMember(i *panel.Icon, x, y, k float32) scene.Member {
	m := scene.Member{X: x + 24*k, Y: y + 31*k, R: 18.5 * k, Term: i.Term, Arc: -1}
	switch i.Shape {
	case "leader":
		m.Shape, m.R = scene.Square, 19*k
	case "candidate":
		m.Shape, m.R = scene.Diamond, 16.5*k
	case "pre-candidate":
		m.Shape, m.Hollow, m.R = scene.Diamond, true, 16.5*k
	case "learner":
		m.Learner = true
	case "crashed":
		m.Crashed, m.R = true, 18*k
	}
	return m
}

// lettered draws a small member with its letter alone in its middle.
func (s *sheet) lettered(m scene.Member, letter string, t *theme.Theme) {
	s.member(m)
	if m.Crashed {
		return
	}
	_, c := t.Term(m.Term)
	if m.Learner || m.Hollow {
		c = t.Ink
	}
	s.text(m.X, m.Y+4.6, letter, panelBold, ink.Middle, c)
}
