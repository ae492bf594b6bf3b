package shell

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
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
	x.script, x.spent = script, 0
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

func (x context) push(s *script, node int) {
	if len(x.frames) >= framesMax {
		x.complain("commands are nested more than %d deep", framesMax)
		for len(x.frames) > 0 {
			x.pop()
		}
		x.code = 1
		return
	}
	x.frames = append(x.frames, frame{script: s, node: node})
}

// pushTested is push; where tested is set the code is only asked for.
func (x context) pushTested(s *script, node int, tested bool) {
	x.push(s, node)
	if n := len(x.frames); n > 0 && tested {
		x.frames[n-1].tested = true
	}
}

// isTested reports whether the code of what runs is only asked for.
func (k *task) isTested() bool {
	return k.tested || slices.ContainsFunc(k.frames, func(f frame) bool { return f.tested })
}

// pop ends the innermost frame.
func (x context) pop() {
	f := &x.frames[len(x.frames)-1]
	if f.restore&restoreEnds != 0 {
		x.ends = f.ends
	}
	if f.restore&restoreParams != 0 {
		x.params = f.params
	}
	if f.restore&restoreLocals != 0 {
		x.restoreLocals(f)
	}
	x.frames = x.frames[:len(x.frames)-1]
}

// step takes the innermost frame one part further.
func (x context) step() {
	f := &x.frames[len(x.frames)-1]
	n := f.script.nodes[f.node]
	if s, ok := n.(interface{ lists() []int }); ok && len(f.outputs) < len(s.lists()) {
		x.substitute(f.script, s.lists()[len(f.outputs)])
		return
	}
	next := f.next
	f.next++
	switch n := n.(type) {
	case *list:
		if next < len(n.items) {
			if it := n.items[next]; it.background {
				x.background(f.script, it)
			} else {
				x.push(f.script, it.node)
			}
			return
		}
	case *andOr:
		for ; next < len(n.pipelines); next++ {
			if next == 0 || (x.code == 0) == (n.operators[next-1] == ifSucceeded) {
				f.next = next + 1
				x.pushTested(f.script, n.pipelines[next], next < len(n.pipelines)-1)
				return
			}
		}
	case *pipeline:
		if next == 0 {
			f.began, f.outAt, f.errAt = x.turn.Now(), len(x.stdout.buf), len(x.stderr.buf)
			f.tested = f.tested || n.negated
			x.pipe(f.script, n)
			return
		}
		x.endPipeline(f, n)
		if x.code != 0 && x.options&optionErrExit != 0 && !x.isTested() {
			x.leaveShell()
			return
		}
	case *simple:
		outputs, asIs := f.outputs, slices.ContainsFunc(x.frames, func(f frame) bool { return f.asIs })
		x.pop()
		x.begin(n, outputs, asIs)
		return
	case *redirected:
		if next == 0 {
			ends, err := x.redirect(n.redirects, f.outputs)
			if err != nil {
				x.complain("%v", err)
				x.code = 1
				break
			}
			f.ends, f.restore = x.ends, f.restore|restoreEnds
			x.ends = ends
			x.push(f.script, n.body)
			return
		}
	case *subshell:
		if next == 0 {
			if k := x.spawn(f.script, n.body); k != nil {
				x.start(&joining{pids: []int{k.pid}})
				return
			}
		}
	case *definition:
		x.define(function{n.name, f.script, n.body})
		x.code = 0
	default:
		if x.loop(f, next) {
			return
		}
	}
	x.pop()
}

// loop takes a loop or a choice one part further, and reports whether there
// was one.
func (x context) loop(f *frame, next int) bool {
	switch n := f.script.nodes[f.node].(type) {
	case *forLoop:
		if next == 0 {
			x.code = 0
			if f.words = x.params; !n.own {
				var ok bool
				if f.words, ok = x.expand(n.words, f.outputs); !ok {
					return false
				}
			}
		}
		if next >= len(f.words) {
			return false
		}
		x.assign(n.name, f.words[next])
		x.push(f.script, n.body)
		return true
	case *whileLoop:
		switch {
		case next%2 == 0:
			if next > 0 {
				f.last = x.code
			}
			x.pushTested(f.script, n.condition, true)
			return true
		case (x.code == 0) != n.until:
			x.push(f.script, n.body)
			return true
		}
		x.code = f.last
	case *choice:
		switch {
		case next > 0 && f.last == 1:
			return false
		case next > 0 && x.code == 0:
			f.last = 1
			x.push(f.script, n.bodies[min(next, len(n.bodies))-1])
			return true
		case next < len(n.conditions):
			x.pushTested(f.script, n.conditions[next], true)
			return true
		case n.otherwise >= 0:
			f.last = 1
			x.push(f.script, n.otherwise)
			return true
		}
		x.code = 0
	case *caseOf:
		if next > 0 {
			return false
		}
		e := x.expander(f.outputs)
		subject := e.text(n.subject)
		x.code = 0
		for i, patterns := range n.patterns {
			for _, p := range patterns {
				if matches(e.pattern(p), subject) {
					x.push(f.script, n.bodies[i])
					return true
				}
			}
		}
	case *arithmetic:
		v, ok := x.computed(n.expression, f.outputs, "((: ")
		x.code = btoi(!ok || v == 0)
	case *conditional:
		x.code = x.decide(&n.root, f.outputs)
	case *countLoop:
		expression := n.step
		if next == 0 {
			x.code, expression = 0, n.first
		}
		f.last = x.code
		_, ok := x.computed(expression, f.outputs, "((: ")
		v := int64(1)
		if ok && len(n.condition) > 0 {
			v, ok = x.computed(n.condition, f.outputs, "((: ")
		}
		if ok && v != 0 {
			x.push(f.script, n.body)
			return true
		}
		x.code = f.last
		if !ok {
			x.code = 1
		}
	}
	return false
}

