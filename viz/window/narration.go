package window

import (
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// buildNarration lays out the sentence under the figure: two lines of 17
// pixels; in a low window one of 16, or two of 14 where that is too short.
func (w *Window) buildNarration() {
	s, t, r := &w.sheet, w.theme, w.frame.narration
	n := &w.view.Narration
	if r.h <= 0 {
		return
	}
	s.fill(r, 0, t.Paper)
	s.level(r.x, r.y, r.w, t.Hair)
	s.control(narrationArea, control{kind: blockControl, box: r, plain: true})
	style := ink.Style{Family: theme.Serif, Size: theme.SizeNarration}
	x, line := r.x+w.frame.margin, float32(24)
	if w.frame.low {
		style.Size = 16
		room := r.w - 2*w.frame.margin
		if n.Section != "" {
			room -= w.typist.measure(n.Section, style) + 8
		}
		if width := w.typist.measure(n.Text, style); width <= room {
			base := r.y + r.h/2 + 6
			s.text(x, base, n.Text, style, ink.Start, t.Ink)
			s.text(x+width+8, base, n.Section, style, ink.Start, t.Ink3)
			return
		}
		style.Size, line = 14, 19
	} else if w.lang.String() == "zh" {
		line = 26
	}
	if w.reading.view == nil && r.w > 700 && !w.frame.low {
		s.text(x, r.y+r.h/2+5, n.Time, ui(theme.SizePanel, false), ink.Start, t.Ink3)
		const moment, gap = 72, 16
		x += moment + gap
	}
	room := r.right() - w.frame.margin - x
	lines := w.typist.wrap(n.Text, style, room)
	section := w.typist.measure(n.Section, style)
	rows := len(lines)
	beside := rows > 0 && (n.Section == "" || w.typist.measure(lines[rows-1], style)+8+section <= room)
	if !beside {
		rows++
	}
	const most = 2
	if rows > most {
		rows = most
		lines = append([]string(nil), lines...)
		lines[most-1] = w.typist.within(lines[most-1]+"…", style, room-section-8)
		lines, beside = lines[:most], true
	}
	y := r.y + (r.h-float32(rows)*line)/2 + line/2 + 6
	for i, l := range lines {
		s.text(x, y+float32(i)*line, l, style, ink.Start, t.Ink)
	}
	if beside && len(lines) > 0 {
		last := lines[len(lines)-1]
		s.text(x+w.typist.measure(last, style)+8, y+float32(len(lines)-1)*line, n.Section, style, ink.Start, t.Ink3)
	} else {
		s.text(x, y+float32(len(lines))*line, n.Section, style, ink.Start, t.Ink3)
	}
}

// buildToast lays out the short message, under the header.
func (w *Window) buildToast() {
	if w.toast.text == "" {
		return
	}
	const most, lineHigh = 8, 20
	s, t := &w.sheet, w.theme
	style := ui(theme.SizeControl, false)
	room := min(800, w.width-32) - 32
	lines := w.typist.wrap(w.toast.text, style, room)
	if len(lines) > most {
		lines = append(append([]string(nil), lines[:most-1]...), w.typist.within(lines[most-1]+"…", style, room))
	}
	var width float32
	for _, l := range lines {
		width = max(width, w.typist.measure(l, style))
	}
	r := rect{h: float32(len(lines)*lineHigh) + 16, w: whole(width + 32)}
	r.x, r.y = float32(int((w.width-r.w)/2)), headHeight+8
	s.fill(r, theme.CornerControl, t.Ink)
	for i, l := range lines {
		s.text(r.x+16, r.y+8+float32(i*lineHigh)+15, l, style, ink.Start, t.Paper)
	}
}
