package api

// requestKinds are the kinds of requests, at the numbers that stand for them where
// they are written.
var requestKinds = []Request{
	1: Health{}, 2: Version{}, 3: V2Members{}, 4: V2Keys{}, 5: Put{}, 6: Range{}, 7: DeleteRange{}, 8: Txn{}, 9: MemberList{}, 10: Status{},
	40: MemberAdd{}, 41: MemberRemove{}, 42: MemberUpdate{}, 43: MemberPromote{}, 44: MoveLeader{}, 45: V2Leader{},
	60: Compaction{}, 61: LeaseGrant{}, 62: LeaseRevoke{}, 63: LeaseKeepAlive{}, 64: LeaseTimeToLive{}, 65: LeaseLeases{}, 66: Watch{},
	67: Alarm{}, 68: Defragment{}, 69: Hash{}, 70: HashKV{},
}

// CodeRequest walks a request that waits within a world. Decoding unknown
// bytes leaves nil.
func CodeRequest(c Coder, r *Request) { codeRequest(c, r, maxTxnDepth) }

func codeRequest(c Coder, r *Request, depth int) {
	codeKind(c, r, requestKinds)
	switch v := (*r).(type) {
	case V2Keys:
		codeV2Keys(c, &v)
		*r = v
	case Put:
		codePut(c, &v)
		*r = v
	case Range:
		codeRange(c, &v)
		*r = v
	case DeleteRange:
		c.Bytes(&v.Key)
		c.Bytes(&v.RangeEnd)
		c.Bool(&v.PrevKV)
		*r = v
	case Txn:
		if depth > 0 {
			codeTxn(c, &v, depth-1)
		}
		*r = v
	case Watch:
		codeList(c, &v.Messages, func(m *WatchMessage) { codeWatchMessage(c, m) })
		*r = v
	default:
		if !codeClusterRequest(c, r) {
			codeStoreRequest(c, r)
		}
	}
}

// codeClusterRequest walks a request that changes the cluster, and reports whether
// it is one.
func codeClusterRequest(c Coder, r *Request) bool {
	switch v := (*r).(type) {
	case MemberAdd:
		codeList(c, &v.PeerURLs, c.String)
		c.Bool(&v.IsLearner)
		c.Bool(&v.V2)
		*r = v
	case MemberRemove:
		c.Uint64(&v.ID)
		c.Bool(&v.V2)
		*r = v
	case MemberUpdate:
		c.Uint64(&v.ID)
		codeList(c, &v.PeerURLs, c.String)
		c.Bool(&v.V2)
		*r = v
	case MemberPromote:
		c.Uint64(&v.ID)
		*r = v
	case MoveLeader:
		c.Uint64(&v.Target)
		*r = v
	default:
		return false
	}
	return true
}

// codeStoreRequest walks a request about compaction, leases and maintenance; the
// others have nothing to walk.
func codeStoreRequest(c Coder, r *Request) {
	switch v := (*r).(type) {
	case Compaction:
		c.Int64(&v.Revision)
		c.Bool(&v.Physical)
		*r = v
	case LeaseGrant:
		c.Int64(&v.ID)
		c.Int64(&v.TTL)
		*r = v
	case LeaseRevoke:
		c.Int64(&v.ID)
		*r = v
	case LeaseKeepAlive:
		codeList(c, &v.IDs, c.Int64)
		*r = v
	case LeaseTimeToLive:
		c.Int64(&v.ID)
		c.Bool(&v.Keys)
		*r = v
	case Alarm:
		codeNumber(c, &v.Action)
		c.Uint64(&v.MemberID)
		codeNumber(c, &v.Kind)
		*r = v
	case HashKV:
		c.Int64(&v.Revision)
		*r = v
	}
}

func codeV2Keys(c Coder, v *V2Keys) {
	c.String(&v.Method)
	c.String(&v.Path)
	c.String(&v.Value)
	c.Bool(&v.Dir)
	codeOptional(c, &v.TTL, c.Int64)
	codeOptional(c, &v.PrevExist, c.Bool)
	c.String(&v.PrevValue)
	c.Uint64(&v.PrevIndex)
	c.Bool(&v.Recursive)
	c.Bool(&v.Sorted)
	c.Bool(&v.Quorum)
	c.Bool(&v.Wait)
	c.Bool(&v.Stream)
	c.Uint64(&v.WaitIndex)
	c.Bool(&v.Refresh)
	c.Bool(&v.NoValueOnSuccess)
	c.Bool(&v.Head)
}

func codePut(c Coder, v *Put) {
	c.Bytes(&v.Key)
	c.Bytes(&v.Value)
	c.Int64(&v.Lease)
	c.Bool(&v.PrevKV)
	c.Bool(&v.IgnoreValue)
	c.Bool(&v.IgnoreLease)
}

func codeRange(c Coder, v *Range) {
	c.Bytes(&v.Key)
	c.Bytes(&v.RangeEnd)
	c.Int64(&v.Limit)
	c.Int64(&v.Revision)
	codeNumber(c, &v.SortOrder)
	codeNumber(c, &v.SortTarget)
	c.Bool(&v.Serializable)
	c.Bool(&v.KeysOnly)
	c.Bool(&v.CountOnly)
	c.Int64(&v.MinModRevision)
	c.Int64(&v.MaxModRevision)
	c.Int64(&v.MinCreateRevision)
	c.Int64(&v.MaxCreateRevision)
}

func codeTxn(c Coder, v *Txn, depth int) {
	codeList(c, &v.Compare, func(x *Compare) {
		codeNumber(c, &x.Result)
		codeNumber(c, &x.Target)
		c.Bytes(&x.Key)
		c.Bytes(&x.RangeEnd)
		c.Int64(&x.Number)
		c.Bytes(&x.Value)
	})
	one := func(x *Request) { codeRequest(c, x, depth) }
	codeList(c, &v.Success, one)
	codeList(c, &v.Failure, one)
}

// watchMessageKinds are the kinds of what a watcher says, at their numbers.
var watchMessageKinds = []WatchMessage{WatchCreate{}, WatchCancel{}, WatchProgress{}}

func codeWatchMessage(c Coder, m *WatchMessage) {
	codeKind(c, m, watchMessageKinds)
	switch v := (*m).(type) {
	case WatchCancel:
		c.Int64(&v.WatchID)
		*m = v
	case WatchCreate:
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
