package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// playScenario opens the list of scenarios and plays one.
func (p *page) playScenario(name string) {
	p.tb.Helper()
	p.click(`#tab-rules`)
	selector := fmt.Sprintf(`#inspector [data-act="scenario %s"]`, name)
	p.scrollTo(selector)
	p.click(selector)
	p.await(`raftarium.state().members.length === 3`)
}

func TestScenariosAreInReachOnAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, phone, "")
	p.await(aLeader(0))
	p.click(`[data-act="page more"]`)
	p.choose("Rules and scenarios")
	p.await(`document.body.dataset.sheet === "inspector"`)
	p.playScenario("vote-once")
	p.await(`document.title === "Raftarium · modified Raft"`)
}

// A rule that is off is told in the banner, the title and the link; without it a
// violation is found, at which the playback stops.
func TestARuleThatIsOffIsToldAndItsViolationFound(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.playScenario("quorum-is-majority")
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
}
