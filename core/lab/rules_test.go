package lab

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
	"raftarium/core/sim"
)

// scenario is a story on a bare cluster with etcd's long timeouts, so that only
// those stand for election who are told to. A line is a lab verb, a line typed
// into a terminal ("A: etcdctl …"), a time to pass ("60ms"), or what to wait
// for: "until 5 leads", "until 3 has 2".
type scenario struct {
	property string
	members  int
	lines    []string
}

// scenarios tell for each rule what goes wrong without it, and not with it.
var scenarios = map[string]scenario{
	// 1 and 3 do not hear one another, and both ask 2 in term 1.
	"vote-once": {"election-safety", 3, []string{"cut 1 3", "timeout 1", "timeout 3", "100ms"}},
	// 2 tells 1 its vote, crashes before it is durable, and votes again.
	"vote-durable": {"election-safety", 3, []string{"disk all latency=50ms jitter=0ms", "partition 3", "timeout 1", "40ms",
		"crash 2", "partition 1", "20ms", "restart 2", "timeout 3", "200ms"}},
	// 1 commits an entry with 2 and crashes; 3, which lacks it, asks for votes.
	"log-up-to-date": {"leader-completeness", 3, []string{"partition 3", "timeout 1", "100ms", "A: etcdctl put key value", "150ms",
		"crash 1", "heal", "timeout 3", "100ms", "timeout 3", "100ms"}},
	// Figure 8: see below.
	"commit-own-term": {"leader-completeness", 5, figure8},
	// 1 has other entries than 3 where the new one of 3 is to go.
	"consistency-check": {"log-matching", 3, []string{"timeout 1", "100ms", "partition 1", "A: etcdctl put a 1", "B: etcdctl put b 2", "100ms",
		"timeout 2", "100ms", "terminal C", "C: etcdctl --endpoints=http://127.0.0.1:2479 put c 3", "150ms", "join 1 3", "timeout 3", "150ms"}},
	// 1 leads term 1 and is cut off; 3 leads term 2 when they meet again.
	"step-down": {"election-safety", 3, []string{"timeout 1", "100ms", "partition 1", "timeout 3", "100ms", "heal", "200ms"}},
	// 1 and 2 acknowledge an entry that is on no disk, and crash.
	"append-durable": {"leader-completeness", 3, []string{"partition 3", "timeout 1", "100ms", "disk all latency=500ms",
		"A: etcdctl put key value", "150ms", "crash 1", "crash 2", "heal", "disk all latency=3ms", "restart 1", "restart 2",
		"timeout 2", "100ms", "timeout 2", "100ms"}},
	// 1 and 3 each are enough for themselves.
	"quorum-is-majority": {"election-safety", 3, []string{"partition 1", "timeout 1", "timeout 3", "100ms"}},
}

// figure8 is Figure 8: (a) 1 leads term 1 and brings two entries to 2; (b) 5
// leads term 2 and writes its own; (c) 1 leads term 3 and brings the first of
// its entries to a majority, from which it is cut off before the others follow:
// they are too large for one message; (d) 5 leads term 4 and overwrites it.
var figure8 = []string{"timeout 1", "150ms", "partition 1,2 | 3,4,5",
	"A: etcdctl put large " + strings.Repeat("x", 600_000), "B: etcdctl put large " + strings.Repeat("y", 600_000), "150ms",
	"crash 1", "timeout 5", "until 5 leads", "cut 5>3", "cut 5>4", "20ms", "crash 5",
	"heal", "restart 1", "timeout 1", "100ms", "timeout 1", "until 3 has 2", "cut 1>3", "cut 1>4", "100ms",
	"crash 1", "heal", "restart 5", "timeout 5", "100ms", "timeout 5", "200ms"}

// play plays a scenario with a rule off, if one is named.
func play(t testing.TB, s scenario, off string) *Lab { return playSeed(t, s, off, 1) }

func playSeed(t testing.TB, s scenario, off string, seed uint64) *Lab {
	l := newOf(t, Config{Members: s.members, Bare: true, Profile: EtcdTimes, Seed: seed})
	if off != "" {
		require.NoError(t, l.Do("rule "+off+" off"))
	}
	for _, line := range s.lines {
		var d float64
		var n sim.Node
		var index raft.Index
		terminal, typed, isTyped := strings.Cut(line, ": ")
		switch {
		case isTyped && len(terminal) == 1:
			require.NoError(t, l.Type(terminal, typed))
		case scanned(line, "until %d leads", &n):
			until(t, l, line, n, func(s *raft.Server) bool { return s.Role() == raft.Leader })
		case scanned(line, "until %d has %d", &n, &index):
			until(t, l, line, n, func(s *raft.Server) bool { return s.Log().Last() >= index })
		case scanned(line, "%gms", &d):
			l.Advance(l.Now() + sim.FromMilliseconds(d))
		default:
			require.NoError(t, l.Do(line), line)
		}
	}
	return l
}

func scanned(line, form string, into ...any) bool {
	n, err := fmt.Sscanf(line, form, into...)
	return err == nil && n == len(into)
}

func until(t testing.TB, l *Lab, line string, n sim.Node, holds func(*raft.Server) bool) {
	for end := l.Now() + sim.Second; !holds(MemberAt(l.World(), n).Raft()); l.StepEvent() {
		require.Less(t, l.Now(), end, line)
	}
}

func found(l *Lab) (properties []string) {
	for _, v := range Violations(l.World()) {
		properties = append(properties, v.Property)
	}
	return properties
}

func TestEachRuleProtectsItsProperty(t *testing.T) {
	for rule, s := range scenarios {
		t.Run(rule, func(t *testing.T) {
			named, ok := raft.RuleNamed(rule)
			require.True(t, ok)
			for _, info := range raft.AllRules() {
				if info.Rule == named {
					require.Equal(t, info.Property, s.property)
				}
			}
			for seed := uint64(1); seed <= 8; seed++ {
				require.Contains(t, found(playSeed(t, s, rule, seed)), s.property, "seed %d", seed)
				on := playSeed(t, s, "", seed)
				require.Empty(t, found(on), "seed %d", seed)
				require.NoError(t, on.Do("heal"))
				on.Advance(on.Now() + 10*sim.Second)
				require.Empty(t, found(on), "seed %d", seed)
				require.Len(t, leaders(on.World()), 1, "seed %d", seed)
			}
		})
	}
}

func TestAViolationIsPartOfItsWorld(t *testing.T) {
	for rule, s := range scenarios {
		t.Run(rule, func(t *testing.T) {
			l := play(t, s, rule)
			v := Violations(l.World())
			require.Equal(t, v, Violations(play(t, s, rule).World()), "the same inputs violate the same")

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
			require.Contains(t, text, s.property+" is violated by ")
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
	l := play(t, scenarios["vote-once"], "vote-once")
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
	l := play(t, scenarios["vote-once"], "vote-once")
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
		port := clientPort(1 + rng.IntN(members))
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
