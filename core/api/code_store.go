package api

// codeStoreRequest walks requests about compaction, leases, watches and
// maintenance, numbered by storeRequestKind.
func codeStoreRequest(c Coder, kind uint64, r *Request) {
	switch kind {
	case 60:
		*r = coded(*r, func(v *Compaction) { c.Int64(&v.Revision); c.Bool(&v.Physical) })
	case 61:
		*r = coded(*r, func(v *LeaseGrant) { c.Int64(&v.ID); c.Int64(&v.TTL) })
	case 62:
		*r = coded(*r, func(v *LeaseRevoke) { c.Int64(&v.ID) })
	case 63:
		*r = coded(*r, func(v *LeaseKeepAlive) { codeList(c, &v.IDs, c.Int64) })
	case 64:
		*r = coded(*r, func(v *LeaseTimeToLive) { c.Int64(&v.ID); c.Bool(&v.Keys) })
	case 65:
		*r = LeaseLeases{}
	case 66:
		*r = coded(*r, func(v *Watch) { codeList(c, &v.Messages, func(m *WatchMessage) { codeWatchMessage(c, m) }) })
	case 67:
		*r = coded(*r, func(v *Alarm) { codeNumber(c, &v.Action); c.Uint64(&v.MemberID); codeNumber(c, &v.Kind) })
	case 68:
		*r = Defragment{}
	case 69:
		*r = Hash{}
	case 70:
		*r = coded(*r, func(v *HashKV) { c.Int64(&v.Revision) })
	}
}

func storeRequestKind(r Request) uint64 {
	switch r.(type) {
	case Compaction:
		return 60
	case LeaseGrant:
		return 61
	case LeaseRevoke:
		return 62
	case LeaseKeepAlive:
		return 63
	case LeaseTimeToLive:
		return 64
	case LeaseLeases:
		return 65
	case Watch:
		return 66
	case Alarm:
		return 67
	case Defragment:
		return 68
	case Hash:
		return 69
	case HashKV:
		return 70
	}
	return 0
}

func codeWatchMessage(c Coder, m *WatchMessage) {
	var kind uint64
	switch (*m).(type) {
	case WatchCancel:
		kind = 1
	case WatchProgress:
		kind = 2
	}
	c.Uint64(&kind)
	switch kind {
	case 1:
		v, _ := (*m).(WatchCancel)
		c.Int64(&v.WatchID)
		*m = v
	case 2:
		*m = WatchProgress{}
	default:
		v, _ := (*m).(WatchCreate)
		c.Bytes(&v.Key)
		c.Bytes(&v.RangeEnd)
		c.Int64(&v.StartRevision)
		for _, flag := range [...]*bool{&v.ProgressNotify, &v.NoPut, &v.NoDelete, &v.PrevKV} {
			c.Bool(flag)
		}
		c.Int64(&v.WatchID)
		*m = v
	}
}

// codeStoreResponse walks the answers to them, numbered by storeResponseKind.
func codeStoreResponse(c Coder, kind uint64, r *Response) {
	switch kind {
	case 60:
		*r = coded(*r, func(v *CompactionResponse) { codeResponseHeader(c, &v.Header) })
	case 61:
		*r = coded(*r, func(v *LeaseGrantResponse) { codeResponseHeader(c, &v.Header); c.Int64(&v.ID); c.Int64(&v.TTL) })
	case 62:
		*r = coded(*r, func(v *LeaseRevokeResponse) { codeResponseHeader(c, &v.Header) })
	case 63:
		*r = coded(*r, func(v *LeaseKeepAliveResponse) {
			codeResponseHeader(c, &v.Header)
			codeList(c, &v.Renewed, func(x *LeaseRenewal) { c.Int64(&x.ID); c.Int64(&x.TTL) })
		})
	case 64:
		*r = coded(*r, func(v *LeaseTimeToLiveResponse) {
			codeResponseHeader(c, &v.Header)
			c.Int64(&v.ID)
			c.Int64(&v.TTL)
			c.Int64(&v.GrantedTTL)
			codeList(c, &v.Keys, c.Bytes)
		})
	case 65:
		*r = coded(*r, func(v *LeaseLeasesResponse) { codeResponseHeader(c, &v.Header); codeList(c, &v.IDs, c.Int64) })
	case 66:
		*r = coded(*r, func(v *WatchResponse) { codeWatchResponse(c, v) })
	case 67:
		*r = coded(*r, func(v *AlarmResponse) {
			codeList(c, &v.Alarms, func(a *AlarmMember) { c.Uint64(&a.MemberID); codeNumber(c, &a.Kind) })
		})
	case 68:
		*r = DefragmentResponse{}
	case 69:
		*r = coded(*r, func(v *HashResponse) { codeResponseHeader(c, &v.Header); codeNumber(c, &v.Hash) })
	case 70:
		*r = coded(*r, func(v *HashKVResponse) {
			codeResponseHeader(c, &v.Header)
			codeNumber(c, &v.Hash)
			c.Int64(&v.CompactRevision)
		})
	}
}

func codeWatchResponse(c Coder, v *WatchResponse) {
	codeResponseHeader(c, &v.Header)
	c.Int64(&v.WatchID)
	c.Bool(&v.Created)
	c.Bool(&v.Canceled)
	c.Int64(&v.CompactRevision)
	c.String(&v.CancelReason)
	codeList(c, &v.Events, func(e *WatchEvent) {
		c.Bool(&e.Delete)
		codeKeyValue(c, &e.KV)
		codeOptional(c, &e.PrevKV, func(kv *KeyValue) { codeKeyValue(c, kv) })
	})
}

func storeResponseKind(r Response) uint64 {
	switch r.(type) {
	case CompactionResponse:
		return 60
	case LeaseGrantResponse:
		return 61
	case LeaseRevokeResponse:
		return 62
	case LeaseKeepAliveResponse:
		return 63
	case LeaseTimeToLiveResponse:
		return 64
	case LeaseLeasesResponse:
		return 65
	case WatchResponse:
		return 66
	case AlarmResponse:
		return 67
	case DefragmentResponse:
		return 68
	case HashResponse:
		return 69
	case HashKVResponse:
		return 70
	}
	return 0
}
