package viewer

import (
	"net/url"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
)

// A link leads to a moment of a world, and after it, in parts of their own, to
// what the viewer saw of it: the language, the view, the panel, what was selected.
// Whoever makes a world of a link passes over these parts.

// LinkCharsMax is how long a link may be that is pasted into a message; what is
// longer is shared as a file, whose name ends in RunFile.
const (
	LinkCharsMax = 2000
	RunFile      = ".raftarium"
)

// RunName is the name of a file that leads to this moment.
func (v *Viewer) RunName() string {
	return "run-at-" + strconv.FormatInt(int64(v.lab.Now()/sim.Millisecond), 10) + "-ms" + RunFile
}

// place is what a viewer looks at, in words.
type place struct {
	Lang   string `json:"lang"`
	View   string `json:"view"`
	Tab    string `json:"tab"`
	Select string `json:"select,omitempty"` // as target takes it
	Why    uint64 `json:"why,omitempty"`    // the event whose causes are shown
	Ask    string `json:"ask,omitempty"`    // the question that is answered, if none is
	Knobs  string `json:"knobs,omitempty"`  // whose settings are shown, by name
	// Beside is one more than the number of the branch that was chosen to stand beside
	// the current one, 0 if none was. A link leads to one branch and has none.
	Beside int `json:"beside,omitempty"`
}

// Link returns the fragment that leads to this moment, view and selection, or ""
// where the beginning of the world is not known.
func (v *Viewer) Link() string {
	link := v.lab.Link()
	if link == "" {
		return ""
	}
	p := v.place()
	if p.View == "compare" { // a link leads to one branch
		p.View = "space"
	}
	return link + p.parts()
}

// place says what is looked at.
func (v *Viewer) place() place {
	p := place{Lang: v.lang.String(), Tab: v.tab, Select: v.selection(), Why: uint64(v.event), Ask: v.question, Knobs: v.nodeName(v.scope.Member), Beside: v.other}
	for _, view := range views {
		if view.kind == v.view {
			p.View = view.id
		}
	}
	if v.view == compose.CompareView {
		p.View = "compare"
	}
	return p
}

// parts writes a place as parts of a link. What a new viewer has is left out.
func (p place) parts() string {
	var b strings.Builder
	add := func(name, value, usual string) {
		if value != usual {
			b.WriteString("&" + name + "=" + url.QueryEscape(value))
		}
	}
	add("lang", p.Lang, "")
	add("view", p.View, views[0].id)
	add("tab", p.Tab, "member")
	add("select", p.Select, "")
	add("knobs", p.Knobs, "")
	add("ask", p.Ask, "")
	if p.Why != 0 {
		add("why", strconv.FormatUint(p.Why, 10), "")
	}
	return b.String()
}

// placeOf reads the parts of a link.
func placeOf(link string) place {
	if at := strings.IndexByte(link, '#'); at >= 0 {
		link = link[at+1:]
	}
	_, rest, _ := strings.Cut(strings.TrimSpace(link), "&")
	values, _ := url.ParseQuery(rest) // what is damaged in it is left out
	p := place{Lang: values.Get("lang"), View: values.Get("view"), Tab: values.Get("tab"), Select: values.Get("select"), Ask: values.Get("ask"), Knobs: values.Get("knobs")}
	p.Why, _ = strconv.ParseUint(values.Get("why"), 10, 64)
	return p
}

// goToPlace looks at a place. What there is not is passed over: the world
// matters, and it is there.
func (v *Viewer) goToPlace(p place) {
	if p.Lang != "" {
		_ = v.actLang(p.Lang)
	}
	if p.View == "" {
		p.View = views[0].id
	}
	v.other = p.Beside
	_ = v.actView(p.View)
	v.selected, v.event, v.scope = compose.Target{}, 0, panel.Scope{}
	if p.Select != "" {
		if t, err := v.target(p.Select); err == nil {
			v.choose(t)
		}
	}
	if n, err := lab.FindMember(v.lab.World(), p.Knobs); p.Knobs != "" && err == nil {
		v.scope.Member = n
	}
	v.event, v.question = sim.EventID(p.Why), ""
	if _, err := lab.Why(v.lab.World(), strings.Fields(p.Ask)); p.Ask != "" && err == nil {
		v.question = p.Ask
	}
	if v.tab = p.Tab; p.Tab == "" {
		v.tab = "member"
	}
	v.changed()
}

// selection is what is selected, in the words that target takes, or "".
func (v *Viewer) selection() string {
	t := v.selected
	name := v.nodeName(t.Node)
	switch t.Kind {
	case compose.MemberTarget:
		return "member " + name
	case compose.MessageTarget:
		return "message " + strconv.FormatUint(uint64(t.Message), 10)
	case compose.EntryTarget:
		return "entry " + name + " " + strconv.FormatUint(uint64(t.Index), 10)
	case compose.KeyTarget:
		return "key " + name + " " + strconv.Quote(t.Key)
	case compose.V2Target:
		return "v2 " + name + " " + strconv.Quote(t.Key)
	case compose.ChangeTarget:
		return "change " + name + " " + strconv.FormatInt(t.Rev.Main, 10) + "." + strconv.FormatInt(t.Rev.Sub, 10) + " " + strconv.Quote(t.Key)
	case compose.LeaseTarget:
		return "lease " + name + " " + strconv.FormatUint(uint64(t.Lease), 16)
	case compose.WatcherTarget:
		return "watcher " + name + " " + strconv.FormatUint(t.Stream, 10) + "." + strconv.FormatInt(t.Watch, 10)
	case compose.RecordTarget:
		if t.Record == 0 { // it is being written
			return "write " + name + " " + strconv.FormatUint(t.Write, 10)
		}
		return "record " + name + " " + strconv.FormatUint(t.Record, 10)
	}
	return ""
}
