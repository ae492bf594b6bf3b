package v2store

// Node is a key or a directory as it stands in the store.
type Node struct {
	Path              string // from /0 or /1 on
	Depth             int    // below the directory that is walked: 1 for what is directly in it
	Dir               bool
	Hidden            bool // its name, or that of a directory above it, begins with "_": etcd lists it nowhere
	Value             string
	Created, Modified uint64
	Expires           int64 // nanoseconds since 1970; 0: never
}

// Walk visits all that is below a directory, each directory before what is in it,
// by name, hidden nodes too, until visit returns false. A path that is no directory
// has nothing below it. The store must not be changed meanwhile.
func (s *Store) Walk(dir string, visit func(Node) bool) {
	if n, ok := s.at(clean(dir)); ok && n.dir {
		s.walk(n, 1, false, visit)
	}
}

func (s *Store) walk(dir *node, depth int, hidden bool, visit func(Node) bool) (goOn bool) {
	within := dir.path
	if within == "/" {
		within = ""
	}
	goOn = true
	s.tree.AscendGreaterOrEqual(&node{path: within + "/", cut: len(within)}, func(n *node) bool {
		if n.parent() != within {
			return false
		}
		hides := hidden || n.hidden()
		goOn = visit(Node{n.path, depth, n.dir, hides, n.value, n.created, n.modified, n.expires}) &&
			(!n.dir || s.walk(n, depth+1, hides, visit))
		return goOn
	})
	return goOn
}

// Find returns the key or the directory at a path, and whether there is one.
func (s *Store) Find(path string) (Node, bool) {
	n, ok := s.at(clean(path))
	if !ok {
		return Node{}, false
	}
	return Node{n.path, 0, n.dir, n.hidden(), n.value, n.created, n.modified, n.expires}, true
}
