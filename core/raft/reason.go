package raft

// Reason says why a server does something: one of the types below.
type Reason interface{ reason() }

// Why a server takes a role.
type (
	// Started: servers start as followers, §5.2.
	Started struct{}
	// TimerRanOut: no leader was heard for the election timeout, §5.2. Early says
	// that the timer was made to run out before that.
	TimerRanOut struct {
		Timeout Time
		Early   bool
	}
	// WonElection: a quorum granted its votes, §5.2.
	WonElection struct{ Votes, Needed int }
	// SawHigherTerm: another server is in a later term, §5.1.
	SawHigherTerm struct {
		From     ID
		Old, New Term
	}
	// FoundLeader: the leader of this term was heard, §5.2.
	FoundLeader struct{ Leader ID }
	// WouldWin: a quorum would vote for this server, dissertation §9.6.
	WouldWin struct{ Votes, Needed int }
	// LostQuorum: less than a quorum has answered this leader for an election
	// timeout, dissertation §6.2.
	LostQuorum struct{ Heard, Needed int }
	// RemovedByChange: a configuration without this leader is committed,
	// dissertation §4.2.2.
	RemovedByChange struct{ Index Index }
	// ToldToStand: the leader hands over to this server, dissertation §3.10.
	ToldToStand struct{ Leader ID }
	// TransferTimedOut: the target of a transfer has not taken over, and the
	// leader takes proposals again, dissertation §3.10.
	TransferTimedOut struct{ Target ID }
)

// Why a server votes or does not, §5.2 and §5.4.1.
type (
	// VoteGranted: the term is current, no other has the vote, and the
	// candidate's log is at least as up to date.
	VoteGranted struct {
		Candidate          ID
		Term, OldTerm      Term // OldTerm is the voter's before the request
		LastIndex, OwnLast Index
		LastTerm, OwnTerm  Term
	}
	// StaleTerm: the other's term is over, §5.1.
	StaleTerm struct{ Theirs, Ours Term }
	// VotedAlready: the vote of this term went to another.
	VotedAlready struct {
		For  ID
		Term Term
	}
	// LogBehind: the candidate's log is less up to date.
	LogBehind struct {
		LastIndex, OwnLast Index
		LastTerm, OwnTerm  Term
	}
	// VoteCounted: a candidate counts a vote for itself.
	VoteCounted struct {
		From          ID
		Votes, Needed int
	}
	// VoteDenied: a candidate is refused a vote.
	VoteDenied struct{ From ID }
	// AsksForVotes: a candidate asks all others.
	AsksForVotes struct{}
	// AsksForPreVotes: a server asks all others whether they would vote for it,
	// dissertation §9.6.
	AsksForPreVotes struct{}
	// WouldVote: this server would vote for the candidate in Term.
	WouldVote struct {
		Candidate ID
		Term      Term
	}
	// PreVoteCounted: a server counts who would vote for it.
	PreVoteCounted struct {
		From          ID
		Votes, Needed int
	}
	// LeaderAlive: a leader was heard within the minimum election timeout, and
	// is not to be replaced, dissertation §4.2.3.
	LeaderAlive struct {
		Leader ID
		Own    bool // the server leads itself, and a quorum answers it
	}
)

// Why a leader sends AppendEntries, §5.3, and how it is answered.
type (
	// HeartbeatDue: the followers' timers must not run out.
	HeartbeatDue struct{}
	// NewEntries: there are entries that the follower lacks.
	NewEntries struct{}
	// CommitNews: the commit index rose.
	CommitNews struct{}
	// BackedUp: the follower refused, and an earlier entry is tried.
	BackedUp struct{ Refused, Next Index }
	// LogCompacted: the follower needs entries that only a snapshot has, §7.
	LogCompacted struct{ Next, First Index }
	// NextChunk: the part of a snapshot before this one has arrived.
	NextChunk struct{ Offset, Size uint64 }
	// ChunkTaken: a part of a snapshot has arrived, and more is to come.
	ChunkTaken struct{ Received, Size uint64 }
	// SnapshotInstalled: a snapshot from the leader is durable, §7.
	SnapshotInstalled struct{ Index Index }
	// SnapshotMatches: the log has the last entry of the leader's snapshot, and
	// is kept, §7.
	SnapshotMatches struct{ Index Index }
	// HasSnapshot: a snapshot is late, for what it stands for is committed here.
	HasSnapshot struct{ Index, Commit Index }
	// EntriesMatch: the entry before the new ones is there.
	EntriesMatch struct{}
	// EntryMissing: the follower's log ends before PrevIndex.
	EntryMissing struct{ PrevIndex, Last Index }
	// EntryConflicts: the entry at PrevIndex is of another term.
	EntryConflicts struct {
		PrevIndex  Index
		Want, Have Term
		First      Index // that the follower has of the term Have
	}
)

// Why something is written.
type (
	// KeepTerm: the term or the vote changed.
	KeepTerm struct{}
	// KeepSnapshot: a snapshot was made, or came from the leader, §7.
	KeepSnapshot struct{ Index Index }
	// CompactLog: a snapshot on disk stands for these entries, §7.
	CompactLog struct{ UpTo Index }
	// KeepEntries: entries were appended.
	KeepEntries struct{ From, To Index }
	// ReplaceEntries: entries in conflict with the leader's are overwritten,
	// §5.3: "the leader handles inconsistencies by forcing the followers' logs
	// to duplicate its own".
	ReplaceEntries struct{ From, To, OldLast Index }
)

