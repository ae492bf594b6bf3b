package lesson

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"raftarium/core/lab"
	"raftarium/core/narrate"
)

// The bounds of a lesson's file.
const (
	BytesMax = 256 << 10
	StepsMax = 60
	TitleMax = 120 // characters
)

// Error says what is wrong with a lesson's file, and where.
type Error struct {
	Name string // of the file
	Line int
	Err  error
}

func (e *Error) Error() string { return e.In(narrate.English) }

// In returns the error in a language; see narrate.Explain.
func (e *Error) In(lang narrate.Lang) string {
	return narrate.FailFor(e.Err, "bad.place", "file", e.Name, "line", strconv.Itoa(e.Line)).In(lang)
}

// Unwrap returns what is wrong without the place.
func (e *Error) Unwrap() error { return e.Err }

// parser reads a file line by line.
type parser struct {
	lines    []string
	at       int // the line that comes next
	lesson   *Lesson
	open     []string  // lines of the paragraph, or of the item of a list, that is open
	kind     BlockKind // of what is open
	indent   int       // of the first item of the list
	number   int       // of the item that is open, if it is Numbered
	terminal string    // the one that was typed in last, which "last." means
}

// Parse reads a lesson. The error is an *Error with file and line.
func Parse(name, text string) (*Lesson, error) {
	p := &parser{lesson: &Lesson{Name: name, Config: lab.Config{Seed: 1}}, terminal: "A"}
	if err := p.parse(text); err != nil {
		line := max(p.at, 1)
		var placed *Error
		if errors.As(err, &placed) {
			line, err = placed.Line, placed.Err
		}
		return nil, &Error{name, line, err}
	}
	return p.lesson, nil
}

// at places an error in a line.
func at(line int, err error) error { return &Error{Line: line, Err: err} }

// of says of a verb, or of a line, what is wrong with it.
//
//go:noinline
func of(what string, err error) error {
	return narrate.FailFor(err, "bad.of", "what", what)
}

// bad is the error in a line that has a text of the catalogue.
//
//go:noinline
func bad(line int, id string, values ...string) error { return at(line, narrate.Fail(id, values...)) }

func (p *parser) parse(text string) error {
	if len(text) > BytesMax {
		return narrate.Fail("bad.bytes", "n", strconv.Itoa(len(text)), "most", strconv.Itoa(BytesMax))
	}
	text = strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\r", "\n")
	p.lines = strings.Split(text, "\n")
	for i, line := range p.lines {
		if err := checkCharacters(line); err != nil {
			return at(i+1, err)
		}
	}
	for len(p.lines) > p.at+1 && strings.TrimSpace(p.lines[p.at]) == "" {
		p.at++
	}
	if err := p.front(); err != nil {
		return err
	}
	for p.at < len(p.lines) {
		if err := p.line(); err != nil {
			return err
		}
	}
	p.close()
	return p.complete()
}

// checkCharacters says that a line is not text. What was read as UTF-8 and is something
// else has replacement characters, or the zeros of UTF-16.
func checkCharacters(line string) error {
	if !utf8.ValidString(line) || strings.ContainsAny(line, "\ufffd\x00") {
		return narrate.Fail("bad.encoding")
	}
	for _, r := range line {
		if unicode.IsControl(r) && r != '\t' {
			return narrate.Fail("bad.control", "rune", fmt.Sprintf("%U", r))
		}
	}
	return nil
}

