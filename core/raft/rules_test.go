package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// withRules has every server follow the given rules.
func (n *network) withRules(r raft.Rules) *network {
	for _, s := range n.nodes {
		s.config.Rules = r
	}
	return n
}

// timeOut makes a server's election timer run out now.
func (n *network) timeOut(id raft.ID) { n.node(id).step(raft.Timeout{Timer: raft.ElectionTimer}) }

// slowDisks sets how long every write takes from now on.
func (n *network) slowDisks(latency raft.Time) { n.diskMin, n.diskMax = latency, latency }

// A scenario for each rule: what goes wrong without it, and does not with it.
var scenarios = map[raft.Rule]struct {
	servers int
	story   func(n *network)
}{
	// 1 and 3 stand against each other in term 1, and do not hear one another;
	// 2 is asked by both.
	raft.VoteOnce: {3, func(n *network) {
		n.start()
		n.cut(1, 3, true)
		n.cut(3, 1, true)
		n.timeOut(1)
		n.timeOut(3)
		n.run(100 * ms)
	}},
	// 2 tells 1 its vote, crashes before it is durable, and knows nothing of it
	// when 3 asks in the same term.
	raft.VoteDurable: {3, func(n *network) {
		n.slowDisks(50 * ms)
		n.start()
		n.isolate(3)
		n.timeOut(1)
		n.run(40 * ms)
		n.node(2).crash()
		n.node(2).start()
		clear(n.blocked)
		n.isolate(1)
		n.timeOut(3)
		n.run(140 * ms)
	}},
	// 1 commits an entry with 2 and crashes; 3, which lacks it, asks for votes.
	raft.LogUpToDate: {3, func(n *network) {
		n.start()
		n.isolate(3)
		n.timeOut(1)
		n.run(60 * ms)
		n.propose(n.node(1))
		n.run(60 * ms)
		n.node(1).crash()
		clear(n.blocked)
		n.timeOut(3) // term 1: 2 has voted for 1
		n.run(60 * ms)
		n.timeOut(3)
		n.run(60 * ms)
	}},
	raft.CommitOwnTerm: {5, figure8},
	// 3 has other entries than the leader of term 3 where the new one is to go.
	raft.ConsistencyCheck: {3, func(n *network) {
		n.node(1).stored = raft.Stored{Term: 2, Log: logOf(1, 2, 2)}
		n.node(2).stored = raft.Stored{Term: 2, Log: logOf(1, 2, 2)}
		n.node(3).stored = raft.Stored{Term: 2, Log: logOf(1, 1, 1)}
		n.start()
		n.timeOut(1)
		n.run(100 * ms)
	}},
	// 1 leads term 1 and is cut off; 3 leads term 2 when they meet again.
	raft.StepDown: {3, func(n *network) {
		n.start()
		n.timeOut(1)
		n.run(60 * ms)
		n.isolate(1)
		n.timeOut(3)
		n.run(60 * ms)
		clear(n.blocked)
		n.run(100 * ms)
	}},
	// 1 and 2 acknowledge an entry that is on no disk, and crash.
	raft.AppendDurable: {3, func(n *network) {
		n.start()
		n.isolate(3)
		n.timeOut(1)
		n.run(60 * ms)
		n.slowDisks(500 * ms)
		n.propose(n.node(1))
		n.run(60 * ms)
		n.node(1).crash()
		n.node(2).crash()
		n.heal()
		n.timeOut(3)
		n.run(200 * ms)
		n.timeOut(2)
		n.run(200 * ms)
	}},
	// 1 and 3 each are enough for themselves.
	raft.QuorumIsMajority: {3, func(n *network) {
		n.start()
		n.isolate(1)
		n.timeOut(1)
		n.timeOut(3)
		n.run(100 * ms)
	}},
	// 1 led, and does not know that 3 does now and has committed an entry.
	raft.ReadQuorum: {3, func(n *network) {
		n.start()
		n.timeOut(1)
		n.run(60 * ms)
		n.succeed(1, 3)
		n.read(n.node(1))
	}},
	// 2 follows 1 as leader, and has not heard that the last entry is committed.
	raft.ReadOwnTerm: {3, func(n *network) {
		n.start()
		n.timeOut(1)
		n.run(60 * ms)
		n.drop = func(to raft.ID, m raft.Message) bool {
			a, ok := m.(raft.AppendEntries)
			return ok && a.From == 1 && a.Commit >= 2
		}
		n.propose(n.node(1))
		n.run(60 * ms)
		n.drop = nil
		n.isolate(1)
		n.timeOut(2)
		n.until(100*ms, func() bool { return n.node(2).server.Role() == raft.Leader })
		n.read(n.node(2))
		n.run(100 * ms)
	}},
	// 2 and 3 elect 3 while 1 has a lease that 2 has acknowledged.
	raft.LeaseKeepsLeader: {3, func(n *network) {
		n.withLease(140 * ms)
		n.succeed(1, 3)
		n.read(n.node(1))
	}},
	// 1 is paused when the acknowledgements arrive that its lease rests on, and
	// takes note of them when 3 leads.
	raft.LeaseFromSend: {3, func(n *network) {
		n.withLease(140 * ms)
		n.run(20 * ms) // as long as it needs no other
		n.node(1).step(raft.Timeout{Timer: raft.HeartbeatTimer})
		n.node(1).paused = true
		n.run(40 * ms)
		n.isolate(1)
		n.run(150 * ms)
		n.succeed(1, 3)
		n.node(1).resume()
		n.read(n.node(1))
	}},
	// 2 acknowledges the heartbeat of 1, and has forgotten it when 3 asks.
	raft.RestartKeepsLeader: {3, func(n *network) {
		n.withLease(140 * ms)
		n.cut(1, 3, true)
		n.cut(3, 1, true)
		n.run(400 * ms)
		n.leased(1)
		n.node(2).crash()
		n.node(2).start()
		n.succeed(1, 3)
		n.read(n.node(1))
	}},
	// 1 has told 2 to stand, and is cut off before it hears of its election.
	raft.TransferEndsLease: {3, func(n *network) {
		n.withLease(140 * ms)
		n.node(1).step(raft.Transfer{To: 2})
		n.cut(2, 1, true)
		n.cut(3, 1, true)
		n.until(60*ms, func() bool { return n.node(2).server.Role() == raft.Leader })
		n.propose(n.node(2))
		n.run(40 * ms)
		n.read(n.node(1))
	}},
	// 1 crashes when its log is cut, and the snapshot is not on disk.
	raft.SnapshotDurable: {1, func(n *network) {
		n.withOptions(raft.Options{SnapshotEvery: 2}).start()
		n.timeOut(1)
		n.run(50 * ms)
		n.slowDisks(20 * ms)
		n.propose(n.node(1))
		n.until(200*ms, func() bool { return len(n.node(1).writes) == 2 })
		n.run(22 * ms)
		n.node(1).crash()
		n.node(1).start()
		n.timeOut(1)
		n.run(100 * ms)
	}},
	// 2 has a snapshot, and has acknowledged an entry after it, when the network
	// delivers the snapshot again. 3 does not have the entry.
	raft.SnapshotLate: {3, func(n *network) {
		n.withOptions(raft.Options{SnapshotEvery: 3}).start()
		n.timeOut(1)
		n.run(60 * ms)
		n.isolate(2)
		for range 6 {
			n.propose(n.node(1))
		}
		n.run(120 * ms)
		var again raft.Message
		n.drop = func(to raft.ID, m raft.Message) bool {
			if _, ok := m.(raft.InstallSnapshot); ok && again == nil {
				again = m
			}
			return false
		}
		clear(n.blocked)
		n.run(120 * ms)
		n.isolate(3)
		n.propose(n.node(1))
		n.run(60 * ms)
		n.node(2).step(again)
		n.run(5 * ms)
		n.node(1).crash()
		clear(n.blocked)
		n.timeOut(3)
		n.run(60 * ms)
		n.timeOut(3)
		n.run(60 * ms)
	}},
	// 1 adds 4 and 5 at once, and has 4 and 5 besides itself; 2 and 3 are a
	// majority of those who were there before.
	raft.OneChange: {5, func(n *network) {
		n.firstOf(1, 2, 3)
		n.isolate(2, 3)
		n.change(n.node(1), raft.Change{Kind: raft.AddVoter, ID: 4})
		n.change(n.node(1), raft.Change{Kind: raft.AddVoter, ID: 5})
		n.splitAndSucceed()
	}},
	// Ongaro's case of 2015: 1 has added 5, and nobody knows; 2 leads the next
	// term and removes 1, with 3; then 1 is elected by 4 and 5.
	raft.ChangeOwnTerm: {5, func(n *network) {
		n.firstOf(1, 2, 3, 4)
		n.isolate(1)
		n.change(n.node(1), raft.Change{Kind: raft.AddVoter, ID: 5})
		n.run(10 * ms)
		n.drop = func(to raft.ID, m raft.Message) bool {
			_, append := m.(raft.AppendEntries)
			return append && to == 4
		}
		n.timeOut(2)
		n.until(60*ms, func() bool { return n.node(2).server.Role() == raft.Leader })
		n.change(n.node(2), raft.Change{Kind: raft.RemoveServer, ID: 1})
		n.run(60 * ms)
		n.drop = nil
		clear(n.blocked)
		n.isolate(2, 3)
		n.timeOut(1)
		n.run(60 * ms)
		n.timeOut(1)
		n.run(100 * ms)
	}},
	// 1 goes from 1, 2, 3 to 1, 4, 5 in one step; 2 and 3 know nothing of it.
	raft.JointConsensus: {5, func(n *network) {
		n.firstOf(1, 2, 3)
		n.isolate(2, 3)
		n.change(n.node(1), raft.Change{Kind: raft.AddVoter, ID: 4}, raft.Change{Kind: raft.AddVoter, ID: 5},
			raft.Change{Kind: raft.RemoveServer, ID: 2}, raft.Change{Kind: raft.RemoveServer, ID: 3})
		n.splitAndSucceed()
	}},
	// 4 only learns, and is all that 1 has besides itself.
	raft.LearnersDoNotVote: {4, func(n *network) {
		n.firstOf(1, 2, 3)
		n.change(n.node(1), raft.Change{Kind: raft.AddLearner, ID: 4})
		n.run(80 * ms)
		n.isolate(2, 3)
		n.splitAndSucceed()
	}},
}

