package shell

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// procInfo is a process as ps lists it: a member, the terminal's shell, or what
// runs in its background.
type procInfo struct {
	pid, parent   int
	tty           string
	command, line string
	node          sim.Node // of a member
}

// processList are all processes, in order of their numbers.
func (x context) processList() (list []procInfo) {
	w := x.turn.World()
	for _, l := range x.host.Listeners(w) {
		url := "http://" + l.Address + ":" + strconv.Itoa(l.Port)
		flag := " --listen-client-urls "
		if url == x.host.Server(w, l.Node).PeerURL {
			flag = " --listen-peer-urls "
		}
		if n := len(list); n > 0 && list[n-1].pid == l.PID {
			list[n-1].line += flag + url
			continue
		}
		line := l.Command
		for _, name := range x.host.Names(w) {
			if node, err := x.host.Member(w, name); err == nil && node == l.Node {
				line += " --name " + name
			}
		}
		if dir := x.host.Server(w, l.Node).DataDir; dir != "" {
			line += " --data-dir=" + dir
		}
		line += flag + url
		list = append(list, procInfo{pid: l.PID, parent: 1, tty: "?", command: l.Command, line: line, node: l.Node})
	}
	shell := x.shell().pid
	list = append(list, procInfo{pid: shell, parent: 1, tty: "pts/0", command: "bash", line: "-bash", node: sim.Nobody})
	for _, j := range x.shell().jobs {
		words := strings.Fields(strings.ReplaceAll(j.text, "\\\n", " "))
		serves := slices.ContainsFunc(x.tasks, func(k *task) bool {
			_, ok := k.running.(*etcd)
			return ok && k.job == j.number
		})
		if !j.ended && !serves {
			list = append(list, procInfo{pid: j.pid, parent: shell, tty: "pts/0", command: words[0], line: strings.Join(words, " "), node: sim.Nobody})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].pid < list[j].pid })
	return list
}

// runPs is ps, ps -ef and ps aux.
func runPs(x context, args []string, _ variables) {
	flags := strings.ReplaceAll(strings.Join(args[1:], ""), "-", "")
	if strings.Trim(flags, "efauxwlHjT") != "" {
		x.complain("ps %s is not there yet; ps, ps -ef and ps aux are", printable(strings.Join(args[1:], " ")))
		x.exit(1)
		return
	}
	list := append(x.processList(), procInfo{pid: x.pid + btoi(x.task == x.shell()), parent: x.shell().pid, tty: "pts/0", command: "ps", line: strings.Join(args, " ")})
	start := x.date().Format("15:04")
	switch {
	case strings.ContainsAny(flags, "u"):
		x.print(1, "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n")
		for _, p := range list {
			x.print(1, fmt.Sprintf("root     %7d  0.0  0.0      0     0 %-8s S    %s   0:00 %s\n", p.pid, p.tty, start, p.line))
		}
	case strings.Contains(flags, "f"):
		x.print(1, "UID          PID    PPID  C STIME TTY          TIME CMD\n")
		for _, p := range list {
			x.print(1, fmt.Sprintf("root     %7d %7d  0 %s %-8s 00:00:00 %s\n", p.pid, p.parent, start, p.tty, p.line))
		}
	default:
		all := strings.ContainsAny(flags, "eax")
		x.print(1, "    PID TTY          TIME CMD\n")
		for _, p := range list {
			if all || p.tty != "?" {
				x.print(1, fmt.Sprintf("%7d %-8s 00:00:00 %s\n", p.pid, p.tty, p.command))
			}
		}
	}
	x.exit(0)
}

