package lab

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/core/slab"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// server lets a member live in a world: it is the sim.Actor that the world
// knows and the member.Host that the member stands on.
type server struct {
	member *member.Member
	dir    string // the folder of its data
	// base is the world's ordinal of the last write before this start: Raft
	// counts its own from 1 at every start.
	base  sim.WriteSeq
	last  sim.WriteSeq
	turn  *sim.Turn
	lab   *registry // of the turn's world
	watch watch

	replies slab.Of[member.Reply] // no part of its state
}

// aReply is what the words of replies are taken from.
var aReply any = member.Reply{}

// node returns where a member is, or Nobody.
func (s *server) node(id raft.ID) sim.Node { return s.lab.node(id) }

// Start implements sim.Actor.
func (s *server) Start(t *sim.Turn) {
	s.begin(t)
	s.base = s.last
	s.lab.settle(raft.ID(s.member.Self().ID), t.Self(), t.Now())
	if s.member.Starts() {
		s.watchStart()
	}
	if err := s.member.Start(raft.Time(t.Clock()), s); err != nil {
		t.Exit()
	}
	s.end()
}

// Deliver implements sim.Actor.
func (s *server) Deliver(t *sim.Turn, from sim.Node, payload any) {
	s.begin(t)
	now := raft.Time(t.Clock())
	switch p := payload.(type) {
	case member.Request:
		s.watchRequest(from, p)
		s.member.Ask(now, member.Client(from), p, s)
	case member.Cancel:
		s.lab.check.Abandoned(t.Self(), from, p.Conn)
		s.member.Cancel(now, member.Client(from), p.Conn, s)
	default:
		if m, ok := raft.MessageOf(payload); ok {
			s.member.Receive(now, m, s)
		} else if m, ok := payload.(member.PeerMessage); ok {
			s.member.ReceivePeer(now, m, s)
		}
	}
	s.end()
}

// Fire implements sim.Actor.
func (s *server) Fire(t *sim.Turn, timer sim.Timer) {
	s.begin(t)
	s.member.Fire(raft.Time(t.Clock()), member.Timer(timer), s)
	s.end()
}

// Written implements sim.Actor.
func (s *server) Written(t *sim.Turn, seq sim.WriteSeq) {
	s.begin(t)
	s.lab.check.Durable(t.Self(), seq)
	s.member.Written(raft.Time(t.Clock()), uint64(seq-s.base), s)
	s.end()
}

// begin begins a turn, which is the same as before in the same world.
func (s *server) begin(t *sim.Turn) {
	if s.turn != t {
		s.turn, s.lab = t, registryOf(t.World())
	}
}

// end ends a turn.
func (s *server) end() {
	if len(s.watch.facts) > 0 {
		s.watchEnd()
	}
	if s.watch.wrote {
		s.watchConfiguration()
	}
	s.watchTime()
}

// Input implements sim.Actor: what a verb asks of a member, past the net.
func (s *server) Input(t *sim.Turn, input any) {
	s.begin(t)
	now := raft.Time(t.Clock())
	switch what := input.(type) {
	case api.ConfChange:
		s.member.Change(now, what, s)
	case raft.Transfer:
		s.member.Transfer(now, what.To, s)
	case raft.Retimed:
		s.member.Retime(now, s)
	case raft.TakeSnapshot:
		s.member.TakeSnapshot(now, s)
	case raft.Compact:
		s.member.CompactLog(now, s)
	}
	s.end()
}

// Observe implements sim.Actor.
func (s *server) Observe(*sim.Turn) {}

// Crash implements sim.Actor.
func (s *server) Crash(durable sim.WriteSeq) {
	s.watch.survived = durable
	s.member.Crash(uint64(max(durable, s.base) - s.base))
}

// Tear implements sim.Tearer.
func (s *server) Tear(seq sim.WriteSeq) {
	if seq > s.base {
		s.member.Tear(uint64(seq - s.base))
	}
}

