package compose

import (
	"math"
	"sort"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// recentMost is how many of the newest events a transition is looked for in.
// It is what a trace still has after a jump to another moment, so that a scene
// does not depend on how the moment was reached.
const recentMost = 256

// How long transitions take, in milliseconds of the viewer's time.
const (
	fadeMs  = 160
	fillMs  = 160
	tickMs  = 120
	burstMs = 120
	crossMs = 600 // an entry that is overwritten is crossed out
)

// remember collects the events that are young enough to be seen, newest first.
func (b *builder) remember() {
	if b.in.Speed <= 0 && !b.in.Still {
		return
	}
	trace := b.w.Trace()
	for id := trace.Next() - 1; id >= trace.First() && trace.Next()-id <= recentMost; id-- {
		e, ok := trace.At(id)
		newest := b.in.Still && id == trace.Next()-1 // stands, however long ago it was
		if !ok || b.age(e.Time) > crossMs && !newest {
			break
		}
		b.recent = append(b.recent, e)
	}
}

// age is how long ago a moment is, in milliseconds of the viewer's time.
func (b *builder) age(t sim.Time) float64 {
	if b.in.Speed <= 0 {
		return math.Inf(1)
	}
	return (b.now - t).Milliseconds() / b.in.Speed
}

// event returns an event that is among the newest, or nil.
func (b *builder) event(id sim.EventID) *sim.Event {
	trace := b.w.Trace()
	if id == 0 || id >= trace.Next() || trace.Next()-id > recentMost {
		return nil
	}
	e, _ := trace.At(id)
	return e
}

// past is what the marks up to this moment tell.
type past struct {
	marks []lab.Mark // up to now
	setup int        // the first mark since the cluster was made
	first raft.Index // of the first entry that a user asked for, 0: none yet
}

// history reads the marks up to this moment.
func (b *builder) history() {
	all := b.in.Lab.Marks()
	b.past.marks = all[:sort.Search(len(all), func(i int) bool { return all[i].Time > b.now })]
	for i := range b.past.marks {
		switch m := &b.past.marks[i]; {
		case m.Kind == lab.MarkSetup:
			b.past.setup, b.past.first = i, 0
		case m.Kind.Commits() && m.Kind != lab.MarkCommit && b.past.first == 0:
			b.past.first = m.Index
		}
	}
}

// committedAt returns the highest index that anybody had committed at a moment.
func (b *builder) committedAt(t sim.Time) raft.Index {
	marks := b.past.marks[b.past.setup:]
	for i := sort.Search(len(marks), func(i int) bool { return marks[i].Time > t }) - 1; i >= 0; i-- {
		if marks[i].Kind.Commits() {
			return marks[i].Index
		}
	}
	return 0
}

// setupEnd returns the last of the entries at the log's beginning with which
// the cluster set itself up, 0 if there are none: configuration, names,
// version, and the leaders' no-ops among them.
func (b *builder) setupEnd() raft.Index {
	log := b.longest()
	if log == nil {
		return 0
	}
	limit, known := log.Last(), b.committedAt(b.now)
	if b.past.first != 0 {
		limit = min(limit, b.past.first-1)
	}
	end := raft.Index(0)
	for i := raft.Index(1); i <= limit; i++ {
		e, _ := log.At(i)
		switch {
		case e.Kind == raft.ConfigChange:
			if member.Describe(b.views[0].m.Arena(), e).Membership() {
				return end
			}
			end = i
		case e.Kind == raft.NoOp || e.Size == 0:
		case i <= known:
			end = i // marked as no user's
		case member.Describe(b.views[0].m.Arena(), e).Setup():
			end = i
		default:
			return end
		}
	}
	return end
}

// longest returns the log to measure by: the leader's, or that with the most
// committed.
func (b *builder) longest() *raft.Log {
	if b.leader >= 0 {
		return b.views[b.leader].log
	}
	best := -1
	for i := range b.views {
		if v := &b.views[i]; best < 0 || v.commit > b.views[best].commit || v.commit == b.views[best].commit && v.log.Last() > b.views[best].log.Last() {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return b.views[best].log
}
