package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
)

// Note is what a member tells of itself, besides what it sends and writes: one
// of the types below. The host puts it into the trace under its Kind.
type Note interface{ Kind() string }

// BecameFollower, BecamePreCandidate, BecameCandidate and BecameLeader tell of a new role, term or
// known leader.
type (
	BecameFollower struct {
		Term   raft.Term
		Leader raft.ID // None while it is unknown
	}
	// BecamePreCandidate: it asks whether it would be elected in the term after
	// Term.
	BecamePreCandidate struct{ Term raft.Term }
	BecameCandidate    struct{ Term raft.Term }
	BecameLeader       struct{ Term raft.Term }
)

// VoteCounted tells that a candidate has counted an answer to its request. The
// reason says which.
type VoteCounted struct{ From raft.ID }

// Committed tells that the member knows everything up to Index to be committed.
type Committed struct{ Index raft.Index }

// Applied tells that an entry was applied.
type Applied struct {
	Index raft.Index
	Entry raft.Entry // see Describe
}

// Restored tells that a snapshot has taken the place of what was applied.
type Restored struct{ Index raft.Index }

// Dropped tells that a proposal or a read went nowhere.
type Dropped struct{ Read bool }

// TransferBegun tells that a leader hands over to a member: it takes no
// proposals, and brings that member up to date.
type TransferBegun struct{ To raft.ID }

// Removed tells that the member is no member any more and will stop. From is who
// told it so; None if it has applied its removal.
type Removed struct{ From raft.ID }

// TransferRefused tells that leadership cannot be handed over to a member.
type TransferRefused struct{ To raft.ID }

// Answered tells that the member answers a client, what it had asked, and what
// it is told.
type Answered struct {
	Client  Client
	Conn    uint64
	Request api.Request
	Outcome Outcome
}

func (BecameFollower) Kind() string     { return "became-follower" }
func (BecamePreCandidate) Kind() string { return "became-pre-candidate" }
func (BecameCandidate) Kind() string    { return "became-candidate" }
func (BecameLeader) Kind() string       { return "became-leader" }
func (VoteCounted) Kind() string        { return "vote-counted" }
func (Committed) Kind() string          { return "committed" }
func (Applied) Kind() string            { return "applied" }
func (Restored) Kind() string           { return "restored" }
func (Dropped) Kind() string            { return "dropped" }
func (TransferRefused) Kind() string    { return "transfer-refused" }
func (TransferBegun) Kind() string      { return "transfer-begun" }
func (Removed) Kind() string            { return "removed" }
func (Answered) Kind() string           { return "answered" }
