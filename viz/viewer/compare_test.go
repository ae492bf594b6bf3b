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
	require.Equal(t, first, cells["Leader"][0])
	require.NotEqual(t, first, cells["Leader"][1])
	require.Equal(t, [2]string{"5 / 5", "4 / 5"}, cells["Members up"])
	require.Equal(t, [2]string{"1", "0"}, cells["Keys"])
	since := ""
	for _, row := range p.Sections[2].Rows {
		since += row.Cells[1].Text + "\n"
	}
	require.Contains(t, since, "as it was: "+first+" crashes")
	require.Contains(t, since, "what if 1: entry")

	require.NoError(t, v.Act(p.Actions[0].Action), "the other is entered")
	p = v.View().Inspector.Panel
	require.Equal(t, "as it was", p.Sections[1].Columns[1].Label, "and now stands first")
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
	upper, lower := s.Space.Heads[:5], s.Space.Heads[5:]
	for i := range upper {
		require.Equal(t, upper[i].Name, lower[i].Name)
		require.Less(t, upper[4].Y, lower[i].Y)
		require.Equal(t, lower[i].Name == first, lower[i].Crashed)
		require.False(t, upper[i].Crashed)
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
		if a.To.X < s.Space.Parting && a.ID == 0 {
			before++
		}
	}
	require.Positive(t, before, "what both share is in both")
	for _, layout := range []compose.Layout{compose.Tall, compose.Phone} {
		v.Stage(&s, 390, 560, layout)
		require.Len(t, s.Space.Heads, 10)
	}
}
