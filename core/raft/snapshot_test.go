package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
)

func TestSection7Snapshots(t *testing.T) {
	every := raft.Options{SnapshotEvery: 2, SnapshotTrail: 1}
	commit := func(prev raft.Index, prevTerm raft.Term, commit raft.Index) raft.Event {
		return raft.AppendEntries{From: 2, Term: 3, PrevIndex: prev, PrevTerm: prevTerm, Commit: commit}
	}
	part := func(index raft.Index, term raft.Term, offset uint64) raft.Event {
		return raft.InstallSnapshot{From: 2, Term: 3, Snapshot: raft.Snapshot{Index: index, Term: term, Payload: 7, Size: 10}, Offset: offset, Length: 5}
	}
	made := raft.Snapshotted{Index: 2, Payload: 7, Size: 10}
	check(t, []rule{
		{"enough was applied: the owner is asked for a snapshot", givenWith(every, 3, 0, []raft.Term{1, 1, 3}), commit(2, 1, 2),
			"set election timer\nbecome follower in term 3, leader 2\ncommit 2\napply 1 to 2\nsnapshot of 2\n2: term 3, have up to 2, round 0"},
		{"… once", givenWith(every, 3, 0, []raft.Term{1, 1, 3, 3}, commit(2, 1, 2)), commit(4, 3, 4),
			"set election timer\ncommit 4\napply 3 to 4\n2: term 3, have up to 4, round 0"},
		{"it is written to stable storage", givenWith(every, 3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2)), made,
			"write 1: snapshot of 2 of term 1\nwrite 1: term 3 vote 0"},
		{"… and only then the log entries up through it can be discarded, but for a window", givenWith(every, 3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2), made), raft.Written{Seq: 1},
			"write 2: compact up to 1\nwrite 2: term 3 vote 0"},
		{"a snapshot can be asked for at any moment", given(3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2)), raft.TakeSnapshot{}, "snapshot of 2"},
		{"… but not while one is made", given(3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2), raft.TakeSnapshot{}), raft.TakeSnapshot{}, ""},
		{"… nor if nothing was applied since the last", given(3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2), raft.TakeSnapshot{}, made), raft.TakeSnapshot{}, ""},
		{"so can a log without the window", givenWith(every, 3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2), made, raft.Written{Seq: 1}, raft.Written{Seq: 2}), raft.Compact{},
			"write 3: compact up to 2\nwrite 3: term 3 vote 0"},
		{"… but nothing goes before the snapshot is durable", givenWith(every, 3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2), made), raft.Compact{}, ""},
		{"… nor without one", given(3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2)), raft.Compact{}, ""},
		{"one that nobody asked for is none", givenWith(every, 3, 0, []raft.Term{1, 1, 3}, commit(2, 1, 2), made), made, ""},
		{"a part of a snapshot is acknowledged, and more is waited for", given(3, 0, nil), part(9, 2, 0),
			"set election timer\nbecome follower in term 3, leader 2\n2: SnapshotReply{From:1 Term:3 Index:9 Received:5}"},
		{"a part that comes twice counts once", given(3, 0, nil, part(9, 2, 0)), part(9, 2, 0),
			"set election timer\n2: SnapshotReply{From:1 Term:3 Index:9 Received:5}"},
		{"a part of another snapshot begins anew", given(3, 0, nil, part(9, 2, 0)), part(12, 2, 5),
			"set election timer\n2: SnapshotReply{From:1 Term:3 Index:12 Received:0}"},
		{"all of it has come: it is written", given(3, 0, []raft.Term{1, 1}, part(9, 2, 0)), part(9, 2, 5),
			"set election timer\ncommit 9\nwrite 1: snapshot of 9 of term 2\nwrite 1: term 3 vote 0"},
		{"… and restored and acknowledged when it is durable", given(3, 0, []raft.Term{1, 1}, part(9, 2, 0), part(9, 2, 5)), raft.Written{Seq: 1},
			"restore 9\n2: term 3, have up to 9, round 0"},
		{"existing log entry has same index and term: retain the entries that follow it", given(3, 0, []raft.Term{1, 2, 3}, part(2, 2, 0)), part(2, 2, 5),
			"set election timer\ncommit 2\napply 1 to 2\n2: term 3, have up to 2, round 0"},
		{"a snapshot that is late is ignored", given(3, 0, []raft.Term{1, 2, 3}, commit(3, 3, 3)), part(2, 2, 0),
			"set election timer\n2: term 3, have up to 3, round 0"},
		{"one of an earlier term is refused", given(4, 0, nil), part(2, 2, 0), "2: SnapshotReply{From:1 Term:4 Index:2 Received:0}"},
		{"entries go on after a snapshot", given(3, 0, nil, part(9, 2, 0), part(9, 2, 5), raft.Written{Seq: 1}), raft.AppendEntries{From: 2, Term: 3, PrevIndex: 9, PrevTerm: 2, Entries: entriesOf(3)},
			"set election timer\nwrite 2: term 3 vote 0, from 10 [3]"},
		{"entries that a snapshot has overtaken are there already", given(3, 0, nil, part(9, 2, 0), part(9, 2, 5), raft.Written{Seq: 1}), raft.AppendEntries{From: 2, Term: 3, PrevIndex: 7, PrevTerm: 1, Entries: entriesOf(2, 2, 3)},
			"set election timer\nwrite 2: term 3 vote 0, from 10 [3]"},
		{"… though all of them are", given(3, 0, nil, part(9, 2, 0), part(9, 2, 5), raft.Written{Seq: 1}), raft.AppendEntries{From: 2, Term: 3, PrevIndex: 3, PrevTerm: 1, Entries: entriesOf(1)},
			"set election timer\n2: term 3, have up to 9, round 0"},
	})
}

