package window

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
)

// The controls are in reach by a key, and each is set by a button, by a list, and
// by keys.
func TestControlsAreSetInTheWindow(t *testing.T) {
	p := sit(t, 1440, 900)
	p.steady()
	latency := func() sim.Time { return p.lab.World().LinkBetween(1, 2).Latency }
	p.types("c")
	p.sees("These settings work together.")
	p.click("Heartbeat: 100 ms")
	require.Equal(t, int64(100*sim.Millisecond), int64(lab.Timeouts(p.lab.World()).Heartbeat))
	p.click("Preset")
	p.click("WAN")
	require.Equal(t, "wan", lab.PresetOf(p.lab.World()))
	require.Equal(t, 40*sim.Millisecond, latency())
	p.click("Preset")
	p.presses(ebiten.KeyArrowUp)
	p.presses(ebiten.KeyEnter)
	require.Equal(t, "lan", lab.PresetOf(p.lab.World()))
	p.click("Members: 6")
	p.sees("6 voters need 4 and bear the loss of 2, no more than")
	require.Equal(t, 6, p.lab.World().ServerCount())
}
