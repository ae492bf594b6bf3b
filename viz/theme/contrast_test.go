package theme

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func linear(c uint8) float64 {
	v := float64(c) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func luminance(c Colour) float64 {
	r, g, b := c.RGB()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is WCAG 2's ratio.
func contrast(a, b Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func worst(c Colour, grounds ...Colour) float64 {
	least := math.Inf(1)
	for _, g := range grounds {
		least = min(least, contrast(c, g))
	}
	return least
}

func TestContrastsAreThoseThatTheArtDirectionStates(t *testing.T) {
	for _, c := range []struct {
		name  string
		ratio func(*Theme) float64
		light float64
		dark  float64
	}{
		{"ink", func(t *Theme) float64 { return worst(t.Ink, t.Paper, t.Raised, t.Sunken) }, 15.2, 14.1},
		{"ink-2", func(t *Theme) float64 { return worst(t.Ink2, t.Paper, t.Raised, t.Sunken) }, 8.1, 9.3},
		{"ink-3", func(t *Theme) float64 { return worst(t.Ink3, t.Paper, t.Raised, t.Sunken) }, 5.1, 6.1},
		{"accent", func(t *Theme) float64 { return worst(t.Accent, t.Paper, t.Raised, t.Sunken) }, 6.0, 8.0},
		{"danger", func(t *Theme) float64 { return worst(t.Danger, t.Paper, t.Raised, t.Sunken) }, 5.2, 6.1},
		{"line", func(t *Theme) float64 { return worst(t.Line, t.Paper, t.Raised, t.Sunken) }, 3.2, 3.9},
		{"accent-ink on accent", func(t *Theme) float64 { return contrast(t.AccentInk, t.Accent) }, 7.0, 9.1},
		{"danger-ink on danger", func(t *Theme) float64 { return contrast(t.DangerInk, t.Danger) }, 6.0, 7.0},
		{"danger on danger-soft", func(t *Theme) float64 { return contrast(t.Danger, t.DangerSoft) }, 4.8, 5.7},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.InDelta(t, c.light, c.ratio(&Light), 0.06)
			require.InDelta(t, c.dark, c.ratio(&Dark), 0.06)
		})
	}
}

func TestTermColoursCarryTheirInkAndStandOutFromPaper(t *testing.T) {
	stated := map[bool][Terms][2]float64{
		false: {{5.1, 3.2}, {9.7, 9.1}, {4.9, 3.4}, {4.7, 3.5}, {10.6, 9.9}, {6.0, 5.6}},
		true:  {{10.9, 10.4}, {5.2, 5.0}, {5.5, 5.2}, {12.6, 12.0}, {7.1, 6.8}, {5.0, 4.7}},
	}
	for dark, table := range stated {
		th := For(dark)
		for i, want := range table {
			fill, ink := th.Term(uint64(i + 1))
			require.InDelta(t, want[0], contrast(fill, ink), 0.06, "ink on term %d", i+1)
			require.InDelta(t, want[1], contrast(fill, th.Paper), 0.06, "term %d on paper", i+1)
			require.GreaterOrEqual(t, contrast(fill, ink), 4.5)
			require.GreaterOrEqual(t, contrast(fill, th.Paper), 3.0)
		}
	}
}
