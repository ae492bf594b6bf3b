package ink

import (
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/theme"
)

// Ink collects the triangles of a frame.
type Ink struct {
	target  *ebiten.Image
	base    float32 // device pixels to a logical one, as Begin was told
	scale   float32 // the same, of what is enlarged
	origin  pt      // in device pixels
	vs      []ebiten.Vertex
	is      []uint32
	smooth  bool // turned text in the batch: sample between texels
	opts    ebiten.DrawTrianglesOptions
	pts     []pt
	circles [circleSteps][]pt
	type_   typesetter
	stats   Stats
	vector  *vector // takes what is drawn instead; nil but within SVG
}

// Stats tells what the last frame cost.
type Stats struct {
	DrawCalls int
	Triangles int
	Vertices  int
	Uploads   int // glyph atlas uploads; 0 once every glyph is known
}

// pt is a point in device pixels.
type pt struct{ x, y float32 }

// rgb is a colour as vertices take it.
type rgb struct{ r, g, b float32 }

func of(c theme.Colour) rgb {
	r, g, b := c.RGB()
	return rgb{float32(r) / 255, float32(g) / 255, float32(b) / 255}
}

// New is an Ink whose glyphs come from source.
func New(source GlyphSource) *Ink {
	k := &Ink{base: 1, scale: 1}
	k.opts.ColorScaleMode = ebiten.ColorScaleModePremultipliedAlpha
	k.opts.DisableMipmaps = true
	k.type_.init(source)
	for i := range k.circles {
		n := 4 * (i + 2)
		k.circles[i] = make([]pt, n)
		for j := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(j) / float64(n))
			k.circles[i][j] = pt{float32(sin), float32(-cos)}
		}
	}
	return k
}

// Begin starts a frame on target with scale device pixels to a logical one. A
// nil target collects the triangles and draws nothing, for measurements. A
// change of scale forgets all glyphs.
func (k *Ink) Begin(target *ebiten.Image, scale float32) {
	if scale <= 0 {
		scale = 1
	}
	if scale != k.base {
		k.type_.forget()
	}
	k.base = scale
	k.target, k.scale, k.origin = target, scale, pt{}
	k.vs, k.is, k.smooth = k.vs[:0], k.is[:0], false
	k.stats = Stats{}
}

// Origin moves what is drawn from now on: (0, 0) will lie at (x, y) of the
// target, on a device pixel. Begin moves it back.
func (k *Ink) Origin(x, y float32) { k.origin = pt{floor(x*k.scale + 0.5), floor(y*k.scale + 0.5)} }

// Enlarge draws what follows so many times as large, from the origin on.
func (k *Ink) Enlarge(times float32) { k.scale = k.base * times }

// End draws the frame.
func (k *Ink) End() {
	k.flush()
	k.target = nil
}

// Stats tells what the frame since Begin cost.
func (k *Ink) Stats() Stats { return k.stats }

// Scale is how many device pixels make a logical one.
func (k *Ink) Scale() float32 { return k.scale }

// Source changes where glyphs come from, as when the language changes.
func (k *Ink) Source(source GlyphSource) { k.type_.init(source) }

// flush draws what has been collected. It comes in the middle of a frame only
// when the atlas is full and has to start anew.
func (k *Ink) flush() {
	k.stats.Triangles += len(k.is) / 3
	k.stats.Vertices += len(k.vs)
	if len(k.is) > 0 {
		k.stats.DrawCalls++
		if k.target != nil {
			if k.type_.atlas.upload() {
				k.stats.Uploads++
			}
			k.opts.Filter = ebiten.FilterNearest
			if k.smooth {
				k.opts.Filter = ebiten.FilterLinear
			}
			k.target.DrawTriangles32(k.vs, k.is, k.type_.atlas.image, &k.opts)
		}
	}
	k.vs, k.is, k.smooth = k.vs[:0], k.is[:0], false
}

// at is the number of the next vertex.
func (k *Ink) at() uint32 { return uint32(len(k.vs)) }

func (k *Ink) vertex(p pt, c rgb, alpha float32) {
	k.vs = append(k.vs, ebiten.Vertex{
		DstX: p.x + k.origin.x, DstY: p.y + k.origin.y, SrcX: white, SrcY: white,
		ColorR: c.r * alpha, ColorG: c.g * alpha, ColorB: c.b * alpha, ColorA: alpha,
	})
}

func (k *Ink) quad(a, b, c, d uint32) { k.is = append(k.is, a, b, c, b, d, c) }

// Snap is the nearest position at which an edge falls between device pixels.
func (k *Ink) Snap(v float32) float32 {
	return float32(math.Floor(float64(v*k.scale)+0.5)) / k.scale
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }

func floor(v float32) float32 { return float32(math.Floor(float64(v))) }
