package web

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
)

// jumps are the marks that each kind of jump leads to.
var jumps = []struct {
	kind  string
	leads func(lab.MarkKind) bool
}{
	{"election", is(lab.MarkElected)}, {"write", is(lab.MarkWrite)}, {"commit", lab.MarkKind.Commits}, {"crash", is(lab.MarkCrash)},
	{"expiry", is(lab.MarkExpiry)}, {"membership", is(lab.MarkMembership)},
}

func is(kind lab.MarkKind) func(lab.MarkKind) bool {
	return func(k lab.MarkKind) bool { return k == kind }
}

// The scrubber's jumps by their menu, their buttons and their keys; its marks and
// its tree of branches by the mouse, the menu and the keyboard.
func TestTheTimelineLeadsEverywhere(t *testing.T) {
	t.Parallel()
	link := linkTo(t, 3, 2, nil, []string{
		"etcdctl put a 1", "etcdctl put b 2 --lease=$(etcdctl lease grant 1 | cut -d' ' -f2); sleep 4", "etcdctl put a 3", "crash 3; sleep 500ms; restart 3; sleep 7",
		"etcdctl member add etcd-04 --peer-urls=http://127.0.0.1:2680", "etcdctl put a 4",
	})
	l, err := lab.Open(link)
	require.NoError(t, err)
	marks := l.Marks()
	p := open(t, desk, link)
	p.pause()
	end := p.state().TimeMS
	at := func(ms float64) {
		p.tb.Helper()
		p.await(fmt.Sprintf(`Math.abs(raftarium.state().time_ms - %v) < 1e-6`, ms))
	}
	toEnd := func() {
		p.tb.Helper()
		p.clickAt(p.stage().end())
		at(end)
	}
	for _, jump := range jumps {
		var times []float64
		for _, m := range marks {
			if ms := m.Time.Milliseconds(); jump.leads(m.Kind) && ms < end && (len(times) == 0 || times[len(times)-1] != ms) {
				times = append(times, ms)
			}
		}
		require.NotEmpty(t, times, jump.kind)
		p.click(`#controls [data-act="page kinds"]`)
		p.choose(narrate.Text(narrate.English, "jump."+jump.kind))
		last := times[len(times)-1]
		p.click(fmt.Sprintf(`#controls [data-act="jump previous %s"]`, jump.kind))
		at(last)
		if len(times) > 1 {
			before := times[len(times)-2]
			p.keys("[")
			at(before)
			p.keys("]")
			at(last)
			p.keys("[")
			at(before)
			p.click(fmt.Sprintf(`#controls [data-act="jump next %s"]`, jump.kind))
			at(last)
		}
		toEnd()
	}
	p.click(`#controls [data-act="page kinds"]`)
	p.choose(narrate.Text(narrate.English, "jump.violation"))
	p.keys("[")
	p.await(`document.querySelector("#toast").textContent === "There is no earlier violation."`)
	at(end)

	// A press on a mark leads to its moment.
	s := p.stage()
	mark := s.Scrubber.Marks[0]
	p.clickAt(s.onPage(mark.X, mark.Y))
	p.await(fmt.Sprintf(`raftarium.state().time_ms < %v`, end))
	require.True(t, slices.ContainsFunc(marks, func(m lab.Mark) bool { return m.Time.Milliseconds() == p.state().TimeMS }), "to the nanosecond")
	toEnd()

	// Idle time is hurried through unless one says no.
	hurries := func(yes bool) {
		p.tb.Helper()
		p.await(fmt.Sprintf(`document.querySelector('#controls [data-act="hurry toggle"]').ariaPressed === "%t"`, yes))
	}
	hurries(true)
	p.click(`#controls [data-act="hurry toggle"]`)
	hurries(false)
	p.keys("h")
	hurries(true)

	// Three branches: each is entered by its line, by the key, by the menu with keys.
	up := func(one, two bool) {
		p.tb.Helper()
		p.await(fmt.Sprintf(`((m) => m[0].up === %t && m[1].up === %t)(raftarium.state().members)`, one, two))
	}
	try := func(verb string) {
		p.tb.Helper()
		p.click(`#controls [data-act="branch"]`)
		p.typeIn("A", verb)
		p.await(`raftarium.state().members.some((m) => !m.up)`)
		p.pause()
		p.keys(kb.Escape)
	}
	fork := 6000.0
	p.clickAt(p.stage().moment(fork))
	p.click(`#controls [data-act="branch"]`) // the first by the mouse alone
	p.menuOf(1)
	p.choose(narrate.Text(narrate.English, "act.crash-it"))
	up(false, true)
	p.play()
	p.await(fmt.Sprintf(`raftarium.state().time_ms > %v`, p.state().TimeMS+5))
	p.pause()
	p.click(`#views [data-act="compare"]`)
	p.firstDifference(fork)
	p.click(`#views [data-act="view ring"]`)
	p.isView("ring")
	p.click(`#controls [data-act="page branches"]`)
	p.choose("as it was")
	up(true, true)
	try("crash 2")
	up(true, false)
	p.clickAt(p.named("as it was"))
	up(true, true)
	p.keys("b")
	up(false, true)
	p.keys("b")
	p.clickAt(p.stage().end())
	up(true, false)
	p.keys("b")
	up(true, true)
	p.frame() // the page tells of the branch, and its menu marks it
	eval[bool](p, `(document.querySelector('#controls [data-act="page branches"]').focus(), true)`)
	p.keys(kb.Enter)
	p.await(`!document.querySelector("#menu").hidden && document.activeElement.ariaChecked === "true"`)
	p.keys(kb.ArrowDown)
	p.keys(kb.Enter)
	up(false, true)

	// Side by side by a key.
	p.keys("x")
	p.firstDifference(fork)
}

