package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var meta = Meta{ClusterID: 0x35b0815cfb915384, Now: 1_611_158_400e9}

// curl is a request as curl sends it: a body is a form.
func curl(method, target, body string) HTTPRequest {
	r := HTTPRequest{Method: method, Target: target, Host: "127.0.0.1:2379", Body: []byte(body)}
	if body != "" {
		r.Header = []Header{{"Content-Type", "application/x-www-form-urlencoded"}}
	}
	return r
}

func TestRouteFindsTheRequest(t *testing.T) {
	ten, zero, yes, no := int64(10), int64(0), true, false
	for _, c := range []struct {
		method, target, body string
		want                 Request
	}{
		{"GET", "/health", "", Health{}},
		{"GET", "/version", "", Version{}},
		{"GET", "/v2/members", "", V2Members{}},
		{"GET", "/v2/members/", "", V2Members{}},
		{"GET", "/v2/keys", "", V2Keys{Method: "GET", Path: "/"}},
		{"GET", "/v2/keys/", "", V2Keys{Method: "GET", Path: "/"}},
		{"GET", "/v2/keys/a%20b/", "", V2Keys{Method: "GET", Path: "/a b"}},
		{"HEAD", "/v2/keys/a", "", V2Keys{Method: "GET", Path: "/a", Head: true}},
		{"PUT", "/v2/keys/message", "value=hello world", V2Keys{Method: "PUT", Path: "/message", Value: "hello world"}},
		{"PUT", "/v2/keys/message", "value=hello+world&ttl=10", V2Keys{Method: "PUT", Path: "/message", Value: "hello world", TTL: &ten}},
		{"PUT", "/v2/keys/a?prevExist=true", "ttl=0&refresh=1", V2Keys{Method: "PUT", Path: "/a", TTL: &zero, Refresh: true, PrevExist: &yes}},
		{"PUT", "/v2/keys/a?value=query", "value=body&prevExist=0", V2Keys{Method: "PUT", Path: "/a", Value: "body", PrevExist: &no}},
		{"PUT", "/v2/keys/a", "prevValue=x&prevIndex=7&noValueOnSuccess=t", V2Keys{Method: "PUT", Path: "/a", PrevValue: "x", PrevIndex: 7, NoValueOnSuccess: true}},
		{"DELETE", "/v2/keys/a?recursive=true&dir=true", "prevIndex=9", V2Keys{Method: "DELETE", Path: "/a", Recursive: true, Dir: true}},
		{"GET", "/v2/keys/a?wait=true&stream=true&waitIndex=5&sorted=1&quorum=1", "", V2Keys{Method: "GET", Path: "/a", Wait: true, Stream: true, WaitIndex: 5, Sorted: true, Quorum: true}},
		{"POST", "/v3/kv/put", `{"key":"Zm9v","value":"YmFy","lease":"7"}`, Put{Key: []byte("foo"), Value: []byte("bar"), Lease: 7}},
		{"POST", "/v3beta/kv/range", `{"key":"AA==","range_end":"AA==","limit":2,"sort_target":"MOD"}`, Range{Key: []byte{0}, RangeEnd: []byte{0}, Limit: 2, SortTarget: SortByMod}},
		{"POST", "/v3/kv/deleterange", ``, DeleteRange{}},
	} {
		req, refused := Route(curl(c.method, c.target, c.body), meta)
		require.Nil(t, refused, "%s %s", c.method, c.target)
		require.Equal(t, c.want, req, "%s %s", c.method, c.target)
	}
}

func TestWhatIsNotThereYetSaysSoAndNamesThePath(t *testing.T) {
	for _, line := range []string{
		"GET /v2/auth/enable", "GET /v2/auth/users", "PUT /v2/auth/roles/x",
		"POST /v3/maintenance/snapshot", "POST /v3/auth/enable",
	} {
		method, path, _ := strings.Cut(line, " ")
		_, refused := Route(curl(method, path, ""), meta)
		require.NotNil(t, refused, line)
		require.Equal(t, 501, refused.Status, line)
		require.Contains(t, string(refused.Body), path+" is not there yet in raftarium\n")
	}
}

