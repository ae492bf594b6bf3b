package live

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// owner is the process that listens on a port.
type owner struct {
	pid     int
	command string
}

// ownerOf finds who listens on a TCP port of this machine. It can on Linux, and
// sees the processes that this user may look at.
func ownerOf(port int) (owner, bool) {
	socket := ""
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		if socket = listeningSocket(table, port); socket != "" {
			break
		}
	}
	if socket == "" {
		return owner{}, false
	}
	descriptors, _ := filepath.Glob("/proc/[0-9]*/fd/*")
	for _, d := range descriptors {
		if target, err := os.Readlink(d); err != nil || target != "socket:["+socket+"]" {
			continue
		}
		process := filepath.Dir(filepath.Dir(d))
		pid, err := strconv.Atoi(filepath.Base(process))
		name, readErr := os.ReadFile(filepath.Join(process, "comm"))
		if err == nil && readErr == nil {
			return owner{pid, strings.TrimSpace(string(name))}, true
		}
	}
	return owner{}, false
}

// listeningSocket returns the number of the socket that listens on a port, as a
// table of the kernel's gives it (proc(5), /proc/net/tcp), or "".
func listeningSocket(table string, port int) string {
	f, err := os.Open(table)
	if err != nil {
		return ""
	}
	defer f.Close()
	const listens = "0A"
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 10 || fields[3] != listens {
			continue
		}
		_, number, _ := strings.Cut(fields[1], ":")
		if n, err := strconv.ParseUint(number, 16, 16); err == nil && int(n) == port {
			return fields[9]
		}
	}
	return ""
}
