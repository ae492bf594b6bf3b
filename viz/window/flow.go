package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
)

// flow lays the sections of a panel out, one below the other.
type flow struct {
	w        *Window
	x, width float32
	y        float32
	clip     rect    // what is outside need not be laid out
	marker   *marker // of the words that are explained; nil: there are none
	tells    bool    // what is written now is prose, whose words are marked
}

const panelLine = 20

// seen tells whether something of this height can be seen at y.
func (f *flow) seen(y, height float32) bool {
	return y < f.clip.bottom() && y+height > f.clip.y
}

func (f *flow) section(s *panel.Section) {
	if s.Title != "" {
		f.line(f.x, f.y, s.Title, panelBold, ink.Start, f.w.theme.Ink)
		f.y += panelLine + 4
	}
	switch s.Kind {
	case panel.Pairs:
		f.pairs(s)
	case panel.Table:
		f.table(s)
	case panel.Sides:
		f.sides(s)
	case panel.Chain:
		f.chain(s)
	case panel.Settings:
		f.settings(s)
	case panel.Source:
		f.source(s)
	case panel.Quote:
		f.quote(s)
	case panel.Bars:
		f.bars(s)
	default:
		for i := range s.Rows {
			if i > 0 {
				f.y += 4
			}
			f.tells = true
			f.y += f.cells(s.Rows[i].Cells, f.x, f.y, f.width, s.Kind == panel.Empty, false)
			f.tells = false
		}
	}
}

// line writes one line whose box begins at y.
func (f *flow) line(x, y float32, text string, style ink.Style, align ink.Align, c theme.Colour) {
	if f.seen(y, panelLine) {
		f.w.sheet.text(x, y+15, text, style, align, c)
	}
}

// look is how a cell's text is set.
func (f *flow) look(c *panel.Cell, bold bool) (ink.Style, theme.Colour) {
	style, t := panelStyle, f.w.theme
	if c.Mono {
		style = panelMono
	}
	style.Bold = bold
	switch c.Tone {
	case panel.Quiet:
		return style, t.Ink3
	case panel.Danger:
		style.Bold = true
		return style, t.Danger
	case panel.Accent:
		return style, t.Accent
	case panel.Strong:
		style.Bold = true
	}
	if c.Action != "" {
		return style, t.Accent
	}
	return style, t.Ink
}

// cells writes cells one after the other like words of one text, and returns
// how high they are.
func (f *flow) cells(cells []panel.Cell, x, y, width float32, second, bold bool) float32 {
	top, at := y, x
	for i := range cells {
		c := &cells[i]
		style, colour := f.look(c, bold)
		if second && c.Tone == "" {
			colour = f.w.theme.Ink2
		}
		if i > 0 && at > x {
			at += f.w.typist.advance(' ', style) + 2
			if f.w.typist.measure(c.Text, style) > x+width-at {
				at, y = x, y+panelLine
			}
		}
		for j, l := range f.w.typist.wrap(c.Text, style, x+width-at) {
			if j > 0 {
				y += panelLine
				at = x
			}
			f.line(at, y, l, style, ink.Start, colour)
			if f.tells && c.Action == "" && !c.Mono {
				f.mark(at, y, l, style)
			}
			size := f.w.typist.measure(l, style)
			f.link(c, rect{at, y, size, panelLine})
			at += size
		}
	}
	return y + panelLine - top
}

// link makes a cell with an action a place to be pressed.
func (f *flow) link(c *panel.Cell, box rect) {
	if c.Action == "" {
		return
	}
	hidden := !f.seen(box.y, box.h)
	if f.w.hovered(inspectorArea) && !hidden {
		f.w.sheet.level(box.x, box.y+17, box.w, f.w.theme.Accent)
	}
	f.w.sheet.control(inspectorArea, control{box: box, action: c.Action, label: c.Text, hidden: hidden})
}

// pairs are a label and a value a row.
func (f *flow) pairs(s *panel.Section) {
	label := float32(88)
	if !f.w.frame.wide {
		label = 80
	}
	for i := range s.Rows {
		label = max(label, min(128, whole(f.w.typist.measure(s.Rows[i].Cells[0].Text, panelStyle))+2))
	}
	for i := range s.Rows {
		if i > 0 {
			f.y += 4
		}
		row := &s.Rows[i]
		f.tells = true
		a := f.cells(row.Cells[:1], f.x, f.y, label, false, false)
		f.tells = false
		b := f.cells(row.Cells[1:], f.x+label+8, f.y, f.width-label-8, false, false)
		f.y += max(a, b)
	}
}

// chain is a moment and what happened then, a row.
func (f *flow) chain(s *panel.Section) {
	const moment = 68
	for i := range s.Rows {
		if i > 0 {
			f.y += 4
		}
		row := &s.Rows[i]
		f.cells(row.Cells[:1], f.x, f.y, moment, false, false)
		f.tells = true
		f.y += f.cells(row.Cells[1:], f.x+moment, f.y, f.width-moment, false, row.Selected)
		f.tells = false
	}
}

