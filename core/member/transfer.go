package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
)

// moving is a request to hand leadership over, which is answered once the target
// leads.
type moving struct {
	asked
	to raft.ID
}

// Transfer has a leader hand over to another member, dissertation §3.10. What
// comes of it is told in notes.
func (m *Member) Transfer(now raft.Time, to raft.ID, host Host) {
	m.begin(now, host)
	m.transfer(to)
	m.settle()
}

func (m *Member) transfer(to raft.ID) {
	m.server.Step(m.now, raft.Transfer{To: to}, m)
	if m.server.TransferringTo() == to {
		m.host.Note(TransferBegun{To: to}, nil)
	}
}

// askMove hands leadership over for a client (etcdserver/server.go, MoveLeader).
func (m *Member) askMove(a asked, q api.MoveLeader) {
	i, found := m.find(q.Target)
	switch {
	case m.server.Role() != raft.Leader:
		m.answer(a, api.ErrNotLeader)
	case !found || m.cluster[i].IsLearner:
		m.answer(a, api.ErrBadLeaderTransferee)
	case q.Target == m.config.Self.ID:
		m.answer(a, api.MoveLeaderResponse{})
	default:
		m.requests.moves = append(m.requests.moves, moving{a, raft.ID(q.Target)})
		m.setDeadline()
		m.transfer(raft.ID(q.Target))
	}
}

// answerMoves answers those whose target leads by now.
func (m *Member) answerMoves(leader raft.ID) {
	if len(m.requests.moves) == 0 {
		return
	}
	m.requests.moves = filter(m.requests.moves, func(v moving) bool {
		if v.to != leader {
			return true
		}
		m.answer(v.asked, api.MoveLeaderResponse{})
		return false
	})
	m.setDeadline()
}