// runNetstat is netstat and ss, for what listens.
func runNetstat(x context, args []string, _ variables) {
	flags := strings.ReplaceAll(strings.Join(args[1:], ""), "-", "")
	if strings.Trim(flags, "tulnpaWeo4") != "" {
		x.complain("%s %s is not there yet; %s -tlnp is", args[0], printable(strings.Join(args[1:], " ")), args[0])
		x.exit(1)
		return
	}
	own := strings.Contains(flags, "p")
	show := strings.ContainsAny(flags, "la")
	if args[0] == "ss" {
		x.print(1, fmt.Sprintf("%-6s %-6s %-6s %22s %18s%s\n", "State", "Recv-Q", "Send-Q", "Local Address:Port", "Peer Address:Port", "Process"))
	} else {
		x.print(1, "Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State      ")
		if own {
			x.print(1, " PID/Program name    ")
		}
		x.print(1, "\n")
	}
	listeners := slices.Clone(x.host.Listeners(x.turn.World()))
	sort.SliceStable(listeners, func(i, j int) bool { return listeners[i].Port < listeners[j].Port })
	for i, l := range listeners {
		local := l.Address + ":" + strconv.Itoa(l.Port)
		if l.Address == "localhost" {
			local = "127.0.0.1:" + strconv.Itoa(l.Port)
		}
		switch {
		case !show:
		case args[0] == "ss":
			who := ""
			if own {
				who = fmt.Sprintf("    users:((\"%s\",pid=%d,fd=%d))", l.Command, l.PID, 5+i%2)
			}
			x.print(1, fmt.Sprintf("LISTEN 0      4096   %22s %18s%s\n", local, "0.0.0.0:*", who))
		default:
			who := ""
			if own {
				who = fmt.Sprintf(" %-20s", strconv.Itoa(l.PID)+"/"+l.Command)
			}
			x.print(1, fmt.Sprintf("tcp        0      0 %-23s %-23s LISTEN     %s\n", local, "0.0.0.0:*", who))
		}
	}
	x.exit(0)
}

// runPrefix is nohup, sudo, setsid and nice: what follows is run.
func runPrefix(x context, args []string, vars variables) {
	words := args[1:]
	for len(words) > 0 && strings.HasPrefix(words[0], "-") {
		if (words[0] == "-u" || words[0] == "-n" || words[0] == "-g") && args[0] != "nohup" {
			words = words[min(1, len(words)-1):]
		}
		words = words[1:]
	}
	for args[0] == "sudo" && len(words) > 0 && nameLength(words[0]) > 0 && strings.HasPrefix(words[0][nameLength(words[0]):], "=") {
		name, value, _ := strings.Cut(words[0], "=")
		vars, _ = vars.with(name, value, true)
		words = words[1:]
	}
	if len(words) == 0 {
		x.print(2, args[0]+": missing operand\nTry '"+args[0]+" --help' for more information.\n")
		x.exit(125)
		return
	}
	command, ok := commands[words[0]]
	if !ok && !strings.Contains(words[0], "/") {
		if args[0] == "sudo" {
			x.print(2, "sudo: "+words[0]+": command not found\n")
			x.exit(1)
		} else {
			x.print(2, args[0]+": failed to run command '"+words[0]+"': "+noSuchFile+"\n")
			x.exit(127)
		}
		return
	}
	if args[0] == "nohup" && !x.hangOn() {
		return
	}
	if !ok {
		x.runFile(words, vars)
		return
	}
	command(x, words, vars)
}

// hangOn redirects what would go to the terminal into nohup.out.
func (x context) hangOn() bool {
	ends := x.ends
	switch said := "nohup: ignoring input"; {
	case ends[1].kind == terminalOut:
		if err := x.here().create("nohup.out", true); err != nil {
			x.print(2, "nohup: failed to open 'nohup.out': "+err.Error()+"\n")
			x.exit(125)
			return false
		}
		x.print(2, said+" and appending output to 'nohup.out'\n")
		ends[1] = end{kind: fileEnd, file: x.here().path("nohup.out")}
		if ends[2].kind == terminalErr {
			ends[2] = ends[1]
		}
	case ends[2].kind == terminalErr:
		x.print(2, said+" and redirecting stderr to stdout\n")
		ends[2] = ends[1]
	default:
		x.print(2, said+"\n")
	}
	ends[0] = end{kind: nowhere}
	x.redirected(ends)
	return true
}

// runHostname is hostname, whoami and uname.
func runHostname(x context, args []string, _ variables) {
	text := map[string]string{"hostname": "raftarium", "whoami": "root", "uname": "Linux"}[args[0]]
	if args[0] == "hostname" && len(args) > 1 && (args[1] == "-i" || args[1] == "-I") {
		text = "127.0.0.1"
	}
	if args[0] == "uname" && len(args) > 1 {
		text = map[string]string{"-m": "x86_64", "-n": "raftarium", "-s": "Linux", "-a": "Linux raftarium"}[args[1]]
	}
	x.print(1, text+"\n")
	x.exit(0)
}

// runYes is yes.
func runYes(x context, args []string, _ variables) {
	text := "y"
	if len(args) > 1 {
		text = strings.Join(args[1:], " ")
	}
	s, err := parse("while echo " + xargsQuote(text) + "; do :; done")
	if err != nil {
		panic("read a loop: " + err.Error())
	}
	x.exit(0)
	x.push(s, s.root)
}
