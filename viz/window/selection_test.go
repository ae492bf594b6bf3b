package window

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

// What is printed in a terminal is selected by dragging, over lines, or by two
// presses on a word; keys and the right button copy it.
func TestTextIsSelectedAndCopiedInATerminal(t *testing.T) {
	p := sit(t, 1280, 720)
	p.steady()
	p.enters("A", "echo one two 三 four")
	p.enters("A", "echo five")
	p.until("the answer", 10*time.Second, func() bool { return p.prints("A", "five") })
	pane := p.w.pane("A")
	at := func(line, column int) (x, y float32) {
		row := 0
		for i, r := range pane.rows {
			if pane.lines[r.line-pane.from].Text == pane.lines[line].Text {
				row = i
				break
			}
		}
		l := pane.lines[line]
		p.ticks(func() { // what is drawn is measured with the same typesetter
			x = pane.box.x + p.w.typist.measure(l.Prompt, monoStyle) + p.w.typist.measure(string([]rune(l.Text)[:column]), monoStyle)
		})
		return x + 1, pane.box.y + float32(row-pane.first)*lineHeight + 10
	}
	last := len(pane.lines) - 1
	require.Equal(t, "five", pane.lines[last].Text)
	require.Equal(t, "one two 三 four", pane.lines[last-2].Text)
	x, y := at(last-2, 4)
	toX, toY := at(last, 2)
	p.drag(x, y, toX, toY)
	require.Equal(t, "two 三 four\necho five\nfi", p.w.selected(), "without the prompt")
	p.presses(ebiten.KeyC, Key{Control: true, Shift: true})
	require.Equal(t, "two 三 four\necho five\nfi", p.clipboard)
	p.sees("Copied.")
	p.drag(toX, toY, x, y)
	require.Equal(t, "two 三 four\necho five\nfi", p.w.selected(), "backwards too")

	p.clickAt(x, y)
	require.Empty(t, p.w.selected())
	p.clickAt(x, y)
	require.Equal(t, "two", p.w.selected())
	p.rightClickAt(x, y)
	require.Equal(t, "two", p.clipboard)
	require.Empty(t, p.w.selected())
	p.rightClickAt(x, y)
	require.Equal(t, "two", string(pane.input), "with nothing selected it pastes")
	p.presses(ebiten.KeyInsert, Key{Shift: true})
	require.Equal(t, "twotwo", string(pane.input))

	// Where there is no clipboard, the window has one of its own.
	p.ticks(func() { p.w.system = System{} })
	pane.set("")
	p.drag(x, y, toX, toY)
	p.presses(ebiten.KeyC, Key{Control: true, Shift: true})
	p.sees("Copied for the terminals of this window alone: unsupported operation")
	p.clickAt(x, y)
	p.presses(ebiten.KeyInsert, Key{Shift: true})
	require.Equal(t, "fi", string(pane.input), "lines are sent, the last one stays")
}
