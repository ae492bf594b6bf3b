package window

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/ink"
	"raftarium/viz/paper"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// System is what the window asks of the machine that it runs on. What is nil
// cannot be done there.
type System struct {
	Copy  func(text string) error // into the clipboard
	Paste func() (string, error)  // from the clipboard
	Tell  func(text string)       // where the window was started from
	Full  func(on bool)           // the whole screen, or the window as it was
	// Save writes a file that is not there yet and returns where it is.
	Save func(name, text string) (path string, err error)
	// Fetch fetches a lesson from an address. It is called in a goroutine of its own,
	// and the error is a sentence in a language.
	Fetch func(address string, lang narrate.Lang) (string, error)
	// Shapes are those of the window's fonts in a language, for files to be printed.
	Shapes func(lang string) paper.Shapes
	// Remember keeps what has changed of what the window remembers.
	Remember func(Memory)
}

// Window is the desktop window as ebiten runs it. It is not safe for
// concurrent use.
type Window struct {
	viewer *viewer.Viewer
	source Source
	system System

	typist  typist
	ink     *ink.Ink
	theme   *theme.Theme
	lang    narrate.Lang
	scene   scene.Scene
	sheet   sheet
	frame   frame
	view    viewer.View
	in      Input
	pointer pointer

	width, height float32 // in logical pixels
	scale         float32
	terms         float32 // height of the terminals that was asked for; 0: the usual
	zoom          float32 // one of zooms
	progress      map[string]Progress
	remembered    Memory // that was handed over

	focus     name
	ringed    bool   // the focus was reached by a key, and is seen
	focused   string // the terminal that takes what is typed, "" for none
	panes     []*pane
	inSight   []string
	selection selection
	copied    string // in a terminal, the last time
	menuFirst int    // the first row of the menu that is in sight
	sought    sought
	popup     *popup
	over      over
	overOff   float32 // how far what lies over everything is scrolled
	marker    marker
	reading   reading
	drawer    bool
	present   presenting
	asked     int
	scroll    float32 // of the panel
	// panelFoot is how much of the panel's lower end its actions cover.
	panelFoot float32
	shownID   string // the panel that is scrolled
	shownRan  string // the lines of a program that were scrolled to
	toast     toast
	film      *filming  // nil where none is being made
	fetching  *fetching // nil where nothing is
	title     string

	changes int // grows with what the window itself changes
	laid    stamp
	serial  int // of the sheet
	drawn   int // the serial that is on the screen
	quiet   int // ticks since the last change
}

// stamp says what was laid out last; an equal one need not be laid out again.
type stamp struct {
	now                  sim.Time
	version, marks       int
	rewinds, changes     int
	width, height, scale float32
	live                 string // how the viewer stands to a cluster that runs elsewhere
}

// New returns the window of a viewer.
func New(v *viewer.Viewer, source Source, system System) *Window {
	w := &Window{viewer: v, source: source, system: system, lang: v.Lang(), scale: 1, zoom: 1,
		progress: map[string]Progress{}}
	w.ink = ink.New(ink.NewGlyphSource(w.lang.String()))
	w.typist.ink = w.ink
	w.typist.forget()
	w.asked = -1
	v.Resend()
	return w
}

// Update implements ebiten.Game.
func (w *Window) Update() error {
	w.source.Read(&w.in, w.scale)
	if w.Resting() {
		w.in.Elapsed = 0
	}
	w.attend()
	w.passFetching()
	if w.width > 0 && w.serial > 0 {
		w.handle()
	}
	w.viewer.Tick(w.in.Elapsed)
	w.toast.pass(w, w.in.Elapsed)
	w.lay()
	w.passFilm(w.in.Elapsed)
	w.settle()
	w.remember()
	return nil
}

// lay lays the window out if anything has changed.
func (w *Window) lay() {
	l := w.viewer.Lab()
	s := stamp{now: l.Now(), version: w.viewer.Version(), marks: len(l.Marks()), rewinds: l.Rewinds(), changes: w.changes,
		width: w.width, height: w.height, scale: w.scale}
	if live := w.viewer.Live(); live != nil {
		s.live = live.Label
	}
	if s == w.laid || w.width <= 0 || w.height <= 0 {
		return
	}
	w.laid = s
	w.serial++
	w.view = w.viewer.View()
	w.adopt()
	w.viewer.ShowBannersOutside(!w.view.Presenting)
	w.frame = frameFor(w.width, w.height, w.terms)
	if w.reading.view != nil {
		w.frame = w.frame.withLesson(w.width, w.height, w.terms, w.focused != "")
	}
	if w.view.Presenting {
		w.frame = presentFrame(w.width, w.height)
	}
	w.placePanes()
	w.build()
}

