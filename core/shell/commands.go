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

// commandTable are the commands that are no text tools, verbs or their like. A table
// is laid out when it is compiled; a map of functions is code for each of them.
var commandTable = []struct {
	name string
	run  command
}{
	{"client", runClient}, {"curl", runCurl}, {"etcdctl", runEtcdctl}, {"etcd", runEtcd}, {"sleep", runSleep}, {"wait", runWait}, {"expect", runExpect},
	{"echo", runEcho}, {"printf", runPrintf}, {"unset", runUnset}, {"env", runEnv}, {"set", runSet}, {"read", runRead}, {"export", runDeclare},
	{"declare", runDeclare}, {"typeset", runDeclare}, {"local", runDeclare}, {"readonly", runDeclare}, {"let", runLet}, {"alias", runAlias},
	{"unalias", runUnalias}, {"eval", runEval}, {"source", runSource}, {".", runSource}, {"exec", runExec}, {"trap", runTrap}, {"mapfile", runMapfile},
	{"readarray", runMapfile}, {"break", runBreak}, {"continue", runBreak}, {"return", runReturn}, {"exit", runExit}, {"shift", runShift}, {"getopts", runGetopts},
	{"jobs", runJobs}, {"fg", runForeground}, {"bg", runBackground}, {"test", runTest}, {"[", runTest}, {"kill", runKill}, {"/bin/kill", runKill},
	{"lsof", runLsof}, {"watch", runWatch}, {"seq", runSeq}, {"date", runDate}, {"which", runWhich}, {"command", runCommand}, {"builtin", runCommand},
	{"expr", runExpr}, {"yes", runYes}, {"find", runFind}, {"ls", runLs}, {"rm", runRm}, {"touch", runTouch}, {"cd", runCd}, {"pwd", runPwd}, {"mkdir", runMkdir},
	{"rmdir", runRmdir}, {"mv", runMove}, {"cp", runMove}, {"chmod", runChmod}, {"basename", runNamePart}, {"dirname", runNamePart}, {"ps", runPs},
	{"pgrep", runPgrep}, {"pkill", runPgrep}, {"killall", runPgrep}, {"netstat", runNetstat}, {"ss", runNetstat}, {"nohup", runPrefix}, {"sudo", runPrefix},
	{"setsid", runPrefix}, {"nice", runPrefix}, {"mktemp", runMktemp}, {"hostname", runHostname}, {"whoami", runHostname}, {"uname", runHostname},
	{"man", runHelp}, {"history", runHistory}, {"clear", runClear}, {"true", runTrue}, {":", runTrue}, {"false", runFalse}, {"state", runState},
	{"check", runCheck}, {"help", runHelp},
}

func init() {
	commands = make(map[string]command)
	for _, c := range commandTable {
		commands[c.name] = c.run
	}
	makers = make(map[string]func(args []string) (*tool, error))
	for _, t := range textTools {
		makers[t.name], commands[t.name] = t.make, runFilter
	}
	for name := range actVerbs {
		commands[name] = runAct
	}
	commands["clock"], commands["times"], commands["preset"] = runClock, runTimes, runPreset
	for _, name := range outside {
		commands[name] = runOutside
	}
	for name := range absent {
		if commands[name] == nil {
			commands[name] = runAbsent
		}
	}
	commands["cut"], commands["timeout"], commands["tail"], commands["/tail-f"], commands["sed"] = runCut, runTimeout, runTail, runFollow, runSed
	commands["sh"], commands["bash"] = runShell, runShell
}

// outside are the commands that concern the world as a whole and that the lab
// carries out itself, when they are a line of their own.
var outside = []string{"branch", "open", "scenario", "seek", "trace", "type", "waterfall", "why", "world"}

