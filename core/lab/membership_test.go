package lab

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// settledLab is a cluster that has stood long enough to be changed.
func steadyLab(t testing.TB, c Config) *Lab {
	l := newOf(t, c)
	l.Advance(3 * sim.Second)
	require.True(t, hasSettledLeader(l.World()))
	return l
}

// sameAgain holds that a lab's world, its encoding and its link are the same.
func sameAgain(t testing.TB, l *Lab) {
	t.Helper()
	w, err := l.DecodeWorld(l.EncodeWorld())
	require.NoError(t, err)
	require.Equal(t, string(AppendState(nil, l.World())), string(AppendState(nil, w)))
	opened, err := Open(l.Link())
	require.NoError(t, err)
	require.Equal(t, string(AppendState(nil, l.World())), string(AppendState(nil, opened.World())))
	w.RunUntil(l.Now() + 500*sim.Millisecond)
	opened.Advance(l.Now() + 500*sim.Millisecond)
	require.Equal(t, string(AppendState(nil, w)), string(AppendState(nil, opened.World())), "it goes on as the original would")
}

func listed(t testing.TB, l *Lab) string {
	r, err := l.Run("A", "etcdctl --endpoints=127.0.0.1:2379,127.0.0.1:2479,127.0.0.1:2579 member list")
	require.NoError(t, err)
	return r.Stdout
}

func TestAMemberIsAddedAndStarted(t *testing.T) {
	for _, config := range []Config{{Members: 3, Seed: 1}, {Members: 3, Seed: 2, Profile: EtcdTimes}, {Members: 1, Seed: 3}} {
		l := newOf(t, config)
		l.Advance(12 * sim.Second)
		before := MemberAt(l.World(), leaderOf(l.World())).Raft().Commit()
		require.NoError(t, l.Do("member add"))
		sameAgain(t, l)
		l.Advance(l.Now() + 3*sim.Second)
		n := sim.Node(config.Members + 1)
		added := MemberAt(l.World(), n)
		require.NotNil(t, added)
		require.True(t, added.Ready(), "it has published its name")
		require.Greater(t, added.Raft().Commit(), before)
		for _, m := range Members(l.World()) {
			require.Len(t, m.Members(), config.Members+1)
			require.Len(t, m.Raft().Membership().Voters, config.Members+1)
			require.Equal(t, MemberAt(l.World(), 1).KV().Hash(), m.KV().Hash())
			require.Equal(t, MemberAt(l.World(), 1).V2().Index(), m.V2().Index())
		}
		require.Empty(t, Violations(l.World()))
		require.Contains(t, listed(t, l), ", started, "+added.Self().Name+", ")
		sameAgain(t, l)
	}
}

func TestAChangeIsRefusedWithEtcdsWords(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 1})
	require.ErrorContains(t, l.Do("member add"), "there is no leader")
	l.Advance(700 * sim.Millisecond)
	require.ErrorContains(t, l.Do("member add"), "etcdserver: unhealthy cluster: ")
	l.Advance(3 * sim.Second)
	require.ErrorContains(t, l.Do("member promote 1"), "etcdserver: can only promote a learner member")
	require.NoError(t, l.Do("member add --learner"))
	l.Advance(l.Now() + 2*sim.Second)
	require.ErrorContains(t, l.Do("member add --learner"), "etcdserver: too many learner members in cluster")
	require.NoError(t, l.Do("crash 1"))
	l.Advance(l.Now() + 2*sim.Second)
	require.ErrorContains(t, l.Do("member add"), "etcdserver: unhealthy cluster")
	for _, n := range []string{"2", "3"} {
		require.ErrorContains(t, l.Do("member remove "+n), "etcdserver: unhealthy cluster", "two of three run")
	}
	require.NoError(t, l.Do("member remove 1"), "it takes no part in the quorum")
	l.Advance(l.Now() + 2*sim.Second)
	require.ErrorContains(t, l.Do("member remove 1"), "etcdserver: member not found")
}