// whole is what the page's canvas shows, computed here from all that it keeps for a
// reload: with every branch and all that is chosen.
func (p *page) whole() *stage {
	p.tb.Helper()
	var kept struct{ OK string }
	require.NoError(p.tb, json.Unmarshal([]byte(eval[string](p, `document.querySelector("#stage iframe").contentWindow.raftariumStage.call("keep", "{}")`)), &kept))
	l, err := lab.New(lab.Config{})
	require.NoError(p.tb, err)
	v := viewer.New(l)
	require.NoError(p.tb, v.Restore(kept.OK))
	v.Return()
	v.ShowBannersOutside(true)
	s := &stage{at: p.where("#stage iframe")}
	width, height := float32(s.at.Width), float32(s.at.Height)
	v.Stage(&s.Scene, width, height, compose.LayoutFor(width, height))
	return s
}

// firstDifference holds that of two branches side by side the first difference is
// told and drawn, about a moment, and that its link leads there.
func (p *page) firstDifference(about float64) {
	p.tb.Helper()
	p.await(`document.querySelector("#tab-compare.on") !== null && document.querySelector("#inspector h3").textContent === "The first difference"`)
	first := `#inspector .link[data-act^="seek"]`
	moment := eval[string](p, fmt.Sprintf(`document.querySelector(%q).dataset.act.slice(5)`, first))
	s := p.whole()
	require.True(p.tb, slices.ContainsFunc(s.Labels, func(l scene.Label) bool { return strings.HasPrefix(l.Text, "first difference, ") }))
	x, y := s.onPage(s.Space.Parting, s.Space.Top)
	dashes := sight{p.tb, p.picture(), &theme.Light}.share(theme.Light.Ink, box{x, y, 1, float64(s.Space.Bottom - s.Space.Top)})
	require.Greater(p.tb, dashes, 0.3, "a dashed line through both halves")
	p.click(first)
	p.await(fmt.Sprintf(`raftarium.state().time_ms === %s`, moment))
	require.InDelta(p.tb, about, p.state().TimeMS, 200)
}

// named is where the stage has a name.
func (p *page) named(name string) (x, y float64) {
	p.tb.Helper()
	at := p.where("#stage iframe")
	found := eval[box](p, fmt.Sprintf(`((e) => ({ X: Number(e.getAttribute("x")), Y: Number(e.getAttribute("y")) }))(
		[...new DOMParser().parseFromString(raftarium.svg(), "image/svg+xml").querySelectorAll("text")].find((e) => e.textContent === %q))`, name))
	return at.X + found.X + 8, at.Y + found.Y - 4
}
