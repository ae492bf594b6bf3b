package v2store

import (
	"strings"

	"github.com/google/btree"

	"raftarium/core/api"
)

// Watch asks for changes of a key and, if it is recursive, of what is below it.
type Watch struct {
	ID        uint64 // the owner's own name for it, higher than those before
	Key       string
	Recursive bool
	Stream    bool   // goes on after the first change
	Since     uint64 // no change before this index counts
}

// Told is a change that a watch has been waiting for.
type Told struct {
	ID    uint64
	Event *api.V2Event
}

// hub is who waits for changes (etcd's watcherHub). It is no part of what is
// stored: a snapshot neither has it nor replaces it.
type hub struct {
	waiting *btree.BTreeG[*Watch] // nil: nobody; a Watch that waits is not changed
	shared  bool                  // the tree is another hub's too
	told    []Told                // since the owner took them last
}

func byKeyAndID(a, b *Watch) bool {
	if c := strings.Compare(a.Key, b.Key); c != 0 {
		return c < 0
	}
	return a.ID < b.ID
}

func (h *hub) own() {
	switch {
	case h.waiting == nil:
		h.waiting = btree.NewG(degree, byKeyAndID)
	case h.shared:
		h.waiting = h.waiting.Clone()
	}
	h.shared = false
}

// Watch lets w wait. If the window has a change that it asks for, that one is
// returned and nothing waits, not even for a stream: etcd's watcherHub leaves
// out what it answers from the past. Since 0 stands for now. Errors are those
// of EventsSince.
func (s *Store) Watch(w Watch) (*api.V2Event, error) {
	w.Key = clean(w.Key)
	if w.Since == 0 {
		w.Since = s.index + 1
	}
	e, err := s.Scan(w.Key, w.Recursive, w.Since)
	if e != nil || err != nil {
		return e, err
	}
	s.hub.own()
	s.hub.waiting.ReplaceOrInsert(&w)
	return nil, nil
}

// Unwatch lets a watch wait no more.
func (s *Store) Unwatch(key string, id uint64) {
	s.hub.own()
	s.hub.waiting.Delete(&Watch{Key: clean(key), ID: id})
}

// Watching is the number of watches that wait.
func (s *Store) Watching() int {
	if s.hub.waiting == nil {
		return 0
	}
	return s.hub.waiting.Len()
}

// Tell returns what watches are to be told, in the order in which it happened,
// and forgets it. Of a change several watches have the same event.
func (s *Store) Tell() []Told {
	told := s.hub.told
	s.hub.told = nil
	return told
}

// KeepWatches takes over who waits at a store that this one replaces.
func (s *Store) KeepWatches(old *Store) { s.hub = old.hub }

// CodeWatches walks over who waits.
func (s *Store) CodeWatches(c api.Coder) {
	var list []*Watch
	if s.hub.waiting != nil {
		s.hub.waiting.Ascend(func(w *Watch) bool {
			list = append(list, w)
			return true
		})
	}
	n := c.Len(len(list))
	if c.Decoding() {
		s.hub = hub{}
		list = nil
	}
	for i := range n {
		var w Watch
		if !c.Decoding() {
			w = *list[i]
		}
		c.Uint64(&w.ID)
		c.String(&w.Key)
		c.Bool(&w.Recursive)
		c.Bool(&w.Stream)
		c.Uint64(&w.Since)
		if c.Decoding() {
			s.hub.own()
			s.hub.waiting.ReplaceOrInsert(&w)
		}
	}
}

// notify tells of a change whoever waits for its key or, recursively, for
// what is above it.
func (h *hub) notify(e *api.V2Event) {
	if h.waiting == nil || h.waiting.Len() == 0 {
		return
	}
	key := e.Node.Key
	for end := 1; end <= len(key); end++ {
		if end == len(key) || key[end] == '/' {
			h.tell(e, key[:end], false)
		}
	}
}

// removed tells of a deletion whoever waits for a node that goes with it. A
// stream on the deleted key itself is told twice, as etcd's is: notify follows.
func (h *hub) removed(e *api.V2Event, key string) {
	if h.waiting != nil && h.waiting.Len() > 0 {
		h.tell(e, key, true)
	}
}

func (h *hub) tell(e *api.V2Event, key string, deleted bool) {
	var done []*Watch
	itself := e.Node.Key == key
	if !itself && hides(key, e.Node.Key) {
		return
	}
	h.waiting.AscendGreaterOrEqual(&Watch{Key: key}, func(w *Watch) bool {
		if w.Key != key {
			return false
		}
		if (w.Recursive || itself || deleted) && e.Index() >= w.Since {
			h.told = append(h.told, Told{w.ID, e})
			if !w.Stream {
				done = append(done, w)
			}
		}
		return true
	})
	if len(done) > 0 {
		h.own()
		for _, w := range done {
			h.waiting.Delete(w)
		}
	}
}

// hides reports whether a key is hidden from those who watch one above it.
func hides(watched, key string) bool {
	return len(watched) <= len(key) && strings.Contains(key[len(watched):], "/_")
}
