package ink

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"
)

// canvas rasterises a batch as a graphics card does, so that tests can look at
// pixels without a window: a pixel belongs to a triangle if its middle does.
type canvas struct {
	w, h  int
	alpha []float64 // coverage, over all colours
}

func (k *Ink) rasterised(w, h int) *canvas {
	c := &canvas{w: w, h: h, alpha: make([]float64, w*h)}
	for i := 0; i+2 < len(k.is); i += 3 {
		c.triangle(&k.type_.atlas, k.vs[k.is[i]], k.vs[k.is[i+1]], k.vs[k.is[i+2]])
	}
	return c
}

func (c *canvas) at(x, y int) float64 { return c.alpha[y*c.w+x] }

// sum is the area that is covered, in pixels.
func (c *canvas) sum() (s float64) {
	for _, v := range c.alpha {
		s += v
	}
	return s
}

func (c *canvas) triangle(a *atlas, v0, v1, v2 ebiten.Vertex) {
	edge := func(p, q ebiten.Vertex, x, y float64) float64 {
		return (float64(q.DstX)-float64(p.DstX))*(y-float64(p.DstY)) - (float64(q.DstY)-float64(p.DstY))*(x-float64(p.DstX))
	}
	area := edge(v0, v1, float64(v2.DstX), float64(v2.DstY))
	if area == 0 {
		return
	}
	if area < 0 {
		v1, v2, area = v2, v1, -area
	}
	inside := func(p, q ebiten.Vertex, e float64) bool {
		// An edge's pixels go to one of its two triangles only.
		topLeft := p.DstY == q.DstY && q.DstX > p.DstX || q.DstY < p.DstY
		return e > 0 || e == 0 && topLeft
	}
	x0 := int(math.Floor(float64(min(v0.DstX, v1.DstX, v2.DstX))))
	x1 := int(math.Ceil(float64(max(v0.DstX, v1.DstX, v2.DstX))))
	y0 := int(math.Floor(float64(min(v0.DstY, v1.DstY, v2.DstY))))
	y1 := int(math.Ceil(float64(max(v0.DstY, v1.DstY, v2.DstY))))
	for y := max(y0, 0); y < min(y1, c.h); y++ {
		for x := max(x0, 0); x < min(x1, c.w); x++ {
			px, py := float64(x)+0.5, float64(y)+0.5
			e0, e1, e2 := edge(v1, v2, px, py), edge(v2, v0, px, py), edge(v0, v1, px, py)
			if !inside(v1, v2, e0) || !inside(v2, v0, e1) || !inside(v0, v1, e2) {
				continue
			}
			mix := func(a, b, c float32) float64 {
				return (float64(a)*e0 + float64(b)*e1 + float64(c)*e2) / area
			}
			u, v := int(mix(v0.SrcX, v1.SrcX, v2.SrcX)), int(mix(v0.SrcY, v1.SrcY, v2.SrcY))
			texel := float64(a.alpha[v*atlasWidth+u]) / 255
			alpha := mix(v0.ColorA, v1.ColorA, v2.ColorA) * texel
			c.alpha[y*c.w+x] += alpha * (1 - c.alpha[y*c.w+x])
		}
	}
}
