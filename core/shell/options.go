package shell

import (
	"fmt"
	"strings"
)

// options are what set switches on.
type options uint8

const (
	optionErrExit   options = 1 << iota // -e: a command that fails ends the shell
	optionUnset                         // -u: a variable that is not set is an error
	optionTrace                         // -x: commands are shown before they run
	optionPipeFail                      // -o pipefail: a pipeline fails where one of its commands does
	optionExport                        // -a: what is assigned is exported
	optionNoClobber                     // -C: > empties no file
	optionNoGlob                        // -f: * stands for itself
)

// shellOptions are the options by letter and name. Those of 0 change nothing
// here.
var shellOptions = []struct {
	letter byte
	name   string
	option options
}{
	{'e', "errexit", optionErrExit}, {'u', "nounset", optionUnset}, {'x', "xtrace", optionTrace}, {0, "pipefail", optionPipeFail}, {'a', "allexport", optionExport},
	{'C', "noclobber", optionNoClobber}, {'f', "noglob", optionNoGlob}, {'v', "verbose", 0}, {'m', "monitor", 0},
	{'h', "hashall", 0}, {'B', "braceexpand", 0}, {'b', "notify", 0}, {'E', "errtrace", 0}, {'T', "functrace", 0}, {'H', "histexpand", 0}, {0, "history", 0}, {0, "emacs", 0}, {0, "posix", 0},
}

// runSet is set: options, and positional parameters.
func runSet(x context, args []string, _ variables) {
	words := args[1:]
	if len(words) == 0 {
		for _, v := range x.vars {
			x.print(1, v.declared("")+"\n")
		}
	}
	for len(words) > 0 {
		w := words[0]
		if w == "--" || w == "-" || len(w) < 2 || w[0] != '-' && w[0] != '+' {
			if w == "--" || w == "-" {
				words = words[1:]
			}
			x.params = words
			break
		}
		words = words[1:]
		for _, c := range []byte(w[1:]) {
			name := ""
			if c == 'o' {
				if len(words) == 0 {
					x.showOptions()
					break
				}
				name, words = words[0], words[1:]
			}
			if !x.setOption(c, name, w[0] == '-') {
				if name == "" {
					name = w[:1] + string(c)
					x.print(2, "raftarium: set: "+name+": invalid option\nset: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n")
					x.exit(2)
				} else {
					x.complain("set: %s: invalid option name", name)
					x.exit(1)
				}
				return
			}
		}
	}
	x.exit(0)
}

func (x context) setOption(letter byte, name string, on bool) bool {
	for _, o := range shellOptions {
		if name != "" && o.name != name || name == "" && (o.letter != letter || letter == 0) {
			continue
		}
		if x.options &^= o.option; on {
			x.options |= o.option
		}
		return true
	}
	return false
}

func (x context) showOptions() {
	for _, o := range shellOptions {
		if o.option != 0 {
			x.print(1, fmt.Sprintf("%-15s\t%s\n", o.name, []string{"off", "on"}[btoi(x.options&o.option != 0)]))
		}
	}
}

// letters are $-.
func (o options) letters() string {
	s := ""
	for _, known := range shellOptions {
		if known.letter != 0 && o&known.option != 0 {
			s += string(known.letter)
		}
	}
	return s + "hB"
}

// trace shows a command before it runs (set -x).
func (x context) trace(n *simple, args, outputs []string) {
	var shown []string
	for _, a := range n.assignments {
		if !a.array && a.index == nil {
			shown = append(shown, a.name+"="+traceQuote(x.expander(outputs).text(a.value), true))
		}
	}
	for _, arg := range args {
		shown = append(shown, traceQuote(arg, false))
	}
	x.print(2, "+ "+strings.Join(shown, " ")+"\n")
}

// traceQuote quotes a word as bash's trace does: with quotes around it, where
// anything in it means something to the shell.
func traceQuote(text string, emptyToo bool) string {
	switch {
	case text == "" && emptyToo:
		return ""
	case text == "", strings.ContainsAny(text, " \t\n'\"\\|&;()<>$`*?[]{}!^~#"):
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}
