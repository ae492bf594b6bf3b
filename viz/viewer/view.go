package viewer

import (
	"encoding/json"
	"slices"
	"strconv"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
)

// View is all that stands around the stage, as plain values.
type View struct {
	TimeMS    json.Number `json:"time_ms"`
	Clock     string      `json:"clock"`
	Playing   bool        `json:"playing"`
	Speed     float64     `json:"speed"`
	SpeedText string      `json:"speed_text"`
	Hurry     bool        `json:"hurry"`
	Follow    bool        `json:"follow"` // playback keeps pace with a request
	// Presenting is presenter mode.
	Presenting bool       `json:"presenting,omitempty"`
	Lang       string     `json:"lang"`
	Theme      string     `json:"theme"`
	Modified   []Modified `json:"modified"`
	Narration  Narration  `json:"narration"`
	Checks     *string    `json:"checks"`
	// ChecksFail says that Checks is about a failure.
	ChecksFail bool       `json:"checks_fail,omitempty"`
	Banner     *Banner    `json:"banner"`
	Views      []Choice   `json:"views"`
	Jump       Jump       `json:"jump"`
	Branches   []Choice   `json:"branches"`
	Inspector  Inspector  `json:"inspector"`
	Menu       *Menu      `json:"menu"`
	Terminals  []Terminal `json:"terminals"`
	Announce   string     `json:"announce"`
	Toast      *Toast     `json:"toast"`
	LinkDirty  bool       `json:"link_dirty"`
	Live       *LiveView  `json:"live,omitempty"` // where a world is followed
	// Lesson is the lesson that is open, a LessonView, or null.
	Lesson json.RawMessage `json:"lesson"`
}

// Modified is a rule that is off, or was.
type Modified struct {
	Rule string `json:"rule"`
	Text string `json:"text"`
}

// Narration is what happens, in a sentence.
type Narration struct {
	Time    string `json:"time"`
	Text    string `json:"text"`
	Section string `json:"section"`
	// Brief is Text without its reason, for those who see it from afar.
	Brief string `json:"brief,omitempty"`
}

// Banner is what cannot be overlooked.
type Banner struct {
	Kind    string         `json:"kind"`
	Title   string         `json:"title"`
	Text    string         `json:"text"`
	Actions []panel.Action `json:"actions"`
	More    int            `json:"more"`
}

// Choice is one of several.
type Choice struct {
	ID      string `json:"id"`
	Label   string `json:"label"`
	Short   string `json:"short,omitempty"`
	Current bool   `json:"current,omitempty"`
	Action  string `json:"action,omitempty"`
	// Mark says why it is marked, "" if it is not: settings that do not work together.
	Mark string `json:"mark,omitempty"`
}

// Jump is where one can jump to.
type Jump struct {
	Kinds   []Choice `json:"kinds"`
	Current string   `json:"current"`
}

// Inspector is the panels and which of them is shown.
type Inspector struct {
	Tabs  []Choice    `json:"tabs"`
	Panel panel.Panel `json:"panel"`
	Asked int         `json:"asked"`
}

// Menu is what can be done with something on the stage.
type Menu struct {
	X     float32        `json:"x"` // logical pixels of the stage
	Y     float32        `json:"y"`
	Title string         `json:"title"`
	Items []panel.Action `json:"items"`
}

// panelEvery is how many seconds of the viewer's time pass between two looks
// at a panel while the world plays: faster than that nobody reads.
const panelEvery = 0.1