func TestRouteRefusesAsEtcdDoes(t *testing.T) {
	for _, c := range []struct {
		line   string
		status int
		body   string
	}{
		{"GET /nope", 404, "404 page not found\n"},
		{"POST /health", 405, "Method Not Allowed\n"},
		{"HEAD /nope", 404, ""},
		{"OPTIONS /nope", 200, ""},
		{"GET /v2//keys", 301, "<a href=\"/v2/keys\">Moved Permanently</a>.\n\n"},
		{"GET /v2/keys/%zz", 400, "400 Bad Request"},
		{"GET not-a-path", 400, "400 Bad Request"},
		{"GET /v2/keys/a?wait=x", 400, `{"errorCode":209,"message":"Invalid field","cause":"invalid value for \"wait\"","index":0}` + "\n"},
		{"PUT /v2/keys/a?ttl=x", 400, `{"errorCode":202,"message":"The given TTL in POST form is not a number","cause":"invalid value for \"ttl\"","index":0}` + "\n"},
		{"PUT /v3/kv/put", 405, "Method Not Allowed\n"},
		{"POST /v3/kv/nope", 404, "Not Found\n"},
	} {
		method, target, _ := strings.Cut(c.line, " ")
		req, refused := Route(curl(method, target, ""), meta)
		require.Nil(t, req, c.line)
		require.Equal(t, c.status, refused.Status, c.line)
		require.Equal(t, c.body, string(refused.Body), c.line)
	}
}

func TestTTLCountsFromTheArrivalAndWrapsAsEtcds(t *testing.T) {
	ttl := int64(10)
	r := V2Keys{Method: "PUT", Path: "/a", TTL: &ttl}
	require.Equal(t, meta.Now+10e9, r.Op(meta.Now).Expiration)
	require.Equal(t, "/1/a", r.Op(0).Path)
	require.Equal(t, "/1", V2Keys{Method: "GET", Path: "/"}.Op(0).Path)
	ttl = -1 // 18446744073709551615 in the form
	require.Equal(t, meta.Now-1e9, r.Op(meta.Now).Expiration)
}

func TestWritesAndQuorumReadsGoThroughTheLog(t *testing.T) {
	for _, c := range []struct {
		r    V2Keys
		want bool
	}{
		{V2Keys{Method: "PUT"}, true}, {V2Keys{Method: "POST"}, true}, {V2Keys{Method: "DELETE"}, true},
		{V2Keys{Method: "GET"}, false}, {V2Keys{Method: "GET", Quorum: true}, true}, {V2Keys{Method: "GET", Quorum: true, Wait: true}, true},
		{V2Keys{Method: "GET", Quorum: true, Head: true}, false}, {V2Keys{Method: "GET", Wait: true}, false},
	} {
		require.Equal(t, c.want, c.r.Proposes(), "%+v", c.r)
	}
}

func FuzzRoute(f *testing.F) {
	for _, s := range [][4]string{
		{"PUT", "/v2/keys/message?prevExist=true", "value=hello world&ttl=10", "application/x-www-form-urlencoded"},
		{"GET", "/v2/keys/../..//a%2f%zz?wait=true&waitIndex=1", "", ""},
		{"POST", "/v3/kv/put", `{"key":"Zm9v","lease":"7","prev_kv":null}`, "application/json"},
		{"POST", "/v3/kv/range", `{"sort_order":"X","limit":""}`, ""},
		{"POST", "/v3beta/kv/deleterange", `[`, ""},
		{"HEAD", "*", "", ""}, {"GET", "http://x/v2/members", "", ""}, {"", "", "", ""},
	} {
		f.Add(s[0], s[1], s[2], s[3])
	}
	f.Fuzz(func(t *testing.T, method, target, body, kind string) {
		r := HTTPRequest{Method: method, Target: target, Body: []byte(body), Header: []Header{{"Content-Type", kind}}}
		req, refused := Route(r, meta)
		require.NotEqual(t, req == nil, refused == nil, "either a request or an answer")
		if refused != nil {
			require.NotEmpty(t, headText(*refused))
			require.NotZero(t, refused.Status)
			return
		}
		if keys, ok := req.(V2Keys); ok {
			require.True(t, strings.HasPrefix(keys.Path, "/"))
			op := keys.Op(meta.Now)
			_, err := DecodeProposal(EncodeProposal(nil, Proposal{ID: 1, Kind: ProposeV2, V2: &op}))
			require.NoError(t, err)
		}
	})
}

func FuzzV2Form(f *testing.F) {
	for _, s := range []string{"value=a&ttl=5", "prevValue=", "refresh=true&ttl=1", "a=%zz", "a;b", "prevExist=TRUE&prevIndex=18446744073709551615", "value=\xff%00&dir=1"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, query, body string) {
		req, refused := Route(curl("PUT", "/v2/keys/a?"+query, body), meta)
		if refused == nil {
			require.IsType(t, V2Keys{}, req)
			return
		}
		require.Contains(t, []int{400, 301}, refused.Status)
	})
}
