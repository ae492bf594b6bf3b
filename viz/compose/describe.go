package compose

import (
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Describe says in a sentence what a target is, for those who hear the stage.
// What is not there any more is described by nothing.
func Describe(t Target, in Input) string {
	if in.Lab == nil {
		return ""
	}
	b := &builder{in: in, w: in.Lab.World(), s: &scene.Scene{}}
	b.now = b.w.Now()
	b.observe()
	switch t.Kind {
	case MemberTarget:
		if i := b.at(t.Node); i >= 0 {
			return b.pair(b.name(&b.views[i], false), b.role(&b.views[i]))
		}
	case MessageTarget:
		return b.describeMessage(t.Message)
	case EventTarget:
		if e, ok := b.w.Trace().At(t.Message); ok {
			return b.pair(lab.NameOf(b.w, e.Node), narrate.Title(e, in.Lang))
		}
	case EntryTarget:
		return b.describeEntry(t)
	case KeyTarget, ChangeTarget:
		return b.describeChange(t)
	case V2Target:
		return b.describeV2(t)
	case RecordTarget:
		return b.describeRecord(t)
	case LeaseTarget:
		return b.describeLease(t)
	case WatcherTarget:
		return b.describeWatcher(t)
	case FoldTarget:
		return b.describeFold(t)
	case MarkTarget:
		return b.describeMark(t.Time)
	case TimeTarget:
		return string(b.text("stage.moment", narrate.Span("time", t.Time)))
	case BranchTarget:
		return BranchName(in.Lang, t.Branch)
	case MoreTarget:
		return b.text("stage.more-branches-text")
	case ClientTarget:
		return b.describeTerminal(t.Node)
	case BannerTarget:
		if b.warn(); b.s.Banner.Kind != scene.NoBanner {
			return b.pair(b.s.Banner.Title, b.s.Banner.Detail)
		}
	case LinkTarget:
		return b.describeLink(t)
	}
	return ""
}

// pair is "this: that".
func (b *builder) pair(this, that string) string { return this + b.text("stage.colon") + that }

// role says what a member is at present.
func (b *builder) role(v *view) string {
	term := narrate.Num("term", int(v.term))
	if !v.up {
		return b.text("panel.crashed", term)
	}
	since := narrate.Span("time", b.w.ClockAt(v.node, b.now)-sim.Time(v.s.Since()))
	text := ""
	switch {
	case v.stale:
		text = b.text("panel.stale-leader", term)
	case v.standing == excluded:
		text = b.text("panel.removed", term)
	case v.role == raft.Leader:
		text = b.text("panel.leader-for", term, since)
	case v.role == raft.PreCandidate:
		text = b.text("panel.pre-candidate-for", narrate.Num("next", int(v.term)+1), since)
	case v.standing == learns:
		text = b.text("panel.learner", term)
	case v.standing == joins:
		text = b.text("panel.joining", term)
	case v.stands():
		text = b.text("panel.candidate-for", term, since)
	default:
		text = b.text("panel.follower", term)
		if l := b.atID(v.s.Leader()); l >= 0 {
			text = b.text("panel.follower-of", term, narrate.Str("leader", b.name(&b.views[l], false)))
		}
	}
	if i := b.at(v.node); i == b.leader && b.config.transfer >= 0 {
		text += b.text("stage.comma") + b.noteStanding(i)
	} else if snap, n, parts := b.incoming(v); snap.Index != 0 {
		text += b.text("stage.comma") + b.text("stage.snapshot-part", narrate.Num("n", n), narrate.Num("parts", parts))
	}
	if v.paused {
		text += b.text("stage.comma") + b.text("panel.paused")
	}
	return text
}

func (b *builder) describeMessage(id sim.EventID) string {
	e, ok := b.w.Trace().At(id)
	if !ok {
		return ""
	}
	way := b.text("panel.message-way", narrate.Str("from", lab.NameOf(b.w, e.Node)), narrate.Str("to", lab.NameOf(b.w, e.Peer)))
	return b.pair(narrate.Title(e, b.in.Lang), way)
}

func (b *builder) describeEntry(t Target) string {
	i := b.at(t.Node)
	if i < 0 {
		return ""
	}
	v := &b.views[i]
	e, ok := v.log.At(t.Index)
	if !ok {
		return ""
	}
	state := "panel.state-applied"
	switch stateOf(v, t.Index) {
	case scene.NotDurable:
		state = "panel.state-written"
	case scene.Uncommitted:
		state = "panel.state-durable"
	case scene.Committed:
		state = "panel.state-committed"
	}
	return b.text("stage.say-entry", narrate.Num("index", int(t.Index)), narrate.Num("term", int(e.Term)),
		narrate.Str("member", b.name(v, false)), narrate.Str("what", lab.Summary(member.Describe(v.m.Arena(), e))), narrate.Str("state", b.text(state)))
}

func (b *builder) describeFold(t Target) string {
	i := b.at(t.Node)
	if i < 0 {
		return ""
	}
	b.history()
	b.layOut()
	b.divide()
	v := &b.views[i]
	last := min(v.log.Last(), b.table.folded)
	if gone := v.log.First() - 1; gone > 0 {
		return b.text("stage.say-compacted", narrate.Num("to", int(gone)), narrate.Num("last", int(last)), narrate.Str("member", b.name(v, false)))
	}
	return b.text("stage.say-fold", narrate.Num("from", 1), narrate.Num("to", int(last)), narrate.Str("member", b.name(v, false)))
}

// describeMark tells the event of a mark.
func (b *builder) describeMark(at sim.Time) string {
	marks := b.in.Lab.Marks()
	best := -1
	for i := range marks {
		if _, drawn := markKind(marks[i].Kind); drawn && marks[i].Time == at && (best < 0 || grave(marks[i].Kind) > grave(marks[best].Kind)) {
			best = i
		}
	}
	moment := b.text("stage.moment", narrate.Span("time", at))
	if best < 0 {
		return moment
	}
	return b.pair(moment, MarkText(b.w, b.in.Lang, marks[best]))
}

// MarkText says what a mark of the lab is, in a few words.
func MarkText(w *sim.World, lang narrate.Lang, m lab.Mark) string {
	return narrate.Format(lang, rowOf(m.Kind).text, narrate.Str("member", lab.NameOf(w, m.Node)), narrate.Str("other", lab.NameOf(w, m.Peer)),
		narrate.Num("term", int(m.Term)), narrate.Num("index", int(m.Index)))
}

func (b *builder) describeTerminal(n sim.Node) string {
	t := b.client(n)
	if t == nil {
		return ""
	}
	name := b.clientName(t)
	if at, waits := t.WaitingAt(); waits {
		return b.pair(name, b.text("terminal.waiting", narrate.Str("member", lab.NameOf(b.w, at))))
	}
	if j := t.Journey(); j.Answered != 0 {
		return b.pair(name, b.text("terminal.answered-by", narrate.Str("member", lab.NameOf(b.w, j.Server)), narrate.Span("time", j.Answered-j.Sent)))
	}
	return b.pair(name, b.text("terminal.ready"))
}

func (b *builder) describeLink(t Target) string {
	from, to := lab.NameOf(b.w, t.Node), lab.NameOf(b.w, t.Peer)
	id := "stage.link-whole"
	switch there, back := b.w.IsCut(t.Node, t.Peer), b.w.IsCut(t.Peer, t.Node); {
	case there && back:
		id = "stage.link-cut"
	case back:
		from, to = to, from
		id = "stage.link-one-way"
	case there:
		id = "stage.link-one-way"
	}
	return b.text(id, narrate.Str("from", from), narrate.Str("to", to))
}
