package web

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// axe is axe-core as testdata/axe has it.
func axe(tb testing.TB) string {
	tb.Helper()
	file, err := os.Open("testdata/axe/axe.min.js.gz")
	require.NoError(tb, err)
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	require.NoError(tb, err)
	source, err := io.ReadAll(unzipped)
	require.NoError(tb, err)
	return string(source)
}

// auditor holds what somebody sees, hears and reaches in a page against WCAG
// 2.2, A and AA.
type auditor struct {
	*page
	lang  string
	found []string
}

// begin puts axe-core into the page and into its stage.
func (a *auditor) begin() {
	a.tb.Helper()
	source := axe(a.tb)
	eval[bool](a.page, source+"; true")
	eval[bool](a.page, fmt.Sprintf(`(document.querySelector("#stage iframe").contentWindow.eval(%q), true)`, source))
	// What can be pressed only with a mouse.
	eval[bool](a.page, `(window.unreached = () => [...document.querySelectorAll("[data-act]")]
		.filter((e) => e.checkVisibility({ visibilityProperty: true }))
		.filter((e) => e.tabIndex < 0 && e.closest("[role=tablist], [role=menu], [role=radiogroup]") === null && e.querySelector("[data-act='" + e.dataset.act + "']") === null)
		.map((e) => "no key reaches it: " + e.outerHTML.slice(0, 160)), true)`)
}

// look audits the part of the page below a selector, or all of it for "": in
// the theme that it has by all rules, and in the other one by those of colour.
func (a *auditor) look(what, selector string) {
	a.tb.Helper()
	a.frame()
	for _, wrong := range eval[[]string](a.page, fmt.Sprintf(`(async () => {
		const root = document.documentElement;
		const place = %q === "" ? document : %[1]q;
		const run = async (only) => (await axe.run(place, { runOnly: only, resultTypes: ["violations"] })).violations.flatMap((v) => v.nodes.map((n) =>
			root.dataset.theme + ": " + v.id + ": " + n.target.join(" ") + " " + n.html.slice(0, 160) + " " + n.failureSummary.replaceAll("\n", " ")));
		const wrong = await run(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
		const theme = root.dataset.theme;
		root.dataset.theme = theme === "dark" ? "light" : "dark";
		wrong.push(...await run({ type: "rule", values: ["color-contrast", "link-in-text-block"] }));
		root.dataset.theme = theme;
		return [...wrong, ...unreached()];
	})()`, selector)) {
		a.found = append(a.found, fmt.Sprintf("%s, %s, %s: %s", what, a.lang, a.size(), wrong))
	}
}

func (a *auditor) size() string {
	return eval[string](a.page, `innerWidth + "×" + innerHeight`)
}

// walk goes around the page with Tab: everything that can be pressed is come to,
// and shows that it has the focus.
func (a *auditor) walk() {
	a.tb.Helper()
	eval[bool](a.page, `(document.activeElement?.blur(), window.walked = [], true)`)
	for range 300 {
		a.keys(kb.Tab)
		if eval[bool](a.page, `(() => {
			const e = document.activeElement;
			if (e === document.body) return false;
			if (walked.includes(e)) return true;
			walked.push(e);
			const inner = e.contentDocument?.activeElement ?? e;
			const seen = [inner, inner.parentElement, ...(e.closest(".term")?.querySelectorAll(".badge.own") ?? [])]
				.map((m) => getComputedStyle(m)).some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
			if (!seen) walked.unseen = [...(walked.unseen ?? []), e.outerHTML.slice(0, 160)];
			return false;
		})()`) {
			break
		}
	}
	require.Empty(a.tb, eval[[]string](a.page, `walked.unseen ?? []`), "have the focus and do not show it")
	require.Empty(a.tb, eval[[]string](a.page, `[...document.querySelectorAll("button, a[href], input, select, textarea, iframe")]
		.filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !walked.includes(e)).map((e) => e.outerHTML.slice(0, 160))`), "are not come to")
}

// forced looks at the page in colours that the system forces: what is chosen and what
// cannot be done are told by them.
func (a *auditor) forced() {
	a.tb.Helper()
	media := func(features ...*emulation.MediaFeature) {
		_, err := chromedp.Call(a.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		a.must(err)
	}
	light := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: "light"}
	media(light, &emulation.MediaFeature{Name: "forced-colors", Value: "active"})
	require.Empty(a.tb, eval[[]string](a.page, `(() => {
		const probe = document.body.appendChild(document.createElement("i"));
		const is = (color) => ((probe.style.color = color), getComputedStyle(probe).color);
		const wrong = (selector, color) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility() && getComputedStyle(e).color !== is(color))
			.map((e) => e.outerHTML.slice(0, 120) + ": " + getComputedStyle(e).color + " and not " + color);
		const all = [...wrong(".on", "HighlightText"), ...wrong("[aria-disabled=true]", "GrayText")];
		probe.remove();
		return all;
	})()`))
	media(light)
}

