package shell

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

var jsonNull = &jsonData{kind: 'n', text: "null"}

func jsonText(text string) jsonValue { return &jsonData{kind: 's', text: text} }

// jsonTexts is a list of texts.
func jsonTexts(texts []string) jsonValue {
	out := &jsonData{kind: '['}
	for _, text := range texts {
		out.items = append(out.items, jsonText(text))
	}
	return out
}

func jsonBool(is bool) jsonValue { return &jsonData{kind: 'b', text: strconv.FormatBool(is)} }

// jsonNumber writes a number as jq does.
func jsonNumber(n float64) jsonValue {
	n = max(min(n, math.MaxFloat64), -math.MaxFloat64)
	format := byte('f')
	if size := math.Abs(n); size != 0 && (size < 1e-4 || size >= 1e17) {
		format = 'e'
	}
	return &jsonData{kind: '0', text: strconv.FormatFloat(n, format, -1, 64)}
}

// readJSON reads a value that is all of a text.
func readJSON(text string) (jsonValue, error) {
	r := &jsonReader{text: text}
	v, err := r.value()
	if r.blanks(); err == nil && r.at < len(text) {
		err = errors.New("something follows the value")
	}
	return v, err
}

func (v jsonValue) number() float64 {
	n, _ := strconv.ParseFloat(v.text, 64)
	return n
}

// holds reports whether a value counts as true.
func (v jsonValue) holds() bool { return v.kind != 'n' && (v.kind != 'b' || v.text == "true") }

// jsonKinds are the kinds of values, in jq's order.
const jsonKinds = "nb0s[{"

//go:noinline
func (v jsonValue) kindName() string {
	return strings.Fields("null boolean number string array object")[strings.IndexByte(jsonKinds, v.kind)]
}

// named is a value as a complaint names it.
//
//go:noinline
func (v jsonValue) named() string {
	var b strings.Builder
	v.write(&b, 0, true)
	text := b.String()
	if len(text) > 10 {
		text = text[:10] + "..."
	}
	return v.kindName() + " (" + text + ")"
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

// order are the places of a value's items: of an object's, by name.
func (v jsonValue) order() []int {
	return inOrder(len(v.items), func(a, b int) int {
		if v.kind != '{' {
			return a - b
		}
		return strings.Compare(v.names[a], v.names[b])
	})
}

// inOrder are the places of so many things, in the order that compare gives.
func inOrder(n int, compare func(a, b int) int) []int {
	places := make([]int, n)
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, compare)
	return places
}

// set is an object with a key.
func (v jsonValue) set(name string, item jsonValue) jsonValue {
	out := *v
	v = &out
	v.names, v.items = slices.Clone(v.names), slices.Clone(v.items)
	if i := slices.Index(v.names, name); i >= 0 {
		v.items[i] = item
	} else {
		v.names, v.items = append(v.names, name), append(v.items, item)
	}
	return v
}

// item is what .KEY or .[KEY] leads to.
func (v jsonValue) item(key jsonValue) (jsonValue, error) {
	switch {
	case v.kind == 'n' && (key.kind == 's' || key.kind == '0' || key.kind == 'n'):
		return v, nil
	case v.kind == '{' && key.kind == 's':
		if i := slices.Index(v.names, key.text); i >= 0 {
			return v.items[i], nil
		}
		return jsonNull, nil
	case v.kind == '[' && key.kind == '0':
		at := int(math.Floor(key.number()))
		if at < 0 {
			at += len(v.items)
		}
		if at < 0 || at >= len(v.items) {
			return jsonNull, nil
		}
		return v.items[at], nil
	case key.kind == 's':
		return v, fmt.Errorf("Cannot index %s with string \"%s\"", v.kindName(), key.text)
	}
	return v, fmt.Errorf("Cannot index %s with %s", v.kindName(), key.kindName())
}

// slice is .[FROM:TO].
func (v jsonValue) slice(from, to jsonValue) (jsonValue, error) {
	runes := []rune(v.text)
	n := len(v.items)
	switch v.kind {
	case 'n':
		return v, nil
	case 's':
		n = len(runes)
	case '[':
	default:
		return v, fmt.Errorf("Cannot index %s with object", v.kindName())
	}
	place := func(at jsonValue, missing int) int {
		if at.kind == 'n' {
			return missing
		}
		i := int(at.number())
		if i < 0 {
			i += n
		}
		return min(max(i, 0), n)
	}
	begin := place(from, 0)
	end := max(begin, place(to, n))
	if v.kind == 's' {
		return jsonText(string(runes[begin:end])), nil
	}
	return &jsonData{kind: '[', items: v.items[begin:end]}, nil
}

