package shell

import (
	"slices"
	"sort"
	"strings"

	"raftarium/core/wire"
)

// Commands that run a text as a script: eval, source, sh and bash, aliases, and
// files by their names.

// alias is a name for the beginning of a command.
type alias struct{ name, text string }

// aliasesMax bounds the aliases of a terminal.
const aliasesMax = 100

// unalias runs a command whose first word is an alias, and reports whether it
// is. What the alias stands for begins with no alias.
func (x context) unalias(args []string) bool {
	i := slices.IndexFunc(x.aliases, func(a alias) bool { return a.name == args[0] })
	if i < 0 {
		return false
	}
	text := x.aliases[i].text
	for _, arg := range args[1:] {
		text += " " + xargsQuote(arg)
	}
	s, err := parse(text)
	if err != nil {
		x.complain("the alias %s: %v", args[0], err)
		x.code = 2
		return true
	}
	x.push(s, s.root)
	if n := len(x.frames); n > 0 {
		x.frames[n-1].asIs = true
	}
	return true
}

// runAlias is alias.
func runAlias(x context, args []string, _ variables) {
	code := 0
	for _, arg := range args[1:] {
		name, text, given := strings.Cut(arg, "=")
		i := slices.IndexFunc(x.aliases, func(a alias) bool { return a.name == name })
		switch {
		case given && i >= 0:
			x.aliases = slices.Clone(x.aliases)
			x.aliases[i].text = text
		case given && len(x.aliases) == aliasesMax:
			x.complain("alias: there is room for %d", aliasesMax)
			code = 1
		case given:
			x.aliases = append(x.aliases[:len(x.aliases):len(x.aliases)], alias{name, text})
		case i >= 0:
			x.print(1, "alias "+name+"="+xargsQuote(x.aliases[i].text)+"\n")
		default:
			x.complain("alias: %s: not found", name)
			code = 1
		}
	}
	if len(args) == 1 {
		sorted := slices.Clone(x.aliases)
		sort.Slice(sorted, func(i, j int) bool { return sorted[i].name < sorted[j].name })
		for _, a := range sorted {
			x.print(1, "alias "+a.name+"="+xargsQuote(a.text)+"\n")
		}
	}
	x.exit(code)
}

// runUnalias is unalias.
func runUnalias(x context, args []string, _ variables) {
	code := 0
	for _, name := range args[1:] {
		i := slices.IndexFunc(x.aliases, func(a alias) bool { return a.name == name })
		switch {
		case name == "-a":
			x.aliases = nil
		case i < 0:
			x.complain("unalias: %s: not found", name)
			code = 1
		default:
			x.aliases = slices.Delete(slices.Clone(x.aliases), i, i+1)
		}
	}
	x.exit(code)
}

// runEval is eval.
func runEval(x context, args []string, _ variables) {
	s, err := parse(strings.Join(args[1:], " "))
	if err != nil {
		x.complain("eval: %v", err)
		x.exit(2)
		return
	}
	x.exit(0)
	x.push(s, s.root)
}

// runSource is source and . : a file that is run as if it were typed.
func runSource(x context, args []string, _ variables) {
	if len(args) < 2 {
		x.print(2, "raftarium: "+args[0]+": filename argument required\n"+args[0]+": usage: "+args[0]+" filename [arguments]\n")
		x.exit(2)
		return
	}
	data, ok := x.here().read(args[1])
	if !ok {
		x.complain("%s: No such file or directory", args[1])
		x.exit(1)
		return
	}
	s, err := parse(string(data))
	if err != nil {
		x.complain("%s: %v", args[1], err)
		x.exit(2)
		return
	}
	x.exit(0)
	before := len(x.frames)
	x.push(s, s.root)
	if len(x.frames) > before {
		x.frames[before].restore, x.frames[before].params = restoreParams, x.params
		if len(args) > 2 {
			x.params = args[2:]
		}
	}
}

// runExec is exec: what follows the command is not run. Redirections without a
// command are for all that follows.
func runExec(x context, args []string, vars variables) {
	if len(args) == 1 {
		if n := len(x.frames); n > 0 && x.frames[n-1].script == &nothing {
			x.frames[n-1].restore &^= restoreEnds
		}
		x.exit(0)
		return
	}
	command, ok := commands[args[1]]
	if !ok {
		x.complain("exec: %s: not found", args[1])
		x.exit(127)
		return
	}
	for i := range x.frames {
		if x.frames[i].script != &nothing {
			x.frames[i].script, x.frames[i].node, x.frames[i].next = &nothing, 0, 1
		}
	}
	if x.task == x.shell() {
		x.left, x.queue = true, nil
	}
	command(x, args[1:], vars)
}

