package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// What the page is on occasion, stage and all, is as it was when somebody last
// looked at it: a presentation, and two branches side by side.
func TestOccasionsAreAsTheyWereLookedAt(t *testing.T) {
	t.Parallel()
	p := open(t, wide, linkToEverything(t))
	p.pause()
	sheets := make([]sheet, len(settings))
	visit := func(name string) {
		for i, s := range settings {
			p.look(s)
			sheets[i].add(name, p.part(""))
		}
	}
	p.click(`[data-act="page present"]`)
	p.await(`document.body.hasAttribute("data-presenting") && !document.body.hasAttribute("data-awake")`)
	visit("presentation")
	p.keys(kb.Escape)
	p.await(`!document.body.hasAttribute("data-presenting")`)

	p.resize(wide)
	p.click(`#controls [data-act="branch"]`)
	eval[bool](p, `raftarium.run("crash 5; sleep 600ms").then(() => true)`)
	p.pause()
	p.keys("x")
	p.await(`document.querySelector('#views [data-act="compare"]')?.getAttribute("aria-current") === "true"`)
	visit("comparison")
	for i, s := range settings {
		sheets[i].hold(t, "occasions-"+s.String(), goldenShare)
	}
}
