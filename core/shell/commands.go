package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// command runs a command with its words, the first being its name, and the
// variables that hold for it. It ends by context.exit, or starts a process
// that does.
type command func(x context, args []string, vars variables)

// commands are all that a terminal knows, acts included.
var commands map[string]command

func init() {
	commands = map[string]command{
		"curl": runCurl, "etcdctl": runEtcdctl,
		"sleep": runSleep, "wait": runWait, "expect": runExpect,
		"echo": runEcho, "export": runExport, "history": runHistory, "clear": runClear,
		"true": runTrue, ":": runTrue, "false": runFalse,
		"state": runState, "check": runCheck, "help": runHelp,
	}
	for name := range actVerbs {
		commands[name] = runAct
	}
	commands["clock"] = runClock
	for _, name := range outside {
		commands[name] = runOutside
	}
	for _, name := range absent {
		commands[name] = runAbsent
	}
}

// outside are the commands that concern the world as a whole and that the lab
// carries out itself, when they are a line of their own.
var outside = []string{"branch", "open", "seek", "type", "world"}

// absent are commands that people will look for and that are not there yet.
var absent = []string{
	"alias", "awk", "cat", "cd", "etcd", "etcdutl", "exit", "grep", "head", "jq", "kill", "log", "ls", "lsof",
	"printf", "read", "sed", "set", "sh", "bash", "sort", "source", "tail", "tee", "test", "[", "time", "transfer", "tr", "uniq",
	"unset", "watch", "wc", "xargs",
}

// Commands returns the names of all commands that are there, in order.
func Commands() []string {
	var names []string
	for name := range commands {
		if !slices.Contains(absent, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// unknown ends a command of which nobody has heard.
func (x context) unknown(name string) {
	hint := suggest(name, Commands())
	if hint == "" {
		hint = "; help lists what there is"
	}
	x.complain("%s: unknown command%s", printable(name), hint)
	x.exit(127)
}

// printable is a word as it may stand in a sentence.
func printable(word string) string {
	if quoted := strconv.Quote(word); word == "" || quoted != `"`+word+`"` || len(word) > 80 {
		return shorten(quoted)
	}
	return word
}

// runAct hands an act to the world. The command ends when it is carried out.
func runAct(x context, args []string, _ variables) {
	act, err := ParseAct(x.host, x.turn.World(), args)
	if err != nil {
		x.print(2, err.Error()+"\n")
		x.exit(1)
		return
	}
	x.turn.Control(act)
	x.start(&sleeping{})
}

func runOutside(x context, args []string, _ variables) {
	x.print(2, args[0]+": stands outside the world and works only as a line of its own, without ; && || before or after it\n")
	x.exit(1)
}

func runAbsent(x context, args []string, _ variables) {
	x.complain("%s is not there yet", args[0])
	x.exit(1)
}

func runSleep(x context, args []string, _ variables) {
	var span sim.Time
	for _, arg := range args[1:] {
		d, err := parseDuration(arg, sim.Second)
		if err != nil {
			x.print(2, "sleep: "+err.Error()+"\n")
			x.exit(1)
			return
		}
		span = min(span+d, durationMax)
	}
	if len(args) == 1 {
		x.print(2, "sleep: how long is missing, as in sleep 10s\n")
		x.exit(1)
		return
	}
	x.start(&sleeping{span: span})
}

func runEcho(x context, args []string, _ variables) {
	end := "\n"
	words := args[1:]
	if len(words) > 0 && words[0] == "-n" {
		words, end = words[1:], ""
	}
	x.print(1, strings.Join(words, " ")+end)
	x.exit(0)
}

func runExport(x context, args []string, _ variables) {
	code := 0
	for _, arg := range args[1:] {
		name, value, given := strings.Cut(arg, "=")
		if name == "" || nameLength(name) != len(name) {
			x.print(2, "export: "+printable(arg)+" does not begin with a variable's name\n")
			code = 1
			continue
		}
		if !given {
			value = x.vars.get(name)
		}
		vars, err := x.vars.with(name, value, true)
		if err != nil {
			x.print(2, "export: "+err.Error()+"\n")
			code = 1
		}
		x.vars = vars
	}
	if len(args) == 1 {
		for _, v := range x.vars {
			if v.exported {
				x.print(1, "export "+v.name+"="+strconv.Quote(v.value)+"\n")
			}
		}
	}
	x.exit(code)
}

func runHistory(x context, _ []string, _ variables) {
	for i, line := range x.history {
		x.print(1, fmt.Sprintf("%5d  %s\n", i+1, line))
	}
	x.exit(0)
}

func runClear(x context, _ []string, _ variables) {
	x.screen.clear()
	x.exit(0)
}

func runTrue(x context, _ []string, _ variables)  { x.exit(0) }
func runFalse(x context, _ []string, _ variables) { x.exit(1) }

func runState(x context, args []string, _ variables) {
	if len(args) > 1 {
		x.print(2, "state: takes no arguments; to look at one part, write expect PATH == VALUE, and see help state\n")
		x.exit(1)
		return
	}
	x.print(1, strings.TrimSuffix(string(x.host.State(x.turn.World())), "\n")+"\n")
	x.exit(0)
}

func runCheck(x context, args []string, _ variables) {
	if len(args) > 1 {
		x.complain("check %s is not there yet; check alone says what was found", printable(args[1]))
		x.exit(1)
		return
	}
	text, ok := x.host.Report(x.turn.World())
	x.print(1, strings.TrimSuffix(text, "\n")+"\n")
	x.exit(btoi(!ok))
}

func runHelp(x context, args []string, vars variables) {
	topic := strings.Join(args[1:], " ")
	text, ok := Help(languageOf(vars), topic, x.host)
	if !ok {
		x.print(2, text)
		x.exit(1)
		return
	}
	x.print(1, text)
	x.exit(0)
}

// languageOf is the language that the variables LC_ALL and LANG ask for.
func languageOf(vars variables) Language {
	for _, name := range []string{"LC_ALL", "LANG"} {
		if value := vars.get(name); value != "" {
			if strings.HasPrefix(value, "zh") {
				return Chinese
			}
			return English
		}
	}
	return English
}
