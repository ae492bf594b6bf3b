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

// codeClusterRequest walks the requests that change the cluster, numbered by
// clusterRequestKind.
func codeClusterRequest(c Coder, kind uint64, r *Request) {
	switch kind {
	case 40:
		*r = coded(*r, func(v *MemberAdd) { codeList(c, &v.PeerURLs, c.String); c.Bool(&v.IsLearner); c.Bool(&v.V2) })
	case 41:
		*r = coded(*r, func(v *MemberRemove) { c.Uint64(&v.ID); c.Bool(&v.V2) })
	case 42:
		*r = coded(*r, func(v *MemberUpdate) { c.Uint64(&v.ID); codeList(c, &v.PeerURLs, c.String); c.Bool(&v.V2) })
	case 43:
		*r = coded(*r, func(v *MemberPromote) { c.Uint64(&v.ID) })
	case 44:
		*r = coded(*r, func(v *MoveLeader) { c.Uint64(&v.Target) })
	case 45:
		*r = V2Leader{}
	}
}

func clusterRequestKind(r Request) uint64 {
	switch r.(type) {
	case MemberAdd:
		return 40
	case MemberRemove:
		return 41
	case MemberUpdate:
		return 42
	case MemberPromote:
		return 43
	case MoveLeader:
		return 44
	case V2Leader:
		return 45
	}
	return 0
}

// codeClusterResponse walks the answers to them, numbered by
// clusterResponseKind.
func codeClusterResponse(c Coder, kind uint64, r *Response) {
	switch kind {
	case 40:
		*r = coded(*r, func(v *MemberAddResponse) {
			codeResponseHeader(c, &v.Header)
			v.Member.Code(c)
			codeMembers(c, &v.Members)
		})
	case 41:
		*r = coded(*r, func(v *MemberRemoveResponse) { codeResponseHeader(c, &v.Header); codeMembers(c, &v.Members) })
	case 42:
		*r = coded(*r, func(v *MemberUpdateResponse) { codeResponseHeader(c, &v.Header); codeMembers(c, &v.Members) })
	case 43:
		*r = coded(*r, func(v *MemberPromoteResponse) { codeResponseHeader(c, &v.Header); codeMembers(c, &v.Members) })
	case 44:
		*r = coded(*r, func(v *MoveLeaderResponse) { codeResponseHeader(c, &v.Header) })
	case 45:
		*r = coded(*r, func(v *V2MemberResponse) {
			status := int64(v.Status)
			c.Int64(&status)
			v.Status = int(status)
			codeOptional(c, &v.Member, func(m *Member) { m.Code(c) })
			c.String(&v.Message)
		})
	}
}

func clusterResponseKind(r Response) uint64 {
	switch r.(type) {
	case MemberAddResponse:
		return 40
	case MemberRemoveResponse:
		return 41
	case MemberUpdateResponse:
		return 42
	case MemberPromoteResponse:
		return 43
	case MoveLeaderResponse:
		return 44
	case V2MemberResponse:
		return 45
	}
	return 0
}
