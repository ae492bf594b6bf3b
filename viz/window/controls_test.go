package window

import (
	"image"
	"image/color"
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/viz/ink"
	"raftarium/viz/theme"
)

func TestKeysMeanTheSameAsInThePage(t *testing.T) {
	p := sit(t, 1440, 900)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	p.types(" ")
	require.False(t, p.w.view.Playing)
	at := p.lab.Now()
	p.presses(ebiten.KeyArrowRight)
	next := p.lab.Now()
	require.Greater(t, next, at)
	p.presses(ebiten.KeyArrowLeft)
	require.Less(t, p.lab.Now(), next)
	p.types("3")
	require.Equal(t, "etcd-03", p.w.view.Inspector.Panel.Title)
	p.types("?")
	p.sees("Commands to try")
	p.presses(ebiten.KeyEscape)
	require.NotContains(t, p.texts(), "Commands to try")
	p.types("t")
	p.types("help")
	require.Equal(t, "help", string(p.w.pane("A").input))
	p.presses(ebiten.KeyEscape)
	require.Empty(t, p.w.focused)
	p.presses(ebiten.KeyF10, Key{Shift: true})
	require.NotNil(t, p.w.view.Menu)
	p.presses(ebiten.KeyArrowDown)
	p.presses(ebiten.KeyArrowDown)
	p.presses(ebiten.KeyEnter)
	require.Nil(t, p.w.view.Menu)
	require.True(t, p.lab.World().Paused(3), "the second item of the menu pauses")
}

func TestTabReachesEveryControlAndRingsIt(t *testing.T) {
	p := sit(t, 1440, 900)
	want := len(p.w.order())
	seen := map[name]bool{}
	for range want + 2 {
		p.presses(ebiten.KeyTab)
		require.NotNil(t, p.w.sheet.named(p.w.focus))
		rings := 0
		for _, it := range p.w.sheet.items {
			if it.kind == outlineItem && it.stroke == theme.StrokeFocus && it.colour == p.w.theme.Accent {
				rings++
			}
		}
		require.Positive(t, rings)
		seen[p.w.focus] = true
	}
	require.Len(t, seen, want)
}

func TestSpeedIsSetByTheSlider(t *testing.T) {
	p := sit(t, 1440, 900)
	box := p.find("Speed").box
	y := box.y + box.h/2
	p.drag(box.x+50, y, box.x+sliderInset+3*sliderDecade, y)
	require.InDelta(t, 1.0, p.w.view.Speed, 1e-9, "whole decades are easy to hit")
	p.sees("1×")
	p.drag(box.x+80, y, box.x-300, y)
	require.InDelta(t, 0.001, p.w.view.Speed, 1e-9)
}

func TestAPointerThatRestsOnAnIconIsToldItsName(t *testing.T) {
	p := sit(t, 1440, 900)
	p.types(" ")
	box := p.find("To the next event").box
	p.move(box.x+5, box.y+5)
	require.NotContains(t, p.texts(), "To the next event")
	p.wait(tipAfter)
	p.wait(0)
	p.sees("To the next event")
	p.move(5, 5)
	require.NotContains(t, p.texts(), "To the next event")
}

func TestShareCopiesTheLink(t *testing.T) {
	p := sit(t, 1440, 900)
	p.click("Share")
	require.Equal(t, p.lab.Link()+"&lang=en", p.clipboard)
	p.sees("The link to this moment is copied.")
	p.wait(10 * time.Second)
	require.NotContains(t, p.texts(), "The link to this moment is copied.")

	require.NoError(t, p.lab.Do("rule vote-once off"))
	p.click("Share")
	require.Regexp(t, "&modified=vote-once&lang=en$", p.clipboard)
	p.sees("The link to this moment is copied. It leads to modified Raft, and says so.")

	p.w.system = System{}
	p.click("Share")
	require.Contains(t, strings.Join(p.texts(), ""), p.lab.Link()[:20], "what cannot be copied can be read")
}

func TestADisabledActionAnswersWhy(t *testing.T) {
	p := sit(t, 1440, 900)
	p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
	p.types(" ")
	p.click("Time out now")
	p.sees(p.leader() + " leads and has no election timer.")
}

func TestNothingIsLaidOutWhenNothingChanges(t *testing.T) {
	p := sit(t, 1440, 900)
	p.types(" ")
	p.wait(0)
	serial := p.w.serial
	for range 5 {
		p.wait(20 * time.Millisecond)
	}
	require.Equal(t, serial, p.w.serial)
	p.move(5, 5)
	p.wait(time.Second)
	require.LessOrEqual(t, p.w.serial, serial+1)
}