// adopt takes over what the view says of language, theme, title, terminals and
// toasts.
func (w *Window) adopt() {
	w.theme = theme.For(w.viewer.Theme() == viewer.Dark)
	if lang := w.viewer.Lang(); lang != w.lang {
		w.lang = lang
		w.ink.Source(ink.NewGlyphSource(lang.String()))
		if w.film != nil {
			w.film.ink.Source(ink.NewGlyphSource(lang.String()))
		}
		w.typist.forget()
	}
	title := "Raftarium"
	if len(w.view.Modified) > 0 {
		title += " · " + w.text("ui.modified")
	}
	if title != w.title {
		w.title = title
		ebiten.SetWindowTitle(title)
	}
	if w.asked >= 0 && w.view.Inspector.Asked > w.asked {
		w.drawer = true
	}
	w.asked = w.view.Inspector.Asked
	w.takeTerminals()
	w.takeLesson()
	if t := w.view.Toast; t != nil && t.ID > w.toast.id {
		w.toast.id = t.ID
		w.toast.show(t.Text)
	}
}

// build makes the sheet, from below.
func (w *Window) build() {
	s := &w.sheet
	s.reset()
	s.fill(rect{0, 0, w.width, w.height}, 0, w.theme.Paper)
	if w.view.Presenting {
		w.buildPresented()
		return
	}
	w.buildStage()
	w.buildBanner()
	if !w.frame.drawer {
		w.buildInspector()
	}
	w.buildControls()
	w.buildNarration()
	if w.frame.drawer && w.drawer {
		w.buildInspector()
	}
	w.buildLesson()
	w.buildTerminals()
	w.buildHead()
	w.buildTerm()
	w.buildOvers()
	w.buildToast()
	w.buildPopup()
	w.buildFocus()
	w.buildTip()
}

// buildStage lays out the stage: the canvas of the page.
func (w *Window) buildStage() {
	r := w.frame.stage
	w.viewer.Stage(&w.scene, r.w, r.h, stageLayout(r.w, r.h))
	w.sheet.items = append(w.sheet.items, item{kind: stageItem, box: r})
	w.sheet.control(stageArea, control{kind: stageControl, box: r, label: w.text("ui.stage"), plain: true})
}

// buildFocus draws the ring of what has the keyboard's focus.
func (w *Window) buildFocus() {
	c := w.sheet.named(w.focus)
	if c == nil || !w.ringed {
		return
	}
	out := float32(2 + theme.StrokeFocus/2)
	if c.inset {
		out = -theme.StrokeFocus / 2
	}
	w.sheet.outline(c.box.grown(out), theme.CornerControl+2, theme.StrokeFocus, w.theme.Accent)
}

// Layout implements ebiten.Game. LayoutF is used instead.
func (w *Window) Layout(int, int) (int, int) { panic("window: LayoutF is used") }

// LayoutF implements ebiten.LayoutFer: as many pixels as the screen has.
func (w *Window) LayoutF(width, height float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	zoom := fittingZoom(w.zoom, float32(width), float32(height))
	w.Resize(float32(width)/zoom, float32(height)/zoom, float32(scale)*zoom)
	return width * scale, height * scale
}

// Resize tells the window its size in logical pixels, and how many device
// pixels make one. LayoutF does.
func (w *Window) Resize(width, height, scale float32) {
	w.width, w.height, w.scale = width, height, scale
}

// Draw implements ebiten.Game.
func (w *Window) Draw(screen *ebiten.Image) {
	if w.serial == w.drawn {
		return
	}
	w.drawn = w.serial
	w.ink.Begin(screen, w.scale)
	paint(w.ink, &w.sheet, &w.scene, w.theme)
	w.ink.End()
}

// Stats tells what the last frame cost.
func (w *Window) Stats() ink.Stats { return w.ink.Stats() }

// Say shows a sentence for a while.
func (w *Window) Say(text string) {
	w.toast.show(text)
	w.changed()
}

// changed notes that the window itself has something new to show.
func (w *Window) changed() { w.changes++ }

func (w *Window) text(id string, args ...narrate.Arg) string {
	return narrate.Format(w.lang, id, args...)
}

// ui is a style of the interface's family.
func ui(size float32, bold bool) ink.Style { return ink.Style{Size: size, Bold: bold} }

// toast is a sentence that goes by itself.
type toast struct {
	text string
	left time.Duration
	id   int // of the viewer's last one
}

// show shows a text for long enough to be read: about 15 characters a second,
// three seconds at least.
func (t *toast) show(text string) {
	t.text = text
	t.left = max(3*time.Second, time.Duration(len([]rune(text)))*70*time.Millisecond)
}

func (t *toast) pass(w *Window, elapsed time.Duration) {
	if t.text == "" {
		return
	}
	if t.left -= elapsed; t.left <= 0 {
		t.text = ""
		w.changed()
	}
}