func TestSeveralMembersAreChangedAtOnceByJointConsensus(t *testing.T) {
	for _, bare := range []bool{false, true} {
		l := steadyLab(t, Config{Members: 3, Seed: 1, Bare: bare})
		leader := leaderOf(l.World())
		gone := sim.Node(1)
		if leader == gone {
			gone = 2
		}
		for line, refusal := range map[string]string{
			"member change --add 1":                "for several members at once",
			"member change --remove 1 --remove 1":  "named twice",
			"member change --add 200":              "more than the 101",
			"member change --remove 1,2,9":         `no member "9"`,
			"member change --promote 1 --remove 1": "cannot be both",
			"member change --promote 1,2":          "can only promote a learner member",
			"member change --learner 2":            "too many learner members",
		} {
			require.ErrorContains(t, l.Do(line), refusal)
		}
		require.NoError(t, l.Do("member change --add 2 --learner 1 --remove "+NameOf(l.World(), gone)))
		sameAgain(t, l)
		joint := false
		for end := l.Now() + 2*sim.Second; l.Now() < end; l.StepEvent() {
			m := MemberAt(l.World(), leader).Raft().Membership()
			joint = joint || len(m.Old) == 3 && len(m.Voters) == 4
		}
		require.True(t, joint, "for a while the old and the new voters have to agree")
		for n, m := range Members(l.World()) {
			if n != gone {
				config := m.Raft().Membership()
				require.Empty(t, config.Old)
				require.Len(t, config.Voters, 4)
				require.Len(t, config.Learners, 1)
			}
		}
		require.Empty(t, Violations(l.World()))
		sameAgain(t, l)
	}
}

// roleOf is what the state calls the role of a member that is up.
func roleOf(l *Lab, n sim.Node) string {
	m := MemberAt(l.World(), n)
	return roleName(m, m.Raft().Role())
}

func TestALearnerDoesNotVoteUntilItIsPromoted(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1})
	require.NoError(t, l.Do("member add --learner"))
	require.Equal(t, "learner", roleOf(l, 4), "until it knows better it may not vote")
	l.Advance(l.Now() + 2*sim.Second)
	require.Equal(t, "learner", roleOf(l, 4))
	require.Len(t, MemberAt(l.World(), 1).Raft().Membership().Learners, 1)

	for _, c := range [][2]string{
		{"etcdctl --endpoints=127.0.0.1:2679 put a b", "Error: etcdserver: rpc not supported for learner\n"},
		{"etcdctl --endpoints=127.0.0.1:2679 member list", "Error: etcdserver: rpc not supported for learner\n"},
		{"etcdctl --endpoints=127.0.0.1:2679 get a --consistency=s", ""},
		{"etcdctl --endpoints=127.0.0.1:2679 get a", "Error: etcdserver: rpc not supported for learner\n"},
		{"etcdctl --endpoints=127.0.0.1:2679 endpoint status", ""},
		{"curl -s http://127.0.0.1:2679/health -o /dev/null", ""},
		{"transfer 4", "transfer: etcd-04 is no voter, and cannot lead\n"},
	} {
		r, err := l.Run("A", c[0])
		require.NoError(t, err)
		require.Equal(t, c[1], unlogged(r.Stderr), c[0])
	}

	require.NoError(t, l.Do("member promote 4"))
	l.Advance(l.Now() + sim.Second)
	require.Equal(t, "follower", roleOf(l, 4))
	require.NoError(t, l.Do("transfer 4"))
	l.Advance(l.Now() + sim.Second)
	require.Equal(t, []string{"etcd-04"}, leaders(l.World()))
	require.Empty(t, Violations(l.World()))
	sameAgain(t, l)
}

