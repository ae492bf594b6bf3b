//go:build !js

package window

import (
	"strings"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"raftarium/viz/ink"
	"raftarium/viz/paper"
)

func TestThisMomentIsSavedForPrinting(t *testing.T) {
	p := sit(t, 1280, 720)
	p.w.system.Shapes = func(lang string) paper.Shapes { return ink.NewOutlines(lang) }
	p.steady()
	p.enters("A", "etcdctl get nothing; etcdctl put message hello")
	p.until("the answer", time.Minute, func() bool { return p.prints("A", "OK") })
	p.ticks(func() { p.w.act("pause"); p.w.act("theme dark"); p.w.act("tab rules") })
	p.wait(0)
	p.presses(ebiten.KeyEscape)
	serial, items, theme := p.w.serial, len(p.w.sheet.items), p.w.theme
	p.presses(ebiten.KeyP, Key{Control: true})
	require.True(t, strings.HasSuffix(p.saved.Name, "ms.pdf"), p.saved.Name)
	require.True(t, strings.HasPrefix(p.saved.Text, "%PDF-1.7\n"))
	require.Greater(t, strings.Count(p.saved.Text, "/Type /Page /"), 2)
	require.Equal(t, theme, p.w.theme, "the window stays as it was")
	require.Greater(t, p.w.serial, serial)
	require.InDelta(t, items, len(p.w.sheet.items), 4)

	p.ticks(func() {
		o := p.w.printedText(printTheme(), 380)
		texts := map[string]bool{}
		for _, it := range o.items {
			texts[it.text] = true
		}
		for _, text := range []string{"Rules & checks", "Terminal A", "OK", "$ etcdctl get nothing; etcdctl put message hello"} {
			require.Contains(t, texts, text)
		}
		require.NotContains(t, texts, "Terminal B", "nothing was typed there")
		// No line of text is cut by the end of a page, and none is left out.
		from, pages := float32(0), 0
		for from < o.high {
			to := o.cut(from, from+printPage)
			require.Greater(t, to, from)
			require.LessOrEqual(t, to, from+printPage)
			for i := range o.items {
				if top, bottom := o.items[i].extent(); o.items[i].kind == textItem {
					require.False(t, top < to && bottom > to && to < o.high, o.items[i].text)
				}
			}
			for _, s := range o.together {
				require.False(t, s.top < to && s.bottom > to && to < o.high, "a title stands over what it is of")
			}
			from, pages = to, pages+1
		}
		require.Greater(t, len(o.together), 4)
		require.Equal(t, pages, strings.Count(p.saved.Text, "/Type /Page /"))
	})
}

func TestAnOpenLessonIsPrinted(t *testing.T) {
	p := reads(t, 1280, 720)
	p.ticks(func() {
		o := p.w.printedText(printTheme(), 380)
		var titles []string
		for _, it := range o.items {
			if it.style == lessonTitle {
				titles = append(titles, it.text)
			}
		}
		require.Equal(t, []string{p.w.reading.view.Title}, titles)
	})
}

func TestAPrintedStageFitsOnAPage(t *testing.T) {
	for _, c := range []struct{ width, height, x, wide, high float32 }{
		{720, 360, 0, 720, 360},
		{1440, 720, 0, 720, 360},
		{500, 1000, (printWidth - printPage/2) / 2, printPage / 2, printPage},
	} {
		x, wide, high := printedStage(c.width, c.height)
		require.InDeltaSlice(t, []float32{c.x, c.wide, c.high}, []float32{x, wide, high}, 0.01)
	}
}
