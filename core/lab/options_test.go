package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

func optionsOf(w *sim.World) map[string]string {
	values := map[string]string{}
	for info, value := range Options(w) {
		values[info.Name] = value
	}
	return values
}

func TestAClusterStartsWithTheOptionsOfItsProfile(t *testing.T) {
	for _, c := range []struct {
		config Config
		want   raft.Options
	}{
		{Config{}, raft.Options{Membership: true, ChangeOnApply: true, SnapshotEvery: 100_000, SnapshotTrail: 5_000}},
		{Config{Profile: EtcdTimes}, raft.Options{Membership: true, ChangeOnApply: true, SnapshotEvery: 100_000, SnapshotTrail: 5_000, CheckQuorum: true, KeepLeader: true, BatchReads: true}},
		{Config{Bare: true, Profile: EtcdTimes}, raft.Options{Membership: true}},
		{Config{Bare: true, Options: "pre-vote=on lease-reads=1.5 snapshot-every=10"},
			raft.Options{Membership: true, PreVote: true, Lease: raft.Paper.ElectionMin * 2 / 3, SnapshotEvery: 10}},
	} {
		l := newOf(t, c.config)
		for _, m := range Members(l.World()) {
			require.Equal(t, c.want, m.Raft().Options())
		}
	}
	for _, wrong := range []string{"pre-vote", "pre-vote=1", "nothing=on", "snapshot-every=x"} {
		_, err := New(Config{Options: wrong})
		require.ErrorContains(t, err, "start a lab with the options", wrong)
	}
}

func TestAnOptionIsSetForAllMembersAndStays(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 1})
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Do("crash 2"))
	require.NoError(t, l.Do("option pre-vote on"))
	require.NoError(t, l.Do("option snapshot-every 50"))
	require.NoError(t, l.Do("option lease-checkpoints on"))
	require.ErrorContains(t, l.Do("option lease-checkpoints 5"), "it is on or off")
	require.ErrorContains(t, l.Do("option pre-vote 7"), "it is on or off")
	require.ErrorContains(t, l.Do("option lease-reads 0"), "1 to 100")
	require.NoError(t, l.Do("restart 2"))
	holds := func(w *sim.World) {
		require.Equal(t, "on", optionsOf(w)["pre-vote"])
		require.Equal(t, "50", optionsOf(w)["snapshot-every"])
		require.Equal(t, "on", optionsOf(w)["lease-checkpoints"])
		for _, m := range Members(w) {
			require.True(t, m.Raft().Options().PreVote, m.Self().Name)
			require.True(t, m.Raft().Options().Membership)
			require.True(t, m.Config().LeaseCheckpoints)
		}
	}
	holds(l.World())
	require.NoError(t, l.Do("cluster 5"))
	holds(l.World())

	w, err := l.DecodeWorld(l.EncodeWorld())
	require.NoError(t, err)
	holds(w)
	opened, err := Open(l.Link())
	require.NoError(t, err)
	holds(opened.World())
	l.Seek(sim.Second)
	require.Equal(t, "off", optionsOf(l.World())["pre-vote"])
}

// A member that cannot win an election disturbs nobody with pre-vote on, and
// raises the term without it.
func TestPreVoteKeepsACutOffMemberFromRaisingTheTerm(t *testing.T) {
	term := func(option string) raft.Term {
		l := newOf(t, Config{Members: 3, Seed: 3, Options: "pre-vote=" + option})
		l.Advance(2 * sim.Second)
		leader := leaders(l.World())[0]
		before := MemberAt(l.World(), 1).Raft().Term()
		follower := "etcd-01"
		if leader == follower {
			follower = "etcd-02"
		}
		require.NoError(t, l.Do("partition "+follower))
		l.Advance(l.Now() + 3*sim.Second)
		require.NoError(t, l.Do("heal"))
		l.Advance(l.Now() + 2*sim.Second)
		require.Empty(t, Violations(l.World()))
		return MemberAt(l.World(), 1).Raft().Term() - before
	}
	require.Zero(t, term("on"))
	require.Greater(t, term("off"), raft.Term(3))
}

func TestCheckQuorumHasACutOffLeaderStepDown(t *testing.T) {
	steps := func(option string) int {
		l := newOf(t, Config{Members: 3, Seed: 3, Options: "check-quorum=" + option})
		l.Advance(2 * sim.Second)
		require.NoError(t, l.Do("partition "+leaders(l.World())[0]))
		l.Advance(l.Now() + 3*sim.Second)
		return len(leaders(l.World()))
	}
	require.Equal(t, 1, steps("on"))
	require.Equal(t, 2, steps("off"), "the old leader does not know of the new one")
}
