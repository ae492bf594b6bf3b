package viewer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// A finger enters the branch that it taps below a phone's timeline; one that moves
// on has taken hold of the time.
func TestAFingerEntersABranchOrMovesTheTime(t *testing.T) {
	v, _ := forked(t)
	v.Act("pause")
	var s scene.Scene
	stage := func() scene.Branch {
		v.Stage(&s, 390, 546, compose.Phone)
		require.Len(t, s.Scrubber.Branches, 1)
		return s.Scrubber.Branches[0]
	}
	branches := func() (current int) {
		for i, b := range v.Lab().Branches() {
			if b.Current {
				current = i
			}
		}
		return current
	}
	require.Equal(t, 1, branches())
	at := stage()
	v.Press(&s, at.To.X-6, at.To.Y+8, true)
	v.Drag(&s, at.To.X-6, at.To.Y+8, 100*time.Millisecond)
	v.Release(&s, at.To.X-6, at.To.Y+8)
	require.Equal(t, 0, branches())

	at = stage()
	x := compose.ScrubberSpan(compose.Input{Lab: v.Lab(), Width: 390, Layout: compose.Phone}).X(sim.Second)
	v.Press(&s, at.To.X, at.To.Y, true)
	v.Drag(&s, x, at.To.Y, 100*time.Millisecond)
	v.Release(&s, x, at.To.Y)
	require.Equal(t, 0, branches(), "it was no tap")
	require.InDelta(t, float64(sim.Second), float64(v.Lab().Now()), float64(30*sim.Millisecond))
}
