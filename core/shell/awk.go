package shell

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/wire"
)

// awkCellsMax bounds the variables and elements of an awk program, and
// awkBytesMax what one holds.
const (
	awkCellsMax = 10_000
	awkBytesMax = 1 << 16
)

// awkCell is a variable, or an element of an array, whose name is the array's,
// a NUL and its index.
type awkCell struct {
	name string
	awkValue
}

// awkValue is a text or a number.
type awkValue struct {
	text   string
	num    float64
	number bool
	input  bool // it was read: a number if it looks like one
}

// awkRun is an awk program at a line.
type awkRun struct {
	x      context
	f      *filter
	line   string
	fields []string
	ready  bool // fields are of line
	err    error
	next   bool
	exit   int // -1: no
	out    strings.Builder
}

func makeAwk(args []string) (*tool, error) {
	given, operands, err := toolOptions(args, "F:v:f:", nil)
	if err == nil && given['f'] != nil {
		err = fmt.Errorf("awk: -f is not there yet")
	}
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	if len(operands) == 0 {
		return nil, refuseTool(2, "usage: awk [-F fs][-v var=value] 'prog' [file ...]")
	}
	rules, err := parseAwk(operands[0])
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	start := []awkCell{}
	if fs, ok := option(given, 'F'); ok {
		fs, _ = unescape(fs, printfEscape)
		if fs == "t" {
			fs = "\t"
		}
		start = append(start, awkCell{"FS", awkValue{text: fs}})
	}
	for _, v := range given['v'] {
		name, value, ok := strings.Cut(v, "=")
		if !ok || nameLength(name) != len(name) || name == "" {
			return nil, refuseTool(2, "awk: -v needs NAME=VALUE, not %s", v)
		}
		value, _ = unescape(value, printfEscape)
		start = append(start, awkCell{name, awkValue{text: value, input: true}})
	}
	onlyBegin := !slices.ContainsFunc(rules, func(r awkRule) bool { return !r.begin })
	begin := func(x context, f *filter) int {
		if f.n[0] > 0 {
			return -1
		}
		f.n[0] = 1
		for _, c := range start {
			f.setCell(c.name, c.awkValue)
		}
		return f.awk(x, rules, "", func(r awkRule) bool { return r.begin })
	}
	t := &tool{files: operands[1:]}
	t.line = func(x context, f *filter, line string, _ bool) bool {
		code := begin(x, f)
		if code < 0 {
			code = f.awk(x, rules, line, func(r awkRule) bool { return !r.begin && !r.end })
		}
		if code >= 0 {
			f.n[1] = code + 1
		}
		return code < 0
	}
	t.end = func(x context, f *filter) int {
		if f.n[1] > 0 {
			return f.n[1] - 1
		}
		code := begin(x, f)
		if code < 0 {
			code = f.awk(x, rules, "", func(r awkRule) bool { return r.end })
		}
		return max(code, 0)
	}
	if onlyBegin {
		t.files = []string{"/dev/null"}
	}
	return t, nil
}

// awk runs the rules that are meant, and returns the code of an exit or -1.
func (f *filter) awk(x context, rules []awkRule, line string, meant func(awkRule) bool) int {
	r := &awkRun{x: x, f: f, line: line, exit: -1}
	for _, rule := range rules {
		if !meant(rule) || r.next || r.exit >= 0 || r.err != nil {
			continue
		}
		if rule.pattern != nil && !r.eval(rule.pattern).holds() {
			continue
		}
		if rule.bare {
			r.out.WriteString(r.line + "\n")
		}
		r.run(rule.body)
	}
	if r.out.Len() > 0 {
		x.print(1, r.out.String())
	}
	if r.err != nil {
		x.print(2, "awk: "+r.err.Error()+"\n")
		return 2
	}
	return r.exit
}

func (f *filter) findCell(name string) (int, bool) {
	return slices.BinarySearchFunc(f.cells, name, func(c awkCell, name string) int { return strings.Compare(c.name, name) })
}

func (f *filter) setCell(name string, v awkValue) bool {
	i, ok := f.findCell(name)
	if !ok {
		if len(f.cells) == awkCellsMax {
			return false
		}
		f.cells = slices.Insert(f.cells, i, awkCell{name: name})
	}
	f.cells[i].awkValue = v
	return len(v.text) <= awkBytesMax
}

func (c *awkCell) code(w *wire.Coder) {
	w.String(&c.name)
	w.String(&c.text)
	bits := math.Float64bits(c.num)
	w.Uint64(&bits)
	c.num = math.Float64frombits(bits)
	w.Bool(&c.number)
	w.Bool(&c.input)
}

func awkNumber(v float64) awkValue { return awkValue{num: v, number: true} }
func awkText(s string) awkValue    { return awkValue{text: s} }
func awkBool(b bool) awkValue      { return awkNumber(float64(btoi(b))) }

func (v awkValue) float() float64 {
	if v.number {
		return v.num
	}
	return leadingNumber(v.text)
}

func (v awkValue) string() string {
	if !v.number {
		return v.text
	}
	if v.num == math.Trunc(v.num) && math.Abs(v.num) < 1e16 {
		return strconv.FormatFloat(v.num, 'f', -1, 64)
	}
	return fmt.Sprintf("%.6g", v.num)
}

