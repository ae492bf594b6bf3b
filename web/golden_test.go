package web

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

var rewrite = flag.Bool("rewrite", false, "make the pictures in testdata/views anew; look at them then")

const (
	// goldenScale is how many pixels of the page make one of a kept picture.
	goldenScale = 3
	// A pixel differs whose brightness or colour is further off than this, of
	// 255: less is how one version of a browser smooths edges and another does.
	goldenPixel = 40
	// goldenShare is the share of pixels that may differ: fonts of the machine.
	goldenShare = 0.02
)

// linkToEverything is the link to a moment that has something of all: terms, a
// member that crashed and one that lags, entries that are on their way, keys
// with a history, a tombstone, a compaction, a lease, a watcher.
func linkToEverything(tb testing.TB) string {
	tb.Helper()
	l, err := lab.New(lab.Config{Members: 5, Seed: 7})
	require.NoError(tb, err)
	l.Advance(sim.Second)
	enter := func(terminal, line string) {
		require.NoError(tb, l.Type(terminal, line))
		l.Advance(l.Now() + 200*sim.Millisecond)
	}
	enter("B", "etcdctl watch --prefix co")
	for _, line := range []string{
		`etcdctl put message "hello world"`, "etcdctl put color red", "etcdctl put color green", "etcdctl del color",
		"etcdctl compact 3",
		`curl http://127.0.0.1:2379/v3/lease/grant -d '{"ID":7587,"TTL":60}'`, "etcdctl put service here --lease=1da3",
	} {
		enter("A", line)
	}
	require.NoError(tb, l.Do("crash etcd-02"))
	l.Advance(l.Now() + 600*sim.Millisecond)
	require.NoError(tb, l.Do("cut etcd-04 etcd-05"))
	enter("A", "etcdctl put color blue")
	require.NoError(tb, l.Type("A", "etcdctl put message again"))
	l.Advance(l.Now() + 62*sim.Millisecond)
	return l.Link()
}

// Every view is as it was when somebody last looked
// at it, in both themes, both languages and the three sizes.
func TestViewsAreAsTheyWereLookedAt(t *testing.T) {
	t.Parallel()
	p := open(t, wide, linkToEverything(t))
	for _, lang := range []string{"en", "zh"} {
		p.resize(wide)
		if !eval[bool](p, fmt.Sprintf("document.documentElement.lang.startsWith(%q)", lang)) {
			p.click(`[data-act="page language"]`)
			p.await(fmt.Sprintf("document.documentElement.lang.startsWith(%q)", lang))
		}
		for _, on := range []screen{wide, desk, phone} {
			p.resize(on)
			for _, theme := range []string{"light", "dark"} {
				_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}})
				p.must(err)
				p.await(fmt.Sprintf("document.documentElement.dataset.theme === %q", theme))
				for _, view := range []string{"ring", "space", "store", "disk"} {
					p.tell("view " + view)
					p.isView(view)
					p.golden(fmt.Sprintf("%s-%dx%d-%s-%s", view, on.width, on.height, theme, lang))
				}
			}
		}
	}
}

// golden holds what the page shows against a kept picture, which it may come to a few
// frames later.
func (p *page) golden(name string) {
	p.tb.Helper()
	p.frame()
	file := filepath.Join("testdata", "views", name+".png")
	if *rewrite {
		savePNG(p.tb, file, smaller(p.picture()))
		return
	}
	f, err := os.Open(file)
	require.NoError(p.tb, err, "go test ./web -run Views -rewrite makes it")
	defer f.Close()
	want, err := png.Decode(f)
	require.NoError(p.tb, err)
	const most = 5
	share := 1.0
	var got *image.RGBA
	for n := 0; n < most && share > goldenShare; n++ {
		shot, err := png.Decode(bytes.NewReader(p.shot()))
		p.must(err)
		got = smaller(shot)
		require.Equal(p.tb, want.Bounds(), got.Bounds(), name)
		if share = differing(want, got); share > goldenShare {
			p.frame()
		}
	}
	if share > goldenShare {
		if dir := os.Getenv("RAFTARIUM_PICTURES"); dir != "" {
			savePNG(p.tb, filepath.Join(dir, name+".png"), got)
		}
		p.tb.Errorf("%s: %.1f %% of the picture differ from %s; RAFTARIUM_PICTURES=DIR keeps what is seen, and go test ./web -run Views -rewrite makes it what is wanted", name, 100*share, file)
	}
}

// smaller returns a picture whose pixels are the means of squares.
func smaller(from image.Image) *image.RGBA {
	b := from.Bounds()
	all := image.NewRGBA(b)
	draw.Draw(all, b, from, b.Min, draw.Src)
	to := image.NewRGBA(image.Rect(0, 0, b.Dx()/goldenScale, b.Dy()/goldenScale))
	for y := range to.Bounds().Dy() {
		for x := range to.Bounds().Dx() {
			var sum [3]uint32
			for i := range goldenScale * goldenScale {
				c := all.RGBAAt(b.Min.X+x*goldenScale+i%goldenScale, b.Min.Y+y*goldenScale+i/goldenScale)
				sum[0], sum[1], sum[2] = sum[0]+uint32(c.R), sum[1]+uint32(c.G), sum[2]+uint32(c.B)
			}
			const n = goldenScale * goldenScale
			to.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
		}
	}
	return to
}

// differing returns the share of pixels that differ between two pictures of a
// size.
func differing(a, b image.Image) float64 {
	size, count := a.Bounds().Size(), 0
	off := func(a, b uint32) bool { return max(a, b)>>8-min(a, b)>>8 > goldenPixel }
	for y := range size.Y {
		for x := range size.X {
			ar, ag, ab, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			br, bg, bb, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			if off(ar, br) || off(ag, bg) || off(ab, bb) {
				count++
			}
		}
	}
	return float64(count) / float64(size.X*size.Y)
}

func savePNG(tb testing.TB, file string, img image.Image) {
	tb.Helper()
	require.NoError(tb, os.MkdirAll(filepath.Dir(file), 0o755))
	f, err := os.Create(file)
	require.NoError(tb, err)
	defer f.Close()
	require.NoError(tb, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img))
}

func TestADifferenceOfPicturesIsSeen(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 10, 10)), image.NewRGBA(image.Rect(0, 0, 10, 10))
	require.Zero(t, differing(a, b))
	b.SetRGBA(3, 3, color.RGBA{R: 255})
	b.SetRGBA(4, 4, color.RGBA{G: goldenPixel})
	require.Equal(t, 0.01, differing(a, b))
}
