package api

// CodeResponse walks an answer that waits within a world. Decoding unknown
// bytes leaves nil.
func CodeResponse(c Coder, r *Response) { codeResponse(c, r, maxTxnDepth) }

// The cases below are numbered by responseKind.
func codeResponse(c Coder, r *Response, depth int) {
	kind := responseKind(*r)
	c.Uint64(&kind)
	if c.Decoding() {
		*r = nil
	}
	switch kind {
	case 1:
		*r = coded(*r, func(v *HealthResponse) { c.Bool(&v.Healthy) })
	case 2:
		*r = coded(*r, func(v *VersionResponse) { c.String(&v.Server); c.String(&v.Cluster) })
	case 3:
		*r = coded(*r, func(v *V2MembersResponse) { codeMembers(c, &v.Members) })
	case 4:
		*r = coded(*r, func(v *V2KeysResponse) {
			CodeV2Event(c, &v.Event)
			c.Uint64(&v.RaftIndex)
			c.Uint64(&v.RaftTerm)
		})
	case 5:
		*r = coded(*r, func(v *V2WatchResponse) { c.Uint64(&v.EtcdIndex); c.Uint64(&v.RaftIndex); c.Uint64(&v.RaftTerm) })
	case 6:
		*r = coded(*r, func(v *V2Error) {
			code := int64(v.Code)
			c.Int64(&code)
			v.Code = V2Code(code)
			c.String(&v.Cause)
			c.Uint64(&v.Index)
		})
	case 7:
		*r = coded(*r, func(v *PutResponse) {
			codeResponseHeader(c, &v.Header)
			codeOptional(c, &v.PrevKV, func(kv *KeyValue) { codeKeyValue(c, kv) })
		})
	case 8:
		*r = coded(*r, func(v *RangeResponse) {
			codeResponseHeader(c, &v.Header)
			codeKeyValues(c, &v.KVs)
			c.Bool(&v.More)
			c.Int64(&v.Count)
		})
	case 9:
		*r = coded(*r, func(v *DeleteRangeResponse) {
			codeResponseHeader(c, &v.Header)
			c.Int64(&v.Deleted)
			codeKeyValues(c, &v.PrevKVs)
		})
	case 10:
		*r = coded(*r, func(v *TxnResponse) {
			codeResponseHeader(c, &v.Header)
			c.Bool(&v.Succeeded)
			if depth > 0 {
				codeList(c, &v.Responses, func(x *Response) { codeResponse(c, x, depth-1) })
			}
		})
	case 11:
		*r = coded(*r, func(v *MemberListResponse) { codeResponseHeader(c, &v.Header); codeMembers(c, &v.Members) })
	case 12:
		*r = coded(*r, func(v *StatusResponse) { codeStatus(c, v) })
	case 13:
		*r = coded(*r, func(v *Error) {
			code := uint64(v.Code)
			c.Uint64(&code)
			v.Code = GRPCCode(code)
			c.String(&v.Text)
		})
	case 14:
		*r = coded(*r, func(v *NotYet) { c.String(&v.What) })
	default:
		if kind >= 40 && kind < 50 {
			codeClusterResponse(c, kind, r)
			return
		}
		codeStoreResponse(c, kind, r)
	}
}

// coded hands a request or a response to code as its own type, a fresh one if it
// is of another, and returns what code made of it.
func coded[T, I any](r I, code func(*T)) T {
	v, _ := any(r).(T)
	code(&v)
	return v
}

func responseKind(r Response) uint64 {
	switch r.(type) {
	case HealthResponse:
		return 1
	case VersionResponse:
		return 2
	case V2MembersResponse:
		return 3
	case V2KeysResponse:
		return 4
	case V2WatchResponse:
		return 5
	case V2Error:
		return 6
	case PutResponse:
		return 7
	case RangeResponse:
		return 8
	case DeleteRangeResponse:
		return 9
	case TxnResponse:
		return 10
	case MemberListResponse:
		return 11
	case StatusResponse:
		return 12
	case Error:
		return 13
	case NotYet:
		return 14
	}
	if kind := clusterResponseKind(r); kind != 0 {
		return kind
	}
	return storeResponseKind(r)
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
