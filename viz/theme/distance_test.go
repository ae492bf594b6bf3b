package theme

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// sights are the matrices of Machado, Oliveira and Fernandes (2009) for full
// severity, applied to linear RGB; the first is normal sight.
var sights = [4][3][3]float64{
	{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// oklab is Ottosson's perceptual space, from linear RGB.
func oklab(r, g, b float64) [3]float64 {
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func seen(c Colour, sight [3][3]float64) [3]float64 {
	r8, g8, b8 := c.RGB()
	in := [3]float64{linear(r8), linear(g8), linear(b8)}
	var out [3]float64
	for i, row := range sight {
		v := row[0]*in[0] + row[1]*in[1] + row[2]*in[2]
		out[i] = min(max(v, 0), 1)
	}
	return oklab(out[0], out[1], out[2])
}

// distance is the least OKLab distance × 100 over the four sights.
func distance(a, b Colour) float64 {
	least := math.Inf(1)
	for _, sight := range sights {
		x, y := seen(a, sight), seen(b, sight)
		d := math.Sqrt(math.Pow(x[0]-y[0], 2) + math.Pow(x[1]-y[1], 2) + math.Pow(x[2]-y[2], 2))
		least = min(least, 100*d)
	}
	return least
}

func TestTermColoursStayApartInColourBlindSight(t *testing.T) {
	for _, c := range []struct {
		theme                            *Theme
		neighbours, pair, danger, accent float64
	}{
		{&Light, 13.0, 7.1, 8.1, 10.3},
		{&Dark, 9.6, 6.9, 6.8, 9.4},
	} {
		inf := math.Inf(1)
		neighbours, pair, danger, accent := inf, inf, inf, inf
		for i := range uint64(Terms) {
			a, _ := c.theme.Term(i + 1)
			danger = min(danger, distance(a, c.theme.Danger))
			accent = min(accent, distance(a, c.theme.Accent))
			next, _ := c.theme.Term(i + 2)
			neighbours = min(neighbours, distance(a, next))
			for j := i + 1; j < Terms; j++ {
				b, _ := c.theme.Term(j + 1)
				pair = min(pair, distance(a, b))
			}
		}
		require.InDelta(t, c.neighbours, neighbours, 0.06)
		require.InDelta(t, c.pair, pair, 0.06)
		require.InDelta(t, c.danger, danger, 0.06)
		require.InDelta(t, c.accent, accent, 0.06)
	}
}
