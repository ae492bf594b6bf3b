package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/v2store"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// payloads codes the payloads of entries by their bytes.
type payloads struct {
	*wire.Coder
	arena *mvcc.Arena
}

// Payload implements raft.Payloads.
func (p payloads) Payload(v *raft.Payload) {
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
	wire.List(c, &m.unsynced, func(w *raft.Write) { w.Code(p) })
	up := m.server != nil
	c.Bool(&up)
	if !up {
		return
	}
	if c.Decoding() {
		m.server, m.kv, m.v2 = &raft.Server{}, mvcc.New(arena), v2store.New()
	}
	m.server.Code(p)
	m.codeState(c)
	c.Bool(&m.published)
	c.Bool(&m.setting)
	c.Bool(&m.syncing)
	m.requests.code(c, p)
}

// codeState walks over what comes of applying the log.
func (m *Member) codeState(c *wire.Coder) {
	m.kv.Code(c)
	m.v2.Code(c)
	wire.List(c, &m.cluster, func(x *api.Member) { codeMember(c, x) })
	c.String(&m.version)
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
	wire.List(c, &r.reads, func(g *reading) {
		c.Uint64(&g.seq)
		c.Bool(&g.ready)
		c.Uint64((*uint64)(&g.index))
		g.asked.code(c, false)
		if _, ok := g.parsed.(api.Range); !ok && c.Decoding() {
			c.Fail("a read that is no range")
			g.parsed = api.Range{}
		}
	})
}

// code walks over a request under way. What it asks is found out anew.
func (a *asked) code(c *wire.Coder, own bool) {
	c.Uint64((*uint64)(&a.client))
	wire.Number(c, &a.deadline)
	if own {
		return
	}
	a.request.Code(c)
	if c.Decoding() {
		a.parsed = a.request.API
		if a.request.HTTP != nil {
			a.parsed, _ = api.Route(*a.request.HTTP, api.Meta{})
		}
	}
}
