package viewer

import (
	"fmt"
	"strconv"

	"raftarium/core/narrate"
	"raftarium/core/passage"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
)

// code is the text of core/raft that can be shown.
type code struct {
	book    *passage.Book
	read    func() (*passage.Book, error) // that reads it, where the page does not bring it
	failure string
}

// SetSource gives the viewer what reads the text of core/raft, once it is to be
// shown. The page brings it itself, when the panel wants it.
func (v *Viewer) SetSource(read func() (*passage.Book, error)) { v.code.read = read }

// callSource takes the text of core/raft, or why there is none.
func (v *Viewer) callSource(a callArg) (string, error) {
	v.changed()
	if a.Why != "" {
		v.code.failure = a.Why
		return "null", nil
	}
	v.loadSource(func() (*passage.Book, error) { return passage.Parse([]byte(a.Text)) })
	return "null", nil
}

func (v *Viewer) loadSource(read func() (*passage.Book, error)) {
	book, err := read()
	v.code.book, v.code.failure = book, ""
	if err != nil {
		v.code.failure = err.Error()
	}
}

// codePanel is the panel of the code that acted in what is selected, or else in
// what is told.
func (v *Viewer) codePanel() panel.Panel {
	if v.code.book == nil && v.code.read != nil && v.code.failure == "" {
		v.loadSource(v.code.read)
	}
	p := panel.Code(v.lab, v.lang, v.code.book, v.acted())
	if v.code.book == nil && v.code.failure != "" {
		p.Sections = []panel.Section{{Kind: panel.Empty, Rows: []panel.Row{{Cells: []panel.Cell{
			{Text: v.text("panel.code-failed", narrate.Str("why", v.code.failure)), Tone: panel.Danger}}}}}}
	}
	return p
}

// acted is the event whose code is shown; 0 for the newest.
func (v *Viewer) acted() sim.EventID {
	switch {
	case v.event != 0:
		return v.event
	case v.selected.Kind == compose.MessageTarget && !v.stepped:
		return v.selected.Message
	}
	if e, ok := v.narrated(); ok {
		if id, _ := passage.Of(v.lab.World().Trace(), e.ID); id != 0 {
			return id
		}
	}
	return 0
}

// showNewest has the code be that of each event that is stepped to.
func (v *Viewer) showNewest() {
	if v.tab == "code" {
		v.event = 0
	}
}

// actCode shows the code of an event.
func (v *Viewer) actCode(rest string) error {
	id, err := strconv.ParseUint(rest, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no event", rest)
	}
	v.event, v.tab = sim.EventID(id), "code"
	v.asked++
	return nil
}
