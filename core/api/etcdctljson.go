package api

// appendCtlJSON writes an answer as etcdctl -w json does: the protobuf's own
// JSON where the client hands the message on, and where it has a type of its
// own (clientv3/lease.go, clientv3/watch.go), that one's.
func appendCtlJSON(b []byte, resp Response) []byte {
	o := jsonObject{b: b}
	switch r := resp.(type) {
	case TxnResponse:
		o.header(r.Header)
		o.yes("succeeded", r.Succeeded)
		if len(r.Responses) > 0 {
			o.key("responses")
			for i, in := range r.Responses {
				o.b = append(o.b, "[,"[min(i, 1)])
				o.b = append(o.b, `{"Response":{"Response`+txnKind(in)+`":`...)
				o.b = append(appendCtlJSON(o.b, within(in)), "}}"...)
			}
			o.b = append(o.b, ']')
		}
	case WatchResponse:
		o.key("Header")
		in := jsonObject{b: o.b}
		in.headerFields(r.Header)
		o.b = in.end()
		o.key("Events")
		event := func(i int) { o.b = appendCtlEvent(o.b, &r.Events[i]) }
		if len(r.Events) == 0 && r.Header != (ResponseHeader{}) {
			o.b = append(o.b, "[]"...) // of the server's, not of the client's own
		} else {
			o.elements(len(r.Events), event)
		}
		o.number("CompactRevision", r.CompactRevision)
		o.bool("Canceled", r.Canceled)
		o.bool("Created", r.Created)
	case LeaseGrantResponse:
		o.headerFields(r.Header)
		o.number("ID", r.ID)
		o.number("TTL", r.TTL)
		o.string("Error", "")
	case LeaseKeepAliveResponse:
		o.headerFields(r.Header)
		o.number("ID", r.Renewed[0].ID)
		o.number("TTL", r.Renewed[0].TTL)
	case LeaseTimeToLiveResponse:
		o.headerFields(r.Header)
		o.number("id", r.ID)
		o.number("ttl", r.TTL)
		o.number("granted-ttl", r.GrantedTTL)
		o.key("keys")
		o.elements(len(r.Keys), func(i int) { o.b = appendBase64(o.b, r.Keys[i]) })
	case LeaseLeasesResponse:
		o.headerFields(r.Header)
		o.key("leases")
		o.elements(len(r.IDs), func(i int) {
			in := jsonObject{b: o.b}
			in.number("id", r.IDs[i])
			o.b = in.end()
		})
	default:
		return appendResponseJSON(b, resp, false)
	}
	return o.end()
}

func txnKind(resp Response) string {
	switch resp.(type) {
	case PutResponse:
		return "Put"
	case RangeResponse:
		return "Range"
	case DeleteRangeResponse:
		return "DeleteRange"
	}
	return "Txn"
}

func appendCtlEvent(b []byte, e *WatchEvent) []byte {
	o := jsonObject{b: b}
	if e.Delete {
		o.number("type", 1)
	}
	o.object("kv", e.KV.fields)
	if e.PrevKV != nil {
		o.object("prev_kv", e.PrevKV.fields)
	}
	return o.end()
}

// elements writes a list, null if it is empty: what Go makes of a nil slice.
func (o *jsonObject) elements(n int, element func(i int)) {
	if n == 0 {
		o.b = append(o.b, "null"...)
		return
	}
	for i := range n {
		o.b = append(o.b, "[,"[min(i, 1)])
		element(i)
	}
	o.b = append(o.b, ']')
}
