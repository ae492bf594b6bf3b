package raft

// Message is what one server says to another: one of the types below. A
// message is shared and never changed once it is sent.
type Message interface {
	Event
	// Says returns the sender and the sender's term.
	Says() (ID, Term)
}

// RequestVote asks for a vote, Figure 2.
type RequestVote struct {
	From      ID
	Term      Term
	LastIndex Index // of the candidate's last entry
	LastTerm  Term  // of the candidate's last entry
	Transfer  bool  // the leader wishes it, §3.10, so that it is to be replaced
}

// VoteReply answers RequestVote.
type VoteReply struct {
	From    ID
	Term    Term
	Granted bool
}

// PreVote asks whether the receiver would vote for the sender, dissertation
// §9.6. The sender would stand in the term after Term; it has not taken it, and
// nobody does because of a PreVote.
type PreVote struct {
	From      ID
	Term      Term  // the sender's
	LastIndex Index // of the sender's last entry
	LastTerm  Term  // of the sender's last entry
}

// PreVoteReply answers PreVote.
type PreVoteReply struct {
	From    ID
	Term    Term // the voter's
	Asked   Term // the term of the PreVote
	Granted bool
}

// AppendEntries replicates entries and is the heartbeat, Figure 2. It goes to
// every follower alike, unless they need different entries.
type AppendEntries struct {
	From      ID
	Term      Term
	PrevIndex Index // of the entry before the new ones
	PrevTerm  Term  // of that entry
	Commit    Index // the leader's commit index
	Round     uint64
	Entries   []Entry
}

// AppendAccepted says that the sender's log is the leader's up to Match, and
// durable that far.
type AppendAccepted struct {
	From  ID
	Term  Term
	Match Index
	Round uint64
}

// AppendRefused says that the sender's log does not have the entry before the
// new ones. It tells where they may meet, §5.3: "the follower can include the
// term of the conflicting entry and the first index it stores for that term".
type AppendRefused struct {
	From          ID
	Term          Term
	PrevIndex     Index // which was refused
	Last          Index // the sender's last index
	ConflictTerm  Term  // of the sender's entry at PrevIndex; 0 if it has none
	ConflictIndex Index // the first that the sender has of that term
	Round         uint64
}

// Forward passes a client's proposal on to the leader of the term.
type Forward struct {
	From     ID
	Term     Term
	Seq      uint64 // rises with each that the sender forwards, over restarts too
	Proposal Propose
}

// ReadRequest asks the leader for an index from which it is safe to read.
type ReadRequest struct {
	From ID
	Term Term
	Seq  uint64
}

// ReadReply answers ReadRequest: a state that has applied Index is new enough.
type ReadReply struct {
	From  ID
	Term  Term
	Seq   uint64
	Index Index
}

func (m RequestVote) Says() (ID, Term)     { return m.From, m.Term }
func (m VoteReply) Says() (ID, Term)       { return m.From, m.Term }
func (m PreVote) Says() (ID, Term)         { return m.From, m.Term }
func (m PreVoteReply) Says() (ID, Term)    { return m.From, m.Term }
func (m TimeoutNow) Says() (ID, Term)      { return m.From, m.Term }
func (m InstallSnapshot) Says() (ID, Term) { return m.From, m.Term }
func (m SnapshotReply) Says() (ID, Term)   { return m.From, m.Term }
func (m AppendEntries) Says() (ID, Term)   { return m.From, m.Term }
func (m AppendAccepted) Says() (ID, Term)  { return m.From, m.Term }
func (m AppendRefused) Says() (ID, Term)   { return m.From, m.Term }
func (m Forward) Says() (ID, Term)         { return m.From, m.Term }
func (m ReadRequest) Says() (ID, Term)     { return m.From, m.Term }
func (m ReadReply) Says() (ID, Term)       { return m.From, m.Term }
