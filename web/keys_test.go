package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

func TestKeysDoWhatHelpSays(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))

	p.keys(" ")
	p.await(`document.querySelector('#controls [data-act="play"]') !== null`)
	still := p.state().TimeMS
	p.keys(kb.ArrowRight)
	p.keys(kb.ArrowRight)
	stepped, then := p.inPage(), p.state().TimeMS
	require.Greater(t, then, still)
	p.keys(kb.ArrowLeft)
	require.Less(t, p.state().TimeMS, then)
	p.keys(kb.ArrowRight)
	requireSame(t, stepped, p.inPage(), "the event that a step back took away")

	p.keys("[")
	p.await(`document.querySelector("#narration .said").innerText.includes("becomes leader")`)

	p.keys("2")
	p.await(`document.querySelector("#inspector h2").textContent === "etcd-02"`)
	p.keys(kb.F10, chromedp.ModifierShift)
	p.await(`!document.querySelector("#menu").hidden && document.querySelector("#menu").innerText.startsWith("etcd-02")`)
	p.keys(kb.ArrowDown)
	p.keys(kb.Enter)
	p.await(`document.querySelector("#menu").hidden && document.querySelector("#inspector .panel").innerText.includes("Resume")`)
	p.await(`document.activeElement === document.body`) // who had the focus before has it again
	p.keys(kb.F10, chromedp.ModifierShift)
	p.await(`!document.querySelector("#menu").hidden`)
	p.keys(kb.Escape)
	p.await(`document.querySelector("#menu").hidden`)

	// The views one after the other, and each by its own key.
	for _, view := range []string{"space", "store", "disk", "ring"} {
		p.keys("v")
		p.isView(view)
	}
	for _, one := range [][2]string{{"s", "space"}, {"k", "store"}, {"d", "disk"}, {"r", "ring"}} {
		p.keys(one[0])
		p.isView(one[1])
	}
	// All others that are listed are pressed in other tests: of what is selected (the
	// arrows), of the timeline (h, b, x, [ and ]), of a request (f), of the controls (c), of lessons (l, PgUp, PgDn),
	// of a presentation (p, b, .), of a cluster that runs (End), of the diagram (+,
	// -, 0 and the comma).
	p.keys("?")
	p.await(`document.querySelector("#help").open`)
	require.Equal(t, strings.Fields("Space → ← [ ] f h b x 1 9 Shift_F10 v r s k d ↑ ↓ Shift_← → c + − 0 , . t l PgUp PgDn p PgUp PgDn b . End Esc ? Tab ↑ ↓ Ctrl_C"),
		eval[[]string](p, `[...document.querySelectorAll("#help kbd")].map((key) => key.textContent.replace(" ", "_"))`))
	p.keys(kb.Escape)
	p.await(`!document.querySelector("#help").open`)

	// In a terminal the same keys are letters.
	p.keys("t")
	p.await(`document.activeElement.closest("[data-terminal=A]") !== null`)
	p.keys("cra")
	p.keys(kb.Tab)
	p.await(`document.activeElement.value === "crash "`)
	p.keys("2 [?")
	require.Equal(t, "crash 2 [?", eval[string](p, `document.activeElement.value`))
	p.keys("c", chromedp.ModifierCtrl)
	p.await(`document.activeElement.value === ""`)
	p.keys("help\r")
	p.await(`document.querySelector("[data-terminal=A] .log").innerText.includes("partition")`)
	p.keys(kb.ArrowUp)
	p.await(`document.activeElement.value === "help"`)
	p.keys(kb.Escape)
	p.await(`document.activeElement === document.body`)
	p.keys("1")
	p.await(`document.querySelector("#inspector h2").textContent === "etcd-01"`)
}

func TestLanguageAndThemeAreTheVisitors(t *testing.T) {
	t.Parallel()
	p := open(t, screen{width: 1280, height: 720, dark: true}, "")
	p.await(aLeader(0))
	require.Equal(t, "dark", eval[string](p, `document.documentElement.dataset.theme`), "as the system has it")
	p.click(`[data-act="page language"]`)
	p.await(`document.documentElement.lang === "zh-Hans" && document.querySelector("#tab-member").innerText === "成员"`)
	p.await(`/任期|领导者|选票|磁盘|心跳/.test(document.querySelector("#narration .said").innerText)`)
	p.click(`[data-act="page theme"]`)
	p.await(`document.documentElement.dataset.theme === "light"`)
	// What etcd prints stays as etcd prints it.
	p.faster()
	p.typeIn("A", "etcdctl put 消息 你好")
	p.awaitPrinted("A", "OK")

	// Both are kept for the next visit, and the catalogue is complete.
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("#tab-member")?.innerText === "成员"`)
	require.Equal(t, "light", eval[string](p, `document.documentElement.dataset.theme`))
	require.Empty(t, eval[[]string](p, `[...document.querySelectorAll("body *")].flatMap((e) => [e.getAttribute("aria-label"), e.children.length ? "" : e.textContent])
		.filter((text) => /^(ui|help|legend|loading|crash|panel|act|stage)\.[a-z-]+$/.test(text ?? ""))`), "ids where texts should be")
}

func TestTerminalsSayWhatToTryAndTakeOneMore(t *testing.T) {
	t.Parallel()
	p := open(t, wide, "")
	p.await(aLeader(0))

	// What the first hint proposes, and what help does, is put where it is typed.
	p.click(`[data-terminal="A"] .hint button`)
	p.await(`document.activeElement.value === 'etcdctl put message "hello world"'`)
	p.keys("\r")
	p.await(`document.querySelector('[data-terminal="A"] .hint button') === null`)
	p.click(`[data-act="page help"]`)
	p.await(`document.querySelector("#help").open`)
	p.click(`#help .try li:nth-child(2) button`)
	p.await(`!document.querySelector("#help").open && document.activeElement.value === "etcdctl get message"`)
	p.keys("\r")
	p.awaitPrinted("A", "message\nhello world")
	p.keys(kb.Escape)

	// A word of the field is explained where it occurs.
	p.explained()
	p.click(`#inspector .word`)
	p.await(`!document.querySelector("#term").hidden && document.querySelector("#term p").textContent.length > 20`)
	p.keys(kb.Escape)
	p.await(`document.querySelector("#term").hidden`)

	p.click(`[data-act="terminal new"]`)
	p.await(`document.activeElement.closest("[data-terminal=C]") !== null`)
	p.keys("cluster 3\r")
	p.await(`raftarium.state().members.length === 3`)
	p.await(aLeader(0))
	p.faster()
	p.typeIn("A", "curl http://127.0.0.1:2379/version")
	p.awaitPrinted("A", `{"etcdserver":"3.4.14","etcdcluster":"3.4.0"}`)
}
