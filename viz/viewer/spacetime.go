package viewer

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// views are the views of the stage, in the order of their tabs.
var views = []struct {
	id   string
	kind compose.ViewKind
}{{"ring", compose.RingView}, {"space", compose.SpaceView}, {"store", compose.StoreView}, {"disk", compose.DiskView}}

// spaceView is what of time the space-time diagram shows.
type spaceView struct {
	span sim.Time // how much; 0: as much as at first
	// A part that was chosen by hand; both zero while the diagram follows the
	// playhead. It does so again once time has left that part.
	from, to sim.Time
	chosen   sim.Time // the moment at which it was chosen
}

// actView shows a view, or the next one.
func (v *Viewer) actView(rest string) error {
	for i := range views {
		switch {
		case views[i].id == rest:
			v.view = views[i].kind
			return nil
		case rest == "next" && views[i].kind == v.view:
			v.view = views[(i+1)%len(views)].kind
			return nil
		}
	}
	switch {
	case rest == "compare":
		return v.actCompare("")
	case rest == "next": // from the comparison
		v.view = views[0].kind
		return nil
	}
	return fmt.Errorf("there is no view %q", rest)
}

// choices are the views as tabs.
func (v *Viewer) viewChoices() []Choice {
	list := make([]Choice, len(views))
	for i, c := range views {
		list[i] = Choice{ID: c.id, Label: v.text("view." + c.id), Short: v.text("view." + c.id + "-short"), Current: c.kind == v.view, Action: "view " + c.id}
	}
	if v.otherBranch() >= 0 {
		list = append(list, Choice{ID: "compare", Label: v.text("view.compare"), Short: v.text("view.compare-short"), Current: v.view == compose.CompareView, Action: "compare"})
	}
	return list
}

// look puts what of time the diagram shows into an input.
func (s *spaceView) look(in *compose.Input) {
	now := in.Lab.Now()
	if s.to > 0 && now != s.chosen {
		if now < s.from || now > s.to {
			s.from, s.to = 0, 0
		}
		s.chosen = now
	}
	in.SpaceFrom, in.SpaceTo, in.SpaceSpan = s.from, s.to, s.span
}

// choose shows a part of time from now on.
func (s *spaceView) choose(from, to, now sim.Time) {
	span := min(max(to-from, compose.SpaceSpanMin), compose.SpaceSpanMax)
	s.span, s.from, s.to, s.chosen = span, from, from+span, now
	if s.to <= 0 { // it is all before time began
		s.from, s.to = 1-span, 1
	}
}

// diagram is what of time the diagram shows now.
func (v *Viewer) diagram() compose.Span {
	in := v.seen
	v.space.look(&in)
	return compose.SpaceTimeSpan(in)
}

// zoom shows factor times as much time, about the moment at x.
func (v *Viewer) zoom(factor float64, x float32) {
	span := v.diagram()
	at := span.From + sim.Time(float64(x-span.Left)/float64(span.Right-span.Left)*float64(span.To-span.From))
	wide := min(max(float64(span.To-span.From)*factor, float64(compose.SpaceSpanMin)), float64(compose.SpaceSpanMax))
	share := float64(at-span.From) / float64(span.To-span.From)
	from := at - sim.Time(share*wide)
	v.space.choose(from, from+sim.Time(wide), v.lab.Now())
	v.changed()
}

// pan moves the diagram by so many pixels: what is under the pointer follows it.
func (v *Viewer) pan(dx float32) {
	span := v.diagram()
	by := sim.Time(float64(dx) / float64(span.Right-span.Left) * float64(span.To-span.From))
	from := min(span.From-by, v.lab.Frontier())
	v.space.choose(from, from+span.To-span.From, v.lab.Now())
	v.changed()
}

// zoomStep is how much a key or a notch of the wheel zooms.
const zoomStep = 1.25

