package v2store

import (
	"strconv"
	"strings"

	"raftarium/core/api"
)

// Window is the number of events that a store remembers (etcd's watcher hub).
const Window = 1000

// history is the window of the last events, the oldest first. Each change
// has one event and raises the index by one, so that an event's place follows
// from its index. Clones share the array: the one that appends after a clone
// gets an array of its own.
type history struct {
	events []*api.V2Event
}

func (h *history) share() { h.events = h.events[:len(h.events):len(h.events)] }

func (h *history) add(e *api.V2Event) {
	h.events = append(h.events, e)
	if len(h.events) > Window {
		h.events = h.events[len(h.events)-Window:]
	}
}

// first is the index of the oldest event, 0 when there is none.
func (h *history) first() uint64 {
	if len(h.events) == 0 {
		return 0
	}
	return h.events[0].Index()
}

// EventsSince are the remembered events from index on, oldest first; the
// slice is not to be changed. An index that has left the window is refused
// with code 401, one of the future has no events.
func (s *Store) EventsSince(index uint64) ([]*api.V2Event, error) {
	first := s.events.first()
	if index < first {
		return nil, s.refuse(api.EcodeEventIndexCleared,
			"the requested history has been cleared ["+strconv.FormatUint(first, 10)+"/"+strconv.FormatUint(index, 10)+"]")
	}
	n := uint64(len(s.events.events))
	if n == 0 || index-first >= n {
		return nil, nil
	}
	return s.events.events[index-first : n : n], nil
}

// Scan is the first remembered event from index on that a watch of key tells
// of; nil when there is none yet. Errors are those of EventsSince.
func (s *Store) Scan(key string, recursive bool, index uint64) (*api.V2Event, error) {
	events, err := s.EventsSince(index)
	if err != nil {
		return nil, err
	}
	key = clean(key)
	for _, e := range events {
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
