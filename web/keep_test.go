package web

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// What a visitor has set, done and chosen is there after a reload: the settings of
// the world, its branches, the moment, the view, the selection, what stands in
// the terminals and what was typed there. A file that was shared leads there too.
func TestAReloadLeadsBackToWhereOneWas(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.faster()
	p.typeIn("A", "etcdctl put message hello")
	p.awaitPrinted("A", "OK")
	p.pause()

	// The controls are in reach by a key, and a list takes keys as all lists do.
	p.keys("c")
	p.await(`document.querySelector("#tab-knobs.on") !== null && document.querySelector('select[data-verb="do preset "]').value === "demo"`)
	eval[bool](p, `(document.querySelector('select[data-verb="do preset "]').focus(), true)`)
	p.keys("W")
	p.await(`document.querySelector('select[data-verb="do times heartbeat="]').value === "100ms"`)
	p.click(`#tab-rules`)
	p.click(`#tab-knobs`)
	require.Equal(t, "wan", eval[string](p, `document.querySelector('select[data-verb="do preset "]').value`))
	p.keys(kb.Escape)

	// In the past another branch begins.
	eval[bool](p, `(raftarium.seek(raftarium.state().time_ms - 20), true)`)
	p.typeIn("B", "crash 1")
	p.await(`raftarium.state().members.some((m) => !m.up)`)
	p.pause()
	p.keys("s2")
	p.await(`document.querySelector("#views .on").dataset.act === "view space"`)
	then := p.inPage()
	link := eval[string](p, `raftarium.link()`)
	require.Contains(t, link, "&lang=en&view=space&select=member+etcd-02")
	require.Less(t, len(link), 2000)

	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("#views .on")?.dataset.act === "view space"`)
	requireSame(t, then, p.inPage(), "after the reload")
	require.Equal(t, link, eval[string](p, `raftarium.link()`))
	require.Equal(t, "etcd-02", eval[string](p, `document.querySelector("#inspector h2").textContent`))
	require.Equal(t, "$ crash 1", p.printed("B"))
	p.click(`[data-terminal="A"] .entry`)
	p.keys(kb.ArrowUp)
	p.await(`document.activeElement.value === "etcdctl put message hello"`)
	p.keys(kb.Escape)
	p.await(`document.querySelector('[data-act="page branches"]') !== null`)

	// The same by a file; and a page that is visited anew begins anew.
	other := open(t, desk, "")
	other.await(aLeader(0))
	other.drop("run.raftarium", link+"\n")
	other.await(`document.querySelector("#views .on").dataset.act === "view space"`)
	requireSame(t, then, other.inPage(), "by the file")
	other.drop("run.raftarium", "w=AAAA")
	other.await(`document.querySelector("#toast").textContent.startsWith("The link cannot be opened")`)
	other.drop("picture.png", "")
	other.await(`document.querySelector("#toast").textContent.startsWith("picture.png is neither")`)
	require.False(t, strings.Contains(eval[string](other, `location.href`), "w="))

	// A run that no link has room for is saved as a file by the same button; dropped
	// elsewhere it leads to the same moment.
	eval[bool](p, `(HTMLAnchorElement.prototype.click = function () {
		window.saved = fetch(this.href).then(async (file) => [this.download, await file.text()]);
	}, true)`)
	long := make([]byte, 3000)
	for i, random := range rand.New(rand.NewPCG(1, 2)).Perm(len(long)) {
		long[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[random%36]
	}
	p.paste("A", "echo "+string(long)+"\n")
	p.awaitPrinted("A", string(long))
	p.pause()
	then = p.inPage()
	p.click(`[data-act="page share"]`)
	p.await(`window.saved !== undefined && document.querySelector("#toast").textContent.includes(".raftarium")`)
	file := eval[[]string](p, `saved`)
	require.Regexp(t, `^run-at-\d+-ms\.raftarium$`, file[0])
	require.Greater(t, len(file[1]), 2000)
	other.drop(file[0], file[1])
	other.await(fmt.Sprintf(`raftarium.state().time_ms === %v`, p.state().TimeMS))
	requireSame(t, then, other.inPage(), "by the file of a long run")

	// A link in another language opens in that; a click leads back.
	eval[bool](other, fmt.Sprintf(`(location.hash = %q, true)`, strings.Replace(link[strings.Index(link, "#")+1:], "&lang=en", "&lang=zh", 1)))
	other.await(`document.documentElement.lang === "zh-Hans" && document.querySelector("#tab-member").innerText === "成员"`)
	other.click(`[data-act="page language"]`)
	other.await(`document.documentElement.lang === "en" && document.querySelector("#tab-member").innerText === "Member"`)
}
