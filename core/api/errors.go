package api

// GRPCCode is the status code that an error of v3 travels with.
type GRPCCode uint32

// The codes that etcd uses (google.golang.org/grpc/codes).
const (
	Canceled           GRPCCode = 1
	Unknown            GRPCCode = 2
	InvalidArgument    GRPCCode = 3
	DeadlineExceeded   GRPCCode = 4
	NotFound           GRPCCode = 5
	ResourceExhausted  GRPCCode = 8
	FailedPrecondition GRPCCode = 9
	OutOfRange         GRPCCode = 11
	Unimplemented      GRPCCode = 12
	Unavailable        GRPCCode = 14
	DataLoss           GRPCCode = 15
)

// Error is an error of v3 as etcd words it. It is a Response, and it is
// comparable: errors.Is(err, ErrTimeout) holds for equal values.
type Error struct {
	Code GRPCCode
	Text string
}

// Error is the text alone, as etcdctl prints it after "Error: ".
func (e Error) Error() string { return e.Text }

// etcd's errors, from etcdserver/api/v3rpc/rpctypes/error.go.
var (
	ErrEmptyKey          = Error{InvalidArgument, "etcdserver: key is not provided"}
	ErrKeyNotFound       = Error{InvalidArgument, "etcdserver: key not found"}
	ErrValueProvided     = Error{InvalidArgument, "etcdserver: value is provided"}
	ErrLeaseProvided     = Error{InvalidArgument, "etcdserver: lease is provided"}
	ErrTooManyOps        = Error{InvalidArgument, "etcdserver: too many operations in txn request"}
	ErrDuplicateKey      = Error{InvalidArgument, "etcdserver: duplicate key given in txn request"}
	ErrInvalidSortOption = Error{InvalidArgument, "etcdserver: invalid sort option"}
	ErrCompacted         = Error{OutOfRange, "etcdserver: mvcc: required revision has been compacted"}
	ErrFutureRev         = Error{OutOfRange, "etcdserver: mvcc: required revision is a future revision"}
	ErrNoSpace           = Error{ResourceExhausted, "etcdserver: mvcc: database space exceeded"}
	ErrLeaseNotFound     = Error{NotFound, "etcdserver: requested lease not found"}
	ErrRequestTooLarge   = Error{InvalidArgument, "etcdserver: request is too large"}
	ErrTooManyRequests   = Error{ResourceExhausted, "etcdserver: too many requests"}
	ErrNoLeader          = Error{Unavailable, "etcdserver: no leader"}
	ErrNotLeader         = Error{FailedPrecondition, "etcdserver: not leader"}
	ErrTimeout           = Error{Unavailable, "etcdserver: request timed out"}
	ErrUnhealthy         = Error{Unavailable, "etcdserver: unhealthy cluster"}
	ErrMemberExist       = Error{FailedPrecondition, "etcdserver: member ID already exist"}
	ErrPeerURLExist      = Error{FailedPrecondition, "etcdserver: Peer URLs already exists"}
	ErrMemberBadURLs     = Error{InvalidArgument, "etcdserver: given member URLs are invalid"}
	// ErrMemberRemoved is what v3 tells as not found, and v2 as gone.
	ErrMemberRemoved  = Error{NotFound, "membership: ID removed"}
	ErrMemberNotFound = Error{NotFound, "etcdserver: member not found"}
	// ErrNeverProposed: the member's own time was over before it knew a leader
	// to propose to, which etcd's gateway and its clients tell as unknown.
	ErrNeverProposed       = Error{Unknown, "context deadline exceeded"}
	ErrContextDeadline     = Error{DeadlineExceeded, "context deadline exceeded"}
	ErrRequestCanceled     = Error{Canceled, "context canceled"}
	ErrLearnerNotSupported = Error{Unavailable, "etcdserver: rpc not supported for learner"}
)

// NotYet answers what etcd has and we do not have yet. What is the path or
// the command: "/v2/stats/self".
type NotYet struct{ What string }

// Error is the sentence that the user reads.
func (n NotYet) Error() string { return n.What + " is not there yet in raftarium" }

// V2Error is an error of v2. It is a Response and an error.
type V2Error struct {
	Code  V2Code
	Cause string
	Index uint64 // the store's index
}

// V2Code is the errorCode of v2 (etcdserver/api/v2error/error.go).
type V2Code int

// The codes of v2: 1xx the command, 2xx the request's form, 3xx Raft, 4xx
// the store.
const (
	EcodeKeyNotFound        V2Code = 100
	EcodeTestFailed         V2Code = 101
	EcodeNotFile            V2Code = 102
	EcodeNotDir             V2Code = 104
	EcodeNodeExist          V2Code = 105
	EcodeRootReadOnly       V2Code = 107
	EcodeDirNotEmpty        V2Code = 108
	EcodeUnauthorized       V2Code = 110
	EcodePrevValueRequired  V2Code = 201
	EcodeTTLNaN             V2Code = 202
	EcodeIndexNaN           V2Code = 203
	EcodeInvalidField       V2Code = 209
	EcodeInvalidForm        V2Code = 210
	EcodeRefreshValue       V2Code = 211
	EcodeRefreshTTLRequired V2Code = 212
	EcodeRaftInternal       V2Code = 300
	EcodeLeaderElect        V2Code = 301
	EcodeWatcherCleared     V2Code = 400
	EcodeEventIndexCleared  V2Code = 401
)

var v2Messages = map[V2Code]string{
	EcodeKeyNotFound:        "Key not found",
	EcodeTestFailed:         "Compare failed",
	EcodeNotFile:            "Not a file",
	EcodeNotDir:             "Not a directory",
	EcodeNodeExist:          "Key already exists",
	EcodeRootReadOnly:       "Root is read only",
	EcodeDirNotEmpty:        "Directory not empty",
	EcodeUnauthorized:       "The request requires user authentication",
	EcodePrevValueRequired:  "PrevValue is Required in POST form",
	EcodeTTLNaN:             "The given TTL in POST form is not a number",
	EcodeIndexNaN:           "The given index in POST form is not a number",
	EcodeInvalidField:       "Invalid field",
	EcodeInvalidForm:        "Invalid POST form",
	EcodeRefreshValue:       "Value provided on refresh",
	EcodeRefreshTTLRequired: "A TTL must be provided on refresh",
	EcodeRaftInternal:       "Raft Internal Error",
	EcodeLeaderElect:        "During Leader Election",
	EcodeWatcherCleared:     "watcher is cleared due to etcd recovery",
	EcodeEventIndexCleared:  "The event in requested index is outdated and cleared",
}

// Message is etcd's text for the code.
func (c V2Code) Message() string { return v2Messages[c] }

// Status is the HTTP status that an error of this code is answered with.
func (c V2Code) Status() int {
	switch c {
	case EcodeKeyNotFound:
		return 404
	case EcodeNotFile, EcodeDirNotEmpty, EcodeUnauthorized:
		return 403
	case EcodeTestFailed, EcodeNodeExist:
		return 412
	case EcodeRaftInternal, EcodeLeaderElect:
		return 500
	}
	return 400
}

// Error is the message with the cause, as etcd logs it.
func (e V2Error) Error() string { return e.Code.Message() + " (" + e.Cause + ")" }
