package shell

import (
	"fmt"
	"slices"
	"strings"
)

// jqNode makes values of one.
type jqNode func(r *jqRun, v jsonValue) ([]jsonValue, error)

// jqRun is where a filter runs.
type jqRun struct {
	vars  *jqVars
	work  *int
	limit int    // of the work
	name  string // of the function that runs
}

// jqWorkMax bounds what a filter does with one value.
const jqWorkMax = 1 << 27

// jqVars are the variables that a filter sees, the newest first.
type jqVars struct {
	name  string
	value jsonValue
	up    *jqVars
}

func (r *jqRun) with(name string, v jsonValue) *jqRun {
	return &jqRun{&jqVars{name, v, r.vars}, r.work, r.limit, ""}
}

// jqParser reads a filter.
type jqParser struct {
	text  string
	at    int
	depth int
	err   error
}

func (p *jqParser) fail() jqNode {
	if p.err == nil {
		p.err = fmt.Errorf("at character %d of '%s': this is not understood; there are paths, operators, [ ], { }, if, as, and the functions that help jq lists", p.at+1, p.text)
	}
	return jqNothing
}

func jqNothing(*jqRun, jsonValue) ([]jsonValue, error) { return nil, nil }

func (p *jqParser) blanks() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *jqParser) accept(sign string) bool {
	if p.blanks(); !strings.HasPrefix(p.text[p.at:], sign) {
		return false
	}
	end := p.at + len(sign)
	if inClass("alpha", rune(sign[0])) && end < len(p.text) && (inClass("alnum", rune(p.text[end])) || p.text[end] == '_') {
		return false
	}
	p.at = end
	return true
}

func (p *jqParser) expect(sign string) {
	if !p.accept(sign) {
		p.fail()
	}
}

// each runs a filter on all that another one has made.
func (n jqNode) each(r *jqRun, v jsonValue, do func(jsonValue) ([]jsonValue, error)) (out []jsonValue, err error) {
	between, err := n(r, v)
	for _, b := range between {
		*r.work += 64
		more, err := do(b)
		if out = append(out, more...); err != nil {
			return out, err
		}
		if len(out) > fieldsMax || *r.work > r.limit {
			return nil, fmt.Errorf("more than %d values, or too much to do", fieldsMax)
		}
	}
	return out, err
}

// deeper counts how deep what is read is nested, until what it returns is called.
func (p *jqParser) deeper() (back func()) {
	if p.depth++; p.depth > 4*nestedMax {
		p.fail()
		p.at = len(p.text)
	}
	return func() { p.depth-- }
}

func (p *jqParser) pipe() jqNode {
	defer p.deeper()()
	left := p.comma()
	if p.accept("as") {
		p.expect("$")
		name := p.word()
		p.expect("|")
		body := p.pipe()
		return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			return left.each(r, v, func(b jsonValue) ([]jsonValue, error) { return body(r.with(name, b), v) })
		}
	}
	if !p.accept("|") {
		return left
	}
	right := p.pipe()
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		return left.each(r, v, func(b jsonValue) ([]jsonValue, error) { return right(r, b) })
	}
}

func (p *jqParser) comma() jqNode {
	left := p.otherwise()
	for p.accept(",") {
		a, b := left, p.otherwise()
		left = func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			out, err := a(r, v)
			if err != nil {
				return out, err
			}
			more, err := b(r, v)
			return append(out, more...), err
		}
	}
	return left
}

// otherwise reads A // B.
func (p *jqParser) otherwise() jqNode {
	defer p.deeper()()
	left := p.binary(0)
	if !p.accept("//") {
		return left
	}
	right := p.otherwise()
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		out, _ := left(r, v)
		if out = slices.DeleteFunc(slices.Clone(out), func(o jsonValue) bool { return !o.holds() }); len(out) > 0 {
			return out, nil
		}
		return right(r, v)
	}
}

