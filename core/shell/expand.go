package shell

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The bounds of variables and of what words become.
const (
	variablesMax     = 1000
	variableBytesMax = 1 << 16
	fieldsMax        = 100_000 // words of one command
	fieldBytesMax    = 2 << 20 // of all its words
)

// variable is a variable of a terminal.
type variable struct {
	name, value string
	exported    bool
}

// variables are a terminal's, sorted by name. A list is not changed once made,
// so that clones share it.
type variables []variable

func (v variables) find(name string) (int, bool) {
	return slices.BinarySearchFunc(v, name, func(x variable, name string) int { return strings.Compare(x.name, name) })
}

func (v variables) get(name string) string {
	if i, ok := v.find(name); ok {
		return v[i].value
	}
	return ""
}

// with returns the variables with one set. A variable that was exported stays
// so.
func (v variables) with(name, value string, export bool) (variables, error) {
	if len(value) > variableBytesMax {
		return v, fmt.Errorf("the value of %s is longer than %d bytes", name, variableBytesMax)
	}
	i, ok := v.find(name)
	out := slices.Clone(v)
	if ok {
		out[i].value = value
		out[i].exported = out[i].exported || export
		return out, nil
	}
	if len(v) == variablesMax {
		return v, fmt.Errorf("there is room for %d variables", variablesMax)
	}
	return slices.Insert(out, i, variable{name, value, export}), nil
}

// assign sets a variable of the task.
func (x context) assign(name, value string) bool {
	vars, err := x.vars.with(name, value, false)
	if err != nil {
		x.complain("%v", err)
		return false
	}
	x.vars = vars
	return true
}

// expander turns words into arguments (IEEE 1003.1, 2.6).
type expander struct {
	vars    variables
	code    int
	params  []string
	pid     int
	lastPID int
	outputs []string // of the substitutions
	files   files
	err     error
}

func (x context) expander(outputs []string) *expander {
	return &expander{vars: x.vars, code: x.code, params: x.params, pid: x.shell().pid, lastPID: x.lastPID, outputs: outputs, files: x.files}
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
		return "bash", true
	}
	if name[0] >= '1' && name[0] <= '9' {
		if n, err := strconv.Atoi(name); err == nil && n <= len(e.params) {
			return e.params[n-1], true
		}
		return "", false
	}
	i, ok := e.vars.find(name)
	if !ok {
		return "", false
	}
	return e.vars[i].value, true
}

// value is what a piece stands for.
func (e *expander) value(p piece) string {
	switch p.kind {
	case substPiece:
		if p.number < len(e.outputs) {
			return e.outputs[p.number]
		}
		return ""
	case sumPiece:
		v, err := e.sum(e.text(p.word))
		if err != nil {
			e.fail(err)
			return ""
		}
		return strconv.FormatInt(v, 10)
	case literalPiece:
		return p.text
	}
	value, set := e.parameter(p.text)
	op, colon := strings.CutPrefix(p.op, ":")
	given := set && !(colon && value == "")
	switch op {
	case "length":
		return strconv.Itoa(len([]rune(value)))
	case "-":
		if !given {
			return e.text(p.word)
		}
	case "+":
		if given {
			return e.text(p.word)
		}
		return ""
	case "=":
		if !given {
			value = e.text(p.word)
			var err error
			if nameLength(p.text) == 0 {
				err = fmt.Errorf("$%s: cannot assign in this way", p.text)
			} else {
				e.vars, err = e.vars.with(p.text, value, false)
			}
			e.fail(err)
		}
	case "?":
		if !given {
			text := e.text(p.word)
			if text == "" {
				text = "parameter null or not set"
			}
			e.fail(fmt.Errorf("%s: %s", p.text, text))
		}
	case "#", "##", "%", "%%":
		return strip(value, e.pattern(p.word), op)
	}
	return value
}

func (e *expander) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// strip removes the shortest or longest beginning or end that a pattern
// matches.
func strip(value, pattern, op string) string {
	best, found := 0, false
	for n := 0; n <= len(value); n++ {
		part := value[:n]
		if op[0] == '%' {
			part = value[len(value)-n:]
		}
		if matches(pattern, part) {
			best, found = n, true
			if len(op) == 1 {
				break
			}
		}
	}
	if !found {
		return value
	}
	if op[0] == '%' {
		return value[:len(value)-best]
	}
	return value[best:]
}

// text expands a word without splitting it, as in an assignment.
func (e *expander) text(w word) string {
	var b strings.Builder
	for _, p := range w {
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
	ifs, set := e.parameter("IFS")
	if !set {
		ifs = " \t\n"
	}
	for _, w := range words {
		for _, w := range e.braces(w) {
			f := splitter{ifs: ifs}
			for _, p := range w {
				switch {
				case p.kind == paramPiece && p.text == "@" && p.quoted && p.op == "":
					for i, value := range e.params {
						if i > 0 {
							f.end()
						}
						f.quoted(value)
					}
				case p.kind == literalPiece && !p.quoted:
					f.plain(p.text)
				case p.quoted:
					f.quoted(e.value(p))
				default:
					f.split(e.value(p))
				}
			}
			f.end()
			for _, field := range f.out {
				if bytes += len(field.text); bytes > fieldBytesMax || len(out) > fieldsMax {
					e.fail(errTooLong)
					return nil
				}
				out = e.glob(out, field)
			}
		}
	}
	return out
}

// glob adds a field, or the files that it stands for.
func (e *expander) glob(out []string, f field) []string {
	found := false
	if f.glob && len(e.files) > 0 {
		for _, x := range e.files {
			if matches(f.pattern, x.name) && (x.name[0] != '.' || f.pattern[0] == '.') {
				out, found = append(out, x.name), true
			}
		}
	}
	if !found {
		out = append(out, f.text)
	}
	return out
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
}

func (f *splitter) end() {
	if f.begun {
		f.out = append(f.out, f.now)
	}
	f.now, f.begun = field{}, false
}

func (f *splitter) plain(text string) {
	f.begun = true
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

func findBraces(text string) (open, end int, parts []string) {
	for open = 0; open < len(text); open++ {
		if text[open] != '{' {
			continue
		}
		depth := 0
		var commas []int
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
		if end == len(text) {
			continue
		}
		if commas != nil {
			from := open + 1
			for _, at := range append(commas, end) {
				parts = append(parts, text[from:at])
				from = at + 1
			}
			return open, end + 1, parts
		}
		if from, to, ok := strings.Cut(text[open+1:end], ".."); ok {
			a, errA := strconv.Atoi(from)
			b, errB := strconv.Atoi(to)
			letters := len(from) == 1 && len(to) == 1 && errA != nil && errB != nil
			if letters {
				a, b, errA, errB = int(from[0]), int(to[0]), nil, nil
			}
			if errA != nil || errB != nil || max(a, b)-min(a, b) >= fieldsMax {
				continue
			}
			for n := a; ; {
				if letters {
					parts = append(parts, string(rune(n)))
				} else {
					parts = append(parts, strconv.Itoa(n))
				}
				if n == b {
					return open, end + 1, parts
				}
				if n < b {
					n++
				} else {
					n--
				}
			}
		}
	}
	return 0, 0, nil
}
