package raft_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

func TestChapter4Membership(t *testing.T) {
	// A server restarted with the option, in a cluster of five.
	member := func(log []raft.Term, events ...raft.Event) *raft.Server {
		s := raft.New(raft.Config{ID: 1, Peers: five, Timeouts: raft.Paper, Seed: 1, Options: raft.Options{Membership: true}},
			raft.Stored{Term: 3, Log: logOf(log...)})
		s.Start(0, &recorder{})
		for _, e := range events {
			s.Step(0, e, &recorder{})
		}
		return s
	}
	yes := func(from raft.ID) raft.Event { return raft.VoteReply{From: from, Term: 4, Granted: true} }
	leads := func(events ...raft.Event) *raft.Server {
		return member(nil, append([]raft.Event{electionTimeout, raft.Written{Seq: 1}, yes(2), yes(3), raft.Written{Seq: 2}}, events...)...)
	}
	ready := func(events ...raft.Event) *raft.Server {
		return leads(append([]raft.Event{accepted(2, 4, 1, 0), accepted(3, 4, 1, 0)}, events...)...)
	}
	// 6 as a learner, 6 as a voter, without 5, without 1, and 6 for 1.
	learner, voter, without5, without1, swap := change(16), change(6), change(25), change(21), change(2106)
	check(t, []rule{
		{"a leader changes nothing before it has committed an entry of its term (2015)", leads(), voter, "drop Propose{Kind:2 Payload:6 Size:1}"},
		{"a configuration is used as soon as it is in the log: the new server gets the log", ready(), voter,
			`2: append [4] after 1 of term 4 in term 4, commit 1, round 0
3: append [4] after 1 of term 4 in term 4, commit 1, round 0
write 3: term 4 vote 1, from 2 [4]`},
		{"… and the majority is of six", ready(voter, raft.Written{Seq: 3}, accepted(2, 4, 2, 0)), accepted(3, 4, 2, 0), ""},
		{"… which are four", ready(voter, raft.Written{Seq: 3}, accepted(2, 4, 2, 0), accepted(3, 4, 2, 0)), accepted(4, 4, 2, 0),
			`commit 2
apply 2 to 2
2: append [] after 2 of term 4 in term 4, commit 2, round 0
3: append [] after 2 of term 4 in term 4, commit 2, round 0
4: append [] after 2 of term 4 in term 4, commit 2, round 0`},
		{"one change at a time", ready(voter), without5, "drop Propose{Kind:2 Payload:25 Size:1}"},
		{"a learner does not count", ready(learner, raft.Written{Seq: 3}, accepted(2, 4, 2, 0)), accepted(6, 4, 2, 0),
			"6: append [] after 2 of term 4 in term 4, commit 1, round 0"},
		{"a learner that lacks committed entries is not promoted", ready(learner, raft.Written{Seq: 3}, accepted(2, 4, 2, 0), accepted(3, 4, 2, 0)), voter,
			"drop Propose{Kind:2 Payload:6 Size:1}"},
		{"a candidate asks no learner", ready(learner, raft.AppendRefused{From: 2, Term: 8}, electionTimeout), raft.Written{Seq: 5},
			`vote of 1: VoteCounted{From:1 Votes:1 Needed:3}
2: vote for me in term 9? my last is 2 of term 4
3: vote for me in term 9? my last is 2 of term 4
4: vote for me in term 9? my last is 2 of term 4
5: vote for me in term 9? my last is 2 of term 4`},
		{"a leader that removes itself leads until that is committed, and does not count", ready(without1, raft.Written{Seq: 3}, accepted(2, 4, 2, 0)), accepted(3, 4, 2, 0), ""},
		{"nobody is left to vote: no", ready(change(2122), accepted(2, 4, 1, 0)), change(2324), "drop Propose{Kind:2 Payload:2324 Size:1}"},
		{"leadership is not handed to a learner", ready(learner), raft.Transfer{To: 6}, "drop Transfer{To:6}"},
		{"a server grants its vote to a candidate that is not in its configuration", member(nil), raft.RequestVote{From: 9, Term: 4},
			"become follower in term 4, leader 0\nset election timer\nwrite 1: term 4 vote 9"},
		{"a server takes entries of a leader that is not in its configuration", member(nil), raft.AppendEntries{From: 9, Term: 3},
			"set election timer\nbecome follower in term 3, leader 9\n9: term 3, have up to 0, round 0"},
		{"… and no answers of strangers", ready(), accepted(9, 4, 1, 0), ""},
	})

	loose := ready(learner, raft.AppendRefused{From: 2, Term: 8}, electionTimeout)
	loose.SetRules(loose.Rules().Without(raft.LearnersDoNotVote))
	check(t, []rule{{"… unless the rule is off", loose, electionTimeout, "set election timer\nbecome candidate in term 10, leader 0\nwrite 6: term 10 vote 1"}})
	asked := &recorder{}
	loose.Step(0, raft.Written{Seq: 6}, asked)
	require.Contains(t, asked.lines, "6: vote for me in term 10? my last is 2 of term 4")
	loose.Step(0, raft.VoteReply{From: 6, Term: 10, Granted: true}, asked)
	loose.Step(0, raft.VoteReply{From: 2, Term: 10, Granted: true}, asked)
	require.Equal(t, raft.Leader, loose.Role(), "1, 2 and the learner are three, which is a majority of the five")

	joint := ready(swap)
	require.Equal(t, raft.Membership{Voters: []raft.ID{2, 3, 4, 5, 6}, Old: five}, joint.Membership(), "more than one: joint consensus")
	older := member([]raft.Term{1}, raft.AppendEntries{From: 2, Term: 3, PrevIndex: 1, PrevTerm: 1, Entries: []raft.Entry{{Term: 3, Kind: raft.ConfigChange, Payload: 25}}})
	require.Equal(t, []raft.ID{1, 2, 3, 4}, older.Membership().Voters)
	older.Step(0, raft.AppendEntries{From: 3, Term: 4, PrevIndex: 1, PrevTerm: 1, Entries: entriesOf(4)}, &recorder{})
	require.Equal(t, five, older.Membership().Voters, "it falls back when the entry is removed")
}

