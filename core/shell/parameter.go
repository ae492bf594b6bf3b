package shell

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// values are the elements that a piece stands for where it stands for several:
// $@, $*, ${NAME[@]}, ${NAME[*]} and ${!NAME[@]}.
func (e *expander) values(p *piece) ([]string, bool) {
	if p.kind != paramPiece || p.op == "length" {
		return nil, false
	}
	var values []string
	switch all := p.index.literal(); {
	case (p.text == "@" || p.text == "*") && p.index == nil:
		values = append(values, e.x.params...)
	case all != "@" && all != "*":
		return nil, false
	default:
		if v, ok := e.array(p.text); ok {
			if v.kind == scalarVariable {
				v.elements = []keyed{{"0", v.value}}
			}
			for _, element := range v.elements {
				if p.op == "indirect" {
					values = append(values, element.key)
				} else {
					values = append(values, element.value)
				}
			}
		}
		if p.op == "indirect" {
			return values, true
		}
	}
	switch p.op {
	case ":":
		from, to, ok := e.span(p, len(values)+btoi(p.index == nil))
		if !ok {
			return nil, true
		}
		if p.index == nil {
			values = append([]string{"bash"}, values...)
		}
		return values[from:to], true
	case ":-", "-":
		if len(values) == 0 {
			return nil, false
		}
	case "", ":=", "=", ":?", "?", ":+", "+":
	default:
		for i := range values {
			values[i] = e.edited(p, values[i])
		}
	}
	return values, true
}

// array is a variable, or the array that the shell itself keeps.
func (e *expander) array(name string) (variable, bool) {
	if i, ok := e.vars.find(name); ok {
		return e.vars[i], true
	}
	if name != "PIPESTATUS" || len(e.x.statuses) == 0 {
		return variable{}, false
	}
	v := variable{name: name, kind: indexedArray}
	for i, code := range e.x.statuses {
		v.elements = append(v.elements, keyed{strconv.Itoa(i), strconv.Itoa(code)})
	}
	return v, true
}

// value is what a piece stands for.
func (e *expander) value(p *piece) string {
	switch p.kind {
	case substPiece:
		if p.number < len(e.outputs) {
			return e.outputs[p.number]
		}
		return ""
	case sumPiece:
		return e.sumText(e.text(p.word))
	case literalPiece:
		return p.text
	}
	if values, many := e.values(p); many {
		return e.joined(p, values)
	}
	if other, ok := e.other(p); ok {
		return e.text(other)
	}
	if p.op == "length" {
		all := *p
		all.op = ""
		if values, many := e.values(&all); many {
			return strconv.Itoa(len(values))
		}
	}
	value, set := e.stored(p)
	e.x.work += len(value)
	op, colon := strings.CutPrefix(p.op, ":")
	given := set && !(colon && value == "")
	switch {
	case p.op == "length":
		value = strconv.Itoa(len([]rune(value)))
	case p.op == "indirect":
		if value == "" || nameLength(value) != len(value) && !digits(value) {
			e.fail(fmt.Errorf("%s: invalid indirect expansion", p.text))
			return ""
		}
		value, set = e.parameter(value)
	case p.op == ":":
		if from, to, ok := e.span(p, len([]rune(value))); ok {
			return string([]rune(value)[from:to])
		}
		return ""
	case op == "+":
		return ""
	case op == "=" && !given:
		value = e.text(p.word)
		e.set(p, value)
		return value
	case op == "?" && !given:
		text := e.text(p.word)
		if text == "" {
			text = "parameter " + "null or "[:8*btoi(colon)] + "not set"
		}
		e.fail(fmt.Errorf("%s: %s", p.text, text))
	case op == "-" || op == "=" || op == "?":
		return value
	case op != "":
		value = e.edited(p, value)
	}
	if !set && e.x.options&optionUnset != 0 && p.text != "@" && p.text != "*" {
		e.fail(fmt.Errorf("%s%s: unbound variable", "$"[:btoi(nameLength(p.text) == 0)], p.text))
	}
	return value
}

// other is the word that stands in a parameter's place: of ${x:-WORD} where it
// has no value, of ${x:+WORD} where it has.
func (e *expander) other(p *piece) (word, bool) {
	op, colon := strings.CutPrefix(p.op, ":")
	if p.kind != paramPiece || op != "-" && op != "+" {
		return nil, false
	}
	value, set := e.stored(p)
	if all := p.index.literal(); all == "@" || all == "*" {
		i, ok := e.vars.find(p.text)
		set = ok && (e.vars[i].kind == scalarVariable || len(e.vars[i].elements) > 0)
		value = "set"
	}
	given := set && !(colon && value == "")
	return p.word, given == (op == "+")
}

// stored is what a parameter, or an element of an array, holds.
func (e *expander) stored(p *piece) (string, bool) {
	if p.index == nil {
		return e.parameter(p.text)
	}
	key := e.key(p.text, p.index)
	if v, ok := e.array(p.text); ok {
		return v.element(key)
	}
	if value, kept := e.x.kept(p.text); kept && key == "0" {
		return value, true
	}
	return "", false
}

