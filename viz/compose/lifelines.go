package compose

import (
	"sort"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// life is what is known of a member's past while its lane is drawn.
type life struct {
	kind   scene.LaneKind
	term   raft.Term
	up     bool
	paused bool
	since  sim.Time
	first  *sim.Event // the first change in view
	known  bool       // what it was before that
}

// laneOf is how a role is drawn.
func laneOf(r raft.Role) scene.LaneKind {
	switch r {
	case raft.Leader:
		return scene.LaneLeader
	case raft.Candidate:
		return scene.LaneCandidate
	case raft.PreCandidate:
		return scene.LaneAsking
	}
	return scene.LaneFollower
}

// change is what an event makes of a life, and whether it makes anything.
func (l *life) change(e *sim.Event) bool {
	switch x := e.Detail.(type) {
	case member.BecameFollower:
		l.kind, l.term = scene.LaneFollower, x.Term
	case member.BecamePreCandidate:
		l.kind, l.term = scene.LaneAsking, x.Term
	case member.BecameCandidate:
		l.kind, l.term = scene.LaneCandidate, x.Term
	case member.BecameLeader:
		l.kind, l.term = scene.LaneLeader, x.Term
	default:
		switch e.Kind {
		case sim.KindCrashed:
			l.up, l.paused = false, false
		case sim.KindRestarted:
			l.up, l.kind = true, scene.LaneFollower
		case sim.KindPaused:
			l.paused = true
		case sim.KindResumed:
			l.paused = false
		default:
			return false
		}
	}
	return true
}

// lifelines draws each member's lane: what it was, and in which term.
func (b *builder) lifelines(d *diagram) {
	d.lives = b.rooms.lives.take(len(b.views))
	for i := range b.views {
		v := &b.views[i]
		d.lives[i] = life{kind: laneOf(v.role), term: v.term, up: v.up, paused: v.paused, since: max(d.span.From, 0)}
	}
	first := b.firstAt(d.span.From)
	b.recall(d, first)
	trace := b.w.Trace()
	for run := trace.Run(first); len(run) > 0; run = trace.Run(first) {
		for k := range run {
			e := &run[k]
			if e.Time > d.span.To {
				run = run[:k]
				break
			}
			i := b.at(e.Node)
			if i < 0 {
				continue
			}
			before := d.lives[i]
			if d.lives[i].change(e) {
				b.lane(d, i, before, e.Time)
				d.lives[i].since = e.Time
			}
		}
		if len(run) == 0 {
			break
		}
		first += sim.EventID(len(run))
	}
	for i := range d.lives {
		b.lane(d, i, d.lives[i], min(b.now, d.span.To))
	}
}

// lane draws a stretch of a lane.
func (b *builder) lane(d *diagram, i int, was life, until sim.Time) {
	x0, x1 := clamp(d.span.X(was.since), d.span.Left, d.span.Right), clamp(d.span.X(until), d.span.Left, d.span.Right)
	if b.s.Space.Forgotten > 0 {
		x0 = max(x0, b.s.Space.Forgotten)
	}
	if !was.up || x1 <= x0 {
		return
	}
	l := scene.Lifeline{Kind: was.kind, Term: uint64(was.term), X0: x0, X1: x1, Y: d.lanes[i], Thick: d.thick}
	if was.paused {
		l.Kind = scene.LanePaused
	}
	b.s.Space.Lanes = append(b.s.Space.Lanes, l)
}

// firstAt returns the first event at a moment or later.
func (b *builder) firstAt(t sim.Time) sim.EventID {
	trace := b.w.Trace()
	n := int(trace.Next() - trace.First())
	at := sort.Search(n, func(i int) bool {
		e, ok := trace.At(trace.First() + sim.EventID(i))
		return ok && e.Time >= t
	})
	return trace.First() + sim.EventID(at)
}

// recall finds out what those were at the diagram's first moment who have changed
// since: nobody else.
func (b *builder) recall(d *diagram, first sim.EventID) {
	trace := b.w.Trace()
	missing := 0
	for id := trace.Next(); id > first; {
		id--
		e, _ := trace.At(id)
		if i := b.at(e.Node); i >= 0 {
			if probe := (life{}); probe.change(e) {
				if d.lives[i].first == nil {
					missing++
				}
				d.lives[i].first = e
			}
		}
	}
	for i := range d.lives {
		if l := &d.lives[i]; l.first != nil {
			l.rewind()
		}
	}
	for id := first; missing > 0 && id > trace.First(); {
		id--
		e, _ := trace.At(id)
		i := b.at(e.Node)
		if i < 0 || d.lives[i].first == nil || d.lives[i].known || !became(e) {
			continue
		}
		d.lives[i].change(e)
		d.lives[i].known = true
		missing--
	}
}

// rewind guesses from the first change what a member was before it: what the
// change itself says.
func (l *life) rewind() {
	switch l.first.Kind {
	case sim.KindCrashed:
		l.up = true
	case sim.KindRestarted:
		l.up, l.paused = false, false
	case sim.KindPaused:
		l.up, l.paused = true, false
	case sim.KindResumed:
		l.up, l.paused = true, true
	default:
		l.up, l.paused, l.kind = true, false, scene.LaneFollower
	}
	switch x := l.first.Detail.(type) {
	case member.BecameFollower:
		l.term = x.Term
		if why, ok := l.first.Why.(raft.SawHigherTerm); ok {
			l.term = why.Old
		}
	case member.BecamePreCandidate:
		l.term = x.Term
	case member.BecameCandidate:
		l.term = x.Term - 1
	case member.BecameLeader:
		l.kind, l.term = scene.LaneCandidate, x.Term
	}
}
