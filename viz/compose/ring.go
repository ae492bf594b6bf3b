package compose

import (
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/viz/scene"
)

// ring draws the members, who talks to them, and who is in touch.
func (b *builder) ring() {
	s, size, n := b.s, &b.lay.size, len(b.views)
	s.Ring = scene.Ring{X: b.lay.centre.X, Y: b.lay.centre.Y, R: size.Ring}
	if n == 1 {
		s.Ring.R = 0
	}
	for i := range b.views {
		at := s.Ring.Point(i, n)
		s.Members = append(s.Members, b.member(i, at))
	}
	b.spread()
	b.quiet()
	b.fades()
	b.cutArcs()
	b.chips()
	b.placeNames()
	b.placeChips()
	b.cutWords()
	if size.Counts {
		b.counts()
	}
}

// member is one member at its place.
func (b *builder) member(i int, at scene.Point) scene.Member {
	v, size := &b.views[i], &b.lay.size
	m := scene.Member{ID: int(v.node), X: at.X, Y: at.Y, R: size.R, Detail: size.Detail, Term: uint64(v.term), Arc: -1,
		ArcWidth: size.ArcWidth, Crashed: !v.up, Paused: v.paused, Stale: v.stale,
		Selected: b.selects(MemberTarget, v.node), Violates: b.violates(v.node)}
	b.enrich(&m, i)
	m.Shape, m.Letter = shapeOf(v)
	m.Learner, m.Hollow = v.hollow(), v.up && v.role == raft.PreCandidate
	if m.Detail == scene.Minimal {
		m.Shape, m.Letter = scene.Dot, ""
	}
	if m.Detail == scene.Full {
		m.TermText = b.digits(m.Term)
	}
	if v.up && size.Arcs && v.role != raft.Leader {
		m.Arc = b.arc(v)
	}
	b.nameMember(&m, i)
	if v.up && v.stands() && m.Detail == scene.Full {
		b.votes(&m, v)
	}
	return m
}

// enrich draws what is selected, and the leader among many, one level richer.
func (b *builder) enrich(m *scene.Member, i int) {
	switch m.Detail {
	case scene.Small:
		if m.Selected {
			m.R *= 1.5
		}
	case scene.Minimal:
		if m.Selected || i == b.leader || m.Stale || m.Violates || b.views[i].up && b.views[i].stands() {
			m.Detail, m.R = scene.Small, 2.5*m.R
		}
	}
}

// spread moves members off the ring that are drawn larger than the dots around them,
// such as two candidates that are neighbours: outwards, or inwards, as far as they
// need to stand clear of each other.
func (b *builder) spread() {
	if b.lay.size.Detail != scene.Minimal {
		return
	}
	larger := func(m *scene.Member) bool { return m.Detail != scene.Minimal }
	n := len(b.s.Members)
	for i := range b.s.Members {
		m := &b.s.Members[i]
		if !larger(m) {
			continue
		}
		home := b.s.Ring.Angle(i, n)
		for _, track := range [...]float32{0, 1, -1, 2, -2, -3, -4} {
			at := b.s.Ring.At(home, b.s.Ring.R+track*2.6*m.R)
			m.X, m.Y = at.X, at.Y
			free := true
			for k := range b.s.Members[:i] {
				o := &b.s.Members[k]
				side, _ := round(m)
				other, _ := round(o)
				free = free && (!larger(o) || distance(at, scene.Point{X: o.X, Y: o.Y}) >= side+other)
			}
			if free && b.outside(scene.Rect{X: at.X - m.R, Y: at.Y - m.R, W: 2 * m.R, H: 2 * m.R}) == 0 {
				break
			}
		}
	}
}

// shapeOf is a member's role as a shape and a letter.
func shapeOf(v *view) (scene.Shape, string) {
	switch {
	case !v.up:
		return scene.Circle, ""
	case v.role == raft.Leader:
		return scene.Square, "L"
	case v.role == raft.PreCandidate:
		return scene.Diamond, "P"
	case v.stands():
		return scene.Diamond, "C"
	case v.hollow():
		return scene.Circle, "N"
	}
	return scene.Circle, "F"
}

