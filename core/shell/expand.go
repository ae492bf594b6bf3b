package shell

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// The bounds of what words become.
const (
	fieldsMax     = 100_000 // words of one command
	fieldBytesMax = 2 << 20 // of all its words
)

// expander turns words into arguments (IEEE 1003.1, 2.6).
type expander struct {
	x       context
	vars    variables // as the words so far have left them; the task is not given them
	outputs []string  // of the substitutions
	sums    int       // that are being computed, each for an index in the one before
	summed  int       // bytes of expressions read
	err     error
}

func (x context) expander(outputs []string) *expander {
	x.work += 8 * len(x.vars)
	return &expander{x: x, vars: x.vars, outputs: outputs}
}

// expand expands the words of a loop.
func (x context) expand(words []word, outputs []string) ([]string, bool) {
	e := x.expander(outputs)
	fields := e.fields(words)
	x.vars = e.vars
	if e.err != nil {
		x.giveUp(e.err)
	}
	return fields, e.err == nil
}

// parameter returns the value of a parameter, and whether it has one.
func (e *expander) parameter(name string) (string, bool) {
	switch name {
	case "?":
		return strconv.Itoa(e.x.code), true
	case "$":
		return strconv.Itoa(e.x.self), true
	case "!":
		if e.x.lastPID == 0 {
			return "", false
		}
		return strconv.Itoa(e.x.lastPID), true
	case "#":
		return strconv.Itoa(len(e.x.params)), true
	case "@", "*":
		return strings.Join(e.x.params, " "), len(e.x.params) > 0
	case "0":
		if e.x.zero != "" {
			return e.x.zero, true
		}
		return "bash", true
	case "-":
		return e.x.options.letters(), true
	}
	if name[0] >= '1' && name[0] <= '9' {
		if n, err := strconv.Atoi(name); err == nil && n <= len(e.x.params) {
			return e.x.params[n-1], true
		}
		return "", false
	}
	if i, ok := e.vars.find(name); ok {
		return e.vars[i].scalar()
	}
	return e.x.kept(name)
}

// tilde replaces ~ at the beginning of a word by the folder that it stands for.
func (e *expander) tilde(w word) word {
	if len(w) == 0 || w[0].kind != literalPiece || w[0].quoted || w[0].text == "" || w[0].text[0] != '~' || len(w[0].text) > 1 && w[0].text[1] != '/' {
		return w
	}
	out := slices.Clone(w)
	value, _ := e.parameter("HOME")
	out[0].text = value + out[0].text[1:]
	return out
}

// text expands a word without splitting it, as in an assignment.
func (e *expander) text(w word) string {
	var b strings.Builder
	w = e.tilde(w)
	for i := range w {
		p := &w[i]
		if b.Len() > fieldBytesMax {
			e.fail(errTooLong)
			break
		}
		b.WriteString(e.value(p))
	}
	return b.String()
}

// pattern expands a word in which * ? and [ mean something where they are not
// quoted.
func (e *expander) pattern(w word) string {
	var b strings.Builder
	for i := range w {
		p := &w[i]
		value := e.value(p)
		if p.quoted {
			value = quotePattern(value)
		}
		b.WriteString(value)
	}
	return b.String()
}

// joined is what $@ or $* stands for where it is one word.
func (e *expander) joined(p *piece, values []string) string {
	if p.text != "*" && p.index.literal() != "*" {
		return strings.Join(values, " ")
	}
	return strings.Join(values, e.ifs()[:min(len(e.ifs()), 1)])
}

var errTooLong = errors.New("the words are too long together")

// fields expands words. What an unquoted expansion holds is split at blanks,
// and a word that only such expansions make, and that is empty, is none.
func (e *expander) fields(words []word) []string {
	out := make([]string, 0, len(words))
	bytes := 0
	ifs := e.ifs()
	take := func(f field) bool {
		e.x.work += len(f.text) + 16
		if bytes += len(f.text); bytes > fieldBytesMax || len(out) > fieldsMax {
			e.fail(errTooLong)
			return false
		}
		if e.x.options&optionNoGlob != 0 {
			out = append(out, f.text)
		} else {
			out = e.glob(out, f)
		}
		return true
	}
	for _, w := range words {
		if w.plain() {
			if !take(field{text: w[0].text}) {
				return nil
			}
			continue
		}
		for _, w := range e.braces(e.tilde(w)) {
			f := splitter{ifs: ifs, out: make([]field, 0, 1)}
			e.pieces(&f, w, false)
			f.end()
			for _, field := range f.out {
				if !take(field) {
					return nil
				}
			}
		}
	}
	return out
}

// ifs are the signs that divide words; the first joins those of "$*".
func (e *expander) ifs() string {
	if ifs, set := e.parameter("IFS"); set {
		return ifs
	}
	return " \t\n"
}

// plain reports whether a word stands for nothing but what is written there, as
// most do.
func (w word) plain() bool {
	if len(w) != 1 || w[0].kind != literalPiece || w[0].text == "" {
		return false
	}
	return w[0].quoted || !strings.ContainsAny(w[0].text, "*?[{~")
}

// pieces gives the pieces of a word to a splitter; those of a word within
// ${…} may be split where they stand.
func (e *expander) pieces(f *splitter, w word, within bool) {
	for i := range w {
		p := &w[i]
		values, many := e.values(p)
		switch {
		case p.kind == literalPiece && p.quoted && p.text == "":
			f.empty = true
		case many && p.quoted && p.text != "*" && p.index.literal() != "*":
			f.none = f.none || len(values) == 0
			for i, value := range values {
				if i > 0 {
					f.end()
				}
				f.quoted(value)
			}
		case many && p.quoted:
			f.quoted(e.joined(p, values))
		case many:
			for i, value := range values {
				if i > 0 {
					f.end()
				}
				f.split(value)
			}
		case p.kind == literalPiece && !p.quoted && within:
			f.split(p.text)
		case p.kind == literalPiece && !p.quoted:
			f.plain(p.text)
		case p.quoted:
			f.quoted(e.value(p))
		default:
			if other, ok := e.other(p); ok {
				e.pieces(f, other, true)
			} else {
				f.split(e.value(p))
			}
		}
	}
}

// field is a word after expansion.
type field struct {
	text    string
	pattern string // with what was quoted made literal
	glob    bool
}

// splitter makes fields.
type splitter struct {
	ifs   string
	out   []field
	now   field
	begun bool
	// There were quotes with nothing between them, which make a field; and a $@
	// that stood for nothing, which makes none.
	empty, none bool
}

func (f *splitter) end() {
	if f.begun || f.empty && !f.none {
		f.out = append(f.out, f.now)
	}
	f.now, f.begun, f.empty, f.none = field{}, false, false, false
}

func (f *splitter) plain(text string) {
	f.begun = f.begun || text != "" // {a,} makes nothing of nothing
	f.now.text += text
	f.now.pattern += text
	f.now.glob = f.now.glob || strings.ContainsAny(text, "*?[")
}

func (f *splitter) quoted(text string) {
	f.begun = true
	f.now.text += text
	f.now.pattern += quotePattern(text)
}

func (f *splitter) split(text string) {
	start := 0
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(f.ifs, text[i]) < 0 {
			continue
		}
		if i > start {
			f.plain(text[start:i])
		} else if text[i] > ' ' {
			f.begun = true // an empty field between two separators
		}
		f.end()
		start = i + 1
	}
	if start < len(text) {
		f.plain(text[start:])
	}
}
