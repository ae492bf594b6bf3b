package api

import "encoding/binary"

func appendPut(buf []byte, p *Put) []byte {
	buf = append(buf, byte(flags(p.PrevKV, p.IgnoreValue, p.IgnoreLease)))
	buf = appendBytes(buf, p.Key)
	buf = binary.AppendVarint(buf, p.Lease)
	return appendBytes(buf, p.Value)
}

func (r *payloadReader) put(p *Put) {
	f := r.flags(3)
	p.PrevKV, p.IgnoreValue, p.IgnoreLease = f&1 != 0, f&2 != 0, f&4 != 0
	p.Key = r.bytes()
	p.Lease = r.varint()
	p.Value = r.bytes()
}

func appendDeleteRange(buf []byte, d *DeleteRange) []byte {
	buf = append(buf, byte(flags(d.PrevKV)))
	buf = appendBytes(buf, d.Key)
	return appendBytes(buf, d.RangeEnd)
}

func (r *payloadReader) deleteRange() DeleteRange {
	f := r.flags(1)
	return DeleteRange{PrevKV: f&1 != 0, Key: r.bytes(), RangeEnd: r.bytes()}
}

func appendRange(buf []byte, g *Range) []byte {
	buf = append(buf, byte(flags(g.Serializable, g.KeysOnly, g.CountOnly)))
	buf = appendBytes(buf, g.Key)
	buf = appendBytes(buf, g.RangeEnd)
	for _, n := range [...]int64{
		g.Limit, g.Revision, int64(g.SortOrder), int64(g.SortTarget),
		g.MinModRevision, g.MaxModRevision, g.MinCreateRevision, g.MaxCreateRevision,
	} {
		buf = binary.AppendVarint(buf, n)
	}
	return buf
}

func (r *payloadReader) rangeRequest() Range {
	f := r.flags(3)
	return Range{
		Serializable: f&1 != 0, KeysOnly: f&2 != 0, CountOnly: f&4 != 0,
		Key: r.bytes(), RangeEnd: r.bytes(),
		Limit: r.varint(), Revision: r.varint(),
		SortOrder: SortOrder(r.varint()), SortTarget: SortTarget(r.varint()),
		MinModRevision: r.varint(), MaxModRevision: r.varint(),
		MinCreateRevision: r.varint(), MaxCreateRevision: r.varint(),
	}
}

// kindRange stands before a Range within a transaction; a range by itself is
// never proposed.
const kindRange ProposalKind = 100

func appendTxn(buf []byte, t *Txn) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(t.Compare)))
	for i := range t.Compare {
		c := &t.Compare[i]
		buf = binary.AppendVarint(buf, int64(c.Result))
		buf = binary.AppendVarint(buf, int64(c.Target))
		buf = appendBytes(buf, c.Key)
		buf = appendBytes(buf, c.RangeEnd)
		buf = binary.AppendVarint(buf, c.Number)
		buf = appendBytes(buf, c.Value)
	}
	return appendTxnOps(appendTxnOps(buf, t.Success), t.Failure)
}

func appendTxnOps(buf []byte, ops []Request) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(ops)))
	for _, op := range ops {
		switch op := op.(type) {
		case Put:
			buf = appendPut(append(buf, byte(ProposePut)), &op)
		case DeleteRange:
			buf = appendDeleteRange(append(buf, byte(ProposeDeleteRange)), &op)
		case Range:
			buf = appendRange(append(buf, byte(kindRange)), &op)
		case Txn:
			buf = appendTxn(append(buf, byte(ProposeTxn)), &op)
		default:
			panic("encode proposal: a transaction holds only Put, Range, DeleteRange and Txn")
		}
	}
	return buf
}

