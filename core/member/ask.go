package member

import (
	"errors"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/mvcc"
)

// askHealth answers /health: there must be a leader, no alarm may stand, and a read through the
// log must succeed within a second (etcdserver/api/etcdhttp/metrics.go).
func (m *Member) askHealth(a asked) {
	if m.server.Leader() == raft.None || len(m.alarms) > 0 {
		m.answer(a, api.HealthResponse{})
		return
	}
	a.deadline = m.now + HealthTimeout
	m.propose(a, api.Proposal{Kind: api.ProposeV2, V2: &api.V2Op{Method: api.V2QGet, Path: "/"}}, false)
}

// askV2 sends writes and quorum reads through the log; other reads are
// answered from the member's own store, new or old.
func (m *Member) askV2(a asked, q api.V2Keys) {
	op := q.Op(m.date())
	// Whether v2's authentication is on etcd looks up each time; it is counted.
	_, _ = m.v2.Read("/2/enabled", false, m.date())
	switch {
	case q.Proposes():
		m.propose(a, api.Proposal{Kind: api.ProposeV2, V2: &op}, false)
		return
	case q.Wait:
		m.askWait(a, q)
		return
	}
	event, err := m.v2.Read(op.Path, op.Recursive, m.date())
	m.answer(a, m.v2Response(event, err))
}

func (m *Member) v2Response(event *api.V2Event, err error) api.Response {
	if err != nil {
		var v2 api.V2Error
		if errors.As(err, &v2) {
			return v2
		}
		return api.Error{Code: api.Unknown, Text: err.Error()}
	}
	return api.V2KeysResponse{Event: *event, RaftIndex: uint64(m.server.Commit()), RaftTerm: uint64(m.server.Term())}
}

// v2Leader answers who leads.
func (m *Member) v2Leader() api.Response {
	if i, found := m.find(uint64(m.server.Leader())); found {
		return api.V2MemberResponse{Status: 200, Member: &m.cluster[i]}
	}
	return api.V2MemberResponse{Status: 503, Message: "During election"}
}

func (m *Member) askPut(a asked, q api.Put) {
	switch {
	case len(q.Key) == 0:
		m.answer(a, api.ErrEmptyKey)
	case q.IgnoreValue && len(q.Value) > 0:
		m.answer(a, api.ErrValueProvided)
	case q.IgnoreLease && q.Lease != 0:
		m.answer(a, api.ErrLeaseProvided)
	default:
		m.propose(a, api.Proposal{Kind: api.ProposePut, Put: q}, false)
	}
}

func (m *Member) askDelete(a asked, q api.DeleteRange) {
	if len(q.Key) == 0 {
		m.answer(a, api.ErrEmptyKey)
		return
	}
	m.propose(a, api.Proposal{Kind: api.ProposeDeleteRange, DeleteRange: q}, false)
}

// askRange answers a serializable read at once and lets any other wait for a
// read index.
func (m *Member) askRange(a asked, q api.Range) {
	switch {
	case len(q.Key) == 0:
		m.answer(a, api.ErrEmptyKey)
	case q.Ordered() && (q.SortTarget < api.SortByKey || q.SortTarget > api.SortByValue):
		m.answer(a, api.ErrInvalidSortOption)
	case q.Serializable:
		m.answer(a, m.rangeResponse(q))
	default:
		m.askIndex(a)
	}
}

// askIndex lets a read wait for a read index.
func (m *Member) askIndex(a asked) {
	r := reading{asked: a, seq: m.requests.nextID()}
	m.requests.reads = append(m.requests.reads, r)
	if m.server.Leader() != raft.None {
		m.todo = append(m.todo, todo{event: raft.Read{Seq: r.seq}})
	}
	m.host.SetTimer(ReadTimer, m.now+readRetry)
	m.setDeadline()
}

// answerReads answers the reads whose index is applied.
func (m *Member) answerReads() {
	if len(m.requests.reads) == 0 {
		return
	}
	applied := m.server.Applied()
	m.requests.reads = filter(m.requests.reads, func(r reading) bool {
		if !r.ready || r.index > applied {
			return true
		}
		switch q := r.parsed.(type) {
		case api.Range:
			m.answer(r.asked, m.rangeResponse(q))
		case api.Txn:
			m.answer(r.asked, m.txnResponse(&q))
		}
		return false
	})
	m.setDeadline()
}

// retryReads asks again for the indices that have not come: a message may have
// been lost.
func (m *Member) retryReads() {
	again := false
	for i := range m.requests.reads {
		if r := &m.requests.reads[i]; !r.ready {
			again = true
			if m.server.Leader() != raft.None {
				m.todo = append(m.todo, todo{event: raft.Read{Seq: r.seq}})
			}
		}
	}
	if again {
		m.host.SetTimer(ReadTimer, m.now+readRetry)
	}
}

// rangeResponse reads from the member's own v3 store.
func (m *Member) rangeResponse(q api.Range) api.Response {
	m.tally.meters.ranges++
	result, err := m.kv.Range(string(q.Key), string(q.RangeEnd), rangeOptions(&q))
	if err != nil {
		return storeError(err)
	}
	return api.RangeResponse{Header: m.header(), KVs: m.keyValues(result.KVs), More: result.More, Count: result.Count}
}

func (m *Member) keyValues(kvs []mvcc.KeyValue) []api.KeyValue {
	if len(kvs) == 0 {
		return nil
	}
	out := make([]api.KeyValue, len(kvs))
	for i := range kvs {
		out[i] = m.keyValue(&kvs[i])
	}
	return out
}

func (m *Member) keyValue(kv *mvcc.KeyValue) api.KeyValue {
	return api.KeyValue{Key: []byte(kv.Key), Value: m.arena.Bytes(kv.Value), CreateRevision: kv.Create,
		ModRevision: kv.Mod, Version: kv.Version, Lease: kv.Lease}
}
