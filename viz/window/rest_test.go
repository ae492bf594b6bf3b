package window

import (
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"
)

// settles lets ticks pass until the window rests.
func (p *person) settles() {
	p.t.Helper()
	for range 200 {
		if p.wait(50 * time.Millisecond); p.w.Resting() {
			return
		}
	}
	require.Fail(p.t, "the window does not come to rest", "%q", p.texts())
}

// A window in which nothing goes on needs no ticks, and none is late for it: the time
// of a rest counts for nothing.
func TestAPausedWindowRests(t *testing.T) {
	p := sit(t, 1280, 720)
	p.ticks(func() { p.w.act("play") })
	for range 2 * restAfter {
		p.wait(20 * time.Millisecond)
	}
	require.False(t, p.w.Resting(), "it plays")
	p.types(" ")
	p.settles()

	for _, c := range []struct {
		what string
		does func()
	}{
		{"a press", func() { p.clickAt(640, 20) }},
		{"a key", func() { p.presses(ebiten.KeyArrowRight) }},
		{"a toast", func() { p.w.Say("for a while") }},
		{"a pointer", func() { c := p.find("Help"); p.move(c.box.x+5, c.box.y+5) }},
	} {
		c.does()
		p.wait(0)
		require.False(t, p.w.Resting(), c.what)
		p.settles()
	}
	require.Equal(t, "Help", p.w.sheet.named(p.w.pointer.hover).label)
	p.sees("Help")

	before := p.lab.Now()
	p.script.next.Chars = []rune{' '}
	p.wait(time.Hour)
	require.Equal(t, before, p.lab.Now())
	p.wait(20 * time.Millisecond)
	require.Greater(t, p.lab.Now(), before)
	require.False(t, p.w.Resting())
}
