package api

// Response is the closed set of what a member can answer.
type Response interface{ response() }

// ResponseHeader stands at the head of every answer of v3.
type ResponseHeader struct {
	ClusterID, MemberID uint64
	Revision            int64
	RaftTerm            uint64
}

// KeyValue is a key of v3 with its value, as mvccpb.KeyValue.
type KeyValue struct {
	Key            []byte
	CreateRevision int64
	ModRevision    int64
	Version        int64
	Value          []byte
	Lease          int64
}

// HealthResponse answers Health.
type HealthResponse struct{ Healthy bool }

// VersionResponse answers Version: "3.4.14" and "3.4.0"; the cluster's is
// "not_decided" until the leader has set it.
type VersionResponse struct{ Server, Cluster string }

// Member is one member of the cluster. Name and ClientURLs are empty until
// the member has published them.
type Member struct {
	ID         uint64
	Name       string
	PeerURLs   []string
	ClientURLs []string
	IsLearner  bool
}

// V2MembersResponse answers V2Members, in the order of the IDs.
type V2MembersResponse struct{ Members []Member }

// V2Node is a key or directory as v2 shows it.
type V2Node struct {
	Key           string
	Value         *string // nil: not shown (directories; deleted)
	Dir           bool
	Expiration    int64 // nanoseconds since 1970, UTC; 0: none
	TTL           int64 // seconds left when the node was shown, rounded up
	Nodes         []*V2Node
	ModifiedIndex uint64
	CreatedIndex  uint64
}

// V2Event is one change, or one reading, of v2's tree.
type V2Event struct {
	Action    string // get, set, create, update, compareAndSwap, delete, compareAndDelete, expire
	Node      *V2Node
	PrevNode  *V2Node // nil: there was none
	EtcdIndex uint64  // the store's index when the event was made (X-Etcd-Index)
	Refresh   bool    // a TTL was refreshed: told to no watcher
}

// Index is the index at which the change happened.
func (e *V2Event) Index() uint64 { return e.Node.ModifiedIndex }

// Created says whether the change made a new node: answered with 201.
func (e *V2Event) Created() bool {
	return e.Action == "create" || e.Action == "set" && e.PrevNode == nil
}

// V2KeysResponse answers V2Keys when the store did as it was asked. The
// event's node has the store's own path; the user's prefix is cut in Render.
type V2KeysResponse struct {
	Event               V2Event
	RaftIndex, RaftTerm uint64 // the member's commit index and term when it answers
}

// V2WatchResponse opens the answer to a V2Keys with Wait: the headers go out
// at once, events follow each as one line of RenderV2WatchEvent.
type V2WatchResponse struct {
	EtcdIndex           uint64 // the store's index at subscription
	RaftIndex, RaftTerm uint64
}

// PutResponse answers Put.
type PutResponse struct {
	Header ResponseHeader
	PrevKV *KeyValue // nil: not asked for, or there was none
}

// RangeResponse answers Range. Count is the number of keys in the range,
// whatever the limit; More says that the limit cut some off.
type RangeResponse struct {
	Header ResponseHeader
	KVs    []KeyValue
	More   bool
	Count  int64
}

// DeleteRangeResponse answers DeleteRange.
type DeleteRangeResponse struct {
	Header  ResponseHeader
	Deleted int64
	PrevKVs []KeyValue
}

// TxnResponse answers Txn; Responses are PutResponse, RangeResponse,
// DeleteRangeResponse and TxnResponse.
type TxnResponse struct {
	Header    ResponseHeader
	Succeeded bool
	Responses []Response
}

// MemberListResponse answers MemberList, in the order of the IDs.
type MemberListResponse struct {
	Header  ResponseHeader
	Members []Member
}

// StatusResponse answers Status.
type StatusResponse struct {
	Header           ResponseHeader
	Version          string
	DBSize           int64 // bytes
	DBSizeInUse      int64 // bytes
	Leader           uint64
	RaftIndex        uint64
	RaftTerm         uint64
	RaftAppliedIndex uint64
	Errors           []string
	IsLearner        bool
}

func (HealthResponse) response()      {}
func (VersionResponse) response()     {}
func (V2MembersResponse) response()   {}
func (V2KeysResponse) response()      {}
func (V2WatchResponse) response()     {}
func (V2Error) response()             {}
func (PutResponse) response()         {}
func (RangeResponse) response()       {}
func (DeleteRangeResponse) response() {}
func (TxnResponse) response()         {}
func (MemberListResponse) response()  {}
func (StatusResponse) response()      {}
func (Error) response()               {}
func (NotYet) response()              {}
