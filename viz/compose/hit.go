package compose

import (
	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// Hit finds what is under a point of a scene that Stage has filled from in. On
// a phone everything can be hit within 44 pixels.
func Hit(s *scene.Scene, in Input, x, y float32) Target {
	h := hitter{s: s, in: in, at: scene.Point{X: x, Y: y}}
	if in.Layout == Phone {
		h.reach = 22
	}
	beside := within(s.Space.Beside, x, y)
	for _, look := range [...]func(*hitter) (Target, bool){
		(*hitter).banner, (*hitter).stored, (*hitter).onDisk, (*hitter).happening, (*hitter).message, (*hitter).client, (*hitter).member, (*hitter).entry, (*hitter).row, (*hitter).time, (*hitter).link,
	} {
		if t, ok := look(&h); ok {
			t.Beside = beside
			return t
		}
	}
	return Target{Beside: beside}
}

func within(r scene.Rect, x, y float32) bool {
	return r.W > 0 && x >= r.X && x <= r.X+r.W && y >= r.Y && y <= r.Y+r.H
}

// hitter looks for what is at a point.
type hitter struct {
	s     *scene.Scene
	in    Input
	at    scene.Point
	reach float32 // everything is at least so large about its centre
}

// inside reports whether the point is in a box, or near enough to its centre.
func (h *hitter) inside(r scene.Rect) bool {
	if r.W <= 0 || r.H <= 0 {
		return false
	}
	dx, dy := max(0, h.reach-r.W/2), max(0, h.reach-r.H/2)
	return h.at.X >= r.X-dx && h.at.X <= r.X+r.W+dx && h.at.Y >= r.Y-dy && h.at.Y <= r.Y+r.H+dy
}

func (h *hitter) banner() (Target, bool) {
	return Target{Kind: BannerTarget}, h.s.Banner.Kind != scene.NoBanner && h.inside(h.s.Banner.Box)
}

// happening finds the event or the arrow of the space-time diagram that is nearest.
func (h *hitter) happening() (t Target, ok bool) {
	s := &h.s.Space
	if h.at.X < s.Left || h.at.X > s.Right || h.at.Y > s.Bottom+8 {
		return t, false
	}
	near := max(h.reach, 10)
	beside := within(s.Beside, h.at.X, h.at.Y)
	for i := range s.Events {
		e := &s.Events[i]
		if within(s.Beside, e.X, e.Y) != beside {
			continue // of the other world
		}
		if d := distance(scene.Point{X: e.X, Y: e.Y}, h.at); d <= near && e.ID != 0 {
			near, ok = d, true
			t = Target{Kind: EventTarget, Message: sim.EventID(e.ID)}
		}
	}
	if ok {
		return t, true
	}
	near = max(h.reach/2, 6)
	for i := range s.Arrows {
		a := &s.Arrows[i]
		if within(s.Beside, a.From.X, a.From.Y) != beside {
			continue
		}
		if d := h.segment(a.From, a.To); d <= near && a.ID != 0 {
			near, ok = d, true
			t = Target{Kind: MessageTarget, Message: sim.EventID(a.ID)}
		}
	}
	return t, ok
}

// message finds the nearest message that is near enough.
func (h *hitter) message() (t Target, ok bool) {
	near := float32(12)
	if h.reach > 0 {
		near = 16 // members are close: they keep their targets
	}
	for i := range h.s.Messages {
		m := &h.s.Messages[i]
		if d := distance(m.At, h.at); d <= near {
			near, ok = d, true
			t = Target{Kind: MessageTarget, Message: sim.EventID(m.ID)}
		}
	}
	return t, ok
}

func (h *hitter) client() (Target, bool) {
	for i := range h.s.Members {
		for k := range h.s.Members[i].Clients {
			c := &h.s.Members[i].Clients[k]
			half := max(c.Size, 18)/2 + 2
			if max(abs(c.X-h.at.X), abs(c.Y-h.at.Y)) <= half && h.in.Lab != nil {
				return Target{Kind: ClientTarget, Node: lab.ClientNamed(h.in.Lab.World(), c.Letter)}, true
			}
		}
	}
	return Target{}, false
}

// member finds the nearest member that is near enough.
func (h *hitter) member() (t Target, ok bool) {
	best := float32(0)
	for i := range h.s.Members {
		m := &h.s.Members[i]
		d := distance(scene.Point{X: m.X, Y: m.Y}, h.at)
		least := float32(8)
		if m.Detail == scene.Minimal {
			least = 6
		}
		if d <= max(h.reach, least, 1.25*m.R) && (!ok || d < best) {
			best, ok = d, true
			t = Target{Kind: MemberTarget, Node: sim.Node(m.ID)}
		}
	}
	return t, ok
}

// entry finds the cell or block that is nearest, if it is near enough.
func (h *hitter) entry() (t Target, ok bool) {
	best := float32(0)
	nearer := func(r scene.Rect, found Target) {
		d := distance(scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}, h.at)
		if h.inside(r) && (!ok || d < best) {
			best, ok, t = d, true, found
		}
	}
	for i := range h.s.Logs.Cells {
		if c := &h.s.Logs.Cells[i]; c.State != scene.None {
			nearer(scene.Rect{X: c.X, Y: c.Y, W: c.W, H: c.H}, Target{Kind: EntryTarget, Node: sim.Node(c.Member), Index: raft.Index(c.Index)})
		}
	}
	for i := range h.s.Logs.Folds {
		f := &h.s.Logs.Folds[i]
		nearer(scene.Rect{X: f.X, Y: f.Y, W: f.W, H: f.H}, Target{Kind: FoldTarget, Node: sim.Node(f.Member)})
	}
	return t, ok
}

