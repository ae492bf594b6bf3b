package viewer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
	"raftarium/viz/viewer"
)

// forked is a viewer of two branches: one on which the leader crashes at 3 s, and
// is another's, and one on which a key is written.
func forked(t *testing.T) (v *viewer.Viewer, first string) {
	t.Helper()
	v = ledViewer(t, lab.Config{Seed: 1})
	first = leader(v.Lab().World())
	require.NoError(t, v.Act("do crash "+first))
	v.Lab().Advance(5 * sim.Second)
	require.NoError(t, v.Act("seek 3000"))
	_, err := v.Lab().Run("A", "etcdctl put message hello")
	require.NoError(t, err)
	v.Lab().Advance(4 * sim.Second)
	return v, first
}

func TestTwoBranchesStandSideBySide(t *testing.T) {
	v := ledViewer(t, lab.Config{Seed: 1})
	require.ErrorContains(t, v.Act("compare"), "no other branch")
	v, first := forked(t)
	require.NoError(t, v.Act("compare next"))
	view := v.View()
	require.Equal(t, "compare", view.Views[len(view.Views)-1].ID)
	require.True(t, view.Views[len(view.Views)-1].Current)

	p := view.Inspector.Panel
	require.Equal(t, "compare", p.ID)
	require.Contains(t, p.Sections[0].Rows[0].Cells[1].Text, "etcdctl put message hello", "what was done first, on one of them")
	cells := map[string][2]string{}
	for _, row := range p.Sections[1].Rows {
		here, there := row.Cells[1], row.Cells[2]
		cells[row.Cells[0].Text] = [2]string{here.Text, there.Text}
		require.Equal(t, here.Text != there.Text, row.Selected, "what differs is marked")
	}
	require.NotEqual(t, first, cells["Leader"][0])
	require.Equal(t, first, cells["Leader"][1])
	require.Equal(t, [2]string{"4 / 5", "5 / 5"}, cells["Members up"])
	require.Equal(t, [2]string{"0", "1"}, cells["Keys"])
	since := ""
	for _, row := range p.Sections[2].Rows {
		since += row.Cells[1].Text + "\n"
	}
	require.Contains(t, since, "as it was: "+first+" crashes")
	require.Contains(t, since, "what if 1: entry")

	require.NoError(t, v.Act(p.Actions[0].Action), "the other is entered")
	p = v.View().Inspector.Panel
	require.Equal(t, "as it was", p.Sections[1].Columns[1].Label, "and stands where it stood")
	require.NoError(t, v.Act("view next"))
	require.NotEqual(t, "compare", v.View().Inspector.Panel.ID)
	require.Error(t, v.Act("compare 7"))
	require.Error(t, v.Act("compare 0"), "the current one")
}

func TestBothHalvesHaveTheSameScale(t *testing.T) {
	v, first := forked(t)
	require.NoError(t, v.Act("compare"))
	require.NoError(t, v.Act("seek 3030"))
	var s scene.Scene
	v.Stage(&s, 1080, 572, compose.Desk)
	require.Len(t, s.Space.Heads, 10)
	upper, lower := s.Space.Heads[5:], s.Space.Heads[:5] // the first branch stands above
	for i := range upper {
		require.Equal(t, upper[i].Name, lower[i].Name)
		require.Less(t, upper[4].Y, lower[i].Y)
		require.Equal(t, upper[i].Name == first, upper[i].Crashed)
		require.False(t, lower[i].Crashed)
		require.LessOrEqual(t, lower[i].Y+lower[i].R, s.Space.Bottom)
	}
	span := compose.SpaceTimeSpan(compose.Input{Lab: v.Lab(), Width: 1080, Height: 572})
	require.InDelta(t, span.X(3*sim.Second), s.Space.Parting, 1, "where they part")
	titles := ""
	for _, label := range s.Labels {
		titles += label.Text + "\n"
	}
	require.Contains(t, titles, "as it was")
	require.Contains(t, titles, "what if 1")
	require.Contains(t, titles, "first difference")
	before := 0
	for _, a := range s.Space.Arrows {
		if a.To.X < s.Space.Parting && a.To.Y < s.Space.Beside.Y+s.Space.Beside.H {
			before++
		}
	}
	require.Positive(t, before, "what both share is in both")
	for _, layout := range []compose.Layout{compose.Tall, compose.Phone} {
		v.Stage(&s, 390, 560, layout)
		require.Len(t, s.Space.Heads, 10)
	}
}

// Whatever is done in the half of the other branch is done on that branch, and both
// halves stay where they are.
func TestTheOtherHalfIsInspectedAndActsOnItsOwnBranch(t *testing.T) {
	v, first := forked(t)
	require.NoError(t, v.Act("compare"))
	require.NoError(t, v.Act("seek 3200"))
	var s scene.Scene
	stage := func() { v.Stage(&s, 1080, 572, compose.Desk) }
	current := func() int {
		for i, b := range v.Lab().Branches() {
			if b.Current {
				return i
			}
		}
		return -1
	}
	head := func(name string, beside bool) (x, y float32) {
		stage()
		for i := range s.Space.Heads {
			h := &s.Space.Heads[i]
			if in := h.Y >= s.Space.Beside.Y && h.Y <= s.Space.Beside.Y+s.Space.Beside.H; h.Name == name && in == beside {
				return h.X, h.Y
			}
		}
		require.Fail(t, "no such head")
		return 0, 0
	}
	click := func(x, y float32) {
		v.Press(&s, x, y, false)
		v.Release(&s, x, y)
		stage()
	}
	require.Equal(t, 1, current())
	x, y := head(first, true)
	click(x, y)
	require.Equal(t, 0, current(), "a click enters the branch of what was clicked")
	require.InDelta(t, 3200, float64(v.Lab().Now())/1e6, 0.001, "at the same moment")
	require.Equal(t, "compare", v.View().Views[len(v.View().Views)-1].ID)
	require.Contains(t, v.View().Inspector.Panel.Subtitle, "Crashed")
	nowX, nowY := head(first, false)
	require.Equal(t, [2]float32{x, y}, [2]float32{nowX, nowY}, "and nothing moves")

	// A menu of what is beside acts there: it is up in the other branch.
	x, y = head(first, true)
	v.OpenMenu(&s, x, y)
	require.Equal(t, 1, current())
	menu := v.View().Menu
	require.Equal(t, first+" · what if 1", menu.Title)
	labels := ""
	for _, item := range menu.Items {
		labels += item.Action + "\n"
	}
	require.Contains(t, labels, "do crash "+first)
	require.NoError(t, v.Act("menu close"))

	// An arrow of the other half is a message of its world.
	stage()
	clicked := false
	for i := range s.Space.Arrows {
		a := &s.Space.Arrows[i]
		at := scene.Point{X: (a.From.X + a.To.X) / 2, Y: (a.From.Y + a.To.Y) / 2}
		if at.X > s.Space.Parting+30 && a.From.Y < s.Space.Beside.Y+s.Space.Beside.H && !a.Client {
			click(at.X, at.Y)
			clicked = true
			break
		}
	}
	require.True(t, clicked)
	require.Equal(t, 0, current())
	require.NotEqual(t, compose.Nothing, v.Selected().Kind)
	require.False(t, v.Selected().Beside)
	require.Len(t, v.Lab().Branches(), 2, "looking begins no branch")
}
