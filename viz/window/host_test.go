package window

import (
	"fmt"
	"image"
	"os"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/viz/scene"
	"raftarium/viz/viewer"
)

// host is the one real window of the tests. It shows the Window of the test
// that runs, and carries out on ebiten's own turns what the test does.
type host struct {
	jobs  chan func()
	ended chan int
	code  int

	window *Window
	shot   chan *image.RGBA // takes what is on the screen after the next Draw
}

var screen = &host{jobs: make(chan func()), ended: make(chan int)}

// TestMain opens the window. Without a display that fails, and so do the tests.
func TestMain(m *testing.M) {
	go func() { screen.ended <- m.Run() }()
	ebiten.SetWindowSize(1440, 900)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetVsyncEnabled(false)
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetRunnableOnUnfocused(true)
	if err := ebiten.RunGame(screen); err != nil {
		fmt.Fprintln(os.Stderr, "the tests of the window need a display:", err)
		os.Exit(1)
	}
	os.Exit(screen.code)
}

func (h *host) Update() error {
	select {
	case job := <-h.jobs:
		job()
	case h.code = <-h.ended:
		return ebiten.Termination
	case <-time.After(time.Millisecond):
	}
	return nil
}

func (h *host) Draw(to *ebiten.Image) {
	if h.window == nil {
		return
	}
	h.window.Draw(to)
	if h.shot != nil {
		pic := image.NewRGBA(to.Bounds())
		to.ReadPixels(pic.Pix)
		h.shot <- pic
		h.shot = nil
	}
}

func (h *host) Layout(int, int) (int, int) { panic("LayoutF is used") }

func (h *host) LayoutF(width, height float64) (float64, float64) { return width, height }

// do carries something out on a turn of the window.
func (h *host) do(f func()) {
	done := make(chan struct{})
	h.jobs <- func() { f(); close(done) }
	<-done
}

// script is input that a test makes up.
type script struct{ next Input }

func (s *script) Read(in *Input, _ float32) {
	*in = s.next
	s.next.Chars, s.next.Keys, s.next.Wheel, s.next.Sideways, s.next.Files = nil, nil, 0, 0, nil
}

// person uses a window: looks at what is there, and presses it where it is.
type person struct {
	t         *testing.T
	w         *Window
	lab       *lab.Lab
	script    *script
	clipboard string
	saved     File
	err       error // of a tick
}

// sit opens a window of a size on a new cluster.
func sit(t *testing.T, width, height float32) *person {
	l, err := lab.New(lab.Config{Seed: 1})
	require.NoError(t, err)
	p := &person{t: t, lab: l, script: &script{}}
	p.script.next.X, p.script.next.Y = width/2, 10
	p.w = New(viewer.New(l), p.script, System{
		Copy:  func(text string) error { p.clipboard = text; return nil },
		Paste: func() (string, error) { return p.clipboard, nil },
		Save: func(name, text string) (string, error) {
			p.saved = File{Name: name, Text: text}
			return name, nil
		},
	})
	p.w.Resize(width, height, 1)
	screen.do(func() { screen.window = p.w })
	p.wait(0)
	return p
}

// wait lets a tick pass that lasts so long.
func (p *person) wait(d time.Duration) { p.ticks(func() { p.tick(d) }) }

// ticks lets what f does happen on one turn of the window.
func (p *person) ticks(f func()) {
	screen.do(f)
	require.NoError(p.t, p.err)
}

// tick is a tick of the window; it is to be called within ticks.
func (p *person) tick(d time.Duration) {
	p.script.next.Elapsed = d
	if err := p.w.Update(); err != nil {
		p.err = err
	}
}

// until waits for something to be seen, at most for some of the viewer's time.
// Of ten ticks one is drawn.
func (p *person) until(what string, most time.Duration, seen func() bool) {
	p.t.Helper()
	const tick = 50 * time.Millisecond
	passed, found := time.Duration(0), seen()
	for !found && passed < most {
		p.ticks(func() {
			for n := 0; n < 10 && !found; n++ {
				p.tick(tick)
				passed += tick
				found = seen()
			}
		})
	}
	require.True(p.t, found, "%s is not seen within %v; the window shows %q", what, most, p.texts())
}

// texts is all that is written in the window, but for the stage.
func (p *person) texts() (list []string) {
	for _, it := range p.w.sheet.items {
		if it.kind == textItem {
			list = append(list, it.text)
		}
	}
	return list
}

