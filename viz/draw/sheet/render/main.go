//go:build !js

// Command render writes the sheets as PNG, in both themes and at one and two
// device pixels to a logical one. It needs a display, if only Xvfb's.
package main

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/draw"
	"raftarium/viz/draw/sheet"
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

type renderer struct {
	out    string
	frames int
	ink    *ink.Ink
	err    error
}

func main() {
	r := &renderer{ink: ink.New(ink.NewGlyphSource("en"))}
	flag.StringVar(&r.out, "out", "dist/sheets", "folder to write to")
	flag.IntVar(&r.frames, "frames", 0, "draw each sheet so many times more and tell how long a frame takes")
	flag.Parse()
	ebiten.SetWindowSize(320, 240)
	if err := ebiten.RunGame(r); err != nil {
		fmt.Fprintln(os.Stderr, "rendering the sheets:", err)
		os.Exit(1)
	}
}

func (r *renderer) Layout(w, h int) (int, int) { return w, h }

func (r *renderer) Draw(*ebiten.Image) {}

func (r *renderer) Update() error {
	states, banners := sheet.States()
	for _, s := range []struct {
		name    string
		scene   *scene.Scene
		banners []scene.Banner
	}{
		{"main", sheet.Main(), nil},
		{"states", states, banners},
		{"presenter", sheet.Presenter(), nil},
		{"phone", sheet.Phone(), nil},
		{"extras", sheet.Extras(), nil},
		{"crowd-5", sheet.Crowd(5, 500), nil},
		{"crowd-25", sheet.Crowd(25, 500), nil},
	} {
		for _, t := range []*theme.Theme{&theme.Light, &theme.Dark} {
			for _, scale := range []float32{1, 2} {
				if err := r.sheet(s.name, s.scene, s.banners, t, scale); err != nil {
					return err
				}
			}
		}
	}
	return ebiten.Termination
}

func (r *renderer) sheet(name string, s *scene.Scene, banners []scene.Banner, t *theme.Theme, scale float32) error {
	img := ebiten.NewImage(int(s.Width*scale), int(s.Height*scale))
	defer img.Deallocate()
	frame := func() {
		img.Clear()
		r.ink.Begin(img, scale)
		r.ink.Rect(0, 0, s.Width, s.Height, t.Paper)
		draw.Scene(r.ink, s, t)
		for i := range banners {
			draw.Banner(r.ink, &banners[i], t)
		}
		r.ink.End()
	}
	frame()
	st := r.ink.Stats()
	fmt.Printf("%s at %g: %d draw calls, %d triangles, %d vertices\n", name, scale, st.DrawCalls, st.Triangles, st.Vertices)
	if r.frames > 0 {
		start := time.Now()
		for range r.frames {
			frame()
		}
		fmt.Printf("  %v a frame\n", time.Since(start)/time.Duration(r.frames))
	}
	return r.write(name, img, t.Dark, scale)
}

func (r *renderer) write(name string, img *ebiten.Image, dark bool, scale float32) error {
	pic := image.NewRGBA(img.Bounds())
	img.ReadPixels(pic.Pix)
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	mode := "light"
	if dark {
		mode = "dark"
	}
	f, err := os.Create(filepath.Join(r.out, fmt.Sprintf("%s-%s@%g.png", name, mode, scale)))
	if err != nil {
		return err
	}
	if err := png.Encode(f, pic); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
