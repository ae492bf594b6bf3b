package paper

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

// page writes what is on a page as PDF's operators.
func (f *file) page(p Page) ([]byte, error) {
	c := &canvas{file: f}
	for i := range p {
		picture := &p[i]
		// Down is down, as in the picture; texts are turned back one by one.
		c.put("q %v 0 0 %v %v %v cm\n", picture.Scale, -picture.Scale, picture.X, Height-picture.Y+picture.Top*picture.Scale)
		if picture.Part > 0 {
			c.put("0 %v 100000 %v re W n\n", picture.Top, picture.Part)
		}
		if err := c.draw(picture.SVG); err != nil {
			return nil, err
		}
		c.put("Q\n")
	}
	return c.out.Bytes(), nil
}

// canvas takes the elements of pictures.
type canvas struct {
	*file
	out bytes.Buffer
}

// put writes operators; numbers among the arguments, which PDF knows without
// exponents alone, are texts for %v.
func (c *canvas) put(format string, args ...any) { writeTo(&c.out, format, args...) }

func writeTo(b *bytes.Buffer, format string, args ...any) {
	for i, arg := range args {
		switch v := arg.(type) {
		case float32:
			args[i] = decimal(float64(v))
		case float64:
			args[i] = decimal(v)
		}
	}
	fmt.Fprintf(b, format, args...)
}

// decimal is a number with four decimals at most.
func decimal(v float64) string {
	return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
}

// element is an element of a picture, and what of it is not understood.
type element struct {
	name string
	attr map[string]string
	err  error
}

// num is a number among the attributes, 0 where there is none.
func (e *element) num(name string) float32 {
	value, ok := e.attr[name]
	if !ok {
		return 0
	}
	return e.parse(name, value)
}

// parse reads a number of the element.
func (e *element) parse(what, value string) float32 {
	v, err := strconv.ParseFloat(value, 32)
	if (err != nil || math.IsNaN(v) || math.Abs(v) > numberMost) && e.err == nil {
		e.err = fmt.Errorf("the %s of a %s is %q, and no number", what, e.name, value)
	}
	return float32(v)
}

// numberMost bounds the numbers of a picture.
const numberMost = 1e7

// colour is a colour among the attributes, in PDF's words, or "" for none.
func (e *element) colour(name string) string {
	value := e.attr[name]
	if value == "" || value == "none" {
		return ""
	}
	v, err := strconv.ParseUint(strings.TrimPrefix(value, "#"), 16, 32)
	if (err != nil || len(value) != 7) && e.err == nil {
		e.err = fmt.Errorf("the %s of a %s is %q, and no colour", name, e.name, value)
	}
	r, g, b := theme.Colour(v).RGB()
	return decimal(float64(r)/255) + " " + decimal(float64(g)/255) + " " + decimal(float64(b)/255)
}

// draw draws a picture.
func (c *canvas) draw(svg []byte) error {
	reader := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := reader.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the picture: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		e := &element{name: start.Name.Local, attr: map[string]string{}}
		for _, a := range start.Attr {
			e.attr[a.Name.Local] = a.Value
		}
		if err := c.element(e, reader); err != nil {
			return err
		}
	}
}

func (c *canvas) element(e *element, reader *xml.Decoder) error {
	switch e.name {
	case "svg":
	case "title":
		return reader.Skip()
	case "path":
		c.path(e)
	case "circle":
		x, y, r := e.num("cx"), e.num("cy"), e.num("r")
		c.round(x-r, y-r, 2*r, 2*r, r)
		c.paint(e)
	case "rect":
		if e.attr["width"] == "100%" {
			return nil // the ground
		}
		c.round(e.num("x"), e.num("y"), e.num("width"), e.num("height"), e.num("rx"))
		c.paint(e)
	case "text":
		token, err := reader.Token()
		if err != nil {
			return fmt.Errorf("read a text of the picture: %w", err)
		}
		if text, ok := token.(xml.CharData); ok {
			c.text(e, string(text))
		}
	default:
		return fmt.Errorf("a picture has an element %q, which is not known here", e.name)
	}
	return e.err
}

