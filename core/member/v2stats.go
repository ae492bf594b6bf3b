package member

import (
	"slices"
	"sort"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/slab"
	"raftarium/core/wire"
)

// tally is what a member counts of its appends since it started, for /v2/stats.
type tally struct {
	started        raft.Time
	received, sent uint64
	recvs, sends   rate
	followers      []follower
	leader         raft.ID // the last, or None
	// Who leads as the counts of appends have it, and since when: this member
	// itself, if leads, and who sent the last append otherwise.
	leads       bool
	leadBy      raft.ID
	leaderSince raft.Time
	meters      meters
}

// takeLead notes that the member leads. etcd takes note of it with every change of
// who leads and who stands, and not only where it is so, until an append comes
// from another (etcdserver/server.go, updateLeadership): a member without a leader
// says that it is one.
func (t *tally) takeLead(self raft.ID, now raft.Time) {
	if !t.leads {
		t.leads, t.leadBy, t.leaderSince = true, self, now
	}
}

// follow notes that another leads, from whom an append has come.
func (t *tally) follow(from raft.ID, now raft.Time) {
	if t.leads = false; t.leadBy != from {
		t.leadBy, t.leaderSince = from, now
	}
}

// follower is what a leader counts of one of its followers.
type follower struct {
	api.FollowerStats
	asked raft.Time // when the oldest append went out that is not answered; 0: none
}

// sentTo counts a message that goes to another member.
func (m *Member) sentTo(to raft.ID, msg raft.Message) {
	if _, ok := msg.(raft.AppendEntries); !ok || len(slab.At[raft.AppendEntries](msg).Entries) == 0 {
		return
	}
	m.tally.takeLead(raft.ID(m.config.Self.ID), m.now)
	m.tally.sent++
	m.tally.sends.add(m.now, appendBytes(msg))
	if f := m.tally.of(to); f.asked == 0 {
		f.asked = m.now
	}
}

// heardFrom counts a message of another member.
func (m *Member) heardFrom(msg raft.Message) {
	switch msg.(type) {
	case raft.AppendEntries:
		m.tally.follow(slab.At[raft.AppendEntries](msg).From, m.now)
		if len(slab.At[raft.AppendEntries](msg).Entries) > 0 {
			m.tally.received++
			m.tally.recvs.add(m.now, appendBytes(msg))
		}
	case raft.AppendAccepted:
		m.answeredBy(slab.At[raft.AppendAccepted](msg).From)
	case raft.AppendRefused:
		m.answeredBy(slab.At[raft.AppendRefused](msg).From)
	}
}

// answeredBy counts an answer to an append.
func (m *Member) answeredBy(from raft.ID) {
	if m.server.Role() == raft.Leader {
		m.tally.of(from).answered(m.now)
	}
}

func (t *tally) of(id raft.ID) *follower {
	for i := range t.followers {
		if t.followers[i].ID == uint64(id) {
			return &t.followers[i]
		}
	}
	t.followers = append(t.followers, follower{FollowerStats: api.FollowerStats{ID: uint64(id)}})
	return &t.followers[len(t.followers)-1]
}

func (f *follower) answered(now raft.Time) {
	if f.asked == 0 {
		return
	}
	took := int64(now - f.asked)
	f.asked = 0
	if f.Success == 0 || took < f.Minimum {
		f.Minimum = took
	}
	f.Success++
	f.Current, f.Max = took, max(f.Max, took)
	f.Sum += took
	f.SquareSum += (took / 1000) * (took / 1000)
}

// askStats answers what the member has counted.
func (m *Member) askStats(a asked, q api.V2Stats) {
	switch {
	case q.Of == "store":
		m.answer(a, m.v2.Stats())
	case q.Of == "self":
		m.answer(a, m.selfStats())
	case m.server.Role() != raft.Leader:
		m.answer(a, api.ErrNotCurrentLeader)
	default:
		resp := api.V2LeaderStats{Leader: m.config.Self.ID}
		for _, f := range m.tally.followers {
			// Who was removed is counted no more (rafthttp, removePeer).
			if slices.ContainsFunc(m.cluster, func(c api.Member) bool { return c.ID == f.ID }) {
				resp.Followers = append(resp.Followers, f.FollowerStats)
			}
		}
		sort.Slice(resp.Followers, func(i, j int) bool {
			return api.FormatID(resp.Followers[i].ID) < api.FormatID(resp.Followers[j].ID)
		})
		m.answer(a, resp)
	}
}

func (m *Member) selfStats() api.V2SelfStats {
	t := &m.tally
	s := api.V2SelfStats{Member: m.config.Self, State: "StateFollower", Started: m.config.Epoch + int64(t.started),
		Leader: uint64(t.leadBy), LeaderSince: m.config.Epoch + int64(t.leaderSince), Now: m.date(),
		Received: api.V2Traffic{Appends: t.received}, Sent: api.V2Traffic{Appends: t.sent}}
	if t.leads {
		s.State = "StateLeader"
	}
	s.Received.AppendRate, s.Received.ByteRate = t.recvs.rates(m.now)
	s.Sent.AppendRate, s.Sent.ByteRate = t.sends.rates(m.now)
	return s
}

// machines are all client URLs, sorted.
func (m *Member) machines() (urls []string) {
	for i := range m.cluster {
		urls = append(urls, m.cluster[i].ClientURLs...)
	}
	slices.Sort(urls)
	return urls
}

func (t *tally) code(c *wire.Coder) {
	wire.Number(c, &t.started)
	wire.Number(c, &t.leaderSince)
	c.Bool(&t.leads)
	c.Uint64((*uint64)(&t.leadBy))
	c.Uint64(&t.received)
	c.Uint64(&t.sent)
	t.recvs.code(c)
	t.sends.code(c)
	wire.List(c, &t.followers, func(f *follower) {
		c.Uint64(&f.ID)
		for _, n := range [...]*int64{&f.Current, &f.Minimum, &f.Max, &f.Sum, &f.SquareSum} {
			c.Int64(n)
		}
		c.Uint64(&f.Fail)
		c.Uint64(&f.Success)
		wire.Number(c, &f.asked)
	})
	c.Uint64((*uint64)(&t.leader))
	t.meters.code(c)
}