func change(p raft.Payload) raft.Event {
	return raft.Propose{Kind: raft.ConfigChange, Payload: p, Size: 1}
}

// firstOfNetwork returns a settled cluster of servers of which the first ones
// are its first configuration.
func firstOfNetwork(t *testing.T, seed uint64, servers, first int, o raft.Options) *network {
	n := newNetwork(seed, servers)
	o.Membership = true
	n.withOptions(o)
	for _, s := range n.nodes {
		s.config.Peers = n.nodes[0].config.Peers[:first]
	}
	n.start()
	require.True(t, n.until(2000*ms, n.settled))
	return n
}

func (n *network) voters() []raft.ID { return n.leader().server.Membership().Voters }

func TestServersAreAddedAndRemoved(t *testing.T) {
	n := firstOfNetwork(t, 3, 5, 3, raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true, SnapshotEvery: 5})
	for range 20 {
		n.propose(n.leader())
	}
	n.run(200 * ms)
	for _, id := range []raft.ID{4, 5} {
		n.change(n.leader(), raft.Change{Kind: raft.AddLearner, ID: id})
		require.True(t, n.until(500*ms, func() bool { return n.node(id).server.Applied() == n.leader().server.Commit() }))
		n.run(100 * ms)
		n.change(n.leader(), raft.Change{Kind: raft.AddVoter, ID: id})
		n.run(200 * ms)
	}
	require.ElementsMatch(t, five, n.voters())
	leader := n.leader()
	n.change(leader, raft.Change{Kind: raft.RemoveServer, ID: leader.config.ID})
	require.True(t, n.until(2000*ms, func() bool { return n.leader() != nil && n.leader() != leader && n.settled() }))
	require.Equal(t, raft.Follower, leader.server.Role(), "it steps down when the change commits")
	require.Len(t, n.voters(), 4)
	term := n.leader().server.Term()
	n.run(3000 * ms)
	require.Equal(t, term, n.leader().server.Term(), "the removed one disturbs nobody")
	n.requireLive(t, "removed", 3)
}

func TestJointConsensusExchangesAllButOne(t *testing.T) {
	n := firstOfNetwork(t, 3, 5, 3, raft.Options{})
	leader := n.leader().config.ID
	var changes []raft.Change
	for _, id := range five {
		if kind := raft.AddVoter; id != leader {
			if id <= 3 {
				kind = raft.RemoveServer
			}
			changes = append(changes, raft.Change{Kind: kind, ID: id})
		}
	}
	n.change(n.leader(), changes...)
	require.NotEmpty(t, n.leader().server.Membership().Old)
	n.run(120 * ms)
	for id := raft.ID(1); id <= 3; id++ {
		if id != leader {
			n.node(id).crash() // their service is over
		}
	}
	require.Empty(t, n.leader().server.Membership().Old, "joint consensus is left when it is committed")
	require.ElementsMatch(t, []raft.ID{leader, 4, 5}, n.voters())
	n.requireLive(t, "joint", 3)
}

