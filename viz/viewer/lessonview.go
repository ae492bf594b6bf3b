package viewer

import (
	"encoding/json"

	"raftarium/core/lesson"
	"raftarium/core/narrate"
	"raftarium/viz/panel"
)

// LessonView is what is told of the lesson that is open.
type LessonView struct {
	Name     string       `json:"name"` // of its file
	Title    string       `json:"title"`
	Lang     string       `json:"lang"`
	Sections []string     `json:"sections"`
	Minutes  int          `json:"minutes"`
	Step     int          `json:"step"` // from 0
	Steps    []string     `json:"steps"`
	Blocks   []LessonText `json:"blocks"`
	Question *Question    `json:"question"`
	After    []LessonText `json:"after"`
	Goal     *GoalView    `json:"goal"`
	// Playing says that the step is being shown, or being played out of sight.
	Playing bool   `json:"playing"`
	Failure string `json:"failure,omitempty"`
	// Terminal is where the lesson has typed last.
	Terminal string `json:"terminal"`
}

// LessonText is a block of a lesson's prose.
type LessonText struct {
	Kind  string         `json:"kind"` // p, h, ul, ol or pre
	Items [][]LessonSpan `json:"items"`
	First int            `json:"first,omitempty"` // the number of the first item of an ol
}

// LessonSpan is a piece of a line.
type LessonSpan struct {
	Text  string `json:"text"`
	Style string `json:"style,omitempty"` // code, em, strong or a
	URL   string `json:"url,omitempty"`
}

// Question is the question of a step.
type Question struct {
	Text     []LessonSpan `json:"text"`
	Lines    []string     `json:"lines"` // what is then typed
	Answers  []AnswerView `json:"answers"`
	Hint     []LessonSpan `json:"hint,omitempty"` // once it was asked for
	HasHint  bool         `json:"has_hint"`       // that is not shown yet
	Answered bool         `json:"answered"`       // by the run, to its end
	Running  bool         `json:"running"`
}

// AnswerView is one that can be chosen.
type AnswerView struct {
	Text   []LessonSpan `json:"text"`
	Chosen bool         `json:"chosen"`
	Right  bool         `json:"right"` // the run has shown it
}

// GoalView is the goal of a challenge.
type GoalView struct {
	Text    []LessonSpan   `json:"text"`
	Allow   []string       `json:"allow"`
	Hints   [][]LessonSpan `json:"hints"` // that were asked for
	More    bool           `json:"more"`  // hints
	Begun   bool           `json:"begun"`
	Used    int            `json:"used"`
	Reached bool           `json:"reached"`
	Told    string         `json:"told"` // the verdict, in a sentence
	Refused string         `json:"refused,omitempty"`
}

// lessonJSON is the LessonView as JSON, which is made anew only when it changes.
func (v *Viewer) lessonJSON() json.RawMessage {
	if v.lesson == nil {
		return json.RawMessage("null")
	}
	if t := &v.told; t.of != v.lesson || t.shown != v.lesson.shown || t.json == nil {
		b, err := json.Marshal(v.LessonView())
		if err != nil {
			panic("encode the lesson: " + err.Error())
		}
		t.of, t.shown, t.json = v.lesson, v.lesson.shown, b
	}
	return v.told.json
}

// LessonView returns what is told of the lesson that is open, or nil.
func (v *Viewer) LessonView() *LessonView {
	r := v.lesson
	if r == nil {
		return nil
	}
	l := r.player.Lesson()
	s := &l.Steps[r.step]
	view := &LessonView{Name: l.Name, Title: l.Title, Lang: l.Lang.String(), Minutes: l.Minutes, Step: r.step,
		Sections: []string{}, Steps: []string{}, Blocks: blocks(s.Blocks), After: []LessonText{},
		Playing: r.pending || r.showing, Terminal: r.terminal}
	if r.failure != nil {
		view.Failure = narrate.Explain(v.lang, r.failure)
	}
	for _, section := range l.Sections {
		view.Sections = append(view.Sections, narrate.Section(v.lang, section))
	}
	for i := range l.Steps {
		view.Steps = append(view.Steps, l.Steps[i].Title)
	}
	view.Question = r.question(s.Question)
	if view.Question != nil && view.Question.Answered {
		view.After = blocks(s.After)
	}
	if r.atGoal() {
		view.Goal = v.goalView(l.Goal)
	}
	return view
}

func (r *lessonRun) question(q *lesson.Question) *Question {
	if q == nil {
		return nil
	}
	played, _ := r.player.Played(r.step)
	out := &Question{Text: spans(q.Text), Lines: []string{}, HasHint: q.Hint != nil && r.hinted == 0,
		Answered: r.answered && !r.pending && !r.showing && r.failure == nil, Running: r.answered && (r.pending || r.showing)}
	if q.Hint != nil && r.hinted > 0 {
		out.Hint = spans(q.Hint)
	}
	for _, m := range q.Moves {
		if m.Terminal != "" {
			out.Lines = append(out.Lines, m.Text)
		}
	}
	chosen, chose := r.chosen[r.step]
	for i, a := range q.Answers {
		out.Answers = append(out.Answers, AnswerView{spans(a.Text), chose && chosen == i, out.Answered && played.Right == i})
	}
	return out
}

func (v *Viewer) goalView(g *lesson.Goal) *GoalView {
	r := v.lesson
	out := &GoalView{Text: spans(g.Text), Allow: g.Allow, Hints: [][]LessonSpan{}, More: r.hinted < len(g.Hints),
		Begun: r.judge != nil, Used: r.verdict.Used, Reached: r.verdict.Reached, Refused: r.verdict.Refused}
	if out.Allow == nil {
		out.Allow = []string{}
	}
	for _, h := range g.Hints[:min(r.hinted, len(g.Hints))] {
		out.Hints = append(out.Hints, spans(h))
	}
	switch {
	case r.verdict.Reached:
		out.Told = v.text("stage.lesson-reached", narrate.Num("n", r.verdict.Used), narrate.Str("time", panel.Moment(r.verdict.At)))
	case r.verdict.Refused != "":
		out.Told = v.text("ui.lesson-refused", narrate.Str("line", r.verdict.Refused))
	default:
		out.Told = v.text("ui.lesson-used", narrate.Num("n", r.verdict.Used))
	}
	return out
}

var blockKinds = map[lesson.BlockKind]string{lesson.Paragraph: "p", lesson.Heading: "h", lesson.List: "ul", lesson.Numbered: "ol", lesson.Code: "pre"}

func blocks(all []lesson.Block) []LessonText {
	out := []LessonText{}
	for _, b := range all {
		t := LessonText{Kind: blockKinds[b.Kind], First: b.First}
		for _, item := range b.Items {
			t.Items = append(t.Items, spans(item))
		}
		out = append(out, t)
	}
	return out
}

var styles = map[lesson.Style]string{lesson.Mono: "code", lesson.Emphasis: "em", lesson.Strong: "strong", lesson.Link: "a"}

func spans(all []lesson.Span) []LessonSpan {
	out := make([]LessonSpan, len(all))
	for i, s := range all {
		out[i] = LessonSpan{s.Text, styles[s.Style], s.URL}
	}
	return out
}
