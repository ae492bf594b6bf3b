package compose

import (
	"strings"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// followed is the request that the journey is about, if there is one. How far it has
// come the trace tells, and how many have its entry the members: by snapshots, too.
type followed struct {
	*lab.Waterfall
	client  string // what it is called
	waits   bool   // the terminal still waits for the answer
	server  int    // the place of the member that was asked
	forward bool   // the member that was asked does not lead
}

// is reports whether an entry is the request's.
func (f *followed) is(i raft.Index) bool { return f.Waterfall != nil && f.Index == i }

// journey draws the way of the request that is followed.
func (b *builder) journey() {
	f, j := &b.followed, b.in.Journey
	if j == nil {
		return
	}
	t := b.client(j.Client)
	if f.server = b.at(j.Server); t == nil || f.server < 0 {
		return
	}
	f.Waterfall, f.client = j, b.clientName(t)
	_, f.waits = t.WaitingAt()
	f.waits = f.waits && f.Answered == 0
	f.forward = b.isForwarded()
	if b.lay.logs.journey < 0 {
		return
	}
	b.headline()
	b.stations()
}

// isForwarded reports whether the request is passed on to the leader by the member
// that was asked, or will be as things are.
func (b *builder) isForwarded() bool {
	f := &b.followed
	switch v := &b.views[f.server]; {
	case f.Leader != sim.Nobody:
		return f.Leader != f.Server
	case f.Passed || f.Confirmed:
		return f.Passed
	default:
		return v.s == nil || v.s.Leader() != v.id
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
	add(b.name(&b.views[f.server], false), f.Arrived)
	if f.Way != member.WayMember && f.forward {
		add(b.text("stage.step-leader"), f.Reached || f.Index != 0)
	}
	switch f.Way {
	case member.WayLog:
		b.logStations(add)
	case member.WayQuorum:
		add(b.text("stage.step-quorum"), f.Confirmed)
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
	b.s.Journey.Stopped = f.Answered == 0 && (!f.waits || !b.quorate && b.needsQuorum())
}

// needsQuorum reports whether the request cannot be answered without one: neither has
// the member that was asked all that it needs, nor does it hear from a leader that its
// entry is committed.
func (b *builder) needsQuorum() bool {
	f := &b.followed
	if f.Way == member.WayMember || f.Confirmed {
		return false
	}
	for i := range b.views {
		v := &b.views[i]
		tells := i == f.server || v.up && !v.paused && v.s != nil && v.s.Role() == raft.Leader && !b.cuts.has(i, f.server)
		if e, ok := v.log.At(f.Index); tells && ok && e.Payload == f.Payload && f.Index <= v.commit {
			return false
		}
	}
	return true
}

// makeRoom moves names a little aside that would touch others, where steps are close,
// and drops them where that is not enough: what has come about already before what is
// to come, and never where the request is, whose it is and what it waits for.
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
		for _, aside := range [...]float32{0, 4, -4, 8, -8} {
			moved := span{at.from + aside, at.to + aside}
			touches := false
			for _, k := range kept {
				touches = touches || moved.from < k.to+gap && moved.to > k.from-gap
			}
			if !touches {
				s.TextX += aside
				kept = append(kept, moved)
				return
			}
			if s.Align != scene.Middle {
				break
			}
		}
		s.Text = ""
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
	if f.Index == 0 {
		add(b.text("stage.step-log"), false)
	} else {
		add(b.text("stage.step-entry", narrate.Num("index", int(f.Index))), true)
	}
	disks, committed := 0, false
	for i := range b.views {
		v := &b.views[i]
		if e, ok := v.log.At(f.Index); !ok || e.Payload != f.Payload {
			continue
		}
		if f.Index <= v.durable {
			disks++
		}
		committed = committed || f.Index <= v.commit
	}
	add(b.text("stage.step-disks", narrate.Num("n", disks), narrate.Num("members", len(b.views))), disks > 0)
	add(b.text("stage.step-commit"), committed)
	text := b.text("stage.step-apply")
	if f.Revision != 0 {
		id := "stage.step-revision"
		if f.V2 {
			id = "stage.step-v2-index"
		}
		text = b.text(id, narrate.Num("revision", int(f.Revision)))
	}
	add(text, f.Confirmed)
}

// watchStation is the last step, where somebody watches what the request changes:
// they are told.
func (b *builder) watchStation(add func(text string, there bool)) {
	watcher, heard := b.watches(), false
	if told := b.followed.Told; len(told) > 0 {
		watcher, heard = told[0].Client, told[0].Heard != 0
	}
	if c := b.client(watcher); c != nil && c.Name() != narrate.Outside {
		add(b.text("stage.step-watch", narrate.Str("terminal", c.Name())), heard)
	}
}

// watches is the first client that waits for a change of the request's own key, Nobody
// if none does or none will be written.
func (b *builder) watches() sim.Node {
	f := &b.followed
	if f.Way != member.WayLog || f.Key == "" {
		return sim.Nobody
	}
	found := sim.Nobody
	find := func(c member.Client) {
		if found == sim.Nobody && sim.Node(c) != f.Client {
			found = sim.Node(c)
		}
	}
	for i := range b.views {
		m, ws := b.views[i].m, b.views[i].m.Watchers()
		switch {
		case !b.views[i].up:
		case f.V2:
			m.Waits(func(c member.Client, key string, recursive, _ bool) {
				if key == f.Key || recursive && strings.HasPrefix(f.Key, strings.TrimSuffix(key, "/")+"/") {
					find(c)
				}
			})
		case ws != nil:
			ws.All(func(on uint64, _ int64, r mvcc.WatchRequest) bool {
				if c, _, open := m.WatchClient(on); open && r.Covers(f.Key) {
					find(c)
				}
				return found == sim.Nobody
			})
		}
	}
	return found
}
