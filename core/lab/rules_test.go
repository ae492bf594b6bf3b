package lab

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// provers returns the scenarios that prove a rule.
func provers() (all []*Scenario) {
	for _, s := range Scenarios() {
		if s.Rule != "" {
			all = append(all, s)
		}
	}
	return all
}

// play plays the scenario of a rule, with it switched off or on.
func play(t testing.TB, name string, off bool, seed uint64) *Lab {
	s, err := FindScenario(name)
	require.NoError(t, err)
	l, err := s.Play(seed, off)
	require.NoError(t, err, "seed %d", seed)
	return l
}

func found(l *Lab) (properties []string) {
	for _, v := range Violations(l.World()) {
		properties = append(properties, v.Property)
	}
	return properties
}

func TestEachRuleProtectsItsProperty(t *testing.T) {
	for _, s := range provers() {
		t.Run(s.Name, func(t *testing.T) {
			named, ok := raft.RuleNamed(s.Rule)
			require.True(t, ok)
			info := raft.AllRules()[named]
			require.Equal(t, info.Section, s.Section)
			if s.Name == s.Rule {
				require.Equal(t, info.Property, s.Property)
			}
			for seed := uint64(1); seed <= 8; seed++ {
				require.Contains(t, found(play(t, s.Name, true, seed)), s.Property, "seed %d", seed)
				on := play(t, s.Name, false, seed)
				require.Empty(t, found(on), "seed %d", seed)
				require.NoError(t, on.Do("heal"))
				on.Advance(on.Now() + 10*sim.Second)
				require.Empty(t, found(on), "seed %d", seed)
				require.Len(t, leaders(on.World()), 1, "seed %d", seed)
			}
		})
	}
}

func TestEveryRuleIsProvenByAScenario(t *testing.T) {
	for _, info := range raft.AllRules() {
		_, err := FindScenario(info.Name)
		require.NoError(t, err)
	}
}

func TestAViolationIsPartOfItsWorld(t *testing.T) {
	for _, s := range provers() {
		t.Run(s.Name, func(t *testing.T) {
			l := play(t, s.Name, true, 1)
			v := Violations(l.World())
			require.Equal(t, v, Violations(play(t, s.Name, true, 1).World()), "the same inputs violate the same")

			first := v[0]
			cause, ok := l.World().Trace().At(first.Event)
			require.True(t, ok)
			require.Equal(t, first.Time, cause.Time)
			marked := false
			for _, m := range l.Marks() {
				if m.Kind == MarkViolation && m.Time == first.Time {
					e, _ := l.World().Trace().At(m.Event)
					marked = e.Kind == KindViolated && e.Cause == first.Event
					break
				}
			}
			require.True(t, marked, "the first mark is the event that follows from what broke the property")

			text, ok := host{}.Report(l.World())
			require.False(t, ok)
			require.Contains(t, text, s.Property+" is violated by ")
			state := string(AppendState(nil, l.World()))
			require.Contains(t, state, `"violations":[{"property":"`)

			copied, err := l.DecodeWorld(l.EncodeWorld())
			require.NoError(t, err)
			require.Equal(t, v, Violations(copied))

			end := l.Now()
			l.Seek(first.Time - 1)
			require.Empty(t, Violations(l.World()))
			l.Seek(end)
			require.Equal(t, v, Violations(l.World()))
			require.Equal(t, state, string(AppendState(nil, l.World())))
		})
	}
}

func TestAScriptCanExpectAViolation(t *testing.T) {
	l := play(t, "vote-once", true, 1)
	r, err := l.Run("A", "expect violations contains election-safety")
	require.NoError(t, err)
	require.Zero(t, r.Code, r.Stderr)
	r, err = l.Run("A", "check")
	require.NoError(t, err)
	require.NotZero(t, r.Code)
	require.Contains(t, r.Stdout, "election-safety is violated by etcd-01 and etcd-03 in term 1, since ")
	require.Contains(t, r.Stdout, "log-matching holds\n")
	r, err = l.Run("A", "expect events contains violated")
	require.NoError(t, err)
	require.Zero(t, r.Code, r.Stderr)
}

