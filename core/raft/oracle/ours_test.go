package oracle

import (
	"fmt"

	"raftarium/core/raft"
)

// ours is a server of core/raft with its disk. What it writes is durable before
// anything else happens to it.
type ours struct {
	id      uint64
	server  *raft.Server
	stored  raft.Stored
	writes  []raft.Write
	applied uint64
	round   uint64 // the newest that it has sent
	reads   uint64
	said    []message
	// sends gets messages in their own form where a cluster takes them.
	sends func(to uint64, m raft.Message)
	now   raft.Time
}

func newOurs(id uint64, s stored, rules raft.Rules) *ours {
	o := &ours{id: id}
	if s.snapshot != 0 {
		raft.Write{Snapshot: &raft.Snapshot{Index: raft.Index(s.snapshot), Term: raft.Term(s.snapshotTerm), Size: 1}}.Apply(&o.stored)
	}
	w := raft.Write{Term: raft.Term(s.term), Vote: raft.ID(s.vote), Commit: raft.Index(s.commit)}
	if len(s.log) > 0 {
		w.From, w.Entries = raft.Index(s.snapshot+1), ourEntries(s.log)
	}
	w.Apply(&o.stored)
	o.start(s, rules)
	return o
}

func (o *ours) start(s stored, rules raft.Rules) {
	config := raft.Config{ID: raft.ID(o.id), Timeouts: raft.Etcd, Seed: o.id, Rules: rules,
		Options: raft.Options{PreVote: s.options.preVote, CheckQuorum: s.options.checkQuorum, KeepLeader: s.options.checkQuorum}}
	for i := range s.servers {
		config.Peers = append(config.Peers, raft.ID(i+1))
	}
	o.server = raft.New(config, o.stored.Clone())
	o.server.Start(o.now, o)
}

// again returns the server as it is after a crash.
func (o *ours) again(s stored, rules raft.Rules) *ours {
	n := &ours{id: o.id, stored: o.stored, now: o.now}
	n.start(s, rules)
	return n
}

func ourEntries(list []entry) []raft.Entry {
	var entries []raft.Entry
	for _, e := range list {
		entries = append(entries, raft.Entry{Term: raft.Term(e.term), Payload: raft.Payload(e.payload), Kind: kindOf(e), Size: sizeOf(e)})
	}
	return entries
}

func kindOf(e entry) raft.EntryKind {
	if e.payload == 0 {
		return raft.NoOp
	}
	return raft.Normal
}

func sizeOf(e entry) uint32 {
	if e.payload == 0 {
		return 0
	}
	return 8
}

// event returns a message as core/raft has it.
func (o *ours) event(m message) raft.Event {
	from, term, index, logTerm := raft.ID(m.from), raft.Term(m.term), raft.Index(m.index), raft.Term(m.logTerm)
	round := uint64(0)
	if m.newest {
		round = o.round
	}
	switch m.kind {
	case campaign:
		return raft.Timeout{Timer: raft.ElectionTimer}
	case beat:
		return raft.Timeout{Timer: raft.HeartbeatTimer}
	case propose:
		return raft.Propose{Payload: raft.Payload(m.payload), Size: 8}
	case read:
		o.reads++
		return raft.Read{Seq: o.reads}
	case transfer:
		return raft.Transfer{To: from}
	case requestVote:
		return raft.RequestVote{From: from, Term: term, LastIndex: index, LastTerm: logTerm, Transfer: m.transfer}
	case voteReply:
		return raft.VoteReply{From: from, Term: term, Granted: m.yes}
	case preVote:
		return raft.PreVote{From: from, Term: term - 1, LastIndex: index, LastTerm: logTerm}
	case preVoteReply:
		return raft.PreVoteReply{From: from, Term: term, Asked: raft.Term(m.asked) - 1, Granted: m.yes}
	case appendEntries, heartbeat:
		return raft.AppendEntries{From: from, Term: term, PrevIndex: index, PrevTerm: logTerm, Commit: raft.Index(m.commit), Entries: ourEntries(m.entries)}
	case accepted, heartbeatReply:
		return raft.AppendAccepted{From: from, Term: term, Match: index, Round: round}
	case refused:
		return m.native[0].(raft.AppendRefused)
	case snapshot:
		return raft.InstallSnapshot{From: from, Term: term, Snapshot: raft.Snapshot{Index: index, Term: logTerm, Size: 1}, Length: 1}
	case timeoutNow:
		return raft.TimeoutNow{From: from, Term: term}
	case forward:
		return raft.Forward{From: from, Term: term, Seq: m.payload, Proposal: raft.Propose{Payload: raft.Payload(m.payload), Size: 8}}
	}
	panic("no event of core/raft is a " + m.kind)
}

func (o *ours) give(m message) { o.step(o.event(m)) }

