package web

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/stretchr/testify/require"
)

var phone = screen{width: 390, height: 844, phone: true}

func TestAPhoneIsUsedWithAFinger(t *testing.T) {
	t.Parallel()
	p := open(t, phone, "")
	p.await(aLeader(0))
	p.pause()

	// A tap inspects: the sheet shows the member.
	p.clickAt(p.stage().member(2))
	p.await(`document.body.dataset.sheet === "inspector" && document.querySelector("#inspector h2").textContent === "etcd-02"`)
	p.click(`#inspector [data-act="page terminals"]`)
	p.await(`document.body.dataset.sheet === "terminals"`)

	// A finger from member to member cuts their link, and joins it again.
	s := p.stage()
	x1, y1 := s.member(1)
	x4, y4 := s.member(4)
	p.slide(x1, y1, x4, y4)
	p.await(`raftarium.state().cuts.length === 2`)
	require.ElementsMatch(t, []struct{ From, To string }{{"etcd-01", "etcd-04"}, {"etcd-04", "etcd-01"}}, p.state().Cuts)
	p.slide(x4, y4, x1, y1)
	p.await(`raftarium.state().cuts.length === 0`)

	// A long press opens what can be done.
	x, y := p.stage().member(3)
	p.tap(x, y, time.Second)
	p.await(`!document.querySelector("#menu").hidden && document.querySelector("#menu").innerText.startsWith("etcd-03")`)
	p.choose("Crash")
	p.await(`!raftarium.state().members[2].up`)

	// Typing, and the speed from its menu.
	p.click(`[data-act="page speeds"]`)
	p.choose("1/10×")
	p.typeIn("A", "etcdctl put k v")
	p.awaitPrinted("A", "OK")
	p.click(`[data-act="page terminal B"]`)
	p.typeIn("B", "etcdctl get k")
	p.awaitPrinted("B", "k\nv")
	p.pause()

	// A finger on the timeline goes back.
	s = p.stage()
	now := p.state().TimeMS
	fromX, fromY := s.moment(now)
	toX, toY := s.moment(now / 2)
	p.slide(fromX, fromY, toX, toY)
	require.InDelta(t, now/2, p.state().TimeMS, now/20)

	// What is done there begins a branch; a tap on the one before it, below the
	// timeline, leads back to it.
	p.typeIn("B", "etcdctl put k w")
	p.awaitPrinted("B", "OK")
	p.pause()
	p.await(`document.querySelector("#controls.many") !== null && ` + aLeader(0))
	p.clickAt(toX+30, s.at.Y+s.at.Height-20)
	p.await(`raftarium.state().members.some((m) => !m.up)`)

	// From a menu of the menu to another moment.
	now = p.state().TimeMS
	p.click(`[data-act="page more"]`)
	p.choose("Jump to…")
	p.choose("Previous election")
	p.await(fmt.Sprintf(`raftarium.state().time_ms < %g`, now))

	// Half a sheet hides nothing, and the tab that is chosen is in sight.
	p.click(`.status [data-act="page inspector"]`)
	p.await(`document.querySelector("#inspector .on").getBoundingClientRect().right < document.querySelector("#inspector .other").getBoundingClientRect().left`)
	p.click(`#inspector .grip`)
	p.await(`document.body.dataset.detent === "half" && document.querySelector("main").getBoundingClientRect().bottom <= innerHeight - document.querySelector("#inspector").offsetHeight`)
	require.Greater(t, eval[float64](p, stageHeight), 220.0)

	// A keyboard that lies over the page covers nothing of it.
	p.click(`#inspector [data-act="page terminals"]`)
	p.click(`[data-terminal="B"] .entry`)
	eval[bool](p, `(Object.defineProperty(visualViewport, "height", {value: 500, configurable: true}), visualViewport.dispatchEvent(new Event("resize")))`)
	p.await(`document.querySelector("#terminals").getBoundingClientRect().bottom === 500 && document.querySelector("main").getBoundingClientRect().bottom < 350`)
	eval[bool](p, `(delete visualViewport.height, visualViewport.dispatchEvent(new Event("resize")))`)
	p.await(`document.querySelector("#terminals").getBoundingClientRect().bottom === innerHeight`)

	// A lesson that is left leaves no way to it behind.
	p.click(`[data-act="page more"]`)
	p.choose("Lessons")
	p.click(`#lessons li button`)
	p.click(`#lesson [data-act="page terminals"]`)
	p.await(`document.querySelector(".status [data-act='page lesson-sheet']") !== null`)
	p.click(`.status [data-act="page lesson-sheet"]`)
	p.click(`#lesson [data-act="page lesson-close"]`)
	p.await(`document.body.dataset.sheet === "terminals" && document.querySelector(".status [data-act='page lesson-sheet']") === null`)
}

// slide is drag with a finger.
func (p *page) slide(x, y, toX, toY float64) {
	p.tb.Helper()
	p.touch(input.DispatchTouchEventTypeTouchStart, x, y)
	p.frame()
	const steps = 4
	for i := 1.0; i <= steps; i++ {
		p.touch(input.DispatchTouchEventTypeTouchMove, x+(toX-x)*i/steps, y+(toY-y)*i/steps)
		p.frame()
	}
	p.touch(input.DispatchTouchEventTypeTouchEnd, toX, toY)
	p.frame()
}
