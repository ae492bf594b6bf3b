package window

import (
	"strings"

	"raftarium/core/narrate"
	"raftarium/viz/panel"
	"raftarium/viz/viewer"
)

// own are the actions that concern the window alone, "window share"; all
// others go to the viewer as they are.
var own map[string]func(w *Window, rest string)

func init() {
	own = map[string]func(w *Window, rest string){
		"copy":      (*Window).copyWhole,
		"share":     (*Window).share,
		"save-menu": (*Window).openSaves,
		"save":      (*Window).save,
		"language":  (*Window).otherLanguage,
		"theme":     (*Window).otherTheme,
		"help":      func(w *Window, _ string) { w.toggleOver(helpOver) },
		"lessons":   func(w *Window, _ string) { w.toggleOver(lessonsOver) },
		"lesson":    (*Window).openLesson,
		"pasted":    (*Window).openPasted,
		"term":      (*Window).openTerm,
		"follow":    (*Window).followAddress,
		"close":     func(w *Window, _ string) { w.toggleOver(nothing) },
		"more":      (*Window).openMore,
		"present":   (*Window).togglePresent,
		"drawer":    func(w *Window, _ string) { w.drawer = !w.drawer },
		"kinds":     (*Window).openKinds,
		"branches":  (*Window).openBranches,
		"speeds":    (*Window).openSpeeds,
		"knob":      (*Window).openKnob,
		"terminal":  (*Window).focusTerminal,
		"interrupt": (*Window).interrupt,
		"try":       (*Window).try,
		"type-in":   (*Window).typeIn,
	}
}

// act runs an action; what goes wrong is told in a toast.
func (w *Window) act(action string) {
	w.changed()
	if rest, ok := strings.CutPrefix(action, "window "); ok {
		verb, rest, _ := strings.Cut(rest, " ")
		if do := own[verb]; do != nil {
			do(w, rest)
		}
		return
	}
	terminals := len(w.panes)
	w.tell(w.viewer.Act(action))
	if action == "terminal new" {
		w.lay()
		if len(w.panes) > terminals {
			w.focusTerminal(w.panes[len(w.panes)-1].id)
		}
	}
}

// tell shows what went wrong.
func (w *Window) tell(err error) {
	if err != nil {
		w.toast.show(err.Error())
		w.changed()
	}
}

func (w *Window) otherLanguage(string) {
	other := narrate.Chinese
	if w.lang == narrate.Chinese {
		other = narrate.English
	}
	w.tell(w.viewer.Act("lang " + other.String()))
}

func (w *Window) otherTheme(string) {
	other := viewer.Dark
	if w.viewer.Theme() == viewer.Dark {
		other = viewer.Light
	}
	w.tell(w.viewer.Act("theme " + other))
}

func (w *Window) openKinds(string) {
	var items []menuItem
	for _, k := range w.view.Jump.Kinds {
		items = append(items, menuItem{Action: panel.Action{Label: k.Label, Action: k.Action}, choice: true, marked: k.Current})
	}
	w.openBelow(items)
}

func (w *Window) openBranches(string) {
	var items []menuItem
	for _, b := range w.view.Branches {
		items = append(items, menuItem{Action: panel.Action{Label: b.Label, Action: b.Action}, choice: true, marked: b.Current})
	}
	w.openBelow(items)
}

// followAddress opens what a lesson leads to: another lesson, or a moment. What
// lies outside is told, since there is no browser here.
func (w *Window) followAddress(address string) {
	switch id, ok := strings.CutPrefix(address, "#lesson="); {
	case ok:
		w.openLesson(id)
	case strings.HasPrefix(address, "#"):
		w.tell(w.viewer.OpenLink(address[1:]))
	default:
		w.toast.show(address)
		if w.system.Copy != nil && w.system.Copy(address) == nil {
			w.toast.show(w.text("window.address", narrate.Str("url", address)))
		}
	}
}

// interrupt ends what runs in a terminal, as Ctrl-C does.
func (w *Window) interrupt(id string) {
	if p := w.pane(id); p != nil {
		p.set("")
		p.pasted = nil
		w.tell(w.viewer.Interrupt(id))
		w.tell(w.viewer.Act("play"))
	}
}

// try puts a line into the first terminal, to be looked at and sent.
func (w *Window) try(line string) {
	if len(w.panes) == 0 {
		return
	}
	w.over = nothing
	w.focusTerminal(w.panes[0].id)
	w.panes[0].set(line)
}

// typeIn puts a line into a terminal, to be looked at and sent.
func (w *Window) typeIn(rest string) {
	id, line, _ := strings.Cut(rest, " ")
	if p := w.pane(id); p != nil {
		w.focusTerminal(id)
		p.set(line)
	}
}
