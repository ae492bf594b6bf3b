package shell

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// Commands that run another command: as a task of its own, whose end they are
// told.

// execute runs a command with more variables, and nothing to read. It returns
// 0 if there is no such command, or no room.
func (x context) execute(words, env []string) (pid int) {
	if _, ok := commands[words[0]]; !ok {
		return 0
	}
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = xargsQuote(word)
	}
	s, err := parse(strings.Join(quoted, " "))
	if err != nil {
		return 0
	}
	code := x.code
	k := x.spawn(s, s.root)
	x.code = code
	if k == nil {
		return 0
	}
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		k.vars, _ = k.vars.with(name, value[:min(len(value), variableBytesMax)], true)
	}
	return k.pid
}

// exitText is how a command ended, as Go's os/exec words it.
func exitText(code int) string {
	switch code {
	case 128 + 2:
		return "signal: interrupt"
	case 128 + 9:
		return "signal: killed"
	case 128 + 15:
		return "signal: terminated"
	}
	return fmt.Sprintf("exit status %d", code)
}

func notFound(name string) string {
	return fmt.Sprintf("exec: %q: executable file not found in $PATH", name)
}

// catcher is a process that ends in its own way when it is told to.
type catcher interface {
	// interrupt reports whether the process has taken note of SIGINT or
	// SIGTERM, and will end by itself.
	interrupt(x context) bool
}

// caught gives the tasks of a job a signal, and reports whether one of them
// has caught it.
func (x context) caught(number int, of func(k *task) bool) (any bool) {
	for _, k := range slices.Clone(x.tasks) {
		if !of(k) {
			continue
		}
		c, ok := k.running.(catcher)
		if k.trapped(number, k == x.shell()) {
			any = true
		} else if ok && (number == 2 || number == 15) && c.interrupt(x.in(x.turn.Turn, k)) {
			any = true
		}
	}
	return any
}

// under reports whether a task is another's, or was begun by it.
func (t *Terminal) under(k *task, pid int) bool {
	if k.pid == pid {
		return true
	}
	above := t.taskWith(pid)
	if above == nil {
		return false
	}
	p, ok := above.running.(parent)
	return ok && slices.ContainsFunc(p.children(), func(child int) bool { return t.under(k, child) })
}

// timing is a running `timeout` (GNU coreutils).
type timing struct {
	passive
	span   sim.Time
	signal int
	child  int
	over   bool
	keeps  bool     // --preserve-status
	kill   sim.Time // -k: when SIGKILL follows; 0: never
}

// runTimeout is timeout: the tool that ends a command after a time, or the verb
// that lets a member's election timer fire, which has but one word.
func runTimeout(x context, args []string, vars variables) {
	t := &timing{signal: 15}
	words, err := t.options(args[1:])
	if err == nil && len(words) == 1 && len(args) == 2 {
		runAct(x, args, vars)
		return
	}
	if err == nil && len(words) < 2 {
		x.print(2, "Try 'timeout --help' for more information.\n")
		x.exit(125)
		return
	}
	if err == nil {
		if t.span, err = parseDuration(words[0], sim.Second); err != nil {
			err = errors.New("timeout: invalid time interval ‘" + words[0] + "’")
		}
	}
	if err != nil {
		x.print(2, err.Error()+"\nTry 'timeout --help' for more information.\n")
		x.exit(125)
		return
	}
	if t.child = x.execute(words[1:], nil); t.child == 0 {
		x.print(2, "timeout: failed to run command ‘"+words[1]+"’: No such file or directory\n")
		x.exit(127)
		return
	}
	x.taskWith(t.child).vars = vars
	x.start(t)
}

// options reads -s, -k, --preserve-status and --foreground.
func (t *timing) options(words []string) ([]string, error) {
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' {
		name, value, given := strings.Cut(words[0], "=")
		for _, short := range []string{"-s", "-k"} {
			if rest, ok := strings.CutPrefix(words[0], short); ok && rest != "" {
				name, value, given = short, rest, true
			}
		}
		kills := name == "-k" || name == "--kill-after"
		switch {
		case name == "--preserve-status" || name == "--foreground" || name == "-v" || name == "--verbose":
			t.keeps = t.keeps || name == "--preserve-status"
			words = words[1:]
			continue
		case !kills && name != "-s" && name != "--signal":
			return nil, errors.New("timeout: unrecognized option '" + words[0] + "'")
		}
		words = words[1:]
		if !given && len(words) > 0 {
			value, words = words[0], words[1:]
		}
		var ok bool
		if kills {
			var err error
			if t.kill, err = parseDuration(value, sim.Second); err != nil {
				return nil, errors.New("timeout: invalid time interval ‘" + value + "’")
			}
			continue
		}
		if t.signal, ok = signal(value); !ok {
			return nil, errors.New("timeout: ‘" + value + "’: invalid signal")
		}
	}
	return words, nil
}

func (t *timing) begin(x context) {
	if t.span > 0 {
		x.turn.SetTimer(mainTimer, x.turn.Now()+t.span)
	}
}

func (t *timing) fire(x context, _ sim.Timer) {
	if t.over {
		t.signal = 9
	}
	t.over = true
	if t.kill > 0 && t.signal != 9 {
		x.turn.SetTimer(mainTimer, x.turn.Now()+t.kill)
	}
	below := func(k *task) bool { return x.under(k, t.child) }
	if t.signal != 9 && x.caught(t.signal, below) {
		x.stopTrapped(128+t.signal, below)
		return
	}
	if k := x.taskWith(t.child); k != nil {
		x.in(x.turn.Turn, k).die(128 + t.signal)
	}
}

func (t *timing) children() []int { return []int{t.child} }

// ended implements parent.
func (t *timing) ended(x context, pid, code int) {
	if pid != t.child {
		return
	}
	if t.over && t.signal == 9 {
		code = 128 + 9
	} else if t.over && !t.keeps {
		code = 124
	}
	x.exit(code)
}

func (t *timing) clone() process { c := *t; return &c }

func (t *timing) code(c *wire.Coder) {
	wire.Number(c, &t.span)
	wire.Number(c, &t.signal)
	wire.Number(c, &t.child)
	c.Bool(&t.over)
	c.Bool(&t.keeps)
	wire.Number(c, &t.kill)
}
