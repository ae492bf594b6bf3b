package compose

import (
	"sort"

	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// Bounds of the store's grid.
const (
	// StorePitchMin and StorePitchMax bound how wide a column is, in pixels.
	StorePitchMin, StorePitchMax = 2, 240
	// storePitch is how wide it is at first, and phonePitch on a phone.
	storePitch, phonePitch = 46, 42
	// pendingMost bounds the columns of entries that are not applied, and writesMost
	// the changes of one of them that are looked at.
	pendingMost, writesMost = 24, 128
	// changesMost bounds the cells that are drawn.
	changesMost = 4000
)

// A store of less height, in pixels, than lowStore has no room for all of its parts, nor
// has one of less width than narrowStore.
const lowStore, narrowStore = 150, 760

// storing is what the store is drawn with.
type storing struct {
	v     *view
	kv    *mvcc.Store
	place storePlace

	pitch    float32
	fit      int   // columns that there is room for
	first    int64 // revision of the first column
	last     int64 // and of the last one that stands for a revision
	ahead    int   // columns of entries that are not applied
	rowPitch float32
	rows     []storeRow
	pending  []pendingEntry
	key      string // whose row is selected
	keyed    bool
	clipped  int // rows that there is no room for
	tree     int // rows of v2's tree
}

// storeRow is a key that has a row.
type storeRow struct {
	key   string
	alive bool
	known bool // it is in the index
}

// storePlace is where the parts of the view stand.
type storePlace struct {
	headY      float32
	title      float32 // baseline of the sections' titles; 0: none
	grid       scene.Rect
	keys       float32 // left edge of the keys' names
	size       float32 // of the keys' names
	rowMost    float32
	rowLeast   float32
	watchers   float32 // centre of the first watcher's line
	watcherMax int
	index      scene.Rect // empty: none
	leases     scene.Rect
	narrow     bool // leases are rings in a line
	// tree is where v2's tree is; its height is that of its foot, and its top 0 where
	// it stands below the grid.
	tree scene.Rect
}

// StoreMember returns the member whose store an input shows: the selected one, or
// the leader, or the first.
func StoreMember(in Input) sim.Node {
	if in.Lab == nil {
		return sim.Nobody
	}
	b := &builder{in: in, w: in.Lab.World(), s: &scene.Scene{}}
	b.observe()
	if v := b.shownMember(); v != nil {
		return v.node
	}
	return sim.Nobody
}

// shownMember is the member that the view is about, or nil.
func (b *builder) shownMember() *view {
	if i := b.at(b.in.Selected.Node); i >= 0 && b.in.Selected.Node != sim.Nobody {
		return &b.views[i]
	}
	if b.leader >= 0 {
		return &b.views[b.leader]
	}
	if len(b.views) > 0 {
		return &b.views[0]
	}
	return nil
}

// store draws the stores of a member as they are at the playhead.
func (b *builder) store() {
	v := b.shownMember()
	if v == nil {
		return
	}
	d := &storing{v: v, kv: v.m.KV()}
	d.tree = b.treeRows(v)
	d.place = b.placeStore(v, d.tree)
	b.members(d.place.headY, v, b.revisionOf)
	if !v.up || d.kv == nil {
		b.note("store.down", narrate.Str("member", b.name(v, false)))
		return
	}
	b.pendingOf(d)
	b.chooseRows(d)
	b.widenKeys(d)
	b.chooseColumns(d)
	b.titles(d)
	b.revisions(d)
	b.keyRows(d)
	for i := range d.rows {
		b.life(d, i)
	}
	b.lines(d)
	b.watchers(d)
	b.tree(d)
	b.index(d)
	b.leases(d)
}

// note writes a sentence into the middle of the view.
func (b *builder) note(id string, args ...narrate.Arg) {
	b.s.Labels = append(b.s.Labels, scene.Label{Text: b.text(id, args...), X: b.in.Width / 2, Y: b.lay.view.H / 2, Size: 13, Tone: scene.Ink2, Align: scene.Middle})
}

// placeStore divides the view: the grid at the left, index and leases right of it
// or, on a narrow stage, below.
func (b *builder) placeStore(v *view, tree int) storePlace {
	l, w := &b.lay, b.in.Width
	foot := l.view.H - 46
	if l.legend == 0 {
		foot = l.view.H - 10
	}
	if b.s.Banner.Kind != scene.NoBanner && b.in.Layout != Phone {
		foot = l.banner.Y - 10
	}
	watching := 0
	if v.m.Watchers() != nil {
		watching = v.m.Watchers().Len()
	}
	p := storePlace{headY: 24, title: 62, keys: 24, size: 13, rowMost: 40, rowLeast: 24, watcherMax: clampInt(watching, 1, 3)}
	p.grid = scene.Rect{X: 120, Y: 98}
	right := w - 24
	switch b.in.Layout {
	case Phone:
		p.headY, p.title, p.keys, p.size, p.narrow = 22, 0, 14, 12, true
		p.grid.X, p.grid.Y, p.rowMost, p.rowLeast, p.watcherMax = 84, 64, 34, 24, min(p.watcherMax, 2)
		right = w - 12
		if b.s.Banner.Kind != scene.NoBanner {
			foot -= l.banner.H
		}
		p.leases = scene.Rect{X: 14, Y: foot - 44, W: w - 28, H: 44}
		if foot < smallStore {
			b.placeLowStore(&p, v, foot, watching)
		}
		foot -= p.leases.H + 10
	case Tall:
		half := (w - 48 - 32) / 2
		p.index = scene.Rect{X: 24, Y: foot - 150, W: half, H: 150}
		p.leases = scene.Rect{X: 24 + half + 32, Y: foot - 150, W: half, H: 150}
		foot -= 170
	default:
		side := clamp(0.28*w, 240, 340)
		p.index = scene.Rect{X: w - 24 - side, Y: p.title, W: side, H: 0.44 * (foot - p.title)}
		p.leases = scene.Rect{X: p.index.X, Y: p.index.Y + p.index.H + 20, W: side, H: foot - p.index.Y - p.index.H - 20}
		right = p.index.X - 32
	}
	if low := foot-p.grid.Y < lowStore; low && b.in.Layout == Desk && (tree > 0 || foot-p.title < lowStore) && w < narrowStore {
		// What there is most of: v2's tree stands where the index would.
		p.leases = p.index
		p.leases.H = foot - p.leases.Y
		p.index = scene.Rect{}
		if tree > 0 {
			p.tree, p.leases = scene.Rect{X: p.leases.X, Y: p.title - 14, W: p.leases.W}, scene.Rect{}
		}
	}
	p.grid.W = max(1, right-p.grid.X)
	const below = 34 // what is written below the grid
	aside := p.tree.W > 0
	if !aside {
		p.tree = scene.Rect{X: p.keys, W: p.grid.X + p.grid.W - p.keys}
	}
	p.tree.H = foot // down to where
	switch {
	case tree == 0 || aside:
	case b.in.Layout == Phone && w < treeWide && foot-p.grid.Y < lowStore: // the panel of the store has it
		p.tree = scene.Rect{}
	case (b.in.Layout == Desk || w >= treeWide) && foot-p.grid.Y < treeBeside:
		p.tree.W = 0.5 * p.tree.W
		p.tree.X += p.tree.W
		p.tree.Y = p.title - 14
		p.grid.W -= p.tree.W + 24
	default:
		p.rowMost = 32
		foot -= b.treeRoom(v, tree, foot-p.grid.Y)
	}
	p.grid.H = max(p.rowLeast, foot-20*float32(p.watcherMax)-below-p.grid.Y)
	return p
}

// smallStore is what a phone's view has above its foot, under which the store's parts
// give up some of their height, and lowerStore that under which watchers or leases
// give way: one of both has room, and those that are there keep it.
const smallStore, lowerStore = 200, 176

// placeLowStore makes the parts of a phone's store smaller.
func (b *builder) placeLowStore(p *storePlace, v *view, foot float32, watching int) {
	p.headY, p.grid.Y, p.watcherMax = 18, 58, min(p.watcherMax, 1)
	p.leases.Y, p.leases.H = foot-34, 34
	if foot >= lowerStore {
		return
	}
	if l := v.m.Lessor(); l == nil || l.Len() == 0 {
		p.leases = scene.Rect{}
		return
	}
	p.watcherMax = 0
	if watching > 0 { // the newest change keeps its row, and the watcher its own
		p.watcherMax, p.leases = 1, scene.Rect{}
	}
}

func clampInt(v, least, most int) int { return max(least, min(v, most)) }

// members draws all members in a line, and under each a note; the one that the
// view is about is selected.
func (b *builder) members(y float32, shown *view, note func(*view) (text string, behind bool)) {
	left, right := float32(24), b.in.Width-24
	if b.in.Layout == Phone {
		left, right = 14, b.in.Width-10
	}
	n := float32(len(b.views))
	pitch := min((right-left)/n, 150)
	r, gap := clamp(pitch/2-1, 1.5, 10), float32(6)
	if len(b.views) > fullMost {
		r, gap = min(r, 8), 4
	}
	for i := range b.views {
		v := &b.views[i]
		x := left + float32(i)*pitch + r
		row := scene.Row{Member: int(v.node), X: x, Y: y, R: r, Term: uint64(v.term), Crashed: !v.up, Violates: b.violates(v.node), NameX: x + r + gap, NameSize: 13, Bold: v == shown,
			Selected: v == shown}
		row.Shape, row.Letter = shapeOf(v)
		row.Learner = v.hollow()
		if r < 6 {
			row.Letter = ""
		}
		if v.stale {
			b.sayStale(x-r, y+r+12)
		}
		text, behind := note(v)
		name := b.name(v, pitch < 100 || b.tooWide(pitch-2*r-gap-4-textWidth(text, 12)-10, 13))
		wide := textWidth(name, 13)
		if row.Bold {
			wide *= bold
		}
		width := 2*r + gap + 4 + wide
		if width <= pitch {
			row.Name = name
		}
		b.s.Store.Heads = append(b.s.Store.Heads, row)
		tone := scene.Ink3
		if behind {
			tone = scene.Ink
		}
		switch {
		case width+textWidth(text, 12)+10 <= pitch:
			b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: row.NameX + wide + 8, Y: y + 4.5, Size: 12, Tone: tone, Bold: behind})
		case behind || v == shown:
			rule := scene.Rule{From: scene.Point{X: x - r, Y: y + r + 3}, To: scene.Point{X: x + r, Y: y + r + 3}, Width: 2, Tone: scene.Ink}
			if v == shown {
				rule.Tone = scene.Accent
			}
			b.s.Rules = append(b.s.Rules, rule)
		}
	}
}