// actZoom zooms the diagram about the playhead, or shows as much as at first.
func (v *Viewer) actZoom(rest string) error {
	if v.view == compose.StoreView {
		return v.zoomStoreBy(rest)
	}
	if v.view == compose.DiskView {
		return v.zoomDisksBy(rest)
	}
	switch rest {
	case "in", "out":
		if v.shown == nil { // nothing is in sight yet
			return nil
		}
		factor := 1 / zoomStep
		if rest == "out" {
			factor = zoomStep
		}
		if v.space.to == 0 { // it goes on following
			now := v.diagram()
			v.space.span = sim.Time(min(max(float64(now.To-now.From)*factor, float64(compose.SpaceSpanMin)), float64(compose.SpaceSpanMax)))
			return nil
		}
		span := v.diagram()
		x := span.X(v.lab.Now())
		if x < span.Left || x > span.Right {
			x = (span.Left + span.Right) / 2
		}
		v.zoom(factor, x)
	case "reset":
		v.space = spaceView{}
	default:
		return fmt.Errorf("zoom in, out or reset, not %q", rest)
	}
	return nil
}

// actPan moves the diagram by a part of its width: "pan -0.25" shows what was
// before.
func (v *Viewer) actPan(rest string) error {
	part, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
	if err != nil || math.IsNaN(part) || math.Abs(part) > 10 {
		return fmt.Errorf("%q is no part of the diagram's width", rest)
	}
	switch {
	case v.shown == nil: // nothing is in sight yet
		return nil
	case v.view == compose.StoreView:
		v.panStore(float32(-part)*v.shown.Store.Grid.W, 0)
		return nil
	case v.view == compose.DiskView:
		v.panDisks(float32(-part) * (v.shown.Disk.Boundary - v.shown.Disk.Left))
		return nil
	}
	span := v.diagram()
	v.pan(float32(-part) * (span.Right - span.Left))
	return nil
}

// onDiagram reports whether a point is on the space-time diagram.
func (v *Viewer) onDiagram(s *scene.Scene, x, y float32) bool {
	return (v.view == compose.SpaceView || v.view == compose.CompareView) && y <= s.Space.Bottom+8 && x >= s.Space.Left-4
}

// onPlane reports whether a point is on a view that a drag moves.
func (v *Viewer) onPlane(s *scene.Scene, x, y float32) bool {
	return v.onDiagram(s, x, y) || v.onGrid(s, x, y) || v.onDisks(s, x, y)
}

// Wheel tells that the wheel was turned over the stage, in notches: up zooms in
// on the moment under the pointer, sideways moves the diagram.
func (v *Viewer) Wheel(s *scene.Scene, x, y, dx, dy float32) {
	x, y = x/s.Enlarged(), y/s.Enlarged()
	if v.view == compose.StoreView {
		v.wheelStore(s, x, y, dx, dy)
		return
	}
	if v.onDisks(s, x, y) {
		v.panDisks(-s.Disk.Lane * min(max(dx-dy, -8), 8))
		return
	}
	if !v.onDiagram(s, x, y) {
		return
	}
	if dy != 0 {
		v.zoom(math.Pow(zoomStep, float64(-min(max(dy, -4), 4))), x)
	}
	if dx != 0 {
		v.pan(40 * min(max(dx, -4), 4))
	}
}

// Pinch tells that two fingers have moved: their middle by dx, to x, and apart by
// a factor. What they had begun is not a press any more.
func (v *Viewer) Pinch(s *scene.Scene, x, y, dx, factor float32) {
	v.pointer = pointer{}
	if v.scrubbing { // with the first of them
		v.scrubbing = false
		v.play(false)
	}
	x, y, dx = x/s.Enlarged(), y/s.Enlarged(), dx/s.Enlarged()
	if v.view == compose.StoreView {
		v.pinchStore(s, x, y, dx, factor)
		return
	}
	if v.onDisks(s, x, y) && factor > 0 {
		v.panDisks(dx)
		v.zoomDisks(factor)
		return
	}
	if !v.onDiagram(s, x, y) || factor <= 0 {
		return
	}
	if dx != 0 {
		v.pan(dx)
	}
	if factor != 1 {
		v.zoom(1/float64(factor), x)
	}
}
