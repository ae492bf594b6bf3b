package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestWhatIsForeseenComesToPass(t *testing.T) {
	for seed := uint64(1); seed <= 5; seed++ {
		l, leader := ledLab(t, Config{Seed: seed})
		a := TerminalNamed(l.World(), "A")
		_, ok := l.Foresee(a, 1000)
		require.False(t, ok, "nothing was asked")
		require.NoError(t, l.Type("A", "etcdctl --endpoints="+endpoint(leader%5+1)+" put a 1"))
		at := l.Now()
		before := momentOf(l)
		f, ok := l.Foresee(a, 3000)
		require.True(t, ok)
		require.NotZero(t, f.Answered)
		before.equal(t, momentOf(l), "looking changes nothing")
		l.Advance(f.Until)
		came, ok := l.Waterfall(a)
		require.True(t, ok)
		require.Equal(t, came.Legs, f.Legs)

		// What is recorded to be done later is foreseen, too.
		l.Advance(l.Now() + sim.Second)
		require.NoError(t, l.Type("A", "etcdctl --endpoints="+endpoint(leader%5+1)+" put a 2"))
		at = l.Now()
		l.Advance(at + 25*sim.Millisecond)
		require.NoError(t, l.Do("crash "+NameOf(l.World(), leader)))
		l.Advance(at + 10*sim.Second)
		came, ok = l.Waterfall(a)
		require.True(t, ok)
		l.Seek(at)
		f, ok = l.Foresee(a, 100_000)
		require.True(t, ok)
		require.Equal(t, came.Answered, f.Answered)
		if f.Answered != 0 {
			require.Equal(t, came.Legs, f.Legs)
		}
	}
}
