package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/passage"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
	"raftarium/viz/theme"
	"raftarium/viz/viewer"
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
	out := shot()
	p.keys(",")
	require.NotEqual(t, out, shot())
	p.keys(".")
	require.Equal(t, out, shot(), "as far forth as back")
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
	p.followsTheCode()

	// The scrubber is the same.
	toX, toY := p.diagram().moment(now - 100)
	p.clickAt(toX, toY)
	p.await(fmt.Sprintf(`raftarium.state().time_ms < %v`, now-50))
}

// followsTheCode steps through the next events with the code that acts in sight: its
// lines are those that ran, with the paper's words and the event, as they are here.
func (p *page) followsTheCode() {
	p.tb.Helper()
	l, err := lab.Open(eval[string](p, `raftarium.link()`))
	require.NoError(p.tb, err)
	book, err := passage.Parse([]byte(eval[string](p, `fetch("code.json").then((file) => file.text())`)))
	require.NoError(p.tb, err)
	here := viewer.New(l)
	here.SetSource(func() (*passage.Book, error) { return book, nil })
	require.NoError(p.tb, here.Act("tab code"))
	rules, quotes := map[string]bool{}, map[string]bool{}
	const steps = 24
	for range steps {
		require.NoError(p.tb, here.Act("step"))
		p.keys(kb.ArrowRight)
		p.frame()
		var ran []string
		quote := ""
		panel := here.View().Inspector.Panel
		for _, section := range panel.Sections {
			for _, row := range section.Rows {
				line := ""
				for _, cell := range row.Cells {
					line += cell.Text
				}
				switch {
				case section.Kind == "source" && row.Selected:
					ran = append(ran, line)
				case section.Kind == "quote":
					quote += line
				}
			}
		}
		require.NotEmpty(p.tb, ran)
		seen := eval[struct {
			File, Quote string
			Ran         []string
			InSight     bool
		}](p, `(() => {
			const panel = document.querySelector("#inspector .panel"), source = panel.querySelector(".source"), ran = [...source.querySelectorAll(".ran")];
			const first = ran[0].getBoundingClientRect(), box = source.getBoundingClientRect();
			return { File: panel.querySelector(".who p").textContent, Quote: panel.querySelector(".quote")?.textContent ?? "", Ran: ran.map((line) => line.textContent), InSight: first.top >= box.top && first.bottom <= box.bottom + 1 };
		})()`)
		require.Equal(p.tb, panel.Subtitle, seen.File)
		require.Equal(p.tb, ran, seen.Ran)
		require.Equal(p.tb, quote, seen.Quote)
		require.True(p.tb, seen.InSight, "%q can be read", ran)
		rules[ran[0]], quotes[quote] = true, true
	}
	require.Greater(p.tb, len(rules), 3)
	require.Greater(p.tb, len(quotes), 2)
}

// fingers puts fingers down, moves or lifts them: at y, each at one of the xs.
func (p *page) fingers(kind input.DispatchTouchEventType, y float64, xs ...float64) {
	p.tb.Helper()
	points := []*input.TouchPoint{}
	for i, x := range xs {
		points = append(points, &input.TouchPoint{X: x, Y: y, RadiusX: ptr(1.0), RadiusY: ptr(1.0), Force: ptr(1.0), ID: ptr(float64(i))})
	}
	_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	p.must(err)
	p.frame()
}

// ticks are the names of moments below the diagram, and where each is.
func (p *page) ticks() map[string]float64 {
	p.tb.Helper()
	return eval[map[string]float64](p, `Object.fromEntries([...new DOMParser().parseFromString(raftarium.svg(), "image/svg+xml").querySelectorAll("text")]
		.filter((e) => /^\d[\d,]{3,}$/.test(e.textContent)).map((e) => [e.textContent, Number(e.getAttribute("x"))]))`)
}

func TestTheDiagramIsPinchedOnAPhone(t *testing.T) {
	t.Parallel()
	p := open(t, phone, linkToElection(t))
	p.click(`#views [data-act="view space"]`)
	p.isView("space")
	s := p.diagram()
	// A finger moves it: what was under it stays under it, and nothing is cut.
	x, y := s.onPage(120, 150)
	before := p.ticks()
	p.slide(x, y, x+90, y+20)
	moved := 0
	for name, at := range p.ticks() {
		if was, there := before[name]; there {
			moved++
			require.InDelta(t, was+90, at, 2, name)
		}
	}
	require.Positive(t, moved)
	require.Len(t, p.state().Cuts, 8, "those of the partition alone")

	// Two make it wider, about their middle.
	x, y = s.onPage(220, 150)
	before = p.ticks()
	p.fingers(input.DispatchTouchEventTypeTouchStart, y, x-30, x+30)
	p.must(chromedp.Do(p.ctx, chromedp.Sleep(100*time.Millisecond)))
	p.fingers(input.DispatchTouchEventTypeTouchMove, y, x-60, x+60)
	p.fingers(input.DispatchTouchEventTypeTouchMove, y, x-90, x+90)
	p.fingers(input.DispatchTouchEventTypeTouchEnd, 0)
	const middle = 220.0
	moment := func(ticks map[string]float64) (at, wide float64) { // at the middle, and how wide a millisecond is
		least, most := math.Inf(1), 0.0
		for name := range ticks {
			ms, err := strconv.ParseFloat(strings.ReplaceAll(name, ",", ""), 64)
			require.NoError(t, err)
			least, most = min(least, ms), max(most, ms)
		}
		x := func(ms float64) float64 { return ticks[fmt.Sprintf("%d,%03d", int(ms)/1000, int(ms)%1000)] }
		wide = (x(most) - x(least)) / (most - least)
		return least + (middle-x(least))/wide, wide
	}
	was, narrow := moment(before)
	is, wide := moment(p.ticks())
	require.InDelta(t, was, is, 0.5, "what was between the fingers stays there")
	require.InEpsilon(t, 3*narrow, wide, 0.1)

	// Where the first of two was on the time, that goes on once they are lifted.
	now := p.state().TimeMS
	x, y = s.moment(now / 2)
	p.fingers(input.DispatchTouchEventTypeTouchStart, y, x)
	p.await(fmt.Sprintf(`raftarium.state().time_ms < %v`, now*0.6))
	p.fingers(input.DispatchTouchEventTypeTouchStart, y, x, x+80)
	p.fingers(input.DispatchTouchEventTypeTouchMove, y, x, x+90)
	p.fingers(input.DispatchTouchEventTypeTouchEnd, 0)
	then := p.state().TimeMS
	p.play()
	p.await(fmt.Sprintf(`raftarium.state().time_ms > %v`, then))
}