// front reads the front matter.
func (p *parser) front() error {
	if p.next() != "---" {
		return narrate.Fail("bad.front")
	}
	l, first := p.lesson, p.at
	said := map[string]bool{}
	for p.at < len(p.lines) {
		line := strings.TrimSpace(p.next())
		if line == "---" {
			return p.frontEnds(said)
		}
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), unquoted(strings.TrimSpace(value))
		if !ok || value == "" {
			return narrate.Fail("bad.pair", "text", narrate.Quoted(line))
		}
		if said[key] {
			return narrate.Fail("bad.twice", "key", key)
		}
		said[key] = true
		switch key {
		case "title":
			if n := utf8.RuneCountInString(value); n > TitleMax {
				return narrate.Fail("bad.title", "n", strconv.Itoa(n), "most", strconv.Itoa(TitleMax))
			}
			l.Title = value
		case "about":
			l.About = value
		case "language":
			if l.Lang, ok = narrate.ParseLang(value); !ok {
				return narrate.Fail("bad.language", "value", narrate.Quoted(value))
			}
		case "minutes":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || n > 60 {
				return narrate.Fail("bad.minutes", "value", narrate.Quoted(value))
			}
			l.Minutes = n
		case "section":
			l.Sections = list(value)
			for _, s := range l.Sections {
				if !section.MatchString(s) {
					return narrate.Fail("bad.section", "value", narrate.Quoted(s))
				}
			}
		case "needs":
			l.Needs = list(value)
			for _, name := range l.Needs {
				if !lessonName.MatchString(name) {
					return narrate.Fail("bad.needs", "value", narrate.Quoted(name))
				}
			}
		default:
			known, err := l.Config.Say(key, value)
			if err == nil && known {
				err = l.Config.Check()
			}
			if err != nil {
				return err
			}
			if !known {
				return narrate.Fail("bad.key", "key", narrate.Quoted(key))
			}
		}
	}
	return bad(first, "bad.front-end")
}

// section is how a section of the paper, or of the dissertation, is written, and
// lessonName what a file of a lesson is called.
var (
	section    = regexp.MustCompile(`^D?§[0-9]+(\.[0-9]+)*$`)
	lessonName = regexp.MustCompile(`^[\pL\pN_-]+$`)
)

// unquoted is a value without the quotes around it.
func unquoted(value string) string {
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		return value[1 : n-1]
	}
	return value
}

func (p *parser) frontEnds(said map[string]bool) error {
	for _, key := range []string{"title", "language", "minutes"} {
		if !said[key] {
			return narrate.Fail("bad.lacks", "key", key)
		}
	}
	return nil
}

func list(value string) []string {
	words := strings.Split(value, ",")
	for i, w := range words {
		words[i] = strings.TrimSpace(w)
	}
	return words
}

// next takes a line. Its number is p.at afterwards.
func (p *parser) next() string {
	p.at++
	return strings.TrimRight(p.lines[p.at-1], " \t")
}

// line reads a line of the body, and a fence as a whole.
func (p *parser) line() error {
	line := p.next()
	trimmed := strings.TrimSpace(line)
	if trimmed == "" {
		p.close()
		return nil
	}
	if strings.HasPrefix(trimmed, "```") {
		p.close()
		return p.fence(trimmed, len(line)-len(strings.TrimLeft(line, " \t")))
	}
	if level := strings.IndexFunc(trimmed, func(r rune) bool { return r != '#' }); level != 0 {
		p.close()
		return p.heading(trimmed, level)
	}
	if len(p.lesson.Steps) == 0 {
		return narrate.Fail("bad.text-before")
	}
	if what := foreign(trimmed); what != "" {
		return narrate.FailFor(narrate.Fail(what), "bad.foreign")
	}
	return p.text(trimmed, len(line)-len(strings.TrimLeft(line, " \t")))
}

// heading begins a step, or adds a heading within one. The level is how many hashes
// there are, -1 for nothing but hashes.
func (p *parser) heading(line string, level int) error {
	title := ""
	if level > 0 {
		if title = strings.TrimSpace(line[level:]); title == line[level:] {
			return narrate.Fail("bad.hash", "mark", line[:level])
		}
	} else {
		level = len(line)
	}
	switch {
	case level == 1:
		return narrate.Fail("bad.heading-one")
	case level > 3:
		return narrate.Fail("bad.heading-deep")
	case level == 2:
		if len(p.lesson.Steps) == StepsMax {
			return narrate.Fail("bad.steps", "most", strconv.Itoa(StepsMax))
		}
		p.lesson.Steps = append(p.lesson.Steps, Step{Line: p.at, Title: Text(spans(title))})
	case len(p.lesson.Steps) == 0:
		return narrate.Fail("bad.heading-before")
	case title == "":
		return narrate.Fail("bad.heading-empty")
	default:
		p.add(Block{Kind: Heading, Items: [][]Span{spans(title)}})
	}
	return nil
}

