package v2store

import "raftarium/core/api"

// Get reads the key or directory at p. A directory shows what is directly in
// it, with recursive all that is below, hidden nodes (names with a leading
// "_") left out, always by name: etcd lists in no order unless sorted is
// asked for. Errors: 100, 104.
func (s *Store) Get(p string, recursive bool, now int64) (*api.V2Event, error) {
	n, err := s.find(clean(p))
	if err != nil {
		return nil, err
	}
	shown := n.show(now)
	if n.dir {
		shown.Nodes = s.list(n, recursive, now)
	}
	return &api.V2Event{Action: "get", Node: shown, EtcdIndex: s.index}, nil
}

func (s *Store) list(dir *node, recursive bool, now int64) []*api.V2Node {
	var nodes []*api.V2Node
	for _, n := range s.children(dir) {
		if n.hidden() {
			continue
		}
		shown := n.show(now)
		if n.dir && recursive {
			shown.Nodes = s.list(n, true, now)
		}
		nodes = append(nodes, shown)
	}
	return nodes
}