// behind has a follower miss a number of entries, and returns the network
// when it is back.
func behind(t *testing.T, o raft.Options, missed int) (n *network, leader, follower *node) {
	n = newNetwork(5, 3).withOptions(o).start()
	require.True(t, n.until(2000*ms, n.settled))
	leader = n.leader()
	follower = n.node(leader.config.ID%3 + 1)
	follower.crash()
	for range missed {
		n.propose(leader)
		n.run(20 * ms)
	}
	n.run(100 * ms)
	follower.start()
	return n, leader, follower
}

func (n *network) count(sent *int, is func(raft.Message) bool) {
	n.drop = func(_ raft.ID, m raft.Message) bool {
		if is(m) {
			*sent++
		}
		return false
	}
}

func isSnapshot(m raft.Message) bool { _, ok := m.(raft.InstallSnapshot); return ok }

func TestASlowFollowerGetsASnapshotInParts(t *testing.T) {
	n, leader, follower := behind(t, raft.Options{SnapshotEvery: 10, SnapshotTrail: 3, SnapshotChunk: 100}, 40)
	require.Greater(t, leader.server.Log().First(), raft.Index(20))
	parts := 0
	n.count(&parts, isSnapshot)
	n.run(500 * ms)
	require.Equal(t, leader.server.Applied(), follower.server.Applied())
	require.GreaterOrEqual(t, parts, 10, "1000 bytes, 100 in a part")
	require.NotZero(t, follower.server.LastSnapshot().Index)
	require.Empty(t, n.checks.violations)
	n.requireLive(t, "snapshot", 5)
}

func TestAFollowerThatIsALittleBehindGetsEntries(t *testing.T) {
	n, leader, follower := behind(t, raft.Options{SnapshotEvery: 10, SnapshotTrail: 30}, 25)
	parts := 0
	n.count(&parts, isSnapshot)
	n.run(300 * ms)
	require.Equal(t, leader.server.Applied(), follower.server.Applied())
	require.Zero(t, parts)
}

