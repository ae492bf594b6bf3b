package shell

import (
	"errors"
	"fmt"
	"strings"
)

// makeJQ is jq with paths, operators, lists and objects, conditions,
// variables and the functions that scripts use most; paths can be read and not
// assigned to. There are -r, -j, -c, -e, -n, -s and --arg.
func makeJQ(args []string) (*tool, error) {
	args, vars, err := jqArguments(args)
	var given map[byte][]string
	var operands []string
	if err == nil {
		given, operands, err = toolOptions(args, "rcjensMC", map[string]byte{"raw-output": 'r', "compact-output": 'c', "join-output": 'j', "exit-status": 'e', "null-input": 'n', "slurp": 's', "monochrome-output": 'M', "color-output": 'M'})
	}
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	if len(operands) == 0 {
		operands = []string{"."}
	}
	p := &jqParser{text: operands[0]}
	program := p.pipe()
	if p.blanks(); p.err == nil && p.at < len(p.text) {
		p.fail()
	}
	if p.err != nil {
		return nil, refuseTool(3, "jq: error: %v", p.err)
	}
	q := &jq{program: program, vars: vars, given: given}
	files := operands[1:]
	if given['n'] != nil {
		files = []string{"/dev/null"}
	}
	whole := given['n'] != nil || given['s'] != nil
	return &tool{files: files, searches: true, bytes: true,
		// A value is printed as soon as it is whole: a watch goes on.
		line: func(x context, f *filter, text string, _ bool) bool {
			ok := f.hold(x, text)
			// A line that begins with a blank is in the middle of a value.
			at := strings.LastIndexByte(strings.TrimSuffix(text, "\n"), '\n') + 1
			if !ok || whole || !strings.HasSuffix(text, "\n") || text[at] == ' ' || text[at] == '\t' {
				return ok
			}
			held := strings.Join(f.held, "")
			if end := strings.LastIndexByte(held, '\n'); end >= 0 {
				if rest, done := q.run(x, f, held[:end+1], false); done {
					f.held = nil
					f.heldSize = 0
					return f.hold(x, rest+held[end+1:]) && f.n[0] == 0
				}
			}
			return ok
		},
		end: func(x context, f *filter) int {
			switch text := strings.Join(f.held, ""); {
			case given['n'] != nil:
				if err := q.put(x, f, jsonNull); err != nil {
					x.print(2, "jq: error (at <unknown>): "+err.Error()+"\n")
					f.n[0] = 5
				}
			case f.n[0] == 0:
				q.run(x, f, text, true)
			}
			if f.n[0] == 0 && given['e'] != nil {
				return f.n[1]
			}
			return f.n[0]
		}}, nil
}

// jq is what jq was asked for.
type jq struct {
	program jqNode
	vars    *jqVars
	given   map[byte][]string
}

// jqArguments takes --arg NAME VALUE out of the arguments.
func jqArguments(args []string) (rest []string, vars *jqVars, err error) {
	for i := 0; i < len(args); i++ {
		if args[i] != "--arg" {
			rest = append(rest, args[i])
			continue
		}
		if i+2 >= len(args) {
			return nil, nil, errors.New("jq: --arg takes two parameters (e.g. --arg varname value)")
		}
		vars = &jqVars{args[i+1], jsonText(args[i+2]), vars}
		i += 2
	}
	return rest, vars, nil
}

// run runs the values of a text, and returns what is left of it where a value is
// not whole.
func (q *jq) run(x context, f *filter, text string, last bool) (string, bool) {
	r := &jsonReader{text: text}
	all := &jsonData{kind: '['}
	line := func() int { return f.n[2] + strings.Count(text[:min(len(text), r.at+1)], "\n") }
	for {
		if r.blanks(); r.at >= len(r.text) {
			break
		}
		start := r.at
		v, err := r.value()
		if err != nil {
			if r.at >= len(r.text) && !last {
				f.n[2] += strings.Count(text[:start], "\n")
				return text[start:], true
			}
			x.print(2, fmt.Sprintf("jq: error (at <stdin>:%d): %v\n", line(), err))
			f.n[0] = 2
			return "", true
		}
		if q.given['s'] != nil {
			all.items = append(all.items, v)
			continue
		}
		if err := q.put(x, f, v); err != nil {
			x.print(2, fmt.Sprintf("jq: error (at <stdin>:%d): %v\n", line(), err))
			f.n[0] = 5
		}
	}
	f.n[2] += strings.Count(text, "\n")
	if q.given['s'] != nil {
		if err := q.put(x, f, all); err != nil {
			x.print(2, fmt.Sprintf("jq: error (at <stdin>:%d): %v\n", f.n[2], err))
			f.n[0] = 5
		}
	}
	return "", true
}

// put prints what the filter makes of a value.
func (q *jq) put(x context, f *filter, v jsonValue) error {
	out, err := q.program(&jqRun{vars: q.vars, work: &x.work, limit: x.work + jqWorkMax}, v)
	for _, o := range out {
		var b strings.Builder
		if o.kind == 's' && (q.given['r'] != nil || q.given['j'] != nil) {
			b.WriteString(o.text)
		} else {
			o.write(&b, 0, q.given['c'] != nil)
		}
		if b.Len() > heldMax {
			return errors.New("a value is longer than 1 MB")
		}
		if q.given['j'] == nil {
			b.WriteByte('\n')
		}
		f.n[1] = btoi(!o.holds())
		x.print(1, b.String())
	}
	return err
}
