package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// Every knob of the panel of controls is turned by its own input, of all members
// and of one, and then shows what the world has; what cannot work is warned of.
func TestEveryKnobTurns(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkTo(t, 3, 1, nil, nil))
	p.pause()
	p.click("#tab-knobs")
	p.await(`document.querySelector("#tab-knobs.on") !== null`)
	turned := map[string]bool{}
	turn := func(verb string) {
		t.Helper()
		list := fmt.Sprintf(`document.querySelector('#inspector select[data-verb=%q]')`, verb)
		p.scrollTo(fmt.Sprintf(`#inspector select[data-verb=%q]`, verb))
		before := eval[string](p, list+`.value`)
		eval[bool](p, list+`.focus(), true`)
		if eval[bool](p, list+`.value === [...`+list+`.options].at(-1).value`) {
			p.keys(kb.ArrowUp)
		} else {
			p.keys(kb.ArrowDown)
		}
		p.frame()
		after := eval[string](p, list+`.value`)
		require.NotEqual(t, before, after, "%s: %s", verb, eval[string](p, `document.querySelector("#toast").textContent`))
		require.Equal(t, after, eval[string](p, list+`.dataset.now`), "what the world has, by %s", verb)
		turned[verb] = true
	}
	flip := func(i int) {
		t.Helper()
		one := fmt.Sprintf(`document.querySelectorAll("#inspector [role=switch]")[%d]`, i)
		eval[bool](p, `(document.getElementById("wanted")?.removeAttribute("id"), `+one+`.id = "wanted", true)`)
		p.scrollTo("#wanted")
		act, before := eval[string](p, one+`.dataset.act`), eval[string](p, one+`.ariaChecked`)
		p.click("#wanted")
		p.await(fmt.Sprintf(`%s.ariaChecked !== %q`, one, before))
		turned[act] = true
	}
	all := func() {
		t.Helper()
		for _, verb := range eval[[]string](p, `[...document.querySelectorAll("#inspector select[data-verb]")].map((s) => s.dataset.verb)`) {
			if turned[verb] || strings.HasPrefix(verb, "knobs ") || verb == "do cluster " {
				continue
			}
			turn(verb)
		}
		for i := range eval[int](p, `document.querySelectorAll("#inspector [role=switch]").length`) {
			if !turned[eval[string](p, fmt.Sprintf(`document.querySelectorAll("#inspector [role=switch]")[%d].dataset.act`, i))] {
				flip(i)
			}
		}
	}
	all()
	require.Greater(t, len(turned), 25)

	// Those of one member, of its link to another, and of one way of that.
	of := func(verb, value string) {
		t.Helper()
		list := fmt.Sprintf(`#inspector select[data-verb=%q]`, verb)
		p.pick(list, value)
		p.await(fmt.Sprintf(`document.querySelector('%s').value === %q`, list, value))
	}
	of("knobs of ", "etcd-02")
	of("knobs to ", "etcd-03")
	of("knobs way ", "there")
	turn("do link etcd-02>etcd-03 latency=")
	turn("do disk etcd-02 latency=")
	turn("do clock etcd-02 rate=")
	cut := eval[int](p, `[...document.querySelectorAll("#inspector [role=switch]")].findIndex((s) => s.dataset.act.startsWith("do cut "))`)
	flip(cut)
	require.Equal(t, []struct{ From, To string }{{"etcd-02", "etcd-03"}}, p.state().Cuts)

	// A disk can be emptied once its member is down; until then it says so.
	wipe := `#inspector [data-act="do disk etcd-02 wipe"]`
	p.scrollTo(wipe)
	p.click(wipe)
	p.await(`document.querySelector("#toast").textContent === "etcd-02 runs; crash it first."`)
	jump := `#inspector [data-act="do clock etcd-02 jump=+1s"]`
	p.scrollTo(jump)
	p.click(jump)
	p.await(`[...document.querySelectorAll("#narration .said, #toast")].length > 0`)
	p.keys("2")
	p.await(`document.querySelector("#inspector h2").textContent === "etcd-02"`)
	p.click(`#inspector [data-act="do crash etcd-02"]`)
	p.await(`!raftarium.state().members[1].up`)
	p.keys("c")
	p.await(`document.querySelector("#tab-knobs.on") !== null`)
	p.scrollTo(wipe)
	p.click(wipe)
	p.await(`raftarium.state().members[1].log.length === 0`)

	// All links are joined; a round trip near the election timeout is warned of.
	of("knobs of ", "all")
	heal := `#inspector [data-act="do heal"]`
	p.scrollTo(heal)
	p.click(heal)
	p.await(`raftarium.state().cuts.length === 0`)
	slowest := eval[string](p, `[...document.querySelector('select[data-verb="do link all latency="]').options].at(-1).value`)
	of("do link all latency=", slowest)
	p.await(`document.querySelector("#tab-knobs").title !== "" && document.querySelector("#inspector .section .prose .danger, #inspector .section .prose .strong") !== null`)

	// Another size is another cluster.
	of("do cluster ", "5")
	p.await(`raftarium.state().members.length === 5`)
}
