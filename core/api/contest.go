package api

import "strconv"

// Locks and elections are contests for the oldest key under a prefix
// (clientv3/concurrency, mutex.go and election.go). Each contender puts a key of
// its own under its lease; the one that was created first wins, and the others
// wait for all that are older to go. What follows are the steps, for whoever
// takes them: a member for its clients over HTTP, or etcdctl for itself.

// Lock waits until it holds a lock, as v3lockpb.LockRequest. It is released with
// its key, or with its lease.
type Lock struct {
	Name  []byte
	Lease int64 // 0: one of SessionTTL
}

// Unlock releases a lock by its key.
type Unlock struct{ Key []byte }

// Campaign waits until it is elected, as v3electionpb.CampaignRequest.
type Campaign struct {
	Name, Value []byte
	Lease       int64 // 0: one of SessionTTL
}

// LeaderKey names a leadership.
type LeaderKey struct {
	Name, Key  []byte
	Rev, Lease int64
}

// Proclaim lets a leader change its value.
type Proclaim struct {
	Leader *LeaderKey
	Value  []byte
}

// Resign gives leadership up.
type Resign struct{ Leader *LeaderKey }

// ElectionLeader asks who leads an election, and Observe for all that come to.
type (
	ElectionLeader struct{ Name []byte }
	Observe        struct{ Name []byte }
)

// LockResponse answers Lock with the key that holds the lock.
type LockResponse struct {
	Header ResponseHeader
	Key    []byte
}

// CampaignResponse answers Campaign.
type CampaignResponse struct {
	Header ResponseHeader
	Leader LeaderKey
}

// LeaderResponse answers ElectionLeader, and each message of Observe.
type LeaderResponse struct {
	Header ResponseHeader
	KV     KeyValue
}

// ContestResponse answers Unlock, Proclaim and Resign.
type ContestResponse struct{ Header ResponseHeader }

// SessionTTL is the TTL of a lease that a contender is given, in seconds.
const SessionTTL = 60

// What is refused in contests, as etcd's server tells the errors of its client.
var (
	ErrElectionNotLeader = Error{Unknown, "election: not leader"}
	ErrElectionNoLeader  = Error{Unknown, "election: no leader"}
	ErrMissingLeaderKey  = Error{Unknown, `"leader" field must be provided`}
)

func (Lock) request()           {}
func (Unlock) request()         {}
func (Campaign) request()       {}
func (Proclaim) request()       {}
func (Resign) request()         {}
func (ElectionLeader) request() {}
func (Observe) request()        {}

func (LockResponse) response()     {}
func (CampaignResponse) response() {}
func (LeaderResponse) response()   {}
func (ContestResponse) response()  {}

// ContestPrefix is what all keys of a contest begin with.
func ContestPrefix(name []byte) string { return string(name) + "/" }

// ContestKey is the key of the contender with a lease.
func ContestKey(prefix string, lease int64) string { return prefix + strconv.FormatInt(lease, 16) }

// Contend puts a contender's key, or finds it as it is; the first answer tells
// which, and since when. The second is the oldest key.
func Contend(prefix, key string, value []byte, lease int64) Txn {
	own, oldest := Range{Key: []byte(key)}, Oldest(prefix)
	return Txn{
		Compare: []Compare{{Target: CompareCreate, Key: []byte(key)}},
		Success: []Request{Put{Key: []byte(key), Value: value, Lease: lease}, oldest},
		Failure: []Request{own, oldest},
	}
}

// Contended reads the answer to Contend: when the key was created, and its value
// where it had been there.
func Contended(r TxnResponse) (created int64, found *KeyValue) {
	if r.Succeeded || len(r.Responses) == 0 {
		return r.Header.Revision, nil
	}
	if own, _ := r.Responses[0].(RangeResponse); len(own.KVs) > 0 {
		return own.KVs[0].CreateRevision, &own.KVs[0]
	}
	return r.Header.Revision, nil
}

// Oldest asks for the key of a contest that was created first: its winner.
func Oldest(prefix string) Range {
	return Range{Key: []byte(prefix), RangeEnd: PrefixEnd([]byte(prefix)), SortOrder: SortAscend, SortTarget: SortByCreate, Limit: 1}
}

