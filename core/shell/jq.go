package shell

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// makeJQ is jq with paths, |, , and a few functions, and -r, -j, -c and -e.
func makeJQ(args []string) (*tool, error) {
	given, operands, err := toolOptions(args, "rcjeMCS", map[string]byte{"raw-output": 'r', "compact-output": 'c', "join-output": 'j', "exit-status": 'e', "monochrome-output": 'M'})
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	if len(operands) == 0 {
		operands = []string{"."}
	}
	p := &jqParser{text: operands[0]}
	steps := p.pipe()
	if p.blanks(); p.err == nil && p.at < len(p.text) {
		p.fail()
	}
	if p.err != nil {
		return nil, refuseTool(3, "jq: error: %v", p.err)
	}
	return &tool{files: operands[1:], searches: true, bytes: true,
		// A value is printed as soon as it is whole: a watch goes on.
		line: func(x context, f *filter, text string, _ bool) bool {
			ok := f.hold(x, text)
			// A line that begins with a blank is in the middle of a value.
			at := strings.LastIndexByte(strings.TrimSuffix(text, "\n"), '\n') + 1
			if !ok || !strings.HasSuffix(text, "\n") || text[at] == ' ' || text[at] == '\t' {
				return ok
			}
			whole := strings.Join(f.held, "")
			if end := strings.LastIndexByte(whole, '\n'); end >= 0 {
				if rest, done := jqRun(x, f, steps, given, whole[:end+1], false); done {
					f.held = nil
					f.heldSize = 0
					return f.hold(x, rest+whole[end+1:]) && f.n[0] == 0
				}
			}
			return ok
		},
		end: func(x context, f *filter) int {
			if f.n[0] == 0 {
				jqRun(x, f, steps, given, strings.Join(f.held, ""), true)
			}
			if f.n[0] == 0 && given['e'] != nil {
				return f.n[1]
			}
			return f.n[0]
		}}, nil
}

// jqRun runs the values of a text, and returns what is left of it where a
// value is not whole.
func jqRun(x context, f *filter, steps jqNode, given map[byte][]string, text string, last bool) (string, bool) {
	r := &jsonReader{text: text}
	for {
		if r.blanks(); r.at >= len(r.text) {
			return "", true
		}
		start := r.at
		v, err := r.value()
		if err != nil {
			if r.at >= len(r.text) && !last {
				return text[start:], true
			}
			x.print(2, "jq: error (at <stdin>:0): "+err.Error()+"\n")
			f.n[0] = 2
			return "", true
		}
		out, err := steps(v)
		for _, o := range out {
			var b strings.Builder
			if o.kind == 's' && (given['r'] != nil || given['j'] != nil) {
				b.WriteString(o.text)
			} else {
				o.write(&b, 0, given['c'] != nil)
			}
			if given['j'] == nil {
				b.WriteByte('\n')
			}
			f.n[1] = btoi(o.kind == 'n' || o.text == "false" && o.kind == 'b')
			x.print(1, b.String())
		}
		if err != nil {
			x.print(2, "jq: error (at <stdin>:0): "+err.Error()+"\n")
			f.n[0] = 5
			return "", true
		}
	}
}

// jqNode makes values of one.
type jqNode func(v jsonValue) ([]jsonValue, error)

// jqParser reads a filter.
type jqParser struct {
	text  string
	at    int
	depth int
	err   error
}

func (p *jqParser) fail() jqNode {
	if p.err == nil {
		p.err = fmt.Errorf("at character %d of '%s': there are paths, |, ,, comparisons, select, length, keys, tostring, tonumber, @base64, @base64d and not", p.at+1, p.text)
	}
	return func(jsonValue) ([]jsonValue, error) { return nil, nil }
}

func (p *jqParser) blanks() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *jqParser) accept(sign string) bool {
	if p.blanks(); strings.HasPrefix(p.text[p.at:], sign) {
		p.at += len(sign)
		return true
	}
	return false
}

func (p *jqParser) pipe() jqNode {
	if p.depth++; p.depth > nestedMax {
		return p.fail()
	}
	defer func() { p.depth-- }()
	left := p.comma()
	if !p.accept("|") {
		return left
	}
	right := p.pipe()
	return func(v jsonValue) (out []jsonValue, err error) {
		between, err := left(v)
		for _, b := range between {
			more, err := right(b)
			if out = append(out, more...); err != nil {
				return out, err
			}
		}
		return out, err
	}
}

func (p *jqParser) comma() jqNode {
	all := []jqNode{p.compare()}
	for p.accept(",") {
		all = append(all, p.compare())
	}
	return func(v jsonValue) (out []jsonValue, err error) {
		for _, n := range all {
			more, err := n(v)
			if out = append(out, more...); err != nil {
				return out, err
			}
		}
		return out, nil
	}
}

