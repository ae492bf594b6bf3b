package oracle

import (
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
)

// TestWithoutAQuorumAnswersAreEtcds has a cluster of its own, of which only
// one member is left.
func TestWithoutAQuorumAnswersAreEtcds(t *testing.T) {
	t.Parallel()
	var c cluster
	t.Cleanup(c.stop)
	require.NoError(t, c.start(t.TempDir()))
	for _, p := range c.procs[1:] {
		require.NoError(t, p.Process.Kill())
	}
	meta := api.Meta{ClusterID: c.id}
	write := form("PUT", "/v2/keys/message", "value=x")
	put := form("POST", "/v3/kv/put", `{"key":"Zm9v"}`)
	health := form("GET", "/health", "")
	requests := []api.HTTPRequest{write, put, health, form("GET", "/v2/members", ""), form("GET", "/v2/keys/none", "")}

	// The first request after the kill may still find the old leader; the
	// answers below are those of a cluster that knows that it has none.
	ask(t, c.members[0], health)
	answers := make([]string, len(requests))
	var printed []byte
	var all sync.WaitGroup
	for i, r := range requests {
		all.Go(func() { answers[i] = ask(t, c.members[0], r) })
	}
	all.Go(func() {
		cmd := exec.Command("etcdctl", "put", "a", "b", "--endpoints", c.members[0].ClientURLs[0])
		cmd.Env = append(cmd.Environ(), "ETCDCTL_API=3")
		printed, _ = cmd.CombinedOutput()
	})
	all.Wait()

	// Whether the put still went to the old leader is a matter of moments.
	lostOrNever := api.ErrTimeout
	if strings.HasPrefix(answers[1], "500 ") {
		lostOrNever = api.ErrNeverProposed
	}
	for i, resp := range []api.Response{
		api.ErrTimeout, lostOrNever, api.HealthResponse{},
		api.V2MembersResponse{Members: sortedByID(c.members)}, api.V2Error{Code: api.EcodeKeyNotFound, Cause: "/1/none", Index: 7},
	} {
		req, refused := api.Route(requests[i], meta)
		require.Nil(t, refused)
		agree(t, answers[i], written(api.Render(req, resp, meta)), requests[i].Target)
	}

	// etcdctl's 5 s travel with the request: now and then the server's word
	// that they are over arrives before the client's own timer, and is that of a
	// request that was proposed, or that never was.
	lines := strings.Split(strings.TrimSpace(string(printed)), "\n")
	require.Contains(t, []string{"Error: " + api.ErrContextDeadline.Text, "Error: " + api.ErrTimeout.Text,
		"Error: rpc error: code = Unknown desc = " + api.ErrNeverProposed.Text}, lines[len(lines)-1])
}
