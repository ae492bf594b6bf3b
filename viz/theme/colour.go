package theme

// Colour is an opaque sRGB colour, 0xRRGGBB. Nothing in the look is told by
// opacity, so there is no alpha.
type Colour uint32

// RGB returns the components, 0 to 255.
func (c Colour) RGB() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

// Hex is the colour as CSS writes it, "#F8F5EE".
func (c Colour) Hex() string {
	const digits = "0123456789ABCDEF"
	b := [7]byte{'#'}
	for i := range 6 {
		b[1+i] = digits[c>>(20-4*i)&15]
	}
	return string(b[:])
}

// Mix is the colour at progress 0 (c) to 1 (to), for the crossing of a
// member's colour when its term changes.
func (c Colour) Mix(to Colour, progress float32) Colour {
	switch {
	case progress <= 0:
		return c
	case progress >= 1:
		return to
	}
	r0, g0, b0 := c.RGB()
	r1, g1, b1 := to.RGB()
	mix := func(a, b uint8) Colour {
		return Colour(float32(a) + (float32(b)-float32(a))*progress + 0.5)
	}
	return mix(r0, r1)<<16 | mix(g0, g1)<<8 | mix(b0, b1)
}
