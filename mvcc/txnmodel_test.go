package mvcc_test

import (
	"cmp"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"raftarium/mvcc"
)

var anyRangeEnd = rapid.SampledFrom([]string{"", "", "", "ab", "b", mvcc.FromKey})

func anyCompare(t *rapid.T) mvcc.Compare {
	return mvcc.Compare{
		Key: rapid.SampledFrom([]string{"a", "ab", "b"}).Draw(t, "key"), End: anyRangeEnd.Draw(t, "end"),
		Target: mvcc.CompareTarget(rapid.IntRange(0, 4).Draw(t, "target")),
		Result: mvcc.CompareResult(rapid.IntRange(0, 3).Draw(t, "result")),
		Number: rapid.Int64Range(0, 5).Draw(t, "number"), Value: []byte(anyValue.Draw(t, "value")),
	}
}

func anyOps(t *rapid.T, arena *mvcc.Arena, depth int) (ops []mvcc.Op) {
	for range rapid.IntRange(0, 3).Draw(t, "ops") {
		key := rapid.SampledFrom([]string{"a", "ab", "abcdefgh1", "b"}).Draw(t, "key")
		switch kind := rapid.IntRange(0, 4).Draw(t, "kind"); {
		case kind <= 1:
			p := mvcc.OpPut{Key: key, Value: arena.AddString(anyValue.Draw(t, "value")), Lease: rapid.Int64Range(0, 3).Draw(t, "lease")}
			if p.IgnoreValue = rapid.IntRange(0, 5).Draw(t, "ignore value") == 0; p.IgnoreValue {
				p.Value = 0
			}
			if p.IgnoreLease = rapid.IntRange(0, 5).Draw(t, "ignore lease") == 0; p.IgnoreLease {
				p.Lease = 0
			}
			ops = append(ops, p)
		case kind == 2:
			ops = append(ops, mvcc.OpDelete{Key: key, End: anyRangeEnd.Draw(t, "end")})
		case kind == 3:
			ops = append(ops, mvcc.OpRange{Key: key, End: anyRangeEnd.Draw(t, "end"), Options: mvcc.RangeOptions{Rev: rapid.Int64Range(-1, 8).Draw(t, "rev")}})
		case depth > 0:
			ops = append(ops, mvcc.OpTxn{TxnRequest: anyTxn(t, arena, depth-1)})
		}
	}
	return ops
}

func anyTxn(t *rapid.T, arena *mvcc.Arena, depth int) *mvcc.TxnRequest {
	r := &mvcc.TxnRequest{}
	for range rapid.IntRange(0, 2).Draw(t, "compares") {
		r.Compare = append(r.Compare, anyCompare(t))
	}
	r.Success, r.Failure = anyOps(t, arena, depth), anyOps(t, arena, depth)
	return r
}

func someLease(id int64) bool { return id != 3 }

// holds evaluates a condition over a plain state.
func (m *model) holds(c mvcc.Compare) bool {
	kvs := m.rangeAt(m.rev, c.Key, c.End)
	if len(kvs) == 0 {
		if c.Target == mvcc.CompareValue {
			return false
		}
		kvs = []known{{}}
	}
	for _, kv := range kvs {
		order := map[mvcc.CompareTarget]int{
			mvcc.CompareVersion: cmp.Compare(kv.Version, c.Number), mvcc.CompareCreate: cmp.Compare(kv.Create, c.Number),
			mvcc.CompareMod: cmp.Compare(kv.Mod, c.Number), mvcc.CompareLease: cmp.Compare(kv.Lease, c.Number),
			mvcc.CompareValue: cmp.Compare(kv.text, string(c.Value)),
		}[c.Target]
		if !map[mvcc.CompareResult]bool{
			mvcc.Equal: order == 0, mvcc.NotEqual: order != 0, mvcc.Greater: order > 0, mvcc.Less: order < 0,
		}[c.Result] {
			return false
		}
	}
	return true
}

// path is the chosen side of a transaction with the sides of those within,
// flat: what is done, in order, and whether each transaction succeeded.
func (m *model) path(r *mvcc.TxnRequest) (ops []mvcc.Op, succeeded []bool) {
	ok := true
	for _, c := range r.Compare {
		ok = ok && m.holds(c)
	}
	side := r.Failure
	if ok {
		side = r.Success
	}
	succeeded = append(succeeded, ok)
	for _, op := range side {
		if nested, is := op.(mvcc.OpTxn); is {
			inner, s := m.path(nested.TxnRequest)
			ops, succeeded = append(ops, inner...), append(succeeded, s...)
			continue
		}
		ops = append(ops, op)
	}
	return ops, succeeded
}

