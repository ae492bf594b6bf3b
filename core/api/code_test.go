package api

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/wire"
)

func TestRequestsDecodeToWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		req := rapid.OneOf(
			rapid.SampledFrom([]Request{nil, Health{}, Version{}, V2Members{}, MemberList{}, Status{}, DeleteRange{Key: []byte("a"), PrevKV: true}}),
			rapid.Custom(func(t *rapid.T) Request { return drawPut(t) }),
			rapid.Custom(func(t *rapid.T) Request { return drawTxn(t, 2) }),
			rapid.Custom(func(t *rapid.T) Request {
				return V2Keys{
					Method: "PUT", Path: rapid.String().Draw(t, "path"), TTL: rapid.Ptr(rapid.Int64(), true).Draw(t, "ttl"),
					PrevExist: rapid.Ptr(rapid.Bool(), true).Draw(t, "exist"), Stream: true, WaitIndex: 7, Head: rapid.Bool().Draw(t, "head"),
				}
			}),
			rapid.Custom(func(t *rapid.T) Request {
				return Range{Key: some(t, "key"), SortOrder: SortDescend, SortTarget: SortByValue, MaxCreateRevision: rapid.Int64().Draw(t, "max")}
			}),
		).Draw(t, "request")
		w := wire.NewEncoder(nil)
		CodeRequest(w, &req)
		var back Request = Put{Key: []byte("what was there before does not show")}
		r := wire.NewDecoder(w.Encoded())
		CodeRequest(r, &back)
		require.NoError(t, r.Err())
		require.Zero(t, r.Rest())
		require.Equal(t, req, back)
		cut := rapid.IntRange(0, len(w.Encoded())).Draw(t, "cut")
		require.NotPanics(t, func() { CodeRequest(wire.NewDecoder(w.Encoded()[:cut:cut]), &back) })
	})
}

// roundTrip encodes v with code, decodes into back, and cuts the encoding at
// every length to see that nothing panics.
func roundTrip[T any](t *testing.T, v, back T, code func(Coder, *T)) T {
	t.Helper()
	w := wire.NewEncoder(nil)
	code(w, &v)
	r := wire.NewDecoder(w.Encoded())
	code(r, &back)
	require.NoError(t, r.Err())
	require.Zero(t, r.Rest())
	for cut := range w.Encoded() {
		require.NotPanics(t, func() {
			var broken T
			code(wire.NewDecoder(w.Encoded()[:cut:cut]), &broken)
		})
	}
	return back
}

func TestResponsesDecodeToWhatWasEncoded(t *testing.T) {
	node := &V2Node{Key: "/1/d", Dir: true, Expiration: 5, TTL: -1, Nodes: []*V2Node{{Key: "/1/d/a", Value: text("")}, {Key: "/1/d/b", ModifiedIndex: 9, CreatedIndex: 8}}}
	member := Member{ID: 7, Name: "etcd-01", PeerURLs: []string{"p"}, ClientURLs: []string{"c", "d"}, IsLearner: true}
	put := PutResponse{Header: header, PrevKV: &kv}
	for _, resp := range []Response{
		nil, HealthResponse{true}, VersionResponse{"3.4.14", "3.4.0"}, V2MembersResponse{[]Member{member}},
		V2KeysResponse{Event: V2Event{Action: "set", Node: node, PrevNode: node, EtcdIndex: 7, Refresh: true}, RaftIndex: 9, RaftTerm: 2},
		V2WatchResponse{7, 9, 2}, V2Error{EcodeKeyNotFound, "/a", 7}, put, PutResponse{Header: header},
		RangeResponse{Header: header, KVs: []KeyValue{kv, kv}, More: true, Count: 3}, DeleteRangeResponse{Header: header, Deleted: 1, PrevKVs: []KeyValue{kv}},
		TxnResponse{Header: header, Succeeded: true, Responses: []Response{put, TxnResponse{Responses: []Response{RangeResponse{}}}}},
		MemberListResponse{header, []Member{member}}, StatusResponse{Header: header, Version: "3.4.14", DBSize: 1, Errors: []string{"e"}, IsLearner: true},
		ErrTimeout, NotYet{"/metrics"},
	} {
		require.Equal(t, resp, roundTrip(t, resp, Response(ErrNoLeader), CodeResponse), "%T", resp)
	}
}

func TestHTTPDecodesToWhatWasEncoded(t *testing.T) {
	r := HTTPRequest{Method: "PUT", Target: "/v2/keys/a", Host: "h", Header: []Header{{"A", "b"}}, Body: []byte("value=1")}
	require.Equal(t, r, roundTrip(t, r, HTTPRequest{Host: "old"}, func(c Coder, v *HTTPRequest) { v.Code(c) }))
	a := Render(Put{}, ErrEmptyKey, meta)
	a.Stream = true
	require.Equal(t, a, roundTrip(t, a, HTTPResponse{}, func(c Coder, v *HTTPResponse) { v.Code(c) }))
}

// What has been written must be read again: a kind listed twice would be written by
// its first number alone, and one that is left out as nothing.
func TestEveryKindIsWrittenByItsOwnNumber(t *testing.T) {
	for n, kind := range requestKinds {
		if kind != nil {
			require.EqualValues(t, n, numberOf(kind, requestKinds), "%T", kind)
			require.Equal(t, kind, roundTrip(t, kind, Request(nil), CodeRequest))
		}
	}
	for n, kind := range responseKinds {
		if kind != nil {
			require.EqualValues(t, n, numberOf(kind, responseKinds), "%T", kind)
			require.Equal(t, kind, roundTrip(t, kind, Response(nil), CodeResponse))
		}
	}
}