func TestARemovedMemberStopsItself(t *testing.T) {
	l := steadyLab(t, Config{Members: 5, Seed: 1})
	leader := leaderOf(l.World())
	var follower sim.Node = 1
	if leader == 1 {
		follower = 2
	}
	name := NameOf(l.World(), follower)
	require.NoError(t, l.Do("member remove "+name))
	l.Advance(l.Now() + 3*sim.Second)
	require.False(t, l.World().Up(follower))
	require.Len(t, MemberAt(l.World(), leader).Members(), 4)
	require.NotContains(t, listed(t, l), name)
	require.NoError(t, l.Do("restart "+name))
	l.Advance(l.Now() + 4*sim.Second)
	require.False(t, l.World().Up(follower), "nobody hears it, and it stops again")
	require.Equal(t, []string{NameOf(l.World(), leaderOf(l.World()))}, leaders(l.World()))
	require.Empty(t, Violations(l.World()))
	sameAgain(t, l)
}

func TestARemovedLeaderStepsDownWhenThatIsCommitted(t *testing.T) {
	for seed := range uint64(10) {
		l := steadyLab(t, Config{Members: 3, Seed: seed})
		leader := leaderOf(l.World())
		require.NoError(t, l.Do("member remove "+NameOf(l.World(), leader)))
		l.Advance(l.Now() + 4*sim.Second)
		require.False(t, l.World().Up(leader))
		require.Len(t, leaders(l.World()), 1)
		require.NotEqual(t, leader, leaderOf(l.World()))
		r, err := l.Run("A", "etcdctl --endpoints=127.0.0.1:2379,127.0.0.1:2479,127.0.0.1:2579 put a b")
		require.NoError(t, err)
		require.Equal(t, "OK\n", r.Stdout)
		require.Empty(t, Violations(l.World()))
	}
}

// A bare cluster has no etcd around its Raft: nobody tells a removed server, and
// it disturbs the others unless they keep their leader (dissertation §4.2.3).
func TestARemovedServerDisturbsTheOthersUnlessTheyKeepTheirLeader(t *testing.T) {
	risen := func(option string) raft.Term {
		l := newOf(t, Config{Members: 4, Bare: true, Seed: 1, Options: "keep-leader=" + option})
		l.Advance(2 * sim.Second)
		leader := leaderOf(l.World())
		before := MemberAt(l.World(), leader).Raft().Term()
		gone := sim.Node(4)
		if leader == gone {
			gone = 3
		}
		require.NoError(t, l.Do("member remove "+NameOf(l.World(), gone)))
		l.Advance(l.Now() + 3*sim.Second)
		require.True(t, l.World().Up(gone))
		require.Empty(t, Violations(l.World()))
		return MemberAt(l.World(), leader).Raft().Term() - before
	}
	require.Zero(t, risen("on"))
	require.Greater(t, risen("off"), raft.Term(2))
}

func TestABareClusterGrows(t *testing.T) {
	l := newOf(t, Config{Members: 3, Bare: true, Seed: 1})
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Do("member add"))
	l.Advance(l.Now() + sim.Second)
	require.NoError(t, l.Do("member add"))
	l.Advance(l.Now() + sim.Second)
	for _, m := range Members(l.World()) {
		require.Len(t, m.Raft().Membership().Voters, 5, m.Self().Name)
		require.Len(t, m.Members(), 5, m.Self().Name)
	}
	require.Empty(t, Violations(l.World()))
	sameAgain(t, l)
}

func TestLeadershipIsHandedOver(t *testing.T) {
	for _, options := range []string{"", "pre-vote=on", "pre-vote=on check-quorum=on keep-leader=on", "lease-reads=on"} {
		l := steadyLab(t, Config{Members: 3, Seed: 1, Options: options})
		from := leaderOf(l.World())
		to := from%3 + 1
		require.NoError(t, l.Do("transfer "+NameOf(l.World(), to)))
		l.Advance(l.Now() + 120*sim.Millisecond)
		require.Equal(t, to, leaderOf(l.World()), options)
		require.ErrorContains(t, l.Do("transfer "+NameOf(l.World(), to)), "leads already")
	}
}

