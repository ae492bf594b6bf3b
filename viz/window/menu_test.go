package window

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

// A menu that is higher than the window is scrolled, by the wheel and by keys.
func TestAMenuFitsIntoTheWindow(t *testing.T) {
	p := sit(t, 900, 560)
	p.steady()
	_, x, y := p.member("etcd-01")
	p.rightClickAt(x, y)
	items := p.w.view.Menu.Items
	require.Greater(t, len(items)*menuRow, 560)
	last := items[len(items)-1].Label
	rows := func() (labels []string) {
		for _, c := range p.w.sheet.controls {
			if c.area == menuArea && c.kind == buttonControl && !c.hidden {
				labels = append(labels, c.label)
				require.LessOrEqual(t, c.box.bottom(), float32(560))
			}
		}
		return labels
	}
	require.NotContains(t, rows(), last)
	p.script.next.Wheel = -100
	p.wait(0)
	require.Contains(t, rows(), last)
	p.presses(ebiten.KeyHome)
	require.Contains(t, rows(), items[0].Label)
	p.presses(ebiten.KeyArrowUp)
	require.Contains(t, rows(), last, "round and round")
}
