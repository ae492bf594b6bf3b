package lesson

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/shell"
)

// fence reads what stands between two lines of backquotes: three, or as many more as
// what stands between them needs. It may be indented, as within a list, by so much.
func (p *parser) fence(opening string, indent int) error {
	first := p.at
	what := strings.TrimLeft(opening, "`")
	mark := opening[:len(opening)-len(what)]
	what = strings.TrimSpace(what)
	var lines []string
	for {
		if p.at == len(p.lines) {
			return at(first, "the fence has no end: %s on a line of its own", mark)
		}
		line := p.next()
		if end := strings.TrimSpace(line); strings.HasPrefix(end, mark) && strings.Trim(end, "`") == "" {
			break
		}
		lines = append(lines, line)
	}
	if len(p.lesson.Steps) == 0 {
		return at(first, "a fence before the first step: a step begins with a line such as: ## Who leads?")
	}
	switch what {
	case "lab":
		return p.moves(lines, first)
	case "ask":
		return p.ask(lines, first)
	case "goal":
		return p.goal(lines, first)
	case "", "text":
		for i, line := range lines {
			lines[i] = line[min(indent, len(line)-len(strings.TrimLeft(line, " \t"))):]
		}
		p.add(Block{Kind: Code, Items: [][]Span{{{Style: Mono, Text: strings.Join(lines, "\n")}}}})
		return nil
	}
	return at(first, "a fence is lab (commands), ask (a question), goal (of a challenge) or text, not %q", what)
}

// moves reads commands of the lab.
func (p *parser) moves(lines []string, first int) error {
	if p.step().Question != nil {
		return at(first, "commands after a question: they belong into the question, each after a >, or into the next step")
	}
	for i, line := range lines {
		m, err := p.move(strings.TrimSpace(line), first+1+i)
		if err != nil {
			return err
		}
		if m.Text != "" {
			p.step().Moves = append(p.step().Moves, m)
		}
	}
	return nil
}

// outside are the verbs that would end the lesson's world.
var outside = []string{"branch", "open", "scenario", "seek", "world"}

// directions are not typed but carried out by the player.
var directions = []string{"sleep", "until", "wait", "expect", "look"}

// move reads a command. One that is typed is awaited; "type B …" does not wait.
func (p *parser) move(text string, line int) (lab.Move, error) {
	m := lab.Move{Line: line}
	verb, rest, _ := strings.Cut(text, " ")
	switch {
	case text == "" || text[0] == '#':
		return m, nil
	case slices.Contains(directions, verb):
		m.Text = p.last(text)
		var err error
		if verb == "look" {
			err = checkLook(rest)
		} else {
			err = lab.CheckMove(m)
		}
		if err != nil {
			return m, at(line, "%s: %w", verb, err)
		}
		return m, nil
	case verb == "type":
		terminal, typed, ok := strings.Cut(strings.TrimSpace(rest), " ")
		if !ok {
			return m, at(line, "type needs a terminal and a line for it, as in: type B etcdctl watch message")
		}
		m.Terminal, m.Text = terminal, strings.TrimSpace(typed)
	default:
		m.Terminal, m.Text, m.Await = "A", text, true
		if name, typed, ok := strings.Cut(text, ": "); ok && len(name) == 1 {
			if name < "A" || name > "Z" {
				return m, at(line, "%q is no terminal: they are called A, B and so on", name)
			}
			m.Terminal, m.Text = name, strings.TrimSpace(typed)
		}
	}
	if verb, _, _ := strings.Cut(m.Text, " "); slices.Contains(outside, verb) {
		return m, at(line, "%s would leave the lesson's world: a lesson goes forwards only", verb)
	}
	p.terminal = m.Terminal
	return m, nil
}

// last makes "last.stdout" name the terminal that was typed in last.
func (p *parser) last(text string) string {
	words := strings.SplitN(text, " ", 3)
	for i, w := range words[:min(2, len(words))] {
		if field, ok := strings.CutPrefix(w, "last."); ok {
			words[i] = p.terminal + "." + field
		}
	}
	return strings.Join(words, " ")
}

// panels and views are what can be looked at by their names.
var (
	panels = []string{"member", "store", "code", "rules", "knobs", "clients", "time"}
	views  = []string{"ring", "space", "store", "disk"}
)

// checkLook says what is wrong with what is to be looked at.
func checkLook(what string) error {
	f := strings.Fields(what)
	switch {
	case len(f) == 2 && f[0] == "panel":
		if !slices.Contains(panels, f[1]) {
			return fmt.Errorf("there is no panel %q: there are %s", f[1], strings.Join(panels, ", "))
		}
		return nil
	case len(f) == 2 && f[0] == "view":
		if !slices.Contains(views, f[1]) {
			return fmt.Errorf("there is no view %q: there are %s", f[1], strings.Join(views, ", "))
		}
		return nil
	case len(f) == 2 && (f[0] == "member" || f[0] == "terminal"), len(f) == 1 && f[0] == "nothing":
		return nil
	case len(f) == 4 && f[0] == "message":
		if !slices.Contains(lab.MessageTypes, f[1]) {
			return fmt.Errorf("there is no message %q: there are %s", f[1], strings.Join(lab.MessageTypes, ", "))
		}
		return nil
	case len(f) == 3 && f[0] == "entry":
		return nil
	}
	return errors.New("there are: look member M, look entry M INDEX, look message KIND FROM TO, look panel NAME, look view NAME, look terminal NAME, and look nothing")
}

