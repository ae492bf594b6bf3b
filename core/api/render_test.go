package api

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func text(s string) *string { return &s }

var kv = KeyValue{Key: []byte("message"), Value: []byte("hello world"), CreateRevision: 2, ModRevision: 2, Version: 1}

var header = ResponseHeader{ClusterID: 3868734316268835716, MemberID: 2759271418354571410, Revision: 2, RaftTerm: 2}

func TestBodiesAreEtcds(t *testing.T) {
	message := &V2Node{Key: "/1/message", Value: text("hello world"), ModifiedIndex: 43, CreatedIndex: 43}
	members := []Member{
		{ID: 0x264ae6bc59e99892, Name: "etcd-01", PeerURLs: []string{"http://127.0.0.1:2380"}, ClientURLs: []string{"http://127.0.0.1:2379"}},
		{ID: 0xdbafe5ad6b652eda, PeerURLs: []string{"http://127.0.0.1:2480"}},
	}
	for _, c := range []struct {
		name   string
		req    Request
		resp   Response
		status int
		body   string
	}{
		{"health", Health{}, HealthResponse{true}, 200, `{"health":"true"}`},
		{"no leader", Health{}, HealthResponse{}, 503, `{"health":"false"}` + "\n"},
		{"version", Version{}, VersionResponse{"3.4.14", "3.4.0"}, 200, `{"etcdserver":"3.4.14","etcdcluster":"3.4.0"}`},
		{"members, one not yet published", V2Members{}, V2MembersResponse{members}, 200, `{"members":[{"id":"264ae6bc59e99892","name":"etcd-01","peerURLs":["http://127.0.0.1:2380"],"clientURLs":["http://127.0.0.1:2379"]},{"id":"dbafe5ad6b652eda","name":"","peerURLs":["http://127.0.0.1:2480"],"clientURLs":[]}]}` + "\n"},
		{"set", V2Keys{Method: "PUT"}, V2KeysResponse{Event: V2Event{Action: "set", Node: message, EtcdIndex: 43}}, 201, `{"action":"set","node":{"key":"/message","value":"hello world","modifiedIndex":43,"createdIndex":43}}` + "\n"},
		{
			"set with a TTL over another value", V2Keys{Method: "PUT"},
			V2KeysResponse{Event: V2Event{Action: "set", Node: &V2Node{Key: "/1/message", Value: text("hello world"), Expiration: 1611159373777434000, TTL: 10, ModifiedIndex: 44, CreatedIndex: 44}, PrevNode: message}},
			200, `{"action":"set","node":{"key":"/message","value":"hello world","expiration":"2021-01-20T16:16:13.777434Z","ttl":10,"modifiedIndex":44,"createdIndex":44},"prevNode":{"key":"/message","value":"hello world","modifiedIndex":43,"createdIndex":43}}` + "\n",
		},
		{"no value on success", V2Keys{Method: "PUT", NoValueOnSuccess: true}, V2KeysResponse{Event: V2Event{Action: "set", Node: message}}, 201, `{"action":"set"}` + "\n"},
		{"an empty root", V2Keys{Method: "GET"}, V2KeysResponse{Event: V2Event{Action: "get", Node: &V2Node{Key: "/1", Dir: true}}}, 200, `{"action":"get","node":{"dir":true}}` + "\n"},
		{"key not found", V2Keys{Method: "GET"}, V2Error{EcodeKeyNotFound, "/1/message", 45}, 404, `{"errorCode":100,"message":"Key not found","cause":"/message","index":45}` + "\n"},
		{"no quorum", V2Keys{Method: "PUT"}, ErrTimeout, 500, `{"errorCode":300,"message":"Raft Internal Error","cause":"etcdserver: request timed out","index":0}` + "\n"},
		{"gateway put", Put{}, PutResponse{Header: header}, 200, `{"header":{"cluster_id":"3868734316268835716","member_id":"2759271418354571410","revision":"2","raft_term":"2"}}`},
		{"gateway error", Put{}, ErrEmptyKey, 400, `{"error":"etcdserver: key is not provided","message":"etcdserver: key is not provided","code":3}`},
		{"gateway without a quorum", Put{}, ErrTimeout, 503, `{"error":"etcdserver: request timed out","message":"etcdserver: request timed out","code":14}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Render(c.req, c.resp, meta)
			require.Equal(t, c.status, r.Status)
			require.Equal(t, c.body, string(r.Body))
		})
	}
}

func TestHeaderLinesAreInEtcdsOrder(t *testing.T) {
	r := Render(V2Keys{Method: "GET"}, V2KeysResponse{Event: V2Event{Action: "get", Node: &V2Node{Key: "/1", Dir: true}, EtcdIndex: 7}, RaftIndex: 9, RaftTerm: 2}, meta)
	require.Equal(t, strings.ReplaceAll(`HTTP/1.1 200 OK
Access-Control-Allow-Headers: accept, content-type, authorization
Access-Control-Allow-Methods: POST, GET, OPTIONS, PUT, DELETE
Access-Control-Allow-Origin: *
Content-Type: application/json
X-Etcd-Cluster-Id: 35b0815cfb915384
X-Etcd-Index: 7
X-Raft-Index: 9
X-Raft-Term: 2
Date: Wed, 20 Jan 2021 16:00:00 GMT
Content-Length: 37

`, "\n", "\r\n"), headText(r))
}

func TestAWatchOpensWithItsHeadersAndGoesOn(t *testing.T) {
	r := Render(V2Keys{Method: "GET", Wait: true}, V2WatchResponse{EtcdIndex: 7}, meta)
	require.True(t, r.Stream)
	require.Empty(t, r.Body)
	require.Contains(t, headText(r), "X-Etcd-Index: 7\r\n")
	require.Contains(t, headText(r), "Transfer-Encoding: chunked\r\n")
}

func TestHeadKeepsTheLengthAndLosesTheBody(t *testing.T) {
	resp := V2KeysResponse{Event: V2Event{Action: "get", Node: &V2Node{Key: "/1", Dir: true}}}
	r := Render(V2Keys{Method: "GET", Head: true}, resp, meta)
	require.Empty(t, r.Body)
	require.Contains(t, headText(r), "Content-Length: 37\r\n")
}

// TestStringsAreEscapedAsEncodingJSONDoes compares with today's encoding/json,
// which writes \b and \f where that of etcd's Go writes numbers.
func TestStringsAreEscapedAsEncodingJSONDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) + rapid.String().Draw(t, "text")
		want, err := json.Marshal(s)
		require.NoError(t, err)
		older := strings.NewReplacer(`\\`, `\\`, `\b`, `\u0008`, `\f`, `\u000c`).Replace(string(want))
		require.Equal(t, older, string(appendJSONString(nil, s)))
	})
}

func TestEtcdctlPrints(t *testing.T) {
	get := RangeResponse{Header: header, KVs: []KeyValue{kv}, Count: 1}
	for _, c := range []struct {
		resp Response
		opts PrintOptions
		want string
	}{
		{PutResponse{Header: header}, PrintOptions{}, "OK\n"},
		{PutResponse{Header: header, PrevKV: &kv}, PrintOptions{Format: "simple"}, "OK\nmessage\nhello world\n"},
		{get, PrintOptions{}, "message\nhello world\n"},
		{get, PrintOptions{ValueOnly: true}, "hello world\n"},
		{RangeResponse{KVs: []KeyValue{{Key: []byte("k"), Value: []byte("v\n")}}}, PrintOptions{Hex: true}, "\\x6b\n\\x76\\x0a\n"},
		{get, PrintOptions{Format: "json"}, `{"header":{"cluster_id":3868734316268835716,"member_id":2759271418354571410,"revision":2,"raft_term":2},"kvs":[{"key":"bWVzc2FnZQ==","create_revision":2,"mod_revision":2,"version":1,"value":"aGVsbG8gd29ybGQ="}],"count":1}` + "\n"},
		{DeleteRangeResponse{Header: header, Deleted: 1, PrevKVs: []KeyValue{kv}}, PrintOptions{}, "1\nmessage\nhello world\n"},
		{DeleteRangeResponse{Header: header}, PrintOptions{Format: "fields"}, "\"ClusterID\" : 3868734316268835716\n\"MemberID\" : 2759271418354571410\n\"Revision\" : 2\n\"RaftTerm\" : 2\n\"Deleted\" : 0\n"},
	} {
		got, err := Print(c.resp, c.opts)
		require.NoError(t, err)
		require.Equal(t, c.want, got)
	}
	_, err := Print(LeaseRevokeResponse{Header: ResponseHeader{ClusterID: 1, Revision: 4}}, PrintOptions{Format: "protobuf"})
	require.EqualError(t, err, "marshal unsupported for type clientv3.LeaseRevokeResponse ({cluster_id:1 revision:4 })")
	for format, want := range map[string]string{"table": "table not supported as output format", "x": "unsupported output format"} {
		_, err := Print(get, PrintOptions{Format: format})
		require.EqualError(t, err, want)
	}
}

func TestErrorsAreComparable(t *testing.T) {
	var err error = ErrTimeout
	require.ErrorIs(t, err, ErrTimeout)
	var e Error
	require.True(t, errors.As(err, &e))
	require.Equal(t, Unavailable, e.Code)
	require.Equal(t, "Key not found (/a)", V2Error{Code: EcodeKeyNotFound, Cause: "/a"}.Error())
}

func BenchmarkRenderV2Keys(b *testing.B) {
	req := V2Keys{Method: "PUT"}
	resp := V2KeysResponse{Event: V2Event{Action: "set", Node: &V2Node{Key: "/1/message", Value: text("hello world"), ModifiedIndex: 43, CreatedIndex: 43}, EtcdIndex: 43}}
	b.ReportAllocs()
	for b.Loop() {
		Render(req, resp, meta)
	}
}

func BenchmarkRouteV2Keys(b *testing.B) {
	r := curl("PUT", "/v2/keys/message", "value=hello world")
	b.ReportAllocs()
	for b.Loop() {
		Route(r, meta)
	}
}
