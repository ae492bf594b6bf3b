package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/v2store"
	"raftarium/core/wire"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

// A Member is the raft.Effects of its own server.

// Send implements raft.Effects.
func (m *Member) Send(to raft.ID, msg raft.Message, why raft.Reason) {
	m.sentTo(to, msg)
	m.host.Send(to, msg, why)
}

// Write implements raft.Effects.
func (m *Member) Write(w raft.Write, why raft.Reason) {
	m.unsynced = append(m.unsynced, w)
	m.host.Write(w, why)
}

// SetTimer implements raft.Effects.
func (m *Member) SetTimer(t raft.Timer, at raft.Time) { m.host.SetTimer(Timer(t), at) }

// StopTimer implements raft.Effects.
func (m *Member) StopTimer(t raft.Timer) { m.host.StopTimer(Timer(t)) }

// Become implements raft.Effects. Once a leader is known, what waited for one
// goes to it.
func (m *Member) Become(role raft.Role, term raft.Term, leader raft.ID, why raft.Reason) {
	switch role {
	case raft.Follower:
		m.host.Note(BecameFollower{Term: term, Leader: leader}, why)
	case raft.PreCandidate:
		m.host.Note(BecamePreCandidate{Term: term}, why)
	case raft.Candidate:
		m.host.Note(BecameCandidate{Term: term}, why)
	case raft.Leader:
		m.host.Note(BecameLeader{Term: term}, why)
	}
	m.setting = false
	m.tally.takeLead(raft.ID(m.config.Self.ID), m.now)
	if leader != raft.None && leader != m.tally.leader {
		m.tally.meters.leaderChanges++
	}
	m.tally.leader = leader
	m.ledBy(leader)
	m.leadLeases(role == raft.Leader)
	if m.syncing {
		m.syncing = false
		m.host.StopTimer(SyncTimer)
	}
	if leader != raft.None {
		m.answerMoves(leader)
		m.sendWaiting()
	}
}

// Vote implements raft.Effects.
func (m *Member) Vote(from raft.ID, why raft.Reason) { m.host.Note(VoteCounted{From: from}, why) }

// Commit implements raft.Effects.
func (m *Member) Commit(index raft.Index, why raft.Reason) {
	m.host.Committed(Committed{Index: index}, why)
}

// Apply implements raft.Effects.
func (m *Member) Apply(after, upTo raft.Index) {
	for i := after + 1; i <= upTo; i++ {
		e, _ := m.server.Log().At(i)
		m.apply(i, e)
	}
	m.answerReads()
	if len(m.requests.leases) > 0 && m.server.Role() == raft.Leader {
		m.askLeases()
	}
	m.lead()
}

// Snapshot implements raft.Effects: what the member has applied, as bytes.
func (m *Member) Snapshot(upTo raft.Index) {
	value, size, err := m.arena.AddMade(m.kv.EncodedBytes(), func(buf []byte) []byte {
		c := wire.NewEncoder(buf)
		m.codeState(c)
		return c.Encoded()
	})
	if err != nil {
		return // the log stays as long as it is
	}
	m.todo = append(m.todo, todo{event: raft.Snapshotted{Index: upTo, Payload: raft.Payload(value), Size: uint64(size)}})
}

// Restore implements raft.Effects.
func (m *Member) Restore(s raft.Snapshot) {
	old := m.v2
	m.kv, m.v2, m.lessor, m.cluster = mvcc.New(m.arena), v2store.New(), lease.New(minLeaseTTL), nil
	m.codeState(wire.NewDecoder(m.arena.Bytes(mvcc.Value(s.Payload))))
	m.v2.KeepWatches(old)
	if own, ok := m.find(m.config.Self.ID); ok && m.cluster[own].Name != "" {
		m.published = true
	}
	m.host.Note(Restored{Index: s.Index}, nil)
	m.answerReads()
	m.tellWatchers()
	m.watchContests()
}

// Changes implements raft.Effects.
func (m *Member) Changes(p raft.Payload) []raft.Change {
	proposal, err := api.DecodeProposal(m.arena.Bytes(mvcc.Value(p)))
	if err != nil || proposal.Kind != api.ProposeConfChange {
		return nil
	}
	var changes []raft.Change
	for c := range proposal.ConfChange.Each {
		id := raft.ID(c.Member.ID)
		switch c.Kind {
		case api.ConfAddMember, api.ConfPromote:
			changes = append(changes, raft.Change{Kind: raft.AddVoter, ID: id})
		case api.ConfAddLearner:
			changes = append(changes, raft.Change{Kind: raft.AddLearner, ID: id})
		case api.ConfRemoveMember:
			changes = append(changes, raft.Change{Kind: raft.RemoveServer, ID: id})
		}
	}
	return changes
}

// ReadReady implements raft.Effects.
func (m *Member) ReadReady(seq uint64, index raft.Index) {
	for i := range m.requests.reads {
		if r := &m.requests.reads[i]; r.seq == seq && !r.ready {
			r.ready, r.index = true, index
			m.answerReads()
			return
		}
	}
}

// Drop implements raft.Effects: what nobody could take waits for a leader, but
// for what the leader has no room for, which etcd answers at once.
func (m *Member) Drop(e raft.Event, why raft.Reason) {
	switch e := e.(type) {
	case raft.Read:
		m.host.Note(Dropped{Read: true}, why)
	case raft.Transfer:
		m.host.Note(TransferRefused{To: e.To}, why)
	case raft.Propose:
		m.host.Note(Dropped{}, why)
		for i := range m.requests.waiting {
			w := &m.requests.waiting[i]
			if !w.sent || w.propose.Payload != e.Payload {
				continue
			}
			w.sent = false
			if w.propose.Kind == raft.ConfigChange && m.server.Role() == raft.Leader {
				m.host.SetTimer(ReadTimer, m.now+readRetry) // it has its turn later
			}
			if _, full := why.(raft.TooMuchUncommitted); full && !w.own {
				refused, _ := m.requests.take(w.id)
				m.refuse(refused.asked)
			}
			return
		}
	}
}
