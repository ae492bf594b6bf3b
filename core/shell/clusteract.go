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

func (Transfer) act()      {}
func (AddMember) act()     {}
func (RemoveMember) act()  {}
func (PromoteMember) act() {}
