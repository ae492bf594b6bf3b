package film

import (
	"bytes"
	"compress/lzw"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"io"
	"time"
)

const (
	// ColoursMax is how many colours a film has: 256, one of which says “as before”.
	ColoursMax = 255
	// SideMax is how many pixels a side of a film has at most.
	SideMax = 1<<16 - 1

	asBefore  = ColoursMax // the index of a pixel that stays as it is
	tick      = 10 * time.Millisecond
	delayMost = 1<<16 - 1 // ticks
)

// Writer writes a film. The first error is kept and returned again.
type Writer struct {
	out           io.Writer
	width, height int
	colours       []color.RGBA
	nearest       map[color.RGBA]uint8
	shown, next   []uint8       // the frame that stands, and the one that comes: indices
	standing      []byte        // the former as it is to be written, once it has stood; nil before the first
	since         time.Duration // from when on it stands
	err           error
}

// NewWriter begins a film of a size in pixels and of certain colours.
func NewWriter(out io.Writer, width, height int, colours []color.RGBA) (*Writer, error) {
	switch {
	case width < 1 || height < 1 || width > SideMax || height > SideMax:
		return nil, fmt.Errorf("begin a film of %d × %d pixels: a side has 1 to %d", width, height, SideMax)
	case len(colours) < 1 || len(colours) > ColoursMax:
		return nil, fmt.Errorf("begin a film of %d colours: it has 1 to %d", len(colours), ColoursMax)
	}
	w := &Writer{out: out, width: width, height: height, colours: colours, nearest: map[color.RGBA]uint8{},
		shown: make([]uint8, width*height), next: make([]uint8, width*height)}
	w.write(w.head())
	return w, w.err
}

// head is all that comes before the first frame.
func (w *Writer) head() []byte {
	b := []byte("GIF89a")
	b = binary.LittleEndian.AppendUint16(b, uint16(w.width))
	b = binary.LittleEndian.AppendUint16(b, uint16(w.height))
	b = append(b, 0xF7, 0, 0) // 256 colours of 8 bits for all frames
	for i := range 256 {
		var c color.RGBA
		if i < len(w.colours) {
			c = w.colours[i]
		}
		b = append(b, c.R, c.G, c.B)
	}
	b = append(b, 0x21, 0xFF, 11)
	b = append(b, "NETSCAPE2.0"...)
	return append(b, 3, 1, 0, 0, 0) // without end
}

// Frame adds a frame that is shown from a moment of the film on: its pixels, four
// bytes each, red first, from the upper left. One that is as the one before only
// lets that stand longer.
func (w *Writer) Frame(pixels []byte, at time.Duration) error {
	if len(pixels) != 4*len(w.next) {
		return fmt.Errorf("add a frame of %d bytes to a film of %d × %d pixels: it has %d", len(pixels), w.width, w.height, 4*len(w.next))
	}
	last, index := color.RGBA{}, uint8(0)
	for i := range w.next {
		if c := (color.RGBA{pixels[4*i], pixels[4*i+1], pixels[4*i+2], 255}); c != last {
			last, index = c, w.indexOf(c)
		}
		w.next[i] = index
	}
	part := image.Rect(0, 0, w.width, w.height)
	if w.standing != nil {
		if part = w.changed(); part.Empty() {
			return w.err
		}
	}
	w.flush(at)
	w.standing, w.since = w.encode(part), at
	w.shown, w.next = w.next, w.shown
	return w.err
}

// Close ends the film at a moment. It closes nothing else.
func (w *Writer) Close(at time.Duration) error {
	w.flush(at)
	w.write([]byte{0x3B})
	return w.err
}

// indexOf returns the nearest colour.
func (w *Writer) indexOf(c color.RGBA) uint8 {
	if index, known := w.nearest[c]; known {
		return index
	}
	best, least := 0, 1<<30
	for i, o := range w.colours {
		r, g, b := int(c.R)-int(o.R), int(c.G)-int(o.G), int(c.B)-int(o.B)
		if distance := 2*r*r + 4*g*g + 3*b*b; distance < least { // as eyes weigh them
			best, least = i, distance
		}
	}
	w.nearest[c] = uint8(best)
	return uint8(best)
}

// changed is the part in which the next frame differs from the one that stands.
func (w *Writer) changed() (part image.Rectangle) {
	for y := range w.height {
		shown, next := w.shown[y*w.width:(y+1)*w.width], w.next[y*w.width:(y+1)*w.width]
		if bytes.Equal(shown, next) {
			continue
		}
		from, to := 0, w.width
		for shown[from] == next[from] {
			from++
		}
		for shown[to-1] == next[to-1] {
			to--
		}
		part = part.Union(image.Rect(from, y, to, y+1))
	}
	return part
}

// encode writes down a part of the next frame: what of it is as before says just
// that, which compresses best.
func (w *Writer) encode(part image.Rectangle) []byte {
	b := []byte{0x2C}
	for _, n := range [...]int{part.Min.X, part.Min.Y, part.Dx(), part.Dy()} {
		b = binary.LittleEndian.AppendUint16(b, uint16(n))
	}
	var packed bytes.Buffer
	z := lzw.NewWriter(&packed, lzw.LSB, 8)
	row := make([]byte, part.Dx())
	for y := part.Min.Y; y < part.Max.Y; y++ {
		copy(row, w.next[y*w.width+part.Min.X:])
		if w.standing != nil {
			for i, index := range w.shown[y*w.width+part.Min.X:][:len(row)] {
				if row[i] == index {
					row[i] = asBefore
				}
			}
		}
		z.Write(row) // into memory, which does not fail
	}
	z.Close()
	b = append(b, 0, 8)
	for packed.Len() > 0 { // in blocks of at most 255 bytes
		block := packed.Next(255)
		b = append(b, byte(len(block)))
		b = append(b, block...)
	}
	return append(b, 0)
}

// flush writes the frame that has stood until a moment.
func (w *Writer) flush(until time.Duration) {
	if w.standing == nil {
		return
	}
	// Rounded from the film's beginning, so that no error adds up.
	delay := max(1, min(int(until/tick-w.since/tick), delayMost))
	b := []byte{0x21, 0xF9, 4, 1<<2 | 1} // it stays where the next is as before
	b = binary.LittleEndian.AppendUint16(b, uint16(delay))
	w.write(append(b, asBefore, 0))
	w.write(w.standing)
}

func (w *Writer) write(b []byte) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
}
