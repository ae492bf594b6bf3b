package window

import (
	"slices"
	"strings"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// takeTerminals takes over what the view says of the terminals.
func (w *Window) takeTerminals() {
	said := w.view.Terminals
	kept := w.panes[:0:0]
	for i := range said {
		p := w.pane(said[i].ID)
		if p == nil {
			p = &pane{id: said[i].ID}
		}
		p.update(&said[i])
		kept = append(kept, p)
	}
	w.panes = kept
	if w.pane(w.focused) == nil {
		w.focused = ""
	}
}

// fit is how many terminals fit beside each other.
func (w *Window) fit() int { return max(1, int(w.frame.terminals.w/paneLeast)) }

// placePanes chooses the terminals that are in sight: as many as fit.
func (w *Window) placePanes() {
	fit := w.fit()
	w.inSight = slices.DeleteFunc(w.inSight, func(id string) bool { return w.pane(id) == nil })
	if len(w.inSight) > fit {
		w.inSight = w.inSight[:fit]
	}
	for _, p := range w.panes {
		if len(w.inSight) < fit && !slices.Contains(w.inSight, p.id) {
			w.inSight = append(w.inSight, p.id)
		}
	}
	slices.Sort(w.inSight)
}

func (w *Window) pane(id string) *pane {
	for _, p := range w.panes {
		if p.id == id {
			return p
		}
	}
	return nil
}

// paneAt is the terminal in sight at a place.
func (w *Window) paneAt(x float32) *pane {
	r := w.frame.terminals
	if len(w.inSight) == 0 || r.w <= 0 {
		return nil
	}
	i := int((x - r.x) / r.w * float32(len(w.inSight)))
	return w.pane(w.inSight[max(0, min(i, len(w.inSight)-1))])
}

// bringTerminal brings a terminal into sight, in the place of the one used last.
func (w *Window) bringTerminal(id string) {
	if w.pane(id) == nil {
		return
	}
	if !slices.Contains(w.inSight, id) {
		at := max(0, slices.Index(w.inSight, w.focused))
		if len(w.inSight) < w.fit() {
			w.inSight = append(w.inSight, id)
		} else {
			w.inSight[at] = id
		}
	}
	w.changed()
}

// focusTerminal brings a terminal into sight and lets it take what is typed.
func (w *Window) focusTerminal(id string) {
	if w.pane(id) == nil {
		return
	}
	w.bringTerminal(id)
	w.focused, w.focus = id, name{}
	w.changed()
}

// buildTerminals lays the terminals out side by side.
func (w *Window) buildTerminals() {
	s, t, r := &w.sheet, w.theme, w.frame.terminals
	s.fill(r, 0, t.Sunken)
	if len(w.inSight) == 0 || r.h <= 0 {
		return
	}
	each := r.w / float32(len(w.inSight))
	for i, id := range w.inSight {
		x := r.x + float32(int(float32(i)*each))
		end := r.x + float32(int(float32(i+1)*each))
		w.buildPane(w.pane(id), rect{x, r.y + 1, end - x, r.h - 1}, i == len(w.inSight)-1)
	}
	for i := range w.inSight[1:] {
		s.upright(r.x+float32(int(float32(i+1)*each)), r.y, r.h, t.Line)
	}
	s.level(r.x, r.y, r.w, t.Line)
	s.control(terminalArea, control{kind: splitControl, box: rect{r.x, r.y - 4, r.w, 9}, label: w.text("ui.resize"), plain: true})
}

// paneHead is how high the line over a terminal is.
const paneHead = 36

func (w *Window) buildPane(p *pane, r rect, last bool) {
	w.sheet.control(terminalArea, control{kind: lineControl, box: r, action: p.id, inset: true,
		label: w.text("ui.line-of", narrate.Str("id", p.id))})
	inner := rect{r.x + 24, r.y + paneHead, r.w - 48, r.h - paneHead - 3}
	w.buildLines(p, inner)
	w.buildStatus(p, r, last)
}

// buildLines lays out the lines that can be seen, and the one being typed.
func (w *Window) buildLines(p *pane, r rect) {
	s, t := &w.sheet, w.theme
	p.breakLines(&w.typist, r.w)
	pieces, cursorRow, cursorX := p.typed(&w.typist, r.w)
	offers := w.typist.wrap(strings.TrimRight(strings.Join(p.offers, " "), " "), monoStyle, r.w)
	var ahead []string
	for _, line := range p.queued {
		ahead = append(ahead, w.typist.wrap(line, monoStyle, r.w)...)
	}
	p.ahead = len(ahead)
	total := len(p.rows) + len(ahead) + len(pieces) + len(offers)
	fit := max(1, int(r.h/lineHeight))
	p.back = max(0, min(p.back, total-fit))
	// A short terminal begins at its top; a long one ends at its bottom.
	first := max(0, total-fit-p.back)
	p.box, p.first = r, first
	at := 0 // in the line that is being typed
	for n := range min(max(0, first-len(p.rows)-len(ahead)), len(pieces)) {
		at += len(pieces[n])
	}
	for i := first; i < total && i < first+fit; i++ {
		y := r.y + float32(i-first)*lineHeight + 15
		switch n := i - len(p.rows) - len(ahead); {
		case n < -len(ahead):
			w.logRow(p, p.rows[i], r.x, y)
		case n < 0:
			s.text(r.x, y, ahead[n+len(ahead)], monoStyle, ink.Start, t.Ink3)
		case n < len(pieces):
			x := r.x
			if n == 0 {
				x += w.written(x, y, p.shownPrompt(), t.Ink3)
			}
			w.buildSelected(p, p.typedLine(), at, pieces[n], x, y)
			at += len(pieces[n])
			s.text(x, y, pieces[n], monoStyle, ink.Start, t.Ink)
			if n == cursorRow {
				w.cursor(p, r.x+cursorX, y)
			}
		default:
			s.text(r.x, y, offers[n-len(pieces)], monoStyle, ink.Start, t.Ink3)
		}
	}
	if p.hint != nil && total == 1 && len(p.input) == 0 {
		w.buildHint(p, rect{r.x, r.y + lineHeight + 4, r.w, r.h - lineHeight - 4})
	}
	if total > fit {
		track := r.h - 8
		size := max(16, track*float32(fit)/float32(total))
		y := r.y + 4 + (track-size)*float32(first)/float32(total-fit)
		s.fill(rect{r.right() + 15, y, 3, size}, 1.5, t.Line)
	}
}

func (w *Window) written(x, y float32, text string, c theme.Colour) float32 {
	w.sheet.text(x, y, text, monoStyle, ink.Start, c)
	return w.typist.measure(text, monoStyle)
}

// buildHint lays out what could be typed first.
func (w *Window) buildHint(p *pane, r rect) {
	s, t := &w.sheet, w.theme
	y := r.y
	write := func(text string, style ink.Style, c theme.Colour) (used rect) {
		for _, l := range w.typist.wrap(text, style, r.w) {
			if y+lineHeight > r.bottom() {
				return used
			}
			s.text(r.x, y+15, l, style, ink.Start, c)
			used = rect{r.x, y, w.typist.measure(l, style), lineHeight}
			y += lineHeight
		}
		return used
	}
	write(p.hint.Text, panelStyle, t.Ink2)
	if box := write(p.hint.Line, monoStyle, t.Accent); box.w > 0 {
		s.control(terminalArea, control{box: box, action: "window type-in " + p.id + " " + p.hint.Line, label: p.hint.Line})
	}
	write(p.hint.More, panelStyle, t.Ink2)
}

// logRow writes a piece of a line of the log.
func (w *Window) logRow(p *pane, r row, x, y float32) {
	l := &p.lines[r.line-p.from]
	c := w.theme.Ink
	if l.Kind == "out" {
		c = w.theme.Ink2
	}
	if r.start == 0 {
		x += w.written(x, y, l.Prompt, w.theme.Ink3)
	}
	w.buildSelected(p, r.line, r.start, l.Text[r.start:r.end], x, y)
	w.sheet.text(x, y, l.Text[r.start:r.end], monoStyle, ink.Start, c)
}

// cursor stands still: solid where input is taken, hollow where it waits.
func (w *Window) cursor(p *pane, x, y float32) {
	s, t := &w.sheet, w.theme
	under, width := "", w.typist.advance('0', monoStyle)
	if p.caret < len(p.input) {
		under = string(p.input[p.caret])
		width = w.typist.advance(p.input[p.caret], monoStyle)
	}
	box := rect{float32(int(x + 0.5)), y - 13, max(1, float32(int(width+0.5))), 17}
	if p.busy {
		s.outline(rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}, 0, 1, t.Ink3)
		return
	}
	s.fill(box, 0, t.Ink)
	s.text(x, y, under, monoStyle, ink.Start, t.Sunken)
}

