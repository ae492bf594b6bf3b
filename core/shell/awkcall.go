package shell

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

func (r *awkRun) call(n *awkNode) awkValue {
	if n.text == "sub" || n.text == "gsub" {
		return r.replace(n)
	}
	if n.text == "split" {
		fs := r.variable("FS")
		if len(n.args) > 2 {
			fs = r.eval(n.args[2])
		}
		parts := r.divide(r.eval(n.args[0]).string(), fs)
		name := n.args[1].text
		r.clear(name)
		for i, part := range parts {
			if !r.f.setCell(name+"\x00"+strconv.Itoa(i+1), awkValue{text: part, input: true}) {
				r.err = fmt.Errorf("the program holds too much")
			}
		}
		return awkNumber(float64(len(parts)))
	}
	var args []awkValue
	for _, a := range n.args {
		args = append(args, r.eval(a))
	}
	text := r.line
	if len(args) > 0 {
		text = args[0].string()
	}
	switch n.text {
	case "length":
		return awkNumber(float64(len([]rune(text))))
	case "toupper":
		return awkText(strings.ToUpper(text))
	case "tolower":
		return awkText(strings.ToLower(text))
	case "int":
		return awkNumber(math.Trunc(args[0].float()))
	case "index":
		return awkNumber(float64(strings.Index(text, args[1].string()) + 1))
	case "sprintf":
		return awkText(r.format(args))
	}
	// substr
	letters := []rune(text)
	from := math.Round(args[1].float())
	to := math.Inf(1)
	if len(args) > 2 {
		to = from + math.Round(args[2].float())
	}
	a, b := int(max(1, min(from, float64(len(letters)+1)))), int(max(1, min(to, float64(len(letters)+1))))
	if a >= b {
		return awkText("")
	}
	return awkText(string(letters[a-1 : b-1]))
}

func (r *awkRun) clear(array string) {
	r.f.cells = slices.DeleteFunc(r.f.cells, func(c awkCell) bool { return strings.HasPrefix(c.name, array+"\x00") })
}

// replace is sub and gsub.
func (r *awkRun) replace(n *awkNode) awkValue {
	target := &awkNode{kind: "field", args: []*awkNode{{kind: "number"}}}
	if len(n.args) > 2 {
		target = n.args[2]
	}
	re, with, text := r.pattern(n.args[0]), r.eval(n.args[1]).string(), r.eval(target).string()
	if re == nil || r.err != nil {
		return awkNumber(0)
	}
	count := 0
	done := re.ReplaceAllStringFunc(text, func(found string) string {
		if n.text == "sub" && count > 0 {
			return found
		}
		count++
		return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(with, `\&`, "\x00"), "&", found), "\x00", "&")
	})
	if count > 0 {
		if len(done) > awkBytesMax {
			r.err = fmt.Errorf("a text is longer than %d bytes", awkBytesMax)
			return awkNumber(0)
		}
		r.set(target, awkText(done))
	}
	return awkNumber(float64(count))
}

// format is what printf makes of its arguments: each becomes what its letter asks for.
func (r *awkRun) format(args []awkValue) string {
	var texts []string
	format, next := args[0].string(), 0
	take := func() (v awkValue) {
		if next++; next < len(args) {
			v = args[next]
		}
		return v
	}
	for i := 0; i+1 < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		for i++; i < len(format) && strings.IndexByte("-+ #0123456789.*", format[i]) >= 0; i++ {
			if format[i] == '*' {
				texts = append(texts, take().string())
			}
		}
		if i == len(format) || format[i] == '%' {
			continue
		}
		v := take()
		text := v.string()
		switch letter := format[i]; {
		case strings.IndexByte("dixXou", letter) >= 0:
			text = strconv.FormatFloat(math.Trunc(v.float()), 'f', -1, 64)
		case strings.IndexByte("eEfgG", letter) >= 0:
			text = strconv.FormatFloat(v.float(), 'g', -1, 64)
		case letter == 'c' && v.number:
			text = string(rune(v.num))
		}
		texts = append(texts, text)
	}
	out, _ := printfText(format, texts)
	return out
}
