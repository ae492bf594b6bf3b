package lab

import (
	"runtime"

	"raftarium/core/sim"
)

// checkpoint is a world to go back to. It is never run itself.
type checkpoint struct {
	at    sim.Time
	event sim.EventID
	next  int // the first input that it has not had
	world *sim.World
}

const (
	// checkpointEvents is how many events lie between two checkpoints natively,
	// and checkpointEventsWasm in the page, where an event takes four times as
	// long: what a replay goes through in some 6 and 12 ms. A seek may take 16 and
	// 50, with the collection of garbage that one of them runs into. What a world
	// does is the same wherever its checkpoints lie.
	checkpointEvents     = 49152
	checkpointEventsWasm = 24576
	// checkpointsMax bounds the checkpoints of a branch. Beyond it every
	// second one is dropped, but for the newest: going back a little stays
	// quick however long the history is.
	checkpointsMax    = 512
	checkpointsNewest = 128
)

// nextCheckpoint returns the event after which the next checkpoint is due.
func (b *branch) nextCheckpoint() sim.EventID {
	if len(b.checkpoints) == 0 {
		return 0
	}
	distance := sim.EventID(checkpointEvents)
	if runtime.GOARCH == "wasm" {
		distance = checkpointEventsWasm
	}
	return b.checkpoints[len(b.checkpoints)-1].event + distance
}

// keep makes a checkpoint of the world as it is.
func (l *Lab) keep() {
	b := l.branch()
	if len(b.checkpoints) >= checkpointsMax {
		thin := make([]checkpoint, 0, checkpointsMax)
		newest := len(b.checkpoints) - checkpointsNewest
		for i := 0; i < newest; i += 2 {
			thin = append(thin, b.checkpoints[i])
		}
		b.checkpoints = append(thin, b.checkpoints[newest:]...)
	}
	w := l.world.Checkpoint()
	b.checkpoints = append(b.checkpoints, checkpoint{at: w.Now(), event: w.Trace().Next(), next: l.next, world: w})
}

// before returns the last checkpoint at or before t.
func (b *branch) before(t sim.Time) (checkpoint, bool) {
	lo, hi := 0, len(b.checkpoints)
	for lo < hi {
		mid := (lo + hi) / 2
		if b.checkpoints[mid].at <= t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return checkpoint{}, false
	}
	return b.checkpoints[lo-1], true
}
