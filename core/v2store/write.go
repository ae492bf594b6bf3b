package v2store

import (
	"fmt"

	"raftarium/core/api"
)

// TTL says when a node expires. The zero value: never.
type TTL struct {
	Expires int64 // nanoseconds since 1970; 0: never
	Refresh bool  // keep the value, and tell no watcher
}

// minExpiry is 2000-01-01: a new node that would expire before it is
// permanent, a rule of etcd against clients that send broken times.
const minExpiry = 946684800e9

// Set creates or replaces the key at p, and the directories above it. A
// directory is not replaced. Errors: 102, 104, 107; refreshing what is not
// there: 100.
func (s *Store) Set(p string, dir bool, value string, ttl TTL, now int64) (*api.V2Event, error) {
	p = clean(p)
	old, err := s.find(p)
	if err != nil && (ttl.Refresh || err.(api.V2Error).Code != api.EcodeKeyNotFound) {
		return nil, err
	}
	if ttl.Refresh {
		value = old.value
	}
	return s.create("set", p, dir, value, true, ttl, now)
}

// Create makes the key or directory at p, and the directories above it. With
// unique p is a directory, and the new key is named by the index, 20 digits.
// Errors: 104, 105, 107.
func (s *Store) Create(p string, dir bool, value string, unique bool, ttl TTL, now int64) (*api.V2Event, error) {
	if unique {
		p += "/" + fmt.Sprintf("%020d", s.index+1)
	}
	ttl.Refresh = false
	return s.create("create", clean(p), dir, value, false, ttl, now)
}

func (s *Store) create(action, p string, dir bool, value string, replace bool, ttl TTL, now int64) (*api.V2Event, error) {
	if readOnly(p) {
		return nil, s.refuse(api.EcodeRootReadOnly, "/")
	}
	if ttl.Expires < minExpiry {
		ttl.Expires = 0
	}
	index := s.index + 1
	if err := s.makeDirs(p, index); err != nil {
		return nil, err
	}
	var prev *api.V2Node
	if old, ok := s.at(p); ok {
		if !replace {
			return nil, s.refuse(api.EcodeNodeExist, p)
		}
		if old.dir {
			return nil, s.refuse(api.EcodeNotFile, p)
		}
		prev = old.show(now)
	}
	n := newNode(p, index)
	n.dir, n.expires = dir, ttl.Expires
	if !dir {
		n.value = value
	}
	s.put(n)
	return s.changed(&api.V2Event{Action: action, Node: n.show(now), PrevNode: prev, Refresh: ttl.Refresh}), nil
}

// Update changes the value and the TTL of a key, or the TTL of a directory;
// without a TTL what was temporary becomes permanent. Errors: 100, 102, 104,
// 107.
func (s *Store) Update(p, value string, ttl TTL, now int64) (*api.V2Event, error) {
	p = clean(p)
	if readOnly(p) {
		return nil, s.refuse(api.EcodeRootReadOnly, "/")
	}
	old, err := s.find(p)
	if err != nil {
		return nil, err
	}
	if old.dir && value != "" {
		return nil, s.refuse(api.EcodeNotFile, p)
	}
	return s.rewrite("update", old, value, ttl, now), nil
}

// CompareAndSwap is Update of a key that has prevValue (if not empty) and
// prevIndex (if not 0). Errors: 100, 101, 102, 104, 107.
func (s *Store) CompareAndSwap(p, prevValue string, prevIndex uint64, value string, ttl TTL, now int64) (*api.V2Event, error) {
	p = clean(p)
	if readOnly(p) {
		return nil, s.refuse(api.EcodeRootReadOnly, "/")
	}
	old, err := s.compared(p, prevValue, prevIndex)
	if err != nil {
		return nil, err
	}
	return s.rewrite("compareAndSwap", old, value, ttl, now), nil
}

// rewrite puts a value and a TTL in old's place. A directory keeps its
// modifiedIndex, while the event shows the new one: etcd's Write refuses
// directories without anyone asking.
func (s *Store) rewrite(action string, old *node, value string, ttl TTL, now int64) *api.V2Event {
	n := *old
	n.expires = ttl.Expires
	if !old.dir {
		n.modified = s.index + 1
		if !ttl.Refresh {
			n.value = value
		}
	}
	s.put(&n)
	shown := n.show(now)
	shown.ModifiedIndex = s.index + 1
	return s.changed(&api.V2Event{Action: action, Node: shown, PrevNode: old.show(now), Refresh: ttl.Refresh})
}

