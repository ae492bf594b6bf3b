package panel

import (
	"strings"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/passage"
	"raftarium/core/sim"
)

// because is an answer to a question: a row for each sentence.
func (x maker) because(a lab.Answer) Section {
	return Section{Title: x.text(a.Title), Kind: Chain, Rows: x.rows(a.Because)}
}

// rows tell an answer. A sentence about an event has its moment, which leads
// there, and its section of the paper leads to its code.
func (x maker) rows(list []lab.Because) []Row {
	rows := make([]Row, 0, len(list))
	for _, b := range list {
		told := b.Told(x.w, x.lang)
		row := Row{Cells: []Cell{{}, {Text: told.Text}}}
		section := Cell{Text: told.Section, Tone: Quiet}
		if e, ok := x.w.Trace().At(b.Event); ok {
			row.Cells[0] = Cell{Text: Moment(e.Time), Tone: Accent, Action: seek(e.Time)}
			section.Action = x.codeOf(e)
		} else if b.Event != 0 {
			row.Cells[1].Tone = Quiet // it has left the trace
		}
		if told.Section != "" {
			row.Cells = append(row.Cells, section)
		}
		rows = append(rows, row)
	}
	return rows
}

// chain tells an event and what led to it, newest first.
func (x maker) chain(title string, id sim.EventID) Section {
	return Section{Title: title, Kind: Chain, Rows: x.rows(lab.Causes(x.w, id))}
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
	return lab.Newest(x.w, holds)
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

// Answer is the panel of the answer to a question, as the command `why` takes
// it. The error says what is wrong with the question.
func Answer(l *lab.Lab, lang narrate.Lang, question string) (Panel, error) {
	x := maker{l, l.World(), lang}
	a, err := lab.Why(x.w, strings.Fields(question))
	if err != nil {
		return x.nothing("why"), err
	}
	return Panel{ID: "why", Title: x.text(a.Title), Actions: []Action{}, Sections: []Section{{Kind: Chain, Rows: x.rows(a.Because)}}}, nil
}
