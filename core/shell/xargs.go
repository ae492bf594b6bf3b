package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// xargsMax bounds the commands that one xargs runs.
const xargsMax = 10_000

// makeXargs is xargs with -n, -I, -L 1, -r, -t, -0, -d and -P, which is the
// same as without.
func makeXargs(args []string) (*tool, error) {
	end := 1
	for end < len(args) && strings.HasPrefix(args[end], "-") {
		if len(args[end]) == 2 && strings.IndexByte("nILPdsa", args[end][1]) >= 0 {
			end++
		}
		end++
	}
	end = min(end, len(args))
	given, _, err := toolOptions(args[:end], "n:I:L:P:d:rt0s:a:i", map[string]byte{"max-args": 'n', "no-run-if-empty": 'r', "verbose": 't', "null": '0', "replace": 'I', "max-procs": 'P', "delimiter": 'd', "max-lines": 'L', "arg-file": 'a'})
	if err != nil {
		return nil, err
	}
	if given['i'] != nil {
		given['I'] = []string{"{}"}
	}
	each := 0
	for _, c := range []byte("nL") {
		if text, ok := option(given, c); ok {
			if each, err = strconv.Atoi(text); err != nil || each < 1 {
				return nil, fmt.Errorf("xargs: invalid number \"%s\" for -%c option", text, c)
			}
		}
	}
	command := args[end:]
	if len(command) == 0 {
		command = []string{"echo"}
	}
	return &tool{bytes: true, files: given['a'],
		line: func(x context, f *filter, text string, _ bool) bool { return f.hold(x, text) },
		end: func(x context, f *filter) int {
			words, err := xargsWords(strings.Join(f.held, ""), given)
			if err != "" {
				x.print(2, "xargs: "+err+"\n")
				return 1
			}
			return xargsRun(x, command, words, each, given)
		}}, nil
}

// xargsWords divides the input at blanks, which quotes and backslashes hold
// together, or at lines.
func xargsWords(text string, given map[byte][]string) (words []string, err string) {
	separator, inLines := option(given, 'd')
	if inLines {
		separator, _ = unescape(separator, printfEscape)
	}
	if given['0'] != nil {
		separator, inLines = "\x00", true
	}
	if given['I'] != nil || given['L'] != nil {
		separator, inLines = "\n", true
	}
	if inLines {
		for _, line := range strings.Split(strings.TrimSuffix(text, separator), separator) {
			if given['I'] != nil {
				line = strings.TrimLeft(line, " \t")
			}
			if line != "" || given['d'] != nil {
				words = append(words, line)
			}
		}
		return words, ""
	}
	var b strings.Builder
	begun := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\n':
			if begun {
				words = append(words, b.String())
			}
			b.Reset()
			begun = false
		case '\'', '"':
			end := strings.IndexByte(text[i+1:], c)
			if end < 0 || strings.Contains(text[i+1:i+1+end], "\n") {
				return nil, fmt.Sprintf("unmatched %s quote; by default quotes are special to xargs unless you use the -0 option", map[byte]string{'\'': "single", '"': "double"}[c])
			}
			b.WriteString(text[i+1 : i+1+end])
			i += end + 1
			begun = true
		case '\\':
			if i++; i < len(text) {
				b.WriteByte(text[i])
			}
			begun = true
		default:
			b.WriteByte(c)
			begun = true
		}
	}
	if begun {
		words = append(words, b.String())
	}
	return words, ""
}

// xargsRun runs the command with the words, in a subshell of its own.
func xargsRun(x context, command, words []string, each int, given map[byte][]string) int {
	var all [][]string
	replace, replaces := option(given, 'I')
	switch {
	case replaces:
		for _, w := range words {
			var line []string
			for _, c := range command {
				line = append(line, strings.ReplaceAll(c, replace, w))
			}
			all = append(all, line)
		}
	case len(words) == 0 && given['r'] != nil:
	case each == 0 || len(words) == 0:
		all = [][]string{append(command[:len(command):len(command)], words...)}
	default:
		for len(words) > 0 {
			n := min(each, len(words))
			all = append(all, append(command[:len(command):len(command)], words[:n]...))
			words = words[n:]
		}
	}
	if len(all) == 0 {
		return 0
	}
	if _, ok := commands[command[0]]; !ok {
		x.print(2, "xargs: "+command[0]+": No such file or directory\n")
		return 127
	}
	if len(all) > xargsMax {
		x.print(2, fmt.Sprintf("xargs: not more than %d commands are run\n", xargsMax))
		return 1
	}
	var b strings.Builder
	for _, line := range all {
		if given['t'] != nil {
			b.WriteString("echo " + shellQuote(strings.Join(line, " ")) + " >&2\n")
		}
		for i, w := range line {
			if i == 0 && w == "kill" {
				w = "/bin/kill"
			}
			b.WriteString(xargsQuote(w) + " ")
		}
		b.WriteString("|| { [ $? = 255 ] && echo 'xargs: " + strings.ReplaceAll(command[0], "'", "") + ": exited with status 255; aborting' >&2 && exit 124; code=123; }\n")
	}
	b.WriteString("exit ${code:-0}\n")
	s, err := parse(b.String())
	if err != nil {
		x.print(2, "xargs: the command line is too long\n")
		return 1
	}
	k := x.spawn(s, s.root)
	if k == nil {
		return 1
	}
	k.ends[0] = end{kind: nowhere}
	k.vars, _ = k.vars.with("code", "", false)
	x.running = nil
	x.start(&joining{pids: []int{k.pid}})
	return 0
}

func xargsQuote(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