// Why something is committed.
type (
	// StoredByQuorum: a quorum has the entry on disk, and it is of the leader's
	// own term, §5.4.2.
	StoredByQuorum struct {
		Copies, Servers int
		Term            Term
	}
	// LeaderSaysCommitted: the leader's commit index is at least this.
	LeaderSaysCommitted struct{ Leader ID }
	// SnapshotCommitted: what a snapshot stands for is committed, §7.
	SnapshotCommitted struct {
		Leader ID
		Index  Index
	}
)

// Why a proposal or a read is passed on, answered or dropped.
type (
	// PassedOn: only the leader can take it, §8.
	PassedOn struct{ Leader ID }
	// NoLeader: nobody is known to be the leader.
	NoLeader struct{}
	// Transferring: the leader hands over, and takes no proposals meanwhile,
	// dissertation §3.10.
	Transferring struct{ Target ID }
	// TooMuchUncommitted: the leader has not committed what it has taken, and
	// takes no more than Limit (go.etcd.io/raft).
	TooMuchUncommitted struct{ Bytes, Limit uint64 }
	// TargetCaughtUp: the server to which the leader hands over has its whole
	// log, dissertation §3.10.
	TargetCaughtUp struct{ Match Index }
	// NotLeading: only a leader can do what was asked.
	NotLeading struct{ Leader ID }
	// ChangeUnderWay: the change of membership at Index is not finished,
	// dissertation §4.1.
	ChangeUnderWay struct{ Index Index }
	// TermNotCommitted: the leader has not committed an entry of its term, and
	// changes no membership before, dissertation §4.1.
	TermNotCommitted struct{ Term Term }
	// LearnerBehind: a learner lacks committed entries, and is not promoted,
	// dissertation §4.2.1.
	LearnerBehind struct {
		ID            ID
		Match, Commit Index
	}
	// NoVoters: nobody would be left to vote.
	NoVoters struct{}
	// CannotLead: the target of a transfer is the leader itself, or may not
	// lead.
	CannotLead struct{ Target ID }
	// ConfirmLeadership: a read waits for a quorum to answer, §6.4.
	ConfirmLeadership struct{ Round uint64 }
	// Unconfirmed: the rule that a quorum must answer is off.
	Unconfirmed struct{ Index Index }
	// StillLeader: a quorum answered since the read came, §6.4.
	StillLeader struct{ Index Index }
	// LeaseHolds: no other can have been elected before Until, §6.4.1.
	LeaseHolds struct {
		Index Index
		Until Time
	}
)

func (Started) reason()             {}
func (TimerRanOut) reason()         {}
func (WonElection) reason()         {}
func (SawHigherTerm) reason()       {}
func (FoundLeader) reason()         {}
func (VoteGranted) reason()         {}
func (StaleTerm) reason()           {}
func (VotedAlready) reason()        {}
func (LogBehind) reason()           {}
func (VoteCounted) reason()         {}
func (VoteDenied) reason()          {}
func (AsksForVotes) reason()        {}
func (WouldWin) reason()            {}
func (LostQuorum) reason()          {}
func (AsksForPreVotes) reason()     {}
func (WouldVote) reason()           {}
func (PreVoteCounted) reason()      {}
func (LeaderAlive) reason()         {}
func (ToldToStand) reason()         {}
func (TransferTimedOut) reason()    {}
func (Transferring) reason()        {}
func (TooMuchUncommitted) reason()  {}
func (TargetCaughtUp) reason()      {}
func (NotLeading) reason()          {}
func (CannotLead) reason()          {}
func (KeepSnapshot) reason()        {}
func (CompactLog) reason()          {}
func (SnapshotCommitted) reason()   {}
func (LogCompacted) reason()        {}
func (NextChunk) reason()           {}
func (ChunkTaken) reason()          {}
func (SnapshotInstalled) reason()   {}
func (SnapshotMatches) reason()     {}
func (HasSnapshot) reason()         {}
func (RemovedByChange) reason()     {}
func (ChangeUnderWay) reason()      {}
func (TermNotCommitted) reason()    {}
func (LearnerBehind) reason()       {}
func (NoVoters) reason()            {}
func (HeartbeatDue) reason()        {}
func (NewEntries) reason()          {}
func (CommitNews) reason()          {}
func (BackedUp) reason()            {}
func (EntriesMatch) reason()        {}
func (EntryMissing) reason()        {}
func (EntryConflicts) reason()      {}
func (KeepTerm) reason()            {}
func (KeepEntries) reason()         {}
func (ReplaceEntries) reason()      {}
func (StoredByQuorum) reason()      {}
func (LeaderSaysCommitted) reason() {}
func (PassedOn) reason()            {}
func (NoLeader) reason()            {}
func (ConfirmLeadership) reason()   {}
func (LeaseHolds) reason()          {}
func (Unconfirmed) reason()         {}
func (StillLeader) reason()         {}
