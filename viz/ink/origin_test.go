package ink

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/viz/theme"
)

func TestOriginMovesEverythingAlike(t *testing.T) {
	frame := func(x, y float32) []ebiten.Vertex {
		k := New(NewGlyphSource("en"))
		k.Begin(nil, 2)
		k.Origin(x, y)
		k.Disc(100, 100, 34, 1.5, theme.Light.Paper, theme.Light.Ink)
		k.RoundRect(10, 10, 18, 18, 3, theme.Light.Ink)
		k.Circle(40, 40, 5, theme.Light.Ink)
		k.Text(20, 60, "term 4", Style{Size: 13}, Start, theme.Light.Ink)
		k.Hatch(60, 10, 30, 20, 1, 6, theme.Light.Line)
		return append([]ebiten.Vertex(nil), k.vs...)
	}
	at, moved := frame(0, 0), frame(7, 48.2)
	require.Equal(t, len(at), len(moved))
	for i := range at {
		require.InDelta(t, at[i].DstX+14, moved[i].DstX, 1e-3)
		require.InDelta(t, at[i].DstY+96, moved[i].DstY, 1e-3, "on a device pixel")
		require.Equal(t, at[i].SrcX, moved[i].SrcX)
	}
}
