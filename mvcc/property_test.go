package mvcc_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/core/wire"
	"raftarium/mvcc"
)

// pair is a store beside its specification.
type pair struct {
	s *mvcc.Store
	m *model
}

var (
	// Few keys, so that generations, tombstones and re-creations abound; some
	// longer than the eight bytes that the index compares first.
	anyKey   = rapid.SampledFrom([]string{"", "a", "a\x00", "ab", "abcdefgh", "abcdefgh1", "abcdefgh2", "b", "\xff", "\xff\xff"})
	anyEnd   = rapid.SampledFrom([]string{"", "", mvcc.FromKey, "ab", "abcdefgh2", "b", "\xff\xff"})
	anyValue = rapid.SampledFrom([]string{"", "x", "y", "zz"})
)

func TestStoreIsItsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arena := mvcc.NewArena()
		pairs := []*pair{{mvcc.New(arena), newModel()}}
		pick := func(t *rapid.T) *pair { return pairs[rapid.IntRange(0, len(pairs)-1).Draw(t, "store")] }
		t.Repeat(map[string]func(*rapid.T){
			"put":     func(t *rapid.T) { pick(t).put(t) },
			"delete":  func(t *rapid.T) { pick(t).delete(t) },
			"txn":     func(t *rapid.T) { pick(t).txn(t) },
			"range":   func(t *rapid.T) { pick(t).readRange(t) },
			"get":     func(t *rapid.T) { pick(t).get(t) },
			"events":  func(t *rapid.T) { pick(t).events(t) },
			"compact": func(t *rapid.T) { pick(t).compact(t) },
			"code":    func(t *rapid.T) { pick(t).code(t) },
			"clone": func(t *rapid.T) {
				p := pick(t)
				pairs = append(pairs, &pair{p.s.Clone(), p.m.clone()})
				if len(pairs) > 4 {
					pairs = pairs[1:]
				}
			},
			"": func(t *rapid.T) {
				for _, p := range pairs {
					p.whole(t)
				}
			},
		})
	})
}

func TestEveryRangeOfAHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &pair{mvcc.New(mvcc.NewArena()), newModel()}
		for range rapid.IntRange(1, 12).Draw(t, "transactions") {
			p.txn(t)
		}
		if rapid.Bool().Draw(t, "compact") {
			p.compact(t)
		}
		for range 30 {
			p.readRange(t)
		}
	})
}

// Long histories cross blocks of records, where sharing between clones is
// decided; one key makes the chain of jumps deep.
func TestLongHistoriesAndTheirClones(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arena := mvcc.NewArena()
		pairs := []*pair{{mvcc.New(arena), newModel()}}
		for range rapid.IntRange(1, 6).Draw(t, "phases") {
			p := pairs[rapid.IntRange(0, len(pairs)-1).Draw(t, "store")]
			pairs = append(pairs, &pair{p.s.Clone(), p.m.clone()})
			keys := rapid.SliceOfN(anyKey, 1, 3).Draw(t, "keys")
			atOnce := rapid.IntRange(1, 5).Draw(t, "puts in a transaction")
			for range rapid.IntRange(1, 60).Draw(t, "transactions") {
				tx, mt := p.s.Begin(), modelTxn{m: p.m}
				for i := range atOnce {
					key := keys[i%len(keys)]
					tx.Put(key, arena.AddString("v"), int64(i))
					mt.add(change{key: key, value: "v", lease: int64(i)})
				}
				tx.Commit()
				mt.commit()
			}
			if rapid.Bool().Draw(t, "compact") {
				p.compact(t)
			}
		}
		for _, p := range pairs {
			p.whole(t)
			p.events(t)
			for range 10 {
				p.get(t)
			}
			p.code(t)
			p.whole(t)
		}
	})
}

func (p *pair) text(kvs []mvcc.KeyValue) []known {
	var out []known
	for _, kv := range kvs {
		k := known{kv, p.s.Arena().Text(kv.Value)}
		k.Value = 0
		out = append(out, k)
	}
	return out
}

func (p *pair) put(t *rapid.T) {
	tx, mt := p.s.Begin(), modelTxn{m: p.m}
	p.putIn(t, &tx, &mt)
	mt.commit()
	require.Equal(t, mvcc.Revision{Main: p.m.rev}, tx.Commit())
}

