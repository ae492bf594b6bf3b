package api

// MemberAdd adds a member (etcdctl member add, POST /v2/members). It has no name
// until it is started.
type MemberAdd struct {
	PeerURLs  []string
	IsLearner bool
	V2        bool // asked through v2, and answered so
}

// MemberRemove removes a member (etcdctl member remove, DELETE /v2/members/ID).
type MemberRemove struct {
	ID uint64
	V2 bool
}

// MemberUpdate changes where a member hears its peers (etcdctl member update,
// PUT /v2/members/ID).
type MemberUpdate struct {
	ID       uint64
	PeerURLs []string
	V2       bool
}

// MemberPromote makes a learner a voter (etcdctl member promote).
type MemberPromote struct{ ID uint64 }

// MoveLeader hands leadership over (etcdctl move-leader). Only the leader does.
type MoveLeader struct{ Target uint64 }

// MemberAddResponse answers MemberAdd.
type MemberAddResponse struct {
	Header  ResponseHeader
	Member  Member
	Members []Member
}

// MemberRemoveResponse answers MemberRemove, with who is left.
type MemberRemoveResponse MemberListResponse

// MemberUpdateResponse answers MemberUpdate.
type MemberUpdateResponse MemberListResponse

// MemberPromoteResponse answers MemberPromote.
type MemberPromoteResponse MemberListResponse

// MoveLeaderResponse answers MoveLeader once the target leads.
type MoveLeaderResponse struct{ Header ResponseHeader }

func (MemberAdd) request()     {}
func (MemberRemove) request()  {}
func (MemberUpdate) request()  {}
func (MemberPromote) request() {}
func (MoveLeader) request()    {}

func (MemberAddResponse) response()     {}
func (MemberRemoveResponse) response()  {}
func (MemberUpdateResponse) response()  {}
func (MemberPromoteResponse) response() {}
func (MoveLeaderResponse) response()    {}

// What is refused of changes of the cluster, from
// etcdserver/api/v3rpc/rpctypes/error.go. What etcd refuses because too few
// members are started has no code of its own (v3rpc/util.go).
var (
	ErrMemberNotLearner      = Error{FailedPrecondition, "etcdserver: can only promote a learner member"}
	ErrLearnerNotReady       = Error{FailedPrecondition, "etcdserver: can only promote a learner member which is in sync with leader"}
	ErrTooManyLearners       = Error{FailedPrecondition, "etcdserver: too many learner members in cluster"}
	ErrBadLeaderTransferee   = Error{FailedPrecondition, "etcdserver: bad leader transferee"}
	ErrTimeoutLeaderTransfer = Error{Unavailable, "etcdserver: request timed out, leader transfer took too long"}
	ErrMemberNotEnough       = Error{Unknown, "etcdserver: re-configuration failed due to not enough started members"}
)
