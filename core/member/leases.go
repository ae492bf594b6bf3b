package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/wire"
	"raftarium/mvcc/lease"
)

const (
	// minLeaseTTL is the shortest TTL of a lease, in seconds: etcd's for an
	// election timeout of a second, whatever the profile.
	minLeaseTTL = 2
	// revokeRetry is how long a leader waits for the end of a lease that it has
	// proposed before it does so again (lease/lessor.go, expiredleaseRetryInterval).
	revokeRetry = 3 * second
	// revokesMax is how many leases are revoked at once; more wait for revokePause.
	revokesMax  = lease.RevokesPerSecond / 2
	revokePause = second / 2
	// leaseRetry is how long a member waits for what the leader says of a lease
	// before it asks again: a message may have been lost.
	leaseRetry = second / 2
)

// revoking is a lease whose end the leader has proposed, and when.
type revoking struct {
	id int64
	at raft.Time
}

// PeerMessage is what members say to each other besides Raft: a Gone, a LeaseAsk or a
// LeaseTell.
type PeerMessage interface{ peer() }

// LeaseAsk asks the leader, who alone knows when leases run out, about one for a
// client of the sender: to renew it, or for the time that is left. In etcd it
// goes over HTTP to the leader's peer port (lease/leasehttp).
type LeaseAsk struct {
	From  raft.ID
	Seq   uint64
	ID    int64
	Renew bool
	Keys  bool
}

// LeaseTell is what the leader answers. Found is false if there is no such lease.
type LeaseTell struct {
	Seq   uint64
	Found bool
	TTL   int64 // as granted, in seconds
	Left  int64 // seconds
	Keys  [][]byte
}

func (LeaseAsk) peer()  {}
func (LeaseTell) peer() {}

// leaseAsking is a client's request about leases that awaits what the leader
// says of each.
type leaseAsking struct {
	asked
	seq     uint64
	renewed []api.LeaseRenewal // of a LeaseKeepAlive
}

// next is what to ask the leader.
func (l *leaseAsking) next() LeaseAsk {
	switch q := l.parsed.(type) {
	case api.LeaseKeepAlive:
		return LeaseAsk{Seq: l.seq, ID: q.IDs[len(l.renewed)], Renew: true}
	case api.LeaseTimeToLive:
		return LeaseAsk{Seq: l.seq, ID: q.ID, Keys: q.Keys}
	}
	panic("member: a request that asks no leader")
}

// askGrant proposes a lease; the member chooses an ID where none is given.
func (m *Member) askGrant(a asked, q api.LeaseGrant) {
	for q.ID == 0 {
		q.ID = int64(m.requests.nextID() & (1<<63 - 1))
	}
	m.propose(a, api.Proposal{Kind: api.ProposeLeaseGrant, Lease: q}, false)
}

// askLease asks the leader about leases.
func (m *Member) askLease(a asked) {
	if q, ok := a.parsed.(api.LeaseKeepAlive); ok && len(q.IDs) == 0 {
		m.answer(a, api.LeaseKeepAliveResponse{Header: m.header()})
		return
	}
	m.requests.leases = append(m.requests.leases, leaseAsking{asked: a, seq: m.requests.nextID()})
	m.askLeases()
	m.setDeadline()
}

// askLeases asks the leader what is not answered yet, and sees to it that it is
// asked again.
func (m *Member) askLeases() {
	if m.server.Role() == raft.Leader {
		m.ownLeases()
	} else if leader := m.server.Leader(); leader != raft.None {
		for i := range m.requests.leases {
			ask := m.requests.leases[i].next()
			ask.From = raft.ID(m.config.Self.ID)
			m.host.SendPeer(leader, ask)
		}
	}
	if len(m.requests.leases) > 0 {
		m.host.SetTimer(LeaseAskTimer, m.now+leaseRetry)
	} else {
		m.host.StopTimer(LeaseAskTimer)
	}
}

// ownLeases answers what the leader knows itself.
func (m *Member) ownLeases() {
	for again := true; again; {
		again = false
		for i := range m.requests.leases {
			if tell, ok := m.tellLease(m.requests.leases[i].next()); ok {
				m.leaseTold(tell)
				again = true
				break
			}
		}
	}
}

