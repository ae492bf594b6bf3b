package member

import (
	"slices"

	"raftarium/core/api"
)

// askMaintenance answers what is asked of the member itself, and sends alarms
// through the log (etcdserver/api/v3rpc/maintenance.go).
func (m *Member) askMaintenance(a asked) {
	switch q := a.parsed.(type) {
	case api.Status:
		m.answer(a, m.status())
	case api.Alarm:
		if !q.Known() {
			m.answer(a, api.ErrUnknownAlarm)
			return
		}
		m.propose(a, api.Proposal{Kind: api.ProposeAlarm, Alarm: q}, false)
	case api.Defragment:
		m.allocated = 0
		m.answer(a, api.DefragmentResponse{})
	case api.Hash:
		hash, _ := m.kv.Checksum(0)
		m.answer(a, api.HashResponse{Header: m.header(), Hash: hash})
	case api.HashKV:
		hash, err := m.kv.Checksum(q.Revision)
		if err != nil {
			m.answer(a, storeError(err))
			return
		}
		m.answer(a, api.HashKVResponse{Header: m.header(), Hash: hash, CompactRevision: m.kv.Compacted()})
	}
}

// applyAlarm raises, lifts or lists alarms, as a proposal says.
func (m *Member) applyAlarm(q api.Alarm) api.Response {
	var resp api.AlarmResponse
	one := api.AlarmMember{MemberID: q.MemberID, Kind: q.Kind}
	at := slices.Index(m.alarms, one)
	switch {
	case q.Action == api.AlarmGet:
		for _, a := range m.alarms {
			if q.Kind == api.AlarmNone || q.Kind == a.Kind {
				resp.Alarms = append(resp.Alarms, a)
			}
		}
		return resp
	case q.Action == api.AlarmActivate && at < 0:
		m.alarms = append(slices.Clip(m.alarms), one)
		api.SortAlarms(m.alarms)
	case q.Action == api.AlarmDeactivate && at >= 0:
		m.alarms = slices.Delete(slices.Clone(m.alarms), at, at+1)
	case at < 0:
		return resp
	}
	resp.Alarms = []api.AlarmMember{one}
	return resp
}

// alarmed is what an alarm rules out of a proposal (etcdserver/apply.go,
// applierV3Capped, and corrupt.go, applierV3Corrupt). etcd's members forget an
// alarm that stands when another one is lifted, and remember it when they
// start again; ours go by those that stand.
func (m *Member) alarmed(p *api.Proposal) (refused api.Error) {
	stands := func(kind api.AlarmKind) bool {
		return slices.ContainsFunc(m.alarms, func(a api.AlarmMember) bool { return a.Kind == kind })
	}
	switch p.Kind {
	case api.ProposeV2, api.ProposeAlarm, api.ProposeConfChange:
		return refused
	}
	if stands(api.AlarmCorrupt) {
		return api.ErrCorrupt
	}
	grows := p.Kind == api.ProposePut || p.Kind == api.ProposeLeaseGrant ||
		p.Kind == api.ProposeTxn && (putsIn(p.Txn.Success) || putsIn(p.Txn.Failure))
	if grows && stands(api.AlarmNoSpace) {
		return api.ErrNoSpace
	}
	return refused
}

// putsIn reports whether operations put something; etcd's quota does not look
// into nested transactions.
func putsIn(ops []api.Request) bool {
	return slices.ContainsFunc(ops, func(op api.Request) bool { _, put := op.(api.Put); return put })
}
