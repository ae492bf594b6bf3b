package window

import (
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

// openPasted opens the lesson whose address, or link, is in the clipboard.
func (w *Window) openPasted(string) {
	text, err := w.system.Paste()
	why := strings.TrimSpace(text)
	if err != nil {
		why = err.Error()
	}
	which := why
	if _, after, ok := strings.Cut(why, "#lesson="); ok {
		which = after
	}
	if err == nil && (IsAddress(which) || which != why) && !strings.ContainsAny(which, " \n") {
		w.openLesson(which)
		return
	}
	if runes := []rune(why); len(runes) > 60 {
		why = string(runes[:60]) + "…"
	}
	w.toast.show(w.text("window.no-address", narrate.Str("why", why)))
}

// lessonOf is the lesson that a link names: one of the library or an address.
func lessonOf(link string) string {
	if plain, err := url.PathUnescape(link); err == nil {
		return plain
	}
	return link
}
