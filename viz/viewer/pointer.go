package viewer

import (
	"time"

	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/panel"
	"raftarium/viz/scene"
)

const (
	// longPress is how long a finger must rest to open a menu.
	longPress = 500 * time.Millisecond
	// heldMost is how much of that a frame counts for at most: a tap during one that
	// takes long is a tap.
	heldMost = 150 * time.Millisecond
	// dragSlack is how far a press may wander and still be a click.
	dragSlack = 6
)

// pointer is a mouse button or a finger that is down.
type pointer struct {
	down    bool
	touch   bool
	dragged bool
	plane   bool    // it went down on a view that a drag moves
	panned  float32 // where it was when that moved last
	pannedY float32
	at      compose.Target
	x, y    float32 // where it went down
	nowX    float32
	nowY    float32
	held    time.Duration
}

// Stage fills the viewer's scene for a size.
func (v *Viewer) Stage(s *scene.Scene, width, height float32, layout compose.Layout) {
	zoom := float32(1)
	if z := compose.PresenterZoom(width, height); v.presenting && width/z >= presentedLeast {
		width, height, layout, zoom = width/z, height/z, compose.Presenter, z
	}
	v.seen = v.input(width, height, layout)
	v.seen.Zoom = zoom
	compose.Stage(s, v.seen)
	v.shown, v.warning = s, s.Banner
	if v.outer {
		s.Banner = scene.Banner{}
	}
}

// Picture fills a scene with what Stage shows, the banner in it, for a picture
// that stands by itself; nothing else changes.
func (v *Viewer) Picture(s *scene.Scene, width, height float32, layout compose.Layout) {
	seen, shown, warning, outer, memory := v.seen, v.shown, v.warning, v.outer, v.memory
	v.outer, v.memory = false, nil // the lists of the scene that is shown stay its own
	v.Stage(s, width, height, layout)
	v.seen, v.shown, v.warning, v.outer, v.memory = seen, shown, warning, outer, memory
}

// Caption says what a picture of this moment shows: when it is, and what happens.
func (v *Viewer) Caption() string {
	caption := panel.Clock(v.lab.Now())
	if n := v.narration(); n.Text != "" {
		caption += " · " + n.Text
	}
	return caption
}

// presentedLeast is the width from which on ring and logs stand side by side in
// presenter mode; a smaller stage is as it always is.
const presentedLeast = 600

// hit finds what is under a point of the scene as it was last filled.
func (v *Viewer) hit(s *scene.Scene, x, y float32) compose.Target {
	return compose.Hit(s, v.seen, x, y)
}

// timeAt is the moment of the scrubber at an x.
func (v *Viewer) timeAt(x float32) sim.Time { return compose.ScrubberSpan(v.seen).Time(x) }

func (v *Viewer) input(width, height float32, layout compose.Layout) compose.Input {
	speed := v.currentSpeed()
	in := compose.Input{Lab: v.lab, Lang: v.lang, Width: width, Height: height, Layout: layout,
		Selected: v.selected, Speed: speed, Still: v.scrubbing || v.reduced || !v.playing, Reduced: v.reduced,
		View: v.view, Event: v.event, Memory: v.memory}
	v.space.look(&in)
	v.grid.look(&in)
	v.disks.look(&in)
	if v.pointer.dragged && v.pointer.at.Kind == compose.MemberTarget {
		in.Dragging = v.pointer.at
		in.DragTo.X, in.DragTo.Y = v.pointer.nowX, v.pointer.nowY
	}
	if v.followed != "" {
		in.Journey = v.journey()
	}
	v.lookBeside(&in)
	if in.Selected.Kind == compose.Nothing {
		in.Selected = v.legTarget()
	}
	return in
}

// Press tells that a button or a finger went down on the stage.
func (v *Viewer) Press(s *scene.Scene, x, y float32, touch bool) {
	x, y = x/s.Enlarged(), y/s.Enlarged()
	v.menu = nil
	v.pointer = pointer{down: true, touch: touch, at: v.hit(s, x, y), x: x, y: y, nowX: x, nowY: y}
	v.pointer.plane, v.pointer.panned, v.pointer.pannedY = v.onPlane(s, x, y), x, y
	switch v.pointer.at.Kind {
	case compose.TimeTarget, compose.MarkTarget:
		v.beginScrub(v.pointer.at.Time)
	}
}

