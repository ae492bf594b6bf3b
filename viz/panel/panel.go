package panel

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// Panel is what stands beside the stage about one thing.
type Panel struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Subtitle string    `json:"subtitle"`
	Icon     *Icon     `json:"icon"`
	Sections []Section `json:"sections"`
	Actions  []Action  `json:"actions"`
	// Wants is a file that the panel cannot be made without.
	Wants string `json:"wants,omitempty"`
}

// Icon is a member's shape beside the title.
type Icon struct {
	Shape  string `json:"shape"` // follower, candidate, leader or crashed
	Letter string `json:"letter"`
	Term   uint64 `json:"term"`
}

// SectionKind says how a section is laid out.
type SectionKind string

// The kinds of sections.
const (
	Pairs SectionKind = "pairs" // a label and a value a row
	Table SectionKind = "table"
	Chain SectionKind = "chain" // a moment and what happened then, a row
	Text  SectionKind = "text"
	Bars  SectionKind = "bars"  // a name, how much, and below them a bar, a row
	Empty SectionKind = "empty" // a sentence where the content will be
	// Settings are a label, and what sets or does it, a row. Further cells say more.
	Settings SectionKind = "settings"
	// Source is a text of a program: of each line its number, and then what of it
	// looks alike, without spaces between. Those that ran are selected.
	Source SectionKind = "source"
	Quote  SectionKind = "quote" // where something is said, and then what
	// Sides compare a measure of several sides: what it is of, and then a number with
	// a bar for each of the columns after the first.
	Sides SectionKind = "sides"
)

// Section is a part of a panel.
type Section struct {
	Title   string      `json:"title"`
	Kind    SectionKind `json:"kind"`
	Columns []Column    `json:"columns,omitempty"`
	Rows    []Row       `json:"rows"`
}

// Column is a column of a table.
type Column struct {
	Label string `json:"label"`
	Align string `json:"align"` // left or right
}

// Row is a row of a section.
type Row struct {
	Cells    []Cell `json:"cells"`
	Selected bool   `json:"selected,omitempty"`
	Action   string `json:"action,omitempty"`
	Knob     *Knob  `json:"knob,omitempty"`
	// Actions are what can be done about it.
	Actions []Action `json:"actions,omitempty"`
	Bar     *Bar     `json:"bar,omitempty"`
}

// Tone is how a text stands out.
type Tone string

// The tones. The zero value is plain.
const (
	Quiet  Tone = "quiet"
	Danger Tone = "danger"
	Accent Tone = "accent"
	Strong Tone = "strong"
)

// Cell is a text in a row.
type Cell struct {
	Text   string `json:"text"`
	Mono   bool   `json:"mono,omitempty"`
	Tone   Tone   `json:"tone,omitempty"`
	Action string `json:"action,omitempty"`
	// Share is how long its bar is, of the longest of its row, from 0 to 1.
	Share float32 `json:"share,omitempty"`
}

// Action is something that can be done.
type Action struct {
	Label    string `json:"label"`
	Action   string `json:"action"`
	Key      string `json:"key,omitempty"`
	Disabled bool   `json:"disabled,omitempty"`
	Why      string `json:"why,omitempty"` // it is disabled
}

// maker is what panels are made of.
type maker struct {
	lab  *lab.Lab
	w    *sim.World
	lang narrate.Lang
}

func (x maker) text(id string, args ...narrate.Arg) string {
	return narrate.Format(x.lang, id, args...)
}

func (x maker) pair(id, value string) Row {
	return Row{Cells: []Cell{{Text: x.text(id), Tone: Quiet}, {Text: value}}}
}

func (x maker) column(id, align string) Column { return Column{Label: x.text(id), Align: align} }

func number[T ~uint64 | ~int64 | ~int | ~uint32](n T) string { return strconv.FormatInt(int64(n), 10) }

// Names tells sentences who is who in a world.
func Names(w *sim.World) narrate.Names { return lab.Names(w) }

// Moment is a time as the page writes it: "2,652 ms".
func Moment(t sim.Time) string { return grouped(int64(t/sim.Millisecond)) + " ms" }

// Clock is a time with a decimal: "2,652.0 ms".
func Clock(t sim.Time) string {
	tenth := int64(t / (sim.Millisecond / 10))
	return grouped(tenth/10) + "." + strconv.FormatInt(tenth%10, 10) + " ms"
}

// grouped writes a number with a comma before every three digits.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// seek is the action that goes to a moment.
func seek(t sim.Time) string { return "seek " + string(t.AppendMilliseconds(nil)) }
