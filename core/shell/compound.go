package shell

import (
	"slices"
	"strings"
)

// command reads a simple command, or one that holds others.
func (p *parser) command() (int, error) {
	if p.depth++; p.depth > nestedMax {
		return 0, p.fail(p.at, "commands are nested more than %d deep", nestedMax)
	}
	defer func() { p.depth-- }()
	p.blanks()
	outer := p.substs
	p.substs = nil
	node, compound, err := p.compound()
	if err != nil || !compound {
		p.substs = outer
		if err == nil {
			return p.simple()
		}
		return 0, err
	}
	p.substs = nil
	r := &redirected{body: node}
	for {
		p.blanks()
		found, err := p.redirect(&r.redirects)
		if err != nil {
			return 0, err
		}
		if !found {
			break
		}
	}
	r.substitutions, p.substs = p.substs, outer
	if len(r.redirects) == 0 {
		return node, nil
	}
	return p.add(r), nil
}

// compound reads a command that holds others, if one begins here.
func (p *parser) compound() (node int, is bool, err error) {
	switch {
	case p.startsWord([]string{"if"}):
		p.at += 2
		node, err = p.choice()
	case p.startsWord([]string{"for"}):
		p.at += 3
		node, err = p.forLoop()
	case p.startsWord([]string{"while", "until"}):
		until := p.starts("until")
		p.at += 5
		node, err = p.whileLoop(until)
	case p.startsWord([]string{"case"}):
		p.at += 4
		node, err = p.caseOf()
	case p.startsWord([]string{"{"}):
		p.at++
		node, err = p.body("}", "}")
	case p.starts("((") && p.sums():
		node, err = p.arithmeticCommand()
	case p.startsWord([]string{"[["}):
		p.at += 2
		node, err = p.conditional()
	case p.starts("("):
		p.at++
		if node, err = p.filled(")"); err != nil {
			return 0, true, err
		}
		err = p.closes()
		node = p.add(&subshell{node})
	case p.startsWord([]string{"function"}):
		p.at += len("function")
		node, err = p.function()
	case p.startsFunction():
		node, err = p.function()
	default:
		return 0, false, nil
	}
	return node, true, err
}

// closes reads the ) of a list.
func (p *parser) closes() error {
	p.newlines()
	switch {
	case p.starts(")"):
		p.at++
		return nil
	case p.ended():
		return p.goesOn()
	}
	return p.unexpected()
}

// filled reads a list that must not be empty, up to one of the words.
func (p *parser) filled(ends ...string) (int, error) {
	start := p.at
	node, err := p.list(ends...)
	if err != nil {
		return 0, err
	}
	if p.ended() {
		return 0, p.goesOn()
	}
	if len(p.nodes[node].(*list).items) == 0 {
		for _, end := range ends {
			if p.startsWord([]string{end}) {
				ends[0] = end
			}
		}
		return 0, p.fail(start, "a command is missing before '%s'", ends[0])
	}
	return node, nil
}

// body reads a list and the word that ends it.
func (p *parser) body(end string, ends ...string) (int, error) {
	node, err := p.filled(ends...)
	if err != nil {
		return 0, err
	}
	return node, p.takes(end)
}

func (p *parser) choice() (int, error) {
	c := &choice{otherwise: -1}
	for {
		condition, err := p.body("then", "then")
		if err != nil {
			return 0, err
		}
		then, err := p.filled("elif", "else", "fi")
		if err != nil {
			return 0, err
		}
		c.conditions, c.bodies = append(c.conditions, condition), append(c.bodies, then)
		if p.startsWord([]string{"elif"}) {
			p.at += 4
			continue
		}
		if p.startsWord([]string{"else"}) {
			p.at += 4
			if c.otherwise, err = p.filled("fi"); err != nil {
				return 0, err
			}
		}
		return p.add(c), p.takes("fi")
	}
}

func (p *parser) whileLoop(until bool) (int, error) {
	condition, err := p.body("do", "do")
	if err != nil {
		return 0, err
	}
	body, err := p.body("done", "done")
	return p.add(&whileLoop{condition, body, until}), err
}

func (p *parser) forLoop() (int, error) {
	p.blanks()
	start := p.at
	if p.starts("((") {
		return p.countLoop()
	}
	name, err := p.word("")
	if err != nil {
		return 0, err
	}
	l := &forLoop{name: name.literal(), own: true}
	if l.name == "" || nameLength(l.name) != len(l.name) {
		if p.ended() {
			return 0, p.goesOn()
		}
		return 0, p.fail(start, "for needs a variable's name")
	}
	p.newlines()
	outer := p.substs
	p.substs = nil
	if p.startsWord([]string{"in"}) {
		p.at += 2
		l.own = false
		for p.blanks(); ; p.blanks() {
			w, err := p.word("")
			if err != nil {
				return 0, err
			}
			if w == nil {
				break
			}
			l.words = append(l.words, w)
		}
	}
	l.substitutions, p.substs = p.substs, outer
	p.blanks()
	if p.starts(";") || p.starts("\n") {
		p.at++
	} else if p.ended() {
		return 0, p.goesOn()
	} else if !l.own {
		return 0, p.unexpected()
	}
	if err := p.takes("do"); err != nil {
		return 0, err
	}
	l.body, err = p.body("done", "done")
	return p.add(l), err
}

