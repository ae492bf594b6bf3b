package lesson

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"raftarium/core/lab"
	"raftarium/core/narrate"
)

// The bounds of a lesson's file.
const (
	BytesMax = 256 << 10
	StepsMax = 60
)

// Error says what is wrong with a lesson's file, and where.
type Error struct {
	Name string // of the file
	Line int
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %v", e.Name, e.Line, e.Err) }

// Unwrap returns what is wrong without the place.
func (e *Error) Unwrap() error { return e.Err }

// parser reads a file line by line.
type parser struct {
	lines     []string
	at        int // the line that comes next
	lesson    *Lesson
	paragraph []string // lines of the paragraph that is open
	terminal  string   // the one that was typed in last, which "last." means
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
func at(line int, format string, args ...any) error {
	return &Error{Line: line, Err: fmt.Errorf(format, args...)}
}

func (p *parser) parse(text string) error {
	if len(text) > BytesMax {
		return fmt.Errorf("the file has %d bytes; a lesson has at most %d", len(text), BytesMax)
	}
	if !utf8.ValidString(text) {
		return errors.New("the file is not UTF-8: save it as UTF-8")
	}
	text = strings.TrimPrefix(text, "\ufeff")
	p.lines = strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if err := p.front(); err != nil {
		return err
	}
	for p.at < len(p.lines) {
		if err := p.line(); err != nil {
			return err
		}
	}
	p.endParagraph()
	return p.complete()
}

// front reads the front matter.
func (p *parser) front() error {
	if p.next() != "---" {
		return at(1, "a lesson begins with a line of three hyphens, lines such as title: An election, and three hyphens again")
	}
	l := p.lesson
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
		value = strings.Trim(strings.TrimSpace(value), `"`)
		if !ok || value == "" {
			return fmt.Errorf("%q is no \"key: value\"", line)
		}
		if said[key] {
			return fmt.Errorf("%s is said twice", key)
		}
		said[key] = true
		switch key {
		case "title":
			l.Title = value
		case "about":
			l.About = value
		case "language":
			if l.Lang, ok = narrate.ParseLang(value); !ok {
				return fmt.Errorf("the language %q is not known: it is en or zh", value)
			}
		case "minutes":
			n, err := strconv.Atoi(value)
			if err != nil || n < 1 || n > 60 {
				return fmt.Errorf("%q is no number of minutes from 1 to 60", value)
			}
			l.Minutes = n
		case "section":
			l.Sections = list(value)
		case "needs":
			l.Needs = list(value)
		default:
			known, err := l.Config.Say(key, value)
			if err != nil {
				return err
			}
			if !known {
				return fmt.Errorf("%q says nothing of a lesson: there are title, about, language, minutes, section, needs, cluster, seed, times, net and options", key)
			}
		}
	}
	return at(1, "the front matter has no end: three hyphens on a line of their own")
}

func (p *parser) frontEnds(said map[string]bool) error {
	for _, key := range []string{"title", "language", "minutes"} {
		if !said[key] {
			return fmt.Errorf("the front matter lacks %s", key)
		}
	}
	return p.lesson.Config.Check()
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
	switch {
	case trimmed == "":
		p.endParagraph()
	case strings.HasPrefix(line, "```"):
		p.endParagraph()
		return p.fence(strings.TrimSpace(line[3:]))
	case strings.HasPrefix(line, "## "):
		p.endParagraph()
		if len(p.lesson.Steps) == StepsMax {
			return fmt.Errorf("a lesson has at most %d steps", StepsMax)
		}
		p.lesson.Steps = append(p.lesson.Steps, Step{Line: p.at, Title: strings.TrimSpace(line[3:])})
	case strings.HasPrefix(line, "# "):
		return errors.New("the title stands in the front matter; steps begin with ##, headings within them with ###")
	case len(p.lesson.Steps) == 0:
		return errors.New("text before the first step: a step begins with a line such as: ## Who leads?")
	case strings.HasPrefix(line, "### "):
		p.endParagraph()
		p.add(Block{Heading, [][]Span{spans(line[4:])}})
	case trimmed[0] == '<':
		return errors.New("HTML is not understood: a lesson has paragraphs, lists, `code`, *emphasis*, **strong** and [links](https://…)")
	default:
		return p.text(trimmed)
	}
	return nil
}

// text adds a line to a list or a paragraph.
func (p *parser) text(line string) error {
	item, kind := "", List
	if rest, ok := strings.CutPrefix(line, "- "); ok {
		item = rest
	} else if number, rest, ok := strings.Cut(line, ". "); ok && len(number) < 3 && number != "" && strings.Trim(number, "0123456789") == "" {
		item, kind = rest, Numbered
	}
	if item == "" {
		p.paragraph = append(p.paragraph, line)
		return nil
	}
	p.endParagraph()
	blocks := p.blocks()
	if n := len(*blocks); n > 0 && (*blocks)[n-1].Kind == kind {
		(*blocks)[n-1].Items = append((*blocks)[n-1].Items, spans(item))
		return nil
	}
	p.add(Block{kind, [][]Span{spans(item)}})
	return nil
}

func (p *parser) endParagraph() {
	if len(p.paragraph) > 0 {
		p.add(Block{Paragraph, [][]Span{spans(p.joined(p.paragraph))}})
		p.paragraph = nil
	}
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
		return errors.New("there is no step: one begins with a line such as: ## Who leads?")
	}
	for i := range l.Steps {
		s := &l.Steps[i]
		if s.Title == "" {
			return at(s.Line, "the step has no title")
		}
		if len(s.Blocks) == 0 && s.Question == nil {
			return at(s.Line, "the step %q has no text", s.Title)
		}
	}
	return nil
}
