package shell

import (
	"fmt"
	"slices"

	"raftarium/core/sim"
)

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
	if k.tested {
		return true
	}
	for i := range k.frames {
		if k.frames[i].tested {
			return true
		}
	}
	return false
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
	if f.restore&restoreCode != 0 {
		x.code = f.last
	}
	x.frames = x.frames[:len(x.frames)-1]
}

// step takes the innermost frame one part further.
func (x context) step() {
	f := &x.frames[len(x.frames)-1]
	n := f.script.nodes[f.node]
	if s, ok := n.(interface{ lists() []int }); ok && len(f.outputs) < len(s.lists()) {
		vars := x.vars
		if n, ok := n.(*simple); !ok || x.setSome(n, f.outputs) {
			x.substitute(f.script, s.lists()[len(f.outputs)])
			if ok && len(n.words) > 0 {
				x.vars = vars // the command is given them once more, as its own
			}
		}
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
		if x.code != 0 && !x.isTested() {
			x.afterFailure()
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
					return true
				}
			}
		}
		if next >= len(f.words) {
			return false
		}
		if !x.assign(n.name, f.words[next]) {
			x.code = 1
			return false
		}
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
		e := x.expander(f.outputs)
		from, all := 0, false
		if next > 0 { // f.last is the body that ran
			how := n.joints[f.last]
			if from, all = f.last+1, how == runsNext; how == leavesCase {
				return false
			}
		} else {
			f.words = []string{e.text(n.subject)} // once: it may change variables
			x.vars, x.code = e.vars, 0
		}
		subject := f.words[0]
		for i := from; i < len(n.bodies); i++ {
			fits := all || slices.ContainsFunc(n.patterns[i], func(p word) bool { return e.err == nil && matches(e.pattern(p), subject) })
			x.vars = e.vars
			if e.err != nil {
				x.giveUp(e.err)
				return true
			}
			if fits {
				f.last = i
				x.push(f.script, n.bodies[i])
				return true
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

// begin begins a simple command.
func (x context) begin(n *simple, outputs []string, asIs bool) {
	e := x.expander(outputs)
	args := e.fields(n.words)
	x.vars = e.vars
	if e.err != nil {
		x.giveUp(e.err)
		return
	}
	for _, a := range n.assignments[n.carriedOut(len(outputs)):] {
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
		if p := x.pipeOf(x.ends[1]); p != nil && p.whole && len(n.redirects) == 1 && n.redirects[0].kind == fromFile {
			if from := x.pipeOf(ends[0]); from != nil { // $(< FILE)
				x.print(1, string(from.buf))
			}
		}
		x.vars = e.vars
		if len(outputs) == 0 {
			x.code = 0
		}
		return
	}
	if ends != x.ends {
		x.redirected(ends)
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

// giveUp ends a task whose words cannot be expanded (IEEE 1003.1, 2.8.1).
func (x context) giveUp(err error) {
	x.complain("%v", err)
	for len(x.frames) > 0 {
		x.pop()
	}
	x.code = 1
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

// complain says on stderr what is wrong, in the terminal's own name.
func (x context) complain(format string, args ...any) {
	x.print(2, "raftarium: "+fmt.Sprintf(format, args...)+"\n")
}