// row finds the head of a log, or a whole log that is a bar: its member.
func (h *hitter) row() (t Target, ok bool) {
	best := float32(0)
	nearer := func(r scene.Rect, member int) {
		d := abs(r.Y + r.H/2 - h.at.Y)
		if h.inside(r) && (!ok || d < best) {
			best, ok, t = d, true, Target{Kind: MemberTarget, Node: sim.Node(member)}
		}
	}
	for i := range h.s.Logs.Rows {
		r := &h.s.Logs.Rows[i]
		half := max(r.R, 8)
		nearer(scene.Rect{X: r.X - half, Y: r.Y - half, W: r.NameX - r.X + half + textWidth(r.Name, 14), H: 2 * half}, r.Member)
	}
	for i := range h.s.Store.Heads {
		r := &h.s.Store.Heads[i]
		half := max(r.R, 4)
		if w := r.X - half; h.at.X >= w-2 && h.at.X <= max(r.X+half, r.NameX+textWidth(r.Name, 13))+2 {
			nearer(scene.Rect{X: w, Y: r.Y - 10, W: r.NameX - w + textWidth(r.Name, 13), H: 20}, r.Member)
		}
	}
	for i := range h.s.Disk.Heads {
		r := &h.s.Disk.Heads[i]
		half := max(r.R, 3)
		nearer(scene.Rect{X: r.X - half, Y: r.Y - half, W: h.s.Disk.Left - r.X + half - 12, H: 2 * half}, r.Member)
	}
	for i := range h.s.Space.Heads {
		r := &h.s.Space.Heads[i]
		half := max(r.R, 8)
		nearer(scene.Rect{X: r.X - half, Y: r.Y - half, W: h.s.Space.Left - r.X + half - 4, H: 2 * half}, r.Member)
	}
	for i := range h.s.Logs.Bars {
		bar := &h.s.Logs.Bars[i]
		nearer(scene.Rect{X: bar.X - 36, Y: bar.Y, W: bar.W + 36, H: bar.H}, bar.Member)
	}
	return t, ok
}