func (m *model) possible(ops []mvcc.Op) error {
	now := m.at(m.rev)
	for _, op := range ops {
		switch op := op.(type) {
		case mvcc.OpDelete:
			for key := range now {
				if inRange(key, op.Key, op.End) {
					delete(now, key)
				}
			}
		case mvcc.OpPut:
			if _, ok := now[op.Key]; !ok && (op.IgnoreLease || op.IgnoreValue) {
				return mvcc.ErrKeyNotFound
			}
			if op.Lease != 0 && !someLease(op.Lease) {
				return mvcc.ErrLeaseNotFound
			}
		case mvcc.OpRange:
			if err := m.readable(op.Options.Rev); err != nil {
				return err
			}
		}
	}
	return nil
}

// flat lists results as path lists operations.
func flat(r *mvcc.TxnResult) (results []mvcc.OpResult, succeeded []bool) {
	succeeded = append(succeeded, r.Succeeded)
	for _, o := range r.Results {
		if o.Txn != nil {
			inner, s := flat(o.Txn)
			results, succeeded = append(results, inner...), append(succeeded, s...)
			continue
		}
		results = append(results, o)
	}
	return results, succeeded
}

// etcdTxn does any transaction, whether it would be let through or not.
func (p *pair) etcdTxn(t *rapid.T) {
	r := anyTxn(t, p.s.Arena(), 2)
	ops, succeeded := p.m.path(r)
	wantErr := p.m.possible(ops)
	before := encode(p.s)
	res, err := p.s.Txn(r, someLease)
	require.Equal(t, wantErr, err)
	if err != nil {
		require.Equal(t, before, encode(p.s), "a transaction that fails changes nothing")
		return
	}
	results, got := flat(&res)
	require.Equal(t, succeeded, got)
	require.Len(t, results, len(ops))
	mt := modelTxn{m: p.m}
	for i, op := range ops {
		p.etcdOp(t, &mt, op, &results[i])
	}
	mt.commit()
	require.Equal(t, p.m.rev, res.Rev)
	if r.ReadOnly() {
		require.Zero(t, mt.sub)
	}
}

func (p *pair) etcdOp(t *rapid.T, mt *modelTxn, op mvcc.Op, o *mvcc.OpResult) {
	inside := p.m.rev + 1 // where the transaction's own changes are
	switch op := op.(type) {
	case mvcc.OpPut:
		was, had := p.m.at(inside)[op.Key]
		require.Equal(t, had, o.Existed)
		if had {
			require.Equal(t, []known{was}, p.text([]mvcc.KeyValue{o.Prev}))
		}
		c := change{key: op.Key, value: p.s.Arena().Text(op.Value), lease: op.Lease}
		if op.IgnoreValue {
			c.value = was.text
		}
		if op.IgnoreLease {
			c.lease = was.Lease
		}
		mt.add(c)
	case mvcc.OpDelete:
		require.Equal(t, mt.deleteRange(op.Key, op.End), p.text(o.Deleted))
	case mvcc.OpRange:
		at := op.Options.Rev
		if at <= 0 {
			at = inside
		}
		require.Equal(t, p.m.rangeAt(at, op.Key, op.End), p.text(o.Range.KVs))
	}
	require.Equal(t, p.m.rev+min(mt.sub, 1), o.Rev)
}

func TestTransactionsAreTheirModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &pair{mvcc.New(mvcc.NewArena()), newModel()}
		for range rapid.IntRange(1, 15).Draw(t, "transactions") {
			if rapid.IntRange(0, 6).Draw(t, "compact") == 0 {
				p.compact(t)
			}
			p.etcdTxn(t)
			p.whole(t)
			p.leased(t)
		}
	})
}

// leased compares which keys are under which lease.
func (p *pair) leased(t *rapid.T) {
	want := map[int64]map[string]bool{}
	for key, kv := range p.m.at(p.m.rev) {
		if want[kv.Lease] == nil {
			want[kv.Lease] = map[string]bool{}
		}
		want[kv.Lease][key] = true
	}
	for lease := range int64(4) {
		if lease == 0 {
			continue
		}
		var got []string
		p.s.Leased(lease, func(key string) bool { got = append(got, key); return true })
		require.IsIncreasing(t, append([]string{""}, got...))
		require.ElementsMatch(t, mapKeys(want[lease]), got)
	}
}

