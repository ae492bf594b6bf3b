//go:build !js

package main

import (
	"fmt"
	"os"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/viewer"
	"raftarium/viz/window"
)

func main() {
	o, err := parse(os.Args[1:], os.Getenv, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop:", err)
		os.Exit(2)
	}
	if o == nil { // help was asked for
		return
	}
	v, err := o.viewer()
	if err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop:", err)
		os.Exit(1)
	}
	ebiten.SetWindowTitle("Raftarium")
	ebiten.SetWindowSize(o.width, o.height)
	ebiten.SetWindowSizeLimits(window.WidthLeast, window.HeightLeast, -1, -1)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetScreenClearedEveryFrame(false) // nothing is drawn when nothing has changed
	g := guarded{window.New(v, window.Mouse(), system()), v}
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{X11ClassName: "Raftarium", X11InstanceName: "raftarium"}); err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop: open the window:", err)
		os.Exit(1)
	}
}

// guarded is the window, which leaves the link to where it happened, should
// the program panic.
type guarded struct {
	*window.Window
	viewer *viewer.Viewer
}

// Update implements ebiten.Game.
func (g guarded) Update() error {
	defer leaveLink(g.viewer)
	return g.Window.Update()
}

// Draw implements ebiten.Game.
func (g guarded) Draw(screen *ebiten.Image) {
	defer leaveLink(g.viewer)
	g.Window.Draw(screen)
}

// leaveLink says which link reproduces a panic, and lets it go on.
func leaveLink(v *viewer.Viewer) {
	problem := recover()
	if problem == nil {
		return
	}
	func() {
		defer func() { _ = recover() }() // a broken world may have no link
		fmt.Fprintln(os.Stderr, "raftarium-desktop: this must never happen; please report it with the link that leads there:", v.Lab().Link())
	}()
	panic(problem)
}
