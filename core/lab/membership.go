package lab

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// quit is the act of a member that stops itself.
type quit struct{ node sim.Node }

// leaderOf returns the leader of the newest term that runs, or Nobody.
func leaderOf(w *sim.World) (leader sim.Node) {
	term := raft.Term(0)
	for n, m := range Members(w) {
		if s := m.Raft(); s != nil && !w.Paused(n) && s.Role() == raft.Leader && s.Term() > term {
			leader, term = n, s.Term()
		}
	}
	return leader
}

// idOf returns who lives at a node.
func idOf(w *sim.World, n sim.Node) raft.ID {
	if m := MemberAt(w, n); m != nil {
		return raft.ID(m.Self().ID)
	}
	return raft.None
}

func removal(w *sim.World, a shell.RemoveMember) api.ConfChange {
	return api.ConfChange{Kind: api.ConfRemoveMember, Member: api.Member{ID: uint64(idOf(w, a.Member))}}
}

func promotion(w *sim.World, a shell.PromoteMember) api.ConfChange {
	return api.ConfChange{Kind: api.ConfPromote, Member: api.Member{ID: uint64(idOf(w, a.Member))}}
}

// onlooker asks a member what it thinks, in no turn of its own.
type onlooker struct {
	member.Host
	w    *sim.World
	self sim.Node
}

// ActiveFor implements member.Host.
func (o onlooker) ActiveFor(id raft.ID) (raft.Time, bool) {
	at, active := activeSince(o.w, o.self, NodeOf(o.w, id))
	return raft.Time(o.w.Now() - at), active
}

// isGone reports whether a member was removed, as some member that runs knows.
func isGone(w *sim.World, m *member.Member) bool {
	for _, other := range Members(w) {
		if other.HasRemoved(m.Self().ID) {
			return true
		}
	}
	return false
}

// Why a change of the cluster is refused, besides what etcd says.
var (
	ErrNoLeader       = errors.New("there is no leader to do it; `wait leader` waits for one")
	ErrLeadsAlready   = errors.New("leads already")
	ErrNoVoter        = errors.New("is no voter, and cannot lead")
	ErrTooManyMembers = errors.New("there can be no more members")
)

// HealthyAfter returns for how long a member must have been connected to count
// as healthy.
func HealthyAfter(w *sim.World) sim.Time { return sim.Time(5 * registryOf(w).times.ElectionMin) }

// checkChange says why the leader would refuse what changes the cluster.
func checkChange(w *sim.World, act shell.Act) error {
	leader := leaderOf(w)
	if leader == sim.Nobody {
		return ErrNoLeader
	}
	m := MemberAt(w, leader)
	var change api.ConfChange
	var err error
	switch a := act.(type) {
	case shell.Transfer:
		return checkTransfer(w, leader, a.Member)
	case shell.AddMember:
		change.Kind = api.ConfAddMember
		if a.Learner {
			change.Kind = api.ConfAddLearner
		}
		err = roomFor(w, m, 1)
	case shell.ChangeMembers:
		if err = roomFor(w, m, a.Add+a.AddLearner); err == nil {
			change = severalChanges(w, a, newcomers(w, a.Add+a.AddLearner))
		}
	case shell.RemoveMember:
		change = removal(w, a)
	case shell.PromoteMember:
		change = promotion(w, a)
	}
	if err != nil {
		return err
	}
	err = m.Endangers(raft.Time(w.ClockOf(leader).Shows), change, onlooker{w: w, self: leader})
	if errors.Is(err, api.ErrUnhealthy) {
		return fmt.Errorf("%w: %s has not been connected to enough voters for %v", err, m.Self().Name, HealthyAfter(w))
	}
	return err
}

func checkTransfer(w *sim.World, leader, to sim.Node) error {
	name := NameOf(w, to)
	if to == leader {
		return fmt.Errorf("%s %w", name, ErrLeadsAlready)
	}
	if !slices.Contains(MemberAt(w, leader).Raft().Membership().Voters, idOf(w, to)) {
		return fmt.Errorf("%s %w", name, ErrNoVoter)
	}
	return nil
}

// roomFor returns an error where a cluster cannot have so many members more.
func roomFor(w *sim.World, leader *member.Member, more int) error {
	if w.ServerCount()+more > sim.ServersMax {
		return narrate.Fail("bad.servers", "n", strconv.Itoa(w.ServerCount()), "most", strconv.Itoa(sim.ServersMax))
	}
	if len(leader.Members())+more > shell.MembersMax {
		return fmt.Errorf("%w than %d, and the cluster has %d", ErrTooManyMembers, shell.MembersMax, len(leader.Members()))
	}
	return nil
}

// addMember has the leader add a member, and starts it: it learns from the
// leader who is in the cluster and what has happened.
func (e *environment) addMember(w *sim.World, learner bool, cause sim.EventID) {
	leader := leaderOf(w)
	if leader == sim.Nobody {
		return
	}
	self := newcomers(w, 1)
	change := addition(self[0], learner)
	w.Hand(leader, change, cause)
	e.startNewcomers(w, MemberAt(w, leader), self, cause)
}