// Clone implements sim.Actor.
func (s *server) Clone() sim.Actor {
	c := *s
	c.member, c.turn, c.lab, c.replies = s.member.Clone(), nil, nil, slab.Of[member.Reply]{}
	c.watch.facts, c.watch.answers = nil, nil
	return &c
}

// Send implements member.Host.
func (s *server) Send(to raft.ID, m raft.Message, why raft.Reason) {
	if node := s.node(to); node != sim.Nobody {
		s.turn.SendWhy(node, m, why)
		s.watchSend(node, m)
	}
}

// SendPeer implements member.Host.
func (s *server) SendPeer(to raft.ID, m member.PeerMessage) {
	if node := s.node(to); node != sim.Nobody {
		s.turn.Send(node, m)
	}
}

// Write implements member.Host.
func (s *server) Write(w raft.Write, why raft.Reason) {
	bytes := 0
	for i := range w.Entries {
		bytes += int(w.Entries[i].Size)
	}
	s.last = s.turn.WriteWhy(bytes, why)
	s.watchWrite(w)
}

// SetTimer implements member.Host.
func (s *server) SetTimer(t member.Timer, at raft.Time) { s.turn.SetAlarm(sim.Timer(t), sim.Time(at)) }

// StopTimer implements member.Host.
func (s *server) StopTimer(t member.Timer) { s.turn.StopTimer(sim.Timer(t)) }

// Reply implements member.Host.
func (s *server) Reply(to member.Client, r member.Reply) {
	s.turn.Send(sim.Node(to), slab.As(aReply, s.replies.Keep(&r)))
}

// ActiveFor implements member.Host.
func (s *server) ActiveFor(id raft.ID) (raft.Time, bool) {
	at, active := activeSince(s.turn.World(), s.turn.Self(), s.node(id))
	return raft.Time(s.turn.Now() - at), active
}

// Quit implements member.Host.
func (s *server) Quit() { s.turn.Control(quit{s.turn.Self()}) }

// Note implements member.Host. What follows from a new role or a new commit
// index has that as its cause.
func (s *server) Note(note member.Note, why raft.Reason) {
	peer := sim.Nobody
	switch n := note.(type) {
	case member.BecameFollower:
		peer = s.node(n.Leader)
	case member.VoteCounted:
		peer = s.node(n.From)
	case member.TransferBegun:
		peer = s.node(n.To)
	case member.TransferRefused:
		peer = s.node(n.To)
	case member.Removed:
		peer = s.node(n.From)
	case member.Answered:
		peer = sim.Node(n.Client)
	}
	id := s.turn.NoteWhy(kindOf(note), peer, note, why)
	s.watchNote(note, id)
	switch note.(type) {
	case member.BecameFollower, member.BecameCandidate, member.BecameLeader, member.VoteCounted, member.Removed:
		s.turn.Because(id)
	}
}

// Committed implements member.Host.
func (s *server) Committed(n member.Committed, why raft.Reason) {
	id := s.turn.NoteWhy(kindCommitted, sim.Nobody, s.lab.said.committed(n), why)
	s.later(fact{kind: committedFact, index: n.Index, event: id})
	s.turn.Because(id)
}

// Applied implements member.Host.
func (s *server) Applied(n member.Applied) {
	id := s.turn.NoteWhy(kindApplied, sim.Nobody, s.lab.said.applied(&n), nil)
	if n.Entry.Kind == raft.ConfigChange || n.Entry.Kind == raft.LeaveJoint {
		s.watch.wrote, s.lab.marks.due = true, true
	}
	s.later(fact{kind: appliedFact, index: n.Index, state: s.state(), event: id})
}

func (s *server) code(c *wire.Coder, arena *mvcc.Arena) {
	if c.Decoding() {
		s.member = &member.Member{}
	}
	s.member.Code(c, arena)
	c.String(&s.dir)
	c.Uint64((*uint64)(&s.base))
	c.Uint64((*uint64)(&s.last))
	s.watch.code(c)
}
