package member

import (
	"slices"

	"raftarium/core/api"
	"raftarium/core/raft"
)

// requests is what a member owes to its clients.
type requests struct {
	base    uint64 // the upper part of the IDs of this start
	count   uint64
	held    []held    // came before the member was ready
	waiting []waiting // for an entry to be applied
	reads   []reading // for a read index, and for it to be applied
	leases  []leaseAsking
	moves   []moving // for another to lead
}

// asked is a request and who made it.
type asked struct {
	client   Client
	request  Request
	parsed   api.Request
	deadline raft.Time
	contest  uint64 // that it is a step of; 0: the client asked for it
}

// held is a request that has not been looked at.
type held struct {
	client  Client
	request Request
}

// waiting is a proposal under way. Those that the member makes for itself have
// no client.
type waiting struct {
	asked
	id      uint64
	propose raft.Propose
	sent    bool
	own     bool
}

// reading is a linearizable read.
type reading struct {
	asked
	seq   uint64
	ready bool
	index raft.Index
}

func (r *requests) clone() requests {
	c := *r
	c.held = append([]held(nil), r.held...)
	c.waiting = append([]waiting(nil), r.waiting...)
	c.reads = append([]reading(nil), r.reads...)
	c.leases = append([]leaseAsking(nil), r.leases...)
	c.moves = append([]moving(nil), r.moves...)
	return c
}

// requestBase makes the IDs of requests unique over members and starts, as
// etcd's idutil does: two bytes of the member's ID, the moment of the start,
// and a count.
func (m *Member) requestBase(now raft.Time) uint64 {
	return m.config.Self.ID<<48 | uint64(now/1_000_000)&(1<<40-1)<<8
}

func (r *requests) nextID() uint64 {
	r.count++
	return r.base + r.count
}

// Ask hands the member a client's request.
func (m *Member) Ask(now raft.Time, client Client, r Request, host Host) {
	m.begin(now, host)
	if m.published {
		m.ask(client, r)
	} else {
		m.requests.held = append(m.requests.held, held{client, r})
	}
	m.settle()
}

// Cancel forgets a request whose client does not wait any more. What it
// proposed may still take effect.
func (m *Member) Cancel(now raft.Time, client Client, conn uint64, host Host) {
	m.begin(now, host)
	gone := func(c Client, r Request) bool { return c == client && r.Conn == conn }
	m.requests.held = filter(m.requests.held, func(h held) bool { return !gone(h.client, h.request) })
	m.requests.waiting = filter(m.requests.waiting, func(w waiting) bool { return w.own || !gone(w.client, w.request) })
	m.requests.reads = filter(m.requests.reads, func(r reading) bool { return !gone(r.client, r.request) })
	m.requests.leases = filter(m.requests.leases, func(l leaseAsking) bool { return !gone(l.client, l.request) })
	m.closeWatches(gone)
	m.closeWaits(gone)
	m.requests.moves = filter(m.requests.moves, func(v moving) bool { return !gone(v.client, v.request) })
	m.closeContests(gone)
	m.settle()
}

// patience is how long a client waits for the answer, 0 if it does not say, or
// longer than the member tries.
func (r *Request) patience() raft.Time {
	if r.HTTP == nil {
		return 0
	}
	if p, _ := r.HTTP.Patience(); p > 0 && raft.Time(p) < RequestTimeout {
		return raft.Time(p)
	}
	return 0
}

// filter returns a slice of those elements that keep wants, in place.
func filter[T any](list []T, keep func(T) bool) []T {
	kept := list[:0]
	for _, e := range list {
		if keep(e) {
			kept = append(kept, e)
		}
	}
	clear(list[len(kept):])
	return kept
}

// ask answers what can be answered at once, and sends the rest on its way.
func (m *Member) ask(client Client, r Request) {
	a := asked{client: client, request: r, parsed: r.API, deadline: m.now + RequestTimeout}
	if r.HTTP != nil {
		parsed, failed := api.Route(*r.HTTP, m.meta())
		if failed != nil {
			m.host.Reply(client, Reply{Conn: r.Conn, HTTP: failed})
			return
		}
		a.parsed = parsed
		if p := r.patience(); p != 0 {
			a.deadline = m.now + p
		}
	}
	if m.isLearner() && !forLearners(a.parsed) {
		m.answer(a, api.ErrLearnerNotSupported)
		return
	}
	if m.server.Leader() == raft.None && r.needs() {
		m.answer(a, api.ErrNoLeader)
		return
	}
	m.do(a)
}

