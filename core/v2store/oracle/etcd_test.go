package oracle

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"raftarium/core/api"
)

// cluster is a real etcd of three members, for all tests of the package.
type cluster struct {
	members  []api.Member
	id       uint64
	procs    []*exec.Cmd
	raftTerm uint64
	ordered  bool // the members' IDs are in the order of their names, as those of 2380, 2480, 2580 are
}

var real cluster

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	for _, program := range []string{"etcd", "etcdctl", "curl", "bash"} {
		if _, err := exec.LookPath(program); err != nil {
			return 1, fmt.Errorf("%w; install it: apt-get install etcd-server etcd-client curl", err)
		}
	}
	flag.Parse()
	if err := flag.Set("rapid.checks", strconv.Itoa(*sequences)); err != nil {
		return 1, err
	}
	dir, err := os.MkdirTemp(inMemory(), "oracle")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	defer real.stop()
	if err := real.start(dir); err != nil {
		return 1, err
	}
	return m.Run(), nil
}

func (c *cluster) start(dir string) error {
	ports, err := freePorts(6)
	for ; err == nil && c.ordered && !inOrder(ports); ports, err = freePorts(6) {
	}
	if err != nil {
		return err
	}
	var initial []string
	for i := range 3 {
		m := api.Member{
			Name:       fmt.Sprintf("etcd-0%d", i+1),
			ClientURLs: []string{fmt.Sprintf("http://127.0.0.1:%d", ports[2*i])},
			PeerURLs:   []string{peerURL(ports[2*i+1])},
		}
		m.ID = api.MemberID(m.PeerURLs, "token-01", 0)
		c.members = append(c.members, m)
		initial = append(initial, m.Name+"="+m.PeerURLs[0])
	}
	c.id = api.ClusterID([]uint64{c.members[0].ID, c.members[1].ID, c.members[2].ID})
	for _, m := range c.members {
		p := exec.Command("etcd", "--name", m.Name, "--data-dir", filepath.Join(dir, m.Name), "--enable-v2=true",
			"--listen-client-urls", m.ClientURLs[0], "--advertise-client-urls", m.ClientURLs[0],
			"--listen-peer-urls", m.PeerURLs[0], "--initial-advertise-peer-urls", m.PeerURLs[0],
			"--initial-cluster", strings.Join(initial, ","), "--initial-cluster-token", "token-01", "--initial-cluster-state", "new")
		if err := p.Start(); err != nil {
			return fmt.Errorf("start %s: %w", m.Name, err)
		}
		c.procs = append(c.procs, p)
	}
	return c.await()
}

// await returns when every member has published itself and the cluster's
// version is decided: the point from which indexes are those of a new cluster.
func (c *cluster) await() error {
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		if c.settled() {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("etcd had no settled cluster after 30 s")
}

func (c *cluster) settled() bool {
	for _, m := range c.members {
		for path, want := range map[string]string{"/version": `"etcdcluster":"3.4.0"`, "/v2/stats/store": `"setsSuccess":4,`} {
			resp, err := http.Get(m.ClientURLs[0] + path)
			if err != nil {
				return false
			}
			body, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if !strings.Contains(string(body), want) {
				return false
			}
		}
	}
	return true
}

func (c *cluster) stop() {
	for _, p := range c.procs {
		_ = p.Process.Kill()
		_ = p.Wait()
	}
}

func peerURL(port int) string { return fmt.Sprintf("http://127.0.0.1:%d", port) }

func inOrder(ports []int) bool {
	id := func(i int) uint64 { return api.MemberID([]string{peerURL(ports[i])}, "token-01", 0) }
	return id(1) < id(3) && id(3) < id(5) && ports[0] < ports[2] && ports[2] < ports[4] // all have five digits
}

// freePorts asks the system for ports, and holds all of them until it has
// enough, so that they differ.
func freePorts(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

func sortedByID(list []api.Member) []api.Member {
	return slices.SortedFunc(slices.Values(list), func(a, b api.Member) int { return cmp.Compare(a.ID, b.ID) })
}
