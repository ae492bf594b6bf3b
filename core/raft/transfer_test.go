package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

func TestDissertation310Transfer(t *testing.T) {
	x := raft.Propose{Payload: 5, Size: 1}
	to := raft.Transfer{To: 2}
	caughtUp := accepted(2, 4, 1, 0)
	check(t, []rule{
		{"the target has all: it is told to stand", leader(3, nil, caughtUp), to, "2: TimeoutNow{From:1 Term:4}"},
		{"the target lags: it is brought up to date first", leader(3, nil), to, ""},
		{"… and then told to stand", leader(3, nil, to), caughtUp, "2: TimeoutNow{From:1 Term:4}"},
		{"… not before it has the last entry", leader(3, nil, caughtUp, x, to), caughtUp, ""},
		{"… nor when another has", leader(3, nil, to), accepted(3, 4, 1, 0), ""},
		{"the leader stops accepting new client requests", leader(3, nil, to), x, "drop Propose{Kind:0 Payload:5 Size:1}"},
		{"the question is repeated with the heartbeat", leader(3, nil, caughtUp, to), heartbeatTime,
			`2: TimeoutNow{From:1 Term:4}
2: append [] after 1 of term 4 in term 4, commit 0, round 0
3: append [4] after 0 of term 0 in term 4, commit 0, round 0
4: append [4] after 0 of term 0 in term 4, commit 0, round 0
5: append [4] after 0 of term 0 in term 4, commit 0, round 0
set heartbeat timer`},
		{"the target stands at once, whatever its timer says", given(3, 0, nil), raft.TimeoutNow{From: 2, Term: 3},
			"set election timer\nbecome candidate in term 4, leader 0\nwrite 1: term 4 vote 1"},
		{"… under pre-vote too", givenWith(raft.Options{PreVote: true}, 3, 0, nil), raft.TimeoutNow{From: 2, Term: 3},
			"set election timer\nbecome candidate in term 4, leader 0\nwrite 1: term 4 vote 1"},
		{"… and says so, that those who keep their leader vote for it", givenWith(raft.Options{PreVote: true}, 3, 0, nil, raft.TimeoutNow{From: 2, Term: 3}), raft.Written{Seq: 1},
			`vote of 1: VoteCounted{From:1 Votes:1 Needed:3}
2: vote for me in term 4? my last is 0 of term 0
3: vote for me in term 4? my last is 0 of term 0
4: vote for me in term 4? my last is 0 of term 0
5: vote for me in term 4? my last is 0 of term 0`},
		{"one who keeps its leader votes for its successor", givenWith(raft.Options{KeepLeader: true}, 3, 0, nil, raft.AppendEntries{From: 3, Term: 3}), raft.RequestVote{From: 2, Term: 4, Transfer: true},
			"become follower in term 4, leader 0\nset election timer\nwrite 1: term 4 vote 2"},
		{"a question of an earlier term is over", given(3, 0, nil), raft.TimeoutNow{From: 2, Term: 2}, ""},
		{"only a leader hands over", given(3, 0, nil), to, "drop Transfer{To:2}"},
		{"not to itself", leader(3, nil), raft.Transfer{To: 1}, "drop Transfer{To:1}"},
		{"nor to a stranger", leader(3, nil), raft.Transfer{To: 9}, "drop Transfer{To:9}"},
	})
}

func TestATransferEndsAfterAnElectionTimeout(t *testing.T) {
	s := leader(3, nil, raft.Transfer{To: 2})
	s.Step(raft.Paper.ElectionMax-1, heartbeatTime, nowhere{})
	require.Equal(t, raft.ID(2), s.TransferringTo())
	out := &recorder{}
	s.Step(raft.Paper.ElectionMax, heartbeatTime, out)
	require.Equal(t, "become leader in term 4, leader 1", out.lines[0])
	require.Equal(t, raft.None, s.TransferringTo())
	before := s.Log().Last()
	s.Step(raft.Paper.ElectionMax, raft.Propose{}, nowhere{})
	require.Equal(t, before+1, s.Log().Last(), "the leader resumes accepting client requests")
}

var everyGuard = map[string]raft.Options{
	"raft alone":   {},
	"pre-vote":     {PreVote: true},
	"all together": {PreVote: true, CheckQuorum: true, KeepLeader: true},
}

// transferred settles a cluster, has its leader hand over to the next server
// after a story, and returns the target.
func transferred(t *testing.T, o raft.Options, story func(n *network, leader, target *node)) (*network, *node) {
	n := newNetwork(6, 5).withOptions(o).start()
	require.True(t, n.until(2000*ms, n.settled))
	leader := n.leader()
	target := n.node(leader.config.ID%5 + 1)
	if story != nil {
		story(n, leader, target)
	}
	leader.step(raft.Transfer{To: target.config.ID})
	return n, target
}

func TestLeadershipIsTransferred(t *testing.T) {
	for name, o := range everyGuard {
		t.Run(name, func(t *testing.T) {
			n, target := transferred(t, o, nil)
			require.True(t, n.until(100*ms, func() bool { return n.leader() == target }), "sooner than any election timeout")
			n.requireLive(t, name, 6)
		})
		t.Run(name+", to one that lags", func(t *testing.T) {
			n, target := transferred(t, o, func(n *network, leader, target *node) {
				n.isolate(target.config.ID)
				for range 200 {
					n.propose(leader)
				}
				n.run(100 * ms)
				clear(n.blocked)
			})
			require.True(t, n.until(290*ms, func() bool { return n.leader() == target }))
			n.requireLive(t, name, 6)
		})
		t.Run(name+", to one that is down", func(t *testing.T) {
			n, target := transferred(t, o, func(n *network, leader, target *node) { target.crash() })
			leader, term := n.leader(), n.leader().server.Term()
			last := leader.server.Log().Last()
			n.propose(leader)
			require.Equal(t, last, leader.server.Log().Last())
			n.run(400 * ms)
			n.propose(leader)
			require.Equal(t, last+1, leader.server.Log().Last(), "it takes proposals again")
			require.Equal(t, term, leader.server.Term())
			target.start()
			n.requireLive(t, name, 6)
		})
		t.Run(name+", and the question is lost once", func(t *testing.T) {
			n, target := transferred(t, o, func(n *network, leader, target *node) {
				lost := false
				n.drop = func(to raft.ID, m raft.Message) bool {
					_, now := m.(raft.TimeoutNow)
					hit := now && !lost
					lost = lost || hit
					return hit
				}
			})
			require.True(t, n.until(200*ms, func() bool { return n.leader() == target }))
			n.requireLive(t, name, 6)
		})
	}
}
