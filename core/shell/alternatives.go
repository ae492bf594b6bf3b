package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// braces replaces {1..5} and {a,b} by what they stand for (bash).
func (e *expander) braces(w word) []word {
	for i, p := range w {
		if p.kind != literalPiece || p.quoted {
			continue
		}
		open, end, parts := findBraces(p.text)
		if parts == nil {
			continue
		}
		var out []word
		e.x.work += 32 * len(parts)
		for _, part := range parts {
			next := slices.Clone(w)
			next[i].text = p.text[:open] + part + p.text[end:]
			for _, done := range e.braces(next) {
				if out = append(out, done); len(out) > fieldsMax {
					e.fail(errTooLong)
					return nil
				}
			}
		}
		return out
	}
	return []word{w}
}

// findBraces finds the first {…} of a text that stands for several, and returns
// where it is and what it stands for.
func findBraces(text string) (open, end int, parts []string) {
	for open = 0; open < len(text); open++ {
		if text[open] != '{' {
			continue
		}
		end, commas := closingBrace(text, open)
		switch {
		case end == len(text):
		case commas != nil:
			from := open + 1
			for _, at := range append(commas, end) {
				parts = append(parts, text[from:at])
				from = at + 1
			}
			return open, end + 1, parts
		default:
			if parts := countedBraces(text[open+1 : end]); parts != nil {
				return open, end + 1, parts
			}
		}
	}
	return 0, 0, nil
}

// closingBrace returns where the brace at open is closed, len(text) if it is not,
// and where the commas between the two are.
func closingBrace(text string, open int) (end int, commas []int) {
	depth := 0
	for end = open; end < len(text); end++ {
		switch text[end] {
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth == 1 {
				commas = append(commas, end)
			}
		}
		if depth == 0 {
			break
		}
	}
	return end, commas
}

// countedBraces is what FIRST..LAST and FIRST..LAST..STEP count, which are
// numbers or letters, or nil.
func countedBraces(text string) (parts []string) {
	from, to, ok := strings.Cut(text, "..")
	if !ok {
		return nil
	}
	step := 1
	if limit, by, stepped := strings.Cut(to, ".."); stepped {
		n, err := strconv.Atoi(by)
		if err != nil {
			return nil
		}
		to, step = limit, max(1, max(n, -n))
	}
	width := 0
	for _, number := range []string{from, to} {
		if bare := strings.TrimPrefix(number, "-"); len(bare) > 1 && bare[0] == '0' {
			width = max(len(from), len(to))
		}
	}
	first, errFirst := strconv.Atoi(from)
	last, errLast := strconv.Atoi(to)
	letters := len(from) == 1 && len(to) == 1 && errFirst != nil && errLast != nil
	if letters {
		first, last, errFirst, errLast = int(from[0]), int(to[0]), nil, nil
	}
	if errFirst != nil || errLast != nil || max(first, last)-min(first, last) >= fieldsMax {
		return nil
	}
	for n := first; ; {
		if letters {
			parts = append(parts, string(rune(n)))
		} else {
			parts = append(parts, fmt.Sprintf("%0*d", width, n))
		}
		switch {
		case n < last && last-n >= step:
			n += step
		case n > last && n-last >= step:
			n -= step
		default:
			return parts
		}
	}
}
