//go:build js

package ink

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"syscall/js"
)

// NewGlyphSource is the reader's own fonts, every script of them, through an
// off-screen 2D canvas. The language ("en", "zh") chooses the font stacks.
//
// A call from Go into JavaScript costs more than a glyph does, so the script
// below does in one call what one character needs. A page that forbids making
// functions from text (Content-Security-Policy without 'unsafe-eval') offers
// it as globalThis.raftariumGlyphs.
func NewGlyphSource(lang string) GlyphSource {
	s := &canvasSource{chinese: len(lang) >= 2 && lang[:2] == "zh"}
	script := js.Global().Get("raftariumGlyphs")
	if script.IsUndefined() {
		script = js.Global().Get("Function").New("lang", Script)
	}
	s.script = script.Invoke(lang)
	s.buffer = s.script.Get("buffer")
	return s
}

// Script is the body of the function of one argument, lang, that draws
// characters white on transparent ground and reads them back. mask leaves
// left, top, width and height, two bytes each and 32768 more than they are,
// and then the alpha in buffer; advances leaves 32-bit floats.
const Script = `
const canvas = document.createElement("canvas");
canvas.lang = lang;
const context = canvas.getContext("2d", {willReadFrequently: true});
const self = {buffer: new Uint8Array(1 << 20)};
const view = new DataView(self.buffer.buffer);
let font = "";
function size(w, h) {
	canvas.width = w;
	canvas.height = h;
	context.fillStyle = "#fff";
	context.textBaseline = "alphabetic";
	context.font = font;
}
size(256, 96);
self.face = (f) => { context.font = font = f; };
self.advances = (text) => {
	let end = 0, last = 0, width = 0, n = 0;
	for (const c of text) {
		end += c.length;
		width = context.measureText(text.slice(0, end)).width;
		// A pair that is kerned moves the second of it: the first is narrower.
		const begin = n === 0 ? 0 : width - context.measureText(c).width;
		if (n > 0) view.setFloat32(4 * (n - 1), begin - last, true);
		last = begin;
		n++;
	}
	if (n > 0) view.setFloat32(4 * (n - 1), width - last, true);
	return n;
};
self.mask = (text, shift) => {
	const box = context.measureText(text);
	const left = Math.ceil(box.actualBoundingBoxLeft) + 1, right = Math.ceil(box.actualBoundingBoxRight) + 2;
	const above = Math.ceil(box.actualBoundingBoxAscent) + 1, below = Math.ceil(box.actualBoundingBoxDescent) + 1;
	const w = Math.min(left + right, 1023), h = Math.min(above + below, 1000);
	if (!(w > 0 && h > 0)) return 0;
	if (w > canvas.width || h > canvas.height) size(Math.max(w, canvas.width), Math.max(h, canvas.height));
	context.clearRect(0, 0, w, h);
	context.fillText(text, left + shift, above);
	const data = context.getImageData(0, 0, w, h).data;
	[-left, -above, w, h].forEach((v, i) => view.setUint16(2 * i, v + 32768, true));
	for (let i = 0; i < w * h; i++) self.buffer[8 + i] = data[4 * i + 3];
	return 8 + w * h;
};
return self;
`

// canvasSource asks the script.
type canvasSource struct {
	chinese bool
	script  js.Value
	buffer  js.Value
	face    Face // that the context is set to
	bytes   []byte
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
	s.script.Call("face", weight+size+"px "+f.Family.Stack(s.chinese))
	s.face = f
}

// read brings the first n bytes of the script's buffer over.
func (s *canvasSource) read(n int) []byte {
	if cap(s.bytes) < n {
		s.bytes = make([]byte, n)
	}
	js.CopyBytesToGo(s.bytes[:n], s.buffer)
	return s.bytes[:n]
}

func (s *canvasSource) Advances(f Face, text string, to []float32) []float32 {
	s.set(f)
	text = strings.ToValidUTF8(text, "\uFFFD")
	n := s.script.Call("advances", text).Int()
	b := s.read(4 * n)
	for i := range n {
		to = append(to, math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	}
	return to
}

func (s *canvasSource) Mask(f Face, text string, shift float32) Mask {
	s.set(f)
	n := s.script.Call("mask", text, shift).Int()
	if n == 0 {
		return Mask{}
	}
	b := s.read(n)
	field := func(i int) int { return int(binary.LittleEndian.Uint16(b[2*i:])) - 32768 }
	return Mask{Left: field(0), Top: field(1), W: field(2), H: field(3), Alpha: b[8:]}.trim()
}
