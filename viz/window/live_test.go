package window

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/viewer"
)

// The header says how the viewer stands to a cluster that runs elsewhere, and leads
// back to it; so does End.
func TestAClusterThatRunsElsewhereIsShownAsItRuns(t *testing.T) {
	there, err := lab.NewPlay(lab.Config{Members: 3, Seed: 2, Profile: lab.EtcdTimes})
	require.NoError(t, err)
	p := sit(t, 1280, 720)
	p.presses(ebiten.KeyEnd)
	require.Empty(t, p.w.toast.text, "there is nothing to come back to")
	pass := func(d sim.Time) {
		there.RunUntil(there.World().Now() + d)
		require.NoError(t, p.w.viewer.Hear(viewer.News{NowNS: there.World().Now()}))
		p.tick(100 * time.Millisecond)
	}
	p.ticks(func() {
		require.NoError(t, p.w.viewer.Follow(viewer.Beginning{Link: lab.EncodeLink(there.Config(), 0, nil)}, "me-", false))
		for range 5 {
			pass(100 * sim.Millisecond)
		}
	})
	p.sees("Live")
	require.Equal(t, "You see the cluster as it runs.", p.find("You see the cluster as it runs.").label)

	// Paused, it says how far the cluster has gone on, and rests nevertheless.
	p.types(" ")
	stood := p.lab.Now()
	p.ticks(func() { pass(3 * sim.Second) })
	p.sees("3 s behind")
	p.settles()
	p.ticks(func() { pass(2 * sim.Second) })
	p.sees("5 s behind")
	require.Equal(t, stood, p.lab.Now())
	p.presses(ebiten.KeyEnd)
	p.sees("Live")

	p.ticks(func() {
		p.w.act("do crash 1")
		require.Equal(t, []viewer.Sent{{Do: "crash 1", Tag: "me-1"}}, p.w.viewer.Sent(), "it is done there")
		p.w.act("seek 300")
		p.w.act("do crash 1")
		require.Empty(t, p.w.viewer.Sent())
	})
	p.wait(0)
	p.sees("Own branch")
	p.ticks(func() { p.w.viewer.Connected(false) })
	p.wait(0)
	p.sees("No connection")
	p.ticks(func() { pass(sim.Second) })
	p.sees("Own branch")
	p.chooses("live")
	p.sees("Live")

	// It has room in every window.
	for _, width := range []float32{600, 800, 1024} {
		p.ticks(func() { p.w.Resize(width, 600, 1) })
		p.wait(0)
		c := p.find("You see the cluster as it runs.")
		require.LessOrEqual(t, c.box.right(), width)
		for _, v := range p.w.view.Views {
			require.LessOrEqual(t, p.find(v.Label).box.right(), c.box.x, "%v at %v", v.Label, width)
		}
	}
}
