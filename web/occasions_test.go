package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// tablet is held upright, and used with a finger.
var tablet = screen{width: 768, height: 1024, phone: true}

// What the page is on occasion, stage and all, is as it was when somebody last
// looked at it: a presentation, two branches side by
// side, and a tablet.
func TestOccasionsAreAsTheyWereLookedAt(t *testing.T) {
	t.Parallel()
	p := open(t, wide, linkToEverything(t))
	p.pause()
	sheets := make([]sheet, len(settings))
	visit := func(name string) {
		for i, s := range settings {
			p.look(s)
			sheets[i].add(name, p.settled(""))
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

	p.keys("r")
	p.tell("enter 0")
	for _, s := range []setting{{tablet, "light", "en"}, {tablet, "dark", "zh"}} {
		var seen sheet
		p.look(s)
		p.press("page terminals") // which leaves the drawer
		for _, view := range []string{"ring", "space", "store", "disk"} {
			p.tell("view " + view)
			p.isView(view)
			seen.add(view, p.settled(""))
		}
		p.click(`[data-act="page drawer"]`)
		p.await(`document.body.dataset.drawer === "open"`)
		seen.add("drawer", p.settled(""))
		p.click(`[data-act="page drawer"]`)
		seen.hold(t, "occasions-"+s.String(), goldenShare)
	}
}
