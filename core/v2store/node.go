package v2store

import (
	"strings"

	"raftarium/core/api"
)

// node is a key or a directory. It never changes once it is in a tree: a
// change puts a new node in its place.
type node struct {
	path              string
	cut               int // path[:cut] is the directory, path[cut+1:] the name
	value             string
	dir               bool
	created, modified uint64
	expires           int64 // nanoseconds since 1970; 0: never
}

func newNode(path string, index uint64) *node {
	return &node{path: path, cut: strings.LastIndexByte(path, '/'), created: index, modified: index}
}

func (n *node) parent() string { return n.path[:n.cut] }

func (n *node) name() string { return n.path[n.cut+1:] }

// hidden nodes are not listed in their directory.
func (n *node) hidden() bool { return strings.HasPrefix(n.name(), "_") }

// byPath orders by directory, then name: what is in a directory stands side
// by side, in the order that sorted=true asks for.
func byPath(a, b *node) bool {
	if c := strings.Compare(a.parent(), b.parent()); c != 0 {
		return c < 0
	}
	return a.name() < b.name()
}

// byExpiry orders by the moment of expiry. etcd leaves the order of equal
// moments open; the path decides it here.
func byExpiry(a, b *node) bool {
	if a.expires != b.expires {
		return a.expires < b.expires
	}
	return a.path < b.path
}

// show is the node without its children, as events carry it.
func (n *node) show(now int64) *api.V2Node {
	v := &api.V2Node{Key: n.path, Dir: n.dir, ModifiedIndex: n.modified, CreatedIndex: n.created}
	if !n.dir {
		v.Value = &n.value
	}
	v.Expiration, v.TTL = n.expires, ttl(n.expires, now)
	return v
}

// ttl is the time left in seconds, rounded up; negative once it is over.
func ttl(expires, now int64) int64 {
	if expires == 0 {
		return 0
	}
	const second = int64(1e9)
	left := expires - now
	s := left / second
	if left%second > 0 {
		s++
	}
	return s
}

// compare checks the conditions of a compare-and-swap or -delete; an empty
// value and index 0 stand for none. The cause is etcd's text of the failure.
func (n *node) compare(prevValue string, prevIndex uint64) (cause string, ok bool) {
	value := prevValue == "" || n.value == prevValue
	index := prevIndex == 0 || n.modified == prevIndex
	switch {
	case value && index:
		return "", true
	case value:
		return indexCause(n, prevIndex), false
	case index:
		return valueCause(n, prevValue), false
	}
	return valueCause(n, prevValue) + " " + indexCause(n, prevIndex), false
}
