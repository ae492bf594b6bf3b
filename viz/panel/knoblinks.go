package panel

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// links are how messages travel: on all links, or on one.
func (x maker) links(of Scope) Section {
	s := Section{Title: x.text("knobs.links"), Kind: Settings, Rows: []Row{}}
	if of.Member == sim.Nobody {
		all := x.w.LinkBetween(sim.Nobody, sim.Nobody)
		s.Rows = append(x.linkKnobs("do link all ", all, all), x.allCuts())
		if own := x.ownLinks(); own > 0 {
			s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: x.text("knobs.own-links", narrate.Num("n", own)), Tone: Quiet}}})
		}
		return s
	}
	from, to := of.Member, of.Peer
	if of.Way == Back {
		from, to = to, from
	}
	pair := lab.NameOf(x.w, from) + " " + lab.NameOf(x.w, to)
	if of.Way != BothWays {
		pair = lab.NameOf(x.w, from) + ">" + lab.NameOf(x.w, to)
	}
	s.Rows = append(s.Rows, x.knob("knobs.link-to", x.peer(of)), x.knob("knobs.way", x.way(of)))
	there, cut := x.w.LinkBetween(from, to), x.w.IsCut(from, to)
	back := there
	if of.Way == BothWays {
		back, cut = x.w.LinkBetween(to, from), cut || x.w.IsCut(to, from)
	}
	s.Rows = append(s.Rows, x.linkKnobs("do link "+pair+" ", there, back)...)
	k := &Knob{Verb: "do ", Values: []string{"join " + pair, "cut " + pair}, Labels: []string{x.text("knobs.off"), x.text("knobs.on")}, Switch: true}
	if cut {
		k.At = 1
	}
	k.Now = k.Labels[k.At]
	s.Rows = append(s.Rows, x.knob("knobs.cut", k))
	return s
}

// linkKnobs are those of a link; where its ways differ they say so.
func (x maker) linkKnobs(verb string, l, back sim.Link) []Row {
	shown := func(same bool, k *Knob) *Knob {
		if !same {
			return k.differs(x.text("knobs.differ"))
		}
		return k
	}
	share := func(name string, n, other int) *Knob {
		return shown(n == other, ladder(verb+name+"=", n, shares, typedShare, readShare))
	}
	return []Row{
		x.knob("knobs.latency", shown(l.Latency == back.Latency, ladder(verb+"latency=", l.Latency, latencies, typedSpan, readSpan))),
		x.knob("knobs.jitter", shown(l.Jitter == back.Jitter, ladder(verb+"jitter=", l.Jitter, jitters, typedSpan, readSpan))),
		x.knob("knobs.loss", share("loss", l.Loss, back.Loss)),
		x.knob("knobs.dup", share("dup", l.Duplicate, back.Duplicate)),
		x.knob("knobs.reorder", share("reorder", l.Reorder, back.Reorder)),
	}
}

// allCuts says how many links are cut, and joins them.
func (x maker) allCuts() Row {
	cuts := 0
	x.w.Cuts(func(sim.Node, sim.Node) bool { cuts++; return true })
	heal := Action{Label: x.text("act.heal-all"), Action: "do heal"}
	if cuts == 0 {
		heal.Disabled, heal.Why = true, x.text("knobs.no-cuts")
	}
	row := x.deeds("knobs.cut", heal)
	return row.told(x.text("knobs.cuts", narrate.Num("n", cuts)))
}

// ownLinks counts the links, a direction each, that are not as all others.
func (x maker) ownLinks() (own int) {
	all := x.w.LinkBetween(sim.Nobody, sim.Nobody)
	x.w.OwnLinks(func(_, _ sim.Node, l sim.Link) bool {
		if l != all {
			own++
		}
		return true
	})
	return own
}

// peer chooses the other end of a link.
func (x maker) peer(of Scope) *Knob {
	k := &Knob{Verb: "knobs to "}
	for _, n := range serverNodes(x.w) {
		if n == of.Member {
			continue
		}
		if n == of.Peer {
			k.At = len(k.Values)
		}
		name := lab.NameOf(x.w, n)
		k.Values, k.Labels = append(k.Values, name), append(k.Labels, name)
	}
	k.Now = k.Labels[k.At]
	return k
}

// way chooses the direction of a link.
func (x maker) way(of Scope) *Knob {
	k := &Knob{Verb: "knobs way ", Values: ways, At: int(of.Way)}
	a, b := narrate.Str("from", lab.NameOf(x.w, of.Member)), narrate.Str("to", lab.NameOf(x.w, of.Peer))
	k.Labels = []string{x.text("knobs.way-both"), x.text("knobs.way-there", a, b), x.text("knobs.way-back", a, b)}
	k.Now = k.Labels[k.At]
	return k
}
