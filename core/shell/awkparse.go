package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// awkRule is a pattern with what is done where it holds.
type awkRule struct {
	begin, end bool
	pattern    *awkNode // nil: always
	to         *awkNode // of PATTERN, TO: the last line of a range
	bit        int      // of a range: whether it has begun
	body       []*awkNode
	bare       bool // no { … }: the line is printed
}

// awkNode is a part of an awk program: an expression, or a statement.
type awkNode struct {
	kind string // "number", "string", "regexp", "variable", "index", "field", "call", a sign, or a statement's word
	text string
	num  float64
	re   *regexp.Regexp
	args []*awkNode
	body []*awkNode
	rest []*awkNode // else
}

// awkParser reads a program of the part of awk that is there (IEEE 1003.1,
// awk): rules with print, printf, if, for (k in a), assignments, expressions
// and the functions of awkFunctions.
type awkParser struct {
	text    string
	at      int
	token   string
	kind    byte // 'n'umber, 's'tring, 'r'egexp, 'w'ord, 'f'unction (a word before a bracket), 'o'perator, or 0 at the end
	before  byte // the kind of the token before
	newline bool // a newline stood before the token
	depth   int
	noGT    bool // in print's arguments a > sends its output elsewhere
	err     error
}

var awkFunctions = map[string][2]int{"length": {0, 1}, "substr": {2, 3}, "index": {2, 2}, "toupper": {1, 1}, "tolower": {1, 1}, "int": {1, 1}, "split": {2, 3}, "sprintf": {1, 20}, "sub": {2, 3}, "gsub": {2, 3}}

func parseAwk(text string) ([]awkRule, error) {
	p := &awkParser{text: text}
	p.next()
	var rules []awkRule
	for p.kind != 0 && p.err == nil {
		if p.accept(";") {
			continue
		}
		var r awkRule
		switch {
		case p.kind == 'w' && p.token == "BEGIN":
			r.begin = true
			p.next()
		case p.kind == 'w' && p.token == "END":
			r.end = true
			p.next()
		case p.kind == 'w' && p.token == "function":
			p.fail("functions are not there yet")
		case p.token != "{" || p.kind != 'o':
			if r.pattern = p.expression(); p.accept(",") {
				if r.to, r.bit = p.expression(), 1<<len(rules); len(rules) > 60 {
					p.fail("more than 60 rules before a range are not there yet")
				}
			}
		}
		if p.isOp("{") {
			r.body = p.block()
		} else if r.bare = true; r.begin || r.end {
			p.fail("a { is missing after BEGIN or END")
		}
		rules = append(rules, r)
	}
	return rules, p.err
}

func (p *awkParser) fail(format string, args ...any) *awkNode {
	if p.err == nil {
		p.err = fmt.Errorf("awk: "+format, args...)
	}
	p.kind, p.token, p.at = 0, "", len(p.text)
	return &awkNode{kind: "string"}
}

func (p *awkParser) isOp(token string) bool   { return p.kind == 'o' && p.token == token }
func (p *awkParser) isWord(token string) bool { return p.kind == 'w' && p.token == token }

func (p *awkParser) accept(token string) bool {
	if (p.kind == 'o' || p.kind == 'w' || p.kind == 'f') && p.token == token {
		p.next()
		return true
	}
	return false
}

func (p *awkParser) need(token string) {
	if !p.accept(token) {
		found := "the end"
		if p.kind != 0 {
			found = "'" + p.token + "'"
		}
		p.fail("syntax error: '%s' is missing before %s", token, found)
	}
}

var awkSigns = []string{"&&", "||", "==", "!=", "<=", ">=", "++", "--", "+=", "-=", "*=", "/=", "%=", "!~", "**"}

func (p *awkParser) next() {
	p.before, p.newline = p.kind, false
	if p.isOp(")") || p.isOp("]") || p.isOp("++") || p.isOp("--") {
		p.before = 'w'
	}
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '\n':
			p.newline = true
			p.at++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			p.at++
			continue
		case c == '#':
			for p.at < len(p.text) && p.text[p.at] != '\n' {
				p.at++
			}
			continue
		}
		break
	}
	rest := p.text[p.at:]
	if rest == "" {
		p.kind, p.token = 0, ""
		return
	}
	quoted := func(quote byte) {
		end := 1
		for end < len(rest) && rest[end] != quote {
			end += 1 + btoi(rest[end] == '\\')
		}
		if end >= len(rest) {
			p.fail("a %c is not closed", quote)
			return
		}
		p.token = rest[1:end]
		p.at += end + 1
	}
	n := nameLength(rest)
	switch {
	case rest[0] >= '0' && rest[0] <= '9' || rest[0] == '.' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
		for n = 0; n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] == '.'); n++ {
		}
		if n+1 < len(rest) && rest[n]|0x20 == 'e' && rest[n+1] >= '0' && rest[n+1] <= '9' {
			for n++; n < len(rest) && rest[n] >= '0' && rest[n] <= '9'; n++ {
			}
		}
		p.kind, p.token = 'n', rest[:n]
		p.at += n
	case n > 0:
		p.kind, p.token = 'w', rest[:n]
		p.at += n
		if _, ok := awkFunctions[p.token]; ok {
			p.kind = 'f'
		}
	case rest[0] == '"':
		p.kind = 's'
		quoted('"')
		if p.err == nil {
			p.token, _ = unescape(p.token, printfEscape)
		}
	case rest[0] == '/' && p.before != 'n' && p.before != 's' && p.before != 'w':
		p.kind = 'r'
		quoted('/')
		p.token = strings.ReplaceAll(p.token, `\/`, "/")
	default:
		p.kind, p.token = 'o', rest[:1]
		for _, sign := range awkSigns {
			if strings.HasPrefix(rest, sign) {
				p.token = sign
			}
		}
		p.at += len(p.token)
	}
}

