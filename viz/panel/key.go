package panel

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

// changesMax bounds the changes of a key that a panel lists.
const changesMax = 40

// Key is the panel of a key as a member has it: what one of its changes made of it
// (the zero revision: the newest), its generations, and what brought that about.
func Key(l *lab.Lab, lang narrate.Lang, n sim.Node, key string, rev mvcc.Revision) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil || m.KV() == nil {
		return x.nothing("key")
	}
	changes := changesOf(m.KV(), key)
	if len(changes) == 0 {
		return x.nothing("key")
	}
	shown := 0
	for i := range changes {
		if changes[i].ModRev == rev {
			shown = i
		}
	}
	p := Panel{ID: "key", Title: clip(key), Actions: []Action{},
		Subtitle: x.text("panel.key-of", narrate.Str("member", m.Self().Name), narrate.Num("revision", int(m.KV().Revision())))}
	p.Sections = append(p.Sections, x.change(m, &changes[shown]), x.generations(m, changes, rev), x.whyChange(n, shown == 0, &changes[shown]))
	return p
}

// changesOf are the changes of a key, newest first.
func changesOf(kv *mvcc.Store, key string) (changes []mvcc.Change) {
	kv.History(key, 0, func(c mvcc.Change) bool {
		changes = append(changes, c)
		return len(changes) < changesMax
	})
	return changes
}

// change says all that is known of one change.
func (x maker) change(m *member.Member, c *mvcc.Change) Section {
	s := Section{Kind: Pairs}
	if c.Delete {
		s.Rows = append(s.Rows, x.pair("panel.value", x.text("panel.tombstone")), x.pair("panel.modified", revision(c.ModRev)))
	} else {
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: x.text("panel.value"), Tone: Quiet}, {Text: clip(m.Arena().Text(c.Value)), Mono: true}}},
			x.pair("panel.version", number(c.Version)), x.pair("panel.created", number(c.Create)), x.pair("panel.modified", revision(c.ModRev)))
		if c.Lease != 0 {
			row := x.pair("panel.lease", member.LeaseID(c.Lease))
			row.Cells[1].Mono = true
			if m.Lessor().Has(c.Lease) {
				row.Cells[1].Action, row.Cells[1].Tone = "select lease "+m.Self().Name+" "+member.LeaseID(c.Lease), Accent
			}
			s.Rows = append(s.Rows, row)
		}
	}
	if c.Entry != 0 {
		row := x.pair("panel.tab-entry", x.text("panel.entry-in-term", narrate.Num("index", int(c.Entry)), narrate.Num("term", int(c.Term))))
		if log := logOf(m); raft.Index(c.Entry) >= log.First() && raft.Index(c.Entry) <= log.Last() {
			row.Cells[1].Action, row.Cells[1].Tone = "select entry "+m.Self().Name+" "+number(c.Entry), Accent
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// revision writes a revision, with its sub revision where it is not the first
// change of its transaction.
func revision(r mvcc.Revision) string {
	if r.Sub == 0 {
		return number(r.Main)
	}
	return number(r.Main) + "." + number(r.Sub)
}

// generations lists the changes that the store keeps, and says what went.
func (x maker) generations(m *member.Member, changes []mvcc.Change, shown mvcc.Revision) Section {
	s := Section{Title: x.text("panel.history"), Kind: Table, Columns: []Column{
		x.column("panel.revision", "right"), x.column("panel.value", "left"), x.column("panel.version", "right")}}
	for i := range changes {
		c := &changes[i]
		row := Row{Selected: c.ModRev == shown, Action: "select change " + m.Self().Name + " " + number(c.Mod) + "." + number(c.ModRev.Sub) + " " + strconv.Quote(c.Key),
			Cells: []Cell{{Text: revision(c.ModRev)}, {Text: clip(m.Arena().Text(c.Value)), Mono: true}, {Text: number(c.Version)}}}
		if c.Delete {
			row.Cells[1], row.Cells[2] = Cell{Text: x.text("panel.tombstone"), Tone: Quiet}, Cell{}
		}
		s.Rows = append(s.Rows, row)
	}
	if oldest := &changes[len(changes)-1]; len(changes) < changesMax && !oldest.Delete && oldest.Create < oldest.Mod {
		text := x.text("panel.versions-gone", narrate.Num("n", int(oldest.Version-1)), narrate.Num("revision", int(oldest.Create)),
			narrate.Num("compacted", int(m.KV().Compacted())))
		s.Rows = append(s.Rows, Row{Cells: []Cell{{}, {Text: text, Tone: Quiet}}})
	}
	return s
}

// whyChange tells what led to the entry's being applied, as far as the trace has it.
// The newest change is followed by what is not committed yet.
func (x maker) whyChange(n sim.Node, newest bool, c *mvcc.Change) Section {
	if newest {
		return x.because(lab.WhyKey(x.w, n, c.Key))
	}
	title := x.text("panel.why-change")
	id, ok := sim.EventID(0), false
	if c.Entry != 0 {
		id, ok = x.newest(func(e *sim.Event) bool {
			a, applied := e.Detail.(member.Applied)
			return applied && e.Node == n && uint64(a.Index) == c.Entry
		})
	}
	if !ok {
		return Section{Title: title, Kind: Text, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.causes-gone"), Tone: Quiet}}}}}
	}
	return x.chain(title, id)
}

// Lease is the panel of a lease as a member has it.
func Lease(l *lab.Lab, lang narrate.Lang, n sim.Node, id int64) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil || m.Lessor() == nil {
		return x.nothing("lease")
	}
	g, ok := m.Lessor().Lookup(id)
	if !ok {
		return x.nothing("lease")
	}
	p := Panel{ID: "lease", Title: x.text("panel.lease-title", narrate.Str("id", member.LeaseID(id))), Actions: []Action{},
		Subtitle: x.text("panel.lease-of", narrate.Str("member", m.Self().Name))}
	left := x.text("panel.lease-uncounted")
	if g.Expiry != lease.Forever {
		left = x.text("panel.lease-left", narrate.Span("time", sim.Time(max(0, g.Expiry-lease.Time(x.clock(n))))))
	}
	facts := Section{Kind: Pairs, Rows: []Row{x.pair("panel.ttl", number(g.TTL)+" s"), x.pair("panel.remaining", left)}}
	if g.Left > 0 {
		facts.Rows = append(facts.Rows, x.pair("panel.checkpoint", number(g.Left)+" s"))
	}
	keys := Section{Title: x.text("panel.lease-keys"), Kind: Table, Columns: []Column{x.column("panel.key", "left")}, Rows: []Row{}}
	m.KV().Leased(id, func(key string) bool {
		keys.Rows = append(keys.Rows, Row{Action: "select key " + m.Self().Name + " " + strconv.Quote(key), Cells: []Cell{{Text: clip(key), Mono: true}}})
		return len(keys.Rows) < keysMax
	})
	if len(keys.Rows) == 0 {
		keys = Section{Title: keys.Title, Kind: Empty, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.lease-no-keys")}}}}}
	}
	p.Sections = append(p.Sections, facts, keys, x.because(lab.WhyLease(x.w, n, id)))
	return p
}
