package ink

import "unicode/utf8"

const (
	runsMost   = 4096  // texts whose layout is kept
	glyphsMost = 16384 // glyphs, all faces together
	shifts     = 4     // positions within a pixel that a glyph is drawn at
)

// typesetter lays texts out and keeps layouts and glyphs.
type typesetter struct {
	source GlyphSource
	atlas  atlas

	runs   map[runKey]run
	places []place // of all runs
	glyphs []glyph
	known  map[glyphKey]int32
	digits map[Face]float32

	advances []float32 // scratch

	sprites   map[spriteKey]slot
	recent    slot // the sprite drawn last, and its key
	recentKey spriteKey
}

type runKey struct {
	face Face
	text string
}

// run is the layout of one text: a stretch of places.
type run struct {
	first, n int32
	width    float32 // device pixels
}

// place is one glyph's distance from the start of its run.
type place struct {
	glyph int32
	x     float32
}

type glyphKey struct {
	face Face
	text string
}

// glyph is one character, or a whole run of a script that is shaped.
type glyph struct {
	face  Face
	text  string
	slots [shifts]slot
}

// slot is where a glyph lies in the atlas, for one shift.
type slot struct {
	drawn      bool
	x, y, w, h uint16
	left, top  int16
}

func (t *typesetter) init(source GlyphSource) {
	t.source = source
	t.forget()
}

// forget drops all glyphs and layouts.
func (t *typesetter) forget() {
	t.atlas.clear()
	t.runs = make(map[runKey]run)
	t.known = make(map[glyphKey]int32)
	t.digits = make(map[Face]float32)
	t.sprites = make(map[spriteKey]slot)
	t.recent = slot{}
	t.places, t.glyphs = t.places[:0], t.glyphs[:0]
}

// layout is the run of a text; it is made when first asked for.
func (t *typesetter) layout(f Face, text string) run {
	if r, ok := t.runs[runKey{f, text}]; ok {
		return r
	}
	if len(t.runs) >= runsMost || len(t.glyphs) >= glyphsMost {
		clear(t.runs)
		t.places = t.places[:0]
	}
	if len(t.glyphs) >= glyphsMost {
		clear(t.known)
		clear(t.digits)
		t.glyphs = t.glyphs[:0]
	}
	r := run{first: int32(len(t.places))}
	if apart(text) {
		r.width = t.spread(f, text)
	} else {
		t.places = append(t.places, place{glyph: t.glyph(f, text)})
		t.advances = t.source.Advances(f, text, t.advances[:0])
		for _, a := range t.advances {
			r.width += a
		}
	}
	r.n = int32(len(t.places)) - r.first
	t.runs[runKey{f, text}] = r
	return r
}

// spread places the characters of a text one after the other. Figures are
// tabular: each takes the width of the widest.
func (t *typesetter) spread(f Face, text string) (width float32) {
	t.advances = t.source.Advances(f, text, t.advances[:0])
	n := 0
	for i, r := range text {
		g := t.glyph(f, text[i:i+max(utf8.RuneLen(r), 1)])
		x, advance := width, t.advances[n]
		if r >= '0' && r <= '9' {
			w := t.figure(f)
			x += (w - advance) / 2
			advance = w
		}
		t.places = append(t.places, place{glyph: g, x: x})
		width += advance
		n++
	}
	return width
}

// figure is the width of all figures of a face.
func (t *typesetter) figure(f Face) float32 {
	w, ok := t.digits[f]
	if !ok {
		for _, d := range t.source.Advances(f, "0123456789", nil) {
			w = max(w, d)
		}
		t.digits[f] = w
	}
	return w
}

func (t *typesetter) glyph(f Face, text string) int32 {
	key := glyphKey{f, text}
	g, ok := t.known[key]
	if !ok {
		g = int32(len(t.glyphs))
		t.glyphs = append(t.glyphs, glyph{face: f, text: text})
		t.known[key] = g
	}
	return g
}

// slot is a glyph's place in the atlas at a shift. It returns false if the
// atlas is full. Large glyphs need fewer positions within a pixel.
func (t *typesetter) slot(g int32, shift int) (*slot, bool) {
	gl := &t.glyphs[g]
	if gl.face.Px >= 20 {
		shift &^= 1
	}
	s := &gl.slots[shift]
	if s.drawn {
		return s, true
	}
	m := t.source.Mask(gl.face, gl.text, float32(shift)/shifts)
	m = m.cut(atlasWidth-1, atlasMost/2)
	if m.W > 0 && m.H > 0 {
		x, y, ok := t.atlas.put(m)
		if !ok {
			return nil, false
		}
		s.x, s.y = uint16(x), uint16(y)
	}
	s.drawn, s.w, s.h, s.left, s.top = true, uint16(m.W), uint16(m.H), int16(m.Left), int16(m.Top)
	return s, true
}

// cut bounds a mask; a run that is wider than the atlas loses its end.
func (m Mask) cut(w, h int) Mask {
	m.H = min(m.H, h)
	if m.W <= w {
		return m
	}
	narrow := make([]byte, 0, w*m.H)
	for y := range m.H {
		narrow = append(narrow, m.Alpha[y*m.W:y*m.W+w]...)
	}
	m.W, m.Alpha = w, narrow
	return m
}

// empty forgets what is in the atlas, and keeps layouts.
func (t *typesetter) empty() {
	t.atlas.clear()
	clear(t.sprites)
	t.recent = slot{}
	for i := range t.glyphs {
		t.glyphs[i].slots = [shifts]slot{}
	}
}
