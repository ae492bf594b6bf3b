package lab

import (
	"raftarium/core/sim"
)

// beside is the world of another branch than the current one, as far as it was
// last looked at.
type beside struct {
	of     *branch
	inputs int // that the branch had then
	world  *sim.World
	next   int // the first input that the world has not had
}

// Beside returns the world of another branch at this moment, to be looked at only,
// and whether it has come so far with about so many events. Where that branch has
// not been so far, it goes on by itself; nothing of that is recorded.
func (l *Lab) Beside(i, events int) (w *sim.World, reached bool) {
	b, t, s := l.branches[i], l.Now(), &l.side
	c, ok := b.before(t)
	if !ok {
		return l.world, false
	}
	if s.of != b || s.inputs != len(b.inputs) || s.world.Now() > t || c.at > s.world.Now() {
		*s = beside{of: b, inputs: len(b.inputs), world: c.world.Clone(), next: c.next}
	}
	for n := 0; n < events; n++ {
		at := s.world.Next()
		if s.next < len(b.inputs) && b.inputs[s.next].At <= min(at, t) {
			s.world.RunUntil(b.inputs[s.next].At - 1)
			b.inputs[s.next].give(s.world)
			s.next++
			continue
		}
		if at > t {
			s.world.RunUntil(t)
			return s.world, true
		}
		s.world.Step()
	}
	return s.world, false
}

// Difference is the first thing that was done on one of two branches and not on
// the other. Until then their worlds are the same.
type Difference struct {
	At          sim.Time
	Here, There string // what was done then, as it was typed or chosen; "" where nothing was
}

// Differs returns the first difference between the current branch and another, and
// whether there is one yet.
func (l *Lab) Differs(i int) (Difference, bool) {
	here, there := l.branch().inputs, l.branches[i].inputs
	k := 0
	for k < len(here) && k < len(there) && here[k].At == there[k].At && here[k].Terminal == there[k].Terminal && here[k].Said() == there[k].Said() {
		k++
	}
	d := Difference{At: sim.Never}
	if k < len(here) {
		d.At = here[k].At
	}
	if k < len(there) {
		d.At = min(d.At, there[k].At)
	}
	if k < len(here) && here[k].At == d.At {
		d.Here = here[k].Said()
	}
	if k < len(there) && there[k].At == d.At {
		d.There = there[k].Said()
	}
	return d, d.At != sim.Never
}

// MarksOf returns the marks of a branch up to its frontier, in order. They are not
// to be changed.
func (l *Lab) MarksOf(i int) []Mark { return l.branches[i].marks }
