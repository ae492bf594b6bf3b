package paper

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// fontMost is how many characters a font of type 3 has: those of codes 1 to 255.
const fontMost = 255

// Shapes are the shapes of characters, as ink.Outlines has them.
type Shapes interface {
	// Advances appends how far each character of a text leads, at ink.OutlineEm.
	Advances(family theme.Family, bold bool, text string, to []float32) []float32
	// Outline is the shape of a character at ink.OutlineEm, its y downwards from the
	// baseline, or false where there is none.
	Outline(family theme.Family, bold bool, r rune) (sfnt.Segments, bool)
}

// type3 is the characters that a file has used, in fonts of fontMost each, whatever
// their family: a character's shape is all that such a font knows.
type type3 struct {
	shapes   Shapes
	codes    map[char]int // place among the characters
	chars    []char
	advances []float32 // scratch
}

// char is a character as it is set.
type char struct {
	family theme.Family
	bold   bool
	rune   rune
}

func newType3(shapes Shapes) type3 { return type3{shapes: shapes, codes: map[char]int{}} }

// code returns a character's font and its code in it.
func (t *type3) code(c char) (font int, code byte) {
	n, known := t.codes[c]
	if !known {
		n = len(t.chars)
		t.codes[c] = n
		t.chars = append(t.chars, c)
	}
	return n / fontMost, byte(n%fontMost + 1)
}

// measure is how wide a text is at ink.OutlineEm.
func (t *type3) measure(family theme.Family, bold bool, text string) (width float32) {
	t.advances = t.shapes.Advances(family, bold, text, t.advances[:0])
	for _, a := range t.advances {
		width += a
	}
	return width
}

// writeFonts adds all fonts and returns their names for a page's resources.
func (f *file) writeFonts() string {
	var names strings.Builder
	for font := 0; font*fontMost < len(f.chars); font++ {
		chars := f.chars[font*fontMost : min(len(f.chars), (font+1)*fontMost)]
		fmt.Fprintf(&names, "/F%d %s ", font, ref(f.writeFont(chars)))
	}
	return names.String()
}

func (f *file) writeFont(chars []char) int {
	var procs, differences, widths, unicode strings.Builder
	for i, c := range chars {
		width := f.measure(c.family, c.bold, string(c.rune))
		fmt.Fprintf(&procs, "/g%d %s ", i+1, ref(f.stream("", f.proc(c, width))))
		fmt.Fprintf(&differences, "/g%d ", i+1)
		widths.WriteString(decimal(float64(width)) + " ")
	}
	for from := 0; from < len(chars); from += 100 { // as many as one block may have
		block := chars[from:min(len(chars), from+100)]
		fmt.Fprintf(&unicode, "%d beginbfchar\n", len(block))
		for i, c := range block {
			fmt.Fprintf(&unicode, "<%02X> <%s>\n", from+i+1, hex16(string(c.rune)))
		}
		unicode.WriteString("endbfchar\n")
	}
	table := f.stream("", []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CMapName /Raftarium def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"+unicode.String()+
		"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"))
	return f.add(fmt.Sprintf("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [%g 0 0 %[1]g 0 0] /FirstChar 1 /LastChar %d /Widths [%s]"+
		" /CharProcs << %s>> /Encoding << /Type /Encoding /Differences [1 %s] >> /Resources << >> /ToUnicode %s >>",
		1.0/ink.OutlineEm, len(chars), widths.String(), procs.String(), differences.String(), ref(table)))
}

// proc draws a character: its outline, or a box where no font has it.
func (f *file) proc(c char, width float32) []byte {
	var b bytes.Buffer
	shape, ok := f.shapes.Outline(c.family, c.bold, c.rune)
	if !ok {
		writeTo(&b, "%v 0 0 0 %v 700 d1\n60 w 50 30 %v 640 re S\n", width, width, width-100)
		return b.Bytes()
	}
	box := shape.Bounds()
	x := func(v fixed.Int26_6) float64 { return float64(v) / 64 }
	writeTo(&b, "%v 0 %v %v %v %v d1\n", width, x(box.Min.X), -x(box.Max.Y), x(box.Max.X), -x(box.Min.Y))
	var at fixed.Point26_6
	for _, s := range shape {
		switch p := s.Args; s.Op {
		case sfnt.SegmentOpMoveTo:
			writeTo(&b, "%v %v m\n", x(p[0].X), -x(p[0].Y))
			at = p[0]
		case sfnt.SegmentOpLineTo:
			writeTo(&b, "%v %v l\n", x(p[0].X), -x(p[0].Y))
			at = p[0]
		case sfnt.SegmentOpQuadTo: // as a cubic one
			third := func(a, b fixed.Int26_6) float64 { return x(a) + (x(b)-x(a))*2/3 }
			writeTo(&b, "%v %v %v %v %v %v c\n", third(at.X, p[0].X), -third(at.Y, p[0].Y),
				third(p[1].X, p[0].X), -third(p[1].Y, p[0].Y), x(p[1].X), -x(p[1].Y))
			at = p[1]
		case sfnt.SegmentOpCubeTo:
			writeTo(&b, "%v %v %v %v %v %v c\n", x(p[0].X), -x(p[0].Y), x(p[1].X), -x(p[1].Y), x(p[2].X), -x(p[2].Y))
			at = p[2]
		}
	}
	b.WriteString("f\n")
	return b.Bytes()
}
