package raft

import "raftarium/core/slab"

// Event is what can happen to a server: a Message, or one of the types below.
type Event interface{ event() }

// Timer names one of a server's timers.
type Timer uint8

const (
	ElectionTimer  Timer = iota // of followers and candidates, §5.2
	HeartbeatTimer              // of leaders
)

// Timeout says that a timer has run out.
type Timeout struct{ Timer Timer }

// Written says that the disk has everything up to the write Seq, which this
// server gave it since its start: writes of an earlier life are not told.
type Written struct{ Seq uint64 }

// Propose is a client's wish to append an entry.
type Propose struct {
	Kind    EntryKind
	Payload Payload
	Size    uint32 // of the payload, in bytes
}

// Batch is several proposals at once, which are appended in order, each as if
// it came alone, and share a write and messages.
type Batch struct{ Proposals []Propose }

// Read is a client's wish to read what is newest. Seq is the owner's number
// for it, which ReadReady names. It is never used twice, not even after a
// restart: an answer to the earlier read may still be on its way.
type Read struct{ Seq uint64 }

func (Timeout) event()         {}
func (Written) event()         {}
func (Propose) event()         {}
func (Batch) event()           {}
func (Read) event()            {}
func (RequestVote) event()     {}
func (VoteReply) event()       {}
func (AppendEntries) event()   {}
func (AppendAccepted) event()  {}
func (AppendRefused) event()   {}
func (Transfer) event()        {}
func (TimeoutNow) event()      {}
func (Snapshotted) event()     {}
func (InstallSnapshot) event() {}
func (SnapshotReply) event()   {}
func (PreVote) event()         {}
func (PreVoteReply) event()    {}
func (Forward) event()         {}
func (ReadRequest) event()     {}
func (ReadReply) event()       {}

// Step lets one event happen at the given time.
func (s *Server) Step(now Time, event Event, out Effects) {
	s.now = now
	switch e := event.(type) {
	case Timeout:
		switch e.Timer {
		case ElectionTimer:
			s.startElection(now, out)
		case HeartbeatTimer:
			s.heartbeat(now, out)
		}
	case Written:
		s.written(now, e.Seq, out)
	case Propose:
		s.propose(e, out)
	case Batch:
		s.proposeAll(e.Proposals, out)
	case Snapshotted:
		s.snapshotted(e, out)
	case TakeSnapshot:
		s.takeSnapshotNow(out)
	case Compact:
		s.compactNow()
	case Transfer:
		s.startTransfer(now, e, out)
	case Read:
		s.read(now, s.id, e.Seq, out)
	case Retimed:
		s.retime(now, out)
	case Message:
		s.receive(now, e, out)
	}
	s.flush(out)
}

// Propose, Written and Receive are Step for the most frequent events, without
// making an Event of them.
func (s *Server) Propose(now Time, p Propose, out Effects) {
	s.now = now
	s.propose(p, out)
	s.flush(out)
}

// Written is Step for Written.
func (s *Server) Written(now Time, seq uint64, out Effects) {
	s.now = now
	s.written(now, seq, out)
	s.flush(out)
}

// Receive is Step for a message.
func (s *Server) Receive(now Time, m Message, out Effects) {
	s.now = now
	s.receive(now, m, out)
	if s.disk.dirty() || len(s.disk.promises) > 0 {
		s.flush(out)
	}
}

// receive hands a message to the rule that answers it, once the terms agree.
func (s *Server) receive(now Time, message Message, out Effects) {
	// Most are of these two, and of the own term.
	switch message.(type) {
	case AppendEntries:
		m := slab.At[AppendEntries](message)
		if p := s.peer(m.From); p != nil && m.Term == s.term {
			p.Heard = now
			s.handleAppendEntries(now, m, out)
			return
		}
	case AppendAccepted:
		m := slab.At[AppendAccepted](message)
		if p := s.peer(m.From); p != nil && m.Term == s.term {
			p.Heard = now
			s.handleAppendAccepted(now, p, m, out)
			return
		}
	}
	from, term := message.Says()
	p := s.peer(from)
	if p == nil && !s.hearsStranger(message) {
		return // not of this cluster
	}
	if p != nil {
		p.Heard = now
	}
	if ask, ok := message.(RequestVote); ok && s.ignoresVote(now, ask) {
		return
	}
	before := s.term
	if _, only := message.(PreVote); term > s.term && !only {
		s.seeHigherTerm(now, from, term, out)
	}
	switch m := message.(type) {
	case RequestVote:
		s.handleRequestVote(now, before, m, out)
	case VoteReply:
		s.handleVoteReply(now, p, m, out)
	case AppendEntries:
		s.handleAppendEntries(now, slab.At[AppendEntries](message), out)
	case AppendAccepted:
		s.handleAppendAccepted(now, p, slab.At[AppendAccepted](message), out)
	case AppendRefused:
		s.handleAppendRefused(now, p, m, out)
	case InstallSnapshot:
		s.handleInstallSnapshot(now, m, out)
	case SnapshotReply:
		s.handleSnapshotReply(now, p, m, out)
	case TimeoutNow:
		s.handleTimeoutNow(now, m, out)
	case PreVote:
		s.handlePreVote(now, m)
	case PreVoteReply:
		s.handlePreVoteReply(now, p, m, out)
	case Forward:
		s.takeForwarded(p, m, out)
	case ReadRequest:
		s.read(now, from, m.Seq, out)
	case ReadReply:
		s.finishRead(m.Seq, m.Index, out)
	}
}
