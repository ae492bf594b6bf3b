package ink

import (
	"math"

	"raftarium/viz/theme"
)

// stroke draws the polyline in k.pts, w device pixels wide. Open ends are cut
// straight.
func (k *Ink) stroke(closed bool, w float32, c rgb) {
	if k.vector != nil {
		k.vector.stroke(k.origin, k.pts, closed, w, c)
		return
	}
	p := k.pts
	n := len(p)
	if n < 2 || w <= 0 {
		return
	}
	half := w / 2
	inner, outer := max(half-0.5, 0), half+0.5
	alpha := min(w/outer, 1) // a line thinner than a pixel is as dark as it is wide
	first := k.at()
	row := func(p, m pt, a float32) {
		k.vertex(pt{p.x + m.x*outer, p.y + m.y*outer}, c, 0)
		k.vertex(pt{p.x + m.x*inner, p.y + m.y*inner}, c, a)
		k.vertex(pt{p.x - m.x*inner, p.y - m.y*inner}, c, a)
		k.vertex(pt{p.x - m.x*outer, p.y - m.y*outer}, c, 0)
	}
	rows := uint32(n)
	for i := range n {
		switch {
		case closed:
			row(p[i], miter(p[(i+n-1)%n], p[i], p[(i+1)%n]), alpha)
		case i == 0:
			m := normal(p[0], p[1])
			// The end is feathered along the way: the tangent is (−m.y, m.x).
			row(pt{p[0].x + m.y/2, p[0].y - m.x/2}, m, 0)
			row(pt{p[0].x - m.y/2, p[0].y + m.x/2}, m, alpha)
			rows++
		case i == n-1:
			m := normal(p[n-2], p[n-1])
			row(pt{p[i].x + m.y/2, p[i].y - m.x/2}, m, alpha)
			row(pt{p[i].x - m.y/2, p[i].y + m.x/2}, m, 0)
			rows++
		default:
			row(p[i], miter(p[i-1], p[i], p[i+1]), alpha)
		}
	}
	for i := range rows {
		j := i + 1
		if j == rows {
			if !closed {
				break
			}
			j = 0
		}
		a, b := first+4*i, first+4*j
		k.quad(a, a+1, b, b+1)
		k.quad(a+1, a+2, b+1, b+2)
		k.quad(a+2, a+3, b+2, b+3)
	}
}

// Line is a straight line with ends cut straight.
func (k *Ink) Line(x1, y1, x2, y2, w float32, c theme.Colour) {
	s := k.scale
	a, b := pt{x1 * s, y1 * s}, pt{x2 * s, y2 * s}
	m := normal(a, b)
	if m == (pt{}) || w <= 0 {
		return
	}
	if w*s < 1 {
		k.pts = append(k.pts[:0], a, b)
		k.stroke(false, w*s, of(c))
		return
	}
	h := w * s / 2
	k.pts = append(k.pts[:0], pt{a.x + m.x*h, a.y + m.y*h}, pt{b.x + m.x*h, b.y + m.y*h},
		pt{b.x - m.x*h, b.y - m.y*h}, pt{a.x - m.x*h, a.y - m.y*h})
	k.convex(of(c))
}

// HLine is a level line set on device pixels, so that it is crisp.
func (k *Ink) HLine(x1, x2, y, w float32, c theme.Colour) {
	w = max(k.Snap(w), 1/k.scale)
	k.Rect(k.Snap(x1), k.Snap(y-w/2), k.Snap(x2)-k.Snap(x1), w, c)
}

// VLine is an upright line set on device pixels.
func (k *Ink) VLine(x, y1, y2, w float32, c theme.Colour) {
	w = max(k.Snap(w), 1/k.scale)
	k.Rect(k.Snap(x-w/2), k.Snap(y1), w, k.Snap(y2)-k.Snap(y1), c)
}

