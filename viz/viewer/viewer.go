package viewer

import (
	"encoding/json"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
)

// Themes.
const (
	Light = "light"
	Dark  = "dark"
)

// Viewer is one person's look at a lab. It is not safe for concurrent use.
type Viewer struct {
	lab  *lab.Lab
	lang narrate.Lang

	theme    string
	reduced  bool // reduced motion was asked for
	selected compose.Target
	event    sim.EventID // whose chain of causes is shown; 0: the selection's own
	question string      // that is answered, if no event is shown
	tab      string
	version  int         // see Version
	asked    int         // grows when the viewer selects something
	scope    panel.Scope // of the controls
	jump     string
	menu     *Menu
	toast    *Toast
	toasts   int
	pointer  pointer
	view     compose.ViewKind
	space    spaceView
	other    int // the branch that the current one is compared with, plus 1; 0: none was chosen
	grid     gridView
	disks    diskView
	// presenting: the stage is laid out to be read from afar.
	presenting bool

	playback
	pacing   pacing
	begun    beginnings
	way      *lab.Tracking
	live     live
	runs     runs
	outside  map[string][]outsideLine // by terminal: what was printed outside the world
	panes    map[string]pane
	budget   int // events in a tick
	sinceNew float64
	cached   struct {
		panel   panel.Panel
		tab     string
		warning string // of settings
		valid   bool
	}
	frames     frames
	followed   string                      // the terminal whose newest request is followed
	shown      *scene.Scene                // the last one that was filled
	memory     *compose.Memory             // of the scene that is shown
	warning    scene.Banner                // of the last one
	outer      bool                        // banners are shown outside the stage
	lesson     *lessonRun                  // nil: none is open
	lessonID   string                      // of the library
	lessonFile struct{ name, text string } // of the lesson that is open
	library    *Library
	code       code
	told       struct { // what the page was told of the lesson
		shown int
		of    *lessonRun
		json  json.RawMessage
	}
	seen  compose.Input // what it was filled from
	back  *back         // nil: no return is under way
	waits *back         // for its lesson to be opened; nil: none does
}

// Toast is a short message that goes by itself.
type Toast struct {
	Text string `json:"text"`
	Kind string `json:"kind,omitempty"`
	ID   int    `json:"id"`
}

// New returns a viewer of a lab that stands just before its first election
// and plays.
func New(l *lab.Lab) *Viewer {
	v := &Viewer{lab: l, theme: Light, tab: "member", jump: "election", budget: eventsPerTick,
		outside: map[string][]outsideLine{}, panes: map[string]pane{}, memory: &compose.Memory{}}
	v.playback = playback{playing: true, speed: defaultSpeed, hurry: true}
	v.open()
	return v
}

// Lab returns what is looked at.
func (v *Viewer) Lab() *lab.Lab { return v.lab }

// Lang returns the language.
func (v *Viewer) Lang() narrate.Lang { return v.lang }

// Theme returns Light or Dark.
func (v *Viewer) Theme() string { return v.theme }

// SetBudget bounds how many events may happen in one Tick, so that it does not
// take longer than a frame.
func (v *Viewer) SetBudget(events int) { v.budget = events }

// SetLab makes the viewer look at another lab, such as one that a link named.
func (v *Viewer) SetLab(l *lab.Lab) {
	v.lab.Replace(l)
	v.leave()
	v.lesson, v.other = nil, 0
	v.forget()
}

// forget drops what belongs to another moment or another world.
func (v *Viewer) forget() {
	v.menu, v.event, v.question, v.goal = nil, 0, "", nil
	v.pacing.plan = plan{}
	v.changed()
	if lab.MemberAt(v.lab.World(), v.selected.Node) == nil {
		v.selected = compose.Target{}
	}
}

// inspected returns the member whose panels are shown: the selected one, or
// the leader, or the first.
func (v *Viewer) inspected() sim.Node {
	if v.selected.Node != sim.Nobody && lab.MemberAt(v.lab.World(), v.selected.Node) != nil {
		return v.selected.Node
	}
	first := sim.Nobody
	best, term := sim.Nobody, uint64(0)
	for n, m := range lab.Members(v.lab.World()) {
		if first == sim.Nobody {
			first = n
		}
		if s := m.Raft(); s != nil && s.Leader() == s.ID() && uint64(s.Term()) >= term {
			best, term = n, uint64(s.Term())
		}
	}
	if best != sim.Nobody {
		return best
	}
	return first
}

func (v *Viewer) say(text, kind string) {
	v.toasts++
	v.toast = &Toast{Text: text, Kind: kind, ID: v.toasts}
}

func (v *Viewer) text(id string, args ...narrate.Arg) string {
	return narrate.Format(v.lang, id, args...)
}
