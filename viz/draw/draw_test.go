package draw_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/draw"
	"raftarium/viz/draw/sheet"
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

func frame(k *ink.Ink, s *scene.Scene, scale float32) ink.Stats {
	k.Begin(nil, scale)
	draw.Scene(k, s, &theme.Light)
	k.End()
	return k.Stats()
}

func TestAWholeFrameIsOneDrawCall(t *testing.T) {
	k := ink.New(ink.NewGlyphSource("en"))
	states, _ := sheet.States()
	for _, s := range []*scene.Scene{sheet.Main(), states, sheet.Presenter(), sheet.Phone(), sheet.Extras(), sheet.Crowd(25, 500)} {
		for _, scale := range []float32{1, 1.5, 2, 3} {
			require.Equal(t, 1, frame(k, s, scale).DrawCalls)
		}
	}
}

func TestDrawingAFrameAgainAllocatesNothing(t *testing.T) {
	k := ink.New(ink.NewGlyphSource("en"))
	for _, s := range []*scene.Scene{sheet.Main(), sheet.Crowd(5, 500), sheet.Crowd(25, 500)} {
		frame(k, s, 2)
		require.Zero(t, testing.AllocsPerRun(10, func() { frame(k, s, 2) }))
	}
}

func TestAnEmptySceneDrawsNothing(t *testing.T) {
	require.Zero(t, frame(ink.New(ink.NewGlyphSource("en")), &scene.Scene{}, 1).Triangles)
}

func TestEveryStateIsSeen(t *testing.T) {
	k := ink.New(ink.NewGlyphSource("en"))
	plain := scene.Member{X: 50, Y: 50, R: 28, Letter: "F", Term: 4, TermText: "4", Arc: -1}
	triangles := func(edit func(*scene.Member)) int {
		m := plain
		edit(&m)
		return frame(k, &scene.Scene{Members: []scene.Member{m}}, 1).Triangles
	}
	without := triangles(func(*scene.Member) {})
	for name, edit := range map[string]func(*scene.Member){
		"arc":      func(m *scene.Member) { m.Arc = 0.5 },
		"paused":   func(m *scene.Member) { m.Paused = true },
		"selected": func(m *scene.Member) { m.Selected = true },
		"violates": func(m *scene.Member) { m.Violates = true },
		"votes":    func(m *scene.Member) { m.Votes = []bool{true, false} },
		"client":   func(m *scene.Member) { m.Clients = []scene.ClientChip{{Letter: "A"}} },
		"name":     func(m *scene.Member) { m.Name = "etcd-01" },
		"note":     func(m *scene.Member) { m.Note = "stale leader" },
		"fade": func(m *scene.Member) {
			m.Fade = scene.Fade{Active: true, FromShape: scene.Diamond, FromTerm: 3, Progress: 0.5}
		},
	} {
		require.Greater(t, triangles(edit), without, name)
	}
	require.NotEqual(t, without, triangles(func(m *scene.Member) { m.Crashed = true }))
	square := triangles(func(m *scene.Member) { m.Shape = scene.Square })
	small := triangles(func(m *scene.Member) { m.Shape, m.R = scene.Square, 9 })
	require.Greater(t, square, small+10, "a leader has a crown, unless it is too small for one")
}

func TestABandWritesTheLongestTextThatFits(t *testing.T) {
	k := ink.New(ink.NewGlyphSource("en"))
	glyphs := func(w float32) int {
		b := scene.Band{Box: scene.Rect{W: w, H: 20}, Term: 1, Text: "term 1 · etcd-01", Short: "term 1", Least: "1"}
		s := scene.Scene{Scrubber: scene.Scrubber{Bands: []scene.Band{b}}}
		return frame(k, &s, 1).Vertices
	}
	full, short, least, none := glyphs(200), glyphs(80), glyphs(26), glyphs(16)
	require.Greater(t, full, short)
	require.Greater(t, short, least)
	require.Greater(t, least, none)
}