// changeMembers has the leader change several members at once, and starts those
// that are new.
func (e *environment) changeMembers(w *sim.World, a shell.ChangeMembers, cause sim.EventID) {
	leader := leaderOf(w)
	if leader == sim.Nobody {
		return
	}
	selves := newcomers(w, a.Add+a.AddLearner)
	w.Hand(leader, severalChanges(w, a, selves), cause)
	e.startNewcomers(w, MemberAt(w, leader), selves, cause)
}

func addition(self api.Member, learner bool) api.ConfChange {
	c := api.ConfChange{Kind: api.ConfAddMember, Member: api.Member{ID: self.ID, PeerURLs: self.PeerURLs, IsLearner: learner}}
	if learner {
		c.Kind = api.ConfAddLearner
	}
	return c
}

// severalChanges is the change of a verb by which selves are new.
func severalChanges(w *sim.World, a shell.ChangeMembers, selves []api.Member) api.ConfChange {
	c := api.ConfChange{Kind: api.ConfSeveral}
	for i, self := range selves {
		c.Several = append(c.Several, addition(self, i >= a.Add))
	}
	for _, n := range a.Promote {
		c.Several = append(c.Several, promotion(w, shell.PromoteMember{Member: n}))
	}
	for _, n := range a.Remove {
		c.Several = append(c.Several, removal(w, shell.RemoveMember{Member: n}))
	}
	return c
}

// startNewcomers starts servers whom the leader l has begun to add.
func (e *environment) startNewcomers(w *sim.World, l *member.Member, selves []api.Member, cause sim.EventID) {
	for _, self := range selves {
		config := l.Config()
		config.Self, config.Joins = self, !config.Bare
		if !config.Bare {
			config.Initial = slices.Clone(l.Members())
			at, _ := slices.BinarySearchFunc(config.Initial, self.ID, func(m api.Member, id uint64) int { return cmp.Compare(m.ID, id) })
			config.Initial = slices.Insert(config.Initial, at, self)
		}
		config.Seed = sim.Seed(e.config.Seed^uint64(cause), uint64(w.ServerCount()+1))
		m := member.New(config, member.Bootstrap(config, e.arena), e.arena)
		w.AddServer(&server{member: m, dir: dataDir(self.Name)}, cause)
	}
}

// newcomers returns so many members with names and ports that no server has,
// and with the IDs that they get now.
func newcomers(w *sim.World, count int) []api.Member {
	var selves []api.Member
	date := int64(w.Now())
	for _, m := range Members(w) {
		date += m.Config().Epoch
		break
	}
	for i := w.ServerCount() + 1; len(selves) < count; i++ {
		port := clientPort(registryOf(w).port, i)
		name, peer, client := memberName(i), urlOf(port+1), urlOf(port)
		taken := false
		for _, m := range Members(w) {
			self := m.Self()
			taken = taken || self.Name == name || slices.Contains(self.PeerURLs, peer) || slices.Contains(self.ClientURLs, client)
		}
		if !taken {
			peers := []string{peer}
			selves = append(selves, api.Member{ID: api.MemberID(peers, "", date/int64(sim.Second)), Name: name, PeerURLs: peers, ClientURLs: []string{client}})
		}
	}
	return selves
}

// IsLearner reports whether a member gets the log and does not vote: it was added
// as a learner, or does not know yet that it was added.
func IsLearner(m *member.Member) bool {
	s := m.Raft()
	if s == nil || m.HasRemoved(m.Self().ID) {
		return false
	}
	config := s.Membership()
	return !slices.Contains(config.Voters, s.ID()) && !slices.Contains(config.Old, s.ID())
}

// roleName returns what a member of a role is, in kebab-case: a follower that may
// not vote is a learner.
func roleName(m *member.Member, role raft.Role) string {
	if s := m.Raft(); s != nil && role == raft.Follower && IsLearner(m) {
		return "learner"
	}
	return role.String()
}

// appendMembership appends the configuration that a member uses, and the
// snapshot that its log begins after.
func appendMembership(j *jsonWriter, w *sim.World, m *member.Member) {
	var config raft.Membership
	snapshot := m.Stored().Snapshot
	if s := m.Raft(); s != nil {
		config, snapshot = s.Membership(), s.LastSnapshot()
	}
	j.key("config").open('{')
	for _, list := range []struct {
		name string
		ids  []raft.ID
	}{{"voters", config.Voters}, {"outgoing", config.Old}, {"learners", config.Learners}} {
		j.key(list.name).open('[')
		for _, name := range namesOf(w, list.ids) {
			j.element().text(name)
		}
		j.close(']')
	}
	j.close('}')
	j.key("snapshot").number(uint64(snapshot.Index))
}

// namesOf returns the names of members, in order; one that has not been started
// is named by its ID.
func namesOf(w *sim.World, ids []raft.ID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		if names[i] = NameOf(w, NodeOf(w, id)); names[i] == "" {
			names[i] = api.FormatID(uint64(id))
		}
	}
	slices.SortFunc(names, strings.Compare)
	return names
}
