package raft_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/raft"
)

// Writes take time, and several are under way at once. What rests on one waits
// for it, and nothing else does.
func TestNothingIsPromisedBeforeItIsDurable(t *testing.T) {
	x := raft.Propose{Payload: 5, Size: 1}
	ready := []raft.Event{accepted(2, 4, 1, 0), accepted(3, 4, 1, 0)}
	with := func(more ...raft.Event) *raft.Server {
		return leader(3, nil, append(append([]raft.Event(nil), ready...), more...)...)
	}
	commit := func(i, after string) string {
		return "commit " + i + "\napply " + i + " to " + i + "\n2: append [] after " + after + " of term 4 in term 4, commit " + i + ", round 0\n3: append [] after " + after + " of term 4 in term 4, commit " + i + ", round 0"
	}
	send := func(from raft.ID, term raft.Term, prev raft.Index, prevTerm raft.Term, entries ...raft.Term) raft.Event {
		return raft.AppendEntries{From: from, Term: term, PrevIndex: prev, PrevTerm: prevTerm, Entries: entriesOf(entries...)}
	}
	hello := send(2, 3, 0, 0)
	check(t, []rule{
		{"a leader's entry goes out before it is durable (dissertation §10.2.1)", with(), x,
			"2: append [4] after 1 of term 4 in term 4, commit 1, round 0\n3: append [4] after 1 of term 4 in term 4, commit 1, round 0\nwrite 3: term 4 vote 1, from 2 [4]"},
		{"two of five have it, and the leader's own write is under way: no majority", with(x, accepted(2, 4, 2, 0)), accepted(3, 4, 2, 0), ""},
		{"… until it is durable", with(x, accepted(2, 4, 2, 0), accepted(3, 4, 2, 0)), raft.Written{Seq: 3}, commit("2", "2")},
		{"a write that ends makes durable what it holds, though others are under way", with(x, x, x, accepted(2, 4, 3, 0), accepted(3, 4, 3, 0)), raft.Written{Seq: 3}, commit("2", "4")},
		{"… and the next one what is in it", with(x, x, x, accepted(2, 4, 3, 0), accepted(3, 4, 3, 0), raft.Written{Seq: 3}), raft.Written{Seq: 4}, commit("3", "4")},
		{"an answer to a later write is one to all before it", with(x, x, x, accepted(2, 4, 3, 0), accepted(3, 4, 3, 0), raft.Written{Seq: 3}), raft.Written{Seq: 5}, commit("3", "4")},
		{"a follower acknowledges each write by itself", given(3, 0, nil, hello, send(2, 3, 0, 0, 3), send(2, 3, 1, 3, 3, 3)), raft.Written{Seq: 1},
			"2: term 3, have up to 1, round 0"},
		{"… and both when the later one is durable", given(3, 0, nil, hello, send(2, 3, 0, 0, 3), send(2, 3, 1, 3, 3, 3)), raft.Written{Seq: 2},
			"2: term 3, have up to 1, round 0\n2: term 3, have up to 3, round 0"},
		{"an answer that comes twice changes nothing", given(3, 0, nil, hello, send(2, 3, 0, 0, 3), raft.Written{Seq: 1}), raft.Written{Seq: 1}, ""},
		{"the same entries again, while they are being written, are acknowledged with them", given(3, 0, nil, hello, send(2, 3, 0, 0, 3), send(2, 3, 0, 0, 3)), raft.Written{Seq: 1},
			"2: term 3, have up to 1, round 0\n2: term 3, have up to 1, round 0"},
	})
}

