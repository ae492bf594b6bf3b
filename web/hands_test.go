package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// beyond are the controls that stand, wholly or in part, where no finger comes:
// outside of the window, and in nothing that scrolls.
const beyond = `[...document.querySelectorAll("#head button, #controls button, .status button, .tabs button, .way button, .grip")]
	.filter((e) => e.checkVisibility({visibilityProperty: true}) && e.closest(".list") === null)
	.filter((e) => { const b = e.getBoundingClientRect(), { right } = e.closest("#controls")?.getBoundingClientRect() ?? { right: innerWidth }; return b.left < 0 || b.top < 0 || b.right > right || b.bottom > innerHeight; })
	.map((e) => e.dataset.act)`

const stageHeight = `document.querySelector("#stage").offsetHeight`

// A phone that is held sideways has the sheet beside the stage; one whose keyboard
// is open has what is typed and what comes of it.
func TestAPhoneIsHeldSideways(t *testing.T) {
	t.Parallel()
	p := open(t, screen{width: 640, height: 360, phone: true}, "")
	p.await(aLeader(0))
	p.pause()
	require.Greater(t, eval[float64](p, stageHeight), 200.0)
	require.Empty(t, eval[[]string](p, beyond))

	// A tap that is shorter than a frame.
	x, y := p.stage().member(2)
	eval[bool](p, fmt.Sprintf(`(() => {
		const stage = document.querySelector("#stage iframe"), { contentWindow: inner } = stage, at = stage.getBoundingClientRect();
		const target = stage.contentDocument.querySelector("canvas");
		const finger = new inner.Touch({ identifier: 7, target, clientX: %g - at.x, clientY: %g - at.y });
		for (const [kind, targetTouches] of [["touchstart", [finger]], ["touchend", []]])
			target.dispatchEvent(new inner.TouchEvent(kind, { targetTouches, changedTouches: [finger], bubbles: true, cancelable: true }));
		return true;
	})()`, x, y))
	p.await(`document.body.dataset.sheet === "inspector" && document.querySelector("#inspector h2").textContent === "etcd-02"`)

	// The grip makes the sheet wider, and a strip.
	p.click("#inspector .grip")
	p.await(`document.querySelector("#inspector").offsetWidth > 400`)
	p.click("#inspector .grip")
	p.await(`document.querySelector("#stage").offsetWidth > 600`)
	require.Empty(t, eval[[]string](p, beyond))
	p.click("#inspector .grip")
	p.click(`#inspector [data-act="page terminals"]`)

	p.click(`[data-terminal="A"] .entry`)
	p.resize(screen{width: 640, height: 170, phone: true})
	p.await(stageHeight + ` > 150`)
	p.resize(screen{width: 360, height: 330, phone: true})
	p.click(`[data-terminal="A"] .entry`)
	p.await(stageHeight + ` > 150`)
	eval[bool](p, `(document.activeElement.blur(), true)`)
	for _, on := range []screen{{width: 360, height: 640, phone: true}, {width: 768, height: 1024, phone: true}, {width: 915, height: 412, phone: true}, {width: 1024, height: 768, phone: true}} {
		p.resize(on)
		require.Empty(t, eval[[]string](p, beyond), on)
		p.tell("select member 3")
		require.Empty(t, eval[[]string](p, beyond), on)
		require.Equal(t, 0.0, eval[float64](p, `document.body.scrollLeft + document.documentElement.scrollLeft`), on)
		require.LessOrEqual(t, eval[float64](p, `document.documentElement.scrollWidth`), float64(on.width))
	}
}

// What goes on around a page at rest is seen, and who uses it by keys is never
// left without a place.
func TestAPageAtRestIsAwake(t *testing.T) {
	t.Parallel()
	p := open(t, screen{width: 900, height: 700}, "")
	p.await(aLeader(0))
	p.pause()

	// The drawer takes the focus with it, and gives it back.
	eval[bool](p, `(document.querySelector('[data-act="page drawer"]').focus(), true)`)
	p.keys(kb.Enter)
	p.await(`document.querySelector("#inspector").checkVisibility({visibilityProperty: true})`)
	eval[bool](p, `(document.querySelector("#inspector .on").focus(), true)`)
	p.keys(kb.Escape)
	p.await(`document.activeElement.dataset.act === "page drawer"`)

	// Words are marked as soon as what they mean is known.
	p.await(`document.querySelector("#inspector .word") !== null`)

	// A menu goes to what is typed, if one letter comes soon after the other: the page's
	// clock stands meanwhile, whatever else the machine does.
	p.keys(kb.F10, chromedp.ModifierShift)
	p.await(`!document.querySelector("#menu").hidden`)
	eval[bool](p, `((now) => (performance.now = () => now, true))(performance.now())`)
	p.keys("cut off from etcd-03")
	eval[bool](p, `delete performance.now`)
	require.Equal(t, "Cut off from etcd-03", eval[string](p, `document.activeElement.textContent`))
	p.keys(kb.Escape)

	// Another screen, another colour, less motion.
	canvas := `document.querySelector("#stage iframe").contentDocument.querySelector("canvas")`
	density := func(factor float64) {
		_, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 900, Height: 700, DeviceScaleFactor: factor})
		p.must(err)
		p.await(fmt.Sprintf(`%s.width === %g * document.querySelector("#stage").clientWidth`, canvas, factor))
	}
	density(2)
	p.clickAt(p.stage().member(2))
	p.await(`document.querySelector("#inspector h2").textContent === "etcd-02"`)
	density(1)

	// Another colour, less motion: a theme that the system changes is followed, and
	// nothing slides.
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: "dark"}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	p.must(err)
	p.await(`document.documentElement.dataset.theme === "dark"`)
	p.click(`[data-act="page drawer"]`)
	require.Zero(t, eval[int](p, `document.getAnimations().length`))

	// A link that is followed within the page, and the way back.
	eval[bool](p, `(location.hash = "lesson=partition", true)`)
	p.await(`document.querySelector("#lesson h2")?.textContent === "A partition and the stale leader"`)
	eval[bool](p, `(history.back(), true)`)
	p.await(`document.querySelector("#lesson").hidden && location.hash === ""`)
}
