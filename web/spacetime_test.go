package web

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
)

// linkToElection is the link to the moment after an election, in which an old
// leader that is cut off goes on.
func linkToElection(tb testing.TB) string {
	tb.Helper()
	l, err := lab.New(lab.Config{Members: 5, Seed: 7})
	require.NoError(tb, err)
	leaders := func() (found []string) {
		for _, m := range lab.Members(l.World()) {
			if s := m.Raft(); s != nil && s.Role() == raft.Leader {
				found = append(found, m.Self().Name)
			}
		}
		return found
	}
	l.Advance(sim.Second)
	require.NoError(tb, l.Do("partition "+leaders()[0]))
	for i := 0; len(leaders()) < 2; i++ {
		require.Less(tb, i, 20000)
		l.StepEvent()
	}
	l.Advance(l.Now() + 20*sim.Millisecond)
	return l.Link()
}

// diagram is the space-time diagram that the page shows at first, computed here.
func (p *page) diagram() *stage {
	p.tb.Helper()
	s := p.stage()
	s.in.View = compose.SpaceView
	compose.Stage(&s.Scene, s.in)
	return s
}

func (p *page) isView(id string) {
	p.tb.Helper()
	p.await(fmt.Sprintf(`document.querySelector('#views [data-act="view %s"]')?.getAttribute("aria-current") === "true"`, id))
	p.frame()
}

func TestTheTraceIsSeenInSpaceAndTime(t *testing.T) {
	t.Parallel()
	p := open(t, desk, linkToElection(t))
	now := p.state().TimeMS
	p.click(`#views [data-act="view space"]`)
	p.isView("space")
	require.Equal(t, now, p.state().TimeMS, "the place is kept")

	s := p.diagram()
	look := sight{t, p.picture(), &theme.Light}
	leads := 0
	for _, lane := range s.Space.Lanes {
		if lane.X1-lane.X0 < 20 {
			continue
		}
		fill, _ := look.theme.Term(lane.Term)
		x, y := s.onPage(lane.X0+6, lane.Y)
		b := box{x, y - 8, float64(min(lane.X1-lane.X0, 300)) - 12, 16}
		switch lane.Kind {
		case scene.LaneLeader:
			leads++
			require.Greater(t, look.share(fill, b), 0.5, "a leader's lane is thick")
		case scene.LaneFollower:
			require.Greater(t, look.share(fill, b), 0.12, "a lane has the colour of its term")
			require.Less(t, look.share(fill, b), 0.5)
		}
	}
	require.GreaterOrEqual(t, leads, 2, "the old leader goes on beside the new one")

	// A click on an event tells its causes, and marks them.
	var elected *scene.Event
	for i := range s.Space.Events {
		if e, _ := s.in.Lab.World().Trace().At(sim.EventID(s.Space.Events[i].ID)); e.Kind.String() == "became-leader" {
			elected = &s.Space.Events[i]
		}
	}
	require.NotNil(t, elected)
	p.clickAt(s.onPage(elected.X, elected.Y))
	p.await(`document.querySelector("#tab-why.on") !== null && document.querySelectorAll("#inspector .chain .link").length > 3`)
	p.frame()
	look.img = p.picture()
	x, y := s.onPage(elected.X, elected.Y)
	require.True(t, look.is(look.theme.Accent, x, y), "the selected event")
	require.Equal(t, now, p.state().TimeMS)

	// The wheel zooms, a drag moves, keys do both and bring it back.
	shot := func() uint32 { return p.crc(s) }
	first := shot()
	x, y = s.onPage(500, 200)
	p.must(chromedp.Do(p.ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseWheel, x, y, func(e *input.DispatchMouseEventParams) { e.DeltaX, e.DeltaY = 0.01, 100 })))
	zoomed := shot()
	require.NotEqual(t, first, zoomed)
	fromX, fromY := s.onPage(300, s.Space.Heads[0].Y)
	p.drag(fromX, fromY, fromX+200, fromY+60)
	require.NotEqual(t, zoomed, shot())
	require.Len(t, p.state().Cuts, 8, "those of the partition alone")
	p.keys("-")
	p.keys(",")
	require.Equal(t, now, p.state().TimeMS)
	p.keys("0")
	require.Equal(t, first, shot(), "as it was at first")

	// The view is switched by a key, and the selection stays.
	p.keys("r")
	p.isView("ring")
	require.True(t, eval[bool](p, `document.querySelector("#tab-why.on") !== null`))
	p.keys("v")
	p.isView("space")
	require.Equal(t, first, shot())

	// The code that made it the leader, with the paper's sentence; from a cause to
	// its own; and from step to step.
	source := func() string {
		return eval[string](p, `[...document.querySelectorAll("#inspector .source .ran")].map((l) => l.textContent).join("\n")`)
	}
	p.click("#tab-code")
	p.await(`document.querySelector("#inspector .source .ran") !== null`)
	require.Contains(t, source(), "s.becomeLeader(now, WonElection{")
	require.Contains(t, eval[string](p, `document.querySelector("#inspector .quote").textContent`), "majority of servers: become leader")
	p.click("#tab-why")
	p.await(`document.querySelector("#inspector .chain .link.quiet") !== null`)
	p.click("#inspector .chain span:nth-child(4) .link.quiet")
	p.await(`document.querySelector("#tab-code.on") !== null`)
	require.Contains(t, source(), "out.Vote(")
	p.click(`#controls [data-act="step"]`)
	p.await(`!document.querySelector("#inspector .source .ran").textContent.includes("out.Vote(")`)

	// The scrubber is the same.
	toX, toY := p.diagram().moment(now - 100)
	p.clickAt(toX, toY)
	p.await(fmt.Sprintf(`raftarium.state().time_ms < %v`, now-50))
}

func TestTheDiagramIsPinchedOnAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, phone, linkToElection(t))
	p.click(`#views [data-act="view space"]`)
	p.isView("space")
	s := p.diagram()
	first := p.crc(s)
	fingers := func(kind input.DispatchTouchEventType, apart float64) {
		x, y := s.onPage(220, 150)
		points := []*input.TouchPoint{}
		for i, dx := range []float64{-apart, apart} {
			if kind != input.DispatchTouchEventTypeTouchEnd {
				points = append(points, &input.TouchPoint{X: x + dx, Y: y, RadiusX: ptr(1.0), RadiusY: ptr(1.0), Force: ptr(1.0), ID: ptr(float64(i))})
			}
		}
		_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
		p.must(err)
		p.frame()
	}
	fingers(input.DispatchTouchEventTypeTouchStart, 30)
	p.must(chromedp.Do(p.ctx, chromedp.Sleep(100*time.Millisecond)))
	fingers(input.DispatchTouchEventTypeTouchMove, 60)
	fingers(input.DispatchTouchEventTypeTouchMove, 90)
	fingers(input.DispatchTouchEventTypeTouchEnd, 0)
	require.NotEqual(t, first, p.crc(s))
}
