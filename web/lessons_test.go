package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// openLesson opens a lesson from the list, with the mouse.
func (p *page) openLesson(title string) {
	p.tb.Helper()
	p.click(`[data-act="page lessons"]`)
	find := fmt.Sprintf(`[...document.querySelectorAll("#lessons li button")].find((b) => b.querySelector("b").textContent === %q)`, title)
	p.await(`document.querySelector("#lessons").open && ` + find + ` !== undefined`)
	eval[bool](p, `((b) => (b.scrollIntoView({block: "center"}), b.id = "wanted", true))(`+find+`)`)
	p.frame()
	p.click("#wanted")
	p.await(fmt.Sprintf(`document.querySelector("#lesson h2")?.textContent === %q`, title))
}

// toItsEnd has what is being shown be over: it may be before the click arrives.
func (p *page) toItsEnd() {
	p.tb.Helper()
	eval[bool](p, `(document.querySelector('#lesson [data-act="lesson skip"]')?.click(), true)`)
	p.await(`document.querySelector('#lesson [data-act="lesson skip"]') === null`)
}

// next goes to the next step: what is still being shown is shown to its end.
func (p *page) next(title string) {
	p.tb.Helper()
	p.toItsEnd()
	p.click("#lesson .next")
	p.await(fmt.Sprintf(`document.querySelector("#lesson h3").textContent === %q`, title))
}

// drop drops a file on the page.
func (p *page) drop(name, text string) {
	p.tb.Helper()
	eval[bool](p, fmt.Sprintf(`((data) => {
		data.items.add(new File([%q], %q, {type: "text/markdown"}));
		for (const kind of ["dragover", "drop"]) document.querySelector("main").dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
		return true;
	})(new DataTransfer())`, text, name))
}

const ownLesson = "---\ntitle: Mine\nlanguage: en\nminutes: 1\ncluster: 3 --bare\ntimes: etcd\n---\n\n## Only\n\nA term, <img src=x onerror=\"document.title='broken'\"> and a [trap](javascript:alert(1)).\n\n0. Counted from none.\n\n```lab\ntimeout 1\nwait leader\nexpect members.etcd-01.role == leader\n```\n"

