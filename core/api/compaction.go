package api

// Compaction drops the history below a revision, as
// etcdserverpb.CompactionRequest. Physical waits until it is done everywhere in
// the member's store, which ours always is.
type Compaction struct {
	Revision int64
	Physical bool
}

// CompactionResponse answers Compaction.
type CompactionResponse struct{ Header ResponseHeader }

func (Compaction) request()          {}
func (CompactionResponse) response() {}
