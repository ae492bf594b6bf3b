package v2store

import (
	"hash/fnv"

	"raftarium/core/api"
)

// Code walks the whole store: index, counts, nodes in their order, remembered
// events.
// Decoding replaces the content of s, which may be the zero Store. What a
// faulty input leaves behind is a store that Check may refuse, and no more.
func (s *Store) Code(c api.Coder) {
	if c.Decoding() {
		*s = *New()
		s.tree.Clear(false)
		s.sum = 0
	}
	c.Uint64(&s.index)
	for i := range s.stats {
		c.Uint64(&s.stats[i])
	}
	s.codeNodes(c)
	n := c.Len(s.events.size())
	if !c.Decoding() {
		for e := range s.events.since(0) {
			api.CodeV2Event(c, e)
		}
		return
	}
	for range min(n, Window) {
		e := &api.V2Event{}
		api.CodeV2Event(c, e)
		if e.Node == nil { // a fault: what reads events may rely on their node
			e.Node = &api.V2Node{}
		}
		s.events.add(e)
	}
}

func (s *Store) codeNodes(c api.Coder) {
	count := c.Len(s.tree.Len())
	if !c.Decoding() {
		s.tree.Ascend(func(n *node) bool {
			codeNode(c, n)
			return true
		})
		return
	}
	for range count {
		n := &node{}
		codeNode(c, n)
		if n.path == "" || n.path[0] != '/' {
			continue
		}
		fresh := newNode(n.path, 0)
		n.cut = fresh.cut
		s.put(n)
	}
}

func codeNode(c api.Coder, n *node) {
	c.String(&n.path)
	c.String(&n.value)
	c.Bool(&n.dir)
	c.Uint64(&n.created)
	c.Uint64(&n.modified)
	c.Int64(&n.expires)
}

// Hash is equal for stores with equal index and nodes. The TTLs that events
// show depend on each member's clock, so events do not count.
func (s *Store) Hash() uint64 {
	h := hasher{h: fnv.New64a()}
	h.Uint64(&s.index)
	s.codeNodes(&h)
	return h.h.Sum64()
}
