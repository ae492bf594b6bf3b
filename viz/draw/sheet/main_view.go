package sheet

import (
	"math"
	"strconv"

	"raftarium/viz/scene"
)

// members is the cluster of the main mock-up: who is what, in which term.
var members = [5]struct {
	letter string
	shape  scene.Shape
	term   uint64
	arc    float32
}{
	{"F", scene.Circle, 4, 0.98},
	{"L", scene.Square, 4, -1},
	{"F", scene.Circle, 4, 0.86},
	{"F", scene.Circle, 4, 0.8},
	{"L", scene.Square, 3, -1},
}

// Main is the stage of the main mock-up at 1440×900, 1080 × 572: "hello world"
// is answered while etcd-05 leads the dead term 3.
func Main() *scene.Scene {
	s := &scene.Scene{Width: 1080, Height: 572, Ring: scene.Ring{X: 190, Y: 228, R: 132}}
	ring(s)
	traffic(s)
	s.Quiet = scene.Quiet{X: 24, Y: 28, Title: "4 of 5 in touch", Detail: "quorum is 3"}
	journey(s)
	logs(s)
	legend(s)
	s.Rules = append(s.Rules, scene.Rule{From: scene.Point{X: 0, Y: 476.5}, To: scene.Point{X: 1080, Y: 476.5}, Tone: scene.Hair})
	scrubber(s, 477)
	return s
}

func ring(s *scene.Scene) {
	for i, c := range members {
		at := s.Ring.Point(i, len(members))
		m := scene.Member{
			ID: i + 1, X: at.X, Y: at.Y, R: 34, Shape: c.shape, Letter: c.letter,
			Term: c.term, TermText: strconv.FormatUint(c.term, 10), Arc: c.arc,
			Name: "etcd-0" + strconv.Itoa(i+1), NameBold: true, Selected: i == 1,
		}
		if i == 4 {
			m.Stale, m.Note, m.NoteAlarm = true, "stale leader", true
		}
		switch i {
		case 0:
			p := m.ChipPoint(s.Ring, 0)
			m.Clients = append(m.Clients, scene.ClientChip{Letter: "A", X: p.X, Y: p.Y})
		case 2:
			p := m.ChipPoint(s.Ring, 0)
			m.Clients = append(m.Clients, scene.ClientChip{Letter: "B", X: p.X, Y: p.Y})
		}
		m.PlaceName(s.Ring)
		s.Members = append(s.Members, m)
	}
	centre := func(i int) scene.Point { return scene.Point{X: s.Members[i].X, Y: s.Members[i].Y} }
	for _, i := range [4]int{0, 2, 3, 4} {
		s.Chords = append(s.Chords, scene.Chord{From: centre(1), To: centre(i)})
	}
	for _, i := range [3]int{0, 2, 3} {
		s.Chords = append(s.Chords, scene.Chord{From: centre(4), To: centre(i), Dashed: true})
	}
	s.Cuts = append(s.Cuts, scene.Cut{
		X: s.Members[4].X, Y: s.Members[4].Y, R: 87.9, From: rad(49.5), To: rad(166.5),
		Text: "cut", TextAt: scene.Point{X: 75, Y: 290.7},
	})
}

func rad(degrees float64) float32 { return float32(degrees * math.Pi / 180) }

// traffic is what is on its way.
func traffic(s *scene.Scene) {
	for _, c := range [8]struct {
		kind     scene.MessageKind
		from, to int
		progress float32
		label    string
		lost     bool
	}{
		{scene.Heartbeat, 1, 2, 0.7, "", false},
		{scene.AppendEntries, 1, 3, 0.87, "9", false},
		{scene.AppendEntries, 1, 4, 0.73, "", true},
		{scene.Reply, 0, 1, 0.18, "", false},
		{scene.Heartbeat, 4, 0, 0.16, "", false},
		{scene.Heartbeat, 4, 1, 0.14, "", false},
		{scene.Heartbeat, 4, 2, 0.17, "", false},
		{scene.Heartbeat, 4, 3, 0.17, "", false},
	} {
		m := scene.Message{Kind: c.kind, Term: members[c.from].term, Label: c.label, Success: true, Lost: c.lost, Burst: 1}
		m.Place(scene.WayBetween(&s.Members[c.from], &s.Members[c.to]), c.progress)
		s.Messages = append(s.Messages, m)
	}
}

