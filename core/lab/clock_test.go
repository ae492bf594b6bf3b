package lab

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

func TestTheVerbSetsAndShowsClocks(t *testing.T) {
	l := newOf(t, Config{Members: 3})
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Do("clock 2 rate=1.5"))
	l.Advance(4 * sim.Second)
	require.NoError(t, l.Do("clock 1 jump=-1s"))
	s := memberState(t, l, 2)
	require.Equal(t, 1.5, s.ClockRate)
	require.InDelta(t, 1000, s.ClockOffsetMS, 0.001)
	require.Equal(t, -1000., memberState(t, l, 1).ClockOffsetMS)
	require.Equal(t, 1., memberState(t, l, 3).ClockRate)
	require.ErrorContains(t, l.Do("clock all jump=-3.5s"), "cannot go back by 3500ms")
	require.Equal(t, -1000., memberState(t, l, 1).ClockOffsetMS, "nothing is changed")

	r, looked := l.Peek("clock 3; clock nobody; clock 1")
	require.True(t, looked)
	require.Regexp(t, `^etcd-03: 4000\.\d+ms, right, rate 1\netcd-01: 3000\.\d+ms, 1000ms behind, rate 1\n$`, r.Stdout)
	require.Contains(t, r.Stderr, "clock: no member \"nobody\"")
	r, _ = l.Peek("clock")
	require.Contains(t, r.Stdout, "etcd-02: 50")
	require.Contains(t, r.Stdout, " ahead, rate 1.5\n")
}

// A follower whose clock runs three times as fast finds its election timer run
// out between two heartbeats.
func TestAFastClockDisturbsALeader(t *testing.T) {
	elections := func(rate string) raft.Term {
		l, leader := settledLab(t, Config{Members: 3, Bare: true, Seed: 3})
		term := MemberAt(l.World(), leader).Raft().Term()
		require.NoError(t, l.Do("clock "+NameOf(l.World(), leader%3+1)+" rate="+rate))
		l.Advance(l.Now() + 20*sim.Second)
		require.Empty(t, found(l))
		return MemberAt(l.World(), leader).Raft().Term() - term
	}
	require.Zero(t, elections("0.5"))
	require.Zero(t, elections("1.5"))
	require.NotZero(t, elections("6"))
}

func TestTTLsGoByTheMembersClock(t *testing.T) {
	expired := func(deeds ...string) bool {
		l, leader := settledLab(t, Config{Members: 1})
		require.NoError(t, l.Type("A", "curl http://127.0.0.1:2379/v2/keys/key -XPUT -d value=x -d ttl=10"))
		l.Advance(l.Now() + sim.Second)
		do(t, l, deeds...)
		l.Advance(l.Now() + 4*sim.Second)
		_, err := MemberAt(l.World(), leader).V2().Get("/1/key", false, 0)
		return err != nil
	}
	require.False(t, expired())
	require.True(t, expired("clock 1 jump=+10s"))
	require.True(t, expired("clock 1 rate=3"))
}

// staleRead has a leader that holds a lease be succeeded while it does not know,
// and reports whether it then answers a read with what was overwritten.
func staleRead(t *testing.T, lease bool, before, after []string) bool {
	l, leader := settledLab(t, Config{Members: 3, Bare: true, Seed: 6})
	if lease {
		do(t, l, "option lease-reads 1")
	}
	name := NameOf(l.World(), leader)
	port := MemberAt(l.World(), leader).Self().ClientURLs[0]
	require.NoError(t, l.Type("A", "etcdctl put key old"))
	l.Advance(l.Now() + sim.Second)
	fill := func(lines []string) {
		for _, line := range lines {
			if line == "partition" || line == "pause" || line == "resume" || line == "heal" {
				if line != "heal" {
					line += " " + name
				}
				do(t, l, line)
				continue
			}
			do(t, l, "clock "+name+" "+line)
		}
	}
	fill(before)
	others := func(n sim.Node) bool {
		s := MemberAt(l.World(), n).Raft()
		return n != leader && s.Role() == raft.Leader && s.Log().Term(s.Commit()) == s.Term()
	}
	for end := l.Now() + 30*sim.Second; !slices.ContainsFunc([]sim.Node{1, 2, 3}, others); l.StepEvent() {
		require.Less(t, l.Now(), end, "nobody succeeds it")
	}
	for _, n := range []sim.Node{1, 2, 3} {
		if others(n) {
			require.NoError(t, l.Type("B", "etcdctl --endpoints="+MemberAt(l.World(), n).Self().ClientURLs[0]+" put key new"))
		}
	}
	l.Advance(l.Now() + 60*sim.Millisecond)
	require.Equal(t, raft.Leader, MemberAt(l.World(), leader).Raft().Role(), "it believes to lead still")
	require.NoError(t, l.Type("A", "etcdctl --endpoints="+port+" get key"))
	l.Advance(l.Now() + 20*sim.Millisecond)
	fill(after)
	l.Advance(l.Now() + 10*sim.Second)
	return slices.Contains(found(l), check.Linearizability)
}

// A lease stands on the clocks of all. A leader whose clock is slow reads for
// longer than the others wait; one that asks a quorum each time stands on
// nothing (dissertation §6.4.1).
func TestASlowClockMakesLeaseReadsStale(t *testing.T) {
	slow := []string{"rate=0.1", "partition"}
	require.True(t, staleRead(t, true, slow, []string{"heal"}))
	require.False(t, staleRead(t, false, slow, []string{"heal"}))
	require.False(t, staleRead(t, true, []string{"partition"}, []string{"heal"}), "its lease is over by then, and it knows")
}

// A leader that wakes from a pause believes to lead still, until it is told: what
// waited for it tells it first. If that was lost, its clock went on and its lease
// is over, so it asks a quorum. Not so if its clock stood still too, as that of a
// machine which was suspended.
func TestALeaderThatWakesUpBelievesToLead(t *testing.T) {
	require.False(t, staleRead(t, true, []string{"pause"}, []string{"jump=-900ms", "resume"}))
	cutOff := []string{"pause", "partition"}
	require.False(t, staleRead(t, true, cutOff, []string{"resume", "heal"}))
	require.False(t, staleRead(t, false, cutOff, []string{"jump=-900ms", "resume", "heal"}))
	require.True(t, staleRead(t, true, cutOff, []string{"jump=-900ms", "resume", "heal"}))
}

// What a member names its requests and proposals after must not come twice,
// though its clock shows times that it has shown before.
func TestAClockSetBackMakesNoNameComeTwice(t *testing.T) {
	l, leader := settledLab(t, Config{Members: 3, Seed: 1})
	other := leader%3 + 1
	name, port := NameOf(l.World(), other), MemberAt(l.World(), other).Self().ClientURLs[0]
	for i := range 12 {
		require.NoError(t, l.Type("A", "etcdctl --endpoints="+port+" put key"+string(rune('a'+i))+" value"))
		l.Advance(l.Now() + 300*sim.Millisecond)
		if i%3 == 2 {
			do(t, l, "clock "+name+" jump=-900ms", "crash "+name, "restart "+name)
			l.Advance(l.Now() + sim.Second)
		}
	}
	require.EqualValues(t, 13, MemberAt(l.World(), leader).KV().Revision(), "each was applied once")
	require.Empty(t, found(l))
	for n, terminal := range Terminals(l.World()) {
		if n == TerminalNamed(l.World(), "A") {
			require.Equal(t, "OK\n", terminal.Result().Stdout)
		}
	}
}
