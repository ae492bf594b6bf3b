package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shell runs a script as `raftarium shell` does with it on standard input.
func shell(t *testing.T, script string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), streams{strings.NewReader(script), &out, &err}, append([]string{"shell"}, args...))
	return out.String(), err.String(), code
}

func TestTheTutorialsFirstCommandsAnswerAsEtcdDoes(t *testing.T) {
	want, err := os.ReadFile("testdata/tutorial.out")
	require.NoError(t, err)
	for _, seed := range []string{"1", "2", "3", "4", "5"} {
		var out bytes.Buffer
		code := run(t.Context(), streams{nil, &out, &out}, []string{"shell", "--seed", seed, "testdata/tutorial.sh"})
		require.Zero(t, code)
		require.Equal(t, string(want), out.String(), "seed %s", seed)
	}
}

func TestWithoutAQuorumCommandsFailAsEtcdsDo(t *testing.T) {
	out, errs, code := shell(t, `cluster 3
wait leader
partition 1 | 2 | 3
etcdctl put message hello
echo $?
curl -s http://127.0.0.1:2479/v2/keys/message -XPUT -d value=x
`)
	require.Equal(t, "1\n"+`{"errorCode":300,"message":"Raft Internal Error","cause":"etcdserver: request timed out","index":0}`+"\n", out)
	require.Equal(t, "Error: context deadline exceeded\n", errs)
	require.Zero(t, code)
}

func TestItEndsWithTheLastCommandsCode(t *testing.T) {
	_, _, code := shell(t, "false\ntrue\n")
	require.Equal(t, 0, code)
	_, errs, code := shell(t, "crahs etcd-01\n")
	require.Equal(t, 127, code)
	require.Contains(t, errs, "did you mean crash?")
	out, _, code := shell(t, "false\necho on\n", "-e")
	require.Equal(t, 1, code)
	require.Empty(t, out, "-e stops at the first failure")
}

func TestJSONIsARecordForEachLine(t *testing.T) {
	out, _, code := shell(t, "echo one\nfalse\n", "--json")
	require.Equal(t, 1, code)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 2)
	var r record
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &r))
	require.Equal(t, "echo one", r.Line)
	require.Equal(t, "one\n", r.Stdout)
	require.NoError(t, json.Unmarshal([]byte(lines[1]), &r))
	require.Equal(t, 1, r.Code)
}

func TestBadFlagsAndFilesAreToldInWords(t *testing.T) {
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"--nodes", "102"}, "raftarium shell: start a lab of 102 members: it can have 1 to 101\n"},
		{[]string{"a", "b"}, "raftarium shell: one file at most, not 2\n"},
		{[]string{filepath.Join(t.TempDir(), "none.sh")}, "no such file or directory"},
	} {
		_, errs, code := shell(t, "", tc.args...)
		require.Equal(t, exitUsage, code)
		require.Contains(t, errs, tc.want)
	}
	_, errs, code := shell(t, "echo 'open\n")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "ends in the middle of a command")
}

func TestSeekAndBranchMoveThroughTime(t *testing.T) {
	out, errs, code := shell(t, `wait leader
etcdctl put a 1
seek 100ms
expect time_ms == 100
branch
branch 0
link
`)
	require.Zero(t, code, errs)
	require.Contains(t, out, "OK\nbranch 2\nw=")
}