func journey(s *scene.Scene) {
	s.Journey = scene.Journey{
		Title: "put message “hello world”", Note: "from terminal A, answered after 52 ms",
		X: 380, Y: 28, NoteX: 586, LineY: 52,
	}
	names := [8]string{"terminal A", "etcd-01", "leader", "entry 9", "3 of 5 disks", "commit", "answer", "watch in B"}
	for i, name := range names {
		x := 386 + float32(i)*652/7
		step := scene.Step{Text: name, X: x, TextX: x, Align: scene.Middle}
		switch {
		case i == 0:
			step.TextX, step.Align = 380, scene.Start
		case i == 6:
			step.State = scene.Current
		case i == 7:
			step.TextX, step.Align, step.State = 1044, scene.End, scene.Ahead
		}
		s.Journey.Steps = append(s.Journey.Steps, step)
	}
}

// logOf is a member's log as "terms/keys", by the mock-up.
var (
	terms = [5][]uint64{
		{1, 1, 1, 2, 2, 3, 3, 4, 4}, {1, 1, 1, 2, 2, 3, 3, 4, 4}, {1, 1, 1, 2, 2, 3, 3, 4, 4},
		{1, 1, 1, 2, 2, 3, 3, 4, 4}, {1, 1, 1, 2, 2, 3, 3, 3, 3},
	}
	keys      = [9]string{"no-op", "color", "color", "no-op", "size", "no-op", "color", "no-op", "message"}
	staleKeys = [9]string{7: "message", 8: "size"}
)

func logs(s *scene.Scene) {
	g := scene.GridFor(len(members), 700)
	g.Left, g.Top = 464, 120
	l := &s.Logs
	l.Header, l.HeaderY, l.Left, l.Committed, l.Right = true, 114, 462, 1011, 1072
	for i := range 10 {
		l.Columns = append(l.Columns, scene.Column{
			Text: strconv.Itoa(i + 1), X: g.Centre(i), Y: 108, W: g.W, Known: i < 9, Followed: i == 8,
		})
	}
	for row, c := range members {
		box := g.Cell(0, row)
		l.Rows = append(l.Rows, scene.Row{
			Member: row + 1, X: 390, Y: box.Y + box.H/2, Shape: c.shape, Letter: c.letter, Term: c.term,
			Name: "etcd-0" + strconv.Itoa(row+1), NameX: 408, Bold: row == 1,
		})
		for i, term := range terms[row] {
			box = g.Cell(i, row)
			key, state := keys[i], scene.Applied
			switch {
			case row == 4 && i >= 7:
				key, state = staleKeys[i], scene.Uncommitted
			case row == 2 && i == 8:
				state = scene.Uncommitted
			case row == 3 && i == 8:
				state = scene.NotDurable
			}
			l.Cells = append(l.Cells, scene.Cell{
				Member: row + 1, Index: uint64(i + 1), X: box.X, Y: box.Y, W: box.W, H: box.H,
				State: state, Term: term, Text: strconv.FormatUint(term, 10), Key: key,
			})
		}
		box = g.Cell(9, row)
		l.Cells = append(l.Cells, scene.Cell{X: box.X, Y: box.Y, W: box.W, H: box.H})
	}
	for _, m := range [4]struct{ row, match, next int }{{0, 9, 10}, {2, 9, 10}, {3, 8, 9}, {4, 0, 8}} {
		match := g.Left - 8
		if m.match > 0 {
			match = g.Centre(m.match - 1)
		}
		l.Markers = append(l.Markers, scene.Marker{
			Y: g.Cell(0, m.row).Y + 47, Match: match, Next: g.Centre(m.next - 1),
		})
	}
}