// View returns what is to be shown now.
func (v *Viewer) View() View {
	w := v.lab.World()
	view := View{
		TimeMS: json.Number(v.lab.Now().AppendMilliseconds(nil)), Clock: panel.Clock(v.lab.Now()),
		Playing: v.playing || v.searching(), Speed: v.speed, SpeedText: speedText(v.speed), Hurry: v.hurry, Follow: v.pacing.on, Presenting: v.presenting,
		Lang: v.lang.String(), Theme: v.theme, Modified: []Modified{}, Narration: v.narration(),
		Views:     v.viewChoices(),
		Jump:      Jump{Current: v.jump},
		Branches:  v.branches(),
		Inspector: v.inspector(),
		Menu:      v.menu,
		Terminals: v.terminals(),
		Toast:     v.toast,
		LinkDirty: true,
		Live:      v.Live(),
		Lesson:    v.lessonJSON(),
	}
	if v.following() {
		view.Speed, view.SpeedText = 1, speedText(1)
	}
	for _, rule := range lab.RulesModified(w) {
		view.Modified = append(view.Modified, Modified{rule.Name, narrate.RuleName(v.lang, rule.Rule)})
	}
	for i := range jumpKinds {
		kind := jumpKinds[i].id
		view.Jump.Kinds = append(view.Jump.Kinds, Choice{ID: kind, Label: v.text("jump." + kind), Current: kind == v.jump, Action: "jump kind " + kind})
	}
	checks, ok := panel.Checks(v.lab, v.lang)
	view.Checks, view.ChecksFail = &checks, !ok
	view.Banner, _ = v.Banner()
	view.Announce = view.Narration.Text
	return view
}

func (v *Viewer) narration() Narration {
	if n, ok := v.searchNarration(); ok {
		return n
	}
	if n, ok := v.legNarration(); ok {
		return n
	}
	if n, ok := v.endNarration(); ok {
		return n
	}
	e, ok := v.narrated()
	if !ok {
		return Narration{}
	}
	told := narrate.Sentence(e, panel.Names(v.lab.World()), v.lang)
	n := Narration{Time: panel.Moment(e.Time), Text: told.Text, Section: told.Section}
	if v.presenting {
		n.Brief = narrate.Brief(told.Text, v.lang)
	}
	return n
}

func (v *Viewer) branches() []Choice {
	if v.lab.BranchCount() == 1 {
		return []Choice{}
	}
	infos := v.lab.Branches()
	choices := make([]Choice, len(infos))
	for i, info := range infos {
		label := compose.BranchName(v.lang, i)
		if info.Parent > 0 {
			label = v.text("ui.branch-of", narrate.Str("branch", label), narrate.Str("parent", compose.BranchName(v.lang, info.Parent)))
		}
		if i > 0 {
			label += " · " + panel.Moment(info.Fork)
		}
		if info.First != "" && i > 0 {
			label += " · " + clipped(info.First)
		}
		id := strconv.Itoa(i)
		choices[i] = Choice{ID: id, Label: label, Current: info.Current, Action: "enter " + id}
	}
	return choices
}

// clipped shortens what was done to what a menu has room for.
func clipped(line string) string {
	const most = 40
	runes := []rune(line)
	if len(runes) <= most {
		return line
	}
	return string(runes[:most]) + "…"
}

