package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
	"raftarium/mvcc"
)

// What is on its way to somebody who watches through the gateway has not been heard
// either.
func TestAWatcherThroughTheGatewayIsBehindUntilItHears(t *testing.T) {
	l, err := New(Config{Members: 1, Seed: 1})
	require.NoError(t, err)
	l.Advance(sim.Second)
	require.NoError(t, l.Type("A", `curl http://127.0.0.1:2379/v3/watch -d '{"create_request":{"key":"YQ==","prev_kv":true}}'`))
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Type("B", "etcdctl put a 1; etcdctl put a 2; etcdctl txn <<< $'\nput a 3\nput ab 4\n\n\n'"))
	var behind []Watcher
	for l.Now() < 4*sim.Second {
		l.StepEvent()
		MemberAt(l.World(), 1).Watchers().All(func(stream uint64, id int64, r mvcc.WatchRequest) bool {
			x, ok := WatcherOf(l.World(), 1, stream, id)
			require.True(t, ok)
			if n := len(behind); x.Heard < x.Next && (n == 0 || behind[n-1].Next != x.Next) {
				behind = append(behind, x)
			}
			return true
		})
	}
	require.Len(t, behind, 3, "one for each change")
	for i, x := range behind {
		require.Equal(t, int64(2+i), x.Heard)
		require.Equal(t, int64(3+i), x.Next)
		require.Equal(t, 1, x.Coming, "what was there before is no event")
	}
}

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
