package compose

import (
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// spot is something that can be selected, and where it stands.
type spot struct {
	at  scene.Point
	box scene.Rect
	t   Target
}

// Beside returns what stands nearest to the selection in a direction, dx and dy of
// −1, 0 or 1, among what is like it: changes in the store, entries in the logs.
// Without a selection there it is the newest that is in view.
func Beside(s *scene.Scene, in Input, dx, dy int) Target {
	spots := spotsOf(s, in)
	if len(spots) == 0 {
		return Target{}
	}
	from := -1
	for i := range spots {
		if spots[i].t == in.Selected {
			from = i
		}
	}
	if from < 0 {
		return newestSpot(spots, in)
	}
	best, found := float32(0), Target{}
	for i := range spots {
		along, across := spots[i].at.X-spots[from].at.X, spots[i].at.Y-spots[from].at.Y
		if dy != 0 {
			along, across = across, along
		}
		along *= float32(dx + dy)
		const nearest = 1000 // the next row comes before what is straight above or below
		if d := nearest*along + abs(across); along > 1 && (dx == 0 || abs(across) < 1) && (found.Kind == Nothing || d < best) {
			best, found = d, spots[i].t
		}
	}
	return found
}

// newestSpot is where a selection begins: at the right, in the row of the selected
// key if there is one.
func newestSpot(spots []spot, in Input) Target {
	best := 0
	for i := range spots {
		mine, its := spots[i].t.Key == in.Selected.Key, spots[best].t.Key == in.Selected.Key
		if in.Selected.Kind == KeyTarget && mine != its {
			if mine {
				best = i
			}
			continue
		}
		if spots[i].at.X > spots[best].at.X {
			best = i
		}
	}
	return spots[best].t
}

func spotsOf(s *scene.Scene, in Input) (spots []spot) {
	add := func(r scene.Rect, t Target) {
		spots = append(spots, spot{at: scene.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}, box: r, t: t})
	}
	switch in.View {
	case StoreView:
		node := StoreMember(in)
		for i := range s.Store.Changes {
			c := &s.Store.Changes[i]
			switch c.Kind {
			case scene.ChangePut, scene.ChangeTombstone:
				add(c.Box, Target{Kind: ChangeTarget, Node: node, Key: c.Key, Rev: mvcc.Revision{Main: c.Rev, Sub: c.Sub}})
			case scene.ChangePending, scene.ChangePendingTombstone:
				add(c.Box, Target{Kind: EntryTarget, Node: node, Index: raft.Index(c.Entry)})
			}
		}
		for i := range s.Store.Tree {
			r := &s.Store.Tree[i]
			add(scene.Rect{X: r.Box.X, Y: r.Box.Y, W: 1, H: r.Box.H}, Target{Kind: V2Target, Node: node, Key: r.Key})
		}
	case DiskView:
		for i := range s.Disk.Entries {
			if e := &s.Disk.Entries[i]; !e.Replaced {
				add(e.Box, Target{Kind: EntryTarget, Node: sim.Node(e.Member), Index: raft.Index(e.Index)})
			}
		}
		for i := range s.Disk.Records {
			if r := &s.Disk.Records[i]; r.Empty {
				add(r.Box, recordTarget(r))
			}
		}
	case RingView:
		for i := range s.Logs.Cells {
			if c := &s.Logs.Cells[i]; c.State != scene.None {
				add(scene.Rect{X: c.X, Y: c.Y, W: c.W, H: c.H}, Target{Kind: EntryTarget, Node: sim.Node(c.Member), Index: raft.Index(c.Index)})
			}
		}
	}
	return spots
}
