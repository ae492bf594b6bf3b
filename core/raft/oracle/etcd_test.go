package oracle

import (
	"fmt"

	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"
)

// theirs is a server of go.etcd.io/raft with its storage. What it writes is
// durable before anything else happens to it.
type theirs struct {
	id      uint64
	node    *raft.RawNode
	disk    *raft.MemoryStorage
	applied uint64
	context []byte // of the newest heartbeat that has one
	reads   uint64
	said    []message
	// sends gets messages in their own form where a cluster takes them.
	sends func(m *pb.Message)
	// voters is the configuration, which stays.
	voters *pb.ConfState
}

// configured is a storage with a configuration from the start.
type configured struct {
	*raft.MemoryStorage
	voters *pb.ConfState
}

func (c configured) InitialState() (*pb.HardState, *pb.ConfState, error) {
	hard, _, err := c.MemoryStorage.InitialState()
	return hard, c.voters, err
}

// quiet is a logger that says nothing before it panics.
type quiet struct{}

func (quiet) Debug(...any)            {}
func (quiet) Debugf(string, ...any)   {}
func (quiet) Info(...any)             {}
func (quiet) Infof(string, ...any)    {}
func (quiet) Warning(...any)          {}
func (quiet) Warningf(string, ...any) {}
func (quiet) Error(...any)            {}
func (quiet) Errorf(string, ...any)   {}
func (quiet) Fatal(v ...any)          { panic(fmt.Sprint(v...)) }
func (quiet) Fatalf(f string, v ...any) {
	panic(fmt.Sprintf(f, v...))
}
func (quiet) Panic(v ...any) { panic(fmt.Sprint(v...)) }
func (quiet) Panicf(f string, v ...any) {
	panic(fmt.Sprintf(f, v...))
}

// must is for what a storage in memory never refuses.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func newTheirs(id uint64, s stored) *theirs {
	t := &theirs{id: id, disk: raft.NewMemoryStorage(), voters: &pb.ConfState{}}
	for i := range s.servers {
		t.voters.Voters = append(t.voters.Voters, i+1)
	}
	if s.snapshot != 0 {
		must(t.disk.ApplySnapshot(t.snapshot(s.snapshot, s.snapshotTerm)))
	}
	must(t.disk.Append(theirEntries(s.snapshot, s.log)))
	must(t.disk.SetHardState(&pb.HardState{Term: new(s.term), Vote: new(s.vote), Commit: new(s.commit)}))
	t.start(s)
	return t
}

func (t *theirs) start(s stored) {
	config := etcdConfig(t.id, configured{t.disk, t.voters})
	config.PreVote, config.CheckQuorum, config.Applied = s.options.preVote, s.options.checkQuorum, s.snapshot
	t.applied = s.snapshot
	node, err := raft.NewRawNode(config)
	must(err)
	t.node = node
	t.settle()
}

// again returns the server as it is after a crash.
func (t *theirs) again(s stored) *theirs {
	n := &theirs{id: t.id, disk: t.disk, voters: t.voters}
	n.start(s)
	return n
}

// etcdConfig is a configuration with limits like those of core/raft.
func etcdConfig(id uint64, storage raft.Storage) *raft.Config {
	return &raft.Config{ID: id, ElectionTick: 10, HeartbeatTick: 1, Storage: storage,
		MaxSizePerMsg: 1 << 20, MaxInflightMsgs: 16, Logger: quiet{}}
}

func (t *theirs) snapshot(index, term uint64) *pb.Snapshot {
	return &pb.Snapshot{Data: []byte{1}, Metadata: &pb.SnapshotMetadata{Index: new(index), Term: new(term), ConfState: t.voters}}
}

func theirEntries(after uint64, list []entry) []*pb.Entry {
	var entries []*pb.Entry
	for i, e := range list {
		entries = append(entries, &pb.Entry{Type: pb.EntryNormal.Enum(), Index: new(after + uint64(i) + 1), Term: new(e.term), Data: dataOf(e.payload)})
	}
	return entries
}

func dataOf(payload uint64) []byte {
	if payload == 0 {
		return nil
	}
	return fmt.Appendf(nil, "%08d", payload)
}

func payloadOf(data []byte) (payload uint64) {
	for _, digit := range data {
		payload = payload*10 + uint64(digit-'0')
	}
	return payload
}

// step returns a message as go.etcd.io/raft has it.
func (t *theirs) message(m message) *pb.Message {
	p := &pb.Message{From: new(m.from), To: new(uint64(t.id)), Term: new(m.term), Index: new(m.index), LogTerm: new(m.logTerm), Commit: new(m.commit)}
	switch m.kind {
	case requestVote:
		p.Type = pb.MsgVote.Enum()
		if m.transfer {
			p.Context = []byte("CampaignTransfer")
		}
	case voteReply:
		p.Type, p.Reject = pb.MsgVoteResp.Enum(), new(!m.yes)
	case preVote:
		p.Type = pb.MsgPreVote.Enum()
	case preVoteReply:
		p.Type, p.Reject = pb.MsgPreVoteResp.Enum(), new(!m.yes)
		if m.yes {
			p.Term = new(m.asked)
		}
	case appendEntries:
		p.Type, p.Entries = pb.MsgApp.Enum(), theirEntries(m.index, m.entries)
	case heartbeat:
		p.Type = pb.MsgHeartbeat.Enum()
	case accepted:
		p.Type = pb.MsgAppResp.Enum()
	case heartbeatReply:
		p.Type = pb.MsgHeartbeatResp.Enum()
		if m.newest {
			p.Context = t.context
		}
	case refused:
		return m.native[1].(*pb.Message)
	case snapshot:
		p.Type, p.Snapshot = pb.MsgSnap.Enum(), t.snapshot(m.index, m.logTerm)
	case timeoutNow:
		p.Type = pb.MsgTimeoutNow.Enum()
	case forward:
		p.Type, p.Term, p.Entries = pb.MsgProp.Enum(), nil, []*pb.Entry{{Data: dataOf(m.payload)}}
	default:
		panic("no message of go.etcd.io/raft is a " + m.kind)
	}
	return p
}