func (p *jqParser) compare() jqNode {
	left := p.path()
	for _, op := range []string{"==", "!=", "<=", ">=", "<", ">"} {
		if !p.accept(op) {
			continue
		}
		right := p.path()
		return func(v jsonValue) ([]jsonValue, error) {
			a, errA := left(v)
			b, errB := right(v)
			if errA != nil || errB != nil || len(a) == 0 || len(b) == 0 {
				return nil, errA
			}
			c := compareJSON(a[0], b[0])
			holds := map[string]bool{"==": c == 0, "!=": c != 0, "<=": c <= 0, ">=": c >= 0, "<": c < 0, ">": c > 0}[op]
			return []jsonValue{{kind: 'b', text: strconv.FormatBool(holds)}}, nil
		}
	}
	return left
}

// compareJSON orders values as jq does: by kind, then by value.
func compareJSON(a, b jsonValue) int {
	if a.kind == '0' && b.kind == '0' {
		x, _ := strconv.ParseFloat(a.text, 64)
		y, _ := strconv.ParseFloat(b.text, 64)
		return btoi(x > y) - btoi(x < y)
	}
	if a.kind != b.kind {
		return strings.IndexByte("nb0s[{", a.kind) - strings.IndexByte("nb0s[{", b.kind)
	}
	var x, y strings.Builder
	a.write(&x, 0, true)
	b.write(&y, 0, true)
	return strings.Compare(x.String(), y.String())
}

// path reads a term and the steps after it.
func (p *jqParser) path() jqNode {
	p.blanks()
	n := p.term()
	for p.err == nil && p.at < len(p.text) {
		var step jqNode
		switch c := p.text[p.at]; {
		case c == '[':
			step = p.bracket()
		case c == '.' && p.at+1 < len(p.text) && nameLength(p.text[p.at+1:]) > 0:
			p.at++
			step = p.name()
		case c == '.' && strings.HasPrefix(p.text[p.at:], ".["):
			p.at++
			step = p.bracket()
		default:
			return n
		}
		quiet := p.at < len(p.text) && p.text[p.at] == '?'
		p.at += btoi(quiet)
		before := n
		n = func(v jsonValue) (out []jsonValue, err error) {
			between, err := before(v)
			for _, b := range between {
				more, err := step(b)
				if err != nil && !quiet {
					return out, err
				}
				out = append(out, more...)
			}
			return out, err
		}
	}
	return n
}

func one(v jsonValue) ([]jsonValue, error) { return []jsonValue{v}, nil }

func (p *jqParser) name() jqNode {
	n := nameLength(p.text[p.at:])
	name := p.text[p.at : p.at+n]
	p.at += n
	return namedItem(name)
}

func namedItem(name string) jqNode {
	return func(v jsonValue) ([]jsonValue, error) {
		switch v.kind {
		case 'n':
			return one(v)
		case '{':
			if i := slices.Index(v.names, name); i >= 0 {
				return one(v.items[i])
			}
			return one(jsonValue{kind: 'n', text: "null"})
		}
		return nil, fmt.Errorf("Cannot index %s with \"%s\"", v.kindName(), name)
	}
}

func (v jsonValue) kindName() string {
	return map[byte]string{'n': "null", 'b': "boolean", '0': "number", 's': "string", '[': "array", '{': "object"}[v.kind]
}

func (p *jqParser) bracket() jqNode {
	p.at++
	if p.accept("]") {
		return func(v jsonValue) ([]jsonValue, error) {
			if v.kind != '[' && v.kind != '{' {
				return nil, fmt.Errorf("Cannot iterate over %s", v.kindName())
			}
			return v.items, nil
		}
	}
	end := strings.IndexByte(p.text[p.at:], ']')
	if end < 0 {
		return p.fail()
	}
	inside := strings.TrimSpace(p.text[p.at : p.at+end])
	r := &jsonReader{text: inside}
	v, err := r.value()
	if err != nil || r.at != len(inside) {
		return p.fail()
	}
	p.at += end + 1
	switch i, err := strconv.Atoi(v.text); {
	case v.kind == 's':
		return namedItem(v.text)
	case err != nil:
		return p.fail()
	default:
		return func(v jsonValue) ([]jsonValue, error) {
			at := i
			if at < 0 {
				at += len(v.items)
			}
			switch {
			case v.kind == 'n' || v.kind == '[' && (at < 0 || at >= len(v.items)):
				return one(jsonValue{kind: 'n', text: "null"})
			case v.kind != '[':
				return nil, fmt.Errorf("Cannot index %s with number", v.kindName())
			}
			return one(v.items[at])
		}
	}
}

// quoted reads a string, in which \(FILTER) stands for what the filter makes.
func (p *jqParser) quoted() jqNode {
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
		r := &jsonReader{text: `"` + p.text[begin:end] + `"`}
		v, err := r.value()
		if err != nil {
			return p.fail()
		}
		parts = append(parts, func(jsonValue) ([]jsonValue, error) { return one(v) })
		if !inner {
			p.at = end + 1
			return joined(parts)
		}
		p.at = end + 2
		parts = append(parts, p.pipe())
		if !p.accept(")") {
			return p.fail()
		}
		begin, end = p.at, p.at-1
	}
	return p.fail()
}