func legend(s *scene.Scene) {
	for _, c := range [10]struct {
		kind    scene.LegendKind
		x, text float32
		words   string
	}{
		{scene.LegendRequest, 28, 52, "request"}, {scene.LegendHeartbeat, 113, 132, "heartbeat"},
		{scene.LegendReply, 203, 226, "reply + −"}, {scene.LegendLost, 292, 316, "lost"},
		{scene.LegendUncommitted, 380, 404, "uncommitted"}, {scene.LegendCommitted, 490, 514, "committed"},
		{scene.LegendApplied, 590, 614, "applied"}, {scene.LegendNotDurable, 672, 696, "not yet durable"},
		{scene.LegendMatch, 804, 822, "match index"}, {scene.LegendNext, 907, 926, "next index"},
	} {
		s.Legend = append(s.Legend, scene.LegendItem{Kind: c.kind, Text: c.words, X: c.x, Y: 448, TextX: c.text, Term: 4})
	}
}

func scrubber(s *scene.Scene, top float32) {
	b := &s.Scrubber
	b.AxisY, b.Left, b.Right = top+78, 24, 1056
	x := func(seconds float32) float32 { return 24 + seconds*1032/2.8 }
	for _, c := range [8]struct {
		from, to    float32
		term        uint64
		text, short string
	}{
		{0, 0.214, 0, "", ""}, {0.214, 0.9, 1, "term 1 · etcd-01", "term 1"},
		{0.9, 1.128, 0, "", ""}, {1.128, 1.56, 2, "term 2 · etcd-04", "term 2"},
		{1.56, 1.79, 0, "", ""}, {1.79, 2.1, 3, "term 3 · etcd-05", "term 3"},
		{2.1, 2.328, 0, "", ""}, {2.328, 2.652, 4, "term 4 · etcd-02", "term 4"},
	} {
		kind := scene.TermBand
		if c.term == 0 {
			kind = scene.NoLeader
		}
		b.Bands = append(b.Bands, scene.Band{
			Kind: kind, Term: c.term, Text: c.text, Short: c.short,
			Box: scene.Rect{X: x(c.from), Y: top + 34, W: x(c.to) - x(c.from), H: 20},
		})
	}
	b.Bands = append(b.Bands, scene.Band{
		Kind: scene.StaleBand, Term: 3, Box: scene.Rect{X: 798, Y: top + 57, W: 203.5, H: 6},
	})
	for _, m := range [16]struct {
		kind scene.MarkKind
		x    float32
	}{
		{scene.MarkElection, 103}, {scene.MarkWrite, 201}, {scene.MarkWrite, 265}, {scene.MarkCrash, 356},
		{scene.MarkElection, 440}, {scene.MarkWrite, 503}, {scene.MarkRestart, 547}, {scene.MarkCrash, 599},
		{scene.MarkElection, 684}, {scene.MarkRestart, 724}, {scene.MarkWrite, 746}, {scene.MarkCut, 799.5},
		{scene.MarkWrite, 820}, {scene.MarkWrite, 839}, {scene.MarkElection, 882}, {scene.MarkWrite, 987},
	} {
		b.Marks = append(b.Marks, scene.Mark{Kind: m.kind, X: m.x, Y: top + 22})
	}
	for i := range 15 {
		tick := scene.Tick{X: x(0.2 * float32(i)), Align: scene.Middle}
		if i%2 == 0 {
			tick.Text = strconv.FormatFloat(0.2*float64(i), 'f', 1, 64) + " s"
		}
		switch i {
		case 0:
			tick.Align = scene.Start
		case 14:
			tick.Align = scene.End
		}
		b.Ticks = append(b.Ticks, tick)
	}
	b.Branches = append(b.Branches, scene.Branch{
		From: scene.Point{X: 746.4, Y: top + 54}, To: scene.Point{X: 927, Y: top + 68}, Text: "what if 1", TextX: 937,
	})
	b.Playhead = scene.Playhead{X: 1001.5, Top: top + 4, Bottom: top + 82}
}
