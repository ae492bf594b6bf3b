package compose

import (
	"math"
	"unicode/utf8"

	"raftarium/viz/scene"
)

const degree = math.Pi / 180

// The most members that are drawn in full, and small.
const (
	fullMost  = 9
	smallMost = 25
)

// angle is the direction of a vector, clockwise from 12 o'clock.
func angle(dx, dy float32) float32 { return float32(math.Atan2(float64(dx), float64(-dy))) }

func clamp(v, least, most float32) float32 { return max(least, min(v, most)) }

func distance(a, b scene.Point) float32 {
	return float32(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
}

// textWidth is about how wide a text is: a scene knows no font. Han is as wide
// as high, Latin letters about half of it.
func textWidth(text string, size float32) float32 {
	w := float32(0)
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			w += 0.52
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r < 0x2e80 {
			w += 0.56
		} else {
			w++
		}
		i += n
	}
	return w * size
}

// centre is where a member stands.
func (b *builder) centre(i int) scene.Point {
	return scene.Point{X: b.s.Members[i].X, Y: b.s.Members[i].Y}
}

// edge is the point at a gap before a member's edge that faces another.
func (b *builder) edge(from, to int, gap float32) scene.Point {
	p, q := b.centre(from), b.centre(to)
	l := distance(p, q)
	if l == 0 {
		return q
	}
	k := max(0, l-b.s.Members[to].Reach()-gap) / l
	return scene.Point{X: p.X + (q.X-p.X)*k, Y: p.Y + (q.Y-p.Y)*k}
}

func sqrt(v float32) float32 { return float32(math.Sqrt(float64(v))) }

func sincos(angle float32) (sin, cos float32) {
	s, c := math.Sincos(float64(angle))
	return float32(s), float32(c)
}

func side(v float32) float32 {
	if v < 0 {
		return -1
	}
	return 1
}

func abs(v float32) float32 { return max(v, -v) }
