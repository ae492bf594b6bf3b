package panel

import (
	"raftarium/core/check"
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/raft"
)

// Rules is the panel of the rules of Raft, which can be switched, and of the
// properties that they protect.
func Rules(l *lab.Lab, lang narrate.Lang) Panel {
	x := maker{l, l.World(), lang}
	checks, _ := Checks(l, lang)
	return Panel{ID: "rules", Title: x.text("panel.tab-rules"), Subtitle: checks, Actions: []Action{},
		Sections: []Section{x.properties(), x.rules(), x.scenarios()}}
}

// properties lists what has been checked since the cluster was made. One that
// does not hold leads to the moment at which it was violated first, and how that
// came about.
func (x maker) properties() Section {
	s := Section{Title: x.text("panel.properties"), Kind: Table, Rows: []Row{},
		Columns: []Column{x.column("panel.property", "left"), x.column("panel.state", "left")}}
	for c := range lab.Checks(x.w) {
		row := Row{Cells: []Cell{{Text: narrate.PropertyName(x.lang, c.Property)}, {Text: x.text("panel.holds")}}}
		switch c.Standing {
		case check.Waiting:
			row.Cells[1] = Cell{Text: x.text("panel.waits"), Tone: Quiet}
		case check.Violated:
			row.Cells[1] = Cell{Text: x.text("panel.fails", narrate.Span("time", c.First.Time)), Tone: Danger, Action: "violated " + c.Property}
		}
		s.Rows = append(s.Rows, row, Row{Cells: []Cell{{Text: narrate.PropertyText(x.lang, c.Property), Tone: Quiet}}})
	}
	return s
}

// rules lists the rules. The state of each switches it.
func (x maker) rules() Section {
	s := Section{Title: x.text("panel.rules"), Kind: Table, Rows: []Row{},
		Columns: []Column{x.column("panel.rule", "left"), x.column("panel.state", "left")}}
	off := map[raft.Rule]bool{}
	for _, info := range lab.RulesOff(x.w) {
		off[info.Rule] = true
	}
	for _, info := range raft.AllRules() {
		state := Cell{Text: x.text("panel.rule-on"), Tone: Accent, Action: "do rule " + info.Name + " off"}
		if off[info.Rule] {
			state = Cell{Text: x.text("panel.rule-off"), Tone: Danger, Action: "do rule " + info.Name + " on"}
		}
		protects := x.text("panel.protects", narrate.Str("property", narrate.PropertyName(x.lang, info.Property)))
		s.Rows = append(s.Rows, Row{Cells: []Cell{{Text: narrate.RuleName(x.lang, info.Rule)}, state}},
			Row{Cells: []Cell{{Text: narrate.Section(x.lang, info.Section) + " · " + protects, Tone: Quiet}}})
	}
	return s
}

// scenarios lists the stories that can be played. The title of each plays it.
func (x maker) scenarios() Section {
	s := Section{Title: x.text("panel.scenarios"), Kind: Table, Rows: []Row{},
		Columns: []Column{x.column("panel.scenario", "left")}}
	for _, story := range lab.Scenarios() {
		s.Rows = append(s.Rows,
			Row{Cells: []Cell{{Text: story.Title(x.lang), Tone: Accent, Action: "scenario " + story.Name}}},
			Row{Cells: []Cell{{Text: x.cited(story.Section, story.About(x.lang)), Tone: Quiet}}})
	}
	return s
}

// cited puts the section that a text rests on before it, if there is one.
func (x maker) cited(section, text string) string {
	if section == "" {
		return text
	}
	return narrate.Section(x.lang, section) + " · " + text
}

// Checks says in a line how many properties hold, or how many do not, and
// whether all do.
func Checks(l *lab.Lab, lang narrate.Lang) (text string, ok bool) {
	holds, fails := 0, 0
	for c := range lab.Checks(l.World()) {
		switch c.Standing {
		case check.Holding:
			holds++
		case check.Violated:
			fails++
		}
	}
	if fails > 0 {
		return narrate.Format(lang, "checks.fail", narrate.Num("n", fails)), false
	}
	return narrate.Format(lang, "checks.hold", narrate.Num("n", holds)), true
}
