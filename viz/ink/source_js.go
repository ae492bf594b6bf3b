//go:build js

package ink

import (
	"math"
	"strconv"
	"syscall/js"
)

// NewGlyphSource is the reader's own fonts, every script of them, through an
// off-screen 2D canvas. The language ("en", "zh") chooses the font stacks.
func NewGlyphSource(lang string) GlyphSource {
	s := &canvasSource{chinese: len(lang) >= 2 && lang[:2] == "zh"}
	s.canvas = js.Global().Get("document").Call("createElement", "canvas")
	s.canvas.Set("lang", lang)
	s.context = s.canvas.Call("getContext", "2d", map[string]any{"willReadFrequently": true})
	s.grow(256, 96)
	return s
}

// canvasSource draws white text on transparent ground and reads it back.
type canvasSource struct {
	chinese bool
	canvas  js.Value
	context js.Value
	w, h    int
	face    Face // that the context is set to
	rgba    []byte
	alpha   []byte
}

// grow sets the canvas's size, which resets its context.
func (s *canvasSource) grow(w, h int) {
	s.w, s.h = w, h
	s.canvas.Set("width", w)
	s.canvas.Set("height", h)
	s.context.Set("fillStyle", "#fff")
	s.context.Set("textBaseline", "alphabetic")
	s.face = Face{}
}

func (s *canvasSource) set(f Face) {
	if s.face == f {
		return
	}
	weight := "400 "
	if f.Bold {
		weight = "700 "
	}
	size := strconv.FormatFloat(float64(f.Px), 'f', -1, 32)
	s.context.Set("font", weight+size+"px "+f.Family.Stack(s.chinese))
	s.face = f
}

func (s *canvasSource) Advance(f Face, text string) float32 {
	s.set(f)
	return float32(s.context.Call("measureText", text).Get("width").Float())
}

func (s *canvasSource) Mask(f Face, text string, shift float32) Mask {
	s.set(f)
	box := s.context.Call("measureText", text)
	side := func(name string) int { return int(math.Ceil(box.Get(name).Float())) + 1 }
	left, right := side("actualBoundingBoxLeft"), side("actualBoundingBoxRight")+1
	above, below := side("actualBoundingBoxAscent"), side("actualBoundingBoxDescent")
	w, h := min(left+right, atlasWidth), min(above+below, atlasMost/2)
	if w <= 0 || h <= 0 {
		return Mask{}
	}
	if w > s.w || h > s.h {
		s.grow(max(w, s.w), max(h, s.h))
		s.set(f)
	}
	s.context.Call("clearRect", 0, 0, w, h)
	s.context.Call("fillText", text, float64(left)+float64(shift), above)
	data := s.context.Call("getImageData", 0, 0, w, h).Get("data")
	n := w * h
	if cap(s.rgba) < 4*n {
		s.rgba, s.alpha = make([]byte, 4*n), make([]byte, n)
	}
	js.CopyBytesToGo(s.rgba[:4*n], data)
	alpha := s.alpha[:n]
	for i := range alpha {
		alpha[i] = s.rgba[4*i+3]
	}
	return Mask{W: w, H: h, Left: -left, Top: -above, Alpha: alpha}.trim()
}
