package lab

import (
	"runtime"

	"raftarium/core/sim"
)

// checkpoint is a world to go back to, without its trace, but for the first of a
// branch. It is never run itself.
type checkpoint struct {
	at sim.Time
	// from is the first moment that it is gone back to for: traceLeast events are
	// between, so that there are some to be looked at. Never: there are not yet.
	from  sim.Time
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
	// traceLeast is how many events lie at least between a checkpoint and what is
	// reached from it, but for the first.
	traceLeast = 256
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
	w := l.world
	c := checkpoint{at: w.Now(), from: sim.Never, event: w.Trace().Next(), next: l.next}
	if len(b.checkpoints) == 0 {
		c.from, c.world = c.at, w.Clone()
	} else {
		c.world = w.Checkpoint()
	}
	b.checkpoints = append(b.checkpoints, c)
}

// ripen sees whether enough has happened since the newest checkpoint for it to be
// gone back to.
func (b *branch) ripen(trace *sim.Trace) {
	if len(b.checkpoints) == 0 {
		return
	}
	c := &b.checkpoints[len(b.checkpoints)-1]
	if e, ok := trace.At(c.event + traceLeast - 1); ok && c.from == sim.Never {
		c.from = e.Time
	}
}

// before returns the checkpoint from which t is reached.
func (b *branch) before(t sim.Time) (checkpoint, bool) {
	lo, hi := 0, len(b.checkpoints)
	for lo < hi {
		mid := (lo + hi) / 2
		if b.checkpoints[mid].from <= t {
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