func (r *payloadReader) txn(depth int) *Txn {
	t := new(Txn)
	if depth == 0 {
		r.fail()
		return t
	}
	if n := r.count(); n > 0 {
		t.Compare = make([]Compare, 0, min(n, 128))
		for i := 0; i < n && !r.bad; i++ {
			t.Compare = append(t.Compare, Compare{
				Result: CompareResult(r.varint()), Target: CompareTarget(r.varint()),
				Key: r.bytes(), RangeEnd: r.bytes(), Number: r.varint(), Value: r.bytes(),
			})
		}
	}
	t.Success = r.txnOps(depth)
	t.Failure = r.txnOps(depth)
	return t
}

func (r *payloadReader) txnOps(depth int) []Request {
	n := r.count()
	var ops []Request
	for i := 0; i < n && !r.bad; i++ {
		switch ProposalKind(r.uvarint()) {
		case ProposePut:
			var p Put
			r.put(&p)
			ops = append(ops, p)
		case ProposeDeleteRange:
			ops = append(ops, r.deleteRange())
		case kindRange:
			ops = append(ops, r.rangeRequest())
		case ProposeTxn:
			ops = append(ops, *r.txn(depth - 1))
		default:
			r.fail()
		}
	}
	return ops
}

func appendV2Op(buf []byte, o *V2Op) []byte {
	exist := o.PrevExist != nil
	buf = append(buf, byte(o.Method))
	buf = binary.AppendUvarint(buf, flags(o.Dir, o.Recursive, o.Sorted, o.Refresh, exist, exist && *o.PrevExist))
	buf = appendString(buf, o.Path)
	buf = appendString(buf, o.Value)
	buf = binary.AppendVarint(buf, o.Expiration)
	buf = appendString(buf, o.PrevValue)
	buf = binary.AppendUvarint(buf, o.PrevIndex)
	return binary.AppendVarint(buf, o.Time)
}

func (r *payloadReader) v2Op() *V2Op {
	o := new(V2Op)
	o.Method = V2Method(r.uvarint())
	if o.Method < V2Put || o.Method > V2Sync {
		r.fail()
	}
	f := r.flags(6)
	o.Dir, o.Recursive, o.Sorted, o.Refresh = f&1 != 0, f&2 != 0, f&4 != 0, f&8 != 0
	if f&16 != 0 {
		exist := f&32 != 0
		o.PrevExist = &exist
	} else if f&32 != 0 {
		r.fail()
	}
	o.Path = r.string()
	o.Value = r.string()
	o.Expiration = r.varint()
	o.PrevValue = r.string()
	o.PrevIndex = r.uvarint()
	o.Time = r.varint()
	return o
}

func appendConfChange(buf []byte, c *ConfChange) []byte {
	buf = append(buf, byte(c.Kind), byte(flags(c.Member.IsLearner)))
	if c.Kind == ConfSeveral {
		buf = binary.AppendUvarint(buf, uint64(len(c.Several)))
		for i := range c.Several {
			buf = appendConfChange(buf, &c.Several[i])
		}
		return buf
	}
	buf = binary.AppendUvarint(buf, c.Member.ID)
	buf = appendString(buf, c.Member.Name)
	buf = appendStrings(buf, c.Member.PeerURLs)
	return appendStrings(buf, c.Member.ClientURLs)
}

func (r *payloadReader) confChange() *ConfChange {
	c := r.confChangeOf(ConfSeveral)
	return &c
}

// confChangeOf reads a change of a kind up to last.
func (r *payloadReader) confChangeOf(last ConfChangeKind) (c ConfChange) {
	c.Kind = ConfChangeKind(r.uvarint())
	if c.Kind < ConfAddMember || c.Kind > last {
		r.fail()
		return c
	}
	c.Member.IsLearner = r.flags(1) != 0
	if c.Kind == ConfSeveral {
		count := r.uvarint()
		if count < 2 || count > uint64(len(r.b)-r.at) {
			r.fail()
			return c
		}
		for range count {
			c.Several = append(c.Several, r.confChangeOf(ConfPromote))
		}
		return c
	}
	c.Member.ID = r.uvarint()
	c.Member.Name = r.string()
	c.Member.PeerURLs = r.strings()
	c.Member.ClientURLs = r.strings()
	return c
}
