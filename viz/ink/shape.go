package ink

import (
	"math"

	"raftarium/viz/theme"
)

const circleSteps = 31 // circles of 8 to 128 corners

// corners is the unit circle with as many corners as a radius in device pixels
// needs to look round: a tenth of a pixel off at most.
func (k *Ink) corners(r float32) []pt {
	const flat = 0.1
	n := 8
	if r > flat {
		n = int(math.Pi / math.Acos(float64(1-flat/max(r, 0.5)))) // 2π over twice the half angle
	}
	return k.circles[min(max((n+3)/4-2, 0), circleSteps-1)]
}

// convex fills the polygon in k.pts, clockwise, with a feathered rim.
func (k *Ink) convex(c rgb) {
	if k.vector != nil {
		k.vector.fill(k.origin, k.pts, c)
		return
	}
	p := k.pts
	n := len(p)
	if n < 3 {
		return
	}
	first := k.at()
	for i := range n {
		m := miter(p[(i+n-1)%n], p[i], p[(i+1)%n])
		k.vertex(pt{p[i].x - m.x/2, p[i].y - m.y/2}, c, 1)
		k.vertex(pt{p[i].x + m.x/2, p[i].y + m.y/2}, c, 0)
	}
	for i := 2; i < n; i++ {
		k.is = append(k.is, first, first+uint32(2*i-2), first+uint32(2*i))
	}
	for i := range uint32(n) {
		j := (i + 1) % uint32(n)
		k.quad(first+2*i, first+2*i+1, first+2*j, first+2*j+1)
	}
}

// miter is the vector that moves a corner so that both its edges move outward
// by one; it is bounded at sharp corners.
func miter(prev, p, next pt) pt {
	n1 := normal(prev, p)
	n2 := normal(p, next)
	if n1 == (pt{}) {
		n1 = n2
	}
	if n2 == (pt{}) {
		n2 = n1
	}
	d := 1 + n1.x*n2.x + n1.y*n2.y
	if d < 0.45 { // sharper than 60°: blunt, as a round join
		d = 0.7
	}
	return pt{(n1.x + n2.x) / d, (n1.y + n2.y) / d}
}

// normal points to the left of the way from a to b, which is outward on a
// clockwise outline.
func normal(a, b pt) pt {
	dx, dy := b.x-a.x, b.y-a.y
	l := hypot(dx, dy)
	if l < 1e-6 {
		return pt{}
	}
	return pt{dy / l, -dx / l}
}

// Circle fills a circle.
func (k *Ink) Circle(x, y, r float32, c theme.Colour) {
	k.circle(x*k.scale, y*k.scale, r*k.scale, of(c))
}

func (k *Ink) circle(x, y, r float32, c rgb) {
	if r <= 0 {
		return
	}
	if k.vector != nil {
		k.vector.circle(k.origin, x, y, r, c)
		return
	}
	if r <= discMost {
		k.sprite(spriteKey{kind: spriteDisc, r: floor(r*8+0.5) / 8}, x, y, c)
		return
	}
	u := k.corners(r)
	first := k.at()
	in, out := r-0.5, r+0.5
	for _, d := range u {
		k.vertex(pt{x + d.x*in, y + d.y*in}, c, 1)
		k.vertex(pt{x + d.x*out, y + d.y*out}, c, 0)
	}
	n := uint32(len(u))
	for i := uint32(2); i < n; i++ {
		k.is = append(k.is, first, first+2*i-2, first+2*i)
	}
	for i := range n {
		j := i + 1
		if j == n {
			j = 0
		}
		k.quad(first+2*i, first+2*i+1, first+2*j, first+2*j+1)
	}
}

// Disc is a filled circle with an outline whose middle is at r.
func (k *Ink) Disc(x, y, r, stroke float32, fill, outline theme.Colour) {
	k.Circle(x, y, r+stroke/2, outline)
	k.Circle(x, y, r-stroke/2, fill)
}