// The leader alone has the entry that removes it: only it can be elected.
func TestARemovedServerMayStandWhileThatIsNotCommitted(t *testing.T) {
	n := firstOfNetwork(t, 3, 2, 2, raft.Options{})
	leader := n.leader()
	n.slowDisks(0)
	n.isolate(leader.config.ID)
	n.change(leader, raft.Change{Kind: raft.RemoveServer, ID: leader.config.ID})
	n.run(10 * ms)
	leader.crash()
	n.heal()
	require.True(t, n.until(10_000*ms, func() bool { return n.leader() != nil && n.leader() != leader && n.settled() }))
	require.Len(t, n.voters(), 1)
	require.Empty(t, n.checks.violations)
}

// changeAnything has the leader take a random change of the membership.
func (n *network) changeAnything() {
	s := n.leader()
	if s == nil || s.paused || n.rng.IntN(6) != 0 {
		return
	}
	var changes []raft.Change
	for range 1 + n.rng.IntN(3) {
		changes = append(changes, raft.Change{Kind: raft.ChangeKind(n.rng.IntN(3)), ID: raft.ID(1 + n.rng.IntN(len(n.nodes)))})
	}
	n.change(s, changes...)
}

// newMembershipStorm returns a cluster of five, not all of which take part at
// first.
func newMembershipStorm(seed uint64) *network {
	n := newStorm(seed)
	for len(n.nodes) < 5 {
		s := &node{net: n, config: n.nodes[0].config}
		s.config.ID = raft.ID(len(n.nodes) + 1)
		s.config.Seed = seed*1000 + uint64(s.config.ID)
		n.nodes = append(n.nodes, s)
	}
	o := anyOptions(seed)
	o.Membership = true
	n.withOptions(o)
	first := n.nodes[len(n.nodes)-1].config.Peers
	if len(first) == 5 {
		first = first[:3]
	}
	for _, s := range n.nodes {
		s.config.Peers = first
	}
	n.also = n.changeAnything
	return n
}

// retire ends the service of those that do not take part any more.
func (n *network) retire() {
	leader := n.leader()
	var out []*node
	for _, s := range n.nodes {
		if leader != nil && s != leader && !leader.counts(s.config.ID) {
			out = append(out, s)
		}
	}
	for _, s := range out {
		s.crash()
	}
}

func TestThePropertiesHoldThroughChangesOfTheMembership(t *testing.T) {
	changes := 0
	for seed := uint64(1); seed <= *runs; seed++ {
		n := newMembershipStorm(seed)
		n.storm(2500*ms, n.administer)
		require.Empty(t, n.checks.violations, "seed %d", seed)
		require.True(t, n.until(20_000*ms, n.settled), "seed %d: no leader", seed)
		n.retire()
		n.run(1000 * ms) // what they have sent arrives
		n.retire()
		require.True(t, n.until(10_000*ms, n.settled), "seed %d: no leader among the members", seed)
		n.requireLive(t, "membership", seed)
		for _, e := range n.checks.applied {
			if e.Kind == raft.ConfigChange {
				changes++
			}
		}
	}
	t.Logf("%d runs: %d changes", *runs, changes)
}

func TestMembershipsAreEncodedAndCloned(t *testing.T) {
	script := func(seed uint64, each func(s *node)) string {
		n := newMembershipStorm(seed)
		n.script = &strings.Builder{}
		turn := 0
		n.storm(1500*ms, func() {
			turn++
			n.administer()
			if s := n.nodes[turn%len(n.nodes)]; s.server != nil && each != nil {
				each(s)
			}
		})
		return n.script.String()
	}
	sameWhatever(t, 40, script)
}

// A read waits for a quorum of those who take part when it can be answered: it
// does not wait for servers that were removed meanwhile.
func TestAReadDoesNotWaitForWhoWasRemoved(t *testing.T) {
	for _, o := range []raft.Options{{Membership: true}, {Membership: true, BatchReads: true}} {
		n := newNetwork(1, 2).withOptions(o).start()
		require.True(t, n.until(2000*ms, n.settled))
		leader, other := n.leader(), n.node(n.leader().config.ID%2+1)
		n.isolate(other.config.ID)
		n.read(leader)
		n.change(leader, raft.Change{Kind: raft.RemoveServer, ID: other.config.ID})
		require.True(t, n.until(500*ms, func() bool { return len(leader.server.Membership().Voters) == 1 && n.checks.answered == 1 }))
	}
}