// step lets an event happen, and all that it writes become durable.
func (o *ours) step(e raft.Event) {
	for o.server.Step(o.now, e, o); len(o.writes) > 0; o.server.Step(o.now, e, o) {
		w := o.writes[0]
		o.writes = o.writes[1:]
		w.Apply(&o.stored)
		e = raft.Written{Seq: w.Seq}
	}
}

func (o *ours) outcome() outcome {
	s, disk := o.server, &o.stored
	out := outcome{said: o.said, state: state{term: uint64(disk.Term), vote: uint64(disk.Vote), first: uint64(disk.Log.First()), last: uint64(disk.Log.Last()),
		role: s.Role().String(), leader: uint64(s.Leader()), commit: uint64(s.Commit()), applied: o.applied}}
	for i := disk.Log.First(); i <= disk.Log.Last(); i++ {
		e, _ := disk.Log.At(i)
		out.log = append(out.log, entry{uint64(e.Term), uint64(e.Payload)})
	}
	if s.Role() == raft.Leader {
		out.handsTo = uint64(s.TransferringTo())
		for _, p := range s.Peers() {
			if uint64(p.ID) != o.id {
				out.peers = append(out.peers, ourProgress(p))
			}
		}
	}
	o.said = nil
	return out
}

func ourProgress(p raft.Progress) progress {
	is := progress{id: uint64(p.ID), phase: p.State.String(), match: uint64(p.Match)}
	if p.State != raft.StateSnapshot {
		is.next = uint64(p.Next)
	}
	return is
}

func (o *ours) Send(to raft.ID, m raft.Message, _ raft.Reason) {
	if o.sends != nil {
		o.sends(uint64(to), m)
		return
	}
	_, term := m.Says()
	c := message{to: uint64(to), term: uint64(term)}
	switch m := m.(type) {
	case raft.RequestVote:
		c.kind, c.index, c.logTerm, c.transfer = requestVote, uint64(m.LastIndex), uint64(m.LastTerm), m.Transfer
	case raft.VoteReply:
		c.kind, c.yes = voteReply, m.Granted
	case raft.PreVote:
		c.kind, c.index, c.logTerm, c.term = preVote, uint64(m.LastIndex), uint64(m.LastTerm), uint64(m.Term)+1
	case raft.PreVoteReply:
		c.kind, c.yes = preVoteReply, m.Granted
		if m.Granted {
			c.term = uint64(m.Asked) + 1
		}
	case raft.AppendEntries:
		c.kind, c.index, c.logTerm, c.commit = appendEntries, uint64(m.PrevIndex), uint64(m.PrevTerm), uint64(m.Commit)
		o.round = max(o.round, m.Round)
		for _, e := range m.Entries {
			c.entries = append(c.entries, entry{uint64(e.Term), uint64(e.Payload)})
		}
	case raft.AppendAccepted:
		c.kind, c.index = accepted, uint64(m.Match)
	case raft.AppendRefused:
		c.kind, c.index = refused, uint64(m.PrevIndex)
		c.native[0] = m
	case raft.InstallSnapshot:
		c.kind, c.index, c.logTerm = snapshot, uint64(m.Snapshot.Index), uint64(m.Snapshot.Term)
	case raft.SnapshotReply:
		c.kind, c.index = refused, uint64(m.Index)
	case raft.TimeoutNow:
		c.kind = timeoutNow
	case raft.Forward:
		c.kind, c.payload, c.term = forward, uint64(m.Proposal.Payload), 0
	case raft.ReadRequest:
		c.kind, c.term = readRequest, 0
	default:
		panic(fmt.Sprintf("core/raft says a %T, which the oracle does not know", m))
	}
	o.said = append(o.said, c)
}

func (o *ours) Write(w raft.Write, _ raft.Reason)                 { o.writes = append(o.writes, w) }
func (o *ours) SetTimer(raft.Timer, raft.Time)                    {}
func (o *ours) StopTimer(raft.Timer)                              {}
func (o *ours) Become(raft.Role, raft.Term, raft.ID, raft.Reason) {}
func (o *ours) Vote(raft.ID, raft.Reason)                         {}
func (o *ours) Commit(raft.Index, raft.Reason)                    {}
func (o *ours) Apply(_, upTo raft.Index)                          { o.applied = uint64(upTo) }
func (o *ours) ReadReady(_ uint64, i raft.Index) {
	o.said = append(o.said, message{kind: ready, index: uint64(i)})
}
func (o *ours) Snapshot(raft.Index)                {}
func (o *ours) Restore(s raft.Snapshot)            { o.applied = uint64(s.Index) }
func (o *ours) Changes(raft.Payload) []raft.Change { return nil }
func (o *ours) Drop(e raft.Event, _ raft.Reason) {
	if _, is := e.(raft.Read); is {
		o.said = append(o.said, message{kind: readDropped})
		return
	}
	o.said = append(o.said, message{kind: dropped})
}
