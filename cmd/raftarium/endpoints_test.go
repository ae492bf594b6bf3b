package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// freePort finds one for the only member of a cluster.
func freePort(t *testing.T) string {
	for port := 10379 + os.Getpid()%5000; port < 20000; port++ { // others test, too
		if l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			l.Close()
			return strconv.Itoa(port)
		}
	}
	t.Fatal("no port is free")
	return ""
}

func TestRunsAClusterAtRealPortsUntilInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	stdout, written := io.Pipe()
	ended := make(chan int, 1)
	port := freePort(t)
	go func() {
		ended <- run(ctx, streams{nil, written, io.Discard}, []string{"serve", "--endpoints", "--nodes", "1", "--client-port", port,
			"--times", "paper", "--addr", "localhost:0", "--dir", emptyPage(t)})
		written.Close()
	}()
	lines := bufio.NewReader(stdout)
	var told strings.Builder
	for !strings.Contains(told.String(), "then ask again.") {
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		told.WriteString(line)
	}
	go io.Copy(io.Discard, lines) // what else is told
	require.Contains(t, told.String(), "etcd-01  http://127.0.0.1:"+port)

	// What it proposes to try works.
	tries := regexp.MustCompile(`(?m)^  curl .*`).FindAllString(told.String(), -1)
	require.Len(t, tries, 3)
	for i, want := range []string{`"action":"set"`, `"value":"hello world"`, `"revision":"2"`} {
		out, err := exec.Command("sh", "-c", strings.TrimSpace(tries[i])+" -s").Output()
		require.NoError(t, err, tries[i])
		require.Contains(t, string(out), want)
	}

	answer, err := http.Get(regexp.MustCompile(`http://localhost:\d+`).FindString(told.String()))
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusOK, answer.StatusCode)

	interrupt()
	require.Equal(t, exitDone, <-ended)
	_, err = net.Dial("tcp", "127.0.0.1:"+port)
	require.Error(t, err, "nothing listens any more")
}

func TestSaysWhatToDoWhenItCannotRunACluster(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	require.NoError(t, err)
	tests := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"the port is taken", []string{"--endpoints", "--client-port", port, "--addr", "localhost:0"}, exitFailed, "the client port 127.0.0.1:" + port},
		{"no members", []string{"--endpoints", "--nodes", "0"}, exitUsage, "--nodes 0: a cluster has 1 to 101 members"},
		{"too many members", []string{"--endpoints", "--nodes", "102", "--addr", "localhost:0"}, exitUsage, "it can have 1 to 101"},
		{"no port", []string{"--endpoints", "--client-port", "0"}, exitUsage, "--client-port 0 is no port"},
		{"a high port", []string{"--endpoints", "--client-port", "65000", "--addr", "localhost:0"}, exitUsage, "it can be 1 to 55435, so that 101 members have ports"},
		{"no address", []string{"--endpoints", "--addr", "8080"}, exitUsage, "--addr 8080 is no HOST:PORT, as in localhost:8080"},
		{"open to others", []string{"--endpoints", "--addr", ":8080"}, exitUsage, "--addr :8080 would open the page, and with it the cluster, to others: if that is meant, say --listen 0.0.0.0"},
		{"open to one network", []string{"--endpoints", "--addr", "192.0.2.7:8080"}, exitUsage, "say --listen 192.0.2.7"},
		{"odd times", []string{"--endpoints", "--times", "odd", "--addr", "localhost:0"}, exitUsage, `the times "odd"`},
		{"a cluster that is not asked for", []string{"--nodes", "3"}, exitUsage, "--nodes says something of a cluster, and there is one only with --endpoints"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := invoke(t, append([]string{"serve", "--dir", emptyPage(t)}, tt.args...)...)
			require.Equal(t, tt.code, code, stderr)
			require.Contains(t, stderr, tt.says)
			require.Empty(t, stdout)
		})
	}
}

func TestSaysWhatListenOpensToWhom(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	told, written := io.Pipe()
	port := freePort(t)
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, streams{nil, io.Discard, written}, []string{"serve", "--endpoints", "--nodes", "1", "--client-port", port,
			"--listen", "0.0.0.0", "--addr", "localhost:0", "--dir", emptyPage(t)})
	}()
	lines := bufio.NewReader(told)
	line, err := lines.ReadString('\n')
	require.NoError(t, err)
	go io.Copy(io.Discard, lines)
	require.Contains(t, line, "--listen 0.0.0.0: whoever can reach that address can read and write the cluster at the ports "+port)
	interrupt()
	require.Equal(t, exitDone, <-ended)
}
