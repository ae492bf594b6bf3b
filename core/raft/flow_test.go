package raft_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
)

// Flow control is etcd's (go.etcd.io/raft, package tracker): probe, replicate,
// snapshot, and a window of what has no answer.
func TestFlowControl(t *testing.T) {
	x := raft.Propose{Payload: 5, Size: 10}
	met := accepted(2, 4, 1, 0)
	replicating := func(o raft.Options, events ...raft.Event) *raft.Server {
		return leaderWith(o, 3, nil, append([]raft.Event{met}, events...)...)
	}
	two, bytes := raft.Options{InflightMessages: 2}, raft.Options{InflightBytes: 15}
	refused := raft.AppendRefused{From: 2, Term: 4, PrevIndex: 2, Last: 1}
	check(t, []rule{
		{"probe: where the logs do not meet yet, new entries wait for the answer", leader(3, nil), x,
			"write 3: term 4 vote 1, from 2 [4]"},
		{"… and a heartbeat tries again, with entries", leader(3, nil, x), heartbeatTime,
			`2: append [4 4] after 0 of term 0 in term 4, commit 0, round 0
3: append [4 4] after 0 of term 0 in term 4, commit 0, round 0
4: append [4 4] after 0 of term 0 in term 4, commit 0, round 0
5: append [4 4] after 0 of term 0 in term 4, commit 0, round 0
set heartbeat timer`},
		{"replicate: once they meet, what has waited goes out", leader(3, nil, x, x), met,
			"2: append [4 4] after 1 of term 4 in term 4, commit 0, round 0"},
		{"… as many messages as the window takes", leaderWith(raft.Options{MessageEntries: 1, InflightMessages: 2}, 3, nil, x, x, x), met,
			"2: append [4] after 1 of term 4 in term 4, commit 0, round 0\n2: append [4] after 2 of term 4 in term 4, commit 0, round 0"},
		{"… and new entries follow without waiting for answers", replicating(two, x), x,
			"2: append [4] after 2 of term 4 in term 4, commit 0, round 0\nwrite 4: term 4 vote 1, from 3 [4]"},
		{"… until the window of messages is full", replicating(two, x, x), x,
			"write 5: term 4 vote 1, from 4 [4]"},
		{"… or that of bytes", replicating(bytes, x, x), x,
			"write 5: term 4 vote 1, from 4 [4]"},
		{"an answer opens the window, and all that has waited shares a message", replicating(two, x, x, x, x), accepted(2, 4, 2, 0),
			"2: append [4 4] after 3 of term 4 in term 4, commit 0, round 0"},
		{"… up to the limit of entries", replicating(raft.Options{InflightMessages: 1, MessageEntries: 2}, x, x, x, x), accepted(2, 4, 2, 0),
			"2: append [4 4] after 2 of term 4 in term 4, commit 0, round 0"},
		{"… and of bytes", replicating(raft.Options{InflightMessages: 1, MessageBytes: 25}, x, x, x, x), accepted(2, 4, 2, 0),
			"2: append [4 4] after 2 of term 4 in term 4, commit 0, round 0"},
		{"… though one entry always fits", replicating(raft.Options{InflightMessages: 1, MessageBytes: 5}, x, x), accepted(2, 4, 2, 0),
			"2: append [4] after 2 of term 4 in term 4, commit 0, round 0"},
		{"an answer to the newest answers the older ones too", replicating(two, x, x, x, x), accepted(2, 4, 3, 0),
			"2: append [4 4] after 3 of term 4 in term 4, commit 0, round 0"},
		{"a heartbeat passes a full window, without entries", replicating(two, x, x, x, accepted(3, 4, 1, 0)), raft.Read{Seq: 1},
			`2: append [] after 3 of term 4 in term 4, commit 1, round 1
3: append [] after 4 of term 4 in term 4, commit 1, round 1
4: append [4 4 4 4] after 0 of term 0 in term 4, commit 1, round 1
5: append [4 4 4 4] after 0 of term 0 in term 4, commit 1, round 1`},
		{"… and its answer tells what has arrived, though the answer to that was lost", replicating(two, x, x, x), accepted(2, 4, 3, 0),
			"2: append [4] after 3 of term 4 in term 4, commit 0, round 0"},
		{"… or that something was lost: probe from where the follower's log ends", replicating(two, x, x, x), refused,
			"2: append [4 4 4] after 1 of term 4 in term 4, commit 0, round 0"},
		{"while it probes, no more is sent", replicating(two, x, x, refused), x,
			"write 5: term 4 vote 1, from 4 [4]"},
		{"several proposals at once share a write and a message", replicating(raft.Options{}), raft.Batch{Proposals: []raft.Propose{x, x, x}},
			"2: append [4 4 4] after 1 of term 4 in term 4, commit 0, round 0\nwrite 3: term 4 vote 1, from 2 [4 4 4]"},
		{"… and a follower passes each on", given(3, 0, nil, raft.AppendEntries{From: 2, Term: 3}), raft.Batch{Proposals: []raft.Propose{x, x}},
			"2: Forward{From:1 Term:3 Seq:1 Proposal:{Kind:0 Payload:5 Size:10}}\n2: Forward{From:1 Term:3 Seq:2 Proposal:{Kind:0 Payload:5 Size:10}}"},
		{"an empty one does nothing", replicating(raft.Options{}), raft.Batch{}, ""},
	})
}

