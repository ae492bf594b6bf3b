package lab

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

func TestAnInputInThePastBeginsABranchAndTheOldOneStays(t *testing.T) {
	l, moments := played(t, 1)
	last := moments[len(moments)-1]
	l.Seek(moments[4].at)
	require.Len(t, l.Branches(), 1, "looking does not branch")
	require.NoError(t, l.Do("crash etcd-05"))
	require.Len(t, l.Branches(), 2)
	require.Equal(t, 0, l.Branches()[1].Parent)
	require.Equal(t, moments[4].at, l.Branches()[1].Fork)
	l.Advance(last.at)
	other := momentOf(l)
	require.NotEqual(t, last.state, other.state)

	l.Seek(moments[2].at)
	moments[2].equal(t, momentOf(l), "the past is shared")

	require.NoError(t, l.Enter(0))
	moments[2].equal(t, momentOf(l))
	l.Seek(last.at)
	last.equal(t, momentOf(l))

	require.NoError(t, l.Enter(1))
	other.equal(t, momentOf(l), "at the same moment of the other branch")
	require.ErrorContains(t, l.Enter(2), "no branch 2")

	opened, err := Open(l.Link())
	require.NoError(t, err)
	other.equal(t, momentOf(opened))
}

func TestABranchOfABranchGoesItsOwnWay(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(2 * sim.Second)
	for _, line := range []string{"crash etcd-01", "crash etcd-02", "crash etcd-03"} {
		require.NoError(t, l.Do(line))
		l.Advance(l.Now() + sim.Second)
		l.Seek(l.Now() - sim.Second/2)
		l.Branch()
	}
	require.Len(t, l.Branches(), 4)
	var want []moment
	for i := range l.Branches() {
		require.NoError(t, l.Enter(i))
		l.Seek(l.Frontier())
		want = append(want, momentOf(l))
	}
	for i := len(want) - 1; i >= 0; i-- {
		require.NoError(t, l.Enter(i))
		l.Seek(0)
		l.Seek(want[i].at)
		want[i].equal(t, momentOf(l))
	}
}

func TestAVerbThatCannotBeDoneLeavesTheWorldAsItWas(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(sim.Second)
	before := momentOf(l)
	for _, line := range []string{"", "crash", "crash etcd-09", "restart etcd-01", "resume etcd-01", "fly", "drop 1", "rule nothing off", "link all loss=200%"} {
		require.Error(t, l.Do(line), line)
	}
	require.Error(t, l.Type("Z", "ls"))
	before.equal(t, momentOf(l))
	require.Empty(t, l.Inputs())
}

func TestMarksTellWhatHappened(t *testing.T) {
	l := newOf(t, Config{Seed: 1})
	l.Advance(3 * sim.Second)
	require.NoError(t, l.Type("A", "etcdctl put message hello"))
	l.Advance(l.Now() + sim.Second)
	leader := leaders(l.World())[0]
	require.NoError(t, l.Do("crash "+leader))
	l.Advance(l.Now() + 2*sim.Second)
	require.NoError(t, l.Do("restart "+leader))
	require.NoError(t, l.Do("cut etcd-01 etcd-02"))
	l.Advance(l.Now() + sim.Second)

	count := map[MarkKind]int{}
	last := sim.Time(0)
	indices := map[raft.Index]bool{}
	for _, m := range l.Marks() {
		count[m.Kind]++
		require.GreaterOrEqual(t, m.Time, last)
		last = m.Time
		if m.Kind == MarkCommit || m.Kind == MarkWrite {
			require.False(t, indices[m.Index], "%d is marked once", m.Index)
			indices[m.Index] = true
		}
	}
	require.Equal(t, 2, count[MarkElected])
	require.Equal(t, 1, count[MarkDeposed])
	require.Equal(t, 1, count[MarkCrash])
	require.Equal(t, 1, count[MarkRestart])
	require.Equal(t, 2, count[MarkCut])
	require.Equal(t, 1, count[MarkWrite])

	marks := append([]Mark(nil), l.Marks()...)
	l.Seek(sim.Second)
	l.Seek(l.Frontier())
	require.Equal(t, marks, l.Marks(), "seeking adds none")
}

// A branch that begins before anything was committed marks all of it, as the one that
// it comes off does.
func TestABranchFromBeforeTheFirstCommitMarksTheSetUp(t *testing.T) {
	commits := func(l *Lab) (list []raft.Index) {
		for _, m := range l.Marks() {
			if m.Kind.Commits() {
				list = append(list, m.Index)
			}
		}
		return list
	}
	for _, at := range []sim.Time{0, 10 * sim.Millisecond, 100 * sim.Millisecond} {
		l := newOf(t, Config{Seed: 1})
		l.Advance(3 * sim.Second)
		require.Equal(t, raft.Index(1), commits(l)[0])
		l.Seek(at)
		require.NoError(t, l.Do("cut etcd-01>etcd-02"))
		l.Advance(3 * sim.Second)
		require.Len(t, l.Branches(), 2)
		list := commits(l)
		for i, index := range list {
			require.Equal(t, raft.Index(i+1), index, "from %v: %v", at, list)
		}
		require.Greater(t, len(list), 6)
	}
}

func TestOneMemberAndAHundredAndOneElectALeader(t *testing.T) {
	for _, n := range []int{1, 2, 101} {
		l := newOf(t, Config{Seed: 1, Members: n, Profile: EtcdTimes})
		l.Advance(8 * sim.Second)
		require.Len(t, leaders(l.World()), 1, "%d members", n)
		require.Empty(t, Violations(l.World()))
		m := momentOf(l)
		w, err := l.DecodeWorld(m.world)
		require.NoError(t, err)
		require.Equal(t, m.state, string(AppendState(nil, w)))
	}
	for _, n := range []int{-1, 102, 1000} {
		_, err := New(Config{Members: n})
		require.ErrorContains(t, err, "1 to 101")
	}
}

// TestARuleThatIsOffIsSeenToBreak holds that a lab shows what a rule protects:
// without it some run ends in a violation, with it none does.
func TestARuleThatIsOffIsSeenToBreak(t *testing.T) {
	run := func(seed uint64, off string) (found bool) {
		l := newOf(t, Config{Seed: seed, Members: 5, Bare: true})
		if off != "" {
			require.NoError(t, l.Do("rule "+off+" off"))
			require.NotEmpty(t, RulesOff(l.World()))
		}
		for i := range 12 {
			l.Advance(l.Now() + 150*sim.Millisecond)
			l.Do([]string{"partition 1,2 | 3,4,5", "timeout 1", "timeout 3", "heal", "timeout 2", "timeout 4"}[i%6])
			for range 40 {
				l.Advance(l.Now() + 5*sim.Millisecond)
				found = found || len(Violations(l.World())) > 0
			}
		}
		return found
	}
	for seed := range uint64(10) {
		require.False(t, run(seed, ""), "seed %d", seed)
	}
	for _, rule := range []string{"vote-once", "quorum-is-majority"} {
		broken := false
		for seed := uint64(0); seed < 20 && !broken; seed++ {
			broken = run(seed, rule)
		}
		require.True(t, broken, rule)
	}
}

func TestAHistoryIsThinnedAndStaysWithinReach(t *testing.T) {
	l := newOf(t, Config{Seed: 1, Members: 1})
	b := l.branch()
	for range 3 * checkpointsMax {
		l.Advance(l.Now() + sim.Second)
		l.keep()
		require.LessOrEqual(t, len(b.checkpoints), checkpointsMax)
	}
	require.Zero(t, b.checkpoints[0].at)
}
