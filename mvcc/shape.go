package mvcc

import "unsafe"

// IndexDegree is the degree of the key index's B-tree: a node has at most
// 2·IndexDegree − 1 keys and, but for the root, at least IndexDegree − 1.
const IndexDegree = degree

// IndexNode is a node of the key index's B-tree as it is at this moment, to be
// looked at before the store changes.
type IndexNode struct{ n *indexNode }

// indexTree and indexNode mirror the layout of google/btree's BTreeG and of its
// nodes, version 1.1.3: the library shows items in their order and not where its
// nodes end. IndexRoot and a test hold that they still fit.
type indexTree struct {
	degree, length int
	root           *indexNode
	cow            unsafe.Pointer
}

type indexNode struct {
	items    []item
	children []*indexNode
	cow      unsafe.Pointer
}

// IndexRoot returns the root of the key index. It reports false for an index
// without keys.
func (s *Store) IndexRoot() (IndexNode, bool) {
	t := (*indexTree)(unsafe.Pointer(s.index))
	if t.degree != degree || t.length != s.index.Len() {
		panic("mvcc: the index is not laid out as google/btree 1.1.3 does it")
	}
	return IndexNode{t.root}, t.root != nil
}

// Len is the number of keys in the node.
func (n IndexNode) Len() int { return len(n.n.items) }

// Key returns the node's i-th key, from 0.
func (n IndexNode) Key(i int) string { return n.n.items[i].key }

// Children is the number of the node's children: none in a leaf, else one more
// than it has keys.
func (n IndexNode) Children() int { return len(n.n.children) }

// Child returns the i-th child, whose keys lie between the node's keys i−1 and i.
func (n IndexNode) Child(i int) IndexNode { return IndexNode{n.n.children[i]} }
