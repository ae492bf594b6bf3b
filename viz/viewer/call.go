package viewer

import (
	"encoding/json"
	"errors"
	"fmt"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// Call carries out an operation that a page asks for, with its argument as
// JSON, and answers with {"ok": value} or {"error": "sentence"}. The
// operations are those of the page's interface: act, type, interrupt,
// complete, texts, preference, link, open, keep, restore, lesson, source, run, result,
// state, events;
// and, with a world that runs elsewhere, follow, hear, connection, refused.
func (v *Viewer) Call(op, arg string) string {
	ok, err := v.call(op, arg)
	if err != nil {
		b, _ := json.Marshal(struct { // a string, which always can be
			Error string `json:"error"`
		}{err.Error()})
		return string(b)
	}
	return `{"ok":` + ok + `}`
}

// callArg is the argument of every operation; each takes what it knows.
type callArg struct {
	Action        string `json:"action"`
	Terminal      string `json:"terminal"`
	Line          string `json:"line"`
	Pos           int    `json:"pos"`
	Lang          string `json:"lang"`
	Theme         string `json:"theme"`
	ReducedMotion *bool  `json:"reducedMotion"`
	Link          string `json:"link"`
	ID            int    `json:"id"`
	Since         uint64 `json:"since"`
	Name          string `json:"name"`
	Text          string `json:"text"`
	Step          int    `json:"step"`
	Why           string `json:"why"`

	// of the world that is followed
	World   string   `json:"world"`
	Partial bool     `json:"partial"`
	Marks   string   `json:"marks"`
	Page    string   `json:"page"`
	Inputs  string   `json:"inputs"`
	Tags    []string `json:"tags"`
	Tag     string   `json:"tag"`
	NowNS   sim.Time `json:"now_ns"`
	On      bool     `json:"on"`
	Aside   bool     `json:"aside"`
}

// operations are what a page can ask for. Each returns JSON.
var operations = map[string]func(*Viewer, callArg) (string, error){
	"act":  func(v *Viewer, a callArg) (string, error) { return "null", v.Act(a.Action) },
	"type": func(v *Viewer, a callArg) (string, error) { return "null", v.Type(a.Terminal, a.Line) },
	"interrupt": func(v *Viewer, a callArg) (string, error) {
		v.playing = true
		return "null", v.Interrupt(a.Terminal)
	},
	"complete":   func(v *Viewer, a callArg) (string, error) { return asJSON(v.complete(a.Line, a.Pos)) },
	"texts":      func(_ *Viewer, a callArg) (string, error) { return texts(a.Lang) },
	"preference": (*Viewer).prefer,
	"link":       (*Viewer).callLink,
	"open":       func(v *Viewer, a callArg) (string, error) { return "null", v.OpenLink(a.Link) },
	"keep":       func(v *Viewer, _ callArg) (string, error) { return v.keepJSON() },
	"restore":    func(v *Viewer, a callArg) (string, error) { return "null", v.Restore(a.Text) },
	"lesson":     (*Viewer).callLesson,
	"source":     (*Viewer).callSource,
	"follow": func(v *Viewer, a callArg) (string, error) {
		return "null", v.Follow(Beginning{a.Link, a.World, a.Partial, a.Marks}, a.Page, a.Aside)
	},
	"hear": func(v *Viewer, a callArg) (string, error) {
		return "null", v.Hear(News{a.Inputs, a.Tags, a.NowNS})
	},
	"connection": func(v *Viewer, a callArg) (string, error) { v.Connected(a.On); return "null", nil },
	"refused":    func(v *Viewer, a callArg) (string, error) { v.Refuse(a.Tag, a.Text); return "null", nil },
	"run":        (*Viewer).callRun,
	"result":     (*Viewer).callResult,
	"state":      func(v *Viewer, _ callArg) (string, error) { return string(lab.AppendState(nil, v.lab.World())), nil },
	"trace":      func(v *Viewer, _ callArg) (string, error) { b, err := v.Trace(); return string(b), err },
	"events":     func(v *Viewer, a callArg) (string, error) { return asJSON(v.Events(a.Since)) },
}

func (v *Viewer) call(op, arg string) (string, error) {
	do, ok := operations[op]
	if !ok {
		return "", fmt.Errorf("there is no operation %q", op)
	}
	var a callArg
	if arg != "" {
		if err := json.Unmarshal([]byte(arg), &a); err != nil {
			return "", fmt.Errorf("read the argument of %s: %w", op, err)
		}
	}
	v.frames.due = true
	if v.back != nil && !aside[op] {
		v.Return()
	}
	return do(v, a)
}

// aside are the operations that need not wait for a return that is under way.
var aside = map[string]bool{"texts": true, "preference": true, "complete": true, "keep": true}

func asJSON(value any) (string, error) {
	b, err := json.Marshal(value)
	return string(b), err
}

func (v *Viewer) complete(line string, pos int) []string {
	found := v.lab.Complete(line, pos)
	if found == nil {
		return []string{}
	}
	return found
}

func texts(tag string) (string, error) {
	lang, ok := narrate.ParseLang(tag)
	if !ok {
		return "", fmt.Errorf("%q is no language that there is: en or zh", tag)
	}
	table := map[string]string{}
	for _, item := range narrate.All(lang) {
		table[item.ID] = item.Text
	}
	return asJSON(table)
}

// ReduceMotion lets as little as possible move in the picture, or all of it again.
func (v *Viewer) ReduceMotion(on bool) { v.reduced = on }

// prefer takes over what the viewer's browser or system asks for.
func (v *Viewer) prefer(a callArg) (string, error) {
	if a.Lang != "" {
		if err := v.actLang(a.Lang); err != nil {
			return "", err
		}
	}
	if a.Theme != "" {
		if err := v.actTheme(a.Theme); err != nil {
			return "", err
		}
	}
	if a.ReducedMotion != nil {
		v.ReduceMotion(*a.ReducedMotion)
	}
	v.changed()
	return "null", nil
}

// OpenLink goes to where a share link leads. One of an older model opens with
// a warning; any other fault leaves everything as it was.
func (v *Viewer) OpenLink(link string) error {
	l, err := lab.Open(link)
	if err != nil && !errors.Is(err, lab.ErrOlderModel) {
		return errors.New(v.text(badLink(err)))
	}
	if err != nil {
		v.say(v.text("toast.link-old"), "warning")
	}
	v.SetLab(l)
	v.opening = 0
	v.play(false)
	if p := placeOf(link); p != (place{}) {
		v.goToPlace(p)
	}
	return nil
}

// badLink is the text that says why a link cannot be opened.
func badLink(err error) string {
	switch {
	case errors.Is(err, lab.ErrEmptyLink):
		return "toast.link-empty"
	case errors.Is(err, lab.ErrNewerModel):
		return "toast.link-newer"
	}
	return "toast.link-damaged"
}

func (v *Viewer) callLink(callArg) (string, error) {
	link := v.Link()
	if link == "" {
		return "", errors.New(v.text("live.no-link"))
	}
	return asJSON(link)
}

// callLesson opens a lesson, and answers whether the reader goes on in its world.
func (v *Viewer) callLesson(a callArg) (string, error) {
	if err := v.OpenLesson(a.Name, a.Text, a.Step); err != nil {
		return "", err
	}
	return asJSON(v.lesson.resumed)
}

func (v *Viewer) callRun(a callArg) (string, error) {
	id, err := v.Run(a.Terminal, a.Line)
	if err != nil {
		return "", err
	}
	return asJSON(struct {
		ID int `json:"id"`
	}{id})
}

func (v *Viewer) callResult(a callArg) (string, error) {
	r, done, err := v.Result(a.ID)
	if err != nil || !done {
		return "null", err
	}
	return asJSON(struct {
		Stdout string `json:"stdout"`
		Stderr string `json:"stderr"`
		Code   int    `json:"code"`
	}{r.Stdout, r.Stderr, r.Code})
}
