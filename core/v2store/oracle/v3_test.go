package oracle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
)

// newModel begins where etcd is: its revision and term, and no keys.
func newModel(t *testing.T) *kvModel {
	member := real.members[0]
	etcdctl(t, "del", "", "--from-key")
	var got struct {
		Header struct {
			ClusterID uint64 `json:"cluster_id"`
			MemberID  uint64 `json:"member_id"`
			Revision  int64  `json:"revision"`
			RaftTerm  uint64 `json:"raft_term"`
		} `json:"header"`
	}
	out, _ := etcdctl(t, "get", "x", "-w", "json")
	require.NoError(t, json.Unmarshal([]byte(out), &got))
	require.Equal(t, real.id, got.Header.ClusterID)
	require.Equal(t, member.ID, got.Header.MemberID)
	return &kvModel{
		keys:   map[string]api.KeyValue{},
		header: api.ResponseHeader{ClusterID: real.id, MemberID: member.ID, Revision: got.Header.Revision, RaftTerm: got.Header.RaftTerm},
	}
}

func etcdctl(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.Command("etcdctl", append(args, "--endpoints", real.members[0].ClientURLs[0])...)
	cmd.Env = append(os.Environ(), "ETCDCTL_API=3")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		require.NotEmpty(t, errs.String(), "%v: %v", args, err)
	}
	return out.String(), errs.String()
}

func TestGatewayAnswersAsEtcdDoes(t *testing.T) {
	model := newModel(t)
	meta := api.Meta{ClusterID: real.id}
	compare := func(path, body string) {
		t.Helper()
		r := form("POST", path, body)
		etcd := ask(t, real.members[0], r)
		req, refused := api.Route(r, meta)
		if refused != nil {
			agree(t, etcd, written(*refused), path+" "+body)
			return
		}
		agree(t, etcd, written(api.Render(req, model.do(req), meta)), path+" "+body)
	}
	for _, line := range []string{
		`put {"key":"Zm9v","value":"YmFy"}`, `put {"key":"Zm9v","value":"YmFyMg==","prev_kv":true}`, `put {"key":"Zm9v","value":"YmFyMg==","prevKv":true}`,
		`put {"key":"Zm9v","prev_kv":"true"}`, `put {"key":"Zm9v","value":"Ym`, `put {"key":"Zm9","value":"Ym"}`, `put {"key":5}`, `put []`, `put 7`, `put null`, `put hello`, `put `, `put {}`,
		`put {"key":"Zm9v"} trailing`, `put {"key":"Zm9v","key":"Zm9w"}`, `put {"key":"_-8="}`, `put {"key":"Zg==","lease":1.5}`, `put {"key":"Zg==","lease":"x"}`, `put {"key":"Zg==","lease":""}`,
		`put {"key":"Zg==","lease":99999999999999999999}`, `put {"key":"Zg==","lease":"7"}`, `put {"key":"Zg==","lease":"0"}`, `put {"key":null,"lease":null}`, `put {"key":"Zg==" "lease":null}`, `put {"KEY":"Zm9v"}`, `put {"key":"Zm9v","valu":"x"}`,
		`put {"key":"Zm9v","ignore_value":true}`, `put {"key":"bm9uZQ==","ignore_value":true}`, `put {"key":"Zm9v","value":"YQ==","ignoreValue":true}`, `put {"key":"Zm9v","lease":3,"ignore_lease":true}`,
		`put {"key":"Zm9v","value":"YQ==","value":null}`, `put {"key":{}}`, `put {"key":[1,2]}`, `put {"key":true,"lease":[]}`, `put {"lease":{},"key":"Zg=="}`, `put {"key":"\u005a\u0067=="}`,
		`range {"key":"Zm9v"}`, `range {"key":"bm9uZQ=="}`, `range {"key":"AA==","range_end":"AA=="}`, `range {"key":"AA==","rangeEnd":"AA==","limit":"1"}`, `range {"key":"AA==","range_end":"AA==","limit":1,"sort_order":2,"keys_only":true}`,
		`range {"key":"AA==","range_end":"AA==","sort_order":"DESCEND","sort_target":"KEY"}`, `range {"key":"AA==","range_end":"AA==","sort_order":"X"}`, `range {"key":"AA==","sort_target":"Y"}`, `range {"key":"AA==","sort_order":true}`,
		`range {"key":"AA==","range_end":"AA==","count_only":true}`, `range {"key":"Zm9v","revision":"9999"}`, `range {"key":"Zm9v","serializable":true}`, `range {"key":"Zm9v","serializable":1}`, `range {}`,
		`deleterange {"key":"Zm9v","prev_kv":true}`, `deleterange {"key":"Zm9v","prev_kv":true}`, `deleterange {"key":"AA==","range_end":"AA=="}`, `deleterange {}`,
	} {
		verb, body, _ := strings.Cut(line, " ")
		compare("/v3/kv/"+verb, body)
	}
	compare("/v3beta/kv/put", `{"key":"Zm9v","value":"YmFy"}`)
	for _, n := range []int{1300, 1420, 1425, 1430, 1440, 3000} {
		compare("/v3/kv/put", fmt.Sprintf(`{"key":"Zm9v","value":%q}`, strings.Repeat("AAAA", n/4)))
		compare("/v3/kv/range", `{"key":"Zm9v"}`)
	}
}

