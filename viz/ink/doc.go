// Package ink draws shapes and text: all of a frame, in painter's order, in
// one DrawTriangles32. Shapes are triangles with a feathered rim of one device
// pixel, so they are smooth without anti-aliasing by the graphics card; glyphs
// are quads out of an atlas whose first texel is white, which the shapes use.
// One texture, one batch, one draw call, and any layer may hold both.
//
// # Contract
//
// Lengths are logical pixels; Begin is told how many device pixels make one.
// Angles are radians clockwise from 12 o'clock. A text's y is its baseline,
// which is set on a device pixel. Edges that lie on device pixels stay crisp.
// Colours are opaque. Ink has a single owner and allocates nothing in steady
// state: its buffers grow to the largest frame, and the atlas holds the glyphs
// that were used since it was last full.
//
//	k := ink.New(ink.NewGlyphSource("en"))
//	k.Begin(screen, 2)
//	k.Disc(100, 100, 34, 1.5, fill, outline)
//	k.Text(100, 104, "F", ink.Style{Bold: true, Size: 22}, ink.Middle, text)
//	k.End()
//
// Glyphs come from a GlyphSource: in the browser the page's own fonts through
// an off-screen 2D canvas, natively embedded subsets of Noto.
//
// Interleaving vector paths with text costs eight times as much under software
// rendering (measured); hence the batch.
package ink
