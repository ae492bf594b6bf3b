//go:build !js

package main

import (
	"fmt"
	"os"

	"github.com/hajimehoshi/ebiten/v2"

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
	w := window.New(v, window.Mouse(), system())
	if err := ebiten.RunGameWithOptions(w, &ebiten.RunGameOptions{X11ClassName: "Raftarium", X11InstanceName: "raftarium"}); err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop: open the window:", err)
		os.Exit(1)
	}
}
