package web

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// Most tests use the smaller of a desk's screens: it is drawn sooner.
var desk, wide = screen{width: 1280, height: 720}, screen{width: 1440, height: 900}

// faster moves the slider to a tenth of the world's own speed: a command takes
// a second then, and an election three.
func (p *page) faster() {
	p.tb.Helper()
	const tenth = `document.querySelector("#controls .ratio").textContent === "1/10×"`
	for range 3 { // what the controls say may change, and move the slider under the mouse
		slider := p.where("#controls input[type=range]")
		p.clickAt(slider.X+slider.Width/2, slider.Y+slider.Height/2)
		if eval[bool](p, tenth) {
			break
		}
	}
	p.await(tenth)
}

func TestALeaderIsElectedWithinThreeSecondsOfOpening(t *testing.T) {
	p := arrive(t, desk, "")
	// A machine that is busy with something else draws no frames for a while: the
	// playback counts half a second of such a gap, and so does this clock.
	seen := eval[struct{ Running, Elected float64 }](p, `new Promise((seen) => {
		let running = 0, before = 0, left = 0;
		const look = (now) => {
			if (running > 0) left += Math.max(0, now - before - 500);
			before = now;
			if (running === 0 && document.body.dataset.state === "running") running = now;
			if (running > 0 && raftarium.state().members.some((m) => m.role === "leader")) seen({ Running: running, Elected: now - left });
			else requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	})`)
	t.Logf("the world runs %.1f s after navigation began, and has a leader %.1f s later", seen.Running/1000, (seen.Elected-seen.Running)/1000)
	require.Less(t, seen.Elected-seen.Running, 3000.0)
}

// The whole way through the house, as a visitor goes it.
func TestACommandIsFollowedTheLeaderCrashedAndTimeTurnedBack(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.faster()

	// A command typed in A is in every log, and B reads what it wrote.
	p.typeIn("A", `etcdctl put message "hello world"`)
	p.awaitPrinted("A", "OK")
	p.pause()
	require.Equal(t, "$ etcdctl put message \"hello world\"\nOK", p.printed("A"))
	p.typeIn("B", `etcdctl get message`)
	p.awaitPrinted("B", "message\nhello world")
	p.await(`raftarium.state().members.every((m) => m.log.some((e) => e.summary.includes("message") && e.committed))`)
	p.pause()
	p.typeIn("B", `curl http://127.0.0.1:2479/v2/keys/tried -XPUT -d value="over http"`)
	p.await(`document.querySelector('[data-terminal="B"] .log').textContent.includes('"value":"over http"')`)

	// A moment is remembered, one at which something happens.
	p.pause()
	p.keys(kb.ArrowRight)
	before := p.state()
	remembered := p.inPage()
	requireSame(t, natively(t, eval[string](p, `raftarium.link()`)), remembered, "computed here and in WebAssembly")

	// The leader is crashed by its menu, and another is elected.
	leader := before.leader()
	require.NotZero(t, leader)
	p.rightClickAt(p.stage().member(leader))
	p.await(fmt.Sprintf(`document.querySelector("#menu").innerText.startsWith("etcd-0%d")`, leader))
	p.choose("Crash")
	p.await(fmt.Sprintf(`!raftarium.state().members[%d].up`, leader-1))
	p.play()
	p.await(aLeader(before.Members[leader-1].Term))
	p.pause()
	end := p.state()
	require.NotEqual(t, leader, end.leader())
	asItWas := p.inPage()

	// Time goes back before the crash, to where it was, to the byte.
	x, y := p.stage().moment(end.TimeMS)
	toX, toY := p.stage().moment(before.TimeMS - 2)
	p.drag(x, y, toX, toY)
	require.Less(t, p.state().TimeMS, before.TimeMS)
	for p.state().TimeMS < before.TimeMS {
		p.keys(kb.ArrowRight)
	}
	requireSame(t, remembered, p.inPage(), "before the crash, recorded and gone back to")

	// Something else is tried there: a branch, whose link shows others the same.
	p.click(`#controls [data-act="branch"]`)
	p.typeIn("A", "etcdctl put instead of-it")
	p.awaitPrinted("A", "OK")
	p.pause()

	// Then the one that leads there is cut off, and a record on a disk is looked at.
	p.menuOf(p.state().leader())
	p.choose(narrate.Text(narrate.English, "act.isolate"))
	p.await(`raftarium.state().cuts.length === 8`)
	p.play()
	p.await(fmt.Sprintf(`raftarium.state().time_ms > %v`, p.state().TimeMS+5))
	p.pause()
	p.click(`#views [data-act="view disk"]`)
	p.isView("disk")
	s := p.seen(compose.DiskView)
	record := s.Disk.Records[len(s.Disk.Records)-1]
	p.clickAt(s.onPage(record.Box.X+1, record.Box.Y+1))
	p.await(`document.querySelector("#tab-record.on") !== null`)
	p.click(`[data-act="page share"]`)
	p.await(`location.hash.length > 10`)
	branch, link := p.inPage(), eval[string](p, `location.hash.slice(1)`)
	require.Contains(t, branch, "instead")
	other := open(t, desk, link)
	other.await(fmt.Sprintf(`raftarium.state().time_ms === %v`, p.state().TimeMS))
	other.isView("disk")
	other.await(fmt.Sprintf(`document.querySelector("#tab-record.on") !== null && document.querySelector("#inspector .panel").innerText === %q`, eval[string](p, `document.querySelector("#inspector .panel").innerText`)))
	require.Len(t, other.state().Cuts, 8)
	require.Equal(t, eval[string](p, `raftarium.link()`), eval[string](other, `raftarium.link()`))
	requireSame(t, branch, other.inPage(), "shared, in a second page")
	requireSame(t, branch, natively(t, link), "shared, computed here")
	other.leave()

	// Where the time of that went, and what the other branch has come to meanwhile.
	p.click(`[data-terminal="A"] .took`)
	p.await(`document.querySelectorAll("#inspector .bars rect").length >= 4`)
	p.keys("x")
	p.await(`document.querySelector("#inspector h2").textContent === "Two branches side by side"`)
	p.await(`document.querySelector("#inspector .panel").innerText.includes("as it was")`)
	p.keys("f")
	p.await(`document.querySelector('#controls [data-act="follow toggle"]').ariaPressed === "true" && document.querySelector("#narration").innerText.includes("Terminal A asks")`)
	p.keys("f")
	p.pause()

	// And the old course of things is still there.
	p.click(`[data-act="page branches"]`)
	p.choose("as it was")
	p.clickAt(p.stage().end())
	p.await(fmt.Sprintf(`raftarium.state().time_ms === %v`, end.TimeMS))
	requireSame(t, asItWas, p.inPage(), "the old branch, left and returned to")
}

