package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// errIncomplete says that a text may become a script with more lines.
var errIncomplete = errors.New("the line goes on")

// The bounds of a script.
const (
	scriptMax = 1 << 20 // bytes
	nestedMax = 100     // commands within commands, when they are read
)

// parser reads a script from left to right.
type parser struct {
	text   string
	at     int
	nodes  []node
	substs []int // of the node that is being read
	depth  int
	// counted is how far lines have been counted, lines how many there are before
	// it, those of here-documents too.
	counted, lines int
	inner          bool // the text is a part of another one: it cannot go on
}

// parse reads a script. It returns errIncomplete where more lines are needed,
// or an error that names the place.
func parse(text string) (*script, error) {
	if len(text) > scriptMax {
		return nil, fmt.Errorf("the line is longer than %d bytes", scriptMax)
	}
	p := &parser{text: text}
	root, err := p.list()
	if err == nil && !p.ended() {
		err = p.unexpected()
	}
	if err != nil {
		return nil, err
	}
	return &script{text: text, nodes: p.nodes, root: root}, nil
}

func (p *parser) add(n node) int {
	p.nodes = append(p.nodes, n)
	return len(p.nodes) - 1
}

// fail names what is wrong at a place.
func (p *parser) fail(at int, format string, args ...any) error {
	line, column := 1, 1
	for _, r := range p.text[:at] {
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return fmt.Errorf("line %d, column %d: %s", line, column, fmt.Sprintf(format, args...))
}

// list reads pipelines until the text ends, or something comes that ends a
// list within another command: one of the words, or ) or ;;.
func (p *parser) list(ends ...string) (int, error) {
	if p.depth++; p.depth > nestedMax {
		return 0, p.fail(p.at, "commands are nested more than %d deep", nestedMax)
	}
	defer func() { p.depth-- }()
	l := &list{}
	for {
		p.newlines()
		if p.ended() || p.starts(")") || (p.starts(";;") || p.starts(";&")) && len(ends) > 0 || p.startsWord(ends) {
			return p.add(l), nil
		}
		start, line := p.at, p.line()
		node, err := p.andOr()
		if err != nil {
			return 0, err
		}
		it := item{node: node, text: strings.TrimSpace(p.text[start:p.at]), line: line}
		p.blanks()
		switch {
		case p.ended(), p.starts(")"):
		case p.starts(";;"), p.starts(";&"):
			if len(ends) == 0 {
				return 0, p.fail(p.at, "a ';' too many")
			}
		case p.starts("&"):
			it.background = true
			p.at++
		case p.starts(";"):
			p.at++
		case p.starts("\n"):
		default:
			return 0, p.unexpected()
		}
		l.items = append(l.items, it)
	}
}

// line is the number of the line that is read.
func (p *parser) line() int {
	if p.at > p.counted {
		p.lines += strings.Count(p.text[p.counted:p.at], "\n")
		p.counted = p.at
	}
	return p.lines + 1
}

// newlines skips what does not matter where a command is expected.
func (p *parser) newlines() {
	for p.blanks(); p.starts("\n"); p.blanks() {
		p.at++
	}
}

// startsWord reports whether one of words comes next, as a word of its own.
func (p *parser) startsWord(words []string) bool {
	for _, w := range words {
		if p.starts(w) && (p.at+len(w) == len(p.text) || strings.IndexByte(" \t\r\n;&|()<>", p.text[p.at+len(w)]) >= 0) {
			return true
		}
	}
	return false
}

// takes reads a word that must come now.
func (p *parser) takes(word string) error {
	p.newlines()
	switch {
	case p.startsWord([]string{word}):
		p.at += len(word)
		return nil
	case p.ended():
		return p.goesOn()
	}
	return p.fail(p.at, "'%s' is missing here", word)
}

// goesOn is the error of a text that ends too early.
func (p *parser) goesOn() error {
	if p.inner {
		return p.fail(p.at, "the command between backquotes ends too early")
	}
	return errIncomplete
}

func (p *parser) andOr() (int, error) {
	a := &andOr{}
	for {
		node, err := p.pipeline()
		if err != nil {
			return 0, err
		}
		a.pipelines = append(a.pipelines, node)
		p.blanks()
		switch {
		case p.starts("&&"):
			a.operators = append(a.operators, ifSucceeded)
		case p.starts("||"):
			a.operators = append(a.operators, ifFailed)
		default:
			return p.add(a), nil
		}
		p.at += 2
		p.newlines()
		if p.ended() {
			return 0, p.goesOn()
		}
	}
}

func (p *parser) pipeline() (int, error) {
	l := &pipeline{}
	for {
		p.blanks()
		if !l.negated && p.startsWord([]string{"!"}) {
			l.negated = true
			p.at++
		} else if !l.timed && p.startsWord([]string{"time"}) {
			l.timed = true
			p.at += len("time")
		} else {
			break
		}
	}
	for {
		stage, err := p.command()
		if err != nil {
			return 0, err
		}
		l.stages = append(l.stages, stage)
		p.blanks()
		if !p.starts("|") || p.starts("||") {
			l.both = append(l.both, false)
			return p.add(l), nil
		}
		p.at++
		l.both = append(l.both, p.starts("&"))
		if p.starts("&") {
			p.at++
		}
		p.newlines()
		if p.ended() {
			return 0, p.goesOn()
		}
	}
}

// absentWords are the words that mean something to bash where a command is
// expected, and that are not there yet.
var absentWords = map[string]string{"select": "select loops", "coproc": "coprocesses"}

// endWords stand where a command cannot.
var endWords = []string{"do", "done", "then", "else", "elif", "fi", "esac", "}", "in"}

// verbatim are the verbs in whose arguments < > or | mean nothing to the shell:
// cut A>B, partition A,B | C,D,E, expect time_ms > 5.
var verbatim = map[string]string{"cut": ">", "join": ">", "link": ">", "partition": "|", "expect": "<>"}

func (p *parser) simple() (int, error) {
	s := &simple{}
	outer := p.substs
	p.substs = nil
	for {
		p.blanks()
		if p.ended() {
			break
		}
		asIs := ""
		if len(s.words) > 0 && !(len(s.words) > 1 && s.words[1].isOption()) {
			asIs = verbatim[s.words[0].literal()]
		}
		if asIs == "|" && p.starts("|") && !p.starts("||") {
			p.at++
			s.words = append(s.words, word{{text: "|"}})
			continue
		}
		if !strings.Contains(asIs, ">") || p.startsRedirect() {
			found, err := p.redirect(&s.redirects)
			if err != nil {
				return 0, err
			}
			if found {
				continue
			}
		}
		start := p.at
		declares := len(s.words) > 0 && slices.Contains(declaring, s.words[0].literal())
		if len(s.words) == 0 || declares {
			a, ok, err := p.assignment()
			switch {
			case err != nil:
				return 0, err
			case ok && !declares:
				for len(s.before) < len(p.substs) {
					s.before = append(s.before, len(s.assignments))
				}
				s.assignments = append(s.assignments, a)
				continue
			case ok && a.array:
				s.words, s.arrays = append(s.words, word{{text: a.name}}), append(s.arrays, a)
				continue
			case ok && a.index == nil && !a.append:
				s.words = append(s.words, quoteWord(append(word{{text: a.name + "="}}, a.value...)))
				continue
			}
			p.at = start
		}
		w, err := p.word(asIs)
		if err != nil {
			return 0, err
		}
		if w == nil {
			break
		}
		if len(s.words) > 0 {
			s.words = append(s.words, w)
			continue
		}
		name := w.literal()
		if what := absentWords[name]; what != "" {
			return 0, p.fail(start, "%s are not there yet", what)
		}
		if slices.Contains(endWords[:8], name) {
			return 0, p.fail(start, "unexpected '%s'", name)
		}
		s.words = append(s.words, w)
	}
	if len(s.words) == 0 && len(s.assignments) == 0 && len(s.redirects) == 0 {
		return 0, p.unexpected()
	}
	found := len(s.assignments)
	if len(s.words) > 0 {
		found = 0
	}
	for len(s.before) < len(p.substs) {
		s.before = append(s.before, found)
	}
	s.substitutions, p.substs = p.substs, outer
	return p.add(s), nil
}

// declaring are the commands whose words are assignments: what they assign is
// not split.
var declaring = []string{"declare", "typeset", "local", "export", "readonly"}

// quoteWord is a word none of which is split or stands for files.
func quoteWord(w word) word {
	for i := range w {
		w[i].quoted = true
	}
	return w
}

// assignment reads NAME=value, NAME+=value, NAME[INDEX]=value and NAME=(…), if
// one comes next.
func (p *parser) assignment() (a assignment, ok bool, err error) {
	at := p.at
	n := nameLength(p.text[at:])
	if n == 0 {
		return a, false, nil
	}
	a.name = p.text[at : at+n]
	at += n
	indexed := at < len(p.text) && p.text[at] == '['
	if indexed {
		end := elementEnd(p.text[at:])
		if end == 0 {
			return a, false, nil
		}
		at += end
	}
	if strings.HasPrefix(p.text[at:], "+=") {
		a.append = true
		at++
	}
	if at >= len(p.text) || p.text[at] != '=' {
		return a, false, nil
	}
	if indexed {
		p.at += n + 1
		if err := p.pieceOf(&a.index, false, "]"); err != nil {
			return a, false, err
		}
	}
	if p.at = at + 1; p.starts("(") {
		p.at++
		a.array = true
		return a, true, p.elements(&a)
	}
	a.value, err = p.word("")
	return a, true, err
}

// elements reads what stands in NAME=(…).
func (p *parser) elements(a *assignment) error {
	for {
		if p.newlines(); p.starts(")") {
			p.at++
			return nil
		}
		if p.ended() {
			return p.goesOn()
		}
		var el element
		if end := elementEnd(p.text[p.at:]); p.starts("[") && end > 0 && strings.HasPrefix(p.text[p.at+end:], "=") {
			p.at++
			if err := p.pieceOf(&el.index, false, "]"); err != nil {
				return err
			}
			p.at += 2
		}
		w, err := p.word("")
		if err != nil {
			return err
		}
		if w == nil && el.index == nil {
			return p.unexpected()
		}
		el.value = w
		a.list = append(a.list, el)
	}
}

func (p *parser) ended() bool { return p.at >= len(p.text) }

func (p *parser) starts(with string) bool {
	return len(p.text)-p.at >= len(with) && p.text[p.at:p.at+len(with)] == with
}

func (p *parser) unexpected() error {
	if p.ended() {
		return p.fail(p.at, "a command is missing at the end")
	}
	for _, sign := range []string{"&&", "||", ";;", ";", "|", "&", "(", ")", "\n"} {
		if p.starts(sign) {
			switch sign {
			case "\n":
				sign = "end of the line"
			default:
				sign = "'" + sign + "'"
			}
			return p.fail(p.at, "unexpected %s", sign)
		}
	}
	return p.fail(p.at, "unexpected '%c'", []rune(p.text[p.at:])[0])
}

// blanks skips blanks, comments and lines that were continued.
func (p *parser) blanks() {
	for !p.ended() {
		switch c := p.text[p.at]; {
		case c == ' ' || c == '\t' || c == '\r':
			p.at++
		case p.starts("\\\n"):
			p.at += 2
		case c == '#':
			for !p.ended() && p.text[p.at] != '\n' {
				p.at++
			}
		default:
			return
		}
	}
}
