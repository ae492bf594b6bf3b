package shell

import (
	"errors"
	"fmt"
	"strings"
)

// errIncomplete says that a text may become a script with more lines.
var errIncomplete = errors.New("the line goes on")

// scriptMax bounds the text of one script, in bytes.
const scriptMax = 1 << 20

// parser reads a script from left to right.
type parser struct {
	text  string
	at    int
	nodes []node
}

// parse reads a script. It returns errIncomplete where more lines are needed,
// or an error that names the place.
func parse(text string) (*script, error) {
	if len(text) > scriptMax {
		return nil, fmt.Errorf("the line is longer than %d bytes", scriptMax)
	}
	p := &parser{text: text}
	root, err := p.list()
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

// list reads pipelines until the text ends.
func (p *parser) list() (int, error) {
	l := &list{}
	for {
		p.blanks(true)
		if p.ended() {
			return p.add(l), nil
		}
		item, err := p.andOr()
		if err != nil {
			return 0, err
		}
		l.items = append(l.items, item)
		p.blanks(false)
		switch {
		case p.ended():
		case p.starts("&"):
			return 0, p.fail(p.at, "background jobs (&) are not there yet; quote a URL that has an & in it")
		case p.starts(";;"):
			return 0, p.fail(p.at, "a ';' too many")
		case p.starts(";"), p.starts("\n"):
			p.at++
		default:
			return 0, p.unexpected()
		}
	}
}

func (p *parser) andOr() (int, error) {
	a := &andOr{}
	for {
		item, err := p.pipeline()
		if err != nil {
			return 0, err
		}
		a.pipelines = append(a.pipelines, item)
		p.blanks(false)
		switch {
		case p.starts("&&"):
			a.operators = append(a.operators, ifSucceeded)
		case p.starts("||"):
			a.operators = append(a.operators, ifFailed)
		default:
			return p.add(a), nil
		}
		p.at += 2
		p.blanks(true)
		if p.ended() {
			return 0, errIncomplete
		}
	}
}

func (p *parser) pipeline() (int, error) {
	stage, err := p.simple()
	if err != nil {
		return 0, err
	}
	p.blanks(false)
	if p.starts("|") && !p.starts("||") {
		return 0, p.fail(p.at, "pipes (|) are not there yet")
	}
	return p.add(&pipeline{stages: []int{stage}}), nil
}

// reserved are the words that mean something to a shell where a command is
// expected, and that are not there yet.
var reserved = map[string]string{
	"for": "for loops", "while": "while loops", "until": "until loops", "if": "conditions (if)", "case": "case",
	"do": "loops", "done": "loops", "then": "conditions (if)", "else": "conditions (if)", "elif": "conditions (if)",
	"fi": "conditions (if)", "esac": "case", "function": "functions", "{": "groups", "}": "groups", "!": "negation (!)",
	"[[": "tests ([[)",
}

// verbatim are the verbs in whose arguments < > or | mean nothing to the shell:
// cut A>B, partition A,B | C,D,E, expect time_ms > 5.
var verbatim = map[string]string{"cut": ">", "join": ">", "link": ">", "partition": "|", "expect": "<>"}

func (p *parser) simple() (int, error) {
	s := &simple{line: p.line()}
	for {
		p.blanks(false)
		if p.ended() {
			break
		}
		asIs := ""
		if len(s.words) > 0 {
			asIs = verbatim[s.words[0].literal()]
		}
		if asIs == "|" && p.starts("|") && !p.starts("||") {
			p.at++
			s.words = append(s.words, word{{text: "|"}})
			continue
		}
		if !strings.Contains(asIs, ">") || p.startsRedirect() {
			found, err := p.redirect(s)
			if err != nil {
				return 0, err
			}
			if found {
				continue
			}
		}
		start := p.at
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
		if a, ok := assigned(w); ok {
			s.assignments = append(s.assignments, a)
			continue
		}
		if what := reserved[w.literal()]; what != "" {
			return 0, p.fail(start, "%s are not there yet", what)
		}
		s.words = append(s.words, w)
	}
	if len(s.words) == 0 && len(s.assignments) == 0 && len(s.redirects) == 0 {
		return 0, p.unexpected()
	}
	return p.add(s), nil
}

// redirect reads what sends a stream elsewhere, if that comes next.
func (p *parser) redirect(s *simple) (bool, error) {
	start, at, stream := p.at, p.at, 1
	if rest := p.text[at:]; len(rest) > 1 && rest[0] >= '0' && rest[0] <= '9' && (rest[1] == '>' || rest[1] == '<') {
		stream = int(rest[0] - '0')
		at++
	}
	switch {
	case at == len(p.text):
		return false, nil
	case p.text[at] == '<':
		return false, p.fail(start, "reading from a file (<) is not there yet")
	case p.text[at] != '>':
		return false, nil
	case stream != 1 && stream != 2:
		return false, p.fail(start, "there are the streams 1 and 2, not %d", stream)
	}
	p.at = at + 1
	if p.starts(">") {
		return false, p.fail(start, "writing to a file (>>) is not there yet; only /dev/null is")
	}
	if p.starts("&") {
		p.at++
		target, err := p.word("")
		if err != nil {
			return false, err
		}
		switch target.literal() {
		case "1":
			s.redirects = append(s.redirects, redirect{stream, 1})
		case "2":
			s.redirects = append(s.redirects, redirect{stream, 2})
		default:
			return false, p.fail(start, "a stream can only be sent where 1 or 2 goes, as in 2>&1")
		}
		return true, nil
	}
	p.blanks(false)
	target, err := p.word("")
	if err != nil {
		return false, err
	}
	if target == nil {
		return false, p.fail(start, "'>' needs to be followed by /dev/null or &1")
	}
	if len(target) != 1 || target[0].param || target[0].text != "/dev/null" {
		return false, p.fail(start, "writing to a file (>) is not there yet; only /dev/null is")
	}
	s.redirects = append(s.redirects, redirect{stream, discard})
	return true, nil
}

// startsRedirect reports whether what comes next can only be meant to send a
// stream elsewhere, even where > is a character like others.
func (p *parser) startsRedirect() bool {
	rest := strings.TrimLeft(p.text[p.at:min(len(p.text), p.at+1)], "12") + p.text[min(len(p.text), p.at+1):]
	for _, form := range []string{">/dev/null", "> /dev/null", ">&1", ">&2"} {
		if strings.HasPrefix(rest, form) {
			return true
		}
	}
	return false
}

// assigned splits NAME=value.
func assigned(w word) (assignment, bool) {
	if w[0].param || w[0].quoted {
		return assignment{}, false
	}
	text := w[0].text
	n := nameLength(text)
	if n == 0 || n == len(text) || text[n] != '=' {
		return assignment{}, false
	}
	value := append(word(nil), w...)
	value[0].text = text[n+1:]
	return assignment{text[:n], value}, true
}

func (p *parser) ended() bool { return p.at >= len(p.text) }

func (p *parser) starts(with string) bool {
	return len(p.text)-p.at >= len(with) && p.text[p.at:p.at+len(with)] == with
}

// line returns the number of the line that is being read, from 1.
func (p *parser) line() int {
	n := 1
	for i := 0; i < p.at; i++ {
		if p.text[i] == '\n' {
			n++
		}
	}
	return n
}

func (p *parser) unexpected() error {
	if p.ended() {
		return p.fail(p.at, "a command is missing at the end")
	}
	for _, sign := range []string{"&&", "||", ";", "|", "&", "(", ")", "\n"} {
		if p.starts(sign) {
			switch sign {
			case "(":
				return p.fail(p.at, "subshells ( ) are not there yet")
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

// blanks skips blanks, comments and lines that were continued, and newlines
// too where they do not end a command.
func (p *parser) blanks(newlines bool) {
	for !p.ended() {
		switch c := p.text[p.at]; {
		case c == ' ' || c == '\t' || c == '\r' || newlines && c == '\n':
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