// pause and play press the button between back and step, if need be.
func (p *page) pause() {
	p.tb.Helper()
	if eval[bool](p, `document.querySelector('#controls [data-act="pause"]') !== null`) {
		p.click(`#controls [data-act="pause"]`)
	}
	p.await(`document.querySelector('#controls [data-act="play"]') !== null`)
}

func (p *page) play() {
	p.tb.Helper()
	if eval[bool](p, `document.querySelector('#controls [data-act="play"]') !== null`) {
		p.click(`#controls [data-act="play"]`)
	}
	p.await(`document.querySelector('#controls [data-act="pause"]') !== null`)
}

// choose presses the item of the open menu that has these words.
func (p *page) choose(words string) {
	p.tb.Helper()
	p.await(fmt.Sprintf(`[...document.querySelectorAll("#menu:not([hidden]) button")].some((b) => b.innerText.trim() === %q)`, words))
	number := eval[int](p, fmt.Sprintf(`[...document.querySelectorAll("#menu button")].findIndex((b) => b.innerText.trim() === %q)`, words))
	b := eval[box](p, fmt.Sprintf(`(({x, y, width, height}) => ({X: x, Y: y, Width: width, Height: height}))(document.querySelectorAll("#menu button")[%d].getBoundingClientRect())`, number))
	p.clickAt(b.middle())
}

func TestDraggingFromMemberToMemberCutsAndJoins(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.pause()
	s := p.stage()
	x1, y1 := s.member(1)
	x3, y3 := s.member(3)
	p.drag(x1, y1, x3, y3)
	p.await(`raftarium.state().cuts.length === 2`)
	require.ElementsMatch(t, []struct{ From, To string }{{"etcd-01", "etcd-03"}, {"etcd-03", "etcd-01"}}, p.state().Cuts)
	p.drag(x3, y3, x1, y1)
	p.await(`raftarium.state().cuts.length === 0`)
}

func TestAClickInspectsAndStops(t *testing.T) {
	t.Parallel()
	p := open(t, desk, "")
	p.await(aLeader(0))
	p.clickAt(p.stage().member(2))
	p.await(`document.querySelector("#inspector h2").textContent === "etcd-02"`)
	p.await(`document.querySelector('#controls [data-act="play"]') !== null`)

	// So does one on an entry of a log, with the moments that lead to it.
	p.faster()
	p.typeIn("A", "etcdctl put a 1")
	p.awaitPrinted("A", "OK")
	p.pause()
	s := p.stage()
	entries := slices.DeleteFunc(s.Logs.Cells, func(c scene.Cell) bool { return c.State == scene.None })
	cell := entries[len(entries)-1]
	p.clickAt(s.onPage(cell.X+cell.W/2, cell.Y+cell.H/2))
	p.await(`document.querySelector("#tab-entry.on") !== null`)

	// The store shows what the selected member holds.
	p.click(`#tab-store`)
	p.await(`[...document.querySelectorAll("#inspector .panel td")].some((cell) => cell.innerText === "a")`)

	// What a member is has a reason, and each has its moment: a click goes there.
	now := p.state().TimeMS
	p.click(`#tab-member`)
	p.await(`document.querySelector("#tab-member.on") !== null`)
	p.scrollTo(`#inspector .chain .link`)
	p.click(`#inspector .chain .link`)
	p.await(fmt.Sprintf("raftarium.state().time_ms < %v", now))

	// A page at rest answers at once, not when it looks again, and to a click that
	// is shorter than a frame.
	x, y := p.stage().member(3)
	eval[bool](p, `(() => {
		const after = setTimeout;
		window.setTimeout = (f, ms) => (ms === 1000 ? Number(window.atRest = true) : after(f, ms));
		return true;
	})()`)
	p.await(`window.atRest`)
	p.must(chromedp.Do(p.ctx, chromedp.MouseClickXY(x, y)))
	p.await(`document.querySelector("#inspector h2").textContent === "etcd-03"`)
}
