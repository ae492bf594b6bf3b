package lab

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// dataDir is the folder of a member that the lab itself has started: the one
// that the tutorial's scripts name.
func dataDir(name string) string { return "data." + name }

// atDir returns the server whose data lie in a folder, or Nobody. One whose disk
// was wiped has none.
func atDir(w *sim.World, dir string) sim.Node {
	for n, a := range w.Servers {
		if s, ok := a.(*server); ok && s.dir == dir && !s.member.Wiped() {
			return n
		}
	}
	return sim.Nobody
}

// Server implements shell.Host.
func (host) Server(w *sim.World, n sim.Node) (info shell.ServerInfo) {
	m := MemberAt(w, n)
	if m == nil {
		return info
	}
	info = shell.ServerInfo{ID: api.FormatID(m.Self().ID), ClusterID: api.FormatID(m.Config().ClusterID), PeerURL: m.Self().PeerURLs[0],
		Ready: m.Ready(), Commit: uint64(m.Stored().Commit), Fresh: registryOf(w).fresh(n)}
	if f := m.Failure(); f != nil {
		info.Failure = f.Error()
	}
	if s, ok := w.Actor(n).(*server); ok && !m.Wiped() {
		info.DataDir = s.dir
	}
	return info
}

// initialOf reads --initial-cluster: names and peer URLs, with the IDs that they
// have in a new cluster.
func initialOf(a shell.StartServer) ([]api.Member, error) {
	var members []api.Member
	for _, entry := range a.Initial {
		name, url, ok := strings.Cut(strings.TrimSpace(entry), "=")
		if !ok || name == "" || url == "" {
			return nil, fmt.Errorf("error setting up initial cluster: empty URL given for %q", name)
		}
		if i := slices.IndexFunc(members, func(m api.Member) bool { return m.Name == name }); i >= 0 {
			members[i].PeerURLs = append(members[i].PeerURLs, url)
			continue
		}
		members = append(members, api.Member{Name: name, PeerURLs: []string{url}})
	}
	for i := range members {
		urls, err := api.CheckURLs(members[i].PeerURLs)
		if err != nil {
			return nil, fmt.Errorf("error setting up initial cluster: %w", err)
		}
		members[i].PeerURLs = urls
		members[i].ID = api.MemberID(urls, a.Token, 0)
	}
	sort.Slice(members, func(i, j int) bool { return members[i].ID < members[j].ID })
	return members, nil
}

// identity is who a member will be that is started with nothing on its disk.
type identity struct {
	self      api.Member
	initial   []api.Member
	clusterID uint64
}

// identify finds out who a server will be, or why it cannot start, as etcd does
// (etcdserver/server.go, NewServer). It asks its peers at once, as if their
// answers took no time.
func (host) identify(w *sim.World, a shell.StartServer) (id identity, err error) {
	if id.initial, err = initialOf(a); err != nil {
		return id, err
	}
	at := slices.IndexFunc(id.initial, func(m api.Member) bool { return m.Name == a.Name })
	if at < 0 {
		return id, fmt.Errorf("couldn't find local name %q in the initial cluster configuration", a.Name)
	}
	if want := id.initial[at].PeerURLs; !slices.Equal(want, a.PeerURLs) {
		return id, fmt.Errorf("--initial-cluster has %s=%s but missing from --initial-advertise-peer-urls=%s (resolved urls: %q != %q)",
			a.Name, strings.Join(want, ","), strings.Join(a.PeerURLs, ","), strings.Join(a.PeerURLs, ","), strings.Join(want, ","))
	}
	var ids []uint64
	for _, m := range id.initial {
		ids = append(ids, m.ID)
	}
	id.clusterID = api.ClusterID(ids)
	remote := remoteOf(w, id.initial, a.Name)
	switch {
	case a.Existing && remote == nil:
		return id, errors.New("cannot fetch cluster info from peer urls: could not retrieve cluster information from the given URLs")
	case a.Existing:
		if err := id.join(remote, a.Name); err != nil {
			return id, err
		}
		at = slices.IndexFunc(id.initial, func(m api.Member) bool { return m.Name == a.Name })
	}
	id.self = id.initial[at]
	id.self.ClientURLs = a.ClientURLs
	id.initial[at] = id.self
	if remote != nil {
		for _, m := range remote.Members() {
			if m.ID == id.self.ID && m.Name != "" {
				return id, fmt.Errorf("member %s has already been bootstrapped", api.FormatID(m.ID))
			}
		}
	}
	return id, nil
}

// remoteOf returns a member that runs at one of the peer URLs of others, or nil.
func remoteOf(w *sim.World, initial []api.Member, self string) *member.Member {
	for n, m := range Members(w) {
		for _, other := range initial {
			if other.Name != self && w.Up(n) && !w.Paused(n) && len(m.Members()) > 0 && slices.Equal(m.Self().PeerURLs, other.PeerURLs) {
				return m
			}
		}
	}
	return nil
}