// computed is the value of an expression; what names it in a complaint stands
// before it.
func (x context) computed(expression word, outputs []string, name string) (int64, bool) {
	e := x.expander(outputs)
	v, err := e.sum(e.text(expression))
	x.vars = e.vars
	if err == nil {
		err = e.err
	}
	if err != nil {
		x.complain("%s%v", name, err)
	}
	return v, err == nil
}

// pipe begins a pipeline: the only command as it is, several each in a
// subshell.
func (x context) pipe(s *script, n *pipeline) {
	if len(n.stages) == 1 {
		x.push(s, n.stages[0])
		return
	}
	var pids []int
	from := x.ends[0]
	for i, stage := range n.stages {
		k := x.spawn(s, stage)
		if k == nil {
			break
		}
		k.ends[0] = from
		if i < len(n.stages)-1 {
			k.ends[1] = x.newPipe("", false)
			from = end{kind: pipeEnd, pipe: k.ends[1].pipe}
			if n.both[i] {
				k.ends[2] = k.ends[1]
			}
		}
		pids = append(pids, k.pid)
	}
	x.start(&joining{pids: pids, stages: pids, codes: make([]int, len(pids))})
}

// endPipeline takes what has come of a pipeline.
func (x context) endPipeline(f *frame, n *pipeline) {
	if len(n.stages) == 1 {
		x.statuses = []int{x.code}
	}
	if n.negated {
		x.code = btoi(x.code == 0)
	}
	if n.timed {
		span := x.turn.Now() - f.began
		minutes, rest := span/(60*sim.Second), span%(60*sim.Second)
		x.print(2, fmt.Sprintf("\nreal\t%dm%d.%03ds\nuser\t0m0.000s\nsys\t0m0.000s\n", minutes, rest/sim.Second, rest%sim.Second/sim.Millisecond))
	}
	if x.task == x.shell() && !f.unjudged {
		outAt, errAt := min(f.outAt, len(x.stdout.buf)), min(f.errAt, len(x.stderr.buf))
		x.last = Result{Code: x.code, Stdout: string(x.stdout.buf[outAt:]), Stderr: string(x.stderr.buf[errAt:]), Cut: x.stdout.cut || x.stderr.cut}
	}
}

// substitute runs a command whose output is substituted.
func (x context) substitute(s *script, node int) {
	asFile := false
	if stream, ok := s.nodes[node].(*streamed); ok {
		node, asFile = stream.body, true
	}
	k := x.spawn(s, node)
	if k == nil {
		f := &x.frames[len(x.frames)-1]
		f.outputs = append(f.outputs, "")
		return
	}
	k.ends[1] = x.newPipe("", true)
	x.start(&joining{pids: []int{k.pid}, pipe: k.ends[1].pipe, asFile: asFile})
}

// begin begins a simple command.
func (x context) begin(n *simple, outputs []string, asIs bool) {
	e := x.expander(outputs)
	args := e.fields(n.words)
	x.vars = e.vars
	if e.err != nil {
		x.giveUp(e.err)
		return
	}
	for _, a := range n.assignments {
		if err := x.set(e, a, len(args) > 0); err != nil {
			x.giveUp(err)
			return
		}
	}
	if x.options&optionTrace != 0 {
		x.trace(n, args, outputs)
	}
	if x.task == x.shell() && len(args) > 0 && args[0] == "expect" && len(x.frames) > 0 {
		x.frames[len(x.frames)-1].unjudged = true
	}
	ends, err := x.redirect(n.redirects, outputs)
	if err != nil {
		x.complain("%v", err)
		x.code = 1
		return
	}
	if len(args) == 0 {
		x.vars = e.vars
		if len(outputs) == 0 {
			x.code = 0
		}
		return
	}
	if ends != x.ends {
		// The frame holds what the streams were until the command has ended.
		x.frames = append(x.frames, frame{script: &nothing, ends: x.ends, restore: restoreEnds, next: 1})
		x.ends = ends
	}
	if !asIs && len(n.words) > 0 && n.words[0].literal() == args[0] && x.unalias(args) {
		return
	}
	if x.call(args, e.vars, len(n.assignments) > 0) {
		return
	}
	command, ok := commands[args[0]]
	if !ok && !x.runFile(args, e.vars) {
		x.unknown(args[0])
	}
	if !ok {
		return
	}
	command(x, args, e.vars)
	if n.arrays != nil {
		x.setArrays(n.arrays, outputs)
	}
}