// absent are commands that people will look for and that are not there yet,
// each with what is there for the same end, if anything is.
var absent = map[string]string{
	"less": "cat is", "more": "cat is", "vi": editing, "vim": editing, "nano": editing, "emacs": editing,
	"nc": fetching, "telnet": fetching, "wget": fetching, "http": fetching, "ssh": "all members are in this world, and each terminal reaches all of them", "scp": "",
	"etcdutl": "etcdctl is", "docker": starting, "docker-compose": starting, "podman": starting, "kubectl": starting, "systemctl": starting, "service": starting, "journalctl": starting,
	"goreman": starting, "foreman": starting, "make": "", "go": "", "git": "", "python": parsing, "python3": parsing, "perl": parsing, "node": parsing, "openssl": "there is no TLS in this world", "cfssl": "there is no TLS in this world",
	"apt": installed, "apt-get": installed, "yum": installed, "dnf": installed, "brew": installed, "tar": installed, "unzip": installed, "rpm": installed, "dpkg": installed, "snap": installed,
	"benchmark": "client v3 put KEY --total 1000 measures", "iptables": "cut, partition and heal are", "tc": "link is, as in link all latency=40ms loss=1%", "tcpkill": "cut is",
	"strace": "why is", "top": "ps is", "htop": "ps is", "df": "", "du": "", "crontab": "a loop with sleep is", "tmux": "each terminal is a window of its own", "screen": "each terminal is a window of its own",
	"select": "", "shopt": "", "hash": "which is", "od": "cat -A and base64 are", "xxd": "cat -A and base64 are", "stat": "ls -l and wc -c are", "ulimit": "", "umask": "", "chown": "files have no owners here", "ln": "", "bc": "$((…)) is", "dd": "",
}

const (
	editing   = "cat > FILE <<EOF writes a file"
	fetching  = "curl is"
	starting  = "etcd with its flags starts a member, & leaves it in the background, and cluster 3 starts three"
	parsing   = "jq, awk and sed are"
	installed = "etcd, etcdctl and curl are there already"
)

// hidden are other names of commands that are there.
var hidden = []string{"/tail-f", "/bin/kill", "[", "egrep", "fgrep", "typeset", "readarray", ".", "pushd", "popd"}

// Commands returns the names of all commands that are there, in order.
func Commands() []string {
	var names []string
	for name := range commands {
		if _, missing := absent[name]; !missing && !slices.Contains(hidden, name) {
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
	if instead := absent[args[0]]; instead != "" {
		x.complain("%s is not there yet; %s", args[0], instead)
	} else {
		x.complain("%s is not there yet", args[0])
	}
	x.exit(1)
}

func runSleep(x context, args []string, _ variables) {
	var span sim.Time
	for _, arg := range args[1:] {
		d, err := parseDuration(arg, sim.Second)
		if err != nil {
			x.print(2, "sleep: invalid time interval ‘"+arg+"’\nTry 'sleep --help' for more information.\n")
			x.exit(1)
			return
		}
		span = min(span+d, durationMax)
	}
	if len(args) == 1 {
		x.print(2, "sleep: missing operand\nTry 'sleep --help' for more information.\n")
		x.exit(1)
		return
	}
	x.start(&sleeping{span: span})
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

// runCut is cut: the verb that cuts a link, or the tool that cuts lines, which
// always has options.
func runCut(x context, args []string, vars variables) {
	if len(args) > 1 && strings.HasPrefix(args[1], "-") {
		runFilter(x, args, vars)
		return
	}
	runAct(x, args, vars)
}

// runCommand is command: with -v it says what a name is.
func runCommand(x context, args []string, vars variables) {
	if len(args) > 2 && args[1] == "-v" {
		_, ok := commands[args[2]]
		if ok = ok || slices.ContainsFunc(x.functions, func(f function) bool { return f.name == args[2] }); ok {
			x.print(1, args[2]+"\n")
		}
		x.exit(btoi(!ok))
		return
	}
	if len(args) < 2 {
		x.exit(0)
		return
	}
	run, ok := commands[args[1]]
	if !ok {
		x.unknown(args[1])
		return
	}
	run(x, args[1:], vars)
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
