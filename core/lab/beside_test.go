package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestTheOtherBranchIsSeenAtTheSameMoment(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(sim.Second)
	_, ok := l.Differs(0)
	require.False(t, ok, "a branch does not differ from itself")
	require.NoError(t, l.Type("A", "etcdctl put a 1"))
	l.Advance(2 * sim.Second)
	l.Seek(sim.Second / 2)
	require.NoError(t, l.Do("crash etcd-01"))
	l.Advance(3 * sim.Second)

	states := func() (states []string) {
		for _, at := range []sim.Time{700 * sim.Millisecond, sim.Second, 3 * sim.Second, 2 * sim.Second, 1500 * sim.Millisecond} {
			l.Seek(at)
			w, reached := l.Beside(0, 1<<30)
			require.True(t, reached)
			require.Equal(t, at, w.Now())
			states = append(states, string(AppendState(nil, w)))
		}
		return states
	}
	seen := states()
	marks := len(l.MarksOf(0))
	d, ok := l.Differs(0)
	require.True(t, ok)
	require.Equal(t, Difference{At: sim.Second/2 + 1, Here: "crash etcd-01"}, d)
	require.Equal(t, 2*sim.Second, l.Branches()[0].Frontier, "looking beyond it records nothing")

	require.NoError(t, l.Enter(0))
	for i, at := range []sim.Time{700 * sim.Millisecond, sim.Second, 3 * sim.Second, 2 * sim.Second, 1500 * sim.Millisecond} {
		if at == 3*sim.Second {
			continue
		}
		l.Seek(at)
		require.Equal(t, seen[i], string(AppendState(nil, l.World())), "%v", at)
	}
	require.Len(t, l.MarksOf(0), marks)
	d, _ = l.Differs(1)
	require.Equal(t, Difference{At: sim.Second/2 + 1, There: "crash etcd-01"}, d)

	l.Seek(2 * sim.Second)
	require.NoError(t, l.Do("crash etcd-02")) // the other branch has more inputs than when it was looked at
	require.NoError(t, l.Enter(1))
	l.Seek(2500 * sim.Millisecond)
	w, _ := l.Beside(0, 1<<30)
	require.False(t, w.Up(2))

	l.Seek(0)
	l.Seek(3 * sim.Second)
	w, reached := l.Beside(0, 10)
	require.False(t, reached && w.Now() < l.Now(), "with too few events it says that it is not there yet")
}
