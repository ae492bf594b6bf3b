package lab

import (
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Times implements shell.Host.
func (host) Times(w *sim.World) shell.Times {
	t := Timeouts(w)
	return shell.Times{Heartbeat: sim.Time(t.Heartbeat), ElectionMin: sim.Time(t.ElectionMin), ElectionMax: sim.Time(t.ElectionMax)}
}

// Timeouts returns the times that all members of a world wait.
func Timeouts(w *sim.World) raft.Timeouts { return registryOf(w).times }

// setTimes has all members wait other times from now on, those of later
// clusters included. Leases go on to be as much shorter than elections as they
// were.
func setTimes(w *sim.World, a shell.SetTimes, cause sim.EventID) {
	r := registryOf(w)
	t, before := r.times, r.times
	assignTime(&t.Heartbeat, a.Heartbeat)
	assignTime(&t.ElectionMin, a.ElectionMin)
	assignTime(&t.ElectionMax, a.ElectionMax)
	r.times = t
	r.slowest = max(r.slowest, t.ElectionMax)
	if r.options.Lease > 0 {
		r.options.Lease = raft.Time(float64(r.options.Lease) * (float64(t.ElectionMin) / float64(before.ElectionMin)))
		for _, m := range Members(w) {
			m.SetOptions(r.options)
		}
	}
	for _, m := range Members(w) {
		m.SetTimeouts(t)
	}
	for n := range w.Servers {
		w.Hand(n, raft.Retimed{}, cause)
	}
}

func assignTime(to *raft.Time, from *sim.Time) {
	if from != nil {
		*to = raft.Time(*from)
	}
}

// liveable reports whether members that wait such times find a leader at all
// where messages take no time: heartbeats come well before elections, and
// elections differ enough for one to be first (§5.2).
func liveable(t raft.Timeouts) bool {
	return 2*t.Heartbeat <= t.ElectionMin && t.ElectionMax-t.ElectionMin >= t.ElectionMin/4
}
