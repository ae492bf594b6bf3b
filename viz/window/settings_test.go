package window

import (
	"fmt"
	"strings"
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

// A run that is too long for a link is shared as a file, and the file, dropped,
// leads back.
func TestALongRunIsSharedAsAFile(t *testing.T) {
	p := sit(t, 1440, 900)
	p.steady()
	p.click("Share")
	require.Regexp(t, `^w=`, p.clipboard)
	p.ticks(func() {
		for i := range 700 {
			require.NoError(t, p.lab.Do(fmt.Sprintf("link %d %d latency=%dus", i%5+1, (i+1+i%4)%5+1, 7919*i%10007)))
		}
	})
	p.wait(0)
	before := p.state()
	p.click("Share")
	require.Greater(t, len(p.saved.Text), 2000)
	require.Contains(t, strings.Join(p.texts(), " "), "is saved as "+p.saved.Name)
	p.types("1")
	p.ticks(func() { p.lab.Advance(p.lab.Now() + sim.Second) })
	p.script.next.Files = []File{p.saved}
	p.wait(0)
	require.Equal(t, before, p.state())
	p.script.next.Files = []File{{Name: "x.png"}}
	p.wait(0)
	require.Contains(t, strings.Join(p.texts(), " "), "x.png is neither a lesson (.md) nor a run (.raftarium).")
	p.script.next.Files = []File{{Name: "x.raftarium", Text: "w=AAAA"}}
	p.wait(0)
	require.Equal(t, before, p.state())
}
