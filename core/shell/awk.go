package shell

import (
	"fmt"
	"math"
	"slices"
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
		if !ok || nameLength(name) != len(name) || name == "" || slices.Contains(awkAbsent, name) {
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
	t := &tool{files: operands[1:], searches: true}
	t.line = func(x context, f *filter, line string, _ bool) bool {
		f.held = []string{line} // END knows the last one
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
			code = f.awk(x, rules, strings.Join(f.held, ""), func(r awkRule) bool { return r.end })
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
		begun := f.n[2]&rule.bit != 0
		if rule.pattern != nil && !begun && !r.eval(rule.pattern).holds() {
			continue
		}
		if rule.to != nil {
			f.n[2] |= rule.bit
			if r.eval(rule.to).holds() {
				f.n[2] &^= rule.bit
			}
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
