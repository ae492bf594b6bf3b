package viewer

import (
	"encoding/json"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// Event is an event of the trace, in words.
type Event = lab.Event

// Trace returns what has happened as far as the trace goes back, told in the
// viewer's language, as lab.Traced has it.
func (v *Viewer) Trace() ([]byte, error) {
	t := v.lab.Traced(v.lang, 0, v.lab.Now())
	t.Link = v.Link()
	return json.MarshalIndent(t, "", " ")
}

// eventsMax bounds the events that are handed out at once.
const eventsMax = 2000

// Events returns the events from an ordinal on that the trace still has, at
// most 2,000.
func (v *Viewer) Events(since uint64) []Event {
	trace := v.lab.World().Trace()
	list := []Event{}
	for id := max(trace.First(), sim.EventID(since)); id < trace.Next() && len(list) < eventsMax; id++ {
		e, _ := trace.At(id)
		list = append(list, v.lab.Tell(v.lang, e))
	}
	return list
}