// Rect fills an upright rectangle.
func (k *Ink) Rect(x, y, w, h float32, c theme.Colour) { k.RoundRect(x, y, w, h, 0, c) }

// RoundRect fills a rectangle with round corners.
func (k *Ink) RoundRect(x, y, w, h, r float32, c theme.Colour) {
	s := k.scale
	if k.vector != nil && w > 0 && h > 0 {
		k.vector.rect(k.origin, x*s, y*s, w*s, h*s, r*s, of(c))
		return
	}
	if w <= 0 || h <= 0 || k.box(x*s, y*s, w*s, h*s, r*s, of(c)) {
		return
	}
	k.roundPath(x, y, w, h, r)
	k.convex(of(c))
}

// roundPath puts a round rectangle into k.pts.
func (k *Ink) roundPath(x, y, w, h, r float32) {
	s := k.scale
	x, y, w, h, r = x*s, y*s, w*s, h*s, r*s
	k.pts = k.pts[:0]
	if w <= 0 || h <= 0 {
		return
	}
	r = min(r, w/2, h/2)
	if r < 0.25 {
		k.pts = append(k.pts, pt{x, y}, pt{x + w, y}, pt{x + w, y + h}, pt{x, y + h})
		return
	}
	u := k.corners(r)
	q := len(u) / 4
	// The unit circle begins at 12 o'clock: its quarters are the upper right,
	// lower right, lower left and upper left corner.
	for i, centre := range [4]pt{{x + w - r, y + r}, {x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}} {
		for j := 0; j <= q; j++ {
			d := u[(i*q+j)%len(u)]
			k.pts = append(k.pts, pt{centre.x + d.x*r, centre.y + d.y*r})
		}
	}
}

// Box is a filled round rectangle with an outline whose middle is its edge; r
// is the radius of that middle.
func (k *Ink) Box(x, y, w, h, r, stroke float32, fill, outline theme.Colour) {
	d := stroke / 2
	k.RoundRect(x-d, y-d, w+2*d, h+2*d, r+d, outline)
	k.RoundRect(x+d, y+d, w-2*d, h-2*d, max(r-d, 0), fill)
}

// Polygon fills a convex polygon, whose corners follow clockwise.
func (k *Ink) Polygon(c theme.Colour, points ...[2]float32) {
	k.pts = k.pts[:0]
	for _, p := range points {
		k.pts = append(k.pts, pt{p[0] * k.scale, p[1] * k.scale})
	}
	k.convex(of(c))
}

// Diamond is a filled diamond with the half diagonal r and an outline.
func (k *Ink) Diamond(x, y, r, stroke float32, fill, outline theme.Colour) {
	d := stroke / math.Sqrt2
	k.diamond(x, y, r+d, outline)
	k.diamond(x, y, r-d, fill)
}

func (k *Ink) diamond(x, y, r float32, c theme.Colour) {
	if r <= 0 {
		return
	}
	k.Polygon(c, [2]float32{x, y - r}, [2]float32{x + r, y}, [2]float32{x, y + r}, [2]float32{x - r, y})
}

// Mesh fills triangles of any shape, three corners each, without a feathered
// rim: for concave shapes whose edge a stroke covers.
func (k *Ink) Mesh(c theme.Colour, corners ...[2]float32) {
	col := of(c)
	for i := 0; i+2 < len(corners); i += 3 {
		if k.vector != nil {
			k.pts = k.pts[:0]
			for _, p := range corners[i : i+3] {
				k.pts = append(k.pts, pt{p[0] * k.scale, p[1] * k.scale})
			}
			k.convex(col)
			continue
		}
		first := k.at()
		for _, p := range corners[i : i+3] {
			k.vertex(pt{p[0] * k.scale, p[1] * k.scale}, col, 1)
		}
		k.is = append(k.is, first, first+1, first+2)
	}
}
