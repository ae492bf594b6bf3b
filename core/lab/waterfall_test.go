package lab

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

func kindsOf(f Waterfall) (kinds []LegKind) {
	for i := range f.Legs {
		kinds = append(kinds, f.Legs[i].Kind)
	}
	return kinds
}

// adds requires that legs meet and add up to the whole.
func adds(t require.TestingT, f Waterfall) {
	at, sum := f.Sent, sim.Time(0)
	for i, leg := range f.Legs {
		require.Equal(t, at, leg.From, "leg %d begins where the one before it ended: %v", i, kindsOf(f))
		require.GreaterOrEqual(t, leg.To, leg.From)
		at, sum = leg.To, sum+leg.To-leg.From
	}
	require.Equal(t, f.Until, at, "%v", kindsOf(f))
	require.Equal(t, f.Whole(), sum)
}

// ledLab is a lab whose cluster has set itself up, and its leader.
func ledLab(t *testing.T, c Config) (*Lab, sim.Node) {
	t.Helper()
	l := newOf(t, c)
	_, err := l.Run("A", "wait leader")
	require.NoError(t, err)
	l.Advance(l.Now() + sim.Second)
	n, err := FindMember(l.World(), leaders(l.World())[0])
	require.NoError(t, err)
	return l, n
}

func endpoint(n sim.Node) string { return fmt.Sprintf("127.0.0.1:%d", 2379+100*(int(n)-1)) }

func TestAWritesTimeIsInItsLegs(t *testing.T) {
	l, leader := ledLab(t, Config{Seed: 1})
	other := leader%5 + 1
	a := TerminalNamed(l.World(), "A")

	run := func(line string) Waterfall {
		t.Helper()
		r, err := l.Run("A", line)
		require.NoError(t, err)
		require.Zero(t, r.Code, r.Stderr)
		f, ok := l.Waterfall(a)
		require.True(t, ok)
		adds(t, f)
		return f
	}
	granted, err := l.Run("A", "etcdctl lease grant 60")
	require.NoError(t, err)
	lease := strings.Fields(granted.Stdout)[1]
	for line, want := range map[string][]LegKind{
		"etcdctl --endpoints=" + endpoint(leader) + " put a 1":                          {LegRequest, LegAppend, LegDisk, LegAck, LegApply, LegAnswer},
		"etcdctl --endpoints=" + endpoint(other) + " put a 1":                           {LegRequest, LegForward, LegAppend, LegDisk, LegAck, LegNews, LegApply, LegAnswer},
		"curl http://" + endpoint(other) + "/v2/keys/a -XPUT -d value=1":                {LegRequest, LegForward, LegAppend, LegDisk, LegAck, LegNews, LegApply, LegAnswer},
		"etcdctl --endpoints=" + endpoint(leader) + " get a":                            {LegRequest, LegConfirm, LegAck, LegAnswer},
		"etcdctl --endpoints=" + endpoint(other) + " get a":                             {LegRequest, LegForward, LegConfirm, LegAck, LegIndex, LegAnswer},
		"etcdctl --endpoints=" + endpoint(other) + " get a --consistency=s":             {LegRequest, LegAnswer},
		"curl http://" + endpoint(other) + "/v2/keys/a":                                 {LegRequest, LegAnswer},
		"curl http://" + endpoint(other) + "/v2/keys/a?quorum=true":                     {LegRequest, LegForward, LegAppend, LegDisk, LegAck, LegNews, LegApply, LegAnswer},
		"etcdctl --endpoints=" + endpoint(other) + " lease timetolive " + lease:         {LegRequest, LegForward, LegLease, LegAnswer},
		"etcdctl --endpoints=" + endpoint(leader) + " lease keep-alive --once " + lease: {LegRequest, LegAnswer},
		"etcdctl --endpoints=" + endpoint(other) + " lease keep-alive --once " + lease:  {LegRequest, LegForward, LegLease, LegAnswer},
		"etcdctl --endpoints=" + endpoint(other) + " lease grant 60":                    {LegRequest, LegForward, LegAppend, LegDisk, LegAck, LegNews, LegApply, LegAnswer},
	} {
		require.Equal(t, want, kindsOf(run(line)), line)
	}

	f := run("etcdctl --endpoints=" + endpoint(other) + " put a 2")
	require.Equal(t, leader, f.Leader)
	require.Equal(t, other, f.Server)
	require.Positive(t, f.Revision)
	counted := 0
	for _, c := range f.Copies {
		require.NotZero(t, c.Stored)
		if c.Counted {
			counted++
		}
	}
	require.Equal(t, 3, counted, "three of five commit")
	byEntry, ok := l.WaterfallOfEntry(f.Index)
	require.True(t, ok)
	require.Equal(t, f.Legs, byEntry.Legs)
	byAnswer, ok := l.WaterfallOfMessage(f.Reply)
	require.True(t, ok)
	require.Equal(t, f.Legs, byAnswer.Legs)
}

