package window

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// finder finds the words of a glossary in texts, each term once.
type finder struct {
	words []meant // the longest first: "commit index" before "commit"
	seen  map[string]bool
}

// meant is a word and the term that it means.
type meant struct {
	word, term string
	latin      bool // ends where words end; Chinese ones stand within others
}

func newFinder(terms []viewer.GlossaryTerm) *finder {
	f := &finder{seen: map[string]bool{}}
	for _, t := range terms {
		for _, word := range t.Words {
			latin := strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
			f.words = append(f.words, meant{word, t.ID, latin})
		}
	}
	slices.SortStableFunc(f.words, func(a, b meant) int { return cmp.Compare(len(b.word), len(a.word)) })
	return f
}

// cut parts a text at the words that are explained, where they stand for the
// first time.
func (f *finder) cut(text string) (runs []run) {
	from := 0
	for _, m := range f.find(text) {
		if f.seen[m.term] {
			continue
		}
		f.seen[m.term] = true
		if m.from > from {
			runs = append(runs, run{text: text[from:m.from]})
		}
		runs = append(runs, run{text: text[m.from:m.to], term: m.term})
		from = m.to
	}
	if from < len(text) {
		runs = append(runs, run{text: text[from:]})
	}
	return runs
}

// found is a word that is explained, in a text.
type found struct {
	from, to int
	term     string
}

// find returns all words of a text that are explained.
func (f *finder) find(text string) (all []found) {
	at, before := 0, rune(0)
	for at < len(text) {
		m, ok := f.at(text[at:], before)
		if !ok {
			r, size := utf8.DecodeRuneInString(text[at:])
			before, at = r, at+size
			continue
		}
		all = append(all, found{at, at + len(m.word), m.term})
		at += len(m.word)
		before, _ = utf8.DecodeLastRuneInString(text[:at])
	}
	return all
}

// marker finds the words that are explained in the lines of panels, and remembers
// them from frame to frame.
type marker struct {
	*finder
	lang  narrate.Lang
	lines map[string][]found
}

// words makes the marker ready for a panel: each word is marked in it once.
func (w *Window) words() *marker {
	m := &w.marker
	library := w.viewer.Library()
	if library == nil {
		return nil
	}
	if m.finder == nil || m.lang != w.lang {
		*m = marker{newFinder(library.Terms(w.lang)), w.lang, map[string][]found{}}
	}
	clear(m.seen)
	return m
}

func (m *marker) line(text string) []found {
	all, ok := m.lines[text]
	if !ok {
		if len(m.lines) >= brokenMost {
			clear(m.lines)
		}
		all = m.find(text)
		m.lines[text] = all
	}
	return all
}

// mark makes the words of a line of a panel that are explained places to be
// pressed, which shows under the pointer.
func (f *flow) mark(x, y float32, text string, style ink.Style) {
	if f.marker == nil {
		return
	}
	s := &f.w.sheet
	for _, m := range f.marker.line(text) {
		if f.marker.seen[m.term] {
			continue
		}
		f.marker.seen[m.term] = true
		box := rect{x + f.w.typist.measure(text[:m.from], style), y, f.w.typist.measure(text[m.from:m.to], style), panelLine}
		hidden := !f.seen(y, panelLine)
		if f.w.hovered(inspectorArea) && !hidden {
			s.level(box.x, box.y+17, box.w, f.w.theme.Accent)
		}
		s.control(inspectorArea, control{box: box, action: "window term " + m.term, label: text[m.from:m.to], hidden: hidden})
	}
}

// at is the word that a text begins with.
func (f *finder) at(text string, before rune) (meant, bool) {
	for _, m := range f.words {
		n := len(m.word)
		if n > len(text) || !strings.EqualFold(text[:n], m.word) {
			continue
		}
		after, _ := utf8.DecodeRuneInString(text[n:])
		if m.latin && (inWord(before) || n < len(text) && inWord(after)) {
			continue
		}
		return m, true
	}
	return meant{}, false
}

func inWord(r rune) bool {
	return r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// openTerm explains a word at the control that has the focus, or closes what is
// explained.
func (w *Window) openTerm(id string) {
	c := w.sheet.named(w.focus)
	if r := &w.reading; r.term == id || c == nil {
		r.term = ""
	} else {
		r.term, r.termAt = id, c.box
	}
}

// buildTerm lays out what a word means, below it or, low in the window, above.
func (w *Window) buildTerm() {
	r := &w.reading
	library := w.viewer.Library()
	if r.term == "" || library == nil {
		return
	}
	terms := library.Terms(w.lang)
	at := slices.IndexFunc(terms, func(t viewer.GlossaryTerm) bool { return t.ID == r.term })
	if at < 0 {
		return
	}
	const pad, line = 12, 20
	s, t := &w.sheet, w.theme
	style := ui(theme.SizeControl, false)
	box := rect{w: min(320, w.width-16)}
	lines := w.typist.wrap(terms[at].Text, style, box.w-2*pad)
	box.h = float32(line*(len(lines)+1)) + 16
	box.x = max(8, min(r.termAt.x, w.width-box.w-8))
	if box.y = r.termAt.bottom() + 6; box.bottom() > w.height-8 {
		box.y = max(8, r.termAt.y-6-box.h)
	}
	s.fill(box, theme.CornerControl, t.Raised)
	s.outline(rect{box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1}, theme.CornerControl, 1, t.Line)
	s.control(lessonArea, control{kind: blockControl, box: box, plain: true})
	s.text(box.x+pad, box.y+8+15, terms[at].Words[0], ui(theme.SizeControl, true), ink.Start, t.Ink)
	for i, l := range lines {
		s.text(box.x+pad, box.y+8+line*float32(i+1)+15, l, style, ink.Start, t.Ink)
	}
}
