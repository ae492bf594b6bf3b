package member

import (
	"errors"

	"raftarium/core/api"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

// askTxn sends a transaction that writes through the log. One that only reads is
// answered like a range: at once if all its ranges are serializable, else once a
// read index is applied (etcdserver/v3_server.go, Txn).
func (m *Member) askTxn(a asked, q api.Txn) {
	// To be judged a value needs its length alone.
	r, ok := txnRequest(&q, func(b []byte) mvcc.Value { return mvcc.Value(len(b)) })
	if !ok {
		m.answer(a, api.ErrKeyNotFound) // an operation that is none
		return
	}
	if err := r.Validate(); err != nil {
		m.answer(a, storeError(err))
		return
	}
	switch wayOfTxn(&q, r) {
	case WayLog:
		m.propose(a, api.Proposal{Kind: api.ProposeTxn, Txn: &q}, false)
	case WayQuorum:
		m.askIndex(a)
	default:
		m.answer(a, m.txnResponse(&q))
	}
}

// serializable reports whether all operations are ranges that may be old; there
// is nothing to be new without any.
func serializable(ops []api.Request) bool {
	for _, op := range ops {
		if r, ok := op.(api.Range); !ok || !r.Serializable {
			return false
		}
	}
	return true
}

// txnResponse does a transaction on the member's own store.
func (m *Member) txnResponse(q *api.Txn) api.Response {
	r, _ := txnRequest(q, m.arena.Add)
	did := operations{ranges: uint64(m.kv.Comparisons(r))}
	result, err := m.kv.Txn(r, m.lessor.Has)
	if err != nil {
		return storeError(err)
	}
	if !r.ReadOnly() { // what is compared is read in a transaction of its own
		m.tally.meters.did(did)
		did = operations{}
	}
	did.branch(q, &result, m.arena)
	m.tally.meters.did(did)
	resp := m.txnResult(q, &result)
	resp.Header = m.header()
	return resp
}

// txnRequest makes a transaction into the store's own; it reports false for an
// operation that is none. value names the bytes of a put.
func txnRequest(q *api.Txn, value func([]byte) mvcc.Value) (*mvcc.TxnRequest, bool) {
	r := &mvcc.TxnRequest{Compare: make([]mvcc.Compare, len(q.Compare))}
	for i := range q.Compare {
		c := &q.Compare[i]
		r.Compare[i] = mvcc.Compare{Key: string(c.Key), End: string(c.RangeEnd), Target: mvcc.CompareTarget(c.Target),
			Result: mvcc.CompareResult(c.Result), Number: c.Number, Value: c.Value}
	}
	var ok, okToo bool
	r.Success, ok = txnOps(q.Success, value)
	r.Failure, okToo = txnOps(q.Failure, value)
	return r, ok && okToo
}

func txnOps(ops []api.Request, value func([]byte) mvcc.Value) ([]mvcc.Op, bool) {
	out := make([]mvcc.Op, len(ops))
	for i, op := range ops {
		switch op := op.(type) {
		case api.Put:
			out[i] = mvcc.OpPut{Key: string(op.Key), Value: value(op.Value), Lease: op.Lease, IgnoreValue: op.IgnoreValue, IgnoreLease: op.IgnoreLease}
		case api.DeleteRange:
			out[i] = mvcc.OpDelete{Key: string(op.Key), End: string(op.RangeEnd)}
		case api.Range:
			out[i] = mvcc.OpRange{Key: string(op.Key), End: string(op.RangeEnd), Options: rangeOptions(&op)}
		case api.Txn:
			nested, ok := txnRequest(&op, value)
			if !ok {
				return nil, false
			}
			out[i] = mvcc.OpTxn{TxnRequest: nested}
		default:
			return nil, false
		}
	}
	return out, true
}

func rangeOptions(q *api.Range) mvcc.RangeOptions {
	target, order := mvcc.SortTarget(q.SortTarget), mvcc.SortOrder(q.SortOrder)
	if !q.Ordered() {
		target, order = mvcc.SortByKey, mvcc.SortNone
	}
	return mvcc.RangeOptions{
		Rev: q.Revision, Limit: q.Limit, Target: target, Order: order,
		KeysOnly: q.KeysOnly, CountOnly: q.CountOnly,
		MinMod: q.MinModRevision, MaxMod: q.MaxModRevision, MinCreate: q.MinCreateRevision, MaxCreate: q.MaxCreateRevision}
}

// txnResult tells what a transaction did. The headers within have the revision
// alone, and those of nested transactions not even that, as etcd's.
func (m *Member) txnResult(q *api.Txn, r *mvcc.TxnResult) api.TxnResponse {
	ops := q.Failure
	if r.Succeeded {
		ops = q.Success
	}
	resp := api.TxnResponse{Succeeded: r.Succeeded}
	for i := range r.Results {
		o := &r.Results[i]
		header := api.ResponseHeader{Revision: o.Rev}
		switch op := ops[i].(type) {
		case api.Put:
			put := api.PutResponse{Header: header}
			if op.PrevKV && o.Existed {
				kv := m.keyValue(&o.Prev)
				put.PrevKV = &kv
			}
			resp.Responses = append(resp.Responses, put)
		case api.DeleteRange:
			del := api.DeleteRangeResponse{Header: header, Deleted: int64(len(o.Deleted))}
			if op.PrevKV {
				del.PrevKVs = m.keyValues(o.Deleted)
			}
			resp.Responses = append(resp.Responses, del)
		case api.Range:
			resp.Responses = append(resp.Responses, api.RangeResponse{Header: header, KVs: m.keyValues(o.Range.KVs), More: o.Range.More, Count: o.Range.Count})
		case api.Txn:
			resp.Responses = append(resp.Responses, m.txnResult(&op, o.Txn))
		}
	}
	return resp
}

// compact drops history, as a proposal says.
func (m *Member) compact(c api.Compaction) api.Response {
	m.allocated = max(m.allocated, m.kv.Records())
	m.tally.meters.ranges++ // etcd looks a key up to have a header for its answer
	if err := m.kv.Compact(c.Revision); err != nil {
		return storeError(err)
	}
	return api.CompactionResponse{Header: m.header()}
}

// storeError is what etcd answers for what a store or a lessor refuses.
func storeError(err error) api.Error {
	for _, known := range [...]struct {
		err  error
		told api.Error
	}{
		{mvcc.ErrCompacted, api.ErrCompacted}, {mvcc.ErrFutureRev, api.ErrFutureRev},
		{mvcc.ErrEmptyKey, api.ErrEmptyKey}, {mvcc.ErrKeyNotFound, api.ErrKeyNotFound},
		{mvcc.ErrValueProvided, api.ErrValueProvided}, {mvcc.ErrLeaseProvided, api.ErrLeaseProvided},
		{mvcc.ErrLeaseNotFound, api.ErrLeaseNotFound}, {mvcc.ErrSortOption, api.ErrInvalidSortOption},
		{mvcc.ErrTooManyOps, api.ErrTooManyOps}, {mvcc.ErrDuplicateKey, api.ErrDuplicateKey},
		{lease.ErrNotFound, api.ErrLeaseNotFound}, {lease.ErrExists, api.ErrLeaseExist}, {lease.ErrTTLTooLarge, api.ErrLeaseTTLTooLarge},
	} {
		if errors.Is(err, known.err) {
			return known.told
		}
	}
	return api.Error{Code: api.Unknown, Text: err.Error()}
}
