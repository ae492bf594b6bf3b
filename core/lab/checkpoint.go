package lab

import "raftarium/core/sim"

// checkpoint is a world to go back to. It is never run itself.
type checkpoint struct {
	at    sim.Time
	event sim.EventID
	next  int // the first input that it has not had
	world *sim.World
}

const (
	// checkpointEvents is how many events lie between two checkpoints: what a
	// replay goes through in some 6 ms natively and 25 ms in the page, where a
	// seek may take 16 and 50.
	checkpointEvents = 49152
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
	return b.checkpoints[len(b.checkpoints)-1].event + checkpointEvents
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
