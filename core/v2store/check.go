package v2store

import (
	"fmt"

	"raftarium/core/api"
)

// Check looks for a state that no sequence of operations can lead to, and
// says what is wrong with it. It walks the whole store.
func (s *Store) Check() error {
	for _, p := range []string{api.V2ClusterPrefix, api.V2KeysPrefix} {
		if n, ok := s.at(p); !ok || !n.dir {
			return fmt.Errorf("check v2 store: the directory %s is missing", p)
		}
	}
	var fault error
	expiring := 0
	s.tree.Ascend(func(n *node) bool {
		fault = s.checkNode(n)
		if n.expires != 0 {
			expiring++
		}
		return fault == nil
	})
	if fault != nil {
		return fault
	}
	if expiring != s.expiry.Len() {
		return fmt.Errorf("check v2 store: %d nodes expire, %d are in the tree by expiry", expiring, s.expiry.Len())
	}
	return s.checkEvents()
}

func (s *Store) checkNode(n *node) error {
	if n.path != clean(n.path) {
		return fmt.Errorf("check v2 store: the path %q is not clean", n.path)
	}
	if above, ok := s.at(n.path[:max(n.cut, 1)]); !ok || !above.dir {
		return fmt.Errorf("check v2 store: %s is in no directory", n.path)
	}
	if n.created > n.modified || n.modified > s.index {
		return fmt.Errorf("check v2 store: %s was created at %d and modified at %d, and the index is %d", n.path, n.created, n.modified, s.index)
	}
	if n.dir && n.value != "" {
		return fmt.Errorf("check v2 store: the directory %s has a value", n.path)
	}
	if n.expires != 0 && !s.expiry.Has(n) {
		return fmt.Errorf("check v2 store: %s expires and is not in the tree by expiry", n.path)
	}
	return nil
}

func (s *Store) checkEvents() error {
	h := &s.events
	if want := min(s.index, Window); uint64(h.size()) != want || h.last != s.index {
		return fmt.Errorf("check v2 store: %d events up to %d are remembered at index %d, not %d", h.size(), h.last, s.index, want)
	}
	want := h.first()
	for e := range h.since(0) {
		if e.Index() != want {
			return fmt.Errorf("check v2 store: the event of index %d says %d", want, e.Index())
		}
		want++
	}
	return nil
}
