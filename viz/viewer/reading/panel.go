package reading

import (
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/viz/panel"
	"raftarium/viz/viewer"
)

// reader makes the panel.
type reader struct{ *viewer.Viewer }

func (v reader) text(id string, args ...narrate.Arg) string {
	return narrate.Format(v.Lang(), id, args...)
}

// Panel is the lesson that is open as a panel, or else the list of lessons.
func Panel(of *viewer.Viewer, lessons []viewer.Choice) panel.Panel {
	v := reader{of}
	l := v.LessonView()
	if l == nil {
		return v.list(lessons)
	}
	step := v.text("ui.lesson-step", narrate.Num("step", l.Step+1), narrate.Num("steps", len(l.Steps)))
	p := panel.Panel{ID: "lesson", Title: l.Title, Subtitle: strings.Join(append([]string{step}, l.Sections...), " · "), Actions: []panel.Action{}}
	p.Sections = append(p.Sections, panel.Section{Title: l.Steps[l.Step], Kind: panel.Text, Rows: textRows(l.Blocks)})
	if q := l.Question; q != nil {
		p.Sections = append(p.Sections, v.question(q))
	}
	if len(l.After) > 0 {
		p.Sections = append(p.Sections, panel.Section{Kind: panel.Text, Rows: textRows(l.After)})
	}
	if g := l.Goal; g != nil {
		s := panel.Section{Title: plain(g.Text), Kind: panel.Text, Rows: []panel.Row{textRow(g.Told, "")}}
		for _, h := range g.Hints {
			s.Rows = append(s.Rows, textRow(plain(h), panel.Quiet))
		}
		p.Sections = append(p.Sections, s)
	}
	if l.Failure != "" {
		p.Sections = append(p.Sections, panel.Section{Kind: panel.Text, Rows: []panel.Row{textRow(v.text("ui.lesson-fails", narrate.Str("why", l.Failure)), panel.Danger)}})
	}
	p.Actions = v.actions(l)
	return p
}

func (v reader) question(q *viewer.Question) panel.Section {
	s := panel.Section{Title: plain(q.Text), Kind: panel.Text, Rows: []panel.Row{}}
	for _, line := range q.Lines {
		s.Rows = append(s.Rows, panel.Row{Cells: []panel.Cell{{Text: line, Mono: true, Tone: panel.Quiet}}})
	}
	for i, a := range q.Answers {
		cell := panel.Cell{Text: strconv.Itoa(i+1) + ". " + plain(a.Text)}
		if !q.Answered && !q.Running {
			cell.Action = "lesson choose " + strconv.Itoa(i+1)
		}
		if a.Chosen {
			cell.Tone = panel.Strong
			cell.Text += " · " + v.text("ui.lesson-yours")
		}
		if a.Right {
			cell.Tone = panel.Accent
			cell.Text += " · " + v.text("ui.lesson-right")
		}
		s.Rows = append(s.Rows, panel.Row{Cells: []panel.Cell{cell}, Selected: a.Chosen})
	}
	if len(q.Hint) > 0 {
		s.Rows = append(s.Rows, textRow(plain(q.Hint), panel.Quiet))
	}
	return s
}

// actions are what can be done with the lesson, the way on first.
func (v reader) actions(l *viewer.LessonView) []panel.Action {
	actions := []panel.Action{{Label: v.text("ui.lesson-back"), Action: "lesson back", Disabled: l.Step == 0}}
	add := func(id, action string) { actions = append(actions, panel.Action{Label: v.text(id), Action: action}) }
	switch {
	case l.Playing:
		add("ui.lesson-skip", "lesson skip")
	case l.Step+1 < len(l.Steps):
		add("ui.lesson-next", "lesson next")
	}
	if q := l.Question; q != nil && !q.Answered && !q.Running {
		add("ui.lesson-run", "lesson run")
		if q.HasHint {
			add("ui.lesson-hint", "lesson hint")
		}
	}
	if g := l.Goal; g != nil {
		add("ui.lesson-again", "lesson again")
		if g.More {
			add("ui.lesson-hint", "lesson hint")
		}
	}
	add("ui.lesson-leave", "lesson close")
	return actions
}

// list is the list of lessons as a panel.
func (v reader) list(lessons []viewer.Choice) panel.Panel {
	s := panel.Section{Kind: panel.Text, Rows: []panel.Row{}}
	for _, c := range lessons {
		s.Rows = append(s.Rows, panel.Row{Cells: []panel.Cell{{Text: c.Label, Tone: panel.Accent, Action: "lesson open " + c.ID}}}, textRow(c.Short, panel.Quiet))
	}
	return panel.Panel{ID: "lesson", Title: v.text("ui.lessons"), Sections: []panel.Section{s}, Actions: []panel.Action{}}
}

func textRow(text string, tone panel.Tone) panel.Row {
	return panel.Row{Cells: []panel.Cell{{Text: text, Tone: tone}}}
}

func textRows(blocks []viewer.LessonText) []panel.Row {
	rows := []panel.Row{}
	for _, b := range blocks {
		for i, item := range b.Items {
			cell := panel.Cell{Text: plain(item)}
			switch b.Kind {
			case "h":
				cell.Tone = panel.Strong
			case "pre":
				cell.Mono = true
			case "ul":
				cell.Text = "· " + cell.Text
			case "ol":
				cell.Text = strconv.Itoa(i+1) + ". " + cell.Text
			}
			rows = append(rows, panel.Row{Cells: []panel.Cell{cell}})
		}
	}
	return rows
}

// plain is a line without its styles.
func plain(line []viewer.LessonSpan) string {
	var b strings.Builder
	for _, s := range line {
		b.WriteString(s.Text)
	}
	return b.String()
}
