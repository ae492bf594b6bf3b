package web

import (
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// What screenshots show is compared with what the scene says must be where.
func TestThePictureAtItsThreeSizes(t *testing.T) {
	t.Parallel()
	for _, on := range []screen{
		{width: 1440, height: 900},
		{width: 1280, height: 720, dark: true},
		{width: 390, height: 844, phone: true},
	} {
		t.Run(fmt.Sprintf("%dx%d", on.width, on.height), func(t *testing.T) {
			p := open(t, on, "")
			p.await(aLeader(0))
			if !on.phone {
				p.faster()
			}
			p.typeIn("A", `etcdctl put message "hello world"`)
			p.awaitPrinted("A", "OK")
			p.pause()
			p.frame()
			look := sight{t, p.picture(), theme.For(on.dark)}
			s := p.stage()
			look.canvasFillsItsArea(p, s)
			look.members(s)
			look.entries(s)
			look.scrubber(s)
			look.texts(p)
			look.nothingIsCutOff(p)
		})
	}
}

// crc is a sum over what the stage shows, for telling whether it has changed.
func (p *page) crc(s *stage) uint32 {
	p.tb.Helper()
	p.frame()
	img, sum := p.picture(), crc32.NewIEEE()
	for y := int(s.at.Y); y < int(s.at.Y+s.at.Height); y++ {
		for x := int(s.at.X); x < int(s.at.X+s.at.Width); x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			sum.Write([]byte{byte(r >> 8), byte(g >> 8), byte(b >> 8)})
		}
	}
	return sum.Sum32()
}

// sight is a picture that is being looked at.
type sight struct {
	tb    testing.TB
	img   image.Image
	theme *theme.Theme
}

// colour reports whether a point has a colour, but for what colour management
// may change.
func (l sight) is(want theme.Colour, x, y float64) bool {
	r, g, b := want.RGB()
	got := color.RGBAModel.Convert(l.img.At(int(x), int(y))).(color.RGBA)
	near := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 4 }
	return near(got.R, r) && near(got.G, g) && near(got.B, b)
}

// share is how much of a box has a colour, from 0 to 1.
func (l sight) share(want theme.Colour, b box) float64 {
	n, all := 0, 0
	for y := b.Y; y < b.Y+b.Height; y++ {
		for x := b.X; x < b.X+b.Width; x++ {
			all++
			if l.is(want, x, y) {
				n++
			}
		}
	}
	return float64(n) / float64(max(all, 1))
}

// canvasFillsItsArea: as many pixels as the screen has, everywhere.
func (l sight) canvasFillsItsArea(p *page, s *stage) {
	canvas := eval[struct{ X, Y, Width, Height, Pixels, Lines float64 }](p, `((c) => {
		const b = c.getBoundingClientRect();
		return { X: b.x, Y: b.y, Width: b.width, Height: b.height, Pixels: c.width / devicePixelRatio, Lines: c.height / devicePixelRatio };
	})(document.querySelector("#stage iframe").contentDocument.querySelector("canvas"))`)
	require.Zero(l.tb, canvas.X)
	require.Zero(l.tb, canvas.Y)
	require.InDelta(l.tb, s.at.Width, canvas.Width, 1)
	require.InDelta(l.tb, s.at.Height, canvas.Height, 1)
	require.InDelta(l.tb, s.at.Width, canvas.Pixels, 1)
	require.InDelta(l.tb, s.at.Height, canvas.Lines, 1)
	require.Greater(l.tb, l.share(l.theme.Paper, s.at), 0.5, "calm at rest: most of the stage is paper")
	require.Less(l.tb, l.share(l.theme.Paper, s.at), 0.95, "but not all of it")
}