// jqLevels are the operators, those that bind least first.
var jqLevels = [][]string{{"or"}, {"and"}, {"==", "!=", "<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}

func (p *jqParser) binary(level int) jqNode {
	if level == len(jqLevels) {
		return p.path()
	}
	left := p.binary(level + 1)
	for {
		op := ""
		for _, sign := range jqLevels[level] {
			if p.blanks(); strings.HasPrefix(p.text[p.at:], "//") {
				break
			}
			if p.accept(sign) {
				op = sign
				break
			}
		}
		if op == "" {
			return left
		}
		if p.at < len(p.text) && p.text[p.at] == '=' {
			return p.fail() // += and its kin
		}
		a, b := left, p.binary(level+1)
		left = func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			if op == "and" || op == "or" {
				return a.each(r, v, func(x jsonValue) ([]jsonValue, error) {
					if x.holds() == (op == "or") {
						return one(jsonBool(op == "or"))
					}
					return b.each(r, v, func(y jsonValue) ([]jsonValue, error) { return one(jsonBool(y.holds())) })
				})
			}
			return b.each(r, v, func(y jsonValue) ([]jsonValue, error) {
				return a.each(r, v, func(x jsonValue) ([]jsonValue, error) {
					*r.work += 16 * (len(x.items) + len(y.items))
					return single(jqOperate(op, x, y))
				})
			})
		}
		if level == 2 {
			return left
		}
	}
}

// path reads a term and the steps after it.
func (p *jqParser) path() jqNode {
	defer p.deeper()()
	p.blanks()
	n := p.term()
	for p.err == nil && p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '?':
			p.at++
			before := n
			n = func(r *jqRun, v jsonValue) ([]jsonValue, error) {
				out, _ := before(r, v)
				return out, nil
			}
		case c == '[' || strings.HasPrefix(p.text[p.at:], ".["):
			p.at += 1 + btoi(c == '.')
			n = p.bracket(n)
		case c == '.' && p.at+1 < len(p.text) && (nameLength(p.text[p.at+1:]) > 0 || p.text[p.at+1] == '"'):
			p.at++
			n = indexed(n, p.key())
		default:
			return n
		}
	}
	return n
}

// key reads what stands after a dot.
func (p *jqParser) key() jqNode {
	if p.text[p.at] == '"' {
		return p.quoted("")
	}
	return constant(jsonText(p.word()))
}

func (p *jqParser) word() string {
	n := nameLength(p.text[p.at:])
	p.at += n
	if n == 0 {
		p.fail()
	}
	return p.text[p.at-n : p.at]
}

func constant(v jsonValue) jqNode {
	return func(*jqRun, jsonValue) ([]jsonValue, error) { return one(v) }
}

//go:noinline
func one(v jsonValue) ([]jsonValue, error) { return []jsonValue{v}, nil }

// single is what a function makes that makes one value or fails.
//
//go:noinline
func single(v jsonValue, err error) ([]jsonValue, error) {
	return []jsonValue{v}[:btoi(err == nil)], err
}

// indexed is what a key, which is made of the same value, leads to.
func indexed(of, key jqNode) jqNode {
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		return key.each(r, v, func(k jsonValue) ([]jsonValue, error) {
			return of.each(r, v, func(b jsonValue) ([]jsonValue, error) {
				return single(b.item(k))
			})
		})
	}
}

// bracket reads what stands in [ ] after a term.
func (p *jqParser) bracket(of jqNode) jqNode {
	if p.accept("]") {
		return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			return of.each(r, v, func(b jsonValue) ([]jsonValue, error) {
				if b.kind != '[' && b.kind != '{' {
					return nil, fmt.Errorf("Cannot iterate over %s", b.named())
				}
				return b.items, nil
			})
		}
	}
	from, to := constant(jsonNull), constant(jsonNull)
	slice := p.accept(":")
	if !slice {
		from = p.pipe()
		slice = p.accept(":")
	}
	if slice && !p.accept("]") {
		to = p.pipe()
		p.expect("]")
	} else if !slice {
		p.expect("]")
		return indexed(of, from)
	}
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		return to.each(r, v, func(end jsonValue) ([]jsonValue, error) {
			return from.each(r, v, func(begin jsonValue) ([]jsonValue, error) {
				return of.each(r, v, func(b jsonValue) ([]jsonValue, error) {
					return single(b.slice(begin, end))
				})
			})
		})
	}
}

// quoted reads a string, in which \(FILTER) stands for what the filter makes, in
// a format such as @base64 if one is named.
func (p *jqParser) quoted(format string) jqNode {
	var parts []jqNode
	for begin, end := p.at+1, p.at+1; end < len(p.text); end++ {
		inner := strings.HasPrefix(p.text[end:], `\(`)
		if p.text[end] == '\\' && !inner {
			end++
			continue
		}
		if p.text[end] != '"' && !inner {
			continue
		}
		v, err := readJSON(`"` + p.text[begin:end] + `"`)
		if err != nil {
			return p.fail()
		}
		parts = append(parts, constant(v))
		if !inner {
			p.at = end + 1
			return joined(parts)
		}
		p.at = end + 2
		part := p.pipe()
		if p.expect(")"); p.err != nil {
			return jqNothing
		}
		if format != "" {
			inside := part
			part = func(r *jqRun, v jsonValue) ([]jsonValue, error) {
				return inside.each(r, v, func(b jsonValue) ([]jsonValue, error) {
					return single(jqFunction(format)(b))
				})
			}
		}
		parts = append(parts, part)
		begin, end = p.at, p.at-1
	}
	return p.fail()
}

