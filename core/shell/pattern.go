package shell

import (
	"strings"
	"unicode/utf8"
)

// matches reports whether a pattern of IEEE 1003.1, 2.13 matches all of text:
// * any text, ? any character, […] one of a set, \ makes a character literal.
func matches(pattern, text string) bool {
	star, back := -1, 0 // where to go on when what followed the last * fails
	p, t := 0, 0
	for t < len(text) || p < len(pattern) {
		if p < len(pattern) {
			if pattern[p] == '*' {
				star, back = p, t
				p++
				continue
			}
			if t < len(text) {
				if np, nt, ok := matchOne(pattern, p, text, t); ok {
					p, t = np, nt
					continue
				}
			}
		}
		if star < 0 || back >= len(text) {
			return false
		}
		_, size := utf8.DecodeRuneInString(text[back:])
		back += size
		p, t = star+1, back
	}
	return true
}

// beginnings returns where the shortest and the longest beginning of a text end
// that a pattern matches, -1 if it matches none. All places of the pattern that
// the text may have come to are followed at once, so that no pattern takes more
// than a step for each of them and each character.
func beginnings(pattern, text string) (shortest, longest int) {
	shortest, longest = -1, -1
	now, next := make([]bool, len(pattern)+1), make([]bool, len(pattern)+1)
	now[0] = true
	for t := 0; ; {
		any := false
		for p := range pattern {
			any = any || now[p]
			if now[p] && pattern[p] == '*' {
				now[p+1] = true
			}
		}
		if now[len(pattern)] {
			longest = t
			if shortest < 0 {
				shortest = t
			}
		}
		if !any || t == len(text) {
			return shortest, longest
		}
		clear(next)
		for p := range pattern {
			switch {
			case !now[p]:
			case pattern[p] == '*':
				next[p] = true
			default:
				if np, _, ok := matchOne(pattern, p, text, t); ok {
					next[np] = true
				}
			}
		}
		_, size := utf8.DecodeRuneInString(text[t:])
		t += size
		now, next = next, now
	}
}

// endings returns where the shortest and the longest end of a text begin that a
// pattern matches, -1 if it matches none.
func endings(pattern, text string) (shortest, longest int) {
	shortest, longest = -1, -1
	matchBackwards(pattern, text, false, func(t int) {
		longest = t
		if shortest < 0 {
			shortest = t
		}
	})
	return shortest, longest
}

// matchBackwards calls found with each place of a text, from its end, from which
// a pattern matches what comes, up to the end of the text or up to anywhere.
func matchBackwards(pattern, text string, anywhere bool, found func(t int)) {
	// rest[p] says whether the pattern from p on matches the text from t on.
	rest, after := make([]bool, len(pattern)+1), make([]bool, len(pattern)+1)
	for t := len(text); ; {
		rest[len(pattern)] = anywhere || t == len(text)
		for p := len(pattern) - 1; p >= 0; p-- {
			switch {
			case pattern[p] == '*':
				rest[p] = rest[p+1] || t < len(text) && after[p]
			case t == len(text):
				rest[p] = false
			default:
				np, _, ok := matchOne(pattern, p, text, t)
				rest[p] = ok && after[np]
			}
		}
		if rest[0] {
			found(t)
		}
		if t == 0 {
			return
		}
		_, size := utf8.DecodeLastRuneInString(text[:t])
		t -= size
		rest, after = after, rest
	}
}

// matchOne matches one character.
func matchOne(pattern string, p int, text string, t int) (int, int, bool) {
	r, size := utf8.DecodeRuneInString(text[t:])
	switch pattern[p] {
	case '?':
		return p + 1, t + size, true
	case '[':
		if end, in := matchSet(pattern, p, r); end > 0 {
			return end, t + size, in
		}
	case '\\':
		if p+1 < len(pattern) {
			p++
		}
	}
	want, width := utf8.DecodeRuneInString(pattern[p:])
	return p + width, t + size, want == r && pattern[p:p+width] == text[t:t+size]
}

// matchSet matches a set, and returns where it ends: 0 if it is none.
func matchSet(pattern string, p int, r rune) (end int, in bool) {
	at := p + 1
	not := at < len(pattern) && (pattern[at] == '!' || pattern[at] == '^')
	if not {
		at++
	}
	for first := true; at < len(pattern); first = false {
		if pattern[at] == ']' && !first {
			return at + 1, in != not
		}
		if name, rest, ok := strings.Cut(pattern[at:], ":]"); ok && strings.HasPrefix(name, "[:") {
			in = in || inClass(name[2:], r)
			at = len(pattern) - len(rest)
			continue
		}
		if pattern[at] == '\\' && at+1 < len(pattern) {
			at++
		}
		low, size := utf8.DecodeRuneInString(pattern[at:])
		at += size
		high := low
		if at+1 < len(pattern) && pattern[at] == '-' && pattern[at+1] != ']' {
			high, size = utf8.DecodeRuneInString(pattern[at+1:])
			at += 1 + size
		}
		in = in || low <= r && r <= high
	}
	return 0, false
}

// inClass reports whether a character is in a class such as digit.
func inClass(name string, r rune) bool {
	lower, upper, digit := r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9'
	switch name {
	case "digit":
		return digit
	case "lower":
		return lower
	case "upper":
		return upper
	case "alpha":
		return lower || upper
	case "alnum":
		return lower || upper || digit
	case "space":
		return strings.ContainsRune(" \t\n\v\f\r", r)
	case "blank":
		return r == ' ' || r == '\t'
	case "punct":
		return r > ' ' && r < 0x7f && !lower && !upper && !digit
	case "xdigit":
		return digit || r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F'
	case "print":
		return r >= ' ' && r < 0x7f
	case "cntrl":
		return r < ' ' || r == 0x7f
	}
	return false
}

// quotePattern makes a text match itself only.
func quotePattern(text string) string {
	if !strings.ContainsAny(text, `*?[\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(`*?[\`, text[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