// sayStale says beside the head of a leader that it is one no more, for those who
// look at another view than the ring.
func (b *builder) sayStale(x, y float32) {
	b.s.Labels = append(b.s.Labels, scene.Label{Text: b.text("stage.stale-leader"), X: min(x, b.in.Width-80), Y: y, Size: 12, Bold: true, Tone: scene.Danger, Halo: true})
}

// revisionOf says how far a member's store is, and whether another's is further.
func (b *builder) revisionOf(v *view) (string, bool) {
	if !v.up || v.m.KV() == nil {
		return "", false
	}
	rev := v.m.KV().Revision()
	return b.digits(uint64(rev)), rev < b.newestRevision()
}

// newestRevision is the newest revision of any store that is up.
func (b *builder) newestRevision() (rev int64) {
	for i := range b.views {
		if kv := b.views[i].m.KV(); b.views[i].up && kv != nil {
			rev = max(rev, kv.Revision())
		}
	}
	return rev
}

// titles names the parts of the view.
func (b *builder) titles(d *storing) {
	p := &d.place
	if p.title == 0 {
		return
	}
	head := func(x, y, end float32, title, sub string) {
		b.s.Labels = append(b.s.Labels, scene.Label{Text: title, X: x, Y: y, Size: 15, Bold: true})
		if x += textWidth(title, 15) + 16; end-x > 60 {
			b.s.Labels = append(b.s.Labels, scene.Label{Text: fitted(sub, end-x, 13, false), X: x, Y: y, Size: 13, Tone: scene.Ink2})
		}
	}
	name := narrate.Str("member", b.name(d.v, false))
	sub := b.text("store.as-member", name)
	if lag := b.newestRevision() - d.kv.Revision(); lag > 0 {
		sub = b.text("store.as-member-behind", name, narrate.Num("n", int(lag)))
	}
	end := p.grid.X + p.grid.W + 16
	if p.tree.Y == 0 || d.tree == 0 {
		end = b.in.Width - 24
		if p.index.W > 0 && b.in.Layout == Desk {
			end = p.index.X - 16
		}
	}
	head(p.keys, p.title, end, b.text("store.keys"), sub)
	if p.index.W > 0 {
		y := p.index.Y
		if b.in.Layout == Tall {
			y += 14
		}
		head(p.index.X, y, p.index.X+p.index.W+8, b.text("store.index"), b.text("store.degree", narrate.Num("degree", mvcc.IndexDegree)))
	}
}