// stored finds a watch, a change, a key, a lease, a key of the index or a node of it
// in the store.
func (h *hitter) stored() (t Target, ok bool) {
	s := &h.s.Store
	if s.Grid.W == 0 {
		return t, false
	}
	node := StoreMember(h.in)
	best := float32(0)
	nearer := func(r scene.Rect, found Target) {
		d := distance(scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}, h.at)
		if h.inside(r) && (!ok || d < best) {
			found.Node = node
			best, ok, t = d, true, found
		}
	}
	for i := range s.Watchers { // their lines are as low as v2's rows
		if w := &s.Watchers[i]; abs(w.Y-h.at.Y) <= 10 && h.at.X >= w.Left && h.at.X <= w.Right {
			return Target{Kind: WatcherTarget, Node: node, Stream: w.Stream, Watch: w.ID}, true
		}
	}
	for i := range s.Changes {
		c := &s.Changes[i]
		switch c.Kind {
		case scene.ChangeGone:
			nearer(c.Box, Target{Kind: KeyTarget, Key: c.Key})
		case scene.ChangePending, scene.ChangePendingTombstone:
			nearer(c.Box, Target{Kind: EntryTarget, Index: raft.Index(c.Entry)})
		default:
			nearer(c.Box, Target{Kind: ChangeTarget, Key: c.Key, Rev: mvcc.Revision{Main: c.Rev, Sub: c.Sub}})
		}
	}
	for i := range s.Leases {
		l := &s.Leases[i]
		nearer(scene.Rect{X: l.X - l.R, Y: l.Y - l.R, W: 2 * l.R, H: 2 * l.R}, Target{Kind: LeaseTarget, Lease: l.ID})
	}
	if ok {
		return t, true
	}
	for i := range s.Nodes {
		if n := &s.Nodes[i]; len(n.Keys) == 0 {
			nearer(n.Box, Target{Kind: KeyTarget, Key: n.First})
		}
		for k := range s.Nodes[i].Keys {
			if key := &s.Nodes[i].Keys[k]; key.Key != "" {
				nearer(key.Box, Target{Kind: KeyTarget, Key: key.Key})
			}
		}
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		nearer(r.Box, Target{Kind: KeyTarget, Key: r.Key})
	}
	for i := range s.Tree {
		r := &s.Tree[i]
		if abs(r.Box.Y+r.Box.H/2-h.at.Y) <= r.Box.H/2 { // rows are low: the nearest, on a phone too
			nearer(r.Box, Target{Kind: V2Target, Key: r.Key})
		}
	}
	return t, ok
}

// onDisk finds an entry or a record on a disk: an entry that the log still has, or
// the record that it was written with.
func (h *hitter) onDisk() (t Target, ok bool) {
	s, best := &h.s.Disk, float32(0)
	nearer := func(r scene.Rect, found Target) {
		d := distance(scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}, h.at)
		if h.inside(r) && (!ok || d < best) {
			best, ok, t = d, true, found
		}
	}
	for i := range s.Entries {
		e := &s.Entries[i]
		if e.Replaced {
			nearer(e.Box, Target{Kind: RecordTarget, Node: sim.Node(e.Member), Record: e.Record})
		} else {
			nearer(e.Box, Target{Kind: EntryTarget, Node: sim.Node(e.Member), Index: raft.Index(e.Index)})
		}
	}
	if ok {
		return t, true
	}
	for i := range s.Records {
		if r := &s.Records[i]; r.State != scene.RecordTorn {
			nearer(r.Box, recordTarget(r))
		} else {
			nearer(r.Box, Target{Kind: MemberTarget, Node: sim.Node(r.Member)})
		}
	}
	for i := range s.Folds {
		f := &s.Folds[i]
		nearer(scene.Rect{X: f.X, Y: f.Y, W: f.W, H: f.H}, Target{Kind: MemberTarget, Node: sim.Node(f.Member)})
	}
	return t, ok
}

