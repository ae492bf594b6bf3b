package compose

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
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
			m.PlaceName(s.Ring, b.lay.top)
			b.clearNeighbour(m, i)
			b.clearArc(m)
			b.keepInside(m)
			b.clearChips(m)
		}
	}
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
	if v.up && v.role == raft.Candidate && m.Detail == scene.Full {
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
	case v.role == raft.Candidate:
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
	left := float64(at-raft.Time(b.now)) / float64(timeout)
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
		m.Name, m.Letter = "L "+m.Name, ""
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

// fades crosses members over whose role or term has just changed.
func (b *builder) fades() {
	if b.in.Still {
		return
	}
	for k, e := range b.recent {
		if b.age(e.Time) >= fadeMs {
			break
		}
		if !became(e) {
			continue
		}
		i := b.at(e.Node)
		if i < 0 || b.s.Members[i].Fade.Active || !b.views[i].up {
			continue
		}
		m := &b.s.Members[i]
		from, term := b.before(e, b.recent[k+1:], m)
		if from == m.Shape && term == m.Term {
			continue
		}
		if m.Detail == scene.Minimal {
			from = m.Shape
		}
		m.Fade = scene.Fade{Active: true, FromShape: from, FromTerm: term, Progress: float32(b.age(e.Time) / fadeMs)}
	}
}

// became reports whether an event is a change of role, term or leader.
func became(e *sim.Event) bool {
	switch e.Detail.(type) {
	case member.BecameFollower, member.BecameCandidate, member.BecameLeader:
		return true
	}
	return false
}

// before is what a member was before it became what an event tells.
func (b *builder) before(e *sim.Event, older []*sim.Event, m *scene.Member) (scene.Shape, uint64) {
	shape, term := scene.Circle, m.Term
	for _, o := range older {
		if o.Node != e.Node || !became(o) {
			continue
		}
		switch o.Detail.(type) {
		case member.BecameCandidate:
			shape = scene.Diamond
		case member.BecameLeader:
			shape = scene.Square
		}
		break
	}
	switch e.Detail.(type) {
	case member.BecameLeader:
		return scene.Diamond, term
	case member.BecameCandidate:
		return shape, term - 1
	}
	if b.deposed(e) {
		shape = scene.Square
	}
	if why, ok := e.Why.(raft.SawHigherTerm); ok {
		term = uint64(why.Old)
	}
	return shape, term
}

// deposed reports whether an event ended a leadership.
func (b *builder) deposed(e *sim.Event) bool {
	for i := len(b.past.marks) - 1; i >= 0 && b.past.marks[i].Time >= e.Time; i-- {
		if m := &b.past.marks[i]; m.Event == e.ID && m.Kind == lab.MarkDeposed {
			return true
		}
	}
	return false
}

// chips puts each terminal's letter at the member that it talks to, or talked
// to last.
func (b *builder) chips() {
	count := 0
	for range lab.Terminals(b.w) {
		count++
	}
	chips := make([]scene.ClientChip, 0, count)
	for i := range b.s.Members {
		m := &b.s.Members[i]
		start := len(chips)
		for _, t := range lab.Terminals(b.w) {
			at, waits := t.WaitingAt()
			if j := t.Journey(); !waits && j.Message != 0 {
				at = j.Server
			}
			if b.at(at) != i || at == sim.Nobody {
				continue
			}
			p := m.ChipPoint(b.s.Ring, len(chips)-start)
			chip := scene.ClientChip{Letter: t.Name()}
			if m.Detail != scene.Full {
				chip.Size = 14
				p = b.outward(m, len(chips)-start)
			}
			chip.X = clamp(p.X, 11, b.lay.ring.X+b.lay.ring.W-11)
			chip.Y = clamp(p.Y, 11, b.lay.ring.Y+b.lay.ring.H-11)
			chips = append(chips, chip)
		}
		if len(chips) > start {
			m.Clients = chips[start:len(chips):len(chips)]
		}
	}
}

// outward is where the i-th chip of a small member stands: on the line from the
// ring's centre, beyond its name.
func (b *builder) outward(m *scene.Member, i int) scene.Point {
	d := m.R + 12 + 16*float32(i)
	if m.Name != "" {
		d += 18
	}
	return b.s.Ring.At(angle(m.X-b.s.Ring.X, m.Y-b.s.Ring.Y), b.s.Ring.R+d)
}

// clearNeighbour moves the name of the uppermost member to its left, where the
// one at its right has a note above it.
func (b *builder) clearNeighbour(m *scene.Member, i int) {
	if next := (i + 1) % len(b.s.Members); m.NameAlign == scene.Start && b.s.Members[next].Note != "" {
		m.NameAlign = scene.End
		m.NameAt.X = m.X - m.R - 18
	}
}

// clearArc moves a candidate's words below its arc, which is wider than a
// follower's, close together.
func (b *builder) clearArc(m *scene.Member) {
	if len(m.Votes) == 0 || m.NameAlign != scene.Middle || m.NameAt.Y < m.Y || m.NameSize < 14 {
		return
	}
	m.NameAt.Y = m.Y + 1.22*m.R + 22
	m.VotesAt.Y = m.NameAt.Y + 11
	m.NoteAt.Y = m.NameAt.Y + 27
}

// clearChips moves the chips of a member off its name.
func (b *builder) clearChips(m *scene.Member) {
	half := textWidth(m.Name, m.NameSize)/2 + 12
	middle := m.NameAt.Y - 0.35*m.NameSize
	for i := range m.Clients {
		c := &m.Clients[i]
		if m.NameAlign != scene.Middle || abs(c.X-m.NameAt.X) >= half || abs(c.Y-middle) >= 17 {
			continue
		}
		c.Y = middle + 18*side(m.Y-b.s.Ring.Y)
		if c.Y < 10 || c.Y > b.lay.ring.Y+b.lay.ring.H-10 {
			c.X, c.Y = m.NameAt.X+half+float32(i)*20, middle
		}
	}
}

// keepInside moves a name that would leave the ring's field.
func (b *builder) keepInside(m *scene.Member) {
	field := &b.lay.ring
	half := textWidth(m.Name, m.NameSize) / 2
	if m.NameAlign == scene.Middle {
		m.NameAt.X = clamp(m.NameAt.X, field.X+half+2, field.X+field.W-half-2)
	}
	m.NameAt.Y = clamp(m.NameAt.Y, m.NameSize, field.Y+field.H)
	half = textWidth(m.Note, 12) / 2
	if m.Note != "" && m.NameAlign == scene.Middle {
		m.NoteAt.X = clamp(m.NoteAt.X, field.X+half+2, field.X+field.W-half-2)
	}
	m.NoteAt.Y = clamp(m.NoteAt.Y, 12, b.lay.below)
}

// quiet is the line at the upper left: how many are in touch.
func (b *builder) quiet() {
	q := scene.Quiet{X: 24, Y: 28}
	n := len(b.views)
	if b.in.Layout == Phone {
		return // without a quorum there is a banner, which says the same
	}
	if b.touch < b.quorum {
		q.Alarm = true
		q.Title = b.text("stage.no-quorum", narrate.Num("n", b.touch), narrate.Num("members", n), narrate.Num("quorum", b.quorum))
	} else {
		q.Title = b.text("stage.in-touch", narrate.Num("n", b.touch), narrate.Num("members", n))
		q.Detail = b.text("stage.quorum", narrate.Num("n", b.quorum))
	}
	b.s.Quiet = q
}
