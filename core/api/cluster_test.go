package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const jsonKind = "application/json"

func typed(method, target, kind, body string) HTTPRequest {
	r := HTTPRequest{Method: method, Target: target, Body: []byte(body)}
	if kind != "" {
		r.Header = []Header{{"Content-Type", kind}}
	}
	return r
}

func TestChangesOfTheClusterAreRead(t *testing.T) {
	urls := []string{"http://127.0.0.1:2980"}
	for _, c := range []struct {
		request HTTPRequest
		want    Request
	}{
		{typed("POST", "/v3/cluster/member/add", "", `{"peerURLs":["http://127.0.0.1:2980"],"isLearner":true}`), MemberAdd{PeerURLs: urls, IsLearner: true}},
		{typed("POST", "/v3/cluster/member/remove", "", `{"ID":"16589888458875643115"}`), MemberRemove{ID: 16589888458875643115}},
		{typed("POST", "/v3/cluster/member/remove", "", `{"ID":7}`), MemberRemove{ID: 7}},
		{typed("POST", "/v3/cluster/member/update", "", `{"ID":"7","peerURLs":["http://127.0.0.1:2980"]}`), MemberUpdate{ID: 7, PeerURLs: urls}},
		{typed("POST", "/v3/cluster/member/promote", "", `{"ID":"7"}`), MemberPromote{ID: 7}},
		{typed("POST", "/v3/cluster/member/list", "", ""), MemberList{}},
		{typed("POST", "/v3beta/cluster/member/list", "", "{}"), MemberList{}},
		{typed("POST", "/v3/maintenance/transfer-leadership", "", `{"targetID":"7"}`), MoveLeader{Target: 7}},
		{typed("POST", "/v2/members", jsonKind, `{"peerURLs":["http://127.0.0.1:2980"]}`), MemberAdd{PeerURLs: urls, V2: true}},
		{typed("DELETE", "/v2/members/1f", "", ""), MemberRemove{ID: 31, V2: true}},
		{typed("PUT", "/v2/members/1f", jsonKind, `{"peerURLs":["http://127.0.0.1:2980"]}`), MemberUpdate{ID: 31, PeerURLs: urls, V2: true}},
		{typed("GET", "/v2/members/leader", "", ""), V2Leader{}},
	} {
		req, refused := Route(c.request, meta)
		require.Nil(t, refused, "%s %s", c.request.Method, c.request.Target)
		require.Equal(t, c.want, req, "%s %s", c.request.Method, c.request.Target)
	}
}

// What etcd 3.4 answers, as it was recorded from it.
func TestChangesThatCannotBeReadAreRefused(t *testing.T) {
	for _, c := range []struct {
		request HTTPRequest
		status  int
		body    string
	}{
		{typed("POST", "/v2/members", jsonKind, `{"peerURLs":["foo"]}`), 400, `{"message":"URL scheme must be http, https, unix, or unixs: foo"}`},
		{typed("POST", "/v2/members", "application/x-www-form-urlencoded", `{}`), 415, `{"message":"Bad Content-Type application/x-www-form-urlencoded, accept application/json"}`},
		{typed("POST", "/v2/members", jsonKind, `{"peerURLs":`), 400, `{"message":"unexpected end of JSON input"}`},
		{typed("DELETE", "/v2/members/zz", "", ""), 404, `{"message":"No such member: zz"}`},
		{typed("DELETE", "/v2/members", "", ""), 405, "Method Not Allowed\n"},
		{typed("DELETE", "/v2/members/", "", ""), 405, "Method Not Allowed\n"},
		{typed("PUT", "/v2/members/zz", jsonKind, `{"peerURLs":["http://127.0.0.1:1"]}`), 404, `{"message":"No such member: zz"}`},
		{typed("GET", "/v2/members/1234", "", ""), 404, `{"message":"Not found"}`},
		{typed("POST", "/v3/cluster/member/promote", "", `{"ID":"-1"}`), 400,
			`{"error":"json: cannot unmarshal number -1 into Go value of type uint64","message":"json: cannot unmarshal number -1 into Go value of type uint64","code":3}`},
	} {
		_, refused := Route(c.request, meta)
		require.NotNil(t, refused, "%s %s", c.request.Method, c.request.Target)
		require.Equal(t, c.status, refused.Status, "%s %s", c.request.Method, c.request.Target)
		require.Equal(t, c.body, string(refused.Body), "%s %s", c.request.Method, c.request.Target)
	}
}

var (
	learner = Member{ID: 16589888458875643115, PeerURLs: []string{"http://127.0.0.1:32680"}, IsLearner: true}
	started = Member{ID: 2804617022087055503, Name: "e3", PeerURLs: []string{"http://127.0.0.1:32580"}, ClientURLs: []string{"http://127.0.0.1:32579"}}
	heading = ResponseHeader{ClusterID: 14779601316790682068, MemberID: 2804617022087055503, RaftTerm: 3}
	added   = MemberAddResponse{Header: heading, Member: learner, Members: []Member{started, learner}}
	list    = MemberListResponse{Header: heading, Members: []Member{started, learner}}
)