// tricky values for etcdctl's formats.
var tricky = []string{"v", "", "hello world", "a\nb", "\xff\x01", `"q"`, "中文", "<&>", "\\x", "\u2028\u00a0\u200b"}

func TestEtcdctlPrintsAsEtcdctlDoes(t *testing.T) {
	model := newModel(t)
	rng := rand.New(rand.NewSource(23))
	formats := []string{"simple", "json", "fields", "hex", "value"}
	for i := range 120 {
		format := formats[i%len(formats)]
		args, req := randomCommand(rng)
		opts := api.PrintOptions{Format: format}
		flags := []string{"-w", format}
		switch format {
		case "hex":
			opts, flags = api.PrintOptions{Hex: true}, []string{"--hex"}
		case "value":
			opts, flags = api.PrintOptions{}, nil
			if _, get := req.(api.Range); get {
				opts.ValueOnly, flags = true, []string{"--print-value-only"}
			}
		}
		resp := model.do(req)
		stdout, stderr := etcdctl(t, append(args, flags...)...)
		if e, failed := resp.(api.Error); failed {
			require.Contains(t, stderr, "Error: "+e.Text+"\n")
			continue
		}
		ours, err := api.Print(resp, opts)
		require.NoError(t, err)
		require.Equal(t, stdout, ours, "etcdctl %q", append(args, flags...))
	}
	for _, format := range []string{"table", "nonsense"} {
		_, err := api.Print(api.PutResponse{}, api.PrintOptions{Format: format})
		_, stderr := etcdctl(t, "put", "k", "v", "-w", format)
		require.Equal(t, stderr, "Error: "+err.Error()+"\n")
	}
	stdout, _ := etcdctl(t, "member", "list")
	require.Equal(t, stdout, api.PrintMembers(api.MemberListResponse{Members: sortedByID(real.members)}))
}

func randomCommand(rng *rand.Rand) ([]string, api.Request) {
	keys := []string{"a", "b", "message", "m/1", "m/2", "", "中"}
	key := keys[rng.Intn(len(keys))]
	value := tricky[rng.Intn(len(tricky))]
	prev := rng.Intn(2) == 0
	switch rng.Intn(4) {
	case 0:
		return []string{"del", key, "--prev-kv=" + fmt.Sprint(prev)}, api.DeleteRange{Key: []byte(key), PrevKV: prev}
	case 1:
		return []string{"get", key}, api.Range{Key: []byte(key)}
	case 2:
		return []string{"get", "a", "--from-key", "--limit=2"}, api.Range{Key: []byte("a"), RangeEnd: []byte{0}, Limit: 2}
	}
	return []string{"put", key, value, "--prev-kv=" + fmt.Sprint(prev)}, api.Put{Key: []byte(key), Value: []byte(value), PrevKV: prev}
}
