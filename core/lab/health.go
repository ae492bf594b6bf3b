package lab

import (
	"raftarium/core/check"
	"raftarium/core/member"
	"raftarium/core/sim"
)

// leaderTimeouts is how many election timeouts a cluster that nothing is wrong
// with may take to find a leader.
const leaderTimeouts = 10

// judgeHealth tells the checks whether anything is wrong with the cluster, since
// something was done to it: only while nothing is must it find a leader and
// answer everybody.
func judgeHealth(w *sim.World) {
	m := monitorOf(w)
	for n := range w.Servers {
		if !w.Up(n) {
			m.Crashed(n)
		}
	}
	if !healthy(w) {
		m.Disturbed()
		return
	}
	m.Healed(w.Now(), check.Patience{
		Leader: leaderTimeouts * sim.Time(registryOf(w).slowest),
		Answer: sim.Time(member.RequestTimeout),
	})
}

// healthy reports whether all members run, and messages and writes come through
// in good time: an election takes two of each.
func healthy(w *sim.World) bool {
	t := registryOf(w).times
	if !liveable(t) {
		return false
	}
	slow := sim.Time(t.ElectionMin) / 2
	for n, m := range Members(w) {
		if isGone(w, m) {
			if w.Up(n) {
				return false // it may disturb those who are left
			}
			continue
		}
		if !w.Up(n) || w.Paused(n) {
			return false
		}
		if c := w.ClockOf(n); c.Rate != sim.RightRate {
			return false
		}
		if d := w.DiskOf(n); d.Latency+d.Jitter > slow {
			return false
		}
		for to, other := range Members(w) {
			if l := w.LinkBetween(n, to); n != to && !isGone(w, other) && (l.Loss > 0 || l.Latency+l.Jitter > slow || w.IsCut(n, to)) {
				return false
			}
		}
	}
	return true
}
