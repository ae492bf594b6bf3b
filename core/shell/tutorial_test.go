package shell_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// class is a world in which the tutorial is followed: three terminals for the
// members, D for client B of the tutorial, and E for its client A.
type class struct {
	*testing.T
	lab *lab.Lab
}

func newClass(t *testing.T) class {
	l, err := lab.New(lab.Config{Members: 1, Seed: 1, Profile: lab.EtcdTimes})
	require.NoError(t, err)
	for _, verb := range []string{"cluster 0", "terminal C", "terminal D", "terminal E"} {
		require.NoError(t, l.Do(verb))
	}
	return class{t, l}
}

// says types a line into D, and compares what comes of it.
func (c class) says(line, want string) {
	c.Helper()
	r, err := c.lab.Run("D", line)
	require.NoError(c, err)
	require.Equal(c, want, jobPID.ReplaceAllString(dated.ReplaceAllString(r.Stdout+r.Stderr, `"expiration":"T"`), "[1] N"), line)
}

var (
	dated  = regexp.MustCompile(`"expiration":"[-0-9T:.]+Z"`)
	jobPID = regexp.MustCompile(`\[1\] \d+`)
)

func (c class) pass(span sim.Time) { c.lab.Advance(c.lab.Now() + span) }

// shown is what a terminal shows.
func (c class) shown(name string) string {
	term := c.lab.World().Actor(lab.TerminalNamed(c.lab.World(), name)).(*shell.Terminal)
	var b strings.Builder
	for _, line := range term.Screen().All {
		b.WriteString(line.Text + "\n")
	}
	return dated.ReplaceAllString(b.String(), `"expiration":"T"`)
}

// TestTheTutorialFromEndToEnd types the tutorial's commands, character for
// character. Its indexes come from a server with a past; these are a new one's.
func TestTheTutorialFromEndToEnd(t *testing.T) {
	c := newClass(t)
	for i, terminal := range []string{"A", "B", "C"} {
		script, err := os.ReadFile(fmt.Sprintf("../lab/testdata/tutorial/start-%d.sh", i+1))
		require.NoError(t, err)
		require.NoError(t, c.lab.Type(terminal, string(script)))
		c.pass(3 * sim.Second)
		require.Contains(t, c.shown(terminal), "Usage:\n kill [options] <pid> [...]\n", "nothing listens yet: kill says how it is used, and the script goes on")
	}
	c.pass(5 * sim.Second)
	for _, port := range []string{"2379", "2479", "2579"} {
		c.says("curl http://127.0.0.1:"+port+"/health", `{"health":"true"}`)
	}
	c.says("curl http://127.0.0.1:2379/v2/members", `{"members":[{"id":"264ae6bc59e99892","name":"etcd-01","peerURLs":["http://127.0.0.1:2380"],"clientURLs":["http://127.0.0.1:2379"]},{"id":"dbafe5ad6b652eda","name":"etcd-02","peerURLs":["http://127.0.0.1:2480"],"clientURLs":["http://127.0.0.1:2479"]},{"id":"f570ae41f524bdcb","name":"etcd-03","peerURLs":["http://127.0.0.1:2580"],"clientURLs":["http://127.0.0.1:2579"]}]}`+"\n")
	c.says("curl http://127.0.0.1:2379/version", `{"etcdserver":"3.4.14","etcdcluster":"3.4.0"}`)

	c.says(`curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world"`, `{"action":"set","node":{"key":"/message","value":"hello world","modifiedIndex":9,"createdIndex":9}}`+"\n")
	c.says(`curl http://127.0.0.1:2379/v2/keys/message`, `{"action":"get","node":{"key":"/message","value":"hello world","modifiedIndex":9,"createdIndex":9}}`+"\n")
	c.says(`curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world" -d ttl=10`,
		`{"action":"set","node":{"key":"/message","value":"hello world","expiration":"T","ttl":10,"modifiedIndex":10,"createdIndex":10},"prevNode":{"key":"/message","value":"hello world","modifiedIndex":9,"createdIndex":9}}`+"\n")
	c.pass(11 * sim.Second)
	c.says(`curl http://127.0.0.1:2379/v2/keys/message`, `{"errorCode":100,"message":"Key not found","cause":"/message","index":11}`+"\n")

	require.NoError(t, c.lab.Type("E", "curl http://127.0.0.1:2379/v2/keys/message?wait=true"))
	c.pass(sim.Second)
	set := `{"action":"set","node":{"key":"/message","value":"hello world2","modifiedIndex":12,"createdIndex":12}}` + "\n"
	c.says(`curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world2"`, set)
	c.pass(sim.Second)
	require.True(t, strings.HasSuffix(c.shown("E"), "?wait=true\n"+set), "client A prints and ends")
	require.NoError(t, c.lab.Type("E", `curl "http://127.0.0.1:2379/v2/keys/message?wait=true&stream=true"`))
	c.pass(sim.Second)
	set = `{"action":"set","node":{"key":"/message","value":"hello world","expiration":"T","ttl":10,"modifiedIndex":13,"createdIndex":13},"prevNode":{"key":"/message","value":"hello world2","modifiedIndex":12,"createdIndex":12}}` + "\n"
	c.says(`curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello world" -d ttl=10`, set)
	c.pass(9 * sim.Second)
	require.True(t, strings.HasSuffix(c.shown("E"), "stream=true\"\n"+set))
	c.pass(2 * sim.Second)
	require.Contains(t, c.shown("E"), set+`{"action":"expire","node":{"key":"/message","modifiedIndex":14,"createdIndex":13},"prevNode":{"key":"/message","value":"hello world","expiration":"T","modifiedIndex":13,"createdIndex":13}}`+"\n")
	require.NoError(t, c.lab.Interrupt("E"))

	c.leases()
	c.history()
	c.killing()
	require.Empty(t, lab.Violations(c.lab.World()))
}