func TestV2AnswersChangesOfTheCluster(t *testing.T) {
	remove, update, add := MemberRemove{ID: 0x1234, V2: true}, MemberUpdate{ID: 0x1234, V2: true}, MemberAdd{V2: true}
	for _, c := range []struct {
		req    Request
		resp   Response
		status int
		body   string
	}{
		{add, MemberAddResponse{Member: Member{ID: 0x5779d29b0a351345, PeerURLs: []string{"http://127.0.0.1:32980"}}}, 201,
			`{"id":"5779d29b0a351345","name":"","peerURLs":["http://127.0.0.1:32980"],"clientURLs":[]}` + "\n"},
		{add, ErrPeerURLExist, 409, `{"message":"membership: peerURL exists"}`},
		{add, ErrUnhealthy, 500, `{"message":"Internal Server Error"}`},
		{remove, MemberRemoveResponse(list), 204, ""},
		{remove, ErrMemberNotFound, 404, `{"message":"No such member: 1234"}`},
		{remove, ErrMemberRemoved, 410, `{"message":"Member permanently removed: 1234"}`},
		{update, MemberUpdateResponse(list), 204, ""},
		{update, ErrMemberNotFound, 404, `{"message":"No such member: 1234"}`},
		{V2Leader{}, V2MemberResponse{Status: 200, Member: &started}, 200,
			`{"id":"26ec00527483488f","name":"e3","peerURLs":["http://127.0.0.1:32580"],"clientURLs":["http://127.0.0.1:32579"]}` + "\n"},
	} {
		r := Render(c.req, c.resp, meta)
		require.Equal(t, c.status, r.Status, "%T %v", c.req, c.resp)
		require.Equal(t, c.body, string(r.Body), "%T %v", c.req, c.resp)
	}
}

func TestTheGatewayAnswersChangesOfTheCluster(t *testing.T) {
	r := Render(MemberAdd{}, added, meta)
	require.Equal(t, 200, r.Status)
	require.Equal(t, `{"header":{"cluster_id":"14779601316790682068","member_id":"2804617022087055503","raft_term":"3"},`+
		`"member":{"ID":"16589888458875643115","peerURLs":["http://127.0.0.1:32680"],"isLearner":true},`+
		`"members":[{"ID":"2804617022087055503","name":"e3","peerURLs":["http://127.0.0.1:32580"],"clientURLs":["http://127.0.0.1:32579"]},`+
		`{"ID":"16589888458875643115","peerURLs":["http://127.0.0.1:32680"],"isLearner":true}]}`, string(r.Body))
	r = Render(MoveLeader{}, ErrBadLeaderTransferee, meta)
	require.Equal(t, `{"error":"etcdserver: bad leader transferee","message":"etcdserver: bad leader transferee","code":9}`, string(r.Body))
}

// What etcdctl 3.4 prints, as it was recorded from it.
func TestEtcdctlPrintsTheCluster(t *testing.T) {
	print := func(resp Response, format string, id uint64) string {
		text, err := Print(resp, PrintOptions{Format: format, Name: "e5", ID: id})
		require.NoError(t, err)
		return text
	}
	require.Equal(t, "Member e63b1fa806a2a4eb added to cluster cd1bb117893441d4\n\n"+
		"ETCD_NAME=\"e5\"\nETCD_INITIAL_CLUSTER=\"e3=http://127.0.0.1:32580,e5=http://127.0.0.1:32680\"\n"+
		"ETCD_INITIAL_ADVERTISE_PEER_URLS=\"http://127.0.0.1:32680\"\nETCD_INITIAL_CLUSTER_STATE=\"existing\"\n", print(added, "simple", 0))
	require.Equal(t, "Member             1234 removed from cluster cd1bb117893441d4\n", print(MemberRemoveResponse(list), "simple", 0x1234))
	require.Equal(t, "Member             1234 updated in cluster cd1bb117893441d4\n", print(MemberUpdateResponse(list), "simple", 0x1234))
	require.Equal(t, "Member             1234 promoted in cluster cd1bb117893441d4\n", print(MemberPromoteResponse(list), "simple", 0x1234))
	require.Equal(t, "{}\n", print(MoveLeaderResponse{}, "json", 0))
	require.Equal(t, strings.TrimPrefix(`
+------------------+-----------+------+------------------------+------------------------+------------+
|        ID        |  STATUS   | NAME |       PEER ADDRS       |      CLIENT ADDRS      | IS LEARNER |
+------------------+-----------+------+------------------------+------------------------+------------+
| 26ec00527483488f |   started |   e3 | http://127.0.0.1:32580 | http://127.0.0.1:32579 |      false |
| e63b1fa806a2a4eb | unstarted |      | http://127.0.0.1:32680 |                        |       true |
+------------------+-----------+------+------------------------+------------------------+------------+
`, "\n"), print(list, "table", 0))
	require.Equal(t, strings.TrimPrefix(`
"ClusterID" : 14779601316790682068
"MemberID" : 2804617022087055503
"Revision" : 0
"RaftTerm" : 3
"ID" : 2804617022087055503
"Name" : "e3"
"PeerURL" : "http://127.0.0.1:32580"
"ClientURL" : "http://127.0.0.1:32579"
"IsLearner" : false

"ID" : 16589888458875643115
"Name" : ""
"PeerURL" : "http://127.0.0.1:32680"
"IsLearner" : true

`, "\n"), print(list, "fields", 0))
	_, err := Print(added, PrintOptions{Format: "table"})
	require.EqualError(t, err, "table not supported as output format")
}

func TestClusterRequestsAndAnswersDecodeToWhatWasEncoded(t *testing.T) {
	urls := []string{"a", "b"}
	for _, v := range []Request{MemberAdd{urls, true, true}, MemberRemove{7, true}, MemberUpdate{7, urls, true}, MemberPromote{7}, MoveLeader{7}, V2Leader{}} {
		require.Equal(t, v, roundTrip[Request](t, v, nil, CodeRequest))
	}
	for _, v := range []Response{added, MemberRemoveResponse(list), MemberUpdateResponse(list), MemberPromoteResponse(list), MoveLeaderResponse{heading},
		V2MemberResponse{Status: 200, Member: &started}, V2MemberResponse{Status: 404, Message: "no"}} {
		require.Equal(t, v, roundTrip[Response](t, v, nil, CodeResponse))
	}
}