// join takes the IDs from a cluster that exists: its members and those that were
// named must be the same by their peer URLs
// (etcdserver/api/membership/cluster.go, ValidateClusterAndAssignIDs).
func (id *identity) join(remote *member.Member, self string) error {
	list := remote.Members()
	fail := func(why string) error {
		var members []string
		for _, m := range list {
			members = append(members, fmt.Sprintf("&{ID:%s RaftAttributes:{PeerURLs:[%s] IsLearner:%t} Attributes:{Name:%s ClientURLs:[%s]}}",
				api.FormatID(m.ID), strings.Join(m.PeerURLs, " "), m.IsLearner, m.Name, strings.Join(m.ClientURLs, " ")))
		}
		return fmt.Errorf("error validating peerURLs {ClusterID:%s Members:[%s] RemovedMemberIDs:[]}: %s",
			api.FormatID(remote.Config().ClusterID), strings.Join(members, " "), why)
	}
	if len(list) != len(id.initial) {
		return fail("member count is unequal")
	}
	joined := slices.Clone(list)
	for _, m := range id.initial {
		i := slices.IndexFunc(joined, func(other api.Member) bool { return slices.Equal(other.PeerURLs, m.PeerURLs) })
		if i < 0 {
			return fail(fmt.Sprintf("unmatched member while checking PeerURLs (%q)", strings.Join(m.PeerURLs, ",")))
		}
		if m.Name == self {
			joined[i].Name = self
			if list[i].Name != "" {
				return fmt.Errorf("member %s has already been bootstrapped", api.FormatID(list[i].ID))
			}
		}
	}
	id.initial, id.clusterID = joined, remote.Config().ClusterID
	return nil
}

// checkStart says why a server cannot be started.
func (h host) checkStart(w *sim.World, a shell.StartServer) error {
	for n, m := range Members(w) {
		if !w.Up(n) {
			continue
		}
		for _, mine := range append(slices.Clone(a.PeerURLs), a.ClientURLs...) {
			if taken := func(url string) bool { return listensAt(url) == listensAt(mine) }; slices.ContainsFunc(m.Self().PeerURLs, taken) || slices.ContainsFunc(m.Self().ClientURLs, taken) {
				return fmt.Errorf("listen tcp %s: bind: address already in use", listensAt(mine))
			}
		}
	}
	switch n := atDir(w, a.DataDir); {
	case n != sim.Nobody && w.Up(n):
		return fmt.Errorf("%s is the data dir of %s, which runs", a.DataDir, NameOf(w, n))
	case n != sim.Nobody && !slices.Equal(MemberAt(w, n).Self().ClientURLs, a.ClientURLs):
		return fmt.Errorf("%s has the data of %s, whose client URL is %s: another one for it is not there yet in raftarium; another --data-dir, or rm -r %[1]s, makes a new member",
			a.DataDir, NameOf(w, n), strings.Join(MemberAt(w, n).Self().ClientURLs, ","))
	case n != sim.Nobody:
		return nil
	case w.ServerCount() >= sim.ServersMax:
		return fmt.Errorf("%d servers have been started, and no more can be", sim.ServersMax)
	}
	id, err := h.identify(w, a)
	if err == nil && len(id.initial) > shell.MembersMax {
		err = fmt.Errorf("a cluster has at most %d members", shell.MembersMax)
	}
	return err
}

// listensAt is where a server listens that has a URL.
func listensAt(url string) string {
	return strings.Replace(strings.TrimPrefix(url, "http://"), "localhost:", "127.0.0.1:", 1)
}

// startServer starts a server: again, where its folder has data, or for the
// first time.
func (e *environment) startServer(w *sim.World, a shell.StartServer, cause sim.EventID) {
	r := registryOf(w)
	if n := atDir(w, a.DataDir); n != sim.Nobody {
		MemberAt(w, n).SetLeaseCheckpoints(a.LeaseCheckpoints || r.checkpoints)
		w.Restart(n, cause)
		return
	}
	id, err := host{}.identify(w, a)
	if err != nil {
		return
	}
	for _, actor := range w.Servers { // its folder was emptied
		if s, ok := actor.(*server); ok && s.dir == a.DataDir {
			s.dir = ""
		}
	}
	options := r.options
	options.ChangeOnApply = true
	config := member.Config{Self: id.self, Initial: id.initial, ClusterID: id.clusterID, Timeouts: r.times, Rules: r.rules, Options: options,
		Seed: sim.Seed(e.config.Seed^uint64(cause), uint64(w.ServerCount()+1)), Epoch: e.config.Epoch, Joins: a.Existing, LeaseCheckpoints: a.LeaseCheckpoints || r.checkpoints}
	m := member.New(config, member.Bootstrap(config, e.arena), e.arena)
	w.AddServer(&server{member: m, dir: a.DataDir}, cause)
}