// leases is what it says of v3: one lease for keys, kept alive by one request.
func (c class) leases() {
	c.says("etcdctl lease grant 10 | awk '{print $2}' > lease; wc -c < lease", "17\n")
	c.says("etcdctl put service/1 a --lease=$(cat lease); etcdctl put service/2 b --lease=$(cat lease)", "OK\nOK\n")
	require.NoError(c, c.lab.Type("E", "etcdctl watch service/ --prefix"))
	c.says("etcdctl lease keep-alive $(cat lease) > alive & sleep 25; etcdctl get service/ --prefix --keys-only; kill %1", "service/1\n\nservice/2\n\n[1] N\n")
	c.pass(12 * sim.Second)
	c.says("etcdctl get service/ --prefix; etcdctl lease timetolive $(cat lease) | cut -d' ' -f3-", "already expired\n")
	require.True(c, strings.HasSuffix(c.shown("E"), "--prefix\nDELETE\nservice/1\n\nDELETE\nservice/2\n\n"))
	require.NoError(c, c.lab.Interrupt("E"))
}

// history is what it says of revisions: all are there until they are compacted.
func (c class) history() {
	c.says("for i in 1 2 3; do etcdctl put n $i; done; etcdctl del n", "OK\nOK\nOK\n1\n")
	r, err := c.lab.Run("D", "etcdctl get n -w json | jq .header.revision")
	require.NoError(c, err)
	revision := 0
	_, err = fmt.Sscan(r.Stdout, &revision)
	require.NoError(c, err)
	c.says(fmt.Sprintf("etcdctl get n --rev=%d", revision-2), "n\n2\n")
	c.says(fmt.Sprintf("timeout 1 etcdctl watch n --rev=%d", revision-2), "PUT\nn\n2\nPUT\nn\n3\nDELETE\nn\n\n")
	c.says(fmt.Sprintf("etcdctl compaction %d", revision-1), fmt.Sprintf("compacted revision %d\n", revision-1))
	c.says(fmt.Sprintf("etcdctl get n --rev=%d", revision-1), "n\n3\n")
	c.says(fmt.Sprintf("timeout 1 etcdctl watch n --rev=%d", revision-2), "watch was canceled (etcdserver: mvcc: required revision has been compacted)\nError: watch is canceled by the server\n")
}

// killing stops what listens, as the scripts do before they start anything.
func (c class) killing() {
	const kill = `lsof -i:2379 | awk '{print $2}' | grep -v "PID" | uniq | xargs kill -9`
	c.says(kill, "")
	c.pass(sim.Second)
	require.False(c, c.lab.World().Up(1))
	r, err := c.lab.Run("D", kill)
	require.NoError(c, err)
	require.Contains(c, r.Stderr, "Usage:\n kill [options] <pid> [...]\n")
	c.says("curl -sS http://127.0.0.1:2379/health", "curl: (7) Failed to connect to 127.0.0.1 port 2379 after 24 ms: Couldn't connect to server\n")
	c.pass(5 * sim.Second)
	c.says("curl http://127.0.0.1:2479/health", `{"health":"true"}`)
	c.says("etcdctl get n --endpoints=127.0.0.1:2379,127.0.0.1:2479 -w json | jq .count", "null\n")
	script, err := os.ReadFile("../lab/testdata/tutorial/start-1.sh")
	require.NoError(c, err)
	require.NoError(c, c.lab.Type("A", string(script)))
	c.pass(5 * sim.Second)
	c.says("curl http://127.0.0.1:2379/health", `{"health":"true"}`)
}
