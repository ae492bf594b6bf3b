package ink

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

const black = 0

// drawn is what a frame of 64×64 logical pixels covers.
func drawn(scale float32, paint func(*Ink)) *canvas {
	k := New(NewGlyphSource("en"))
	k.Begin(nil, scale)
	paint(k)
	return k.rasterised(int(64*scale), int(64*scale))
}

func TestEdgesOnDevicePixelsAreCrisp(t *testing.T) {
	for name, paint := range map[string]func(*Ink){
		"rect":         func(k *Ink) { k.Rect(10, 10, 20, 5, black) },
		"level line":   func(k *Ink) { k.HLine(10, 30, 12.5, 5, black) },
		"upright line": func(k *Ink) { k.VLine(20, 10, 15, 20, black) },
		"line":         func(k *Ink) { k.Line(10, 12.5, 30, 12.5, 5, black) },
	} {
		for _, scale := range []float32{1, 2} {
			c := drawn(scale, paint)
			s := int(scale)
			for y := range c.h {
				for x := range c.w {
					want := 0.0
					if x >= 10*s && x < 30*s && y >= 10*s && y < 15*s {
						want = 1
					}
					require.InDelta(t, want, c.at(x, y), 0.01, "%s at %d, %d, scale %g", name, x, y, scale)
				}
			}
		}
	}
}

func TestHairlinesFallOnOnePixelRow(t *testing.T) {
	c := drawn(1, func(k *Ink) { k.HLine(4.3, 60.2, 20, 1, black) })
	for x := 4; x < 60; x++ {
		require.Equal(t, 1.0, c.at(x, 19)+c.at(x, 20), "one row or the other")
		require.Zero(t, c.at(x, 18))
		require.Zero(t, c.at(x, 21))
	}
}

func TestShapesCoverTheirArea(t *testing.T) {
	for _, c := range []struct {
		name  string
		area  float64
		paint func(*Ink)
	}{
		{"small circle, a sprite", math.Pi * 25, func(k *Ink) { k.Circle(30.3, 31.7, 5, black) }},
		{"large circle, a polygon", math.Pi * 24 * 24, func(k *Ink) { k.Circle(31.3, 32.2, 24, black) }},
		{"ring", 2 * math.Pi * 20 * 4, func(k *Ink) { k.Ring(32, 32, 20, 4, black) }},
		{"quarter arc", math.Pi / 2 * 20 * 4, func(k *Ink) { k.Arc(32, 32, 20, 0, math.Pi/2, 4, black) }},
		{"round rectangle, a sprite", 20*10 - (4-math.Pi)*9, func(k *Ink) { k.RoundRect(10, 10, 20, 10, 3, black) }},
		{"round rectangle off the grid", 20*10 - (4-math.Pi)*9, func(k *Ink) { k.RoundRect(10.4, 10.6, 20, 10, 3, black) }},
		{"diamond", 2 * 12 * 12, func(k *Ink) { k.diamond(32, 32, 12, black) }},
		{"slanted line", 3 * 40, func(k *Ink) { k.Line(10, 10, 42, 34, 3, black) }},
		{"round line", 3*40 + math.Pi*2.25, func(k *Ink) { k.RoundLine(10, 10, 42, 34, 3, black) }},
		{"thin line", 0.5 * 40, func(k *Ink) { k.Line(10, 10, 42, 34, 0.5, black) }},
		{"hatch", 24 * 24 / 3, func(k *Ink) { k.Hatch(10, 10, 24, 24, 2, 6, black) }},
		{"dashes", 2 * 20, func(k *Ink) { k.DashedLine(10, 20, 50, 20, 2, 5, 5, black) }},
	} {
		got := drawn(1, c.paint).sum()
		require.InDelta(t, c.area, got, 0.04*c.area+1, c.name)
		got = drawn(2, c.paint).sum() / 4
		require.InDelta(t, c.area, got, 0.03*c.area+1, c.name+" at 2")
	}
}

func TestHatchStaysInsideItsBox(t *testing.T) {
	c := drawn(1, func(k *Ink) { k.Hatch(10, 12, 30, 20, 2, 6, black) })
	for y := range c.h {
		for x := range c.w {
			if x < 10 || x >= 40 || y < 12 || y >= 32 {
				require.Zero(t, c.at(x, y), "%d, %d", x, y)
			}
		}
	}
}

func TestNothingIsDrawnOfShapesWithoutSize(t *testing.T) {
	k := New(NewGlyphSource("en"))
	k.Begin(nil, 1)
	k.Circle(10, 10, 0, black)
	k.Rect(10, 10, 0, 5, black)
	k.RoundRect(10, 10, -3, 5, 2, black)
	k.Arc(10, 10, 5, 1, 1, 2, black)
	k.Line(10, 10, 10, 10, 2, black)
	k.DashedLine(10, 10, 10, 10, 2, 3, 3, black)
	k.Hatch(10, 10, 0, 10, 2, 6, black)
	k.Polygon(black, [2]float32{1, 1}, [2]float32{2, 2})
	k.Text(10, 10, "", Style{Size: 12}, Start, black)
	k.End()
	require.Zero(t, k.Stats().Triangles)
}
