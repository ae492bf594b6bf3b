package shell

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/wire"
)

// trap is what a shell does at its end (0), where a command fails (errTrap), or
// where it gets a signal: a text that runs, or nothing at all.
type trap struct {
	number int
	text   string
}

const (
	exitTrap = 0
	errTrap  = 65 // behind all signals
	// pendingMax bounds the signals that wait for a command to end.
	pendingMax = 16
)

// trapNumber reads what a trap is for.
func trapNumber(word string) (int, bool) {
	switch strings.ToUpper(word) {
	case "EXIT", "0":
		return exitTrap, true
	case "ERR":
		return errTrap, true
	}
	n, ok := signal(word)
	return n, ok && n > 0
}

func trapName(number int) string {
	switch number {
	case exitTrap:
		return "EXIT"
	case errTrap:
		return "ERR"
	}
	return "SIG" + signalName(number)
}

// trapFor is what is to be done, and whether anything is.
func (k *task) trapFor(number int) (string, bool) {
	for _, t := range k.traps {
		if t.number == number {
			return t.text, true
		}
	}
	return "", false
}

// setTrap makes a list anew, in the order in which trap shows it.
func (k *task) setTrap(number int, text string, on bool) {
	k.traps = slices.DeleteFunc(slices.Clone(k.traps), func(t trap) bool { return t.number == number })
	if on {
		at := 0
		for at < len(k.traps) && k.traps[at].number < number {
			at++
		}
		k.traps = slices.Insert(k.traps, at, trap{number, text})
	}
}

// runTrap is trap.
func runTrap(x context, args []string, _ variables) {
	words := args[1:]
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	shows := len(words) == 0 || words[0] == "-p"
	if shows {
		words = slices.Concat([]string{""}, words[min(len(words), 1):])
	} else if len(words) == 1 {
		words = []string{"-", words[0]}
	}
	if shows && len(x.traps) == 0 { // trap | …, $(trap): those of the shell that waits for it
		x.traps = x.above().traps
		defer func() { x.traps = nil }()
	}
	if shows && len(words) == 1 {
		for _, t := range x.traps {
			words = append(words, trapName(t.number))
		}
	}
	code := 0
	for _, name := range words[1:] {
		number, ok := trapNumber(name)
		if !ok {
			x.complain("trap: %s: invalid signal specification", printable(name))
			code = 1
		} else if text, on := x.trapFor(number); shows && on {
			x.print(1, "trap -- "+xargsQuote(text)+" "+trapName(number)+"\n")
		} else if !shows {
			x.setTrap(number, words[0], words[0] != "-")
		}
	}
	x.exit(code)
}

// trapped gives a task a signal that does not end it at once, and reports
// whether it is such a one: a trap is for it, or for the end.
func (k *task) trapped(number int, isShell bool) bool {
	text, on := k.trapFor(number)
	if _, atExit := k.trapFor(exitTrap); number == 9 || !on && (!atExit || isShell) {
		return false
	}
	if (text != "" || !on) && len(k.pending) < pendingMax {
		k.pending = append(k.pending[:len(k.pending):len(k.pending)], number)
	}
	return true
}

// runPending does what is to be done of a signal.
func (x context) runPending() {
	number := x.pending[0]
	x.pending = x.pending[1:]
	text, on := x.trapFor(number)
	if !on {
		x.code = 128 + number
		x.leaveShell()
		return
	}
	x.runTrapped(text, "")
}

// runTrapped runs the text of a trap, after which $? is what it was.
func (x context) runTrapped(text, after string) {
	s, err := parse(text + after)
	if err != nil {
		x.complain("trap: %v", err)
		return
	}
	x.frames = append(x.frames, frame{script: &nothing, last: x.code, restore: restoreCode, next: 1})
	x.push(s, s.root)
}

// runAtExit makes the task do what is to be done at its end, and end with the
// code that it has now.
func (x context) runAtExit() bool {
	text, on := x.trapFor(exitTrap)
	x.setTrap(exitTrap, "", false)
	if on {
		x.runTrapped(text, "\nexit "+strconv.Itoa(x.code))
	}
	return on
}

// afterFailure does what is to be done where a command has failed whose code
// nobody asks for.
func (x context) afterFailure() {
	ends := x.options&optionErrExit != 0
	inFunction := slices.ContainsFunc(x.frames, func(f frame) bool { return f.restore&restoreLocals != 0 })
	if text, on := x.trapFor(errTrap); on && !inFunction {
		x.pop()
		after := ""
		if ends {
			after = "\nexit " + strconv.Itoa(x.code)
		}
		x.runTrapped(text, after)
	} else if ends {
		x.leaveShell()
	} else {
		x.pop()
	}
}

// stopTrapped ends the commands of those that have caught a signal which their
// commands got too.
func (x context) stopTrapped(code int, of func(k *task) bool) {
	for _, k := range slices.Clone(x.tasks) {
		if k.running == nil || len(k.pending) == 0 || !of(k) {
			continue
		}
		if p, ok := k.running.(parent); ok {
			for _, pid := range slices.Clone(p.children()) {
				if child := x.taskWith(pid); child != nil && len(child.pending) == 0 {
					x.in(x.turn.Turn, child).die(code)
				}
			}
		} else {
			k.running.cancel(x.in(x.turn.Turn, k))
			x.in(x.turn.Turn, k).exit(code)
		}
	}
}

func (t *trap) walk(c *wire.Coder) {
	wire.Number(c, &t.number)
	c.String(&t.text)
}
