package sheet

import (
	"strconv"

	"raftarium/viz/scene"
)

// States is the sheet of states and sizes, 1440 × 900, without what the page
// draws itself (loading, buttons, empty panels).
func States() (*scene.Scene, []scene.Banner) {
	s := &scene.Scene{Width: 1440, Height: 900}
	head := func(x, y float32, text string) {
		s.Labels = append(s.Labels, scene.Label{Text: text, X: x, Y: y, Size: 15, Bold: true})
	}
	s.Labels = append(s.Labels, scene.Label{Text: "States and sizes", X: 24, Y: 36, Size: 20, Bold: true, Family: scene.Serif})
	head(24, 76, "Members")
	head(24, 252, "Messages")
	head(24, 356, "Log cells")
	head(24, 516, "Ring at 9, 25 and 101 members")
	head(1064, 76, "Terms, a cycle of six")
	head(1064, 204, "What cannot be overlooked")
	stateMembers(s)
	stateMessages(s)
	stateCells(s)
	s.Rules = append(s.Rules, scene.Rule{From: scene.Point{X: 24, Y: 484.5}, To: scene.Point{X: 1040, Y: 484.5}, Tone: scene.Hair})
	nine(s)
	twentyFive(s)
	hundred(s)
	swatches(s)
	return s, banners()
}

func under(s *scene.Scene, x, y, size float32, text string) {
	s.Labels = append(s.Labels, scene.Label{Text: text, X: x, Y: y, Size: size, Tone: scene.Ink2, Align: scene.Middle})
}

func stateMembers(s *scene.Scene) {
	base := scene.Member{Y: 132, R: 28, Letter: "F", Term: 4, TermText: "4", Arc: -1, NameSize: 13, NameTone: scene.Ink2, NameAlign: scene.Middle}
	for i, c := range []struct {
		name string
		edit func(*scene.Member)
	}{
		{"follower", func(m *scene.Member) { m.Arc = 0.7 }},
		{"candidate", func(m *scene.Member) {
			m.Shape, m.Letter, m.Term, m.TermText, m.Arc = scene.Diamond, "C", 5, "5", 0.5
			m.Votes, m.VotesAt = []bool{true, true, false, false, false}, scene.Point{X: 170, Y: 188}
		}},
		{"leader", func(m *scene.Member) { m.Shape, m.Letter = scene.Square, "L" }},
		{"learner", func(m *scene.Member) { m.Learner, m.Letter, m.Arc = true, "N", 0.7 }},
		{"crashed", func(m *scene.Member) { m.Crashed = true }},
		{"paused", func(m *scene.Member) { m.Paused = true }},
		{"selected", func(m *scene.Member) { m.Selected, m.Arc = true, 0.7 }},
		{"stale leader", func(m *scene.Member) {
			m.Shape, m.Letter, m.Term, m.TermText, m.NameTone, m.NameBold = scene.Square, "L", 3, "3", scene.Danger, true
		}},
		{"violates", func(m *scene.Member) {
			m.Shape, m.Letter, m.Violates, m.NameTone, m.NameBold = scene.Square, "L", true, scene.Danger, true
		}},
	} {
		m := base
		m.X = 72 + 98*float32(i)
		m.Name, m.NameAt = c.name, scene.Point{X: m.X, Y: 194}
		if c.edit(&m); m.Votes != nil {
			m.Name, m.NameAt.Y = "2 votes, 3 needed", 212
		}
		s.Members = append(s.Members, m)
	}
}

func stateMessages(s *scene.Scene) {
	for i, c := range []struct {
		name string
		m    scene.Message
	}{
		{"RequestVote", scene.Message{Kind: scene.RequestVote}},
		{"AppendEntries", scene.Message{Kind: scene.AppendEntries, Label: "3"}},
		{"heartbeat", scene.Message{Kind: scene.Heartbeat}},
		{"success", scene.Message{Kind: scene.Reply, Success: true}},
		{"refusal", scene.Message{Kind: scene.Reply}},
		{"vote granted", scene.Message{Kind: scene.VoteReply, Success: true}},
		{"vote refused", scene.Message{Kind: scene.VoteReply}},
		{"InstallSnapshot", scene.Message{Kind: scene.InstallSnapshot}},
		{"TimeoutNow", scene.Message{Kind: scene.TimeoutNow, Turn: rad(90)}},
		{"lost", scene.Message{Lost: true, Burst: 1}},
		{"PreVote", scene.Message{Kind: scene.PreVote}},
		{"ReadIndex", scene.Message{Kind: scene.ReadIndex}},
		{"several", scene.Message{Kind: scene.AppendEntries, Label: "×12"}},
		{"duplicate", scene.Message{Kind: scene.AppendEntries, Label: "9", Duplicate: true, Turn: rad(90)}},
	} {
		m := c.m
		x := 72 + 74*float32(i)
		m.Term, m.At = 4, scene.Point{X: x, Y: 284}
		m.Tail = m.At
		s.Messages = append(s.Messages, m)
		y := float32(312)
		if i%2 == 1 {
			y = 328
		}
		under(s, x, y, 12, c.name)
	}
}