func TestALogIsBounded(t *testing.T) {
	n := newNetwork(5, 3).withOptions(raft.Options{SnapshotEvery: 100, SnapshotTrail: 50}).start()
	require.True(t, n.until(2000*ms, n.settled))
	for range 3000 {
		n.propose(n.leader())
		n.run(2 * ms)
	}
	n.run(200 * ms)
	for _, s := range n.nodes {
		for _, log := range []*raft.Log{s.server.Log(), &s.stored.Log} {
			require.Equal(t, raft.Index(3001), log.Last())
			require.Less(t, log.Last()-log.First(), raft.Index(300))
		}
	}
	require.Empty(t, n.checks.violations)
}

// A crash at any moment around a snapshot loses nothing.
func TestACrashBetweenSnapshotAndTruncationLosesNothing(t *testing.T) {
	for at := range raft.Time(60) {
		n := newNetwork(5, 1).withOptions(raft.Options{SnapshotEvery: 4, SnapshotTrail: 1}).start()
		require.True(t, n.until(2000*ms, n.settled))
		n.slowDisks(10 * ms)
		s := n.node(1)
		for range 4 {
			n.propose(s)
		}
		n.run(5*ms + at*ms)
		durable := s.stored.Log.Last()
		s.crash()
		s.start()
		require.GreaterOrEqual(t, s.stored.Log.Last(), durable)
		require.LessOrEqual(t, s.stored.Log.First(), s.stored.Snapshot.Index+1, "the snapshot reaches the log")
		n.requireLive(t, "crash", uint64(at))
		require.Equal(t, s.server.Applied(), s.machine)
	}
}

// A log is a slice of entries that has lost its beginning, whatever was cloned
// from it in between.
func TestCompactedLogsBehaveAsSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type pair struct {
			stored raft.Stored
			model  []raft.Entry
			before int
		}
		all := []*pair{{}}
		next := raft.Payload(0)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			p := all[rapid.IntRange(0, len(all)-1).Draw(t, "which")]
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				all = append(all, &pair{stored: p.stored.Clone(), model: append([]raft.Entry(nil), p.model...), before: p.before})
			case 1:
				upTo := rapid.IntRange(p.before, len(p.model)).Draw(t, "compact")
				raft.Write{Compact: raft.Index(upTo)}.Apply(&p.stored)
				p.before = upTo
			case 2:
				at := len(p.model) + rapid.IntRange(1, 300).Draw(t, "snapshot")
				raft.Write{Snapshot: &raft.Snapshot{Index: raft.Index(at), Term: 9}}.Apply(&p.stored)
				p.model, p.before = make([]raft.Entry, at), at
				p.model[at-1].Term = 9
			default:
				from := rapid.IntRange(p.before+1, len(p.model)+1).Draw(t, "from")
				w := someWrite(t, raft.Index(from), raft.Term(len(all)), &next)
				w.Apply(&p.stored)
				p.model = append(p.model[:from-1:from-1], w.Entries...)
			}
		}
		for _, p := range all {
			log := &p.stored.Log
			require.Equal(t, raft.Index(len(p.model)), log.Last())
			require.Equal(t, raft.Index(p.before+1), log.First())
			for i, e := range p.model {
				got, ok := log.At(raft.Index(i + 1))
				require.Equal(t, i >= p.before, ok)
				if ok {
					require.Equal(t, e, got)
				}
				if i+1 >= p.before {
					require.Equal(t, e.Term, log.Term(raft.Index(i+1)))
				}
			}
			require.Equal(t, append([]raft.Entry(nil), p.model[p.before:]...), log.Slice(1, log.Last()))
			c := &bytesCoder{}
			p.stored.Code(c)
			var again raft.Stored
			c.decoding = true
			again.Code(c)
			require.NoError(t, c.err)
			require.Equal(t, log.First(), again.Log.First())
			require.Equal(t, log.Slice(1, log.Last()), again.Log.Slice(1, log.Last()))
		}
	})
}
