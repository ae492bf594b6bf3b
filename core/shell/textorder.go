package shell

import (
	"cmp"
	"strconv"
	"strings"
)

// sortOrder is how sort compares two texts.
type sortOrder struct {
	numeric, human, version, fold bool
	reverse                       bool
}

// add adds what a letter of sort's options or keys asks for, if it is about order.
func (o *sortOrder) add(letter byte) {
	switch letter {
	case 'n':
		o.numeric = true
	case 'h':
		o.human = true
	case 'V':
		o.version = true
	case 'f':
		o.fold = true
	case 'r':
		o.reverse = true
	}
}

func (o sortOrder) compare(a, b string) int {
	c := 0
	switch {
	case o.numeric:
		c = cmp.Compare(leadingNumber(a), leadingNumber(b))
	case o.human:
		c = cmp.Or(cmp.Compare(humanUnit(a), humanUnit(b)), cmp.Compare(leadingNumber(a), leadingNumber(b)))
	case o.version:
		c = compareVersions(a, b)
	case o.fold:
		c = strings.Compare(strings.ToUpper(a), strings.ToUpper(b))
	default:
		c = strings.Compare(a, b)
	}
	if o.reverse {
		return -c
	}
	return c
}

// leadingNumber is the number that a text begins with, or 0.
func leadingNumber(text string) float64 {
	v, _ := splitNumber(text)
	return v
}

// splitNumber is the number that a text begins with, or 0, and what follows it.
func splitNumber(text string) (float64, string) {
	text = strings.TrimLeft(text, " \t")
	n := 0
	if n < len(text) && (text[n] == '-' || text[n] == '+') {
		n++
	}
	dot := false
	for n < len(text) && (text[n] >= '0' && text[n] <= '9' || text[n] == '.' && !dot) {
		dot = dot || text[n] == '.'
		n++
	}
	v, _ := strconv.ParseFloat(text[:n], 64)
	return v, text[n:]
}

// humanUnit is the rank of the unit that follows a number, as of the K in 2K;
// that of a number below 0 is below 0.
func humanUnit(text string) int {
	v, rest := splitNumber(text)
	unit := 0
	if rest != "" {
		unit = 1 + strings.IndexByte("KMGTPEZY", strings.ToUpper(rest[:1])[0])
	}
	switch {
	case v == 0:
		return 0
	case v < 0:
		return -unit - 1
	}
	return unit + 1
}

// compareVersions compares as sort -V does (gnulib, filevercmp): without the
// endings of file names first, then with them.
func compareVersions(a, b string) int {
	dotted := func(text string) int { return btoi(!strings.HasPrefix(text, ".")) }
	return cmp.Or(cmp.Compare(min(len(a), 1), min(len(b), 1)), dotted(a)-dotted(b),
		compareRuns(a[:stemLength(a)], b[:stemLength(b)]), compareRuns(a, b))
}

// stemLength is the length of a file's name without endings such as .tar.gz,
// each of which begins with a letter.
func stemLength(name string) int {
	stem := len(name)
	for i := len(name) - 1; i > 0; i-- {
		switch c := name[i]; {
		case c == '.' && i+1 < len(name) && (name[i+1] == '~' || letter(name[i+1])):
			stem = i
		case c != '~' && !letter(c) && (c < '0' || c > '9'):
			return stem
		}
	}
	return stem
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// compareRuns compares what is no number and what is one in turn.
func compareRuns(a, b string) int {
	for a != "" || b != "" {
		for a != "" && !digits(a[:1]) || b != "" && !digits(b[:1]) {
			if c := cmp.Compare(versionRank(a), versionRank(b)); c != 0 {
				return c
			}
			a, b = a[min(1, len(a)):], b[min(1, len(b)):]
		}
		n, m := digitsLength(a), digitsLength(b)
		x, y := strings.TrimLeft(a[:n], "0"), strings.TrimLeft(b[:m], "0")
		if c := cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y)); c != 0 {
			return c
		}
		a, b = a[n:], b[m:]
	}
	return 0
}

// versionRank ranks the character that a text begins with: ~, the end, a
// number, letters, all else.
func versionRank(text string) int {
	switch {
	case text == "" || digits(text[:1]):
		return 0
	case text[0] == '~':
		return -1
	case letter(text[0]):
		return int(text[0])
	}
	return int(text[0]) + 256
}

func digitsLength(text string) int {
	n := 0
	for n < len(text) && digits(text[n:n+1]) {
		n++
	}
	return n
}
