package oracle

import (
	"math/rand/v2"
	"slices"
)

// fate is what becomes of what one server says to another in a round.
type fate uint8

const (
	arrives fate = iota
	lost
	doubled
	// late: it arrives in the next round, before all else, together with what
	// those two then have to say to each other.
	late
)

// faults are how often, in percent, each of them befalls a link in a round.
type faults struct{ lost, doubled, late uint64 }

// links decides the fates of links by round, alike for all clusters that have
// the same seed: what a server says, and how often, decides nothing.
type links struct {
	seed   uint64
	faults faults
	healed bool
}

func (l *links) fate(round, from, to uint64) fate {
	if l.healed {
		return arrives
	}
	// What is cut is cut both ways.
	low, high := min(from, to), max(from, to)
	draw := rand.New(rand.NewPCG(l.seed, round<<8|low<<4|high)).Uint64N(100)
	f := l.faults
	switch {
	case draw < f.lost:
		return lost
	case draw < f.lost+f.doubled:
		return doubled
	case draw < f.lost+f.doubled+f.late:
		return late
	}
	return arrives
}

// parcel is a message on its way, in a cluster's own form.
type parcel[M any] struct {
	from, to uint64
	message  M
}

// fabric carries the messages of one cluster.
type fabric[M any] struct {
	links *links
	round uint64
	now   []parcel[M]
	late  []parcel[M]
	down  map[uint64]bool
	early bool // what was late is being delivered
	// news reports whether a message tells of a higher term.
	news func(p parcel[M]) bool
}

func (f *fabric[M]) send(from, to uint64, m M) {
	p := parcel[M]{from, to, m}
	if f.early {
		if f.links.fate(f.round, from, to) == late {
			f.now = append(f.now, p)
		}
		return
	}
	switch f.links.fate(f.round, from, to) {
	case arrives:
		f.now = append(f.now, p)
	case doubled:
		f.now = append(f.now, p, p)
	case late:
		f.late = append(f.late, p)
	}
}

// begin begins a round with what was late in the one before.
func (f *fabric[M]) begin(round uint64, take func(p parcel[M])) {
	f.now, f.late, f.early = append(f.now, f.late...), nil, true
	f.deliver(true, take)
	f.early, f.round = false, round
}

// deliver hands messages over until there are none. If repair is true, news of
// a higher term come last: a leader brings its followers up to what it has
// before it is deposed, in however many messages it does so.
func (f *fabric[M]) deliver(repair bool, take func(p parcel[M])) {
	for len(f.now) > 0 {
		at := 0
		if repair {
			at = max(0, slices.IndexFunc(f.now, func(p parcel[M]) bool { return !f.news(p) }))
		}
		p := f.now[at]
		f.now = slices.Delete(f.now, at, at+1)
		if !f.down[p.to] {
			take(p)
		}
	}
}
