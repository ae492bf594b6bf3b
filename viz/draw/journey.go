package draw

import (
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

func (p pen) journey(j *scene.Journey) {
	p.Text(j.X, j.Y, j.Title, ui(theme.SizeControl, true), ink.Start, p.t.Ink)
	p.Text(j.NoteX, j.Y, j.Note, ui(theme.SizePanel, false), ink.Start, p.t.Ink2)
	n := len(j.Steps)
	if n == 0 {
		return
	}
	first, reached, last := j.Steps[0].X, j.Steps[0].X, j.Steps[n-1].X
	for i := range j.Steps {
		if s := &j.Steps[i]; s.State != scene.Ahead {
			reached = s.X
		}
	}
	p.HLine(first, reached, j.LineY, theme.StrokeCell, p.t.Ink)
	p.HLine(reached, last, j.LineY, theme.StrokeCell, p.t.Hair)
	for i := range j.Steps {
		p.step(&j.Steps[i], j.LineY)
	}
	if j.Stopped {
		p.VLine(reached+14, j.LineY-9, j.LineY+9, theme.StrokeArc, p.t.Danger)
	}
}

func (p pen) step(s *scene.Step, y float32) {
	text := p.t.Ink
	switch s.State {
	case scene.Done:
		p.Circle(s.X, y, 6, p.t.Ink)
	case scene.Current:
		p.Circle(s.X, y, 7, p.t.Accent)
	case scene.Ahead:
		text = p.t.Ink3
		p.Disc(s.X, y, 5, theme.StrokeCell, p.t.Paper, p.t.Line)
	}
	p.Text(s.TextX, y+23, s.Text, ui(theme.SizeTick, s.State == scene.Current), ink.Align(s.Align), text)
}

// legend is one sign, at nine tenths of its size on the stage, and its words.
func (p pen) legend(l *scene.LegendItem) {
	fill, text := p.t.Term(l.Term)
	x, y := l.X, l.Y
	small := pen{p.Ink, p.t, 0.9}
	switch l.Kind {
	case scene.LegendRequest:
		p.Box(x, y-7.2, 18, 14.4, theme.CornerCell, theme.StrokeMessage, fill, p.t.Ink)
	case scene.LegendHeartbeat:
		p.Disc(x+5, y, 5, theme.StrokeMessage, fill, p.t.Ink)
	case scene.LegendReply:
		m := scene.Message{Kind: scene.Reply, Term: l.Term, Success: true}
		small.form(&m, x+8, y, fill, text, true)
	case scene.LegendLost:
		p.burst(x+9, y, 0.75, 1)
	case scene.LegendUncommitted:
		p.Box(x+1, y-7, 16, 14, theme.CornerCell, theme.StrokeCell, p.t.Paper, fill)
	case scene.LegendCommitted, scene.LegendApplied:
		p.RoundRect(x, y-8, 18, 16, theme.CornerCell+1, fill)
		if l.Kind == scene.LegendApplied {
			p.tick(x+5, y, 1, 2, 1, text)
		}
	case scene.LegendNotDurable:
		p.RoundRect(x+1, y-7, 16, 14, theme.CornerCell, p.t.Paper)
		p.Hatch(x+1, y-7, 16, 14, 2, 6, fill)
		p.RoundOutline(x+1, y-7, 16, 14, theme.CornerCell, theme.StrokeCell, fill)
	case scene.LegendMatch:
		p.Circle(x+4, y, 4, p.t.Ink)
	case scene.LegendNext:
		p.nextArrow(x+5, y, 1)
	case scene.LegendFollower:
		p.lane(&scene.Lifeline{X0: x, X1: x + 24, Y: y, Term: l.Term})
	case scene.LegendCandidate:
		p.lane(&scene.Lifeline{Kind: scene.LaneCandidate, X0: x, X1: x + 24, Y: y, Term: l.Term})
	case scene.LegendLeader:
		p.lane(&scene.Lifeline{Kind: scene.LaneLeader, X0: x, X1: x + 24, Y: y, Term: l.Term})
	case scene.LegendSent, scene.LegendAnswer, scene.LegendCause:
		p.flight(&scene.Arrow{From: scene.Point{X: x, Y: y}, To: scene.Point{X: x + 26, Y: y}, Term: l.Term, Reply: l.Kind == scene.LegendAnswer,
			Cause: l.Kind == scene.LegendCause})
	case scene.LegendEvent:
		p.happening(&scene.Event{X: x + 6, Y: y})
	case scene.LegendDisk:
		p.happening(&scene.Event{Kind: scene.EventDisk, X: x + 6, Y: y})
	case scene.LegendRecord:
		p.record(&scene.DiskRecord{Box: scene.Rect{X: x, Y: y - 8, W: 24, H: 16}})
		p.written(&scene.DiskEntry{Box: scene.Rect{X: x + 2, Y: y - 6, W: 10, H: 12}, Term: l.Term, Durable: true})
		p.written(&scene.DiskEntry{Box: scene.Rect{X: x + 12, Y: y - 6, W: 10, H: 12}, Term: l.Term, Durable: true})
	case scene.LegendReplaced:
		p.written(&scene.DiskEntry{Box: scene.Rect{X: x, Y: y - 8, W: 18, H: 16}, Term: l.Term, Durable: true, Replaced: true})
	case scene.LegendHard:
		p.block(scene.Rect{X: x, Y: y - 8, W: 16, H: 16}, l.Term, true)
	case scene.LegendSnapshot:
		p.fold(&scene.Fold{X: x, Y: y - 7, W: 22, H: 14, Snapshot: true})
	case scene.LegendEdge:
		p.DashedLine(x+3, y-9, x+3, y+9, theme.StrokeCell, 4, 2, p.t.Danger)
	case scene.LegendCorrupt:
		p.overRecord(&scene.DiskRecord{Box: scene.Rect{X: x, Y: y - 8, W: 18, H: 16}, State: scene.RecordCorrupt})
	case scene.LegendChange:
		p.change(&scene.Change{Box: scene.Rect{X: x, Y: y - 7, W: 22, H: 14}, Term: l.Term})
	case scene.LegendTombstone:
		p.change(&scene.Change{Box: scene.Rect{X: x, Y: y - 8, W: 16, H: 16}, Term: l.Term, Kind: scene.ChangeTombstone})
	case scene.LegendGone:
		p.change(&scene.Change{Box: scene.Rect{X: x, Y: y - 7, W: 22, H: 14}, Term: l.Term, Kind: scene.ChangeGone})
	case scene.LegendPending:
		p.change(&scene.Change{Box: scene.Rect{X: x, Y: y - 7, W: 22, H: 14}, Term: l.Term, Kind: scene.ChangePending})
	case scene.LegendWatcher, scene.LegendBehind:
		p.place(x+6, y, l.Kind == scene.LegendBehind)
	}
	p.Text(l.TextX, y+4.5, l.Text, ui(theme.SizeTick, false), ink.Start, p.t.Ink2)
}
