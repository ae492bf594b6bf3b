package lab

import (
	"strings"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

// peekEvents bounds how long a line may go on that is tried out.
const peekEvents = 4096

// Past reports whether the present moment lies before what the branch has
// already been, so that an input would begin another one.
func (l *Lab) Past() bool {
	return l.Now() < l.branch().frontier || l.next < len(l.branch().inputs)
}

// Peek tries a line out on a copy of the world, in a terminal of its own, and
// returns what it printed if it does nothing but look: it takes no time, sends
// nothing and changes nothing. Such a line (state, expect, help, a comment, a
// mistake) need not become part of history. Looked is false for every other
// line, and for one that is not complete.
func (l *Lab) Peek(line string) (r shell.Result, looked bool) { return peek(l.world, line) }

// OnlyLooks reports of a line that a world's terminal is about to be given whether Peek
// would look at it. What the program that runs there will read is no such line.
func OnlyLooks(w *sim.World, terminal sim.Node, line string) bool {
	t, ok := w.Actor(terminal).(*shell.Terminal)
	if !ok || t.Busy() || t.Continues() {
		return false
	}
	_, looked := peek(w, line)
	return looked
}

func peek(of *sim.World, line string) (r shell.Result, looked bool) {
	if strings.TrimSpace(line) == "" {
		return r, true
	}
	w := of.Clone()
	t := shell.NewTerminal("", host{})
	n := w.AddClient(t, 0)
	first := w.Trace().Next()
	start := w.Input(w.Now(), n, shell.Line{Text: line})
	for range peekEvents {
		if t.Ended() > 0 || t.Continues() || w.Next() > start {
			break
		}
		w.Step()
	}
	if t.Ended() == 0 {
		return r, false
	}
	for id := first; id < w.Trace().Next(); id++ {
		e, ok := w.Trace().At(id)
		if !ok || e.Kind != sim.KindInput && e.Kind != shell.KindCommand && e.Kind != shell.KindEnded {
			return r, false
		}
	}
	return t.Result(), true
}
