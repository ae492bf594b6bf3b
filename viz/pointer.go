package viz

import (
	"math"
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
	pressed, released := inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft), inpututil.IsMouseButtonJustReleased(ebiten.MouseButtonLeft)
	if released && g.held {
		g.viewer.Release(&g.scene, cx, cy)
		g.held, released = false, false
	}
	switch {
	case pressed:
		g.viewer.Press(&g.scene, cx, cy, false)
		g.held = true
		// A click may be shorter than a frame, the more so than one that is slow.
		if released {
			g.viewer.Release(&g.scene, cx, cy)
			g.held = false
		}
	case g.held:
		g.viewer.Drag(&g.scene, cx, cy, elapsed)
	case inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonRight):
		g.viewer.OpenMenu(&g.scene, cx, cy)
	}
	if dx, dy := ebiten.Wheel(); dx != 0 || dy != 0 {
		g.viewer.Wheel(&g.scene, cx, cy, float32(dx)/wheelNotch, float32(dy)/wheelNotch)
	}
	g.pointTouch(elapsed)
}

// wheelNotch is what a browser says of a notch of the wheel, in pixels.
const wheelNotch = 100

// pinch is two fingers that move the space-time diagram.
type pinch struct {
	on    bool
	x     float32 // of their middle
	apart float32
}

// pinching hands over what two fingers do, and reports whether there are two.
func (g *Game) pinching() bool {
	g.fingers = ebiten.AppendTouchIDs(g.fingers[:0])
	p := &g.pinch
	if len(g.fingers) < 2 {
		was := p.on
		p.on = false
		return was && len(g.fingers) > 0
	}
	x0, y0 := ebiten.TouchPosition(g.fingers[0])
	x1, y1 := ebiten.TouchPosition(g.fingers[1])
	x, y := float32(x0+x1)/2/g.scale, float32(y0+y1)/2/g.scale
	apart := max(1, float32(math.Hypot(float64(x1-x0), float64(y1-y0)))/g.scale)
	if p.on {
		g.viewer.Pinch(&g.scene, x, y, x-p.x, apart/p.apart)
	}
	*p = pinch{true, x, apart}
	g.touch.down = false
	return true
}

func (g *Game) pointTouch(elapsed time.Duration) {
	if g.pinching() {
		return
	}
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
