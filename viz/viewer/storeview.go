package viewer

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"raftarium/core/lab"
	"raftarium/mvcc"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// gridView is what of the store's grid is shown: columns of a width, up to a
// revision, and rows from a key on. The zero value follows what changes.
type gridView struct {
	pitch float32 // 0: as wide as at first
	last  int64   // revision of the last column; 0: the newest
	key   string  // of the first row, if keyed
	keyed bool
	// What a drag has moved and is less than a column, or a row.
	restX, restY float32
	skip         int // rows of v2's tree above the first that is shown
	restSkip     float32
}

// look puts what is shown into an input.
func (g *gridView) look(in *compose.Input) {
	in.StorePitch, in.StoreLast, in.StoreKey, in.StoreKeyed, in.StoreSkip = g.pitch, g.last, g.key, g.keyed, g.skip
}

// onGrid reports whether a point is on the store's grid.
func (v *Viewer) onGrid(s *scene.Scene, x, y float32) bool {
	g := &s.Store.Grid
	return v.view == compose.StoreView && x >= 0 && x <= g.X+g.W && y >= g.Y-24 && y <= g.Y+g.H+8
}

// panStore moves the grid by so many pixels: what is under the pointer follows it.
func (v *Viewer) panStore(dx, dy float32) {
	if v.shown == nil || v.shown.Store.Pitch == 0 {
		return
	}
	s, g := &v.shown.Store, &v.grid
	g.restX += dx / s.Pitch
	columns := float32(math.Trunc(float64(g.restX)))
	g.restX -= columns
	v.scrollColumns(-int64(columns))
	if s.RowPitch > 0 {
		g.restY += dy / s.RowPitch
		rows := int(math.Trunc(float64(g.restY)))
		g.restY -= float32(rows)
		v.scrollRows(-rows)
	}
}

// scrollColumns shows revisions that are so many later. At the newest the grid
// follows what happens again.
func (v *Viewer) scrollColumns(by int64) {
	kv := v.storeShown()
	if by == 0 || kv == nil {
		return
	}
	s, g := &v.shown.Store, &v.grid
	last := s.Last
	if g.last > 0 {
		last = g.last
	}
	fit := int64(s.Grid.W / s.Pitch)
	if last += by; last >= kv.Revision() {
		last = 0
	} else {
		last = min(max(last, fit), kv.Revision())
	}
	g.last = last
	v.changed()
}

// scrollRows shows keys that are so many further down.
func (v *Viewer) scrollRows(by int) {
	kv := v.storeShown()
	if by == 0 || kv == nil || !v.shown.Store.More {
		return
	}
	s, g := &v.shown.Store, &v.grid
	key, n := s.FirstKey, 0
	step := func(c mvcc.Change) bool {
		key = c.Key
		n++
		return n <= by
	}
	if by < 0 {
		by = -by - 1
		kv.KeysBefore(s.FirstKey, step)
	} else {
		kv.Keys(s.FirstKey, step)
	}
	g.key, g.keyed = key, true
	v.changed()
}

// scrollTree shows rows of v2's tree that are so many further down.
func (v *Viewer) scrollTree(by float32) {
	s, g := &v.shown.Store, &v.grid
	if s.TreeMost == 0 {
		return
	}
	g.restSkip += by
	rows := int(math.Trunc(float64(g.restSkip)))
	g.restSkip -= float32(rows)
	g.skip = min(max(0, g.skip+rows), s.TreeMost)
	v.changed()
}

// storeShown is the store that the view shows, or nil.
func (v *Viewer) storeShown() *mvcc.Store {
	if v.shown == nil {
		return nil
	}
	if m := lab.MemberAt(v.lab.World(), v.inspected()); m != nil {
		return m.KV()
	}
	return nil
}

// zoomStore makes columns so many times as wide, and keeps the revision at x.
func (v *Viewer) zoomStore(factor, x float32) {
	if v.shown == nil || v.shown.Store.Pitch == 0 {
		return
	}
	s, g := &v.shown.Store, &v.grid
	pitch := min(max(s.Pitch*factor, compose.StorePitchMin), compose.StorePitchMax)
	if g.last > 0 {
		at := float32(s.First) + (x-s.Grid.X)/s.Pitch
		g.last = int64(at + (s.Grid.X+s.Grid.W-x)/pitch)
	}
	g.pitch = pitch
	v.changed()
}

