package window

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/draw"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
)

// saves are what can be saved, as rows of a menu.
func (w *Window) saves() []menuItem {
	item := func(id, what, key string) menuItem {
		return menuItem{Action: panel.Action{Label: w.text(id), Action: "window save " + what, Key: key}}
	}
	film := "ui.save-video"
	if w.film != nil {
		film = "ui.save-video-end"
	}
	return []menuItem{
		item("ui.save-png", "png", ""), item("ui.save-svg", "svg", ""), item("ui.save-json", "json", ""),
		item(film, "film", "m"), item("window.print", "pdf", "Ctrl P"),
	}
}

// openSaves opens the menu of what can be saved.
func (w *Window) openSaves(string) { w.openBelow(w.saves()) }

// save leaves a picture of the stage, the trace or a film as a file.
func (w *Window) save(what string) {
	if what == "film" {
		w.toggleFilm()
		return
	}
	content, err := w.saved(what)
	w.saveAs(what, content, err)
}

// saveAs writes a file with an ending, and tells where it is or why there is none.
func (w *Window) saveAs(ending string, content []byte, err error) {
	if err == nil && w.system.Save == nil {
		err = errors.New(w.text("window.save-nowhere"))
	}
	path := ""
	if err == nil {
		path, err = w.system.Save(fmt.Sprintf("raftarium-%dms.%s", w.viewer.Lab().Now()/sim.Millisecond, ending), string(content))
	}
	if err != nil {
		w.toast.show(w.text("ui.save-failed", narrate.Str("why", err.Error())))
		return
	}
	w.toast.show(w.text("window.saved", narrate.Str("path", path)))
}

// pictureScale is how many pixels of a picture make one of the window's: for a
// slide or a book.
const pictureScale = 2

// painted draws a scene as a picture.
func (w *Window) painted(s *scene.Scene, width, height float32) ([]byte, error) {
	to := ebiten.NewImage(int(width*pictureScale), int(height*pictureScale))
	defer to.Deallocate()
	w.ink.Begin(to, pictureScale)
	w.ink.Rect(0, 0, width, height, w.theme.Paper)
	draw.Scene(w.ink, s, w.theme)
	w.ink.End()
	pic := image.NewRGBA(to.Bounds())
	to.ReadPixels(pic.Pix)
	var out bytes.Buffer
	err := png.Encode(&out, pic)
	return out.Bytes(), err
}

func (w *Window) saved(what string) ([]byte, error) {
	switch what {
	case "json":
		return w.viewer.Trace()
	case "pdf":
		return w.printed()
	}
	var s scene.Scene
	r := w.frame.stage
	w.viewer.Picture(&s, r.w, r.h, stageLayout(r.w, r.h))
	if what == "png" {
		return w.painted(&s, r.w, r.h)
	}
	return draw.SVG(&s, w.theme, w.lang.String(), "Raftarium · "+w.viewer.Caption()), nil
}
