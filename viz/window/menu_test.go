package window

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

// A menu that is higher than the window is scrolled, by the wheel and by keys.
func TestAMenuFitsIntoTheWindow(t *testing.T) {
	p := sit(t, 900, 560)
	p.steady()
	_, x, y := p.member("01")
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

// What is typed in a menu finds an item, as in the page: by its beginning, or else by
// what it has within; a pause begins another word.
func TestAnItemOfAMenuIsFoundByTyping(t *testing.T) {
	p := sit(t, 1440, 900)
	p.steady()
	_, x, y := p.member("etcd-01")
	p.rightClickAt(x, y)
	at := func() string { return p.w.sheet.named(p.w.focus).label }
	p.types("c")
	require.Equal(t, "Crash", at())
	p.types("u")
	require.Equal(t, "Cut off from all", at())
	p.types("t off from etcd-0")
	require.Equal(t, "Cut off from etcd-02", at())
	p.wait(seekFor)
	p.types("4")
	require.Equal(t, "Cut off from etcd-04", at())
	p.wait(seekFor)
	p.types("c")
	first := at()
	p.types("c")
	require.NotEqual(t, first, at(), "the same letter goes on")
	p.wait(seekFor)
	p.types("time")
	p.presses(ebiten.KeyEnter)
	require.Nil(t, p.w.view.Menu)
	p.types(" ")
	p.until("the election", time.Second, func() bool { m, _, _ := p.member("etcd-01"); return m.Letter == "C" })
}

// Where there is no room for the jumps, the menu of the header has them.
func TestJumpsThatHaveNoRoomAreInTheMenu(t *testing.T) {
	p := sit(t, 600, 560)
	p.steady()
	p.click("Menu")
	p.types("previous e")
	p.presses(ebiten.KeyEnter)
	require.Less(t, p.lab.Now(), p.lab.Frontier())
}
