package lab

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
	"raftarium/mvcc"
)

const (
	token          = "token-01"
	portsPerMember = 100
	portMax        = 1<<16 - 1
)

// environment is what all worlds of a lab have in common. It does not change,
// but for the arena, which only grows.
type environment struct {
	config Config
	arena  *mvcc.Arena
}

// newWorld returns the world at time 0.
func (e *environment) newWorld() *sim.World {
	w := sim.New(sim.Config{Seed: e.config.Seed, Servers: nets[e.config.Net], Clients: clientLinks[e.config.Net], Connect: connects[e.config.Net], Disk: disks[e.config.Net]})
	w.SetGovernor(e)
	r := newRegistry()
	r.options, _ = e.config.options()
	r.checkpoints = slices.Contains(strings.Fields(e.config.Options), leaseCheckpointsOn)
	r.times = profiles[e.config.Profile]
	r.slowest = r.times.ElectionMax
	r.port = e.config.Port
	w.SetMonitor(r)
	e.addCluster(w, e.config.Members, e.config.Bare, 0)
	judgeHealth(w)
	for _, name := range []string{"A", "B"} {
		w.AddClient(shell.NewTerminal(name, host{}), 0)
	}
	return w
}

// memberName returns the name of the i-th member, from 1.
func memberName(i int) string { return fmt.Sprintf("etcd-%02d", i) }

// clientPort returns the port on which the i-th member hears clients.
func clientPort(first, i int) int { return first + portsPerMember*(i-1) }

func urlOf(port int) string { return "http://127.0.0.1:" + strconv.Itoa(port) }

// identify returns who the members of a cluster of n are, in the order of
// their names.
func (c Config) identify(n int) []api.Member {
	members := make([]api.Member, n)
	for i := range members {
		peer := []string{urlOf(clientPort(c.Port, i+1) + 1)}
		members[i] = api.Member{ID: api.MemberID(peer, token, 0), Name: memberName(i + 1), PeerURLs: peer,
			ClientURLs: []string{urlOf(clientPort(c.Port, i+1))}}
	}
	return members
}

// addCluster puts a cluster of n members into a world without servers.
func (e *environment) addCluster(w *sim.World, n int, bare bool, cause sim.EventID) {
	members := e.config.identify(n)
	r := registryOf(w)
	options := r.options
	options.ChangeOnApply = !bare // as etcd; the paper alone has it at once
	ids := make([]uint64, n)
	for i, m := range members {
		ids[i] = m.ID
	}
	initial := slices.Clone(members)
	sort.Slice(initial, func(i, j int) bool { return initial[i].ID < initial[j].ID })
	for i, self := range members {
		config := member.Config{Self: self, Initial: initial, ClusterID: api.ClusterID(ids), Timeouts: r.times,
			Rules: r.rules, Options: options, Seed: sim.Seed(e.config.Seed^uint64(cause), uint64(i+1)), Epoch: e.config.Epoch, Bare: bare, LeaseCheckpoints: r.checkpoints}
		m := member.New(config, member.Bootstrap(config, e.arena), e.arena)
		w.AddServer(&server{member: m, dir: dataDir(self.Name)}, cause)
	}
}

// MemberAt returns the member that lives at a node, or nil.
func MemberAt(w *sim.World, n sim.Node) *member.Member {
	if s, ok := w.Actor(n).(*server); ok {
		return s.member
	}
	return nil
}

// Members calls yield with every member of a world, in the order of nodes,
// which is that of their names.
func Members(w *sim.World) func(yield func(sim.Node, *member.Member) bool) {
	return func(yield func(sim.Node, *member.Member) bool) {
		for n, a := range w.Servers {
			if s, ok := a.(*server); ok && !yield(n, s.member) {
				return
			}
		}
	}
}

// Client is who talks to members: a terminal, or all programs outside the world
// together.
type Client interface {
	// Name is a terminal's letter, or narrate.Outside.
	Name() string
	// Journey is the way of the newest request.
	Journey() shell.Journey
	// WaitingAt is the server whose answer is waited for, if one is.
	WaitingAt() (sim.Node, bool)
}

// Clients calls yield with every client of a world, in the order of opening.
func Clients(w *sim.World) func(yield func(sim.Node, Client) bool) {
	return func(yield func(sim.Node, Client) bool) {
		for n, a := range w.Clients {
			if c, ok := a.(Client); ok && !yield(n, c) {
				return
			}
		}
	}
}

// ClientNamed returns the node of the client with a name, or Nobody.
func ClientNamed(w *sim.World, name string) sim.Node {
	for n, c := range Clients(w) {
		if c.Name() == name {
			return n
		}
	}
	return sim.Nobody
}

// Terminals calls yield with every terminal of a world, in the order of
// opening.
func Terminals(w *sim.World) func(yield func(sim.Node, *shell.Terminal) bool) {
	return func(yield func(sim.Node, *shell.Terminal) bool) {
		for n, a := range w.Clients {
			if t, ok := a.(*shell.Terminal); ok && !yield(n, t) {
				return
			}
		}
	}
}

// NodeOf returns where a server lives, or Nobody.
func NodeOf(w *sim.World, id raft.ID) sim.Node {
	return registryOf(w).node(id)
}

// TerminalNamed returns the node of the terminal with a name, or Nobody.
func TerminalNamed(w *sim.World, name string) sim.Node {
	for n, t := range Terminals(w) {
		if t.Name() == name {
			return n
		}
	}
	return sim.Nobody
}

// TerminalAt returns the terminal that lives at a node, and whether there is
// one.
func TerminalAt(w *sim.World, n sim.Node) (*shell.Terminal, bool) {
	t, ok := w.Actor(n).(*shell.Terminal)
	return t, ok
}
