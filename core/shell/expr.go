package shell

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

// runExpr is expr (IEEE 1003.1, expr).
func runExpr(x context, args []string, _ variables) {
	e := &exprReader{words: args[1:]}
	switch {
	case len(e.words) == 0:
		x.print(2, "expr: missing operand\nTry 'expr --help' for more information.\n")
		x.exit(2)
		return
	}
	v := e.level(0)
	if e.err == "" && e.at < len(e.words) {
		e.err = "syntax error: unexpected argument ‘" + e.words[e.at] + "’"
	}
	if e.err != "" {
		x.print(2, "expr: "+e.err+"\n")
		x.exit(2)
		return
	}
	x.print(1, v+"\n")
	x.exit(btoi(v == "" || v == "0"))
}

// exprReader reads an expression and computes it as it goes.
type exprReader struct {
	words []string
	at    int
	depth int
	err   string
}

var exprLevels = [][]string{{"|"}, {"&"}, {"<", "<=", "=", "==", "!=", ">=", ">"}, {"+", "-"}, {"*", "/", "%"}, {":"}}

func (e *exprReader) fail(text string) string {
	if e.err == "" {
		e.err = text
	}
	return ""
}

func (e *exprReader) level(n int) string {
	if n == len(exprLevels) {
		return e.operand()
	}
	v := e.level(n + 1)
	for e.err == "" && e.at < len(e.words) {
		op := e.words[e.at]
		if !strings.Contains(" "+strings.Join(exprLevels[n], " ")+" ", " "+op+" ") {
			break
		}
		e.at++
		v = e.apply(v, op, e.level(n+1))
	}
	return v
}

func (e *exprReader) operand() string {
	if e.depth++; e.depth > nestedMax {
		return e.fail("the expression is nested too deep")
	}
	defer func() { e.depth-- }()
	if e.at >= len(e.words) {
		return e.fail("syntax error: missing argument after ‘" + e.words[len(e.words)-1] + "’")
	}
	w := e.words[e.at]
	e.at++
	switch {
	case w == "(":
		v := e.level(0)
		if e.at >= len(e.words) || e.words[e.at] != ")" {
			return e.fail("syntax error: expecting ')' after ‘" + e.words[min(e.at, len(e.words))-1] + "’")
		}
		e.at++
		return v
	case w == "length" && e.at < len(e.words):
		return strconv.Itoa(len([]rune(e.operand())))
	case w == "substr" && e.at+2 < len(e.words):
		text, from, length := []rune(e.operand()), e.number(e.operand()), e.number(e.operand())
		if from < 1 || length < 1 || from > int64(len(text)) {
			return ""
		}
		return string(text[from-1:][:min(int64(len(text))-from+1, length)])
	}
	return w
}

func (e *exprReader) number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		e.fail("non-integer argument")
	}
	return n
}

func (e *exprReader) apply(a, op, b string) string {
	no := func(v string) bool { return v == "" || v == "0" }
	truth := func(v bool) string { return strconv.Itoa(btoi(v)) }
	switch op {
	case "|":
		if !no(a) {
			return a
		}
		if no(b) {
			return "0"
		}
		return b
	case "&":
		if no(a) || no(b) {
			return "0"
		}
		return a
	case ":":
		return e.match(a, b)
	case "<", "<=", "=", "==", "!=", ">=", ">":
		n, errA := strconv.ParseInt(a, 10, 64)
		m, errB := strconv.ParseInt(b, 10, 64)
		order := strings.Compare(a, b)
		if errA == nil && errB == nil {
			order = cmp.Compare(n, m)
		}
		return truth(map[string]bool{"<": order < 0, "<=": order <= 0, "=": order == 0, "==": order == 0, "!=": order != 0, ">=": order >= 0, ">": order > 0}[op])
	}
	n, m := e.number(a), e.number(b)
	if e.err != "" {
		return ""
	}
	switch op {
	case "+":
		n += m
	case "-":
		n -= m
	case "*":
		n *= m
	default:
		if m == 0 {
			return e.fail("division by zero")
		}
		if op == "/" {
			n /= m
		} else {
			n %= m
		}
	}
	return strconv.FormatInt(n, 10)
}

// match is ":": how much of the beginning a pattern matches, or what its group
// does.
func (e *exprReader) match(text, pattern string) string {
	r, err := regexp.Compile("^(?:" + basicPattern(pattern) + ")")
	if err != nil {
		return e.fail("the pattern ‘" + pattern + "’ is not understood")
	}
	r.Longest()
	found := r.FindStringSubmatchIndex(text)
	if found == nil {
		if r.NumSubexp() > 0 {
			return ""
		}
		return "0"
	}
	if r.NumSubexp() > 0 {
		if found[2] < 0 {
			return ""
		}
		return text[found[2]:found[3]]
	}
	return strconv.Itoa(len([]rune(text[:found[1]])))
}
