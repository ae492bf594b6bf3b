package member

import "raftarium/core/api"

// Outcome is what an answer tells a client of the order in which a cluster's
// writes happened.
type Outcome struct {
	// Revision is that of the write, or of the state that was read: of the v3
	// store, or the v2 store's index. It is 0 if the answer tells of none that
	// the request had to wait for, as errors and serializable reads do.
	Revision uint64
	// Modified is the revision at which the one key that was read was written
	// last; 0 if there are several, or nothing was there.
	Modified uint64
	V2       bool
	Write    bool // something was changed
}

// outcomeOf returns what an answer tells.
func outcomeOf(request api.Request, resp api.Response) Outcome {
	switch r := resp.(type) {
	case api.PutResponse:
		return Outcome{Revision: uint64(r.Header.Revision), Write: true}
	case api.DeleteRangeResponse:
		return Outcome{Revision: uint64(r.Header.Revision), Write: r.Deleted > 0}
	case api.RangeResponse:
		q, ok := request.(api.Range)
		if !ok || q.Serializable || q.Revision > 0 {
			return Outcome{}
		}
		o := Outcome{Revision: uint64(r.Header.Revision)}
		if len(q.RangeEnd) == 0 && len(r.KVs) == 1 {
			o.Modified = uint64(r.KVs[0].ModRevision)
		}
		return o
	case api.TxnResponse:
		if q, ok := request.(api.Txn); ok && changes(q) {
			return Outcome{Revision: uint64(r.Header.Revision)}
		}
	case api.V2KeysResponse:
		q, ok := request.(api.V2Keys)
		if !ok || !q.Proposes() || r.Event.Node == nil {
			return Outcome{}
		}
		if r.Event.Action == "get" {
			return Outcome{V2: true, Revision: r.Event.EtcdIndex, Modified: r.Event.Node.ModifiedIndex}
		}
		return Outcome{V2: true, Revision: r.Event.Node.ModifiedIndex, Write: true}
	}
	return Outcome{}
}

// changes reports whether a transaction may change something, so that it goes
// through the log.
func changes(q api.Txn) bool {
	for _, list := range [][]api.Request{q.Success, q.Failure} {
		for _, op := range list {
			switch op := op.(type) {
			case api.Put, api.DeleteRange:
				return true
			case api.Txn:
				if changes(op) {
					return true
				}
			}
		}
	}
	return false
}
