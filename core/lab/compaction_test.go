package lab

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestASnapshotAndACompactLogByVerb(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1})
	leader := leaderOf(l.World())
	late := leader%3 + 1
	s := MemberAt(l.World(), leader).Raft
	require.ErrorIs(t, l.Do(fmt.Sprint("compact ", leader)), ErrNoSnapshot)
	require.NoError(t, l.Do(fmt.Sprint("crash ", late)))
	require.ErrorContains(t, l.Do(fmt.Sprint("snapshot ", late)), "is down")
	for range 5 {
		r, err := l.Run("A", "etcdctl --endpoints=127.0.0.1:"+fmt.Sprint(2279+100*int(leader))+" put a b")
		require.NoError(t, err)
		require.Equal(t, "OK\n", r.Stdout)
	}

	require.NoError(t, l.Do(fmt.Sprint("snapshot ", leader)))
	require.ErrorIs(t, l.Do(fmt.Sprint("snapshot ", leader)), ErrNothingNew, "while it is made")
	require.ErrorIs(t, l.Do(fmt.Sprint("compact ", leader)), ErrNoSnapshot, "before it is durable")
	l.Advance(l.Now() + 20*sim.Millisecond)
	require.Equal(t, s().Applied(), s().LastSnapshot().Index)
	require.EqualValues(t, 1, s().Log().First(), "the default window is longer than the log")
	require.ErrorIs(t, l.Do(fmt.Sprint("snapshot ", leader)), ErrNothingNew)
	require.NoError(t, l.Do(fmt.Sprint("compact ", leader)))
	require.Equal(t, s().LastSnapshot().Index+1, s().Log().First())
	require.ErrorIs(t, l.Do(fmt.Sprint("compact ", leader)), ErrCompacted)

	require.NoError(t, l.Do(fmt.Sprint("restart ", late)))
	l.Advance(l.Now() + sim.Second)
	require.Contains(t, eventKindsOf(l.World()), "restored", "who lacks what was dropped gets the snapshot")
	require.Equal(t, s().Applied(), MemberAt(l.World(), late).Raft().Applied())

	require.NoError(t, l.Do(fmt.Sprintf("crash %d", leader)))
	require.NoError(t, l.Do(fmt.Sprintf("restart %d", leader)))
	l.Advance(l.Now() + sim.Second)
	require.Equal(t, "b", kvOf(t, l, leader, "a"), "it starts from the snapshot")
	require.Empty(t, Violations(l.World()))
	sameAgain(t, l)
}

func kvOf(t *testing.T, l *Lab, n sim.Node, key string) string {
	t.Helper()
	m := MemberAt(l.World(), n)
	kv, ok := m.KV().Get(key)
	require.True(t, ok)
	return string(m.Arena().Bytes(kv.Value))
}