func stateCells(s *scene.Scene) {
	for i, c := range []struct {
		name string
		cell scene.Cell
	}{
		{"uncommitted", scene.Cell{State: scene.Uncommitted}},
		{"not durable", scene.Cell{State: scene.NotDurable}},
		{"committed", scene.Cell{State: scene.Committed}},
		{"applied", scene.Cell{State: scene.Applied}},
		{"overwritten", scene.Cell{State: scene.Uncommitted, Overwritten: true, Term: 3, Text: "3", Key: "size"}},
	} {
		cell := c.cell
		cell.X, cell.Y, cell.W, cell.H = 36+98*float32(i), 372, 57, 38
		if cell.Term == 0 {
			cell.Term, cell.Text, cell.Key = 4, "4", "message"
		}
		s.Logs.Cells = append(s.Logs.Cells, cell)
		under(s, cell.X+28, 428, 12, c.name)
	}
	s.Logs.Folds = append(s.Logs.Folds, scene.Fold{X: 527, Y: 373, W: 60, H: 36, Text: "1 – 6", Snapshot: true})
	under(s, 554, 428, 12, "snapshot")
	s.Labels = append(s.Labels,
		scene.Label{Text: "38 × 28 and 26 × 24: number and tick", X: 640, Y: 368, Size: 12, Tone: scene.Ink2},
		scene.Label{Text: "10 × 16: colour and fill only", X: 640, Y: 424, Size: 12, Tone: scene.Ink2})
	states := [5]scene.CellState{scene.Applied, scene.Applied, scene.Committed, scene.Uncommitted, scene.NotDurable}
	for i, state := range states {
		term := min(uint64(i+1), 4)
		text := strconv.FormatUint(term, 10)
		s.Logs.Cells = append(s.Logs.Cells,
			scene.Cell{X: 640 + 42*float32(i), Y: 376, W: 38, H: 28, State: state, Term: term, Text: text},
			scene.Cell{X: 866 + 30*float32(i), Y: 378, W: 26, H: 24, State: state, Term: term, Text: text})
	}
	for i := range 30 {
		cell := scene.Cell{X: 640 + 12*float32(i), Y: 432, W: 10, H: 16, State: scene.Applied, Term: [4]uint64{1, 2, 3, 4}[min((i+1)/7, 3)]}
		if i >= 27 {
			cell.State = scene.Uncommitted
		}
		s.Logs.Cells = append(s.Logs.Cells, cell)
	}
}

func swatches(s *scene.Scene) {
	for i := range uint64(6) {
		x := 1064 + 60*float32(i)
		s.Logs.Cells = append(s.Logs.Cells, scene.Cell{
			X: x, Y: 92, W: 52, H: 52, State: scene.Committed, Term: i + 1, Text: strconv.FormatUint(i+1, 10),
		})
		s.Labels = append(s.Labels, scene.Label{
			Text: strconv.FormatUint(i+1, 10) + ", " + strconv.FormatUint(i+7, 10),
			X:    x + 26, Y: 162, Size: 12, Tone: scene.Ink3, Align: scene.Middle,
		})
	}
}

func banners() []scene.Banner {
	var list []scene.Banner
	for i, b := range []scene.Banner{
		{Kind: scene.Violation, Title: "Election Safety is violated", Detail: "two leaders in term 4: etcd-02, etcd-05 · 3,104 ms"},
		{Kind: scene.NoQuorum, Title: "No quorum", Detail: "2 of 5 in touch, 3 needed: nothing can be committed"},
		{Kind: scene.Modified, Title: "Modified Raft", Detail: "“vote once a term” is off; checks may fail"},
		{Kind: scene.SplitVote, Title: "Split vote in term 5", Detail: "2, 2 and 1 of 5 votes: the next timer decides"},
	} {
		b.Box = scene.Rect{X: 1064, Y: 220 + 52*float32(i), W: 352, H: 45}
		list = append(list, b)
	}
	return list
}
