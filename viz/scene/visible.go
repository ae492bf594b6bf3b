package scene

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// visibleMost is how many bytes of a text are looked at: far more than any line
// has room for, and a value may have a million.
const visibleMost = 4096

// Visible is a text on one line, of which everything can be seen: control
// characters and bytes that are no UTF-8 as Go and the shell write them, and a text
// that is empty as two quotation marks. Of a very long text it is the beginning.
func Visible(text string) string {
	if text == "" {
		return `""`
	}
	if len(text) > visibleMost {
		cut := visibleMost
		for cut > visibleMost-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	if strings.IndexFunc(text, hidden) < 0 {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			b.WriteString(`\x` + strconv.FormatUint(uint64(text[i])|0x100, 16)[1:])
		case hidden(r) && r != utf8.RuneError:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports whether a character takes no place on a line, or may stand for a
// byte that is none. Those that join others, as in emoji, do their work unseen.
func hidden(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == utf8.RuneError ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// ShortKey is a key as a cell shows it: beyond 7 letters it ends in "…".
func ShortKey(key string) string {
	if key == "" {
		return ""
	}
	key = Visible(key)
	n, cut := 0, 0
	for i := range key {
		if n == 6 {
			cut = i
		}
		if n++; n > 7 {
			return key[:cut] + "…"
		}
	}
	return key
}