// members: the leader's square and the followers' circles have the colour of
// their term, with a letter in them and a name beside them.
func (l sight) members(s *stage) {
	require.Len(l.tb, s.Members, 5)
	leaders := 0
	for i := range s.Members {
		m := &s.Members[i]
		fill, ink := l.theme.Term(m.Term)
		x, y := s.onPage(m.X, m.Y)
		inner := float64(m.R) / 2
		require.True(l.tb, l.is(fill, x-inner, y-inner), "%s has the colour of term %d", m.Name, m.Term)
		require.Greater(l.tb, l.share(ink, box{x - inner, y - inner, 2 * inner, 2 * inner}), 0.03, "%s has a letter", m.Name)

		// The corner of the square lies outside of a circle.
		corner := l.is(fill, x+0.75*float64(m.R), y+0.75*float64(m.R))
		require.Equal(l.tb, m.Shape == scene.Square, corner, "%s: the shape tells the role", m.Name)
		if m.Shape == scene.Square {
			leaders++
		}
		nameX, nameY := s.onPage(m.NameAt.X, m.NameAt.Y)
		if m.NameAlign == scene.Middle {
			nameX -= 20
		} else if m.NameAlign == scene.End {
			nameX -= 40
		}
		require.Greater(l.tb, l.share(l.theme.Ink, box{nameX, nameY - 12, 40, 14}), 0.05, "%s has a name", m.Name)
	}
	require.Equal(l.tb, 1, leaders)
}

// entries: what is applied is solid, in the colour of its term.
func (l sight) entries(s *stage) {
	applied := 0
	for _, c := range s.Logs.Cells {
		if c.State != scene.Applied {
			continue
		}
		applied++
		fill, _ := l.theme.Term(c.Term)
		x, y := s.onPage(c.X, c.Y)
		require.Greater(l.tb, l.share(fill, box{x + 2, y + 2, float64(c.W) - 4, float64(c.H) - 4}), 0.5, "entry %d of member %d", c.Index, c.Member)
	}
	require.NotZero(l.tb, applied)
}

// scrubber: the term's band up to now, and the playhead over it.
func (l sight) scrubber(s *stage) {
	head := s.Scrubber.Playhead
	x, y := s.onPage(head.X, head.Top+6)
	require.True(l.tb, l.is(l.theme.Accent, x, y), "the playhead is where the present is")
	found := false
	for _, b := range s.Scrubber.Bands {
		if b.Kind != scene.TermBand || b.Box.W < 8 {
			continue
		}
		found = true
		fill, _ := l.theme.Term(b.Term)
		bx, by := s.onPage(b.Box.X+2, b.Box.Y+2)
		require.True(l.tb, l.is(fill, bx, by), "the band of term %d", b.Term)
	}
	require.True(l.tb, found)
}

// texts: words are set around the stage, in ink on their ground.
func (l sight) texts(p *page) {
	for _, place := range []struct {
		selector string
		ground   theme.Colour
	}{
		{"#head .wm", l.theme.Paper}, {"#controls .clock", l.theme.Paper}, {"#narration .said", l.theme.Paper},
		{`[data-terminal="A"] .log`, l.theme.Sunken},
	} {
		b := p.where(place.selector)
		require.Greater(l.tb, l.share(place.ground, b), 0.4, "%s lies on its ground", place.selector)
		require.Greater(l.tb, l.share(l.theme.Ink, b), 0.002, "%s has words", place.selector)
	}
}

// nothingIsCutOff: no control ends outside of the window, and the page does not scroll.
func (l sight) nothingIsCutOff(p *page) {
	require.Empty(l.tb, eval[[]string](p, `[...document.querySelectorAll("button, input, textarea, h1, h2, .clock")]
		.filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".panel, .scroll"))
		.filter((e) => { const b = e.getBoundingClientRect(); return b.width > 0 && (b.left < -1 || b.top < -1 || b.right > innerWidth + 1 || b.bottom > innerHeight + 1); })
		.map((e) => e.outerHTML.slice(0, 80))`))
	require.True(l.tb, eval[bool](p, `document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth`))
}
