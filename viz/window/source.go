package window

import (
	"strings"

	"raftarium/viz/ink"
	"raftarium/viz/panel"
	"raftarium/viz/theme"
)

// The columns of a program's text: the bar of the lines that ran, then their
// numbers, then the text.
const (
	ranBar     = 4
	sourceFrom = 34
)

var quoteStyle = ink.Style{Family: theme.Serif, Size: theme.SizeProse}

const quoteLine = 24

// source is a program's text, with the lines that ran on another ground. A line
// that is too long goes on below, further in.
func (f *flow) source(s *panel.Section) {
	t, left := f.w.theme, f.w.frame.inspector.x
	for i := range s.Rows {
		row := &s.Rows[i]
		top := f.y
		high := f.sourceLine(row.Cells, false)
		if row.Selected && f.seen(top, high) {
			f.w.sheet.fill(rect{left, top, f.w.frame.inspector.w, high}, 0, t.AccentSoft)
			f.w.sheet.fill(rect{left, top, ranBar, high}, 0, t.Accent)
		}
		f.sourceLine(row.Cells, true)
		f.y += high
	}
}

// sourceLine writes a line of a program, if it is to, and returns how high it
// is.
func (f *flow) sourceLine(cells []panel.Cell, write bool) float32 {
	x0 := f.x + sourceFrom
	x, y := x0, f.y
	advance := f.w.typist.advance(' ', panelMono)
	right := f.x + f.width
	if write {
		f.line(f.x+sourceFrom-10, y, cells[0].Text, panelMono, ink.End, f.w.theme.Ink3)
	}
	hang := x0 + float32(indented(cells)+3)*advance
	for i := range cells[1:] {
		style, colour := f.look(&cells[1+i], false)
		text := cells[1+i].Text
		for text != "" {
			n := fitting(text, int((right-x)/advance))
			if write {
				f.line(x, y, text[:n], style, ink.Start, colour)
			}
			x += float32(len([]rune(text[:n]))) * advance
			if text = text[n:]; text != "" {
				x, y = hang, y+panelLine
			}
		}
	}
	return y + panelLine - f.y
}

// indented returns how many spaces a line begins with.
func indented(cells []panel.Cell) int {
	if len(cells) < 2 {
		return 0
	}
	return len(cells[1].Text) - len(strings.TrimLeft(cells[1].Text, " "))
}

// fitting returns how many bytes of a text go into so many columns: up to a
// space, if there is one, and at least one character.
func fitting(text string, columns int) int {
	count, space := 0, 0
	for i, r := range text {
		if count >= max(columns, 1) {
			if space > 0 {
				return space
			}
			return i
		}
		count++
		if r == ' ' {
			space = i + 1
		}
	}
	return len(text)
}

// quote is where something is said, and what.
func (f *flow) quote(s *panel.Section) {
	t := f.w.theme
	f.y += f.cells(s.Rows[0].Cells, f.x, f.y, f.width, false, false) + 4
	for _, l := range f.w.typist.wrap(s.Rows[1].Cells[0].Text, quoteStyle, f.width) {
		if f.seen(f.y, quoteLine) {
			f.w.sheet.text(f.x, f.y+17, l, quoteStyle, ink.Start, t.Ink)
		}
		f.y += quoteLine
	}
}

// reveal scrolls a panel to the lines that ran, once others are shown.
func (w *Window) reveal(p *panel.Panel, height float32) {
	ran := ""
	first := 0
	for _, s := range p.Sections {
		if s.Kind != panel.Source {
			continue
		}
		for i := range s.Rows {
			if s.Rows[i].Selected {
				if ran == "" {
					first = i
				}
				ran += s.Rows[i].Cells[0].Text + " "
			}
		}
	}
	if ran = p.Subtitle + ran; p.ID != "code" || ran == w.shownRan {
		return
	}
	w.shownRan = ran
	w.scroll = max(0, 76+float32(first)*panelLine-height/3)
}
