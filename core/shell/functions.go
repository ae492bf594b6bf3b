package shell

import (
	"fmt"
	"slices"
	"strconv"
)

// functionsMax bounds the functions of a terminal.
const functionsMax = 100

// define keeps a function. The list is not changed once made.
func (x context) define(f function) {
	i := slices.IndexFunc(x.functions, func(g function) bool { return g.name == f.name })
	switch {
	case i >= 0:
		x.functions = slices.Clone(x.functions)
		x.functions[i] = f
	case len(x.functions) == functionsMax:
		x.complain("there is room for %d functions", functionsMax)
	default:
		x.functions = append(x.functions[:len(x.functions):len(x.functions)], f)
	}
}

// call calls a function, if one has that name.
func (x context) call(args []string, vars variables, own bool) bool {
	for _, f := range x.functions {
		if f.name != args[0] {
			continue
		}
		before := len(x.frames)
		x.push(f.script, f.body)
		if len(x.frames) > before {
			x.frames[before].restore, x.frames[before].params = restoreParams|restoreLocals, x.params
			x.params = args[1:]
			if own {
				x.lend(&x.frames[before], vars)
			}
		}
		return true
	}
	return false
}

// callee is the name of the function that runs, or "".
func (x context) callee() string {
	for i := len(x.frames) - 1; i >= 0; i-- {
		f := &x.frames[i]
		if f.restore&restoreLocals == 0 {
			continue
		}
		for _, known := range x.functions {
			if known.script == f.script && known.body == f.node {
				return known.name
			}
		}
	}
	return ""
}

// leave ends frames from the innermost up to the n-th that is asked for, and
// reports whether there is one. The last one stays if it is to go on.
func (x context) leave(n int, wanted func(f *frame) bool, stays bool) bool {
	at := -1
	for i := len(x.frames) - 1; i >= 0 && n > 0; i-- {
		if wanted(&x.frames[i]) {
			at = i
			n--
		} else if x.frames[i].restore&restoreParams != 0 {
			break
		}
	}
	if at < 0 {
		return false
	}
	for len(x.frames) > at+btoi(stays) {
		x.pop()
	}
	return true
}

func isLoop(f *frame) bool {
	switch f.script.nodes[f.node].(type) {
	case *forLoop, *whileLoop, *countLoop:
		return true
	}
	return false
}

// runBreak is break and continue.
func runBreak(x context, args []string, _ variables) {
	n := 1
	if len(args) > 1 {
		var err error
		if n, err = strconv.Atoi(args[1]); err != nil || n < 1 {
			x.print(2, fmt.Sprintf("raftarium: %s: %s: loop count out of range\n", args[0], args[1]))
			x.exit(1)
			return
		}
	}
	x.exit(0)
	if !x.leave(n, isLoop, args[0] == "continue") {
		x.complain("%s: only meaningful in a `for', `while', or `until' loop", args[0])
		return
	}
	if n := len(x.frames); args[0] == "continue" {
		if f := &x.frames[n-1]; f.next%2 == 1 {
			if _, ok := f.script.nodes[f.node].(*whileLoop); ok {
				f.next++
			}
		}
	}
}

// runReturn is return.
func runReturn(x context, args []string, _ variables) {
	code, ok := x.statusArgument(args)
	if !ok {
		return
	}
	x.exit(code)
	if !x.leave(1, func(f *frame) bool { return f.restore&restoreParams != 0 }, false) {
		x.complain("return: can only `return' from a function or sourced script")
		x.code = 1
	}
}

// runExit is exit: it ends a subshell. The terminal itself stays.
func runExit(x context, args []string, _ variables) {
	if len(args) > 2 {
		x.complain("exit: too many arguments")
		x.exit(1)
		return
	}
	if code, ok := x.statusArgument(args); ok {
		x.exit(code)
	}
	x.leaveShell()
}

// leaveShell ends all that a task still has to do, after what is to be done at
// its end. Of a terminal's shell the line ends, with what waits after it.
func (x context) leaveShell() {
	code := x.code
	for len(x.frames) > 0 {
		x.pop()
	}
	x.code = code
	if x.task == x.shell() {
		x.left, x.queue = true, nil
	}
	x.runAtExit()
}

func (x context) statusArgument(args []string) (int, bool) {
	if len(args) == 1 {
		return x.code, true
	}
	n, err := strconv.Atoi(args[1])
	if err != nil {
		x.complain("%s: %s: numeric argument required", args[0], printable(args[1]))
		x.exit(2)
		return 2, false
	}
	return n & 255, true
}

// runShift is shift.
func runShift(x context, args []string, _ variables) {
	n := 1
	if len(args) > 1 {
		n, _ = strconv.Atoi(args[1])
	}
	if n < 0 || n > len(x.params) {
		x.exit(1)
		return
	}
	x.params = x.params[n:]
	x.exit(0)
}
