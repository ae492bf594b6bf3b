package member

import (
	"unsafe"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/mvcc"
)

// apply does what a committed entry says, and answers the client if it was
// this member that proposed it.
func (m *Member) apply(index raft.Index, e raft.Entry) {
	var p api.Proposal
	var resp api.Response
	var w waiting
	mine := false
	if e.Kind == raft.LeaveJoint {
		m.removeOutgoing()
	}
	if e.Size > 0 {
		if err := p.Decode(m.arena.Bytes(mvcc.Value(e.Payload))); err == nil {
			w, mine = m.requests.take(p.ID)
			if p.Kind == api.ProposeConfChange {
				var again bool
				if resp, again = m.applyConfChange(p.ConfChange, e.Kind); again && mine {
					m.requests.waiting = append(m.requests.waiting, w)
					m.sendAgain(w.id)
					mine = false
				}
			} else {
				m.kv.Attribute(uint64(index), uint64(e.Term))
				resp = m.applyProposal(&p, mvcc.Value(e.Payload), mine)
			}
		}
	}
	m.host.Applied(Applied{Index: index, Entry: e})
	if mine {
		m.applied(&p, &w, resp)
	}
	m.tellWatchers()
	m.tellWaits()
	m.watchContests()
}

// applied answers the client of a proposal. The member's own name, once it is
// applied, is the sign that clients may be answered.
func (m *Member) applied(p *api.Proposal, w *waiting, resp api.Response) {
	m.setDeadline()
	if !w.own {
		m.answer(w.asked, resp)
		return
	}
	if p.V2 == nil || m.published {
		return
	}
	if published, ok := p.V2.MemberAttributes(); ok && published.ID == m.config.Self.ID {
		m.published = true
		m.host.StopTimer(SetupTimer)
		for _, h := range m.requests.held {
			m.ask(h.client, h.request)
		}
		m.requests.held = nil
	}
}

// applyProposal does what a proposal says. The answer is wanted by the member
// that proposed it alone, and is nil on the others.
func (m *Member) applyProposal(p *api.Proposal, payload mvcc.Value, mine bool) api.Response {
	if len(m.alarms) > 0 {
		if refused := m.alarmed(p); refused != (api.Error{}) {
			return refused
		}
	}
	switch p.Kind {
	case api.ProposePut:
		return m.applyPut(p, payload, mine)
	case api.ProposeDeleteRange:
		return m.applyDelete(&p.DeleteRange)
	case api.ProposeTxn:
		return m.txnResponse(p.Txn)
	case api.ProposeCompaction:
		return m.compact(p.Compaction)
	case api.ProposeLeaseGrant:
		return m.grant(p.Lease)
	case api.ProposeLeaseRevoke:
		return m.revoke(p.Lease.ID)
	case api.ProposeLeaseCheckpoint:
		m.applyCheckpoints(p.Checkpoints)
	case api.ProposeAlarm:
		return m.applyAlarm(p.Alarm)
	case api.ProposeV2:
		return m.applyV2(p.V2)
	}
	return nil
}

// applyPut names the value where it lies in the entry, rather than copy it.
func (m *Member) applyPut(p *api.Proposal, payload mvcc.Value, mine bool) api.Response {
	key := text(p.Put.Key)
	value := payload.Slice(p.ValueAt, p.ValueAt+len(p.Put.Value))
	lease := p.Put.Lease
	if lease != 0 && !m.lessor.Has(lease) {
		return api.ErrLeaseNotFound
	}
	if p.Put.IgnoreValue || p.Put.IgnoreLease {
		old, exists := m.kv.Get(key)
		if !exists {
			m.tally.meters.ranges++
			return api.ErrKeyNotFound
		}
		if p.Put.IgnoreValue {
			value = old.Value
		}
		if p.Put.IgnoreLease {
			lease = old.Lease
		}
	}
	var did operations
	did.put(&p.Put, len(m.arena.Bytes(value)))
	m.tally.meters.did(did)
	_, prev, existed := m.kv.Put(key, value, lease)
	if !mine {
		return nil
	}
	resp := api.PutResponse{Header: m.header()}
	if p.Put.PrevKV && existed {
		kv := m.keyValue(&prev)
		resp.PrevKV = &kv
	}
	return m.told.put(&resp)
}

// text returns bytes of an entry as a string without copying them: what lies in
// an arena never changes.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (m *Member) applyDelete(d *api.DeleteRange) api.Response {
	var did operations
	did.delete(d)
	m.tally.meters.did(did)
	_, deleted := m.kv.DeleteRange(string(d.Key), string(d.RangeEnd))
	resp := api.DeleteRangeResponse{Deleted: int64(len(deleted))}
	if d.PrevKV {
		resp.PrevKVs = m.keyValues(deleted)
	}
	resp.Header = m.header()
	return resp
}

// applyV2 does an operation on the v2 tree. Those on its half /0 tell of the
// cluster itself.
func (m *Member) applyV2(op *api.V2Op) api.Response {
	events, err := m.v2.Apply(op, m.date())
	if op.Method == api.V2QGet && op.Path == "/" {
		return api.HealthResponse{Healthy: err == nil}
	}
	if published, ok := op.MemberAttributes(); ok {
		m.applyAttributes(published)
	} else if version, ok := op.ClusterVersion(); ok {
		m.version, m.setting = version, false
	}
	switch {
	case len(events) > 0:
		return m.v2Response(events[len(events)-1], err)
	case err != nil:
		return m.v2Response(nil, err)
	}
	return nil // a SYNC that found nothing expired
}

// applyAttributes takes over the name and the client URLs that a member has
// published.
func (m *Member) applyAttributes(published api.Member) {
	i, found := m.find(published.ID)
	if !found {
		return
	}
	c := append([]api.Member(nil), m.cluster...)
	c[i].Name, c[i].ClientURLs = published.Name, published.ClientURLs
	m.cluster = c
}
