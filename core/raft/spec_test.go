package raft_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// recorder is an Effects that writes down what it is told, a line each.
type recorder struct{ lines []string }

func (r *recorder) add(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

var timerNames = map[raft.Timer]string{raft.ElectionTimer: "election", raft.HeartbeatTimer: "heartbeat"}

func (r *recorder) Send(to raft.ID, m raft.Message, _ raft.Reason) {
	switch m := m.(type) {
	case raft.RequestVote:
		r.add("%d: vote for me in term %d? my last is %d of term %d", to, m.Term, m.LastIndex, m.LastTerm)
	case raft.VoteReply:
		r.add("%d: term %d, vote %v", to, m.Term, m.Granted)
	case raft.AppendEntries:
		var terms []raft.Term
		for _, e := range m.Entries {
			terms = append(terms, e.Term)
		}
		r.add("%d: append %v after %d of term %d in term %d, commit %d, round %d", to, terms, m.PrevIndex, m.PrevTerm, m.Term, m.Commit, m.Round)
	case raft.AppendAccepted:
		r.add("%d: term %d, have up to %d, round %d", to, m.Term, m.Match, m.Round)
	case raft.AppendRefused:
		r.add("%d: term %d, refuse after %d, last %d, conflict %d of term %d", to, m.Term, m.PrevIndex, m.Last, m.ConflictIndex, m.ConflictTerm)
	default:
		r.add("%d: %s", to, told(m))
	}
}

func (r *recorder) Write(w raft.Write, _ raft.Reason) {
	if w.Snapshot != nil {
		r.add("write %d: snapshot of %d of term %d", w.Seq, w.Snapshot.Index, w.Snapshot.Term)
	}
	if w.Compact != 0 {
		r.add("write %d: compact up to %d", w.Seq, w.Compact)
	}
	if w.From == 0 {
		r.add("write %d: term %d vote %d", w.Seq, w.Term, w.Vote)
		return
	}
	var terms []raft.Term
	for _, e := range w.Entries {
		terms = append(terms, e.Term)
	}
	r.add("write %d: term %d vote %d, from %d %v", w.Seq, w.Term, w.Vote, w.From, terms)
}

func (r *recorder) SetTimer(t raft.Timer, _ raft.Time)     { r.add("set %s timer", timerNames[t]) }
func (r *recorder) StopTimer(t raft.Timer)                 { r.add("stop %s timer", timerNames[t]) }
func (r *recorder) Commit(i raft.Index, _ raft.Reason)     { r.add("commit %d", i) }
func (r *recorder) Apply(after, upTo raft.Index)           { r.add("apply %d to %d", after+1, upTo) }
func (r *recorder) ReadReady(seq uint64, index raft.Index) { r.add("read %d at %d", seq, index) }
func (r *recorder) Snapshot(upTo raft.Index)               { r.add("snapshot of %d", upTo) }
func (r *recorder) Restore(s raft.Snapshot)                { r.add("restore %d", s.Index) }
func (r *recorder) Changes(p raft.Payload) []raft.Change   { return changesOf(p) }
func (r *recorder) Drop(e raft.Event, _ raft.Reason)       { r.add("drop %s", told(e)) }
func (r *recorder) Vote(from raft.ID, why raft.Reason)     { r.add("vote of %d: %s", from, told(why)) }
func (r *recorder) Become(role raft.Role, term raft.Term, leader raft.ID, _ raft.Reason) {
	r.add("become %v in term %d, leader %d", role, term, leader)
}

var (
	five            = []raft.ID{1, 2, 3, 4, 5}
	electionTimeout = raft.Timeout{Timer: raft.ElectionTimer}
	heartbeatTime   = raft.Timeout{Timer: raft.HeartbeatTimer}
)

// given returns server 1 of five with a term, a vote and a log, and lets events
// happen to it.
func given(term raft.Term, vote raft.ID, log []raft.Term, events ...raft.Event) *raft.Server {
	s := raft.New(raft.Config{ID: 1, Peers: five, Timeouts: raft.Paper, Seed: 1}, raft.Stored{Term: term, Vote: vote, Log: logOf(log...)})
	s.Start(0, nowhere{})
	for _, e := range events {
		s.Step(0, e, nowhere{})
	}
	return s
}

// candidate returns one that stands in the next term, its own vote durable.
func candidate(term raft.Term, log []raft.Term, events ...raft.Event) *raft.Server {
	return given(term, 0, log, append([]raft.Event{electionTimeout, raft.Written{Seq: 1}}, events...)...)
}

// leader returns one that leads the next term, its no-op durable.
func leader(term raft.Term, log []raft.Term, events ...raft.Event) *raft.Server {
	yes := func(from raft.ID) raft.Event { return raft.VoteReply{From: from, Term: term + 1, Granted: true} }
	return candidate(term, log, append([]raft.Event{yes(2), yes(3), raft.Written{Seq: 2}}, events...)...)
}

func accepted(from raft.ID, term raft.Term, match raft.Index, round uint64) raft.Event {
	return raft.AppendAccepted{From: from, Term: term, Match: match, Round: round}
}

func entriesOf(terms ...raft.Term) []raft.Entry {
	var list []raft.Entry
	for _, t := range terms {
		list = append(list, raft.Entry{Term: t})
	}
	return list
}

// rule is a sentence of the paper: a state and an event give these effects.
type rule struct {
	paper  string
	state  *raft.Server
	event  raft.Event
	effect string // a line each, in order
}

func check(t *testing.T, rules []rule) {
	for _, r := range rules {
		t.Run(r.paper, func(t *testing.T) {
			out := &recorder{}
			r.state.Step(0, r.event, out)
			require.Equal(t, strings.Split(strings.TrimSpace(r.effect), "\n"), strings.Split(strings.Join(out.lines, "\n"), "\n"))
		})
	}
}

func TestFigure2RequestVote(t *testing.T) {
	ask := func(term raft.Term, last raft.Index, lastTerm raft.Term) raft.Event {
		return raft.RequestVote{From: 2, Term: term, LastIndex: last, LastTerm: lastTerm}
	}
	check(t, []rule{
		{"1. reply false if term < currentTerm (§5.1)", given(3, 0, nil), ask(2, 9, 2),
			"2: term 3, vote false"},
		{"2. votedFor is null, the log is as up to date: grant, once it is durable (§5.2, §5.4)", given(3, 0, []raft.Term{1, 2}), ask(3, 2, 2),
			"set election timer\nwrite 1: term 3 vote 2"},
		{"the vote is told when it is durable (§5.1)", given(3, 0, []raft.Term{1, 2}, ask(3, 2, 2)), raft.Written{Seq: 1},
			"2: term 3, vote true"},
		{"2. votedFor is candidateId: grant again", given(3, 2, nil), ask(3, 0, 0),
			"set election timer\n2: term 3, vote true"},
		{"2. votedFor is another: refuse, first come first served (§5.2)", given(3, 4, nil), ask(3, 9, 3),
			"2: term 3, vote false"},
		{"a newer term frees the vote (§5.1)", given(3, 4, nil), ask(4, 0, 0),
			"become follower in term 4, leader 0\nset election timer\nwrite 1: term 4 vote 2"},
		{"§5.4.1: the log with the later term is more up-to-date: refuse a longer one of an earlier term", given(3, 0, []raft.Term{1, 3}), ask(3, 5, 2),
			"2: term 3, vote false"},
		{"§5.4.1: the log with the later term is more up-to-date: grant to a shorter one", given(3, 0, []raft.Term{1, 2, 2}), ask(3, 1, 3),
			"set election timer\nwrite 1: term 3 vote 2"},
		{"§5.4.1: of logs that end with the same term the longer is more up-to-date", given(3, 0, []raft.Term{1, 2, 2}), ask(3, 2, 2),
			"2: term 3, vote false"},
		{"a follower that refuses takes the term, and its timer runs on", given(3, 0, []raft.Term{1, 3}), ask(4, 5, 2),
			"become follower in term 4, leader 0\nwrite 1: term 4 vote 0"},
		{"a leader of the term has voted for itself", leader(3, nil), ask(4, 9, 4),
			"2: term 4, vote false"},
		{"a leader that sees a newer term steps down (§5.1)", leader(3, nil), ask(5, 9, 4),
			"stop heartbeat timer\nset election timer\nbecome follower in term 5, leader 0\nset election timer\nwrite 3: term 5 vote 2"},
	})
}

func TestFigure2Candidates(t *testing.T) {
	reply := func(from raft.ID, term raft.Term, yes bool) raft.Event {
		return raft.VoteReply{From: from, Term: term, Granted: yes}
	}
	check(t, []rule{
		{"on conversion to candidate: increment currentTerm, vote for self, reset election timer (§5.2)", given(3, 4, []raft.Term{1, 2}), electionTimeout,
			"set election timer\nbecome candidate in term 4, leader 0\nwrite 1: term 4 vote 1"},
		{"send RequestVote RPCs to all other servers, once the own vote is durable", given(3, 4, []raft.Term{1, 2}, electionTimeout), raft.Written{Seq: 1},
			`vote of 1: VoteCounted{From:1 Votes:1 Needed:3}
2: vote for me in term 4? my last is 2 of term 2
3: vote for me in term 4? my last is 2 of term 2
4: vote for me in term 4? my last is 2 of term 2
5: vote for me in term 4? my last is 2 of term 2`},
		{"votes from less than a majority: wait", candidate(3, nil), reply(2, 4, true),
			"vote of 2: VoteCounted{From:2 Votes:2 Needed:3}"},
		{"a vote that comes twice counts once", candidate(3, nil, reply(2, 4, true)), reply(2, 4, true), ""},
		{"a vote of an earlier term does not count", candidate(3, nil, reply(2, 4, true)), reply(3, 3, true), ""},
		{"a refusal is noted", candidate(3, nil), reply(2, 4, false),
			"vote of 2: VoteDenied{From:2}"},
		{"votes received from majority of servers: become leader, and begin with a no-op (§5.2, §8)", candidate(3, []raft.Term{1, 2}, reply(2, 4, true)), reply(3, 4, true),
			`vote of 3: VoteCounted{From:3 Votes:3 Needed:3}
stop election timer
become leader in term 4, leader 1
2: append [4] after 2 of term 2 in term 4, commit 0, round 0
3: append [4] after 2 of term 2 in term 4, commit 0, round 0
4: append [4] after 2 of term 2 in term 4, commit 0, round 0
5: append [4] after 2 of term 2 in term 4, commit 0, round 0
set heartbeat timer
write 2: term 4 vote 1, from 3 [4]`},
		{"a vote after the election is over changes nothing", leader(3, nil), reply(4, 4, true), ""},
		{"AppendEntries RPC received from new leader: convert to follower", candidate(3, nil), raft.AppendEntries{From: 2, Term: 4},
			"set election timer\nbecome follower in term 4, leader 2\n2: term 4, have up to 0, round 0"},
		{"AppendEntries of an earlier term: reject and continue in candidate state (§5.2)", candidate(3, nil), raft.AppendEntries{From: 2, Term: 3},
			"2: term 4, refuse after 0, last 0, conflict 0 of term 0"},
		{"election timeout elapses: start new election", candidate(3, nil, reply(2, 4, true)), electionTimeout,
			"set election timer\nbecome candidate in term 5, leader 0\nwrite 2: term 5 vote 1"},
		{"term T > currentTerm in a response: convert to follower (§5.1); its timer runs on", candidate(3, nil), reply(2, 6, false),
			"become follower in term 6, leader 0\nwrite 2: term 6 vote 0"},
	})
}

func TestFigure2AppendEntries(t *testing.T) {
	send := func(term raft.Term, prev raft.Index, prevTerm raft.Term, commit raft.Index, entries ...raft.Term) raft.Event {
		return raft.AppendEntries{From: 2, Term: term, PrevIndex: prev, PrevTerm: prevTerm, Commit: commit, Round: 7, Entries: entriesOf(entries...)}
	}
	hello := send(3, 0, 0, 0)
	check(t, []rule{
		{"1. reply false if term < currentTerm (§5.1); the timer runs on", given(3, 0, []raft.Term{1}), send(2, 1, 1, 1, 2),
			"2: term 3, refuse after 1, last 1, conflict 0 of term 0"},
		{"2. reply false if log doesn't contain an entry at prevLogIndex (§5.3)", given(3, 0, []raft.Term{1}, hello), send(3, 3, 2, 0, 3),
			"set election timer\n2: term 3, refuse after 3, last 1, conflict 0 of term 0"},
		{"2. … whose term matches prevLogTerm: tell its term, and the first index of that term (§5.3)", given(3, 0, []raft.Term{1, 2, 2, 2}, hello), send(3, 4, 3, 0, 3),
			"set election timer\n2: term 3, refuse after 4, last 4, conflict 2 of term 2"},
		{"4. append any new entries; the acknowledgement waits for the disk", given(3, 0, []raft.Term{1}, hello), send(3, 1, 1, 0, 3, 3),
			"set election timer\nwrite 1: term 3 vote 0, from 2 [3 3]"},
		{"… and is given when they are durable", given(3, 0, []raft.Term{1}, hello, send(3, 1, 1, 0, 3, 3)), raft.Written{Seq: 1},
			"2: term 3, have up to 3, round 7"},
		{"3. an existing entry conflicts with a new one: delete it and all that follow it (§5.3)", given(3, 0, []raft.Term{1, 2, 2, 2}, hello), send(3, 1, 1, 0, 2, 3),
			"set election timer\nwrite 1: term 3 vote 0, from 3 [3]"},
		{"4. entries already in the log stay, and so do those after them", given(3, 0, []raft.Term{1, 3, 3}, hello), send(3, 1, 1, 0, 3),
			"set election timer\n2: term 3, have up to 2, round 7"},
		{"5. leaderCommit > commitIndex: commitIndex = min(leaderCommit, index of last new entry)", given(3, 0, []raft.Term{1, 3, 3}, hello), send(3, 1, 1, 9, 3),
			"set election timer\ncommit 2\napply 1 to 2\n2: term 3, have up to 2, round 7"},
		{"5. what is not durable here is committed and not yet applied", given(3, 0, []raft.Term{1}, hello), send(3, 1, 1, 2, 3),
			"set election timer\ncommit 2\napply 1 to 1\nwrite 1: term 3 vote 0, from 2 [3]"},
		{"… but applied when it is durable", given(3, 0, []raft.Term{1}, hello, send(3, 1, 1, 2, 3)), raft.Written{Seq: 1},
			"apply 2 to 2\n2: term 3, have up to 2, round 7"},
		{"5. leaderCommit ≤ commitIndex: it stays", given(3, 0, []raft.Term{1, 3, 3}, hello, send(3, 3, 3, 3)), send(3, 3, 3, 1),
			"set election timer\n2: term 3, have up to 3, round 7"},
		{"a heartbeat is answered at once, with what is durable", given(3, 0, []raft.Term{1}, hello, send(3, 1, 1, 0, 3)), send(3, 2, 3, 0),
			"set election timer\n2: term 3, have up to 1, round 7"},
		{"a new term is kept before it is acknowledged (§5.1)", given(3, 0, nil), send(4, 0, 0, 0),
			"become follower in term 4, leader 0\nset election timer\nbecome follower in term 4, leader 2\nwrite 1: term 4 vote 0"},
		{"a write under way does not make durable what has replaced it", given(3, 0, []raft.Term{1}, hello, send(3, 1, 1, 0, 3, 3), send(4, 1, 1, 0, 4, 4)), raft.Written{Seq: 1},
			"2: term 3, have up to 3, round 7"}, // as it was when the leader of term 3 asked, §5.1
		{"… as the next heartbeat shows", given(3, 0, []raft.Term{1}, hello, send(3, 1, 1, 0, 3, 3), send(4, 1, 1, 0, 4, 4), raft.Written{Seq: 1}, send(4, 3, 4, 0)), raft.Written{Seq: 2},
			"2: term 4, have up to 3, round 7\n2: term 4, have up to 1, round 7"},
	})
}

func TestFigure2Leaders(t *testing.T) {
	refused := func(prev, last, conflict raft.Index, conflictTerm raft.Term) raft.Event {
		return raft.AppendRefused{From: 2, Term: 4, PrevIndex: prev, Last: last, ConflictIndex: conflict, ConflictTerm: conflictTerm}
	}
	x := raft.Propose{Payload: 5, Size: 1}
	check(t, []rule{
		{"heartbeats prevent election timeouts (§5.2), and repeat what has no answer (§5.3)", leader(3, nil, accepted(2, 4, 1, 0), accepted(3, 4, 1, 0)), heartbeatTime,
			`2: append [] after 1 of term 4 in term 4, commit 1, round 0
3: append [] after 1 of term 4 in term 4, commit 1, round 0
4: append [4] after 0 of term 0 in term 4, commit 1, round 0
5: append [4] after 0 of term 0 in term 4, commit 1, round 0
set heartbeat timer`},
		{"command received from client: append entry to local log (§5.3), and send it where the logs meet", leader(3, nil, accepted(2, 4, 1, 0)), x,
			"2: append [4] after 1 of term 4 in term 4, commit 0, round 0\nwrite 3: term 4 vote 1, from 2 [4]"},
		{"… without waiting for answers to earlier ones", leader(3, nil, accepted(2, 4, 1, 0), x), x,
			"2: append [4] after 2 of term 4 in term 4, commit 0, round 0\nwrite 4: term 4 vote 1, from 3 [4]"},
		{"successful: update nextIndex and matchIndex; no majority yet", leader(3, nil), accepted(2, 4, 1, 0), ""},
		{"a majority of matchIndex[i] ≥ N and log[N].term == currentTerm: set commitIndex = N (§5.3, §5.4)", leader(3, nil, accepted(2, 4, 1, 0)), accepted(3, 4, 1, 0),
			`commit 1
apply 1 to 1
2: append [] after 1 of term 4 in term 4, commit 1, round 0
3: append [] after 1 of term 4 in term 4, commit 1, round 0`},
		{"log[N].term ≠ currentTerm: an entry of an earlier term is not committed by counting (§5.4.2)", leader(3, []raft.Term{2}, accepted(2, 4, 1, 0)), accepted(3, 4, 1, 0),
			"3: append [4] after 1 of term 2 in term 4, commit 0, round 0"},
		{"… but with the first of the own term (§5.4.2)", leader(3, []raft.Term{2}, accepted(2, 4, 2, 0)), accepted(3, 4, 2, 0),
			`commit 2
apply 1 to 2
2: append [] after 2 of term 4 in term 4, commit 2, round 0
3: append [] after 2 of term 4 in term 4, commit 2, round 0`},
		{"the leader's own copy counts when it is durable", leader(3, nil, accepted(2, 4, 1, 0), accepted(3, 4, 1, 0), x, accepted(2, 4, 2, 0)), raft.Written{Seq: 3},
			""},
		{"… and three copies commit, the own one not needed, but applied only when durable", leader(3, nil, accepted(2, 4, 1, 0), accepted(3, 4, 1, 0), accepted(4, 4, 1, 0), x, accepted(2, 4, 2, 0), accepted(3, 4, 2, 0)), accepted(4, 4, 2, 0),
			`commit 2
2: append [] after 2 of term 4 in term 4, commit 2, round 0
3: append [] after 2 of term 4 in term 4, commit 2, round 0
4: append [] after 2 of term 4 in term 4, commit 2, round 0`},
		{"AppendEntries fails, the log is too short: try after its end (§5.3)", leader(3, []raft.Term{1, 1, 2, 3}), refused(4, 1, 0, 0),
			"2: append [1 2 3 4] after 1 of term 1 in term 4, commit 0, round 0"},
		{"… the leader has entries of the conflicting term: try after its last of them", leader(3, []raft.Term{1, 1, 2, 3}), refused(4, 5, 2, 1),
			"2: append [2 3 4] after 2 of term 1 in term 4, commit 0, round 0"},
		{"… it has none: pass over all entries of that term", leader(3, []raft.Term{1, 3, 3, 3}), refused(4, 5, 2, 2),
			"2: append [3 3 3 4] after 1 of term 1 in term 4, commit 0, round 0"},
		{"a refusal that later knowledge has overtaken is ignored", leader(3, []raft.Term{1, 3}, accepted(2, 4, 3, 0)), refused(2, 1, 0, 0), ""},
		{"an answer of an earlier term is ignored", leader(3, []raft.Term{1}, accepted(2, 4, 1, 0)), accepted(3, 3, 2, 0), ""},
		{"a late acknowledgement takes nothing back", leader(3, nil, accepted(2, 4, 1, 0), accepted(3, 4, 1, 0)), accepted(3, 4, 0, 0), ""},
		{"term T > currentTerm in a response: convert to follower (§5.1)", leader(3, nil), raft.AppendRefused{From: 2, Term: 6},
			"stop heartbeat timer\nset election timer\nbecome follower in term 6, leader 0\nwrite 3: term 6 vote 0"},
		{"a leader has no election timer", leader(3, nil), electionTimeout, ""},
		{"a follower has no heartbeats", given(3, 0, nil), heartbeatTime, ""},
	})
}

func TestSection8Clients(t *testing.T) {
	x := raft.Propose{Payload: 5, Size: 1}
	of := func(seq uint64, term raft.Term) raft.Event {
		return raft.Forward{From: 2, Term: term, Seq: seq, Proposal: x}
	}
	appended := "write 3: term 4 vote 1, from 2 [4]"
	check(t, []rule{
		{"a follower passes a proposal on to the most recent leader that it knows", given(3, 0, nil, raft.AppendEntries{From: 2, Term: 3}), x,
			"2: Forward{From:1 Term:3 Seq:1 Proposal:{Kind:0 Payload:5 Size:1}}"},
		{"… numbered", given(3, 0, nil, raft.AppendEntries{From: 2, Term: 3}, x), x,
			"2: Forward{From:1 Term:3 Seq:2 Proposal:{Kind:0 Payload:5 Size:1}}"},
		{"who knows no leader drops it", given(3, 0, nil), x, "drop Propose{Kind:0 Payload:5 Size:1}"},
		{"a leader takes what is passed on", leader(3, nil), of(1, 4), appended},
		{"… once, though the network delivers it twice", leader(3, nil, of(1, 4)), of(1, 4), ""},
		{"… in any order", leader(3, nil, of(9, 4), of(8, 4)), of(7, 4), "write 5: term 4 vote 1, from 4 [4]"},
		{"… and not what was meant for an earlier term", leader(3, nil), of(1, 3), "drop Propose{Kind:0 Payload:5 Size:1}"},
		{"no proposal wanders: who does not lead drops what is passed on", given(3, 0, nil), of(1, 3), "drop Propose{Kind:0 Payload:5 Size:1}"},
	})
}

func TestDissertation64ReadIndex(t *testing.T) {
	ready := []raft.Event{accepted(2, 4, 1, 0), accepted(3, 4, 1, 0)}
	with := func(more ...raft.Event) *raft.Server {
		return leader(3, nil, append(append([]raft.Event(nil), ready...), more...)...)
	}
	round := func(n int) string {
		return fmt.Sprintf(`2: append [] after 1 of term 4 in term 4, commit 1, round %[1]d
3: append [] after 1 of term 4 in term 4, commit 1, round %[1]d
4: append [4] after 0 of term 0 in term 4, commit 1, round %[1]d
5: append [4] after 0 of term 0 in term 4, commit 1, round %[1]d`, n)
	}
	check(t, []rule{
		{"1. the leader has not committed an entry of its term: it waits until it has", leader(3, nil), raft.Read{Seq: 1}, ""},
		{"… and then begins the round", leader(3, nil, raft.Read{Seq: 1}, accepted(2, 4, 1, 0)), accepted(3, 4, 1, 0),
			"commit 1\napply 1 to 1\n" + round(1)},
		{"3. it issues a new round of heartbeats", with(), raft.Read{Seq: 1}, round(1)},
		{"3. … and waits for acknowledgements from a majority", with(raft.Read{Seq: 1}), accepted(2, 4, 1, 1), ""},
		{"3. … then it may read at the commit index of that time", with(raft.Read{Seq: 1}, accepted(2, 4, 1, 1)), accepted(3, 4, 1, 1), "read 1 at 1"},
		{"an acknowledgement of an earlier round proves nothing", with(raft.Read{Seq: 1}, accepted(2, 4, 1, 1)), accepted(3, 4, 1, 0), ""},
		{"nor one of an earlier term", with(raft.Read{Seq: 1}, accepted(2, 4, 1, 1)), accepted(3, 3, 1, 1), ""},
		{"a refusal of the term proves as much", with(raft.Read{Seq: 1}, accepted(2, 4, 1, 1)), raft.AppendRefused{From: 4, Term: 4, Round: 1}, "read 1 at 1"},
		{"a later read has its own round", with(raft.Read{Seq: 1}), raft.Read{Seq: 2}, round(2)},
		{"… whose acknowledgements serve the earlier as well", with(raft.Read{Seq: 1}, raft.Read{Seq: 2}, accepted(2, 4, 1, 2)), accepted(3, 4, 1, 2), "read 1 at 1\nread 2 at 1"},
		{"a follower asks the leader", given(3, 0, nil, raft.AppendEntries{From: 2, Term: 3}), raft.Read{Seq: 7}, "2: ReadRequest{From:1 Term:3 Seq:7}"},
		{"the leader answers it", with(raft.ReadRequest{From: 5, Term: 4, Seq: 7}, accepted(2, 4, 1, 1)), accepted(3, 4, 1, 1), "5: ReadReply{From:1 Term:4 Seq:7 Index:1}"},
		{"the follower waits for its own state machine to come as far", given(3, 0, nil), raft.ReadReply{From: 2, Term: 3, Seq: 7, Index: 4}, "read 7 at 4"},
		{"who knows no leader drops a read", given(3, 0, nil), raft.Read{Seq: 7}, "drop Read{Seq:7}"},
		{"a leader that steps down drops the reads that wait", with(raft.Read{Seq: 1}), raft.AppendRefused{From: 2, Term: 6},
			"stop heartbeat timer\ndrop Read{Seq:1}\nset election timer\nbecome follower in term 6, leader 0\nwrite 3: term 6 vote 0"},
		{"… once", with(raft.Read{Seq: 1}, raft.AppendRefused{From: 2, Term: 6}), raft.AppendRefused{From: 2, Term: 7},
			"become follower in term 7, leader 0\nwrite 4: term 7 vote 0"},
	})
}

func TestALateAcknowledgementTakesNothingBack(t *testing.T) {
	s := leader(3, nil, accepted(2, 4, 99, 0), accepted(2, 4, 0, 0))
	require.Equal(t, raft.Index(1), s.Peers()[1].Match, "nor can one tell of entries that the leader has not")
	require.Equal(t, raft.Index(2), s.Peers()[1].Next)
	require.Equal(t, raft.Index(1), s.Peers()[0].Match, "the leader's own copy")
}

// A restarted server numbers what it forwards above what it did before: the
// leader would take it for known otherwise.
func TestForwardsAreNumberedAboveThoseOfAnEarlierLife(t *testing.T) {
	n := newNetwork(1, 3)
	n.start()
	n.until(1000*ms, n.settled)
	follower := n.node(n.leader().config.ID%3 + 1)
	for range 3 {
		n.propose(follower)
	}
	n.run(100 * ms)
	follower.crash()
	follower.start()
	n.run(100 * ms)
	last := n.propose(follower)
	n.run(100 * ms)
	require.Contains(t, n.checks.where, last)
	require.Empty(t, n.checks.violations)
}

// The timer is drawn anew for every state, from the interval (§5.2, §9.3).
func TestElectionTimeoutsAreRandomAndInTheInterval(t *testing.T) {
	s := given(0, 0, nil)
	drawn := map[raft.Time]bool{}
	for range 1000 {
		s.Step(0, electionTimeout, nowhere{})
		at, timeout := s.Deadline()
		require.True(t, timeout >= raft.Paper.ElectionMin && timeout <= raft.Paper.ElectionMax)
		require.Equal(t, timeout, at)
		drawn[timeout] = true
	}
	require.Greater(t, len(drawn), 990)
	l := leader(0, nil)
	at, timeout := l.Deadline()
	require.Zero(t, at+timeout, "a leader has none")
}

// One message carries at most 64 entries, and about 1 MiB.
func TestMessagesAreBounded(t *testing.T) {
	largest := func(size uint32) (entries int, bytes uint64) {
		n := newNetwork(1, 3)
		var list []raft.Entry
		for i := range 300 {
			list = append(list, raft.Entry{Term: 1, Payload: raft.Payload(1000 + i), Size: size})
		}
		n.node(1).stored = raft.Stored{Term: 1, Log: raft.NewLog(list...)}
		n.drop = func(to raft.ID, m raft.Message) bool {
			if a, ok := m.(raft.AppendEntries); ok {
				entries = max(entries, len(a.Entries))
				sum := uint64(0)
				for _, e := range a.Entries {
					sum += uint64(e.Size)
				}
				bytes = max(bytes, sum)
			}
			return false
		}
		n.start()
		n.timeOut(1)
		require.True(t, n.until(20_000*ms, func() bool { return n.node(3).server.Applied() == 301 }))
		require.Empty(t, n.checks.violations)
		return entries, bytes
	}
	entries, _ := largest(10)
	require.Equal(t, 64, entries)
	_, bytes := largest(100_000)
	require.LessOrEqual(t, bytes, uint64(1<<20))
	entries, _ = largest(3 << 20)
	require.LessOrEqual(t, entries, 2, "a payload that is larger travels alone, but for the no-op")
}