// RoundLine is a straight line with round ends.
func (k *Ink) RoundLine(x1, y1, x2, y2, w float32, c theme.Colour) {
	s := k.scale
	a, b := pt{x1 * s, y1 * s}, pt{x2 * s, y2 * s}
	r := w * s / 2
	if r <= 0 {
		return
	}
	m := normal(a, b)
	if m == (pt{}) {
		k.circle(a.x, a.y, r, of(c))
		return
	}
	t := pt{-m.y, m.x}
	k.pts = k.pts[:0]
	for i := -3; i <= 3; i++ { // around b, from the left side over the tip
		sin, cos := math.Sincos(float64(i) * math.Pi / 6)
		f, g := float32(cos)*r, float32(-sin)*r
		k.pts = append(k.pts, pt{b.x + t.x*f + m.x*g, b.y + t.y*f + m.y*g})
	}
	for i := -3; i <= 3; i++ {
		sin, cos := math.Sincos(float64(i) * math.Pi / 6)
		f, g := float32(-cos)*r, float32(sin)*r
		k.pts = append(k.pts, pt{a.x + t.x*f + m.x*g, a.y + t.y*f + m.y*g})
	}
	k.convex(of(c))
}

// Polyline joins points with mitred corners; closed joins the last to the
// first.
func (k *Ink) Polyline(w float32, closed bool, c theme.Colour, points ...[2]float32) {
	k.pts = k.pts[:0]
	for _, p := range points {
		k.pts = append(k.pts, pt{p[0] * k.scale, p[1] * k.scale})
	}
	k.stroke(closed, w*k.scale, of(c))
}

// Ring is the outline of a circle.
func (k *Ink) Ring(x, y, r, w float32, c theme.Colour) {
	s := k.scale
	k.pts = k.pts[:0]
	for _, d := range k.corners(r * s) {
		k.pts = append(k.pts, pt{x*s + d.x*r*s, y*s + d.y*r*s})
	}
	k.stroke(true, w*s, of(c))
}

// Arc is a part of a circle's outline, clockwise from one angle to a greater
// one.
func (k *Ink) Arc(x, y, r, from, to, w float32, c theme.Colour) {
	if k.arcPath(x, y, r, from, to) {
		k.stroke(false, w*k.scale, of(c))
	}
}

func (k *Ink) arcPath(x, y, r, from, to float32) bool {
	k.pts = k.pts[:0]
	s := k.scale
	if to <= from || r <= 0 {
		return false
	}
	step := 2 * math.Pi / float64(len(k.corners(r*s)))
	n := max(int(math.Ceil(float64(to-from)/step)), 1)
	for i := range n + 1 {
		sin, cos := math.Sincos(float64(from) + float64(to-from)*float64(i)/float64(n))
		k.pts = append(k.pts, pt{(x + r*float32(sin)) * s, (y - r*float32(cos)) * s})
	}
	return true
}

// RoundOutline is the outline of a round rectangle; its edge is the middle of
// the stroke.
func (k *Ink) RoundOutline(x, y, w, h, r, stroke float32, c theme.Colour) {
	k.roundPath(x, y, w, h, r)
	k.stroke(true, stroke*k.scale, of(c))
}

// TickDown and TickUp are the two strokes of a tick at its least size, one
// after the other.
var (
	TickDown = [2]float32{3, 3.2}
	TickUp   = [2]float32{5.4, -6.4}
)

// Tick is the sign of an applied entry; x, y is its left end, size its scale.
func (k *Ink) Tick(x, y, size, w float32, c theme.Colour) {
	s := k.scale
	if k.vector != nil {
		mid := [2]float32{x + TickDown[0]*size, y + TickDown[1]*size}
		k.Polyline(w, false, c, [2]float32{x, y}, mid, [2]float32{mid[0] + TickUp[0]*size, mid[1] + TickUp[1]*size})
		return
	}
	k.sprite(spriteKey{kind: spriteTick, a: size * s, b: w * s}, x*s, y*s, of(c))
}