// arc is what is left of the election timer.
func (b *builder) arc(v *view) float32 {
	at, timeout := v.s.Deadline()
	if timeout <= 0 {
		return -1
	}
	now := b.now
	if since, paused := b.w.PausedSince(v.node); paused {
		now = since // its timer does not reach it
	}
	left := float64(at-raft.Time(b.w.ClockAt(v.node, now))) / float64(timeout)
	return float32(max(0, min(left, 1)))
}

// nameMember gives a member its name, and a stale leader its note.
func (b *builder) nameMember(m *scene.Member, i int) {
	v, size := &b.views[i], &b.lay.size
	m.NameSize = size.NameSize
	lead := i == b.leader || v.stale
	m.NameBold = size.Detail == scene.Full && !size.Short || lead
	if size.Short && !lead {
		m.NameTone = scene.Ink2
	}
	named := size.Names > 0 && (i == 0 || (i+1)%size.Names == 0)
	if !named && !lead && !m.Selected && !(m.Violates && size.Detail != scene.Minimal) {
		return
	}
	m.Name = b.name(v, size.Short)
	if m.Detail == scene.Small && size.Detail == scene.Minimal && lead {
		m.Letter = "L"
	}
	switch {
	case v.stale && size.Detail != scene.Minimal: // among many the ring's middle says it
		m.Note, m.NoteAlarm = b.text("stage.stale-leader"), true
	case size.Detail != scene.Full:
	default:
		m.Note = b.noteStanding(i)
	}
}

// votes shows the votes of a candidate, or what it was told that it would get: a
// dot for each voter that it knows.
func (b *builder) votes(m *scene.Member, v *view) {
	peers := v.s.Peers()
	dots := !b.lay.size.Short // they would cover its neighbours
	m.Votes = b.rooms.votes.take(len(peers))[:0]
	voters, granted, outgoing := 0, 0, 0
	at := 0
	v.s.Votes(func(_ raft.ID, yes, _ bool) bool {
		p := &peers[at]
		at++
		if !p.Voter && !p.Outgoing {
			return true
		}
		voters++
		if yes {
			m.Votes = append(m.Votes, true)
			granted += count(p.Voter)
			outgoing += count(p.Outgoing)
		}
		return true
	})
	for len(m.Votes) < voters {
		m.Votes = append(m.Votes, false)
	}
	if !dots {
		m.Votes = nil
	}
	id := "stage.votes"
	switch {
	case v.standing == excluded:
		return // whatever it asks, nobody answers
	case v.s.OutgoingQuorum() > 0:
		id = "stage.votes-joint"
	case v.role == raft.PreCandidate:
		id = "stage.pre-votes"
	}
	m.Note = b.text(id, narrate.Num("votes", granted), narrate.Num("needed", v.s.Quorum()), narrate.Num("old", outgoing), narrate.Num("outgoing", v.s.OutgoingQuorum()))
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// quiet is the line at the upper left: how many voters are in touch, and how many
// must agree, on both sides of a change.
func (b *builder) quiet() {
	q, c := scene.Quiet{X: b.lay.ring.X + 24, Y: 28}, &b.config
	if b.in.Layout == Phone || b.in.Layout == Presenter {
		return // without a quorum there is a banner, which says the same
	}
	q.Title = b.text("stage.in-touch", narrate.Num("n", b.touch), narrate.Num("members", len(c.Voters)))
	switch {
	case c.joint():
		q.Title = b.text("stage.joint")
		q.Detail = b.text("stage.joint-old", narrate.Num("n", len(c.Old)), narrate.Num("quorum", c.outgoing))
		q.More = b.text("stage.joint-new", narrate.Num("n", len(c.Voters)), narrate.Num("quorum", c.quorum))
	case !b.quorate:
		q.Detail = b.text("stage.needed", narrate.Num("quorum", c.quorum))
	default:
		q.Detail = b.text("stage.quorum", narrate.Num("n", c.quorum))
	}
	if c.change != 0 && q.More == "" {
		q.More = b.text("stage.changing", narrate.Num("index", int(c.change)))
	}
	q.Alarm = !b.quorate
	b.s.Quiet = q
}
