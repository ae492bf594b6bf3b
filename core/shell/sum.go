package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// The bounds of expressions.
const (
	sumDepth    = 100     // how deep they, and variables that hold expressions, are nested
	sumBytesMax = 1 << 20 // read for the words of one command, variables included
)

// sum computes an expression of $((…)) (IEEE 1003.1, 2.6.4), in 64 bits.
// One in an index is nested in the one that names the element.
func (e *expander) sum(text string) (int64, error) {
	e.sums++
	defer func() { e.sums-- }()
	return e.sumWithin(text, e.sums-1)
}

// sumText is the value of an expression as a text.
func (e *expander) sumText(text string) string {
	v, err := e.sum(text)
	if err != nil {
		e.fail(err)
	}
	return strconv.FormatInt(v, 10)
}

func (e *expander) sumWithin(text string, depth int) (v int64, err error) {
	if e.err != nil {
		return 0, e.err
	}
	e.x.work += len(text)
	if e.summed += len(text) + 1; e.summed > sumBytesMax {
		return 0, fmt.Errorf("%s: the variables of the expression stand for more than %d bytes", strings.TrimSpace(text), sumBytesMax)
	}
	s := &summer{e: e, text: text, depth: depth}
	s.next()
	if s.token == "" {
		return 0, nil
	}
	if v = s.comma(); s.err == nil && s.token != "" {
		why := "syntax error in expression"
		if !sumBegins(s.token[0]) {
			why = "syntax error: invalid arithmetic operator"
		}
		s.fail("%s", why)
	}
	return v, s.err
}

// summer reads an expression and computes it as it goes.
type summer struct {
	e     *expander
	text  string
	at    int // where the token ends
	token string
	last  int // where the last token begins, which is the one before at the end
	skip  int // above 0: what is read is not computed
	depth int
	err   error
}

// fail stops with an error at the token, in bash's words.
func (s *summer) fail(format string, args ...any) int64 {
	return s.failWith(s.text[s.last:], format, args...)
}

func (s *summer) failWith(token, format string, args ...any) int64 {
	return s.stop(fmt.Errorf("%s: %s (error token is \"%s\")", strings.TrimLeft(s.text, " \t\r\n"), fmt.Sprintf(format, args...), token))
}

// stop ends the reading: what follows an error is not computed.
func (s *summer) stop(err error) int64 {
	if s.err == nil {
		s.err = err
	}
	s.token = ""
	s.at = len(s.text)
	return 0
}

func (s *summer) tooDeep() int64 {
	return s.fail("expression recursion level exceeded")
}

var sumSigns = []string{"<<=", ">>=", "**", "++", "--", "&&", "||", "<<", ">>", "<=", ">=", "==", "!=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="}

func (s *summer) next() {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
	rest := s.text[s.at:]
	n := 0
	switch {
	case rest == "":
	case rest[0] >= '0' && rest[0] <= '9':
		for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] == '#' || rest[n] == '@' || nameLength(rest[n:n+1]) == 1) {
			n++
		}
	default:
		if n = nameLength(rest); n > 0 && n < len(rest) && rest[n] == '[' {
			n += elementEnd(rest[n:])
		} else if n == 0 {
			n = signLength(rest, s.token)
		}
	}
	if n > 0 {
		s.last = s.at
	}
	s.token = rest[:n]
	s.at += n
}

// signLength is how long the sign is that a text begins with, after a token.
func signLength(text, before string) int {
	for _, sign := range sumSigns {
		if !strings.HasPrefix(text, sign) {
			continue
		}
		after := strings.TrimLeft(text[len(sign):], " \t\r\n")
		if (sign == "++" || sign == "--") && nameLength(before) == 0 && (nameLength(after) == 0 || before != "" && digits(before[:1])) {
			return 1 // 5--3 subtracts -3
		}
		return len(sign)
	}
	return 1
}

// sumBegins reports whether a character can begin a token.
func sumBegins(c byte) bool {
	return strings.IndexByte("+-*/%<>=!&|^~?:,()0123456789", c) >= 0 || nameLength(string(c)) == 1
}

func (s *summer) accept(token string) bool {
	if s.token != token {
		return false
	}
	s.next()
	return true
}

func (s *summer) comma() int64 {
	v := s.assignment()
	for s.accept(",") {
		v = s.assignment()
	}
	return v
}

func (s *summer) assignment() int64 {
	if s.depth++; s.depth > sumDepth {
		return s.tooDeep()
	}
	defer func() { s.depth-- }()
	name, at, last := s.token, s.at, s.last
	if nameLength(name) > 0 {
		s.next()
		op := s.token
		if op == "=" || len(op) > 1 && op[len(op)-1] == '=' && strings.IndexByte("<>=!", op[0]) < 0 || op == "<<=" || op == ">>=" {
			s.next()
			v := s.assignment()
			if op != "=" {
				v = s.binary(op[:len(op)-1], s.variable(name), v)
			}
			s.set(name, v)
			return v
		}
		s.token, s.at, s.last = name, at, last
	}
	v := s.level(0)
	if !s.accept("?") {
		return v
	}
	s.skip += btoi(v == 0)
	a := s.assignment()
	s.skip -= btoi(v == 0)
	if !s.accept(":") {
		return s.fail("`:' expected for conditional expression")
	}
	s.skip += btoi(v != 0)
	b := s.assignment()
	s.skip -= btoi(v != 0)
	if v != 0 {
		return a
	}
	return b
}

// sumLevels are the operators by how tightly they bind.
var sumLevels = [][]string{{"||"}, {"&&"}, {"|"}, {"^"}, {"&"}, {"==", "!="}, {"<", "<=", ">", ">="}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}}

