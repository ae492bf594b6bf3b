package window

import (
	"strconv"
	"strings"

	"raftarium/core/narrate"
	"raftarium/viz/ink"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// entries are the lessons that can be opened by name.
func (w *Window) entries() []viewer.LessonEntry {
	if library := w.viewer.Library(); library != nil {
		return library.List(w.lang)
	}
	return nil
}

// entryAfter is the lesson after one of the library, or nil.
func (w *Window) entryAfter(id string) *viewer.LessonEntry {
	entries := w.entries()
	for i := range entries {
		if entries[i].ID == id && i+1 < len(entries) {
			return &entries[i+1]
		}
	}
	return nil
}

// openLesson opens a lesson of the library where it was left, or one that lies
// elsewhere.
func (w *Window) openLesson(link string) {
	id := lessonOf(link)
	if IsAddress(id) {
		w.fetchLesson(id)
		return
	}
	w.fetching = nil
	w.over, w.focused = nothing, ""
	action := "lesson open " + id
	if step := w.progress[id].Begin(); step > 0 {
		action += " " + strconv.Itoa(step+1)
	}
	w.act(action)
}

// buildLessons lays the list of lessons and challenges out over everything.
func (w *Window) buildLessons() {
	const title = 64
	w.buildOver(min(1080, w.width-32), func(r rect) float32 {
		s, t := &w.sheet, w.theme
		const pad, gap = 24, 32
		columns := max(1, min(3, int((r.w-2*pad+gap)/(280+gap))))
		column := (r.w - 2*pad - gap*float32(columns-1)) / float32(columns)
		var lessons, challenges []viewer.LessonEntry
		for _, e := range w.entries() {
			if e.Challenge {
				challenges = append(challenges, e)
			} else {
				lessons = append(lessons, e)
			}
		}
		y := r.y + title
		end := y
		if columns == 3 { // the challenges beside the lessons
			end = w.lessonItems("ui.lessons", lessons, r.x+pad, y, column, 2)
			end = max(end, w.lessonItems("ui.lesson-challenges", challenges, r.x+pad+2*(column+gap), y, column, 1))
		} else {
			end = w.lessonItems("ui.lessons", lessons, r.x+pad, y, column, columns)
			end = w.lessonItems("ui.lesson-challenges", challenges, r.x+pad, end+16, column, columns)
		}
		end += 16
		s.level(r.x+pad, end, r.w-2*pad, t.Ink)
		end += 12
		for _, l := range w.typist.wrap(w.text("window.lesson-own"), ui(theme.SizeControl, false), r.w-2*pad) {
			s.text(r.x+pad, end+15, l, ui(theme.SizeControl, false), ink.Start, t.Ink2)
			end += 20
		}
		if w.system.Paste != nil {
			end += 8
			w.button(helpArea, r.x+pad, end, button{text: w.text("window.lesson-pasted"), action: "window pasted"})
			end += buttonHeight
		}
		return end + 24 - r.y
	}, "ui.lessons")
}

// lessonItems lays lessons out in columns under a head, and returns where they
// end.
func (w *Window) lessonItems(head string, entries []viewer.LessonEntry, x, y, width float32, columns int) (end float32) {
	w.helpTitle(x, y, head)
	y += 28
	var all float32
	for i := range entries {
		all += w.lessonItemHeight(&entries[i], width)
	}
	const gap = 32
	top, left := y, all
	for i := range entries {
		high := w.lessonItemHeight(&entries[i], width)
		if y > top && columns > 1 && y-top+high/2 > left/float32(columns) {
			left -= y - top
			columns--
			x, y = x+width+gap, top
		}
		w.lessonItem(&entries[i], rect{x, y, width, high})
		y += high
		end = max(end, y)
	}
	return end
}

const lessonItemLine = 18

func (w *Window) lessonItemHeight(e *viewer.LessonEntry, width float32) float32 {
	return 16 + 20 + lessonItemLine*float32(1+len(w.typist.wrap(e.About, panelStyle, width-16)))
}

func (w *Window) lessonItem(e *viewer.LessonEntry, r rect) {
	s, t := &w.sheet, w.theme
	if w.hovered(helpArea) || e.ID == w.viewer.LessonID() {
		s.fill(r, 0, t.AccentSoft)
	}
	s.level(r.x, r.y, r.w, t.Hair)
	p := w.progress[e.ID]
	x, y := r.x+8, r.y+8
	if p.Done {
		s.icon(x, y+2, checkIcon, t.Ink)
		x += iconSize + iconGap
	}
	s.text(x, y+15, w.typist.within(e.Title, ui(theme.SizeControl, true), r.right()-8-x), ui(theme.SizeControl, true), ink.Start, t.Ink)
	state := []string{w.text("ui.lesson-minutes", narrate.Num("n", e.Minutes))}
	switch {
	case p.Best > 0:
		state = append(state, w.text("ui.lesson-best", narrate.Num("n", p.Best)))
	case p.Done:
		state = append(state, w.text("ui.lesson-done"))
	case p.Step > 0:
		state = append(state, w.text("ui.lesson-left-at", narrate.Num("step", p.Step+1)))
	}
	s.text(r.x+8, y+20+13, strings.Join(state, " · "), panelStyle, ink.Start, t.Ink3)
	for i, l := range w.typist.wrap(e.About, panelStyle, r.w-16) {
		s.text(r.x+8, y+20+lessonItemLine*float32(1+i)+13, l, panelStyle, ink.Start, t.Ink2)
	}
	s.control(helpArea, control{box: r, action: "window lesson " + e.ID, label: e.Title, inset: true})
}
