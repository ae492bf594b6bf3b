package window

import (
	"image/color"
	"image/gif"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/viz/film"
	"raftarium/viz/theme"
)

// filmed waits for the film that is being made.
func (p *person) filmed() *gif.GIF {
	p.t.Helper()
	p.until("the film", time.Minute, func() bool { return p.saved.Name != "" })
	require.True(p.t, strings.HasPrefix(p.saved.Name, "raftarium-") && strings.HasSuffix(p.saved.Name, "ms.gif"), p.saved.Name)
	g, err := gif.DecodeAll(strings.NewReader(p.saved.Text))
	require.NoError(p.t, err)
	p.saved = File{}
	return g
}

func seconds(g *gif.GIF) (s float64) {
	for _, d := range g.Delay {
		s += float64(d) / 100
	}
	return s
}

func TestTheStageIsFilmed(t *testing.T) {
	p := sit(t, 1280, 720)
	p.steady()
	p.types("m")
	require.True(t, p.w.view.Playing)
	for range 42 {
		p.wait(50 * time.Millisecond)
	}
	p.sees("0:02")
	p.chooses("window save film")
	g := p.filmed()
	require.Nil(t, p.w.film)
	require.Equal(t, int(p.w.frame.stage.w), g.Config.Width)
	require.Equal(t, int(p.w.frame.stage.h), g.Config.Height)
	require.InDelta(t, 2.1, seconds(g), 0.1)
	require.Greater(t, len(g.Image), 10)

	// Its first frame is the picture of the stage, with the theme's own colours.
	counts := map[theme.Colour]int{}
	b := g.Image[0].Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, gr, bl, _ := g.Image[0].At(x, y).RGBA()
			counts[theme.Colour(r>>8<<16|gr>>8<<8|bl>>8)]++
		}
	}
	require.Greater(t, counts[theme.Light.Paper], b.Dx()*b.Dy()/3)
	require.Greater(t, counts[theme.Light.Ink], 1000)
}

func TestAFilmEndsByItself(t *testing.T) {
	p := sit(t, 900, 600)
	p.types("m")
	p.ticks(func() { p.w.film.passed = filmMost - 100*time.Millisecond })
	g := p.filmed()
	require.InDelta(t, filmMost.Seconds(), seconds(g), 0.2)
}

func TestAFilmIsSavedWhenTheWindowIsClosed(t *testing.T) {
	p := sit(t, 900, 600)
	p.types("m")
	for range 4 {
		p.wait(50 * time.Millisecond)
	}
	p.ticks(p.w.Close)
	require.NotEmpty(t, p.filmed().Image)
	p.ticks(p.w.Close) // nothing is left
	require.Empty(t, p.saved.Name)
}

func TestAFilmsColoursAreThoseOfItsTheme(t *testing.T) {
	for _, dark := range []bool{false, true} {
		th := theme.For(dark)
		list := filmColours(th)
		require.Less(t, len(list), film.ColoursMax)
		for term := uint64(1); term <= theme.Terms; term++ {
			fill, _ := th.Term(term)
			r, g, b := fill.RGB()
			require.Contains(t, list, color.RGBA{r, g, b, 255})
		}
	}
}
