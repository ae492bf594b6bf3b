package viewer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/viz/panel"
	"raftarium/viz/viewer"
)

// brokenSoon returns a viewer that plays a world in which two members are
// about to lead one term.
func brokenSoon(t *testing.T) *viewer.Viewer {
	v := newViewer(t, lab.Config{Members: 3, Bare: true, Profile: lab.EtcdTimes, Seed: 1})
	for _, act := range []string{"pause", "seek 0", "do rule quorum-is-majority off", "do partition 1", "do timeout 1", "do timeout 3"} {
		require.NoError(t, v.Act(act), act)
	}
	require.NoError(t, v.Act("hurry off"))
	require.NoError(t, v.Act("speed 0.01"))
	return v
}

func TestPlaybackStopsAtAViolation(t *testing.T) {
	v := brokenSoon(t)
	require.Equal(t, "9 checks hold", *v.View().Checks)
	require.False(t, v.View().ChecksFail)
	require.NoError(t, v.Act("play"))
	watch(v, 5)
	found := lab.Violations(v.Lab().World())
	require.NotEmpty(t, found)
	view := v.View()
	require.False(t, view.Playing, "it stops")
	require.Less(t, (v.Lab().Now() - found[0].Time).Milliseconds(), 0.2, "within the frame in which it happens")
	require.Equal(t, "1 check fails", *view.Checks)
	require.True(t, view.ChecksFail)
	requireChain(t, v)

	require.NoError(t, v.Act("play"))
	watch(v, 1)
	require.True(t, v.View().Playing, "it goes on, for that is known")

	require.NoError(t, v.Act("seek 0"))
	require.Equal(t, "9 checks hold", *v.View().Checks)
	require.NoError(t, v.Act("jump next violation"))
	require.Equal(t, found[0].Time, v.Lab().Now())
	requireChain(t, v)
	require.NoError(t, v.Act("seek 0"))
	require.Error(t, v.Act("violated election-safety"), "it has not happened by then")
}

// requireChain holds that the chain of causes of a violation of election safety
// is shown, down to what began it.
func requireChain(t *testing.T, v *viewer.Viewer) {
	t.Helper()
	p := v.View().Inspector.Panel
	require.Equal(t, "why", p.ID)
	require.Equal(t, "Election Safety violated", p.Title)
	rows := p.Sections[0].Rows
	require.Contains(t, rows[0].Cells[1].Text, "Election Safety is violated")
	require.Greater(t, len(rows), 4)
	for _, want := range []string{"leader of term", "vote", "election timer"} {
		require.True(t, slices.ContainsFunc(rows, func(r panel.Row) bool { return strings.Contains(r.Cells[1].Text, want) }), want)
	}
}

func TestTheRulesPanelSwitchesRulesAndLeadsToViolations(t *testing.T) {
	v := brokenSoon(t)
	require.NoError(t, v.Act("play"))
	watch(v, 5)
	require.NoError(t, v.Act("tab rules"))
	p := v.View().Inspector.Panel
	require.Equal(t, "rules", p.ID)
	require.Equal(t, "1 check fails", p.Subtitle)
	first := lab.Violations(v.Lab().World())[0]
	cell := func(section int, label string) panel.Cell {
		for _, row := range p.Sections[section].Rows {
			if row.Cells[0].Text == label {
				return row.Cells[1]
			}
		}
		require.Fail(t, "no row "+label)
		return panel.Cell{}
	}
	require.Equal(t, panel.Danger, cell(0, "Election Safety").Tone)
	require.Equal(t, "holds", cell(0, "Log Matching").Text)
	require.Equal(t, "do rule quorum-is-majority on", cell(1, "a quorum is a majority").Action)
	require.Equal(t, "off", cell(1, "a quorum is a majority").Text)
	require.Equal(t, "do rule vote-once off", cell(1, "vote once a term").Action)

	require.NoError(t, v.Act(cell(0, "Election Safety").Action))
	require.Equal(t, first.Time, v.Lab().Now())
	requireChain(t, v)
	require.NoError(t, v.Act("do rule quorum-is-majority on"))
	require.Empty(t, lab.RulesOff(v.Lab().World()))
	require.Equal(t, "quorum-is-majority", v.View().Modified[0].Rule, "what it allowed while it was off stays")
}

func TestAScenarioIsPlayedFromItsBeginning(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	require.NoError(t, v.Act("tab rules"))
	p := v.View().Inspector.Panel
	row := p.Sections[2].Rows[0]
	require.Equal(t, "Without: vote once a term", row.Cells[0].Text)
	require.NoError(t, v.Act(row.Cells[0].Action))
	require.Zero(t, v.Lab().Now())
	require.True(t, v.View().Playing)
	require.NoError(t, v.Act("hurry off"))
	require.NoError(t, v.Act("speed 0.01"))
	watch(v, 20)
	require.Equal(t, "1 check fails", *v.View().Checks)
	require.False(t, v.View().Playing, "it stops at the violation")
	require.Equal(t, "vote-once", v.View().Modified[0].Rule)

	require.NoError(t, v.Act("scenario vote-once on"))
	require.Empty(t, v.View().Modified)
	require.ErrorContains(t, v.Act("scenario fly"), "no scenario")
}
