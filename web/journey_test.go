package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// A command is followed from the terminal to its answer and to who watches, a
// sentence for each leg; then it is told where its time went, on four networks.
func TestARequestIsFollowedToItsAnswerAndMeasured(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkTo(t, 3, 1, nil, nil))
	leader := p.state().leader()
	asked := leader%3 + 1
	p.typeIn("B", "etcdctl watch message")
	p.await(`document.querySelector('[data-terminal="B"] .status').innerText.includes("etcd-0")`)

	// What has been said under the picture since.
	eval[bool](p, `(window.told = [], new MutationObserver(() => {
		const said = document.querySelector("#narration .said")?.textContent ?? "";
		if (told.at(-1) !== said) told.push(said);
	}).observe(document.querySelector("#narration"), { childList: true, characterData: true, subtree: true }), true)`)
	p.click(`#controls [data-act="follow toggle"]`)
	p.await(`document.querySelector('#controls [data-act="follow toggle"]').ariaPressed === "true"`)
	p.typeIn("A", fmt.Sprintf("etcdctl --endpoints=127.0.0.1:2%d79 put message hello", 2+asked))
	p.await(`told.some((one) => one.startsWith("Terminal A has its answer after"))`)
	at, told := 0, eval[[]string](p, `told`)
	for _, leg := range []string{
		"Terminal A asks etcd-0", "does not lead, so it passes the request on", "has the request in its log as entry", "to its disk: only then does its copy count",
		"with that a quorum has it", "is committed; etcd-0", "with it the store is at", "answers terminal A",
	} {
		for at < len(told) && !strings.Contains(told[at], leg) {
			at++
		}
		require.Less(t, at, len(told), "%q is told, after what is told before it: %q", leg, told)
	}
	require.Contains(t, strings.Join(told, "\n"), "terminal B", "who watches is told, too")
	p.awaitPrinted("A", "OK")
	p.awaitPrinted("B", "message\nhello")
	p.click(`#controls [data-act="follow toggle"]`)

	// Of each preset, the part of the whole that it is about is the largest.
	slider := p.where("#controls input[type=range]")
	p.clickAt(slider.X+slider.Width-2, slider.Y+slider.Height/2)
	whole := map[string]float64{}
	for i, preset := range []string{"lan", "wan", "slow-disk", "mixed"} {
		p.click("#tab-knobs")
		list := `select[data-verb="do preset "]`
		p.await(fmt.Sprintf(`document.querySelector(%q) !== null`, list))
		p.pick(list, preset)
		p.await(fmt.Sprintf(`document.querySelector(%q).value === %q`, list, preset))
		p.typeIn("A", fmt.Sprintf("sleep 3; etcdctl put at-%s here", preset))
		p.await(fmt.Sprintf(`[...document.querySelectorAll('[data-terminal="A"] .log .out')].filter((line) => line.textContent === "OK").length === %d`, i+2))
		p.pause()
		p.click(`[data-terminal="A"] .took`)
		p.await(fmt.Sprintf(`document.querySelectorAll("#inspector .bars rect").length >= 4 && document.querySelector("#inspector .who p").textContent.includes("put at-%s")`, preset))
		sums := eval[map[string]float64](p, `Object.fromEntries(["wire", "disk"].map((kind) => [kind, [...document.querySelectorAll("#inspector .bars rect." + kind)].reduce((sum, bar) => sum + parseFloat(bar.getAttribute("width")), 0)]))`)
		whole[preset] = eval[float64](p, `parseFloat([...document.querySelectorAll("#inspector dl dd")].at(-1).textContent.replaceAll(",", ""))`)
		switch preset {
		case "wan":
			require.Greater(t, sums["wire"], sums["disk"])
		case "slow-disk":
			require.Greater(t, sums["disk"], sums["wire"])
		}
	}
	require.Less(t, whole["lan"], whole["wan"])
	require.Less(t, whole["lan"], whole["slow-disk"])

	// A leg leads to its moment.
	leg := `#inspector .bars .link`
	moment := eval[string](p, fmt.Sprintf(`document.querySelector(%q).dataset.act.slice(5)`, leg))
	p.click(leg)
	p.await(fmt.Sprintf(`raftarium.state().time_ms === %s`, moment))
}

// pick chooses from a list with the keyboard, as all lists take it.
func (p *page) pick(list, value string) {
	p.tb.Helper()
	p.scrollTo(list)
	eval[bool](p, fmt.Sprintf(`(document.querySelector(%q).focus(), true)`, list))
	steps := eval[int](p, fmt.Sprintf(`((list) => { const all = [...list.options].filter((o) => !o.hidden); return all.findIndex((o) => o.value === %[2]q) - all.findIndex((o) => o.selected); })(document.querySelector(%[1]q))`, list, value))
	for ; steps > 0; steps-- {
		p.keys(kb.ArrowDown)
		p.frame()
	}
	for ; steps < 0; steps++ {
		p.keys(kb.ArrowUp)
		p.frame()
	}
	require.True(p.tb, eval[bool](p, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, list)), "what was chosen from %s keeps the focus", list)
}
