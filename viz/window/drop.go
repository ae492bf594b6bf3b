package window

import (
	"io"
	"io/fs"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/viewer"
)

// File is a file that was dropped on the window.
type File struct {
	Name, Text string
	Err        error // it could not be read
}

// droppedBytesMax bounds what is read of a file: no run's link is longer.
const droppedBytesMax = 16 << 20

// dropped reads the files that were dropped since the last tick.
func dropped() (files []File) {
	from := ebiten.DroppedFiles()
	if from == nil {
		return nil
	}
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		return []File{{Err: err}}
	}
	for _, e := range entries {
		files = append(files, read(from, e.Name()))
	}
	return files
}

func read(from fs.FS, name string) File {
	f, err := from.Open(name)
	if err != nil {
		return File{Name: name, Err: err}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, droppedBytesMax))
	return File{name, string(text), err}
}

// open opens a file that was dropped: a lesson, or a run.
func (w *Window) open(f File) {
	name := strings.ToLower(f.Name)
	switch {
	case f.Err != nil:
		w.toast.show(w.text("ui.file-unread", narrate.Str("name", f.Name), narrate.Str("why", f.Err.Error())))
	case strings.HasSuffix(name, viewer.RunFile):
		w.tell(w.viewer.OpenLink(f.Text))
	case strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".markdown") || strings.HasSuffix(name, ".txt"):
		w.fetching = nil
		w.tell(w.viewer.OpenLesson(f.Name, f.Text, 0))
	default:
		w.toast.show(w.text("ui.file-unknown", narrate.Str("name", f.Name)))
	}
	w.changed()
}

// share copies the link to this moment, or shows it where nothing can be
// copied. One that is too long for many programs becomes a file.
func (w *Window) share(string) {
	link := w.viewer.Link()
	told := w.text("window.link", narrate.Str("link", link))
	switch {
	case link == "":
		told = w.text("live.no-link")
	case len(link) > viewer.LinkCharsMax && w.system.Save != nil:
		name, err := w.system.Save(w.viewer.RunName(), link+"\n")
		told = w.text("ui.shared-file", narrate.Str("name", name))
		if err != nil {
			told = w.text("ui.file-unsaved", narrate.Str("why", err.Error()))
		}
	case w.system.Copy != nil && w.system.Copy(link) == nil:
		told = w.text("ui.shared")
	case w.system.Tell != nil:
		w.system.Tell(link)
	}
	if lab.IsModifiedLink(link) {
		told += " " + w.text("ui.shared-modified")
	}
	w.toast.show(told)
}
