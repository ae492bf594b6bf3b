package v2store

import (
	"path"
	"strconv"
	"strings"

	"github.com/google/btree"

	"raftarium/core/api"
)

// degree of the B-trees: nodes are copied on the first write after a clone,
// so that small ones keep a clone's first write cheap.
const degree = 8

// Store is one member's v2 key space. Use New; a Store must not be copied
// but by Clone.
type Store struct {
	tree   *btree.BTreeG[*node]
	expiry *btree.BTreeG[*node] // the nodes that expire
	shared bool                 // the trees are another store's too: clone before writing
	index  uint64
	sum    uint64 // of the prints of all nodes
	events history
	hub    hub
	stats  Stats
}

// New is the store of a new member: index 0, the directories /0 (what the
// cluster knows of itself) and /1 (the users' keys).
func New() *Store {
	s := &Store{tree: btree.NewG(degree, byPath), expiry: btree.NewG(degree, byExpiry), stats: startReads}
	for _, p := range []string{api.V2ClusterPrefix, api.V2KeysPrefix} {
		n := newNode(p, 0)
		n.dir = true
		s.put(n)
	}
	return s
}

// Clone is an independent store with the same content. It costs a few words:
// trees and events are shared until one side writes.
func (s *Store) Clone() *Store {
	s.shared = true
	s.events.shared = true
	s.hub.shared = true
	c := *s
	return &c
}

// Index counts the changes since the store was new (X-Etcd-Index).
func (s *Store) Index() uint64 { return s.index }

// Len is the number of keys and directories, the roots /0 and /1 included.
func (s *Store) Len() int { return s.tree.Len() }

// NextExpiry is the moment at which the next node expires; ok says that there
// is one. The leader proposes SYNC entries only as long as there is.
func (s *Store) NextExpiry() (at int64, ok bool) {
	n, ok := s.expiry.Min()
	if !ok {
		return 0, false
	}
	return n.expires, true
}

// own makes the trees this store's alone, before the first write.
func (s *Store) own() {
	if s.shared {
		s.tree, s.expiry, s.shared = s.tree.Clone(), s.expiry.Clone(), false
	}
}

// put places n, and takes away what stood at its path.
func (s *Store) put(n *node) {
	s.own()
	old, ok := s.tree.ReplaceOrInsert(n)
	if ok {
		s.sum -= old.print()
	}
	if ok && old.expires != 0 {
		s.expiry.Delete(old)
	}
	s.sum += n.print()
	if n.expires != 0 {
		s.expiry.ReplaceOrInsert(n)
	}
}

// remove takes n and all that is below it out of the trees, as e tells.
func (s *Store) remove(n *node, e *api.V2Event) {
	s.own()
	if n.dir {
		for _, child := range s.children(n) {
			s.remove(child, e)
		}
	}
	if gone, ok := s.tree.Delete(n); ok {
		s.sum -= gone.print()
	}
	if n.expires != 0 {
		s.expiry.Delete(n)
	}
	s.hub.removed(e, n.path)
}

// children are the nodes directly in a directory, by name, hidden ones too.
func (s *Store) children(dir *node) []*node {
	var list []*node
	within := dir.path
	if within == "/" {
		within = ""
	}
	s.tree.AscendGreaterOrEqual(&node{path: within + "/", cut: len(within)}, func(n *node) bool {
		if n.parent() != within {
			return false
		}
		list = append(list, n)
		return true
	})
	return list
}

// root stands for "/", which is in no tree.
var root = &node{path: "/", dir: true}

// at finds the node of a clean path.
func (s *Store) at(p string) (*node, bool) {
	if p == "/" {
		return root, true
	}
	return s.tree.Get(&node{path: p, cut: strings.LastIndexByte(p, '/')})
}

// find is at, with the error that tells how far down the path goes: the
// first component that is missing, or that is no directory.
func (s *Store) find(p string) (*node, error) {
	if n, ok := s.at(p); ok {
		return n, nil
	}
	for end := 1; end <= len(p); end++ {
		if end < len(p) && p[end] != '/' {
			continue
		}
		n, ok := s.at(p[:end])
		if !ok {
			return nil, s.refuse(api.EcodeKeyNotFound, p[:end])
		}
		if !n.dir {
			return nil, s.refuse(api.EcodeNotDir, n.path)
		}
	}
	panic("v2store: a path was missing whose every component is there")
}

// makeDirs creates the directories above p that are missing; they get the
// index of the change that needs them.
func (s *Store) makeDirs(p string, index uint64) error {
	above := path.Dir(p)
	if n, ok := s.at(above); ok && n.dir {
		return nil
	}
	for end := 1; end <= len(above); end++ {
		if end < len(above) && above[end] != '/' {
			continue
		}
		n, ok := s.at(above[:end])
		if ok && !n.dir {
			return s.refuse(api.EcodeNotDir, n.path)
		}
		if !ok {
			n = newNode(above[:end], index)
			n.dir = true
			s.put(n)
		}
	}
	return nil
}

// readOnly are the paths that nobody may write or delete.
func readOnly(p string) bool {
	return p == "/" || p == api.V2ClusterPrefix || p == api.V2KeysPrefix
}

func (s *Store) refuse(code api.V2Code, cause string) error {
	return api.V2Error{Code: code, Cause: cause, Index: s.index}
}

func clean(p string) string { return path.Join("/", p) }

func indexCause(n *node, prevIndex uint64) string {
	return "[" + strconv.FormatUint(prevIndex, 10) + " != " + strconv.FormatUint(n.modified, 10) + "]"
}

func valueCause(n *node, prevValue string) string {
	return "[" + prevValue + " != " + n.value + "]"
}