func recordTarget(r *scene.DiskRecord) Target {
	return Target{Kind: RecordTarget, Node: sim.Node(r.Member), Record: r.Ordinal, Write: r.Write}
}

// time finds a branch, a mark, or a moment of the scrubber.
func (h *hitter) time() (Target, bool) {
	s := &h.s.Scrubber
	top := s.Playhead.Top
	if len(s.Bands) > 0 {
		top = s.Bands[0].Box.Y - 30
	}
	if top == 0 || h.at.Y < top || h.at.Y > h.s.Height || h.in.Lab == nil {
		return Target{}, false
	}
	span := ScrubberSpan(h.in)
	if m := &s.More; m.Text != "" && h.at.X >= m.Box.X-4 && h.at.X <= m.Box.X+m.Box.W+4 && h.at.Y >= m.Box.Y-4 && h.at.Y <= m.Box.Y+m.Box.H+4 {
		return Target{Kind: MoreTarget}, true
	}
	near, branch := float32(6), -1
	if h.reach > 0 && len(s.Bands) > 0 && h.at.Y > s.Bands[0].Box.Y+s.Bands[0].Box.H { // what is below the bands is for branches
		near = h.reach
	}
	for i := range s.Branches {
		c := &s.Branches[i]
		if d := abs(h.at.Y - c.To.Y); d < near && h.at.X >= c.From.X-max(4, h.reach/2) && h.at.X <= max(c.To.X+4, c.TextX+textWidth(c.Text, 12))+4 {
			near, branch = d, c.ID
		}
	}
	if branch >= 0 {
		return Target{Kind: BranchTarget, Branch: branch, Time: span.Time(h.at.X)}, true
	}
	for i := range s.Marks {
		m := &s.Marks[i]
		if max(abs(m.X-h.at.X), abs(m.Y-h.at.Y)) <= 8 {
			return Target{Kind: MarkTarget, Time: h.mark(span, m)}, true
		}
	}
	return Target{Kind: TimeTarget, Time: span.Time(h.at.X)}, true
}

// mark finds the moment of a mark, to the nanosecond.
func (h *hitter) mark(span Span, drawn *scene.Mark) sim.Time {
	best, at := float32(1), span.Time(drawn.X)
	marks := h.in.Lab.Marks()
	for i := range marks {
		m := &marks[i]
		if kind, ok := markKind(m.Kind); ok && kind == drawn.Kind {
			if d := abs(clamp(span.X(m.Time), span.Left, span.Right) - drawn.X); d < best {
				best, at = d, m.Time
			}
		}
	}
	return at
}

// link finds the chord between two members.
func (h *hitter) link() (Target, bool) {
	for i := range h.s.Chords {
		c := &h.s.Chords[i]
		if h.segment(c.From, c.To) > max(6, h.reach/2) {
			continue
		}
		a, b := h.end(c.From), h.end(c.To)
		if a != sim.Nobody && b != sim.Nobody && a != b {
			return Target{Kind: LinkTarget, Node: a, Peer: b}, true
		}
	}
	return Target{}, false
}

// segment is how far the point is from a line.
func (h *hitter) segment(a, b scene.Point) float32 {
	dx, dy := b.X-a.X, b.Y-a.Y
	l := dx*dx + dy*dy
	if l == 0 {
		return distance(a, h.at)
	}
	k := clamp(((h.at.X-a.X)*dx+(h.at.Y-a.Y)*dy)/l, 0, 1)
	return distance(scene.Point{X: a.X + k*dx, Y: a.Y + k*dy}, h.at)
}

// end is the member at which a chord ends, at its centre or its edge.
func (h *hitter) end(p scene.Point) sim.Node {
	for i := range h.s.Members {
		m := &h.s.Members[i]
		if distance(scene.Point{X: m.X, Y: m.Y}, p) <= m.Reach()+16 {
			return sim.Node(m.ID)
		}
	}
	return sim.Nobody
}
