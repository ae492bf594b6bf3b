package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/shell"
)

// runScript runs a script as `raftarium shell` does with it on standard input.
func runScript(t *testing.T, script string, args ...string) (stdout, stderr string, code int) {
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
	out, errs, code := runScript(t, `cluster 3
wait leader
partition 1 | 2 | 3
etcdctl put message hello
echo $?
curl -s http://127.0.0.1:2479/v2/keys/message -XPUT -d value=x
`)
	require.Equal(t, "1\n"+`{"errorCode":300,"message":"Raft Internal Error","cause":"etcdserver: request timed out","index":0}`+"\n", out)
	require.Regexp(t, `^\{"level":"warn",.*"attempt":0,"error":"rpc error: code = DeadlineExceeded desc = context deadline exceeded"\}\nError: context deadline exceeded\n$`, errs)
	require.Zero(t, code)
}

func TestItEndsWithTheLastCommandsCode(t *testing.T) {
	_, _, code := runScript(t, "false\ntrue\n")
	require.Equal(t, 0, code)
	_, errs, code := runScript(t, "crahs etcd-01\n")
	require.Equal(t, 127, code)
	require.Contains(t, errs, "did you mean crash?")
	out, _, code := runScript(t, "false\necho on\n", "-e")
	require.Equal(t, 1, code)
	require.Empty(t, out, "-e stops at the first failure")
}

func TestJSONIsARecordForEachLine(t *testing.T) {
	out, _, code := runScript(t, "echo one\nfalse\n", "--json")
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
		_, errs, code := runScript(t, "", tc.args...)
		require.Equal(t, exitUsage, code)
		require.Contains(t, errs, tc.want)
	}
	_, errs, code := runScript(t, "echo 'open\n")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "ends in the middle of the command")
}

func TestErrorsInAScriptNameTheirLine(t *testing.T) {
	_, errs, code := runScript(t, "echo a\n\ncrsh 1\necho 'two\nlines'; )\ncrash 9\ncurl -Z\n")
	require.Equal(t, 2, code)
	require.Equal(t, `raftarium: standard input, line 3: crsh: unknown command; did you mean crash?
raftarium: standard input, line 5: column 9: unexpected ')'
raftarium: standard input, line 6: crash: no member "9": they are etcd-01, etcd-02, etcd-03, etcd-04, etcd-05
`, errs[:strings.Index(errs, "curl:")])
	_, errs, _ = runScript(t, "echo a\necho 'open\necho b\n")
	require.Contains(t, errs, "in the middle of the command that begins in line 2")
}

func TestLookingAtThePastLeavesHistoryAsItIs(t *testing.T) {
	out, errs, code := runScript(t, `wait leader
etcdctl put a 1
seek 100ms

# a comment
expect time_ms == 100
help seek
crahs 1
branch 7
`)
	require.Equal(t, 1, code)
	require.Contains(t, out, "OK\n")
	require.Contains(t, errs, "there are 1", "nothing of this began a branch")
}

func TestSeekAndBranchMoveThroughTime(t *testing.T) {
	out, errs, code := runScript(t, `wait leader
etcdctl put a 1
seek 100ms
expect time_ms == 100
branch
branch 0
link
`)
	require.Zero(t, code, errs)
	require.Contains(t, out, "OK\nbranch 1\nw=")
}

// A line that never ends ends when it is told to, and nothing after it runs.
func TestALineThatNeverEndsCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs strings.Builder
	s := &session{std: streams{out: &out, err: &errs}}
	var err error
	s.lab, err = lab.New(lab.Config{Members: 1, Seed: 1})
	require.NoError(t, err)
	require.True(t, s.line("echo begun; while true; do sleep 1; done", func(*shell.Terminal) bool { return ctx.Err() == nil }))
	require.Equal(t, "begun\n", out.String())
	require.Equal(t, 130, s.code)
	require.Equal(t, 130, s.lines(ctx, "a script", strings.NewReader("echo never\n")))
	require.NotContains(t, out.String(), "never")
}

func TestWhatACommandReadsAreTheNextLinesOfTheScript(t *testing.T) {
	out, errs, code := runScript(t, `etcdctl put user1 bad
etcdctl txn --interactive
value("user1") = "bad"

del user1

put user1 good

etcdctl get user1
cat
one
two
`)
	require.Contains(t, out, "SUCCESS\n\n1\none\ntwo\n")
	require.Empty(t, errs)
	require.Zero(t, code)
}

func TestALineOfAScriptThatNobodyCanEndIsInterrupted(t *testing.T) {
	out, errs, code := runScript(t, "etcdctl watch a\necho on\nexit 3\necho off\n", "--nodes", "1")
	require.Equal(t, "on\n", out)
	require.Contains(t, errs, "standard input, line 1: after an hour of the world's time this has not ended, and it is interrupted")
	require.Equal(t, 3, code)
}

// A block as tutorials have it: members in the background with their logs in
// files, looked for by ps, stopped by name, their data removed, and started anew.
func TestMembersAreStartedInTheBackgroundAndStoppedByName(t *testing.T) {
	out, _, _ := runScript(t, `cluster 0
mkdir -p /tmp/etcd && cd /tmp/etcd
cat > node.yml <<EOF
name: "one"   # the first
data-dir: data.one
EOF
nohup etcd --config-file node.yml > one.log 2>&1 &
sleep 3
grep -c 'became leader' one.log
etcdctl put a b
ls
ps -ef | grep etcd | grep -v grep | awk '{print $8, $9, $10, $11}'
etcd; echo $?
pkill etcd; sleep 1; pgrep etcd; echo $?
rm -rf data.one; ls
etcd --config-file node.yml > one.log 2>&1 &
sleep 3
etcdctl get a; etcdctl put c d
`)
	require.Equal(t, "1\nOK\ndata.one\nnode.yml\none.log\netcd --name one --data-dir=/tmp/etcd/data.one\n1\n1\nnode.yml\none.log\nOK\n", out)
}
