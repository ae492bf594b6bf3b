package compose

import (
	"strconv"

	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/viz/scene"
)

// digits are the texts of small numbers, which most terms and indices are.
func digits(n uint64) string { return strconv.FormatUint(n, 10) }

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
	b.fades()
	b.chips()
	for i := range s.Members {
		if m := &s.Members[i]; m.Name != "" {
			b.placeName(m, i)
		}
	}
	b.clearChips()
	b.clearNotes()
	b.cutArcs()
	if size.Counts {
		b.counts()
	}
	b.quiet()
}

// member is one member at its place.
func (b *builder) member(i int, at scene.Point) scene.Member {
	v, size := &b.views[i], &b.lay.size
	m := scene.Member{ID: int(v.node), X: at.X, Y: at.Y, R: size.R, Detail: size.Detail, Term: uint64(v.term), Arc: -1,
		ArcWidth: size.ArcWidth, Crashed: !v.up, Paused: v.paused, Stale: v.stale,
		Selected: b.selects(MemberTarget, v.node), Focused: b.focuses(MemberTarget, v.node), Violates: b.violates(v.node)}
	b.enrich(&m, i)
	m.Shape, m.Letter = shapeOf(v)
	if m.Detail == scene.Minimal {
		m.Shape, m.Letter = scene.Dot, ""
	}
	if m.Detail == scene.Full {
		m.TermText = digits(m.Term)
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
	richer := m.Selected || m.Focused
	switch m.Detail {
	case scene.Small:
		if richer {
			m.R *= 1.5
		}
	case scene.Minimal:
		if richer || i == b.leader || m.Stale {
			m.Detail, m.R = scene.Small, 2.5*m.R
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
	case v.stands():
		return scene.Diamond, "C"
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
	if !named && !lead && !m.Selected && !m.Focused {
		return
	}
	m.Name = b.name(v, size.Short)
	if m.Detail == scene.Small && size.Detail == scene.Minimal && lead {
		m.Letter = "L"
	}
	if v.stale && size.Detail == scene.Full {
		m.Note, m.NoteAlarm = b.text("stage.stale-leader"), true
	}
}

// votes shows a candidate's votes: a dot for each member.
func (b *builder) votes(m *scene.Member, v *view) {
	m.Votes = make([]bool, 0, len(b.views))
	v.s.Votes(func(_ raft.ID, yes, _ bool) bool {
		if yes {
			m.Votes = append(m.Votes, true)
		}
		return true
	})
	granted := len(m.Votes)
	for len(m.Votes) < len(b.views) {
		m.Votes = append(m.Votes, false)
	}
	m.Note = b.text("stage.votes", narrate.Num("votes", granted), narrate.Num("needed", b.quorum))
}

// quiet is the line at the upper left: how many are in touch.
func (b *builder) quiet() {
	q := scene.Quiet{X: b.lay.ring.X + 24, Y: 28}
	n := len(b.views)
	if b.in.Layout == Phone {
		return // without a quorum there is a banner, which says the same
	}
	q.Title = b.text("stage.in-touch", narrate.Num("n", b.touch), narrate.Num("members", n))
	q.Detail = b.text("stage.quorum", narrate.Num("n", b.quorum))
	if b.touch < b.quorum {
		q.Alarm = true
		q.Detail = b.text("stage.needed", narrate.Num("quorum", b.quorum))
	}
	b.s.Quiet = q
}
