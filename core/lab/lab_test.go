package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

func leaders(w *sim.World) (names []string) {
	for _, m := range Members(w) {
		if s := m.Raft(); s != nil && s.Role() == raft.Leader {
			names = append(names, m.Self().Name)
		}
	}
	return names
}

func TestAClusterElectsALeaderAndSetsItselfUp(t *testing.T) {
	for seed := range uint64(50) {
		l, err := New(Config{Seed: seed})
		require.NoError(t, err)
		l.Advance(3 * sim.Second)
		require.Len(t, leaders(l.World()), 1, "seed %d", seed)
		require.True(t, hasSettledLeader(l.World()), "seed %d", seed)
		for _, m := range Members(l.World()) {
			require.EqualValues(t, 11, m.V2().Index(), "five members, five names, one version")
			require.EqualValues(t, 12, m.Raft().Commit())
		}
	}
}
