package api

// request writes the fields of a request.
func (p *proto) request(r Request) {
	switch m := r.(type) {
	case Put:
		p.bytes(1, m.Key)
		p.bytes(2, m.Value)
		p.int(3, m.Lease)
		p.bool(4, m.PrevKV)
		p.bool(5, m.IgnoreValue)
		p.bool(6, m.IgnoreLease)
	case Range:
		p.bytes(1, m.Key)
		p.bytes(2, m.RangeEnd)
		p.int(3, m.Limit)
		p.int(4, m.Revision)
		p.int(5, int64(m.SortOrder))
		p.int(6, int64(m.SortTarget))
		p.bool(7, m.Serializable)
		p.bool(8, m.KeysOnly)
		p.bool(9, m.CountOnly)
		p.int(10, m.MinModRevision)
		p.int(11, m.MaxModRevision)
		p.int(12, m.MinCreateRevision)
		p.int(13, m.MaxCreateRevision)
	case DeleteRange:
		p.bytes(1, m.Key)
		p.bytes(2, m.RangeEnd)
		p.bool(3, m.PrevKV)
	case Txn:
		for i := range m.Compare {
			p.message(1, func() { p.compare(&m.Compare[i]) })
		}
		p.operations(2, m.Success)
		p.operations(3, m.Failure)
	case Compaction:
		p.int(1, m.Revision)
		p.bool(2, m.Physical)
	case Watch:
		if len(m.Messages) > 0 {
			p.watch(m.Messages[0])
		}
	case LeaseGrant:
		p.int(1, m.TTL)
		p.int(2, m.ID)
	case LeaseRevoke:
		p.int(1, m.ID)
	case LeaseKeepAlive:
		if len(m.IDs) > 0 {
			p.int(1, m.IDs[0])
		}
	case LeaseTimeToLive:
		p.int(1, m.ID)
		p.bool(2, m.Keys)
	case MemberAdd:
		p.strings(1, m.PeerURLs)
		p.bool(2, m.IsLearner)
	case MemberRemove:
		p.uint(1, m.ID)
	case MemberUpdate:
		p.uint(1, m.ID)
		p.strings(2, m.PeerURLs)
	case MemberPromote:
		p.uint(1, m.ID)
	case MoveLeader:
		p.uint(1, m.Target)
	case Alarm:
		p.int(1, int64(m.Action))
		p.uint(2, m.MemberID)
		p.int(3, int64(m.Kind))
	case HashKV:
		p.int(1, m.Revision)
	}
}

// compare writes a condition: what it compares with stands in the field of its
// target, be it zero.
func (p *proto) compare(c *Compare) {
	p.int(1, int64(c.Result))
	p.int(2, int64(c.Target))
	p.bytes(3, c.Key)
	number := func(field uint64) {
		p.tag(field, protoVarint)
		p.varint(uint64(c.Number))
	}
	switch c.Target {
	case CompareVersion:
		number(4)
	case CompareCreate:
		number(5)
	case CompareMod:
		number(6)
	case CompareValue:
		p.tag(7, protoBytes)
		p.varint(uint64(len(c.Value)))
		p.b = append(p.b, c.Value...)
	case CompareLease:
		number(8)
	}
	p.bytes(64, c.RangeEnd)
}

// operations writes what a transaction does, each in the field of its kind.
func (p *proto) operations(field uint64, list []Request) {
	for _, r := range list {
		p.message(field, func() {
			kind := uint64(1)
			switch r.(type) {
			case Put:
				kind = 2
			case DeleteRange:
				kind = 3
			case Txn:
				kind = 4
			}
			p.message(kind, func() { p.request(r) })
		})
	}
}

// watch writes a message to a stream of watches.
func (p *proto) watch(w WatchMessage) {
	switch m := w.(type) {
	case WatchCreate:
		p.message(1, func() {
			p.bytes(1, m.Key)
			p.bytes(2, m.RangeEnd)
			p.int(3, m.StartRevision)
			p.bool(4, m.ProgressNotify)
			var filters []byte // packed: NOPUT 0, NODELETE 1
			if m.NoPut {
				filters = append(filters, 0)
			}
			if m.NoDelete {
				filters = append(filters, 1)
			}
			p.bytes(5, filters)
			p.bool(6, m.PrevKV)
			p.int(7, m.WatchID)
		})
	case WatchCancel:
		p.message(2, func() { p.int(1, m.WatchID) })
	case WatchProgress:
		p.message(3, func() {})
	}
}