// setArrays makes the arrays that stand among the words of declare and its kin.
func (x context) setArrays(arrays []assignment, outputs []string) {
	e := x.expander(outputs)
	for _, a := range arrays {
		if err := x.set(e, a, false); err != nil {
			x.giveUp(err)
			return
		}
	}
	x.vars = e.vars
}

// set carries out an assignment.
func (x context) set(e *expander, a assignment, export bool) error {
	var err error
	switch {
	case a.array:
		kind := indexedArray
		if i, ok := e.vars.find(a.name); ok && e.vars[i].kind == namedArray {
			kind = namedArray
		}
		if i, ok := e.vars.find(a.name); !a.append || !ok || e.vars[i].kind == scalarVariable && e.vars[i].value == "" {
			if e.vars, err = e.vars.withArray(a.name, kind); err != nil {
				return err
			}
		}
		for _, el := range a.list {
			if el.index != nil {
				e.vars, err = e.vars.withElement(a.name, e.key(a.name, el.index), e.text(el.value))
			} else {
				for _, value := range e.fields([]word{el.value}) {
					if e.vars, err = e.vars.withElement(a.name, strconv.FormatInt(e.vars.next(a.name), 10), value); err != nil {
						break
					}
				}
			}
			if err != nil {
				return err
			}
		}
	case a.index != nil:
		key, value := e.key(a.name, a.index), e.text(a.value)
		if a.append {
			value = e.value(piece{kind: paramPiece, text: a.name, index: a.index}) + value
		}
		if e.err == nil {
			e.vars, err = e.vars.withElement(a.name, key, value)
		}
	default:
		value := e.text(a.value)
		if a.append {
			value = e.vars.get(a.name) + value
		}
		if e.err == nil {
			e.vars, err = e.vars.with(a.name, value, export || x.options&optionExport != 0)
		}
	}
	if err == nil {
		err = e.err
	}
	return err
}

// giveUp ends a task whose words cannot be expanded (IEEE 1003.1, 2.8.1).
func (x context) giveUp(err error) {
	x.complain("%v", err)
	for len(x.frames) > 0 {
		x.pop()
	}
	x.code = 1
}

// redirect opens what redirections name.
func (x context) redirect(redirects []redirect, outputs []string) ([3]end, error) {
	ends := x.ends
	for _, r := range redirects {
		if r.kind == toStream {
			ends[r.stream] = ends[r.to]
			continue
		}
		e := x.expander(outputs)
		text := e.text(r.word)
		if e.err != nil {
			return ends, e.err
		}
		switch {
		case r.kind == fromText:
			ends[0] = x.newPipe(text, false)
			continue
		case r.kind == fromFile && text == "/dev/null":
			ends[0] = end{}
			continue
		case r.kind == fromFile:
			data, ok := x.here().read(text)
			if !ok {
				return ends, fmt.Errorf("%s: No such file or directory", text)
			}
			ends[0] = x.newPipe(string(data), false)
			continue
		case text == "/dev/null":
			ends[r.stream] = end{}
		case text == "/dev/stdout":
			ends[r.stream] = ends[1]
		case text == "/dev/stderr":
			ends[r.stream] = ends[2]
		default:
			if err := x.here().create(text, r.kind == appendToFile); err != nil {
				return ends, fmt.Errorf("%s: %w", text, err)
			}
			ends[r.stream] = end{kind: fileEnd, file: x.here().path(text)}
		}
		if r.both {
			ends[2] = ends[1]
		}
	}
	return ends, nil
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
		x.observes = false
		x.alarms = [timers]sim.Time{}
	}
	x.code = code
}

// endLine ends the line that ran.
func (x context) endLine() {
	clear(x.frames)
	x.script, x.frames = nil, x.frames[:0]
	x.ends, x.params = terminalEnds, nil
	x.keys, x.keysEnded = nil, false
	x.files.forgetStreams()
	x.result = x.Output()
	x.result.Left, x.left = x.left, false
	x.stdout, x.stderr = capture{}, capture{}
	x.ended++
	x.turn.Note(KindEnded, sim.Nobody, Ended{x.code})
	x.tellJobs()
}

// interrupt ends what runs, or a line that goes on.
func (x context) interrupt() {
	switch {
	case x.script != nil:
		x.screen.print(Echo, "^C\n")
		x.resume = 0
		if !x.caught(2, func(k *task) bool { return k.job == 0 }) {
			x.stopAll(130)
		}
	case x.partial != "":
		x.screen.print(Echo, "> ^C\n")
		x.partial = ""
		x.code = 130
	}
}

// complain says on stderr what is wrong, in the terminal's own name.
func (x context) complain(format string, args ...any) {
	x.print(2, "raftarium: "+fmt.Sprintf(format, args...)+"\n")
}
