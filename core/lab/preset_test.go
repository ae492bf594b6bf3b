package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

func TestEveryPresetLetsAClusterWork(t *testing.T) {
	for _, members := range []int{1, 2, 3, 5, 9, 25} {
		for _, name := range PresetNames() {
			l := newOf(t, Config{Members: members, Seed: 3})
			l.Advance(sim.Second)
			do(t, l, "link all loss=5%", "disk 1 tear", "preset "+name)
			require.Equal(t, name, PresetOf(l.World()), "%d members", members)
			require.True(t, l.World().DiskOf(1).Tear, "what is no speed stays")
			r, err := l.Run("A", "etcdctl put a b; etcdctl put a b")
			require.NoError(t, err)
			require.Equal(t, "OK\nOK\n", r.Stdout, "%s, %d members: %s", name, members, r.Stderr)
			require.Empty(t, found(l))
			for _, w := range Warnings(l.World()) {
				require.True(t, w.Hint, "%s, %d members: %s", name, members, w.ID)
			}
		}
	}
}

func TestAPresetIsOneInputAndIsRewound(t *testing.T) {
	l := newOf(t, Config{Members: 5, Seed: 3})
	l.Advance(sim.Second)
	require.Equal(t, "demo", PresetOf(l.World()))
	do(t, l, "preset mixed")
	w := l.World()
	require.Equal(t, nets[LAN], w.LinkBetween(1, 4))
	require.Equal(t, nets[WAN], w.LinkBetween(1, 5))
	require.Equal(t, nets[WAN], w.LinkBetween(5, 3))
	require.Equal(t, slowDisk, w.DiskOf(4))
	require.Equal(t, disks[LAN], w.DiskOf(5))
	require.Equal(t, raft.Etcd, Timeouts(w))
	opened, err := Open(l.Link())
	require.NoError(t, err)
	require.Equal(t, "mixed", PresetOf(opened.World()))
	do(t, l, "link 2 3 latency=7ms")
	require.Empty(t, PresetOf(l.World()))
	do(t, l, "preset lan")
	require.Equal(t, "lan", PresetOf(l.World()))
	do(t, l, "disk 2 latency=7ms")
	require.Empty(t, PresetOf(l.World()))
	l.Seek(sim.Second / 2)
	require.Equal(t, "demo", PresetOf(l.World()))
}

func TestTimesHoldForAllMembersAtOnceAndStay(t *testing.T) {
	l, leader := settledLab(t, Config{Members: 3, Seed: 1, Options: "lease-reads=1.5"})
	do(t, l, "crash "+NameOf(l.World(), leader%3+1), "pause "+NameOf(l.World(), (leader+1)%3+1), "times heartbeat=20ms election=90ms-180ms")
	do(t, l, "restart "+NameOf(l.World(), leader%3+1), "resume "+NameOf(l.World(), (leader+1)%3+1))
	const ms = raft.Time(sim.Millisecond)
	want := raft.Timeouts{Heartbeat: 20 * ms, ElectionMin: 90 * ms, ElectionMax: 180 * ms}
	holds := func(w *sim.World) {
		require.Equal(t, want, Timeouts(w))
		require.Equal(t, "1.5", optionsOf(w)["lease-reads"])
		for n, m := range Members(w) {
			require.Equal(t, want, m.Raft().Timeouts())
			require.Equal(t, 60*ms, m.Raft().Options().Lease)
			if _, timeout := m.Raft().Deadline(); m.Raft().Role() != raft.Leader {
				require.True(t, timeout >= want.ElectionMin && timeout <= want.ElectionMax, "%d waits %d", n, timeout)
			}
		}
	}
	holds(l.World())
	l.Advance(l.Now() + 3*sim.Second)
	holds(l.World())
	w, err := l.DecodeWorld(l.EncodeWorld())
	require.NoError(t, err)
	holds(w)
	require.Empty(t, found(l))
	do(t, l, "cluster 3")
	holds(l.World())
	r, _ := l.Peek("times")
	require.Equal(t, "heartbeat=20ms election=90ms-180ms\n", r.Stdout)
}

// A leader's heartbeats, and its followers' patience, follow the knob at once.
func TestTimersBeginAnewWithOtherTimes(t *testing.T) {
	l, leader := settledLab(t, Config{Members: 3, Seed: 1})
	do(t, l, "times heartbeat=1s election=3s-5s")
	next, ok := l.World().Deadline(leader, sim.Timer(raft.HeartbeatTimer))
	require.True(t, ok)
	require.InDelta(t, float64(l.Now()+sim.Second), float64(next), float64(10*sim.Millisecond))
	do(t, l, "crash "+NameOf(l.World(), leader))
	l.Advance(l.Now() + 2900*sim.Millisecond)
	require.Empty(t, leaders(l.World()))
	do(t, l, "times paper")
	l.Advance(l.Now() + sim.Second)
	require.Len(t, leaders(l.World()), 1)
	require.Empty(t, found(l))
}