// block reads { … }.
func (p *awkParser) block() (body []*awkNode) {
	p.need("{")
	for !p.isOp("}") && p.kind != 0 {
		if p.accept(";") {
			continue
		}
		body = append(body, p.statement())
	}
	p.need("}")
	return body
}

func (p *awkParser) inner() []*awkNode {
	if p.isOp("{") {
		return p.block()
	}
	if p.accept(";") {
		return nil
	}
	return []*awkNode{p.statement()}
}

func (p *awkParser) statement() *awkNode {
	if p.depth++; p.depth > nestedMax {
		return p.fail("the program is nested too deep")
	}
	defer func() { p.depth-- }()
	word := p.token
	if p.kind == 'w' {
		switch word {
		case "print", "printf":
			p.next()
			n := &awkNode{kind: word}
			p.noGT = true
			for !p.newline && p.kind != 0 && !p.isOp(";") && !p.isOp("}") && !p.isOp(">") && !p.isOp("|") {
				n.args = append(n.args, p.expression())
				if !p.accept(",") {
					break
				}
			}
			p.noGT = false
			if len(n.args) == 1 && n.args[0].kind == "group" {
				n.args = n.args[0].args
			}
			if p.isOp(">") || p.isOp("|") {
				return p.fail("print > and print | are not there yet")
			}
			return n
		case "if":
			p.next()
			p.need("(")
			n := &awkNode{kind: word, args: []*awkNode{p.expression()}}
			p.need(")")
			n.body = p.inner()
			if p.isOp(";") {
				at, token := *p, p.token
				p.next()
				if !p.isWord("else") {
					*p, p.token = at, token
				}
			}
			if p.accept("else") {
				n.rest = p.inner()
			}
			return n
		case "for":
			p.next()
			p.need("(")
			if !p.over() {
				return p.loop()
			}
			n := &awkNode{kind: word, text: p.token}
			p.next()
			p.next()
			n.args = []*awkNode{{kind: "variable", text: p.token}}
			p.next()
			p.need(")")
			n.body = p.inner()
			return n
		case "next", "exit", "delete":
			p.next()
			n := &awkNode{kind: word}
			if word == "delete" || word == "exit" && p.kind != 0 && !p.isOp(";") && !p.isOp("}") && !p.newline {
				n.args = []*awkNode{p.expression()}
			}
			return n
		case "while":
			p.next()
			p.need("(")
			n := &awkNode{kind: "loop", args: []*awkNode{nil, p.expression(), nil}}
			p.need(")")
			n.body = p.inner()
			return n
		case "break", "continue":
			p.next()
			return &awkNode{kind: word}
		case "do":
			p.next()
			n := &awkNode{kind: word, body: p.inner()}
			p.accept(";")
			p.need("while")
			p.need("(")
			n.args = []*awkNode{nil, p.expression(), nil}
			p.need(")")
			return n
		}
	}
	return p.expression()
}

// over reports whether what follows in for ( is NAME in ARRAY.
func (p *awkParser) over() bool {
	ahead := *p
	ahead.next()
	return p.kind == 'w' && ahead.isWord("in")
}

// loop reads what follows in for (FIRST; CONDITION; STEP), each of which may be
// missing.
func (p *awkParser) loop() *awkNode {
	n := &awkNode{kind: "loop", args: make([]*awkNode, 3)}
	for i, end := range []string{";", ";", ")"} {
		if !p.isOp(end) {
			n.args[i] = p.expression()
		}
		p.need(end)
	}
	if p.isOp(";") {
		p.next()
		return n
	}
	n.body = p.inner()
	return n
}

func (p *awkParser) expression() *awkNode {
	if p.depth++; p.depth > nestedMax {
		return p.fail("the program is nested too deep")
	}
	defer func() { p.depth-- }()
	n := p.level(0)
	if p.kind == 'o' {
		switch op := p.token; op {
		case "=", "+=", "-=", "*=", "/=", "%=":
			if n.kind != "variable" && n.kind != "index" && n.kind != "field" {
				return p.fail("syntax error: %s has nothing to assign to", op)
			}
			p.next()
			return &awkNode{kind: op, args: []*awkNode{n, p.expression()}}
		case "?":
			p.next()
			yes := p.expression()
			p.need(":")
			return &awkNode{kind: "?", args: []*awkNode{n, yes, p.expression()}}
		}
	}
	return n
}

