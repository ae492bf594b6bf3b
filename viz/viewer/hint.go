package viewer

import (
	"strings"

	"raftarium/core/shell"
)

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

// keyPut is the key that was put last, or the one that is proposed to be put.
func keyPut(history []string) string {
	key := "message"
	for _, line := range history {
		words := strings.Fields(line)
		if len(words) > 2 && words[0] == "etcdctl" && words[1] == "put" && words[2][0] != '-' && !strings.ContainsAny(words[2], "'\"`$\\;&|<>(){}*?[~#!") {
			key = words[2]
		}
	}
	return key
}

// hint returns what could be typed first into a terminal, or nil. A lesson says
// itself what to do.
func (v *Viewer) hint(t *shell.Terminal) *Hint {
	h, ok := hints[t.Name()]
	if !ok || v.lesson != nil || t.Busy() || len(t.History()) > 0 || len(v.outside[t.Name()]) > 0 {
		return nil
	}
	if a, ok := v.terminal("A"); ok && t != a {
		h.Line = "etcdctl watch " + keyPut(a.History())
	}
	h.Text = v.text(h.Text)
	if h.More != "" {
		h.More = v.text(h.More)
	}
	return &h
}
