package shell

import (
	"errors"
	"slices"
	"strings"

	"raftarium/core/sim"
)

// typed takes a line: it completes a script, which begins, or it does not.
func (x context) typed(text string) {
	for i, line := range strings.Split(text, "\n") {
		prompt := x.Prompt()
		if i > 0 {
			prompt = "> "
		}
		x.screen.print(Echo, prompt+line+"\n")
	}
	whole := x.partial + text
	script, err := parse(whole)
	if errors.Is(err, errIncomplete) {
		x.partial = whole + "\n"
		return
	}
	x.partial = ""
	if strings.TrimSpace(whole) == "" {
		x.result = Result{Code: x.code}
		x.ended++
		x.tellJobs()
		return
	}
	x.remember(whole)
	x.turn.Because(x.turn.Note(KindCommand, sim.Nobody, Command{whole}))
	if err != nil {
		x.refuse("%v", err)
		return
	}
	x.script, x.spent, x.insists = script, 0, false
	x.push(script, script.root)
}

func (x context) remember(line string) {
	if n := len(x.history); n > 0 && x.history[n-1] == line {
		return
	}
	x.history = append(x.history, line) // Clone sees to it that nobody shares the room behind it
	if len(x.history) > HistoryMax {
		x.history = x.history[len(x.history)-HistoryMax:]
	}
}

// refuse ends a line that could not be understood.
func (x context) refuse(format string, args ...any) {
	x.script = &nothing
	x.complain(format, args...)
	x.code = 2
	x.endLine()
	x.last = x.result
}

// endLine ends the line that ran.
func (x context) endLine() {
	clear(x.frames)
	x.script, x.frames = nil, x.frames[:0]
	if x.left {
		x.ends, x.params, x.traps, x.pending = terminalEnds, nil, nil, nil
	}
	x.keys, x.keysEnded = nil, false
	for _, k := range slices.Clone(x.tasks) { // what has printed for <(…), and is read no more
		if e := k.ends[1]; k.job == 0 && e.kind == pipeEnd && !x.held(pipeSource, e.pipe) {
			x.in(x.turn.Turn, k).die(141)
		}
	}
	x.files.forgetStreams()
	x.result = x.Output()
	x.result.Left, x.left = x.left, false
	x.stdout, x.stderr = capture{}, capture{}
	x.ended++
	x.turn.Note(KindEnded, sim.Nobody, Ended{x.code})
	x.tellJobs()
}

// interrupt ends what runs, or a line that goes on. What has trapped it, or
// ignores it, is ended by the second one: nobody is locked out of a terminal, and
// its streams are its own again, whatever exec has made of them.
func (x context) interrupt() {
	switch {
	case x.script != nil:
		x.screen.print(Echo, "^C\n")
		x.resume = 0
		inFront := func(k *task) bool { return k.job == 0 }
		if !x.insists && x.caught(2, inFront) {
			x.insists = true
			x.stopTrapped(130, inFront)
			return
		}
		x.shell().pending = nil
		x.stopAll(130)
	case x.partial != "":
		x.screen.print(Echo, "> ^C\n")
		x.partial = ""
		x.code = 130
	}
	x.ends = terminalEnds
}
