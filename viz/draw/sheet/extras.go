package sheet

import (
	"strconv"

	"raftarium/viz/scene"
)

// Extras is what no mock-up shows but the art direction names: links cut one
// way, client messages, roles that cross over, transitions of cells, bars,
// blocks, and every mark of the scrubber. 640 × 400.
func Extras() *scene.Scene {
	s := &scene.Scene{Width: 640, Height: 400}
	a, b := scene.Point{X: 40, Y: 40}, scene.Point{X: 200, Y: 60}
	down := func(p scene.Point, y float32) scene.Point { return scene.Point{X: p.X, Y: p.Y + y} }
	s.Chords = append(s.Chords,
		scene.Chord{From: a, To: b, Dashed: true, Slashes: true},
		scene.Chord{From: down(a, 40), To: down(b, 40), OneWay: true},
		scene.Chord{From: down(a, 80), To: down(b, 80), Flash: true})
	for i, m := range []scene.Message{
		{Kind: scene.ClientRequest, Label: "A"}, {Kind: scene.ClientAnswer, Label: "A"},
		{Kind: scene.TimeoutNow, Turn: rad(200)}, {Kind: scene.Heartbeat, Selected: true}, {Kind: scene.Reply},
		{Lost: true}, {Lost: true, Burst: 0.5},
	} {
		m.Term, m.At = 2, scene.Point{X: 250 + 50*float32(i), Y: 40}
		m.Tail = down(m.At, 30)
		s.Messages = append(s.Messages, m)
	}
	for i := range 5 {
		m := scene.Member{
			X: 260 + 80*float32(i), Y: 130, R: 28, Shape: scene.Diamond, Letter: "C", Term: 5, TermText: "5", Arc: -1,
			Fade: scene.Fade{Active: true, FromTerm: 4, Progress: float32(i) / 4},
		}
		if i > 2 {
			m.Shape, m.Letter, m.Fade.FromShape = scene.Square, "L", scene.Diamond
		}
		s.Members = append(s.Members, m)
	}
	for i := range 5 {
		progress := float32(i+1) / 6
		s.Logs.Cells = append(s.Logs.Cells,
			scene.Cell{X: 40 + 61*float32(i), Y: 200, W: 57, H: 38, State: scene.Committed, Term: 4, Text: "4", Key: "message", Fill: progress},
			scene.Cell{X: 40 + 61*float32(i), Y: 250, W: 57, H: 38, State: scene.Applied, Term: 1, Text: "1", Key: "color", Tick: progress,
				Selected: i == 1, Violates: i == 3})
	}
	s.Logs.Folds = append(s.Logs.Folds,
		scene.Fold{X: 360, Y: 200, W: 72, H: 38, Text: "set-up", Size: 12},
		scene.Fold{X: 440, Y: 200, W: 76, H: 38, Text: "1 – 212", Snapshot: true, Selected: true})
	for i := range 6 {
		s.Logs.Bars = append(s.Logs.Bars, scene.Bar{
			X: 400, Y: 255 + 8*float32(i), W: 200, H: 5, Committed: 120, Uncommitted: 10 * float32(i), Term: 4,
			Name: map[int]string{0: "L 31"}[i], NameX: 394, Bold: true,
		})
	}
	for kind := scene.MarkElection; kind <= scene.MarkPause; kind++ {
		x := 60 + 50*float32(kind)
		s.Scrubber.Marks = append(s.Scrubber.Marks, scene.Mark{Kind: kind, X: x, Y: 330})
		under(s, x, 352, 12, strconv.Itoa(int(kind)))
	}
	s.Quiet = scene.Quiet{X: 40, Y: 376, Title: "2 of 5 in touch, 3 needed", Detail: "nothing can be committed", Alarm: true}
	s.Journey = scene.Journey{LineY: 370, Stopped: true, Steps: []scene.Step{
		{Text: "terminal A", X: 300, TextX: 300, Align: scene.Middle}, {Text: "leader", X: 400, TextX: 400, Align: scene.Middle, State: scene.Current},
		{Text: "entry 9", X: 500, TextX: 500, Align: scene.Middle, State: scene.Ahead},
	}}
	return s
}