// buildStatus lays out the line over a terminal: its letter, who answered or
// whom it waits for, and over the last one those that are out of sight.
func (w *Window) buildStatus(p *pane, r rect, last bool) {
	s, t := &w.sheet, w.theme
	s.fill(rect{r.x, r.y, r.w, paneHead}, 0, t.Sunken)
	badge := rect{r.x + 24, r.y + 10, 20, 20}
	s.fill(badge, theme.CornerCell, t.Ink)
	letter := ui(theme.SizeTick, true)
	s.text(badge.x+10, badge.y+14.5, p.id, letter, ink.Middle, t.Paper)
	if w.focused == p.id {
		s.outline(badge.grown(3.5), theme.CornerCell+3.5, theme.StrokeFocus, t.Accent)
	}
	right := r.right() - 16
	if last {
		right -= 24
		w.plusButton(rect{right, r.y + 8, 24, 24})
		right -= 8
		for i := len(w.panes) - 1; i >= 0; i-- {
			if other := w.panes[i]; !slices.Contains(w.inSight, other.id) {
				right -= 20
				b := rect{right, r.y + 10, 20, 20}
				s.outline(rect{b.x + 0.5, b.y + 0.5, 19, 19}, theme.CornerCell, 1, t.Line)
				s.text(b.x+10, b.y+14.5, other.id, letter, ink.Middle, t.Ink)
				s.control(terminalArea, control{box: b, action: "window terminal " + other.id, label: w.text("ui.terminal", narrate.Str("id", other.id))})
				right -= 8
			}
		}
	}
	w.statusWords(p, badge.right()+8, r.y+25, right)
}