func (t *theirs) give(m message) {
	var err error
	switch m.kind {
	case campaign:
		err = t.node.Campaign()
	case beat:
		// There is no other way to have the timer run out alone.
		err = t.node.Step(&pb.Message{Type: pb.MsgBeat.Enum(), From: new(raft.LocalAppendThread)})
	case propose:
		err = t.node.Propose(dataOf(m.payload))
	case read:
		t.reads++
		t.node.ReadIndex(fmt.Append(nil, t.reads))
	case transfer:
		t.node.TransferLeader(m.from)
	default:
		err = t.node.Step(t.message(m))
	}
	if err != nil {
		t.said = append(t.said, message{kind: dropped})
	}
	t.settle()
}

func (t *theirs) term() uint64 { return t.node.BasicStatus().HardState.GetTerm() }

// settle does what the server wishes until it wishes nothing more.
func (t *theirs) settle() {
	for t.node.HasReady() {
		r := t.node.Ready()
		if !raft.IsEmptySnap(r.Snapshot) {
			must(t.disk.ApplySnapshot(r.Snapshot))
			t.applied = r.Snapshot.GetMetadata().GetIndex()
		}
		must(t.disk.Append(r.Entries))
		if !raft.IsEmptyHardState(r.HardState) {
			must(t.disk.SetHardState(r.HardState))
		}
		for _, m := range r.Messages {
			t.send(m)
		}
		for _, e := range r.CommittedEntries {
			t.applied = e.GetIndex()
		}
		for _, s := range r.ReadStates {
			t.said = append(t.said, message{kind: ready, index: s.Index})
		}
		t.node.Advance(r)
	}
}

func (t *theirs) outcome() outcome {
	hard, _, err := t.disk.InitialState()
	must(err)
	first, _ := t.disk.FirstIndex()
	last, _ := t.disk.LastIndex()
	status := t.node.BasicStatus()
	role := [...]string{raft.StateFollower: "follower", raft.StatePreCandidate: "pre-candidate", raft.StateCandidate: "candidate", raft.StateLeader: "leader"}[status.RaftState]
	out := outcome{said: t.said, state: state{term: hard.GetTerm(), vote: hard.GetVote(), first: first, last: last,
		role: role, leader: status.Lead, commit: status.HardState.GetCommit(), applied: t.applied}}
	if last >= first {
		entries, err := t.disk.Entries(first, last+1, 1<<30)
		must(err)
		for _, e := range entries {
			out.log = append(out.log, entry{e.GetTerm(), payloadOf(e.GetData())})
		}
	}
	if status.RaftState == raft.StateLeader {
		out.handsTo = status.LeadTransferee
		t.node.WithProgress(func(id uint64, _ raft.ProgressType, p tracker.Progress) {
			is := progress{id: id, next: p.Next, match: p.Match}
			switch p.State {
			case tracker.StateProbe:
				is.phase = "probe"
			case tracker.StateReplicate:
				is.phase = "replicate"
			default:
				is.phase, is.next = "snapshot", 0
			}
			if id != t.id {
				out.peers = append(out.peers, is)
			}
		})
	}
	t.said = nil
	return out
}

func (t *theirs) send(m *pb.Message) {
	if t.sends != nil {
		t.sends(m)
		return
	}
	c := message{to: m.GetTo(), term: m.GetTerm()}
	switch m.GetType() {
	case pb.MsgVote:
		c.kind, c.index, c.logTerm, c.transfer = requestVote, m.GetIndex(), m.GetLogTerm(), len(m.GetContext()) > 0
	case pb.MsgVoteResp:
		c.kind, c.yes = voteReply, !m.GetReject()
	case pb.MsgPreVote:
		c.kind, c.index, c.logTerm = preVote, m.GetIndex(), m.GetLogTerm()
	case pb.MsgPreVoteResp:
		c.kind, c.yes = preVoteReply, !m.GetReject()
	case pb.MsgApp:
		c.kind, c.index, c.logTerm, c.commit = appendEntries, m.GetIndex(), m.GetLogTerm(), m.GetCommit()
		for _, e := range m.GetEntries() {
			c.entries = append(c.entries, entry{e.GetTerm(), payloadOf(e.GetData())})
		}
	case pb.MsgAppResp:
		c.kind, c.index = accepted, m.GetIndex()
		if m.GetReject() {
			c.kind, c.native[1] = refused, m
		}
	case pb.MsgHeartbeat:
		c.kind, c.commit = heartbeat, m.GetCommit()
		if len(m.GetContext()) > 0 {
			t.context = m.GetContext()
		}
	case pb.MsgHeartbeatResp:
		c.kind = heartbeatReply
	case pb.MsgSnap:
		c.kind, c.index, c.logTerm = snapshot, m.GetSnapshot().GetMetadata().GetIndex(), m.GetSnapshot().GetMetadata().GetTerm()
	case pb.MsgTimeoutNow:
		c.kind = timeoutNow
	case pb.MsgProp:
		c.kind, c.payload, c.term = forward, payloadOf(m.GetEntries()[0].GetData()), 0
	case pb.MsgReadIndex:
		c.kind, c.term = readRequest, 0
	default:
		panic(fmt.Sprintf("go.etcd.io/raft says a %v, which the oracle does not know", m.GetType()))
	}
	t.said = append(t.said, c)
}
