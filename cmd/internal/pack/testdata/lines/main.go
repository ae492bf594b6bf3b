// Command lines does what goes over the stack of a program: it grows stacks,
// collects garbage below them, panics, and tells its callers by name.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	var room [64]int
	room[depth%64] = depth
	if depth == 0 {
		runtime.GC()
		return nil
	}
	return &tree{left: grow(depth - 1), right: &tree{}}
}

func callers() (names []string) {
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		if strings.HasPrefix(f.Function, "main.") {
			names = append(names, f.Function)
		}
		told = told || f.Line > 0
	}
	return names
}

var told bool

func caught() (what any) {
	defer func() { what = recover() }()
	var t *tree
	return t.left
}

func main() {
	fmt.Println(callers())
	fmt.Println(caught())
	done := make(chan int)
	go func() {
		depth := 0
		for t := grow(2000); t != nil; t = t.left {
			depth++
		}
		done <- depth
	}()
	fmt.Println(<-done)
	fmt.Println("lines are told:", told)
	panic("at the end")
}
