package viewer

import "raftarium/core/shell"

// Hint is what somebody who is here for the first time could do. It stands in a
// terminal until something is typed there, and is in nobody's way.
type Hint struct {
	Text string `json:"text"`
	Line string `json:"line"` // to be put into the terminal, looked at and sent
	More string `json:"more,omitempty"`
}

// hints are what to type first, by terminal: one watches what the other writes.
var hints = map[string]Hint{
	"A": {Text: "hint.write", Line: `etcdctl put message "hello world"`, More: "hint.look"},
	"B": {Text: "hint.watch", Line: "etcdctl watch message"},
}

// hint returns what could be typed first into a terminal, or nil. A lesson says
// itself what to do.
func (v *Viewer) hint(t *shell.Terminal) *Hint {
	h, ok := hints[t.Name()]
	if !ok || v.lesson != nil || t.Busy() || len(t.History()) > 0 || len(v.outside[t.Name()]) > 0 {
		return nil
	}
	h.Text = v.text(h.Text)
	if h.More != "" {
		h.More = v.text(h.More)
	}
	return &h
}
