package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// called reads a word: a constant, if, or a function with its
// arguments.
func (p *jqParser) called() jqNode {
	at, rest := p.at, p.text[p.at:]
	n := btoi(rest[0] == '@')
	for n < len(rest) && (inClass("alnum", rune(rest[n])) || rest[n] == '_') {
		n++
	}
	word := rest[:n]
	p.at += n
	switch word {
	case "null", "true", "false":
		v, _ := readJSON(word)
		return constant(v)
	case "if":
		return p.choice()
	case "empty":
		return jqNothing
	}
	if function := jqFunction(word); function != nil {
		if word[0] == '@' && p.at < len(p.text) && p.text[p.at] == ' ' {
			if p.blanks(); p.at < len(p.text) && p.text[p.at] == '"' {
				return p.quoted(word)
			}
		}
		if p.at >= len(p.text) || p.text[p.at] != '(' {
			return func(_ *jqRun, v jsonValue) ([]jsonValue, error) {
				return single(function(v))
			}
		}
	}
	var args []jqNode
	if p.at < len(p.text) && p.text[p.at] == '(' {
		p.at++
		args = append(args, p.pipe())
		for p.accept(";") {
			args = append(args, p.pipe())
		}
		p.expect(")")
	}
	for i := range jqFilters {
		if f := &jqFilters[i]; f.name == word && len(args) >= f.least && len(args) <= f.most {
			return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
				named := *r
				named.name = word
				return f.of(&named, v, args)
			}
		}
	}
	if p.err == nil {
		p.at = at
	}
	return p.fail()
}

func (p *jqParser) choice() jqNode {
	defer p.deeper()()
	condition := p.pipe()
	p.expect("then")
	then := p.pipe()
	other := jqNode(itself)
	switch {
	case p.accept("elif"):
		other = p.choice()
	case p.accept("else"):
		other = p.pipe()
		p.expect("end")
	default:
		p.expect("end")
	}
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		return condition.each(r, v, func(c jsonValue) ([]jsonValue, error) {
			if c.holds() {
				return then(r, v)
			}
			return other(r, v)
		})
	}
}

// jqFilter is a function whose arguments are filters.
type jqFilter struct {
	name        string
	least, most int
	of          func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error)
}

// jqFilters are a table that needs no code to be made.
var jqFilters = []jqFilter{
	{"select", 1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
		return args[0].each(r, v, func(c jsonValue) ([]jsonValue, error) { return []jsonValue{v}[:btoi(c.holds())], nil })
	}},
	{"map", 1, 1, jqMap},
	{"with_entries", 1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
		entries, err := toEntries(v)
		if err != nil {
			return nil, err
		}
		made, err := jqMap(r, entries, args)
		if err != nil {
			return nil, err
		}
		return single(fromEntries(made[0]))
	}},
	{"any", 0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) { return r.anyAll(false, v, args) }},
	{"all", 0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) { return r.anyAll(true, v, args) }},
	{"has", 1, 1, jqByValue}, {"join", 1, 1, jqByValue}, {"split", 1, 1, jqByValue}, {"startswith", 1, 1, jqByValue}, {"endswith", 1, 1, jqByValue},
	{"ltrimstr", 1, 1, jqByValue}, {"rtrimstr", 1, 1, jqByValue}, {"test", 1, 1, jqByValue},
	{"sort", 0, 0, jqRank}, {"sort_by", 1, 1, jqRank}, {"group_by", 1, 1, jqRank}, {"unique", 0, 0, jqRank}, {"unique_by", 1, 1, jqRank},
	{"range", 1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
		return args[0].each(r, v, func(end jsonValue) (out []jsonValue, err error) {
			for n := 0.0; n < end.number() && len(out) <= fieldsMax; n++ {
				out = append(out, jsonNumber(n))
			}
			return out, nil
		})
	}},
}

func jqMap(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
	if v.kind != '[' && v.kind != '{' {
		return nil, fmt.Errorf("Cannot iterate over %s", v.named())
	}
	out := &jsonData{kind: '['}
	for _, item := range v.items {
		made, err := args[0](r, item)
		if err != nil {
			return nil, err
		}
		out.items = append(out.items, made...)
	}
	return one(out)
}

