package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

func TestALineThatOnlyLooksIsNoPartOfHistory(t *testing.T) {
	l, err := New(Config{Seed: 1})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	l.Seek(100 * sim.Millisecond)
	for line, looks := range map[string]bool{
		"":                               true,
		"# nothing":                      true,
		"state":                          true,
		"help seek":                      true,
		"expect time_ms == 100":          true,
		"crahs etcd-01":                  true, // a mistake does nothing
		"crash 9":                        true,
		"echo 'open":                     false, // not complete
		"crash etcd-01":                  false,
		"sleep 1":                        false,
		"etcdctl get a":                  false,
		"expect time_ms == 100; crash 1": false,
	} {
		_, looked := l.Peek(line)
		require.Equal(t, looks, looked, "%q", line)
	}
	require.Equal(t, 100*sim.Millisecond, l.Now())
	require.Len(t, l.Branches(), 1)
	r, err := l.Run("A", "expect time_ms == 100")
	require.NoError(t, err)
	require.Zero(t, r.Code, r.Stderr)
	require.Len(t, l.Branches(), 1, "looking at the past leaves history as it is")
	_, err = l.Run("A", "crash etcd-01")
	require.NoError(t, err)
	require.Len(t, l.Branches(), 2, "changing it begins another")
}

func TestAForgottenFutureIsNoBranch(t *testing.T) {
	l, err := New(Config{Seed: 1})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	elected := l.Marks()[0].Time
	l.Seek(elected)
	l.ForgetFuture()
	require.Equal(t, elected, l.Frontier())
	state := string(AppendState(nil, l.World()))
	require.NoError(t, l.Do("crash etcd-01"))
	require.Len(t, l.Branches(), 1)
	l.Seek(elected)
	require.Equal(t, state, string(AppendState(nil, l.World())))
	l.ForgetFuture()
	require.Greater(t, l.Frontier(), elected, "what was done is not forgotten")
}

// A world that is gone back to is a copy, whose members have had no event yet.
func TestAMemberIsAskedForAChangeAsTheFirstThingAfterGoingBack(t *testing.T) {
	l, err := New(Config{Seed: 1})
	require.NoError(t, err)
	for _, line := range []string{"wait leader; sleep 2", "etcdctl put a 1", "etcdctl put a 2"} {
		_, err := l.Run("A", line)
		require.NoError(t, err)
	}
	l.Seek(l.Now() - 1)
	for _, line := range []string{"member add", "member remove 1", "member change --add 1 --remove 1,2"} {
		_, looked := l.Peek(line)
		require.False(t, looked, line)
	}
	r, err := l.Run("B", "member add; sleep 2; etcdctl member list | wc -l")
	require.NoError(t, err)
	require.Equal(t, "6\n", r.Stdout, r.Stderr)
}
