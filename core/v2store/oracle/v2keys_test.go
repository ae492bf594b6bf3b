package oracle

import (
	"fmt"
	"math/rand"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
)

var formType = api.Header{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}

// form is a request as curl sends it with -d.
func form(method, target, body string) api.HTTPRequest {
	r := api.HTTPRequest{Method: method, Target: target, Body: []byte(body)}
	if body != "" {
		r.Header = []api.Header{formType}
	}
	return r
}

// script is run in its order, on a new cluster: method, target, body.
var script = []string{
	"GET /health", "GET /version", "GET /v2/members", "GET /v2/members/", "GET /v2/members/x",
	"POST /health", "PUT /version", "HEAD /health", "HEAD /v2/members", "PATCH /v2/members", "OPTIONS /v2/keys/a", "OPTIONS /nope",
	"GET /", "GET /nope", "GET /v2", "GET /v2/keysx", "GET /v2/auth", "GET /v2/stats/nope", "HEAD /nope", "GET /v3alpha/kv/range",
	"GET //health", "POST //health", "HEAD //health", "GET /v2/../y", "GET /v3", "GET /v2/keys/./a?x=%3C&y=\"", "PUT /v2//keys/y value=1", "GET /v2/keys/%zz",
	"GET /v3/", "GET /v3/foo", "POST /v3/kv/put/", "GET /v3/kv/put", "HEAD /v3/kv/range", "PUT /v3/kv/deleterange", "GET /v3/lease/grant",
	"GET /v2/keys", "GET /v2/keys/", "GET /v2/keys/message", "HEAD /v2/keys/message", "PATCH /v2/keys/message",
	"PUT /v2/keys/message value=hello%20world", "GET /v2/keys/message", "HEAD /v2/keys/message", "GET /v2/keys/message?quorum=true",
	"PUT /v2/keys/message value=hello+again&ttl=1000", "GET /v2/keys/message", "GET /v2/keys/",
	"PUT /v2/keys/message refresh=true&ttl=2000", "PUT /v2/keys/message refresh=true&ttl=500&prevExist=true", "PUT /v2/keys/none refresh=true&ttl=5",
	"PUT /v2/keys/message value=x&refresh=true", "PUT /v2/keys/message refresh=true", "PUT /v2/keys/message refresh=true&value=", "PUT /v2/keys/message refresh=no",
	"PUT /v2/keys/message value=v&prevExist=true", "PUT /v2/keys/message value=v&prevExist=false", "PUT /v2/keys/message value=v&prevExist=", "PUT /v2/keys/message value=v&prevExist=zz",
	"PUT /v2/keys/message value=w&prevValue=v", "PUT /v2/keys/message value=w&prevValue=v", "PUT /v2/keys/message value=w&prevValue=", "PUT /v2/keys/message?prevValue value=w",
	"PUT /v2/keys/message value=w&prevIndex=1", "PUT /v2/keys/message value=w&prevIndex=1&prevValue=q", "PUT /v2/keys/message value=w&prevIndex=zz", "PUT /v2/keys/message value=w&prevIndex=0",
	"PUT /v2/keys/message value=w&prevIndex=-1&prevValue=", "PUT /v2/keys/message value=w&prevIndex=99999999999999999999",
	"PUT /v2/keys/message value=w&ttl=zz", "PUT /v2/keys/message value=w&ttl=-1", "PUT /v2/keys/message value=w&ttl=", "PUT /v2/keys/message value=w&ttl=%2B1",
	"PUT /v2/keys/message value=%zz", "PUT /v2/keys/message value=a;b=c", "PUT /v2/keys/message?value=%zz value=1", "PUT /v2/keys/message?value=a;b", "GET /v2/keys/message?x=%zz",
	"PUT /v2/keys/message?value=q value=b1&value=b2", "PUT /v2/keys/message?value=q", "PUT /v2/keys/flag?dir=1 value=1", "PUT /v2/keys/message?wait=true value=1",
	"PUT /v2/keys/message?noValueOnSuccess=true value=1", "PUT /v2/keys/message?noValueOnSuccess=x value=1", "GET /v2/keys/message?noValueOnSuccess=true", "PUT /v2/keys/nv?noValueOnSuccess=true value=1",
	"DELETE /v2/keys/nv?noValueOnSuccess=true", "DELETE /v2/keys/message?prevValue=q", "DELETE /v2/keys/message?prevIndex=3&prevValue=q", "DELETE /v2/keys/message?prevValue=1", "DELETE /v2/keys/message?prevValue=1",
	"PUT /v2/keys/esc value=%3C%3E%26%27%22%5C%0A%0D%09%08%0C%00%01%7F%FF%E2%80%A8%E4%B8%AD", "GET /v2/keys/esc", "PUT /v2/keys/a%20b%3C%2Fc value=1", "GET /v2/keys/a%20b%3C/c", "GET /v2/keys/%E4%B8%AD",
	"POST /v2/keys/queue value=1", "POST /v2/keys/queue value=2", "POST /v2/keys/queue ttl=700&value=3", "GET /v2/keys/queue?sorted=true", "POST /v2/keys/esc value=1", "POST /v2/keys/queue dir=true", "POST /v2/keys value=top",
	"PUT /v2/keys/dir dir=true", "PUT /v2/keys/dir dir=true", "PUT /v2/keys/dir value=x", "PUT /v2/keys/dir value=x&prevExist=true", "PUT /v2/keys/dir ttl=900&prevExist=true&dir=true", "PUT /v2/keys/dir prevExist=true",
	"PUT /v2/keys/dir value=x&prevValue=y", "GET /v2/keys/dir", "PUT /v2/keys/dir/a/b/c value=x", "GET /v2/keys/dir?recursive=true", "GET /v2/keys/dir", "GET /v2/keys/dir/a/b/c/d/e", "PUT /v2/keys/dir/a/b/c/d value=x",
	"PUT /v2/keys/dir/_hidden value=x", "GET /v2/keys/dir?recursive=true", "GET /v2/keys/dir/_hidden", "PUT /v2/keys/_h/x value=1", "GET /v2/keys/_h", "PUT /v2/keys/dir2?dir=true value=7",
	"DELETE /v2/keys/dir", "DELETE /v2/keys/dir?dir=true", "DELETE /v2/keys/dir?prevValue=x", "DELETE /v2/keys/dir?recursive=true", "DELETE /v2/keys/dir2?dir=true", "DELETE /v2/keys/dir2",
	"DELETE /v2/keys", "DELETE /v2/keys?recursive=true", "DELETE /v2/keys?prevValue=x", "PUT /v2/keys value=x", "PUT /v2/keys dir=true&prevExist=true", "PUT /v2/keys value=x&prevExist=false", "PUT /v2/keys value=x&prevValue=b",
	"GET /v2/keys/?recursive=true&sorted=true", "GET /v2/keys/?recursive=T&sorted=1", "GET /v2/keys/?recursive=2", "GET /v2/keys/?recursive=", "GET /v2/keys/?recursive", "GET /v2/keys/?sorted=x&recursive=x", "GET /v2/keys/?quorum=x", "GET /v2/keys/?stream=x",
	"GET /v2/keys/?dir=x", "GET /v2/keys/?wait=x", "GET /v2/keys/?waitIndex=x", "HEAD /v2/keys/?wait=true", "HEAD /v2/keys/_h?recursive=true", "DELETE /v2/keys/none prevIndex=zz",
	"GET /v2/keys/nope?quorum=true&wait=true",
}

