package ink

import "raftarium/viz/theme"

// Face is a font at a size in device pixels.
type Face struct {
	Family theme.Family
	Bold   bool
	Px     float32
}

// Mask is the picture of a text: alpha per device pixel, row by row. Left and
// Top are where its upper left corner lies from the origin on the baseline.
type Mask struct {
	W, H      int
	Left, Top int
	Alpha     []byte
}

// GlyphSource rasterises text: one character, or a run of a script that needs
// shaping as a whole.
type GlyphSource interface {
	// Advances appends, for each character of text (each rune, as range finds
	// them), by how many device pixels it moves the next one, kerning included.
	Advances(f Face, text string, to []float32) []float32

	// Mask is the picture of text with its origin moved right by shift, 0 to 1
	// device pixel. It is valid until the next call; a text without ink has no
	// width.
	Mask(f Face, text string, shift float32) Mask
}

// apart tells whether characters of a text can be rasterised one by one: they
// run from left to right and none joins or changes its neighbour.
func apart(text string) bool {
	for _, r := range text {
		switch {
		case r < 0x300: // Latin
		case r >= 0x370 && r < 0x483 && r != 0x482: // Greek, Cyrillic
		case r >= 0x1E00 && r < 0x2000: // Latin, Greek extended
		case r >= 0x2010 && r < 0x2028, r >= 0x2030 && r < 0x2060: // punctuation
		case r >= 0x2070 && r < 0x20D0, r >= 0x2100 && r < 0x2600: // signs, arrows, shapes
		case r >= 0x2E80 && r < 0x302A, r >= 0x3030 && r < 0x3099: // CJK
		case r >= 0x309B && r < 0xA4D0, r >= 0xAC00 && r < 0xD7A4: // kana, Han, Hangul
		case r >= 0xF900 && r < 0xFB00, r >= 0xFF01 && r < 0xFFF0:
		case r >= 0x20000 && r < 0x32000: // rarer Han
		default:
			return false
		}
	}
	return true
}

// OutlineEm is the size that outlines of characters and their advances have.
const OutlineEm = 1000
