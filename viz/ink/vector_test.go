package ink

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/theme"
)

func TestTheSameCallsMakeAnSVG(t *testing.T) {
	k := New(NewGlyphSource("en"))
	got := string(k.SVG(100, 50, 0xFFFFFF, false, "a <picture>", func() {
		k.Rect(1, 2, 3, 4, 0x112233)
		k.RoundRect(1, 2, 30, 40, 3, 0x112233)
		k.Circle(5, 6, 7, 0x445566)
		k.Line(0, 0, 10, 0, 2, 0x010203)
		k.Ring(5, 5, 4, 1, 0x010203)
		k.Arc(5, 5, 4, 0, 1, 1, 0x010203)
		k.Tick(1, 1, 1, 1, 0x010203)
		k.Hatch(0, 0, 10, 10, 1, 4, 0x010203)
		k.Origin(10, 20)
		k.Enlarge(2)
		k.Text(1, 2, `a & b "<`, Style{Size: 12, Bold: true}, Middle, 0x000000)
		k.TextWithin(1, 2, 10, "much too wide for it", Style{Size: 12}, 0x000000)
		k.TextTurned(1, 2, 0.5, "turned", Style{Size: 12, Family: theme.Mono}, End, 0x000000)
	}))
	for _, piece := range []string{
		`<title>a &lt;picture&gt;</title>`,
		`<rect x="1" y="2" width="3" height="4" fill="#112233"/>`,
		`<rect x="1" y="2" width="30" height="40" rx="3" fill="#112233"/>`,
		`<circle cx="5" cy="6" r="7" fill="#445566"/>`,
		`<path d="M0 -1L10 -1L10 1L0 1Z" fill="#010203"/>`,
		`<text x="12" y="24" font-size="24"`,
		`text-anchor="middle" fill="#000000">a &amp; b &quot;&lt;</text>`,
		`" lengthAdjust="spacingAndGlyphs"`,
		`transform="rotate(28.65 12 24)"`,
	} {
		require.Contains(t, got, piece)
	}
	d := xml.NewDecoder(strings.NewReader(got))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err, "it is well-formed")
		}
	}
	require.Zero(t, k.Stats().Triangles, "and no triangles")
}
