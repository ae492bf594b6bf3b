package shell

import (
	"slices"
	"strings"
)

// runEcho is echo as bash has it.
func runEcho(x context, args []string, _ variables) {
	end, escapes := "\n", false
	words := args[1:]
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' && strings.Trim(words[0][1:], "neE") == "" {
		for _, c := range words[0][1:] {
			switch c {
			case 'n':
				end = ""
			default:
				escapes = c == 'e'
			}
		}
		words = words[1:]
	}
	text := strings.Join(words, " ")
	if escapes {
		var stop bool
		if text, stop = unescape(text, echoEscape); stop {
			end = ""
		}
	}
	x.print(1, text+end)
	x.exit(0)
}

func runUnset(x context, args []string, _ variables) {
	code, what := 0, ""
	for _, name := range args[1:] {
		if name == "-v" || name == "-f" {
			what = name
		} else if n := nameLength(name); n > 0 && n < len(name) && name[n] == '[' && strings.HasSuffix(name, "]") {
			e := x.expander(nil)
			x.vars = x.vars.withoutElement(name[:n], e.key(name[:n], word{{text: name[n+1 : len(name)-1], quoted: true}}))
		} else if i, ok := x.vars.find(name); ok && what != "-f" && x.vars[i].fixed {
			x.complain("unset: %s: cannot unset: readonly variable", name)
			code = 1
		} else if ok && what != "-f" {
			x.vars = x.vars.without(name)
		} else if what == "-v" {
			continue
		} else if i := slices.IndexFunc(x.functions, func(f function) bool { return f.name == name }); i >= 0 {
			x.functions = slices.Delete(slices.Clone(x.functions), i, i+1)
		}
	}
	x.exit(code)
}

// runEnv is env: it prints the exported variables, or runs a command with more.
func runEnv(x context, args []string, vars variables) {
	words := args[1:]
	for len(words) > 0 {
		n := nameLength(words[0])
		switch {
		case n > 0 && strings.HasPrefix(words[0][n:], "="):
			vars, _ = vars.with(words[0][:n], words[0][n+1:], true)
		case words[0] == "-i" || words[0] == "-" || words[0] == "--ignore-environment":
			vars = nil
		case words[0] == "-u" && len(words) > 1:
			words = words[1:]
			vars = vars.without(words[0])
		default:
			command, ok := commands[words[0]]
			if !ok && x.runFile(words, vars) {
				return
			}
			if !ok {
				x.print(2, "env: ‘"+words[0]+"’: "+noSuchFile+"\n")
				x.exit(127)
				return
			}
			command(x, words, vars)
			return
		}
		words = words[1:]
	}
	for _, v := range vars {
		if v.exported {
			x.print(1, v.name+"="+v.value+"\n")
		}
	}
	x.exit(0)
}
