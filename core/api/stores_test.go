package api

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/wire"
)

var (
	watchMessages = []WatchMessage{
		WatchCreate{Key: []byte("a"), RangeEnd: []byte("b"), StartRevision: -3, ProgressNotify: true, NoPut: true, NoDelete: true, PrevKV: true, WatchID: 7},
		WatchCancel{WatchID: 5}, WatchProgress{},
	}
	watchAnswer = WatchResponse{Header: ResponseHeader{Revision: 3}, WatchID: 1, Created: true, Canceled: true, CompactRevision: 4, CancelReason: "why",
		Events: []WatchEvent{{Delete: true, KV: KeyValue{Key: []byte("a"), ModRevision: 3}, PrevKV: &KeyValue{Key: []byte("a"), Version: 1}}, {KV: KeyValue{Key: []byte("b")}}}}
)

func TestRequestsAboutStoresDecodeToWhatWasEncoded(t *testing.T) {
	for _, want := range []Request{
		Compaction{Revision: 5, Physical: true}, LeaseGrant{ID: -1, TTL: 10}, LeaseRevoke{ID: 7}, LeaseKeepAlive{IDs: []int64{1, -2}},
		LeaseTimeToLive{ID: 7, Keys: true}, LeaseLeases{}, Watch{Messages: watchMessages},
	} {
		w := wire.NewEncoder(nil)
		CodeRequest(w, &want)
		r := wire.NewDecoder(w.Encoded())
		var got Request
		CodeRequest(r, &got)
		require.NoError(t, r.Err())
		require.Zero(t, r.Rest())
		require.Equal(t, want, got)
	}
}

func TestAnswersAboutStoresDecodeToWhatWasEncoded(t *testing.T) {
	header := ResponseHeader{1, 2, 3, 4}
	for _, want := range []Response{
		CompactionResponse{header}, LeaseGrantResponse{header, 7, 10}, LeaseRevokeResponse{header},
		LeaseKeepAliveResponse{header, []LeaseRenewal{{7, 10}, {8, 0}}}, LeaseTimeToLiveResponse{header, 7, 9, 10, [][]byte{[]byte("a")}},
		LeaseLeasesResponse{header, []int64{1, 2}}, watchAnswer,
		AlarmResponse{[]AlarmMember{{7, AlarmNoSpace}}}, DefragmentResponse{}, HashResponse{header, 1 << 31}, HashKVResponse{header, 1 << 31, 5},
	} {
		w := wire.NewEncoder(nil)
		CodeResponse(w, &want)
		r := wire.NewDecoder(w.Encoded())
		var got Response
		CodeResponse(r, &got)
		require.NoError(t, r.Err())
		require.Zero(t, r.Rest())
		require.Equal(t, want, got)
	}
}

func TestProposalsAboutStoresDecodeToWhatWasEncoded(t *testing.T) {
	for _, want := range []Proposal{
		{ID: 1, Kind: ProposeCompaction, Compaction: Compaction{Revision: -5}},
		{ID: 2, Kind: ProposeLeaseGrant, Lease: LeaseGrant{ID: -7, TTL: 10}},
		{ID: 3, Kind: ProposeLeaseRevoke, Lease: LeaseGrant{ID: 7}},
		{ID: 3, Kind: ProposeLeaseCheckpoint, Checkpoints: []LeaseCheckpoint{{ID: 7, Left: 300}, {ID: -8}}},
		{ID: 4, Kind: ProposeAlarm, Alarm: Alarm{AlarmDeactivate, 1 << 63, AlarmCorrupt}},
	} {
		got, err := DecodeProposal(EncodeProposal(nil, want))
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestAWatchIsRenderedLineByLine(t *testing.T) {
	first := RenderWatch(watchAnswer, true, meta)
	require.Equal(t, 200, first.Status)
	require.True(t, first.Stream)
	next := RenderWatch(watchAnswer, false, meta)
	require.Empty(t, next.Header)
	require.Equal(t, `{"result":{"header":{"revision":"3"},"watch_id":"1","created":true,"canceled":true,"compact_revision":"4","cancel_reason":"why",`+
		`"events":[{"type":"DELETE","kv":{"key":"YQ==","mod_revision":"3"},"prev_kv":{"key":"YQ==","version":"1"}},{"kv":{"key":"Yg=="}}]}}`+"\n", string(next.Body))
}

// Whatever the body, what is read of it is something that a member can be
// asked, or an answer.
func FuzzGatewayBodies(f *testing.F) {
	for _, body := range []string{
		`{"compare":[{"key":"YQ==","target":"VALUE","value":"MQ=="}],"success":[{"request_put":{"key":"YQ=="}},{"request_txn":{"failure":[{"request_range":{}}]}}]}`,
		`{"create_request":{"key":"YQ==","filters":["NOPUT",1]}}{"cancel_request":{"watch_id":"1"}}{"progress_request":{}}`, `{"ID":"7","TTL":10,"keys":true}`, `{"success":[null]}`, `[`, ``,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, path := range gatewayPaths {
			req, refused := Route(HTTPRequest{Method: "POST", Target: "/v3" + path, Body: []byte(body)}, meta)
			require.NotEqual(t, req == nil, refused == nil)
			if req != nil {
				w := wire.NewEncoder(nil)
				CodeRequest(w, &req)
			}
		}
	})
}