func (s *summer) level(n int) int64 {
	if n == len(sumLevels) {
		return s.power()
	}
	v := s.level(n + 1)
	for {
		op := ""
		for _, o := range sumLevels[n] {
			if s.token == o {
				op = o
			}
		}
		if op == "" {
			return v
		}
		s.next()
		decided := op == "&&" && v == 0 || op == "||" && v != 0
		s.skip += btoi(decided)
		w := s.level(n + 1)
		s.skip -= btoi(decided)
		v = s.binary(op, v, w)
	}
}

func (s *summer) power() int64 {
	v := s.unary()
	if !s.accept("**") {
		return v
	}
	if s.depth++; s.depth > sumDepth {
		return s.tooDeep()
	}
	n := s.power()
	s.depth--
	if n < 0 {
		return s.fail("exponent less than 0")
	}
	r := int64(1)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			r *= v
		}
		v *= v
	}
	return r
}

func (s *summer) unary() int64 {
	if s.depth++; s.depth > sumDepth {
		return s.tooDeep()
	}
	defer func() { s.depth-- }()
	switch op := s.token; op {
	case "!", "~", "-", "+":
		s.next()
		v := s.unary()
		switch op {
		case "!":
			return int64(btoi(v == 0))
		case "~":
			return ^v
		case "-":
			return -v
		}
		return v
	case "++", "--":
		s.next()
		name := s.token
		if nameLength(name) == 0 {
			return s.failWith(op+name, "syntax error: operand expected")
		}
		s.next()
		v := s.variable(name) + int64(1-2*btoi(op == "--"))
		s.set(name, v)
		return v
	case "(":
		s.next()
		v := s.comma()
		if !s.accept(")") {
			return s.fail("missing `)'")
		}
		return v
	}
	return s.operand()
}

func (s *summer) operand() int64 {
	token := s.token
	if nameLength(token) > 0 {
		v := s.variable(token)
		s.next()
		if op := s.token; op == "++" || op == "--" {
			s.set(token, v+int64(1-2*btoi(op == "--")))
			s.next()
		}
		return v
	}
	if token == "" || token[0] < '0' || token[0] > '9' {
		return s.fail("syntax error: operand expected")
	}
	v := s.number(token)
	s.next()
	return v
}

// number reads a number: 12, 017, 0x1f, or 2#101 of any base up to 64. One that
// is greater than 64 bits hold wraps.
func (s *summer) number(token string) (v int64) {
	base, digits := 10, token
	switch before, after, based := strings.Cut(token, "#"); {
	case based:
		n, err := strconv.Atoi(before)
		if err != nil || n < 2 || n > 64 {
			s.text = s.text[:s.at]
			return s.failWith(token, "invalid arithmetic base")
		}
		base, digits = n, after
	case strings.HasPrefix(token, "0x") || strings.HasPrefix(token, "0X"):
		base, digits = 16, token[2:]
	case token[0] == '0' && len(token) > 1:
		base, digits = 8, token[1:]
	}
	for _, c := range []byte(digits) {
		d := strings.IndexByte("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_", c)
		if d >= 36 && d < 62 && base <= 36 {
			d -= 26
		}
		if d < 0 || d >= base {
			s.text = s.text[:s.at]
			return s.failWith(token, "value too great for base")
		}
		v = v*int64(base) + int64(d)
	}
	return v
}

// elementEnd is the length of [INDEX], or 0 where it does not end.
func elementEnd(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// named is the variable, or the element of an array, that a token names.
func (s *summer) named(token string) piece {
	n := nameLength(token)
	p := piece{kind: paramPiece, text: token[:n]}
	if n < len(token) {
		if s.depth++; s.depth > sumDepth {
			s.tooDeep()
			return p
		}
		p.index = word{{text: token[n+1 : len(token)-1], quoted: true}}
	}
	return p
}

// variable is the value of a variable, which may hold an expression.
func (s *summer) variable(name string) int64 {
	p := s.named(name)
	text, _ := s.e.stored(&p)
	if v, err := strconv.ParseInt(text, 10, 64); err == nil && !strings.HasPrefix(text, "0") || text == "" || s.skip > 0 {
		return v
	}
	v, err := s.e.sumWithin(text, s.depth+1)
	if err != nil {
		return s.stop(err)
	}
	return v
}

func (s *summer) set(name string, v int64) {
	if s.skip > 0 || s.err != nil {
		return
	}
	p := s.named(name)
	s.e.set(&p, strconv.FormatInt(v, 10))
	if s.e.err != nil {
		s.stop(s.e.err)
	}
}

func (s *summer) binary(op string, a, b int64) int64 {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "/", "%":
		if b == 0 {
			if s.skip > 0 {
				return 0
			}
			return s.failWith("0", "division by 0")
		}
		if op == "/" {
			return a / b
		}
		return a % b
	case "<<":
		return a << uint64(b&63)
	case ">>":
		return a >> uint64(b&63)
	case "&":
		return a & b
	case "|":
		return a | b
	case "^":
		return a ^ b
	case "&&":
		return int64(btoi(a != 0 && b != 0))
	case "||":
		return int64(btoi(a != 0 || b != 0))
	case "==":
		return int64(btoi(a == b))
	case "!=":
		return int64(btoi(a != b))
	case "<":
		return int64(btoi(a < b))
	case "<=":
		return int64(btoi(a <= b))
	case ">":
		return int64(btoi(a > b))
	}
	return int64(btoi(a >= b))
}