func (p *pair) putIn(t *rapid.T, tx *mvcc.Txn, mt *modelTxn) {
	key, value, lease := anyKey.Draw(t, "key"), anyValue.Draw(t, "value"), rapid.Int64Range(0, 2).Draw(t, "lease")
	before, had := p.m.at(p.m.rev + 1)[key]
	rev, prev, existed := tx.Put(key, p.s.Arena().AddString(value), lease)
	require.Equal(t, mvcc.Revision{Main: p.m.rev + 1, Sub: mt.sub}, rev)
	require.Equal(t, had, existed)
	if had {
		require.Equal(t, []known{before}, p.text([]mvcc.KeyValue{prev}))
	}
	mt.add(change{key: key, value: value, lease: lease})
}

func (p *pair) delete(t *rapid.T) {
	key, end := anyKey.Draw(t, "key"), anyEnd.Draw(t, "end")
	mt := modelTxn{m: p.m}
	want := mt.deleteRange(key, end)
	mt.commit()
	rev, gone := p.s.DeleteRange(key, end)
	require.Equal(t, want, p.text(gone))
	require.Equal(t, p.m.rev, rev.Main)
}

func (p *pair) txn(t *rapid.T) {
	tx, mt := p.s.Begin(), modelTxn{m: p.m}
	for range rapid.IntRange(0, 6).Draw(t, "ops") {
		switch rapid.IntRange(0, 3).Draw(t, "op") {
		case 0, 1:
			p.putIn(t, &tx, &mt)
		case 2:
			key, end := anyKey.Draw(t, "key"), anyEnd.Draw(t, "end")
			require.Equal(t, mt.deleteRange(key, end), p.text(tx.DeleteRange(key, end)))
		case 3:
			key, end := anyKey.Draw(t, "key"), anyEnd.Draw(t, "end")
			res, err := tx.Range(key, end, mvcc.RangeOptions{})
			require.NoError(t, err)
			require.Equal(t, p.m.rangeAt(p.m.rev+1, key, end), p.text(res.KVs), "a transaction sees its own writes")
			outside, err := p.s.Range(key, end, mvcc.RangeOptions{})
			require.NoError(t, err)
			require.Equal(t, p.m.rangeAt(p.m.rev, key, end), p.text(outside.KVs), "the store does not before commit")
			require.Equal(t, min(mt.sub, 1), res.Rev-outside.Rev)
		}
	}
	require.Equal(t, int(mt.sub), tx.Changes())
	mt.commit()
	require.Equal(t, mvcc.Revision{Main: p.m.rev, Sub: max(mt.sub-1, 0)}, tx.Commit())
}

func (p *pair) readRange(t *rapid.T) {
	key, end := anyKey.Draw(t, "key"), anyEnd.Draw(t, "end")
	bound := rapid.Int64Range(0, p.m.rev+1)
	o := mvcc.RangeOptions{
		Rev:       rapid.Int64Range(-1, p.m.rev+1).Draw(t, "rev"),
		Limit:     rapid.Int64Range(-1, 4).Draw(t, "limit"),
		Target:    rapid.SampledFrom([]mvcc.SortTarget{mvcc.SortByKey, mvcc.SortByVersion, mvcc.SortByCreate, mvcc.SortByMod, mvcc.SortByValue}).Draw(t, "target"),
		Order:     rapid.SampledFrom([]mvcc.SortOrder{mvcc.SortNone, mvcc.SortAscend, mvcc.SortDescend}).Draw(t, "order"),
		KeysOnly:  rapid.Bool().Draw(t, "keys only"),
		CountOnly: rapid.Bool().Draw(t, "count only"),
	}
	if rapid.Bool().Draw(t, "bounds") {
		o.MinMod, o.MaxMod = bound.Draw(t, "min mod"), bound.Draw(t, "max mod")
		o.MinCreate, o.MaxCreate = bound.Draw(t, "min create"), bound.Draw(t, "max create")
	}
	res, err := p.s.Range(key, end, o)
	require.Equal(t, p.m.readable(o.Rev), err)
	if err != nil {
		return
	}
	at := o.Rev
	if at <= 0 {
		at = p.m.rev
	}
	all := p.m.rangeAt(at, key, end)
	require.Equal(t, int64(len(all)), res.Count)
	if o.CountOnly {
		require.Empty(t, res.KVs)
		return
	}
	want, more := sorted(all, o)
	if o.KeysOnly {
		for i := range want {
			want[i].text = ""
		}
	}
	require.Equal(t, want, p.text(res.KVs))
	require.Equal(t, more, res.More)
}

