package shell

import (
	"regexp"
	"strconv"
	"strings"
)

// conditional reads [[ … ]] (bash): words are not split, == and != take
// patterns, =~ takes a regular expression.
func (p *parser) conditional() (int, error) {
	root, err := p.testOr()
	if err != nil {
		return 0, err
	}
	p.newlines()
	if !p.startsWord([]string{"]]"}) {
		if p.ended() {
			return 0, p.goesOn()
		}
		return 0, p.fail(p.at, "']]' is missing here")
	}
	p.at += 2
	return p.add(&conditional{root, substituted{p.substs}}), nil
}

func (p *parser) testOr() (test, error) { return p.testJoined("||", (*parser).testAnd) }

func (p *parser) testAnd() (test, error) { return p.testJoined("&&", (*parser).testNot) }

func (p *parser) testJoined(op string, read func(*parser) (test, error)) (test, error) {
	first, err := read(p)
	if err != nil {
		return first, err
	}
	t := test{op: op, tests: []test{first}}
	for {
		if p.newlines(); !p.starts(op) {
			break
		}
		p.at += len(op)
		next, err := read(p)
		if err != nil {
			return next, err
		}
		t.tests = append(t.tests, next)
	}
	if len(t.tests) == 1 {
		return first, nil
	}
	return t, nil
}

func (p *parser) testNot() (test, error) {
	if p.depth++; p.depth > nestedMax {
		return test{}, p.fail(p.at, "commands are nested more than %d deep", nestedMax)
	}
	defer func() { p.depth-- }()
	p.newlines()
	switch {
	case p.startsWord([]string{"!"}):
		p.at++
		t, err := p.testNot()
		return test{op: "!", tests: []test{t}}, err
	case p.starts("("):
		p.at++
		t, err := p.testOr()
		if err == nil {
			err = p.closes()
		}
		return t, err
	}
	return p.testPrimary()
}

// testSigns are the tests of two words that are signs elsewhere.
var testSigns = []string{"<", ">"}

func (p *parser) testPrimary() (test, error) {
	first, err := p.testWord(false)
	if err != nil {
		return test{}, err
	}
	if op := first.literal(); len(op) == 2 && op[0] == '-' && strings.IndexByte("nzefrswxdvtLhpS", op[1]) >= 0 {
		p.blanks()
		if !p.ended() && !p.startsWord([]string{"]]"}) && strings.IndexByte("&|)", p.text[p.at]) < 0 {
			w, err := p.testWord(false)
			return test{op: op, words: []word{w}}, err
		}
	}
	p.blanks()
	for _, op := range append([]string{"==", "=~", "!=", "=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge"}, testSigns...) {
		if !p.startsWord([]string{op}) {
			continue
		}
		p.at += len(op)
		w, err := p.testWord(op == "=~")
		return test{op: op, words: []word{first, w}}, err
	}
	return test{words: []word{first}}, nil
}

// testWord reads a word; a regular expression may have ( ) | in it.
func (p *parser) testWord(expression bool) (word, error) {
	p.blanks()
	if p.ended() {
		return nil, p.goesOn()
	}
	if p.startsWord([]string{"]]"}) {
		return nil, p.fail(p.at, "a word is missing before ']]'")
	}
	var w word
	for {
		more, err := p.word("<>"[:2*btoi(expression)])
		if err != nil {
			return nil, err
		}
		w = append(w, more...)
		if !expression || p.ended() || strings.IndexByte("()|", p.text[p.at]) < 0 {
			break
		}
		w = append(w, piece{text: p.text[p.at : p.at+1]})
		p.at++
	}
	if w == nil {
		return nil, p.unexpected()
	}
	return w, nil
}

// decide returns the code of a conditional.
func (x context) decide(t *test, outputs []string) int {
	e := x.expander(outputs)
	d := &decider{e: e, t: &tester{files: x.here()}}
	holds := d.holds(t)
	x.vars = e.vars
	switch {
	case e.err != nil:
		x.complain("%v", e.err)
		return 1
	case d.t.err != "":
		x.complain("[[: %s", d.t.err)
		return 2 - btoi(strings.Contains(d.t.err, "syntax error"))
	}
	return btoi(!holds)
}

// decider decides tests as far as needed.
type decider struct {
	e *expander
	t *tester
}

func (d *decider) holds(t *test) bool {
	switch t.op {
	case "!":
		return !d.holds(&t.tests[0])
	case "&&", "||":
		for i := range t.tests {
			if d.holds(&t.tests[i]) == (t.op == "||") {
				return t.op == "||"
			}
		}
		return t.op == "&&"
	case "":
		return d.e.text(t.words[0]) != ""
	}
	first := d.e.text(t.words[0])
	if len(t.words) == 1 {
		if t.op == "-v" {
			if n := nameLength(first); n > 0 && n < len(first) && elementEnd(first[n:]) == len(first)-n {
				_, set := d.e.stored(&piece{kind: paramPiece, text: first[:n], index: word{{text: first[n+1 : len(first)-1], quoted: true}}})
				return set
			}
			_, set := d.e.parameter(first + " "[:btoi(first == "")])
			return set
		}
		d.t.words, d.t.at = []string{t.op, first}, 0
		return d.t.primary()
	}
	switch t.op {
	case "=", "==", "!=":
		return matches(d.e.pattern(t.words[1]), first) == (t.op != "!=")
	case "<":
		return first < d.e.text(t.words[1])
	case ">":
		return first > d.e.text(t.words[1])
	case "=~":
		return d.matches(first, t.words[1])
	}
	numbers := [2]int64{}
	for i, w := range t.words {
		v, err := d.e.sum(d.e.text(w))
		if err != nil && d.t.err == "" {
			d.t.err = err.Error()
		}
		numbers[i] = v
	}
	return ordered(numbers[0], t.op, numbers[1])
}

// matches is =~: what the expression and its groups match is in BASH_REMATCH.
func (d *decider) matches(text string, w word) bool {
	var b strings.Builder
	for i := range w {
		p := &w[i]
		value := d.e.value(p)
		if p.quoted {
			value = regexp.QuoteMeta(value)
		}
		b.WriteString(value)
	}
	r, err := regexp.Compile(b.String())
	if err != nil {
		if d.t.err == "" {
			d.t.err = "the regular expression " + printable(b.String()) + " is not understood"
		}
		return false
	}
	d.e.x.work += 32 * (len(text) + b.Len())
	groups := r.FindStringSubmatch(text)
	vars, _ := d.e.vars.withArray("BASH_REMATCH", indexedArray)
	for i, g := range groups {
		vars, _ = vars.withElement("BASH_REMATCH", strconv.Itoa(i), g)
	}
	d.e.vars = vars
	return groups != nil
}
