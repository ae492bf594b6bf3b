package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

func TestDissertation96PreVote(t *testing.T) {
	pre := raft.Options{PreVote: true}
	ask := func(term raft.Term, last raft.Index, lastTerm raft.Term) raft.Event {
		return raft.PreVote{From: 2, Term: term, LastIndex: last, LastTerm: lastTerm}
	}
	reply := func(from raft.ID, term, asked raft.Term, yes bool) raft.Event {
		return raft.PreVoteReply{From: from, Term: term, Asked: asked, Granted: yes}
	}
	hello := raft.AppendEntries{From: 3, Term: 3}
	check(t, []rule{
		{"a candidate first learns whether a majority would vote for it; term and vote stay", givenWith(pre, 3, 4, []raft.Term{1, 2}), electionTimeout,
			`set election timer
become pre-candidate in term 3, leader 0
vote of 1: PreVoteCounted{From:1 Votes:1 Needed:3}
2: PreVote{From:1 Term:3 LastIndex:2 LastTerm:2}
3: PreVote{From:1 Term:3 LastIndex:2 LastTerm:2}
4: PreVote{From:1 Term:3 LastIndex:2 LastTerm:2}
5: PreVote{From:1 Term:3 LastIndex:2 LastTerm:2}`},
		{"less than a majority would: wait", givenWith(pre, 3, 0, nil, electionTimeout), reply(2, 3, 3, true),
			"vote of 2: PreVoteCounted{From:2 Votes:2 Needed:3}"},
		{"an answer that comes twice counts once", givenWith(pre, 3, 0, nil, electionTimeout, reply(2, 3, 3, true)), reply(2, 3, 3, true), ""},
		{"an answer to an earlier question does not count", givenWith(pre, 3, 0, nil, electionTimeout), reply(2, 3, 2, true), ""},
		{"a refusal is noted", givenWith(pre, 3, 0, nil, electionTimeout), reply(2, 3, 3, false), "vote of 2: VoteDenied{From:2}"},
		{"a majority would: stand", givenWith(pre, 3, 0, nil, electionTimeout, reply(2, 3, 3, true)), reply(3, 3, 3, true),
			`vote of 3: PreVoteCounted{From:3 Votes:3 Needed:3}
set election timer
become candidate in term 4, leader 0
write 1: term 4 vote 1`},
		{"the timer runs out: ask again, in the same term", givenWith(pre, 3, 0, nil, electionTimeout, reply(2, 3, 3, true)), electionTimeout,
			`set election timer
become pre-candidate in term 3, leader 0
vote of 1: PreVoteCounted{From:1 Votes:1 Needed:3}
2: PreVote{From:1 Term:3 LastIndex:0 LastTerm:0}
3: PreVote{From:1 Term:3 LastIndex:0 LastTerm:0}
4: PreVote{From:1 Term:3 LastIndex:0 LastTerm:0}
5: PreVote{From:1 Term:3 LastIndex:0 LastTerm:0}`},
		{"a pre-candidate that hears the leader follows it", givenWith(pre, 3, 0, nil, hello, electionTimeout), hello,
			"set election timer\nbecome follower in term 3, leader 3\n3: term 3, have up to 0, round 0"},
		{"a later term in an answer ends it (§5.1)", givenWith(pre, 3, 0, nil, electionTimeout), reply(2, 6, 3, false),
			"become follower in term 6, leader 0\nwrite 1: term 6 vote 0"},
		{"a voter says yes, and takes neither term nor vote, nor resets its timer", given(3, 0, []raft.Term{1}), ask(7, 1, 1),
			"2: PreVoteReply{From:1 Term:3 Asked:7 Granted:true}"},
		{"a voter of the next term is behind no question of the one before", given(4, 0, nil), ask(3, 0, 0),
			"2: PreVoteReply{From:1 Term:4 Asked:3 Granted:true}"},
		{"… unless it has given its vote in that term", given(4, 3, nil), ask(3, 0, 0),
			"2: PreVoteReply{From:1 Term:4 Asked:3 Granted:false}"},
		{"a voter of a later term says no, and tells its term", given(5, 0, nil), ask(3, 0, 0),
			"2: PreVoteReply{From:1 Term:5 Asked:3 Granted:false}"},
		{"the candidate's log is not sufficiently up to date: no", given(3, 0, []raft.Term{1, 3}), ask(3, 5, 2),
			"2: PreVoteReply{From:1 Term:3 Asked:3 Granted:false}"},
		{"the voter has heard a valid leader: no", given(3, 0, nil, hello), ask(3, 9, 3),
			"2: PreVoteReply{From:1 Term:3 Asked:3 Granted:false}"},
		{"a leader that a quorum answers: no", leader(3, nil), ask(4, 9, 4),
			"2: PreVoteReply{From:1 Term:4 Asked:4 Granted:false}"},
	})
}