func (p *pair) get(t *rapid.T) {
	key, rev := anyKey.Draw(t, "key"), rapid.Int64Range(0, p.m.rev+1).Draw(t, "rev")
	res, err := p.s.Range(key, "", mvcc.RangeOptions{Rev: rev})
	require.Equal(t, p.m.readable(rev), err)
	if err != nil {
		return
	}
	if rev == 0 || rev == p.m.rev {
		rev = p.m.rev
		kv, ok := p.s.Get(key)
		require.Equal(t, len(res.KVs) == 1, ok)
		require.True(t, !ok || p.text(res.KVs)[0] == p.text([]mvcc.KeyValue{kv})[0], "as it is now")
	}
	want, had := p.m.at(rev)[key]
	require.Equal(t, had, len(res.KVs) == 1)
	if had {
		require.Equal(t, []known{want}, p.text(res.KVs))
	}
}

func (p *pair) events(t *rapid.T) {
	from := mvcc.Revision{Main: rapid.Int64Range(-1, p.m.rev+1).Draw(t, "from"), Sub: rapid.Int64Range(0, 1).Draw(t, "sub")}
	var got []mvcc.Event
	err := p.s.Events(from, func(e mvcc.Event) bool { got = append(got, e); return true })
	if from.Main < p.m.compacted {
		require.Equal(t, mvcc.ErrCompacted, err)
		return
	}
	require.NoError(t, err)
	var want []change
	for _, c := range p.m.changes {
		if c.rev.Compare(from) >= 0 {
			want = append(want, c)
		}
	}
	require.Len(t, got, len(want))
	for i, e := range got {
		c := want[i]
		require.Equal(t, c, change{
			rev: e.KV.ModRev, key: e.KV.Key, value: p.s.Arena().Text(e.KV.Value), lease: e.KV.Lease, delete: e.Delete,
		})
		before, had := p.m.at(c.rev.Main - 1)[c.key]
		had = had && c.rev.Main > p.m.compacted && e.KV.Create != c.rev.Main
		require.Equal(t, had, e.HasPrev)
		if had {
			require.Equal(t, []known{before}, p.text([]mvcc.KeyValue{e.Prev}))
		}
	}
}

func (p *pair) compact(t *rapid.T) {
	rev := rapid.Int64Range(-2, p.m.rev+1).Draw(t, "rev")
	require.Equal(t, p.m.compact(rev), p.s.Compact(rev))
}

// code replaces the store by its own copy, read back into another arena.
func (p *pair) code(t *rapid.T) {
	bytes := encode(p.s)
	c := wire.NewDecoder(bytes)
	back := mvcc.New(mvcc.NewArena())
	back.Code(c)
	require.NoError(t, c.Err())
	require.Zero(t, c.Rest())
	require.Equal(t, bytes, encode(back))
	require.Equal(t, p.s.Hash(), back.Hash())
	require.Equal(t, p.s.Records(), back.Records())
	c = wire.NewDecoder(bytes)
	p.s = mvcc.New(p.s.Arena())
	p.s.Code(c)
}

func encode(s *mvcc.Store) []byte {
	c := wire.NewEncoder(nil)
	s.Code(c)
	return c.Encoded()
}

// whole compares everything that can be seen now.
func (p *pair) whole(t *rapid.T) {
	require.NoError(t, p.s.Check())
	require.Equal(t, p.m.rev, p.s.Revision())
	require.Equal(t, p.m.compacted, p.s.Compacted())
	p.s.Hash() // remembered part by part: code compares it with one made at once
	all := p.m.rangeAt(p.m.rev, "", mvcc.FromKey)
	res, err := p.s.Range("", mvcc.FromKey, mvcc.RangeOptions{})
	require.NoError(t, err)
	require.Equal(t, all, p.text(res.KVs))
	require.Equal(t, len(all), p.s.Len())
}
