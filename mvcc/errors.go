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