func TestDissertation423AFollowerWithALiveLeaderIgnoresVotes(t *testing.T) {
	keep := raft.Options{KeepLeader: true}
	ask := raft.RequestVote{From: 2, Term: 9, LastIndex: 9, LastTerm: 9}
	hello := raft.AppendEntries{From: 3, Term: 3}
	check(t, []rule{
		{"within the minimum election timeout it does not update its term or grant its vote", givenWith(keep, 3, 0, nil, hello), ask,
			"2: term 3, vote false"},
		{"nor does a leader that a quorum answers", leaderWith(keep, 3, nil), ask, "2: term 4, vote false"},
		{"one that has heard no leader does", givenWith(keep, 3, 0, nil), ask,
			"become follower in term 9, leader 0\nset election timer\nwrite 1: term 9 vote 2"},
		{"a request of an earlier term is answered as ever", givenWith(keep, 3, 0, nil, hello), raft.RequestVote{From: 2, Term: 1},
			"2: term 3, vote false"},
	})
	s := givenWith(keep, 3, 0, nil, hello)
	s.Step(raft.Paper.ElectionMin, ask, nowhere{})
	require.Equal(t, raft.Term(9), s.Term(), "the minimum election timeout is over")
}

func TestDissertation62CheckQuorum(t *testing.T) {
	beat := func(at raft.Time, o raft.Options, events ...raft.Event) *raft.Server {
		s := leaderWith(o, 3, nil)
		for _, e := range events {
			s.Step(at, e, nowhere{})
		}
		s.Step(raft.Paper.ElectionMin, heartbeatTime, nowhere{})
		return s
	}
	check := raft.Options{CheckQuorum: true}
	require.Equal(t, raft.Leader, beat(0, raft.Options{}).Role(), "Raft alone: it leads until it hears of another")
	require.Equal(t, raft.Follower, beat(0, check).Role(), "an election timeout elapses without a quorum")
	require.Equal(t, raft.Follower, beat(1, check, accepted(2, 4, 1, 0)).Role(), "two of five")
	require.Equal(t, raft.Leader, beat(1, check, accepted(2, 4, 1, 0), raft.AppendRefused{From: 3, Term: 4}).Role(), "a refusal is an answer too")
	require.Equal(t, raft.Follower, beat(1, check, accepted(2, 4, 1, 0), accepted(3, 3, 1, 0)).Role(), "not one of an earlier term")
	require.Equal(t, raft.Term(4), beat(0, check).Term(), "its term stays")
}

// undisturbed starts a cluster with extensions, has it settle, lets a story
// happen and reports whether leader and term are the same at its end.
func undisturbed(t *testing.T, o raft.Options, servers int, story func(n *network, leader *node)) bool {
	n := newNetwork(4, servers).withOptions(o).start()
	require.True(t, n.until(2000*ms, n.settled))
	leader, term := n.leader(), n.leader().server.Term()
	story(n, leader)
	n.heal()
	require.True(t, n.until(5000*ms, n.settled))
	n.requireLive(t, "story", 4)
	return n.leader() == leader && leader.server.Term() == term
}

