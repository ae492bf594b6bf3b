package draw_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/draw/sheet"
	"raftarium/viz/ink"
)

// BenchmarkScene is the cost of building a frame's triangles, at two device
// pixels to a logical one; what the graphics library and the card add is told
// by draw/sheet/render -frames.
func BenchmarkScene(b *testing.B) {
	for _, members := range []int{5, 25} {
		b.Run(fmt.Sprintf("members=%d/messages=500", members), func(b *testing.B) {
			k := ink.New(ink.NewGlyphSource("en"))
			s := sheet.Crowd(members, 500)
			st := frame(k, s, 2)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				frame(k, s, 2)
			}
			b.ReportMetric(float64(st.DrawCalls), "drawcalls")
			b.ReportMetric(float64(st.Triangles), "triangles")
			b.ReportMetric(float64(st.Vertices), "vertices")
		})
	}
}

// A frame's triangles are laid where those of the frame before were.
func TestDrawingLeavesNoGarbage(t *testing.T) {
	k := ink.New(ink.NewGlyphSource("en"))
	s := sheet.Crowd(9, 200)
	frame(k, s, 2)
	require.Zero(t, testing.AllocsPerRun(20, func() { frame(k, s, 2) }))
}
