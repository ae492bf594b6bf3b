package viewer

import (
	"encoding/json"

	"raftarium/core/lab"
)

// Trace returns what has happened as far as the trace goes back, told in the
// viewer's language, the state to which it led, and the link that makes it happen
// again, as JSON. A followed cluster that is not known from its beginning has no
// link.
func (v *Viewer) Trace() ([]byte, error) {
	trace := struct {
		Version int             `json:"raftarium"`
		Link    string          `json:"link"`
		Events  []Event         `json:"events"`
		State   json.RawMessage `json:"state"`
	}{1, v.Link(), v.Events(0), lab.AppendState(nil, v.lab.World())}
	for more := trace.Events; len(more) > 0; {
		more = v.Events(trace.Events[len(trace.Events)-1].ID + 1)
		trace.Events = append(trace.Events, more...)
	}
	return json.MarshalIndent(trace, "", " ")
}