// joined makes one text of what each part makes; what makes several makes
// several texts.
func joined(parts []jqNode) jqNode {
	return func(v jsonValue) ([]jsonValue, error) {
		texts := []string{""}
		for _, part := range parts {
			values, err := part(v)
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
			out[i] = jsonValue{kind: 's', text: text}
		}
		return out, nil
	}
}

func (p *jqParser) term() jqNode {
	rest := p.text[p.at:]
	switch {
	case rest == "":
		return p.fail()
	case rest[0] == '.':
		p.at++
		if nameLength(p.text[p.at:]) > 0 {
			return p.name()
		}
		return one
	case rest[0] == '(':
		p.at++
		n := p.pipe()
		if !p.accept(")") {
			return p.fail()
		}
		return n
	case rest[0] == '"':
		return p.quoted()
	case rest[0] == '-' || rest[0] >= '0' && rest[0] <= '9':
		r := &jsonReader{text: p.text, at: p.at}
		v, err := r.value()
		if err != nil {
			return p.fail()
		}
		p.at = r.at
		return func(jsonValue) ([]jsonValue, error) { return one(v) }
	}
	n := btoi(rest[0] == '@')
	for n < len(rest) && (inClass("alnum", rune(rest[n])) || rest[n] == '_') {
		n++
	}
	word := rest[:n]
	p.at += n
	switch word {
	case "null":
		return func(jsonValue) ([]jsonValue, error) { return one(jsonValue{kind: 'n', text: word}) }
	case "true", "false":
		return func(jsonValue) ([]jsonValue, error) { return one(jsonValue{kind: 'b', text: word}) }
	case "select":
		if !p.accept("(") {
			return p.fail()
		}
		condition := p.pipe()
		if !p.accept(")") {
			return p.fail()
		}
		return func(v jsonValue) ([]jsonValue, error) {
			found, err := condition(v)
			if err != nil || len(found) == 0 || found[0].kind == 'n' || found[0].kind == 'b' && found[0].text == "false" {
				return nil, err
			}
			return one(v)
		}
	}
	function := jqFunctions[word]
	if function == nil {
		p.at -= n
		return p.fail()
	}
	return func(v jsonValue) ([]jsonValue, error) {
		out, err := function(v)
		if err != nil {
			return nil, err
		}
		return one(out)
	}
}

// jqFunctions make one value of another.
var jqFunctions = map[string]func(v jsonValue) (jsonValue, error){
	"length": func(v jsonValue) (jsonValue, error) {
		n := len(v.items)
		if v.kind == 's' {
			n = len([]rune(v.text))
		}
		return jsonValue{kind: '0', text: strconv.Itoa(n)}, nil
	},
	"keys": func(v jsonValue) (jsonValue, error) {
		out := jsonValue{kind: '['}
		names := slices.Clone(v.names)
		slices.Sort(names)
		for _, name := range names {
			out.items = append(out.items, jsonValue{kind: 's', text: name})
		}
		if v.kind == '[' {
			for i := range v.items {
				out.items = append(out.items, jsonValue{kind: '0', text: strconv.Itoa(i)})
			}
		} else if v.kind != '{' {
			return v, fmt.Errorf("%s has no keys", v.kindName())
		}
		return out, nil
	},
	"tostring": func(v jsonValue) (jsonValue, error) { return jsonValue{kind: 's', text: v.plain()}, nil },
	"tonumber": func(v jsonValue) (jsonValue, error) {
		if _, err := strconv.ParseFloat(v.text, 64); err != nil || v.kind != 's' && v.kind != '0' {
			return v, fmt.Errorf("%s cannot be parsed as a number", v.kindName())
		}
		return jsonValue{kind: '0', text: v.text}, nil
	},
	"@base64": func(v jsonValue) (jsonValue, error) {
		return jsonValue{kind: 's', text: base64.StdEncoding.EncodeToString([]byte(v.plain()))}, nil
	},
	"@base64d": func(v jsonValue) (jsonValue, error) {
		out, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(v.plain(), "="))
		if err != nil {
			return v, fmt.Errorf("string (%q) is not valid base64 data", v.plain())
		}
		return jsonValue{kind: 's', text: string(out)}, nil
	},
	"not": func(v jsonValue) (jsonValue, error) {
		return jsonValue{kind: 'b', text: strconv.FormatBool(v.kind == 'n' || v.kind == 'b' && v.text == "false")}, nil
	},
}

// plain is a string as it is, and everything else as JSON.
func (v jsonValue) plain() string {
	if v.kind == 's' {
		return v.text
	}
	var b strings.Builder
	v.write(&b, 0, true)
	return b.String()
}
