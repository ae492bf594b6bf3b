package panel

import (
	"fmt"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Record is the panel of a record on a member's disk, by its ordinal, or, if that
// is 0, of the write seq while it is under way.
func Record(l *lab.Lab, lang narrate.Lang, n sim.Node, ordinal, seq uint64) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil {
		return x.nothing("record")
	}
	p := Panel{ID: "record", Subtitle: x.text("panel.record-of", narrate.Str("member", m.Self().Name)), Actions: []Action{}}
	if ordinal == 0 {
		return x.write(p, n, m, seq)
	}
	r, ok := m.Record(ordinal)
	if !ok {
		return x.nothing("record")
	}
	p.Title = x.text("panel.record-title", narrate.Num("record", int(ordinal)))
	state := Cell{Text: x.text("panel.record-durable")}
	if stored, computed, corrupt := m.Checksums(ordinal); corrupt {
		state = Cell{Tone: Danger, Text: x.text("panel.record-corrupt", narrate.Str("stored", fmt.Sprintf("%08x", stored)), narrate.Str("computed", fmt.Sprintf("%08x", computed)))}
	}
	facts := Section{Kind: Pairs, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.state"), Tone: Quiet}, state}},
		x.pair("panel.size", x.text("panel.bytes", narrate.Num("n", m.RecordBytes(ordinal))))}}
	last := r.From + raft.Index(r.Count) - 1
	entries := x.text("panel.record-none")
	switch {
	case r.Count > 0 && r.Kept < last:
		entries = x.text("panel.record-replaced", narrate.Num("from", int(r.From)), narrate.Num("to", int(last)), narrate.Num("gone", int(max(r.Kept+1, r.From))))
	case r.Count == 1:
		entries = number(last)
	case r.Count > 0:
		entries = x.text("panel.record-range", narrate.Num("from", int(r.From)), narrate.Num("to", int(last)))
	}
	facts.Rows = append(facts.Rows, x.holds(m, r.Term, r.Vote, r.Commit, entries, r.Snapshot, r.Compact)...)
	p.Sections = append(p.Sections, facts, x.because(lab.WhyRecord(x.w, n, ordinal)))
	return p
}

// holds lists what a record holds.
func (x maker) holds(m *member.Member, term raft.Term, vote raft.ID, commit raft.Index, entries string, snapshot, compact raft.Index) []Row {
	rows := []Row{x.pair("panel.term", number(term)), x.pair("panel.record-vote", x.vote(m, term, vote)),
		x.pair("panel.record-entries", entries), x.pair("panel.record-commit", number(commit))}
	if snapshot != 0 {
		rows = append(rows, x.pair("panel.record-snapshot", x.text("panel.snapshot-index", narrate.Num("index", int(snapshot)))))
	}
	if compact != 0 {
		rows = append(rows, x.pair("panel.record-compact", x.text("panel.record-up-to", narrate.Num("index", int(compact)))))
	}
	return rows
}

// write is the panel of a write under way: when it was given, and when it will be
// durable.
func (x maker) write(p Panel, n sim.Node, m *member.Member, seq uint64) Panel {
	p.Title = x.text("panel.write-title")
	for _, w := range m.Unsynced() {
		if w.Seq != seq {
			continue
		}
		entries := x.text("panel.record-none")
		if w.From != 0 {
			entries = x.text("panel.record-range", narrate.Num("from", int(w.From)), narrate.Num("to", int(w.From)+len(w.Entries)-1))
		}
		snapshot := raft.Index(0)
		if w.Snapshot != nil {
			snapshot = w.Snapshot.Index
		}
		facts := Section{Kind: Pairs, Rows: x.holds(m, w.Term, w.Vote, w.Commit, entries, snapshot, w.Compact)}
		why := Section{}
		for under := range x.w.Writes {
			if under.Node == n && uint64(under.Seq) == seq {
				facts.Rows = append(facts.Rows, x.pair("panel.record-given", Clock(under.Given)), x.pair("panel.record-due", Clock(under.Due)))
				why = x.chain(x.text("panel.why-record"), under.Cause)
			}
		}
		p.Sections = append(p.Sections, facts, Section{Kind: Text, Rows: []Row{{Cells: []Cell{{Text: x.text("panel.record-not-yet"), Tone: Quiet}}}}})
		if why.Title != "" {
			p.Sections = append(p.Sections, why)
		}
		return p
	}
	return x.nothing("record")
}
