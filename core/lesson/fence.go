package lesson

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/narrate"
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
			return bad(first, "bad.fence-end", "mark", mark)
		}
		line := p.next()
		if end := strings.TrimSpace(line); strings.HasPrefix(end, mark) && strings.Trim(end, "`") == "" {
			break
		}
		lines = append(lines, line)
	}
	if len(p.lesson.Steps) == 0 {
		return bad(first, "bad.fence-before")
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
	return bad(first, "bad.fence", "what", narrate.Quoted(what))
}

// moves reads commands of the lab.
func (p *parser) moves(lines []string, first int) error {
	if p.step().Question != nil {
		return bad(first, "bad.after-question")
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
			return m, at(line, of(verb, err))
		}
		return m, nil
	case verb == "type":
		terminal, typed, ok := strings.Cut(strings.TrimSpace(rest), " ")
		if !ok {
			return m, bad(line, "bad.type")
		}
		m.Terminal, m.Text = terminal, strings.TrimSpace(typed)
	default:
		m.Terminal, m.Text, m.Await = "A", text, true
		if name, typed, ok := strings.Cut(text, ": "); ok && len(name) == 1 {
			if name < "A" || name > "Z" {
				return m, bad(line, "bad.terminal", "name", narrate.Quoted(name))
			}
			m.Terminal, m.Text = name, strings.TrimSpace(typed)
		}
	}
	if verb, _, _ := strings.Cut(m.Text, " "); slices.Contains(outside, verb) {
		return m, bad(line, "bad.outside", "verb", verb)
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
			return narrate.Fail("bad.panel", "name", narrate.Quoted(f[1]), "names", strings.Join(panels, ", "))
		}
		return nil
	case len(f) == 2 && f[0] == "view":
		if !slices.Contains(views, f[1]) {
			return narrate.Fail("bad.view", "name", narrate.Quoted(f[1]), "names", strings.Join(views, ", "))
		}
		return nil
	case len(f) == 2 && (f[0] == "member" || f[0] == "terminal"), len(f) == 1 && f[0] == "nothing":
		return nil
	case len(f) == 4 && f[0] == "message":
		if !slices.Contains(lab.MessageTypes, f[1]) {
			return narrate.Fail("bad.message", "name", narrate.Quoted(f[1]), "names", strings.Join(lab.MessageTypes, ", "))
		}
		return nil
	case len(f) == 3 && f[0] == "entry":
		return nil
	}
	return narrate.Fail("bad.look")
}

// condition reads what follows "if ". Every path in it is one that check allows.
func (p *parser) condition(text string, line int, check func(path string) error) (Condition, error) {
	c := Condition{line, p.last(text)}
	_, err := lab.Compare(c.Text, func(path string) (string, error) { return "0", check(path) })
	if err != nil {
		return c, at(line, of("if", err))
	}
	return c, nil
}

// ask reads a question: its text; after > each what is then done; after - each
// an answer, with the conditions under which it is right; a hint.
func (p *parser) ask(lines []string, first int) error {
	if p.step().Question != nil {
		return bad(first, "bad.question-two")
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
			return bad(number, "bad.blank", "mark", line[:1], "text", narrate.Quoted(line))
		case word == ">":
			m, err := p.move(strings.TrimSpace(rest), number)
			if err != nil {
				return err
			}
			q.Moves = append(q.Moves, m)
		case word == "-" && strings.TrimSpace(rest) == "":
			return bad(number, "bad.answer-empty")
		case word == "-":
			q.Answers = append(q.Answers, Answer{Line: number, Text: spans(rest)})
		case word == "if" && last == nil && lab.CheckCondition(p.last(rest)) == nil:
			return bad(number, "bad.if-first", "text", narrate.Quoted(line))
		case word == "if" && last != nil:
			c, err := p.condition(rest, number, lab.CheckPath)
			if err != nil {
				return err
			}
			last.If = append(last.If, c)
		case word == "hint" && strings.TrimSpace(rest) == "":
			return bad(number, "bad.hint-empty")
		case word == "hint" && q.Hint != nil:
			return bad(number, "bad.hint-two")
		case word == "hint":
			q.Hint = spans(rest)
		case last == nil && len(q.Moves) == 0:
			asked = append(asked, line)
		default:
			return bad(number, "bad.ask", "text", narrate.Quoted(line))
		}
	}
	if len(asked) == 0 {
		return bad(first, "bad.question-empty")
	}
	q.Text = spans(p.joined(asked))
	if len(q.Answers) < 2 {
		return bad(first, "bad.answers")
	}
	for _, a := range q.Answers {
		if len(a.If) == 0 {
			return bad(a.Line, "bad.answer-if")
		}
	}
	p.step().Question = q
	return nil
}

// goal reads what a challenge is about: its text; after "if " each a condition;
// after "allow " the verbs that may be used; hints.
func (p *parser) goal(lines []string, first int) error {
	if p.lesson.Goal != nil {
		return bad(first, "bad.goal-two")
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
				switch nearest, known := shell.Known(verb); {
				case known:
				case nearest == "":
					return bad(number, "bad.allow", "verb", narrate.Quoted(verb))
				default:
					return bad(number, "bad.allow-like", "verb", narrate.Quoted(verb), "other", nearest)
				}
				g.Allow = append(g.Allow, verb)
			}
		case word == "hint" && strings.TrimSpace(rest) == "":
			return bad(number, "bad.hint-empty")
		case word == "hint":
			g.Hints = append(g.Hints, spans(rest))
		case word == ">" || word == "-":
			return bad(number, "bad.goal", "text", narrate.Quoted(line))
		default:
			text = append(text, line)
		}
	}
	switch {
	case len(text) == 0:
		return bad(first, "bad.goal-empty")
	case len(g.If) == 0:
		return bad(first, "bad.goal-if")
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
	return noFact(name)
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
		return at(line, of("if", narrate.Fail("bad.fact-number", "fact", words[0], "value", narrate.Quoted(value))))
	}
	if name == "quorum" && value != "true" && value != "false" {
		return at(line, of("if", narrate.Fail("bad.fact-truth", "fact", words[0], "value", narrate.Quoted(value))))
	}
	return nil
}
