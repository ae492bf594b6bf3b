//go:build !js

package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sync/atomic"
	"syscall"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/core/narrate"
	"raftarium/viz/viewer"
	"raftarium/viz/window"
)

func main() {
	o, err := parse(os.Args[1:], os.Getenv, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop:", err)
		os.Exit(2)
	}
	if o == nil { // help was asked for
		return
	}
	var problems []error
	k := newKeeper(func(err error) {
		problems = append(problems, err)
		fmt.Fprintln(os.Stderr, "raftarium-desktop:", err)
	})
	var own settings
	k.read(settingsFile, &own)
	o.prefer(preferences(runtime.GOOS, ask))
	o.remember(own)
	v, returned, err := o.viewer(k)
	if err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop:", err)
		os.Exit(1)
	}
	ctx, end := context.WithCancel(context.Background())
	defer end()
	var f *follower
	if o.cluster != "" {
		if f, err = newFollower(o.cluster); err == nil {
			f.wake = ebiten.ScheduleFrame
			err = f.begin(ctx, o.aside)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "raftarium-desktop:", err)
			os.Exit(1)
		}
	}
	if err := run(o, k, v, f, returned, problems); err != nil {
		fmt.Fprintln(os.Stderr, "raftarium-desktop: open the window:", err)
		if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			fmt.Fprintln(os.Stderr, "raftarium-desktop: neither DISPLAY nor WAYLAND_DISPLAY names a screen; raftarium serve shows the cluster in a browser, raftarium shell without a screen")
		}
		os.Exit(1)
	}
}

// run shows the window until it is closed, and keeps what survives that. A cluster that
// was followed goes on where it runs: what was kept before stays kept.
func run(o *options, k *keeper, v *viewer.Viewer, f *follower, returned bool, problems []error) error {
	ebiten.SetWindowTitle("Raftarium")
	ebiten.SetWindowSize(o.width, o.height)
	ebiten.SetWindowSizeLimits(window.WidthLeast, window.HeightLeast, -1, -1)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetScreenClearedEveryFrame(false) // nothing is drawn when nothing has changed
	kept := settings{Width: o.width, Height: o.height}
	s := system(o.out)
	s.Remember = func(m window.Memory) {
		kept.Memory = m
		k.write(settingsFile, kept)
	}
	w := window.New(v, window.Mouse(), s)
	w.Recall(o.own.Memory)
	switch {
	case len(problems) > 0:
		w.Say(inWords(o.lang, problems[0]))
	case returned:
		w.Say(narrate.Format(o.lang, "window.returned"))
	}
	g := &guarded{Window: w, viewer: v, follower: f}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ended
		signal.Stop(ended) // a second one ends a window that does not answer
		g.ended.Store(true)
		ebiten.ScheduleFrame()
	}()
	err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{X11ClassName: "Raftarium", X11InstanceName: "raftarium"})
	if err != nil {
		return err
	}
	w.Close()
	kept.Memory = w.Memory()
	if g.width > 0 {
		kept.Width, kept.Height = g.width, g.height
	}
	k.write(settingsFile, kept)
	k.keepRun(v)
	return nil
}

// guarded is the window, which leaves the link to where it happened, should
// the program panic.
type guarded struct {
	*window.Window
	viewer        *viewer.Viewer
	follower      *follower // nil where no cluster is followed
	ended         atomic.Bool
	resting       bool
	width, height int // of the window, while it is not the whole screen
}

// Update implements ebiten.Game.
func (g *guarded) Update() error {
	defer leaveLink(g.viewer)
	if g.ended.Load() { // as if it were closed
		return ebiten.Termination
	}
	if !ebiten.IsFullscreen() {
		g.width, g.height = ebiten.WindowSize()
	}
	if g.follower != nil {
		g.follower.pass(g.viewer)
	}
	err := g.Window.Update()
	g.rest()
	return err
}

// rest lets a window in which nothing is going on wait for what is done, rather than
// look sixty times a second.
func (g *guarded) rest() {
	resting := g.Resting()
	if resting == g.resting {
		return
	}
	g.resting = resting
	pace(resting)
}

// pace lets frames come only when something is done, or as fast as the screen shows them.
// At rest each is a tick: one that comes less than a tick after the last would have none,
// and what was done would wait until something else is.
func pace(resting bool) {
	if resting {
		ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
		ebiten.SetTPS(ebiten.SyncWithFPS)
	} else {
		ebiten.SetFPSMode(ebiten.FPSModeVsyncOn)
		ebiten.SetTPS(ebiten.DefaultTPS)
	}
}

// Draw implements ebiten.Game.
func (g *guarded) Draw(screen *ebiten.Image) {
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
