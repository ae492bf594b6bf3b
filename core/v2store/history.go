package v2store

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/api"
)

// Window is the number of events that a store remembers (etcd's watcher hub).
const Window = 1000

// chunk is the number of events that are kept together.
const chunk = 64

// history is the window of the last events. Each change has one event and
// raises the index by one, so that an event's place follows from its index.
// Events stand in chunks, all of them full but the last: clones share the full
// ones for good, and the first to append after a clone copies only the last.
type history struct {
	chunks [][]*api.V2Event
	kept   int    // events in all chunks, up to a chunk more than the window
	last   uint64 // index of the newest event, 0 when there is none
	shared bool   // the last chunk is another history's too
}

func (h *history) add(e *api.V2Event) {
	if h.shared {
		h.chunks = slices.Clone(h.chunks)
		if n := len(h.chunks); n > 0 {
			h.chunks[n-1] = append(make([]*api.V2Event, 0, chunk), h.chunks[n-1]...)
		}
		h.shared = false
	}
	if h.kept%chunk == 0 {
		h.chunks = append(h.chunks, make([]*api.V2Event, 0, chunk))
	}
	n := len(h.chunks) - 1
	h.chunks[n] = append(h.chunks[n], e)
	h.kept++
	h.last = e.Index()
	if h.kept-chunk >= Window {
		h.chunks[0] = nil
		h.chunks = h.chunks[1:]
		h.kept -= chunk
	}
}

// size is the number of events in the window.
func (h *history) size() int { return min(h.kept, Window) }

// first is the index of the oldest event in the window, 0 when there is none.
func (h *history) first() uint64 {
	if h.kept == 0 {
		return 0
	}
	return h.last - uint64(h.size()) + 1
}

// since are the events from index on, oldest first.
func (h *history) since(index uint64) iter.Seq[*api.V2Event] {
	from := h.kept - h.size()
	if first := h.first(); index > first {
		from += int(min(index-first, uint64(h.size())))
	}
	return func(yield func(*api.V2Event) bool) {
		for i := from; i < h.kept; i++ {
			if !yield(h.chunks[i/chunk][i%chunk]) {
				return
			}
		}
	}
}

// Events is the number of remembered events, at most Window.
func (s *Store) Events() int { return s.events.size() }

// EventsSince are the remembered events from index on, oldest first. An index
// that has left the window is refused with code 401, one of the future has no
// events.
func (s *Store) EventsSince(index uint64) (iter.Seq[*api.V2Event], error) {
	if first := s.events.first(); index < first {
		return nil, s.refuse(api.EcodeEventIndexCleared,
			"the requested history has been cleared ["+strconv.FormatUint(first, 10)+"/"+strconv.FormatUint(index, 10)+"]")
	}
	return s.events.since(index), nil
}

// Scan is the first remembered event from index on that a watch of key tells
// of; nil when there is none yet. Errors are those of EventsSince.
func (s *Store) Scan(key string, recursive bool, index uint64) (*api.V2Event, error) {
	events, err := s.EventsSince(index)
	if err != nil {
		return nil, err
	}
	key = clean(key)
	for e := range events {
		if !e.Refresh && concerns(e, key, recursive) {
			return e, nil
		}
	}
	return nil, nil
}

// concerns says whether a look into the past for key stops at e: the key
// itself, with recursive what is below it, and the deletion of a directory
// whose path the key begins with (by letters, as etcd compares).
func concerns(e *api.V2Event, key string, recursive bool) bool {
	if e.Node.Key == key {
		return true
	}
	if recursive && strings.HasPrefix(e.Node.Key, strings.TrimSuffix(key, "/")+"/") {
		return true
	}
	gone := e.Action == "delete" || e.Action == "expire"
	return gone && e.PrevNode != nil && e.PrevNode.Dir && strings.HasPrefix(key, e.PrevNode.Key)
}
