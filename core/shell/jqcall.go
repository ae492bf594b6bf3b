package shell

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// called reads a word: a constant, if, try, reduce, or a function with its
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
	case "try":
		return p.try()
	case "reduce":
		return p.reduce()
	case "empty":
		return jqNothing
	}
	if function := jqFunctions[word]; function != nil {
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
	if filters := jqFilters[word]; filters.of != nil && len(args) >= filters.least && len(args) <= filters.most {
		return func(r *jqRun, v jsonValue) ([]jsonValue, error) { return filters.of(r, v, args) }
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

func (p *jqParser) try() jqNode {
	body, catch := p.path(), jqNode(jqNothing)
	if p.accept("catch") {
		catch = p.path()
	}
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		out, err := body(r, v)
		if err == nil {
			return out, nil
		}
		more, err := catch(r, jsonText(err.Error()))
		return append(out, more...), err
	}
}

func (p *jqParser) reduce() jqNode {
	source := p.path()
	p.expect("as")
	p.expect("$")
	name := p.word()
	p.expect("(")
	first := p.pipe()
	p.expect(";")
	update := p.pipe()
	p.expect(")")
	return func(r *jqRun, v jsonValue) ([]jsonValue, error) {
		state, err := first(r, v)
		if err != nil || len(state) == 0 {
			return nil, err
		}
		_, err = source.each(r, v, func(b jsonValue) ([]jsonValue, error) {
			next, err := update(r.with(name, b), state[len(state)-1])
			if state = next; len(state) == 0 {
				state = []jsonValue{jsonNull}
			}
			return nil, err
		})
		return state[len(state)-1:], err
	}
}

// jqFilter is a function whose arguments are filters.
type jqFilter struct {
	least, most int
	of          func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error)
}

// jqFilters are filled by init: some are made of others.
var jqFilters map[string]jqFilter

// byValue is a function of the values of its argument.
//
//go:noinline
func byValue(f func(v, arg jsonValue) (jsonValue, error)) jqFilter {
	return jqFilter{1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
		return args[0].each(r, v, func(arg jsonValue) ([]jsonValue, error) {
			return single(f(v, arg))
		})
	}}
}

// byText is a function of a text and of the text of its argument.
//
//go:noinline
func byText(name string, f func(text, arg string) jsonValue) jqFilter {
	return byValue(func(v, arg jsonValue) (jsonValue, error) {
		if v.kind != 's' || arg.kind != 's' {
			return v, fmt.Errorf("%s() requires string inputs", name)
		}
		return f(v.text, arg.text), nil
	})
}

// ranked is a function of a list's values in the order of what a filter makes of
// each; what follows is a group in a list of its own (group_by), its first
// (unique), or one value (min, max).
func ranked(does string) jqFilter {
	return jqFilter{0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) { return r.rank(does, v, args) }}
}

func (r *jqRun) rank(does string, v jsonValue, args []jqNode) ([]jsonValue, error) {
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
		case does == "group" && again:
			out.items[last].items = append(out.items[last].items, item)
		case does == "group":
			out.items = append(out.items, &jsonData{kind: '[', items: []jsonValue{item}})
		case does != "unique" || !again:
			out.items = append(out.items, item)
		}
	}
	if does == "min" || does == "max" {
		items := append(out.items, jsonNull)
		return one(items[max(0, len(items)-2)*btoi(does == "max")])
	}
	return one(out)
}

// trimming is a function that takes a text off another, and leaves all else.
//
//go:noinline
func trimming(trim func(text, part string) string) jqFilter {
	return byValue(func(v, part jsonValue) (jsonValue, error) {
		if v.kind != 's' || part.kind != 's' {
			return v, nil
		}
		return jsonText(trim(v.text, part.text)), nil
	})
}

