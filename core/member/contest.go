package member

import (
	"raftarium/core/api"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// contest is a client's lock or election that the member takes through its
// steps, each a request of its own (etcdserver/api/v3lock, v3election). As in
// etcd its lease is nobody's to keep alive but the client's: the session that the
// server makes for each call is given up at once (Session.Orphan), so that the
// key of one who waits longer than the TTL, the 60 s of SessionTTL too, is gone.
// Nobody looks whether it is before the answer says that the lock is held: later
// releases do (clientv3/concurrency/mutex.go).
type contest struct {
	asked
	id      uint64
	step    contestStep
	lease   int64
	created int64  // when the own key was
	key     string // whose change is awaited
	since   int64  // after which revision
	begun   bool   // of an Observe: the head of the answer has been sent
	header  api.ResponseHeader
}

type contestStep uint8

const (
	granting   contestStep = iota // a lease
	contending                    // putting the own key
	proclaiming
	looking  // for who is older
	awaiting // for key to go
	single   // one request, whose answer is all
	seeking  // whom to observe
	observing
)

// arrival is the answer to a step.
type arrival struct {
	contest uint64
	resp    api.Response
}

// askContest begins what a client asks of a lock or an election.
func (m *Member) askContest(a asked) {
	c := contest{asked: a, id: m.requests.nextID(), step: single}
	leader, mine := (*api.LeaderKey)(nil), false
	var first api.Request
	switch q := a.parsed.(type) {
	case api.Lock:
		c.lease = q.Lease
	case api.Campaign:
		c.lease = q.Lease
	case api.Unlock:
		first = api.DeleteRange{Key: q.Key}
	case api.ElectionLeader:
		first = api.Oldest(api.ContestPrefix(q.Name))
	case api.Observe:
		c.step, first = seeking, api.Oldest(api.ContestPrefix(q.Name))
	case api.Proclaim:
		if leader, mine = q.Leader, true; leader != nil {
			first = api.IfStill(string(leader.Key), leader.Rev, api.Put{Key: leader.Key, Value: q.Value, Lease: leader.Lease})
		}
	case api.Resign:
		if leader, mine = q.Leader, true; leader != nil {
			first = api.IfStill(string(leader.Key), leader.Rev, api.DeleteRange{Key: leader.Key})
		}
	}
	switch {
	case mine && leader == nil:
		m.answer(a, api.ErrMissingLeaderKey)
		return
	case first == nil && c.lease == 0:
		c.step, first = granting, api.LeaseGrant{TTL: api.SessionTTL}
	case first == nil:
		c.step, first = contending, c.contend()
	}
	m.contests = append(m.contests, c)
	m.take(&c, first)
}

// prefix is what the keys of the contest begin with.
func (c *contest) prefix() string {
	switch q := c.parsed.(type) {
	case api.Lock:
		return api.ContestPrefix(q.Name)
	case api.Campaign:
		return api.ContestPrefix(q.Name)
	case api.Observe:
		return api.ContestPrefix(q.Name)
	}
	return ""
}

func (c *contest) own() string { return api.ContestKey(c.prefix(), c.lease) }

func (c *contest) contend() api.Request {
	q, _ := c.parsed.(api.Campaign)
	return api.Contend(c.prefix(), c.own(), q.Value, c.lease)
}

// take asks the member itself what a step needs.
func (m *Member) take(c *contest, step api.Request) {
	m.do(asked{client: c.client, request: c.request, parsed: step, contest: c.id, deadline: m.now + RequestTimeout})
}

// carryOn takes the next step of a contest after the answer to the last one.
func (m *Member) carryOn(a arrival) {
	c := m.contestOf(a.contest)
	if c == nil {
		return // its client has gone
	}
	if err, failed := a.resp.(api.Error); failed {
		err.Code = api.Unknown // as the server tells the errors of its own client
		m.failContest(c, err)
		return
	}
	// Of bytes that fit badly a step may have another's answer, which reads as none.
	txn, _ := a.resp.(api.TxnResponse)
	r, _ := a.resp.(api.RangeResponse)
	switch c.step {
	case granting:
		grant, _ := a.resp.(api.LeaseGrantResponse)
		c.lease, c.step = grant.ID, contending
		m.take(c, c.contend())
	case contending:
		m.contended(c, txn)
	case proclaiming:
		if !txn.Succeeded {
			m.failContest(c, api.ErrElectionNotLeader)
			return
		}
		m.look(c)
	case looking:
		if len(r.KVs) > 0 {
			c.step, c.key, c.since = awaiting, string(r.KVs[0].Key), r.Header.Revision
			m.watchContest(c)
			return
		}
		if _, lock := c.parsed.(api.Lock); lock {
			c.header = r.Header
		}
		m.won(c)
	case seeking:
		c.step, c.key, c.since = observing, "", r.Header.Revision
		if len(r.KVs) > 0 {
			m.tellObserver(c, r.Header, r.KVs[0])
		}
		m.watchContest(c)
	case single:
		m.endContest(c, c.singleAnswer(a.resp))
	}
}

// contended goes on when the own key is there.
func (m *Member) contended(c *contest, r api.TxnResponse) {
	c.header = r.Header
	var found *api.KeyValue
	c.created, found = api.Contended(r)
	q, election := c.parsed.(api.Campaign)
	if election && found != nil && string(found.Value) != string(q.Value) {
		c.step = proclaiming
		m.take(c, api.IfStill(c.own(), c.created, api.Put{Key: []byte(c.own()), Value: q.Value, Lease: c.lease}))
		return
	}
	if !election && len(r.Responses) == 2 {
		if oldest, _ := r.Responses[1].(api.RangeResponse); len(oldest.KVs) == 0 || oldest.KVs[0].CreateRevision == c.created {
			m.won(c)
			return
		}
	}
	m.look(c)
}

func (m *Member) look(c *contest) {
	c.step = looking
	m.take(c, api.Before(c.prefix(), c.created))
}

func (m *Member) won(c *contest) {
	switch q := c.parsed.(type) {
	case api.Lock:
		m.endContest(c, api.LockResponse{Header: c.header, Key: []byte(c.own())})
	case api.Campaign:
		m.endContest(c, api.CampaignResponse{Header: c.header,
			Leader: api.LeaderKey{Name: q.Name, Key: []byte(c.own()), Rev: c.created, Lease: c.lease}})
	}
}

func (c *contest) singleAnswer(resp api.Response) api.Response {
	switch r := resp.(type) {
	case api.RangeResponse:
		if len(r.KVs) == 0 {
			return api.ErrElectionNoLeader
		}
		return api.LeaderResponse{Header: r.Header, KV: r.KVs[0]}
	case api.DeleteRangeResponse:
		return api.ContestResponse{Header: r.Header}
	case api.TxnResponse:
		if _, proclaims := c.parsed.(api.Proclaim); proclaims && !r.Succeeded {
			return api.ErrElectionNotLeader
		}
		return api.ContestResponse{Header: r.Header}
	}
	return api.Error{Code: api.Unknown, Text: "this step has another answer"}
}

// watchContests looks whether what contests wait for has happened: it is done
// after each entry, so that nothing is missed.
func (m *Member) watchContests() {
	for i := 0; i < len(m.contests); i++ {
		m.watchContest(&m.contests[i])
	}
}

func (m *Member) watchContest(c *contest) {
	switch c.step {
	case awaiting:
		if kv, there := m.kv.Get(c.key); !there || kv.Create > c.since {
			m.look(c)
		}
	case observing:
		m.observe(c)
	}
}

// observe tells of what the leader of an election proclaims, looks for the next
// one when it has gone, and waits for the first where there is none.
func (m *Member) observe(c *contest) {
	if c.key == "" {
		first, _ := m.kv.Range(c.prefix(), mvcc.PrefixEnd(c.prefix()),
			mvcc.RangeOptions{MinMod: c.since, Target: mvcc.SortByMod, Order: mvcc.SortAscend, Limit: 1})
		if len(first.KVs) == 0 {
			return
		}
		header := m.header()
		header.Revision = first.KVs[0].Mod
		m.tellObserver(c, header, m.keyValue(&first.KVs[0]))
	}
	switch kv, there := m.kv.Get(c.key); {
	case !there || kv.Create > c.since:
		c.step = seeking
		m.take(c, api.Oldest(c.prefix()))
	case kv.Mod > c.since:
		m.tellObserver(c, m.header(), m.keyValue(&kv))
	}
}

func (m *Member) tellObserver(c *contest, header api.ResponseHeader, kv api.KeyValue) {
	c.key, c.since = string(kv.Key), header.Revision
	http := api.RenderObserved(api.LeaderResponse{Header: header, KV: kv}, !c.begun, m.meta())
	c.begun = true
	m.host.Reply(c.client, Reply{Conn: c.request.Conn, HTTP: &http})
}

func (m *Member) contestOf(id uint64) *contest {
	for i := range m.contests {
		if m.contests[i].id == id {
			return &m.contests[i]
		}
	}
	return nil
}

func (m *Member) endContest(c *contest, resp api.Response) {
	a := c.asked
	id := c.id
	m.contests = filter(m.contests, func(c contest) bool { return c.id != id })
	m.answer(a, resp)
}

// failContest ends a contest that has come to nothing. Who waited no longer
// contends; who observed is told nothing.
func (m *Member) failContest(c *contest, err api.Error) {
	m.withdraw(c)
	if _, stream := c.parsed.(api.Observe); !stream {
		m.endContest(c, err)
		return
	}
	client, conn := c.client, c.request.Conn
	http := api.RenderStreamEnd(!c.begun, m.meta())
	id := c.id
	m.contests = filter(m.contests, func(c contest) bool { return c.id != id })
	m.host.Reply(client, Reply{Conn: conn, HTTP: &http})
}

// withdraw takes the key away of a contender who has put it and waits.
func (m *Member) withdraw(c *contest) {
	if c.step < proclaiming || c.step > awaiting {
		return
	}
	t := api.IfStill(c.own(), c.created, api.DeleteRange{Key: []byte(c.own())})
	m.propose(asked{deadline: m.now + RequestTimeout}, api.Proposal{Kind: api.ProposeTxn, Txn: &t}, true)
}

// closeContests ends the contests whose client has gone.
func (m *Member) closeContests(gone func(Client, Request) bool) {
	var left []contest
	m.contests = filter(m.contests, func(c contest) bool {
		if gone(c.client, c.request) {
			left = append(left, c)
			return false
		}
		return true
	})
	for i := range left {
		m.withdraw(&left[i])
	}
}

func (x *contest) code(c *wire.Coder) {
	x.asked.code(c, false)
	c.Uint64(&x.id)
	wire.Number(c, &x.step)
	c.Int64(&x.lease)
	c.Int64(&x.created)
	c.String(&x.key)
	c.Int64(&x.since)
	c.Bool(&x.begun)
	c.Uint64(&x.header.ClusterID)
	c.Uint64(&x.header.MemberID)
	c.Int64(&x.header.Revision)
	c.Uint64(&x.header.RaftTerm)
	switch x.parsed.(type) {
	case api.Lock, api.Unlock, api.Campaign, api.Proclaim, api.Resign, api.ElectionLeader, api.Observe:
	default:
		c.Fail("a contest that asks for nothing")
	}
}
