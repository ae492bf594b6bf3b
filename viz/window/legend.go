package window

import (
	"math"

	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// legendTerm is the term whose colour the legend takes.
const legendTerm = 4

// legend is every shape of the picture, small, about the middle of its place,
// with the text that names it.
var legend = []struct {
	text string
	draw func(s *sheet, x, y float32, t *theme.Theme)
}{
	{"legend.follower", smallMember(scene.Member{R: 9, Arc: -1}, "F")},
	{"legend.candidate", smallMember(scene.Member{R: 7.5, Shape: scene.Diamond, Arc: -1}, "C")},
	{"legend.leader", smallMember(scene.Member{R: 10, Shape: scene.Square, Arc: -1}, "L")},
	{"legend.learner", smallMember(scene.Member{R: 10, Learner: true, Detail: scene.Small, Arc: -1}, "N")},
	{"legend.pre-candidate", smallMember(scene.Member{R: 8, Shape: scene.Diamond, Hollow: true, Detail: scene.Small, Arc: -1}, "P")},
	{"legend.crashed", smallMember(scene.Member{R: 9, Crashed: true, Detail: scene.Small, Arc: -1}, "")},
	{"legend.paused", smallMember(scene.Member{R: 9, Paused: true, Detail: scene.Small, Arc: -1}, "F")},
	{"legend.timer", smallMember(scene.Member{R: 3, Arc: 0.75, Detail: scene.Full}, "")},
	{"legend.entries", smallMessage(scene.Message{Kind: scene.AppendEntries, Label: "9"})},
	{"legend.heartbeat", smallMessage(scene.Message{Kind: scene.Heartbeat})},
	{"legend.vote", smallMessage(scene.Message{Kind: scene.RequestVote})},
	{"legend.pre-vote", smallMessage(scene.Message{Kind: scene.PreVote})},
	{"legend.snapshot", smallMessage(scene.Message{Kind: scene.InstallSnapshot})},
	{"legend.timeout-now", smallMessage(scene.Message{Kind: scene.TimeoutNow, Turn: math.Pi / 2})},
	{"legend.read-index", smallMessage(scene.Message{Kind: scene.ReadIndex})},
	{"legend.reply", smallMessage(scene.Message{Kind: scene.Reply, Success: true})},
	{"legend.lost", smallMessage(scene.Message{Kind: scene.Heartbeat, Lost: true, Burst: 1})},
	{"legend.uncommitted", smallCell(scene.Uncommitted)},
	{"legend.durable", smallCell(scene.NotDurable)},
	{"legend.committed", smallCell(scene.Committed)},
	{"legend.applied", smallCell(scene.Applied)},
	{"legend.compacted", func(s *sheet, x, y float32, _ *theme.Theme) {
		s.fold(scene.Fold{X: x - 10, Y: y - 7, W: 22, H: 14, Snapshot: true})
	}},
	{"legend.put", smallSign(scene.LegendChange)},
	{"legend.tombstone", smallSign(scene.LegendTombstone)},
	{"legend.gone", smallSign(scene.LegendGone)},
	{"legend.pending", smallSign(scene.LegendPending)},
	{"legend.watcher", smallSign(scene.LegendWatcher)},
	{"legend.behind", smallSign(scene.LegendBehind)},
	{"legend.record", smallSign(scene.LegendRecord)},
	{"legend.replaced", smallSign(scene.LegendReplaced)},
	{"legend.corrupt", smallSign(scene.LegendCorrupt)},
	{"legend.edge", smallSign(scene.LegendEdge)},
	{"legend.match", func(s *sheet, x, y float32, t *theme.Theme) { s.disc(x, y, 4, t.Ink) }},
	{"legend.next", smallSign(scene.LegendNext)},
}

func smallMember(m scene.Member, letter string) func(*sheet, float32, float32, *theme.Theme) {
	return func(s *sheet, x, y float32, t *theme.Theme) {
		m := m
		m.X, m.Y, m.Term = x, y, legendTerm
		if m.Shape == scene.Square {
			m.Y += 3 // room for the crown
		}
		s.lettered(m, letter, t)
	}
}

func smallMessage(m scene.Message) func(*sheet, float32, float32, *theme.Theme) {
	return func(s *sheet, x, y float32, _ *theme.Theme) {
		m := m
		m.At, m.Tail, m.Term = scene.Point{X: x, Y: y}, scene.Point{X: x, Y: y}, legendTerm
		s.message(m)
	}
}

func smallSign(kind scene.LegendKind) func(*sheet, float32, float32, *theme.Theme) {
	return func(s *sheet, x, y float32, _ *theme.Theme) {
		s.sign(scene.LegendItem{Kind: kind, X: x - 11, Y: y, Term: legendTerm})
	}
}

func smallCell(state scene.CellState) func(*sheet, float32, float32, *theme.Theme) {
	return func(s *sheet, x, y float32, _ *theme.Theme) {
		s.cell(scene.Cell{X: x - 10, Y: y - 8, W: 20, H: 16, State: state, Term: legendTerm, Index: 1})
	}
}

// legendRow is a shape and its name; it returns how high it is.
func (w *Window) legendRow(x, y, width float32, i int) float32 {
	const shapes = 40
	row := &legend[i]
	row.draw(&w.sheet, x+14, y+11, w.theme)
	lines := w.typist.wrap(w.text(row.text), panelStyle, width-shapes)
	for j, l := range lines {
		w.sheet.text(x+shapes, y+16+float32(j)*18, l, panelStyle, ink.Start, w.theme.Ink)
	}
	return 22 + float32(len(lines)-1)*18
}
