package sheet

import (
	"strconv"

	"raftarium/viz/scene"
)

// Crowd is the main stage with n members, up to 25, full logs and so many
// messages on their way: what a benchmark draws.
func Crowd(n, messages int) *scene.Scene {
	s := Main()
	size := scene.SizeFor(n, 380, 420)
	s.Ring.R = size.Ring
	s.Members, s.Messages, s.Chords, s.Cuts, s.Logs = nil, nil, nil, nil, scene.Logs{}
	for i := range n {
		at := s.Ring.Point(i, n)
		m := scene.Member{
			ID: i + 1, X: at.X, Y: at.Y, R: size.R, Detail: size.Detail, Letter: "F", Term: 4, TermText: "4",
			Arc: -1, ArcWidth: size.ArcWidth, NameSize: size.NameSize, Name: "etcd-0" + strconv.Itoa(i+1), NameBold: true,
		}
		if i == 1 {
			m.Shape, m.Letter = scene.Square, "L"
		} else if size.Arcs {
			m.Arc = float32(i) / float32(n)
		}
		m.PlaceName(s.Ring)
		s.Members = append(s.Members, m)
	}
	for i := range n {
		s.Chords = append(s.Chords, scene.Chord{
			From: scene.Point{X: s.Members[1].X, Y: s.Members[1].Y}, To: scene.Point{X: s.Members[i].X, Y: s.Members[i].Y},
		})
	}
	kinds := [4]scene.MessageKind{scene.AppendEntries, scene.Heartbeat, scene.Reply, scene.VoteReply}
	for i := range messages {
		m := scene.Message{Kind: kinds[i%4], Term: 4, Success: true}
		if size.Motes {
			m.Kind = scene.Mote
		}
		if m.Kind == scene.AppendEntries {
			m.Label = strconv.Itoa(i % 100)
		}
		from := i % n
		to := (from + 1 + i/n%(n-1)) % n
		m.Place(scene.WayBetween(&s.Members[from], &s.Members[to]), float32(i)/float32(messages))
		s.Messages = append(s.Messages, m)
	}
	g := scene.GridFor(n, 700)
	g.Left, g.Top = 464, 120
	for row := range n {
		box := g.Cell(0, row)
		s.Logs.Rows = append(s.Logs.Rows, scene.Row{
			Member: row + 1, X: 390, Y: box.Y + box.H/2, R: min(10, g.H/2), Letter: "F", Term: 4,
			Name: s.Members[row].Name, NameX: 408,
		})
		for i := range g.Fit(1060) {
			box = g.Cell(i, row)
			s.Logs.Cells = append(s.Logs.Cells, scene.Cell{
				Member: row + 1, Index: uint64(i + 1), X: box.X, Y: box.Y, W: box.W, H: box.H,
				State: scene.Applied, Term: uint64(i/8 + 1), Text: strconv.Itoa(i/8 + 1), Key: "message",
			})
		}
	}
	return s
}