// The disturbances that the extensions are for, and the deadlocks that they
// are known for: see each story.
func TestWhoDisturbsALeader(t *testing.T) {
	all := raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true}
	alone := func(n *network, leader *node) { // cut off for a while, and back
		n.isolate(leader.config.ID%raft.ID(len(n.nodes)) + 1)
		n.run(2000 * ms)
	}
	deaf := func(n *network, leader *node) { // cannot hear the leader, and all others hear it
		n.cut(leader.config.ID, leader.config.ID%raft.ID(len(n.nodes))+1, true)
		n.run(2000 * ms)
	}
	removed := func(n *network, leader *node) { // as deaf, and in a later term when it asks
		id := leader.config.ID%raft.ID(len(n.nodes)) + 1
		n.isolate(id)
		for range 5 {
			n.timeOut(id)
		}
		for _, s := range n.nodes {
			n.cut(id, s.config.ID, false)
		}
		n.drop = func(to raft.ID, m raft.Message) bool { // as a removed one gets no heartbeats
			_, append := m.(raft.AppendEntries)
			return append && to == id
		}
		n.run(1000 * ms)
		n.node(id).crash()
		n.node(id).stored.Term = leader.server.Term()
		n.node(id).start()
	}
	require.False(t, undisturbed(t, raft.Options{}, 5, alone))
	require.True(t, undisturbed(t, raft.Options{PreVote: true}, 5, alone))
	require.True(t, undisturbed(t, all, 5, alone))
	require.False(t, undisturbed(t, raft.Options{}, 5, deaf))
	require.True(t, undisturbed(t, raft.Options{PreVote: true}, 5, deaf))
	require.True(t, undisturbed(t, all, 5, deaf))
	require.False(t, undisturbed(t, raft.Options{}, 5, removed))
	require.True(t, undisturbed(t, raft.Options{KeepLeader: true}, 5, removed))
	require.True(t, undisturbed(t, all, 5, removed))
}

// A leader that hears nobody, though all hear it, would lead nothing for ever.
func TestALeaderThatHearsNobodyGivesWay(t *testing.T) {
	for name, o := range map[string]raft.Options{
		"check-quorum": {CheckQuorum: true},
		"all":          {PreVote: true, CheckQuorum: true, KeepLeader: true},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNetwork(2, 5).withOptions(o).start()
			require.True(t, n.until(2000*ms, n.settled))
			old := n.leader()
			for _, s := range n.nodes {
				n.cut(s.config.ID, old.config.ID, true)
			}
			require.True(t, n.until(3000*ms, func() bool {
				return n.leader() != nil && n.leader() != old && old.server.Role() != raft.Leader
			}))
			n.heal()
			n.requireLive(t, name, 2)
		})
	}
}

// One of five sees all, the others only it: with all extensions it comes to
// lead and stays.
func TestAPartialPartitionFindsItsCentre(t *testing.T) {
	for seed := uint64(1); seed <= 20; seed++ {
		n := newNetwork(seed, 5).withOptions(raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true})
		for a := raft.ID(2); a <= 5; a++ {
			for b := raft.ID(2); b <= 5; b++ {
				n.cut(a, b, a != b)
			}
		}
		n.start()
		require.True(t, n.until(10_000*ms, func() bool { return n.node(1).server.Role() == raft.Leader }), "seed %d", seed)
		term := n.node(1).server.Term()
		n.run(3000 * ms)
		require.Equal(t, raft.Leader, n.node(1).server.Role())
		require.Equal(t, term, n.node(1).server.Term())
		require.Empty(t, n.checks.violations)
	}
}

// A server of a later term with a log that is behind can only say no, and the
// one that could lead is of an earlier term: it learns the later one from the
// refusal of its question, and both go on (etcd-io/raft, issue 8501).
func TestALaterTermDoesNotDeadlockPreVotes(t *testing.T) {
	n := newNetwork(3, 3).withOptions(raft.Options{PreVote: true, CheckQuorum: true, KeepLeader: true})
	n.node(1).stored = raft.Stored{Term: 2, Log: logOf(1, 2)}
	n.node(2).stored = raft.Stored{Term: 9, Log: logOf(1)}
	n.node(1).start()
	n.node(2).start()
	require.True(t, n.until(3000*ms, func() bool { return n.node(1).server.Role() == raft.Leader }))
	n.node(3).start()
	n.requireLive(t, "deadlock", 3)
}
