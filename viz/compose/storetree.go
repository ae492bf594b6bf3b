package compose

import (
	"raftarium/core/api"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/core/v2store"
	"raftarium/viz/scene"
)

const (
	// treeRow is how high a row of v2's tree is, and treeHead what stands above the
	// first: a title and the names of the columns.
	treeRow, treeHead = 22, 42
	// treeBeside is how low the grid has to be for the tree to stand beside it.
	treeBeside = 300
	// treeWide is how wide a phone is that has room for it there.
	treeWide = 600
	// treeIndent is how much further right stands what is in a directory.
	treeIndent = 18
	// treeDeepest bounds the indent: what is deeper stands below its directory.
	treeDeepest = 6
)

// treeRows is how many keys and directories of users v2's tree of a member has.
func (b *builder) treeRows(v *view) int {
	if !v.up || v.m.V2() == nil {
		return 0
	}
	v2 := v.m.V2()
	rows := v2.Len() - 2 // without the two roots, and without what the cluster knows of itself
	v2.Walk(api.V2ClusterPrefix, func(v2store.Node) bool { rows--; return true })
	return rows
}

// treeRoom is how much of a height v2's tree takes: what it needs, and no more than
// leaves v3's keys the larger part, if there are any.
func (b *builder) treeRoom(v *view, rows int, height float32) float32 {
	if rows == 0 {
		return 0
	}
	most := 0.46 * height
	if v.m.KV().Indexed() == 0 {
		most = 0.7 * height
	}
	return min(most, treeHead+treeRow*float32(rows)+14)
}

// treePlace is where the parts of a row of v2's tree stand.
type treePlace struct {
	left, right       float32
	value             float32 // left edge
	created, modified float32 // right edges; 0: no room for it
	ring, time        float32 // centre, left edge
}

func (b *builder) placeTree(left, right float32) treePlace {
	w := right - left
	p := treePlace{left: left, right: right, value: left + 0.34*w, created: right - 178, modified: right - 102, ring: right - 74, time: right - 60}
	if w < 300 {
		p.created, p.modified, p.ring, p.time = 0, right-72, right-58, right-46
		p.value = left + 0.3*w
		return p
	}
	if w < 480 {
		p.created, p.modified, p.ring, p.time = 0, right-80, right-62, right-50
		p.value = left + 0.4*w
	}
	return p
}

// tree draws v2's keys of the member below v3's: directories, what is in them, the
// indices at which each was made and changed, and how long it has left.
func (b *builder) tree(d *storing) {
	p, to := &d.place, &b.s.Store
	if d.tree == 0 || p.tree.W == 0 {
		return
	}
	top := p.tree.Y
	if top == 0 {
		top = p.watchers + 20*float32(p.watcherMax)
	}
	at := b.placeTree(p.tree.X, p.tree.X+p.tree.W)
	to.TreeBox = scene.Rect{X: at.left, Y: top, W: p.tree.W, H: p.tree.H - top}
	room := max(1, int((to.TreeBox.H-treeHead)/treeRow))
	to.TreeMost = max(0, d.tree-room)
	skip := clampInt(b.in.StoreSkip, 0, to.TreeMost)
	b.treeTitle(d, top, min(room, d.tree))
	b.treeColumns(&at, top+34)
	n, y := 0, top+treeHead
	d.v.m.V2().Walk(api.V2KeysPrefix, func(node v2store.Node) bool {
		if n++; n > skip {
			b.treeNode(d, &at, &node, y)
			y += treeRow
		}
		return n < skip+room
	})
}

func (b *builder) treeTitle(d *storing, top float32, shown int) {
	p, v2 := &d.place, d.v.m.V2()
	title, size := b.text("store.v2"), float32(15)
	if p.narrow {
		size = 13
	}
	sub := b.text("store.v2-index", narrate.Num("index", int(v2.Index())))
	if n := v2.Watching(); n > 0 {
		sub += " · " + b.text("store.v2-waits", narrate.Num("n", n))
	}
	if shown < d.tree {
		sub += " · " + b.text("store.v2-rows", narrate.Num("n", shown), narrate.Num("rows", d.tree))
	}
	x := p.tree.X + textWidth(title, size) + 16
	b.s.Labels = append(b.s.Labels, scene.Label{Text: title, X: p.tree.X, Y: top + 14, Size: size, Bold: true},
		scene.Label{Text: fitted(sub, p.tree.X+p.tree.W-x, 13, false), X: x, Y: top + 14, Size: 13, Tone: scene.Ink2})
}

