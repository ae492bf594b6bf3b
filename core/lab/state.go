package lab

import (
	"slices"
	"strconv"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// AppendState appends the world at this moment as JSON, as documented for
// window.raftarium.state() and `state`. Members that are down show what they
// have on disk. The same world gives the same bytes everywhere.
func AppendState(buf []byte, w *sim.World) []byte {
	j := jsonWriter{buf: buf}
	j.open('{')
	j.key("time_ms").raw(w.Now().AppendMilliseconds(nil))
	j.key("seed").number(w.Seed())
	j.key("modified_rules").open('[')
	for _, rule := range RulesModified(w) {
		j.element().text(rule.Name)
	}
	j.close(']')
	j.key("options").open('{')
	for info, value := range Options(w) {
		j.key(info.Name).text(value)
	}
	j.close('}')
	j.key("members").open('[')
	for n, m := range Members(w) {
		j.element()
		appendMember(&j, w, n, m)
	}
	j.close(']')
	j.key("messages").open('[')
	for m := range w.Messages {
		if msg, ok := m.Payload.(raft.Message); ok {
			j.element()
			appendMessage(&j, w, m, msg)
		}
	}
	j.close(']')
	j.key("cuts").open('[')
	for from, to := range w.Cuts {
		j.element().open('{')
		j.key("from").text(NameOf(w, from))
		j.key("to").text(NameOf(w, to))
		j.close('}')
	}
	j.close(']')
	appendLeases(&j, w)
	appendWatches(&j, w)
	appendClients(&j, w)
	j.key("violations").open('[')
	for _, v := range Violations(w) {
		j.element()
		appendViolation(&j, w, v)
	}
	j.close(']')
	j.close('}')
	return j.buf
}

func appendMember(j *jsonWriter, w *sim.World, n sim.Node, m *member.Member) {
	self := m.Self()
	j.open('{')
	j.key("id").text(api.FormatID(self.ID))
	j.key("name").text(self.Name)
	j.key("client_url").text(self.ClientURLs[0])
	s, stored := m.Raft(), m.Stored()
	role, term, vote, leader := raft.Follower, stored.Term, stored.Vote, raft.None
	log, commit, applied, durable := &stored.Log, stored.Commit, raft.Index(0), stored.Log.Last()
	if s != nil {
		role, term, vote, leader = s.Role(), s.Term(), s.Vote(), s.Leader()
		log, commit, applied, durable = s.Log(), s.Commit(), s.Applied(), s.Durable()
	}
	j.key("role").text(roleName(m, role))
	j.key("up").boolean(w.Up(n))
	j.key("paused").boolean(w.Paused(n))
	appendClock(j, w, n)
	j.key("failure").text(failureText(m))
	appendRecords(j, m)
	j.key("term").number(uint64(term))
	j.key("vote").text(nameOfServer(w, vote))
	j.key("leader").text(nameOfServer(w, leader))
	j.key("commit").number(uint64(commit))
	j.key("applied").number(uint64(applied))
	j.key("durable").number(uint64(durable))
	appendMembership(j, w, m)
	j.key("first").number(uint64(log.First()))
	j.key("log").open('[')
	for i := log.First(); i <= log.Last(); i++ {
		e, _ := log.At(i)
		j.element()
		appendEntry(j, m, i, e, commit, durable)
	}
	j.close(']')
	appendStores(j, m)
	if at, ok := w.Deadline(n, sim.Timer(raft.ElectionTimer)); ok {
		j.key("election_deadline_ms").raw(at.AppendMilliseconds(nil))
	} else {
		j.key("election_deadline_ms").raw([]byte("null"))
	}
	j.close('}')
}

// appendClock appends how a member's own clock runs, and by how much it is ahead.
func appendClock(j *jsonWriter, w *sim.World, n sim.Node) {
	c := w.ClockOf(n)
	j.key("clock_rate").raw(sim.Time(c.Rate).AppendMilliseconds(nil)) // millionths, as nanoseconds are of milliseconds
	j.key("clock_offset_ms").raw((c.Shows - w.Now()).AppendMilliseconds(nil))
}

func failureText(m *member.Member) string {
	if f := m.Failure(); f != nil {
		return f.Error()
	}
	return ""
}

// appendRecords appends what is on a member's disk: the ordinals of its
// records, and which of them are not as they were written.
func appendRecords(j *jsonWriter, m *member.Member) {
	first, last := m.Records()
	j.key("records").open('{')
	j.key("first").number(first)
	j.key("last").number(last)
	j.key("corrupt").open('[')
	for _, record := range m.Corrupt() {
		j.element()
		j.number(record)
	}
	j.close(']')
	j.close('}')
}

func appendEntry(j *jsonWriter, m *member.Member, i raft.Index, e raft.Entry, commit, durable raft.Index) {
	d := member.Describe(m.Arena(), e)
	j.open('{')
	j.key("index").number(uint64(i))
	j.key("term").number(uint64(e.Term))
	j.key("kind").text(entryKinds[e.Kind])
	j.key("summary").text(Summary(d))
	j.key("committed").boolean(i <= commit)
	j.key("durable").boolean(i <= durable)
	j.close('}')
}

var entryKinds = map[raft.EntryKind]string{raft.Normal: "normal", raft.NoOp: "no-op", raft.ConfigChange: "config-change", raft.LeaveJoint: "leave-joint"}

// SummaryBytesMax bounds the value in a Summary.
const SummaryBytesMax = 64

// Summary says in a few words what an entry does, as in `put message "hello"`.
// Long values are cut.
func Summary(d member.Description) string {
	value := d.Value
	if len(value) > SummaryBytesMax {
		cut := SummaryBytesMax
		for cut > 0 && value[cut]&0xc0 == 0x80 {
			cut--
		}
		value = value[:cut] + "…"
	}
	switch d.Deed {
	case member.DeedPut:
		return "put " + d.Key + " " + strconv.Quote(value)
	case member.DeedDelete:
		return "del " + d.Key
	case member.DeedV2Set:
		return "v2 set " + d.Key + " " + strconv.Quote(value)
	case member.DeedV2Delete:
		return "v2 delete " + d.Key
	case member.DeedV2Read:
		return "v2 read " + d.Key
	case member.DeedV2Expire:
		return "v2 sync"
	case member.DeedAddMember, member.DeedJoin:
		return "add member " + d.Key
	case member.DeedAddLearner:
		return "add learner " + d.Key
	case member.DeedRemoveMember:
		return "remove member " + d.Key
	case member.DeedUpdateMember:
		return "update member " + d.Key
	case member.DeedPromote:
		return "promote member " + d.Key
	case member.DeedChange:
		return "change members: " + value
	case member.DeedPublish:
		return "publish " + d.Key
	case member.DeedVersion:
		return "cluster version " + value
	case member.DeedTxn, member.DeedAlarm, member.DeedLeaseCheckpoint:
		return d.Key
	case member.DeedCompact:
		return "compact " + d.Key
	case member.DeedLeaseGrant:
		return "lease grant " + d.Key + " " + value
	case member.DeedLeaseRevoke:
		return "lease revoke " + d.Key
	}
	return "no-op"
}

func appendStores(j *jsonWriter, m *member.Member) {
	kv, v2 := m.KV(), m.V2()
	if kv == nil {
		for _, key := range []string{"revision", "compact_revision", "keys", "changes", "leases", "v2_index", "v2_nodes", "v2_events"} {
			j.key(key).number(0)
		}
		j.key("hash").text("")
		return
	}
	j.key("revision").number(uint64(kv.Revision()))
	j.key("compact_revision").number(uint64(max(kv.Compacted(), 0)))
	j.key("keys").number(uint64(kv.Len()))
	j.key("changes").number(uint64(kv.Records()))
	j.key("leases").number(uint64(m.Lessor().Len()))
	j.key("v2_index").number(v2.Index())
	j.key("v2_nodes").number(uint64(v2.Len()))
	j.key("v2_events").number(uint64(v2.Events()))
	j.key("hash").text(strconv.FormatUint(kv.Hash()^v2.Hash(), 16))
}

func appendMessage(j *jsonWriter, w *sim.World, m sim.Message, msg raft.Message) {
	_, term := msg.Says()
	j.open('{')
	j.key("id").number(uint64(m.ID))
	j.key("type").text(MessageType(msg))
	j.key("from").text(NameOf(w, m.From))
	j.key("to").text(NameOf(w, m.To))
	j.key("sent_ms").raw(m.Sent.AppendMilliseconds(nil))
	j.key("arrives_ms").raw(m.Due.AppendMilliseconds(nil))
	j.key("term").number(uint64(term))
	if m.Duplicate {
		j.key("duplicate").boolean(true)
	}
	j.close('}')
}

// MessageTypes are the names that MessageType gives, sorted.
var MessageTypes = nameMessages(raft.RequestVote{}, raft.VoteReply{}, raft.PreVote{}, raft.PreVoteReply{}, raft.TimeoutNow{},
	raft.AppendEntries{}, raft.AppendEntries{Entries: make([]raft.Entry, 1)}, raft.AppendAccepted{}, raft.AppendRefused{},
	raft.InstallSnapshot{}, raft.SnapshotReply{}, raft.Forward{}, raft.ReadRequest{}, raft.ReadReply{})

func nameMessages(messages ...raft.Message) (names []string) {
	for _, m := range messages {
		names = append(names, MessageType(m))
	}
	slices.Sort(names)
	return names
}

// MessageType returns the name of a message's kind, in kebab-case.
func MessageType(m raft.Message) string {
	switch m := m.(type) {
	case raft.RequestVote:
		return "request-vote"
	case raft.VoteReply:
		return "vote-reply"
	case raft.AppendEntries:
		if len(m.Entries) == 0 {
			return "heartbeat"
		}
		return "append-entries"
	case raft.AppendAccepted:
		return "append-accepted"
	case raft.AppendRefused:
		return "append-refused"
	case raft.Forward:
		return "forward"
	case raft.ReadRequest:
		return "read-request"
	case raft.PreVote:
		return "pre-vote"
	case raft.PreVoteReply:
		return "pre-vote-reply"
	case raft.TimeoutNow:
		return "timeout-now"
	case raft.InstallSnapshot:
		return "install-snapshot"
	case raft.SnapshotReply:
		return "snapshot-reply"
	}
	return "read-reply"
}

func nameOfServer(w *sim.World, id raft.ID) string {
	for _, m := range Members(w) {
		if m.Self().ID == uint64(id) {
			return m.Self().Name
		}
	}
	return ""
}
