package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// answers waits until the inspector shows a panel that answers a question, and
// returns the moments that it links to, in milliseconds, as they are written.
func (p *page) answers(tab, question string) []string {
	p.tb.Helper()
	chain := fmt.Sprintf(`[...document.querySelectorAll("#inspector .section")].find((s) => s.querySelector("h3")?.textContent === %q)`, narrate.Text(narrate.English, question))
	p.await(fmt.Sprintf(`document.querySelector("#tab-%s.on") !== null && %s?.querySelector(".chain span") != null`, tab, chain))
	return eval[[]string](p, fmt.Sprintf(`[...%s.querySelectorAll('.chain .link[data-act^="seek"]')].map((l) => l.textContent)`, chain))
}

// Whatever is pressed says why it is as it is, with links to the moments that led
// to it; and so does what cannot be pressed now.
func TestWhateverIsPressedSaysWhy(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkToEverything(t))
	p.pause()
	s := p.stage()

	// In the ring: members of three kinds, a message, entries of two.
	p.clickAt(s.member(1))
	require.NotEmpty(t, p.answers("member", "panel.why-follower"))
	p.clickAt(s.member(2))
	require.NotEmpty(t, p.answers("member", "panel.why-crashed"))
	p.clickAt(s.member(4))
	require.NotEmpty(t, p.answers("member", "panel.why-candidate"))
	cell := func(is ...scene.CellState) *scene.Cell {
		for i := range s.Logs.Cells {
			for _, state := range is {
				if s.Logs.Cells[i].State == state {
					return &s.Logs.Cells[i]
				}
			}
		}
		t.Fatalf("no entry is %v", is)
		return nil
	}
	applied, uncommitted := cell(scene.Applied), cell(scene.Uncommitted)
	p.clickAt(s.onPage(applied.X+applied.W/2, applied.Y+applied.H/2))
	require.NotEmpty(t, p.answers("entry", "panel.why-committed"))
	selected := func(name string) {
		t.Helper()
		p.await(fmt.Sprintf(`raftarium.link().includes("select=entry+%s+%d")`, name, applied.Index))
	}
	selected("etcd-01")
	p.keys(kb.ArrowDown)
	selected("etcd-02")
	p.frame() // the next key is pressed by who has seen what this one did
	p.keys(kb.ArrowUp)
	selected("etcd-01")
	p.clickAt(s.onPage(uncommitted.X+uncommitted.W/2, uncommitted.Y+uncommitted.H/2))
	p.answers("entry", "panel.why-uncommitted")
	require.NotEmpty(t, p.answers("entry", "panel.why-there"))
	for i := 0; len(s.Messages) == 0; i++ {
		require.Less(t, i, 20, "no message is on its way")
		p.keys(kb.ArrowLeft)
		s = p.stage()
	}
	m := s.Messages[0]
	p.clickAt(s.onPage(m.At.X, m.At.Y))
	require.NotEmpty(t, p.answers("message", "panel.why-sent"))

	// In the store: a change of a key, and a lease. On the disks: a record.
	p.click(`#views [data-act="view store"]`)
	p.isView("store")
	s = p.seen(compose.StoreView)
	change := s.Store.Changes[0]
	p.clickAt(s.onPage(change.Box.X+4, change.Box.Y+4))
	require.NotEmpty(t, p.answers("key", "panel.why-change"))
	require.NotEmpty(t, s.Store.Leases)
	lease := s.Store.Leases[0]
	p.clickAt(s.onPage(lease.X, lease.Y))
	require.NotEmpty(t, p.answers("lease", "panel.why-lease"))
	p.keys("1")
	p.await(`document.querySelector("#inspector h2").textContent === "Store of etcd-01"`)
	s.in.Selected = compose.Target{Kind: compose.MemberTarget, Node: 1}
	compose.Stage(&s.Scene, s.in)
	key := s.Store.Nodes[0].Keys[0]
	p.clickAt(s.onPage(key.Box.X+key.Box.W/2, key.Box.Y+key.Box.H/2))
	require.NotEmpty(t, p.answers("key", "panel.why-change"))
	require.Equal(t, key.Key, eval[string](p, `document.querySelector("#inspector h2").textContent`))
	watcher := s.Store.Watchers[0]
	p.clickAt(s.onPage(watcher.At, watcher.Y))
	require.NotEmpty(t, p.answers("watcher", "panel.why-watcher"))
	require.Contains(t, eval[string](p, `document.querySelector("#inspector .panel").innerText`), "co --prefix")
	p.click(`#views [data-act="view disk"]`)
	p.isView("disk")
	s = p.seen(compose.DiskView)
	record := s.Disk.Records[len(s.Disk.Records)-1]
	p.clickAt(s.onPage(record.Box.X+1, record.Box.Y+1))
	require.NotEmpty(t, p.answers("record", "panel.why-record"))

	// A link leads to its moment, the section to the code of it.
	p.click(`#views [data-act="view ring"]`)
	p.isView("ring")
	p.clickAt(p.stage().member(4))
	p.answers("member", "panel.why-candidate")
	link := `#inspector .chain .link[data-act^="seek"]`
	moment := eval[string](p, fmt.Sprintf(`document.querySelector(%q).dataset.act.slice(5)`, link))
	p.scrollTo(link)
	p.click(link)
	p.await(fmt.Sprintf(`raftarium.state().time_ms === %s`, moment))
	section := `#inspector .chain .link[data-act^="code"]`
	p.scrollTo(section)
	p.click(section)
	p.await(`document.querySelector("#tab-code.on") !== null && document.querySelector("#inspector .source .ran") !== null`)

	// What cannot be done now says why.
	p.menuOf(1)
	p.choose("Compact its log")
	p.await(`document.querySelector("#toast").textContent === "etcd-01 has no snapshot yet."`)

	p.keys(kb.Escape)

	// Two more are crashed: the banner asks why there is no leader, and so does each
	// member that knows none. Every cause leads to its moment.
	for _, name := range []string{"etcd-01", "etcd-03"} {
		p.keys(name[len(name)-1:])
		p.await(fmt.Sprintf(`document.querySelector("#inspector h2").textContent === %q`, name))
		p.click(fmt.Sprintf(`#inspector [data-act="do crash %s"]`, name))
		p.await(fmt.Sprintf(`!raftarium.state().members.find((m) => m.name === %q).up`, name))
	}
	now := p.state().TimeMS
	p.keys("4")
	require.NotEmpty(t, p.answers("member", "panel.why-no-leader"))
	p.click(`#banner [data-act="why leader"]`)
	asked := fmt.Sprintf(`document.querySelector("#tab-why.on") !== null && document.querySelector("#inspector h2").textContent === %q`, narrate.Text(narrate.English, "panel.why-no-leader"))
	p.await(asked)
	text := eval[string](p, `document.querySelector("#inspector .chain").innerText`)
	for _, cause := range []string{"At most 1 of 5 voters can reach each other, and 3 are needed", "etcd-01 is down.", "etcd-02 is down.", "etcd-03 is down."} {
		require.Contains(t, text, cause)
	}
	moments := eval[[]string](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].map((l) => l.dataset.act.slice(5))`, link))
	require.GreaterOrEqual(t, len(moments), 3)
	for i := range moments[:3] {
		eval[bool](p, fmt.Sprintf(`(document.querySelectorAll(%q)[%d].id = "cause", true)`, link, i))
		p.click("#cause")
		p.await(fmt.Sprintf(`raftarium.state().time_ms === %s`, moments[i]))
		p.clickAt(p.stage().end())
		p.await(fmt.Sprintf(`raftarium.state().time_ms === %v && %s`, now, asked))
		eval[bool](p, `(document.getElementById("cause")?.removeAttribute("id"), true)`)
	}
}
