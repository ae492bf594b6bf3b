package reading_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/panel"
	"raftarium/viz/viewer"
	"raftarium/viz/viewer/reading"
)

const aLesson = `---
title: Who leads?
language: en
minutes: 2
cluster: 3 --bare
times: etcd
---

## One

Text.

` + "```lab" + `
timeout 1
wait leader
look member 1
` + "```" + `

## Two

` + "```ask" + `
Who leads when etcd-01 is down?
> crash 1
> timeout 2
> wait became-leader
- Nobody.
  if members.etcd-02.role != leader
- etcd-02.
  if members.etcd-02.role == leader
hint It asks for votes.
` + "```" + `

It had the votes.

## Three

` + "```lab" + `
restart 1
sleep 8s
` + "```" + `

Done.
`

// watch lets so many seconds of the viewer's time pass.
func watch(v *viewer.Viewer, seconds float64) {
	const frame = 16 * time.Millisecond
	for range int(seconds / frame.Seconds()) {
		v.Tick(frame)
	}
}

// A window without a place for text shows the lesson as a panel: the list, a step,
// its question, and the way on.
func TestALessonIsAPanelInAWindow(t *testing.T) {
	l, err := lab.New(lab.Config{Seed: 1})
	require.NoError(t, err)
	v := viewer.New(l)
	v.SetLibrary(viewer.Library{
		Panel: reading.Panel,
		List: func(narrate.Lang) []viewer.Choice {
			return []viewer.Choice{{ID: "x", Label: "Who leads?", Short: "An election."}}
		},
		Read: func(id string, lang narrate.Lang) (string, string, error) { return id + ".md", aLesson, nil },
	})
	require.NoError(t, v.Act("tab lesson"))
	shown := func() panel.Panel { return v.View().Inspector.Panel }
	require.Equal(t, "lesson open x", shown().Sections[0].Rows[0].Cells[0].Action)
	require.NoError(t, v.Act("lesson open x"))
	require.NoError(t, v.Act("lesson skip"))
	watch(v, 0.2)
	require.Equal(t, "One", shown().Sections[0].Title)
	require.Equal(t, "Step 1 of 3", shown().Subtitle)
	require.NoError(t, v.Act("lesson next"))
	watch(v, 0.2)
	require.Equal(t, "Who leads when etcd-01 is down?", shown().Sections[1].Title)
	answer := shown().Sections[1].Rows[3].Cells[0]
	require.Equal(t, "2. etcd-02.", answer.Text)
	require.NoError(t, v.Act(answer.Action))
	require.NoError(t, v.Act("lesson run"))
	watch(v, 30)
	require.Equal(t, "2. etcd-02. · Your choice · The run shows: this one.", shown().Sections[1].Rows[3].Cells[0].Text)
	require.NoError(t, v.Act("lesson close"))
	watch(v, 0.2)
	require.Equal(t, "Lessons", shown().Title)
}
