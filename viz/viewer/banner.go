package viewer

import (
	"strconv"

	"raftarium/core/lab"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
)

// Banner is what the stage warns of, nil for nothing, for those that show it
// themselves, and where the stage as it was composed last keeps room for it.
func (v *Viewer) Banner() (*Banner, scene.Rect) {
	if v.warning.Kind == scene.NoBanner {
		return nil, scene.Rect{}
	}
	return &Banner{Kind: bannerKinds[v.warning.Kind], Title: v.warning.Title, Text: v.warning.Detail, More: v.warning.More, Actions: v.bannerActions()}, v.warning.Box
}

// bannerActions lead from what is warned of to what explains it.
func (v *Viewer) bannerActions() []panel.Action {
	actions := []panel.Action{}
	switch v.warning.Kind {
	case scene.Violation:
		if found := lab.Violations(v.lab.World()); len(found) > 0 {
			actions = append(actions, panel.Action{Label: v.text("act.why"), Action: "why " + strconv.FormatUint(uint64(found[0].Event), 10)})
		}
		actions = append(actions, panel.Action{Label: v.text("act.copy-link"), Action: "page share"})
	case scene.Modified:
		actions = append(actions, panel.Action{Label: v.text("panel.tab-rules"), Action: "tab rules"})
	case scene.NoQuorum, scene.SplitVote:
		actions = append(actions, panel.Action{Label: v.text("act.why"), Action: "why leader"})
		if warnings := lab.Warnings(v.lab.World()); len(warnings) > 0 && !warnings[0].Hint {
			actions = append(actions, panel.Action{Label: v.text("panel.tab-knobs"), Action: "tab knobs"})
		}
	}
	return actions
}

// clickBanner does the first of what can be done about the banner, where it has no
// buttons of its own.
func (v *Viewer) clickBanner() {
	for _, a := range v.bannerActions() {
		if err := v.Act(a.Action); err != nil {
			v.say(err.Error(), "error")
		}
		return
	}
}
