package scene

// What a pointer is on. Each function returns an index into its slice, or −1.
// Targets are a little larger than what is drawn: slack is by how much, 4 for
// a mouse, 14 for a finger, so that a target is never below 44 px on a phone.

// MemberAt is the member under a point, the nearest if several are in reach.
func (s *Scene) MemberAt(p Point, slack float32) int {
	best, least := -1, float32(0)
	for i := range s.Members {
		m := &s.Members[i]
		d := hypot(p.X-m.X, p.Y-m.Y)
		if d <= m.R+slack && (best < 0 || d < least) {
			best, least = i, d
		}
	}
	return best
}

// MessageAt is the message under a point, the nearest if several are in reach.
func (s *Scene) MessageAt(p Point, slack float32) int {
	reach := float32(10)
	if s.Mark > 0 {
		reach *= s.Mark
	}
	best, least := -1, reach+slack
	for i := range s.Messages {
		m := &s.Messages[i]
		r := reach
		if m.Kind == Mote {
			r = 3
		}
		if d := hypot(p.X-m.At.X, p.Y-m.At.Y); d <= r+slack && d <= least {
			best, least = i, d
		}
	}
	return best
}

// Contains tells whether a point lies in the rectangle; left and upper edge
// belong to it.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X && p.X < r.X+r.W && p.Y >= r.Y && p.Y < r.Y+r.H
}

// CellAt is the cell with an entry under a point.
func (l *Logs) CellAt(p Point) int {
	for i := range l.Cells {
		c := &l.Cells[i]
		if c.State != None && (Rect{c.X, c.Y, c.W, c.H}).Contains(p) {
			return i
		}
	}
	return -1
}

// FoldAt is the block under a point.
func (l *Logs) FoldAt(p Point) int {
	for i := range l.Folds {
		f := &l.Folds[i]
		if (Rect{f.X, f.Y, f.W, f.H}).Contains(p) {
			return i
		}
	}
	return -1
}

// RowAt is the head of a log under a point; width is how far heads reach to
// the right of their shape.
func (l *Logs) RowAt(p Point, width float32) int {
	for i := range l.Rows {
		r := &l.Rows[i]
		half := r.R
		if half == 0 {
			half = 10
		}
		if (Rect{r.X - half, r.Y - half - 2, width + half, 2*half + 4}).Contains(p) {
			return i
		}
	}
	return -1
}

// BranchAt is the branch whose line or words are under a point.
func (s *Scrubber) BranchAt(p Point, slack float32) int {
	for i := range s.Branches {
		b := &s.Branches[i]
		const words = 60
		box := Rect{b.From.X - slack, b.To.Y - 5 - slack, b.To.X - b.From.X + words + 2*slack, 10 + 2*slack}
		if box.Contains(p) {
			return i
		}
	}
	return -1
}

// MarkAt is the mark nearest to a point, within slack.
func (s *Scrubber) MarkAt(p Point, slack float32) int {
	best, least := -1, 6+slack
	for i := range s.Marks {
		m := &s.Marks[i]
		if d := hypot(p.X-m.X, p.Y-m.Y); d <= least {
			best, least = i, d
		}
	}
	return best
}
