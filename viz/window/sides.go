package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
)

// sideHeight is that of a bar beside a number.
const sideHeight = 10

// sides are the measures of several sides, a line a side: whose it is, a bar, and
// the number.
func (f *flow) sides(s *panel.Section) {
	var label, side, number float32
	for _, c := range s.Columns[1:] {
		side = max(side, f.w.typist.measure(c.Label, panelStyle))
	}
	for i := range s.Rows {
		cells := s.Rows[i].Cells
		label = max(label, f.w.typist.measure(cells[0].Text, panelStyle))
		for j := range cells[1:] {
			number = max(number, f.w.typist.measure(cells[j+1].Text, panelStyle))
		}
	}
	label = min(label, f.width/3)
	const gap = 8
	left := f.x + label + gap + side + gap
	room := f.x + f.width - number - gap - left
	t := f.w.theme
	for i := range s.Rows {
		cells, top := s.Rows[i].Cells, f.y
		for j, l := range f.w.typist.wrap(cells[0].Text, panelStyle, label) {
			f.line(f.x, top+2+float32(j*panelLine), l, panelStyle, ink.Start, t.Ink3)
		}
		for j := range cells[1:] {
			c, y := &cells[j+1], top+2+float32(j*panelLine)
			f.line(f.x+label+gap, y, s.Columns[j+1].Label, panelStyle, ink.Start, t.Ink)
			f.line(f.x+f.width, y, c.Text, panelStyle, ink.End, t.Ink)
			if c.Share > 0 && f.seen(y, panelLine) {
				f.w.sheet.fill(rect{left, y + (panelLine-sideHeight)/2, max(1, room*c.Share), sideHeight}, 0, sideColour(t, j))
			}
		}
		f.y = top + float32(len(cells)-1)*panelLine + 5
		f.rule()
	}
}

// sideColour tells the sides apart.
func sideColour(t *theme.Theme, side int) theme.Colour {
	if side == 0 {
		return t.Ink3
	}
	return t.Accent
}
