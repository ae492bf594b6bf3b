package lab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// termsOf returns the terms of a member's log.
func termsOf(l *Lab, n sim.Node) string {
	m := MemberAt(l.World(), n)
	log := &m.Stored().Log
	if m.Raft() != nil {
		log = m.Raft().Log()
	}
	var terms []string
	for i := raft.Index(1); i <= log.Last(); i++ {
		terms = append(terms, fmt.Sprint(log.Term(i)))
	}
	return strings.Join(terms, " ")
}

// figure7 is the logs of Figure 7: that of the leader, and those of (a) to (f).
var figure7 = []string{
	"1 1 1 4 4 5 5 6 6 6", "1 1 1 4 4 5 5 6 6", "1 1 1 4", "1 1 1 4 4 5 5 6 6 6 6", "1 1 1 4 4 5 5 6 6 6 7 7",
	"1 1 1 4 4 4 4", "1 1 1 2 2 2 3 3 3 3 3",
}

func TestFigure7(t *testing.T) {
	for seed := range uint64(8) {
		l := newOf(t, Config{Members: 7, Bare: true, Seed: seed, Profile: EtcdTimes})
		for i, terms := range figure7 {
			require.NoError(t, l.Do(fmt.Sprintf("log %d %s", i+1, terms)))
		}
		for i, terms := range figure7 {
			require.Equal(t, terms, termsOf(l, sim.Node(i+1)))
			require.EqualValues(t, 7, MemberAt(l.World(), sim.Node(i+1)).Raft().Term(), "somebody led term 7, whom a majority had followed")
		}
		require.NoError(t, l.Do("timeout 1"))
		l.Advance(l.Now() + 10*sim.Second)
		for i := range figure7 {
			require.Equal(t, "1 1 1 4 4 5 5 6 6 6 8", termsOf(l, sim.Node(i+1)))
		}
		require.Equal(t, []string{"etcd-01"}, leaders(l.World()))
		require.Empty(t, found(l))
	}
}

func TestALogThatNoClusterHasIsRefused(t *testing.T) {
	l := newOf(t, Config{Members: 3, Bare: true, Seed: 2, Profile: EtcdTimes})
	require.NoError(t, l.Do("log 1 1 1 2"))
	before := string(AppendState(nil, l.World()))
	require.ErrorContains(t, l.Do("log 2 1 2 2"), "entry 3 has term 2 in etcd-01 too, where other entries come before it")
	require.ErrorContains(t, l.Do("log 2 1 2 1"), "terms never fall along a log")
	require.Equal(t, before, string(AppendState(nil, l.World())), "nothing is changed")
	require.NoError(t, l.Do("log 1 1 2 2"), "it can be set anew")
	require.NoError(t, l.Do("log 2 1 2 2"))
	require.NoError(t, l.Do("pause 3"))
	require.ErrorContains(t, l.Do("log 2 1"), "etcd-03 is paused; let it go on first: resume etcd-03")
	require.NoError(t, l.Do("resume 3"))
	require.NoError(t, l.Do("crash 3"))
	require.NoError(t, l.Do("log 3 1 2 2 5"), "a member that is down has a disk, too")
	require.False(t, l.World().Up(3))
	require.NoError(t, l.Do("restart 3"))
	l.Advance(l.Now() + 20*sim.Second)
	require.NotEmpty(t, leaders(l.World()))
	require.Empty(t, found(l))
	require.ErrorContains(t, l.Do("log 1 1"), "somebody was elected already, and what was promised since must stay")
	require.ErrorContains(t, l.Do("log 1 1"), "cluster 3 --bare")

	etcd := newOf(t, Config{Members: 3})
	require.ErrorContains(t, etcd.Do("log 1 1"), "begins with the set-up of its cluster; begin anew with an empty one: cluster 3 --bare")
}

// Whatever logs are set up, and whenever before the first election, nothing is
// violated afterwards by what was set up, and a leader is found.
func TestNoLogThatIsSetUpBreaksARun(t *testing.T) {
	for seed := range uint64(60) {
		chance := seed*0x9e3779b97f4a7c15 + 1
		below := func(n uint64) uint64 {
			chance = chance*6364136223846793005 + 1442695040888963407
			return chance >> 33 % n
		}
		l := newOf(t, Config{Members: 3 + int(below(3)), Bare: true, Seed: seed})
		require.NoError(t, l.Do("link all loss=5% dup=5% reorder=10%"))
		for range below(8) {
			line, term := fmt.Sprintf("log %d", 1+below(3)), uint64(1)
			for range 1 + below(6) {
				term += below(2)
				line += fmt.Sprintf(" %d", term)
			}
			if err := l.Do(line); err != nil {
				require.Regexp(t, "Log Matching|was elected already", err.Error())
			}
			l.Advance(l.Now() + sim.Time(below(60))*sim.Millisecond)
		}
		l.Advance(l.Now() + 10*sim.Second)
		require.Empty(t, found(l), "seed %d", seed)
		require.NotEmpty(t, leaders(l.World()), "seed %d", seed)
		w, err := l.DecodeWorld(l.EncodeWorld())
		require.NoError(t, err)
		require.Equal(t, string(AppendState(nil, l.World())), string(AppendState(nil, w)))
	}
}
