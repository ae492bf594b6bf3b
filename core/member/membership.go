package member

import (
	"cmp"
	"slices"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/mvcc"
)

const (
	// LearnersMax bounds the learners of a cluster, as etcd 3.4 does.
	LearnersMax = 1
	// QuitDelay is how long a member that was removed goes on, so that what it
	// still has to say gets out (etcdserver/server.go, stopWithDelay).
	QuitDelay = second
	// healthTimeouts is for how many of the shortest election timeouts a
	// connection must have held to count as healthy: etcd's HealthInterval of 5 s,
	// at its default timeout of 1 s.
	healthTimeouts = 5
)

// Gone is what a member answers to one that was removed: it hears nothing else
// from it (etcdserver/server.go, Process, "cannot process message from removed
// member").
type Gone struct{ From raft.ID }

func (Gone) peer() {}

// askChange sends a change of the cluster on its way, unless it is refused at
// once: etcd's --strict-reconfig-check, which is on unless it is switched off
// (etcdserver/server.go, AddMember and what follows it).
func (m *Member) askChange(a asked, c api.ConfChange) {
	if err, refused := m.endangers(&c); refused {
		m.answer(a, err)
		return
	}
	m.propose(a, api.Proposal{Kind: api.ProposeConfChange, ConfChange: &c}, false)
}

func (m *Member) askAdd(a asked, q api.MemberAdd) {
	urls, err := api.CheckURLs(q.PeerURLs)
	if err != nil {
		m.answer(a, api.ErrMemberBadURLs)
		return
	}
	c := api.ConfChange{Kind: api.ConfAddMember, Member: api.Member{PeerURLs: urls, IsLearner: q.IsLearner,
		ID: api.MemberID(urls, "", m.date()/1_000_000_000)}}
	if q.IsLearner {
		c.Kind = api.ConfAddLearner
	}
	m.askChange(a, c)
}

func (m *Member) askUpdate(a asked, q api.MemberUpdate) {
	// etcd looks at the URLs that come through v2 alone, and a member that is told
	// to have none is lost.
	urls, err := api.CheckURLs(q.PeerURLs)
	if _, found := m.find(q.ID); err != nil && found {
		m.answer(a, api.ErrMemberBadURLs)
		return
	}
	m.askChange(a, api.ConfChange{Kind: api.ConfUpdateMember, Member: api.Member{ID: q.ID, PeerURLs: urls}})
}

// Change has a leader propose a change of the cluster that nobody waits for.
func (m *Member) Change(now raft.Time, c api.ConfChange, host Host) {
	m.begin(now, host)
	m.propose(asked{deadline: m.now + RequestTimeout}, api.Proposal{Kind: api.ProposeConfChange, ConfChange: &c}, true)
	m.settle()
}

// Endangers says why a change of the cluster would be refused before it is
// proposed, as far as this member knows. It is no event: the member is as it was
// afterwards, and does not keep the host.
func (m *Member) Endangers(now raft.Time, c api.ConfChange, host Host) error {
	before, own := m.now, m.host
	m.now, m.host = now, host
	defer func() { m.now, m.host = before, own }()
	if err, refused := m.endangers(&c); refused {
		return err
	}
	switch err := m.refusal(&c); err {
	case api.Error{}:
	case api.ErrMemberRemoved:
		return api.ErrMemberNotFound
	default:
		return err
	}
	if !m.promotable(&c) {
		return api.ErrLearnerNotReady
	}
	return nil
}

// promotable reports whether whom a change makes voters have what is committed.
func (m *Member) promotable(c *api.ConfChange) bool {
	for one := range c.Each {
		if one.Kind == api.ConfPromote && !m.inSync(one.Member.ID) {
			return false
		}
	}
	return true
}

// endangers reports whether a change could cost the cluster its quorum
// (etcdserver/server.go, mayAddMember, mayRemoveMember, mayPromoteMember).
func (m *Member) endangers(c *api.ConfChange) (err api.Error, refused bool) {
	if m.config.Bare {
		return api.Error{}, false
	}
	for one := range c.Each {
		if err, refused = m.endangersAlone(one); refused {
			break
		}
	}
	return err, refused
}

