package api

import (
	"strconv"
)

// fields writes lines of the form "Name" : value.
type fields struct{ b []byte }

func (f *fields) line(name, value string) {
	f.b = append(f.b, '"')
	f.b = append(f.b, name...)
	f.b = append(f.b, `" : `...)
	f.b = append(f.b, value...)
	f.b = append(f.b, '\n')
}

func (f *fields) int(name string, v int64) { f.line(name, strconv.FormatInt(v, 10)) }

func (f *fields) header(h ResponseHeader) {
	f.line("ClusterID", strconv.FormatUint(h.ClusterID, 10))
	f.line("MemberID", strconv.FormatUint(h.MemberID, 10))
	f.int("Revision", h.Revision)
	f.line("RaftTerm", strconv.FormatUint(h.RaftTerm, 10))
}

func (f *fields) keyValue(prefix string, kv *KeyValue) {
	f.line(prefix+"Key", strconv.Quote(string(kv.Key)))
	f.int(prefix+"CreateRevision", kv.CreateRevision)
	f.int(prefix+"ModRevision", kv.ModRevision)
	f.int(prefix+"Version", kv.Version)
	f.line(prefix+"Value", strconv.Quote(string(kv.Value)))
	f.int(prefix+"Lease", kv.Lease)
}

// response writes an answer, and reports whether etcdctl has fields for it.
func (f *fields) response(resp Response) bool {
	switch r := resp.(type) {
	case PutResponse:
		f.header(r.Header)
		if r.PrevKV != nil {
			f.keyValue("Prev", r.PrevKV)
		}
	case RangeResponse:
		f.header(r.Header)
		for i := range r.KVs {
			f.keyValue("", &r.KVs[i])
		}
		f.line("More", strconv.FormatBool(r.More))
		f.int("Count", r.Count)
	case DeleteRangeResponse:
		f.header(r.Header)
		f.int("Deleted", r.Deleted)
		for i := range r.PrevKVs {
			f.keyValue("Prev", &r.PrevKVs[i])
		}
	case TxnResponse:
		f.header(r.Header)
		f.line("Succeeded", strconv.FormatBool(r.Succeeded))
		for _, in := range r.Responses {
			f.response(within(in))
		}
	case WatchResponse:
		f.header(r.Header)
		for i := range r.Events {
			e := &r.Events[i]
			f.line("Type", e.Kind())
			if e.PrevKV != nil {
				f.keyValue("Prev", e.PrevKV)
			}
			f.keyValue("", &e.KV)
		}
	case LeaseGrantResponse:
		f.lease(r.Header, r.ID, r.TTL)
	case LeaseRevokeResponse:
		f.header(r.Header)
	case LeaseKeepAliveResponse:
		f.lease(r.Header, r.Renewed[0].ID, r.Renewed[0].TTL)
	case LeaseTimeToLiveResponse:
		f.lease(r.Header, r.ID, r.TTL)
		f.int("GrantedTTL", r.GrantedTTL)
		for _, key := range r.Keys {
			f.line("Key", strconv.Quote(string(key)))
		}
	case LeaseLeasesResponse:
		f.header(r.Header)
		for _, id := range r.IDs {
			f.int("ID", id)
		}
	case MemberListResponse:
		f.header(r.Header)
		for _, m := range r.Members {
			f.member(m)
		}
	default:
		return false
	}
	return true
}

func (f *fields) lease(h ResponseHeader, id, ttl int64) {
	f.header(h)
	f.int("ID", id)
	f.int("TTL", ttl)
}

func (f *fields) member(m Member) {
	f.line("ID", strconv.FormatUint(m.ID, 10))
	f.line("Name", strconv.Quote(m.Name))
	for _, u := range m.PeerURLs {
		f.line("PeerURL", strconv.Quote(u))
	}
	for _, u := range m.ClientURLs {
		f.line("ClientURL", strconv.Quote(u))
	}
	f.line("IsLearner", strconv.FormatBool(m.IsLearner))
	f.b = append(f.b, '\n')
}

// within is the answer to an operation of a transaction as etcd gives it: its
// header has a revision alone.
func within(resp Response) Response {
	only := func(h ResponseHeader) ResponseHeader { return ResponseHeader{Revision: h.Revision} }
	switch r := resp.(type) {
	case PutResponse:
		r.Header = only(r.Header)
		return r
	case RangeResponse:
		r.Header = only(r.Header)
		return r
	case DeleteRangeResponse:
		r.Header = only(r.Header)
		return r
	case TxnResponse:
		r.Header = only(r.Header)
		return r
	}
	return resp
}
