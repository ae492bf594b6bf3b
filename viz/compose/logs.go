package compose

import (
	"strings"
	"unicode/utf8"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/viz/scene"
)

// table is which entries stand in which columns.
type table struct {
	last   raft.Index // the highest index in any log
	folded raft.Index // entries up to here stand in one block
	setup  bool       // the block is what the cluster set itself up with
	fold   int        // columns that the block takes
	fit    int        // columns that there is room for
	cells  []int32    // by row: where its first cell is in the scene; then the end
}

// column is the column of an index, which must be beyond the block.
func (t *table) column(i raft.Index) int { return t.fold + int(i-t.folded) - 1 }

// shown is the highest index that has a column.
func (t *table) shown() raft.Index { return t.folded + raft.Index(max(0, t.fit-t.fold)) }

// logs draws the aligned table of all logs.
func (b *builder) logs() {
	if len(b.views) == 0 {
		return
	}
	if len(b.views) > smallMost {
		b.bars()
		return
	}
	b.divide()
	b.columns()
	b.table.cells = b.table.cells[:0]
	for i := range b.views {
		b.table.cells = append(b.table.cells, int32(len(b.s.Logs.Cells)))
		b.row(i)
		b.rowCells(i)
	}
	b.table.cells = append(b.table.cells, int32(len(b.s.Logs.Cells)))
	b.settleCells()
	b.markers()
}

// divide decides what stands in a block and what in columns: the newest stay in
// view, and one more column is kept for the entry to come.
func (b *builder) divide() {
	t, g := &b.table, &b.lay.logs.grid
	for i := range b.views {
		t.last = max(t.last, b.views[i].log.Last())
	}
	compacted := raft.Index(0)
	for i := range b.views {
		compacted = max(compacted, b.views[i].log.First()-1)
	}
	if end := b.setupEnd(); end > 1 && compacted == 0 {
		t.folded, t.setup = min(end, t.last), true
		t.fold = b.foldColumns(b.text("stage.setup"))
	}
	if compacted > 0 { // what some log has no more is folded in all
		t.folded, t.fold = compacted, b.foldColumns(b.foldText(1, t.last))
	}
	if t.folded == 0 && !hasKeys(g) { // logs that were set up whole are seen whole: Figure 7
		*g = g.Narrowed(int(t.last)+1, b.lay.logs.right)
	}
	t.fit = max(1, g.Fit(b.lay.logs.right))
	if t.fold+int(t.last-t.folded)+1 <= t.fit {
		return
	}
	t.setup = false
	t.fold = b.foldColumns(b.foldText(1, t.last))
	room := max(1, t.fit-t.fold-1)
	t.folded = max(compacted, t.last-min(t.last, raft.Index(room)))
}

// foldColumns is how many columns a block needs for its words.
func (b *builder) foldColumns(text string) int {
	g := &b.lay.logs.grid
	need := max(textWidth(text, b.foldSize()), monoWidth(text, b.foldSize())) + 8
	return 1 + int(max(0, need-g.W)/g.PitchX+0.999)
}

func (b *builder) foldSize() float32 {
	if b.lay.logs.grid.W < 44 {
		return 12
	}
	return 13
}

// foldText names the entries of a block: "1 – 212".
func (b *builder) foldText(from, to raft.Index) string {
	return b.joined(b.digits(uint64(from)), " – ", b.digits(uint64(to)))
}

// foldBox is where the block of a row stands.
func (b *builder) foldBox(row int) scene.Rect {
	g := &b.lay.logs.grid
	box := g.Cell(0, row)
	box.W = g.W + float32(b.table.fold-1)*g.PitchX
	return box
}

// columns draws the indices over the table and the leader's commit rule.
func (b *builder) columns() {
	t, l, g, to := &b.table, &b.lay.logs, &b.lay.logs.grid, &b.s.Logs
	to.Header, to.HeaderY, to.Left = true, l.headerY, g.Left-2
	to.Right = min(g.Left+float32(t.fit)*g.PitchX-2, l.right)
	commit := raft.Index(0)
	if b.leader >= 0 {
		commit = b.views[b.leader].commit
	} else {
		for i := range b.views {
			commit = max(commit, b.views[i].commit)
		}
	}
	to.Committed = to.Left
	switch {
	case commit > t.folded:
		to.Committed = min(to.Right, g.Left+float32(t.column(min(commit, t.shown()))+1)*g.PitchX-2)
	case t.folded > 0:
		share := float32(commit) / float32(t.folded)
		to.Committed = to.Left + share*float32(t.fold)*g.PitchX
	}
	if t.fold > 0 && t.setup && l.columnSize > 0 {
		box := b.foldBox(0)
		// Where the block is short, its range ends with it.
		text := b.foldText(1, t.folded)
		if w := monoWidth(text, l.columnSize); w <= box.W+16 {
			x := min(box.X+box.W/2, box.X+box.W-5-w/2)
			to.Columns = append(to.Columns, scene.Column{Text: text, X: x, Y: l.columnY, W: box.W, Size: l.columnSize, Known: true})
		}
	}
	every := 1 + int(monoWidth(b.digits(uint64(t.last+1)), l.columnSize)/g.PitchX)
	if every > 1 {
		every = 5
	}
	for i := t.folded + 1; i <= min(t.last+1, t.shown()); i++ {
		c := scene.Column{X: g.Centre(t.column(i)), Y: l.columnY, W: g.W, Size: l.columnSize, Known: i <= t.last,
			Followed: b.followed.is(i) && i <= t.last}
		if every == 1 || int(i)%every == 0 || c.Followed {
			c.Text = b.digits(uint64(i))
		}
		to.Columns = append(to.Columns, c)
	}
	partColumns(to.Columns)
}

