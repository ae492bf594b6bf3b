package compose

import (
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

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
	case member.BecameFollower, member.BecamePreCandidate, member.BecameCandidate, member.BecameLeader:
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
		case member.BecamePreCandidate, member.BecameCandidate:
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
	case member.BecamePreCandidate:
		return shape, term
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
