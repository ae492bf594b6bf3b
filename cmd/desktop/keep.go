//go:build !js

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"raftarium/core/narrate"
	"raftarium/viz/viewer"
	"raftarium/viz/window"
)

// keeper keeps what survives the end of the program, in a folder of the user's.
type keeper struct {
	folder string          // "": nothing is kept
	tell   func(err error) // told what goes wrong; the program goes on
}

// The files of a keeper's folder.
const (
	settingsFile = "window.json"
	runFile      = "run.json"
)

// settings are how the window was used.
type settings struct {
	window.Memory
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
}

// left is where the window was closed.
type left struct {
	Run    string `json:"run"`              // as viewer.Restore takes it
	Lesson string `json:"lesson,omitempty"` // of the library; of another the name
	Text   string `json:"text,omitempty"`   // of a lesson that is none of the library
	Step   int    `json:"step,omitempty"`   // from 1
}

// passedOver is an error of something that was kept and is of no use, which the window
// tells in its own language.
type passedOver struct {
	error
	id, path string // of the sentence, and where what was kept is now
}

// inWords is what the window says of a problem.
func inWords(lang narrate.Lang, problem error) string {
	var over *passedOver
	if errors.As(problem, &over) {
		return narrate.Format(lang, over.id, narrate.Str("path", over.path))
	}
	return problem.Error()
}

// newKeeper returns the keeper of this user's folder.
func newKeeper(tell func(error)) *keeper {
	k := &keeper{tell: tell}
	if folder, err := os.UserConfigDir(); err == nil {
		k.folder = filepath.Join(folder, "raftarium")
	}
	return k
}

// read reads a file, and reports whether there is one that can be read. One that
// cannot is told of and set aside under another name, so that nothing is lost.
func (k *keeper) read(name string, into any) bool {
	if k.folder == "" {
		return false
	}
	path := filepath.Join(k.folder, name)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return false
	}
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		k.setAside(name, err)
		return false
	}
	return true
}

// setAside renames a file that is of no use, and says why it is not.
func (k *keeper) setAside(name string, why error) {
	path := filepath.Join(k.folder, name)
	aside := path + ".bad"
	if err := os.Rename(path, aside); err != nil {
		k.tell(&passedOver{fmt.Errorf("what was kept in %s is passed over: %w", path, why), "window.kept-bad", path})
		return
	}
	k.tell(&passedOver{fmt.Errorf("what was kept in %s is passed over, and now in %s: %w", path, aside, why), "window.kept-bad", aside})
}

// write writes a file whole, or not at all.
func (k *keeper) write(name string, value any) {
	if k.folder == "" {
		return
	}
	path := filepath.Join(k.folder, name)
	err := os.MkdirAll(k.folder, 0o755)
	var text []byte
	if err == nil {
		text, err = json.Marshal(value)
	}
	if err == nil {
		if err = os.WriteFile(path+".new", text, 0o600); err != nil {
			_ = os.Remove(path + ".new") // it may not even be there
		}
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		k.tell(fmt.Errorf("keep %s: %w", path, err))
	}
}

// keepRun keeps where the window is closed. In a cluster that runs elsewhere that is
// nowhere of its own, and what was kept before stays.
func (k *keeper) keepRun(v *viewer.Viewer) {
	l := v.Lab()
	if l.Aside() {
		l.FollowAside(nil)
	}
	if l.Follows() {
		return
	}
	run, err := v.Keep()
	if err != nil {
		k.tell(fmt.Errorf("keep where the window was closed: %w", err))
		return
	}
	at := left{Run: run, Lesson: v.LessonID()}
	if at.Lesson == "" {
		at.Lesson, at.Text = v.LessonFile()
	}
	if at.Lesson != "" {
		at.Step = v.LessonView().Step + 1
	}
	k.write(runFile, at)
}

// returnTo goes back to where the window was closed, and reports whether there was
// anything to go back to.
func (k *keeper) returnTo(v *viewer.Viewer) bool {
	var l left
	if !k.read(runFile, &l) {
		return false
	}
	// Taken once: a run that ends the program does not do so again and again.
	path := filepath.Join(k.folder, runFile)
	err := os.Rename(path, path+".taken")
	if err == nil {
		err = v.Restore(l.Run)
	}
	if err != nil {
		k.tell(&passedOver{fmt.Errorf("where the window was closed is passed over, and now in %s.taken: %w", path, err), "window.kept-bad", path + ".taken"})
		return false
	}
	v.Return()
	if err = l.openLesson(v); err != nil {
		k.tell(&passedOver{fmt.Errorf("the lesson in which the window was closed is passed over: %w", err), "window.kept-no-lesson", path + ".taken"})
		return false // a lesson leaves no run besides
	}
	return true
}

// openLesson opens the lesson in which the window was closed, if it was one.
func (l *left) openLesson(v *viewer.Viewer) error {
	switch {
	case l.Lesson == "":
		return nil
	case l.Text == "":
		return v.Act("lesson open " + l.Lesson + " " + strconv.Itoa(l.Step))
	}
	return v.OpenLesson(l.Lesson, l.Text, l.Step-1)
}