func (b *builder) treeColumns(at *treePlace, y float32) {
	column := func(id string, x float32, align scene.Align) {
		b.s.Labels = append(b.s.Labels, scene.Label{Text: b.text(id), X: x, Y: y, Size: 12, Tone: scene.Ink3, Align: align})
	}
	column("store.v2-path", at.left+4, scene.Start)
	end := at.modified - textWidth(b.text("store.v2-modified"), 12) - 4
	if at.value+textWidth(b.text("store.v2-value"), 12) < end {
		column("store.v2-value", at.value, scene.Start)
	}
	if at.created > 0 {
		column("store.v2-created", at.created, scene.End)
	}
	column("store.v2-modified", at.modified, scene.End)
	column("store.v2-ttl", at.ring-7, scene.Start)
}

// treeNode draws a key or a directory: what is below it is indented, along a line.
func (b *builder) treeNode(d *storing, at *treePlace, node *v2store.Node, y float32) {
	to := &b.s.Store
	path := node.Path[len(api.V2KeysPrefix):]
	depth := min(node.Depth-1, treeDeepest)
	if at.created == 0 {
		depth = min(depth, 3)
	}
	indent := treeIndent * float32(depth)
	middle := y + treeRow/2
	chosen := &b.in.Selected
	row := scene.KeyRow{Key: path, TextX: at.left + 4 + indent, Size: d.place.size, Quiet: node.Hidden,
		Box: scene.Rect{X: at.left, Y: y, W: at.right - at.left, H: treeRow}, Selected: chosen.Kind == V2Target && chosen.Node == d.v.node && chosen.Key == path}
	name := path[lastSlash(path):]
	if node.Dir {
		name += "/"
	}
	row.Text = fitted(name, at.value-row.TextX-8, row.Size, true)
	to.Tree = append(to.Tree, row)
	for i := range depth { // the lines of the directories that it is in
		x := at.left + 8 + treeIndent*float32(i)
		line := scene.Rule{From: scene.Point{X: x, Y: y}, To: scene.Point{X: x, Y: y + treeRow}, Tone: scene.Line}
		to.Branches = append(to.Branches, line)
		if i == depth-1 {
			to.Branches = append(to.Branches, scene.Rule{From: scene.Point{X: x, Y: middle}, To: scene.Point{X: x + treeIndent - 8, Y: middle}, Tone: scene.Line})
		}
	}
	label := func(text string, x float32, align scene.Align, tone scene.Tone) {
		b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: x, Y: middle + 4.5, Size: 13, Tone: tone, Align: align})
	}
	end := at.modified - 52
	if at.created > 0 {
		end = at.created - 52
		label(b.digits(node.Created), at.created, scene.End, scene.Ink2)
	}
	if !node.Dir {
		b.s.Labels = append(b.s.Labels, scene.Label{Text: fitted(node.Value, end-at.value, 13, true), X: at.value, Y: middle + 4.5, Size: 13, Family: scene.Mono})
	}
	label(b.digits(node.Modified), at.modified, scene.End, scene.Ink2)
	if node.Expires != 0 {
		b.treeTime(d, at, node, middle)
	}
}

// treeTime draws how much of its time a key has left. When that is over it still
// stands until the leader's SYNC takes it.
func (b *builder) treeTime(d *storing, at *treePlace, node *v2store.Node, y float32) {
	now := d.v.m.Config().Epoch + int64(b.w.ClockAt(d.v.node, b.now))
	left := sim.Time(max(0, node.Expires-now))
	ring := scene.Lease{X: at.ring, Y: y, R: 8, Size: 12, Left: -1}
	if whole := ttlOf(d.v.m.V2(), node); whole > 0 {
		ring.Left = float32(float64(left) / float64(whole))
		ring.Alarm = ring.Left < 0.25
	}
	b.s.Store.TreeTimes = append(b.s.Store.TreeTimes, ring)
	text := b.text("store.seconds", narrate.Str("s", b.tenths(left)))
	if left == 0 {
		text = b.text("store.v2-over")
	}
	b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: at.time, Y: y + 4.5, Size: 12, Bold: left == 0})
}

// ttlOf is the time that the last change of a node gave it, as far as the window of
// changes goes back; else 0.
func ttlOf(v2 *v2store.Store, node *v2store.Node) sim.Time {
	events, err := v2.EventsSince(node.Modified)
	if err != nil {
		return 0
	}
	for e := range events {
		if e.Index() != node.Modified || e.Node == nil || e.Node.Key != node.Path {
			return 0
		}
		return sim.Time(e.Node.TTL) * sim.Second
	}
	return 0
}

// lastSlash is where the last part of a path begins.
func lastSlash(path string) int {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return i + 1
		}
	}
	return 0
}
