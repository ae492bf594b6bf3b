package scene

import (
	"math"
)

func hypot(x, y float32) float32 { return float32(math.Hypot(float64(x), float64(y))) }

// Grid places the cells of the logs: columns are indices, rows members.
type Grid struct {
	Left, Top      float32 // of the first cell
	W, H           float32 // of a cell, stroke included
	PitchX, PitchY float32
}

// GridFor is the grid for a number of members: cells of 57×38 up to 5 members,
// 38×28 up to 9, 10×16 beyond; narrow fields (below 400 px) take 26×24. In a
// field wider than 700 px the large ones grow by a third, to 76 px, before more
// of them have room.
func GridFor(members int, width float32) Grid {
	switch {
	case members <= 9 && width < 400:
		return Grid{W: 26, H: 24, PitchX: 30, PitchY: 36}
	case members <= 5:
		if width < 640 {
			return Grid{W: 46, H: 28, PitchX: 50, PitchY: 48}
		}
		return grown(Grid{W: 57, H: 38, PitchX: 61, PitchY: 61}, width)
	case members <= 9:
		return grown(Grid{W: 38, H: 28, PitchX: 42, PitchY: 40}, width)
	}
	return Grid{W: 10, H: 16, PitchX: 12, PitchY: 18}
}

// grown is a grid in a wide field: its gaps stay as they are.
func grown(g Grid, width float32) Grid {
	k := min(max((width-90)/610, 1), 80./61) - 1
	w, h := float32(int(g.PitchX*k)), float32(int(0.85*g.H*k)) // 57 × 38 becomes 76 × 48
	g.W, g.PitchX = g.W+w, g.PitchX+w
	g.H, g.PitchY = g.H+h, g.PitchY+h
	return g
}

// narrowest is the least width of a cell that a term is read in.
const narrowest = 26

// Narrowed is the grid with columns so narrow that a number of them end at or before
// right; as it is, where they do so already, or would be too narrow.
func (g Grid) Narrowed(columns int, right float32) Grid {
	gap := g.PitchX - g.W
	pitch := float32(int((right - g.Left + gap) / float32(columns)))
	if pitch < g.PitchX && pitch-gap >= narrowest {
		g.W, g.PitchX = pitch-gap, pitch
	}
	return g
}

// Cell is the box at a column and a row, from 0.
func (g Grid) Cell(column, row int) Rect {
	return Rect{g.Left + float32(column)*g.PitchX, g.Top + float32(row)*g.PitchY, g.W, g.H}
}

// Centre is the middle of a column.
func (g Grid) Centre(column int) float32 {
	return g.Left + float32(column)*g.PitchX + g.W/2
}

// Fit is how many columns end at or before right.
func (g Grid) Fit(right float32) int {
	if right < g.Left+g.W {
		return 0
	}
	return 1 + int((right-g.Left-g.W)/g.PitchX)
}
