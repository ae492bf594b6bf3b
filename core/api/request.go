package api

// Request is the closed set of what a client can ask of a member.
type Request interface{ request() }

// Health asks whether the cluster has a leader and answers reads: GET /health.
type Health struct{}

// Version asks for the versions of server and cluster: GET /version.
type Version struct{}

// V2Members asks for the members of the cluster: GET /v2/members. Every
// member answers it from what it has applied, with or without a quorum.
type V2Members struct{}

// V2Keys is a request to /v2/keys/…, with the parameters that etcd knows
// (etcdserver/api/v2http/client.go, parseKeyRequest).
type V2Keys struct {
	Method string // GET (HEAD comes as GET), PUT, POST or DELETE
	Path   string // the user's key, cleaned, with a leading slash: "/message"
	Value  string
	Dir    bool
	TTL    *int64 // seconds from the moment the request arrives; nil: none given; 0 clears

	PrevExist *bool // nil: not given
	PrevValue string
	PrevIndex uint64

	Recursive, Sorted, Quorum bool
	Wait, Stream              bool
	WaitIndex                 uint64
	Refresh                   bool
	NoValueOnSuccess          bool // answer without node and prevNode
	Head                      bool // headers only
}

// Put sets a key of v3, as etcdserverpb.PutRequest.
type Put struct {
	Key, Value  []byte
	Lease       int64 // 0: none
	PrevKV      bool
	IgnoreValue bool
	IgnoreLease bool
}

// Range reads keys of v3, as etcdserverpb.RangeRequest.
type Range struct {
	Key, RangeEnd     []byte // RangeEnd empty: Key alone; a single zero byte: to the end
	Limit             int64  // 0: none
	Revision          int64  // 0 or less: the newest
	SortOrder         SortOrder
	SortTarget        SortTarget
	Serializable      bool // may be answered from the member's own state
	KeysOnly          bool
	CountOnly         bool
	MinModRevision    int64
	MaxModRevision    int64
	MinCreateRevision int64
	MaxCreateRevision int64
}

// Ordered reports whether the order is one that there is. Another one is taken for
// none, and the target does not count then.
func (r *Range) Ordered() bool { return r.SortOrder >= SortNone && r.SortOrder <= SortDescend }

// SortOrder is the direction of a range's answer.
type SortOrder int32

// The orders, with the numbers of etcdserverpb.RangeRequest_SortOrder.
const (
	SortNone SortOrder = iota
	SortAscend
	SortDescend
)

// SortTarget is the field that a range's answer is sorted by.
type SortTarget int32

// The targets, with the numbers of etcdserverpb.RangeRequest_SortTarget.
const (
	SortByKey SortTarget = iota
	SortByVersion
	SortByCreate
	SortByMod
	SortByValue
)

// DeleteRange deletes keys of v3, as etcdserverpb.DeleteRangeRequest.
type DeleteRange struct {
	Key, RangeEnd []byte
	PrevKV        bool
}

// Txn is a transaction: if all compares hold the first list of operations is
// done, else the second. Operations are Put, Range, DeleteRange and Txn.
type Txn struct {
	Compare          []Compare
	Success, Failure []Request
}

// Compare is one condition of a transaction, as etcdserverpb.Compare. Number
// is compared for every target but CompareValue, which compares Value.
type Compare struct {
	Result        CompareResult
	Target        CompareTarget
	Key, RangeEnd []byte
	Number        int64
	Value         []byte
}

// CompareResult is the relation that a compare asks for.
type CompareResult int32

// The relations, with the numbers of etcdserverpb.Compare_CompareResult.
const (
	CompareEqual CompareResult = iota
	CompareGreater
	CompareLess
	CompareNotEqual
)

// CompareTarget is the field that a compare looks at.
type CompareTarget int32

// The targets, with the numbers of etcdserverpb.Compare_CompareTarget.
const (
	CompareVersion CompareTarget = iota
	CompareCreate
	CompareMod
	CompareValue
	CompareLease
)

// MemberList asks for the members through v3 (etcdctl member list).
type MemberList struct{}

// Status asks a member about itself through v3 (etcdctl endpoint status).
type Status struct{}

func (Health) request()      {}
func (Version) request()     {}
func (V2Members) request()   {}
func (V2Keys) request()      {}
func (Put) request()         {}
func (Range) request()       {}
func (DeleteRange) request() {}
func (Txn) request()         {}
func (MemberList) request()  {}
func (Status) request()      {}