// key is the key of an element: of an array with numbers the value of an
// expression, which counts from the end where it is below 0.
func (e *expander) key(name string, index word) string {
	text := e.text(index)
	if i, ok := e.vars.find(name); ok && e.vars[i].kind == namedArray {
		return text
	}
	n, err := e.sum(text)
	if err != nil {
		e.fail(err)
	}
	if n < 0 {
		if n += e.vars.next(name); n < 0 {
			e.fail(fmt.Errorf("%s: bad array subscript", name))
		}
	}
	return strconv.FormatInt(n, 10)
}

// setElement sets an element of an array, which is copied.
func (e *expander) setElement(name, key, value string) (err error) {
	if i, ok := e.vars.find(name); ok {
		e.x.work += 16 * len(e.vars[i].elements)
	}
	e.vars, err = e.vars.withElement(name, key, value)
	return err
}

// set sets the variable or the element that a piece names.
func (e *expander) set(p *piece, value string) {
	var err error
	switch {
	case nameLength(p.text) == 0:
		err = fmt.Errorf("$%s: cannot assign in this way", p.text)
	case p.index != nil:
		err = e.setElement(p.text, e.key(p.text, p.index), value)
	default:
		e.vars, err = e.vars.with(p.text, value, false)
	}
	if err != nil {
		e.fail(err)
	}
}

func (e *expander) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// span reads :OFFSET and :OFFSET:LENGTH, each an expression, of something with
// so many parts.
func (e *expander) span(p *piece, length int) (from, to int, ok bool) {
	text := e.text(p.word)
	depth, cut := 0, len(text)
	for i := 0; i < len(text) && cut == len(text); i++ {
		switch text[i] {
		case '(', '?':
			depth++
		case ')':
			depth--
		case ':':
			if depth == 0 {
				cut = i
			}
			depth -= btoi(depth > 0)
		}
	}
	number := func(text string) int {
		n, err := e.sum(text)
		if err != nil {
			e.fail(err)
		}
		return int(max(-1<<30, min(1<<30, n)))
	}
	if from = number(text[:cut]); from < 0 {
		from += length
	}
	to = length
	if cut < len(text) {
		n := number(text[cut+1:])
		if n < 0 {
			if to += n; to < from {
				e.fail(fmt.Errorf("%s: substring expression < 0", strings.TrimSpace(text[cut+1:])))
			}
		} else {
			to = min(length, from+n)
		}
	}
	return from, to, from >= 0 && from <= length && to >= from && e.err == nil
}

// edited is a value after what an operator makes of it: patterns taken away or
// replaced, and letters made capital or small.
func (e *expander) edited(p *piece, value string) string {
	e.x.work += 16 * len(value)
	switch p.op {
	case "#", "##", "%", "%%":
		return strip(value, e.pattern(p.word), p.op)
	case "@Q":
		return xargsQuote(value)
	case "/", "//", "/#", "/%":
		return replace(value, e.pattern(p.word), e.text(p.with), p.op)
	case "^", "^^", ",", ",,":
		pattern := e.pattern(p.word)
		runes := []rune(value)
		for i, r := range runes {
			if fits := pattern == "" || matches(pattern, string(r)); fits && p.op[0] == '^' {
				runes[i] = unicode.ToUpper(r)
			} else if fits {
				runes[i] = unicode.ToLower(r)
			}
			if len(p.op) == 1 {
				break
			}
		}
		return string(runes)
	}
	return value
}

// strip removes the shortest or longest beginning or end that a pattern
// matches.
func strip(value, pattern, op string) string {
	if op[0] == '%' {
		shortest, longest := endings(pattern, value)
		if len(op) == 1 {
			longest = shortest
		}
		if longest < 0 {
			return value
		}
		return value[:longest]
	}
	shortest, longest := beginnings(pattern, value)
	if len(op) == 1 {
		longest = shortest
	}
	return value[max(0, longest):]
}

// replace puts a text in the place of the longest match of a pattern: of the
// first (/), of all (//), of one at the beginning (/#) or the end (/%).
func replace(value, pattern, with, op string) string {
	switch {
	case pattern == "" && op == "/#":
		return with + value
	case pattern == "" && op == "/%":
		return value + with
	case pattern == "" || value == "":
		return value
	case op == "/#":
		if _, end := beginnings(pattern, value); end > 0 {
			return with + value[end:]
		}
		return value
	case op == "/%":
		if _, start := endings(pattern, value); start >= 0 && start < len(value) {
			return value[:start] + with
		}
		return value
	}
	// Only where a match begins is looked for its end: with a * in the pattern
	// nothing matches behind the longest, and so each text is read twice at most.
	begins := make([]bool, len(value)+1)
	matchBackwards(pattern, value, true, func(t int) { begins[t] = true })
	var b strings.Builder
	for at := 0; at < len(value); {
		end := 0
		if begins[at] {
			_, end = beginnings(pattern, value[at:])
		}
		switch {
		case end > 0:
			b.WriteString(with)
			if at += end; op != "//" {
				return b.String() + value[at:]
			}
		case pattern[0] == '*': // what matches nothing from here matches nothing further on
			return b.String() + value[at:]
		default:
			_, size := utf8.DecodeRuneInString(value[at:])
			b.WriteString(value[at : at+size])
			at += size
		}
	}
	return b.String()
}