// firstOf starts a cluster whose first configuration are the given servers, and
// has the first of them lead.
func (n *network) firstOf(ids ...raft.ID) {
	for _, s := range n.nodes {
		s.config.Peers, s.config.Options.Membership = ids, true
		s.start()
	}
	n.timeOut(ids[0])
	n.run(60 * ms)
}

// splitAndSucceed has 1 go on by itself, and 2 lead those that 1 is cut off
// from.
func (n *network) splitAndSucceed() {
	n.run(80 * ms)
	n.propose(n.node(1))
	n.run(80 * ms)
	n.timeOut(2)
	n.run(80 * ms)
}

// withLease starts a cluster with leases, and has 1 lead and just have renewed
// its own.
func (n *network) withLease(lease raft.Time) {
	n.withOptions(raft.Options{Lease: lease}).start()
	n.run(150 * ms)
	n.node(1).step(raft.Timeout{Timer: raft.ElectionTimer})
	n.run(120 * ms)
	n.leased(1)
}

// leased waits until a server has just renewed its lease.
func (n *network) leased(id raft.ID) {
	s := n.node(id)
	old := s.server.Lease()
	n.until(200*ms, func() bool { return s.server.Lease() > old })
}

// succeed has one server stand and commit an entry while another, which led,
// is cut off.
func (n *network) succeed(old, successor raft.ID) {
	n.isolate(old)
	n.timeOut(successor)
	n.until(50*ms, func() bool { return n.node(successor).server.Role() == raft.Leader })
	n.propose(n.node(successor))
	n.run(40 * ms)
}

