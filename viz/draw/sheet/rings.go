package sheet

import (
	"strconv"

	"raftarium/viz/scene"
)

func nine(s *scene.Scene) {
	ring := scene.Ring{X: 176, Y: 708, R: 116}
	s.Ring = ring
	arcs := [9]float32{0.2, 0.37, -1, 0.51, 0.58, 0.65, -1, 0.79, 0.86}
	for i, arc := range arcs {
		at := ring.Point(i, len(arcs))
		m := scene.Member{
			X: at.X, Y: at.Y, R: 22, Letter: "F", Term: 4, TermText: "4", Arc: arc,
			Name: "0" + strconv.Itoa(i+1), NameSize: 13, NameTone: scene.Ink2, Crashed: i == 6,
		}
		if i == 2 {
			m.Shape, m.Letter, m.NameBold, m.NameTone = scene.Square, "L", true, scene.Ink
		}
		m.PlaceName(ring)
		s.Members = append(s.Members, m)
	}
	for _, at := range [3]scene.Point{{X: 217.4, Y: 742.4}, {X: 164.9, Y: 682.9}, {X: 222.4, Y: 657.8}} {
		s.Messages = append(s.Messages, scene.Message{Kind: scene.Heartbeat, Term: 4, At: at, Tail: at})
	}
	under(s, 176, 880, 12, "all marks")
}

func twentyFive(s *scene.Scene) {
	ring := scene.Ring{X: 512, Y: 708, R: 136}
	for i := range 25 {
		at := ring.Point(i, 25)
		m := scene.Member{
			X: at.X, Y: at.Y, R: 12, Detail: scene.Small, Letter: "F", Term: 4, Arc: -1,
			NameSize: 12, NameTone: scene.Ink2, Crashed: i == 15,
		}
		if i >= 21 {
			m.Term = 3
		}
		if i == 4 {
			m.Shape, m.Letter, m.NameBold, m.NameTone = scene.Square, "L", true, scene.Ink
		}
		if i == 0 || i%5 == 4 {
			m.Name = strconv.Itoa(i + 1)
		}
		m.PlaceName(ring)
		s.Members = append(s.Members, m)
	}
	for _, at := range [...]scene.Point{
		{X: 619.7, Y: 701.2}, {X: 613.9, Y: 687.1}, {X: 586.1, Y: 750.8}, {X: 579.4, Y: 728.8}, {X: 581.1, Y: 701.6}, {X: 519.7, Y: 759.9},
		{X: 543.7, Y: 691.8}, {X: 464, Y: 721.2}, {X: 490.5, Y: 685.9}, {X: 523.3, Y: 658.6}, {X: 558.6, Y: 640.7},
	} {
		s.Messages = append(s.Messages, scene.Message{Kind: scene.Mote, Term: 4, At: at, Tail: at})
	}
	under(s, 512, 880, 12, "no arcs, every fifth number, dots for messages")
}

func hundred(s *scene.Scene) {
	ring := scene.Ring{X: 860, Y: 708, R: 140}
	for i := range 101 {
		at := ring.Point(i, 101)
		m := scene.Member{
			X: at.X, Y: at.Y, R: 3.6, Shape: scene.Dot, Detail: scene.Minimal, Term: 4, Arc: -1,
			Crashed: i >= 72 && i < 75,
		}
		switch {
		case i == 30:
			m.Shape, m.Detail, m.R = scene.Square, scene.Small, 9
			m.Name, m.NameSize, m.NameBold = "L 31", 12, true
			m.NameAt, m.NameAlign = scene.Point{X: at.X + 23, Y: at.Y + 11.5}, scene.Middle
		case i >= 87:
			m.Term = 3
		}
		s.Members = append(s.Members, m)
	}
	s.Labels = append(s.Labels, scene.Label{Text: "101 members", X: 860, Y: 686, Size: 15, Bold: true, Align: scene.Middle})
	under(s, 860, 708, 13, "term 4: 84   term 3: 14")
	under(s, 860, 728, 13, "3 crashed")
	under(s, 860, 748, 13, "entry 9 on 61, quorum 51")
	under(s, 860, 880, 12, "dots and counts; zoom in for the rest")
}