// beginScrub takes hold of the playhead.
func (v *Viewer) beginScrub(t sim.Time) {
	v.abandon()
	v.opening, v.scrubbing = 0, true
	v.leave()
	v.scrub(t)
}

// Drag tells where the pointer is while it is down.
func (v *Viewer) Drag(s *scene.Scene, x, y float32, elapsed time.Duration) {
	p := &v.pointer
	if !p.down {
		return
	}
	x, y = x/s.Enlarged(), y/s.Enlarged()
	p.nowX, p.nowY = x, y
	p.held += min(elapsed, heldMost)
	dx, dy := x-p.x, y-p.y
	if p.plane && (p.dragged || dx*dx+dy*dy > dragSlack*dragSlack) {
		p.dragged = true
		switch v.view {
		case compose.StoreView:
			v.panStore(x-p.panned, y-p.pannedY)
		case compose.DiskView:
			v.panDisks(x - p.panned)
		default:
			v.pan(x - p.panned)
		}
		p.panned, p.pannedY = x, y
		return
	}
	if dx*dx+dy*dy > dragSlack*dragSlack {
		if !p.dragged && p.at.Kind == compose.BranchTarget { // a branch is tapped; what is dragged is the time
			v.beginScrub(v.timeAt(x))
		}
		p.dragged = true
	}
	if v.scrubbing {
		// A press that does not wander off its mark stays at the mark's moment.
		if p.dragged || p.at.Kind != compose.MarkTarget {
			v.scrub(v.timeAt(x))
		}
		return
	}
	if p.touch && !p.dragged && p.held >= longPress {
		v.OpenMenu(s, p.x*s.Enlarged(), p.y*s.Enlarged())
		p.down = false
	}
}

// Release tells that the button or the finger went up.
func (v *Viewer) Release(s *scene.Scene, x, y float32) {
	x, y = x/s.Enlarged(), y/s.Enlarged()
	p := v.pointer
	v.pointer = pointer{}
	switch {
	case !p.down:
	case v.scrubbing:
		v.scrubbing = false
		v.play(false)
	case p.dragged && p.plane:
	case p.dragged && p.at.Kind == compose.MemberTarget:
		if to := v.hit(s, x, y); to.Kind == compose.MemberTarget && to.Node != p.at.Node && to.Beside == p.at.Beside {
			v.enterBeside(to)
			v.toggleLink(p.at.Node, to.Node)
		}
	case !p.dragged:
		v.click(p.at)
	}
}

// click selects what was clicked, and stops the playback.
func (v *Viewer) click(t compose.Target) {
	if t.Kind != compose.Nothing {
		t = v.enterBeside(t)
	}
	switch t.Kind {
	case compose.BannerTarget:
		v.clickBanner()
	case compose.Nothing, compose.FoldTarget:
		v.selected = compose.Target{}
		v.changed()
	case compose.MoreTarget:
		v.openBranches()
	case compose.BranchTarget:
		v.play(false)
		v.forget()
		if err := v.lab.Enter(t.Branch); err != nil {
			v.say(err.Error(), "error")
		}
	case compose.ClientTarget:
		v.followed = v.nodeName(t.Node)
	default:
		v.Select(t)
	}
}

// openBranches opens the menu of all branches at the button that counts those that
// have no room on the scrubber.
func (v *Viewer) openBranches() {
	z, box := v.shown.Enlarged(), v.shown.Scrubber.More.Box
	v.menu = &Menu{X: box.X * z, Y: box.Y * z, Title: v.text("ui.branches")}
	for _, b := range v.branches() {
		v.menu.Items = append(v.menu.Items, panel.Action{Label: b.Label, Action: b.Action})
	}
	v.play(false)
	v.changed()
}

