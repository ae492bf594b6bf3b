package shell

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

func (r *awkRun) variable(name string) awkValue {
	switch name {
	case "NR", "FNR":
		return awkNumber(float64(r.f.lines))
	case "NF":
		return awkNumber(float64(len(r.split())))
	}
	if i, ok := r.f.findCell(name); ok {
		return r.f.cells[i].awkValue
	}
	switch name {
	case "OFS":
		return awkText(" ")
	case "ORS":
		return awkText("\n")
	case "FS":
		return awkText(" ")
	}
	return awkValue{input: true}
}

func (r *awkRun) set(n *awkNode, v awkValue) awkValue {
	name := n.text
	switch n.kind {
	case "group":
		r.err = fmt.Errorf("syntax error: nothing to assign to")
		return v
	case "field":
		i := int(r.eval(n.args[0]).float())
		fields := slices.Clone(r.split())
		switch {
		case i < 0 || i > 1000:
			r.err = fmt.Errorf("there is no field %d", i)
		case i == 0:
			r.line, r.ready = v.string(), false
		default:
			for len(fields) < i {
				fields = append(fields, "")
			}
			fields[i-1] = v.string()
			r.fields = fields
			r.line = strings.Join(fields, r.variable("OFS").string())
		}
		return v
	case "index":
		name += "\x00" + r.eval(n.args[0]).string()
	case "variable":
		if name == "NR" || name == "NF" || name == "FNR" {
			r.err = fmt.Errorf("setting %s is not there yet", name)
			return v
		}
	default:
		r.err = fmt.Errorf("syntax error: nothing to assign to")
		return v
	}
	v.input = false
	if !r.f.setCell(name, v) {
		r.err = fmt.Errorf("the program holds too much")
	}
	return v
}

// eval is the value of an expression. After the first error nothing is evaluated.
func (r *awkRun) eval(n *awkNode) awkValue {
	if r.err != nil {
		return awkValue{}
	}
	switch n.kind {
	case "number":
		return awkNumber(n.num)
	case "string":
		return awkText(n.text)
	case "regexp":
		return awkBool(n.re.MatchString(r.line))
	case "variable":
		return r.variable(n.text)
	case "index":
		return r.element(n.text + "\x00" + r.eval(n.args[0]).string())
	case "field":
		return r.field(int(r.eval(n.args[0]).float()))
	case "group":
		return r.eval(n.args[len(n.args)-1])
	case "call":
		return r.call(n)
	case "unary!":
		return awkBool(!r.eval(n.args[0]).holds())
	case "unary-":
		return awkNumber(-r.eval(n.args[0]).float())
	case "unary+":
		return awkNumber(r.eval(n.args[0]).float())
	case "before++", "before--", "after++", "after--":
		return r.step(n)
	case "=":
		return r.set(n.args[0], r.eval(n.args[1]))
	case "+=", "-=", "*=", "/=", "%=":
		v := r.eval(n.args[1])
		return r.set(n.args[0], r.arithmetic(n.kind[:1], r.eval(n.args[0]).float(), v.float()))
	case "?":
		if r.eval(n.args[0]).holds() {
			return r.eval(n.args[1])
		}
		return r.eval(n.args[2])
	case "&&":
		return awkBool(r.eval(n.args[0]).holds() && r.eval(n.args[1]).holds())
	case "||":
		return awkBool(r.eval(n.args[0]).holds() || r.eval(n.args[1]).holds())
	case "~", "!~":
		text := r.eval(n.args[0]).string()
		re := r.pattern(n.args[1])
		return awkBool(re != nil && re.MatchString(text) == (n.kind == "~"))
	case "in":
		_, ok := r.f.findCell(n.args[1].text + "\x00" + r.eval(n.args[0]).string())
		return awkBool(ok)
	case " ":
		return r.joined(r.eval(n.args[0]).string(), r.eval(n.args[1]).string())
	case "+", "-", "*", "/", "%":
		a := r.eval(n.args[0]).float()
		return r.arithmetic(n.kind, a, r.eval(n.args[1]).float())
	}
	return r.compare(n)
}

// element is an element of an array. To name it is to make it.
func (r *awkRun) element(name string) awkValue {
	v := r.variable(name)
	if _, ok := r.f.findCell(name); !ok && !r.f.setCell(name, v) {
		r.err = fmt.Errorf("the program holds too much")
	}
	return v
}

// field is a field of the line, or all of it: 0.
func (r *awkRun) field(i int) awkValue {
	switch {
	case i == 0:
		return awkValue{text: r.line, input: true}
	case i < 0:
		r.err = fmt.Errorf("there is no field %d", i)
	case i <= len(r.split()):
		return awkValue{text: r.fields[i-1], input: true}
	}
	return awkValue{input: true}
}

// step adds one to a variable or takes it away, before its value is taken or after.
func (r *awkRun) step(n *awkNode) awkValue {
	old := r.eval(n.args[0]).float()
	now := old + 1
	if strings.HasSuffix(n.kind, "--") {
		now = old - 1
	}
	r.set(n.args[0], awkNumber(now))
	if strings.HasPrefix(n.kind, "before") {
		return awkNumber(now)
	}
	return awkNumber(old)
}

func (r *awkRun) joined(a, b string) awkValue {
	if len(a)+len(b) > awkBytesMax {
		r.err = fmt.Errorf("a text is longer than %d bytes", awkBytesMax)
	}
	return awkText(a + b)
}

// compare compares two values: as numbers if both look like some.
func (r *awkRun) compare(n *awkNode) awkValue {
	if len(n.args) != 2 {
		r.err = fmt.Errorf("syntax error at %s", n.kind)
		return awkValue{}
	}
	a, b := r.eval(n.args[0]), r.eval(n.args[1])
	c := strings.Compare(a.string(), b.string())
	if a.looksNumeric() && b.looksNumeric() {
		x, y := a.float(), b.float()
		c = btoi(x > y) - btoi(x < y)
	}
	switch n.kind {
	case "<":
		return awkBool(c < 0)
	case "<=":
		return awkBool(c <= 0)
	case "==":
		return awkBool(c == 0)
	case "!=":
		return awkBool(c != 0)
	case ">":
		return awkBool(c > 0)
	}
	return awkBool(c >= 0)
}

func (r *awkRun) arithmetic(op string, a, b float64) awkValue {
	switch op {
	case "+":
		return awkNumber(a + b)
	case "-":
		return awkNumber(a - b)
	case "*":
		return awkNumber(a * b)
	}
	if b == 0 {
		r.err = fmt.Errorf("division by zero")
		return awkNumber(0)
	}
	if op == "/" {
		return awkNumber(a / b)
	}
	return awkNumber(math.Mod(a, b))
}

func (r *awkRun) pattern(n *awkNode) *regexp.Regexp {
	if n.kind == "regexp" {
		return n.re
	}
	re, err := regexp.Compile(r.eval(n).string())
	if err != nil {
		r.err = fmt.Errorf("the pattern is not understood: %w", err)
	}
	return re
}
