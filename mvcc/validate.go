package mvcc

// OpsMax is how many compares, or operations on one side, a transaction may
// have; one that is nested shares it with what stands around it (etcd:
// embed.DefaultMaxTxnOps, v3rpc/key.go checkTxnRequest).
const OpsMax = 128

// Validate checks what can be wrong with a transaction whatever the store: too
// many operations, keys that are missing, keys that are put twice or put and
// deleted (etcd: v3rpc/key.go, checkTxnRequest and checkIntervals).
func (r *TxnRequest) Validate() error {
	if err := r.validate(OpsMax); err != nil {
		return err
	}
	for _, ops := range [...][]Op{r.Success, r.Failure} {
		if _, _, err := writes(ops); err != nil {
			return err
		}
	}
	return nil
}

func (r *TxnRequest) validate(most int) error {
	n := max(len(r.Compare), len(r.Success), len(r.Failure))
	if n > most {
		return ErrTooManyOps
	}
	for i := range r.Compare {
		if r.Compare[i].Key == "" {
			return ErrEmptyKey
		}
	}
	for _, ops := range [...][]Op{r.Success, r.Failure} {
		for _, op := range ops {
			if err := validateOp(op, most-n); err != nil {
				return err
			}
		}
	}
	return nil
}

func validateOp(op Op, most int) error {
	switch op := op.(type) {
	case OpPut:
		return op.Validate()
	case OpDelete:
		if op.Key == "" {
			return ErrEmptyKey
		}
	case OpRange:
		return op.Validate()
	case OpTxn:
		return op.validate(most)
	}
	return nil
}

// Validate checks what can be wrong with a put whatever the store.
func (p OpPut) Validate() error {
	switch {
	case p.Key == "":
		return ErrEmptyKey
	case p.IgnoreValue && p.Value.Len() > 0:
		return ErrValueProvided
	case p.IgnoreLease && p.Lease != 0:
		return ErrLeaseProvided
	}
	return nil
}

// Validate checks what can be wrong with a range whatever the store.
func (r OpRange) Validate() error {
	o := &r.Options
	switch {
	case r.Key == "":
		return ErrEmptyKey
	case o.Order < SortNone || o.Order > SortDescend || o.Target < SortByKey || o.Target > SortByValue:
		return ErrSortOption
	}
	return nil
}

// holds reports whether a key is deleted, as etcd sees it here: of a deletion
// from a key on, it sees none.
func (d OpDelete) holds(key string) bool {
	if d.End == "" {
		return key == d.Key
	}
	return key >= d.Key && key < d.End
}

// writes returns the keys that operations put and the ranges that they delete,
// or ErrDuplicateKey if a key is put twice, or put and deleted. What only one
// side of a nested transaction puts, the other side may put as well; what is
// deleted only within one, what stands after it must not put.
func writes(ops []Op) (puts map[string]bool, deletes []OpDelete, err error) {
	puts = map[string]bool{}
	for _, op := range ops {
		if d, ok := op.(OpDelete); ok {
			deletes = append(deletes, d)
		}
	}
	for _, op := range ops {
		if nested, ok := op.(OpTxn); ok {
			if deletes, err = nested.writes(puts, deletes); err != nil {
				return nil, nil, err
			}
		}
	}
	for _, op := range ops {
		if p, ok := op.(OpPut); ok {
			if puts[p.Key] || deleted(deletes, p.Key) {
				return nil, nil, ErrDuplicateKey
			}
			puts[p.Key] = true
		}
	}
	return puts, deletes, nil
}

// writes adds what a nested transaction puts to puts, and returns the ranges
// deleted with its own.
func (r *TxnRequest) writes(puts map[string]bool, deletes []OpDelete) ([]OpDelete, error) {
	success, successDeletes, err := writes(r.Success)
	if err != nil {
		return nil, err
	}
	failure, failureDeletes, err := writes(r.Failure)
	if err != nil {
		return nil, err
	}
	for key := range success {
		if puts[key] || deleted(deletes, key) {
			return nil, ErrDuplicateKey
		}
	}
	for key := range failure {
		if puts[key] || deleted(deletes, key) {
			return nil, ErrDuplicateKey
		}
	}
	for _, keys := range [...]map[string]bool{success, failure} {
		for key := range keys {
			puts[key] = true
		}
	}
	return append(append(deletes, successDeletes...), failureDeletes...), nil
}

func deleted(deletes []OpDelete, key string) bool {
	for _, d := range deletes {
		if d.holds(key) {
			return true
		}
	}
	return false
}
