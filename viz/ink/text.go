package ink

import (
	"math"
	"strconv"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/theme"
)

// Style is how a text is set. Size is in logical pixels.
type Style struct {
	Family theme.Family
	Bold   bool
	Size   float32
}

// Align tells which point of a text its x is.
type Align uint8

const (
	Start Align = iota
	Middle
	End
)

func (k *Ink) face(s Style) Face {
	// Half pixels keep a smooth zoom from filling the atlas.
	px := floor(s.Size*k.scale*2+0.5) / 2
	return Face{s.Family, s.Bold, max(px, 1)}
}

// Measure is the width of a text in logical pixels.
func (k *Ink) Measure(text string, s Style) float32 {
	return k.type_.layout(k.face(s), text).width / k.scale
}

// Text draws a text on the baseline y, and returns its width.
func (k *Ink) Text(x, y float32, text string, s Style, align Align, c theme.Colour) float32 {
	if text == "" {
		return 0
	}
	f := k.face(s)
	r := k.type_.layout(f, text)
	if k.vector != nil {
		k.vector.word(x*k.scale+k.origin.x, y*k.scale+k.origin.y, text, s, k.scale, align, filled(c))
		return r.width / k.scale
	}
	left := x * k.scale
	switch align {
	case Middle:
		left -= r.width / 2
	case End:
		left -= r.width
	}
	k.run(r, left, floor(y*k.scale+0.5), of(c))
	return r.width / k.scale
}

// TextWithin draws a text around x, its characters a little closer if it is
// wider than width: a reader's fonts may be wider than those that a box was
// made for. It moves them by at most a tenth.
func (k *Ink) TextWithin(x, y, width float32, text string, s Style, c theme.Colour) {
	if text == "" {
		return
	}
	r := k.type_.layout(k.face(s), text)
	tight := float32(1)
	if most := width * k.scale; r.width > most {
		tight = max(most/r.width, 0.9)
	}
	if k.vector != nil {
		paint := filled(c)
		if tight < 1 {
			paint += ` textLength="` + strconv.Itoa(int(r.width*tight)) + `" lengthAdjust="spacingAndGlyphs"`
		}
		k.vector.word(x*k.scale+k.origin.x, y*k.scale+k.origin.y, text, s, k.scale, Middle, paint)
		return
	}
	k.spaced(r, x*k.scale-r.width*tight/2, floor(y*k.scale+0.5), tight, of(c))
}

// run draws a layout at a place in device pixels; y is whole.
func (k *Ink) run(r run, left, y float32, c rgb) { k.spaced(r, left, y, 1, c) }

// spaced draws a layout whose distances are scaled by spacing.
func (k *Ink) spaced(r run, left, y, spacing float32, c rgb) {
	for i := r.first; i < r.first+r.n; i++ {
		p := k.type_.places[i]
		x := floor((left+p.x*spacing)*shifts+0.5) / shifts
		whole := floor(x)
		s, ok := k.type_.slot(p.glyph, int((x-whole)*shifts))
		if !ok {
			k.flush()
			k.type_.empty()
			if s, ok = k.type_.slot(p.glyph, int((x-whole)*shifts)); !ok {
				continue
			}
		}
		if s.w == 0 {
			continue
		}
		dx, dy := whole+float32(s.left), y+float32(s.top)
		k.glyph(s, pt{dx, dy}, pt{1, 0}, c)
	}
}

// glyph appends a quad whose upper edge runs along a direction.
func (k *Ink) glyph(s *slot, o, along pt, c rgb) {
	w, h := float32(s.w), float32(s.h)
	u, v := float32(s.x), float32(s.y)
	first := k.at()
	o.x, o.y = o.x+k.origin.x, o.y+k.origin.y
	corner := func(fx, fy float32) {
		k.vs = append(k.vs, ebiten.Vertex{
			DstX: o.x + along.x*w*fx - along.y*h*fy, DstY: o.y + along.y*w*fx + along.x*h*fy,
			SrcX: u + w*fx, SrcY: v + h*fy,
			ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: 1,
		})
	}
	corner(0, 0)
	corner(1, 0)
	corner(0, 1)
	corner(1, 1)
	k.quad(first, first+1, first+2, first+3)
}

// Halo draws a rim of the given width under a text that is drawn after it.
func (k *Ink) Halo(x, y float32, text string, s Style, align Align, width float32, c theme.Colour) {
	if k.vector != nil {
		rim := strconv.FormatFloat(float64(2*width*k.scale), 'f', 1, 32)
		k.vector.word(x*k.scale+k.origin.x, y*k.scale+k.origin.y, text, s, k.scale, align,
			filled(c)+` stroke="`+c.Hex()+`" stroke-width="`+rim+`" stroke-linejoin="round"`)
		return
	}
	for _, r := range [2]float32{width / 2, width} {
		for i := range 8 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 4)
			k.Text(x+r*float32(sin), y+r*float32(cos), text, s, align, c)
		}
	}
}

// TextTurned draws a text whose baseline runs along a direction, in radians
// clockwise from level, through (x, y).
func (k *Ink) TextTurned(x, y, turn float32, text string, s Style, align Align, c theme.Colour) {
	if k.vector != nil {
		px, py := x*k.scale+k.origin.x, y*k.scale+k.origin.y
		at := func(v float32) string { return strconv.FormatFloat(math.Round(float64(v)*100)/100, 'f', -1, 64) }
		k.vector.word(px, py, text, s, k.scale, align,
			filled(c)+` transform="rotate(`+at(turn*180/math.Pi)+` `+at(px)+` `+at(py)+`)"`)
		return
	}
	r := k.type_.layout(k.face(s), text)
	sin64, cos64 := math.Sincos(float64(turn))
	along := pt{float32(cos64), float32(sin64)}
	var back float32
	switch align {
	case Middle:
		back = r.width / 2
	case End:
		back = r.width
	}
	k.smooth = true
	for i := r.first; i < r.first+r.n; i++ {
		p := k.type_.places[i]
		sl, ok := k.type_.slot(p.glyph, 0)
		if !ok {
			k.flush()
			k.type_.empty()
			k.smooth = true
			if sl, ok = k.type_.slot(p.glyph, 0); !ok {
				continue
			}
		}
		if sl.w == 0 {
			continue
		}
		dx, dy := p.x-back+float32(sl.left), float32(sl.top)
		o := pt{x*k.scale + along.x*dx - along.y*dy, y*k.scale + along.y*dx + along.x*dy}
		k.glyph(sl, o, along, of(c))
	}
}
