package raft

import "raftarium/core/slab"

// said remembers what a server says in nearly every step, so that it says the
// very same again where it can, and else allocates for many at a time: an idle
// cluster allocates nothing, and a busy one little. It is no part of the
// server's state.
type said struct {
	heartbeat, entries *AppendEntries // the newest of each kind, which go to several
	appends            slab.Of[AppendEntries]

	accepted    *AppendAccepted // the newest
	acceptances slab.Of[AppendAccepted]

	byQuorum       StoredByQuorum
	byQuorumReason Reason
	byLeader       LeaderSaysCommitted
	byLeaderReason Reason
	writes         slab.Of[KeepEntries]

	forwards    slab.Of[Forward]
	passedOn    PassedOn
	passedOnWhy Reason
}

// What the words of interfaces are taken from.
var (
	anAppend     Message = AppendEntries{}
	anAcceptance Message = AppendAccepted{}
	aForward     Message = Forward{}
	aWrite       Reason  = KeepEntries{}
)

// MessageOf returns what an interface holds as a Message, if it is one. For the
// most frequent ones it takes no look for their methods.
func MessageOf(v any) (Message, bool) {
	switch v.(type) {
	case AppendEntries:
		return slab.Retype(anAppend, v), true
	case AppendAccepted:
		return slab.Retype(anAcceptance, v), true
	case Forward:
		return slab.Retype(aForward, v), true
	}
	m, ok := v.(Message)
	return m, ok
}

// theAppend returns m as a message with the entries of a leader's log up to
// last. Within a term a leader's log only grows, so equal places are equal
// entries.
func (s *said) theAppend(m *AppendEntries, log *Log, last Index) Message {
	newest := &s.heartbeat
	if last > m.PrevIndex {
		newest = &s.entries
	}
	n := *newest
	if n == nil || n.Term != m.Term || n.PrevIndex != m.PrevIndex || n.PrevTerm != m.PrevTerm ||
		n.Commit != m.Commit || n.Round != m.Round || m.PrevIndex+Index(len(n.Entries)) != last {
		if last > m.PrevIndex {
			m.Entries = log.Slice(m.PrevIndex+1, last)
		}
		n = s.appends.Keep(m)
		*newest = n
	}
	return slab.As(anAppend, n)
}

// forget makes a copy of what is remembered give out places of its own.
func (s *said) forget() {
	s.appends, s.acceptances = slab.Of[AppendEntries]{}, slab.Of[AppendAccepted]{}
	s.writes, s.forwards = slab.Of[KeepEntries]{}, slab.Of[Forward]{}
}

func (s *said) theAcceptance(m *AppendAccepted) Message {
	n := s.accepted
	if n == nil || n.Round != m.Round || n.Match != m.Match || n.Term != m.Term || n.From != m.From {
		n = s.acceptances.Keep(m)
		s.accepted = n
	}
	return slab.As(anAcceptance, n)
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

func (s *said) keepEntries(r KeepEntries) Reason { return slab.As(aWrite, s.writes.Keep(&r)) }

func (s *said) theForward(m Forward) Message { return slab.As(aForward, s.forwards.Keep(&m)) }

func (s *said) thePassedOn(r PassedOn) Reason {
	if s.passedOnWhy == nil || s.passedOn != r {
		s.passedOn, s.passedOnWhy = r, r
	}
	return s.passedOnWhy
}
