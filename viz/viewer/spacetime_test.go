package viewer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// diagram is a viewer that looks at the space-time diagram of a settled cluster.
func diagram(t *testing.T) (*Viewer, *scene.Scene) {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	v := New(l)
	require.NoError(t, v.Act("pause"))
	l.Advance(2 * sim.Second)
	require.NoError(t, v.Act("view space"))
	s := &scene.Scene{}
	v.Stage(s, 1080, 572, compose.Desk)
	return v, s
}

func (v *Viewer) looks(s *scene.Scene) compose.Span {
	v.Stage(s, 1080, 572, compose.Desk)
	return compose.SpaceTimeSpan(v.seen)
}

func TestViewsAreSwitchedWithoutLosingThePlace(t *testing.T) {
	v, s := diagram(t)
	require.NoError(t, v.Act("select member 2"))
	at, chosen := v.Lab().Now(), v.Selected()
	require.True(t, v.View().Views[1].Current)
	for range v.View().Views[1:] {
		require.NoError(t, v.Act("view next"))
		require.False(t, v.View().Views[1].Current)
	}
	require.True(t, v.View().Views[0].Current)
	v.Stage(s, 1080, 572, compose.Desk)
	require.NotEmpty(t, s.Members)
	require.NoError(t, v.Act("view next"))
	v.Stage(s, 1080, 572, compose.Desk)
	require.Empty(t, s.Members)
	require.Len(t, s.Space.Heads, 3)
	require.Equal(t, at, v.Lab().Now())
	require.Equal(t, chosen, v.Selected())
	require.Error(t, v.Act("view sideways"))
}

func TestTheWheelZoomsAboutThePointer(t *testing.T) {
	v, s := diagram(t)
	before := v.looks(s)
	const x = 400
	v.Wheel(s, x, 200, 0, 1)
	after := v.looks(s)
	require.InDelta(t, float64(before.To-before.From)/zoomStep, float64(after.To-after.From), 2)
	require.InDelta(t, float64(before.Time(x)), float64(after.Time(x)), float64(sim.Millisecond)/100, "what is under the pointer stays there")
	v.Wheel(s, x, 560, 0, 1)
	require.Equal(t, after, v.looks(s), "not over the scrubber")
	for range 200 {
		v.Wheel(s, x, 200, 0, -1)
		v.looks(s)
	}
	span := v.looks(s)
	require.Equal(t, compose.SpaceSpanMax, span.To-span.From)
	require.NoError(t, v.Act("zoom reset"))
	require.Equal(t, before, v.looks(s))
}

func TestADragMovesTheDiagramAndCutsNothing(t *testing.T) {
	v, s := diagram(t)
	before := v.looks(s)
	y := s.Space.Heads[0].Y
	v.Press(s, 300, y, false)
	v.Drag(s, 340, y, 0)
	v.Drag(s, 400, y+80, 0)
	v.Release(s, 400, y+80)
	after := v.looks(s)
	require.InDelta(t, float64(before.Time(300)), float64(after.Time(400)), 1000, "what was under the pointer follows it")
	require.Equal(t, before.To-before.From, after.To-after.From)
	for range v.Lab().World().Cuts {
		require.Fail(t, "a link is cut")
	}

	// It stays where it was put until time leaves it.
	require.NoError(t, v.Act("seek 1990"))
	require.Equal(t, after, v.looks(s))
	require.NoError(t, v.Act("seek 1000"))
	follows := v.looks(s)
	require.True(t, follows.From < sim.Second && sim.Second < follows.To)
}

func TestFingersPinchTheDiagram(t *testing.T) {
	v, s := diagram(t)
	before := v.looks(s)
	v.Press(s, 300, 200, true)
	v.Pinch(s, 400, 200, 0, 2)
	after := v.looks(s)
	require.InDelta(t, float64(before.To-before.From)/2, float64(after.To-after.From), 2)
	v.Release(s, 300, 200)
	require.Equal(t, compose.Target{}, v.Selected(), "two fingers press nothing")

	// Nor does the first of them hold the time, if it was on the scrubber.
	require.NoError(t, v.Act("play"))
	band := s.Scrubber.Bands[0].Box
	v.Press(s, band.X+band.W/2, band.Y+band.H/2, true)
	v.Pinch(s, 400, 200, 0, 1.1)
	require.False(t, v.View().Playing)
	then := v.Lab().Now()
	require.NoError(t, v.Act("play"))
	v.Tick(100 * time.Millisecond)
	require.Greater(t, v.Lab().Now(), then)
}

func TestKeysZoomAndPanTheDiagram(t *testing.T) {
	v, s := diagram(t)
	before := v.looks(s)
	require.NoError(t, v.Act("zoom in"))
	after := v.looks(s)
	require.Less(t, after.To-after.From, before.To-before.From)
	require.True(t, after.From < v.Lab().Now() && v.Lab().Now() < after.To, "it follows the playhead")
	require.NoError(t, v.Act("pan -0.5"))
	require.InDelta(t, float64(after.From-(after.To-after.From)/2), float64(v.looks(s).From), 1000)
	for _, bad := range []string{"zoom", "zoom sideways", "pan", "pan far", "pan NaN", "pan 1e9"} {
		require.Error(t, v.Act(bad), bad)
	}
}

func TestAnEventOfTheDiagramTellsItsCauses(t *testing.T) {
	v, s := diagram(t)
	require.NoError(t, v.Act("jump previous election"))
	v.looks(s)
	require.NotEmpty(t, s.Space.Events)
	e := s.Space.Events[0]
	v.Press(s, e.X, e.Y, false)
	v.Release(s, e.X, e.Y)
	view := v.View()
	require.Equal(t, "why", view.Inspector.Panel.ID)
	v.looks(s)
	marked := 0
	for _, e := range s.Space.Events {
		if e.Selected {
			marked++
		}
	}
	require.Equal(t, 1, marked)
	require.NoError(t, v.Act("select none"))
	require.NotEqual(t, "why", v.View().Inspector.Panel.ID)
}
