package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"raftarium/cmd/internal/live"
	"raftarium/core/lab"
)

// cluster is what the flags of serve say of the cluster that --endpoints runs.
type cluster struct {
	nodes  int
	seed   uint64
	port   int    // the first member's for clients
	listen string // the address that others may connect to, or ""
	net    string
	times  string
}

func (c *cluster) flags(flags *flag.FlagSet) {
	flags.IntVar(&c.nodes, "nodes", 3, "with --endpoints: members of the cluster, 1 to 101")
	flags.Uint64Var(&c.seed, "seed", 1, "with --endpoints: the seed that all chance follows from")
	flags.IntVar(&c.port, "client-port", lab.DefaultPort, "with --endpoints: the first member's port for clients; each further member's is 100 higher")
	flags.StringVar(&c.listen, "listen", "", "with --endpoints: listen on this `ADDRESS`, so that others can use the cluster and the page (default: this machine alone)")
	flags.StringVar(&c.net, "net", string(lab.Demo), "with --endpoints: how far members are from each other: lan, demo (10 to 15 ms) or wan")
	flags.StringVar(&c.times, "times", string(lab.EtcdTimes), "with --endpoints: the times that members wait: etcd (election 1,000 to 2,000 ms) or paper (150 to 300 ms)")
}

func isClusterFlag(name string) bool {
	return slices.Contains([]string{"nodes", "seed", "client-port", "listen", "net", "times"}, name)
}

// config is what the world starts with. It begins now, so that its answers bear
// today's date.
func (c cluster) config(now time.Time) lab.Config {
	return lab.Config{Members: c.nodes, Seed: c.seed, Port: c.port, Net: lab.Net(c.net), Profile: lab.Profile(c.times), Epoch: now.UnixNano()}
}

// checkCluster says what is wrong with the flags for a cluster, or nil. What
// --listen says holds for the page as well.
func (s *serving) checkCluster() error {
	host, port, err := net.SplitHostPort(s.addr)
	switch {
	case err != nil:
		return fmt.Errorf("--addr %s is no HOST:PORT, as in localhost:8080", s.addr)
	case s.cluster.nodes < 1:
		return fmt.Errorf("--nodes %d: a cluster has 1 to 101 members", s.cluster.nodes)
	case s.cluster.port < 1:
		return fmt.Errorf("--client-port %d is no port", s.cluster.port)
	case s.cluster.listen != "":
		s.addr = net.JoinHostPort(s.cluster.listen, port)
	case !isLoopback(host):
		all := host
		if all == "" {
			all = "0.0.0.0"
		}
		return fmt.Errorf("--addr %s would open the page, and with it the cluster, to others: if that is meant, say --listen %s", s.addr, all)
	}
	return s.cluster.config(time.Now()).Check()
}

// isLoopback reports whether a host is reached from this machine alone.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// runCluster runs a cluster at real ports, and serves the page that follows it,
// until ctx ends.
func (s *serving) runCluster(ctx context.Context, std streams, listener net.Listener, dir string) error {
	world, err := live.New(s.cluster.config(time.Now()))
	if err != nil {
		return err
	}
	host := s.cluster.listen
	if host == "" {
		host = "127.0.0.1"
	}
	ports := live.Ports{World: world, Host: host, Log: std.err, Today: time.Now}
	if err := ports.Open(); err != nil {
		return err
	}
	defer ports.Close()
	server := live.Page{World: world, Files: os.DirFS(dir), Names: s.cluster.names()}.Server()
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(live.LimitConnections(listener)) }()
	defer server.Close()

	url := pageURL(listener.Addr())
	s.cluster.tell(std, url, ports.Numbers())
	s.openPage(std, url)
	running, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan struct{})
	go func() {
		world.Run(running, live.NewClock(), ports.Follow)
		close(ended)
	}()
	select {
	case err = <-stopped:
	case <-ctx.Done():
	}
	stop()
	<-ended
	return err
}

// names are those under which others may open the page.
func (c cluster) names() []string {
	if c.listen == "" {
		return nil
	}
	names := []string{strings.ToLower(c.listen)}
	if name, err := os.Hostname(); err == nil {
		names = append(names, strings.ToLower(name), strings.ToLower(name)+".local")
	}
	return names
}

// tell says where everything is, what to try, and what is open to whom.
func (c cluster) tell(std streams, url string, ports []int) {
	fmt.Fprintf(std.out, "Raftarium is at %s (ctrl-c ends it)\n", url)
	fmt.Fprintf(std.out, "\nIts cluster runs in real time, and listens where etcd does:\n")
	for i, port := range ports {
		fmt.Fprintf(std.out, "  etcd-%02d  http://127.0.0.1:%d\n", i+1, port)
	}
	last := fmt.Sprintf("http://127.0.0.1:%d", ports[len(ports)-1])
	fmt.Fprintf(std.out, `
Open the page, and try in another terminal what etcd's tutorials show:
  curl http://127.0.0.1:%[1]d/v2/keys/message -XPUT -d value="hello world"
  curl %[2]s/v2/keys/message
  curl %[2]s/v3/kv/put -d '{"key":"Zm9v","value":"YmFy"}'
In the page, in its terminals or with its menus: crash etcd-01; then ask again.
`, ports[0], last)
	if c.port != lab.DefaultPort {
		fmt.Fprintf(std.out, "Its etcdctl has to be told where the members are: etcdctl --endpoints=127.0.0.1:%d get foo\n", ports[0])
	}
	if c.listen != "" {
		fmt.Fprintf(std.err, "raftarium serve: --listen %s: whoever can reach that address can read and write the cluster at the ports %s, and do to it at %s whatever the page can\n",
			c.listen, strings.Trim(strings.ReplaceAll(fmt.Sprint(ports), " ", ", "), "[]"), url)
	}
}