func TestEverythingStandsInTheWindowAndIsWritten(t *testing.T) {
	for _, size := range [][2]float32{{1440, 900}, {1280, 720}, {900, 640}, {WidthLeast, HeightLeast}, {2200, 1300}} {
		for _, lang := range []string{"en", "zh"} {
			p := sit(t, size[0], size[1])
			p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
			p.w.act("lang " + lang)
			p.types("?")
			p.presses(ebiten.KeyEscape)
			p.wait(0)
			for _, c := range p.w.sheet.controls {
				require.NotEmpty(t, c.label+string(rune(c.kind)))
				if c.area != inspectorArea && c.area != noArea {
					require.GreaterOrEqual(t, c.box.x, float32(0), c.label)
					require.LessOrEqual(t, c.box.right(), size[0]+1, "%v %s: %s", size, lang, c.label)
					require.LessOrEqual(t, c.box.bottom(), size[1]+5, c.label)
				}
			}
			for _, it := range p.w.sheet.items {
				if it.kind == textItem {
					require.GreaterOrEqual(t, it.style.Size, float32(theme.SizeTick), it.text)
					require.NotRegexp(t, `^(ui|help|panel|window|legend|act|terminal)\.[a-z-]+$`, it.text)
				}
			}
		}
	}
}

func TestANarrowWindowHasTheInspectorInADrawer(t *testing.T) {
	p := sit(t, 900, 700)
	require.True(t, p.w.frame.drawer)
	require.NotContains(t, p.texts(), "Code")
	p.click("Inspector")
	p.sees("Code")
	p.presses(ebiten.KeyEscape)
	require.NotContains(t, p.texts(), "Code")
	_, x, y := p.member("etcd-02")
	p.clickAt(x, y)
	p.sees("Store")
}

func TestALanguageAndAThemeAreSwitched(t *testing.T) {
	p := sit(t, 1440, 900)
	p.click("中文")
	p.sees("跳到")
	p.click("深色主题")
	require.True(t, p.w.theme.Dark)
	p.click("English")
	p.sees("Jump to")
}

// share is how much of a rectangle of a picture has a colour, or nearly.
func share(pic *image.RGBA, r rect, c theme.Colour) float64 {
	red, green, blue := c.RGB()
	hits, all := 0, 0
	near := func(a, b uint8) bool { d := int(a) - int(b); return d >= -2 && d <= 2 }
	for y := int(r.y); y < int(r.bottom()); y++ {
		for x := int(r.x); x < int(r.right()); x++ {
			all++
			if p := pic.At(x, y).(color.RGBA); near(p.R, red) && near(p.G, green) && near(p.B, blue) {
				hits++
			}
		}
	}
	return float64(hits) / float64(max(all, 1))
}

func TestTheScreenShowsWhatItSays(t *testing.T) {
	for _, dark := range []bool{false, true} {
		p := sit(t, 1440, 900)
		if dark {
			p.click("Dark theme")
			p.move(5, 5)
		}
		p.until("the first leader", 3*time.Second, func() bool { return p.leader() != "" })
		p.types(" ")
		pic, th := p.picture(), p.w.theme
		require.Equal(t, image.Pt(1440, 900), pic.Bounds().Size())

		m, x, y := p.member(p.leader())
		fill, text := th.Term(m.Term)
		square := rect{x - 0.8*m.R, y - 0.8*m.R, 1.6 * m.R, 1.6 * m.R}
		require.Greater(t, share(pic, square, fill), 0.6, "the leader's square has the colour of its term")
		require.Greater(t, share(pic, square, text), 0.01, "and its letter")
		require.Greater(t, share(pic, rect{24, 12, 110, 24}, th.Ink), 0.05, "the wordmark")
		require.Greater(t, share(pic, p.w.frame.inspector, th.Raised), 0.75)
		require.Greater(t, share(pic, p.w.frame.terminals, th.Sunken), 0.9)
		play := p.find("Play").box
		require.Greater(t, share(pic, play, th.Ink), 0.6, "the main action is solid ink")
		for i := range p.w.sheet.items {
			if it := &p.w.sheet.items[i]; it.kind == textItem && it.align == ink.Start && len(it.text) > 1 && it.box.y < p.w.frame.controls.y {
				box := rect{it.box.x, it.box.y - it.style.Size, p.w.typist.measure(it.text, it.style) + 1, it.style.Size * 1.3}
				if box.bottom() < p.w.frame.inspector.bottom()-120 {
					require.Greater(t, share(pic, box, it.colour), 0.002, "%q is written", it.text)
				}
			}
		}
	}
}
