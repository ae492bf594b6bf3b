package lab

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Messages of every kind (votes and pre-votes, entries, snapshots and their
// parts, transfers, forwarded proposals, reads) are lost, come twice and overtake
// each other. Nothing is violated by it, and once the network is well again all
// members come to have the same log and the same state.
func TestNoWeatherBreaksACluster(t *testing.T) {
	kinds := map[string]bool{}
	note := func(l *Lab) {
		for m := range l.World().Messages {
			if msg, ok := m.Payload.(raft.Message); ok {
				kinds[MessageType(msg)] = true
			}
		}
	}
	for seed := range uint64(30) {
		l := newOf(t, Config{Members: 3 + int(seed%3), Bare: true, Seed: seed,
			Options: "pre-vote=on check-quorum=on snapshot-every=3 snapshot-trail=1 snapshot-chunk=64"})
		require.NoError(t, l.Do(fmt.Sprintf("link all loss=%d%% dup=%d%% reorder=%d%% jitter=%dms", 5+seed%4*5, 20+seed*7%60, 20+seed*11%80, 10+seed%40)))
		for i := range 25 {
			require.NoError(t, l.Type("A", fmt.Sprintf("etcdctl --command-timeout=300ms --endpoints=127.0.0.1:%d put key%d value", clientPort(DefaultPort, 1+i%3), i)))
			for range 8 {
				l.Advance(l.Now() + 50*sim.Millisecond)
				note(l)
			}
			if i%8 == 5 {
				require.NoError(t, l.Do(fmt.Sprintf("partition %d", 1+i%3)))
			}
			if i%8 == 0 {
				require.NoError(t, l.Do("heal"))
			}
		}
		require.NoError(t, l.Do("link all loss=0% dup=0% reorder=0% jitter=2ms"))
		require.NoError(t, l.Do("heal"))
		l.Advance(l.Now() + 10*sim.Second)
		require.Empty(t, found(l), "seed %d", seed)
		require.Len(t, leaders(l.World()), 1, "seed %d", seed)
		first := MemberAt(l.World(), 1)
		require.NotZero(t, first.KV().Revision())
		for n, m := range Members(l.World()) {
			require.Equal(t, first.Raft().Log().Last(), m.Raft().Log().Last(), "seed %d, member %d", seed, n)
			require.Equal(t, first.Raft().Applied(), m.Raft().Applied(), "seed %d, member %d", seed, n)
			require.Equal(t, first.KV().Hash(), m.KV().Hash(), "seed %d, member %d", seed, n)
		}
	}
	require.GreaterOrEqual(t, len(kinds), 11, "too few kinds of messages: %v", kinds)
	for kind := range kinds {
		require.Contains(t, MessageTypes, kind)
	}
}

func TestTheVerbKnowsTheNets(t *testing.T) {
	for net, link := range nets {
		l := newOf(t, Config{Members: 3})
		require.NoError(t, l.Do("link all "+string(net)))
		require.Equal(t, link, l.World().LinkBetween(1, 2), net)
	}
}