// runShell is sh and bash: a script of -c, of a file, or of stdin, in a
// subshell.
func runShell(x context, args []string, vars variables) {
	name, words := args[0], args[1:]
	var set options
	command, stdin := false, false
	for len(words) > 0 && len(words[0]) > 1 && (words[0][0] == '-' || words[0][0] == '+') {
		w := words[0]
		words = words[1:]
		if w == "--" {
			break
		}
		if w == "-o" && len(words) > 0 {
			for _, o := range shellOptions {
				if o.name == words[0] {
					set |= o.option
				}
			}
			words = words[1:]
			continue
		}
		if w == "--login" || w == "--norc" || w == "--noprofile" || w == "--posix" {
			continue
		}
		if w == "--version" {
			x.print(1, "GNU bash, version 5.2.15(1)-release (raftarium: the part of it that help lists)\n")
			x.exit(0)
			return
		}
		for _, c := range []byte(w[1:]) {
			known := strings.IndexByte("cslim", c) >= 0
			command, stdin = command || c == 'c', stdin || c == 's'
			for _, o := range shellOptions {
				if o.letter == c {
					known = true
					set |= o.option
				}
			}
			if !known {
				x.print(2, name+": "+w+": invalid option\n")
				x.exit(2)
				return
			}
		}
	}
	switch {
	case command && len(words) == 0:
		x.print(2, name+": -c: option requires an argument\n")
		x.exit(2)
	case command:
		zero := name
		if len(words) > 1 {
			zero = words[1]
		}
		x.subscript(zero, name+": -c", words[0], words[min(len(words), 2):], vars, set)
	case len(words) == 0 || stdin:
		x.start(&sourcing{name: name, params: words, vars: vars, options: set})
	default:
		data, ok := x.here().read(words[0])
		if !ok {
			x.print(2, name+": "+words[0]+": No such file or directory\n")
			x.exit(127)
			return
		}
		x.subscript(words[0], words[0], string(data), words[1:], vars, set)
	}
}

// runFile runs a file whose name has a / in it, as ./start.sh has.
func (x context) runFile(args []string, vars variables) bool {
	if !strings.Contains(args[0], "/") {
		return false
	}
	for _, folder := range []string{"/usr/bin/", "/usr/local/bin/", "/bin/", "/usr/sbin/", "/sbin/", "./", "/tmp/etcd-download-test/", "bin/", "./bin/"} {
		if name, ok := strings.CutPrefix(args[0], folder); ok && commands[name] != nil && (folder[0] == '/' || name == "etcd" || name == "etcdctl") {
			commands[name](x, append([]string{name}, args[1:]...), vars)
			return true
		}
	}
	data, ok := x.here().read(args[0])
	if !ok {
		x.complain("%s: No such file or directory", args[0])
		x.exit(127)
		return true
	}
	x.subscript(args[0], args[0], string(data), args[1:], vars, 0)
	return true
}

// subscript runs a script in a subshell, which has what was exported.
func (x context) subscript(zero, name, text string, params []string, vars variables, set options) {
	s, err := parse(text)
	if err != nil {
		x.print(2, name+": "+err.Error()+"\n")
		x.exit(2)
		return
	}
	x.running = nil
	k := x.spawn(s, s.root)
	if k == nil {
		x.exit(x.code)
		return
	}
	k.params, k.functions, k.aliases, k.options, k.tested, k.code, k.zero, k.self = params, nil, nil, set, false, 0, zero, k.pid
	k.vars = slices.DeleteFunc(slices.Clone(vars), func(v variable) bool { return !v.exported })
	for i := range k.vars {
		k.vars[i].fixed = false
	}
	if x.task != x.shell() && x.endsHere() {
		k.self = x.pid
	}
	x.start(&joining{pids: []int{k.pid}})
}

// endsHere reports whether nothing follows the command that runs: a shell is
// then replaced by it, and their process ID is one.
func (k *task) endsHere() bool {
	return !slices.ContainsFunc(k.frames, func(f frame) bool {
		switch n := f.script.nodes[f.node].(type) {
		case *list:
			return f.next < len(n.items)
		case *andOr:
			return f.next < len(n.pipelines)
		case *pipeline:
			return n.negated || n.timed
		}
		return true
	})
}

// sourcing is a shell that reads its script from stdin.
type sourcing struct {
	passive
	name    string
	params  []string
	vars    variables
	options options
	text    []byte
}

func (s *sourcing) begin(context) {}

// reads implements reader.
func (s *sourcing) reads() bool { return true }

// consume implements reader.
func (s *sourcing) consume(x context, data []byte, ended bool) int {
	s.text = append(s.text[:len(s.text):len(s.text)], data...)
	switch {
	case len(s.text) > scriptMax:
		x.print(2, s.name+": the script is too long\n")
		x.exit(2)
	case ended:
		x.subscript(s.name, s.name, string(s.text), s.params, s.vars, s.options)
	}
	return len(data)
}

func (s *sourcing) clone() process { c := *s; return &c }

func (s *sourcing) code(c *wire.Coder) {
	c.String(&s.name)
	wire.List(c, &s.params, c.String)
	codeVariables(c, &s.vars)
	wire.Number(c, &s.options)
	c.Bytes(&s.text)
}

// runLet is let.
func runLet(x context, args []string, _ variables) {
	if len(args) == 1 {
		x.complain("let: expression expected")
		x.exit(1)
		return
	}
	code := 1
	for _, arg := range args[1:] {
		v, ok := x.computed(word{{text: arg, quoted: true}}, nil, "let: ")
		if code = btoi(!ok || v == 0); !ok {
			break
		}
	}
	x.exit(code)
}
