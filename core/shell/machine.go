package shell

import (
	"errors"
	"fmt"
	"strings"

	"raftarium/core/sim"
)

// frame is a place in a script: a node, and which of its parts comes next.
type frame struct{ node, next int }

// streams says where the streams 1 and 2 of a command go: to the terminal's
// own stream of that number, or nowhere.
type streams [3]int

var plainStreams = streams{0, 1, 2}

// context is a terminal during a turn.
type context struct {
	*Terminal
	turn *sim.Turn
}

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
		return
	}
	x.remember(whole)
	x.turn.Because(x.turn.Note(KindCommand, sim.Nobody, Command{whole}))
	if err != nil {
		x.refuse("%v", err)
		return
	}
	x.script = script
	x.push(script.root)
}

func (x context) remember(line string) {
	if n := len(x.history); n > 0 && x.history[n-1] == line {
		return
	}
	x.history = append(x.history[:len(x.history):len(x.history)], line)
	if len(x.history) > HistoryMax {
		x.history = x.history[len(x.history)-HistoryMax:]
	}
}

// refuse ends a line that could not be understood.
func (x context) refuse(format string, args ...any) {
	x.streams = plainStreams
	x.complain(format, args...)
	x.code = 2
	x.endLine()
	x.last = x.result
}

func (x context) push(node int) { x.frames = append(x.frames, frame{node: node}) }
func (x context) pop()          { x.frames = x.frames[:len(x.frames)-1] }

// advance runs what can run now: until a command has to wait, or there is
// nothing left to do.
func (x context) advance() {
	for x.running == nil {
		switch {
		case len(x.frames) > 0:
			x.step()
		case x.script != nil:
			x.endLine()
		case len(x.queue) > 0:
			text := x.queue[0]
			x.queue = x.queue[1:]
			x.typed(text)
		default:
			return
		}
	}
}

// step takes the innermost frame one part further.
func (x context) step() {
	f := &x.frames[len(x.frames)-1]
	next := f.next
	f.next++
	switch n := x.script.nodes[f.node].(type) {
	case *list:
		if next < len(n.items) {
			x.push(n.items[next])
			return
		}
	case *andOr:
		for ; next < len(n.pipelines); next++ {
			if next == 0 || (x.code == 0) == (n.operators[next-1] == ifSucceeded) {
				f.next = next + 1
				x.push(n.pipelines[next])
				return
			}
		}
	case *pipeline:
		if next < len(n.stages) {
			x.push(n.stages[next])
			return
		}
	case *simple:
		x.pop()
		x.begin(n)
		return
	}
	x.pop()
}

// begin begins a simple command.
func (x context) begin(n *simple) {
	x.outAt, x.errAt = len(x.stdout.buf), len(x.stderr.buf)
	x.streams = plainStreams
	for _, r := range n.redirects {
		x.streams[r.stream] = x.streams[r.to]
	}
	e := expander{x.vars, x.code}
	args := e.fields(n.words)
	vars := x.vars
	for _, a := range n.assignments {
		var err error
		if vars, err = vars.with(a.name, expander{vars, x.code}.text(a.value), len(args) > 0); err != nil {
			x.complain("%v", err)
			x.exit(1)
			return
		}
	}
	if len(args) == 0 {
		x.vars = vars
		x.exit(0)
		return
	}
	command, ok := commands[args[0]]
	if !ok {
		x.unknown(args[0])
		return
	}
	x.judged = args[0] != "expect"
	command(x, args, vars)
}

// start makes a command run that does not end at once.
func (x context) start(p process) {
	x.running = p
	p.begin(x)
}

// exit ends the running command.
func (x context) exit(code int) {
	if x.running != nil {
		x.running = nil
		x.turn.Observe(false)
		for timer := range timers {
			x.turn.StopTimer(timer)
		}
	}
	x.code = code
	if x.judged {
		x.judged = false
		x.last = Result{Code: code, Stdout: string(x.stdout.buf[x.outAt:]), Stderr: string(x.stderr.buf[x.errAt:]), Cut: x.stdout.cut || x.stderr.cut}
	}
}

// endLine ends the line that ran.
func (x context) endLine() {
	x.script, x.frames = nil, nil
	x.result = x.Output()
	x.stdout, x.stderr = capture{}, capture{}
	x.outAt, x.errAt = 0, 0
	x.ended++
	x.turn.Note(KindEnded, sim.Nobody, Ended{x.code})
}

// interrupt ends what runs, or a line that goes on.
func (x context) interrupt() {
	switch {
	case x.running != nil:
		x.running.cancel(x)
		x.screen.print(Echo, "^C\n")
		x.exit(130)
		x.endLine()
	case x.partial != "":
		x.screen.print(Echo, "> ^C\n")
		x.partial = ""
		x.code = 130
	}
}

// print writes to a stream of the running command.
func (x context) print(stream int, text string) {
	switch x.streams[stream] {
	case 1:
		x.stdout.write([]byte(text))
		x.screen.print(Stdout, text)
	case 2:
		x.stderr.write([]byte(text))
		x.screen.print(Stderr, text)
	}
}

// complain says on stderr what is wrong, in the terminal's own name.
func (x context) complain(format string, args ...any) {
	x.print(2, "raftarium: "+fmt.Sprintf(format, args...)+"\n")
}
