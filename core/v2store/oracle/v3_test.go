package oracle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
)

// newModel begins where etcd is: its revision and term, and no keys.
func newModel(t asking) *kvModel {
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

func etcdctl(t asking, args ...string) (stdout, stderr string) {
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

// tricky values for etcdctl's formats.
var tricky = []string{"v", "", "hello world", "a\nb", "\xff\x01", `"q"`, "中文", "<&>", "\\x", "\u2028\u00a0\u200b"}

func TestEtcdctlPrintsAsEtcdctlDoes(t *testing.T) {
	wrong := ""
	for range attempts {
		term := real.term()
		if wrong = try(etcdctlAgrees); wrong == "" {
			return
		}
		if real.term() == term {
			break
		}
		t.Logf("etcd elected a leader meanwhile: %s", wrong)
	}
	t.Fatal(wrong)
}

func etcdctlAgrees(t asking) {
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
