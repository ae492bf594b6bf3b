package reading_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/panel"
	"raftarium/viz/viewer"
	"raftarium/viz/viewer/reading"
)

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
	lesson, err := os.ReadFile("../testdata/lesson.md")
	require.NoError(t, err)
	l, err := lab.New(lab.Config{Seed: 1})
	require.NoError(t, err)
	v := viewer.New(l)
	v.SetLibrary(viewer.Library{
		Panel: reading.Panel,
		List: func(narrate.Lang) []viewer.Choice {
			return []viewer.Choice{{ID: "x", Label: "Who leads?", Short: "An election."}}
		},
		Read: func(id string, lang narrate.Lang) (string, string, error) { return id + ".md", string(lesson), nil },
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