func TestEachRuleProtectsItsProperty(t *testing.T) {
	for _, info := range raft.AllRules() {
		t.Run(info.Name, func(t *testing.T) {
			s, ok := scenarios[info.Rule]
			require.True(t, ok, "no scenario")

			off := newNetwork(1, s.servers).withRules(raft.Rules(0).Without(info.Rule))
			s.story(off)
			require.Contains(t, sortedKeys(off.checks.violations), info.Property)

			on := newNetwork(1, s.servers)
			s.story(on)
			require.Empty(t, on.checks.violations)
			on.heal()
			require.True(t, on.until(20_000*ms, on.settled))
			require.Empty(t, on.checks.violations)
		})
	}
}

// takesAPlan has the rules that chance takes long to find, as opposed to the
// scenarios above.
var takesAPlan = map[raft.Rule]bool{raft.VoteDurable: true, raft.CommitOwnTerm: true, raft.LeaseFromSend: true,
	raft.RestartKeepsLeader: true, raft.TransferEndsLease: true, raft.SnapshotLate: true,
	raft.OneChange: true, raft.ChangeOwnTerm: true, raft.JointConsensus: true, raft.LearnersDoNotVote: true}

// neededFor are the extensions that a rule protects.
var neededFor = map[raft.Rule]raft.Options{
	raft.LeaseKeepsLeader: {Lease: 140 * ms},
	raft.SnapshotDurable:  {SnapshotEvery: 3},
}