// do answers a request that a member may be asked, or sends it on its way.
func (m *Member) do(a asked) {
	switch q := a.parsed.(type) {
	case api.MemberAdd:
		m.askAdd(a, q)
	case api.MemberRemove:
		m.askChange(a, api.ConfChange{Kind: api.ConfRemoveMember, Member: api.Member{ID: q.ID}})
	case api.MemberUpdate:
		m.askUpdate(a, q)
	case api.MemberPromote:
		m.askChange(a, api.ConfChange{Kind: api.ConfPromote, Member: api.Member{ID: q.ID}})
	case api.MoveLeader:
		m.askMove(a, q)
	case api.Lock, api.Unlock, api.Campaign, api.Proclaim, api.Resign, api.ElectionLeader, api.Observe:
		m.askContest(a)
	case api.Metrics:
		m.answer(a, m.metrics())
	case api.V2Stats:
		m.askStats(a, q)
	case api.V2Machines:
		m.answer(a, api.V2MachinesResponse{ClientURLs: m.machines()})
	case api.V2Leader:
		m.answer(a, m.v2Leader())
	case api.Health:
		m.askHealth(a)
	case api.V2Keys:
		m.askV2(a, q)
	case api.Put:
		m.askPut(a, q)
	case api.DeleteRange:
		m.askDelete(a, q)
	case api.Range:
		m.askRange(a, q)
	case api.Version:
		m.answer(a, api.VersionResponse{Server: ServerVersion, Cluster: m.shownVersion()})
	case api.V2Members:
		m.answer(a, api.V2MembersResponse{Members: m.cluster})
	case api.MemberList:
		m.answer(a, api.MemberListResponse{Header: m.clusterHeader(), Members: m.cluster})
	case api.Status, api.Alarm, api.Defragment, api.Hash, api.HashKV:
		m.askMaintenance(a)
	case api.Txn:
		m.askTxn(a, q)
	case api.Compaction:
		m.propose(a, api.Proposal{Kind: api.ProposeCompaction, Compaction: q}, false)
	case api.LeaseGrant:
		m.askGrant(a, q)
	case api.LeaseRevoke:
		m.propose(a, api.Proposal{Kind: api.ProposeLeaseRevoke, Lease: api.LeaseGrant{ID: q.ID}}, false)
	case api.LeaseKeepAlive, api.LeaseTimeToLive:
		m.askLease(a)
	case api.LeaseLeases:
		m.answer(a, m.leaseList())
	case api.Watch:
		m.askWatch(a, q)
	default:
		m.answer(a, api.NotYet{What: "this request"})
	}
}

// shownVersion is the cluster's version as /version shows it.
func (m *Member) shownVersion() string {
	if m.version == "" {
		return "not_decided"
	}
	return m.version
}

// meta is what answers over HTTP need besides themselves.
func (m *Member) meta() api.Meta { return api.Meta{ClusterID: m.config.ClusterID, Now: m.date()} }

// date is the time as a date, in nanoseconds since 1970.
func (m *Member) date() int64 { return m.config.Epoch + int64(m.now) }

func (m *Member) header() api.ResponseHeader {
	return api.ResponseHeader{ClusterID: m.config.ClusterID, MemberID: m.config.Self.ID,
		Revision: m.kv.Revision(), RaftTerm: uint64(m.server.Term())}
}

func (m *Member) status() api.StatusResponse {
	s := m.server
	var errs []string
	if s.Leader() == raft.None {
		errs = []string{api.ErrNoLeader.Text}
	}
	for _, alarm := range m.alarms {
		errs = append(errs, alarm.String())
	}
	return api.StatusResponse{Errors: errs, Header: m.header(), Version: ServerVersion,
		DBSize: backendSize(max(m.allocated, m.kv.Records())), DBSizeInUse: backendSize(m.kv.Records()),
		Leader: uint64(s.Leader()), RaftIndex: uint64(s.Commit()), RaftTerm: uint64(s.Term()), RaftAppliedIndex: uint64(s.Applied()), IsLearner: m.isLearner()}
}

// backendSize is about what etcd's backend would take on disk: bbolt's pages,
// five for an empty store, and for each change of a key some bytes.
func backendSize(records int) int64 {
	const page, recordBytes = 4096, 64
	return page * (5 + (int64(records)*recordBytes+page-1)/page)
}

// answer answers a client.
func (m *Member) answer(a asked, resp api.Response) {
	if health, asked := resp.(api.HealthResponse); asked {
		m.tally.meters.checked(health.Healthy)
	}
	if a.contest != 0 {
		m.arrived = append(m.arrived, arrival{a.contest, resp})
		return
	}
	m.host.Note(m.told.answered(&Answered{Client: a.client, Conn: a.request.Conn, Request: a.parsed, Outcome: outcomeOf(a.parsed, resp)}), nil)
	r := Reply{Conn: a.request.Conn}
	if resp == api.ErrMemberRemoved && a.request.HTTP == nil {
		resp = api.ErrMemberNotFound
	}
	if a.request.HTTP != nil {
		http := api.Render(a.parsed, resp, m.meta())
		r.HTTP = &http
	} else {
		r.API = resp
	}
	m.host.Reply(a.client, r)
}

// propose sends a proposal on its way. Without a known leader it waits for one.
func (m *Member) propose(a asked, p api.Proposal, own bool) {
	p.ID = m.requests.nextID()
	m.buffer = api.EncodeProposal(m.buffer[:0], p)
	if len(m.buffer) > RequestBytesMax {
		m.answer(a, api.ErrRequestTooLarge)
		return
	}
	kind := raft.Normal
	if p.Kind == api.ProposeConfChange {
		kind = raft.ConfigChange
	}
	w := waiting{asked: a, id: p.ID, own: own,
		propose: raft.Propose{Kind: kind, Payload: raft.Payload(m.arena.Add(m.buffer)), Size: uint32(len(m.buffer))}}
	m.requests.waiting = append(m.requests.waiting, w)
	m.sendWaiting()
	m.setDeadline()
}