func (p *parser) caseOf() (int, error) {
	p.blanks()
	c := &caseOf{}
	var err error
	if c.subject, err = p.word(""); err != nil {
		return 0, err
	}
	if c.subject == nil {
		if p.ended() {
			return 0, p.goesOn()
		}
		return 0, p.unexpected()
	}
	if err := p.takes("in"); err != nil {
		return 0, err
	}
	for {
		p.newlines()
		if p.startsWord([]string{"esac"}) {
			p.at += 4
			c.substitutions = p.substs
			return p.add(c), nil
		}
		if p.starts("(") {
			p.at++
		}
		var patterns []word
		for {
			p.blanks()
			w, err := p.word("")
			switch {
			case err != nil:
				return 0, err
			case w == nil && p.ended():
				return 0, p.goesOn()
			case w == nil:
				return 0, p.unexpected()
			}
			patterns = append(patterns, w)
			p.blanks()
			if !p.starts("|") {
				break
			}
			p.at++
		}
		if p.ended() {
			return 0, p.goesOn()
		}
		if !p.starts(")") {
			return 0, p.unexpected()
		}
		p.at++
		outer := p.substs
		p.substs = nil
		body, err := p.list("esac")
		if err != nil {
			return 0, err
		}
		p.substs = outer
		c.patterns, c.bodies = append(c.patterns, patterns), append(c.bodies, body)
		how := leavesCase
		switch p.newlines(); {
		case p.starts(";;&"):
			how = triesOn
		case p.starts(";&"):
			how = runsNext
		}
		c.joints = append(c.joints, how)
		if how != leavesCase || p.starts(";;") {
			p.at += []int{2, 2, 3}[how]
		} else if !p.startsWord([]string{"esac"}) {
			return 0, p.goesOn()
		}
	}
}

// startsFunction reports whether NAME() comes next.
func (p *parser) startsFunction() bool {
	at := p.at + nameLength(p.text[p.at:])
	if at == p.at {
		return false
	}
	for at < len(p.text) && p.text[at] == ' ' {
		at++
	}
	return at < len(p.text) && p.text[at] == '('
}

func (p *parser) function() (int, error) {
	p.blanks()
	start := p.at
	n := nameLength(p.text[p.at:])
	name := p.text[p.at : p.at+n]
	if p.at += n; n == 0 || slices.Contains(endWords, name) {
		return 0, p.fail(start, "a function needs a name")
	}
	if p.blanks(); p.starts("(") {
		p.at++
		if p.blanks(); !p.starts(")") {
			if p.ended() {
				return 0, p.goesOn()
			}
			return 0, p.unexpected()
		}
		p.at++
	}
	p.newlines()
	if p.ended() {
		return 0, p.goesOn()
	}
	body, is, err := p.compound()
	if err == nil && !is {
		return 0, p.fail(p.at, "the body of a function stands between { and }")
	}
	return p.add(&definition{name, body}), err
}

func (p *parser) arithmeticCommand() (int, error) {
	start := p.at
	p.at += 2
	end := p.sumEnd()
	if end < 0 {
		return 0, p.goesOn()
	}
	text := p.text[p.at:end]
	p.at = end + 2
	w, err := p.within(text, (*parser).sum)
	if err != nil {
		return 0, p.fail(start, "%v", err)
	}
	return p.add(&arithmetic{w, substituted{p.substs}}), nil
}

// sums reports whether the (( that comes next begins an expression, and not a
// subshell within a subshell.
func (p *parser) sums() bool {
	sub := *p
	sub.at += 2
	end := sub.sumEnd()
	return end < 0 || !strings.ContainsAny(p.text[p.at:end], ";\n")
}

// countLoop reads for ((FIRST; CONDITION; STEP)); do …; done.
func (p *parser) countLoop() (int, error) {
	start := p.at
	p.at += 2
	end := p.sumEnd()
	if end < 0 {
		return 0, p.goesOn()
	}
	parts := strings.Split(p.text[p.at:end], ";")
	if len(parts) != 3 {
		return 0, p.fail(start, "for ((…)) needs three expressions, with ; between them")
	}
	l := &countLoop{}
	outer := p.substs
	p.substs = nil
	for i, into := range []*word{&l.first, &l.condition, &l.step} {
		if strings.TrimSpace(parts[i]) == "" {
			continue
		}
		w, err := p.within(parts[i], (*parser).sum)
		if err != nil {
			return 0, p.fail(start, "%v", err)
		}
		*into = w
	}
	l.substitutions, p.substs = p.substs, outer
	p.at = end + 2
	if p.blanks(); p.starts(";") || p.starts("\n") {
		p.at++
	}
	p.newlines()
	if p.startsWord([]string{"{"}) {
		p.at++
		body, err := p.body("}", "}")
		l.body = body
		return p.add(l), err
	}
	if err := p.takes("do"); err != nil {
		return 0, err
	}
	body, err := p.body("done", "done")
	l.body = body
	return p.add(l), err
}
