//go:build !js

package ink

import (
	"embed"
	"fmt"
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"raftarium/viz/theme"
)

//go:embed fonts/*.otf
var fonts embed.FS

// NewGlyphSource is the embedded subsets of Noto. In Chinese, punctuation that
// both scripts share is of Han width.
func NewGlyphSource(lang string) GlyphSource {
	s := &notoSource{faces: map[Face][]font.Face{}}
	load := func(name string) *opentype.Font {
		b, err := fonts.ReadFile("fonts/" + name + ".otf")
		if err == nil {
			var f *opentype.Font
			if f, err = opentype.Parse(b); err == nil {
				return f
			}
		}
		panic(fmt.Sprintf("the embedded font %s cannot be read: %v", name, err))
	}
	han, hanBold, hanSerif := load("han-regular"), load("han-bold"), load("han-serif")
	for _, f := range []struct {
		family theme.Family
		bold   bool
		latin  string
		han    *opentype.Font
	}{
		{theme.UI, false, "ui-regular", han},
		{theme.UI, true, "ui-bold", hanBold},
		{theme.Mono, false, "mono-regular", han},
		{theme.Mono, true, "mono-bold", hanBold},
		{theme.Serif, false, "serif-regular", hanSerif},
		{theme.Serif, true, "serif-bold", hanBold},
	} {
		bold := 0
		if f.bold {
			bold = 1
		}
		s.fonts[f.family][bold] = [2]*opentype.Font{load(f.latin), f.han}
	}
	s.chinese = len(lang) >= 2 && lang[:2] == "zh"
	return s
}

// notoSource sets characters one by one, which suffices for the scripts that
// the subsets hold.
type notoSource struct {
	fonts   [3][2][2]*opentype.Font // by family, weight, then Latin and Han
	faces   map[Face][]font.Face
	chinese bool

	alpha    []byte // scratch
	advances []float32
}

func (s *notoSource) face(f Face) []font.Face {
	if faces, ok := s.faces[f]; ok {
		return faces
	}
	bold := 0
	if f.Bold {
		bold = 1
	}
	var faces []font.Face
	for _, ft := range s.fonts[f.Family][bold] {
		face, err := opentype.NewFace(ft, &opentype.FaceOptions{Size: float64(f.Px), DPI: 72})
		if err != nil {
			panic(fmt.Sprintf("a face of %g pixels cannot be made: %v", f.Px, err))
		}
		faces = append(faces, face)
	}
	if len(s.faces) > 256 { // a zoom has passed through many sizes
		clear(s.faces)
	}
	s.faces[f] = faces
	return faces
}

// pick is which of a face's fonts has a character, -1 if none has.
func (s *notoSource) pick(f Face, r rune) int {
	faces := s.face(f)
	first := 0
	if s.chinese && f.Family != theme.Mono && (r == '·' || r >= 0x2010 && r < 0x2030) {
		first = 1
	}
	for i := range faces {
		at := (first + i) % len(faces)
		if _, ok := faces[at].GlyphAdvance(r); ok {
			return at
		}
	}
	return -1
}

// faceOf is the face that has a character, nil if none has.
func (s *notoSource) faceOf(f Face, r rune) font.Face {
	if at := s.pick(f, r); at >= 0 {
		return s.face(f)[at]
	}
	return nil
}

func (s *notoSource) Advances(f Face, text string, to []float32) []float32 {
	var last font.Face
	prev := rune(-1)
	for _, r := range text {
		face := s.faceOf(f, r)
		if face == nil {
			to = append(to, boxWidth(f))
			last = nil
			continue
		}
		if face == last {
			to[len(to)-1] += float32(face.Kern(prev, r)) / 64
		}
		a, _ := face.GlyphAdvance(r)
		to = append(to, float32(a)/64)
		last, prev = face, r
	}
	return to
}

// boxWidth is the advance of the box that stands for a missing character.
func boxWidth(f Face) float32 { return f.Px * 0.6 }

func (s *notoSource) Mask(f Face, text string, shift float32) Mask {
	above, below := int(f.Px*1.2)+2, int(f.Px*0.5)+2
	pad := int(f.Px*0.3) + 2
	var width float32
	s.advances = s.Advances(f, text, s.advances[:0])
	for _, a := range s.advances {
		width += a
	}
	m := Mask{W: int(width) + 2*pad, H: above + below, Left: -pad, Top: -above}
	s.alpha = append(s.alpha[:0], make([]byte, m.W*m.H)...)
	m.Alpha = s.alpha
	dot := fixed.Point26_6{X: fixed.Int26_6((float32(pad) + shift) * 64), Y: fixed.I(above)}
	var last font.Face
	prev := rune(-1)
	for _, r := range text {
		face := s.faceOf(f, r)
		if face == nil {
			m.box(f, dot.X.Round(), above)
			dot.X += fixed.Int26_6(boxWidth(f) * 64)
			last = nil
			continue
		}
		if face == last {
			dot.X += face.Kern(prev, r)
		}
		if dr, mask, from, advance, ok := face.Glyph(dot, r); ok {
			m.blend(dr, mask, from)
			dot.X += advance
		}
		last, prev = face, r
	}
	return m.trim()
}

// blend adds a glyph to the mask.
func (m *Mask) blend(dr image.Rectangle, mask image.Image, from image.Point) {
	a, ok := mask.(*image.Alpha)
	if !ok {
		return
	}
	in := dr.Intersect(image.Rect(0, 0, m.W, m.H))
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			v := a.AlphaAt(x-dr.Min.X+from.X, y-dr.Min.Y+from.Y).A
			i := y*m.W + x
			m.Alpha[i] = max(m.Alpha[i], v)
		}
	}
}

// box draws the outline that stands for a missing character.
func (m *Mask) box(f Face, x, base int) {
	w, h := int(f.Px*0.5), int(f.Px*0.7)
	t := max(int(f.Px/14+0.5), 1)
	for dy := range h {
		for dx := range w {
			if dx < t || dy < t || dx >= w-t || dy >= h-t {
				if px, py := x+dx+1, base-h+dy; px >= 0 && px < m.W && py >= 0 && py < m.H {
					m.Alpha[py*m.W+px] = 0xFF
				}
			}
		}
	}
}
