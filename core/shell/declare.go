package shell

import (
	"cmp"
	"slices"
	"strings"
)

// local is what a function's local variable was before it.
type local struct {
	was variable // its name at least
	set bool
}

// hide makes a variable local to the function whose frame it is.
func (x context) hide(f *frame, name string) {
	if slices.ContainsFunc(f.locals, func(l local) bool { return l.was.name == name }) {
		return
	}
	l := local{was: variable{name: name}}
	if i, ok := x.vars.find(name); ok {
		l = local{was: x.vars[i], set: true}
	}
	f.locals = append(f.locals[:len(f.locals):len(f.locals)], l)
}

// lend gives a function the variables that stand before its name, for as long
// as it runs.
func (x context) lend(f *frame, vars variables) {
	for _, v := range vars {
		if i, ok := x.vars.find(v.name); !ok || x.vars[i].value != v.value || x.vars[i].exported != v.exported {
			x.hide(f, v.name)
		}
	}
	x.vars = vars
}

func (x context) restoreLocals(f *frame) {
	for _, l := range f.locals {
		x.vars = x.vars.without(l.was.name)
		if !l.set {
			continue
		}
		if vars, slot, err := x.vars.slot(l.was.name); err == nil {
			*slot = l.was
			x.vars = vars
		}
	}
}

// runDeclare is declare, typeset, local, export and readonly. What is assigned
// to a whole array is assigned after it.
func runDeclare(x context, args []string, _ variables) {
	var inFunction *frame
	for i := range x.frames {
		if x.frames[i].restore&restoreLocals != 0 {
			inFunction = &x.frames[i]
		}
	}
	if args[0] == "local" && inFunction == nil {
		x.complain("local: can only be used in a function")
		x.exit(1)
		return
	}
	own := args[0] == "local" || args[0] != "export" && args[0] != "readonly" && inFunction != nil
	export, fix, kind, show, code := args[0] == "export", args[0] == "readonly", scalarVariable, false, 0
	number := false
	words := args[1:]
	for len(words) > 0 && len(words[0]) > 1 && (words[0][0] == '-' || words[0][0] == '+') {
		for _, c := range words[0][1:] {
			switch c {
			case 'x':
				export = words[0][0] == '-'
			case 'a':
				kind = indexedArray
			case 'A':
				kind = namedArray
			case 'p':
				show = true
			case 'g':
				own = false
			case 'r':
				fix = true
			case 'i':
				number = words[0][0] == '-'
			case 'n':
				if args[0] != "export" {
					x.complain("%s: -n is not there yet; ${!NAME} is", args[0])
					x.exit(1)
					return
				}
			case '-', 'f':
			default:
				x.print(2, "raftarium: "+args[0]+": -"+string(c)+": invalid option\n")
				x.exit(2)
				return
			}
		}
		words = words[1:]
	}
	for _, arg := range words {
		name, value, given := strings.Cut(arg, "=")
		if name == "" || nameLength(name) != len(name) {
			x.complain("%s: `%s': not a valid identifier", args[0], arg)
			code = 1
			continue
		}
		i, found := x.vars.find(name)
		if show {
			if !found {
				x.complain("%s: %s: not found", args[0], name)
				code = 1
			} else {
				x.print(1, "declare "+x.vars[i].declared("--")+"\n")
			}
			continue
		}
		if own {
			x.hide(inFunction, name)
			x.vars = x.vars.without(name)
			found = false
		}
		if kind != scalarVariable && (!found || x.vars[i].kind == scalarVariable) {
			x.vars, _ = x.vars.withArray(name, kind)
		}
		if given {
			e := x.expander(nil)
			if number || found && x.vars[i].number {
				value = e.sumText(value)
			}
			vars, err := e.vars.with(name, value, export)
			if err = cmp.Or(e.err, err); err != nil {
				x.complain("%s: %v", args[0], err)
				code = 1
			}
			x.vars = vars
		} else if i, found := x.vars.find(name); found && export {
			x.vars = slices.Clone(x.vars)
			x.vars[i].exported = true
		} else if !found && (own || args[0] != "export") {
			x.vars, _ = x.vars.with(name, "", export)
		}
		if i, found := x.vars.find(name); found && (fix || number) {
			x.vars = slices.Clone(x.vars)
			x.vars[i].fixed = x.vars[i].fixed || fix
			x.vars[i].number = x.vars[i].number || number
		}
	}
	if len(words) == 0 {
		for _, v := range x.vars {
			if v.exported || args[0] == "declare" {
				x.print(1, "declare "+v.declared("--")+"\n")
			}
		}
	}
	x.exit(code)
}

// declared is how a variable would be set again, with its attributes if they
// are asked for by what stands where there are none.
func (v variable) declared(none string) string {
	flags, text := "", "="+shellQuote(v.value)
	if none != "" {
		text = "=\"" + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "$", `\$`, "`", "\\`").Replace(v.value) + "\""
	}
	if v.kind != scalarVariable {
		flags = map[variableKind]string{indexedArray: "a", namedArray: "A"}[v.kind]
		text = "=("
		for i, e := range v.elements {
			if i > 0 && v.kind == indexedArray {
				text += " "
			}
			text += "[" + e.key + "]=\"" + e.value + "\""
			if v.kind == namedArray {
				text += " "
			}
		}
		text += ")"
	}
	if v.number {
		flags += "i"
	}
	if v.fixed {
		flags += "r"
	}
	if v.exported {
		flags += "x"
	}
	switch {
	case none == "":
		flags = ""
	case flags == "":
		flags = none + " "
	default:
		flags = "-" + flags + " "
	}
	return flags + v.name + text
}
