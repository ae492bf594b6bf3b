package window

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

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
	from, at, before := 0, 0, rune(0)
	for at < len(text) {
		m, ok := f.at(text[at:], before)
		if !ok {
			r, size := utf8.DecodeRuneInString(text[at:])
			before, at = r, at+size
			continue
		}
		if !f.seen[m.term] {
			f.seen[m.term] = true
			if at > from {
				runs = append(runs, run{text: text[from:at]})
			}
			runs = append(runs, run{text: text[at : at+len(m.word)], term: m.term})
			from = at + len(m.word)
		}
		at += len(m.word)
		before, _ = utf8.DecodeLastRuneInString(text[:at])
	}
	if from < len(text) {
		runs = append(runs, run{text: text[from:]})
	}
	return runs
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