func (w *Window) plusButton(r rect) {
	if w.hovered(terminalArea) {
		w.sheet.outline(rect{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}, theme.CornerControl, 1, w.theme.Ink)
	}
	w.sheet.icon(r.x+4, r.y+4, plusIcon, w.theme.Ink)
	w.sheet.control(terminalArea, control{box: r, action: "terminal new", label: w.text("ui.terminal-new"), tip: true})
}

// statusWords say who answered last, or whom the terminal waits for and what
// ends that.
func (w *Window) statusWords(p *pane, x, y, right float32) {
	s, t := &w.sheet, w.theme
	if p.waiting == "" {
		status := w.typist.within(p.status, panelStyle, right-x)
		s.text(x, y, status, panelStyle, ink.Start, t.Ink3)
		if p.took != "" {
			box := rect{x, y - 15, w.typist.measure(status, panelStyle), 20}
			s.level(box.x, y+3, box.w, t.Line)
			s.control(terminalArea, control{box: box, action: p.took, label: p.status})
		}
		return
	}
	const key = "Ctrl C"
	before, after, _ := strings.Cut(w.text("ui.waiting", narrate.Str("member", p.waiting), narrate.Str("key", "\x00")), "\x00")
	s.text(x, y, before, panelStyle, ink.Start, t.Ink3)
	x += w.typist.measure(before, panelStyle) + 2
	style := ink.Style{Family: theme.Mono, Size: theme.SizeTick}
	box := rect{float32(int(x)), y - 14, whole(w.typist.measure(key, style) + 10), 18}
	s.outline(rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}, theme.CornerCell, 1, t.Line)
	s.text(box.x+5, y-1, key, style, ink.Start, t.Ink2)
	s.control(terminalArea, control{box: box, action: "window interrupt " + p.id, label: key})
	s.text(box.right()+2, y, after, panelStyle, ink.Start, t.Ink3)
}