// partColumns leaves out the indices that would run into others: the one that is
// followed stays.
func partColumns(columns []scene.Column) {
	last := -1
	for i := range columns {
		c := &columns[i]
		if c.Text == "" {
			continue
		}
		if last >= 0 {
			before := &columns[last]
			apart := c.X - before.X - (monoWidth(c.Text, c.Size)+monoWidth(before.Text, before.Size))/2
			switch {
			case apart >= 4:
			case c.Followed:
				before.Text = ""
			default:
				c.Text = ""
				continue
			}
		}
		last = i
	}
}

// monoWidth is how wide figures are in the head of a column.
func monoWidth(text string, size float32) float32 {
	return 0.6 * size * float32(utf8.RuneCountInString(text))
}

// row is the head of one log.
func (b *builder) row(i int) {
	v, l := &b.views[i], &b.lay.logs
	box := l.grid.Cell(0, i)
	r := scene.Row{Member: int(v.node), X: l.rowX, Y: box.Y + box.H/2, R: l.rowR, Term: uint64(v.term), Crashed: !v.up, Violates: b.violates(v.node),
		NameX: l.nameX, NameSize: l.nameSize, Bold: i == b.leader,
		Selected: b.selects(MemberTarget, v.node)}
	r.Shape, r.Letter = shapeOf(v)
	r.Learner, r.Hollow = v.hollow(), v.up && v.role == raft.PreCandidate
	if r.R < 8 {
		r.Letter = ""
	}
	atLeader := b.leader >= 0 && abs(float32(i-b.leader))*l.grid.PitchY < 12
	if l.grid.PitchY >= 12 || i == b.leader || r.Selected || (i+1)%5 == 0 && !atLeader {
		r.Name = b.headName(v, l.short, l.grid.Left-l.nameX, l.nameSize)
	}
	b.s.Logs.Rows = append(b.s.Logs.Rows, r)
}

// rowCells are the entries that a member has in its log, as it knows them.
func (b *builder) rowCells(row int) {
	v, t, g := &b.views[row], &b.table, &b.lay.logs.grid
	to := &b.s.Logs
	if t.fold > 0 {
		b.foldOf(row)
	}
	for i := t.folded + 1; i <= min(t.last+1, t.shown()); i++ {
		box := g.Cell(t.column(i), row)
		c := scene.Cell{Member: int(v.node), Index: uint64(i), X: box.X, Y: box.Y, W: box.W, H: box.H}
		if e, ok := v.log.At(i); ok {
			c.State, c.Term = stateOf(v, i), uint64(e.Term)
			c.Text = b.digits(c.Term)
			if hasKeys(g) {
				c.Key = b.keyOf(row, i, e)
			}
			c.Violates = b.entryViolates(v, i)
		}
		at := &b.in.Selected
		c.Selected = at.Kind == EntryTarget && at.Node == v.node && at.Index == i
		to.Cells = append(to.Cells, c)
	}
}

// hasKeys reports whether the cells of a grid have room for what they are of.
func hasKeys(g *scene.Grid) bool { return g.W >= 48 && g.H >= 36 }

// stateOf is how far an entry has come at a member.
func stateOf(v *view, i raft.Index) scene.CellState {
	switch {
	case i > v.durable:
		return scene.NotDurable
	case i > v.commit:
		return scene.Uncommitted
	case i > v.applied:
		return scene.Committed
	}
	return scene.Applied
}

