package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
)

// A client may say of a call of v3 that it is worth nothing without a leader
// (clientv3.WithRequireLeader; over HTTP the header Grpc-Metadata-hasleader). It
// is refused where the member knows none, and a stream ends when there has been
// none for some time (etcdserver/api/v3rpc/interceptor.go, monitorLeader).

// leaderlessTicks is at how many looks in a row, an election timeout apart,
// there must be no leader.
const leaderlessTicks = 3

// needs reports whether a request is worth nothing without a leader.
func (r *Request) needs() bool {
	if r.HTTP == nil {
		return r.NeedsLeader
	}
	return r.HTTP.NeedsLeader()
}

// needing reports whether an open stream is worth nothing without a leader.
func (m *Member) needing() bool {
	for i := range m.streams {
		if m.streams[i].request.needs() {
			return true
		}
	}
	for i := range m.requests.leases {
		if l := &m.requests.leases[i]; l.stream() && l.request.needs() {
			return true
		}
	}
	return false
}

// ledBy takes note of who leads. The looks of etcd's monitor are an election
// timeout apart, from the member's start on.
func (m *Member) ledBy(leader raft.ID) {
	if leader != raft.None {
		if m.leaderless != 0 {
			m.leaderless = 0
			m.host.StopTimer(LeaderTimer)
		}
		return
	}
	if m.leaderless != 0 {
		return
	}
	m.leaderless = max(m.now, 1)
	if m.needing() {
		tick := m.config.Timeouts.ElectionMin
		looks := (m.now-m.tally.started)/tick + leaderlessTicks
		m.host.SetTimer(LeaderTimer, m.tally.started+looks*tick)
	}
}

// endLeaderless ends the streams that are worth nothing without a leader.
func (m *Member) endLeaderless() {
	if m.leaderless == 0 {
		return
	}
	for i := range m.streams {
		if s := &m.streams[i]; s.request.needs() {
			m.failStream(s.client, s.request, api.ErrNoLeader, !s.begun)
		}
	}
	gone := func(_ Client, r Request) bool { return r.needs() }
	m.closeWatches(gone)
	m.requests.leases = filter(m.requests.leases, func(l leaseAsking) bool {
		if !l.stream() || !l.request.needs() {
			return true
		}
		m.failStream(l.client, l.request, api.ErrNoLeader, true)
		return false
	})
	m.setDeadline()
}

// failStream ends a stream with an error.
func (m *Member) failStream(client Client, r Request, err api.Error, first bool) {
	if r.HTTP == nil {
		m.host.Reply(client, Reply{Conn: r.Conn, API: err})
		return
	}
	http := api.RenderStreamError(err, first, m.meta())
	m.host.Reply(client, Reply{Conn: r.Conn, HTTP: &http})
}

// stream reports whether a question about leases is the message of a stream.
func (l *leaseAsking) stream() bool {
	_, ok := l.parsed.(api.LeaseKeepAlive)
	return ok
}