// path writes a way of straight lines: "M0 0L1 1Z".
func (c *canvas) path(e *element) {
	d := e.attr["d"]
	for d != "" {
		op := d[0]
		n := strings.IndexAny(d[1:], "MLZ") + 1
		if n == 0 {
			n = len(d)
		}
		x, y, _ := strings.Cut(d[1:n], " ")
		d = d[n:]
		switch {
		case op == 'Z':
			c.put("h ")
		case op == 'M' || op == 'L':
			c.put("%v %v %c ", e.parse("d", x), e.parse("d", y), op-'A'+'a')
		case e.err == nil:
			e.err = fmt.Errorf("a path has a step %q, which is not known here", op)
		}
	}
	c.paint(e)
}

// round writes a rectangle with round corners; PDF has no arcs, and a curve with
// handles of this length is one to a thousandth.
func (c *canvas) round(x, y, w, h, r float32) {
	if r <= 0 {
		c.put("%v %v %v %v re ", x, y, w, h)
		return
	}
	k := r * (1 - 0.5523)
	right, bottom := x+w, y+h
	c.put("%v %v m %v %v l %v %v %v %v %v %v c ", x+r, y, right-r, y, right-k, y, right, y+k, right, y+r)
	c.put("%v %v l %v %v %v %v %v %v c ", right, bottom-r, right, bottom-k, right-k, bottom, right-r, bottom)
	c.put("%v %v l %v %v %v %v %v %v c ", x+r, bottom, x+k, bottom, x, bottom-k, x, bottom-r)
	c.put("%v %v l %v %v %v %v %v %v c h ", x, y+r, x, y+k, x+k, y, x+r, y)
}

// paint fills or strokes what was written.
func (c *canvas) paint(e *element) {
	fill, stroke := e.colour("fill"), e.colour("stroke")
	switch {
	case stroke != "":
		c.put("%s RG %v w 1 j S\n", stroke, e.num("stroke-width"))
	case fill != "":
		c.put("%s rg f\n", fill)
	default:
		c.put("n\n")
	}
}

// text writes a text on its baseline. A halo, which is a text with a stroke of its own
// colour, is left out: on paper nothing moves under a text.
func (c *canvas) text(e *element, text string) {
	if e.attr["stroke"] != "" {
		return
	}
	family, bold := familyOf(e.attr["font-family"]), e.attr["font-weight"] == "700"
	size, x, y := e.num("font-size")/ink.OutlineEm, e.num("x"), e.num("y")
	width := c.measure(family, bold, text)
	tight := float32(1)
	if length := e.num("textLength"); length > 0 && width > 0 {
		tight = length / (width * size)
	}
	switch e.attr["text-anchor"] {
	case "middle":
		x -= width * size * tight / 2
	case "end":
		x -= width * size * tight
	}
	c.put("q ")
	if turn, ok := strings.CutPrefix(e.attr["transform"], "rotate("); ok {
		c.turn(e, strings.TrimSuffix(turn, ")"))
	}
	c.put("%s rg BT ", e.colour("fill"))
	at, font := float32(0), -1
	for i, r := range []rune(text) {
		n, code := c.code(char{family, bold, r})
		if n != font {
			font = n
			c.put("/F%d 1 Tf ", font)
		}
		scale := size * ink.OutlineEm
		c.put("%v 0 0 %v %v %v Tm <%02X> Tj ", scale*tight, -scale, x+at*size*tight, y, code)
		at += c.advances[i]
	}
	c.put("ET Q\n")
}

// turn turns what follows about a point: "90 10 20", in degrees clockwise.
func (c *canvas) turn(e *element, text string) {
	var degrees, x, y float64
	if _, err := fmt.Sscan(text, &degrees, &x, &y); err != nil && e.err == nil {
		e.err = fmt.Errorf("a text is turned by %q, which is not known here", text)
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	c.put("%v %v %v %v %v %v cm 1 0 0 1 %v %v cm ", cos, sin, -sin, cos, x, y, -x, -y)
}

// familyOf is the family of a stack of fonts.
func familyOf(stack string) theme.Family {
	stack = strings.ReplaceAll(stack, "'", `"`)
	for _, f := range []theme.Family{theme.UI, theme.Mono, theme.Serif} {
		if stack == f.Stack(false) || stack == f.Stack(true) {
			return f
		}
	}
	return theme.UI
}
