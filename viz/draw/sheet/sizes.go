package sheet

import (
	"strconv"

	"raftarium/viz/scene"
)

// Presenter is the stage of the presenter's mock-up, 1280 × 600, in Chinese.
func Presenter() *scene.Scene {
	s := &scene.Scene{Width: 1280, Height: 600, Mark: 1.5, Ring: scene.Ring{X: 260, Y: 276, R: 172}}
	ring(s)
	for i := range s.Members {
		m := &s.Members[i]
		m.R, m.TermSize, m.NameSize, m.NoteSize, m.Selected = 50, 23, 22, 22, false
		m.Clients = nil
		if m.Note != "" {
			m.Note = "过时的领导者"
		}
		m.PlaceName(s.Ring)
	}
	c := &s.Cuts[0]
	c.X, c.Y, c.R, c.Text, c.TextSize = s.Members[4].X, s.Members[4].Y, 129.5, "已切断", 22
	c.TextAt = scene.Point{X: 48.8, Y: 356.7}
	traffic(s)
	row(s, scene.Grid{Left: 658, Top: 76, W: 54, H: 58, PitchX: 58, PitchY: 92}, table{
		headerY: 70, columnY: 64, columnSize: 22, rowX: 568, rowR: 20, nameX: 598, nameSize: 24, marker: 71, size: 1.5,
	})
	for _, b := range []struct {
		x, w float32
		term uint64
		text string
	}{{40, 92, 0, ""}, {132, 294, 1, "任期 1 · etcd-01"}, {426, 98, 0, ""}, {524, 185, 2, "任期 2"}, {709, 98, 0, ""}, {807, 133, 3, "任期 3"}, {940, 98, 0, ""}, {1038, 138, 4, "任期 4"}} {
		kind := scene.TermBand
		if b.term == 0 {
			kind = scene.NoLeader
		}
		s.Scrubber.Bands = append(s.Scrubber.Bands, scene.Band{
			Kind: kind, Term: b.term, Text: b.text, Size: 22, Box: scene.Rect{X: b.x, Y: 546, W: b.w, H: 36},
		})
	}
	s.Scrubber.Bands = append(s.Scrubber.Bands, scene.Band{Kind: scene.StaleBand, Term: 3, Box: scene.Rect{X: 940, Y: 586, W: 236, H: 7}})
	s.Scrubber.Playhead = scene.Playhead{X: 1176, Top: 530, Bottom: 594}
	return s
}

// Phone is ring and logs of the phone's mock-up, 390 × 494.
func Phone() *scene.Scene {
	s := &scene.Scene{Width: 390, Height: 494, Mark: 0.85, Ring: scene.Ring{X: 195, Y: 140, R: 98}}
	ring(s)
	for i := range s.Members {
		m := &s.Members[i]
		m.R, m.NameSize = 26, 14
		for j := range m.Clients {
			p := m.ChipPoint(s.Ring, j)
			m.Clients[j].X, m.Clients[j].Y = p.X, p.Y
		}
		m.PlaceName(s.Ring)
	}
	c := &s.Cuts[0]
	c.X, c.Y, c.R, c.TextSize, c.TextAt = s.Members[4].X, s.Members[4].Y, 67.9, 12, scene.Point{X: 89.7, Y: 178.7}
	traffic(s)
	s.Rules = append(s.Rules, scene.Rule{From: scene.Point{X: 0, Y: 282.5}, To: scene.Point{X: 390, Y: 282.5}, Tone: scene.Hair})
	g := scene.GridFor(5, 390)
	g.Left, g.Top = 78, 313
	row(s, g, table{
		headerY: 307, columnY: 301, columnSize: 12, rowX: 25, rowR: 9, nameX: 40, nameSize: 14, marker: 30, size: 0.75,
	})
	return s
}

// table is where things stand about a grid of cells.
type table struct {
	headerY, columnY, columnSize float32
	rowX, rowR, nameX, nameSize  float32
	marker, size                 float32
}

// row fills the logs of the main mock-up, numbers alone, into any grid.
func row(s *scene.Scene, g scene.Grid, t table) {
	full := &scene.Scene{}
	logs(full)
	l := &full.Logs
	l.HeaderY, l.Left = t.headerY, g.Left-2
	l.Committed, l.Right = g.Left+9*g.PitchX-2, g.Left+10*g.PitchX-2
	for i := range l.Columns {
		c := &l.Columns[i]
		c.X, c.Y, c.W, c.Size = g.Centre(i), t.columnY, g.W, t.columnSize
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		r.X, r.Y, r.R, r.NameX, r.NameSize = t.rowX, g.Cell(0, i).Y+g.H/2, t.rowR, t.nameX, t.nameSize
		r.Name = "0" + strconv.Itoa(i+1)
	}
	for i := range l.Cells {
		box := g.Cell(i%10, i/10)
		c := &l.Cells[i]
		c.X, c.Y, c.W, c.H, c.Key = box.X, box.Y, box.W, box.H, ""
	}
	for i, m := range [4]struct{ row, match, next int }{{0, 9, 10}, {2, 9, 10}, {3, 8, 9}, {4, 0, 8}} {
		match := g.Left - 8
		if m.match > 0 {
			match = g.Centre(m.match - 1)
		}
		l.Markers[i] = scene.Marker{Y: g.Cell(0, m.row).Y + t.marker, Match: match, Next: g.Centre(m.next - 1), Size: t.size}
	}
	s.Logs = *l
}