// directAtReads makes a network so good that there is a leader most of the
// time, which is cut off, handed over, paused and asked.
func (n *network) directAtReads() {
	n.loss, n.double = 0, 0
	n.delayMin, n.delayMax, n.diskMin, n.diskMax = ms, 3*ms, 0, ms
	n.also = func() {
		for _, s := range n.nodes {
			if s.server != nil && !s.paused && s.server.Role() == raft.Leader {
				switch n.rng.IntN(30) {
				case 0, 1:
					n.isolate(s.config.ID)
				case 2:
					s.paused = true
				case 3:
					s.step(raft.Transfer{To: raft.ID(1 + n.rng.IntN(len(n.nodes)))})
				}
				n.read(s)
			}
		}
	}
}

// Most rules are so necessary that chance alone shows it, which also shows
// that the checker and the storms are worth something.
func TestAStormFindsWhatMostRulesProtect(t *testing.T) {
	for _, info := range raft.AllRules() {
		if takesAPlan[info.Rule] {
			continue
		}
		t.Run(info.Name, func(t *testing.T) {
			for seed := uint64(1); seed <= 500; seed++ {
				n := newStorm(seed).withRules(raft.Rules(0).Without(info.Rule))
				if info.Property == "linearizability" {
					n.directAtReads()
				}
				n.withOptions(neededFor[info.Rule])
				n.storm(2500*ms, n.administer)
				if n.checks.violations[info.Property] != "" {
					return
				}
			}
			require.Fail(t, "500 storms without the rule did no harm to its property")
		})
	}
}

func TestRulesAreNamedAndSwitched(t *testing.T) {
	for _, info := range raft.AllRules() {
		named, ok := raft.RuleNamed(info.Rule.String())
		require.True(t, ok)
		require.Equal(t, info.Rule, named)
		off := raft.Rules(0).Without(info.Rule)
		require.True(t, off.Off(info.Rule) && off.Valid())
		require.True(t, off.With(info.Rule).On(info.Rule))
	}
	_, ok := raft.RuleNamed("no-such-rule")
	require.False(t, ok)
	require.False(t, raft.Rules(1<<31).Valid())
}

// Rules can be switched at any moment, which may break every property, and
// never a server: it goes on, hands over only entries that it has, and decodes.
func TestRulesCanBeSwitchedInTheMiddleOfARun(t *testing.T) {
	list := raft.AllRules()
	for seed := uint64(1); seed <= 300; seed++ {
		n := newStorm(seed)
		n.storm(1500*ms, func() {
			s := n.nodes[n.rng.IntN(len(n.nodes))]
			rule := list[n.rng.IntN(len(list))].Rule
			if s.config.Rules = s.config.Rules.Without(rule); n.rng.IntN(3) == 0 {
				s.config.Rules = 0
			}
			if s.server != nil {
				s.server.SetRules(s.config.Rules)
				s.server = decoded(t, encoded(s.server))
			}
		})
		require.NotContains(t, n.checks.violations, "missing-entry", "seed %d", seed)
	}
}
