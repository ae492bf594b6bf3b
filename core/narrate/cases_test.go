package narrate

import (
	"raftarium/core/api"
	"raftarium/core/check"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// cast is the names of a cluster of five and its terminals.
type cast struct{ member, summary string }

var shortCast = cast{"etcd-0", `message = "hello world"`}

// longCast has the longest names and summaries that there are.
var longCast = cast{"etcd-10", `put /registry/pods/default/web-7d4b9c "a value that goes on and on, beyond every bound that a sentence has"`}

func (c cast) Node(n sim.Node) string {
	if n.IsClient() {
		return string(rune('A' + n - sim.FirstClient))
	}
	return c.member + string(rune('0'+n%10))
}

func (c cast) Server(id raft.ID) string    { return c.Node(sim.Node(id)) }
func (c cast) Summary(raft.Payload) string { return c.summary }

const (
	one, two, three = sim.Node(1), sim.Node(2), sim.Node(3)
	termA           = sim.FirstClient
)

// saying is a Teller for the tests.
type saying func(*Story)

func (s saying) Tell(t *Story) { s(t) }

// scene is an event that the golden transcript tells of.
type scene struct {
	name  string
	event sim.Event
}

// scenes has every kind of event with every reason. Indices begin at
// base, terms at a hundredth of it.
func scenes(base uint64) []scene {
	var list []scene
	i := func(n uint64) raft.Index { return raft.Index(base + n) }
	t := func(n uint64) raft.Term { return raft.Term(base/100 + n) }
	add := func(name string, e sim.Event) { list = append(list, scene{name, e}) }
	sent := func(name string, from, to sim.Node, m any, why any) {
		add("sent "+name, sim.Event{Kind: sim.KindSent, Node: from, Peer: to, Detail: m, Why: why})
	}
	got := func(name string, to, from sim.Node, m any) {
		add("received "+name, sim.Event{Kind: sim.KindReceived, Node: to, Peer: from, Detail: m})
	}
	note := func(n member.Note, why any) {
		add(n.Kind(), sim.Event{Kind: sim.NewKind(n.Kind()), Node: two, Detail: n, Why: why})
	}

	entry := raft.Entry{Term: t(4), Payload: 7, Size: 20}
	heartbeat := raft.AppendEntries{From: 2, Term: t(4), PrevIndex: i(8), PrevTerm: t(4), Commit: i(8)}
	single, several, noOp := heartbeat, heartbeat, heartbeat
	single.Entries = []raft.Entry{entry}
	several.Entries = []raft.Entry{entry, entry, entry}
	noOp.Entries = []raft.Entry{{Term: t(4), Kind: raft.NoOp}}
	granted := raft.VoteReply{From: 3, Term: t(4), Granted: true}
	refused := raft.VoteReply{From: 3, Term: t(4)}
	accepted := raft.AppendAccepted{From: 3, Term: t(4), Match: i(9)}
	rejected := raft.AppendRefused{From: 3, Term: t(4), PrevIndex: i(8), Last: i(5)}
	forward := raft.Forward{From: 1, Term: t(4), Proposal: raft.Propose{Payload: 7, Size: 20}}
	ask := raft.RequestVote{From: 2, Term: t(4), LastIndex: i(7), LastTerm: t(3)}

	sent("heartbeat", two, one, heartbeat, raft.HeartbeatDue{})
	sent("entry", two, one, single, raft.NewEntries{})
	sent("no-op", two, one, noOp, raft.NewEntries{})
	sent("entries", two, one, several, raft.NewEntries{})
	sent("entry again", two, one, single, raft.HeartbeatDue{})
	sent("entries again", two, one, several, raft.HeartbeatDue{})
	sent("commit news", two, one, heartbeat, raft.CommitNews{})
	sent("leadership check", two, one, heartbeat, raft.ConfirmLeadership{Round: 3})
	sent("backed up", two, one, single, raft.BackedUp{Refused: i(8), Next: i(6)})
	sent("request for a vote", two, three, ask, raft.AsksForVotes{})
	sent("request for a vote, empty log", two, three, raft.RequestVote{From: 2, Term: t(1)}, raft.AsksForVotes{})
	sent("vote", three, two, granted, raft.VoteGranted{Candidate: 2, Term: t(4), OldTerm: t(3), LastIndex: i(7), LastTerm: t(3), OwnLast: i(7), OwnTerm: t(3)})
	sent("vote, same term", three, two, granted, raft.VoteGranted{Candidate: 2, Term: t(4), OldTerm: t(4), LastIndex: i(7), LastTerm: t(3), OwnLast: i(7), OwnTerm: t(3)})
	sent("vote, no reason", three, two, granted, nil)
	sent("no vote, term over", three, two, refused, raft.StaleTerm{Theirs: t(3), Ours: t(4)})
	sent("no vote, given", three, two, refused, raft.VotedAlready{For: 1, Term: t(4)})
	sent("no vote, own candidacy", three, two, refused, raft.VotedAlready{For: 3, Term: t(4)})
	sent("no vote, log behind", three, two, refused, raft.LogBehind{LastIndex: i(5), LastTerm: t(2), OwnLast: i(7), OwnTerm: t(3)})
	sent("no vote, log empty", three, two, refused, raft.LogBehind{OwnLast: i(7), OwnTerm: t(3)})
	sent("no vote, no reason", three, two, refused, nil)
	sent("no vote, leader alive", three, two, refused, raft.LeaderAlive{Leader: 1})
	extensionScenes(t, i, sent, got, note)
	sent("acknowledgement", three, two, accepted, raft.EntriesMatch{})
	sent("acknowledgement of nothing", three, two, raft.AppendAccepted{From: 3, Term: t(4)}, raft.EntriesMatch{})
	sent("refusal, term over", three, two, rejected, raft.StaleTerm{Theirs: t(3), Ours: t(4)})
	sent("refusal, missing", three, two, rejected, raft.EntryMissing{PrevIndex: i(8), Last: i(5)})
	sent("refusal, empty", three, two, rejected, raft.EntryMissing{PrevIndex: i(8)})
	sent("refusal, conflict", three, two, rejected, raft.EntryConflicts{PrevIndex: i(8), Want: t(4), Have: t(3), First: i(6)})
	sent("refusal, no reason", three, two, rejected, nil)
	sent("proposal", one, two, forward, raft.PassedOn{Leader: 2})
	sent("read request", one, two, raft.ReadRequest{From: 1, Term: t(4), Seq: 1}, raft.PassedOn{Leader: 2})
	sent("read index", two, one, raft.ReadReply{From: 2, Term: t(4), Seq: 1, Index: i(9)}, raft.StillLeader{Index: i(9)})
	http := &api.HTTPRequest{Method: "PUT", Target: "/v2/keys/message"}
	put := api.Put{Key: []byte("message"), Value: []byte("hello world")}
	sent("request over HTTP", termA, one, member.Request{Conn: 1, HTTP: http}, nil)
	sent("request", termA, one, member.Request{Conn: 1, API: put}, nil)
	sent("answer", one, termA, member.Reply{Conn: 1, API: api.PutResponse{}}, nil)
	sent("answer over HTTP", one, termA, member.Reply{Conn: 1, HTTP: &api.HTTPResponse{Status: 201}}, nil)
	changes := make([]api.WatchEvent, 2)
	changes[1].KV.ModRevision = int64(base + 9)
	sent("changes", one, termA, member.Reply{Conn: 1, API: api.WatchResponse{Events: changes}}, nil)
	sent("error", one, termA, member.Reply{Conn: 1, API: api.ErrTimeout}, nil)
	sent("error over HTTP", one, termA, member.Reply{Conn: 1, HTTP: &api.HTTPResponse{Status: 404}}, nil)
	sent("removal", one, two, member.Gone{}, nil)
	sent("cancellation", termA, one, member.Cancel{Conn: 1}, nil)
	ask7, told := member.LeaseAsk{ID: 0x7587b1, Seq: 1}, member.LeaseTell{Seq: 1, Found: true, TTL: 10, Left: 7}
	sent("lease asked for", one, two, ask7, nil)
	sent("lease to be renewed", one, two, member.LeaseAsk{ID: 0x7587b1, Seq: 1, Renew: true}, nil)
	sent("lease told", two, one, told, nil)
	sent("no such lease", two, one, member.LeaseTell{Seq: 1}, nil)
	sent("something", one, two, 3.14, nil)

	got("heartbeat", one, two, heartbeat)
	got("entry", one, two, single)
	got("entries", one, two, several)
	got("request for a vote", three, two, ask)
	got("vote", two, three, granted)
	got("no vote", two, three, refused)
	got("acknowledgement", two, three, accepted)
	got("acknowledgement of nothing", two, three, raft.AppendAccepted{From: 3, Term: t(4)})
	got("refusal", two, three, rejected)
	got("refusal, log empty", two, three, raft.AppendRefused{From: 3, Term: t(4), PrevIndex: i(8)})
	got("refusal, conflict", two, three, raft.AppendRefused{From: 3, Term: t(4), PrevIndex: i(8), Last: i(8), ConflictTerm: t(3), ConflictIndex: i(6)})
	got("refusal, no reason", two, three, raft.AppendRefused{From: 3, Term: t(4), PrevIndex: i(8), Last: i(9)})
	got("proposal", two, one, forward)
	got("read request", two, one, raft.ReadRequest{From: 1, Term: t(4), Seq: 1})
	got("read index", one, two, raft.ReadReply{From: 2, Term: t(4), Seq: 1, Index: i(9)})
	for _, r := range requests {
		got("request", one, termA, member.Request{Conn: 1, API: r})
	}
	got("answer", termA, one, member.Reply{Conn: 1, API: api.PutResponse{}})
	got("changes", termA, one, member.Reply{Conn: 1, API: api.WatchResponse{Events: changes[1:]}})
	got("error", termA, one, member.Reply{Conn: 1, API: api.ErrTimeout})
	got("removal", two, one, member.Gone{})
	got("cancellation", one, termA, member.Cancel{Conn: 1})
	got("lease asked for", two, one, ask7)
	got("lease told", one, two, told)
	got("something", two, one, nil)

	lost := func(name string, m any, from, to sim.Node, why sim.LossReason) {
		add("lost "+name, sim.Event{Kind: sim.KindLost, Node: from, Peer: to, Detail: sim.Lost{Payload: m, Reason: why}})
	}
	lost("heartbeat", heartbeat, two, one, sim.LossCut)
	lost("entry", single, two, one, sim.LossDown)
	lost("entry by chance", single, two, one, sim.LossChance)
	lost("request for a vote", ask, two, three, sim.LossCut)
	lost("vote", granted, three, two, sim.LossDropped)
	lost("no vote", refused, three, two, sim.LossChance)
	for _, m := range extensionMessages(t, i) {
		lost("message of an extension", m, three, two, sim.LossChance)
	}
	lost("acknowledgement", accepted, three, two, sim.LossDown)
	lost("refusal", rejected, three, two, sim.LossChance)
	lost("proposal", forward, one, two, sim.LossCut)
	lost("read request", raft.ReadRequest{From: 1}, one, two, sim.LossCut)
	lost("read index", raft.ReadReply{From: 2}, two, one, sim.LossCut)
	lost("question about a lease", ask7, one, two, sim.LossCut)
	lost("answer about a lease", told, two, one, sim.LossCut)
	lost("request", member.Request{}, termA, one, sim.LossChance)
	lost("answer", member.Reply{}, one, termA, sim.LossCut)
	lost("removal", member.Gone{}, one, two, sim.LossChance)
	lost("cancellation", member.Cancel{}, termA, one, sim.LossChance)
	lost("something", nil, one, two, sim.LossChance)
	add("refused", sim.Event{Kind: sim.KindRefused, Node: termA, Peer: one})

	for n := range sim.TimersMax {
		add("timer", sim.Event{Kind: sim.KindTimer, Node: two, Detail: sim.Timer(n)})
	}
	add("timer of a terminal", sim.Event{Kind: sim.KindTimer, Node: termA, Detail: sim.Timer(1)})
	write := func(why any) {
		add("write", sim.Event{Kind: sim.KindWrite, Node: two, Why: why})
	}
	write(raft.KeepTerm{})
	write(raft.KeepSnapshot{Index: i(90)})
	write(raft.CompactLog{UpTo: i(80)})
	write(raft.KeepEntries{From: i(9), To: i(9)})
	write(raft.KeepEntries{From: i(7), To: i(9)})
	write(raft.ReplaceEntries{From: i(8), To: i(8), OldLast: i(9)})
	write(nil)
	for _, why := range []any{raft.KeepTerm{}, raft.KeepEntries{From: i(9), To: i(9)}, raft.KeepEntries{From: i(7), To: i(9)}, raft.ReplaceEntries{From: i(8), To: i(8), OldLast: i(9)}, nil} {
		add("durable", sim.Event{Kind: sim.KindDurable, Node: two, Why: why})
	}

	add("stopped", sim.Event{Kind: sim.KindCrashed, Node: two, Detail: sim.Stopped{}})
	for _, kind := range []sim.Kind{sim.KindCrashed, sim.KindPaused, sim.KindResumed} {
		add(kind.String(), sim.Event{Kind: kind, Node: two})
	}
	add("restarted", sim.Event{Kind: sim.KindRestarted, Node: two, Time: sim.Second})
	add("restarted, with an empty disk", sim.Event{Kind: sim.KindRestarted, Node: two, Time: sim.Second, Detail: sim.First{}})
	add("restarted, at first", sim.Event{Kind: sim.KindRestarted, Node: two, Detail: sim.First{}})
	add("restarted, a terminal", sim.Event{Kind: sim.KindRestarted, Node: termA, Time: sim.Second})
	add("cut", sim.Event{Kind: sim.KindCut, Node: two, Peer: three})
	add("joined", sim.Event{Kind: sim.KindJoined, Node: two, Peer: three})
	add("input", sim.Event{Kind: sim.KindInput, Node: termA})
	add("input to the world", sim.Event{Kind: sim.KindInput})
	for _, property := range append(check.Properties(), "no-such-property") {
		v := check.Violation{Property: property, Node: two, Peer: three, Term: base/100 + 4, Index: base + 9, Revision: base + 3, Known: base + 5}
		add("violated "+property, sim.Event{Kind: sim.NewKind("violated"), Node: two, Peer: three, Detail: v})
	}
	add("violated alone", sim.Event{Kind: sim.NewKind("violated"), Node: two, Detail: check.Violation{Property: check.StateMachineSafety, Node: two, Index: base + 9}})
	add("violated at odds with itself", sim.Event{Kind: sim.NewKind("violated"), Node: two, Peer: two,
		Detail: check.Violation{Property: check.Linearizability, Node: two, Peer: two, Revision: base + 3, Known: base + 5}})
	add("violated by nobody", sim.Event{Kind: sim.NewKind("violated"), Node: two, Detail: check.Violation{Property: check.Liveness}})
	add("unknown", sim.Event{Kind: sim.NewKind("snapshot-taken"), Node: two})

	note(member.BecameFollower{Term: t(4)}, raft.Started{})
	note(member.BecameFollower{Term: t(4)}, raft.SawHigherTerm{From: 3, Old: t(3), New: t(4)})
	note(member.BecameFollower{Term: t(4), Leader: 3}, raft.FoundLeader{Leader: 3})
	note(member.BecameFollower{Term: t(4)}, nil)
	note(member.BecameCandidate{Term: t(4)}, raft.TimerRanOut{Timeout: raft.Time(197 * sim.Millisecond)})
	note(member.BecameCandidate{Term: t(4)}, raft.TimerRanOut{Timeout: raft.Time(197 * sim.Millisecond), Early: true})
	note(member.BecameCandidate{Term: t(4)}, nil)
	note(member.BecameLeader{Term: t(4)}, raft.WonElection{Votes: 3, Needed: 3})
	note(member.BecameLeader{Term: t(4)}, raft.WonElection{Votes: 1, Needed: 1})
	note(member.BecameLeader{Term: t(4)}, raft.WonElection{Votes: 51, Needed: 51})
	note(member.BecameLeader{Term: t(4)}, raft.SawHigherTerm{From: 3, Old: t(3), New: t(4)})
	note(member.BecameLeader{Term: t(4)}, nil)
	note(member.VoteCounted{From: 2}, raft.VoteCounted{From: 2, Votes: 1, Needed: 3})
	note(member.VoteCounted{From: 3}, raft.VoteCounted{From: 3, Votes: 2, Needed: 3})
	note(member.VoteCounted{From: 3}, raft.VoteDenied{From: 3})
	note(member.Committed{Index: i(9)}, raft.StoredByQuorum{Copies: 3, Servers: 5, Term: t(4)})
	note(member.Committed{Index: i(9)}, raft.StoredByQuorum{Copies: 1, Servers: 1, Term: t(4)})
	note(member.Committed{Index: i(9)}, raft.StoredByQuorum{Copies: 51, Servers: 101, Term: t(4)})
	note(member.Committed{Index: i(9)}, raft.LeaderSaysCommitted{Leader: 3})
	note(member.Committed{Index: i(9)}, nil)
	note(member.Applied{Index: i(9), Entry: entry}, nil)
	note(member.Applied{Index: i(8), Entry: raft.Entry{Term: t(4), Kind: raft.NoOp}}, nil)
	right := sim.Clock{Shows: 12 * sim.Second, Rate: sim.RightRate}
	for _, to := range []sim.Clock{{Shows: 14 * sim.Second, Rate: sim.RightRate}, {Shows: 11500 * sim.Millisecond, Rate: sim.RightRate}, {Shows: right.Shows, Rate: 1_500_000}} {
		add("clock-set", sim.Event{Kind: sim.KindClock, Node: two, Detail: sim.ClockSet{Before: right, After: to}})
	}
	add("clock-set right", sim.Event{Kind: sim.KindClock, Node: two, Detail: sim.ClockSet{Before: sim.Clock{Shows: right.Shows, Rate: 900_000}, After: right}})
	note(member.RecordCorrupt{Record: base + 5, First: base + 3, Last: base + 9, Stored: 1, Computed: 2}, nil)
	note(member.AlreadyBootstrapped{Member: 2}, nil)
	note(member.TailCut{Bytes: 34}, nil)
	note(member.Dropped{}, raft.NoLeader{})
	note(member.Dropped{Read: true}, raft.NoLeader{})
	add("answered, nobody named", sim.Event{Kind: sim.NewKind("answered"), Node: one, Detail: member.Answered{Conn: 1, Request: put}})
	add("cluster", sim.Event{Kind: sim.NewKind("cluster")})
	add("answered", sim.Event{Kind: sim.NewKind("answered"), Node: one, Peer: termA, Detail: member.Answered{Conn: 1, Request: put}})

	outside := func(id string, node sim.Node) {
		add("told by itself: "+id, sim.Event{Kind: sim.KindInput, Node: node, Peer: one, Detail: saying(func(s *Story) {
			s.Say(id)
			if id == "act.log" {
				s.Node("member", two)
				s.Text("terms", "1 1 1 4 4 5 5 6 6 6")
				return
			}
			s.Text("line", `etcdctl put message "hello world"`)
			s.Number("members", 5)
			s.Number("code", 1)
			s.Span("after", 52*sim.Millisecond)
			s.Text("request", `put message "hello world"`)
			s.Node("member", two)
		})})
	}
	for _, s := range terminalSentences {
		node := termA
		if s.id[:4] == "act." {
			node = sim.Nobody
		}
		outside(s.id, node)
	}
	for _, line := range userLines {
		add("a user: "+line, sim.Event{Kind: sim.KindInput, Detail: saying(func(s *Story) {
			s.Say("act.line")
			s.Text("line", line)
		})})
	}
	return list
}

// userLines are lines with a verb of the lab: all that are told by it, and some
// that are not.
var userLines = []string{
	"crash etcd-05", "restart 5", "pause etcd-05", "resume etcd-05", "timeout etcd-05", "cut etcd-01 etcd-02", "cut 1>2", "cut etcd-01 > etcd-02",
	"join 1 2", "join 1>2", "partition 1,2 | 3,4,5", "partition '1,2 | 3,4,5'", "heal", "link 1 2 latency=40ms loss=10%", "link 1>2 loss=10%",
	"link all latency=40ms", "disk 1 latency=5ms", "disk all latency=5ms", "log 2 1 1 4", "log 2", "clock 1 rate=1.5", "clock all jump=-500ms", "clock 1", "disk 1 corrupt", "disk etcd-01 corrupt record=7", "disk 1 wipe", "rule vote-once off", "rule vote-once on", "transfer 2", "snapshot 2", "compact etcd-02", "snapshot", "member add", "member add --learner", "member remove etcd-05", "member promote 6", "member change --add 2 --remove 1,3", "member change", "member", "member remove", "option pre-vote on", "option snapshot-every 100", "option nothing on", "times etcd heartbeat=20ms", "times", "preset wan", "preset", "drop 12", "cluster 0", "cluster 3",
	"cluster 101 --bare", "terminal", "crash", "crash 1; crash 2", "cut 1", "link", "link 1 2", "disk 1", "rule no-such-rule off", "rule vote-once",
	"drop it", "cluster", "cluster many", "", "wait leader",
}

// requests are what clients can ask.
var requests = []api.Request{
	api.Health{}, api.Version{}, api.V2Members{}, api.V2Keys{Method: "GET", Path: "/message"},
	api.Put{Key: []byte("message"), Value: []byte("hello")}, api.Put{Key: []byte("message")},
	api.Range{Key: []byte("message")}, api.Range{Key: []byte("a"), RangeEnd: []byte("b")}, api.Range{Key: []byte("a"), RangeEnd: []byte{0}},
	api.DeleteRange{Key: []byte("a b")}, api.Txn{}, api.MemberList{}, api.Status{},
}