func TestATransferToALaggingMemberBringsItUpToDate(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1, Options: "pre-vote=on keep-leader=on"})
	from := leaderOf(l.World())
	to := from%3 + 1
	name := NameOf(l.World(), to)
	require.NoError(t, l.Do("partition "+name))
	for range 20 {
		r, err := l.Run("A", "etcdctl --endpoints="+strings.TrimPrefix(MemberAt(l.World(), from).Self().ClientURLs[0], "http://")+" put a b")
		require.NoError(t, err)
		require.Equal(t, "OK\n", r.Stdout)
	}
	l.Advance(l.Now() + 50*sim.Millisecond)
	require.NoError(t, l.Do("heal"))
	require.NoError(t, l.Do("transfer "+name))
	l.Advance(l.Now() + sim.Second)
	require.Equal(t, to, leaderOf(l.World()))
	require.Empty(t, Violations(l.World()))
}

func TestATransferToACrashedMemberIsGivenUp(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1})
	from := leaderOf(l.World())
	to := from%3 + 1
	require.NoError(t, l.Do("crash "+NameOf(l.World(), to)))
	require.NoError(t, l.Do("transfer "+NameOf(l.World(), to)))
	s := MemberAt(l.World(), from).Raft()
	require.Equal(t, s.TransferringTo(), idOf(l.World(), to))
	l.Advance(l.Now() + sim.Second)
	require.Equal(t, from, leaderOf(l.World()))
	require.Equal(t, raft.None, MemberAt(l.World(), from).Raft().TransferringTo())
	require.Contains(t, eventKindsOf(l.World()), "transfer-begun")
	r, err := l.Run("A", "etcdctl --endpoints="+strings.TrimPrefix(MemberAt(l.World(), from).Self().ClientURLs[0], "http://")+" put a b")
	require.NoError(t, err)
	require.Equal(t, "OK\n", r.Stdout, "it takes proposals again")
}

// A change that is not valid when its turn comes changes nothing, on no member.
func TestChangesThatCrossAreDecidedByTheLog(t *testing.T) {
	l := steadyLab(t, Config{Members: 3, Seed: 1})
	urls := []string{"http://127.0.0.1:9980"}
	for n, m := range Members(l.World()) {
		l.World().Hand(n, api.ConfChange{Kind: api.ConfAddMember, Member: api.Member{ID: 100 + uint64(n), PeerURLs: urls}}, 0)
		require.NotNil(t, m)
	}
	l.Advance(l.Now() + 10*sim.Second)
	for _, m := range Members(l.World()) {
		require.Len(t, m.Members(), 4, "one of three with the same URL")
		require.Len(t, m.Raft().Membership().Voters, 4)
	}
	require.Empty(t, Violations(l.World()))
}

// A member that is removed goes, and whoever waited for its answer has lost the
// connection: nobody is owed anything.
func TestWhoAskedAMemberThatWasRemovedIsOwedNoAnswer(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 59, Net: WAN})
	for _, line := range []string{"wait leader", "transfer 2", "etcdctl put k v &", "member remove 1", "link all demo", "sleep 20"} {
		_, err := l.Run("A", line)
		require.NoError(t, err)
	}
	require.False(t, l.World().Up(1))
	require.Empty(t, Violations(l.World()))
}

// Whoever leads is named so in any verb, and a member that is called leader by its
// name.
func TestTheLeaderNeedsNoName(t *testing.T) {
	l := newOf(t, Config{Members: 3, Seed: 1})
	r, err := l.Run("A", "crash leader")
	require.NoError(t, err)
	require.Equal(t, 1, r.Code)
	require.Contains(t, r.Stderr, "crash: nobody leads at the moment")
	_, err = l.Run("A", "wait leader")
	require.NoError(t, err)
	first := leaderOf(l.World())
	r, err = l.Run("A", "crash leader")
	require.NoError(t, err)
	require.Equal(t, 0, r.Code, r.Stderr)
	require.False(t, l.World().Up(first))
	_, err = l.Run("A", "wait leader")
	require.NoError(t, err)
	require.NotEqual(t, first, leaderOf(l.World()))
	require.NotEqual(t, sim.Nobody, leaderOf(l.World()))
}
