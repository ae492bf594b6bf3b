//go:build js

// Command page is the WebAssembly of the page: the stage on a canvas, and the
// bridge to the panels around it.
package main

import (
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/lab"
	"raftarium/viz"
	"raftarium/viz/viewer"
)

func main() {
	l, err := lab.New(lab.Config{Seed: 1})
	if err != nil {
		panic(err) // the defaults are a lab
	}
	v := viewer.New(l)
	v.ShowBannersOutside(true)
	game := &guarded{Game: viz.NewGame(v), viewer: v}
	game.bridge = connect(v, game)
	if err := ebiten.RunGame(game); err != nil {
		panic(err)
	}
}

// connect puts the bridge into the window: call, frame and crashLink, as
// web/js/bridge.js documents them. The operation svg answers with the picture itself.
func connect(v *viewer.Viewer, game *guarded) js.Value {
	bridge := js.Global().Get("Object").New()
	bridge.Set("crashLink", "")
	bridge.Set("call", js.FuncOf(func(_ js.Value, args []js.Value) any {
		defer leaveLink(v, bridge)
		op := args[0].String()
		if op == "result" {
			game.pump()
		}
		if op == "preference" { // told, too, of another screen
			forgetDensity()
		}
		if op == "svg" {
			return string(game.SVG())
		}
		answer := v.Call(op, args[1].String())
		game.Wake()
		return answer
	}))
	bridge.Set("frame", js.FuncOf(func(js.Value, []js.Value) any {
		defer leaveLink(v, bridge)
		if b, changed := v.Frame(); changed {
			return string(b)
		}
		if !game.Resting() {
			return nil
		}
		return false
	}))
	js.Global().Set("raftariumStage", bridge)
	return bridge
}

// leaveLink leaves the link to where it happened, should the program panic,
// and lets the panic go on.
func leaveLink(v *viewer.Viewer, bridge js.Value) {
	problem := recover()
	if problem == nil {
		return
	}
	func() {
		defer func() { _ = recover() }() // a broken world may have no link
		bridge.Set("crashLink", v.Lab().Link())
	}()
	panic(problem)
}

// guarded is the stage with the same care.
type guarded struct {
	*viz.Game
	viewer *viewer.Viewer
	bridge js.Value
	worked time.Time // until when a tick or a pump has
}

// rest is how long others have the page between two turns of work.
const rest = 8 * time.Millisecond

// pump goes on with lines that run between slow frames, and in a hidden page,
// which has none.
func (g *guarded) pump() {
	if time.Since(g.worked) < rest {
		return
	}
	g.viewer.PumpRuns()
	g.worked = time.Now()
}

// Update implements ebiten.Game.
func (g *guarded) Update() error {
	defer leaveLink(g.viewer, g.bridge)
	err := g.Game.Update()
	g.worked = time.Now()
	return err
}

// Draw implements ebiten.Game.
func (g *guarded) Draw(screen *ebiten.Image) {
	defer leaveLink(g.viewer, g.bridge)
	g.Game.Draw(screen)
}
