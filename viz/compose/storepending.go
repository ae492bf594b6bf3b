package compose

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// pendingEntry is an entry that a member has and has not applied, and that would
// change the store.
type pendingEntry struct {
	index  raft.Index
	term   raft.Term
	writes []keyWrite
}

// keyWrite is what an entry would do with a key, or a range of keys.
type keyWrite struct {
	key, end string
	value    string
	deletes  bool
	perhaps  bool // as a transaction's compares will decide
}

// pendingOf finds the entries that the member has not applied.
func (b *builder) pendingOf(d *storing) {
	for i := d.v.applied + 1; i <= d.v.log.Last() && len(d.pending) < pendingMost; i++ {
		e, ok := d.v.log.At(i)
		if !ok || e.Size == 0 {
			continue
		}
		p, err := api.DecodeProposal(d.v.m.Arena().Bytes(mvcc.Value(e.Payload)))
		if err != nil {
			continue
		}
		if writes := d.writesOf(&p); len(writes) > 0 {
			d.pending = append(d.pending, pendingEntry{i, e.Term, writes})
		}
	}
}

// writesOf is what a proposal would do with keys.
func (d *storing) writesOf(p *api.Proposal) (writes []keyWrite) {
	switch p.Kind {
	case api.ProposePut:
		return []keyWrite{{key: string(p.Put.Key), value: string(p.Put.Value)}}
	case api.ProposeDeleteRange:
		return []keyWrite{{key: string(p.DeleteRange.Key), end: string(p.DeleteRange.RangeEnd), deletes: true}}
	case api.ProposeTxn:
		return writesOfTxn(nil, p.Txn, false)
	case api.ProposeLeaseRevoke:
		d.kv.Leased(p.Lease.ID, func(key string) bool {
			writes = append(writes, keyWrite{key: key, deletes: true})
			return len(writes) < writesMost
		})
	}
	return writes
}

func writesOfTxn(writes []keyWrite, t *api.Txn, perhaps bool) []keyWrite {
	perhaps = perhaps || len(t.Compare) > 0
	for _, ops := range [2][]api.Request{t.Success, t.Failure} {
		for _, op := range ops {
			if len(writes) >= writesMost {
				return writes
			}
			switch op := op.(type) {
			case api.Put:
				writes = append(writes, keyWrite{key: string(op.Key), value: string(op.Value), perhaps: perhaps})
			case api.DeleteRange:
				writes = append(writes, keyWrite{key: string(op.Key), end: string(op.RangeEnd), deletes: true, perhaps: perhaps})
			case api.Txn:
				writes = writesOfTxn(writes, &op, perhaps)
			}
		}
		if len(t.Compare) == 0 {
			break // it always succeeds
		}
	}
	return writes
}

// touches reports whether a write is about a key.
func (w *keyWrite) touches(key string) bool {
	switch w.end {
	case "":
		return key == w.key
	case mvcc.FromKey:
		return key >= w.key
	}
	return key >= w.key && key < w.end
}

// pendingCells draws what entries would do with a key: outlined, right of now.
func (b *builder) pendingCells(d *storing, key string, y float32) {
	now := d.kv.Revision()
	for i := range d.ahead {
		p := &d.pending[i]
		for k := range p.writes {
			w := &p.writes[k]
			if !w.touches(key) || w.end != "" && d.rows[d.row(key)].alive == false {
				continue
			}
			c := mvcc.Change{KeyValue: mvcc.KeyValue{Key: key}, Delete: w.deletes, Entry: uint64(p.index), Term: uint64(p.term)}
			cell := b.cell(d, &c, d.x(now+1+int64(i)), y)
			cell.Kind = scene.ChangePending
			if w.deletes {
				cell.Kind = scene.ChangePendingTombstone
			}
			if cell.Box.W >= 18 && !w.deletes {
				cell.Text = fitted(w.value, cell.Box.W-4, 13, false)
				if w.perhaps {
					cell.Text = "?"
				}
			}
			cell.Selected = b.in.Selected.Kind == EntryTarget && b.in.Selected.Node == d.v.node && b.in.Selected.Index == p.index
			b.s.Store.Changes = append(b.s.Store.Changes, cell)
			break
		}
	}
}