// sees requires that something is written in the window.
func (p *person) sees(text string) {
	p.t.Helper()
	require.Contains(p.t, p.texts(), text)
}

// find is the control with a label.
func (p *person) find(label string) control {
	p.t.Helper()
	for i := len(p.w.sheet.controls) - 1; i >= p.w.sheet.modal; i-- {
		if c := p.w.sheet.controls[i]; c.label == label {
			return c
		}
	}
	var labels []string
	for _, c := range p.w.sheet.controls[p.w.sheet.modal:] {
		labels = append(labels, c.label)
	}
	require.Fail(p.t, "no control", "%q is not among %q", label, labels)
	return control{}
}

func (p *person) move(x, y float32) { p.ticks(func() { p.to(x, y) }) }

func (p *person) to(x, y float32) {
	p.script.next.X, p.script.next.Y = x, y
	p.tick(0)
}

// clickAt presses the left button at a place and lets it go.
func (p *person) clickAt(x, y float32) {
	p.ticks(func() {
		p.to(x, y)
		p.script.next.Left = true
		p.tick(0)
		p.script.next.Left = false
		p.tick(0)
	})
}

// chooses clicks the control that does an action.
func (p *person) chooses(action string) {
	p.t.Helper()
	for _, c := range p.w.sheet.controls[p.w.sheet.modal:] {
		if c.action == action {
			p.clickAt(c.box.x+c.box.w/2, c.box.y+c.box.h/2)
			return
		}
	}
	require.Fail(p.t, "no control", action)
}

func (p *person) click(label string) {
	p.t.Helper()
	c := p.find(label)
	p.clickAt(c.box.x+c.box.w/2, c.box.y+c.box.h/2)
}

func (p *person) rightClickAt(x, y float32) {
	p.ticks(func() {
		p.to(x, y)
		p.script.next.Right = true
		p.tick(0)
		p.script.next.Right = false
		p.tick(0)
	})
}

// drag moves from one place to another with the left button down.
func (p *person) drag(x, y, toX, toY float32) {
	p.ticks(func() {
		p.to(x, y)
		p.script.next.Left = true
		p.tick(0)
		p.to((x+toX)/2, (y+toY)/2)
		p.to(toX, toY)
		p.script.next.Left = false
		p.tick(0)
	})
}

func (p *person) types(text string) {
	p.script.next.Chars = []rune(text)
	p.wait(0)
}

func (p *person) presses(code ebiten.Key, with ...Key) {
	k := Key{Code: code}
	if len(with) > 0 {
		k.Shift, k.Control = with[0].Shift, with[0].Control
	}
	p.script.next.Keys = []Key{k}
	p.wait(0)
}

// enters types a line into a terminal and sends it.
func (p *person) enters(terminal, line string) {
	p.t.Helper()
	p.click("Command line of terminal " + terminal)
	p.types(line)
	p.presses(ebiten.KeyEnter)
}

// member is where a member stands in the window.
func (p *person) member(name string) (*scene.Member, float32, float32) {
	p.t.Helper()
	for i := range p.w.scene.Members {
		if m := &p.w.scene.Members[i]; m.Name == name {
			return m, p.w.frame.stage.x + m.X, p.w.frame.stage.y + m.Y
		}
	}
	require.Fail(p.t, "no member", name)
	return nil, 0, 0
}

// leader is the name of the member that is drawn as one, or "".
func (p *person) leader() string {
	for i := range p.w.scene.Members {
		if m := &p.w.scene.Members[i]; m.Shape == scene.Square && !m.Crashed && !m.Stale {
			return m.Name
		}
	}
	return ""
}

// rowsWith counts the members whose log shows a key.
func (p *person) rowsWith(key string) int {
	members := map[int]bool{}
	for _, c := range p.w.scene.Logs.Cells {
		if c.Key == key {
			members[c.Member] = true
		}
	}
	return len(members)
}

// prints tells whether a terminal has printed a line.
func (p *person) prints(terminal, line string) bool {
	pane := p.w.pane(terminal)
	require.NotNil(p.t, pane)
	for _, l := range pane.lines {
		if l.Kind == "out" && l.Text == line {
			return true
		}
	}
	return false
}

func (p *person) state() string { return string(lab.AppendState(nil, p.lab.World())) }

// picture is what the real window shows now.
func (p *person) picture() *image.RGBA {
	shot := make(chan *image.RGBA, 1)
	p.ticks(func() {
		p.w.changed() // so that it is all drawn again
		p.tick(0)
		screen.shot = shot
	})
	return <-shot
}