// Where the leader's disk is the slowest of the quorum, that is what was waited
// for.
func TestASlowDiskIsSeenWhereItIsWaitedFor(t *testing.T) {
	l, leader := ledLab(t, Config{Seed: 1, Members: 3})
	name := NameOf(l.World(), leader)
	require.NoError(t, l.Do("disk "+name+" latency=80ms"))
	other := leader%3 + 1
	_, err := l.Run("A", "etcdctl --endpoints="+endpoint(other)+" put a 1")
	require.NoError(t, err)
	f, ok := l.Waterfall(TerminalNamed(l.World(), "A"))
	require.True(t, ok)
	adds(t, f)
	for _, leg := range f.Legs {
		require.False(t, leg.Kind == LegDisk && leg.Node == leader, "the two others are a quorum without it")
	}

	require.NoError(t, l.Do("crash "+NameOf(l.World(), other)))
	l.Advance(l.Now() + sim.Second)
	_, err = l.Run("A", "etcdctl --endpoints="+endpoint(leader)+" put a 2")
	require.NoError(t, err)
	f, ok = l.Waterfall(TerminalNamed(l.World(), "A"))
	require.True(t, ok)
	adds(t, f)
	i := slices.IndexFunc(f.Legs, func(leg Leg) bool { return leg.Kind == LegDisk })
	require.GreaterOrEqual(t, i, 0)
	require.Equal(t, leader, f.Legs[i].Node)
	require.GreaterOrEqual(t, f.Legs[i].To-f.Legs[i].From, 80*sim.Millisecond)
}

func TestAWatcherIsToldOfWhatWasWritten(t *testing.T) {
	l, leader := ledLab(t, Config{Seed: 1})
	for terminal, line := range map[string]string{"B": "etcdctl watch a", "C": "curl http://" + endpoint(leader) + "/v2/keys/b?wait=true"} {
		if TerminalNamed(l.World(), terminal) == sim.Nobody {
			require.NoError(t, l.Do("terminal "+terminal))
		}
		require.NoError(t, l.Type(terminal, line))
	}
	l.Advance(l.Now() + sim.Second)
	for terminal, line := range map[string]string{"B": "etcdctl put a 1", "C": "curl http://127.0.0.1:2379/v2/keys/b -XPUT -d value=1"} {
		_, err := l.Run("A", line)
		require.NoError(t, err)
		l.Advance(l.Now() + 100*sim.Millisecond)
		f, ok := l.Waterfall(TerminalNamed(l.World(), "A"))
		require.True(t, ok)
		require.Len(t, f.Told, 1, line)
		require.Equal(t, TerminalNamed(l.World(), terminal), f.Told[0].Client)
		require.Greater(t, f.Told[0].Heard, f.Told[0].Sent)
	}
}

// A request that gets no answer has an end, too: its legs add up to when that was
// known, and it is said which end it was.
func TestARequestThatGetsNoAnswerHasAnEnd(t *testing.T) {
	for _, tc := range []struct {
		line, before, meanwhile string
		failed                  shell.Failure
		says                    string
	}{
		{"curl http://127.0.0.1:2479/v2/keys/a", "crash 2", "", shell.Refused, "refused"},
		{"curl http://127.0.0.1:2479/v2/keys/a -XPUT -d value=1", "", "crash 2", shell.Reset, "the member went down"},
		{"etcdctl --endpoints=127.0.0.1:2479 put a 1", "partition 2 | 1,3", "", shell.GivenUp, "the client has given up"},
		{"curl -m 0.01 http://127.0.0.1:2479/v2/keys/a -XPUT -d value=1", "", "", shell.GivenUp, "the client has given up"},
	} {
		l, leader := ledLab(t, Config{Seed: 1, Members: 3})
		if leader == 2 {
			require.NoError(t, l.Do("transfer 1"))
			l.Advance(l.Now() + sim.Second)
		}
		if tc.before != "" {
			require.NoError(t, l.Do(tc.before))
			l.Advance(l.Now() + sim.Second)
		}
		require.NoError(t, l.Type("A", tc.line))
		a := TerminalNamed(l.World(), "A")
		if tc.meanwhile != "" {
			l.Advance(l.Now() + 30*sim.Millisecond)
			require.NoError(t, l.Do(tc.meanwhile))
		}
		for i := 0; l.World().Actor(a).(*shell.Terminal).Busy(); i++ {
			require.Less(t, i, 100000)
			l.StepEvent()
			if f, ok := l.Waterfall(a); ok {
				adds(t, f)
			}
		}
		ended := l.Now()
		l.Advance(ended + sim.Second)
		f, ok := l.Waterfall(a)
		require.True(t, ok, tc.line)
		adds(t, f)
		require.Equal(t, tc.failed, f.Failed, tc.line)
		require.LessOrEqual(t, f.Until, ended, tc.line)
		text, err := l.fallOf(nil)
		require.NoError(t, err)
		require.Contains(t, text, tc.says)
	}
}