// refuse answers a proposal that the leader has no room for.
func (m *Member) refuse(a asked) {
	if _, health := a.parsed.(api.Health); health {
		m.answer(a, api.HealthResponse{})
	} else {
		m.answer(a, api.ErrTooManyRequests)
	}
	m.setDeadline()
}

// sendWaiting hands Raft the proposals and reads that wait for a leader, if
// one is known. Proposals that waited together are proposed together.
func (m *Member) sendWaiting() {
	if m.server == nil || m.server.Leader() == raft.None {
		return
	}
	together := m.told.together[:0]
	for i := range m.requests.waiting {
		if w := &m.requests.waiting[i]; !w.sent {
			w.sent = true
			if w.propose.Kind == raft.ConfigChange {
				m.todo = append(m.todo, todo{propose: w.propose})
				continue
			}
			together = append(together, w.propose)
		}
	}
	switch m.told.together = together; len(together) {
	case 0:
	case 1:
		m.todo = append(m.todo, todo{propose: together[0]})
	default:
		m.todo = append(m.todo, todo{event: raft.Batch{Proposals: slices.Clone(together)}})
	}
	for i := range m.requests.reads {
		if r := &m.requests.reads[i]; !r.ready {
			m.todo = append(m.todo, todo{event: raft.Read{Seq: r.seq}})
		}
	}
}

// sendAgain hands Raft a proposal once more that has come to nothing.
func (m *Member) sendAgain(id uint64) {
	for i := range m.requests.waiting {
		if w := &m.requests.waiting[i]; w.id == id {
			w.sent = false
		}
	}
	m.sendWaiting()
}

// setDeadline sets the timer to the request that times out first.
func (m *Member) setDeadline() {
	first := raft.Time(0)
	sooner := func(at raft.Time) {
		if first == 0 || at < first {
			first = at
		}
	}
	for i := range m.requests.waiting {
		sooner(m.requests.waiting[i].deadline)
	}
	for i := range m.requests.reads {
		sooner(m.requests.reads[i].deadline)
	}
	for i := range m.requests.moves {
		sooner(m.requests.moves[i].deadline)
	}
	for i := range m.requests.leases {
		sooner(m.requests.leases[i].deadline)
	}
	if first == 0 {
		m.host.StopTimer(RequestTimer)
		return
	}
	m.host.SetTimer(RequestTimer, first)
}

// expireRequests fails what has waited too long, as etcd does.
func (m *Member) expireRequests() {
	fail := func(a asked, err api.Error) {
		if a.request.patience() != 0 {
			m.answer(a, api.ErrContextDeadline)
			return
		}
		switch a.parsed.(type) {
		case api.Health:
			m.answer(a, api.HealthResponse{})
		case api.V2Keys:
			m.answer(a, api.ErrTimeout)
		default:
			m.answer(a, err)
		}
	}
	m.requests.waiting = filter(m.requests.waiting, func(w waiting) bool {
		if w.deadline > m.now {
			return true
		}
		m.tally.meters.failed++
		switch {
		case w.own:
		case w.sent:
			fail(w.asked, api.ErrTimeout)
		default:
			fail(w.asked, api.ErrNeverProposed)
		}
		return false
	})
	m.requests.reads = filter(m.requests.reads, func(r reading) bool {
		if r.deadline > m.now {
			return true
		}
		fail(r.asked, api.ErrTimeout)
		return false
	})
	m.requests.moves = filter(m.requests.moves, func(v moving) bool {
		if v.deadline > m.now {
			return true
		}
		fail(v.asked, api.ErrTimeoutLeaderTransfer)
		return false
	})
	m.requests.leases = filter(m.requests.leases, func(l leaseAsking) bool {
		if l.deadline > m.now {
			return true
		}
		if m.server.Leader() == raft.None {
			fail(l.asked, api.ErrNoLeader)
		} else {
			fail(l.asked, api.ErrTimeout)
		}
		return false
	})
	m.setDeadline()
}

// Proposed returns what the member has made of a client's request for the log,
// and whether it has and waits for it to be applied.
func (m *Member) Proposed(client Client, conn uint64) (raft.Payload, bool) {
	for i := range m.requests.waiting {
		if w := &m.requests.waiting[i]; !w.own && w.client == client && w.request.Conn == conn {
			return w.propose.Payload, true
		}
	}
	return 0, false
}

// take removes and returns the proposal with an ID.
func (r *requests) take(id uint64) (waiting, bool) {
	for i, w := range r.waiting {
		if w.id == id {
			last := copy(r.waiting[i:], r.waiting[i+1:]) + i
			r.waiting[last] = waiting{}
			r.waiting = r.waiting[:last]
			return w, true
		}
	}
	return waiting{}, false
}
