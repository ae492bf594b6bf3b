package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// aTree is a lab with three branches, the second of which is looked at, in its
// past.
func aTree(tb testing.TB) *Lab {
	l := newOf(tb, Config{Members: 3, Seed: 5})
	l.Advance(2 * sim.Second)
	require.NoError(tb, l.Type("A", "etcdctl put a b"))
	l.Advance(3 * sim.Second)
	l.Seek(2500 * sim.Millisecond)
	require.NoError(tb, l.Do("crash 1"))
	l.Advance(5 * sim.Second)
	l.Seek(4 * sim.Second)
	require.NoError(tb, l.Do("rule vote-once off"))
	l.Advance(6 * sim.Second)
	require.NoError(tb, l.Do("restart 1"))
	l.Advance(l.Now() + sim.Second)
	require.NoError(tb, l.Enter(1))
	l.Seek(3 * sim.Second)
	return l
}

func TestAKeptLabReturnsWithAllBranches(t *testing.T) {
	for _, events := range []int{1 << 62, 50} {
		l := aTree(t)
		r, err := ReturnTo(l.Keep())
		require.NoError(t, err)
		require.False(t, r.Older())
		steps := 1
		for !r.Step(events) {
			steps++
		}
		require.Equal(t, events == 50, steps > 5, "it goes on in steps")
		back := r.Lab()
		momentOf(l).equal(t, momentOf(back))
		require.Equal(t, l.Branches(), back.Branches())
		require.Equal(t, l.Keep(), back.Keep())
		for i := range l.Branches() {
			require.NoError(t, l.Enter(i))
			require.NoError(t, back.Enter(i))
			require.Equal(t, l.Inputs(), back.Inputs())
			require.Equal(t, l.Marks(), back.Marks())
			l.Seek(l.Frontier())
			back.Seek(back.Frontier())
			momentOf(l).equal(t, momentOf(back))
		}
	}
}

func TestWhatWasKeptAndIsDamagedIsRefused(t *testing.T) {
	data := aTree(t).Keep()
	for _, bad := range [][]byte{nil, data[:len(data)/2], append([]byte(nil), append(data, 1)...), append([]byte{9}, data[1:]...)} {
		r, err := ReturnTo(bad)
		require.ErrorContains(t, err, "return to what was kept: it is damaged")
		require.Nil(t, r)
	}
}

// FuzzReturnTo holds that no bytes do harm.
func FuzzReturnTo(f *testing.F) {
	f.Add(aTree(f).Keep())
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := ReturnTo(data); err == nil {
			for range 20 {
				if r.Step(200) {
					break
				}
			}
		}
	})
}