// Before asks for the youngest of those that are older than a key created at a
// revision: the one to wait for.
func Before(prefix string, created int64) Range {
	return Range{Key: []byte(prefix), RangeEnd: PrefixEnd([]byte(prefix)), SortOrder: SortDescend, SortTarget: SortByCreate, Limit: 1, MaxCreateRevision: created - 1}
}

// IfStill does something as long as a key is the one created at a revision.
func IfStill(key string, created int64, then Request) Txn {
	return Txn{Compare: []Compare{{Target: CompareCreate, Key: []byte(key), Number: created}}, Success: []Request{then}}
}

// PrefixEnd is the first key after all that begin with a prefix, which ends its
// range; a zero byte if there is none, as etcd has it: up to the last key.
func PrefixEnd(prefix []byte) []byte {
	end := append([]byte(nil), prefix...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return []byte{0}
}

// contestRequest reads a request to the gateway about a lock or an election, or
// returns nil.
func (f *gatewayForm) contestRequest(at string) Request {
	switch at {
	case "/lock/lock":
		return Lock{Name: f.bytes("name"), Lease: f.int("lease")}
	case "/lock/unlock":
		return Unlock{Key: f.bytes("key")}
	case "/election/campaign":
		return Campaign{Name: f.bytes("name"), Lease: f.int("lease"), Value: f.bytes("value")}
	case "/election/proclaim":
		return Proclaim{Leader: f.leaderKey(), Value: f.bytes("value")}
	case "/election/resign":
		return Resign{Leader: f.leaderKey()}
	case "/election/leader":
		return ElectionLeader{Name: f.bytes("name")}
	case "/election/observe":
		return Observe{Name: f.bytes("name")}
	}
	return nil
}

func (f *gatewayForm) leaderKey() *LeaderKey {
	in, ok := f.object("leader")
	if !ok {
		return nil
	}
	k := &LeaderKey{Name: in.bytes("name"), Key: in.bytes("key"), Rev: in.int("rev"), Lease: in.int("lease")}
	f.take(&in)
	return k
}

// contestJSON writes an answer about a lock or an election, and reports whether
// it is one.
func (o *jsonObject) contestJSON(resp Response) bool {
	switch r := resp.(type) {
	case LockResponse:
		o.header(r.Header)
		o.base64("key", r.Key)
	case CampaignResponse:
		o.header(r.Header)
		o.object("leader", func(in *jsonObject) {
			in.base64("name", r.Leader.Name)
			in.base64("key", r.Leader.Key)
			in.int("rev", r.Leader.Rev)
			in.int("lease", r.Leader.Lease)
		})
	case LeaderResponse:
		o.header(r.Header)
		o.object("kv", r.KV.fields)
	case ContestResponse:
		o.header(r.Header)
	default:
		return false
	}
	return true
}

// RenderObserved makes a message of Observe into what the gateway sends: the
// first with the head of the answer.
func RenderObserved(r LeaderResponse, first bool, meta Meta) HTTPResponse {
	return streamed(first, meta, func(o *jsonObject) { o.contestJSON(r) })
}

// RenderStreamEnd ends a stream, or is all of it if it is the first: nothing has
// told then that gRPC is behind it.
func RenderStreamEnd(first bool, meta Meta) (resp HTTPResponse) {
	if first {
		resp = headed(meta, 200, jsonType)
		resp.Header = append(resp.Header, Header{"Transfer-Encoding", "chunked"})
	}
	return resp
}

// RenderStreamError ends a stream, or is all of it if it is the first.
func RenderStreamError(e Error, first bool, meta Meta) HTTPResponse {
	var resp HTTPResponse
	if first {
		resp = headed(meta, e.Code.status(), jsonType)
		resp.Header = append(resp.Header, Header{"Transfer-Encoding", "chunked"})
	}
	o := jsonObject{}
	o.object("error", func(in *jsonObject) {
		in.int("grpc_code", int64(e.Code))
		in.int("http_code", int64(e.Code.status()))
		in.string("message", e.Text)
		in.string("http_status", StatusText(e.Code.status()))
	})
	resp.Body = o.end()
	return resp
}
