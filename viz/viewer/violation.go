package viewer

import (
	"fmt"

	"raftarium/core/check"
	"raftarium/core/lab"
	"raftarium/core/sim"
)

// stopAtViolation stops the playback at the first violation that is new since
// there were so many, and shows how it came about. A lesson that is open tells
// that itself.
func (v *Viewer) stopAtViolation(before int) {
	v.play(false)
	found := lab.Violations(v.lab.World())[before]
	if v.lesson == nil {
		v.showViolation(found.Property, found.Time)
	}
}

// showViolation shows the chain of causes of a property's violation at a moment.
func (v *Viewer) showViolation(property string, at sim.Time) {
	trace := v.lab.World().Trace()
	for id := trace.Next() - 1; id >= trace.First(); id-- {
		e, ok := trace.At(id)
		if !ok || e.Time < at {
			return
		}
		if found, is := e.Detail.(check.Violation); is && found.Property == property {
			v.event, v.tab = id, "why"
			v.changed()
			v.asked++
			return
		}
	}
}

// showMark shows the chain of causes of a mark that was jumped to, if it is of a
// violation.
func (v *Viewer) showMark(m lab.Mark) {
	if e, ok := v.lab.World().Trace().At(m.Event); ok && m.Kind == lab.MarkViolation {
		v.showViolation(e.Detail.(check.Violation).Property, m.Time)
	}
}

// actViolated goes to where a property was violated first, and shows how that
// came about.
func (v *Viewer) actViolated(property string) error {
	for _, found := range lab.Violations(v.lab.World()) {
		if found.Property == property {
			v.goTo(found.Time)
			v.showViolation(property, found.Time)
			return nil
		}
	}
	return fmt.Errorf("%q has not been violated by now", property)
}