func mapKeys(m map[string]bool) (keys []string) {
	for key := range maps.Keys(m) {
		keys = append(keys, key)
	}
	return keys
}

func TestValidationOfTransactions(t *testing.T) {
	put := func(key string) mvcc.Op { return mvcc.OpPut{Key: key} }
	del := func(key, end string) mvcc.Op { return mvcc.OpDelete{Key: key, End: end} }
	txn := func(success, failure []mvcc.Op) mvcc.Op {
		return mvcc.OpTxn{TxnRequest: &mvcc.TxnRequest{Success: success, Failure: failure}}
	}
	many := func(n int) (ops []mvcc.Op) {
		for range n {
			ops = append(ops, mvcc.OpRange{Key: "k"})
		}
		return ops
	}
	type ops = []mvcc.Op
	for name, c := range map[string]struct {
		ops  ops
		want error
	}{
		"nothing":                           {nil, nil},
		"different keys":                    {ops{put("a"), put("b")}, nil},
		"a key twice":                       {ops{put("a"), put("a")}, mvcc.ErrDuplicateKey},
		"put and deleted":                   {ops{put("a"), del("a", "")}, mvcc.ErrDuplicateKey},
		"deleted and put":                   {ops{del("a", ""), put("a")}, mvcc.ErrDuplicateKey},
		"put in a deleted range":            {ops{del("a", "c"), put("b")}, mvcc.ErrDuplicateKey},
		"put after a deleted range":         {ops{del("a", "b"), put("b")}, nil},
		"put where all is deleted":          {ops{del("a", mvcc.FromKey), put("b")}, nil},
		"deleted twice":                     {ops{del("a", "c"), del("b", "")}, nil},
		"nested, the same key":              {ops{put("a"), txn(ops{put("a")}, nil)}, mvcc.ErrDuplicateKey},
		"nested, both sides the same":       {ops{txn(ops{put("a")}, ops{put("a")})}, nil},
		"nested, both sides, and outside":   {ops{txn(ops{put("a")}, ops{put("a")}), put("a")}, mvcc.ErrDuplicateKey},
		"two nested, the same key":          {ops{txn(ops{put("a")}, nil), txn(nil, ops{put("a")})}, mvcc.ErrDuplicateKey},
		"nested put, deleted outside":       {ops{txn(ops{put("b")}, nil), del("a", "c")}, mvcc.ErrDuplicateKey},
		"nested delete, put outside":        {ops{txn(ops{del("a", "c")}, nil), put("b")}, mvcc.ErrDuplicateKey},
		"nested delete, then nested put":    {ops{txn(ops{del("a", "c")}, nil), txn(ops{put("b")}, nil)}, mvcc.ErrDuplicateKey},
		"nested put, then nested delete":    {ops{txn(ops{put("b")}, nil), txn(ops{del("a", "c")}, nil)}, nil},
		"one side deletes, the other puts":  {ops{txn(ops{del("a", "c")}, ops{put("b")})}, nil},
		"128 operations":                    {many(128), nil},
		"129 operations":                    {many(129), mvcc.ErrTooManyOps},
		"127 and one nested":                {append(many(126), txn(many(1), nil)), nil},
		"128 and one nested":                {append(many(127), txn(many(1), nil)), mvcc.ErrTooManyOps},
		"put of no key":                     {ops{put("")}, mvcc.ErrEmptyKey},
		"delete of no key":                  {ops{del("", "a")}, mvcc.ErrEmptyKey},
		"range of no key":                   {ops{mvcc.OpRange{}}, mvcc.ErrEmptyKey},
		"compare of no key":                 {ops{mvcc.OpTxn{TxnRequest: &mvcc.TxnRequest{Compare: make([]mvcc.Compare, 1)}}}, mvcc.ErrEmptyKey},
		"value of some length and kept":     {ops{mvcc.OpPut{Key: "a", Value: 1, IgnoreValue: true}}, mvcc.ErrValueProvided},
		"lease given and kept":              {ops{mvcc.OpPut{Key: "a", Lease: 1, IgnoreLease: true}}, mvcc.ErrLeaseProvided},
		"a sort that there is not":          {ops{mvcc.OpRange{Key: "a", Options: mvcc.RangeOptions{Order: 3}}}, mvcc.ErrSortOption},
		"what is not done is validated too": {ops{txn(nil, ops{put("a"), put("a")})}, mvcc.ErrDuplicateKey},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, (&mvcc.TxnRequest{Success: c.ops}).Validate())
			require.Equal(t, c.want, (&mvcc.TxnRequest{Failure: c.ops}).Validate())
		})
	}
}
