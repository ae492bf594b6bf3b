package member

import (
	"cmp"
	"slices"

	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/v2store"
	"raftarium/core/wire"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

// payloads codes the payloads of entries by their bytes.
type payloads struct {
	*wire.Coder
	arena *mvcc.Arena
}

// Payload implements raft.Payloads.
func (p payloads) Payload(v *raft.Payload) {
	if m := p.arena.Marking(); m != nil && !p.Decoding() {
		m.Value(mvcc.Value(*v))
		return
	}
	var bytes []byte
	if !p.Decoding() {
		bytes = p.arena.Bytes(mvcc.Value(*v))
	}
	p.Bytes(&bytes)
	if p.Decoding() {
		value, err := p.arena.TryAdd(bytes)
		if err != nil {
			p.Fail("%v", err)
		}
		*v = raft.Payload(value)
	}
}

// CodeMessage walks over a message between members.
func CodeMessage(c *wire.Coder, arena *mvcc.Arena, m *raft.Message) {
	raft.CodeMessage(payloads{c, arena}, m)
}

// Code walks over everything that the member is. A decoded member lies in the
// given arena.
func (m *Member) Code(c *wire.Coder, arena *mvcc.Arena) {
	m.arena = arena
	p := payloads{c, arena}
	m.config.code(c)
	m.stored.Code(p)
	m.journal.code(p, &m.stored.Log)
	c.Bytes(&m.tail)
	c.Bool(&m.wiped)
	c.Bool(&m.failed)
	wire.Number(c, &m.latest)
	wire.List(c, &m.unsynced, func(w *raft.Write) { w.Code(p) })
	up := m.server != nil
	c.Bool(&up)
	if !up {
		return
	}
	if c.Decoding() {
		m.server, m.kv, m.v2, m.lessor = &raft.Server{}, mvcc.New(arena), v2store.New(), lease.New(minLeaseTTL)
		m.watchers = mvcc.NewWatchers(m.kv)
	}
	m.server.Code(p)
	m.codeState(c)
	c.Bool(&m.published)
	c.Bool(&m.setting)
	c.Bool(&m.syncing)
	c.Bool(&m.leaving)
	m.requests.code(c, p)
	m.codeLeases(c)
	m.codeWatches(c)
	m.codeWaits(c)
	wire.List(c, &m.contests, func(x *contest) { x.code(c) })
	m.tally.code(c)
	wire.Number(c, &m.allocated)
}

// codeLeases walks over what a member knows of leases that the log does not say.
func (m *Member) codeLeases(c *wire.Coder) {
	m.lessor.CodeClock(c)
	wire.List(c, &m.revoking, func(r *revoking) {
		c.Int64(&r.id)
		wire.Number(c, &r.at)
	})
	wire.Number(c, &m.leaseTimer)
	wire.Number(c, &m.checkpointAt)
	wire.Number(c, &m.pause)
}

func (m *Member) codeWatches(c *wire.Coder) {
	m.watchers.Code(c, m.kv)
	wire.List(c, &m.streams, func(s *watchStream) {
		c.Uint64(&s.id)
		c.Uint64((*uint64)(&s.client))
		s.request.Code(c)
		c.Bool(&s.begun)
	})
	c.Bool(&m.progressing)
	wire.Number(c, &m.leaderless)
	if c.Decoding() && !slices.IsSortedFunc(m.streams, func(a, b watchStream) int { return cmp.Compare(a.id, b.id) }) {
		c.Fail("streams of watches in disorder")
	}
	m.watchers.All(func(on uint64, _ int64, _ mvcc.WatchRequest) bool {
		if !slices.ContainsFunc(m.streams, func(s watchStream) bool { return s.id == on }) {
			c.Fail("a watcher without a stream")
		}
		return true
	})
}

// codeState walks over what comes of applying the log.
func (m *Member) codeState(c *wire.Coder) {
	m.kv.Code(c)
	m.v2.Code(c)
	m.lessor.Code(c)
	wire.List(c, &m.cluster, func(x *api.Member) { codeMember(c, x) })
	c.String(&m.version)
	wire.List(c, &m.removed, c.Uint64)
	wire.List(c, &m.outgoing, c.Uint64)
	wire.List(c, &m.alarms, func(a *api.AlarmMember) {
		c.Uint64(&a.MemberID)
		wire.Number(c, &a.Kind)
	})
}

func (x *Config) code(c *wire.Coder) {
	codeMember(c, &x.Self)
	wire.List(c, &x.Initial, func(m *api.Member) { codeMember(c, m) })
	c.Uint64(&x.ClusterID)
	wire.Number(c, &x.Timeouts.Heartbeat)
	wire.Number(c, &x.Timeouts.ElectionMin)
	wire.Number(c, &x.Timeouts.ElectionMax)
	wire.Number(c, &x.Rules)
	x.Options.Code(c)
	c.Uint64(&x.Seed)
	c.Int64(&x.Epoch)
	c.Bool(&x.Bare)
	c.Bool(&x.Joins)
	c.Bool(&x.LeaseCheckpoints)
}

func codeMember(c *wire.Coder, m *api.Member) {
	c.Uint64(&m.ID)
	c.String(&m.Name)
	codeStrings(c, &m.PeerURLs)
	codeStrings(c, &m.ClientURLs)
	c.Bool(&m.IsLearner)
}

func codeStrings(c *wire.Coder, list *[]string) {
	wire.List(c, list, func(s *string) { c.String(s) })
}

func (r *requests) code(c *wire.Coder, p payloads) {
	c.Uint64(&r.base)
	c.Uint64(&r.count)
	wire.List(c, &r.held, func(h *held) {
		c.Uint64((*uint64)(&h.client))
		h.request.Code(c)
	})
	wire.List(c, &r.waiting, func(w *waiting) {
		c.Uint64(&w.id)
		c.Bool(&w.sent)
		c.Bool(&w.own)
		w.asked.code(c, w.own)
		wire.Number(c, &w.propose.Kind)
		wire.Number(c, &w.propose.Size)
		p.Payload(&w.propose.Payload)
	})
	wire.List(c, &r.moves, func(v *moving) {
		c.Uint64((*uint64)(&v.to))
		v.asked.code(c, false)
	})
	wire.List(c, &r.reads, func(g *reading) {
		c.Uint64(&g.seq)
		c.Bool(&g.ready)
		c.Uint64((*uint64)(&g.index))
		g.asked.code(c, false)
		switch g.parsed.(type) {
		case api.Range, api.Txn:
		default:
			if c.Decoding() {
				c.Fail("a read that reads nothing")
				g.parsed = api.Range{}
			}
		}
	})
	wire.List(c, &r.leases, func(l *leaseAsking) { l.code(c) })
}

// code walks over a request under way. What it asks is found out anew.
func (a *asked) code(c *wire.Coder, own bool) {
	c.Uint64((*uint64)(&a.client))
	wire.Number(c, &a.deadline)
	if own {
		return
	}
	a.request.Code(c)
	if c.Uint64(&a.contest); a.contest != 0 {
		if api.CodeRequest(c, &a.parsed); a.parsed == nil {
			c.Fail("a step of a contest that asks for nothing")
			a.parsed = api.Health{}
		}
		return
	}
	if c.Decoding() {
		a.parsed = a.request.API
		if a.request.HTTP != nil {
			a.parsed, _ = api.Route(*a.request.HTTP, api.Meta{})
		}
	}
}

// code walks over the journal. The entries that the log has are not in it.
func (j *journal) code(p payloads, log *raft.Log) {
	c := p.Coder
	first, count := j.first, j.next-j.first
	c.Uint64(&first)
	n := c.Len(int(count))
	if c.Decoding() {
		if first == 0 || first > recordsMax {
			c.Fail("a journal that begins with record %d", first)
			first, n = 1, 0
		}
		*j = journal{first: first, next: first}
	}
	for i := range n {
		var r record
		if !c.Decoding() {
			r = j.at(first + uint64(i))
		}
		r.code(c)
		wire.Number(c, &r.replaced)
		c.Uint64((*uint64)(&r.kept))
		if c.Decoding() {
			j.push(&r)
		}
	}
	wire.List(c, &j.replaced, func(e *raft.Entry) { codeStoredEntry(c, e, p.arena) })
	wire.List(c, &j.damaged, func(d *damage) {
		c.Uint64(&d.record)
		c.Bytes(&d.frame)
	})
	if c.Decoding() && !j.consistent(log) {
		c.Fail("a journal that does not fit its log")
		*j = newJournal(&raft.Stored{})
	}
}

// recordsMax bounds the ordinals of decoded records.
const recordsMax = 1 << 62

// consistent reports whether the entries of all records are there.
func (j *journal) consistent(log *raft.Log) bool {
	for i := j.first; i < j.next; i++ {
		switch r := j.at(i); {
		case r.replaced != 0 && uint64(r.replaced-1)+uint64(r.count) > uint64(len(j.replaced)),
			r.replaced == 0 && r.count > 0 && (r.from < log.First() || r.from > log.Last() || r.last() > log.Last()):
			return false
		}
	}
	newest := j.first
	for _, d := range j.damaged {
		if d.record < newest || d.record >= j.next {
			return false
		}
		newest = d.record + 1
	}
	return true
}
