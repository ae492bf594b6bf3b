package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

func TestABadLinkIsToldAndTheWorldRuns(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, fragment, says string }{
		{"cut short", "w=Y2BgYGRg", "The link cannot be opened: "},
		{"not one of ours", "chapter-2", "The link cannot be opened: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, desk, tt.fragment)
			p.await(fmt.Sprintf(`document.querySelector("#toast").textContent.startsWith(%q)`, tt.says))
			p.await(aLeader(0))
		})
	}
}

func TestALineThatIsNoCommandChangesNothing(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.typeIn("A", "crahs 2")
	p.await(`document.querySelector("[data-terminal=A] .log .err")?.textContent.includes("crash")`)
	require.True(t, p.state().Members[1].Up)
}

func TestAPanicBecomesAMessageWithItsLink(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkToEverything(t))
	p.pause()
	before := p.inPage()
	a := &auditor{page: p, lang: "en"}
	a.begin()
	p.crash()
	a.look("that the program has ended", "#crash")
	require.Empty(t, a.found)
	p.crashed("crash-en", setting{desk, "light", "en"}, setting{screen{width: 390, height: 844}, "dark", "en"})
	message := eval[string](p, `document.querySelector("#crash").innerText`)
	require.Contains(t, message, "The laboratory has stopped")
	require.Contains(t, message, "index out of range")
	_, link, found := strings.Cut(eval[string](p, `document.querySelector("#crash .address").href`), "#")
	require.True(t, found)
	requireSame(t, before, natively(t, link), "at which it stopped, and to which the link leads")
	p.click(`[data-act="page anew"]`)
	p.await(`document.body.dataset.state === "running"`)
	p.await(aLeader(0))
	p.wrongs.forgive(wrongsOfACrash...)
}

// wrongsOfACrash are told on the console: what the program had asked the browser
// to call finds it gone.
var wrongsOfACrash = []string{"Go program has already exited", "panic"}

// crash ends the program: a call without its argument is one that the page never
// makes, and the program ends with it as with any panic.
func (p *page) crash() {
	p.tb.Helper()
	eval[bool](p, `(() => { try { document.querySelector("#stage iframe").contentWindow.raftariumStage.call("state") } catch {} return true })()`)
	p.await(`document.querySelector("#crash").open`)
}

// crashed holds what is told of the end of the program against kept pictures. The
// link in it is of this run, and leads there in a fixed number of letters.
func (p *page) crashed(name string, all ...setting) {
	p.tb.Helper()
	eval[bool](p, `((link) => (link.textContent = "http://localhost/#w=" + "Y2Bg".repeat(80), true))(document.querySelector("#crash .address"))`)
	var seen sheet
	for _, s := range all {
		p.resize(s.on)
		eval[bool](p, fmt.Sprintf(`(document.documentElement.dataset.theme = %q, true)`, s.theme))
		seen.add(s.String(), p.settled("#crash"))
	}
	p.resize(desk)
	seen.hold(p.tb, name, goldenShare) // the goroutines in it have other numbers each time
}

func TestWhatCannotBeLoadedIsTold(t *testing.T) {
	t.Parallel()
	p := arrive(t, desk, "")
	p.await(`document.body.dataset.state === "running"`)
	_, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{})
	p.must(err)
	_, err = chromedp.Call(p.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/*.wasm*", Block: true}}})
	p.must(err)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.querySelector("#loading-text").textContent.startsWith("The laboratory could not be fetched")`)
	require.Contains(t, eval[string](p, `document.querySelector("#loading").innerText`), "Check the connection, then load the page again.")
	p.wrongs.forgive("ERR_BLOCKED_BY_CLIENT")
	_, err = chromedp.Call(p.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{})
	p.must(err)
	p.click(`[data-act="page reload"]`)
	p.await(`document.body.dataset.state === "running"`)

	// Nothing may be kept: all is there but for what was kept.
	source := func(text string) {
		_, err := chromedp.Call(p.ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: text})
		p.must(err)
	}
	source(`for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {get() { throw new DOMException("denied", "SecurityError"); }})`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running"`)
	p.click(`[data-act="page theme"]`)
	p.await(`document.documentElement.dataset.theme === "dark"`)
	p.click(`[data-act="page language"]`)
	p.await(`document.documentElement.lang === "zh-Hans"`)

	// Nothing can be drawn.
	source(`HTMLCanvasElement.prototype.getContext = () => null`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.querySelector("#loading-text").textContent.startsWith("This browser has no WebGL 2")`)
}