// TestV2KeysAnswersAsEtcdDoes is the one test that writes v2 keys to the
// package's cluster: both sides begin at index 7 and stay in step.
func TestV2KeysAnswersAsEtcdDoes(t *testing.T) {
	t.Parallel()
	ours := newMirror(t)
	member := real.members[0]
	compare := func(r api.HTTPRequest) string {
		t.Helper()
		etcd := ask(t, member, r)
		agree(t, etcd, ours.answer(r), fmt.Sprintf("%s %s %s", r.Method, r.Target, r.Body))
		return etcd
	}
	for _, line := range script {
		f := strings.SplitN(line, " ", 3)
		compare(form(f[0], f[1], strings.Join(f[2:], "")))
	}
	for _, kind := range []string{"text/plain", "multipart/form-data; boundary=x", "bad/;;x", "application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-URLencoded", ";", "a;b"} {
		r := form("PUT", "/v2/keys/kind", "value=1")
		r.Header[0].Value = kind
		compare(r)
	}
	for _, n := range []int{1930, 1945, 1946, 1947, 1948, 1960, 5000} {
		compare(form("PUT", "/v2/keys/big", "value="+strings.Repeat("x", n)))
		compare(form("GET", "/v2/keys/big", ""))
		compare(form("HEAD", "/v2/keys/big", ""))
	}

	rng := rand.New(rand.NewSource(34))
	for range 4500 {
		compare(randomRequest(rng))
	}

	index := ours.store.Index()
	for _, since := range []uint64{1, index - 1000, index - 999, index - 500, index - 3} {
		compare(form("GET", fmt.Sprintf("/v2/keys/?recursive=true&wait=true&waitIndex=%d", since), ""))
	}

	etcd := ask(t, member, form("PUT", "/v2/keys/short", "value=x&ttl=1"))
	ours.answer(form("PUT", "/v2/keys/short", "value=x&ttl=1"))
	require.Contains(t, etcd, `"ttl":1`)
	etcd = ask(t, member, form("GET", fmt.Sprintf("/v2/keys/short?wait=true&waitIndex=%d", ours.store.Index()+1), ""))
	require.Contains(t, etcd, `{"action":"expire"`)
	at, _ := ours.store.NextExpiry()
	events := ours.store.DeleteExpired(at, at)
	require.Len(t, events, 1)
	_, body, _ := strings.Cut(etcd, "\n\n")
	agree(t, strings.ReplaceAll(body, `,"ttl":-1`, ""), string(api.RenderV2WatchEvent(events[0])), "expiry as a watch tells it")
	compare(form("GET", "/v2/keys/short", ""))
	require.NoError(t, ours.store.Check())
}

