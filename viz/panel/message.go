package panel

import (
	"unicode"
	"unicode/utf8"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Message is the panel of a message: while it is on its way what it says and
// what can be done, afterwards what became of it.
func Message(l *lab.Lab, lang narrate.Lang, id sim.EventID) Panel {
	x := maker{l, l.World(), lang}
	sent, ok := x.w.Trace().At(id)
	if !ok || sent.Kind != sim.KindSent {
		return x.nothing("message")
	}
	p := Panel{ID: "message", Title: heading(narrate.Title(sent, lang)), Actions: []Action{},
		Subtitle: x.text("panel.message-way", narrate.Str("from", Names(x.w).Node(sent.Node)), narrate.Str("to", Names(x.w).Node(sent.Peer)))}
	facts := Section{Kind: Pairs, Rows: []Row{}}
	if m, ok := sent.Detail.(raft.Message); ok {
		_, term := m.Says()
		facts.Rows = append(facts.Rows, x.pair("panel.term", number(term)))
		facts.Rows = append(facts.Rows, x.messageFacts(m)...)
	}
	facts.Rows = append(facts.Rows, x.pair("panel.sent", Clock(sent.Time)))
	for m := range x.w.Messages {
		if m.ID == id {
			facts.Rows = append(facts.Rows, x.pair("panel.arrives", Clock(m.Due)))
			p.Actions = append(p.Actions, Action{Label: x.text("act.drop-it"), Action: "do drop " + number(id)})
			break
		}
	}
	p.Sections = append(p.Sections, facts)
	if lost, ok := x.newest(func(e *sim.Event) bool { return e.Kind == sim.KindLost && e.Cause == id }); ok {
		p.Sections = append(p.Sections, x.chain(x.text("panel.why-lost"), lost))
	} else {
		p.Sections = append(p.Sections, x.chain(x.text("panel.why-sent"), id))
	}
	return p
}

// heading is a title of the narration where nothing stands before it.
func heading(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}

func (x maker) messageFacts(m raft.Message) []Row {
	switch m := m.(type) {
	case raft.AppendEntries:
		rows := []Row{x.pair("panel.prev", x.text("panel.prev-value", narrate.Num("index", int(m.PrevIndex)), narrate.Num("term", int(m.PrevTerm)))),
			x.pair("panel.entries", number(len(m.Entries))), x.pair("panel.leader-commit", number(m.Commit))}
		return rows
	case raft.AppendAccepted:
		return []Row{x.pair("panel.match", number(m.Match))}
	case raft.AppendRefused:
		return []Row{x.pair("panel.prev", number(m.PrevIndex))}
	case raft.InstallSnapshot:
		return []Row{x.pair("panel.snapshot", x.text("panel.snapshot-of", narrate.Num("index", int(m.Snapshot.Index)), narrate.Num("term", int(m.Snapshot.Term)))),
			x.pair("panel.part", x.text("panel.part-value", narrate.Num("from", int(m.Offset+min(1, m.Length))), narrate.Num("to", int(m.Offset+m.Length)), narrate.Num("size", int(m.Snapshot.Size))))}
	case raft.SnapshotReply:
		return []Row{x.pair("panel.snapshot", x.text("panel.snapshot-index", narrate.Num("index", int(m.Index)))),
			x.pair("panel.received", x.text("panel.bytes", narrate.Num("n", int(m.Received))))}
	case raft.Forward:
		return []Row{x.pair("panel.what", clip(Names(x.w).Summary(m.Proposal.Payload)))}
	case raft.ReadReply:
		return []Row{x.pair("panel.read-index", number(m.Index))}
	case raft.PreVote:
		return []Row{x.pair("panel.log-ends", x.text("panel.prev-value", narrate.Num("index", int(m.LastIndex)), narrate.Num("term", int(m.LastTerm))))}
	case raft.RequestVote:
		return []Row{x.pair("panel.log-ends", x.text("panel.prev-value", narrate.Num("index", int(m.LastIndex)), narrate.Num("term", int(m.LastTerm))))}
	}
	return nil
}

// Entry is the panel of an entry as one member has it: what it does, who has
// it, and why it is committed or not.
func Entry(l *lab.Lab, lang narrate.Lang, n sim.Node, index raft.Index) Panel {
	x := maker{l, l.World(), lang}
	m := lab.MemberAt(x.w, n)
	if m == nil {
		return x.nothing("entry")
	}
	e, ok := logOf(m).At(index)
	if !ok {
		return x.nothing("entry")
	}
	p := Panel{ID: "entry", Title: x.text("panel.entry-title", narrate.Num("index", int(index))),
		Subtitle: x.text("panel.entry-of-term", narrate.Num("term", int(e.Term))), Actions: []Action{}}
	d := member.Describe(m.Arena(), e)
	facts := Section{Kind: Pairs, Rows: []Row{x.pair("panel.what", x.what(d))}}
	if d.Deed == member.DeedPut || d.Deed == member.DeedV2Set {
		facts.Rows = append(facts.Rows, Row{Cells: []Cell{{Text: x.text("panel.key"), Tone: Quiet}, {Text: clip(d.Key), Mono: true}}},
			Row{Cells: []Cell{{Text: x.text("panel.value"), Tone: Quiet}, {Text: clip(d.Value), Mono: true}}})
	}
	if e.Size > 0 {
		facts.Rows = append(facts.Rows, x.pair("panel.size", x.text("panel.bytes", narrate.Num("n", int(e.Size)))))
	}
	why := lab.WhyEntry(x.w, n, index)
	p.Sections = append(p.Sections, facts, x.copies(index, e), x.because(why))
	if there, ok := x.whyThere(n, index); ok && why.Missing {
		p.Sections = append(p.Sections, there)
	}
	if _, ok := l.WaterfallOfEntry(index); ok {
		p.Actions = append(p.Actions, Action{Label: x.text("time.show"), Action: "tab time"})
	}
	return p
}

func (x maker) what(d member.Description) string {
	switch {
	case d.Deed == member.DeedNothing:
		return x.text("panel.no-op")
	case d.Setup():
		return x.text("panel.setup") + ": " + lab.Summary(d)
	}
	return clip(lab.Summary(d))
}

// clipRunes bounds what a panel shows of a key or a value.
const clipRunes = 200

func clip(s string) string {
	n := 0
	for i := range s {
		if n == clipRunes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// logOf is a member's log, or what is on its disk while it is down.
func logOf(m *member.Member) *raft.Log {
	if s := m.Raft(); s != nil {
		return s.Log()
	}
	return &m.Stored().Log
}

// copies says what every member has at an index.
func (x maker) copies(index raft.Index, e raft.Entry) Section {
	t := Section{Title: x.text("panel.copies"), Kind: Table, Columns: []Column{x.column("panel.member", "left"), x.column("panel.state", "right")}}
	for n, m := range lab.Members(x.w) {
		t.Rows = append(t.Rows, Row{Action: "select member " + m.Self().Name,
			Cells: []Cell{{Text: m.Self().Name}, x.copyState(n, m, index, e)}})
	}
	return t
}

func (x maker) copyState(n sim.Node, m *member.Member, index raft.Index, e raft.Entry) Cell {
	own, ok := logOf(m).At(index)
	s := m.Raft()
	switch {
	case !ok:
		return Cell{Text: x.text("panel.state-missing"), Tone: Quiet}
	case own != e:
		return Cell{Text: x.text("panel.state-other", narrate.Num("term", int(own.Term))), Tone: Strong}
	case s == nil:
		return Cell{Text: x.text("panel.state-durable")}
	case index <= s.Applied():
		return Cell{Text: x.text("panel.state-applied")}
	case index <= s.Commit():
		return Cell{Text: x.text("panel.state-committed")}
	case index <= s.Durable():
		return Cell{Text: x.text("panel.state-durable")}
	}
	return Cell{Text: x.text("panel.state-written")}
}

// whyThere tells how a member came by an entry that it does not know to be
// committed.
func (x maker) whyThere(n sim.Node, index raft.Index) (Section, bool) {
	id, ok := x.newest(func(e *sim.Event) bool {
		switch why := e.Why.(type) {
		case raft.KeepEntries:
			return e.Node == n && why.From <= index && index <= why.To
		case raft.ReplaceEntries:
			return e.Node == n && why.From <= index && index <= why.To
		}
		return false
	})
	return x.chain(x.text("panel.why-there"), id), ok
}
