package lab

import (
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/slab"
)

// said remembers what members say one after the other, each the same: that an
// entry is committed, what came of it, and what its fingerprint is. It is no
// part of a world's state.
type said struct {
	commits   slab.Of[member.Committed]
	newest    member.Committed
	committal any
	applies   slab.Of[member.Applied]
	last      member.Applied
	result    any

	payload raft.Payload // of the entry whose fingerprint was asked for last
	kind    raft.EntryKind
	print   uint64
}

// What the words of notes are taken from.
var (
	aCommittal any = member.Committed{}
	aResult    any = member.Applied{}
)

// forget makes a copy of what is remembered give out places of its own.
func (s *said) forget() {
	s.commits, s.applies = slab.Of[member.Committed]{}, slab.Of[member.Applied]{}
}

func (s *said) committed(n member.Committed) any {
	if s.committal == nil || s.newest != n {
		s.newest, s.committal = n, slab.As(aCommittal, s.commits.Keep(&n))
	}
	return s.committal
}

func (s *said) applied(n *member.Applied) any {
	if s.result == nil || s.last != *n {
		s.last, s.result = *n, slab.As(aResult, s.applies.Keep(n))
	}
	return s.result
}
