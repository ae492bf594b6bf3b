package oracle

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftarium/core/api"
)

// What we send in protocol buffers, etcd's own code reads as what was meant, and
// is as long as what it would have sent. (Fields may come in any order: Google's
// code writes those last of which a message has one.)
func TestMessagesAreEncodedAsEtcdDoes(t *testing.T) {
	key, end, value := []byte("foo"), []byte("fop"), []byte("bar")
	header := api.ResponseHeader{ClusterID: 0x35b0815cfb915384, MemberID: 7, Revision: 300, RaftTerm: 2}
	theirs := &etcdserverpb.ResponseHeader{ClusterId: 0x35b0815cfb915384, MemberId: 7, Revision: 300, RaftTerm: 2}
	kv := api.KeyValue{Key: key, Value: value, CreateRevision: 2, ModRevision: 300, Version: 3, Lease: -5}
	theirKV := &mvccpb.KeyValue{Key: key, Value: value, CreateRevision: 2, ModRevision: 300, Version: 3, Lease: -5}
	long := make([]byte, 300) // its length takes two bytes
	for name, c := range map[string]struct {
		ours   any
		theirs proto.Message
	}{
		"put": {api.Put{Key: key, Value: long, Lease: 1 << 62, PrevKV: true, IgnoreValue: true, IgnoreLease: true},
			&etcdserverpb.PutRequest{Key: key, Value: long, Lease: 1 << 62, PrevKv: true, IgnoreValue: true, IgnoreLease: true}},
		"range": {api.Range{Key: key, RangeEnd: end, Limit: 9, Revision: 8, SortOrder: api.SortDescend, SortTarget: api.SortByMod, Serializable: true,
			KeysOnly: true, CountOnly: true, MinModRevision: 1, MaxModRevision: 2, MinCreateRevision: 3, MaxCreateRevision: 4},
			&etcdserverpb.RangeRequest{Key: key, RangeEnd: end, Limit: 9, Revision: 8, SortOrder: etcdserverpb.RangeRequest_DESCEND,
				SortTarget: etcdserverpb.RangeRequest_MOD, Serializable: true, KeysOnly: true, CountOnly: true, MinModRevision: 1, MaxModRevision: 2,
				MinCreateRevision: 3, MaxCreateRevision: 4}},
		"delete": {api.DeleteRange{Key: key, RangeEnd: end, PrevKV: true}, &etcdserverpb.DeleteRangeRequest{Key: key, RangeEnd: end, PrevKv: true}},
		"txn": {api.Txn{
			Compare: []api.Compare{{Target: api.CompareVersion, Key: key}, {Result: api.CompareNotEqual, Target: api.CompareValue, Key: key, RangeEnd: end, Value: value},
				{Result: api.CompareLess, Target: api.CompareLease, Key: key, Number: 300}},
			Success: []api.Request{api.Put{Key: key, Value: value}, api.Range{Key: key}},
			Failure: []api.Request{api.DeleteRange{Key: key}, api.Txn{}}},
			&etcdserverpb.TxnRequest{
				Compare: []*etcdserverpb.Compare{
					{Target: etcdserverpb.Compare_VERSION, Key: key, TargetUnion: &etcdserverpb.Compare_Version{}},
					{Result: etcdserverpb.Compare_NOT_EQUAL, Target: etcdserverpb.Compare_VALUE, Key: key, RangeEnd: end, TargetUnion: &etcdserverpb.Compare_Value{Value: value}},
					{Result: etcdserverpb.Compare_LESS, Target: etcdserverpb.Compare_LEASE, Key: key, TargetUnion: &etcdserverpb.Compare_Lease{Lease: 300}}},
				Success: []*etcdserverpb.RequestOp{
					{Request: &etcdserverpb.RequestOp_RequestPut{RequestPut: &etcdserverpb.PutRequest{Key: key, Value: value}}},
					{Request: &etcdserverpb.RequestOp_RequestRange{RequestRange: &etcdserverpb.RangeRequest{Key: key}}}},
				Failure: []*etcdserverpb.RequestOp{
					{Request: &etcdserverpb.RequestOp_RequestDeleteRange{RequestDeleteRange: &etcdserverpb.DeleteRangeRequest{Key: key}}},
					{Request: &etcdserverpb.RequestOp_RequestTxn{RequestTxn: &etcdserverpb.TxnRequest{}}}}}},
		"compaction": {api.Compaction{Revision: 300, Physical: true}, &etcdserverpb.CompactionRequest{Revision: 300, Physical: true}},
		"watch": {api.Watch{Messages: []api.WatchMessage{api.WatchCreate{Key: key, RangeEnd: end, StartRevision: 9, ProgressNotify: true, NoPut: true, NoDelete: true, PrevKV: true, WatchID: 4}}},
			&etcdserverpb.WatchRequest{RequestUnion: &etcdserverpb.WatchRequest_CreateRequest{CreateRequest: &etcdserverpb.WatchCreateRequest{Key: key, RangeEnd: end,
				StartRevision: 9, ProgressNotify: true, PrevKv: true, WatchId: 4,
				Filters: []etcdserverpb.WatchCreateRequest_FilterType{etcdserverpb.WatchCreateRequest_NOPUT, etcdserverpb.WatchCreateRequest_NODELETE}}}}},
		"grant":         {api.LeaseGrant{ID: 5, TTL: 10}, &etcdserverpb.LeaseGrantRequest{ID: 5, TTL: 10}},
		"keep-alive":    {api.LeaseKeepAlive{IDs: []int64{5}}, &etcdserverpb.LeaseKeepAliveRequest{ID: 5}},
		"time to live":  {api.LeaseTimeToLive{ID: 5, Keys: true}, &etcdserverpb.LeaseTimeToLiveRequest{ID: 5, Keys: true}},
		"member add":    {api.MemberAdd{PeerURLs: []string{"http://a", ""}, IsLearner: true}, &etcdserverpb.MemberAddRequest{PeerURLs: []string{"http://a", ""}, IsLearner: true}},
		"move leader":   {api.MoveLeader{Target: 7}, &etcdserverpb.MoveLeaderRequest{TargetID: 7}},
		"put answer":    {api.PutResponse{Header: header, PrevKV: &kv}, &etcdserverpb.PutResponse{Header: theirs, PrevKv: theirKV}},
		"range answer":  {api.RangeResponse{Header: header, KVs: []api.KeyValue{kv, kv}, More: true, Count: 200}, &etcdserverpb.RangeResponse{Header: theirs, Kvs: []*mvccpb.KeyValue{theirKV, theirKV}, More: true, Count: 200}},
		"delete answer": {api.DeleteRangeResponse{Header: header, Deleted: 1, PrevKVs: []api.KeyValue{kv}}, &etcdserverpb.DeleteRangeResponse{Header: theirs, Deleted: 1, PrevKvs: []*mvccpb.KeyValue{theirKV}}},
		"txn answer": {api.TxnResponse{Header: header, Succeeded: true, Responses: []api.Response{api.PutResponse{}, api.RangeResponse{Count: 1}}},
			&etcdserverpb.TxnResponse{Header: theirs, Succeeded: true, Responses: []*etcdserverpb.ResponseOp{
				{Response: &etcdserverpb.ResponseOp_ResponsePut{ResponsePut: &etcdserverpb.PutResponse{}}},
				{Response: &etcdserverpb.ResponseOp_ResponseRange{ResponseRange: &etcdserverpb.RangeResponse{Count: 1}}}}}},
		"watch answer": {api.WatchResponse{Header: header, WatchID: 4, Created: true, Canceled: true, CompactRevision: 6, CancelReason: "no", Events: []api.WatchEvent{{KV: kv}, {Delete: true, KV: kv, PrevKV: &kv}}},
			&etcdserverpb.WatchResponse{Header: theirs, WatchId: 4, Created: true, Canceled: true, CompactRevision: 6, CancelReason: "no",
				Events: []*mvccpb.Event{{Kv: theirKV}, {Type: mvccpb.Event_DELETE, Kv: theirKV, PrevKv: theirKV}}}},
		"renewal":      {api.LeaseKeepAliveResponse{Header: header, Renewed: []api.LeaseRenewal{{ID: 5, TTL: 10}}}, &etcdserverpb.LeaseKeepAliveResponse{Header: theirs, ID: 5, TTL: 10}},
		"life":         {api.LeaseTimeToLiveResponse{Header: header, ID: 5, TTL: -1, GrantedTTL: 10, Keys: [][]byte{key}}, &etcdserverpb.LeaseTimeToLiveResponse{Header: theirs, ID: 5, TTL: -1, GrantedTTL: 10, Keys: [][]byte{key}}},
		"leases":       {api.LeaseLeasesResponse{Header: header, IDs: []int64{5, 6}}, &etcdserverpb.LeaseLeasesResponse{Header: theirs, Leases: []*etcdserverpb.LeaseStatus{{ID: 5}, {ID: 6}}}},
		"members":      {api.MemberListResponse{Header: header, Members: []api.Member{{ID: 7, Name: "a", PeerURLs: []string{"p"}, ClientURLs: []string{"c"}, IsLearner: true}}}, &etcdserverpb.MemberListResponse{Header: theirs, Members: []*etcdserverpb.Member{{ID: 7, Name: "a", PeerURLs: []string{"p"}, ClientURLs: []string{"c"}, IsLearner: true}}}},
		"status":       {api.StatusResponse{Header: header, Version: "3.4.14", DBSize: 20480, DBSizeInUse: 16384, Leader: 7, RaftIndex: 9, RaftTerm: 2, RaftAppliedIndex: 9, Errors: []string{"x"}, IsLearner: true}, &etcdserverpb.StatusResponse{Header: theirs, Version: "3.4.14", DbSize: 20480, DbSizeInUse: 16384, Leader: 7, RaftIndex: 9, RaftTerm: 2, RaftAppliedIndex: 9, Errors: []string{"x"}, IsLearner: true}},
		"alarm":        {api.Alarm{Action: api.AlarmActivate, MemberID: 7, Kind: api.AlarmNoSpace}, &etcdserverpb.AlarmRequest{Action: etcdserverpb.AlarmRequest_ACTIVATE, MemberID: 7, Alarm: etcdserverpb.AlarmType_NOSPACE}},
		"alarms":       {api.AlarmResponse{Alarms: []api.AlarmMember{{MemberID: 7, Kind: api.AlarmCorrupt}}}, &etcdserverpb.AlarmResponse{Alarms: []*etcdserverpb.AlarmMember{{MemberID: 7, Alarm: etcdserverpb.AlarmType_CORRUPT}}}},
		"hash":         {api.HashKV{Revision: 300}, &etcdserverpb.HashKVRequest{Revision: 300}},
		"hash answer":  {api.HashKVResponse{Header: header, Hash: 1 << 31, CompactRevision: 5}, &etcdserverpb.HashKVResponse{Header: theirs, Hash: 1 << 31, CompactRevision: 5}},
		"nothing":      {api.MemberList{}, &etcdserverpb.MemberListRequest{}},
		"empty answer": {api.CompactionResponse{Header: header}, &etcdserverpb.CompactionResponse{Header: theirs}},
	} {
		want, err := proto.MarshalOptions{Deterministic: true}.Marshal(c.theirs)
		require.NoError(t, err)
		ours := api.AppendProto(nil, c.ours)
		require.Len(t, ours, len(want), name)
		read := c.theirs.ProtoReflect().New().Interface()
		require.NoError(t, proto.Unmarshal(ours, read), name)
		require.True(t, proto.Equal(c.theirs, read), "%s: %v", name, read)
	}
}
