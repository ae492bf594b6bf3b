package viewer

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// hintsOf are the lines that the terminals propose.
func hintsOf(v *Viewer) (lines []string) {
	for _, t := range v.View().Terminals {
		line := ""
		if t.Hint != nil {
			line = t.Hint.Line
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAFirstVisitIsToldWhatToDoUntilItIsDone(t *testing.T) {
	v := aViewer(t)
	require.True(t, v.View().Playing, "the world lives, and waits for nobody")
	both := hintsOf(v)
	require.Equal(t, []string{`etcdctl put message "hello world"`, "etcdctl watch message"}, both)

	// Taken one after the other they show what a cluster is for.
	require.NoError(t, v.Type("B", both[1]))
	v.Lab().Advance(2 * sim.Second)
	require.Equal(t, []string{both[0], ""}, hintsOf(v))
	require.NoError(t, v.Type("A", both[0]))
	v.Lab().Advance(3 * sim.Second)
	require.Equal(t, []string{"", ""}, hintsOf(v))
	b, _ := v.terminal("B")
	var printed []string
	for _, line := range b.Screen().All {
		printed = append(printed, line.Text)
	}
	require.Equal(t, []string{"$ " + both[1], "PUT", "message", "hello world"}, printed)

	require.NoError(t, v.Act("seek 0"))
	require.NoError(t, v.Type("A", "etcdctl put big-city Beijing; etcdctl put --lease=1 a b"))
	require.Equal(t, "etcdctl watch big-city", hintsOf(v)[1], "the key that was put is the one to be watched")
	require.NoError(t, v.Act("seek 0"))
	require.Equal(t, both, hintsOf(v), "before it was typed it is still to be typed")
	require.NoError(t, v.Type("A", "help heal"))
	require.Equal(t, "", hintsOf(v)[0], "what stands outside the world was typed as well")
	lesson, err := os.ReadFile("testdata/lesson.md")
	require.NoError(t, err)
	require.NoError(t, v.OpenLesson("lesson.md", string(lesson), 0))
	require.Equal(t, []string{"", ""}, hintsOf(v), "a lesson says itself what to do")
}
