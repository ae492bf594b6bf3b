//go:build unix

package shell_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func init() { ask = askReal }

// clustersMax bounds how many clusters run at once: a machine that is kept busy
// by elections answers too late for what lasts a second.
const clustersMax = 6

var running = make(chan struct{}, clustersMax)

// place is where a real cluster runs: a network of its own, in which the ports
// of the tutorial are free, or the machine's own where there can be no other.
type place struct {
	dir string
	pid int // of who holds the network open; 0: the machine's own
}

// loopbackUp makes 127.0.0.1 answer in a new network.
const loopbackUp = "PATH=$PATH:/usr/sbin:/sbin ip link set lo up"

// namespaces are how a network of one's own is made: by root, or by anybody
// where users may have namespaces.
var namespaces = sync.OnceValue(func() []string {
	for _, flags := range [][]string{{"-n"}, {"-r", "-n"}} {
		if exec.Command("unshare", append(flags, "sh", "-c", loopbackUp)...).Run() == nil {
			return flags
		}
	}
	return nil
})

// own is held while the machine's own ports are used.
var own sync.Mutex

// askReal plays a session at a real cluster, which is new, and keeps what was
// said.
func askReal(t *testing.T, s *session) error {
	running <- struct{}{}
	defer func() { <-running }()
	p := place{dir: t.TempDir()}
	if flags := namespaces(); flags != nil {
		holder := exec.Command("unshare", append(flags, "sh", "-c", loopbackUp+"; echo; exec sleep 600")...)
		up, err := holder.StdoutPipe()
		if err == nil {
			err = holder.Start()
		}
		if err != nil {
			return fmt.Errorf("make a network for etcd: %w", err)
		}
		defer func() { _ = holder.Process.Kill(); _ = holder.Wait() }()
		if _, err := up.Read(make([]byte, 1)); err != nil {
			return fmt.Errorf("make a network for etcd: %w", err)
		}
		p.pid = holder.Process.Pid
	} else {
		own.Lock()
		defer own.Unlock()
		if err := portsFree(); err != nil {
			return err
		}
	}
	stop, err := p.startCluster()
	defer stop()
	if err != nil {
		return err
	}
	for i := range s.lines {
		if line := &s.lines[i]; line.command != "" {
			if line.recorded, err = p.run(t, line.command); err != nil {
				return err
			}
		}
	}
	return nil
}

func portsFree() error {
	for i := range 6 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 2379+100*(i/2)+i%2))
		if err != nil {
			return fmt.Errorf("start etcd where its ports are: %w; as root, or where users may have namespaces, it gets a network of its own", err)
		}
		_ = l.Close()
	}
	return nil
}

// inside is a script of bash that runs where the cluster does.
func (p *place) inside(script string) *exec.Cmd {
	c := exec.Command("bash", "-c", script)
	if p.pid != 0 {
		enter := []string{"-t", strconv.Itoa(p.pid)}
		for _, flag := range namespaces() {
			enter = append(enter, strings.Replace(flag, "-r", "-U", 1))
		}
		if os.Getuid() != 0 {
			enter = append(enter, "--preserve-credentials")
		}
		c = exec.Command("nsenter", append(enter, "bash", "-c", script)...)
	}
	c.Dir = p.dir
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + p.dir, "LC_ALL=C.UTF-8", "TZ=UTC"}
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return c
}

// settlesWithin is how long a new cluster may take to know its version.
const settlesWithin = 60 * time.Second

// startCluster starts three members and waits until they are one cluster. What
// it returns stops them.
func (p *place) startCluster() (stop func(), err error) {
	var etcds []*exec.Cmd
	stop = func() {
		for _, c := range etcds {
			_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
			_ = c.Wait()
		}
	}
	const cluster = "etcd-01=http://127.0.0.1:2380,etcd-02=http://127.0.0.1:2480,etcd-03=http://127.0.0.1:2580"
	for i := range 3 {
		client, peer := fmt.Sprintf("http://127.0.0.1:%d", 2379+100*i), fmt.Sprintf("http://127.0.0.1:%d", 2380+100*i)
		etcd := p.inside(fmt.Sprintf("exec etcd --enable-v2=true --data-dir=data.%d --name etcd-0%d --initial-advertise-peer-urls %s --listen-peer-urls %s --advertise-client-urls %s --listen-client-urls %s --initial-cluster %s --initial-cluster-state new --initial-cluster-token token-01",
			i, i+1, peer, peer, client, client, cluster))
		if err := etcd.Start(); err != nil {
			return stop, fmt.Errorf("start a real etcd: %w", err)
		}
		etcds = append(etcds, etcd)
	}
	for end := time.Now().Add(settlesWithin); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		out, _ := p.inside("for p in 2379 2479 2579; do curl -s http://127.0.0.1:$p/version; done").Output()
		if strings.Count(string(out), `"etcdcluster":"3.4.0"`) == 3 {
			return stop, nil
		}
	}
	return stop, fmt.Errorf("the real etcd had no settled cluster after %v", settlesWithin)
}

// run runs a command and returns what it printed.
func (p *place) run(t *testing.T, command string) (string, error) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	var stdout, stderr bytes.Buffer
	c := p.inside(command)
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Start(); err != nil {
		return "", fmt.Errorf("run %s: %w", command, err)
	}
	stop := context.AfterFunc(ctx, func() { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) })
	defer stop()
	_ = c.Wait()
	if ctx.Err() != nil {
		return "", errors.New("it does not end: " + command)
	}
	return printed(stdout.String(), stderr.String(), c.ProcessState.ExitCode()), nil
}
