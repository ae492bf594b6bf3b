package mvcc

import "errors"

// The texts of the first two are etcd's, byte for byte: clients print them.
var (
	// ErrCompacted: the revision asked for is below the last compaction.
	ErrCompacted = errors.New("etcdserver: mvcc: required revision has been compacted")
	// ErrFutureRev: the revision asked for has not happened yet.
	ErrFutureRev = errors.New("etcdserver: mvcc: required revision is a future revision")
	// ErrBlobTooLarge: a blob of more than BlobMaxBytes cannot be named by a Value.
	ErrBlobTooLarge = errors.New("mvcc: blob is larger than 16777215 bytes")
)

// The faults that a transaction can have before it is done, beside ErrFutureRev
// and ErrCompacted of its ranges. The texts are etcd's.
var (
	ErrEmptyKey      = errors.New("etcdserver: key is not provided")
	ErrKeyNotFound   = errors.New("etcdserver: key not found")
	ErrValueProvided = errors.New("etcdserver: value is provided")
	ErrLeaseProvided = errors.New("etcdserver: lease is provided")
	ErrLeaseNotFound = errors.New("etcdserver: requested lease not found")
	ErrSortOption    = errors.New("etcdserver: invalid sort option")
	ErrTooManyOps    = errors.New("etcdserver: too many operations in txn request")
	ErrDuplicateKey  = errors.New("etcdserver: duplicate key given in txn request")
)