// toggleLink cuts the link between two members, or joins it.
func (v *Viewer) toggleLink(a, b sim.Node) {
	w := v.lab.World()
	verb := "cut "
	if w.IsCut(a, b) || w.IsCut(b, a) {
		verb = "join "
	}
	v.do(verb + v.nodeName(a) + " " + v.nodeName(b))
}

// do carries out a verb and tells if it is not possible.
func (v *Viewer) do(line string) {
	if err := v.actDo(line); err != nil {
		v.say(v.text("toast.refused", narrate.Str("why", err.Error())), "error")
	}
	v.changed()
}

// scrub goes to a moment while the scrubber is dragged.
func (v *Viewer) scrub(t sim.Time) {
	t = min(max(t, 0), v.lab.Frontier())
	v.stepped = false
	v.changed()
	v.lab.Seek(t)
}

// OpenMenu opens the menu of what is at a point.
func (v *Viewer) OpenMenu(s *scene.Scene, x, y float32) {
	t := v.enterBeside(v.hit(s, x/s.Enlarged(), y/s.Enlarged()))
	v.menu = v.menuOf(t, x, y)
	if v.menu != nil {
		if v.view == compose.CompareView { // it acts on one of two
			v.menu.Title += " · " + compose.BranchName(v.lang, v.current())
		}
		v.play(false)
		v.selected = t
		v.changed()
	}
}

// menuOf returns the menu of a target, or nil where it has none.
func (v *Viewer) menuOf(t compose.Target, x, y float32) *Menu {
	switch t.Kind {
	case compose.Nothing:
		return &Menu{X: x, Y: y, Title: v.text("act.of-cluster"), Items: panel.ClusterActions(v.lab, v.lang)}
	case compose.MemberTarget:
		items := append(panel.MemberActions(v.lab, v.lang, t.Node), panel.LinkActions(v.lab, v.lang, t.Node)...)
		items = append(items, panel.ClusterActions(v.lab, v.lang)...)
		return &Menu{X: x, Y: y, Title: v.nodeName(t.Node), Items: items}
	case compose.MessageTarget:
		p := panel.Message(v.lab, v.lang, t.Message)
		if len(p.Actions) == 0 {
			return nil
		}
		return &Menu{X: x, Y: y, Title: p.Title, Items: p.Actions}
	case compose.LinkTarget:
		a, b := v.nodeName(t.Node), v.nodeName(t.Peer)
		verb, label := "cut", v.text("act.cut-from", narrate.Str("member", b))
		if v.lab.World().IsCut(t.Node, t.Peer) || v.lab.World().IsCut(t.Peer, t.Node) {
			verb, label = "join", v.text("act.join-to", narrate.Str("member", b))
		}
		return &Menu{X: x, Y: y, Title: a + " – " + b, Items: []panel.Action{{Label: label, Action: "do " + verb + " " + a + " " + b}}}
	}
	return nil
}

// actMenu opens the menu of something by name, for the keyboard.
func (v *Viewer) actMenu(rest string) error {
	if rest == "close" {
		v.menu = nil
		return nil
	}
	t := v.selected
	if t.Kind == compose.Nothing {
		t = compose.Target{Kind: compose.MemberTarget, Node: v.inspected()}
	}
	if rest != "" {
		var err error
		if t, err = v.target(rest); err != nil {
			return err
		}
	}
	x, y := v.menuPlace(t)
	if v.menu = v.menuOf(t, x, y); v.menu == nil {
		return nil
	}
	v.play(false)
	v.selected = t
	return nil
}

// menuPlace is where the menu of a target opens: beside the member.
func (v *Viewer) menuPlace(t compose.Target) (x, y float32) {
	if v.shown == nil {
		return 0, 0
	}
	z := v.shown.Enlarged()
	for i := range v.shown.Members {
		if m := &v.shown.Members[i]; m.ID == int(t.Node) {
			return (m.X + m.R) * z, m.Y * z
		}
	}
	for i := range v.shown.Space.Heads {
		if r := &v.shown.Space.Heads[i]; r.Member == int(t.Node) {
			return (r.X + 2*r.R) * z, r.Y * z
		}
	}
	return v.shown.Width / 4 * z, v.shown.Height / 4 * z
}
