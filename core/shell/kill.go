package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// signals are the signals that can be sent, with their numbers.
var signals = []struct {
	name   string
	number int
}{{"HUP", 1}, {"INT", 2}, {"QUIT", 3}, {"KILL", 9}, {"USR1", 10}, {"USR2", 12}, {"TERM", 15}, {"CONT", 18}, {"STOP", 19}}

// signal reads a signal's name or number.
func signal(text string) (int, bool) {
	text = strings.TrimPrefix(strings.ToUpper(text), "SIG")
	n, err := strconv.Atoi(text)
	for _, s := range signals {
		if s.name == text || err == nil && s.number == n {
			return s.number, true
		}
	}
	return n, err == nil && n == 0
}

func signalName(number int) string {
	for _, s := range signals {
		if s.number == number {
			return s.name
		}
	}
	return ""
}

const (
	killUsage = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n"
	// procpsKillUsage is what /bin/kill prints, which xargs runs.
	procpsKillUsage = `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            send signal to every <pid> listed
 -<signal>, -s, --signal <signal>
                        specify the <signal> to be sent
 -q, --queue <value>    integer value to be sent with the signal
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a nice table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).
`
)

// runKill is kill, the shell's own and procps's.
func runKill(x context, args []string, _ variables) {
	own := args[0] == "kill"
	words := args[1:]
	number := 15
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' {
		text := words[0][1:]
		words = words[1:]
		if text == "l" {
			x.listSignals(words)
			return
		}
		if text == "-" {
			break
		}
		if (text == "s" || text == "n" || text == "-signal") && len(words) > 0 {
			text, words = words[0], words[1:]
		}
		var ok bool
		if number, ok = signal(text); !ok {
			if own {
				x.complain("kill: %s: invalid signal specification", text)
			} else {
				x.print(2, "kill: unknown signal name "+text+"\n")
			}
			x.exit(1)
			return
		}
	}
	if len(words) == 0 {
		if own {
			x.print(2, killUsage)
			x.exit(2)
		} else {
			x.print(2, procpsKillUsage)
			x.exit(1)
		}
		return
	}
	code := 0
	acted := false
	for _, w := range words {
		did, why := x.kill(w, number, own)
		acted = acted || did
		if why != "" {
			x.print(2, why+"\n")
			code = 1
		}
	}
	if x.task == x.shell() && x.script == nil || !slices.Contains(x.tasks, x.task) {
		return // it killed itself
	}
	if acted {
		x.start(&sleeping{exit: code})
		return
	}
	x.exit(code)
}

// listSignals is kill -l: what there is, or the number of a name and the name of
// a number or of a code.
func (x context) listSignals(words []string) {
	for _, s := range signals[:len(signals)*btoi(len(words) == 0)] {
		x.print(1, fmt.Sprintf("%2d) SIG%s\n", s.number, s.name))
	}
	code := 0
	for _, word := range words {
		n, err := strconv.Atoi(word)
		number, ok := signal(word)
		if name := signalName(n % 128); err == nil && name != "" {
			x.print(1, name+"\n")
		} else if err != nil && ok {
			x.print(1, strconv.Itoa(number)+"\n")
		} else {
			x.complain("kill: %s: invalid signal specification", word)
			code = 1
		}
	}
	x.exit(code)
}

// kill sends a signal to a job, a task or a member.
func (x context) kill(word string, number int, own bool) (acted bool, why string) {
	if strings.HasPrefix(word, "%") && own {
		j, ok := x.findJob(word)
		if !ok || j.ended {
			return false, "raftarium: kill: " + word + ": no such job"
		}
		x.killJob(j.pid, number)
		return false, ""
	}
	pid, err := strconv.Atoi(word)
	switch {
	case err != nil && own:
		return false, "raftarium: kill: " + word + ": arguments must be process or job IDs"
	case err != nil:
		return false, "kill: failed to parse argument: '" + word + "'"
	}
	if pid == 0 && own { // all that the script has begun, and itself at last
		for _, k := range slices.Backward(slices.Clone(x.tasks)) {
			if k.self == x.self && k != x.shell() {
				x.killJob(k.pid, number)
			}
		}
		return false, ""
	}
	if k := x.taskWith(pid); k != nil {
		x.killJob(pid, number)
		return false, ""
	}
	for _, l := range x.host.Listeners(x.turn.World()) {
		if l.PID != pid {
			continue
		}
		var act Act
		switch number {
		case 0, 1, 10, 12:
			return false, ""
		case 18:
			act = Resume{l.Node}
		case 19:
			act = Pause{l.Node}
		default:
			act = Crash{l.Node}
		}
		if x.host.Check(x.turn.World(), act) == nil {
			x.turn.Control(act)
		}
		return true, ""
	}
	if own {
		return false, fmt.Sprintf("raftarium: kill: (%d) - No such process", pid)
	}
	return false, fmt.Sprintf("kill: (%d): No such process", pid)
}

// killJob ends a task, and all that its job began.
func (x context) killJob(pid, number int) {
	k := x.taskWith(pid)
	if k == nil || number == 0 || number >= 18 {
		return
	}
	leads := slices.ContainsFunc(x.shell().jobs, func(j job) bool { return j.pid == pid })
	if x.caught(number, func(other *task) bool { return leads && other.job == k.job || x.under(other, pid) }) {
		for _, other := range x.tasks {
			if j, ok := other.running.(*joining); ok && j.waits && len(other.pending) > 0 {
				x.in(x.turn.Turn, other).exit(128 + number)
			}
		}
		return
	}
	if k == x.shell() && number != 9 && number != 2 {
		return
	}
	for _, other := range slices.Clone(x.tasks) {
		if leads && other != k && other.job == k.job && slices.Contains(x.tasks, other) {
			x.in(x.turn.Turn, other).die(128 + number)
		}
	}
	if slices.Contains(x.tasks, k) {
		x.in(x.turn.Turn, k).die(128 + number)
	}
}
