package window

import (
	"unicode"
	"unicode/utf8"

	"raftarium/viz/ink"
)

// typist measures and breaks texts, and remembers what it has broken.
type typist struct {
	ink      *ink.Ink
	advances map[advanceKey]float32
	broken   map[wrapKey][]string
}

type advanceKey struct {
	style ink.Style
	r     rune
}

type wrapKey struct {
	text  string
	style ink.Style
	width float32
}

// brokenMost bounds the texts whose lines are remembered.
const brokenMost = 1024

// forget drops all measures, as when the fonts change.
func (t *typist) forget() {
	t.advances = map[advanceKey]float32{}
	t.broken = map[wrapKey][]string{}
}

func (t *typist) measure(text string, s ink.Style) float32 { return t.ink.Measure(text, s) }

// advance is the width of a character by itself.
func (t *typist) advance(r rune, s ink.Style) float32 {
	key := advanceKey{s, r}
	a, ok := t.advances[key]
	if !ok {
		a = t.ink.Measure(string(r), s)
		t.advances[key] = a
	}
	return a
}

// wrap breaks a text into lines of at most width: at blanks, between Han
// characters, and inside of words that are wider than a line.
func (t *typist) wrap(text string, s ink.Style, width float32) []string {
	if text == "" {
		return nil
	}
	key := wrapKey{text, s, width}
	if lines, ok := t.broken[key]; ok {
		return lines
	}
	if len(t.broken) >= brokenMost {
		clear(t.broken)
	}
	lines := t.breakUp(text, s, width)
	t.broken[key] = lines
	return lines
}

func (t *typist) breakUp(text string, s ink.Style, width float32) (lines []string) {
	start, chance := 0, -1
	var x float32
	prev := rune(' ')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\n' {
			lines = append(lines, text[start:i])
			start, chance, x, prev = i+size, -1, 0, ' '
			i += size
			continue
		}
		if i > start && mayBreak(prev, r) {
			chance = i
		}
		a := t.advance(r, s)
		for x+a > width && i > start && r != ' ' {
			if chance <= start {
				chance = i
			}
			lines = append(lines, trimBlank(text[start:chance]))
			start = chance
			chance = -1
			x = 0
			for _, before := range text[start:i] {
				x += t.advance(before, s)
			}
		}
		x += a
		prev = r
		i += size
	}
	return append(lines, text[start:])
}

func trimBlank(line string) string {
	for len(line) > 0 && line[len(line)-1] == ' ' {
		line = line[:len(line)-1]
	}
	return line
}

// mayBreak tells whether a line may end between two characters.
func mayBreak(a, b rune) bool {
	switch {
	case a == ' ':
		return b != ' '
	case b == ' ' || opens(a) || closes(b):
		return false
	}
	return wide(a) || wide(b)
}

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFFF0
}

func opens(r rune) bool { return r == '（' || r == '“' || r == '《' || r == '「' }

func closes(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '？', '）', '”', '》', '」', '…', ',', '.', ':', ';', ')':
		return true
	}
	return false
}

// within shortens a text that is wider than width, and ends it in "…".
func (t *typist) within(text string, s ink.Style, width float32) string {
	if t.measure(text, s) <= width {
		return text
	}
	x := t.advance('…', s)
	for i, r := range text {
		x += t.advance(r, s)
		if x > width {
			return trimBlank(text[:i]) + "…"
		}
	}
	return text
}
