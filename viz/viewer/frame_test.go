package viewer_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/viz/viewer"
)

// whole reports whether the next frame tells everything, and checks what it tells
// of the time.
func whole(t *testing.T, v *viewer.Viewer) bool {
	t.Helper()
	data, changed := v.Frame()
	require.True(t, changed)
	var told struct {
		TimeMS json.Number      `json:"time_ms"`
		Clock  string           `json:"clock"`
		Views  []viewer.Choice  `json:"views"`
		Rest   *json.RawMessage `json:"narration"`
	}
	require.NoError(t, json.Unmarshal(data, &told))
	view := v.View()
	require.Equal(t, view.TimeMS, told.TimeMS)
	require.Equal(t, view.Clock, told.Clock)
	require.Equal(t, told.Views == nil, told.Rest == nil)
	return told.Views != nil
}

func TestWhileAWorldPlaysMostFramesTellTheTimeAlone(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	wholes := 0
	for range 60 {
		v.Tick(frame)
		if whole(t, v) {
			wholes++
		}
	}
	require.InDelta(t, 15, wholes, 1, "each is told within 50 ms or the frame after")
}

func TestWhatIsDoneIsToldAtOnce(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	v.Tick(frame)
	require.True(t, whole(t, v))
	for name, do := range map[string]func(){
		"an action":           func() { require.NoError(t, v.Act("view next")) },
		"a call":              func() { require.Equal(t, `{"ok":null}`, v.Call("type", `{"terminal":"A","line":"echo a"}`)) },
		"a step":              func() { require.NoError(t, v.Act("step")) },
		"pause":               func() { require.NoError(t, v.Act("pause")) },
		"time that went on":   func() { require.NoError(t, v.Act("step")) },
		"time that went back": func() { require.NoError(t, v.Act("seek 0")) },
	} {
		t.Run(name, func(t *testing.T) {
			v.Call("act", `{"action":"play"}`)
			v.Frame()
			v.Tick(frame)
			require.False(t, whole(t, v))
			do()
			require.True(t, whole(t, v))
		})
	}
}

// A page that is hidden has no ticks: what a line that runs there prints is told
// all the same.
func TestFramesWithoutTicksTellEverythingInTheEnd(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1})
	v.Frame()
	v.Tick(frame)
	require.False(t, whole(t, v))
	for range 10 {
		if data, changed := v.Frame(); changed {
			require.Contains(t, string(data), `"narration"`)
			return
		}
	}
	t.Fatal("no frame tells everything")
}
