package viz

import (
	"image/color"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/draw"
	"raftarium/viz/ink"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// Game is the stage as ebiten runs it.
type Game struct {
	viewer *viewer.Viewer
	ink    *ink.Ink
	scene  scene.Scene
	held   bool // the mouse's left button
	touch  touch
	pinch  pinch

	fingers []ebiten.TouchID

	before        time.Time
	budget        int     // events that may happen in a tick
	width, height float32 // of the stage, in logical pixels
	scale         float32
	drawn         stamp
	rewinds       int // of the lab, at the end of the last frame
	rest          rest
}

// stamp says what was drawn last. An equal one needs no drawing.
type stamp struct {
	now            sim.Time
	version        int
	rewinds, marks int
	width, height  float32
	scale          float32
}

func (g *Game) stamp() stamp {
	l := g.viewer.Lab()
	return stamp{now: l.Now(), version: g.viewer.Version(), rewinds: l.Rewinds(), marks: len(l.Marks()), width: g.width, height: g.height, scale: g.scale}
}

// A tick of a world that has much to do takes between half of tickMax and
// tickMax, so that a frame is not late and nobody waits for a key.
const (
	tickMax   = 12 * time.Millisecond
	budgetMin = 50
	budgetMax = 20000
)

// NewGame returns the stage of a viewer.
func NewGame(v *viewer.Viewer) *Game {
	ebiten.SetScreenClearedEveryFrame(false)
	// Time comes from the clock and not from counting ticks: one a frame is
	// enough, and a slow frame is not made slower by five.
	ebiten.SetTPS(ebiten.SyncWithFPS)
	return &Game{viewer: v, ink: ink.New(ink.NewGlyphSource(v.Lang().String())), scale: 1, budget: 1000}
}

// Update implements ebiten.Game.
func (g *Game) Update() error {
	now := time.Now()
	elapsed := now.Sub(g.before)
	if g.before.IsZero() {
		elapsed = 0
	}
	g.before = now
	g.point(elapsed)
	g.viewer.SetBudget(g.budget)
	start := time.Now()
	g.viewer.Tick(elapsed)
	g.pace(time.Since(start))
	g.settle()
	g.gather(time.Since(now))
	return nil
}

// pace fits the budget to what the last tick took.
func (g *Game) pace(took time.Duration) {
	switch {
	case took > tickMax:
		g.budget = max(budgetMin, int(int64(g.budget)*int64(tickMax)/int64(took)))
	case took < tickMax/2:
		g.budget = min(budgetMax, g.budget+g.budget/8+1)
	}
}

// Layout implements ebiten.Game.
func (g *Game) Layout(int, int) (int, int) { panic("viz: LayoutF is used") }

// LayoutF implements ebiten.LayoutFer: as many pixels as the screen has.
func (g *Game) LayoutF(width, height float64) (float64, float64) {
	g.scale = float32(ebiten.Monitor().DeviceScaleFactor())
	g.width, g.height = float32(width), float32(height)
	return width * float64(g.scale), height * float64(g.scale)
}

// SVG returns the stage as it is now as a picture in vectors.
func (g *Game) SVG() []byte {
	var s scene.Scene
	g.viewer.Picture(&s, g.width, g.height, compose.LayoutFor(g.width, g.height))
	return draw.SVG(&s, theme.For(g.viewer.Theme() == viewer.Dark), g.viewer.Lang().String(), "Raftarium · "+g.viewer.Caption())
}

// Draw implements ebiten.Game.
func (g *Game) Draw(screen *ebiten.Image) {
	s := g.stamp()
	if s == g.drawn {
		return
	}
	g.drawn = s
	t := theme.For(g.viewer.Theme() == viewer.Dark)
	g.viewer.Stage(&g.scene, g.width, g.height, compose.LayoutFor(g.width, g.height))
	r, gr, b := t.Paper.RGB()
	screen.Fill(color.RGBA{r, gr, b, 0xff})
	g.ink.Begin(screen, g.scale)
	draw.Scene(g.ink, &g.scene, t)
	g.ink.End()
}
