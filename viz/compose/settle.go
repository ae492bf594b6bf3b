package compose

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// settleCells draws what has just happened to entries: what was committed and
// applied fills and gets its tick, what is overwritten is crossed out as long
// as the disk still has it.
func (b *builder) settleCells() {
	if b.in.Still {
		return
	}
	for _, e := range b.recent {
		switch d := e.Detail.(type) {
		case member.Applied:
			if c := b.cellOf(e.Node, d.Index); c != nil && c.State == scene.Applied {
				b.applied(c, b.age(e.Time))
			}
		default:
			if why, ok := e.Why.(raft.ReplaceEntries); ok && e.Kind == sim.KindWrite {
				b.crossOut(e.Node, why)
			}
		}
	}
}

// applied sets how far the outline has filled, and then the tick.
func (b *builder) applied(c *scene.Cell, age float64) {
	const begun = 0.001 // zero would be complete
	switch {
	case age < fillMs:
		c.Fill = float32(max(begun, age/fillMs))
	case age < fillMs+tickMs:
		c.Tick = float32(max(begun, (age-fillMs)/tickMs))
	}
}

// crossOut shows the old entries once more, struck through.
func (b *builder) crossOut(n sim.Node, why raft.ReplaceEntries) {
	row := b.at(n)
	if row < 0 {
		return
	}
	v := &b.views[row]
	if v.s == nil {
		return
	}
	disk := &v.m.Stored().Log
	for i := max(why.From, b.table.folded+1); i <= min(why.OldLast, b.table.shown()); i++ {
		old, ok := disk.At(i)
		now, still := v.log.At(i)
		c := b.cellOf(n, i)
		if !ok || c == nil || still && old == now {
			continue
		}
		c.State, c.Term, c.Overwritten = scene.Uncommitted, uint64(old.Term), true
		c.Text, c.Fill, c.Tick = b.digits(c.Term), 0, 0
		if hasKeys(&b.lay.logs.grid) {
			c.Key = b.describe(v, old)
		}
	}
}

// cellOf is the cell of an entry at a member, or nil if it is not shown.
func (b *builder) cellOf(n sim.Node, i raft.Index) *scene.Cell {
	row := b.at(n)
	if row < 0 || i <= b.table.folded {
		return nil
	}
	cells := b.s.Logs.Cells[b.table.cells[row]:b.table.cells[row+1]]
	if len(cells) > 0 && cells[0].Index == 0 {
		cells = cells[1:]
	}
	if at := int(i - b.table.folded - 1); at < len(cells) {
		return &cells[at]
	}
	return nil
}
