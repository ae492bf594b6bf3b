package window

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/narrate"
	"raftarium/viz/draw"
	"raftarium/viz/film"
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

const (
	// filmMost is how long a film is at most, and filmBytesMax how large: it is to be
	// shown in a talk or a message.
	filmMost     = time.Minute
	filmBytesMax = 48 << 20
	// filmEvery is how often a frame is taken.
	filmEvery = 50 * time.Millisecond
	// filmWidthMost is how many pixels wide a film is at most.
	filmWidthMost = 1600
	// filmBehindMax is how many frames may wait to be written. Those that have no
	// place are left out: a film is late rather than the window.
	filmBehindMax = 4
)

// filming is a film of the stage that is being made: in the size and the theme that
// it was begun with. It is drawn here and written in a goroutine of its own.
type filming struct {
	width, height float32 // of the stage
	scale         float32
	theme         *theme.Theme
	ink           *ink.Ink
	image         *ebiten.Image
	scene         scene.Scene

	passed, taken time.Duration // of the film; when its last frame was taken
	ending        bool

	frames  chan filmFrame
	free    chan []byte // pixels to be used again
	written atomic.Int64
	done    chan error // told once it is written
	out     bytes.Buffer
}

// filmFrame is a frame on its way to be written. One without pixels is the end.
type filmFrame struct {
	pixels []byte
	at     time.Duration
}

// toggleFilm begins a film of the stage, or ends the one that is being made.
func (w *Window) toggleFilm() {
	if w.film != nil {
		w.film.end()
		return
	}
	if w.system.Save == nil {
		w.tell(errors.New(w.text("ui.save-failed", narrate.Str("why", w.text("window.save-nowhere")))))
		return
	}
	r := w.frame.stage
	f := &filming{width: r.w, height: r.h, scale: min(1, filmWidthMost/r.w), theme: w.theme,
		ink:    ink.New(ink.NewGlyphSource(w.lang.String())),
		frames: make(chan filmFrame, filmBehindMax), free: make(chan []byte, filmBehindMax+1), done: make(chan error, 1)}
	width, height := int(r.w*f.scale), int(r.h*f.scale)
	writer, err := film.NewWriter(&f.out, width, height, filmColours(w.theme))
	if err != nil {
		w.tell(errors.New(w.text("ui.save-failed", narrate.Str("why", err.Error()))))
		return
	}
	f.image = ebiten.NewImage(width, height)
	f.taken = -filmEvery
	go f.write(writer, f.frames)
	w.film = f
	w.tell(w.viewer.Act("play"))
	w.toast.show(w.text("window.film-begun", narrate.Num("seconds", int(filmMost/time.Second))))
}

// write writes what is filmed, in its own goroutine.
func (f *filming) write(to *film.Writer, frames <-chan filmFrame) {
	for next := range frames {
		if next.pixels == nil {
			f.done <- to.Close(next.at)
			return
		}
		_ = to.Frame(next.pixels, next.at) // Close tells it again
		f.written.Store(int64(f.out.Len()))
		f.free <- next.pixels
	}
}

// end ends the film, once, after what has still to be written.
func (f *filming) end() { f.ending = true }

// passFilm lets a film go on, and saves it once it is written.
func (w *Window) passFilm(elapsed time.Duration) {
	f := w.film
	if f == nil {
		return
	}
	if f.frames != nil {
		before := f.passed
		f.passed += elapsed
		if before/time.Second != f.passed/time.Second {
			w.changed()
		}
		if f.passed >= filmMost || f.written.Load() >= filmBytesMax {
			f.end()
		}
		if f.passed-f.taken >= filmEvery && !f.ending {
			w.takeFrame()
		}
		if f.ending {
			select {
			case f.frames <- filmFrame{at: max(f.passed, f.taken+filmEvery)}:
				f.frames = nil
				w.changed()
			default: // the writer is behind
			}
		}
	}
	select {
	case err := <-f.done:
		w.saveFilm(err)
	default:
	}
}

// takeFrame draws the stage as it is now for the film, if the writer keeps up.
func (w *Window) takeFrame() {
	f := w.film
	if len(f.frames) == cap(f.frames) {
		return
	}
	f.taken = f.passed
	w.viewer.Picture(&f.scene, f.width, f.height, stageLayout(f.width, f.height))
	f.ink.Begin(f.image, f.scale)
	f.ink.Rect(0, 0, f.width, f.height, f.theme.Paper)
	draw.Scene(f.ink, &f.scene, f.theme)
	f.ink.End()
	var pixels []byte
	select {
	case pixels = <-f.free:
	default:
		b := f.image.Bounds()
		pixels = make([]byte, 4*b.Dx()*b.Dy())
	}
	f.image.ReadPixels(pixels)
	f.frames <- filmFrame{pixels, f.taken} // there is room: nobody else sends
}

func (w *Window) saveFilm(err error) {
	f := w.film
	w.film = nil
	f.image.Deallocate()
	w.saveAs("gif", f.out.Bytes(), err)
	w.changed()
}

// Close ends and saves a film that is still being made. It is to be called once the
// window is closed.
func (w *Window) Close() {
	f := w.film
	if f == nil {
		return
	}
	if f.frames != nil {
		f.frames <- filmFrame{at: max(f.passed, f.taken+filmEvery)}
	}
	w.saveFilm(<-f.done)
}

// filmTool says how long a film is already; pressed, it ends it.
func (w *Window) filmTool() []button {
	f := w.film
	if f == nil {
		return nil
	}
	seconds := int(f.passed / time.Second)
	return []button{{icon: discIcon, text: fmt.Sprintf("%d:%02d", seconds/60, seconds%60), action: "window save film",
		label: w.text("ui.save-video-end"), on: w.theme.Danger, disabled: f.frames == nil, why: w.text("window.film-written")}}
}

// filmColours are those of a theme, and how they blend where they meet.
func filmColours(t *theme.Theme) (list []color.RGBA) {
	known := map[theme.Colour]bool{}
	add := func(c theme.Colour) {
		if known[c] || len(list) == film.ColoursMax {
			return
		}
		known[c] = true
		r, g, b := c.RGB()
		list = append(list, color.RGBA{r, g, b, 255})
	}
	blend := func(a, b theme.Colour, steps int) {
		for i := range steps + 1 {
			add(a.Mix(b, float32(i)/float32(steps)))
		}
	}
	for _, c := range []theme.Colour{t.Paper, t.Raised, t.Sunken, t.Hair, t.Line, t.Ink, t.Ink2, t.Ink3, t.Accent, t.AccentInk, t.AccentSoft, t.Danger, t.DangerInk, t.DangerSoft} {
		add(c)
	}
	for term := uint64(1); term <= theme.Terms; term++ {
		fill, on := t.Term(term)
		blend(t.Paper, fill, 6)
		blend(fill, on, 6)
		blend(fill, t.Ink, 4)
	}
	for _, c := range []theme.Colour{t.Ink, t.Ink2, t.Ink3, t.Accent, t.Danger} {
		blend(t.Paper, c, 10)
	}
	blend(t.Danger, t.DangerInk, 6)
	blend(t.DangerSoft, t.Ink, 6)
	blend(t.Sunken, t.Ink, 8)
	blend(t.Sunken, t.Ink2, 6)
	blend(t.AccentSoft, t.Ink, 6)
	return list
}
