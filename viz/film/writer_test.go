package film_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/viz/film"
)

var colours = []color.RGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {200, 0, 0, 255}, {0, 0, 200, 255}}

// pixels makes a frame of indices of colours.
func pixels(indices []uint8) (b []byte) {
	for _, i := range indices {
		c := colours[i]
		b = append(b, c.R, c.G, c.B, 255)
	}
	return b
}

// frames decodes a film as a browser shows it: each frame whole, and until when it
// stands.
func frames(t require.TestingT, b []byte) (shown [][]byte, until []time.Duration) {
	g, err := gif.DecodeAll(bytes.NewReader(b))
	require.NoError(t, err)
	require.Zero(t, g.LoopCount, "without end")
	canvas := image.NewRGBA(image.Rect(0, 0, g.Config.Width, g.Config.Height))
	at := time.Duration(0)
	for i, part := range g.Image {
		draw.Draw(canvas, part.Bounds(), part, part.Bounds().Min, draw.Over)
		shown = append(shown, bytes.Clone(canvas.Pix))
		at += time.Duration(g.Delay[i]) * 10 * time.Millisecond
		until = append(until, at)
	}
	return shown, until
}

// Whatever is filmed is seen again, for as long as it stood.
func TestAFilmShowsWhatWasFilmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width, height := rapid.IntRange(1, 9).Draw(t, "width"), rapid.IntRange(1, 9).Draw(t, "height")
		var b bytes.Buffer
		w, err := film.NewWriter(&b, width, height, colours)
		require.NoError(t, err)
		frame := rapid.SliceOfN(rapid.Uint8Range(0, 3), width*height, width*height)
		var want [][]byte
		var until []time.Duration
		at := time.Duration(0)
		for range rapid.IntRange(1, 6).Draw(t, "frames") {
			next := pixels(frame.Draw(t, "frame"))
			require.NoError(t, w.Frame(next, at))
			at += time.Duration(rapid.IntRange(1, 20).Draw(t, "ticks")) * 10 * time.Millisecond
			if n := len(want); n > 0 && bytes.Equal(want[n-1], next) {
				until[n-1] = at
				continue
			}
			want, until = append(want, next), append(until, at)
		}
		require.NoError(t, w.Close(at))
		shown, stood := frames(t, b.Bytes())
		require.Equal(t, want, shown)
		require.Equal(t, until, stood)
	})
}

func TestDelaysDoNotAddUpTheirErrors(t *testing.T) {
	var b bytes.Buffer
	w, err := film.NewWriter(&b, 1, 1, colours)
	require.NoError(t, err)
	at := time.Duration(0)
	for i := range 100 {
		require.NoError(t, w.Frame(pixels([]uint8{uint8(i % 2)}), at))
		at += 48 * time.Millisecond
	}
	require.NoError(t, w.Close(at))
	_, until := frames(t, b.Bytes())
	require.Equal(t, 4800*time.Millisecond, until[99])
}

func TestWhatStandsStillCostsNearlyNothing(t *testing.T) {
	const width, height = 640, 360
	var b bytes.Buffer
	w, err := film.NewWriter(&b, width, height, colours)
	require.NoError(t, err)
	indices := make([]uint8, width*height)
	for i := range indices {
		indices[i] = uint8(i * 7 % 5 % 4)
	}
	require.NoError(t, w.Frame(pixels(indices), 0))
	first := b.Len()
	for i := range 100 { // a dot moves
		indices[i*width+i] ^= 1
		require.NoError(t, w.Frame(pixels(indices), time.Duration(i+1)*50*time.Millisecond))
		indices[i*width+i] ^= 1
	}
	before := b.Len()
	require.NoError(t, w.Close(6*time.Second))
	require.Less(t, b.Len()-before, 100)
	require.Less(t, before-first, 60_000)
}

func TestAnotherColourBecomesTheNearest(t *testing.T) {
	var b bytes.Buffer
	w, err := film.NewWriter(&b, 1, 1, colours)
	require.NoError(t, err)
	require.NoError(t, w.Frame([]byte{180, 20, 10, 255}, 0))
	require.NoError(t, w.Close(time.Second))
	shown, _ := frames(t, b.Bytes())
	require.Equal(t, pixels([]uint8{2}), shown[0])
}

// full has room for so many bytes.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	for _, c := range []struct{ width, height, colours int }{{0, 1, 4}, {1, 65536, 4}, {1, 1, 0}, {1, 1, 256}} {
		_, err := film.NewWriter(&bytes.Buffer{}, c.width, c.height, make([]color.RGBA, c.colours))
		require.ErrorContains(t, err, "begin a film")
	}
	w, err := film.NewWriter(&full{room: 800}, 1, 1, colours)
	require.NoError(t, err)
	require.ErrorContains(t, w.Frame(nil, 0), "add a frame of 0 bytes to a film of 1 × 1 pixels: it has 4")
	require.NoError(t, w.Frame(pixels([]uint8{1}), 0))
	require.ErrorIs(t, w.Frame(pixels([]uint8{2}), time.Second), errFull)
	require.ErrorIs(t, w.Close(2*time.Second), errFull)
}

func BenchmarkFrame(b *testing.B) {
	const width, height = 1080, 600
	w, err := film.NewWriter(&bytes.Buffer{}, width, height, colours)
	require.NoError(b, err)
	indices := make([]uint8, width*height)
	two := [2][]byte{pixels(indices)}
	for i := range indices {
		if i%width < 200 {
			indices[i] = uint8(i % 3)
		}
	}
	two[1] = pixels(indices)
	n := 0
	for b.Loop() {
		n++
		_ = w.Frame(two[n%2], time.Duration(n)*50*time.Millisecond)
	}
}