// inspector returns the tabs and the panel that is shown.
func (v *Viewer) inspector() Inspector {
	tabs := []string{"member", "store", "code", "rules", "knobs"}
	if panel.HasClients(v.lab) {
		tabs = append(tabs, "clients")
	}
	standing := len(tabs)
	switch {
	case v.event != 0 || v.question != "":
		tabs = append(tabs, "why")
	case v.selected.Kind == compose.MessageTarget:
		tabs = append(tabs, "message")
	case v.selected.Kind == compose.EntryTarget:
		tabs = append(tabs, "entry")
	case v.selected.Kind == compose.KeyTarget, v.selected.Kind == compose.ChangeTarget:
		tabs = append(tabs, "key")
	case v.selected.Kind == compose.V2Target:
		tabs = append(tabs, "v2")
	case v.selected.Kind == compose.RecordTarget:
		tabs = append(tabs, "record")
	case v.selected.Kind == compose.LeaseTarget:
		tabs = append(tabs, "lease")
	case v.selected.Kind == compose.WatcherTarget:
		tabs = append(tabs, "watcher")
	}
	if len(tabs) > standing { // that of the selection is beside the member's, where there is always room
		tabs = slices.Insert(tabs[:standing], 1, tabs[standing])
	}
	if v.tab == "time" || v.view == compose.CompareView && v.tab == "compare" { // while they are asked for
		tabs = slices.Insert(tabs, 1, v.tab)
	}
	current := "member"
	for _, tab := range tabs {
		if tab == v.tab {
			current = tab
		}
	}
	if !v.cached.valid || v.cached.tab != current || v.sinceNew >= panelEvery {
		v.cached.panel, v.cached.tab, v.cached.valid, v.sinceNew = v.panel(current), current, true, 0
		v.cached.warning = v.settingsWarning()
	}
	in := Inspector{Asked: v.asked}
	for _, tab := range tabs {
		choice := Choice{ID: tab, Label: v.text("panel.tab-" + tab), Current: tab == current, Action: "tab " + tab}
		if tab == "rules" {
			choice.Short = v.text("panel.tab-rules-short")
		}
		if tab == "knobs" {
			choice.Mark = v.cached.warning
		}
		in.Tabs = append(in.Tabs, choice)
	}
	in.Panel = v.cached.panel
	return in
}

// settingsWarning is the gravest of what is wrong with the settings, or "".
func (v *Viewer) settingsWarning() string {
	for _, w := range lab.Warnings(v.lab.World()) {
		if !w.Hint {
			return w.Text(v.lang)
		}
	}
	return ""
}

func (v *Viewer) panel(tab string) panel.Panel {
	switch tab {
	case "store":
		return panel.Store(v.lab, v.lang, v.inspected())
	case "rules":
		return panel.Rules(v.lab, v.lang)
	case "knobs":
		return panel.Knobs(v.lab, v.lang, v.scope)
	case "clients":
		return panel.Clients(v.lab, v.lang)
	case "code":
		return v.codePanel()
	case "time":
		f, ok := v.waterfall()
		return panel.Waterfall(v.lab, v.lang, f, ok)
	case "compare":
		return v.comparison()
	case "message":
		return panel.Message(v.lab, v.lang, v.selected.Message)
	case "entry":
		return panel.Entry(v.lab, v.lang, v.selected.Node, v.selected.Index)
	case "key":
		return panel.Key(v.lab, v.lang, v.selected.Node, v.selected.Key, v.selected.Rev)
	case "v2":
		return panel.V2(v.lab, v.lang, v.selected.Node, v.selected.Key)
	case "record":
		return panel.Record(v.lab, v.lang, v.selected.Node, v.selected.Record, v.selected.Write)
	case "lease":
		return panel.Lease(v.lab, v.lang, v.selected.Node, v.selected.Lease)
	case "watcher":
		return panel.Watcher(v.lab, v.lang, v.selected.Node, v.selected.Stream, v.selected.Watch)
	case "why":
		if v.event == 0 {
			p, _ := panel.Answer(v.lab, v.lang, v.question) // it was understood when it was asked
			return p
		}
		return panel.Why(v.lab, v.lang, v.event)
	}
	return panel.Member(v.lab, v.lang, v.inspected())
}

var bannerKinds = map[scene.BannerKind]string{scene.Violation: "violation", scene.NoQuorum: "no-quorum",
	scene.Modified: "modified", scene.SplitVote: "split-vote"}

// ShowBannersOutside says whether the stage leaves its banner to what is around it.
func (v *Viewer) ShowBannersOutside(on bool) { v.outer = on }

// Select selects a target, as a click on it does.
func (v *Viewer) Select(t compose.Target) {
	v.choose(t)
	v.play(false)
}

// Selected returns what is selected.
func (v *Viewer) Selected() compose.Target { return v.selected }

// nodeName returns the name of a member or a terminal.
func (v *Viewer) nodeName(n sim.Node) string { return lab.NameOf(v.lab.World(), n) }
