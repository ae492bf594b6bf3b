package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
	"raftarium/mvcc"
)

// Two programs of one terminal watch through one member, each with a stream of its own:
// the IDs of their watches are the same.
func TestAWatcherIsToldOfItsOwnStreamAlone(t *testing.T) {
	l, err := New(Config{Members: 1, Seed: 1})
	require.NoError(t, err)
	l.Advance(sim.Second)
	require.NoError(t, l.Type("A", "etcdctl watch a & etcdctl watch b & sleep 100"))
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Type("B", "etcdctl put a 1"))
	most := map[string]int{}
	for l.Now() < 3*sim.Second {
		l.StepEvent()
		MemberAt(l.World(), 1).Watchers().All(func(stream uint64, id int64, r mvcc.WatchRequest) bool {
			x, ok := WatcherOf(l.World(), 1, stream, id)
			require.True(t, ok)
			most[r.Key] = max(most[r.Key], x.Coming)
			return true
		})
	}
	require.Equal(t, map[string]int{"a": 1, "b": 0}, most)
}