func (m *Member) endangersAlone(c *api.ConfChange) (api.Error, bool) {
	i, found := m.find(c.Member.ID)
	learner := found && m.cluster[i].IsLearner
	switch c.Kind {
	case api.ConfAddMember:
		if !m.startedQuorum(0, 1) {
			return api.ErrMemberNotEnough, true
		}
		if m.connected() < m.voters() {
			return api.ErrUnhealthy, true
		}
	case api.ConfAddLearner:
		if m.connected() < m.voters() {
			return api.ErrUnhealthy, true
		}
	case api.ConfRemoveMember:
		if learner {
			return api.Error{}, false
		}
		if !m.startedQuorum(c.Member.ID, 0) {
			return api.ErrMemberNotEnough, true
		}
		if _, active := m.host.ActiveFor(raft.ID(c.Member.ID)); c.Member.ID != m.config.Self.ID && !active {
			return api.Error{}, false // it is no part of the quorum that works
		}
		if voters := m.voters(); m.connected()-1 < 1+(voters-1)/2 {
			return api.ErrUnhealthy, true
		}
	case api.ConfPromote:
		if learner && !m.startedQuorum(0, 1) {
			return api.ErrMemberNotEnough, true
		}
	}
	return api.Error{}, false
}

// startedQuorum reports whether the voters that have been started would be a
// quorum without one of them, and with some more that are not started
// (etcdserver/api/membership/cluster.go, IsReadyToAddVotingMember).
func (m *Member) startedQuorum(without uint64, more int) bool {
	all, started := more, 0
	for i := range m.cluster {
		if x := &m.cluster[i]; !x.IsLearner && x.ID != without {
			all++
			if x.Name != "" {
				started++
			}
		}
	}
	if started == 1 && all == 2 && more == 1 {
		return true // one member may always get a second
	}
	return all > 0 && started >= all/2+1
}

func (m *Member) voters() (n int) {
	for i := range m.cluster {
		if !m.cluster[i].IsLearner {
			n++
		}
	}
	return n
}

// connected counts the voters to which a connection has held for a while, this
// member included.
func (m *Member) connected() (n int) {
	enough := healthTimeouts * m.config.Timeouts.ElectionMin
	for i := range m.cluster {
		x := &m.cluster[i]
		if x.IsLearner {
			continue
		}
		if span, active := m.host.ActiveFor(raft.ID(x.ID)); x.ID == m.config.Self.ID || active && span >= enough {
			n++
		}
	}
	return n
}

// permitted returns a proposal as a leader may append it. A change that what is
// applied rules out becomes an entry that changes nothing, as in etcd
// (raft.go, stepLeader, "ignoring conf change"); it is answered when it is
// applied. So is one that comes while another is not applied yet, for nobody
// knows whether it will be valid then, unless the rule that changes come one at
// a time is off.
func (m *Member) permitted(p raft.Propose) raft.Propose {
	if p.Kind != raft.ConfigChange || m.server.Role() != raft.Leader {
		return p
	}
	proposal, err := api.DecodeProposal(m.arena.Bytes(mvcc.Value(p.Payload)))
	if err != nil || proposal.Kind != api.ProposeConfChange {
		return p
	}
	c := proposal.ConfChange
	if m.changing() && m.config.Rules.On(raft.OneChange) || m.refusal(c) != (api.Error{}) || !m.promotable(c) {
		p.Kind = raft.Normal
	}
	return p
}

// permittedForward is permitted for what another member passes on.
func (m *Member) permittedForward(msg raft.Message) raft.Message {
	f := msg.(raft.Forward)
	p := m.permitted(f.Proposal)
	if p == f.Proposal {
		return msg
	}
	f.Proposal = p
	return f
}

