package window

import (
	"maps"

	"raftarium/viz/viewer"
)

// Memory is what a window remembers from one time to the next.
type Memory struct {
	Lang    string              `json:"lang,omitempty"`
	Theme   string              `json:"theme,omitempty"`
	Zoom    float32             `json:"zoom,omitempty"`  // see zooms; 0: 1
	Terms   float32             `json:"terms,omitempty"` // the height of the terminals; 0: the usual
	Lessons map[string]Progress `json:"lessons,omitempty"`
}

// Progress is how far a lesson has been read. Lessons of the library go by their names,
// those that lie elsewhere by their addresses.
type Progress struct {
	Step int  `json:"step"` // from 0
	Done bool `json:"done,omitempty"`
	Best int  `json:"best,omitempty"` // the fewest inputs that reached the goal; 0: none has
}

// Begin is the step, from 0, at which a lesson that has been read so far opens.
func (p Progress) Begin() int {
	if p.Done {
		return 0
	}
	return p.Step
}

// with is the progress after what is new: what is done stays so, and the best
// score is the least.
func (p Progress) with(news Progress) Progress {
	news.Done = news.Done || p.Done
	if news.Best == 0 || p.Best > 0 && p.Best < news.Best {
		news.Best = p.Best
	}
	return news
}

// Recall takes over what was remembered. It is to be called before the first
// Update; what makes no sense in it is passed over.
func (w *Window) Recall(m Memory) {
	if _, err := zoomStep(m.Zoom, 0); err == nil {
		w.zoom = m.Zoom
	}
	if m.Terms >= termsLeast && m.Terms <= 4000 {
		w.terms = m.Terms
	}
	for id, p := range m.Lessons {
		if p.Step >= 0 && p.Best >= 0 {
			w.progress[id] = p
		}
	}
	w.remembered = w.Memory()
}

// Memory returns what is to be remembered.
func (w *Window) Memory() Memory {
	return Memory{Lang: w.viewer.Lang().String(), Theme: w.viewer.Theme(), Zoom: w.zoom, Terms: w.terms, Lessons: maps.Clone(w.progress)}
}

// remember hands over what has changed of what is to be remembered.
func (w *Window) remember() {
	if w.system.Remember == nil {
		return
	}
	b := &w.remembered
	if b.Lang == w.viewer.Lang().String() && b.Theme == w.viewer.Theme() && b.Zoom == w.zoom && b.Terms == w.terms && maps.Equal(b.Lessons, w.progress) {
		return
	}
	w.remembered = w.Memory()
	w.system.Remember(w.remembered)
}

// keepProgress notes how far the lesson that is open has been read. One of a file has
// no name that it could be found by again.
func (w *Window) keepProgress(l *viewer.LessonView) {
	id := w.viewer.LessonID()
	if name, _ := w.viewer.LessonFile(); IsAddress(name) {
		id = name
	}
	if id == "" {
		return
	}
	last := l.Step+1 == len(l.Steps)
	news := Progress{Step: l.Step}
	news.Done = last && !l.Playing && (l.Question == nil || l.Question.Answered) && (l.Goal == nil || l.Goal.Reached)
	if l.Goal != nil && l.Goal.Reached {
		news.Best = l.Goal.Used
	}
	w.progress[id] = w.progress[id].with(news)
}
