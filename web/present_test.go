package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// A talk: the button, a remote control's keys, the dark screen, the way out.
func TestThePagePresents(t *testing.T) {
	p := open(t, screen{width: 1280, height: 720}, "")
	p.await(aLeader(0))
	p.pause()
	p.click(`[data-act="page present"]`)
	p.await(`document.body.hasAttribute("data-presenting") && document.body.hasAttribute("data-awake")`)
	require.Equal(t, []string{"main"}, eval[[]string](p, `["#head", "#inspector", "#terminals", "#lesson", "main"].filter((s) => document.querySelector(s).checkVisibility())`))
	require.GreaterOrEqual(t, eval[float64](p, `parseFloat(getComputedStyle(document.querySelector("#narration .said")).fontSize)`), 30.0)
	p.await(`!document.body.hasAttribute("data-awake")`)

	end := p.state().TimeMS
	p.keys(kb.PageUp)
	p.await(`document.body.hasAttribute("data-awake")`)
	told := p.state().TimeMS
	require.Less(t, told, end)
	p.keys(kb.PageUp)
	require.Less(t, p.state().TimeMS, told)
	p.keys(kb.PageDown)
	require.Equal(t, told, p.state().TimeMS)

	p.keys("b")
	p.await(`!document.querySelector("#black").hidden`)
	p.keys(kb.PageDown)
	require.True(t, eval[bool](p, `document.querySelector("#black").hidden`))
	require.Equal(t, told, p.state().TimeMS, "a key that ends the dark does nothing else")
	p.keys(kb.Escape)
	p.await(`!document.body.hasAttribute("data-presenting") && document.fullscreenElement === null && document.querySelector("#terminals").checkVisibility()`)
}
