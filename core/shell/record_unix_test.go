//go:build unix

package shell_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func init() { record = recordReal }

// recordReal asks a real cluster.
func recordReal(t *testing.T, s *session) {
	net := exec.Command("unshare", "-n", "sh", "-c", "ip link set lo up; echo; exec sleep 600")
	up, err := net.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, net.Start())
	defer func() { _ = net.Process.Kill(); _ = net.Wait() }()
	_, err = up.Read(make([]byte, 1))
	require.NoError(t, err)
	dir := t.TempDir()
	inside := func(script string) *exec.Cmd {
		c := exec.Command("nsenter", "-t", strconv.Itoa(net.Process.Pid), "-n", "bash", "-c", script)
		c.Dir = dir
		c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LC_ALL=C.UTF-8", "TZ=UTC"}
		c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		return c
	}
	const cluster = "etcd-01=http://127.0.0.1:2380,etcd-02=http://127.0.0.1:2480,etcd-03=http://127.0.0.1:2580"
	for i := range 3 {
		client, peer := fmt.Sprintf("http://127.0.0.1:%d", 2379+100*i), fmt.Sprintf("http://127.0.0.1:%d", 2380+100*i)
		etcd := inside(fmt.Sprintf("exec etcd --enable-v2=true --data-dir=data.%d --name etcd-0%d --initial-advertise-peer-urls %s --listen-peer-urls %s --advertise-client-urls %s --listen-client-urls %s --initial-cluster %s --initial-cluster-state new --initial-cluster-token token-01",
			i, i+1, peer, peer, client, client, cluster))
		require.NoError(t, etcd.Start())
		defer func() { _ = syscall.Kill(-etcd.Process.Pid, syscall.SIGKILL); _ = etcd.Wait() }()
	}
	for settled := false; !settled; time.Sleep(100 * time.Millisecond) {
		out, _ := inside("for p in 2379 2479 2579; do curl -s http://127.0.0.1:$p/version; done").Output()
		settled = strings.Count(string(out), `"etcdcluster":"3.4.0"`) == 3
	}
	for i := range s.lines {
		line := &s.lines[i]
		if line.command == "" {
			continue
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		var stdout, stderr bytes.Buffer
		c := inside(line.command)
		c.Stdout, c.Stderr = &stdout, &stderr
		require.NoError(t, c.Start())
		stop := context.AfterFunc(ctx, func() { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) })
		_ = c.Wait()
		if ctx.Err() != nil {
			t.Errorf("it does not end: %s", line.command)
		}
		stop()
		cancel()
		line.recorded = printed(stdout.String(), stderr.String(), c.ProcessState.ExitCode())
	}
}