// widenKeys gives the names of the keys what they need, up to a third of the grid.
func (b *builder) widenKeys(d *storing) {
	p, need := &d.place, float32(0)
	for i := range d.rows {
		need = max(need, float32(len(d.rows[i].key))*0.6*p.size+16)
	}
	by := clamp(need-(p.grid.X-p.keys), 0, 0.3*p.grid.W)
	p.grid.X, p.grid.W = p.grid.X+by, p.grid.W-by
}

// chooseColumns decides which revisions have columns: the newest, with what is not
// applied right of them, or those that the viewer chose.
func (b *builder) chooseColumns(d *storing) {
	d.pitch = b.in.StorePitch
	if d.pitch == 0 {
		least := float32(storePitch)
		if b.in.Layout == Phone {
			least = phonePitch
		}
		columns := float32(d.kv.Revision()) + float32(len(d.pending)) + 1
		d.pitch = clamp(d.place.grid.W/columns, least, 1.6*least)
	}
	d.pitch = clamp(d.pitch, StorePitchMin, StorePitchMax)
	d.fit = max(1, int(d.place.grid.W/d.pitch))
	rev := d.kv.Revision()
	d.ahead = min(len(d.pending), max(1, d.fit/3))
	end := rev + int64(d.ahead)
	if b.in.StoreLast > 0 {
		end = min(end, max(b.in.StoreLast, int64(d.fit)))
	}
	d.first = max(1, end-int64(d.fit)+1)
	d.last = min(rev, end)
	d.ahead = int(end - d.last)
	to := &b.s.Store
	to.Grid, to.Pitch, to.First, to.Last = d.place.grid, d.pitch, d.first, d.last
}

