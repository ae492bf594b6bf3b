package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

func TestDissertation641Leases(t *testing.T) {
	lease := raft.Options{Lease: 140 * ms}
	with := func(more ...raft.Event) *raft.Server {
		return leaderWith(lease, 3, nil, append([]raft.Event{accepted(2, 4, 1, 0), accepted(3, 4, 1, 0), heartbeatTime}, more...)...)
	}
	held := with(accepted(2, 4, 1, 1), accepted(3, 4, 1, 1))
	require.Equal(t, 140*ms, held.Lease(), "start + election timeout / clock drift bound")
	require.Zero(t, with(accepted(2, 4, 1, 1)).Lease(), "less than a majority has acknowledged")
	require.Zero(t, with(accepted(2, 4, 1, 0), accepted(3, 4, 1, 0)).Lease(), "these were sent for earlier heartbeats")

	at := func(now raft.Time, s *raft.Server, e raft.Event) []string {
		out := &recorder{}
		s.Step(now, e, out)
		return out.lines
	}
	require.Equal(t, []string{"read 1 at 1"}, at(140*ms-1, held.Clone(), raft.Read{Seq: 1}))
	require.Equal(t, []string{"5: ReadReply{From:1 Term:4 Seq:7 Index:1}"}, at(0, held.Clone(), raft.ReadRequest{From: 5, Term: 4, Seq: 7}))
	require.NotContains(t, at(140*ms, held.Clone(), raft.Read{Seq: 1}), "read 1 at 1", "it is over")
	late := with()
	late.Step(100*ms, accepted(2, 4, 1, 1), nowhere{})
	late.Step(100*ms, accepted(3, 4, 1, 1), nowhere{})
	require.Equal(t, 140*ms, late.Lease(), "it counts from when the heartbeats were sent")

	young := leaderWith(lease, 3, []raft.Term{2}, heartbeatTime, accepted(2, 4, 1, 1), accepted(3, 4, 1, 1))
	require.NotZero(t, young.Lease())
	require.Empty(t, at(0, young, raft.Read{Seq: 1}), "it has not committed an entry of its term")
	ended := held.Clone()
	ended.Step(0, raft.Transfer{To: 2}, nowhere{})
	require.NotContains(t, at(0, ended, raft.Read{Seq: 1}), "read 1 at 1", "another was told to stand")
	down := held.Clone()
	down.Step(0, raft.AppendRefused{From: 2, Term: 9}, nowhere{})
	require.Zero(t, down.Lease())
}

// With leases a read takes no message; without, a round.
func TestALeaseSavesTheRoundOfMessages(t *testing.T) {
	n := newNetwork(1, 3)
	n.withLease(140 * ms)
	sent := 0
	n.drop = func(raft.ID, raft.Message) bool { sent++; return false }
	for range 100 {
		n.read(n.node(1))
	}
	require.Zero(t, sent)
	require.Equal(t, 100, n.checks.answered)
	require.Empty(t, n.checks.violations)
}

// A lease stands on clocks. One that goes at half the speed keeps a leader from
// noticing that its lease is over, unless the lease was made half as long.
func TestClockDriftBreaksLeases(t *testing.T) {
	staleReads := func(rate float64, lease raft.Time) (stale int) {
		for seed := uint64(1); seed <= 20; seed++ {
			stale += drifted(t, seed, rate, lease)
		}
		return stale
	}
	require.Zero(t, staleReads(1, 140*ms))
	require.NotZero(t, staleReads(0.5, 140*ms))
	require.Zero(t, staleReads(0.5, 70*ms), "the bound on drift is in the lease's length")
}

// drifted has a leader whose clock goes at a rate of its own be succeeded while
// it is cut off, and returns how many of its reads are stale.
func drifted(t *testing.T, seed uint64, rate float64, lease raft.Time) int {
	n := newNetwork(seed, 3)
	n.node(1).rate = rate
	n.withOptions(raft.Options{Lease: lease}).start()
	require.True(t, n.until(1000*ms, n.settled))
	if n.leader() != n.node(1) {
		n.leader().step(raft.Transfer{To: 1})
	}
	require.True(t, n.until(1000*ms, func() bool { return n.leader() == n.node(1) && n.settled() }))
	n.leased(1)
	n.isolate(1)
	n.run(140 * ms)
	n.succeed(1, 3)
	n.read(n.node(1))
	return len(n.checks.violations)
}

