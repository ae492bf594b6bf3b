//go:build js && measured

package main

import (
	"runtime"
	"syscall/js"
)

// A page that is built for measurements tells what its memory does: how many
// objects were made and of how many bytes, and how many bytes are held, after a
// collection if so asked.
func init() {
	js.Global().Set("raftariumMemory", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) > 0 && args[0].Truthy() {
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return []any{float64(m.Mallocs), float64(m.TotalAlloc), float64(m.HeapAlloc)}
	}))
}
