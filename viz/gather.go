package viz

import (
	"runtime"
	"time"
)

// gatherWithin is what a frame may have taken for garbage to be collected in it:
// with the collection it takes no longer than one that has much to do.
const gatherWithin = 8 * time.Millisecond

// gather collects garbage in a frame that went back in time and had little to do,
// once half of what may gather has. In WebAssembly there is one thread, and a
// collection that becomes due ends before the next frame begins: it would come on
// top of the longest replay as well as on top of the shortest.
func (g *Game) gather(took time.Duration) {
	rewinds := g.viewer.Lab().Rewinds()
	went := rewinds != g.rewinds
	g.rewinds = rewinds
	if runtime.GOARCH != "wasm" || !went || took > gatherWithin {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > m.NextGC/4*3 {
		runtime.GC()
	}
}
