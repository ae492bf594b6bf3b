package shell

import (
	"regexp"
	"slices"
	"strconv"
)

// processSearch is what pgrep, pkill and killall were asked for.
type processSearch struct {
	command        string
	pattern        string
	signal         int
	whole          bool // -f: a process is known by its whole line
	exact          bool
	list           bool // with their lines
	newest, oldest bool // that one alone
}

// runPgrep is pgrep, pkill and killall: processes by their names, or with -f by
// their whole lines.
func runPgrep(x context, args []string, _ variables) {
	s := processSearch{command: args[0], signal: 15, exact: args[0] == "killall"}
	if !s.options(x, args[1:]) {
		return
	}
	fits, err := regexp.Compile(s.pattern)
	switch {
	case s.pattern == "":
		x.print(2, s.command+": no matching criteria specified\nTry `"+s.command+" --help' for more information.\n")
		x.exit(2)
		return
	case err != nil:
		x.print(2, s.command+": the pattern "+printable(s.pattern)+" is not understood\n")
		x.exit(2)
		return
	}
	found, acted := s.find(x, fits), false
	for _, p := range found {
		switch {
		case s.command != "pgrep":
			did, _ := x.kill(strconv.Itoa(p.pid), s.signal, true)
			acted = acted || did
		case s.list:
			x.print(1, strconv.Itoa(p.pid)+" "+p.line+"\n")
		default:
			x.print(1, strconv.Itoa(p.pid)+"\n")
		}
	}
	if len(found) == 0 && s.command == "killall" {
		x.print(2, s.pattern+": no process found\n")
	}
	if !slices.Contains(x.tasks, x.task) {
		return // it ended itself
	}
	if acted {
		x.start(&sleeping{})
		return
	}
	x.exit(btoi(len(found) == 0))
}

// options reads what the words ask for. Where it refuses one it ends the command.
func (s *processSearch) options(x context, words []string) bool {
	killall := s.command == "killall"
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		number, isSignal := signal(word[min(len(word), 1):])
		switch {
		case len(word) < 2 || word[0] != '-':
			s.pattern = word
			continue
		case isSignal:
			s.signal = number
			continue
		case (word == "--signal" || word == "-s" && killall) && len(words) > 0:
			if s.signal, isSignal = signal(words[0]); !isSignal {
				x.print(2, s.command+": "+printable(words[0])+": unknown signal\n")
				x.exit(2 - btoi(killall))
				return false
			}
			words = words[1:]
			continue
		}
		for _, c := range word[1:] {
			switch {
			case c == 'f':
				s.whole = true
			case c == 'x' || c == 'e' && killall:
				s.exact = true
			case c == 'l' || c == 'a':
				s.list = true
			case c == 'n' && !killall:
				s.newest = true
			case c == 'o' && !killall:
				s.oldest = true
			case c == 'q' || c == 'v' && killall:
			default:
				x.print(2, s.command+": invalid option -- '"+string(c)+"'\n")
				x.exit(2)
				return false
			}
		}
	}
	return true
}

// find returns the processes that are meant, in order of their numbers. The
// terminal's own shell is none.
func (s *processSearch) find(x context, fits *regexp.Regexp) []procInfo {
	found := slices.DeleteFunc(x.processList(), func(p procInfo) bool {
		text := p.command
		if s.whole {
			text = p.line
		}
		return p.pid == x.shell().pid || s.exact && text != s.pattern || !s.exact && !fits.MatchString(text)
	})
	switch {
	case s.newest && len(found) > 0:
		return found[len(found)-1:]
	case s.oldest && len(found) > 0:
		return found[:1]
	}
	return found
}
