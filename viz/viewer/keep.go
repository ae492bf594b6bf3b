package viewer

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"raftarium/core/lab"
	"raftarium/core/shell"
)

// kept is what survives a reload: all that was done in the lab, on all branches,
// where the viewer stands, and what they look at. It is computed anew from that.
type kept struct {
	Place   place                 `json:"place"`
	Theme   string                `json:"theme"`
	Speed   float64               `json:"speed"`
	Hurry   bool                  `json:"hurry"`
	Playing bool                  `json:"playing"`
	Jump    string                `json:"jump"`
	Present bool                  `json:"present,omitempty"`
	Lab     string                `json:"lab,omitempty"` // packed; "": the page begins with what it shows
	Outside map[string][]keptLine `json:"outside,omitempty"`
	Lesson  *keptLesson           `json:"lesson,omitempty"` // in whose world it was
}

// keptLine is a line that a terminal shows and that is not part of its world.
type keptLine struct {
	After uint64         `json:"after"`
	Kind  shell.LineKind `json:"kind"`
	Text  string         `json:"text"`
}

const (
	// keptBytesMax bounds what is kept, so that a page's storage of about 5 MB
	// takes it.
	keptBytesMax = 1 << 20
	// keptLinesMax bounds the lines of a terminal that are kept besides.
	keptLinesMax = 200
	// returnNow and returnBudget are how many events a return takes at once, and
	// in a tick afterwards.
	returnNow, returnBudget = 60000, 6000
)

// Keep returns what Restore needs to go back to here. Of a world that is followed and
// of one that is too big only what is looked at is kept.
func (v *Viewer) Keep() (string, error) {
	if b := v.underWay(); b != nil {
		return b.text, nil
	}
	k := kept{Place: v.place(), Theme: v.theme, Speed: v.speed, Hurry: v.hurry, Playing: v.playing, Jump: v.jump, Present: v.presenting}
	if v.lesson != nil {
		k.Lesson = v.keepLesson()
	}
	if v.lesson == nil || k.Lesson != nil {
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, flate.BestSpeed)
		data := v.lab.Keep()
		w.Write(data) // into memory, which does not fail
		w.Close()
		if len(data) > 0 && packed.Len() <= keptBytesMax {
			k.Lab = base64.StdEncoding.EncodeToString(packed.Bytes())
			k.Outside = v.keepOutside()
		}
	}
	if k.Lab == "" {
		k.Lesson = nil // it leads to its step on its own
	}
	b, err := json.Marshal(k)
	return string(b), err
}

func (v *Viewer) keepJSON() (string, error) {
	text, err := v.Keep()
	if err != nil {
		return "", err
	}
	return asJSON(text)
}

// keepOutside returns the newest lines of each terminal that are not part of its
// world.
func (v *Viewer) keepOutside() map[string][]keptLine {
	all, bytes := map[string][]keptLine{}, 0
	for name, lines := range v.outside {
		for _, l := range lines[max(0, len(lines)-keptLinesMax):] {
			if bytes += len(l.text); bytes > keptBytesMax {
				return nil
			}
			all[name] = append(all[name], keptLine{l.after, l.kind, l.text})
		}
	}
	return all
}

// Restore goes back to where Keep was called: at once if that is not far, else
// in the ticks that follow, or before the next thing that is done. Where it was a
// lesson's world, that is gone back to once OpenLesson opens the lesson again. An
// error leaves everything as it was.
func (v *Viewer) Restore(text string) error {
	var k kept
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return fmt.Errorf("return to what was kept: %w", err)
	}
	if k.Lab == "" {
		v.settle(k)
		return nil
	}
	data, err := inflate(k.Lab)
	if err != nil {
		return fmt.Errorf("return to what was kept: %w", err)
	}
	r, err := lab.ReturnTo(data)
	if err != nil {
		return err
	}
	b := &back{Return: r, kept: k, text: text}
	if k.Lesson != nil {
		v.waits = b
		v.settle(k)
		return nil
	}
	if v.back = b; !v.goBack(returnNow) {
		v.sayReturning()
	}
	return nil
}

func (v *Viewer) sayReturning() { v.say(v.text("toast.returning"), "") }

// Return goes on with the return that Restore has begun, to its end.
func (v *Viewer) Return() { v.goBack(1 << 62) }

// back is a return that is under way.
type back struct {
	*lab.Return
	kept kept
	text string // that it was asked for with
}

// underWay is the return that is under way, or that waits for its lesson, nil if none is.
func (v *Viewer) underWay() *back {
	switch {
	case v.back != nil:
		return v.back
	case v.lesson != nil:
		return v.lesson.resumes
	case len(v.lab.Inputs()) > 0: // who does not wait for it has begun something else
		v.waits = nil
	}
	return v.waits
}

// goBack goes on with a return, if one is under way, for so many events, and
// reports whether none is any more.
func (v *Viewer) goBack(events int) bool {
	b := v.back
	if b == nil {
		return true
	}
	if !b.Step(events) {
		return false
	}
	v.back = nil
	lesson := v.lesson
	v.SetLab(b.Lab())
	if b.kept.Lesson != nil {
		v.standsAgain(lesson)
	}
	if b.Older() {
		v.say(v.text("toast.link-old"), "warning")
	}
	v.opening = 0
	v.outside = map[string][]outsideLine{}
	for name, lines := range b.kept.Outside {
		for _, l := range lines {
			v.outside[name] = append(v.outside[name], outsideLine{l.After, l.Kind, l.Text})
		}
	}
	v.settle(b.kept)
	v.playing = b.kept.Playing
	return true
}

// settle takes over how the viewer looked.
func (v *Viewer) settle(k kept) {
	v.goToPlace(k.Place)
	v.hurry, v.presenting = k.Hurry, k.Present
	if k.Speed >= SpeedMin && k.Speed <= SpeedMax {
		v.speed = k.Speed
	}
	if k.Theme != "" {
		_ = v.actTheme(k.Theme)
	}
	if k.Jump != "" {
		_ = v.actKind(k.Jump)
	}
	v.changed()
}