// The ABA case: entries are truncated and overwritten at the same indices, and
// an answer arrives to the write of the first ones. It does not make the later
// ones durable, not even where they are the first ones again: the disk has yet
// to go through what was in between.
func TestAnOldAnswerMakesNothingDurableThatWasOverwritten(t *testing.T) {
	send := func(from raft.ID, term raft.Term, prev raft.Index, prevTerm raft.Term, entries ...raft.Term) raft.Event {
		return raft.AppendEntries{From: from, Term: term, PrevIndex: prev, PrevTerm: prevTerm, Entries: entriesOf(entries...)}
	}
	a, b, aAgain := send(2, 3, 1, 1, 3, 3), send(3, 4, 1, 1, 4), send(2, 5, 1, 1, 3, 3, 5)
	durable := func(events ...raft.Event) raft.Index { return given(2, 0, []raft.Term{1}, events...).Durable() }
	written := func(seq uint64) raft.Event { return raft.Written{Seq: seq} }
	require.Equal(t, raft.Index(3), durable(a, written(1)))
	require.Equal(t, raft.Index(1), durable(a, b, written(1)), "B is not on disk")
	require.Equal(t, raft.Index(2), durable(a, b, written(2)))
	require.Equal(t, raft.Index(1), durable(a, b, aAgain, written(1)), "A is, and B will overwrite it")
	require.Equal(t, raft.Index(1), durable(a, b, aAgain, written(1), written(2)))
	require.Equal(t, raft.Index(4), durable(a, b, aAgain, written(3)))
	require.Equal(t, raft.Index(1), durable(a, written(1), b), "nor does what was durable stay so")

	last := func(s *raft.Server, e raft.Event) string {
		out := &recorder{}
		s.Step(0, e, out)
		return out.lines[len(out.lines)-1]
	}
	heartbeat := send(2, 5, 4, 5)
	s := given(2, 0, []raft.Term{1}, a, b, send(2, 5, 1, 1), aAgain, written(1), written(2), written(3))
	require.Equal(t, "2: term 5, have up to 1, round 0", last(s, heartbeat), "the leader of term 5 is told so")
	require.Equal(t, "2: term 5, have up to 4, round 0", last(s, written(4)))

	// A leader's own entries, overwritten by another and written anew when it
	// leads again: the first write does not count for the second.
	x := raft.Propose{Payload: 5, Size: 1}
	l := leader(3, nil, x, x) // entries 2 and 3 of term 4, writes 3 and 4
	for _, e := range []raft.Event{send(2, 5, 1, 4, 5), electionTimeout, raft.VoteReply{From: 2, Term: 6, Granted: true}, written(3)} {
		l.Step(0, e, nowhere{})
	}
	require.Equal(t, raft.Index(1), l.Durable())
}

// diskOf is a disk that does what it is given in order, and an Effects.
type diskOf struct {
	nowhere
	stored raft.Stored
	writes []raft.Write
	sent   []raft.Message
}

func (d *diskOf) Write(w raft.Write, _ raft.Reason)             { d.writes = append(d.writes, w) }
func (d *diskOf) Send(_ raft.ID, m raft.Message, _ raft.Reason) { d.sent = append(d.sent, m) }

// What is durable, and what is acknowledged to the leader of the term, stays in
// the log whenever the server crashes, whatever is under way.
func TestWhatIsDurableStaysWheneverItCrashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &diskOf{}
		config := raft.Config{ID: 1, Peers: []raft.ID{1, 2, 3}, Timeouts: raft.Paper}
		s := raft.New(config, raft.Stored{})
		s.Start(0, d)
		histories := [][]raft.Entry{nil} // logs that leaders had, each the prefix of one and entries of its own
		var log []raft.Entry
		term, from, payload := raft.Term(0), raft.ID(2), raft.Payload(0)
		newLeader := func() {
			old := rapid.SampledFrom(histories).Draw(t, "history")
			log = append([]raft.Entry(nil), old[:rapid.IntRange(0, len(old)).Draw(t, "prefix")]...)
			term, from = term+1, 5-from
			for range rapid.IntRange(1, 4).Draw(t, "own entries") {
				payload++
				log = append(log, raft.Entry{Term: term, Payload: payload})
			}
			histories = append(histories, log)
		}
		newLeader()
		// stays holds for every moment at which the server may crash from now on.
		stays := func(upTo raft.Index, what string) {
			after := d.stored.Clone()
			for n := 0; ; n++ {
				for i := raft.Index(1); i <= upTo; i++ {
					want, _ := s.Log().At(i)
					got, _ := after.Log.At(i)
					require.Equal(t, want, got, "%s: entry %d after %d of %d writes that are under way", what, i, n, len(d.writes))
				}
				if n == len(d.writes) {
					return
				}
				d.writes[n].Apply(&after)
			}
		}
		finish := func(n int) {
			for _, w := range d.writes[:n] {
				w.Apply(&d.stored)
			}
			d.writes = d.writes[n:]
		}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				newLeader()
			case 1: // a crash, after some more was done
				finish(rapid.IntRange(0, len(d.writes)).Draw(t, "done in time"))
				d.writes, d.sent = nil, nil
				s = raft.New(config, d.stored.Clone())
				s.Start(0, d)
			case 2, 3, 4:
				if n := rapid.IntRange(0, len(d.writes)).Draw(t, "done"); n > 0 {
					seq := d.writes[n-1].Seq
					finish(n)
					s.Step(0, raft.Written{Seq: seq}, d)
				}
			default:
				prev := rapid.IntRange(0, len(log)).Draw(t, "prev")
				m := raft.AppendEntries{From: from, Term: term, PrevIndex: raft.Index(prev), Entries: log[prev:rapid.IntRange(prev, len(log)).Draw(t, "last")]}
				if prev > 0 {
					m.PrevTerm = log[prev-1].Term
				}
				s.Step(0, m, d)
			}
			stays(s.Durable(), "durable")
			for _, m := range d.sent {
				if m, ok := m.(raft.AppendAccepted); ok && m.Term == s.Term() {
					stays(m.Match, "acknowledged")
				}
			}
			d.sent = nil
		}
	})
}
