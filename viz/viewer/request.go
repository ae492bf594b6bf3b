package viewer

import (
	"fmt"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
)

// waterfall returns where the time of a request went: of the one that is
// selected, itself or by its entry, or else of the newest of the terminal that is
// followed, or of any.
func (v *Viewer) waterfall() (lab.Waterfall, bool) {
	switch v.selected.Kind {
	case compose.EntryTarget:
		if f, ok := v.lab.WaterfallOfEntry(v.selected.Index); ok {
			return f, true
		}
	case compose.MessageTarget, compose.EventTarget:
		if f, ok := v.lab.WaterfallOfMessage(v.selected.Message); ok {
			return f, true
		}
	}
	return v.lab.Waterfall(v.asker())
}

// asker is the client whose newest request is looked at: the one that is
// followed, or else who has asked last; Nobody if nobody has.
func (v *Viewer) asker() sim.Node {
	w := v.lab.World()
	if n := lab.ClientNamed(w, v.followed); n != sim.Nobody {
		if c, ok := w.Actor(n).(lab.Client); ok && c.Journey().Message != 0 {
			return n
		}
	}
	newest, last := sim.Nobody, sim.EventID(0)
	for n, c := range lab.Clients(w) {
		if m := c.Journey().Message; m > last {
			newest, last = n, m
		}
	}
	return newest
}

// actTime shows where the time of a terminal's newest request went.
func (v *Viewer) actTime(rest string) error {
	if rest != "" {
		if lab.ClientNamed(v.lab.World(), rest) == sim.Nobody {
			return fmt.Errorf("no terminal %q is open", rest)
		}
		v.followed, v.selected, v.event = rest, compose.Target{}, 0
	}
	v.tab = "time"
	v.asked++
	return nil
}

// beginnings are the moments at which clusters were made anew, of marks that are a list
// which grows.
type beginnings struct {
	first *lab.Mark // of the list
	seen  int       // of it
	at    []sim.Time
}

// clusterSince returns when the cluster was made that is there now.
func (v *Viewer) clusterSince() sim.Time {
	marks, b := v.lab.Marks(), &v.begun
	if len(marks) == 0 {
		return 0
	}
	if b.first != &marks[0] || b.seen > len(marks) {
		*b = beginnings{first: &marks[0]}
	}
	for ; b.seen < len(marks); b.seen++ {
		if m := &marks[b.seen]; m.Kind == lab.MarkSetup {
			b.at = append(b.at, m.Time)
		}
	}
	for i := len(b.at) - 1; i >= 0; i-- {
		if b.at[i] <= v.lab.Now() {
			return b.at[i]
		}
	}
	return 0
}

// journey returns the newest request of the client that is followed and where its
// time went, nil if it has asked this cluster nothing or the trace never had it.
func (v *Viewer) journey() *lab.Waterfall {
	client := lab.ClientNamed(v.lab.World(), v.followed)
	if v.way == nil || !v.way.Of(v.lab, client) {
		v.way = v.lab.Track(client)
	}
	f := v.way.Waterfall()
	if f != nil && f.Sent < v.clusterSince() {
		return nil
	}
	return f
}
