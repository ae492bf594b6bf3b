package oracle

import (
	"cmp"
	"encoding/json"
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
	members []api.Member
	id      uint64
	procs   []*process
	ordered bool // the members' IDs are in the order of their names, as those of 2380, 2480, 2580 are
}

// process is an etcd, which has ended once ended is closed.
type process struct {
	*exec.Cmd
	ended chan struct{}
}

// attempts is how often something is begun at a new etcd before it has failed.
const attempts = 3

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
	if folder := inMemory(); folder != "" {
		if err := os.Setenv("TMPDIR", folder); err != nil { // for those of tests, too
			return 1, err
		}
	}
	dir, err := os.MkdirTemp("", "oracle")
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

// start starts a new cluster. It takes another one where a port was taken between
// when it was found to be free and when etcd came to it, and where on a machine that
// stood still a member published itself twice.
func (c *cluster) start(dir string) (err error) {
	for attempt := range attempts {
		if err = c.begin(filepath.Join(dir, strconv.Itoa(attempt))); err == nil {
			return nil
		}
		c.stop()
		c.members, c.procs = nil, nil
	}
	return err
}

func (c *cluster) begin(dir string) error {
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
		p := &process{exec.Command("etcd", "--name", m.Name, "--data-dir", filepath.Join(dir, m.Name), "--enable-v2=true",
			"--listen-client-urls", m.ClientURLs[0], "--advertise-client-urls", m.ClientURLs[0],
			"--listen-peer-urls", m.PeerURLs[0], "--initial-advertise-peer-urls", m.PeerURLs[0],
			"--initial-cluster", strings.Join(initial, ","), "--initial-cluster-token", "token-01", "--initial-cluster-state", "new"),
			make(chan struct{})}
		if err := p.Start(); err != nil {
			return fmt.Errorf("start %s: %w", m.Name, err)
		}
		c.procs = append(c.procs, p)
		go func() {
			defer close(p.ended)
			_ = p.Wait()
		}()
	}
	return c.await()
}

// await returns when every member has published itself and the cluster's
// version is decided: the point from which indexes are those of a new cluster.
func (c *cluster) await() error {
	deadline := time.After(30 * time.Second)
	for !c.settled() {
		select {
		case <-c.procs[0].ended:
			return fmt.Errorf("start etcd: %s ended: %s", c.members[0].Name, c.procs[0].ProcessState)
		case <-c.procs[1].ended:
			return fmt.Errorf("start etcd: %s ended: %s", c.members[1].Name, c.procs[1].ProcessState)
		case <-c.procs[2].ended:
			return fmt.Errorf("start etcd: %s ended: %s", c.members[2].Name, c.procs[2].ProcessState)
		case <-deadline:
			return fmt.Errorf("start etcd: it had no settled cluster after 30 s")
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

func (c *cluster) settled() bool {
	for _, m := range c.members {
		for path, want := range map[string]string{"/version": `"etcdcluster":"3.4.0"`, "/v2/stats/store": `"setsSuccess":4,`} {
			if body, err := c.get(m, path); err != nil || !strings.Contains(string(body), want) {
				return false
			}
		}
	}
	return true
}

// get asks a member beside what is compared.
func (*cluster) get(m api.Member, path string) ([]byte, error) {
	client := http.Client{Timeout: 10 * time.Second}
	resp, err := client.Get(m.ClientURLs[0] + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// place is where a member's stores are, and the highest term that it knows.
type place struct{ Revision, Term uint64 }

func (*cluster) place(m api.Member) (place, error) {
	client := http.Client{Timeout: 10 * time.Second}
	resp, err := client.Post(m.ClientURLs[0]+"/v3/maintenance/status", "application/json", strings.NewReader("{}"))
	if err != nil {
		return place{}, err
	}
	defer resp.Body.Close()
	var status struct {
		Header struct {
			Revision uint64 `json:"revision,string"`
		}
		Term uint64 `json:"raftTerm,string"`
	}
	err = json.NewDecoder(resp.Body).Decode(&status)
	return place{status.Header.Revision, status.Term}, err
}

// term is the highest that a member knows, or 0 where one does not answer: it is
// another one once etcd has elected a leader anew.
func (c *cluster) term() (highest uint64) {
	for _, m := range c.members {
		at, err := c.place(m)
		if err != nil {
			return 0
		}
		highest = max(highest, at.Term)
	}
	return highest
}

func (c *cluster) stop() {
	for _, p := range c.procs {
		_ = p.Process.Kill()
		<-p.ended
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
