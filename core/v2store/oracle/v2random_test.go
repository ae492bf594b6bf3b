package oracle

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/sim"
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

// TestRandomSequencesOfV2AnswerAsEtcds goes on from one sequence to the next:
// the keys go, but not the index, so that the window of events moves far from the
// first.
func TestRandomSequencesOfV2AnswerAsEtcds(t *testing.T) {
	t.Parallel()
	lasting := &lasting{T: t}
	sequence := func(rt *rapid.T, ct asking, x *twins) {
		rng := dice{rt}
		to := rng.Intn(3)
		compare := func(r api.HTTPRequest) {
			theirs := strings.ReplaceAll(ask(ct, x.etcd.members[to], r), api.FormatID(x.etcd.id), api.FormatID(lab.MemberAt(x.w, 1).Config().ClusterID))
			replies := x.ours(to, r, 9*sim.Second)
			ours := written(*replies[0].HTTP)
			for _, more := range replies[1:] {
				ours += string(more.HTTP.Body)
			}
			require.Equal(ct, settledText(theirs), settledText(ours), "%s %s %s", r.Method, r.Target, r.Body)
		}
		compare(form("GET", "/v2/keys?quorum=true&sorted=true", "")) // the member has caught up
		for _, key := range []string{"a", "b", "c"} {
			compare(form("DELETE", "/v2/keys/"+key+"?recursive=true", ""))
		}
		rng.each(operations, func() {
			compare(rapid.Custom(func(t *rapid.T) api.HTTPRequest { return randomRequest(dice{t}) }).Draw(rt, "request"))
		})
		index := int(lab.MemberAt(x.w, sim.Node(to+1)).V2().Index())
		compare(form("PUT", "/v2/keys/end", "value=1")) // what waits is answered in any case
		for _, since := range []int{max(index-rng.Intn(1200), 1), max(index-999, 1), max(index-998, 1)} {
			compare(form("GET", fmt.Sprintf("/v2/keys/?recursive=true&wait=true&waitIndex=%d", since), ""))
		}
		for n := sim.Node(1); n <= 3; n++ {
			require.NoError(ct, lab.MemberAt(x.w, n).V2().Check())
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		lasting.sequence(rt, func(ct asking, x *twins, _ bool) { sequence(rt, ct, x) })
	})
}

// randomRequest draws from few keys, so that operations meet.
func randomRequest(rng dice) api.HTTPRequest {
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
