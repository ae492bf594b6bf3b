package mvcc

// rangeNode is a treap of watched ranges, in order of start, stream and ID. Each
// node knows the furthest end below it, so that those who watch a key are found
// in O(log n) for each of them. Nodes are never changed: clones share them. The
// priorities come from stream and ID, so that the shape is the same everywhere.
type rangeNode struct {
	left, right *rangeNode
	*watcher
	priority uint64
	max      string // the furthest end, FromKey if one has none
}

func rangeBefore(a, b *watcher) bool {
	if a.Key != b.Key {
		return a.Key < b.Key
	}
	return before(a.stream, a.ID, b.stream, b.ID)
}

// with returns the node with other children.
func (n *rangeNode) with(left, right *rangeNode) *rangeNode {
	c := &rangeNode{left, right, n.watcher, n.priority, n.End}
	for _, child := range [...]*rangeNode{left, right} {
		if child != nil && c.max != FromKey && (child.max == FromKey || child.max > c.max) {
			c.max = child.max
		}
	}
	return c
}

func (n *rangeNode) insert(x *watcher) *rangeNode {
	leaf := &rangeNode{watcher: x, priority: mix(mix(mix1, x.stream), uint64(x.ID)), max: x.End}
	return n.place(leaf)
}

func (n *rangeNode) place(x *rangeNode) *rangeNode {
	switch {
	case n == nil:
		return x
	case x.priority > n.priority:
		return x.with(n.split(x.watcher))
	case rangeBefore(x.watcher, n.watcher):
		return n.with(n.left.place(x), n.right)
	}
	return n.with(n.left, n.right.place(x))
}

// split returns what is before x and what is after.
func (n *rangeNode) split(x *watcher) (left, right *rangeNode) {
	if n == nil {
		return nil, nil
	}
	if rangeBefore(n.watcher, x) {
		l, r := n.right.split(x)
		return n.with(n.left, l), r
	}
	l, r := n.left.split(x)
	return l, n.with(r, n.right)
}

func (n *rangeNode) remove(x *watcher) *rangeNode {
	switch {
	case n == nil:
		return nil
	case rangeBefore(x, n.watcher):
		return n.with(n.left.remove(x), n.right)
	case rangeBefore(n.watcher, x):
		return n.with(n.left, n.right.remove(x))
	}
	return joined(n.left, n.right)
}

// joined is the treap of what is in a and, after it, in b.
func joined(a, b *rangeNode) *rangeNode {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.priority > b.priority:
		return a.with(a.left, joined(a.right, b))
	}
	return b.with(joined(a, b.left), b.right)
}

// holding calls fn with those whose range holds a key, in order.
func (n *rangeNode) holding(key string, fn func(*watcher) bool) bool {
	if n == nil || n.max != FromKey && n.max <= key {
		return true
	}
	if !n.left.holding(key, fn) {
		return false
	}
	if key < n.Key {
		return true
	}
	if inSpan(key, n.Key, n.End) && !fn(n.watcher) {
		return false
	}
	return n.right.holding(key, fn)
}
