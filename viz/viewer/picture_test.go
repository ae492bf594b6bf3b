package viewer_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/viz/compose"
	"raftarium/viz/scene"
)

// A film and a picture are made of a stage that goes on being shown, and hit.
func TestAPictureLeavesWhatIsShownAsItIs(t *testing.T) {
	v := newViewer(t, lab.Config{Seed: 1, Members: 5})
	chips := func(s *scene.Scene) (all []scene.ClientChip) {
		for i := range s.Members {
			all = append(all, s.Members[i].Clients...)
		}
		return all
	}
	var shown, picture scene.Scene
	require.NoError(t, v.Type("A", "etcdctl put a 1"))
	for range 60 {
		v.Tick(frame)
	}
	v.Stage(&shown, 1200, 700, compose.Desk)
	before := slices.Clone(chips(&shown))
	require.NotEmpty(t, before)
	v.Picture(&picture, 640, 480, compose.Desk)
	require.NotEqual(t, before, chips(&picture), "it is of another size")
	require.Equal(t, before, chips(&shown))
}
