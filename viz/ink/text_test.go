package ink

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/theme"
)

func TestFiguresAreTabular(t *testing.T) {
	k := New(NewGlyphSource("en"))
	for _, family := range []theme.Family{theme.UI, theme.Mono, theme.Serif} {
		s := Style{Family: family, Size: 14}
		require.Equal(t, k.Measure("1111", s), k.Measure("4880", s))
	}
}

func TestTextIsAsWideAsItMeasures(t *testing.T) {
	k := New(NewGlyphSource("en"))
	s := Style{Size: 14}
	require.InDelta(t, 46, k.Measure("etcd-01", s), 3)
	require.Greater(t, k.Measure("etcd-01", Style{Size: 14, Bold: true}), k.Measure("etcd-01", s))
	require.Equal(t, k.Measure("etcd-01", s), k.Text(0, 0, "etcd-01", s, Start, black))
	require.InDelta(t, 4*14, k.Measure("任期领导", s), 0.01)
	require.Less(t, k.Measure("To", s), k.Measure("T", s)+k.Measure("o", s), "pairs are kerned")
}

func TestAlignmentMovesTextByItsWidth(t *testing.T) {
	left := func(align Align, x float32) int {
		c := drawn(1, func(k *Ink) { k.Text(x, 40, "H", Style{Size: 20}, align, black) })
		for x := range c.w {
			for y := range c.h {
				if c.at(x, y) > 0.3 {
					return x
				}
			}
		}
		return -1
	}
	k := New(NewGlyphSource("en"))
	w := k.Measure("H", Style{Size: 20})
	require.Equal(t, left(Start, 10), left(Middle, 10+w/2))
	require.Equal(t, left(Start, 10), left(End, 10+w))
}

func TestALetterStandsOnItsBaseline(t *testing.T) {
	c := drawn(1, func(k *Ink) { k.Text(10, 40, "H", Style{Size: 30, Bold: true}, Start, black) })
	row := func(y int) (s float64) {
		for x := range c.w {
			s += c.at(x, y)
		}
		return s
	}
	require.Greater(t, row(39), 3.0)
	require.Zero(t, row(41))
}

func TestACharacterThatNoFontHasIsABox(t *testing.T) {
	c := drawn(1, func(k *Ink) { k.Text(10, 40, "\U00012000", Style{Size: 20}, Start, black) })
	require.Greater(t, c.sum(), 20.0)
}

func TestTextsOfAnyScriptAreDrawn(t *testing.T) {
	k := New(NewGlyphSource("zh"))
	k.Begin(nil, 2)
	for _, text := range []string{"مرحبا", "नमस्ते", "e\u0301", "👩‍👩‍👧", "\xff\xfe", "שלום", "สวัสดี", "한국어", "日本語", "\u0000"} {
		k.Text(10, 40, text, Style{Size: 13}, Start, black)
	}
	k.End()
	require.Positive(t, k.Stats().Triangles)
}

func TestTheAtlasStartsAnewWhenItIsFull(t *testing.T) {
	k := New(NewGlyphSource("en"))
	k.Begin(nil, 1)
	for size := range 120 {
		k.Text(0, 200, "Thequickbrownfoxjumpsoverthelazydog", Style{Size: float32(20 + size)}, Start, black)
		k.Circle(10, 10, float32(size)/8, black)
	}
	k.End()
	require.Greater(t, k.Stats().DrawCalls, 1, "what was drawn goes out before its glyphs are forgotten")
	require.LessOrEqual(t, k.type_.atlas.height, atlasMost)

	k.Begin(nil, 1)
	k.Text(0, 200, "etcd", Style{Size: 20}, Start, black)
	require.Greater(t, k.rasterised(64, 256).sum(), 50.0)
}

func TestLayoutsAreBounded(t *testing.T) {
	k := New(NewGlyphSource("en"))
	for i := range 3 * runsMost {
		k.Measure(fmt.Sprintf("%d ms", i), Style{Size: 13})
	}
	require.LessOrEqual(t, len(k.type_.runs), runsMost)
	require.LessOrEqual(t, len(k.type_.glyphs), 20)
}

func TestAChangeOfScaleRasterisesAnew(t *testing.T) {
	k := New(NewGlyphSource("en"))
	k.Begin(nil, 1)
	k.Text(10, 40, "etcd", Style{Size: 14}, Start, black)
	one := k.rasterised(128, 128).sum()
	k.Begin(nil, 2)
	k.Text(10, 40, "etcd", Style{Size: 14}, Start, black)
	require.InDelta(t, 4*one, k.rasterised(128, 128).sum(), one/2)
}

func BenchmarkText(b *testing.B) {
	k := New(NewGlyphSource("en"))
	k.Begin(nil, 2)
	b.ReportAllocs()
	for range b.N {
		k.vs, k.is = k.vs[:0], k.is[:0]
		k.Text(10.3, 40, "from terminal A, answered after 52 ms", Style{Size: 13}, Start, black)
	}
}

func BenchmarkCircle(b *testing.B) {
	k := New(NewGlyphSource("en"))
	k.Begin(nil, 2)
	b.ReportAllocs()
	for range b.N {
		k.vs, k.is = k.vs[:0], k.is[:0]
		k.Circle(40.3, 40, 34, black)
	}
}
