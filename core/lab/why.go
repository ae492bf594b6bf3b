package lab

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

// Answer is what is said to a question that begins with "why".
type Answer struct {
	Title   string // the id of the question's text in the catalogue
	Because []Because
	Missing bool // the question is why something is not
}

// Because is a sentence of an answer: an event that led there, or how things
// stand.
type Because struct {
	Event sim.EventID // that it is about, or 0
	id    string      // of the text of how things stand; "" for the event's own sentence
	args  []narrate.Arg
	// others are who {others} stands for.
	others []sim.Node
}

// Told is the sentence, with its section of the paper.
func (b Because) Told(w *sim.World, lang narrate.Lang) narrate.Told {
	if b.id != "" {
		args := append(slices.Clip(b.args), narrate.Str("others", enumerated(w, lang, b.others)))
		return narrate.Told{Text: narrate.Format(lang, b.id, args...), Section: narrate.SectionOf(lang, b.id)}
	}
	e, ok := w.Trace().At(b.Event)
	if !ok {
		return narrate.Told{Text: narrate.Text(lang, "panel.causes-gone")}
	}
	return narrate.Sentence(e, Names(w), lang)
}

// asker is an Answer that is being found.
type asker struct {
	w    *sim.World
	list []Because
}

func (a *asker) say(id string, args ...narrate.Arg) { a.sayOf(0, id, args...) }

// sayOf says how things stand, and because of which event.
func (a *asker) sayOf(event sim.EventID, id string, args ...narrate.Arg) {
	a.list = append(a.list, Because{Event: event, id: id, args: args})
}

// causesMax bounds how far a chain of causes is followed.
const causesMax = 20

// causes tells an event and what led to it, newest first: timers and messages
// that merely carried the cause on as well, since they are the reasons.
func (a *asker) causes(id sim.EventID, most int) {
	for range most {
		if id == 0 {
			return
		}
		a.list = append(a.list, Because{Event: id})
		e, ok := a.w.Trace().At(id)
		if !ok {
			return // which is told
		}
		id = e.Cause
	}
}

// Causes are an event and what led to it, newest first.
func Causes(w *sim.World, id sim.EventID) []Because {
	a := asker{w: w}
	a.causes(id, causesMax)
	return a.list
}

// Newest returns the newest event that a condition holds for, looking back from
// now to the oldest that the trace has.
func Newest(w *sim.World, holds func(*sim.Event) bool) (sim.EventID, bool) {
	return newestSince(w, w.Trace().First(), holds)
}

// newestSince looks back no further than to an event.
func newestSince(w *sim.World, since sim.EventID, holds func(*sim.Event) bool) (sim.EventID, bool) {
	trace := w.Trace()
	for id := trace.Next(); id > max(since, trace.First()); {
		id--
		if e, ok := trace.At(id); ok && holds(e) {
			return id, true
		}
	}
	return 0, false
}

// name is a placeholder's value: who a node is.
func (a *asker) name(placeholder string, n sim.Node) narrate.Arg {
	return narrate.Str(placeholder, NameOf(a.w, n))
}

// roleKinds are the events with which a member takes a role, and the questions
// that they answer.
var roleKinds = [...]struct{ title, kind string }{
	raft.Follower:     {"panel.why-follower", member.BecameFollower{}.Kind()},
	raft.PreCandidate: {"panel.why-pre-candidate", member.BecamePreCandidate{}.Kind()},
	raft.Candidate:    {"panel.why-candidate", member.BecameCandidate{}.Kind()},
	raft.Leader:       {"panel.why-leader", member.BecameLeader{}.Kind()},
}

// WhyMember says why a member is what it is.
func WhyMember(w *sim.World, n sim.Node) Answer {
	m := MemberAt(w, n)
	a := asker{w: w}
	title, kind := "panel.why-crashed", sim.KindCrashed
	if f := m.Failure(); f != nil {
		kind = kindOf(f)
	}
	if s := m.Raft(); s != nil {
		title = roleKinds[s.Role()].title
		kind, _ = sim.KindNamed(roleKinds[s.Role()].kind)
		a.hindered(n)
	}
	id, ok := Newest(w, func(e *sim.Event) bool { return e.Node == n && e.Kind == kind })
	if ok {
		a.causes(id, causesMax)
	} else {
		a.say("why.gone")
	}
	return Answer{Title: title, Because: a.list}
}

// hindered tells what keeps a running member from taking part.
func (a *asker) hindered(n sim.Node) {
	if a.w.Paused(n) {
		a.paused(n)
	}
	if cut := a.cutFrom(n); len(cut) > 0 {
		a.cut(a.newestCut(n), n, cut)
	}
}

func (a *asker) paused(n sim.Node) {
	id, _ := Newest(a.w, func(e *sim.Event) bool { return e.Node == n && e.Kind == sim.KindPaused })
	a.sayOf(id, "why.paused", a.name("member", n))
}

// cutFrom lists the members that run and do not hear this one, or that it does
// not hear.
func (a *asker) cutFrom(n sim.Node) (cut []sim.Node) {
	for other, m := range Members(a.w) {
		if other != n && a.w.Up(other) && !isGone(a.w, m) && (a.w.IsCut(n, other) || a.w.IsCut(other, n)) {
			cut = append(cut, other)
		}
	}
	return cut
}

func (a *asker) newestCut(n sim.Node) sim.EventID {
	id, _ := Newest(a.w, func(e *sim.Event) bool { return e.Kind == sim.KindCut && (e.Node == n || e.Peer == n) })
	return id
}

