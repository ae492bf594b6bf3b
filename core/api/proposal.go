package api

// ProposalKind says what a proposal does.
type ProposalKind uint8

// The kinds. Their numbers are part of the log's format.
const (
	ProposePut ProposalKind = 1 + iota
	ProposeDeleteRange
	ProposeTxn
	ProposeV2
	ProposeConfChange
	ProposeCompaction
	ProposeLeaseGrant
	ProposeLeaseRevoke
	ProposeAlarm
	ProposeLeaseCheckpoint
)

// LeaseCheckpoint notes down how many seconds are left of a lease; 0 takes the note
// away.
type LeaseCheckpoint struct{ ID, Left int64 }

// Proposal is a request on its way through the log: what was asked, and the
// unique ID under which the member that proposed it waits for the answer.
// Exactly one of the fields after Kind is set, that of the kind; The small
// ones stand in the struct itself so that decoding them allocates nothing.
type Proposal struct {
	ID          uint64
	Kind        ProposalKind
	Put         Put
	DeleteRange DeleteRange
	Txn         *Txn
	V2          *V2Op
	ConfChange  *ConfChange
	Compaction  Compaction
	Lease       LeaseGrant // of ProposeLeaseRevoke the ID alone
	Alarm       Alarm
	Checkpoints []LeaseCheckpoint

	// ValueAt is the offset in the encoding at which a put's value begins,
	// set by DecodeProposal: the store can name the value without copying it.
	ValueAt int
}

// V2Method is what an entry does with v2's tree.
type V2Method uint8

// The methods of etcd's RequestV2. V2QGet reads through the log, V2Sync
// deletes what has expired by Time.
const (
	V2Put V2Method = 1 + iota
	V2Post
	V2Delete
	V2QGet
	V2Sync
)

// V2Op is a request to v2's tree in the log, etcd's RequestV2. Paths are the
// store's own: the user's keys under /1, members and version under /0.
type V2Op struct {
	Method            V2Method
	Path, Value       string
	Dir               bool
	Expiration        int64 // nanoseconds since 1970; 0: none
	PrevExist         *bool
	PrevValue         string
	PrevIndex         uint64
	Recursive, Sorted bool
	Refresh           bool
	Time              int64 // of V2Sync: nanoseconds since 1970
}

// ConfChange changes the cluster's membership.
type ConfChange struct {
	Kind    ConfChangeKind
	Member  Member       // only the ID for ConfRemoveMember and ConfPromote
	Several []ConfChange // of ConfSeveral: at least two, none of which is another ConfSeveral
}

// Each calls yield with the changes that are one by one what c is in all.
func (c *ConfChange) Each(yield func(*ConfChange) bool) {
	if c.Kind != ConfSeveral {
		yield(c)
		return
	}
	for i := range c.Several {
		if !yield(&c.Several[i]) {
			return
		}
	}
}

// ConfChangeKind is the sort of a change of membership.
type ConfChangeKind uint8

// The kinds, the first four one higher than those of raftpb.ConfChangeType.
const (
	ConfAddMember ConfChangeKind = 1 + iota
	ConfRemoveMember
	ConfUpdateMember
	ConfAddLearner
	ConfPromote // a learner becomes a voter: etcd adds it again, with a mark
	ConfSeveral // several members at once, by joint consensus, which etcd 3.4 does not offer
)