// changing reports whether the log has a change that is not applied, or joint
// consensus has still to be left.
func (m *Member) changing() bool {
	log := m.server.Log()
	if len(m.server.Membership().Old) > 0 {
		return true
	}
	for i := max(m.server.Applied()+1, log.First()); i <= log.Last(); i++ {
		if e, _ := log.At(i); e.Kind == raft.ConfigChange || e.Kind == raft.LeaveJoint {
			return true
		}
	}
	return false
}

// inSync reports whether a learner has all that is committed. etcd contents
// itself with nine tenths of the leader's log; Raft asks for more
// (dissertation §4.2.1).
func (m *Member) inSync(id uint64) bool {
	for _, p := range m.server.Peers() {
		if p.ID == raft.ID(id) {
			return p.Match >= m.server.Commit()
		}
	}
	return false
}

// refusal says why a change cannot be, from what is applied
// (etcdserver/api/membership/cluster.go, ValidateConfigurationChange).
func (m *Member) refusal(c *api.ConfChange) api.Error {
	learners := 0
	for one := range c.Each {
		if one.Kind == api.ConfAddLearner {
			learners++
		}
		if err := m.refusalAlone(one); err != (api.Error{}) {
			return err
		}
	}
	if learners > LearnersMax {
		return api.ErrTooManyLearners
	}
	return api.Error{}
}

func (m *Member) refusalAlone(c *api.ConfChange) api.Error {
	i, found := m.find(c.Member.ID)
	if _, gone := slices.BinarySearch(m.removed, c.Member.ID); gone {
		return api.ErrMemberRemoved
	}
	switch c.Kind {
	case api.ConfAddMember, api.ConfAddLearner:
		learners := 0
		for k := range m.cluster {
			if m.cluster[k].IsLearner {
				learners++
			}
		}
		switch {
		case found:
			return api.ErrMemberExist
		case m.urlsTaken(c.Member):
			return api.ErrPeerURLExist
		case c.Kind == api.ConfAddLearner && learners >= LearnersMax:
			return api.ErrTooManyLearners
		}
	case api.ConfPromote:
		switch {
		case !found:
			return api.ErrMemberNotFound
		case !m.cluster[i].IsLearner:
			return api.ErrMemberNotLearner
		}
	case api.ConfUpdateMember:
		switch {
		case !found:
			return api.ErrMemberNotFound
		case m.urlsTaken(c.Member):
			return api.ErrPeerURLExist
		}
	case api.ConfRemoveMember:
		if !found {
			return api.ErrMemberNotFound
		}
	}
	return api.Error{}
}

func (m *Member) urlsTaken(by api.Member) bool {
	for i := range m.cluster {
		if x := &m.cluster[i]; x.ID != by.ID && slices.ContainsFunc(x.PeerURLs, func(u string) bool { return slices.Contains(by.PeerURLs, u) }) {
			return true
		}
	}
	return false
}

// applyConfChange changes the cluster. An entry that its leader made one that
// changes nothing says why, or is proposed again if nothing speaks against it
// any more, which is true.
func (m *Member) applyConfChange(c *api.ConfChange, kind raft.EntryKind) (resp api.Response, again bool) {
	if err := m.refusal(c); err != (api.Error{}) {
		return err, false
	}
	if kind != raft.ConfigChange {
		if !m.promotable(c) {
			return api.ErrLearnerNotReady, false
		}
		return nil, true
	}
	for one := range c.Each {
		m.applyChange(one)
	}
	if c.Kind != api.ConfSeveral || m.config.Rules.Off(raft.JointConsensus) {
		m.removeOutgoing()
	}
	return m.changed(c), false
}

