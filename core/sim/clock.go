package sim

import (
	"math/bits"

	"raftarium/core/wire"
)

// Rate is how fast a clock runs, in millionths: RightRate is as fast as time.
type Rate int64

// The rates that a clock can have.
const (
	RightRate Rate = 1_000_000
	RateMin        = RightRate / 10
	RateMax        = RightRate * 10
)

// Clock is what an actor takes the time to be.
type Clock struct {
	Shows Time
	Rate  Rate
}

// clock is an actor's own clock. The zero value is right.
type clock struct {
	wrong bool
	rate  Rate
	since Time // of the world, when it was set last
	base  Time // what it showed then
}

// shows returns what the clock shows at a moment of the world, since which it
// has not been set.
func (c *clock) shows(t Time) Time {
	if !c.wrong {
		return t
	}
	q, _ := mulDiv(t-c.since, c.rate, RightRate)
	return c.base + q
}

// when returns the moment of the world at which the clock will first show own
// or more, at the earliest that at which it was set last.
func (c *clock) when(own Time) Time {
	if !c.wrong {
		return own
	}
	q, rest := mulDiv(own-c.base, RightRate, c.rate)
	if rest > 0 {
		q++
	}
	return min(c.since+q, timeMax)
}

// mulDiv returns t times a/b and whether that is rounded down. What is negative
// counts as 0; nothing is beyond timeMax.
func mulDiv(t Time, a, b Rate) (q Time, rest uint64) {
	high, low := bits.Mul64(uint64(max(0, min(t, timeMax))), uint64(a))
	quotient, rest := bits.Div64(high, low, uint64(b)) // high < b: t < 2^60, and a and b are bounded
	return Time(min(quotient, uint64(timeMax))), rest
}

// ClockOf returns what an actor's clock shows, and how fast it runs.
func (w *World) ClockOf(id Node) Clock {
	n := w.node(id)
	if n == nil || !n.clock.wrong {
		return Clock{Shows: w.now, Rate: RightRate}
	}
	return Clock{Shows: n.clock.shows(w.now), Rate: n.clock.rate}
}

// ClockAt returns what an actor's clock showed at a moment since it was set
// last; of an earlier one, what it showed then.
func (w *World) ClockAt(id Node, t Time) Time {
	if n := w.node(id); n != nil {
		return n.clock.shows(t)
	}
	return t
}

// SetClock sets an actor's clock: it shows another time, not before 0, or runs
// faster or slower from now on. Its timers run out when it shows what they were
// set to: one that it has now passed runs out at once.
func (w *World) SetClock(id Node, to Clock, cause EventID) {
	n := w.node(id)
	if n == nil {
		return
	}
	before := w.ClockOf(id)
	to.Shows, to.Rate = max(0, min(to.Shows, timeMax)), max(RateMin, min(to.Rate, RateMax))
	if to == before {
		return
	}
	var own [TimersMax]Time
	for i := range n.timers {
		own[i] = n.clock.shows(n.timers[i].deadline)
	}
	n.clock = clock{wrong: to != Clock{Shows: w.now, Rate: RightRate}, rate: to.Rate, since: w.now, base: to.Shows}
	w.record(cause, KindClock, id, Nobody, ClockSet{Before: before, After: to}, nil)
	for i := range n.timers {
		if t := &n.timers[i]; t.deadline != 0 {
			w.setTimer(n, Timer(i), n.clock.when(own[i]), t.cause)
		}
	}
}

// ClockSet is the detail of KindClock.
type ClockSet struct{ Before, After Clock }

// Jump returns by how much the clock was set ahead, or back if it is negative.
func (c ClockSet) Jump() Time { return c.After.Shows - c.Before.Shows }

func (c *clock) code(x *wire.Coder) {
	x.Bool(&c.wrong)
	if c.wrong {
		wire.Number(x, &c.rate)
		wire.Number(x, &c.since)
		wire.Number(x, &c.base)
	}
}

func (c *clock) verify(x *wire.Coder, now Time) {
	if c.wrong && (c.rate < RateMin || c.rate > RateMax || c.since > now || !moment(c.since) || !moment(c.base)) {
		x.Fail("a clock that showed %d at %d and runs at %d", c.base, c.since, c.rate)
	}
}
