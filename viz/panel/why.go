package panel

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/passage"
	"raftarium/core/sim"
)

// causesMax bounds how far a chain of causes is followed.
const causesMax = 12

// chain tells an event and what led to it, newest first: each cause a row with
// its moment. Timers and messages that merely carried the cause on are told as
// well, since they are the reasons.
func (x maker) chain(title string, id sim.EventID) Section {
	s := Section{Title: title, Kind: Chain, Rows: []Row{}}
	trace := x.w.Trace()
	for range causesMax {
		e, ok := trace.At(id)
		if !ok {
			if id != 0 {
				s.Rows = append(s.Rows, Row{Cells: []Cell{{}, {Text: x.text("panel.causes-gone"), Tone: Quiet}}})
			}
			break
		}
		s.Rows = append(s.Rows, x.told(e))
		id = e.Cause
	}
	return s
}

// told is an event as a row: its moment, which leads there, and its sentence.
func (x maker) told(e *sim.Event) Row {
	told := narrate.Sentence(e, Names(x.w), x.lang)
	text := told.Text
	row := Row{Cells: []Cell{{Text: Moment(e.Time), Tone: Accent, Action: seek(e.Time)}, {Text: text}}}
	if told.Section != "" {
		row.Cells = append(row.Cells, Cell{Text: told.Section, Tone: Quiet, Action: x.codeOf(e)})
	}
	return row
}

// codeOf is the action that shows the code which an event comes from, if it is
// Raft's.
func (x maker) codeOf(e *sim.Event) string {
	if passage.Key(x.w.Trace(), e) == "" {
		return ""
	}
	return "code " + number(e.ID)
}

// newest returns the newest event that a condition holds for, looking back
// from now.
func (x maker) newest(holds func(*sim.Event) bool) (sim.EventID, bool) {
	trace := x.w.Trace()
	for id := trace.Next(); id > trace.First(); {
		id--
		if e, ok := trace.At(id); ok && holds(e) {
			return id, true
		}
	}
	return 0, false
}

// Why is the panel of an event and what led to it.
func Why(l *lab.Lab, lang narrate.Lang, id sim.EventID) Panel {
	x := maker{l, l.World(), lang}
	e, ok := x.w.Trace().At(id)
	if !ok {
		return x.nothing("why")
	}
	return Panel{ID: "why", Title: narrate.Title(e, lang), Subtitle: Moment(e.Time), Actions: []Action{},
		Sections: []Section{x.chain(x.text("panel.event", narrate.Num("id", int(id))), id)}}
}
