package compose

import (
	"strings"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// followed is the request that the journey is about. Where it has come is told
// by the states of the members: a trace forgets.
type followed struct {
	shell.Journey
	client  string // what it is called
	asks    asks
	waits   bool       // the terminal still waits for the answer
	server  int        // the place of the member that was asked
	index   raft.Index // of the request's entry, 0: none (yet)
	entry   raft.Entry
	forward bool // the member that was asked does not lead
}

// asks is what a request needs to be answered.
type asks uint8

const (
	asksMember asks = iota // the member's own state
	asksQuorum             // that a quorum confirms the leader
	asksLog                // an entry in the log
)

// journey draws the way of the newest request of the terminal that is followed.
func (b *builder) journey() {
	t := b.client(b.in.Journey)
	if t == nil {
		return
	}
	f := &b.followed
	f.Journey, f.client = t.Journey(), b.clientName(t)
	if f.server = b.at(f.Server); f.Message == 0 || f.server < 0 {
		return
	}
	_, f.waits = t.WaitingAt()
	f.waits = f.waits && f.Answered == 0
	f.asks = b.askedFor()
	if f.asks == asksLog {
		b.findEntry()
	}
	b.findLeader()
	if b.lay.logs.journey < 0 {
		return
	}
	b.headline()
	b.stations()
}

// askedFor is what a request needs, by its summary: the words or the method and
// path that were typed.
func (b *builder) askedFor() asks {
	f := &b.followed
	if e := b.event(f.Message); e != nil {
		if r, ok := e.Detail.(member.Request); ok {
			if q, ok := r.API.(api.Range); ok && q.Serializable {
				return asksMember
			}
		}
	}
	verb, rest, _ := strings.Cut(f.Summary, " ")
	switch verb {
	case "put", "del", "txn", "PUT", "DELETE":
		return asksLog
	case "get":
		return asksQuorum
	case "endpoint":
		if rest == "health" {
			return asksQuorum
		}
	case "GET":
		if strings.Contains(rest, "quorum=true") || strings.HasPrefix(rest, "/health") {
			return asksLog
		}
	case "POST":
		if strings.HasPrefix(rest, "/v3/kv/range") {
			return asksQuorum
		}
		return asksLog
	}
	return asksMember
}

// searchMost bounds how many entries are looked through for a request's own.
const searchMost = 256

// findEntry finds the entry of the request: the first that its owner had not
// committed when the request left, that the member which was asked has proposed, and that
// does what was asked.
func (b *builder) findEntry() {
	f := &b.followed
	floor := b.committedAt(f.Sent)
	look := func(v *view) {
		from := min(floor, v.commit) // a stale leader may have taken it below
		for i := from + 1; i <= min(v.log.Last(), from+searchMost) && f.index == 0; i++ {
			if e, _ := v.log.At(i); b.isOf(e) {
				f.index, f.entry = i, e
			}
		}
	}
	if b.leader >= 0 {
		look(&b.views[b.leader])
	}
	for i := range b.views {
		look(&b.views[i])
	}
}

// isOf reports whether an entry carries the followed request.
func (b *builder) isOf(e raft.Entry) bool {
	f := &b.followed
	if e.Kind != raft.Normal || e.Size == 0 {
		return false
	}
	m := b.views[f.server].m
	p, err := api.DecodeProposal(m.Arena().Bytes(mvcc.Value(e.Payload)))
	// The upper part of a proposal's ID is that of the member's.
	if err != nil || uint16(p.ID>>48) != uint16(m.Config().Self.ID) {
		return false
	}
	d := member.Describe(m.Arena(), e)
	if d.Setup() || d.Deed == member.DeedV2Expire {
		return false
	}
	return strings.Contains(f.Summary, strings.Trim(d.Key, "/")) || strings.HasPrefix(f.Summary, "POST /v3/")
}

// findLeader finds out whether the request had to be passed on: whether the
// leader of its entry's term, or else the one that is known, is another member
// than the one asked.
func (b *builder) findLeader() {
	f := &b.followed
	v := &b.views[f.server]
	if f.index == 0 {
		f.forward = v.s == nil || v.s.Leader() != v.id
		return
	}
	f.forward = v.s == nil || v.s.Leader() != v.id
	for i := len(b.past.marks) - 1; i >= b.past.setup; i-- {
		if m := &b.past.marks[i]; m.Kind == lab.MarkElected && m.Term == f.entry.Term {
			f.forward = m.Node != v.node
			return
		}
	}
}

// headline says what was asked, by whom, and whether it was answered.
func (b *builder) headline() {
	f, l, j := &b.followed, &b.lay.logs, &b.s.Journey
	who := narrate.Str("who", f.client)
	switch {
	case f.Answered != 0:
		j.Note = b.text("stage.journey-answered", who, narrate.Span("time", f.Answered-f.Sent))
	case f.waits:
		j.Note = b.text("stage.journey-waiting", who, narrate.Span("time", b.now-f.Sent))
	default:
		j.Note = b.text("stage.journey-over", who)
	}
	j.X, j.Y, j.LineY = l.x, l.journey+28, l.journey+52
	if b.in.Height < 520 {
		j.LineY = l.journey + 50
	}
	room := l.right - l.x - textWidth(j.Note, 13) - 40
	j.Title = curled(f.Summary)
	for textWidth(j.Title, 15) > room && len(j.Title) > 8 {
		cut := len(j.Title) - 5
		for cut > 0 && j.Title[cut]&0xc0 == 0x80 {
			cut--
		}
		j.Title = j.Title[:cut] + "…"
	}
	j.NoteX = j.X + textWidth(j.Title, 15) + 20
}

// curled gives a value that is quoted at the end of a summary the quotation
// marks of print.
func curled(text string) string {
	open := strings.IndexByte(text, '"')
	if open < 0 || open == len(text)-1 || text[len(text)-1] != '"' {
		return text
	}
	return text[:open] + "“" + text[open+1:len(text)-1] + "”"
}

// stations draws the steps of the way, and how far the request has come.
func (b *builder) stations() {
	f := &b.followed
	steps, reached := b.s.Journey.Steps, 0
	add := func(text string, there bool) {
		if steps = append(steps, scene.Step{Text: text, Align: scene.Middle}); there {
			reached = len(steps) - 1
		}
	}
	add(f.client, true)
	arrived := !b.onItsWay(f.Message)
	add(b.name(&b.views[f.server], false), arrived)
	switch f.asks {
	case asksLog:
		b.logStations(add)
	case asksQuorum:
		leader, confirmed := b.readProgress(arrived)
		if f.forward {
			add(b.text("stage.step-leader"), leader)
		}
		add(b.text("stage.step-quorum"), confirmed)
	}
	add(b.text("stage.step-answer"), f.Answered != 0)
	b.watchStation(add)

	l := &b.lay.logs
	first, last := l.x+6, l.right-24
	for i := range steps {
		s := &steps[i]
		s.X = first + (last-first)*float32(i)/float32(len(steps)-1)
		s.TextX = s.X
		switch {
		case i < reached:
		case i == reached:
			s.State = scene.Current
		default:
			s.State = scene.Ahead
		}
	}
	steps[0].TextX, steps[0].Align = l.x, scene.Start
	end := &steps[len(steps)-1]
	end.TextX, end.Align = last+6, scene.End
	makeRoom(steps, min(reached, len(steps)-1))
	b.s.Journey.Steps = steps
	b.s.Journey.Stopped = f.Answered == 0 && (!f.waits || f.asks != asksMember && !b.quorate)
}

// makeRoom drops names that would touch others, where steps are close: what has come
// about already before what is to come, and never where the request is, whose it is
// and what it waits for.
func makeRoom(steps []scene.Step, reached int) {
	const gap = 6
	type span struct{ from, to float32 }
	var buffer [16]span
	kept := buffer[:0]
	keep := func(i int) {
		s := &steps[i]
		at := span{s.TextX, s.TextX + textWidth(s.Text, 12)}
		switch width := at.to - at.from; s.Align {
		case scene.Middle:
			at = span{at.from - width/2, at.to - width/2}
		case scene.End:
			at = span{at.from - width, at.to - width}
		}
		for _, k := range kept {
			if s.Text != "" && at.from < k.to+gap && at.to > k.from-gap {
				s.Text = ""
				return
			}
		}
		kept = append(kept, at)
	}
	last := len(steps) - 1
	keep(reached)
	for _, i := range []int{last, 0} {
		if i != reached {
			keep(i)
		}
	}
	for i := reached + 1; i < last; i++ {
		keep(i)
	}
	for i := min(reached, last) - 1; i > 0; i-- {
		keep(i)
	}
}

// logStations are the steps of a request that becomes an entry.
func (b *builder) logStations(add func(text string, there bool)) {
	f := &b.followed
	if f.forward {
		add(b.text("stage.step-leader"), f.index != 0)
	}
	if f.index == 0 {
		add(b.text("stage.step-log"), false)
	} else {
		add(b.text("stage.step-entry", narrate.Num("index", int(f.index))), true)
	}
	disks, committed := 0, false
	for i := range b.views {
		v := &b.views[i]
		if e, ok := v.log.At(f.index); !ok || e != f.entry {
			continue
		}
		if f.index <= v.durable {
			disks++
		}
		committed = committed || f.index <= v.commit
	}
	add(b.text("stage.step-disks", narrate.Num("n", disks), narrate.Num("members", len(b.views))), disks > 0)
	add(b.text("stage.step-commit"), committed)
	v := &b.views[f.server]
	text := b.text("stage.step-apply")
	if fall := b.in.Fall; fall != nil && fall.Revision != 0 {
		text = b.text("stage.step-revision", narrate.Num("revision", int(fall.Revision)))
	}
	add(text, f.Answered != 0 || f.index != 0 && f.index <= v.applied)
}

// watchStation is the last step, where somebody watches what the request changes:
// they are told.
func (b *builder) watchStation(add func(text string, there bool)) {
	watcher, heard := b.watches(), false
	if fall := b.in.Fall; fall != nil && len(fall.Told) > 0 {
		watcher, heard = fall.Told[0].Client, fall.Told[0].Heard != 0
	}
	if c := b.client(watcher); c != nil && c.Name() != narrate.Outside {
		add(b.text("stage.step-watch", narrate.Str("terminal", c.Name())), heard)
	}
}

// watches is the client that waits for a change of the request's own key, Nobody
// if none does or none was written.
func (b *builder) watches() sim.Node {
	f := &b.followed
	if f.asks != asksLog {
		return sim.Nobody
	}
	key := keyIn(f.Summary)
	for n, c := range lab.Clients(b.w) {
		j := c.Journey()
		if _, waits := c.WaitingAt(); !waits || n == b.in.Journey || j.Message == 0 || key == "" {
			continue
		}
		verb, rest, _ := strings.Cut(j.Summary, " ")
		if verb == "watch" && keyIn(j.Summary) == key || verb == "GET" && strings.Contains(rest, "wait=true") && keyIn(j.Summary) == key {
			return n
		}
	}
	return sim.Nobody
}

// keyIn is the key that a request is about, by its summary: its second word, of
// v2 without what stands around it.
func keyIn(summary string) string {
	_, rest, _ := strings.Cut(summary, " ")
	key, _, _ := strings.Cut(rest, " ")
	key, _, _ = strings.Cut(key, "?")
	return strings.TrimPrefix(key, "/v2/keys/")
}

// onItsWay reports whether a message has not arrived.
func (b *builder) onItsWay(id sim.EventID) bool {
	for m := range b.w.Messages {
		if m.ID == id && !m.Duplicate {
			return true
		}
	}
	return false
}

// readProgress is how far a read has come that goes through no entry, as the
// newest events tell it: whether the leader has it, and whether a quorum has
// confirmed that it still leads.
func (b *builder) readProgress(arrived bool) (leader, confirmed bool) {
	f := &b.followed
	if f.Answered != 0 {
		return true, true
	}
	if !arrived {
		return false, false
	}
	trace, asked := b.w.Trace(), false
	for id := max(f.Message, trace.First(), trace.Next()-min(trace.Next(), recentMost)); id < trace.Next(); id++ {
		e, ok := trace.At(id)
		if !ok {
			continue
		}
		switch m := e.Detail.(type) {
		case raft.ReadRequest:
			asked = asked || e.Node == f.Server && e.Kind == sim.KindSent
			leader = leader || asked && e.Peer == f.Server && e.Kind == sim.KindReceived
		case raft.ReadReply:
			confirmed = confirmed || asked && e.Peer == f.Server && e.Kind == sim.KindSent && m.From != b.views[f.server].id
		}
	}
	return leader, confirmed
}
