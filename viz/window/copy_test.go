package window

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

// What a page lets one mark and copy, the window copies whole: panel, sentence and
// step of a lesson, by a menu or the key of the terminals.
func TestTextsAreCopied(t *testing.T) {
	p := reads(t, 1440, 900)
	p.click("To its end")
	p.steps()
	in := p.w.frame.inspector
	p.rightClickAt(in.x+20, in.y+120)
	p.click("Copy this panel")
	panel := &p.w.view.Inspector.Panel
	require.Contains(t, p.clipboard, panel.Title+"\n"+panel.Subtitle+"\n\n")
	require.Contains(t, p.clipboard, "\nCommit\t", "a row is a line")
	p.sees("Copied.")

	l := p.w.frame.lesson
	p.rightClickAt(l.x+40, l.y+200)
	p.click("Copy this step")
	require.Contains(t, p.clipboard, "A leader leads, and no other leader.\n")

	said := p.w.view.Narration.Text + " " + p.w.view.Narration.Section
	n := p.w.frame.narration
	p.rightClickAt(n.x+40, n.y+20)
	p.click("Copy this sentence")
	require.Equal(t, said, p.clipboard)

	// The key copies what has the focus.
	key := func() { p.presses(ebiten.KeyC, Key{Control: true, Shift: true}) }
	p.click("Member")
	p.presses(ebiten.KeyTab)
	key()
	require.Contains(t, p.clipboard, panel.Title+"\n")
	p.presses(ebiten.KeyEscape)
	key()
	require.Equal(t, said, p.clipboard)
}