// compareJSON orders values as jq does: by kind, then by value.
func compareJSON(a, b jsonValue) int {
	rank := func(v jsonValue) int {
		return 2*strings.IndexByte(jsonKinds, v.kind) + btoi(v.text == "true" && v.kind == 'b')
	}
	if a.kind != b.kind || a.kind == 'b' || a.kind == 'n' {
		return rank(a) - rank(b)
	}
	switch a.kind {
	case '0':
		x, y := a.number(), b.number()
		return btoi(x > y) - btoi(x < y)
	case 's':
		return strings.Compare(a.text, b.text)
	}
	x, y := a.order(), b.order()
	if a.kind == '{' {
		names := func(v jsonValue, order []int) (out []string) {
			for _, i := range order {
				out = append(out, v.names[i])
			}
			return out
		}
		if c := slices.Compare(names(a, x), names(b, y)); c != 0 {
			return c
		}
	}
	for i := range min(len(x), len(y)) {
		if c := compareJSON(a.items[x[i]], b.items[y[i]]); c != 0 {
			return c
		}
	}
	return len(x) - len(y)
}

// jqOperate computes A OP B.
func jqOperate(op string, a, b jsonValue) (jsonValue, error) {
	if strings.IndexByte("=!<>", op[0]) >= 0 {
		c, holds := compareJSON(a, b), false
		switch op {
		case "==":
			holds = c == 0
		case "!=":
			holds = c != 0
		case "<=":
			holds = c <= 0
		case ">=":
			holds = c >= 0
		case "<":
			holds = c < 0
		case ">":
			holds = c > 0
		}
		return jsonBool(holds), nil
	}
	switch both := string([]byte{a.kind, b.kind}); {
	case op == "+" && a.kind == 'n':
		return b, nil
	case op == "+" && b.kind == 'n':
		return a, nil
	case both == "00":
		x, y := a.number(), b.number()
		switch op {
		case "+":
			x += y
		case "-":
			x -= y
		case "*":
			x *= y
		default:
			if y == 0 || op == "%" && math.Abs(y) < 1 {
				return a, fmt.Errorf("%s and %s cannot be divided because the divisor is zero", a.named(), b.named())
			}
			if op == "/" {
				x /= y
			} else {
				x = math.Mod(math.Trunc(x), math.Abs(math.Trunc(y)))
			}
		}
		return jsonNumber(x), nil
	case both == "ss" && op == "+" && len(a.text)+len(b.text) <= awkBytesMax:
		return jsonText(a.text + b.text), nil
	case both == "ss" && op == "/":
		return jsonTexts(strings.Split(a.text, b.text)), nil
	case both == "[[" && (len(a.items)+len(b.items) > fieldsMax || op == "-" && len(a.items)*len(b.items) > fieldsMax*100):
		return a, errors.New("the lists are too long")
	case both == "[[" && op == "+":
		return &jsonData{kind: '[', items: slices.Concat(a.items, b.items)}, nil
	case both == "[[" && op == "-":
		return &jsonData{kind: '[', items: slices.DeleteFunc(slices.Clone(a.items), func(item jsonValue) bool {
			return slices.ContainsFunc(b.items, func(other jsonValue) bool { return compareJSON(item, other) == 0 })
		})}, nil
	case both == "{{" && op == "+":
		for i, name := range b.names {
			a = a.set(name, b.items[i])
		}
		return a, nil
	}
	verb := map[string]string{"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "%": "divided"}[op]
	return a, fmt.Errorf("%s and %s cannot be %s", a.named(), b.named(), verb)
}

// row writes a list in a line, in a format whose cells stand so apart.
func (v jsonValue) row(format, between string) (jsonValue, error) {
	if v.kind != '[' {
		return v, fmt.Errorf("%s cannot be %s-formatted, only an array can be", v.named(), format)
	}
	var b strings.Builder
	for i, item := range v.items {
		if i > 0 {
			b.WriteString(between)
		}
		text := item.text
		switch {
		case item.kind == '[' || item.kind == '{':
			return v, fmt.Errorf("%s is not valid in a %s row", item.named(), format)
		case item.kind == 'n':
			text = ""
		case item.kind != 's':
		case between == ",":
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		default:
			for _, sign := range []string{"\\\\", "\tt", "\nn", "\rr"} {
				text = strings.ReplaceAll(text, sign[:1], `\`+sign[1:])
			}
		}
		b.WriteString(text)
	}
	return jsonText(b.String()), nil
}

// jqFunction finds a function that makes one value of another.
func jqFunction(name string) func(v jsonValue) (jsonValue, error) {
	for i := range jqFunctions {
		if jqFunctions[i].name == name {
			return jqFunctions[i].of
		}
	}
	return nil
}

// jqFunctions are a table that needs no code to be made.
var jqFunctions = []struct {
	name string
	of   func(v jsonValue) (jsonValue, error)
}{
	{"length", func(v jsonValue) (jsonValue, error) {
		switch v.kind {
		case 's':
			return jsonNumber(float64(len([]rune(v.text)))), nil
		case '0':
			return jsonNumber(math.Abs(v.number())), nil
		case 'b':
			return v, fmt.Errorf("%s has no length", v.named())
		}
		return jsonNumber(float64(len(v.items))), nil
	}},
	{"keys", func(v jsonValue) (jsonValue, error) {
		out := &jsonData{kind: '['}
		if v.kind != '{' && v.kind != '[' {
			return v, fmt.Errorf("%s has no keys", v.named())
		}
		for _, i := range v.order() {
			if v.kind == '{' {
				out.items = append(out.items, jsonText(v.names[i]))
			} else {
				out.items = append(out.items, jsonNumber(float64(i)))
			}
		}
		return out, nil
	}},
	{"type", func(v jsonValue) (jsonValue, error) { return jsonText(v.kindName()), nil }},
	{"not", func(v jsonValue) (jsonValue, error) { return jsonBool(!v.holds()), nil }},
	{"tostring", jqPlain}, {"@text", jqPlain}, {"tojson", jqJSON}, {"@json", jqJSON},
	{"fromjson", func(v jsonValue) (jsonValue, error) { return readJSON(v.text) }},
	{"floor", func(v jsonValue) (jsonValue, error) { return jsonNumber(math.Floor(v.number())), nil }},
	{"ascii_downcase", func(v jsonValue) (jsonValue, error) { return jsonText(strings.ToLower(v.text)), nil }},
	{"ascii_upcase", func(v jsonValue) (jsonValue, error) { return jsonText(strings.ToUpper(v.text)), nil }},
	{"tonumber", func(v jsonValue) (jsonValue, error) {
		if _, err := strconv.ParseFloat(v.text, 64); err != nil || v.kind != 's' && v.kind != '0' {
			return v, fmt.Errorf("%s cannot be parsed as a number", v.named())
		}
		return &jsonData{kind: '0', text: v.text}, nil
	}},
	{"add", func(v jsonValue) (out jsonValue, err error) {
		out = jsonNull
		for _, item := range v.items {
			if out, err = jqOperate("+", out, item); err != nil {
				return out, err
			}
		}
		return out, nil
	}},
	{"first", func(v jsonValue) (jsonValue, error) { return v.item(jsonNumber(0)) }},
	{"last", func(v jsonValue) (jsonValue, error) { return v.item(jsonNumber(-1)) }},
	{"reverse", func(v jsonValue) (jsonValue, error) {
		items := slices.Clone(v.items)
		slices.Reverse(items)
		return &jsonData{kind: '[', items: items}, nil
	}},
	{"to_entries", toEntries}, {"from_entries", fromEntries},
	{"@base64", func(v jsonValue) (jsonValue, error) {
		return jsonText(base64.StdEncoding.EncodeToString([]byte(v.plain()))), nil
	}},
	{"@base64d", func(v jsonValue) (jsonValue, error) {
		out, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(v.plain(), "="))
		if err != nil {
			return v, fmt.Errorf("string (%q) is not valid base64 data", v.plain())
		}
		return jsonText(string(out)), nil
	}},
	{"@tsv", func(v jsonValue) (jsonValue, error) { return v.row("tsv", "\t") }},
	{"@csv", func(v jsonValue) (jsonValue, error) { return v.row("csv", ",") }},
}

func jqPlain(v jsonValue) (jsonValue, error) { return jsonText(v.plain()), nil }

func jqJSON(v jsonValue) (jsonValue, error) {
	var b strings.Builder
	v.write(&b, 0, true)
	return jsonText(b.String()), nil
}

func toEntries(v jsonValue) (jsonValue, error) {
	out := &jsonData{kind: '['}
	for i, item := range v.items {
		key := jsonNumber(float64(i))
		if v.kind == '{' {
			key = jsonText(v.names[i])
		}
		out.items = append(out.items, &jsonData{kind: '{', names: []string{"key", "value"}, items: []jsonValue{key, item}})
	}
	return out, nil
}

func fromEntries(v jsonValue) (jsonValue, error) {
	out, places := &jsonData{kind: '{'}, map[string]int{}
	for _, item := range v.items {
		key, value := jsonNull, jsonNull
		for i, name := range item.names {
			switch strings.ToLower(name) {
			case "key", "k", "name":
				key = item.items[i]
			case "value", "v":
				value = item.items[i]
			}
		}
		if i, ok := places[key.plain()]; ok {
			out.items[i] = value
			continue
		}
		places[key.plain()] = len(out.items)
		out.names, out.items = append(out.names, key.plain()), append(out.items, value)
	}
	return out, nil
}