// joined makes one text of what each part makes; what makes several makes
// several texts.
func joined(parts []jqNode) jqNode {
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		texts := []string{""}
		for _, part := range parts {
			values, err := part(r, v)
			if err != nil {
				return nil, err
			}
			var longer []string
			for _, value := range values {
				for _, text := range texts {
					if longer = append(longer, text+value.plain()); len(longer) > fieldsMax {
						return nil, fmt.Errorf("more than %d texts", fieldsMax)
					}
				}
			}
			texts = longer
		}
		out := make([]jsonValue, len(texts))
		for i, text := range texts {
			out[i] = jsonText(text)
		}
		return out, nil
	}
}

func (p *jqParser) term() jqNode {
	rest := p.text[p.at:]
	switch {
	case rest == "":
		return p.fail()
	case strings.HasPrefix(rest, ".."):
		p.at += 2
		return jqDescend
	case rest[0] == '.':
		p.at++
		if p.at < len(p.text) && (nameLength(p.text[p.at:]) > 0 || p.text[p.at] == '"') {
			return indexed(itself, p.key())
		}
		return itself
	case rest[0] == '(':
		p.at++
		n := p.pipe()
		p.expect(")")
		return n
	case rest[0] == '"':
		return p.quoted("")
	case rest[0] == '[':
		p.at++
		inside := jqNode(jqNothing)
		if !p.accept("]") {
			inside = p.pipe()
			p.expect("]")
		}
		return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			items, err := inside(r, v)
			return single(&jsonData{kind: '[', items: items}, err)
		}
	case rest[0] == '{':
		p.at++
		return p.object()
	case rest[0] == '$':
		p.at++
		return p.variable(p.word())
	case rest[0] == '-':
		p.at++
		n := p.path()
		return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			return n.each(r, v, func(b jsonValue) ([]jsonValue, error) {
				return single(jqOperate("-", jsonNumber(0), b))
			})
		}
	case rest[0] >= '0' && rest[0] <= '9':
		n := 0
		for n < len(rest) && strings.IndexByte("0123456789.", rest[n]) >= 0 {
			n++
		}
		v, err := readJSON(rest[:n])
		if p.at += n; err != nil {
			return p.fail()
		}
		return constant(v)
	}
	return p.called()
}

func itself(_ *jqRun, v jsonValue) ([]jsonValue, error) { return one(v) }

func (p *jqParser) variable(name string) jqNode {
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		for known := r.vars; known != nil; known = known.up {
			if known.name == name {
				return one(known.value)
			}
		}
		return nil, fmt.Errorf("$%s is not defined", name)
	}
}

// object reads {NAME, "NAME": FILTER, (FILTER): FILTER, $NAME}.
func (p *jqParser) object() jqNode {
	var keys, values []jqNode
	for !p.accept("}") {
		if len(keys) > 0 && !p.accept(",") || p.err != nil {
			return p.fail()
		}
		if p.blanks(); p.at >= len(p.text) {
			return p.fail()
		}
		var key, value jqNode
		switch c := p.text[p.at]; {
		case c == '$':
			p.at++
			name := p.word()
			key, value = constant(jsonText(name)), p.variable(name)
		case c == '(':
			p.at++
			key = p.pipe()
			p.expect(")")
		default:
			key = p.key()
			value = indexed(itself, key)
		}
		if p.accept(":") {
			value = p.field()
		} else if value == nil {
			return p.fail()
		}
		keys, values = append(keys, key), append(values, value)
	}
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		out := []jsonValue{{kind: '{'}}
		for i := range keys {
			var longer []jsonValue
			for _, o := range out {
				more, err := keys[i].each(r, v, func(k jsonValue) ([]jsonValue, error) {
					if k.kind != 's' {
						return nil, fmt.Errorf("Object keys must be strings")
					}
					return values[i].each(r, v, func(b jsonValue) ([]jsonValue, error) { return one(o.set(k.text, b)) })
				})
				if longer = append(longer, more...); err != nil || len(longer) > fieldsMax {
					return nil, err
				}
			}
			out = longer
		}
		return out, nil
	}
}

// field reads the value of an object's key: no comma and no pipe.
func (p *jqParser) field() jqNode {
	left := p.otherwise()
	for p.accept("|") {
		a, b := left, p.otherwise()
		left = func(r *jqRun, v jsonValue) ([]jsonValue, error) {
			return a.each(r, v, func(x jsonValue) ([]jsonValue, error) { return b(r, x) })
		}
	}
	return left
}