func TestANewClusterHasViolatedNothing(t *testing.T) {
	l := play(t, "vote-once", true, 1)
	require.NotEmpty(t, found(l))
	require.NoError(t, l.Do("rule vote-once on"))
	require.NoError(t, l.Do("cluster 3"))
	l.Advance(l.Now() + 5*sim.Second)
	require.Empty(t, found(l))
	text, ok := host{}.Report(l.World())
	require.True(t, ok, text)
}

// Whatever happens to a cluster, Raft violates nothing.
func TestNothingIsViolatedInAnyStorm(t *testing.T) {
	seeds := uint64(150)
	if testing.Short() {
		seeds = 10
	}
	committed, elected := 0, 0
	for seed := uint64(1); seed <= seeds; seed++ {
		l := storm(t, seed)
		require.Empty(t, Violations(l.World()), "seed %d", seed)
		for _, m := range l.Marks() {
			switch m.Kind {
			case MarkWrite:
				committed++
			case MarkElected:
				elected++
			}
		}
	}
	require.Greater(t, committed, int(seeds)*5)
	require.Greater(t, elected, int(seeds)*3)
}

// storm does to a cluster of 3 to 5 whatever the seed says.
func storm(t testing.TB, seed uint64) *Lab {
	rng := rand.New(rand.NewPCG(seed, 1))
	members := 3 + rng.IntN(3)
	l := newOf(t, Config{Members: members, Seed: seed, Bare: rng.IntN(2) == 0})
	l.Advance(500 * sim.Millisecond)
	pick := func() string { return fmt.Sprint(1 + rng.IntN(members)) }
	for i := range 60 {
		l.Advance(l.Now() + sim.Time(rng.Int64N(int64(150*sim.Millisecond))))
		switch rng.IntN(14) {
		case 0, 1:
			l.Do("crash " + pick())
		case 2, 3, 4:
			l.Do("restart " + pick())
		case 5:
			l.Do("pause " + pick())
		case 6, 7:
			l.Do("resume " + pick())
		case 8:
			l.Do("partition " + pick())
		case 9:
			l.Do("cut " + pick() + ">" + pick())
		case 10:
			l.Do("heal")
		case 11:
			l.Do("timeout " + pick())
		case 12:
			l.Do(fmt.Sprintf("link all loss=%d%% dup=%d%% reorder=%d%% jitter=%dms", rng.IntN(20), rng.IntN(20), rng.IntN(20), rng.IntN(40)))
		case 13:
			l.Do(fmt.Sprintf("disk %s latency=%dms", pick(), rng.IntN(60)))
		}
		terminal := []string{"A", "B"}[i%2]
		port := clientPort(DefaultPort, 1+rng.IntN(members))
		require.NoError(t, l.Type(terminal, fmt.Sprintf("etcdctl --endpoints=%s --command-timeout=300ms put key%d %d", urlOf(port), i%5, i)))
	}
	for n := range Members(l.World()) {
		l.Do("restart " + fmt.Sprint(n))
		l.Do("resume " + fmt.Sprint(n))
	}
	require.NoError(t, l.Do("heal"))
	l.Advance(l.Now() + 5*sim.Second)
	return l
}

// Every fact that a Monitor rests on is told: without what members have on disk
// and in memory it would find nothing amiss.
func TestTheMonitorKnowsTheLogsOfAll(t *testing.T) {
	l := storm(t, 7)
	for n, m := range Members(l.World()) {
		log := m.Stored().Log
		if s := m.Raft(); s != nil {
			log = *s.Log()
		}
		require.EqualValues(t, log.Last(), monitorOf(l.World()).Last(n), "%s", m.Self().Name)
	}
}