func TestALessonIsReadFromTheListToItsEnd(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.openLesson("What a log is for")
	require.Equal(t, "#lesson=the-log", eval[string](p, `location.hash`))
	p.await(`document.querySelector("#lesson .where").textContent.includes("Lesson 1 of 21 · step 1 of 4")`)
	p.next("A write becomes an entry")
	require.Equal(t, "etcd-01", eval[string](p, `raftarium.state().members.find((m) => m.role === "leader").name`))
	p.next("The order is everything")
	p.awaitPrinted("A", "$ etcdctl put colour red\nOK")

	// The question: the reader chooses, the world decides.
	before := p.state().TimeMS
	p.click(`#lesson .answers button:nth-child(2)`)
	p.await(`document.querySelector("#lesson .answers button:nth-child(2)").getAttribute("aria-checked") === "true"`)
	p.click(`#lesson [data-act="lesson hint"]`)
	p.await(`document.querySelector("#lesson .hint") !== null`)
	require.False(t, eval[bool](p, `document.querySelector("#lesson .text").textContent.includes("There is one list")`), "nothing is told before the answer")
	p.click(`#lesson [data-act="lesson run"]`)
	p.toItsEnd()
	p.await(`document.querySelector("#lesson .answers .right") !== null`)
	require.Contains(t, eval[string](p, `document.querySelector("#lesson .answers .right").textContent`), "Yes, all three.")
	require.Contains(t, eval[string](p, `document.querySelector("#lesson .answers .chosen").textContent`), "Your choice")
	p.await(`document.querySelector("#lesson .text").textContent.includes("There is one list")`)
	require.True(t, eval[bool](p, `document.querySelector("#lesson .question + p").getBoundingClientRect().bottom <= document.querySelector("#lesson .text").getBoundingClientRect().bottom`), "what is told then is seen")
	require.Greater(t, p.state().TimeMS, before)

	// Back rewinds the world.
	p.click(`#lesson [data-act="lesson back"]`)
	p.await(`document.querySelector("#lesson h3").textContent === "A write becomes an entry"`)
	p.await(fmt.Sprintf(`raftarium.state().time_ms < %v`, before))

	// Keys: back and on, and the list.
	p.keys(kb.PageDown)
	p.await(`document.querySelector("#lesson h3").textContent === "The order is everything"`)
	p.keys(kb.PageUp)
	p.await(`document.querySelector("#lesson h3").textContent === "A write becomes an entry"`)
	p.keys("l")
	p.await(`document.querySelector("#lessons").open && document.querySelector("#lessons [aria-current=true]").textContent.includes("What a log is for")`)
	p.keys(kb.Escape)
	p.await(`!document.querySelector("#lessons").open`)

	// A word is explained.
	p.click("#lesson .word")
	p.await(`!document.querySelector("#term").hidden && document.querySelector("#term p").textContent.length > 20`)
	p.keys(kb.Escape)
	p.await(`document.querySelector("#term").hidden`)

	// To the end; what was read is kept over a reload.
	p.next("The order is everything")
	p.next("A list can be read again")
	p.toItsEnd()
	p.await(`document.querySelector("#lesson .next").textContent === "Next lesson"`)
	p.await(`raftarium.state().members.every((m) => m.applied === 6)`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("#lesson h3")?.textContent === "A list can be read again"`)
	p.keys("l")
	p.await(`document.querySelector("#lessons [aria-current=true] svg") !== null`)
	p.keys(kb.Escape)

	// Another language is the same step; leaving gives the page back.
	p.click(`[data-act="page language"]`)
	p.await(`document.querySelector("#lesson h3")?.textContent === "列表可以再读一遍"`)
	p.click(`[data-act="page lesson-close"]`)
	p.await(`document.querySelector("#lesson").hidden && location.hash === ""`)
}

func TestALessonOfOnesOwn(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	// A mistake is told with its file and line, and nothing is changed.
	p.drop("bad.md", strings.Replace(ownLesson, "minutes: 1", "minutes: soon", 1))
	p.await(`document.querySelector("#lessons").open && document.querySelector("#lessons .failure") !== null`)
	require.Equal(t, `The lesson cannot be opened: bad.md:4: “soon” is no number of minutes from 1 to 60`, eval[string](p, `document.querySelector("#lessons .failure").textContent`))
	require.True(t, eval[bool](p, `document.querySelector("#lesson").hidden`))
	p.keys(kb.Escape)

	// What a stranger wrote is text.
	p.drop("mine.md", ownLesson)
	p.await(`document.querySelector("#lesson h2")?.textContent === "Mine"`)
	require.Zero(t, eval[int](p, `document.querySelectorAll("#lesson img, #lesson .text a").length`))
	require.Contains(t, eval[string](p, `document.querySelector("#lesson .text").textContent`), `<img src=x onerror="document.title='broken'"> and a [trap](javascript:alert(1)).`)
	require.Equal(t, "0", eval[string](p, `document.querySelector("#lesson ol").getAttribute("start")`), "a list begins with its first number")
	p.await(`raftarium.state().members.some((m) => m.role === "leader")`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("#lesson h2")?.textContent === "Mine"`)

	// One that does not go as it says: where, and what was found.
	p.drop("wrong.md", strings.Replace(ownLesson, "role == leader", "role == follower", 1))
	p.await(`document.querySelector("#lesson .failure")?.textContent.includes("wrong.md:18: expect: members.etcd-01.role is leader, expected == follower")`)

	// By an address, and by one where nothing is.
	other := open(t, desk, "lesson="+p.site.url+"lessons/en/an-election.md")
	other.await(`document.querySelector("#lesson h2")?.textContent === "An election"`)
	other.keys("l")
	other.await(`document.querySelector("#lessons input") !== null`)
	eval[bool](other, `(document.querySelector("#lessons input").scrollIntoView({block: "center"}), true)`)
	other.frame()
	other.click("#lessons input")
	other.keys(p.site.url + "lessons/en/nowhere.md\r")
	other.await(`document.querySelector("#lessons .failure")?.textContent.includes("/lessons/en/nowhere.md: HTTP 404. Look at the address")`)
	other.wrongs.forgive("404")

	// Beside the page, in another language than the page's; and what is no lesson.
	for _, tc := range []struct{ address, then string }{
		{"lessons/zh/crash.md", `document.querySelector("#lesson h2:lang(zh)")?.textContent === "崩溃与恢复" && !document.querySelector("#lessons").open`},
		{"index.html", `document.querySelector("#lessons .failure")?.textContent.includes("/index.html: it is a web page, and not the Markdown file")`},
		{"ftp://a/b.md", `document.querySelector("#lessons .failure")?.textContent.includes("ftp://a/b.md: an address begins with https://")`},
	} {
		eval[bool](other, fmt.Sprintf(`(location.hash = "lesson=%s", true)`, tc.address))
		other.await(tc.then)
	}
}