func TestWhatIsInFlightIsShown(t *testing.T) {
	x := raft.Propose{Payload: 5, Size: 10}
	state := func(events ...raft.Event) (string, int, uint64) {
		s := leaderWith(raft.Options{InflightMessages: 3}, 3, nil, events...)
		p := s.Peers()[1]
		messages, bytes := p.InFlight()
		return p.State.String(), messages, bytes
	}
	expect := func(wantState string, wantMessages int, wantBytes uint64, events ...raft.Event) {
		t.Helper()
		state, messages, bytes := state(events...)
		require.Equal(t, wantState, state)
		require.Equal(t, wantMessages, messages)
		require.Equal(t, wantBytes, bytes)
	}
	met := accepted(2, 4, 1, 0)
	expect("probe", 0, 0)
	expect("replicate", 0, 0, met)
	expect("replicate", 2, 20, met, x, x)
	expect("replicate", 3, 30, met, x, x, x, x)
	expect("replicate", 3, 40, met, x, x, x, x, x, accepted(2, 4, 2, 0))
	expect("replicate", 1, 10, met, x, x, accepted(2, 4, 2, 0))
	expect("probe", 0, 0, met, x, x, raft.AppendRefused{From: 2, Term: 4, PrevIndex: 2, Last: 1})
	s := leader(3, nil)
	require.Equal(t, raft.StateReplicate, s.Peers()[0].State, "a leader's own log")
}

func TestALimitOnWhatIsNotCommitted(t *testing.T) {
	limit := raft.Options{UncommittedBytes: 25}
	of := func(size uint32) raft.Propose { return raft.Propose{Payload: 5, Size: size} }
	ten := of(10)
	with := func(events ...raft.Event) *raft.Server {
		return leaderWith(limit, 3, nil, append([]raft.Event{accepted(2, 4, 1, 0), accepted(3, 4, 1, 0), ten}, events...)...)
	}
	full := func(s *raft.Server, p raft.Event) (dropped []raft.Reason) {
		s.Step(0, p, reasons{drop: func(why raft.Reason) { dropped = append(dropped, why) }})
		return dropped
	}
	require.Empty(t, full(with(), ten), "20 of 25 bytes")
	require.Equal(t, []raft.Reason{raft.TooMuchUncommitted{Bytes: 20, Limit: 25}}, full(with(ten), ten))
	require.Empty(t, full(with(ten), of(0)), "what is empty is always taken")
	require.Empty(t, full(leaderWith(limit, 3, nil), of(1000)), "and anything where nothing is uncommitted")
	require.Len(t, full(with(), raft.Batch{Proposals: []raft.Propose{ten, ten, of(5), ten}}), 2, "of several, those that fit")
	require.Empty(t, full(with(ten, raft.Written{Seq: 3}, accepted(2, 4, 2, 0), accepted(3, 4, 2, 0)), ten), "what is committed counts no more")
	require.Zero(t, with(ten, raft.AppendRefused{From: 2, Term: 6}).Uncommitted(), "nor does what one takes who leads no more")

	// A new leader counts what an earlier one has left, and so does one that was
	// decoded.
	s := leaderWith(limit, 3, nil, ten)
	require.Equal(t, uint64(10), s.Uncommitted())
	require.Equal(t, uint64(10), decoded(t, encoded(s)).Uncommitted())
	s.Step(0, raft.AppendEntries{From: 2, Term: 5, PrevIndex: 1, PrevTerm: 4, Entries: []raft.Entry{{Term: 5, Size: 7}}}, nowhere{})
	s.Step(0, electionTimeout, nowhere{})
	s.Step(0, raft.Written{Seq: 9}, nowhere{})
	for _, from := range []raft.ID{2, 3} {
		s.Step(0, raft.VoteReply{From: from, Term: 6, Granted: true}, nowhere{})
	}
	require.Equal(t, raft.Leader, s.Role())
	require.Equal(t, uint64(7), s.Uncommitted())
}

// reasons is an Effects that is told why something is dropped.
type reasons struct {
	nowhere
	drop func(raft.Reason)
}

func (r reasons) Drop(_ raft.Event, why raft.Reason) { r.drop(why) }