// A member that has just started lets its clients wait until its own name is
// applied. The name may be under way when a request arrives, or be passed on while
// one waits: the request has waited for it since it arrived, and is not it.
func TestARequestWaitsForAMembersNameSinceItArrived(t *testing.T) {
	for line, want := range map[string][]LegKind{
		"watch a": {LegRequest, LegForward, LegAppend, LegDisk, LegAck, LegNews, LegAnswer},
		"put a 1": {LegRequest, LegWait, LegForward, LegAppend, LegDisk, LegAck, LegNews, LegApply, LegAnswer},
	} {
		underWay := false
		for after := range sim.Time(30) {
			l, leader := ledLab(t, Config{Seed: 1, Members: 3})
			other := leader%3 + 1
			require.NoError(t, l.Do("crash "+NameOf(l.World(), other)))
			l.Advance(l.Now() + 100*sim.Millisecond + after*2*sim.Millisecond)
			require.NoError(t, l.Do("restart "+NameOf(l.World(), other)))
			require.NoError(t, l.Type("A", "etcdctl --endpoints="+endpoint(other)+" "+line))

			a, claimed := TerminalNamed(l.World(), "A"), raft.Index(0)
			f, ok := l.Waterfall(a)
			for ; f.Answered == 0; f, ok = l.Waterfall(a) {
				require.True(t, ok)
				adds(t, f)
				claimed = max(claimed, f.Index)
				l.StepEvent()
			}
			adds(t, f)
			if claimed != 0 {
				require.Equal(t, f.Index, claimed, "what was said to be the request's entry answers it")
			}
			underWay = underWay || slices.Equal(kindsOf(f), want)
		}
		require.True(t, underWay, line)
	}
}

// Whatever happens on the way, the legs add up, at every moment of it, and the
// entry that is said to be the request's is the one that answers it.
func TestLegsAlwaysAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := New(Config{Seed: rapid.Uint64Range(1, 50).Draw(t, "seed"), Members: rapid.SampledFrom([]int{1, 3, 5}).Draw(t, "members")})
		require.NoError(t, err)
		l.Advance(sim.Second)
		a := TerminalNamed(l.World(), "A")
		lines := []string{"etcdctl put a 1", "etcdctl get a", "curl http://127.0.0.1:2379/v2/keys/a -XPUT -d value=1",
			"etcdctl lease grant 3", "etcdctl --endpoints=127.0.0.1:2479 put a 2", "etcdctl --endpoints=127.0.0.1:2579 get a", "curl http://127.0.0.1:2379/health", "etcdctl del a", "etcdctl watch a & sleep 1"}
		faults := []string{"crash 1", "restart 1", "cut 1 2", "heal", "timeout 2", "link all latency=40ms loss=20%", "disk all latency=20ms",
			"pause 3", "resume 3", "crash 2", "restart 2", "link all latency=5ms loss=0%", "pause 1", "resume 1", "transfer 1", "transfer 3",
			"disk 1 wipe", "disk 2 wipe", "member remove 1", "member remove 3", "member add", "cluster 3", "link all loss=5% dup=20% reorder=20%",
			"option snapshot-every 5"}
		claimed := map[sim.EventID]raft.Index{}
		tracking := l.Track(a)
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "line") {
				_ = l.Type(rapid.SampledFrom([]string{"A", "B"}).Draw(t, "terminal"), rapid.SampledFrom(lines).Draw(t, "what"))
			} else {
				_ = l.Do(rapid.SampledFrom(faults).Draw(t, "fault")) // some cannot be done
			}
			for range rapid.IntRange(1, 60).Draw(t, "events") {
				l.StepEvent()
				f, ok := l.Waterfall(a)
				require.Equal(t, f.Message != 0, ok, "the trace has all")
				if !ok {
					continue
				}
				adds(t, f)
				if rapid.Bool().Draw(t, "looked at") {
					if at := f.Answered; at == 0 || l.Now() < at+watchersHear {
						require.Equal(t, f, *tracking.Waterfall(), "found bit by bit or at once")
					}
				}
				if f.Index != 0 {
					require.Contains(t, []raft.Index{0, f.Index}, claimed[f.Message])
					claimed[f.Message] = f.Index
				}
			}
		}
	})
}
