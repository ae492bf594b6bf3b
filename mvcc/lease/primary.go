package lease

import (
	"math"
	"sort"
)

// RevokesPerSecond is how many leases etcd's leader revokes in a second at most.
// Promote spreads leases that would run out together over more seconds.
const RevokesPerSecond = 1000

// Primary reports whether this member decides what expires.
func (l *Lessor) Primary() bool { return l.primary }

// Promote makes this the primary: every lease lives from now on for its TTL, or
// for what its checkpoint left of it, and for extend more, which covers the
// time that the election took. If more than three quarters of RevokesPerSecond
// would run out within a second, the later ones get more time.
func (l *Lessor) Promote(now, extend Time) {
	l.primary = true
	all := make([]Lease, 0, l.byID.Len())
	l.All(func(g Lease) bool {
		g.Expiry = later(now, g.span()+extend)
		all = append(all, g)
		return true
	})
	if len(all) >= RevokesPerSecond {
		sortByExpiry(all)
		spread(all)
	}
	l.byTime = newByTime()
	l.replace(all)
}

// replace puts leases, which it keeps, in the place of all those that there are.
func (l *Lessor) replace(all []Lease) {
	for i := range all {
		l.put(&all[i])
	}
}

// spread moves the ends of leases, which are in order, so that no more than the
// target fall into a second (etcd: lease/lessor.go, Promote).
func spread(all []Lease) {
	const target = 3 * RevokesPerSecond / 4
	base := all[0].Expiry
	window := base + Second
	n := Time(0)
	for i := range all {
		at := all[i].Expiry
		if at > window {
			base, window, n = at, at+Second, 1
			continue
		}
		if n++; n <= target {
			continue
		}
		delay := max(Second*n/target-(at-base), 0)
		window = base + delay
		all[i].Expiry = later(at, delay)
	}
}

// Demote makes this member one that does not decide: all leases live for ever.
func (l *Lessor) Demote() {
	if !l.primary {
		return
	}
	l.primary = false
	l.byTime = newByTime()
	var all []Lease
	l.All(func(g Lease) bool {
		g.Expiry = Forever
		all = append(all, g)
		return true
	})
	l.replace(all)
}

// Expired returns up to most leases that have run out by now and are to be
// revoked, those first that ran out first.
func (l *Lessor) Expired(now Time, most int) []int64 {
	var ids []int64
	l.byTime.Ascend(func(g *Lease) bool {
		if g.Expiry > now || len(ids) == most {
			return false
		}
		ids = append(ids, g.ID)
		return true
	})
	return ids
}

// NextExpiry is when the next lease runs out that has not done so by now, if
// this is the primary and there is one.
func (l *Lessor) NextExpiry(now Time) (at Time, ok bool) {
	l.probe = Lease{Expiry: now + 1, ID: math.MinInt64}
	l.byTime.AscendGreaterOrEqual(&l.probe, func(g *Lease) bool {
		at, ok = g.Expiry, true
		return false
	})
	return at, ok
}

// Checkpoint is what is left of a lease, in seconds.
type Checkpoint struct{ ID, Left int64 }

// Checkpoints returns, in order of ID, what the others should know of leases
// that have run for interval or more since they last heard of them (etcd:
// CheckpointInterval, 5 minutes). Whoever becomes the primary then does not
// let them live their whole TTL anew.
func (l *Lessor) Checkpoints(now, interval Time) []Checkpoint {
	var out []Checkpoint
	l.byTime.Ascend(func(g *Lease) bool {
		if rest := g.Expiry - now; rest > 0 && g.span()-rest >= interval {
			out = append(out, Checkpoint{g.ID, int64((rest + Second - 1) / Second)})
		}
		return true
	})
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// NextCheckpoint is when Checkpoints has something to tell first, in the past too;
// false if this is not the primary or no lease is longer than the interval.
func (l *Lessor) NextCheckpoint(interval Time) (at Time, ok bool) {
	l.byTime.Ascend(func(g *Lease) bool {
		if begun := g.Expiry - g.span(); g.span() > interval && (!ok || begun+interval < at) {
			at, ok = begun+interval, true
		}
		return true
	})
	return at, ok
}

// InOrderOfExpiry returns all leases in the order in which they run out, those
// that run out together by ID: how `lease list` shows them.
func (l *Lessor) InOrderOfExpiry() []Lease {
	all := make([]Lease, 0, l.byID.Len())
	l.All(func(g Lease) bool {
		all = append(all, g)
		return true
	})
	sortByExpiry(all)
	return all
}
