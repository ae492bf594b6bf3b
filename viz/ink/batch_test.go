package ink

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestWhateverIsDrawnTheBatchIsSound(t *testing.T) {
	k := New(NewGlyphSource("en"))
	rapid.Check(t, func(t *rapid.T) {
		k.Begin(nil, rapid.SampledFrom([]float32{0, 1, 1.25, 2, 3}).Draw(t, "scale"))
		v := func(name string) float32 { return rapid.Float32Range(-3000, 3000).Draw(t, name) }
		size := func(name string) float32 { return rapid.Float32Range(-1, 300).Draw(t, name) }
		for range rapid.IntRange(1, 6).Draw(t, "shapes") {
			x, y, a, b, w := v("x"), v("y"), size("a"), size("b"), size("w")
			switch rapid.IntRange(0, 11).Draw(t, "shape") {
			case 0:
				k.Circle(x, y, a, black)
			case 1:
				k.RoundRect(x, y, a, b, w, black)
			case 2:
				k.Box(x, y, a, b, 3, w/50, black, black)
			case 3:
				k.Line(x, y, v("x2"), v("y2"), w, black)
			case 4:
				k.RoundLine(x, y, v("x2"), v("y2"), w, black)
			case 5:
				k.Ring(x, y, a, w, black)
			case 6:
				k.Arc(x, y, a, b, b+w, 4, black)
			case 7:
				k.DashedArc(x, y, a, 0, b, 2, 7, 5, black)
			case 8:
				k.Hatch(x, y, a, b, 2, 6, black)
			case 9:
				k.Text(x, y, rapid.String().Draw(t, "text"), Style{Size: a / 10}, Middle, black)
			case 10:
				k.TextWithin(x, y, a, rapid.String().Draw(t, "text"), Style{Size: 12}, black)
			case 11:
				k.Polyline(w, rapid.Bool().Draw(t, "closed"), black, [2]float32{x, y}, [2]float32{a, b}, [2]float32{x, y}, [2]float32{w, a})
			}
		}
		for _, i := range k.is {
			require.Less(t, int(i), len(k.vs))
		}
		for _, v := range k.vs {
			for _, f := range [...]float32{v.DstX, v.DstY, v.ColorA} {
				require.False(t, math.IsNaN(float64(f)) || math.IsInf(float64(f), 0))
			}
			require.True(t, v.ColorA >= 0 && v.ColorA <= 1)
			require.True(t, v.SrcX >= 0 && v.SrcX <= atlasWidth && v.SrcY >= 0 && v.SrcY <= float32(k.type_.atlas.height))
		}
		k.End()
	})
}