// looksNumeric reports whether a value is compared as a number.
func (v awkValue) looksNumeric() bool {
	if v.number || !v.input {
		return v.number
	}
	_, err := strconv.ParseFloat(strings.TrimSpace(v.text), 64)
	return err == nil
}

func (v awkValue) holds() bool {
	if v.number || v.looksNumeric() {
		return v.float() != 0
	}
	return v.text != ""
}

func (r *awkRun) split() []string {
	if !r.ready {
		r.ready = true
		r.fields = r.divide(r.line, r.variable("FS"))
	}
	return r.fields
}

// divide splits a text at a separator; a blank stands for any blanks.
func (r *awkRun) divide(text string, fs awkValue) []string {
	switch sep := fs.string(); {
	case text == "":
		return nil
	case sep == "" || sep == " ":
		return strings.Fields(text)
	case len(sep) == 1:
		return strings.Split(text, sep)
	default:
		re, err := regexp.Compile(sep)
		if err != nil {
			r.err = fmt.Errorf("the separator is not understood: %w", err)
			return nil
		}
		return re.Split(text, -1)
	}
}

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
		return r.variable(n.text + "\x00" + r.eval(n.args[0]).string())
	case "field":
		i := int(r.eval(n.args[0]).float())
		switch {
		case i == 0:
			return awkValue{text: r.line, input: true}
		case i < 0:
			r.err = fmt.Errorf("there is no field %d", i)
		case i <= len(r.split()):
			return awkValue{text: r.fields[i-1], input: true}
		}
		return awkValue{input: true}
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
		old := r.eval(n.args[0]).float()
		now := old + 1
		if strings.HasSuffix(n.kind, "--") {
			now = old - 1
		}
		r.set(n.args[0], awkNumber(now))
		if n.kind[0] == 'b' {
			return awkNumber(now)
		}
		return awkNumber(old)
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
		text := r.eval(n.args[0]).string() + r.eval(n.args[1]).string()
		if len(text) > awkBytesMax {
			r.err = fmt.Errorf("a text is longer than %d bytes", awkBytesMax)
		}
		return awkText(text)
	case "+", "-", "*", "/", "%":
		a := r.eval(n.args[0]).float()
		return r.arithmetic(n.kind, a, r.eval(n.args[1]).float())
	}
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

func (r *awkRun) format(args []awkValue) string {
	var texts []string
	format := args[0].string()
	for i, v := range args[1:] {
		// What goes to %d is cut to a whole number, as awk does.
		if v.looksNumeric() && v.float() == math.Trunc(v.float()) || i >= strings.Count(format, "%") {
			texts = append(texts, awkValue{num: v.float(), number: true, text: v.text}.string())
			if !v.number {
				texts[len(texts)-1] = v.text
			}
			continue
		}
		texts = append(texts, v.string())
	}
	format = wholeNumbers(format, texts)
	for i := len(texts); i < strings.Count(format, "%"); i++ {
		texts = append(texts, "")
	}
	out, _ := printfText(format, texts)
	return out
}

// wholeNumbers cuts the arguments that go to %d to whole numbers.
func wholeNumbers(format string, args []string) string {
	next := 0
	for i := 0; i+1 < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		for i++; i < len(format) && strings.IndexByte("-+ #0123456789.", format[i]) >= 0; i++ {
		}
		if i == len(format) || format[i] == '%' {
			continue
		}
		if next < len(args) && strings.IndexByte("dixXouc", format[i]) >= 0 && format[i] != 'c' {
			args[next] = strconv.FormatFloat(math.Trunc(leadingNumber(args[next])), 'f', -1, 64)
		}
		next++
	}
	return format
}

func (r *awkRun) run(body []*awkNode) {
	for _, n := range body {
		if r.next || r.exit >= 0 || r.err != nil {
			return
		}
		if r.out.Len() > CaptureMax {
			r.err = fmt.Errorf("it prints more than %d bytes for one line", CaptureMax)
			return
		}
		switch n.kind {
		case "print":
			var parts []string
			for _, a := range n.args {
				parts = append(parts, r.eval(a).string())
			}
			text := strings.Join(parts, r.variable("OFS").string())
			if len(n.args) == 0 {
				text = r.line
			}
			r.out.WriteString(text + r.variable("ORS").string())
		case "printf":
			var args []awkValue
			for _, a := range n.args {
				args = append(args, r.eval(a))
			}
			if len(args) == 0 {
				r.err = fmt.Errorf("printf: no format")
				return
			}
			r.out.WriteString(r.format(args))
		case "if":
			if r.eval(n.args[0]).holds() {
				r.run(n.body)
			} else {
				r.run(n.rest)
			}
		case "for":
			prefix := n.args[0].text + "\x00"
			for _, c := range slices.Clone(r.f.cells) {
				if key, ok := strings.CutPrefix(c.name, prefix); ok {
					r.set(&awkNode{kind: "variable", text: n.text}, awkText(key))
					r.run(n.body)
				}
			}
		case "delete":
			if a := n.args[0]; a.kind == "index" {
				if i, ok := r.f.findCell(a.text + "\x00" + r.eval(a.args[0]).string()); ok {
					r.f.cells = slices.Delete(r.f.cells, i, i+1)
				}
			} else {
				r.clear(a.text)
			}
		case "next":
			r.next = true
		case "exit":
			if r.exit = 0; len(n.args) > 0 {
				r.exit = int(r.eval(n.args[0]).float()) & 255
			}
		default:
			r.eval(n)
		}
	}
}
