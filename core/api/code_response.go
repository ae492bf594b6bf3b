package api

// responseKinds are the kinds of answers, at the numbers that stand for them where
// they are written.
var responseKinds = []Response{
	1: HealthResponse{}, 2: VersionResponse{}, 3: V2MembersResponse{}, 4: V2KeysResponse{}, 5: V2WatchResponse{}, 6: V2Error{},
	7: PutResponse{}, 8: RangeResponse{}, 9: DeleteRangeResponse{}, 10: TxnResponse{}, 11: MemberListResponse{}, 12: StatusResponse{}, 13: Error{}, 14: NotYet{},
	40: MemberAddResponse{}, 41: MemberRemoveResponse{}, 42: MemberUpdateResponse{}, 43: MemberPromoteResponse{}, 44: MoveLeaderResponse{}, 45: V2MemberResponse{},
	60: CompactionResponse{}, 61: LeaseGrantResponse{}, 62: LeaseRevokeResponse{}, 63: LeaseKeepAliveResponse{}, 64: LeaseTimeToLiveResponse{},
	65: LeaseLeasesResponse{}, 66: WatchResponse{}, 67: AlarmResponse{}, 68: DefragmentResponse{}, 69: HashResponse{}, 70: HashKVResponse{},
}

// CodeResponse walks an answer that waits within a world. Decoding unknown
// bytes leaves nil.
func CodeResponse(c Coder, r *Response) { codeResponse(c, r, maxTxnDepth) }

func codeResponse(c Coder, r *Response, depth int) {
	codeKind(c, r, responseKinds)
	switch v := (*r).(type) {
	case PutResponse:
		codeResponseHeader(c, &v.Header)
		codeOptional(c, &v.PrevKV, func(kv *KeyValue) { codeKeyValue(c, kv) })
		*r = v
	case RangeResponse:
		codeResponseHeader(c, &v.Header)
		codeKeyValues(c, &v.KVs)
		c.Bool(&v.More)
		c.Int64(&v.Count)
		*r = v
	case DeleteRangeResponse:
		codeResponseHeader(c, &v.Header)
		c.Int64(&v.Deleted)
		codeKeyValues(c, &v.PrevKVs)
		*r = v
	case TxnResponse:
		codeResponseHeader(c, &v.Header)
		c.Bool(&v.Succeeded)
		if depth > 0 {
			codeList(c, &v.Responses, func(x *Response) { codeResponse(c, x, depth-1) })
		}
		*r = v
	case WatchResponse:
		codeWatchResponse(c, &v)
		*r = v
	case Error:
		code := uint64(v.Code)
		c.Uint64(&code)
		v.Code = GRPCCode(code)
		c.String(&v.Text)
		*r = v
	case NotYet:
		c.String(&v.What)
		*r = v
	default:
		if !codeV2Response(c, r) && !codeClusterResponse(c, r) {
			codeStoreResponse(c, r)
		}
	}
}

// codeV2Response walks an answer of etcd v2's interface, and reports whether it is
// one.
func codeV2Response(c Coder, r *Response) bool {
	switch v := (*r).(type) {
	case HealthResponse:
		c.Bool(&v.Healthy)
		*r = v
	case VersionResponse:
		c.String(&v.Server)
		c.String(&v.Cluster)
		*r = v
	case V2MembersResponse:
		codeMembers(c, &v.Members)
		*r = v
	case V2MemberResponse:
		status := int64(v.Status)
		c.Int64(&status)
		v.Status = int(status)
		codeOptional(c, &v.Member, func(m *Member) { m.Code(c) })
		c.String(&v.Message)
		*r = v
	case V2KeysResponse:
		CodeV2Event(c, &v.Event)
		c.Uint64(&v.RaftIndex)
		c.Uint64(&v.RaftTerm)
		*r = v
	case V2WatchResponse:
		c.Uint64(&v.EtcdIndex)
		c.Uint64(&v.RaftIndex)
		c.Uint64(&v.RaftTerm)
		*r = v
	case V2Error:
		code := int64(v.Code)
		c.Int64(&code)
		v.Code = V2Code(code)
		c.String(&v.Cause)
		c.Uint64(&v.Index)
		*r = v
	default:
		return false
	}
	return true
}

// codeClusterResponse walks an answer about the cluster and its members, and
// reports whether it is one.
func codeClusterResponse(c Coder, r *Response) bool {
	switch v := (*r).(type) {
	case MemberListResponse:
		codeResponseHeader(c, &v.Header)
		codeMembers(c, &v.Members)
		*r = v
	case MemberAddResponse:
		codeResponseHeader(c, &v.Header)
		v.Member.Code(c)
		codeMembers(c, &v.Members)
		*r = v
	case MemberRemoveResponse:
		codeResponseHeader(c, &v.Header)
		codeMembers(c, &v.Members)
		*r = v
	case MemberUpdateResponse:
		codeResponseHeader(c, &v.Header)
		codeMembers(c, &v.Members)
		*r = v
	case MemberPromoteResponse:
		codeResponseHeader(c, &v.Header)
		codeMembers(c, &v.Members)
		*r = v
	case MoveLeaderResponse:
		codeResponseHeader(c, &v.Header)
		*r = v
	case StatusResponse:
		codeStatus(c, &v)
		*r = v
	default:
		return false
	}
	return true
}