// condition reads what follows "if ". Every path in it is one that check allows.
func (p *parser) condition(text string, line int, check func(path string) error) (Condition, error) {
	c := Condition{line, p.last(text)}
	_, err := lab.Compare(c.Text, func(path string) (string, error) { return "0", check(path) })
	if err != nil {
		return c, at(line, "if: %w", err)
	}
	return c, nil
}

// ask reads a question: its text; after > each what is then done; after - each
// an answer, with the conditions under which it is right; a hint.
func (p *parser) ask(lines []string, first int) error {
	if p.step().Question != nil {
		return at(first, "a step has one question; begin another step")
	}
	q := &Question{Line: first}
	var asked []string
	for i, raw := range lines {
		number, line := first+1+i, strings.TrimSpace(raw)
		var last *Answer
		if n := len(q.Answers); n > 0 {
			last = &q.Answers[n-1]
		}
		switch word, rest, _ := strings.Cut(line, " "); {
		case line == "":
		case len(line) > 1 && (line[0] == '>' || line[0] == '-') && len(word) > 1:
			return at(number, "a blank is missing after the %c of %q", line[0], line)
		case word == ">":
			m, err := p.move(strings.TrimSpace(rest), number)
			if err != nil {
				return err
			}
			q.Moves = append(q.Moves, m)
		case word == "-" && strings.TrimSpace(rest) == "":
			return at(number, "the answer has no text")
		case word == "-":
			q.Answers = append(q.Answers, Answer{Line: number, Text: spans(rest)})
		case word == "if" && last == nil && lab.CheckCondition(p.last(rest)) == nil:
			return at(number, "%q stands before every answer: it belongs below the one that it says to be right", line)
		case word == "if" && last != nil:
			c, err := p.condition(rest, number, lab.CheckPath)
			if err != nil {
				return err
			}
			last.If = append(last.If, c)
		case word == "hint" && strings.TrimSpace(rest) == "":
			return at(number, "the hint has no text")
		case word == "hint" && q.Hint != nil:
			return at(number, "a question has one hint, and this is the second: make one line of them")
		case word == "hint":
			q.Hint = spans(rest)
		case last == nil && len(q.Moves) == 0:
			asked = append(asked, line)
		default:
			return at(number, "%q is not understood: a question is its text, then lines that begin with > (what is done), - (an answer), if (when it is right) and hint", line)
		}
	}
	if len(asked) == 0 {
		return at(first, "the question has no text")
	}
	q.Text = spans(p.joined(asked))
	if len(q.Answers) < 2 {
		return at(first, "a question has two answers at least, each after a hyphen")
	}
	for _, a := range q.Answers {
		if len(a.If) == 0 {
			return at(a.Line, "nothing says when this answer is right: add a line such as: if last.stdout == OK")
		}
	}
	p.step().Question = q
	return nil
}

// goal reads what a challenge is about: its text; after "if " each a condition;
// after "allow " the verbs that may be used; hints.
func (p *parser) goal(lines []string, first int) error {
	if p.lesson.Goal != nil {
		return at(first, "a challenge has one goal")
	}
	g := &Goal{Line: first}
	var text []string
	for i, raw := range lines {
		number, line := first+1+i, strings.TrimSpace(raw)
		switch word, rest, _ := strings.Cut(line, " "); {
		case line == "":
		case word == "if":
			c, err := p.condition(rest, number, checkFact)
			if err == nil {
				err = checkFactValue(rest, number)
			}
			if err != nil {
				return err
			}
			g.If = append(g.If, c)
		case word == "allow":
			for _, verb := range list(rest) {
				if suggestion, known := shell.Known(verb); !known {
					return at(number, "allow: there is no command %q%s", verb, suggestion)
				}
				g.Allow = append(g.Allow, verb)
			}
		case word == "hint" && strings.TrimSpace(rest) == "":
			return at(number, "the hint has no text")
		case word == "hint":
			g.Hints = append(g.Hints, spans(rest))
		case word == ">" || word == "-":
			return at(number, "%q is not understood: a goal is its text, then lines that begin with if (what must hold), allow and hint; what the reader does is not written down", line)
		default:
			text = append(text, line)
		}
	}
	switch {
	case len(text) == 0:
		return at(first, "the goal has no text")
	case len(g.If) == 0:
		return at(first, "nothing says when the goal is reached: add a line such as: if facts.leaders == 2")
	}
	g.Text = spans(p.joined(text))
	p.lesson.Goal = g
	return nil
}

// checkFact says that there is no such fact, or no such path into the state.
func checkFact(path string) error {
	name, ok := strings.CutPrefix(path, "facts.")
	if !ok {
		return lab.CheckPath(path)
	}
	if slices.Contains(FactNames(), name) {
		return nil
	}
	return fmt.Errorf("there is no fact %q: there are %s", name, strings.Join(FactNames(), ", "))
}

// checkFactValue says that a fact is compared by == with what it can never be.
func checkFactValue(condition string, line int) error {
	words := strings.Fields(condition)
	name, ok := strings.CutPrefix(words[0], "facts.")
	if !ok || len(words) != 3 || words[1] != "==" || words[2][0] == '$' {
		return nil
	}
	value := strings.Trim(words[2], `"'`)
	if _, err := strconv.Atoi(value); name != "quorum" && err != nil {
		return at(line, "if: %s is a number, and never %q", words[0], value)
	}
	if name == "quorum" && value != "true" && value != "false" {
		return at(line, "if: %s is true or false, and never %q", words[0], value)
	}
	return nil
}
