package mvcc_test

import (
	"cmp"
	"maps"
	"slices"

	"raftarium/mvcc"
)

// model is the specification in its plainest form: every change that was ever
// made, never thinned, and each question answered by walking all of them.
type model struct {
	changes   []change
	rev       int64
	compacted int64
}

type change struct {
	rev    mvcc.Revision
	key    string
	value  string
	lease  int64
	delete bool
}

// known is a key value with its bytes instead of a handle.
type known struct {
	mvcc.KeyValue
	text string
}

func newModel() *model { return &model{rev: 1, compacted: -1} }

func (m *model) clone() *model {
	c := *m
	c.changes = slices.Clone(m.changes)
	return &c
}

// at is the state after all changes of main revision rev.
func (m *model) at(rev int64) map[string]known {
	state := map[string]known{}
	for _, c := range m.changes {
		if c.rev.Main > rev {
			break
		}
		if c.delete {
			delete(state, c.key)
			continue
		}
		old, ok := state[c.key]
		if !ok {
			old.Create = c.rev.Main
		}
		state[c.key] = known{mvcc.KeyValue{
			Key: c.key, Create: old.Create, Mod: c.rev.Main, ModRev: c.rev,
			Version: old.Version + 1, Lease: c.lease,
		}, c.value}
	}
	return state
}

func inRange(key, from, end string) bool {
	switch end {
	case "":
		return key == from
	case mvcc.FromKey:
		return key >= from
	}
	return key >= from && key < end
}

func (m *model) rangeAt(rev int64, from, end string) []known {
	state := m.at(rev)
	var out []known
	for _, key := range slices.Sorted(maps.Keys(state)) {
		if inRange(key, from, end) {
			out = append(out, state[key])
		}
	}
	return out
}

// modelTxn collects changes at one main revision.
type modelTxn struct {
	m   *model
	sub int64
}

func (t *modelTxn) add(c change) {
	c.rev = mvcc.Revision{Main: t.m.rev + 1, Sub: t.sub}
	t.m.changes = append(t.m.changes, c)
	t.sub++
}

func (t *modelTxn) deleteRange(from, end string) []known {
	gone := t.m.rangeAt(t.m.rev+1, from, end)
	for _, kv := range gone {
		t.add(change{key: kv.Key, delete: true})
	}
	return gone
}

func (t *modelTxn) commit() {
	if t.sub > 0 {
		t.m.rev++
	}
}

func (m *model) compact(rev int64) error {
	switch {
	case rev <= m.compacted:
		return mvcc.ErrCompacted
	case rev > m.rev:
		return mvcc.ErrFutureRev
	}
	m.compacted = rev
	return nil
}

func (m *model) readable(rev int64) error {
	switch {
	case rev > m.rev:
		return mvcc.ErrFutureRev
	case rev > 0 && rev < m.compacted:
		return mvcc.ErrCompacted
	}
	return nil
}

// sorted applies bounds, sort and limit to a range the long way round.
func sorted(kvs []known, o mvcc.RangeOptions) (out []known, more bool) {
	bounded := o.MinMod != 0 || o.MaxMod != 0 || o.MinCreate != 0 || o.MaxCreate != 0
	if o.Limit > 0 && o.Order == mvcc.SortNone && !bounded && int64(len(kvs)) > o.Limit {
		kvs = kvs[:o.Limit+1]
	}
	for _, kv := range kvs {
		if kv.Mod >= o.MinMod && (o.MaxMod == 0 || kv.Mod <= o.MaxMod) &&
			kv.Create >= o.MinCreate && (o.MaxCreate == 0 || kv.Create <= o.MaxCreate) {
			out = append(out, kv)
		}
	}
	slices.SortStableFunc(out, func(a, b known) int {
		c := map[mvcc.SortTarget]int{
			mvcc.SortByKey:     cmp.Compare(a.Key, b.Key),
			mvcc.SortByVersion: cmp.Compare(a.Version, b.Version),
			mvcc.SortByCreate:  cmp.Compare(a.Create, b.Create),
			mvcc.SortByMod:     cmp.Compare(a.Mod, b.Mod),
			mvcc.SortByValue:   cmp.Compare(a.text, b.text),
		}[o.Target]
		if o.Order == mvcc.SortDescend {
			c = -c
		}
		return c
	})
	if o.Limit > 0 && int64(len(out)) > o.Limit {
		return out[:o.Limit], true
	}
	return out, false
}
