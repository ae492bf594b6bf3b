package live

import (
	"sync"
	"time"

	"raftarium/core/sim"
)

// Clock says what time it is in a world that runs in real time.
type Clock interface {
	// Now is the world's time. It does not go back.
	Now() sim.Time
	// Wake returns a channel that is told when Now may have reached t.
	Wake(t sim.Time) <-chan time.Time
}

// gapMax is the longest pause of this program, as when the machine sleeps or has
// too much to do, that the world makes up for. Longer ones it skips: it slows
// down rather than jump.
const gapMax = 500 * sim.Millisecond

// wallClock is the clock on the wall.
type wallClock struct {
	timer *time.Timer // of the one goroutine that waits

	mu      sync.Mutex
	start   time.Time
	last    sim.Time
	skipped sim.Time
}

// NewClock returns a clock that shows 0 now and goes as the one on the wall.
func NewClock() Clock {
	return &wallClock{start: time.Now(), timer: time.NewTimer(time.Hour)}
}

func (c *wallClock) Now() sim.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := sim.Time(time.Since(c.start)) - c.skipped
	if gap := now - c.last; gap > gapMax {
		c.skipped += gap - gapMax
		now = c.last + gapMax
	}
	c.last = now
	return now
}

func (c *wallClock) Wake(t sim.Time) <-chan time.Time {
	c.timer.Reset(time.Duration(max(0, min(t-c.Now(), sim.Second))))
	return c.timer.C
}
