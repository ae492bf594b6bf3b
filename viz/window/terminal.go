package window

import (
	"slices"
	"strings"

	"raftarium/core/shell"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// linesMost bounds the lines of a terminal that are kept here.
const linesMost = 1000

const lineHeight = 20

var monoStyle = ink.Style{Family: theme.Mono, Size: theme.SizePanel}

// pane is a terminal as it is seen here: its newest lines, and the line that
// is being typed.
type pane struct {
	id              string
	status, waiting string
	took            string // shows where the time of its newest request went
	busy            bool
	hint            *viewer.Hint // what could be typed first
	prompt          string

	from  uint64 // the ordinal of the first of lines
	lines []viewer.Line
	rows  []row   // lines broken at the column
	width float32 // that they were broken for
	back  int     // rows that are scrolled away below
	box   rect    // where its rows were laid out last
	first int     // the row at the top of it

	input   []rune
	caret   int
	history []string
	at      int
	draft   string
	offers  []string
	queued  []string // lines that wait for another to end
	ahead   int      // in how many rows they are shown
	pasted  []string // lines that wait to be sent
}

// row is a piece of a line that fits into the width. The first of a line is
// where start is 0.
type row struct {
	line       uint64
	start, end int
}

// update takes over what the view says.
func (p *pane) update(said *viewer.Terminal) {
	p.busy, p.prompt, p.status, p.waiting = said.Busy, said.Prompt, said.Status, said.Waiting
	p.took, p.hint, p.queued = said.Took, said.Hint, said.Queued
	if said.History != nil {
		if !said.More {
			p.history = nil
		}
		p.history = append(p.history, said.History...)
		p.history = p.history[max(0, len(p.history)-shell.HistoryMax):]
		p.at = len(p.history)
	}
	if said.Lines == nil {
		return
	}
	end := p.from + uint64(len(p.lines))
	if said.From < p.from || said.From > end {
		p.from, p.lines = said.From, p.lines[:0]
	}
	keep := said.From - p.from
	p.lines = append(p.lines[:keep], said.Lines...)
	p.cutRows(said.From)
	oldest := max(said.Start, p.from+uint64(max(0, len(p.lines)-linesMost)))
	if drop := min(int(oldest-min(oldest, p.from)), len(p.lines)); drop > 0 {
		p.lines = slices.Delete(p.lines, 0, drop)
		p.from += uint64(drop)
		first, _ := slices.BinarySearchFunc(p.rows, p.from, func(r row, n uint64) int { return compare(r.line, n) })
		p.rows = slices.Delete(p.rows, 0, first)
	}
}

// cutRows forgets the rows of a line and those after it.
func (p *pane) cutRows(line uint64) {
	at, _ := slices.BinarySearchFunc(p.rows, line, func(r row, n uint64) int { return compare(r.line, n) })
	p.rows = p.rows[:at]
	if len(p.rows) > 0 && p.rows[0].line < p.from {
		p.rows = p.rows[:0]
	}
}

func compare(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// breakLines breaks the lines that have no rows yet, at the column.
func (p *pane) breakLines(t *typist, width float32) {
	if p.width != width {
		p.width, p.rows = width, p.rows[:0]
	}
	next := p.from
	if len(p.rows) > 0 {
		next = p.rows[len(p.rows)-1].line + 1
	}
	for n := next; n < p.from+uint64(len(p.lines)); n++ {
		l := &p.lines[n-p.from]
		x := width - t.measure(l.Prompt, monoStyle)
		start := 0
		for i, r := range l.Text {
			a := t.advance(r, monoStyle)
			if a > x && i > start {
				p.rows = append(p.rows, row{n, start, i})
				start, x = i, width
			}
			x -= a
		}
		p.rows = append(p.rows, row{n, start, len(l.Text)})
	}
}

// typed is the prompt and the line that is being typed, broken at the column,
// and the row and place of the cursor.
func (p *pane) typed(t *typist, width float32) (pieces []string, cursorRow int, cursorX float32) {
	text := string(p.input)
	prompt := p.shownPrompt()
	x := t.measure(prompt, monoStyle)
	start, count := 0, 0
	for i, r := range text {
		a := t.advance(r, monoStyle)
		if x+a > width && i > start {
			pieces = append(pieces, text[start:i])
			start, x = i, 0
		}
		if count == p.caret {
			cursorRow, cursorX = len(pieces), x
		}
		x += a
		count++
	}
	pieces = append(pieces, text[start:])
	if p.caret >= count {
		if x+t.advance('0', monoStyle) > width {
			pieces = append(pieces, "")
			x = 0
		}
		cursorRow, cursorX = len(pieces)-1, x
	}
	return pieces, cursorRow, cursorX
}

// shownPrompt is empty while the terminal waits.
func (p *pane) shownPrompt() string {
	if p.busy {
		return ""
	}
	return p.prompt
}

// scrollBy scrolls by rows; upwards is positive.
func (p *pane) scrollBy(rows int) { p.back = max(0, min(p.back+rows, len(p.rows))) }

// set replaces the line that is being typed.
func (p *pane) set(line string) {
	p.input = []rune(line)
	p.caret = len(p.input)
	p.offers, p.back = nil, 0
}

// insert types text at the cursor.
func (p *pane) insert(text []rune) {
	p.input = slices.Insert(p.input, p.caret, text...)
	p.caret += len(text)
	p.offers, p.back = nil, 0
}

// erase removes characters from the cursor to a place.
func (p *pane) erase(to int) {
	from := p.caret
	if to < from {
		from, to = to, from
	}
	from, to = max(0, from), min(to, len(p.input))
	p.input = slices.Delete(p.input, from, to)
	p.caret, p.offers, p.back = from, nil, 0
}

// recall puts an earlier or later line of the history there.
func (p *pane) recall(by int) {
	to := p.at + by
	if to < 0 || to > len(p.history) {
		return
	}
	if p.at == len(p.history) {
		p.draft = string(p.input)
	}
	p.at = to
	if to == len(p.history) {
		p.set(p.draft)
	} else {
		p.set(p.history[to])
	}
}

// complete completes the word before the cursor as shells do it: a single
// candidate is put in, several up to where they part and then listed. Words
// that are complete end in a blank.
func (p *pane) complete(words []string) {
	if len(words) == 0 {
		return
	}
	before := string(p.input[:p.caret])
	had := before[strings.LastIndexAny(before, " \t,>|")+1:]
	put := words[0]
	for _, word := range words[1:] {
		n := 0
		for n < len(put) && n < len(word) && put[n] == word[n] {
			n++
		}
		put = put[:n]
	}
	if p.caret < len(p.input) && p.input[p.caret] == ' ' {
		put = strings.TrimSuffix(put, " ")
	}
	if len(put) > len(had) {
		p.erase(p.caret - len([]rune(had)))
		p.insert([]rune(put))
	}
	if len(words) > 1 {
		p.offers = words
	}
}
