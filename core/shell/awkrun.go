package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// awkAbsent are the words of awk that are refused, so that they are not taken for
// variables.
var awkAbsent = []string{"getline", "return", "func", "function", "ENVIRON", "ARGC", "ARGV", "FILENAME", "RS", "RT", "SUBSEP", "RSTART", "RLENGTH", "OFMT", "CONVFMT", "IGNORECASE"}

// awkRun is an awk program at a line.
type awkRun struct {
	x      context
	f      *filter
	line   string
	fields []string
	ready  bool // fields are of line
	err    error
	next   bool
	leaves string // "break" or "continue", until the loop that it is meant for
	exit   int    // -1: no
	out    strings.Builder
	done   int // statements for the line
}

// awkStatementsMax bounds the statements of a program for one line, which are
// all done at once.
const awkStatementsMax = 200_000

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

func (r *awkRun) run(body []*awkNode) {
	for _, n := range body {
		if r.stops() || r.leaves != "" {
			return
		}
		if r.countStatement(); r.err != nil {
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
			r.done += len(r.f.cells) / 16 // they are copied
			for _, c := range slices.Clone(r.f.cells) {
				if key, ok := strings.CutPrefix(c.name, prefix); ok {
					r.set(&awkNode{kind: "variable", text: n.text}, awkText(key))
					if !r.round(n.body) {
						break
					}
				}
			}
		case "do":
			if r.round(n.body) {
				r.loop(n)
			}
		case "loop":
			r.loop(n)
		case "break", "continue":
			r.leaves = n.kind
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

// stops reports whether nothing more is run for this line.
func (r *awkRun) stops() bool { return r.next || r.exit >= 0 || r.err != nil }

// round runs the body of a loop once, and reports whether another may follow.
func (r *awkRun) round(body []*awkNode) bool {
	r.run(body)
	broken := r.leaves == "break"
	r.leaves = ""
	return !broken && !r.stops()
}

// loop runs for (FIRST; CONDITION; STEP), of which each may be nil, and while.
func (r *awkRun) loop(n *awkNode) {
	part := func(i int) bool { return n.args[i] == nil || r.eval(n.args[i]).holds() }
	for part(0); part(1) && r.round(n.body); part(2) {
		r.countStatement()
	}
}

func (r *awkRun) countStatement() {
	r.x.work += workOfStep / 2
	if r.done++; r.done > awkStatementsMax {
		r.err = fmt.Errorf("it takes more than %d statements for one line", awkStatementsMax)
	}
}
