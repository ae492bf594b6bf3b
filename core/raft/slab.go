package raft

import "unsafe"

// slab makes values whose addresses last, many with one allocation. Each place
// is given out once, so that what was said stays as it was said, whoever keeps
// it. A slab that is copied is to be emptied in the copy: two must not give out
// the same places.
type slab[T any] struct {
	free []T
	size int // of the last run of values
}

const (
	slabMin = 4
	slabMax = 64
)

// keep returns the address of a copy of v that nobody else has.
func (s *slab[T]) keep(v *T) *T {
	if len(s.free) == 0 {
		s.size = min(max(slabMin, 2*s.size), slabMax)
		s.free = make([]T, s.size)
	}
	p := &s.free[0]
	s.free = s.free[1:]
	*p = *v
	return p
}

// asMessage and asReason return what is at p as an interface that holds it, as
// the conversion Message(*p) would, but for the allocation that it takes. Like
// is any other of the same type. What is at p must not change any more.
//
// An interface is its dynamic type and the address of its value, in this order,
// for all types but those that are a single pointer. Package reflect rests on
// it too; TestSlabsConvertAsTheLanguageDoes holds it.
func asMessage[T Message](like Message, p *T) Message {
	(*interfaceWords)(unsafe.Pointer(&like)).value = unsafe.Pointer(p)
	return like
}

func asReason[T Reason](like Reason, p *T) Reason {
	(*interfaceWords)(unsafe.Pointer(&like)).value = unsafe.Pointer(p)
	return like
}

type interfaceWords struct{ dynamic, value unsafe.Pointer }

// said remembers what a server says in nearly every step, so that it says the
// very same again where it can, and else allocates for many at a time: an idle
// cluster allocates nothing, and a busy one little. It is no part of the
// server's state.
type said struct {
	heartbeat, entries AppendEntries // the newest of each kind, which go to several
	heartbeatMessage   Message
	entriesMessage     Message
	appends            slab[AppendEntries]

	accepted        AppendAccepted
	acceptedMessage Message
	acceptances     slab[AppendAccepted]

	byQuorum       StoredByQuorum
	byQuorumReason Reason
	byLeader       LeaderSaysCommitted
	byLeaderReason Reason
	writes         slab[KeepEntries]
}

// What the words of interfaces are taken from.
var (
	anAppend     Message = AppendEntries{}
	anAcceptance Message = AppendAccepted{}
	aWrite       Reason  = KeepEntries{}
)

// theAppend returns m as a message with the entries of a leader's log up to
// last. Within a term a leader's log only grows, so equal places are equal
// entries.
func (s *said) theAppend(m *AppendEntries, log *Log, last Index) Message {
	newest, message := &s.heartbeat, &s.heartbeatMessage
	if last > m.PrevIndex {
		newest, message = &s.entries, &s.entriesMessage
	}
	if *message == nil || newest.Term != m.Term || newest.PrevIndex != m.PrevIndex || newest.PrevTerm != m.PrevTerm ||
		newest.Commit != m.Commit || newest.Round != m.Round || m.PrevIndex+Index(len(newest.Entries)) != last {
		m.Entries = log.Slice(m.PrevIndex+1, last)
		*newest = *m
		*message = asMessage(anAppend, s.appends.keep(m))
	}
	return *message
}

// forget makes a copy of what is remembered give out places of its own.
func (s *said) forget() {
	s.appends, s.acceptances, s.writes = slab[AppendEntries]{}, slab[AppendAccepted]{}, slab[KeepEntries]{}
}

func (s *said) theAcceptance(m AppendAccepted) Message {
	if s.acceptedMessage == nil || s.accepted != m {
		s.accepted = m
		s.acceptedMessage = asMessage(anAcceptance, s.acceptances.keep(&m))
	}
	return s.acceptedMessage
}

func (s *said) storedByQuorum(r StoredByQuorum) Reason {
	if s.byQuorumReason == nil || s.byQuorum != r {
		s.byQuorum, s.byQuorumReason = r, r
	}
	return s.byQuorumReason
}

func (s *said) leaderSaysCommitted(r LeaderSaysCommitted) Reason {
	if s.byLeaderReason == nil || s.byLeader != r {
		s.byLeader, s.byLeaderReason = r, r
	}
	return s.byLeaderReason
}

func (s *said) keepEntries(r KeepEntries) Reason { return asReason(aWrite, s.writes.keep(&r)) }
