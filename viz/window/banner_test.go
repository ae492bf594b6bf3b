package window

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What cannot be overlooked has its buttons, in the band that the stage keeps free.
func TestTheBannerLeadsToWhatExplainsIt(t *testing.T) {
	p := sit(t, 1280, 720)
	p.steady()
	p.ticks(func() {
		for _, line := range []string{"crash 1", "crash 2", "crash 3"} {
			require.NoError(t, p.lab.Do(line))
		}
	})
	p.wait(0)
	p.sees("No quorum")
	b, band := p.w.viewer.Banner()
	require.Equal(t, "no-quorum", b.Kind)
	require.Zero(t, p.w.scene.Banner, "it is not drawn twice")
	why := p.find(b.Actions[0].Label).box
	require.GreaterOrEqual(t, why.y, p.w.frame.stage.y+band.Y)
	require.LessOrEqual(t, why.bottom(), p.w.frame.stage.y+band.Y+band.H)
	p.clickAt(why.x+5, why.y+5)
	p.wait(0)
	require.Equal(t, "why", p.w.view.Inspector.Panel.ID)
}