// foreign is the text that says what of Markdown a line is that lessons do not have, or "".
func foreign(line string) string {
	switch {
	case line[0] == '<':
		return "bad.html"
	case strings.HasPrefix(line, "~~~"):
		return "bad.tilde"
	case line[0] == '|':
		return "bad.table"
	case line[0] == '>':
		return "bad.quotation"
	case len(line) > 2 && strings.Trim(line, "-*_= ") == "":
		return "bad.across"
	case picture.MatchString(line):
		return "bad.picture"
	}
	return ""
}

var picture = regexp.MustCompile("(^|[^\\\\`])!\\[[^\\]]*\\]\\(")

// text adds a line to the paragraph or the item that is open, or begins an item.
func (p *parser) text(line string, indent int) error {
	item, kind, number := listItem(line)
	if item == "" {
		if len(p.open) == 0 {
			p.kind, p.number = Paragraph, 0
		}
		p.open = append(p.open, line)
		return nil
	}
	p.close()
	blocks := *p.blocks()
	switch {
	case len(blocks) == 0 || blocks[len(blocks)-1].Kind != List && blocks[len(blocks)-1].Kind != Numbered:
		p.indent = indent
	case indent > p.indent+1:
		return narrate.Fail("bad.nested")
	}
	p.open, p.kind, p.number = append(p.open, item), kind, number
	return nil
}

// listItem returns the text of a line that begins an item, or "", and its number.
func listItem(line string) (item string, kind BlockKind, number int) {
	if mark := line[0]; (mark == '-' || mark == '*' || mark == '+') && len(line) > 1 && (line[1] == ' ' || line[1] == '\t') {
		return strings.TrimSpace(line[1:]), List, 0
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if rest := line[digits:]; digits > 0 && digits < 3 && len(rest) > 1 && (rest[0] == '.' || rest[0] == ')') && (rest[1] == ' ' || rest[1] == '\t') {
		number, _ = strconv.Atoi(line[:digits])
		return strings.TrimSpace(rest[1:]), Numbered, number
	}
	return "", Paragraph, 0
}

// close ends the paragraph or the item that is open.
func (p *parser) close() {
	if len(p.open) == 0 {
		return
	}
	text := spans(p.joined(p.open))
	p.open = nil
	blocks := *p.blocks()
	if n := len(blocks); n > 0 && p.kind != Paragraph && blocks[n-1].Kind == p.kind {
		blocks[n-1].Items = append(blocks[n-1].Items, text)
		return
	}
	p.add(Block{Kind: p.kind, Items: [][]Span{text}, First: p.number})
}

// joined makes one line of several. Chinese has no blank where a line ends.
func (p *parser) joined(lines []string) string {
	glue := " "
	if p.lesson.Lang == narrate.Chinese {
		glue = ""
	}
	return strings.Join(lines, glue)
}

func (p *parser) step() *Step { return &p.lesson.Steps[len(p.lesson.Steps)-1] }

// blocks are those of the step, or what is told once its question is answered.
func (p *parser) blocks() *[]Block {
	if p.step().Question != nil {
		return &p.step().After
	}
	return &p.step().Blocks
}

func (p *parser) add(b Block) {
	blocks := p.blocks()
	*blocks = append(*blocks, b)
}

// complete says what a lesson as a whole lacks.
func (p *parser) complete() error {
	l := p.lesson
	if len(l.Steps) == 0 {
		return narrate.Fail("bad.no-step")
	}
	for i := range l.Steps {
		s := &l.Steps[i]
		if s.Title == "" {
			return bad(s.Line, "bad.step-title")
		}
		if len(s.Blocks) == 0 && s.Question == nil {
			return bad(s.Line, "bad.step-text", "title", narrate.Quoted(s.Title))
		}
	}
	if g := l.Goal; g != nil && g.Line < l.Steps[len(l.Steps)-1].Line {
		return bad(g.Line, "bad.goal-early")
	}
	return nil
}