// foldOf is a member's block of folded entries, as far as it has them or a
// snapshot that stands for them, and of a snapshot that is on its way.
func (b *builder) foldOf(row int) {
	v, t := &b.views[row], &b.table
	last := min(v.log.Last(), t.folded)
	box := b.foldBox(row)
	snap, arrived, parts := b.incoming(v)
	if last == 0 && snap.Index == 0 {
		b.s.Logs.Cells = append(b.s.Logs.Cells, scene.Cell{Member: int(v.node), X: box.X, Y: box.Y, W: box.W, H: box.H})
		return
	}
	f := scene.Fold{Member: int(v.node), X: box.X, Y: box.Y, W: box.W, H: box.H, Size: b.foldSize(), Parts: parts, Arrived: arrived,
		Selected: b.selects(FoldTarget, v.node)}
	compacted := min(v.log.First()-1, last)
	switch {
	case box.H < 12:
	case t.setup:
		// The block has its range above it, and is as long as what is there.
		f.W = max(box.W*float32(last)/float32(t.folded), min(box.W, 12))
		if text := b.text("stage.setup"); textWidth(text, f.Size)+8 <= f.W {
			f.Text = text
		}
	case compacted > 0 && compacted == last:
		f.Snapshot, f.Text = true, b.goneText(last)
	case last == 0:
		f.Text = b.joined(b.digits(uint64(arrived)), "/", b.digits(uint64(parts)))
	default:
		f.Text = b.foldText(1, last)
		if parts == 0 {
			f.Gone = float32(compacted) / float32(last)
		}
		switch both := b.joined(b.goneText(compacted), " – ", b.digits(uint64(last))); {
		case f.Gone == 0:
		case box.H >= 36:
			f.Detail = b.goneText(compacted)
		case monoWidth(both, f.Size)+8 <= box.W:
			f.Text = both
		}
	}
	b.s.Logs.Folds = append(b.s.Logs.Folds, f)
}

// goneText names the entries that a log has no more: "…≤ 212".
func (b *builder) goneText(last raft.Index) string { return b.after("…≤ ", uint64(last)) }

// keyOf is the key of an entry, or what it is. A row above that has the same
// entry has told it already.
func (b *builder) keyOf(row int, i raft.Index, e raft.Entry) string {
	if row > 0 {
		start := int(b.table.cells[row-1])
		if above, ok := b.views[row-1].log.At(i); ok && above == e {
			for k := start; k < int(b.table.cells[row]); k++ {
				if c := &b.s.Logs.Cells[k]; c.Index == uint64(i) {
					return c.Key
				}
			}
		}
	}
	return b.describe(&b.views[row], e)
}

// describe is what a cell says of an entry besides its term.
func (b *builder) describe(v *view, e raft.Entry) string {
	if e.Kind == raft.LeaveJoint {
		return b.text("stage.config")
	}
	if e.Kind == raft.NoOp {
		return b.text("stage.no-op")
	}
	d := member.Describe(v.m.Arena(), e)
	switch {
	case d.Setup():
		return b.text("stage.setup")
	case d.Membership():
		return b.text("stage.config")
	case d.Deed == member.DeedNothing:
		return b.text("stage.no-op")
	case d.Deed == member.DeedLeaseGrant:
		return b.text("stage.lease")
	case d.Deed == member.DeedLeaseRevoke:
		return b.text("stage.revoke")
	case d.Deed == member.DeedCompact:
		return b.text("stage.compact")
	case d.Deed == member.DeedV2Expire:
		return b.text("stage.sync")
	}
	return scene.ShortKey(strings.TrimPrefix(d.Key, "/"))
}

func (b *builder) entryViolates(v *view, i raft.Index) bool {
	for k := range b.violations {
		x := &b.violations[k]
		if x.Index != i {
			continue
		}
		for _, n := range x.Members {
			if n == v.node {
				return true
			}
		}
	}
	return false
}

// markers is what the leader knows of the others' logs.
func (b *builder) markers() {
	if b.leader < 0 {
		return
	}
	g := &b.lay.logs.grid
	m := scene.Marker{Size: 1}
	below := float32(9)
	if g.H < 28 {
		m.Size, below = 0.75, 6
	}
	if g.PitchY-g.H < below+3 {
		return
	}
	for _, p := range b.views[b.leader].s.Peers() {
		row := b.atID(p.ID)
		if row < 0 || row == b.leader {
			continue
		}
		m.Y = g.Cell(0, row).Y + g.H + below
		m.Match, m.Next = b.under(p.Match), b.under(p.Next)
		b.s.Logs.Markers = append(b.s.Logs.Markers, m)
	}
}

// under is the x of an index's column: left of the first for 0, under its part
// of the block for what is folded, at the last column for what has none.
func (b *builder) under(i raft.Index) float32 {
	t, g := &b.table, &b.lay.logs.grid
	switch {
	case i == 0:
		return g.Left - 8
	case i <= t.folded:
		box := b.foldBox(0)
		return box.X + box.W*(float32(i)-0.5)/float32(t.folded)
	}
	return g.Centre(t.column(min(i, t.shown())))
}