// tour goes through all panels.
func (a *auditor) tour() {
	a.tb.Helper()
	a.resize(desk)
	a.look("the page", "")
	for _, view := range eval[[]string](a.page, `[...document.querySelectorAll("#views button")].map((b) => b.dataset.act)`) {
		a.tell(view)
		a.look(view, "main")
	}
	a.tell("view ring")
	a.tell("select entry etcd-01 5")
	for _, tab := range eval[[]string](a.page, `[...document.querySelectorAll("#inspector [role=tab]")].map((b) => b.dataset.act)`) {
		a.tell(tab)
		a.look(tab, "#inspector")
	}
	why := eval[float64](a.page, `raftarium.events().at(-1).id`)
	a.tell(fmt.Sprintf("why %v", why))
	a.look("why", "#inspector")

	a.keys("1")
	a.keys(kb.F10, chromedp.ModifierShift)
	a.await(`!document.querySelector("#menu").hidden`)
	a.look("the menu of a member", "#menu")
	a.keys(kb.Escape)
	a.click(`[data-act="page kinds"]`)
	a.look("the menu of jumps", "#menu")
	a.keys(kb.Escape)
	a.click(`[data-act="page save-menu"]`)
	a.await(`!document.querySelector("#menu").hidden`)
	a.look("the menu of saving", "#menu")
	a.keys(kb.Escape)
	a.click(`[data-act="page share"]`)
	a.await(`document.querySelector("#toast").textContent !== ""`)
	a.look("a toast", "#toast")
	a.tell("branch")
	a.tell("do crash 3")
	a.tell("compare next")
	a.look("two branches side by side", "")
	a.tell("view ring")
	a.tell("enter 0")
	a.tell("present on")
	a.await(`document.body.hasAttribute("data-presenting")`)
	a.look("a presentation", "")
	a.resize(phone)
	a.look("a presentation on a phone", "")
	a.keys(kb.Escape)
	a.await(`!document.body.hasAttribute("data-presenting")`)
	a.resize(desk)
	a.keys("?")
	a.await(`document.querySelector("#help").open`)
	a.look("help", "#help")
	a.keys(kb.Escape)

	a.keys("l")
	a.await(`document.querySelector("#lessons input") !== null`)
	a.look("the list of lessons", "#lessons")
	a.click(`[data-act="page lesson the-log"]`)
	a.await(`document.querySelector("#lesson h3") !== null`)
	a.tell("lesson step 1")
	a.look("a lesson", "#lesson")
	for step := 2; !eval[bool](a.page, `document.querySelector("#lesson .word") !== null`); step++ {
		require.LessOrEqual(a.tb, step, 4)
		a.tell(fmt.Sprintf("lesson step %d", step))
	}
	a.click("#lesson .word")
	a.await(`!document.querySelector("#term").hidden`)
	a.look("an explained word", "#term")
	a.keys(kb.Escape)
	a.tell("lesson skip")
	a.tell("lesson step 3")
	a.tell("lesson skip")
	a.tell("lesson choose 1")
	a.tell("lesson hint")
	a.look("a question", "#lesson")
	a.tell("lesson run")
	a.toItsEnd()
	a.look("its answer", "#lesson")
	a.resize(phone)
	a.look("a lesson on a phone", "#lesson")
	eval[bool](a.page, `(document.body.dataset.detent = "half", true)`)
	for _, tab := range []string{"store", "code", "rules", "knobs", "clients", "time"} {
		a.tell("tab " + tab)
		a.look(tab+" on a phone", "#inspector")
	}
	a.keys("?")
	a.await(`document.querySelector("#help").open`)
	a.look("help on a phone", "#help")
	a.keys(kb.Escape)
	a.keys("l")
	a.await(`document.querySelector("#lessons").open`)
	a.look("the list of lessons on a phone", "#lessons")
	eval[bool](a.page, `(document.querySelector('[data-act="page lesson c-lose-quorum"]').click(), true)`)
	a.await(`document.querySelector("#lesson .goal") !== null`)
	a.look("a challenge on a phone", "#lesson")
	a.click(`[data-act="page lesson-close"]`)
	a.await(`document.querySelector("#lesson").hidden`)

	// What cannot be overlooked.
	eval[bool](a.page, `raftarium.run("partition 1 | 2 | 3 | 4 | 5; sleep 1s; rule vote-once off").then(() => true)`)
	a.tell("pause")
	a.await(`document.querySelector("#banner b") !== null`)
	a.look("a banner on a phone", "")
	a.tell("select member 1")
	a.look("the inspector on a phone", "")
	a.click(`#tools [data-act="page more"]`)
	a.look("the menu of a phone", "#menu")
	a.keys(kb.Escape)
	a.resize(screen{width: 1024 - 1, height: 768})
	eval[bool](a.page, `(document.body.dataset.drawer = "open", true)`)
	a.look("a tablet", "")
	a.resize(screen{width: 1280, height: 720})
	a.look("a low window", "")
	a.tell("do heal")
}

func TestNothingStandsInAnybodysWay(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.faster()
	p.typeIn("A", "etcdctl put k v --lease=$(etcdctl lease grant 60 | cut -d' ' -f2); etcdctl get nothing --nonsense")
	p.await(`document.querySelector('[data-terminal="A"] .log').textContent.includes("unknown flag")`)
	p.typeIn("B", "client v3 put k --total 3")
	p.pause()
	a := &auditor{page: p, lang: "en"}
	a.begin()
	p.explained() // words that are marked while one walks are behind one
	a.walk()
	a.keys("1")
	a.forced()

	// What the sentence under the picture says is heard, too.
	p.keys("[")
	p.await(`document.getElementById("live").textContent.length > 20 && document.querySelector("#narration .said").textContent.startsWith(document.getElementById("live").textContent)`)
	a.tour()
	a.resize(desk)
	p.click(`[data-act="page language"]`)
	p.await(`document.documentElement.lang === "zh-Hans"`)
	a.lang = "zh"
	a.tour()
	p.crash()
	a.look("that the program has ended", "#crash")
	p.crashed("crash-zh", setting{desk, "dark", "zh"}, setting{screen{width: 390, height: 844}, "light", "zh"})
	p.wrongs.forgive(wrongsOfACrash...)
	require.Empty(t, a.found)
}
