package api

import (
	"encoding/base64"
	"fmt"
)

// appendResponseJSON is an answer of v3 as JSON: 64-bit numbers as strings
// for the gateway, bare for etcdctl; fields that are zero are left out.
func appendResponseJSON(b []byte, resp Response, quote bool) []byte {
	o := jsonObject{b: b, quote: quote}
	switch r := resp.(type) {
	case PutResponse:
		o.header(r.Header)
		if r.PrevKV != nil {
			o.object("prev_kv", r.PrevKV.fields)
		}
	case RangeResponse:
		o.header(r.Header)
		o.keyValues("kvs", r.KVs)
		o.yes("more", r.More)
		o.int("count", r.Count)
	case DeleteRangeResponse:
		o.header(r.Header)
		o.int("deleted", r.Deleted)
		o.keyValues("prev_kvs", r.PrevKVs)
	case CompactionResponse:
		o.header(r.Header)
	case TxnResponse:
		o.header(r.Header)
		o.yes("succeeded", r.Succeeded)
		o.txnResponses(r.Responses)
	case MemberListResponse:
		o.header(r.Header)
		o.members("members", r.Members)
	case MemberAddResponse:
		o.header(r.Header)
		o.object("member", r.Member.fields)
		o.members("members", r.Members)
	case MemberRemoveResponse:
		return appendResponseJSON(b, MemberListResponse(r), quote)
	case MemberUpdateResponse:
		return appendResponseJSON(b, MemberListResponse(r), quote)
	case MemberPromoteResponse:
		return appendResponseJSON(b, MemberListResponse(r), quote)
	case MoveLeaderResponse: // etcd's server fills in no header
	default:
		if o.leaseJSON(resp) || o.maintenanceJSON(resp) || o.contestJSON(resp) {
			break
		}
		panic(fmt.Sprintf("render %T: it has no JSON of v3", resp))
	}
	return o.end()
}

// txnResponses are the answers to a transaction's operations, each under the
// name of its kind.
func (o *jsonObject) txnResponses(list []Response) {
	o.list("responses", len(list), func(in *jsonObject, i int) {
		switch list[i].(type) {
		case PutResponse:
			in.key("response_put")
		case RangeResponse:
			in.key("response_range")
		case DeleteRangeResponse:
			in.key("response_delete_range")
		case TxnResponse:
			in.key("response_txn")
		}
		in.b = appendResponseJSON(in.b, list[i], o.quote)
	})
}

func (o *jsonObject) header(h ResponseHeader) {
	o.key("header")
	in := jsonObject{b: o.b, quote: o.quote}
	in.headerFields(h)
	o.b = in.end()
}

// headerFields writes the header's fields among the object's own.
func (o *jsonObject) headerFields(h ResponseHeader) {
	o.uint("cluster_id", h.ClusterID)
	o.uint("member_id", h.MemberID)
	o.int("revision", h.Revision)
	o.uint("raft_term", h.RaftTerm)
}

func (o *jsonObject) keyValues(name string, list []KeyValue) {
	o.list(name, len(list), func(in *jsonObject, i int) { list[i].fields(in) })
}

func (kv *KeyValue) fields(o *jsonObject) {
	o.base64("key", kv.Key)
	o.int("create_revision", kv.CreateRevision)
	o.int("mod_revision", kv.ModRevision)
	o.int("version", kv.Version)
	o.base64("value", kv.Value)
	o.int("lease", kv.Lease)
}

func (o *jsonObject) base64(name string, v []byte) {
	if len(v) == 0 {
		return
	}
	o.key(name)
	o.b = appendBase64(o.b, v)
}

func appendBase64(b, v []byte) []byte {
	b = append(b, '"')
	b = base64.StdEncoding.AppendEncode(b, v)
	return append(b, '"')
}
