package shell

import (
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/sim"
)

// Listener is a port of the world on which a process listens.
type Listener struct {
	Node    sim.Node
	PID     int
	Command string // the program's name
	Address string // such as "127.0.0.1"
	Port    int
}

// runLsof is lsof for what this world has: ports.
func runLsof(x context, args []string, _ variables) {
	port, terse, listening := 0, false, true
	filtered := false
	for i := 1; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "-t":
			terse = true
		case arg == "-n" || arg == "-P" || arg == "-nP" || arg == "-Pn" || arg == "-a":
		case arg == "-sTCP:LISTEN" || arg == "-sTCP:listen":
		case strings.HasPrefix(arg, "-sTCP:"):
			listening = false
		case strings.HasPrefix(arg, "-i"):
			text := arg[2:]
			if text == "" && i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") {
				i++
				text = args[i]
			}
			filtered = true
			text = strings.TrimPrefix(strings.TrimLeft(strings.ToLower(text), "46"), "tcp")
			text = strings.TrimPrefix(text, text[:max(strings.LastIndexByte(text, ':'), 0)])
			if text = strings.TrimPrefix(text, ":"); text == "" {
				continue
			}
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || n > 65535 {
				x.print(2, "lsof: unacceptable port specification in: -i "+arg[2:]+"\n")
				x.exit(1)
				return
			}
			port = n
		default:
			x.print(2, "lsof: "+printable(arg)+" is not there yet; -i:PORT, -t, -n, -P and -sTCP:LISTEN are\n")
			x.exit(1)
			return
		}
	}
	if !filtered {
		x.print(2, "lsof: there are ports here and no open files; lsof -i or lsof -i:2379 lists who listens\n")
		x.exit(1)
		return
	}
	var found []Listener
	for _, l := range x.host.Listeners(x.turn.World()) {
		if listening && (port == 0 || l.Port == port) {
			found = append(found, l)
		}
	}
	if len(found) == 0 {
		x.exit(1)
		return
	}
	if terse {
		for i, l := range found {
			if i == 0 || l.PID != found[i-1].PID {
				x.print(1, strconv.Itoa(l.PID)+"\n")
			}
		}
		x.exit(0)
		return
	}
	width, device := len("PID"), len("DEVICE")
	for _, l := range found {
		width = max(width, len(strconv.Itoa(l.PID)))
	}
	x.print(1, fmt.Sprintf("%-7s %*s USER   FD   TYPE %*s SIZE/OFF NODE NAME\n", "COMMAND", width, "PID", device, "DEVICE"))
	for _, l := range found {
		x.print(1, fmt.Sprintf("%-7s %*d root %5s  IPv4 %*d      0t0  TCP %s:%d (LISTEN)\n", l.Command, width, l.PID, strconv.Itoa(5+l.Port%2)+"u", device, 20000+l.Port, l.Address, l.Port))
	}
	x.exit(0)
}