// Whichever single message is lost while entries are replicated, or comes
// late, heartbeats heal it, whatever the window.
func TestOneLostMessageNeverStallsReplication(t *testing.T) {
	for _, o := range []raft.Options{{}, {InflightMessages: 1}, {InflightMessages: 2, MessageEntries: 1}, {InflightBytes: 8}} {
		for lost := 0; ; lost++ {
			n := newNetwork(3, 3).withOptions(o)
			n.settledQuietly()
			leader, sent := n.leader(), 0
			n.drop = func(raft.ID, raft.Message) bool { sent++; return sent == lost+1 }
			for range 12 {
				n.propose(leader)
				n.run(ms)
			}
			all := func() bool {
				for _, s := range n.nodes {
					if s.server.Applied() != 13 {
						return false
					}
				}
				return true
			}
			require.True(t, n.until(4*raft.Paper.Heartbeat, all), "%+v, message %d is lost", o, lost)
			require.Empty(t, n.checks.violations)
			if sent < lost {
				break
			}
		}
	}
}

// anyFlow draws narrow windows and small messages.
func anyFlow(t *rapid.T) raft.Options {
	limit := func(name string, most uint64) uint64 { return rapid.Uint64Range(0, most).Draw(t, name) }
	return raft.Options{MessageEntries: limit("entries in a message", 5), MessageBytes: limit("bytes in a message", 40),
		InflightMessages: limit("messages in flight", 4), InflightBytes: limit("bytes in flight", 60)}
}

// In a network that loses, doubles and reorders, no window is exceeded, and
// when it does no more, all is replicated as fast as the window lets it.
func TestWindowsHoldAndReplicationResumes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyFlow(t)
		n := newNetwork(rapid.Uint64Range(1, 1<<40).Draw(t, "seed"), rapid.IntRange(2, 5).Draw(t, "servers")).withOptions(o).start()
		n.ordered = rapid.Bool().Draw(t, "ordered")
		n.until(5000*ms, n.settled)
		n.loss, n.double = rapid.Float64Range(0, 0.6).Draw(t, "loss"), rapid.Float64Range(0, 0.3).Draw(t, "double")
		within := func() {
			for _, s := range n.nodes {
				for _, p := range s.server.Peers() {
					messages, bytes := p.InFlight()
					require.True(t, o.InflightMessages == 0 && messages <= 16 || messages <= int(o.InflightMessages), "%d messages in flight", messages)
					require.True(t, o.InflightBytes == 0 || bytes < o.InflightBytes+max(o.MessageBytes, 1<<20), "%d bytes in flight", bytes)
				}
			}
		}
		for range rapid.IntRange(1, 30).Draw(t, "proposals") {
			n.propose(n.nodes[n.rng.IntN(len(n.nodes))])
			n.run(n.between(0, 20*ms))
			within()
		}
		n.loss, n.double = 0, 0
		n.run(1000 * ms) // who lost patience meanwhile stands for election
		require.True(t, n.until(5000*ms, n.settled))
		last := n.leader().server.Log().Last()
		term := n.leader().server.Term()
		n.until(500*ms+raft.Time(last)*40*ms, func() bool { // a message at a time takes a while
			within()
			for _, s := range n.nodes {
				if s.server.Applied() < last {
					return false
				}
			}
			return true
		})
		for _, s := range n.nodes {
			require.GreaterOrEqual(t, s.server.Applied(), last)
		}
		require.Equal(t, term, n.leader().server.Term())
		require.Empty(t, n.checks.violations)
	})
}

// A message names its state in Peers, which a snapshot on its way has too.
func TestASnapshotOnItsWayIsAState(t *testing.T) {
	n, leader, follower := behind(t, raft.Options{SnapshotEvery: 10, SnapshotTrail: 3, SnapshotChunk: 100}, 40)
	peer := func() raft.Progress { return leader.server.Peers()[follower.config.ID-1] }
	require.True(t, n.until(500*ms, func() bool { return peer().State == raft.StateSnapshot && peer().Offset > 0 }))
	require.Equal(t, "snapshot", peer().State.String())
	n.propose(leader)
	require.Equal(t, raft.StateSnapshot, peer().State, "new entries wait")
	require.True(t, n.until(500*ms, func() bool { return peer().State == raft.StateReplicate }))
	require.Equal(t, leader.server.Log().Last(), peer().Next-1)
	n.run(100 * ms)
	require.Equal(t, leader.server.Applied(), follower.server.Applied())
}

// A proposal that has no place in the window is not lost: in one write and one
// message it goes with the others that wait.
func TestEntriesThatWaitShareAMessage(t *testing.T) {
	n := newNetwork(2, 3).withOptions(raft.Options{InflightMessages: 1})
	n.settledQuietly()
	leader := n.leader()
	n.script = &strings.Builder{}
	for range 50 {
		n.propose(leader)
	}
	n.run(100 * ms)
	for _, s := range n.nodes {
		require.Equal(t, raft.Index(51), s.server.Applied())
	}
	with := 0
	for line := range strings.Lines(n.script.String()) {
		if strings.Contains(line, "→") && strings.Contains(line, "Payload:") {
			with++
		}
	}
	require.Equal(t, 4, with, "to each of two followers one with the first, and one with the rest")
}
