package api

// response writes the fields of an answer.
func (p *proto) response(r Response) {
	switch m := r.(type) {
	case PutResponse:
		p.header(m.Header)
		p.optional(2, m.PrevKV)
	case RangeResponse:
		p.header(m.Header)
		p.keyValues(2, m.KVs)
		p.bool(3, m.More)
		p.int(4, m.Count)
	case DeleteRangeResponse:
		p.header(m.Header)
		p.int(2, m.Deleted)
		p.keyValues(3, m.PrevKVs)
	case TxnResponse:
		p.header(m.Header)
		p.bool(2, m.Succeeded)
		p.answers(3, m.Responses)
	case CompactionResponse:
		p.header(m.Header)
	case WatchResponse:
		p.header(m.Header)
		p.int(2, m.WatchID)
		p.bool(3, m.Created)
		p.bool(4, m.Canceled)
		p.int(5, m.CompactRevision)
		p.string(6, m.CancelReason)
		for i := range m.Events {
			p.message(11, func() { p.event(&m.Events[i]) })
		}
	case LeaseGrantResponse:
		p.header(m.Header)
		p.int(2, m.ID)
		p.int(3, m.TTL)
	case LeaseRevokeResponse:
		p.header(m.Header)
	case LeaseKeepAliveResponse:
		p.header(m.Header)
		if len(m.Renewed) > 0 {
			p.int(2, m.Renewed[0].ID)
			p.int(3, m.Renewed[0].TTL)
		}
	case LeaseTimeToLiveResponse:
		p.header(m.Header)
		p.int(2, m.ID)
		p.int(3, m.TTL)
		p.int(4, m.GrantedTTL)
		for _, key := range m.Keys {
			p.bytes(5, key)
		}
	case LeaseLeasesResponse:
		p.header(m.Header)
		for _, id := range m.IDs {
			p.message(2, func() { p.int(1, id) })
		}
	case MemberListResponse:
		p.members(m)
	case MemberAddResponse:
		p.header(m.Header)
		p.message(2, func() { p.member(&m.Member) })
		for i := range m.Members {
			p.message(3, func() { p.member(&m.Members[i]) })
		}
	case MemberRemoveResponse:
		p.members(MemberListResponse(m))
	case MemberUpdateResponse:
		p.members(MemberListResponse(m))
	case MemberPromoteResponse:
		p.members(MemberListResponse(m))
	case MoveLeaderResponse:
		p.header(m.Header)
	case AlarmResponse:
		for _, a := range m.Alarms {
			p.message(2, func() {
				p.uint(1, a.MemberID)
				p.int(2, int64(a.Kind))
			})
		}
	case HashKVResponse:
		p.header(m.Header)
		p.uint(2, uint64(m.Hash))
		p.int(3, m.CompactRevision)
	case StatusResponse:
		p.header(m.Header)
		p.string(2, m.Version)
		p.int(3, m.DBSize)
		p.uint(4, m.Leader)
		p.uint(5, m.RaftIndex)
		p.uint(6, m.RaftTerm)
		p.uint(7, m.RaftAppliedIndex)
		p.strings(8, m.Errors)
		p.int(9, m.DBSizeInUse)
		p.bool(10, m.IsLearner)
	}
}

func (p *proto) header(h ResponseHeader) {
	if h == (ResponseHeader{}) {
		return
	}
	p.message(1, func() { p.headerFields(h) })
}

func (p *proto) headerFields(h ResponseHeader) {
	p.uint(1, h.ClusterID)
	p.uint(2, h.MemberID)
	p.int(3, h.Revision)
	p.uint(4, h.RaftTerm)
}

func (p *proto) keyValues(field uint64, list []KeyValue) {
	for i := range list {
		p.optional(field, &list[i])
	}
}

func (p *proto) optional(field uint64, kv *KeyValue) {
	if kv == nil {
		return
	}
	p.message(field, func() {
		p.bytes(1, kv.Key)
		p.int(2, kv.CreateRevision)
		p.int(3, kv.ModRevision)
		p.int(4, kv.Version)
		p.bytes(5, kv.Value)
		p.int(6, kv.Lease)
	})
}

func (p *proto) event(e *WatchEvent) {
	p.bool(1, e.Delete) // the type: PUT 0, DELETE 1
	p.optional(2, &e.KV)
	p.optional(3, e.PrevKV)
}

// answers writes what a transaction has done, each in the field of its kind.
func (p *proto) answers(field uint64, list []Response) {
	for _, r := range list {
		p.message(field, func() {
			kind := uint64(1)
			switch r.(type) {
			case PutResponse:
				kind = 2
			case DeleteRangeResponse:
				kind = 3
			case TxnResponse:
				kind = 4
			}
			p.message(kind, func() { p.response(within(r)) })
		})
	}
}

func (p *proto) members(m MemberListResponse) {
	p.header(m.Header)
	for i := range m.Members {
		p.message(2, func() { p.member(&m.Members[i]) })
	}
}

func (p *proto) member(m *Member) {
	p.uint(1, m.ID)
	p.string(2, m.Name)
	p.strings(3, m.PeerURLs)
	p.strings(4, m.ClientURLs)
	p.bool(5, m.IsLearner)
}
