package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/shell"
)

// place is where in a script the running command begins. A prompt has none.
type place struct {
	name string
	line int
}

// within is how the shell says where in a command something is wrong.
var within = regexp.MustCompile(`^line (\d+), `)

// mark puts the place before what our own commands say of an error. What curl
// and etcdctl say stays theirs, byte for byte.
func (p place) mark(stderr string) string {
	who, what, ok := strings.Cut(stderr, ": ")
	if p.line == 0 || !ok || who != "raftarium" && !isVerb(who) {
		return stderr
	}
	line := p.line
	if who != "raftarium" {
		what = stderr
	} else if m := within.FindStringSubmatch(what); m != nil {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			line += n - 1
			what = what[len(m[0]):]
		}
	}
	return fmt.Sprintf("raftarium: %s, line %d: %s", p.name, line, what)
}

// isVerb reports whether a word is a command of ours.
func isVerb(word string) bool {
	return word != "curl" && word != "etcdctl" && slices.Contains(shell.Commands(), word)
}
