package window

import (
	"errors"
	"net/url"
	"strings"

	"raftarium/core/narrate"
)

// fetching is a lesson that is on its way from where it lies.
type fetching struct {
	address string
	came    chan fetched
}

// fetched is a lesson that has come, or why it has not.
type fetched struct {
	text string
	err  error
}

// IsAddress tells whether a lesson is named by where it lies, and not by its name
// in the library.
func IsAddress(which string) bool {
	lower := strings.ToLower(which)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}

// fetchLesson asks for a lesson that lies elsewhere. It is opened when it comes,
// unless another was asked for meanwhile.
func (w *Window) fetchLesson(address string) {
	if w.system.Fetch == nil {
		w.toast.show(w.text("window.lesson-unreachable", narrate.Str("url", address), narrate.Str("why", w.text("window.no-network"))))
		return
	}
	f, fetch, lang := &fetching{address, make(chan fetched, 1)}, w.system.Fetch, w.lang
	w.fetching = f
	w.toast.show(w.text("window.lesson-fetching", narrate.Str("url", address)))
	go func() {
		text, err := fetch(address, lang)
		f.came <- fetched{text, err}
	}()
}

// passFetching opens what was asked for, if it has come.
func (w *Window) passFetching() {
	if w.fetching == nil {
		return
	}
	select {
	case f := <-w.fetching.came:
		err := f.err
		if err == nil {
			err = w.viewer.OpenLesson(w.fetching.address, f.text, w.progress[w.fetching.address].Begin())
		}
		w.fetching, w.toast.text = nil, ""
		if w.tell(err); err == nil {
			w.over, w.focused = nothing, ""
		}
		w.changed()
	default:
	}
}

// openPasted opens what the clipboard leads to: a moment or a lesson, by a link, or a
// lesson by its address.
func (w *Window) openPasted(string) {
	text, err := "", errors.ErrUnsupported
	if w.system.Paste != nil {
		text, err = w.system.Paste()
	}
	text = strings.TrimSpace(text)
	_, lesson, isLesson := strings.Cut(text, "#lesson=")
	switch {
	case err != nil:
		text = err.Error()
	case strings.ContainsAny(text, " \n"):
	case isLesson:
		w.openLesson(lesson)
		return
	case isMoment(text):
		w.fetching, w.over = nil, nothing
		w.tell(w.viewer.OpenLink(text))
		return
	case IsAddress(text):
		w.openLesson(text)
		return
	}
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	w.toast.show(w.text("window.no-address", narrate.Str("why", text)))
}

// isMoment tells whether a text is a link to a moment, with the address of its page or
// without.
func isMoment(text string) bool {
	page, fragment, whole := strings.Cut(text, "#")
	if !whole {
		fragment = page
	}
	return strings.HasPrefix(fragment, "w=")
}

// lessonOf is the lesson that a link names: one of the library or an address.
func lessonOf(link string) string {
	if plain, err := url.PathUnescape(link); err == nil {
		return plain
	}
	return link
}
