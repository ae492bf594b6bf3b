//go:build !js

package paper_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/ink"
	"raftarium/viz/paper"
	"raftarium/viz/theme"
)

// drawn is a picture of everything that a picture has.
func drawn(lang string) []byte {
	k := ink.New(ink.NewGlyphSource(lang))
	return k.SVG(300, 200, theme.Light.Paper, lang == "zh", "a title", func() {
		k.Rect(10, 10, 20, 20, theme.Light.Ink)
		k.RoundRect(40, 10, 20, 20, 4, theme.Light.Accent)
		k.Circle(80, 20, 10, theme.Light.Danger)
		k.Polygon(theme.Light.Ink, [2]float32{100, 10}, [2]float32{120, 10}, [2]float32{110, 30})
		k.Polyline(2, false, theme.Light.Ink, [2]float32{130, 10}, [2]float32{150, 30})
		k.Halo(10, 60, "halo", ink.Style{Size: 14}, ink.Start, 2, theme.Light.Paper)
		k.Text(10, 60, "plain & <simple>", ink.Style{Size: 14}, ink.Start, theme.Light.Ink)
		k.Text(10, 80, "集群", ink.Style{Size: 14, Bold: true}, ink.Start, theme.Light.Ink)
		k.TextTurned(200, 60, 1, "turned", ink.Style{Family: theme.Mono, Size: 14}, ink.Middle, theme.Light.Ink)
		k.TextWithin(100, 100, 30, "a wide text", ink.Style{Family: theme.Serif, Size: 14}, theme.Light.Ink)
	})
}

