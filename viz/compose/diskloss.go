package compose

import (
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// sayLoss says what a crash of a member would take now, or, while it is down, what
// it will find.
func (b *builder) sayLoss(d *disking, v *view) {
	first, second := b.loss(v)
	x, width := float32(24), b.in.Width-40
	if b.in.Layout == Phone {
		x, width = 14, b.in.Width-24
	}
	y := d.sayY
	say := func(text string, tone scene.Tone) {
		for text != "" {
			line := wrapped(text, width, 13)
			b.s.Labels = append(b.s.Labels, scene.Label{Text: line, X: x, Y: y, Size: 13, Tone: tone})
			text = text[len(line):]
			for len(text) > 0 && text[0] == ' ' {
				text = text[1:]
			}
			y += 18
		}
	}
	say(first, scene.Ink)
	if b.in.Layout != Phone || y < d.sayY+40 {
		say(second, scene.Ink2)
	}
}

// wrapped is the first line of a text that is broken at spaces, or between Han.
func wrapped(text string, width, size float32) string {
	if textWidth(text, size) <= width {
		return text
	}
	w, cut := float32(0), 0
	for i, r := range text {
		n := len(string(r))
		if w += textWidth(text[i:i+n], size); w > width && cut > 0 {
			return text[:cut]
		}
		if r == ' ' || r >= 0x2e80 {
			cut = i + n
		}
	}
	return text
}

// loss says in two sentences what a crash of a member would take now.
func (b *builder) loss(v *view) (first, second string) {
	name := narrate.Str("member", b.name(v, false))
	if !v.up {
		return b.whatItFinds(v)
	}
	second = b.text("disk.memory")
	writes := v.m.Unsynced()
	if len(writes) == 0 {
		return b.text("disk.lose-nothing", name), second
	}
	what := narrate.Str("what", b.unsafe(v, writes))
	_, torn := b.w.Survives(v.node)
	rules := v.m.Config().Rules
	switch {
	case b.w.DiskOf(v.node).KeepUnsynced:
		first = b.text("disk.keep", name, what)
	case rules.Off(raft.VoteDurable) || rules.Off(raft.AppendDurable) || rules.Off(raft.SnapshotDurable):
		first = b.text("disk.lose-unsafe", name, what)
	default:
		first = b.text("disk.lose", name, what)
	}
	if torn != sim.WriteSeq(0) {
		return first, b.text("disk.would-tear")
	}
	if last := lastOf(writes); last > 0 {
		return first, b.durableElsewhere(v, last)
	}
	return first, second
}

// unsafe names what writes hold that is not durable yet.
func (b *builder) unsafe(v *view, writes []raft.Write) (what string) {
	add := func(text string) {
		if what != "" {
			what += b.text("stage.comma")
		}
		what += text
	}
	from, last := raft.Index(0), lastOf(writes)
	newest := &writes[len(writes)-1]
	for i := range writes {
		if w := &writes[i]; w.From != 0 && (from == 0 || w.From < from) {
			from = w.From
		}
		if s := writes[i].Snapshot; s != nil {
			add(b.text("disk.what-snapshot", narrate.Num("index", int(s.Index))))
		}
	}
	switch {
	case from == 0:
	case from == last:
		add(b.text("disk.what-entry", narrate.Num("index", int(last))))
	default:
		add(b.text("disk.what-entries", narrate.Num("from", int(from)), narrate.Num("to", int(last))))
	}
	stored := v.m.Stored()
	term := narrate.Num("term", int(newest.Term))
	switch {
	case newest.Vote != raft.None && (newest.Vote != stored.Vote || newest.Term != stored.Term):
		who := ""
		if i := b.atID(newest.Vote); i >= 0 {
			who = b.name(&b.views[i], false)
		}
		add(b.text("disk.what-vote", narrate.Str("member", who), term))
	case newest.Term != stored.Term:
		add(b.text("disk.what-term", term))
	}
	if what == "" {
		add(b.text("disk.what-commit"))
	}
	return what
}

// lastOf is the last entry that writes hold, 0 if they hold none.
func lastOf(writes []raft.Write) (last raft.Index) {
	for i := range writes {
		if w := &writes[i]; w.From != 0 {
			last = w.From + raft.Index(len(w.Entries)) - 1
		}
	}
	return last
}

// durableElsewhere says on how many disks an entry of a member is durable.
func (b *builder) durableElsewhere(v *view, index raft.Index) string {
	n := 0
	for i := range b.views {
		o := &b.views[i]
		if log := &o.m.Stored().Log; index >= log.First() && index <= log.Last() && log.Term(index) == v.log.Term(index) || index < log.First() {
			n++
		}
	}
	return b.text("disk.elsewhere", narrate.Num("index", int(index)), narrate.Num("n", n), narrate.Num("members", len(b.views)))
}

// whatItFinds says what a member that is down finds when it starts.
func (b *builder) whatItFinds(v *view) (first, second string) {
	name, stored := narrate.Str("member", b.name(v, false)), v.m.Stored()
	if v.m.Torn() > 0 {
		second = b.text("disk.down-torn")
	}
	if v.m.Wiped() {
		return b.text("disk.down-wiped", name), second
	}
	if f, ok := v.m.Failure().(member.RecordCorrupt); ok {
		return b.text("disk.down-corrupt", name, narrate.Num("record", int(f.Record))), second
	}
	if corrupt := v.m.Corrupt(); len(corrupt) > 0 {
		return b.text("disk.down-corrupt", name, narrate.Num("record", int(corrupt[0]))), second
	}
	term, vote := narrate.Num("term", int(stored.Term)), narrate.Str("vote", b.voteText(stored.Vote, false))
	if stored.Log.Last() < stored.Log.First() {
		return b.text("disk.down-empty", name, term, vote), second
	}
	return b.text("disk.down", name, term, vote, narrate.Num("first", int(stored.Log.First())), narrate.Num("last", int(stored.Log.Last()))), second
}