// x is the middle of the column of a revision, whether it is in view or not.
func (d *storing) x(rev int64) float32 {
	return d.place.grid.X + (float32(rev-d.first)+0.5)*d.pitch
}

// chooseRows decides which keys have rows: all that there is room for. Where there
// is not, and the viewer has not chosen, those that changed last.
func (b *builder) chooseRows(d *storing) {
	switch t := b.in.Selected; t.Kind {
	case KeyTarget, ChangeTarget:
		d.key, d.keyed = t.Key, true
	}
	p := &d.place
	room := max(1, int(p.grid.H/p.rowLeast))
	switch {
	case d.kv.Indexed() <= room:
		d.kv.Keys("", d.takeKey(room))
		b.addPendingKeys(d, room)
	case b.in.StoreKeyed:
		d.kv.Keys(b.in.StoreKey, d.takeKey(room))
		// At the end of the keys the last ones fill the grid.
		if missing := room - len(d.rows); missing > 0 {
			d.kv.KeysBefore(b.in.StoreKey, d.takeKey(room))
			d.sortRows()
		}
		b.addPendingKeys(d, room)
	default:
		b.addPendingKeys(d, room)
		d.addRecent(room)
	}
	d.clipped = max(0, d.kv.Indexed()-len(d.rows))
	d.rowPitch = clamp(p.grid.H/float32(max(1, len(d.rows))), p.rowLeast, p.rowMost)
	p.grid.H = d.rowPitch * float32(max(1, len(d.rows)))
	p.watchers = p.grid.Y + p.grid.H + 44
	to := &b.s.Store
	to.Grid, to.RowPitch = p.grid, d.rowPitch
	if n := len(d.rows); n > 0 {
		to.FirstKey, to.LastKey = d.rows[0].key, d.rows[n-1].key
	}
	to.More = d.clipped > 0
}

// takeKey appends keys of the index, until there is no more room.
func (d *storing) takeKey(room int) func(mvcc.Change) bool {
	return func(c mvcc.Change) bool {
		d.rows = append(d.rows, storeRow{c.Key, !c.Delete, true})
		return len(d.rows) < room
	}
}

// addPendingKeys appends the keys that entries would create, in their place.
func (b *builder) addPendingKeys(d *storing, room int) {
	for i := range d.pending {
		for _, w := range d.pending[i].writes {
			if w.end != "" || len(d.rows) >= room || d.row(w.key) >= 0 {
				continue
			}
			alive, known := false, false
			d.kv.History(w.key, 0, func(c mvcc.Change) bool {
				alive, known = !c.Delete, true
				return false
			})
			d.rows = append(d.rows, storeRow{w.key, alive, known})
		}
	}
	d.sortRows()
}

// addRecent appends the keys that changed last.
func (d *storing) addRecent(room int) {
	const looked = 4096 // changes, so that few keys that change often cost no more
	n := 0
	if d.keyed && d.row(d.key) < 0 {
		d.kv.History(d.key, 0, func(c mvcc.Change) bool {
			d.rows = append(d.rows, storeRow{c.Key, !c.Delete, true})
			return false
		})
	}
	d.kv.Recent(func(c mvcc.Change) bool {
		if d.row(c.Key) < 0 {
			d.rows = append(d.rows, storeRow{c.Key, !c.Delete, true})
		}
		n++
		return len(d.rows) < room && n < looked
	})
	d.sortRows()
}

func (d *storing) sortRows() { sort.Sort((*byKey)(&d.rows)) }

type byKey []storeRow

func (r *byKey) Len() int           { return len(*r) }
func (r *byKey) Less(i, k int) bool { return (*r)[i].key < (*r)[k].key }
func (r *byKey) Swap(i, k int)      { (*r)[i], (*r)[k] = (*r)[k], (*r)[i] }

// row is the row of a key, or -1.
func (d *storing) row(key string) int {
	for i := range d.rows {
		if d.rows[i].key == key {
			return i
		}
	}
	return -1
}
