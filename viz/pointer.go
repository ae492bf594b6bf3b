package viz

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// touch is the finger that acts as the pointer.
type touch struct {
	id   ebiten.TouchID
	down bool
	x, y float32
}

// point hands what mouse and fingers do to the viewer, in logical pixels.
func (g *Game) point(elapsed time.Duration) {
	x, y := ebiten.CursorPosition()
	cx, cy := float32(x)/g.scale, float32(y)/g.scale
	switch {
	case inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft):
		g.viewer.Press(&g.scene, cx, cy, false)
	case inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft):
		g.viewer.Release(&g.scene, cx, cy)
	case ebiten.IsMouseButtonPressed(ebiten.MouseButtonLeft):
		g.viewer.Drag(&g.scene, cx, cy, elapsed)
	case inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonRight):
		g.viewer.OpenMenu(&g.scene, cx, cy)
	}
	g.pointTouch(elapsed)
}

func (g *Game) pointTouch(elapsed time.Duration) {
	t := &g.touch
	if t.down {
		if inpututil.IsTouchJustReleased(t.id) {
			t.down = false
			g.viewer.Release(&g.scene, t.x, t.y)
			return
		}
		x, y := ebiten.TouchPosition(t.id)
		t.x, t.y = float32(x)/g.scale, float32(y)/g.scale
		g.viewer.Drag(&g.scene, t.x, t.y, elapsed)
		return
	}
	for _, id := range inpututil.AppendJustPressedTouchIDs(nil) {
		x, y := ebiten.TouchPosition(id)
		*t = touch{id: id, down: true, x: float32(x) / g.scale, y: float32(y) / g.scale}
		g.viewer.Press(&g.scene, t.x, t.y, true)
		return
	}
}
