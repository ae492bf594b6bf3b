package ink

import (
	"math"
	"strconv"
	"strings"

	"raftarium/viz/theme"
)

// vector takes what is drawn as SVG instead of triangles: the same calls make the
// same picture, in shapes that grow without end and texts that can be read and
// found. Lengths are what Ink calls device pixels, of which one is a unit here.
type vector struct {
	b       []byte
	chinese bool
}

// SVG returns what draw draws as an SVG document of a size in logical pixels, on
// a ground. Chinese sets texts in the fonts for it.
func (k *Ink) SVG(width, height float32, ground theme.Colour, chinese bool, title string, draw func()) []byte {
	v := &vector{chinese: chinese}
	v.add(`<svg xmlns="http://www.w3.org/2000/svg" width="`, width, `" height="`, height, `" viewBox="0 0 `, width, ` `, height, `" role="img">`)
	v.add(`<title>`, escape(title), `</title><rect width="100%" height="100%" fill="`, ground.Hex(), `"/>`)
	k.Begin(nil, 1)
	k.vector = v
	draw()
	k.vector = nil
	k.End()
	v.add("</svg>\n")
	return v.b
}

// add appends texts, and numbers with two decimals at most.
func (v *vector) add(parts ...any) {
	for _, part := range parts {
		switch p := part.(type) {
		case string:
			v.b = append(v.b, p...)
		case float32:
			v.b = strconv.AppendFloat(v.b, math.Round(float64(p)*100)/100, 'f', -1, 64)
		}
	}
}

func (c rgb) hex() string {
	return theme.Colour(uint32(c.r*255+0.5)<<16 | uint32(c.g*255+0.5)<<8 | uint32(c.b*255+0.5)).Hex()
}

// path is the way along points.
func (v *vector) path(o pt, points []pt, closed bool) {
	v.add(`<path d="`)
	for i, p := range points {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		v.add(letter, p.x+o.x, ` `, p.y+o.y)
	}
	if closed {
		v.add(`Z`)
	}
	v.add(`"`)
}

func (v *vector) fill(o pt, points []pt, c rgb) {
	if len(points) < 3 {
		return
	}
	v.path(o, points, true)
	v.add(` fill="`, c.hex(), `"/>`)
}

func (v *vector) stroke(o pt, points []pt, closed bool, w float32, c rgb) {
	if len(points) < 2 || w <= 0 {
		return
	}
	v.path(o, points, closed)
	v.add(` fill="none" stroke="`, c.hex(), `" stroke-width="`, w, `" stroke-linejoin="round"/>`)
}

func (v *vector) circle(o pt, x, y, r float32, c rgb) {
	v.add(`<circle cx="`, x+o.x, `" cy="`, y+o.y, `" r="`, r, `" fill="`, c.hex(), `"/>`)
}

func (v *vector) rect(o pt, x, y, w, h, r float32, c rgb) {
	v.add(`<rect x="`, x+o.x, `" y="`, y+o.y, `" width="`, w, `" height="`, h, `"`)
	if r > 0 {
		v.add(` rx="`, min(r, w/2, h/2), `"`)
	}
	v.add(` fill="`, c.hex(), `"/>`)
}

// word is a text at a place, with what else is said of it.
func (v *vector) word(x, y float32, text string, s Style, scale float32, align Align, paint string) {
	v.add(`<text x="`, x, `" y="`, y, `" font-size="`, s.Size*scale, `" font-family="`,
		strings.ReplaceAll(s.Family.Stack(v.chinese), `"`, `'`), `"`)
	if s.Bold {
		v.add(` font-weight="700"`)
	}
	if align != Start {
		v.add(` text-anchor="`, [...]string{Middle: "middle", End: "end"}[align], `"`)
	}
	v.add(paint, `>`, escape(text), `</text>`)
}

func filled(c theme.Colour) string { return ` fill="` + c.Hex() + `"` }

// escape writes a text so that nothing of it is taken for markup; what XML cannot
// hold is left out.
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(
		strings.Map(func(r rune) rune {
			if r < ' ' || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, strings.ToValidUTF8(text, "�")))
}
