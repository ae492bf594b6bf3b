package shell

import (
	"cmp"
	"fmt"
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

// declaration is what declare and its kin were asked for.
type declaration struct {
	command string
	words   []string
	within  *frame // the function to which the variables are local, or nil
	kind    variableKind
	export  bool
	fixed   bool
	number  bool
	show    bool // how they would be set again
}

// runDeclare is declare, typeset, local, export and readonly. What is assigned
// to a whole array is assigned after it.
func runDeclare(x context, args []string, _ variables) {
	function := x.inFunction()
	d := declaration{command: args[0], words: args[1:], export: args[0] == "export", fixed: args[0] == "readonly"}
	switch {
	case args[0] == "local" && function == nil:
		x.complain("local: can only be used in a function")
		x.exit(1)
		return
	case args[0] != "export" && args[0] != "readonly":
		d.within = function
	}
	if !d.options(x) {
		return
	}
	code := 0
	for _, arg := range d.words {
		if err := d.declare(x, arg); err != nil {
			x.complain("%s: %v", d.command, err)
			code = 1
		}
	}
	if len(d.words) == 0 {
		for _, v := range x.vars {
			if v.exported || args[0] == "declare" {
				x.print(1, "declare "+v.declared("--")+"\n")
			}
		}
	}
	x.exit(code)
}

// inFunction is the frame of the innermost function that runs, or nil.
func (k *task) inFunction() (f *frame) {
	for i := range k.frames {
		if k.frames[i].restore&restoreLocals != 0 {
			f = &k.frames[i]
		}
	}
	return f
}

// options takes the options from the words. Where it refuses one it ends the
// command.
func (d *declaration) options(x context) bool {
	for len(d.words) > 0 && len(d.words[0]) > 1 && (d.words[0][0] == '-' || d.words[0][0] == '+') {
		on := d.words[0][0] == '-'
		for _, c := range d.words[0][1:] {
			switch {
			case c == 'x':
				d.export = on
			case c == 'a':
				d.kind = indexedArray
			case c == 'A':
				d.kind = namedArray
			case c == 'p':
				d.show = true
			case c == 'g':
				d.within = nil
			case c == 'r':
				d.fixed = true
			case c == 'i':
				d.number = on
			case c == 'n' && d.command != "export":
				x.complain("%s: -n is not there yet; ${!NAME} is", d.command)
				x.exit(1)
				return false
			case c == '-' || c == 'f' || c == 'n':
			default:
				x.print(2, "raftarium: "+d.command+": -"+string(c)+": invalid option\n")
				x.exit(2)
				return false
			}
		}
		d.words = d.words[1:]
	}
	return true
}

// declare declares what NAME or NAME=VALUE names.
func (d *declaration) declare(x context, arg string) error {
	name, value, given := strings.Cut(arg, "=")
	if name == "" || nameLength(name) != len(name) {
		return fmt.Errorf("`%s': not a valid identifier", arg)
	}
	i, found := x.vars.find(name)
	switch {
	case d.show && !found:
		return fmt.Errorf("%s: not found", name)
	case d.show:
		x.print(1, "declare "+x.vars[i].declared("--")+"\n")
		return nil
	case d.within != nil:
		x.hide(d.within, name)
		x.vars = x.vars.without(name)
		found = false
	}
	number := d.number || found && x.vars[i].number
	var err error
	if d.kind != scalarVariable && (!found || x.vars[i].kind == scalarVariable) {
		x.vars, err = x.vars.withArray(name, d.kind)
		found = err == nil
	}
	switch {
	case given:
		e := x.expander(nil)
		if number {
			value = e.sumText(value)
		}
		x.vars, err = e.vars.with(name, value, d.export)
		err = cmp.Or(e.err, err)
	case err == nil && !found && d.command != "export":
		x.vars, err = x.vars.with(name, "", d.export)
	}
	if i, found := x.vars.find(name); found && (d.export || d.fixed || number) {
		x.vars = slices.Clone(x.vars)
		v := &x.vars[i]
		v.exported, v.fixed, v.number = v.exported || d.export, v.fixed || d.fixed, v.number || number
	}
	return err
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
