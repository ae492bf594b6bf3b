package raft_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
)

// everyElection returns each combination of the extensions that bear upon
// elections.
func everyElection() (list []raft.Options) {
	for bits := range 16 {
		o := raft.Options{PreVote: bits&1 != 0, CheckQuorum: bits&2 != 0, KeepLeader: bits&4 != 0}
		if bits&8 != 0 {
			o.Lease = raft.Paper.ElectionMin * 9 / 10
		}
		list = append(list, o)
	}
	return list
}

func nameOf(o raft.Options) string {
	return fmt.Sprintf("pre-vote %v, check-quorum %v, keep-leader %v, lease %v", o.PreVote, o.CheckQuorum, o.KeepLeader, o.Lease > 0)
}

// Whatever has happened to a cluster, with each combination of extensions, and
// with a different one on each server, it has a leader that commits within ten
// election timeouts after all is healed.
func TestAHealedNetworkFindsALeader(t *testing.T) {
	combinations := everyElection()
	found := func(t *rapid.T, n *network) {
		n.storm(rapid.Custom(func(t *rapid.T) raft.Time { return raft.Time(rapid.IntRange(0, 1500).Draw(t, "ms")) * ms }).Draw(t, "storm"), n.administer)
		require.True(t, n.until(10*raft.Paper.ElectionMax, n.settled), "no leader")
		leader, term := n.leader(), n.leader().server.Term()
		n.run(10 * raft.Paper.ElectionMax)
		require.Equal(t, leader.config.ID, n.leader().config.ID, "and nobody disturbs it")
		require.Equal(t, term, n.leader().server.Term())
		require.Empty(t, n.checks.violations)
	}
	for _, o := range combinations {
		t.Run(nameOf(o), rapid.MakeCheck(func(t *rapid.T) {
			found(t, newStorm(rapid.Uint64Range(1, 1<<40).Draw(t, "seed")).withOptions(o))
		}))
	}
	t.Run("mixed", rapid.MakeCheck(func(t *rapid.T) {
		n := newStorm(rapid.Uint64Range(1, 1<<40).Draw(t, "seed"))
		for _, s := range n.nodes {
			s.config.Options = rapid.SampledFrom(combinations).Draw(t, "options")
		}
		found(t, n)
	}))
}

// With pre-vote a minority that is cut off, in any way and for any time, has
// left leader and term as they were when it comes back, whatever else is on.
func TestAMinorityThatComesBackDisturbsNobody(t *testing.T) {
	for _, o := range everyElection() {
		if !o.PreVote {
			continue
		}
		t.Run(nameOf(o), rapid.MakeCheck(func(t *rapid.T) {
			servers := rapid.IntRange(3, 7).Draw(t, "servers")
			n := newNetwork(rapid.Uint64Range(1, 1<<40).Draw(t, "seed"), servers).withOptions(o).start()
			require.True(t, n.until(3000*ms, n.settled))
			leader, term := n.leader(), n.leader().server.Term()
			for range rapid.IntRange(1, 3).Draw(t, "times") {
				for range rapid.IntRange(1, (servers-1)/2).Draw(t, "cut off") {
					id := leader.config.ID%raft.ID(servers) + 1
					id = (id+raft.ID(rapid.IntRange(0, (servers-1)/2-1).Draw(t, "who"))-1)%raft.ID(servers) + 1
					for _, other := range n.nodes {
						n.cut(id, other.config.ID, rapid.Bool().Draw(t, "cannot say"))
						n.cut(other.config.ID, id, rapid.Bool().Draw(t, "cannot hear"))
					}
					if rapid.Bool().Draw(t, "restarts") {
						n.node(id).crash()
						n.node(id).start()
					}
				}
				for range rapid.IntRange(0, 4).Draw(t, "proposals") {
					n.propose(leader)
					n.run(raft.Time(rapid.IntRange(0, 300).Draw(t, "ms")) * ms)
				}
				n.run(raft.Time(rapid.IntRange(0, 1000).Draw(t, "ms")) * ms)
				clear(n.blocked)
				n.run(raft.Time(rapid.IntRange(0, 1000).Draw(t, "ms")) * ms)
			}
			n.run(1000 * ms)
			require.Equal(t, raft.Leader, leader.server.Role())
			require.Equal(t, term, leader.server.Term())
			require.True(t, n.settled())
			require.Empty(t, n.checks.violations)
		}))
	}
}

// A server that was removed, and does not know, stands for election again and
// again. With any of the extensions that are for it, it disturbs nobody.
func TestARemovedServerDisturbsNobody(t *testing.T) {
	disturbed := func(seed uint64, servers int, o raft.Options) bool {
		o.Membership = true
		n := newNetwork(seed, servers).withOptions(o).start()
		if !n.until(3000*ms, n.settled) {
			return true
		}
		leader, term := n.leader(), n.leader().server.Term()
		gone := leader.config.ID%raft.ID(servers) + 1
		n.isolate(gone)
		n.change(leader, raft.Change{Kind: raft.RemoveServer, ID: gone})
		n.run(500 * ms) // it stands, and asks nobody yet
		clear(n.blocked)
		n.run(3000 * ms)
		return leader.server.Role() != raft.Leader || leader.server.Term() != term || !n.settled() || len(n.checks.violations) > 0
	}
	for _, o := range everyElection() {
		if !o.PreVote && !o.KeepLeader && o.Lease == 0 {
			require.True(t, disturbed(1, 5, o), "%s: the paper's Raft is disturbed (§6)", nameOf(o))
			continue
		}
		t.Run(nameOf(o), rapid.MakeCheck(func(t *rapid.T) {
			require.False(t, disturbed(rapid.Uint64Range(1, 1<<40).Draw(t, "seed"), rapid.IntRange(3, 7).Draw(t, "servers"), o))
		}))
	}
}