// tellLease answers a question as the leader. A lease that has run out is not
// spoken of before its revocation is applied.
func (m *Member) tellLease(ask LeaseAsk) (LeaseTell, bool) {
	tell := LeaseTell{Seq: ask.Seq}
	now := lease.Time(m.now)
	g, found := m.lessor.Lookup(ask.ID)
	if !m.lessor.Primary() {
		return tell, false
	}
	if !found {
		return tell, true
	}
	if ask.Renew {
		var err error
		var forget bool
		if g, forget, err = m.lessor.Renew(now, ask.ID); err != nil {
			return tell, false
		}
		if forget && m.config.LeaseCheckpoints {
			m.proposeCheckpoints([]lease.Checkpoint{{ID: ask.ID}})
		}
		m.setCheckpointTimer()
		m.tally.meters.renewed++
		m.setLeaseTimer()
	}
	tell.Found, tell.TTL, tell.Left = true, g.TTL, g.Remaining(now)
	if ask.Keys {
		m.kv.Leased(ask.ID, func(key string) bool {
			tell.Keys = append(tell.Keys, []byte(key))
			return true
		})
	}
	return tell, true
}

// ReceivePeer hands the member what another says besides Raft.
func (m *Member) ReceivePeer(now raft.Time, msg PeerMessage, host Host) {
	m.begin(now, host)
	switch msg := msg.(type) {
	case LeaseAsk:
		if m.server.Role() == raft.Leader {
			if tell, ok := m.tellLease(msg); ok {
				m.host.SendPeer(msg.From, tell)
			}
		}
	case LeaseTell:
		m.leaseTold(msg)
	case Gone:
		m.leave(msg.From)
	}
	m.settle()
}

// leaseTold takes what the leader says. A lease's own keys are the member's to
// tell no more than its time.
func (m *Member) leaseTold(t LeaseTell) {
	for i := range m.requests.leases {
		l := &m.requests.leases[i]
		if l.seq != t.Seq {
			continue
		}
		resp := m.leaseResponse(l, t)
		if resp == nil {
			l.seq = m.requests.nextID()
			m.askLeases()
			return
		}
		a := l.asked
		m.requests.leases = append(m.requests.leases[:i:i], m.requests.leases[i+1:]...)
		m.answer(a, resp)
		m.setDeadline()
		return
	}
}

// leaseResponse is the answer to the client, nil if there is more to ask.
func (m *Member) leaseResponse(l *leaseAsking, t LeaseTell) api.Response {
	switch q := l.parsed.(type) {
	case api.LeaseKeepAlive:
		renewal := api.LeaseRenewal{ID: q.IDs[len(l.renewed)]}
		if t.Found {
			renewal.TTL = t.TTL
		}
		l.renewed = append(l.renewed[:len(l.renewed):len(l.renewed)], renewal)
		if len(l.renewed) < len(q.IDs) {
			return nil
		}
		return api.LeaseKeepAliveResponse{Header: m.header(), Renewed: l.renewed}
	case api.LeaseTimeToLive:
		if !t.Found {
			return api.LeaseTimeToLiveResponse{Header: m.header(), ID: q.ID, TTL: -1}
		}
		return api.LeaseTimeToLiveResponse{Header: m.header(), ID: q.ID, TTL: t.Left, GrantedTTL: t.TTL, Keys: t.Keys}
	}
	return nil
}

// leaseList answers with all leases, from what the member itself has applied.
func (m *Member) leaseList() api.Response {
	resp := api.LeaseLeasesResponse{Header: m.header()}
	for _, g := range m.lessor.InOrderOfExpiry() {
		resp.IDs = append(resp.IDs, g.ID)
	}
	return resp
}

// grant adds a lease, as a proposal says.
func (m *Member) grant(q api.LeaseGrant) api.Response {
	g, err := m.lessor.Grant(lease.Time(m.now), q.ID, q.TTL)
	if err != nil {
		return storeError(err)
	}
	m.tally.meters.granted++
	m.setCheckpointTimer()
	return api.LeaseGrantResponse{Header: m.header(), ID: g.ID, TTL: g.TTL}
}