// applyChange changes the cluster by one member.
func (m *Member) applyChange(c *api.ConfChange) {
	i, _ := m.find(c.Member.ID)
	cluster := slices.Clone(m.cluster)
	switch c.Kind {
	case api.ConfAddMember, api.ConfAddLearner:
		cluster = slices.Insert(cluster, i, c.Member)
		m.applyToV2(api.AddMemberOp(c.Member))
	case api.ConfPromote:
		cluster[i].IsLearner = false
		m.applyToV2(api.UpdateMemberOp(cluster[i]))
	case api.ConfUpdateMember:
		cluster[i].PeerURLs = c.Member.PeerURLs
		m.applyToV2(api.UpdateMemberOp(cluster[i]))
	case api.ConfRemoveMember:
		cluster = slices.Delete(cluster, i, i+1)
		m.outgoing = append(m.outgoing[:len(m.outgoing):len(m.outgoing)], c.Member.ID)
		ops := api.RemoveMemberOps(c.Member.ID)
		m.applyToV2(ops[0])
		m.applyToV2(ops[1])
	}
	m.cluster = cluster
}

// removeOutgoing ends the part of those who are removed: until joint consensus is
// left, the cluster needs a majority of them too.
func (m *Member) removeOutgoing() {
	for _, id := range m.outgoing {
		at, _ := slices.BinarySearch(m.removed, id)
		m.removed = slices.Insert(slices.Clone(m.removed), at, id)
		if id == m.config.Self.ID {
			m.leave(raft.None)
		}
	}
	m.outgoing = nil
}

func (m *Member) applyToV2(op api.V2Op) { m.v2.Apply(&op, m.date()) }

// changed is the answer to a change that was made.
func (m *Member) changed(c *api.ConfChange) api.Response {
	list := api.MemberListResponse{Header: m.clusterHeader(), Members: m.cluster}
	switch c.Kind {
	case api.ConfRemoveMember:
		return api.MemberRemoveResponse(list)
	case api.ConfUpdateMember:
		return api.MemberUpdateResponse(list)
	case api.ConfPromote:
		return api.MemberPromoteResponse(list)
	}
	return api.MemberAddResponse{Header: list.Header, Member: c.Member, Members: list.Members}
}

// clusterHeader heads answers about the cluster, which tell no revision.
func (m *Member) clusterHeader() api.ResponseHeader {
	h := m.header()
	h.Revision = 0
	return h
}

// leave has the member stop soon, for it is no member any more. From is who told
// it so; None if it has applied its removal.
func (m *Member) leave(from raft.ID) {
	if m.leaving || m.config.Bare {
		return
	}
	m.leaving = true
	m.host.Note(Removed{From: from}, nil)
	m.host.SetTimer(QuitTimer, m.now+QuitDelay)
}

// turnsAway answers a message of a member that was removed, and reports whether
// it was.
func (m *Member) turnsAway(msg raft.Message) bool {
	if len(m.removed) == 0 || m.config.Bare {
		return false
	}
	from, _ := msg.Says()
	if _, gone := slices.BinarySearch(m.removed, uint64(from)); !gone {
		return false
	}
	m.host.SendPeer(from, Gone{From: raft.ID(m.config.Self.ID)})
	return true
}

// HasRemoved reports whether the member knows another to have been removed.
func (m *Member) HasRemoved(id uint64) bool {
	_, gone := slices.BinarySearch(m.removed, id)
	return gone
}

// isLearner reports whether the member is a learner, as it has applied.
func (m *Member) isLearner() bool {
	i, found := m.find(m.config.Self.ID)
	return found && m.cluster[i].IsLearner
}

// forLearners reports whether a learner may answer a request
// (etcdserver/api/v3rpc/util.go, isRPCSupportedForLearner). What stands outside
// of v3 it may.
func forLearners(r api.Request) bool {
	switch q := r.(type) {
	case api.Status, api.Health, api.Version, api.V2Keys, api.V2Members, api.V2Leader, api.V2Stats, api.V2Machines, api.Metrics:
		return true
	case api.Range:
		return q.Serializable
	case api.MemberAdd:
		return q.V2
	case api.MemberRemove:
		return q.V2
	case api.MemberUpdate:
		return q.V2
	}
	return false
}

// find returns where a member is in the cluster, or would be.
func (m *Member) find(id uint64) (int, bool) {
	return slices.BinarySearchFunc(m.cluster, id, func(c api.Member, id uint64) int { return cmp.Compare(c.ID, id) })
}
