package panel

import (
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/passage"
	"raftarium/core/sim"
)

// CodeFile is the file of a page with the book that Code looks into.
const CodeFile = "code.json"

// Code is the panel of the rule of core/raft that acted in an event, or that led
// to it: its text with the lines that ran, and what the paper says of it. For
// the event 0 it is the newest. Without a book it wants one.
func Code(l *lab.Lab, lang narrate.Lang, book *passage.Book, id sim.EventID) Panel {
	x := maker{l, l.World(), lang}
	p := Panel{ID: "code", Title: x.text("panel.code"), Actions: []Action{}}
	if book == nil {
		p.Wants = CodeFile
		p.Sections = []Section{x.empty("panel.code-loading")}
		return p
	}
	var key string
	none := "panel.code-outside"
	if id == 0 {
		none = "panel.code-none"
		id, key = passage.Newest(x.w.Trace())
	} else {
		id, key = passage.Of(x.w.Trace(), id)
	}
	place, ok := book.Keys[key]
	if !ok {
		p.Sections = []Section{x.empty(none)}
		return p
	}
	rule := book.Rules[place.Rule]
	p.Subtitle = rule.File
	p.Sections = append(p.Sections, code(&rule, &place))
	if source, text, ok := narrate.Passage(lang, place.Rule); ok {
		p.Sections = append(p.Sections, Section{Kind: Quote, Rows: []Row{
			{Cells: []Cell{{Text: source, Tone: Quiet}}}, {Cells: []Cell{{Text: text}}}}})
	}
	p.Sections = append(p.Sections, Section{Kind: Chain, Title: x.text("panel.code-event"), Rows: x.rows([]lab.Because{{Event: id}})})
	return p
}

func (x maker) empty(id string) Section {
	return Section{Kind: Empty, Rows: []Row{{Cells: []Cell{{Text: x.text(id)}}}}}
}

// codeTones are how what a run is stands out.
var codeTones = [...]Tone{passage.Plain: "", passage.Keyword: Strong, passage.Comment: Quiet}

// code is a rule line by line, each with its number; those that ran are
// selected.
func code(rule *passage.Rule, place *passage.Place) Section {
	s := Section{Kind: Source, Rows: make([]Row, len(rule.Lines))}
	for i, line := range rule.Lines {
		n := rule.First + i
		row := Row{Selected: place.Marked(n), Cells: []Cell{{Text: number(n), Tone: Quiet, Mono: true}}}
		for _, run := range line {
			row.Cells = append(row.Cells, Cell{Text: run.Text, Tone: codeTones[run.Kind%3], Mono: true})
		}
		s.Rows[i] = row
	}
	return s
}
