package ink

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"
)

// Small shapes that a frame has by the hundred, dots, cells and ticks, are kept
// in the atlas beside the glyphs: four corners each instead of eighty.

const (
	discMost = 16  // device pixels: larger circles are polygons
	boxMost  = 160 // device pixels: longer rectangles are polygons
	boxLoose = 64  // the same for those that do not lie on device pixels
)

type spriteKind uint8

const (
	spriteDisc spriteKind = iota
	spriteBox
	spriteTick
)

// spriteKey names a small shape: its measures in device pixels and its shift
// within a pixel in quarters.
type spriteKey struct {
	kind   spriteKind
	sx, sy uint8
	a, b   float32
	r      float32
}

// spritesMost bounds what a zoom through many sizes leaves behind.
const spritesMost = 4096

// sprite draws a small shape in its place, with its origin at (x, y) in device
// pixels.
func (k *Ink) sprite(key spriteKey, x, y float32, c rgb) {
	x, y = floor(x*shifts+0.5)/shifts, floor(y*shifts+0.5)/shifts
	wx, wy := floor(x), floor(y)
	key.sx, key.sy = uint8((x-wx)*shifts), uint8((y-wy)*shifts)
	t := &k.type_
	s := &t.recent
	if t.recentKey != key || !s.drawn {
		found, ok := t.sprites[key]
		if !ok {
			if found, ok = t.rasterise(key); !ok {
				k.flush()
				t.empty()
				if found, ok = t.rasterise(key); !ok {
					return
				}
			}
		}
		t.recent, t.recentKey = found, key
	}
	l, u := k.origin.x+wx+float32(s.left), k.origin.y+wy+float32(s.top)
	w, h, sx, sy := float32(s.w), float32(s.h), float32(s.x), float32(s.y)
	first := k.at()
	v := ebiten.Vertex{DstX: l, DstY: u, SrcX: sx, SrcY: sy, ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: 1}
	k.vs = append(k.vs, v, v, v, v)
	q := k.vs[first:]
	q[1].DstX, q[1].SrcX = l+w, sx+w
	q[2].DstY, q[2].SrcY = u+h, sy+h
	q[3].DstX, q[3].SrcX, q[3].DstY, q[3].SrcY = l+w, sx+w, u+h, sy+h
	k.quad(first, first+1, first+2, first+3)
}

// rasterise puts a small shape into the atlas.
func (t *typesetter) rasterise(key spriteKey) (slot, bool) {
	if len(t.sprites) >= spritesMost {
		return slot{}, false
	}
	m := key.mask()
	x, y, ok := t.atlas.put(m)
	if !ok {
		return slot{}, false
	}
	s := slot{true, uint16(x), uint16(y), uint16(m.W), uint16(m.H), int16(m.Left), int16(m.Top)}
	t.sprites[key] = s
	return s, true
}

// mask is the shape's alpha: half a pixel inside its outline it is full, half
// a pixel outside none.
func (key spriteKey) mask() Mask {
	left, top, right, bottom := key.bounds()
	m := Mask{W: right - left, H: bottom - top, Left: left, Top: top, Alpha: make([]byte, (right-left)*(bottom-top))}
	dx, dy := float32(key.sx)/shifts, float32(key.sy)/shifts
	for y := range m.H {
		for x := range m.W {
			d := key.distance(float32(left+x)+0.5-dx, float32(top+y)+0.5-dy)
			m.Alpha[y*m.W+x] = uint8(min(max(0.5-d, 0), 1)*255 + 0.5)
		}
	}
	return m.trim()
}

func (key spriteKey) bounds() (left, top, right, bottom int) {
	out := func(v float32) int { return int(math.Ceil(float64(v))) }
	switch key.kind {
	case spriteBox:
		return -1, -1, out(key.a) + 2, out(key.b) + 2
	case spriteTick:
		return -out(key.b) - 1, -out(4*key.a+key.b) - 1, out(9*key.a+key.b) + 2, out(4*key.a+key.b) + 2
	}
	return -out(key.r) - 1, -out(key.r) - 1, out(key.r) + 2, out(key.r) + 2
}

// distance is how far a point lies outside the shape's outline, negative
// inside.
func (key spriteKey) distance(x, y float32) float32 {
	switch key.kind {
	case spriteBox:
		// From the middle, folded into one quarter, off the corner's centre.
		px := abs(x-key.a/2) - key.a/2 + key.r
		py := abs(y-key.b/2) - key.b/2 + key.r
		return hypot(max(px, 0), max(py, 0)) + min(max(px, py), 0) - key.r
	case spriteTick:
		k := key.a
		short := segment(x, y, 0, 0, TickDown[0]*k, TickDown[1]*k)
		long := segment(x, y, TickDown[0]*k, TickDown[1]*k, (TickDown[0]+TickUp[0])*k, (TickDown[1]+TickUp[1])*k)
		return min(short, long) - key.b/2
	}
	return hypot(x, y) - key.r
}

// segment is the distance of (x, y) from a line between two points.
func segment(x, y, x1, y1, x2, y2 float32) float32 {
	dx, dy := x2-x1, y2-y1
	t := min(max(((x-x1)*dx+(y-y1)*dy)/(dx*dx+dy*dy), 0), 1)
	return hypot(x-x1-t*dx, y-y1-t*dy)
}

func abs(v float32) float32 { return float32(math.Abs(float64(v))) }

// box draws an upright rectangle as a sprite if it is small, or lies on device
// pixels and is not large.
func (k *Ink) box(x, y, w, h, r float32, c rgb) bool {
	on := whole(x) && whole(y) && whole(w) && whole(h)
	most := float32(boxLoose)
	if on {
		most = boxMost
	}
	if w > most || h > most || r <= 0 {
		return false
	}
	eighth := func(v float32) float32 { return floor(v*8+0.5) / 8 }
	w, h = eighth(w), eighth(h)
	k.sprite(spriteKey{kind: spriteBox, a: w, b: h, r: min(eighth(r), w/2, h/2)}, x, y, c)
	return true
}

func whole(v float32) bool { return abs(v-floor(v+0.5)) < 1.0/64 }