// codeStoreResponse walks an answer about compaction, leases and maintenance; the
// others have nothing to walk.
func codeStoreResponse(c Coder, r *Response) {
	switch v := (*r).(type) {
	case CompactionResponse:
		codeResponseHeader(c, &v.Header)
		*r = v
	case LeaseGrantResponse:
		codeResponseHeader(c, &v.Header)
		c.Int64(&v.ID)
		c.Int64(&v.TTL)
		*r = v
	case LeaseRevokeResponse:
		codeResponseHeader(c, &v.Header)
		*r = v
	case LeaseKeepAliveResponse:
		codeResponseHeader(c, &v.Header)
		codeList(c, &v.Renewed, func(x *LeaseRenewal) { c.Int64(&x.ID); c.Int64(&x.TTL) })
		*r = v
	case LeaseTimeToLiveResponse:
		codeResponseHeader(c, &v.Header)
		c.Int64(&v.ID)
		c.Int64(&v.TTL)
		c.Int64(&v.GrantedTTL)
		codeList(c, &v.Keys, c.Bytes)
		*r = v
	case LeaseLeasesResponse:
		codeResponseHeader(c, &v.Header)
		codeList(c, &v.IDs, c.Int64)
		*r = v
	case AlarmResponse:
		codeList(c, &v.Alarms, func(a *AlarmMember) { c.Uint64(&a.MemberID); codeNumber(c, &a.Kind) })
		*r = v
	case HashResponse:
		codeResponseHeader(c, &v.Header)
		codeNumber(c, &v.Hash)
		*r = v
	case HashKVResponse:
		codeResponseHeader(c, &v.Header)
		codeNumber(c, &v.Hash)
		c.Int64(&v.CompactRevision)
		*r = v
	}
}

// CodeV2Event walks an event with its nodes.
func CodeV2Event(c Coder, e *V2Event) {
	c.String(&e.Action)
	node := func(n *V2Node) { codeV2Node(c, n, maxV2Depth) }
	codeOptional(c, &e.Node, node)
	codeOptional(c, &e.PrevNode, node)
	c.Uint64(&e.EtcdIndex)
	c.Bool(&e.Refresh)
}

// maxV2Depth bounds directories within directories, so that no input can
// exhaust the stack.
const maxV2Depth = 1 << 16

func codeV2Node(c Coder, n *V2Node, depth int) {
	c.String(&n.Key)
	codeOptional(c, &n.Value, c.String)
	c.Bool(&n.Dir)
	c.Int64(&n.Expiration)
	c.Int64(&n.TTL)
	if depth > 0 {
		codeList(c, &n.Nodes, func(child **V2Node) {
			if c.Decoding() {
				*child = &V2Node{}
			}
			codeV2Node(c, *child, depth-1)
		})
	}
	c.Uint64(&n.ModifiedIndex)
	c.Uint64(&n.CreatedIndex)
}

func codeResponseHeader(c Coder, h *ResponseHeader) {
	c.Uint64(&h.ClusterID)
	c.Uint64(&h.MemberID)
	c.Int64(&h.Revision)
	c.Uint64(&h.RaftTerm)
}

func codeKeyValue(c Coder, kv *KeyValue) {
	c.Bytes(&kv.Key)
	c.Int64(&kv.CreateRevision)
	c.Int64(&kv.ModRevision)
	c.Int64(&kv.Version)
	c.Bytes(&kv.Value)
	c.Int64(&kv.Lease)
}

func codeKeyValues(c Coder, list *[]KeyValue) {
	codeList(c, list, func(kv *KeyValue) { codeKeyValue(c, kv) })
}

func codeMembers(c Coder, list *[]Member) {
	codeList(c, list, func(m *Member) { m.Code(c) })
}

// Code walks a member of the cluster.
func (m *Member) Code(c Coder) {
	c.Uint64(&m.ID)
	c.String(&m.Name)
	codeList(c, &m.PeerURLs, c.String)
	codeList(c, &m.ClientURLs, c.String)
	c.Bool(&m.IsLearner)
}

func codeStatus(c Coder, v *StatusResponse) {
	codeResponseHeader(c, &v.Header)
	c.String(&v.Version)
	c.Int64(&v.DBSize)
	c.Int64(&v.DBSizeInUse)
	c.Uint64(&v.Leader)
	c.Uint64(&v.RaftIndex)
	c.Uint64(&v.RaftTerm)
	c.Uint64(&v.RaftAppliedIndex)
	codeList(c, &v.Errors, c.String)
	c.Bool(&v.IsLearner)
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
