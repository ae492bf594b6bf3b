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
	vars     variables
	code     int
	params   []string
	pid      int
	lastPID  int
	zero     string   // $0
	letters  string   // $-
	statuses []int    // PIPESTATUS
	outputs  []string // of the substitutions
	files    place
	now      func(name string) (string, bool) // what the shell itself keeps, such as RANDOM
	unset    bool                             // a variable that is not set is an error (set -u)
	noGlob   bool                             // set -f
	sums     int                              // that are being computed, each for an index in the one before
	summed   int                              // bytes of expressions read
	work     *int                             // what has been done, as in Terminal.work
	err      error
}

func (x context) expander(outputs []string) *expander {
	x.work += 8 * len(x.vars)
	return &expander{work: &x.work, vars: x.vars, code: x.code, params: x.params, pid: x.self, lastPID: x.lastPID, zero: x.zero, letters: x.options.letters(), statuses: x.statuses, outputs: outputs, files: x.here(), now: x.kept, unset: x.options&optionUnset != 0, noGlob: x.options&optionNoGlob != 0}
}

// expand expands the words of a loop.
func (x context) expand(words []word, outputs []string) ([]string, bool) {
	e := x.expander(outputs)
	fields := e.fields(words)
	x.vars = e.vars
	if e.err != nil {
		x.complain("%v", e.err)
		x.code = 1
	}
	return fields, e.err == nil
}

// parameter returns the value of a parameter, and whether it has one.
func (e *expander) parameter(name string) (string, bool) {
	switch name {
	case "?":
		return strconv.Itoa(e.code), true
	case "$":
		return strconv.Itoa(e.pid), true
	case "!":
		if e.lastPID == 0 {
			return "", false
		}
		return strconv.Itoa(e.lastPID), true
	case "#":
		return strconv.Itoa(len(e.params)), true
	case "@", "*":
		return strings.Join(e.params, " "), len(e.params) > 0
	case "0":
		if e.zero != "" {
			return e.zero, true
		}
		return "bash", true
	case "-":
		return e.letters, true
	}
	if name[0] >= '1' && name[0] <= '9' {
		if n, err := strconv.Atoi(name); err == nil && n <= len(e.params) {
			return e.params[n-1], true
		}
		return "", false
	}
	if i, ok := e.vars.find(name); ok {
		return e.vars[i].scalar()
	}
	return e.now(name)
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
	for _, p := range e.tilde(w) {
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
	for _, p := range w {
		value := e.value(p)
		if p.quoted {
			value = quotePattern(value)
		}
		b.WriteString(value)
	}
	return b.String()
}

var errTooLong = errors.New("the words are too long together")

// fields expands words. What an unquoted expansion holds is split at blanks,
// and a word that only such expansions make, and that is empty, is none.
func (e *expander) fields(words []word) []string {
	var out []string
	bytes := 0
	ifs := e.ifs()
	for _, w := range words {
		for _, w := range e.braces(e.tilde(w)) {
			f := splitter{ifs: ifs}
			e.pieces(&f, w, false)
			f.end()
			for _, field := range f.out {
				*e.work += len(field.text) + 16
				if bytes += len(field.text); bytes > fieldBytesMax || len(out) > fieldsMax {
					e.fail(errTooLong)
					return nil
				}
				if e.noGlob {
					out = append(out, field.text)
				} else {
					out = e.glob(out, field)
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

// pieces gives the pieces of a word to a splitter; those of a word within
// ${…} may be split where they stand.
func (e *expander) pieces(f *splitter, w word, within bool) {
	for _, p := range w {
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
			f.quoted(strings.Join(values, f.ifs[:min(len(f.ifs), 1)]))
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