// zoomStoreBy zooms in or out by a step, or shows what was shown at first.
func (v *Viewer) zoomStoreBy(word string) error {
	switch word {
	case "in", "out":
		factor := float32(zoomStep)
		if word == "out" {
			factor = 1 / factor
		}
		if v.shown != nil {
			v.zoomStore(factor, v.shown.Store.Grid.X+v.shown.Store.Grid.W/2)
		}
	case "reset":
		v.grid = gridView{}
	default:
		return fmt.Errorf("zoom in, out or reset, not %q", word)
	}
	return nil
}

// wheelStore scrolls: up and down through the keys, or through the revisions where
// all keys are in view; sideways through the revisions.
func (v *Viewer) wheelStore(s *scene.Scene, x, y, dx, dy float32) {
	if t := &s.Store.TreeBox; v.view == compose.StoreView && t.W > 0 && x >= t.X && x <= t.X+t.W && y >= t.Y && y <= t.Y+t.H {
		v.scrollTree(-dy)
		return
	}
	if !v.onGrid(s, x, y) {
		return
	}
	if !s.Store.More {
		dx, dy = dx-dy, 0
	}
	v.panStore(-s.Store.Pitch*min(max(dx, -8), 8), s.Store.RowPitch*min(max(dy, -8), 8))
}

// pinchStore moves and zooms the grid.
func (v *Viewer) pinchStore(s *scene.Scene, x, y, dx, factor float32) {
	if !v.onGrid(s, x, y) || factor <= 0 {
		return
	}
	v.panStore(dx, 0)
	if factor != 1 {
		v.zoomStore(factor, x)
	}
}

// storedTarget finds what words such as "key etcd-02 name", "v2 etcd-02 /name",
// "change etcd-02 9.0 name", "lease etcd-02 694d…" and "watcher etcd-02 7.0" name. A key may be quoted as
// in Go.
func (v *Viewer) storedTarget(words string) (t compose.Target, ok bool, err error) {
	kind, rest, _ := strings.Cut(words, " ")
	kinds := map[string]compose.TargetKind{"key": compose.KeyTarget, "change": compose.ChangeTarget, "v2": compose.V2Target, "lease": compose.LeaseTarget, "watcher": compose.WatcherTarget}
	if t.Kind, ok = kinds[kind]; !ok {
		return t, false, nil
	}
	member, rest, _ := strings.Cut(rest, " ")
	if t.Node, err = lab.FindMember(v.lab.World(), member); err != nil {
		return t, true, err
	}
	if kind == "lease" {
		id, err := strconv.ParseUint(rest, 16, 64)
		t.Lease = int64(id)
		return t, true, err
	}
	if kind == "watcher" {
		stream, id, _ := strings.Cut(rest, ".")
		if t.Stream, err = strconv.ParseUint(stream, 10, 64); err == nil {
			t.Watch, err = strconv.ParseInt(id, 10, 64)
		}
		if err != nil {
			err = fmt.Errorf("%q is no watch", rest)
		}
		return t, true, err
	}
	if kind == "change" {
		var rev string
		rev, rest, _ = strings.Cut(rest, " ")
		main, sub, _ := strings.Cut(rev, ".")
		if t.Rev.Main, err = strconv.ParseInt(main, 10, 64); err == nil && sub != "" {
			t.Rev.Sub, err = strconv.ParseInt(sub, 10, 64)
		}
		if err != nil {
			return t, true, fmt.Errorf("%q is no revision", rev)
		}
	}
	t.Key = rest
	if strings.HasPrefix(rest, `"`) {
		if t.Key, err = strconv.Unquote(rest); err != nil {
			return t, true, fmt.Errorf("%s is no quoted key", rest)
		}
	}
	return t, true, nil
}

// actMove moves the selection to what stands beside it.
func (v *Viewer) actMove(rest string) error {
	by, ok := map[string][2]int{"up": {0, -1}, "down": {0, 1}, "left": {-1, 0}, "right": {1, 0}}[rest]
	if !ok {
		return fmt.Errorf("move up, down, left or right, not %q", rest)
	}
	if v.shown == nil {
		return nil
	}
	from := v.seen
	from.Selected = v.selected // keys may come faster than frames
	t := compose.Beside(v.shown, from, by[0], by[1])
	if t.Kind == compose.Nothing {
		if v.view == compose.StoreView {
			v.scrollRows(by[1])
			v.scrollColumns(int64(by[0]))
		}
		return nil
	}
	v.Select(t)
	return nil
}