// revoke ends a lease, as a proposal says.
func (m *Member) revoke(id int64) api.Response {
	m.revoking = filter(m.revoking, func(r revoking) bool { return r.id != id })
	var did operations
	m.kv.Leased(id, func(string) bool { did.deletes++; return true })
	if err := m.lessor.Revoke(m.kv, id); err != nil {
		return storeError(err)
	}
	m.tally.meters.did(did)
	m.tally.meters.revoked++
	return api.LeaseRevokeResponse{Header: m.header()}
}

// leadLeases takes note of a new role: the leader alone decides what runs out,
// and what it did not see being renewed gets its whole time anew, and an election
// timeout more.
func (m *Member) leadLeases(leads bool) {
	if leads == m.lessor.Primary() {
		return
	}
	m.revoking = nil
	if leads {
		m.lessor.Promote(lease.Time(m.now), lease.Time(m.config.Timeouts.ElectionMax))
		if m.lessor.Len() > 0 {
			m.setCheckpointTimer()
		}
	} else {
		m.lessor.Demote()
		if m.checkpointAt != 0 {
			m.checkpointAt = 0
			m.host.StopTimer(CheckpointTimer)
		}
	}
	m.setLeaseTimer()
}

// setLeaseTimer sets the timer to when the leader has to do something about
// leases: when the next one runs out, or when to propose the end of one again.
func (m *Member) setLeaseTimer() {
	at := raft.Time(0)
	sooner := func(t raft.Time) {
		if at == 0 || t < at {
			at = t
		}
	}
	if next, ok := m.lessor.NextExpiry(lease.Time(m.now)); ok {
		sooner(raft.Time(next))
	}
	for _, r := range m.revoking {
		sooner(r.at + revokeRetry)
	}
	if m.pause != 0 {
		sooner(m.pause)
	}
	if at == m.leaseTimer {
		return
	}
	if m.leaseTimer = at; at == 0 {
		m.host.StopTimer(LeaseTimer)
		return
	}
	m.host.SetTimer(LeaseTimer, at)
}

// expireLeases proposes the end of every lease that has run out.
func (m *Member) expireLeases() {
	m.leaseTimer, m.pause = 0, 0
	if m.server.Role() != raft.Leader {
		return
	}
	proposed := 0
	for _, id := range m.lessor.Expired(lease.Time(m.now), m.lessor.Len()) {
		r := m.revokingOf(id)
		if r != nil && r.at+revokeRetry > m.now {
			continue
		}
		if proposed == revokesMax {
			m.pause = m.now + revokePause
			break
		}
		if r == nil {
			m.tally.meters.expired++
			m.revoking = append(m.revoking, revoking{id: id})
			r = &m.revoking[len(m.revoking)-1]
		}
		r.at = m.now
		proposed++
		m.propose(asked{deadline: m.now + RequestTimeout}, api.Proposal{Kind: api.ProposeLeaseRevoke, Lease: api.LeaseGrant{ID: id}}, true)
	}
	m.setLeaseTimer()
}

func (m *Member) revokingOf(id int64) *revoking {
	for i := range m.revoking {
		if m.revoking[i].id == id {
			return &m.revoking[i]
		}
	}
	return nil
}

func (l *leaseAsking) code(c *wire.Coder) {
	l.asked.code(c, false)
	c.Uint64(&l.seq)
	wire.List(c, &l.renewed, func(r *api.LeaseRenewal) {
		c.Int64(&r.ID)
		c.Int64(&r.TTL)
	})
	if !c.Decoding() {
		return
	}
	switch q := l.parsed.(type) {
	case api.LeaseTimeToLive:
		return
	case api.LeaseKeepAlive:
		if len(l.renewed) < len(q.IDs) {
			return
		}
	}
	c.Fail("a question about leases that asks for nothing")
	l.parsed = api.LeaseTimeToLive{}
}

// Code walks over what members say to each other besides Raft.
func (a *LeaseAsk) Code(c *wire.Coder) {
	c.Uint64((*uint64)(&a.From))
	c.Uint64(&a.Seq)
	c.Int64(&a.ID)
	c.Bool(&a.Renew)
	c.Bool(&a.Keys)
}

// Code walks over what the leader says of a lease.
func (t *LeaseTell) Code(c *wire.Coder) {
	c.Uint64(&t.Seq)
	c.Bool(&t.Found)
	c.Int64(&t.TTL)
	c.Int64(&t.Left)
	wire.List(c, &t.Keys, c.Bytes)
}