func (r *jqRun) anyAll(all bool, v jsonValue, args []jqNode) ([]jsonValue, error) {
	f := append(args, itself)[0]
	for _, item := range v.items {
		found, err := f(r, item)
		if err != nil {
			return nil, err
		}
		for _, o := range found {
			if o.holds() != all {
				return one(jsonBool(!all))
			}
		}
	}
	return one(jsonBool(all))
}

// jqByValue is a function of the values of its argument.
func jqByValue(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
	return args[0].each(r, v, func(arg jsonValue) ([]jsonValue, error) { return single(jqOfTwo(r.name, v, arg)) })
}

func jqOfTwo(name string, v, arg jsonValue) (jsonValue, error) {
	texts := v.kind == 's' && arg.kind == 's'
	switch {
	case name == "has" && v.kind == '[' && arg.kind == '0':
		n, err := strconv.Atoi(arg.text)
		return jsonBool(err == nil && n >= 0 && n < len(v.items)), nil
	case name == "has" && v.kind == '{' && arg.kind == 's':
		return jsonBool(slices.Contains(v.names, arg.text)), nil
	case name == "has":
		return v, fmt.Errorf("Cannot check whether %s has a %s key", v.kindName(), arg.kindName())
	case name == "join":
		var b strings.Builder
		for i, item := range v.items {
			if item.kind == '[' || item.kind == '{' {
				return v, fmt.Errorf("%s and %s cannot be added", jsonText(b.String()+arg.text).named(), item.named())
			}
			if i > 0 {
				b.WriteString(arg.text)
			}
			if item.kind != 'n' {
				b.WriteString(item.text)
			}
		}
		return jsonText(b.String()), nil
	case name == "ltrimstr" && texts:
		return jsonText(strings.TrimPrefix(v.text, arg.text)), nil
	case name == "rtrimstr" && texts:
		return jsonText(strings.TrimSuffix(v.text, arg.text)), nil
	case name == "ltrimstr", name == "rtrimstr":
		return v, nil
	case !texts:
		return v, fmt.Errorf("%s() requires string inputs", name)
	case name == "split":
		return jsonTexts(strings.Split(v.text, arg.text)), nil
	case name == "startswith":
		return jsonBool(strings.HasPrefix(v.text, arg.text)), nil
	case name == "endswith":
		return jsonBool(strings.HasSuffix(v.text, arg.text)), nil
	}
	re, err := regexp.Compile(arg.text)
	if err != nil {
		return v, fmt.Errorf("%s (at offset 0) is not a valid regex", arg.text)
	}
	return jsonBool(re.MatchString(v.text)), nil
}

// jqRank puts a list's values in the order of what a filter makes of each. What
// is equal becomes a group in a list of its own (group_by), or one (unique).
func jqRank(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
	if v.kind != '[' {
		return nil, fmt.Errorf("%s cannot be sorted, as it is not an array", v.named())
	}
	keys := make([]jsonValue, len(v.items))
	for i, item := range v.items {
		keys[i] = &jsonData{kind: '[', items: []jsonValue{item}}
		if len(args) > 0 {
			var err error
			if keys[i].items, err = args[0](r, item); err != nil {
				return nil, err
			}
		}
	}
	*r.work += 256 * len(keys)
	places := inOrder(len(keys), func(a, b int) int { return compareJSON(keys[a], keys[b]) })
	out := &jsonData{kind: '['}
	for i, at := range places {
		item := v.items[at]
		again := i > 0 && compareJSON(keys[places[i-1]], keys[at]) == 0
		switch last := len(out.items) - 1; {
		case r.name == "group_by" && again:
			out.items[last].items = append(out.items[last].items, item)
		case r.name == "group_by":
			out.items = append(out.items, &jsonData{kind: '[', items: []jsonValue{item}})
		case r.name[0] == 's' || !again:
			out.items = append(out.items, item)
		}
	}
	return one(out)
}

// jqDescend is .. : a value and all that is in it.
func jqDescend(r *jqRun, v jsonValue) ([]jsonValue, error) {
	out := []jsonValue{v}
	for _, item := range v.items {
		below, _ := jqDescend(r, item)
		out = append(out, below...)
	}
	*r.work += 64 * len(out)
	return out, nil
}