func TestAChallengeIsJudgedByTheSimulation(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.openLesson("Lose the quorum without a crash")
	p.await(`document.querySelector("#lesson .next")?.textContent === "Next lesson"`)
	p.await(`document.querySelector("#lesson .goal").textContent.includes("Inputs used: 0")`)
	p.typeIn("A", "partition 1,2 | 3,4,5")
	p.await(`document.querySelector("#lesson .goal").textContent.includes("Inputs used: 1")`)
	p.must(chromedp.Do(p.ctx, chromedp.Reload()))
	p.await(`document.body.dataset.state === "running" && document.querySelector("#lesson .goal")?.textContent.includes("Inputs used: 1")`)
	require.NotEmpty(t, p.state().Cuts, "what was done before the reload is still done")
	p.typeIn("A", "partition 1,2 | 3 | 4,5")
	p.await(`document.querySelector("#lesson .reached")?.textContent.startsWith("Reached with 2 inputs, at ")`)
	p.await(`document.querySelector("#lesson .goal").textContent.includes("Best: 2")`)
	p.click(`#lesson [data-act="lesson again"]`)
	p.await(`document.querySelector("#lesson .goal").textContent.includes("Inputs used: 0") && document.querySelector("#lesson .reached") === null`)
	require.Contains(t, eval[string](p, `document.querySelector("#lesson .goal").textContent`), "Best: 2")

	// By the mouse alone.
	for number := range 3 {
		p.menuOf(number + 1)
		p.choose("Cut off from all")
	}
	p.await(`document.querySelector("#lesson .reached")?.textContent.startsWith("Reached with 3 inputs, at ") && document.querySelector("#lesson .goal").textContent.includes("Best: 2")`)
}

func TestALessonIsTheSheetOfAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, phone, "lesson=partition")
	p.await(`document.body.dataset.sheet === "lesson" && document.querySelector("#lesson h2")?.textContent === "A partition and the stale leader"`)
	p.click(`#lesson [data-act="page terminals"]`)
	p.await(`document.body.dataset.sheet === "terminals"`)
	p.click(`#terminals [data-act="page lesson-sheet"]`)
	p.await(`document.body.dataset.sheet === "lesson"`)
	for _, size := range eval[[]float64](p, `[...document.querySelectorAll("#lesson .way button")].map((b) => b.getBoundingClientRect().height)`) {
		require.GreaterOrEqual(t, size, 44.0, "for a finger")
	}
	p.next("Two leaders")
	p.await(`document.querySelector("#lesson .where").textContent.includes("step 2 of 6")`)
}
