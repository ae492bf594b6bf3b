package member

import (
	"cmp"
	"slices"

	"raftarium/core/api"
	"raftarium/core/v2store"
	"raftarium/core/wire"
)

// v2Wait is a client's request of v2 that waits for a change, or a stream of
// them. It outlives changes of leaders, and ends with the member's life.
type v2Wait struct {
	id        uint64 // in the store; the list is in their order
	client    Client
	request   Request
	key       string // as the store has it
	recursive bool
	stream    bool
}

// askWait opens a wait: the head of its answer goes out at once, events follow
// as they happen (etcdserver/api/v2http/client.go, handleKeyWatch).
func (m *Member) askWait(a asked, q api.V2Keys) {
	w := v2Wait{id: m.requests.nextID(), client: a.client, request: a.request, key: q.Op(0).Path, recursive: q.Recursive, stream: q.Stream}
	e, err := m.v2.Watch(v2store.Watch{ID: w.id, Key: w.key, Recursive: q.Recursive, Stream: q.Stream, Since: q.WaitIndex})
	if err != nil {
		m.answer(a, m.v2Response(nil, err))
		return
	}
	m.answer(a, api.V2WatchResponse{EtcdIndex: m.v2.Index(), RaftIndex: uint64(m.server.Commit()), RaftTerm: uint64(m.server.Term())})
	m.waits = append(m.waits, w)
	if e != nil {
		m.tellWait(w.id, e)
	}
}

// Waits calls fn with everyone who waits for a change of the v2 store, or for a
// stream of them, in the order in which they came.
func (m *Member) Waits(fn func(client Client, key string, recursive, stream bool)) {
	for i := range m.waits {
		w := &m.waits[i]
		fn(w.client, w.key, w.recursive, w.stream)
	}
}

// tellWaits tells those who wait what has happened.
func (m *Member) tellWaits() {
	for _, t := range m.v2.Tell() {
		m.tellWait(t.ID, t.Event)
	}
}

func (m *Member) tellWait(id uint64, e *api.V2Event) {
	i, found := slices.BinarySearchFunc(m.waits, id, func(w v2Wait, id uint64) int { return cmp.Compare(w.id, id) })
	if !found {
		return // decoded from bytes in which the store waits for somebody whom nobody knows
	}
	w := m.waits[i]
	http := api.RenderV2Watch(e, !w.stream)
	m.host.Reply(w.client, Reply{Conn: w.request.Conn, HTTP: &http})
	if !w.stream {
		m.waits = slices.Delete(m.waits, i, i+1)
	}
}

// closeWaits forgets the waits that gone says are gone.
func (m *Member) closeWaits(gone func(Client, Request) bool) {
	m.waits = filter(m.waits, func(w v2Wait) bool {
		if gone(w.client, w.request) {
			m.v2.Unwatch(w.key, w.id)
			return false
		}
		return true
	})
}

func (m *Member) codeWaits(c *wire.Coder) {
	m.v2.CodeWatches(c)
	wire.List(c, &m.waits, func(w *v2Wait) {
		c.Uint64(&w.id)
		c.Uint64((*uint64)(&w.client))
		w.request.Code(c)
		c.String(&w.key)
		c.Bool(&w.recursive)
		c.Bool(&w.stream)
	})
	if c.Decoding() && !slices.IsSortedFunc(m.waits, func(a, b v2Wait) int { return cmp.Compare(a.id, b.id) }) {
		c.Fail("waits of v2 in disorder")
	}
}
