package window

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestTheWindowPresents(t *testing.T) {
	p := sit(t, 1280, 720)
	full := []bool{}
	p.ticks(func() {
		p.w.system.Full = func(on bool) { full = append(full, on) }
		p.lab.Advance(p.lab.Now() + 3*sim.Second)
	})
	p.types(" ")
	p.click("Present")
	p.wait(0)
	require.Equal(t, []bool{true}, full)
	require.True(t, p.w.view.Presenting)
	require.Zero(t, p.w.frame.inspector, "no panels")
	for i := range p.w.scene.Members {
		require.GreaterOrEqual(t, 12*p.w.scene.Enlarged(), float32(22), "nothing is smaller than can be read from afar")
		require.Greater(t, p.w.scene.Members[i].R*p.w.scene.Enlarged(), float32(44))
	}
	p.find("End of the presentation")
	p.wait(3 * time.Second)
	for _, c := range p.w.sheet.controls {
		require.NotEqual(t, controlArea, c.area, "the controls have gone")
	}

	// A remote control: to what was told before, and on again.
	end := p.lab.Now()
	p.presses(ebiten.KeyPageUp)
	before := p.lab.Now()
	require.Less(t, before, end)
	require.NotEmpty(t, p.w.view.Narration.Brief)
	p.presses(ebiten.KeyPageUp)
	require.Less(t, p.lab.Now(), before)
	p.presses(ebiten.KeyPageDown)
	require.Equal(t, before, p.lab.Now())

	p.types("b")
	require.Len(t, p.w.sheet.items, 2, "paper, and the dark over it")
	p.presses(ebiten.KeyEscape)
	require.True(t, p.w.view.Presenting, "any key brings the picture back, and does no more")
	p.presses(ebiten.KeyEscape)
	p.wait(0)
	require.False(t, p.w.view.Presenting)
	require.Equal(t, []bool{true, false}, full)
}
