package member

import (
	"raftarium/core/api"
	"raftarium/mvcc"
)

// Way is how far into the cluster a request has to go to be answered.
type Way uint8

// The ways, the longest last.
const (
	WayMember Way = iota // no further than to the member that is asked
	WayLeader            // to the leader, who alone knows how long a lease has left
	WayQuorum            // a quorum confirms that the leader still leads (dissertation §6.4)
	WayLog               // an entry is committed and applied
)

// Way returns how far a request has to go, if it is not refused before. A lock and an
// election that are held over HTTP are entries first, and then wait.
func (r *Request) Way() Way { return wayOf(r.asks()) }

// asks is what a request asks for, nil: nothing that a member could do.
func (r *Request) asks() api.Request {
	if r.HTTP == nil {
		return r.API
	}
	parsed, failed := api.Route(*r.HTTP, api.Meta{})
	if failed != nil {
		return nil
	}
	return parsed
}

// Key returns the one key that a request would change, as its store has it, and
// whether that is the store of v2. It is "" for a request that changes none, or more
// than one. A key in a directory of v2 that has no name yet ends with a slash.
func (r *Request) Key() (key string, v2 bool) {
	switch q := r.asks().(type) {
	case api.Put:
		return string(q.Key), false
	case api.DeleteRange:
		if len(q.RangeEnd) == 0 {
			return string(q.Key), false
		}
	case api.V2Keys:
		switch key := q.Op(0).Path; q.Method {
		case "PUT", "DELETE":
			return key, true
		case "POST":
			return key + "/", true
		}
	}
	return "", false
}

func wayOf(r api.Request) Way {
	switch q := r.(type) {
	case api.Put, api.DeleteRange, api.Compaction, api.LeaseGrant, api.LeaseRevoke, api.Alarm, api.Health,
		api.MemberAdd, api.MemberRemove, api.MemberUpdate, api.MemberPromote,
		api.Lock, api.Unlock, api.Campaign, api.Proclaim, api.Resign:
		return WayLog
	case api.V2Keys:
		if q.Proposes() {
			return WayLog
		}
	case api.Txn:
		if r, ok := txnRequest(&q, func(b []byte) mvcc.Value { return mvcc.Value(len(b)) }); ok {
			return wayOfTxn(&q, r)
		}
	case api.Range:
		if !q.Serializable {
			return WayQuorum
		}
	case api.ElectionLeader, api.Observe:
		return WayQuorum
	case api.LeaseKeepAlive, api.LeaseTimeToLive:
		return WayLeader
	}
	return WayMember
}

// wayOfTxn is the way of a transaction: one that only reads is a range
// (etcdserver/v3_server.go, Txn).
func wayOfTxn(q *api.Txn, r *mvcc.TxnRequest) Way {
	switch {
	case !r.ReadOnly():
		return WayLog
	case serializable(q.Success) && serializable(q.Failure):
		return WayMember
	}
	return WayQuorum
}