// cut tells from whom a member is cut off.
func (a *asker) cut(event sim.EventID, n sim.Node, others []sim.Node) {
	a.sayOf(event, "why.cut", a.name("member", n))
	a.list[len(a.list)-1].others = others
}

// namesMost bounds how many members a sentence names.
const namesMost = 6

// enumerated lists members, the first of many.
func enumerated(w *sim.World, lang narrate.Lang, nodes []sim.Node) string {
	names := make([]string, 0, namesMost+1)
	for i, n := range nodes {
		if i == namesMost {
			names = append(names, "…")
			break
		}
		names = append(names, NameOf(w, n))
	}
	return strings.Join(names, narrate.Text(lang, "stage.comma"))
}

// WhyKey says what made a key what it is at a member, or what keeps it from
// being there.
func WhyKey(w *sim.World, n sim.Node, key string) Answer {
	m := MemberAt(w, n)
	a := asker{w: w}
	if index, at, ok := a.wanted(key); ok {
		a.say("why.key-wanted", narrate.Str("key", shorten(key)), narrate.Num("index", int(index)))
		a.list = append(a.list, WhyEntry(w, at, index).Because...)
	}
	entry := uint64(0)
	if m.KV() != nil {
		m.KV().History(key, 0, func(c mvcc.Change) bool { entry = c.Entry; return false })
	}
	id, ok := Newest(w, func(e *sim.Event) bool {
		applied, is := e.Detail.(member.Applied)
		if !is || e.Node != n {
			return false
		}
		if entry != 0 {
			return uint64(applied.Index) == entry
		}
		return touches(m, applied.Entry, key)
	})
	switch {
	case ok:
		a.causes(id, causesMax)
	case entry != 0:
		a.say("why.gone")
	case len(a.list) == 0:
		a.say("why.no-key", a.name("member", n), narrate.Str("key", shorten(key)))
	}
	return Answer{Title: "panel.why-change", Because: a.list}
}

// WhyV2 says what made a key of v2 what it is at a member. Of one whose time was
// over by a moment, in nanoseconds since 1970, it tells of the SYNC that took it.
func WhyV2(w *sim.World, n sim.Node, path string, expired int64) Answer {
	m := MemberAt(w, n)
	trace := w.Trace()
	for id := trace.First(); expired != 0 && id < trace.Next(); id++ {
		e, _ := trace.At(id)
		applied, is := e.Detail.(member.Applied)
		if is && e.Node == n && applied.Entry.Size > 0 && member.SyncTime(m.Arena(), applied.Entry) >= expired {
			a := asker{w: w}
			a.causes(id, causesMax)
			return Answer{Title: "panel.why-change", Because: a.list}
		}
	}
	return WhyKey(w, n, path)
}

// wanted finds the newest entry that would change a key and that the member whose
// log has it does not know to be committed.
func (a *asker) wanted(key string) (index raft.Index, at sim.Node, ok bool) {
	for n, m := range Members(a.w) {
		s := m.Raft()
		if s == nil {
			continue
		}
		for i := s.Log().Last(); i > s.Commit() && i > index; i-- {
			if e, there := s.Log().At(i); there && touches(m, e, key) {
				index, at, ok = i, n, true
			}
		}
	}
	return index, at, ok
}

// touches reports whether an entry puts or deletes a key, as far as one sees
// without applying it.
func touches(m *member.Member, e raft.Entry, key string) bool {
	switch d := member.Describe(m.Arena(), e); d.Deed {
	case member.DeedPut, member.DeedDelete, member.DeedV2Set, member.DeedV2Delete:
		return d.Key == key
	}
	return false
}

// shorten keeps what people typed to what a sentence has room for.
func shorten(text string) string {
	const most = 24
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}

// WhyLease says how a lease came about, or why there is none.
func WhyLease(w *sim.World, n sim.Node, id int64) Answer {
	m := MemberAt(w, n)
	a := asker{w: w}
	title, deed := "panel.why-lease", member.DeedLeaseGrant
	if m.Lessor() == nil || !m.Lessor().Has(id) {
		title, deed = "panel.why-no-lease", member.DeedLeaseRevoke
	}
	name := member.LeaseID(id)
	event, ok := Newest(w, func(e *sim.Event) bool {
		applied, is := e.Detail.(member.Applied)
		if !is || e.Node != n {
			return false
		}
		d := member.Describe(m.Arena(), applied.Entry)
		return d.Deed == deed && d.Key == name
	})
	switch {
	case ok:
		a.causes(event, causesMax)
	case deed == member.DeedLeaseGrant:
		a.say("why.gone")
	default:
		a.say("why.no-lease", a.name("member", n), narrate.Str("lease", name))
	}
	return Answer{Title: title, Because: a.list, Missing: deed == member.DeedLeaseRevoke}
}

// WhyEvent says what led to an event.
func WhyEvent(w *sim.World, id sim.EventID) Answer {
	return Answer{Title: "panel.why-event", Because: Causes(w, id)}
}

// Names tells sentences who is who in a world.
func Names(w *sim.World) narrate.Names { return names{w} }

type names struct{ w *sim.World }

// Node implements narrate.Names.
func (n names) Node(node sim.Node) string {
	if name := NameOf(n.w, node); name != "" {
		return name
	}
	return strconv.Itoa(int(node))
}

// Server implements narrate.Names.
func (n names) Server(id raft.ID) string { return n.Node(NodeOf(n.w, id)) }

// Summary implements narrate.Names.
func (n names) Summary(payload raft.Payload) string {
	for _, m := range Members(n.w) {
		size := uint32(mvcc.Value(payload).Len())
		return Summary(member.Describe(m.Arena(), raft.Entry{Payload: payload, Size: size}))
	}
	return ""
}
