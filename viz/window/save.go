package window

import (
	"errors"
	"fmt"

	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/draw"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
)

// openSaves opens the menu of what can be saved.
func (w *Window) openSaves(string) {
	item := func(id, what string) menuItem {
		return menuItem{Action: panel.Action{Label: w.text(id), Action: "window save " + what}}
	}
	w.openBelow([]menuItem{item("ui.save-svg", "svg"), item("ui.save-json", "json")})
}

// save leaves a picture of the stage or the trace as a file.
func (w *Window) save(what string) {
	content, err := w.saved(what)
	if err == nil && w.system.Save == nil {
		err = errors.New(w.text("window.save-nowhere"))
	}
	path := ""
	if err == nil {
		path, err = w.system.Save(fmt.Sprintf("raftarium-%dms.%s", w.viewer.Lab().Now()/sim.Millisecond, what), string(content))
	}
	if err != nil {
		w.toast.show(w.text("ui.save-failed", narrate.Str("why", err.Error())))
		return
	}
	w.toast.show(w.text("window.saved", narrate.Str("path", path)))
}

func (w *Window) saved(what string) ([]byte, error) {
	if what == "json" {
		return w.viewer.Trace()
	}
	var s scene.Scene
	r := w.frame.stage
	w.viewer.Picture(&s, r.w, r.h, stageLayout(r.w))
	return draw.SVG(&s, w.theme, w.lang.String(), "Raftarium · "+w.viewer.Caption()), nil
}
