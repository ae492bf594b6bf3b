package lab

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// A state is what its stores hold, not how much has happened in them.
func TestStatesAreToldApartByTheirContents(t *testing.T) {
	states := map[uint64]string{}
	for _, line := range []string{
		"etcdctl put key one", "etcdctl put key two", "etcdctl put yek one", "etcdctl del key",
		"curl -s http://127.0.0.1:2379/v2/keys/key -XPUT -d value=one", "curl -s http://127.0.0.1:2379/v2/keys/key -XPUT -d value=two",
	} {
		l := newOf(t, Config{Members: 3, Seed: 1, Bare: true})
		l.Advance(sim.Second)
		for _, typed := range []string{"etcdctl put key old", line} {
			r, err := l.Run("A", typed)
			require.NoError(t, err)
			require.Zero(t, r.Code, r.Stderr)
		}
		l.Advance(l.Now() + sim.Second)
		state := l.World().Actor(1).(*server).state()
		require.NotContains(t, states, state, "%s is as %s", line, states[state])
		states[state] = line
		for n := range Members(l.World()) {
			require.Equal(t, state, l.World().Actor(n).(*server).state(), line)
		}
		require.Empty(t, Violations(l.World()))
	}
}

// What is let go in a long run is needed by nothing that comes after it.
func TestAPlayThatTidiesUpGoesOnAsItWould(t *testing.T) {
	play := func(tidy bool) *Play {
		p, err := NewPlay(Config{Members: 3, Seed: 1, Options: "snapshot-every=20 snapshot-trail=3"})
		require.NoError(t, err)
		at := sim.Second
		for i := range 60 {
			for _, line := range []string{
				fmt.Sprintf("etcdctl put key%d %01000d", i%7, i),
				fmt.Sprintf("curl -s http://127.0.0.1:2479/v2/keys/key%d -XPUT -d value=%d", i%5, i),
			} {
				require.NoError(t, p.Type(at, "A", line))
			}
			switch i {
			case 20:
				require.NoError(t, p.Type(at, "B", "crash 3"))
			case 40:
				require.NoError(t, p.Type(at, "B", "restart 3; etcdctl compact 30"))
			}
			at += 100 * sim.Millisecond
			p.RunUntil(at)
			if tidy && i%9 == 8 {
				before := p.env.arena.Size()
				p.needed = -tidyBytes
				p.Tidy()
				require.LessOrEqual(t, p.env.arena.Size(), before)
			}
		}
		p.RunUntil(at + 30*sim.Second)
		require.Empty(t, Violations(p.World()))
		return p
	}
	kept, tidied := play(false), play(true)
	require.Equal(t, string(AppendState(nil, kept.World())), string(AppendState(nil, tidied.World())))
	require.Less(t, tidied.env.arena.Size(), kept.env.arena.Size())
	require.Equal(t, kept.env.encode(kept.World()), tidied.env.encode(tidied.World()))
}
