package compose

import (
	"slices"

	"raftarium/core/raft"
	"raftarium/viz/scene"
)

// bars draws a whole log as one bar, where there are too many for cells: those
// that differ from the leader's first.
func (b *builder) bars() {
	l := &b.lay.logs
	n := len(b.views)
	order := b.rooms.counts.take(n)
	for i := range order {
		order[i] = i
	}
	like := b.leader
	if like < 0 {
		like = 0
	}
	same := func(i int) bool {
		v, o := &b.views[i], &b.views[like]
		return v.log.Last() == o.log.Last() && v.log.LastTerm() == o.log.LastTerm() && v.commit == o.commit && v.up
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch a, c := same(i), same(j); {
		case a == c:
			return 0
		case a:
			return 1
		}
		return -1
	})
	last := raft.Index(1)
	for i := range b.views {
		last = max(last, b.views[i].log.Last())
	}

	const names, gap = 36, 20
	top, width := l.grid.Top-10, l.right-l.x
	columns := 1
	if n > 50 && width >= 320 {
		columns = 2
	}
	rows := (n + columns - 1) / columns
	pitch := min(14, (l.bottom-top)/float32(rows))
	each := (width - float32(columns-1)*gap) / float32(columns)
	for k, i := range order {
		v := &b.views[i]
		x := l.x + float32(k/rows)*(each+gap) + names
		bar := scene.Bar{Member: int(v.node), X: x, Y: top + float32(k%rows)*pitch, W: each - names, H: max(1, pitch-max(1, 0.3*pitch)),
			Term: uint64(v.log.LastTerm()), NameX: x - 6, Bold: i == b.leader, Selected: b.selects(MemberTarget, v.node)}
		unit := bar.W / float32(last)
		bar.Committed = unit * float32(min(v.commit, v.log.Last()))
		bar.Uncommitted = unit*float32(v.log.Last()) - bar.Committed
		if pitch >= 12 || bar.Bold || bar.Selected {
			bar.Name = b.name(v, true)
		}
		b.s.Logs.Bars = append(b.s.Logs.Bars, bar)
	}
}
