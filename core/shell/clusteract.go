package shell

import "raftarium/core/sim"

// The acts that change a cluster through its own leader.

// Transfer has the leader hand over to a member.
type Transfer struct{ Member sim.Node }

// AddMember adds a member to the cluster, as a voter or a learner, and starts it.
type AddMember struct{ Learner bool }

// RemoveMember removes a member from the cluster, for good.
type RemoveMember struct{ Member sim.Node }

// PromoteMember makes a learner a voter.
type PromoteMember struct{ Member sim.Node }

// ChangeMembers changes several members at once, by joint consensus: some are
// added and started, others made voters or removed.
type ChangeMembers struct {
	Add, AddLearner int
	Promote, Remove []sim.Node
}

// StartServer starts etcd: the server whose data are in a folder, or a new one.
type StartServer struct {
	Name, DataDir, Token string
	PeerURLs, ClientURLs []string // as advertised, sorted
	Initial              []string // name=URL
	Existing             bool     // it joins a cluster that exists
	LeaseCheckpoints     bool     // the option of that name
}

// StopServer stops a member in good order: what it has written is kept.
type StopServer struct{ Member sim.Node }

func (StartServer) act()   {}
func (StopServer) act()    {}
func (Transfer) act()      {}
func (AddMember) act()     {}
func (RemoveMember) act()  {}
func (PromoteMember) act() {}
func (ChangeMembers) act() {}