var object = regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)\nendobj\n`)

// objects reads a file as its table says that it lies, and unpacks its streams.
func objects(t *testing.T, pdf []byte) map[int]string {
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-1.7\n")))
	require.True(t, bytes.HasSuffix(pdf, []byte("%%EOF\n")))
	start := regexp.MustCompile(`startxref\n(\d+)\n`).FindSubmatch(pdf)
	at, err := strconv.Atoi(string(start[1]))
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(pdf[at:], []byte("xref\n")))
	lines := strings.Split(string(pdf[at:]), "\n")
	all := map[int]string{}
	for i, line := range lines[3:] {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			break
		}
		offset, err := strconv.Atoi(fields[0])
		require.NoError(t, err)
		found := object.FindSubmatch(pdf[offset:])
		require.NotNil(t, found)
		require.Equal(t, strconv.Itoa(i+1), string(found[1]))
		text := string(found[2])
		if head, rest, ok := strings.Cut(text, "\nstream\n"); ok {
			z, err := zlib.NewReader(strings.NewReader(strings.TrimSuffix(rest, "\nendstream")))
			require.NoError(t, err)
			plain, err := io.ReadAll(z)
			require.NoError(t, err)
			text = head + "\n" + string(plain)
		}
		all[i+1] = text
	}
	return all
}

// said is what the texts of a page say, by its fonts' own tables: what is searched
// and copied.
func said(t *testing.T, all map[int]string) string {
	table := map[string]string{}
	var pages []string
	for _, o := range all {
		if strings.Contains(o, "begincmap") {
			for _, m := range regexp.MustCompile(`<(..)> <(....)>`).FindAllStringSubmatch(o, -1) {
				u, err := strconv.ParseUint(m[2], 16, 16)
				require.NoError(t, err)
				table[m[1]] = string(rune(u))
			}
		}
		if strings.Contains(o, " Tj ") {
			pages = append(pages, o)
		}
	}
	var b strings.Builder
	for _, page := range pages {
		for _, m := range regexp.MustCompile(`<(..)> Tj|ET`).FindAllStringSubmatch(page, -1) {
			if m[0] == "ET" {
				b.WriteByte('\n')
				continue
			}
			b.WriteString(table[m[1]])
		}
	}
	return b.String()
}

func TestAPictureComesOntoPaper(t *testing.T) {
	pdf, err := paper.PDF("A title (1)", "en", ink.NewOutlines("en"), []paper.Page{{{SVG: drawn("en"), X: 36, Y: 36, Scale: 0.5}}})
	require.NoError(t, err)
	all := objects(t, pdf)
	var page string
	for _, o := range all {
		if strings.Contains(o, " Tj ") {
			page = o
		}
	}
	require.Contains(t, page, "q 0.5 0 0 -0.5 36 805.89 cm")
	require.Contains(t, page, "10 10 20 20 re")
	require.Equal(t, 2, strings.Count(page, " c h "), "the circle and the round rectangle: "+page)
	require.Contains(t, page, "100 10 m 120 10 l 110 30 l h")
	require.Contains(t, page, "130 10 m 150 30 l")
	require.NotContains(t, page, "300 200 re", "the ground is the paper's")
	require.Equal(t, "plain & <simple>\n集群\nturned\na wide text\n", said(t, all))
	require.Equal(t, 1, strings.Count(string(pdf), "/Type /Page /"))
}

func TestACharacterIsDrawnOnce(t *testing.T) {
	one := []paper.Page{{{SVG: drawn("zh"), Scale: 1}}}
	first, err := paper.PDF("", "zh", ink.NewOutlines("zh"), one)
	require.NoError(t, err)
	second, err := paper.PDF("", "zh", ink.NewOutlines("zh"), append(one, one...))
	require.NoError(t, err)
	require.Len(t, objects(t, second), len(objects(t, first))+2)
}

func TestMoreCharactersThanAFontHas(t *testing.T) {
	var text []rune
	for r := rune('一'); len(text) < 300; r++ {
		text = append(text, r)
	}
	k := ink.New(ink.NewGlyphSource("zh"))
	svg := k.SVG(10, 10, 0, true, "", func() {
		k.Text(0, 0, string(text), ink.Style{Size: 12}, ink.Start, theme.Light.Ink)
	})
	pdf, err := paper.PDF("", "zh", ink.NewOutlines("zh"), []paper.Page{{{SVG: svg, Scale: 1}}})
	require.NoError(t, err)
	all := objects(t, pdf)
	fonts := 0
	for _, o := range all {
		if strings.Contains(o, "/Type3") {
			fonts++
		}
	}
	require.Equal(t, 2, fonts)
}

func TestAPartOfAPictureIsCutOut(t *testing.T) {
	pdf, err := paper.PDF("", "en", ink.NewOutlines("en"), []paper.Page{{{SVG: drawn("en"), X: 0, Y: 0, Scale: 1, Top: 50, Part: 20}}})
	require.NoError(t, err)
	require.Contains(t, strings.Join(values(objects(t, pdf)), "\n"), "q 1 0 0 -1 0 891.89 cm\n0 50 100000 20 re W n")
}

func values(m map[int]string) (list []string) {
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

func TestWhatIsNotUnderstoodIsSaid(t *testing.T) {
	for svg, says := range map[string]string{
		`<svg><ellipse/></svg>`:                           `an element "ellipse"`,
		`<svg><rect x="a" fill="#000000"/></svg>`:         `the x of a rect is "a"`,
		`<svg><circle fill="red"/></svg>`:                 `the fill of a circle is "red"`,
		`<svg><path d="M0 0C1 1"/></svg>`:                 `the d of a path is "0C1 1"`,
		`<svg><path d="C1 1"/></svg>`:                     `a path has a step`,
		`<svg><text transform="skew">a</text></svg>`:      "",
		`<svg><text transform="rotate(x)">a</text></svg>`: `a text is turned by "x"`,
		`<svg><path`: `read the picture`,
	} {
		_, err := paper.PDF("", "en", ink.NewOutlines("en"), []paper.Page{{{SVG: []byte(svg), Scale: 1}}})
		if says == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, "put page 1 on paper: ")
		require.ErrorContains(t, err, says)
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(drawn("en"))
	f.Add([]byte(`<svg><path d="M0 0L1 1Z" fill="#000000"/></svg>`))
	f.Fuzz(func(t *testing.T, svg []byte) {
		_, _ = paper.PDF("", "en", ink.NewOutlines("en"), []paper.Page{{{SVG: svg, Scale: 1}}}) // does not panic
	})
}
