package mvcc

// TxnRequest is etcd's transaction: if all compares hold, the operations of
// Success are done, else those of Failure, at one main revision.
type TxnRequest struct {
	Compare []Compare
	Success []Op
	Failure []Op
}

// Op is one operation of a transaction: an OpPut, OpDelete, OpRange or OpTxn.
type Op interface{ op() }

// OpPut puts Key. With IgnoreValue or IgnoreLease the key keeps what it has,
// and must exist before the transaction.
type OpPut struct {
	Key         string
	Value       Value
	Lease       int64
	IgnoreValue bool
	IgnoreLease bool
}

// OpDelete deletes the range from Key to End, see Store.Range.
type OpDelete struct{ Key, End string }

// OpRange reads the range from Key to End, see Store.Range.
type OpRange struct {
	Key, End string
	Options  RangeOptions
}

// OpTxn is a transaction within a transaction. Its compares see what was
// before the outermost began.
type OpTxn struct{ *TxnRequest }

func (OpPut) op()    {}
func (OpDelete) op() {}
func (OpRange) op()  {}
func (OpTxn) op()    {}

// TxnResult is what a transaction did.
type TxnResult struct {
	Succeeded bool       // the compares held
	Rev       int64      // the store's main revision afterwards
	Results   []OpResult // of the operations that were done, in their order
}

// OpResult is what one operation did. Which fields are set goes by the kind.
type OpResult struct {
	Rev     int64       // as the operation saw it, its own change included
	Range   RangeResult // OpRange
	Prev    KeyValue    // OpPut, if Existed
	Existed bool
	Deleted []KeyValue // OpDelete, in order of key
	Txn     *TxnResult // OpTxn
}

// ReadOnly reports whether no operation of either side writes.
func (r *TxnRequest) ReadOnly() bool { return readOnly(r.Success) && readOnly(r.Failure) }

func readOnly(ops []Op) bool {
	for _, op := range ops {
		switch op := op.(type) {
		case OpPut, OpDelete:
			return false
		case OpTxn:
			if !op.ReadOnly() {
				return false
			}
		}
	}
	return true
}

// Txn does a transaction. leased says which leases there are. Everything that
// can fail is checked before anything is written, on the path that the
// compares choose and against the state before: a put under an unknown lease,
// one that keeps the value of a missing key, a range at a revision that cannot
// be read. After an error the store is as it was. etcd 3.4 carries on with such
// a range if the transaction writes, on all members but one; here it fails on
// all alike. What does not depend on the store, Validate checks.
func (s *Store) Txn(r *TxnRequest, leased func(id int64) bool) (TxnResult, error) {
	s.mustRest("a transaction")
	chosen := s.choose(r)
	if err := s.possible(chosen, leased, new([]OpDelete)); err != nil {
		return TxnResult{}, err
	}
	tx := s.Begin()
	res := tx.do(chosen)
	tx.Commit()
	res.Rev = s.rev
	return res, nil
}

// chosen is a transaction whose compares, nested ones included, have been
// evaluated.
type chosen struct {
	succeeded bool
	ops       []Op
	nested    []chosen // of the OpTxn in ops, in their order
}

func (s *Store) choose(r *TxnRequest) chosen {
	c := chosen{succeeded: true, ops: r.Success}
	for i := range r.Compare {
		if !s.holds(&r.Compare[i]) {
			c.succeeded, c.ops = false, r.Failure
			break
		}
	}
	for _, op := range c.ops {
		if nested, ok := op.(OpTxn); ok {
			c.nested = append(c.nested, s.choose(nested.TxnRequest))
		}
	}
	return c
}

// possible checks what the operations need. A put that keeps something of its
// key needs more than etcd 3.4 checks, which panics over it: that no deletion
// before it takes the key away.
func (s *Store) possible(c chosen, leased func(int64) bool, deleted *[]OpDelete) error {
	nested := c.nested
	for _, op := range c.ops {
		var err error
		switch op := op.(type) {
		case OpPut:
			if (op.IgnoreValue || op.IgnoreLease) && deletes(*deleted, op.Key) {
				err = ErrKeyNotFound
			} else {
				err = s.Puttable(op, leased)
			}
		case OpDelete:
			*deleted = append(*deleted, op)
		case OpRange:
			_, err = s.readable(s.rev, op.Options.Rev)
		case OpTxn:
			err = s.possible(nested[0], leased, deleted)
			nested = nested[1:]
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// deletes reports whether one of the ranges holds a key.
func deletes(ranges []OpDelete, key string) bool {
	for _, d := range ranges {
		if d.End == "" && key == d.Key || d.End != "" && inSpan(key, d.Key, d.End) {
			return true
		}
	}
	return false
}

// Puttable checks what a put needs: that its lease exists, and the key where it
// keeps something of it.
func (s *Store) Puttable(p OpPut, leased func(id int64) bool) error {
	if p.IgnoreValue || p.IgnoreLease {
		if _, ok := s.Get(p.Key); !ok {
			return ErrKeyNotFound
		}
	}
	if p.Lease != 0 && !leased(p.Lease) {
		return ErrLeaseNotFound
	}
	return nil
}

// Do puts as an OpPut says, which must be possible (Store.Puttable).
func (t *Txn) Do(p OpPut) (rev Revision, prev KeyValue, existed bool) {
	if p.IgnoreValue || p.IgnoreLease {
		old, _ := t.Get(p.Key)
		if p.IgnoreValue {
			p.Value = old.Value
		}
		if p.IgnoreLease {
			p.Lease = old.Lease
		}
	}
	return t.Put(p.Key, p.Value, p.Lease)
}

func (t *Txn) do(c chosen) TxnResult {
	res := TxnResult{Succeeded: c.succeeded, Results: make([]OpResult, len(c.ops))}
	nested := c.nested
	for i, op := range c.ops {
		o := &res.Results[i]
		switch op := op.(type) {
		case OpPut:
			_, o.Prev, o.Existed = t.Do(op)
		case OpDelete:
			o.Deleted = t.DeleteRange(op.Key, op.End)
		case OpRange:
			o.Range, _ = t.Range(op.Key, op.End, op.Options) // possible has seen to it
		case OpTxn:
			inner := t.do(nested[0])
			o.Txn, nested = &inner, nested[1:]
		}
		o.Rev = t.Revision()
	}
	return res
}
