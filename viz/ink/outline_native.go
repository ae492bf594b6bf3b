//go:build !js

package ink

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"raftarium/viz/theme"
)

// Outlines are the shapes of characters, for whom draws them itself, such as a file
// for printing. It is not safe for concurrent use.
type Outlines struct {
	source *notoSource
	buffer sfnt.Buffer
}

// NewOutlines returns the shapes of the characters that NewGlyphSource draws.
func NewOutlines(lang string) *Outlines {
	return &Outlines{source: NewGlyphSource(lang).(*notoSource)}
}

// Advances appends how far each character of a text leads, at OutlineEm.
func (o *Outlines) Advances(family theme.Family, bold bool, text string, to []float32) []float32 {
	return o.source.Advances(Face{family, bold, OutlineEm}, text, to)
}

// Outline returns the shape of a character at OutlineEm, its y downwards from the
// baseline, or false where no font has it.
func (o *Outlines) Outline(family theme.Family, bold bool, r rune) (sfnt.Segments, bool) {
	weight := 0
	if bold {
		weight = 1
	}
	at := o.source.pick(Face{family, bold, OutlineEm}, r)
	if at < 0 {
		return nil, false
	}
	f := o.source.fonts[family][weight][at]
	index, err := f.GlyphIndex(&o.buffer, r)
	if err != nil || index == 0 {
		return nil, false
	}
	shape, err := f.LoadGlyph(&o.buffer, index, fixed.I(OutlineEm), nil)
	return shape, err == nil
}