func TestBatchedReadsShareARound(t *testing.T) {
	rounds := func(o raft.Options) (rounds int, answered int) {
		n := newNetwork(1, 5).withOptions(o).start()
		n.until(1000*ms, n.settled)
		seen := map[uint64]bool{}
		n.drop = func(to raft.ID, m raft.Message) bool {
			if a, ok := m.(raft.AppendEntries); ok && !seen[a.Round] {
				seen[a.Round] = true
				rounds++
			}
			return false
		}
		n.propose(n.leader())
		for i := range 300 {
			n.read(n.nodes[i%5])
			n.run(ms / 10)
		}
		n.run(100 * ms)
		require.Empty(t, n.checks.violations)
		return rounds, n.checks.answered
	}
	each, answered := rounds(raft.Options{})
	require.Equal(t, 300, answered)
	require.Greater(t, each, 290)
	shared, answered := rounds(raft.Options{BatchReads: true})
	require.Equal(t, 300, answered)
	require.Less(t, shared, 10)
}

func TestABatchedReadWaitsForTheNextRound(t *testing.T) {
	batch := raft.Options{BatchReads: true}
	with := func(more ...raft.Event) *raft.Server {
		return leaderWith(batch, 3, nil, append([]raft.Event{accepted(2, 4, 1, 0), accepted(3, 4, 1, 0), raft.Read{Seq: 1}}, more...)...)
	}
	second := `2: append [] after 1 of term 4 in term 4, commit 1, round 2
3: append [] after 1 of term 4 in term 4, commit 1, round 2
4: append [4] after 0 of term 0 in term 4, commit 1, round 2
5: append [4] after 0 of term 0 in term 4, commit 1, round 2`
	check(t, []rule{
		{"a round is under way: a later read waits for the next", with(), raft.Read{Seq: 2}, ""},
		{"… which begins when the first has its quorum", with(raft.Read{Seq: 2}, raft.Read{Seq: 3}, accepted(2, 4, 1, 1)), accepted(3, 4, 1, 1),
			"read 1 at 1\n" + second},
		{"… or with the next heartbeat", with(raft.Read{Seq: 2}), heartbeatTime, second + "\nset heartbeat timer"},
		{"all that waited share it", with(raft.Read{Seq: 2}, raft.Read{Seq: 3}, accepted(2, 4, 1, 1), accepted(3, 4, 1, 1), accepted(4, 4, 1, 2)), accepted(5, 4, 1, 2),
			"read 2 at 1\nread 3 at 1"},
	})
}

func BenchmarkReads(b *testing.B) {
	for name, o := range map[string]raft.Options{"round-each": {}, "batched": {BatchReads: true}} {
		b.Run(name, func(b *testing.B) {
			d := newDirect(b, 5, o)
			leader, out := d.leads()
			seq := uint64(0)
			b.ReportAllocs()
			for b.Loop() {
				for range 64 {
					seq++
					leader.Step(d.now, raft.Read{Seq: seq}, out)
				}
				d.deliver()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(seq), "ns/read")
		})
	}
}

// armed notes when the election timer was set to last.
type armed struct {
	nowhere
	at raft.Time
}

func (a *armed) SetTimer(_ raft.Timer, at raft.Time) { a.at = at }

// A voter that may not stand yet waits until it may: a timer that were set to a
// moment that is over would run out again at once, without end.
func TestAVoterThatMayNotStandYetWaitsUntilItMay(t *testing.T) {
	s := raft.New(raft.Config{ID: 1, Peers: []raft.ID{1, 2, 3}, Timeouts: raft.Etcd, Options: raft.Options{Lease: 900 * ms}}, raft.Stored{})
	s.Start(0, nowhere{})
	s.Step(0, raft.AppendEntries{From: 2, Term: 1}, nowhere{})
	s.SetTimeouts(raft.Paper)
	out := &armed{}
	s.Step(0, raft.Retimed{}, out)
	require.Less(t, out.at, raft.Etcd.ElectionMin, "it waits for less than it has promised the leader")
	s.Step(out.at, raft.Timeout{Timer: raft.ElectionTimer}, out)
	require.Equal(t, raft.Etcd.ElectionMin, out.at)
	require.Equal(t, raft.Follower, s.Role())
	deadline, _ := s.Deadline()
	require.Equal(t, out.at, deadline)
	s.Step(out.at, raft.Timeout{Timer: raft.ElectionTimer}, out)
	require.Equal(t, raft.Candidate, s.Role())
}
