package ink

import (
	"math"

	"raftarium/viz/theme"
)

// dashesMost bounds the dashes or stripes of one shape.
const dashesMost = 4096

// DashedLine is a straight line in dashes of on logical pixels, off apart.
func (k *Ink) DashedLine(x1, y1, x2, y2, w, on, off float32, c theme.Colour) {
	l := hypot(x2-x1, y2-y1)
	if l == 0 || on+off <= 0 || l/(on+off) > dashesMost {
		return
	}
	dx, dy := (x2-x1)/l, (y2-y1)/l
	for at := float32(0); at < l; at += on + off {
		end := min(at+on, l)
		k.Line(x1+dx*at, y1+dy*at, x1+dx*end, y1+dy*end, w, c)
	}
}

// DashedArc is a part of a circle's outline in dashes.
func (k *Ink) DashedArc(x, y, r, from, to, w, on, off float32, c theme.Colour) {
	if r <= 0 || on+off <= 0 || (to-from)*r/(on+off) > dashesMost {
		return
	}
	for at := from; at < to-on/r/3; at += (on + off) / r { // no sliver at the end
		k.Arc(x, y, r, at, min(at+on/r, to), w, c)
	}
}

// DashedRing is a circle in dashes, evened out so that they close.
func (k *Ink) DashedRing(x, y, r, w, on, off float32, c theme.Colour) {
	if r <= 0 || on+off <= 0 {
		return
	}
	n := min(max(int(2*math.Pi*r/(on+off)+0.5), 1), dashesMost)
	step := 2 * math.Pi / float32(n)
	for i := range n {
		from := float32(i) * step
		k.Arc(x, y, r, from, from+step*on/(on+off), w, c)
	}
}

// Hatch fills a rectangle with stripes from the lower left to the upper right,
// w wide and every pitch, measured across them. Stripes of neighbouring
// rectangles meet.
func (k *Ink) Hatch(x, y, width, height, w, pitch float32, c theme.Colour) {
	s := k.scale
	if width <= 0 || height <= 0 || pitch <= 0 || (width+height)/pitch > dashesMost {
		return
	}
	x0, y0, x1, y1 := x*s, y*s, (x+width)*s, (y+height)*s
	w, pitch = w*s, pitch*s
	col := of(c)
	// u = (x + y)/√2 runs across the stripes.
	lo, hi := (x0+y0)/math.Sqrt2, (x1+y1)/math.Sqrt2
	half := min(float32(0.5), w/2)
	alpha := min(w, 1)
	for u := floor(lo/pitch) * pitch; u-half < hi; u += pitch {
		if k.vector != nil {
			var in, out [8]pt
			poly := append(in[:0], pt{x0, y0}, pt{x1, y0}, pt{x1, y1}, pt{x0, y1})
			k.vector.fill(k.origin, clip(in[:0], clip(out[:0], poly, u, 1), u+w, -1), col)
			continue
		}
		for _, b := range [3][4]float32{
			{u - half, u + half, 0, alpha},
			{u + half, u + w - half, alpha, alpha},
			{u + w - half, u + w + half, alpha, 0},
		} {
			k.band(x0, y0, x1, y1, b[0], b[1], b[2], b[3], col)
		}
	}
}

// band fills the part of a rectangle between x+y = √2·from and √2·to, its
// alpha running from a to b.
func (k *Ink) band(x0, y0, x1, y1, from, to, a, b float32, c rgb) {
	if to <= from {
		return
	}
	var in, out [8]pt
	poly := append(in[:0], pt{x0, y0}, pt{x1, y0}, pt{x1, y1}, pt{x0, y1})
	poly = clip(out[:0], poly, from, 1)
	poly = clip(in[:0], poly, to, -1)
	if len(poly) < 3 {
		return
	}
	first := k.at()
	for _, p := range poly {
		t := min(max(((p.x+p.y)/math.Sqrt2-from)/(to-from), 0), 1)
		k.vertex(p, c, a+(b-a)*t)
	}
	for i := 2; i < len(poly); i++ {
		k.is = append(k.is, first, first+uint32(i-1), first+uint32(i))
	}
}

// clip keeps the part of a polygon where side·((x+y)/√2 − at) ≥ 0.
func clip(out, poly []pt, at, side float32) []pt {
	for i, p := range poly {
		q := poly[(i+1)%len(poly)]
		dp := side * ((p.x+p.y)/math.Sqrt2 - at)
		dq := side * ((q.x+q.y)/math.Sqrt2 - at)
		if dp >= 0 {
			out = append(out, p)
		}
		if (dp < 0) != (dq < 0) {
			t := dp / (dp - dq)
			out = append(out, pt{p.x + (q.x-p.x)*t, p.y + (q.y-p.y)*t})
		}
	}
	return out
}