func init() {
	list := func(items []jsonValue) jsonValue { return &jsonData{kind: '[', items: items} }
	// over is a list, or an object, of what a filter makes of each value.
	over := func(r *jqRun, v jsonValue, f jqNode, most int) ([]jsonValue, error) {
		if v.kind != '[' && v.kind != '{' {
			return nil, fmt.Errorf("Cannot iterate over %s", v.named())
		}
		out := &jsonData{kind: v.kind}
		if most == 0 {
			out.kind = '['
		}
		for i, item := range v.items {
			made, err := f(r, item)
			if err != nil {
				return nil, err
			}
			if most > 0 {
				made = made[:min(len(made), most)]
			}
			out.items = append(out.items, made...)
			if out.kind == '{' && len(made) > 0 {
				out.names = append(out.names, v.names[i])
			}
		}
		return one(out)
	}
	anyAll := func(all bool) jqFilter {
		return jqFilter{0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			f := append(args, itself)[0]
			for _, item := range v.items {
				found, err := f(r, item)
				if err != nil {
					return nil, err
				}
				if slices.ContainsFunc(found, func(o jsonValue) bool { return o.holds() != all }) {
					return one(jsonBool(!all))
				}
			}
			return one(jsonBool(all))
		}}
	}
	jqFilters = map[string]jqFilter{
		"select": {1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			return args[0].each(r, v, func(c jsonValue) ([]jsonValue, error) { return []jsonValue{v}[:btoi(c.holds())], nil })
		}},
		"map": {1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) { return over(r, v, args[0], 0) }},
		"map_values": {1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			return over(r, v, args[0], 1)
		}},
		"with_entries": {1, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			entries, err := jqFunctions["to_entries"](v)
			if err != nil {
				return nil, err
			}
			made, err := over(r, entries, args[0], 0)
			if err != nil {
				return nil, err
			}
			return single(jqFunctions["from_entries"](made[0]))
		}},
		"any": anyAll(false), "all": anyAll(true),
		"has": byValue(func(v, key jsonValue) (jsonValue, error) {
			if v.kind == '[' && key.kind == '0' {
				n, err := strconv.Atoi(key.text)
				return jsonBool(err == nil && n >= 0 && n < len(v.items)), nil
			}
			if v.kind != '{' || key.kind != 's' {
				return v, fmt.Errorf("Cannot check whether %s has a %s key", v.kindName(), key.kindName())
			}
			return jsonBool(slices.Contains(v.names, key.text)), nil
		}),
		"contains": byValue(func(v, part jsonValue) (jsonValue, error) { return jsonBool(v.contains(part)), nil }),
		"join": byValue(func(v, between jsonValue) (jsonValue, error) {
			var texts []string
			for _, item := range v.items {
				if item.kind == 'n' {
					item = jsonText("")
				} else if item.kind == '[' || item.kind == '{' {
					return v, fmt.Errorf("%s and %s cannot be added", jsonText(strings.Join(texts, between.text)+between.text).named(), item.named())
				}
				texts = append(texts, item.plain())
			}
			return jsonText(strings.Join(texts, between.text)), nil
		}),
		"split": byText("split", func(text, by string) jsonValue {
			return jsonTexts(strings.Split(text, by))
		}),
		"startswith": byText("startswith", func(text, s string) jsonValue { return jsonBool(strings.HasPrefix(text, s)) }),
		"endswith":   byText("endswith", func(text, s string) jsonValue { return jsonBool(strings.HasSuffix(text, s)) }),
		"ltrimstr":   trimming(strings.TrimPrefix),
		"rtrimstr":   trimming(strings.TrimSuffix),
		"test": {1, 2, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			re, _, err := jqPattern(r, v, args, 1)
			if err != nil {
				return nil, err
			}
			return one(jsonBool(re.MatchString(v.text)))
		}},
		"sub": {2, 3, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			re, with, err := jqPattern(r, v, args, 2)
			if err != nil {
				return nil, err
			}
			if at := re.FindStringIndex(v.text); at != nil {
				return one(jsonText(v.text[:at[0]] + with + v.text[at[1]:]))
			}
			return one(v)
		}},
		"gsub": {2, 3, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			re, with, err := jqPattern(r, v, args, 2)
			if err != nil {
				return nil, err
			}
			text := re.ReplaceAllLiteralString(v.text, with)
			if len(text) > awkBytesMax {
				return nil, errors.New("a text is longer than 64 KB")
			}
			return one(jsonText(text))
		}},
		"sort": ranked("sort"), "group_by": ranked("group"), "unique": ranked("unique"), "min": ranked("min"), "max": ranked("max"),
		"first": {0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			items := v.items
			if len(args) > 0 {
				var err error
				if items, err = args[0](r, v); len(items) == 0 {
					return nil, err
				}
			}
			return append(slices.Clone(items), jsonNull)[:1], nil
		}},
		"last": {0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			items := v.items
			if len(args) > 0 {
				var err error
				if items, err = args[0](r, v); err != nil || len(items) == 0 {
					return nil, err
				}
			}
			return append([]jsonValue{jsonNull}, items...)[len(items):], nil
		}},
		"limit": {2, 2, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			return args[0].each(r, v, func(n jsonValue) ([]jsonValue, error) {
				out, err := args[1](r, v)
				if most := max(0, int(n.number())); len(out) >= most {
					return out[:most], nil
				}
				return out, err
			})
		}},
		"range": {1, 2, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			first := constant(jsonNumber(0))
			if len(args) > 1 {
				first = args[0]
			}
			return args[len(args)-1].each(r, v, func(end jsonValue) ([]jsonValue, error) {
				return first.each(r, v, func(begin jsonValue) (out []jsonValue, err error) {
					for n := begin.number(); n < end.number() && len(out) <= fieldsMax; n++ {
						out = append(out, jsonNumber(n))
					}
					return out, nil
				})
			})
		}},
		"flatten": {0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			depth := nestedMax
			if len(args) > 0 {
				if n, err := args[0](r, v); err == nil && len(n) > 0 {
					depth = int(n[0].number())
				}
			}
			return one(list(v.flat(depth)))
		}},
		"error": {0, 1, func(r *jqRun, v jsonValue, args []jqNode) ([]jsonValue, error) {
			return append(args, itself)[0].each(r, v, func(b jsonValue) ([]jsonValue, error) { return nil, errors.New(b.plain()) })
		}},
		"recurse": {0, 0, func(r *jqRun, v jsonValue, _ []jqNode) ([]jsonValue, error) { return jqDescend(r, v) }},
	}
	for _, name := range []string{"sort", "unique", "min", "max"} {
		jqFilters[name+"_by"] = jqFilters[name]
	}
	for name, kinds := range map[string]string{"nulls": "n", "booleans": "b", "numbers": "0", "strings": "s", "arrays": "[", "objects": "{", "values": "b0s[{", "scalars": "nb0s", "iterables": "[{"} {
		jqFilters[name] = jqFilter{0, 0, func(_ *jqRun, v jsonValue, _ []jqNode) ([]jsonValue, error) {
			return []jsonValue{v}[:btoi(strings.IndexByte(kinds, v.kind) >= 0)], nil
		}}
	}
}

// jqPattern reads the pattern of test, sub and gsub, with what is put in the
// place of what matches where there is such an argument, and with flags.
func jqPattern(r *jqRun, v jsonValue, args []jqNode, required int) (*regexp.Regexp, string, error) {
	texts := make([]string, 3)
	for i, arg := range args {
		values, err := arg(r, v)
		if err != nil {
			return nil, "", err
		}
		if len(values) > 0 {
			texts[i] = values[0].text
		}
	}
	flags := ""
	if len(args) > required && strings.Contains(texts[required], "i") {
		flags = "(?i)"
	}
	if v.kind != 's' {
		return nil, "", fmt.Errorf("%s cannot be matched, as it is not a string", v.named())
	}
	*r.work += 16 * len(v.text)
	re, err := regexp.Compile(flags + texts[0])
	if err != nil {
		return nil, "", fmt.Errorf("%s (at offset 0) is not a valid regex", texts[0])
	}
	return re, texts[1], nil
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
