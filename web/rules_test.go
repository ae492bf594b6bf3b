package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
)

// playScenario opens the list of scenarios and plays one, of so many members.
func (p *page) playScenario(name string, members int) {
	p.tb.Helper()
	p.click(`#tab-rules`)
	selector := fmt.Sprintf(`#inspector [data-act="scenario %s"]`, name)
	p.scrollTo(selector)
	p.click(selector)
	p.await(fmt.Sprintf(`raftarium.state().members.length === %d`, members))
}

func TestScenariosAreInReachOnAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, phone, "")
	p.await(aLeader(0))
	p.click(`[data-act="page more"]`)
	p.choose("Rules and scenarios")
	p.await(`document.body.dataset.sheet === "inspector"`)
	p.playScenario("vote-once", 3)
	p.await(`document.title === "Raftarium · modified Raft"`)
}

// A rule that is off is told in the banner, the title and the link; without it a
// violation is found, at which the playback stops.
func TestARuleThatIsOffIsToldAndItsViolationFound(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.playScenario("quorum-is-majority", 3)
	p.await(`document.title === "Raftarium · modified Raft"`)
	p.await(`/Modified Raft|Election Safety is violated/.test(document.querySelector("#banner").innerText)`)

	p.faster()
	p.await(`raftarium.state().violations.length > 0`)
	p.await(`document.querySelector('#controls [data-act="play"]') !== null`)
	p.await(`document.querySelector("#banner").innerText.includes("Election Safety is violated")`)
	p.await(`document.querySelector("#controls .checks.danger")?.innerText === "1 check fails"`)
	require.Equal(t, []string{"quorum-is-majority"}, eval[[]string](p, `raftarium.state().modified_rules`))

	// Its banner says why.
	p.click(`#banner [data-act^="why "]`)
	p.await(`document.querySelector("#tab-why.on") !== null && document.querySelectorAll("#inspector .chain .link").length > 3`)

	_, link, found := strings.Cut(eval[string](p, `raftarium.link()`), "#")
	if !found {
		link = eval[string](p, `raftarium.link()`)
	}
	other := open(t, desk, link)
	other.await(`document.title === "Raftarium · modified Raft"`)
	requireSame(t, p.inPage(), other.inPage(), "the link leads to the violation")
	other.await(`document.querySelector("#banner").innerText.includes("Election Safety is violated")`)
	other.leave()

	// Jumps lead to it from both sides, and show how it came about.
	violated := p.markOf(lab.MarkViolation)
	why := narrate.Text(narrate.English, "panel.tab-why")
	p.jumpsTo("violation", violated)
	p.await(fmt.Sprintf(`document.querySelector("#inspector .tabs .on").innerText === %q && document.querySelector("#inspector h2").textContent.startsWith("Election Safety")`, why))
	p.await(fmt.Sprintf(`document.querySelector('#inspector .chain .link[data-act^="seek"]').dataset.act === "seek %v"`, violated))

	// The same for a vote that is split: it is told where one lands, and why nobody leads.
	p.playScenario("split-vote", 4)
	p.pause()
	p.jumpsTo("split-vote", p.markOf(lab.MarkSplitVote))
	p.await(`document.querySelector("#banner").className === "split-vote" && document.querySelector("#banner").innerText.includes("Split vote in term 1")`)
	p.click(`#banner [data-act="why leader"]`)
	p.await(fmt.Sprintf(`document.querySelector("#tab-why.on") !== null && document.querySelector("#inspector h2").textContent === %q`, narrate.Text(narrate.English, "panel.why-no-leader")))
	require.Contains(t, eval[string](p, `document.querySelector("#inspector .chain").innerText`), "The votes of term 1 are split among 2 candidates, and each needs 3.")
	stands := `#inspector .chain .link[data-act^="seek"]`
	began := eval[string](p, fmt.Sprintf(`document.querySelector(%q).dataset.act.slice(5)`, stands))
	p.click(stands)
	p.await(fmt.Sprintf(`raftarium.state().time_ms === %s && raftarium.state().members.some((m) => m.role === "candidate")`, began))
}

// markOf is the moment of the world's first mark of a kind, in milliseconds, as far
// as it has been played or was recorded.
func (p *page) markOf(kind lab.MarkKind) float64 {
	p.tb.Helper()
	p.clickAt(p.stage().end())
	p.frame()
	for _, m := range p.stage().in.Lab.Marks() {
		if m.Kind == kind {
			return m.Time.Milliseconds()
		}
	}
	p.tb.Fatalf("no mark is of kind %d", kind)
	return 0
}

// jumpsTo chooses a kind of jump and lands at a moment by it, the only one, from the
// end and from the beginning.
func (p *page) jumpsTo(kind string, moment float64) {
	p.tb.Helper()
	at := fmt.Sprintf(`Math.abs(raftarium.state().time_ms - %v) < 1e-6`, moment)
	p.click(`#controls [data-act="page kinds"]`)
	p.choose(narrate.Text(narrate.English, "jump."+kind))
	p.keys("[")
	p.await(at)
	p.clickAt(p.stage().moment(0))
	p.await(`raftarium.state().time_ms === 0`)
	p.click(fmt.Sprintf(`#controls [data-act="jump next %s"]`, kind))
	p.await(at)
}