// randomRequest draws from few keys, so that operations meet.
func randomRequest(rng *rand.Rand) api.HTTPRequest {
	pick := func(list ...string) string { return list[rng.Intn(len(list))] }
	key := pick("a", "b", "c") + pick("", "", "/x", "/y", "/x/z", "/_h", ".q", "/x-y")
	q := url.Values{}
	if rng.Intn(3) == 0 {
		q.Set("ttl", pick("1000", "2000", ""))
	}
	if rng.Intn(4) == 0 {
		q.Set("dir", pick("true", "false"))
	}
	if rng.Intn(4) == 0 {
		q.Set("prevExist", pick("true", "false"))
	}
	if rng.Intn(5) == 0 {
		q.Set("prevValue", pick("1", "2"))
	}
	if rng.Intn(8) == 0 {
		q.Set("prevIndex", fmt.Sprint(rng.Intn(3000)))
	}
	if rng.Intn(6) == 0 && q.Get("ttl") != "" {
		q.Set("refresh", pick("true", "false"))
	}
	value := pick("1", "2", "")
	switch rng.Intn(8) {
	case 0:
		return form("GET", "/v2/keys/"+key+"?sorted=true&recursive="+pick("true", "false")+"&quorum="+pick("true", "false"), "")
	case 1:
		return form("POST", "/v2/keys/"+key, "value="+value+"&"+q.Encode())
	case 2, 3:
		if rng.Intn(2) == 0 {
			q.Set("recursive", "true")
		}
		return form("DELETE", "/v2/keys/"+key+"?"+q.Encode(), "")
	}
	if q.Get("refresh") != "true" || rng.Intn(5) == 0 {
		q.Set("value", value)
	}
	return form("PUT", "/v2/keys/"+key, q.Encode())
}