// Delete removes the key at p, an empty directory if dir says so, and a
// directory with all that is in it if recursive does. Errors: 100, 102, 104,
// 107, 108.
func (s *Store) Delete(p string, dir, recursive bool, now int64) (*api.V2Event, error) {
	p = clean(p)
	if readOnly(p) {
		return nil, s.refuse(api.EcodeRootReadOnly, "/")
	}
	n, err := s.find(p)
	if err != nil {
		return nil, err
	}
	if n.dir && !dir && !recursive {
		return nil, s.refuse(api.EcodeNotFile, p)
	}
	if n.dir && !recursive && len(s.children(n)) > 0 {
		return nil, s.refuse(api.EcodeDirNotEmpty, p)
	}
	return s.take("delete", n, now), nil
}

// CompareAndDelete removes a key that has prevValue (if not empty) and
// prevIndex (if not 0). Errors: 100, 101, 102, 104.
func (s *Store) CompareAndDelete(p, prevValue string, prevIndex uint64, now int64) (*api.V2Event, error) {
	n, err := s.compared(clean(p), prevValue, prevIndex)
	if err != nil {
		return nil, err
	}
	return s.take("compareAndDelete", n, now), nil
}

// DeleteExpired removes what expires at cutoff or before, earliest first, as
// etcd's SYNC entries do; a directory goes with all that is in it. Each
// removal is one event and one index.
func (s *Store) DeleteExpired(cutoff, now int64) []*api.V2Event {
	var events []*api.V2Event
	for {
		n, ok := s.expiry.Min()
		if !ok || n.expires > cutoff {
			return events
		}
		s.count(expired, nil)
		events = append(events, s.take("expire", n, now))
	}
}

func (s *Store) compared(p, prevValue string, prevIndex uint64) (*node, error) {
	n, err := s.find(p)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return nil, s.refuse(api.EcodeNotFile, p)
	}
	if cause, ok := n.compare(prevValue, prevIndex); !ok {
		return nil, s.refuse(api.EcodeTestFailed, cause)
	}
	return n, nil
}

func (s *Store) take(action string, n *node, now int64) *api.V2Event {
	e := &api.V2Event{
		Action:   action,
		Node:     &api.V2Node{Key: n.path, Dir: n.dir, ModifiedIndex: s.index + 1, CreatedIndex: n.created},
		PrevNode: n.show(now),
	}
	s.remove(n, e)
	return s.changed(e)
}

// changed counts a change, remembers its event and tells it to watches.
func (s *Store) changed(e *api.V2Event) *api.V2Event {
	s.index++
	e.EtcdIndex = s.index
	s.events.add(e)
	if !e.Refresh {
		s.hub.notify(e)
	}
	return e
}

// Apply does an operation of the log, as etcd's applierV2store: which of the
// methods above a PUT means depends on its conditions. events are all changes
// in their order; for V2QGet, the reading. V2Sync has any number of events
// and no error, everything else one of the two.
func (s *Store) Apply(op *api.V2Op, now int64) (events []*api.V2Event, err error) {
	if op.Method == api.V2Sync {
		return s.DeleteExpired(op.Time, now), nil
	}
	e, err := s.applyOne(op, now)
	if err != nil {
		return nil, err
	}
	return []*api.V2Event{e}, nil
}

func (s *Store) applyOne(op *api.V2Op, now int64) (*api.V2Event, error) {
	ttl := TTL{Expires: op.Expiration, Refresh: op.Refresh}
	compares := op.PrevIndex != 0 || op.PrevValue != ""
	var e *api.V2Event
	var err error
	var what int
	switch {
	case op.Method == api.V2Post:
		what = creates
		e, err = s.Create(op.Path, op.Dir, op.Value, true, ttl, now)
	case op.Method == api.V2Delete && compares:
		what = compareAndDeletes
		e, err = s.CompareAndDelete(op.Path, op.PrevValue, op.PrevIndex, now)
	case op.Method == api.V2Delete:
		what = deletes
		e, err = s.Delete(op.Path, op.Dir, op.Recursive, now)
	case op.Method == api.V2QGet:
		return s.Read(op.Path, op.Recursive, now)
	case op.Method != api.V2Put:
		panic("v2store: apply an operation of unknown method at " + op.Path)
	case op.PrevExist != nil && !*op.PrevExist:
		what = creates
		e, err = s.Create(op.Path, op.Dir, op.Value, false, ttl, now)
	case compares:
		what = compareAndSwaps
		e, err = s.CompareAndSwap(op.Path, op.PrevValue, op.PrevIndex, op.Value, ttl, now)
	case op.PrevExist != nil:
		what = updates
		e, err = s.Update(op.Path, op.Value, ttl, now)
	default:
		what = sets
		e, err = s.Set(op.Path, op.Dir, op.Value, ttl, now)
	}
	s.count(what, err)
	return e, err
}