// bars are a name and how much, and below them where that stands in the whole.
func (f *flow) bars(s *panel.Section) {
	t := f.w.theme
	const high, gap = 8, 6
	for i := range s.Rows {
		row := &s.Rows[i]
		style, c := f.look(&row.Cells[1], false)
		much := f.w.typist.measure(row.Cells[1].Text, style)
		f.line(f.x+f.width, f.y, row.Cells[1].Text, style, ink.End, c)
		f.y += f.cells(row.Cells[:1], f.x, f.y, f.width-much-8, false, false)
		if f.seen(f.y, high) && row.Bar != nil {
			y := float32(int(f.y))
			f.w.sheet.level(f.x, y+4, f.width, t.Hair)
			b := rect{f.x + f.width*float32(row.Bar.From), y + 0.5, max(1.5, f.width*float32(row.Bar.To-row.Bar.From)), high - 1}
			switch row.Bar.Kind {
			case panel.Disk:
				f.w.sheet.fill(b, 0, t.Ink)
			case panel.Waiting:
				f.w.sheet.fill(b, 0, t.Paper)
				f.w.sheet.outline(b, 0, 1, t.Ink3)
			default:
				f.w.sheet.fill(b, 0, t.Ink3)
			}
		}
		f.y += high + gap
	}
}

// table has columns as wide as what is in them, in proportion if they do not
// fit or do not fill the width.
func (f *flow) table(s *panel.Section) {
	t := f.w.theme
	var buffer [8]float32
	widths := f.columns(s, buffer[:0])
	x := f.x
	for i, c := range s.Columns {
		f.aligned(x, f.y+2, widths[i], c.Align, i, c.Label, panelStyle, t.Ink3)
		x += widths[i]
	}
	f.y += panelLine + 5
	f.rule()
	for i := range s.Rows {
		f.tableRow(s, &s.Rows[i], widths)
	}
}

// rule is the hairline under a row, whose last pixel is above f.y.
func (f *flow) rule() {
	if f.seen(f.y-1, 1) {
		f.w.sheet.level(f.x, float32(int(f.y))-1, f.width, f.w.theme.Hair)
	}
}

// aligned writes a cell of a table in its column.
func (f *flow) aligned(x, y, width float32, align string, column int, text string, style ink.Style, c theme.Colour) {
	switch {
	case align == "right":
		f.line(x+width, y, text, style, ink.End, c)
	case column == 0:
		f.line(x, y, text, style, ink.Start, c)
	default:
		f.line(x+8, y, text, style, ink.Start, c)
	}
}

func (f *flow) tableRow(s *panel.Section, row *panel.Row, widths []float32) {
	top := f.y
	high := 1
	for i := range row.Cells {
		if i < len(widths) {
			style, _ := f.look(&row.Cells[i], false)
			high = max(high, len(f.w.typist.wrap(row.Cells[i].Text, style, f.room(widths, i))))
		}
	}
	height := float32(high*panelLine) + 7
	if row.Selected && f.seen(top, height) {
		f.w.sheet.fill(rect{f.x, top, f.width, height - 1}, 0, f.w.theme.AccentSoft)
	}
	if row.Action != "" {
		hidden := !f.seen(top, height)
		if f.w.hovered(inspectorArea) && !hidden {
			f.w.sheet.fill(rect{f.x, top, f.width, height - 1}, 0, f.w.theme.AccentSoft)
		}
		f.w.sheet.control(inspectorArea, control{box: rect{f.x, top, f.width, height}, action: row.Action, label: row.Cells[0].Text, hidden: hidden})
	}
	x := f.x
	for i := range row.Cells {
		if i >= len(widths) {
			break
		}
		c := &row.Cells[i]
		style, colour := f.look(c, false)
		for j, l := range f.w.typist.wrap(c.Text, style, f.room(widths, i)) {
			f.aligned(x, top+3+float32(j*panelLine), widths[i], s.Columns[i].Align, i, l, style, colour)
		}
		f.link(c, rect{x, top + 3, widths[i], panelLine})
		x += widths[i]
	}
	f.y += height
	f.rule()
}

// room is how wide the text of a column may be.
func (f *flow) room(widths []float32, i int) float32 {
	if i == 0 {
		return widths[0]
	}
	return widths[i] - 8
}

// columns shares the width out: each column gets what it needs, the widest
// gives first, and what is left goes to all in proportion.
func (f *flow) columns(s *panel.Section, widths []float32) []float32 {
	var total float32
	for i, c := range s.Columns {
		need := f.w.typist.measure(c.Label, panelStyle)
		for j := range s.Rows {
			if i < len(s.Rows[j].Cells) {
				style, _ := f.look(&s.Rows[j].Cells[i], false)
				need = max(need, f.w.typist.measure(s.Rows[j].Cells[i].Text, style))
			}
		}
		if need++; i > 0 {
			need += 8
		}
		widths = append(widths, need)
		total += need
	}
	for total > f.width+0.5 {
		widest, second := 0, float32(40)
		for i := range widths {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		for i := range widths {
			if i != widest && widths[i] < widths[widest] {
				second = max(second, widths[i])
			}
		}
		give := min(total-f.width, max(1, widths[widest]-second))
		widths[widest] -= give
		total -= give
	}
	extra := f.width - total
	for i := range widths {
		widths[i] += extra * widths[i] / total
	}
	return widths
}