var awkLevels = [][]string{{"||"}, {"&&"}, {"in"}, {"~", "!~"}, {"<", "<=", "==", "!=", ">", ">="}, {" "}, {"+", "-"}, {"*", "/", "%"}}

func (p *awkParser) level(l int) *awkNode {
	if l == len(awkLevels) {
		return p.unary()
	}
	n := p.level(l + 1)
	for p.err == nil {
		op := ""
		switch {
		case awkLevels[l][0] == " ":
			joins := p.kind == 'n' || p.kind == 's' || p.kind == 'f' || p.kind == 'w' && p.token != "in" && p.token != "else" || p.kind == 'o' && strings.Contains("$(!-", p.token) && p.token != "-" || p.kind == 'o' && (p.token == "++" || p.token == "--")
			if joins && !p.newline {
				op = " "
			}
		case p.kind == 'o' || p.kind == 'w' && p.token == "in":
			if slices.Contains(awkLevels[l], p.token) && !(p.noGT && p.token == ">") {
				op = p.token
			}
		}
		if op == "" {
			return n
		}
		if op != " " {
			p.next()
		}
		n = &awkNode{kind: op, args: []*awkNode{n, p.level(l + 1)}}
	}
	return n
}

func (p *awkParser) unary() *awkNode {
	if p.depth++; p.depth > nestedMax {
		return p.fail("the program is nested too deep")
	}
	defer func() { p.depth-- }()
	for _, op := range []string{"!", "-", "+"} {
		if p.isOp(op) {
			p.next()
			return &awkNode{kind: "unary" + op, args: []*awkNode{p.unary()}}
		}
	}
	for _, op := range []string{"++", "--"} {
		if p.isOp(op) {
			p.next()
			return &awkNode{kind: "before" + op, args: []*awkNode{p.primary()}}
		}
	}
	n := p.primary()
	for _, op := range []string{"++", "--"} {
		if p.isOp(op) && (n.kind == "variable" || n.kind == "index" || n.kind == "field") {
			p.next()
			return &awkNode{kind: "after" + op, args: []*awkNode{n}}
		}
	}
	if p.isOp("^") || p.isOp("**") {
		return p.fail("powers (^) are not there yet")
	}
	return n
}

func (p *awkParser) primary() *awkNode {
	token, kind := p.token, p.kind
	switch {
	case kind == 'n':
		p.next()
		v, err := strconv.ParseFloat(token, 64)
		if err != nil {
			return p.fail("'%s' is no number", token)
		}
		return &awkNode{kind: "number", num: v}
	case kind == 's':
		p.next()
		return &awkNode{kind: "string", text: token}
	case kind == 'r':
		re, err := regexp.Compile(token)
		if err != nil {
			return p.fail("the pattern is not understood: %v", err)
		}
		p.next()
		return &awkNode{kind: "regexp", re: re}
	case p.isOp("$"):
		p.next()
		if p.isOp("++") || p.isOp("--") || p.isOp("-") {
			return p.fail("syntax error after $")
		}
		p.depth++
		defer func() { p.depth-- }()
		if p.depth > nestedMax {
			return p.fail("the program is nested too deep")
		}
		return &awkNode{kind: "field", args: []*awkNode{p.primary()}}
	case p.isOp("("):
		p.next()
		noGT := p.noGT
		p.noGT = false
		n := &awkNode{kind: "group", args: []*awkNode{p.expression()}}
		for p.accept(",") {
			n.args = append(n.args, p.expression())
		}
		p.noGT = noGT
		p.need(")")
		return n
	case kind == 'f':
		p.next()
		n := &awkNode{kind: "call", text: token}
		if p.accept("(") {
			for !p.isOp(")") && p.kind != 0 {
				n.args = append(n.args, p.expression())
				if !p.accept(",") {
					break
				}
			}
			p.need(")")
		}
		if most := awkFunctions[token]; len(n.args) < most[0] || len(n.args) > most[1] {
			return p.fail("%s: wrong number of arguments", token)
		}
		return n
	case kind == 'w':
		if slices.Contains(awkAbsent, token) {
			return p.fail("%s is not there yet", token)
		}
		p.next()
		if p.isOp("(") && p.text[p.at-2:p.at-1] != " " {
			return p.fail("the function %s is not there yet", token)
		}
		if p.accept("[") {
			n := &awkNode{kind: "index", text: token, args: []*awkNode{p.expression()}}
			p.need("]")
			return n
		}
		return &awkNode{kind: "variable", text: token}
	case kind == 0:
		return p.fail("syntax error: the program ends too early")
	}
	return p.fail("syntax error at '%s'", token)
}
