package v2store

import (
	"hash/fnv"

	"raftarium/core/api"
)

// Coder writes or reads a store field by field: encoding, it takes what the
// pointers point to; decoding, it sets that. Bad input never panics: a Coder
// at fault yields zeros, and Len zero.
type Coder interface {
	Uint64(*uint64)
	Int64(*int64)
	Bool(*bool)
	String(*string)
	Decoding() bool
	Len(n int) int // writes n, or returns the number that was written
}

// Code walks the whole store: index, nodes in their order, remembered events.
// Decoding replaces the content of s, which may be the zero Store. What a
// faulty input leaves behind is a store that Check may refuse, and no more.
func (s *Store) Code(c Coder) {
	if c.Decoding() {
		*s = *New()
		s.tree.Clear(false)
	}
	c.Uint64(&s.index)
	s.codeNodes(c)
	n := c.Len(len(s.events.events))
	if c.Decoding() {
		s.events.events = nil
		for range min(n, Window) {
			e := &api.V2Event{}
			codeEvent(c, e)
			s.events.events = append(s.events.events, e)
		}
		return
	}
	for _, e := range s.events.events {
		codeEvent(c, e)
	}
}

func (s *Store) codeNodes(c Coder) {
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

func codeNode(c Coder, n *node) {
	c.String(&n.path)
	c.String(&n.value)
	c.Bool(&n.dir)
	c.Uint64(&n.created)
	c.Uint64(&n.modified)
	c.Int64(&n.expires)
}

func codeEvent(c Coder, e *api.V2Event) {
	c.String(&e.Action)
	c.Uint64(&e.EtcdIndex)
	c.Bool(&e.Refresh)
	if c.Decoding() {
		e.Node = &api.V2Node{}
	}
	codeShown(c, e.Node)
	has := e.PrevNode != nil
	c.Bool(&has)
	if !has {
		return
	}
	if c.Decoding() {
		e.PrevNode = &api.V2Node{}
	}
	codeShown(c, e.PrevNode)
}

// codeShown is a node of an event: events show no children.
func codeShown(c Coder, n *api.V2Node) {
	c.String(&n.Key)
	c.Bool(&n.Dir)
	c.Int64(&n.Expiration)
	c.Int64(&n.TTL)
	c.Uint64(&n.ModifiedIndex)
	c.Uint64(&n.CreatedIndex)
	has := n.Value != nil
	c.Bool(&has)
	if !has {
		return
	}
	if c.Decoding() {
		n.Value = new(string)
	}
	c.String(n.Value)
}

// Hash is equal for stores with equal index and nodes. The TTLs that events
// show depend on each member's clock, so events do not count.
func (s *Store) Hash() uint64 {
	h := hasher{h: fnv.New64a()}
	h.Uint64(&s.index)
	s.codeNodes(&h)
	return h.h.Sum64()
}
