package window

import (
	"cmp"
	"strings"
)

// spot is a place in the text of a terminal: before a byte of a line. The line
// that is being typed follows the last of the log.
type spot struct {
	line uint64
	at   int
}

func (a spot) compare(b spot) int {
	return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.at, b.at))
}

// selection is what is selected in a terminal, from where it was begun to where
// the pointer is. Prompts are not part of it.
type selection struct {
	pane     string // "" for none
	from, to spot
}

// ends are its ends in their order.
func (s *selection) ends() (a, b spot) {
	if s.from.compare(s.to) > 0 {
		return s.to, s.from
	}
	return s.from, s.to
}

// typedLine is the ordinal of the line that is being typed.
func (p *pane) typedLine() uint64 { return p.from + uint64(len(p.lines)) }

// spotAt is the place in a terminal that is nearest to a point of the window.
func (w *Window) spotAt(p *pane, x, y float32) spot {
	row := p.first + int(max(0, y-p.box.y)/lineHeight)
	if y < p.box.y {
		row = p.first
	}
	text, left, found := "", p.box.x, spot{}
	if row < len(p.rows) {
		r := p.rows[row]
		l := &p.lines[r.line-p.from]
		text, found = l.Text[r.start:r.end], spot{r.line, r.start}
		if r.start == 0 {
			left += w.typist.measure(l.Prompt, monoStyle)
		}
	} else {
		row = max(len(p.rows), row-p.ahead) // lines that wait cannot be selected
		pieces, _, _ := p.typed(&w.typist, p.box.w)
		found.line = p.typedLine()
		for i, piece := range pieces {
			if text = piece; i == row-len(p.rows) {
				break
			}
			if i+1 < len(pieces) {
				found.at += len(piece)
			}
		}
		if row == len(p.rows) {
			left += w.typist.measure(p.shownPrompt(), monoStyle)
		}
	}
	for i, r := range text {
		a := w.typist.advance(r, monoStyle)
		if x < left+a/2 {
			found.at += i
			return found
		}
		left += a
	}
	found.at += len(text)
	return found
}

// selected is the text that is selected.
func (w *Window) selected() string {
	p := w.pane(w.selection.pane)
	if p == nil {
		return ""
	}
	a, b := w.selection.ends()
	var out []string
	for n := max(a.line, p.from); n <= min(b.line, p.typedLine()); n++ {
		text := string(p.input)
		if n < p.typedLine() {
			text = p.lines[n-p.from].Text
		}
		from, to := 0, len(text)
		if n == a.line {
			from = min(a.at, to)
		}
		if n == b.line {
			to = min(b.at, to)
		}
		out = append(out, text[from:max(from, to)])
	}
	return strings.Join(out, "\n")
}

// buildSelected lays out the ground of what is selected in a piece of a line.
func (w *Window) buildSelected(p *pane, line uint64, start int, text string, x, y float32) {
	if w.selection.pane != p.id {
		return
	}
	a, b := w.selection.ends()
	if line < a.line || line > b.line {
		return
	}
	from, to := 0, len(text)
	if line == a.line {
		from = min(max(0, a.at-start), to)
	}
	if line == b.line {
		to = min(max(from, b.at-start), to)
	}
	if from >= to {
		return
	}
	left := x + w.typist.measure(text[:from], monoStyle)
	w.sheet.fill(rect{left, y - 15, w.typist.measure(text[from:to], monoStyle), lineHeight}, 0, w.theme.AccentSoft)
}

// copySelected puts what is selected into the clipboard.
func (w *Window) copySelected() {
	if text := w.selected(); text != "" {
		w.copy(text)
	}
}

// unselect drops what is selected.
func (w *Window) unselect() {
	if w.selection.pane != "" {
		w.selection = selection{}
		w.changed()
	}
}

// wordAt selects the word at a place, as a second press does.
func (w *Window) wordAt(p *pane, at spot) {
	text := string(p.input)
	if at.line < p.typedLine() {
		text = p.lines[at.line-p.from].Text
	}
	at.at = min(at.at, len(text))
	from := strings.LastIndexByte(text[:at.at], ' ') + 1
	to := at.at + strings.IndexByte(text[at.at:]+" ", ' ')
	w.selection = selection{p.id, spot{at.line, from}, spot{at.line, to}}
}
