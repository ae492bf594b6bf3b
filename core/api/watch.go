package api

// Watch is the messages of one stream of watches, in their order.
type Watch struct{ Messages []WatchMessage }

// WatchMessage is one of WatchCreate, WatchCancel and WatchProgress.
type WatchMessage interface{ watchMessage() }

// WatchCreate begins a watch, as etcdserverpb.WatchCreateRequest.
type WatchCreate struct {
	Key, RangeEnd  []byte
	StartRevision  int64 // 0: from now
	ProgressNotify bool
	NoPut          bool
	NoDelete       bool
	PrevKV         bool
	WatchID        int64 // 0: the member chooses
}

// WatchCancel ends a watch.
type WatchCancel struct{ WatchID int64 }

// WatchProgress asks up to where everything has been told.
type WatchProgress struct{}

func (WatchCreate) watchMessage()   {}
func (WatchCancel) watchMessage()   {}
func (WatchProgress) watchMessage() {}

func (Watch) request() {}

// WatchResponse is one message of the answering stream.
type WatchResponse struct {
	Header          ResponseHeader
	WatchID         int64
	Created         bool
	Canceled        bool
	CompactRevision int64 // what was not told yet is compacted
	CancelReason    string
	Events          []WatchEvent
}

// WatchEvent is one change: of KV, a delete has the key and its revision alone.
type WatchEvent struct {
	Delete bool
	KV     KeyValue
	PrevKV *KeyValue
}

func (WatchResponse) response() {}

// Kind is the event's type, as etcd names it.
func (e *WatchEvent) Kind() string {
	if e.Delete {
		return "DELETE"
	}
	return "PUT"
}

// Reason is why a watch was cancelled, as etcd's client words it.
func (r *WatchResponse) Reason() string {
	if r.CompactRevision != 0 {
		return ErrCompacted.Text
	}
	return r.CancelReason
}

// RenderWatch makes a message of a stream into what the gateway sends: the first
// with the head of the answer.
func RenderWatch(r WatchResponse, first bool, meta Meta) HTTPResponse {
	return streamed(first, meta, func(o *jsonObject) { o.watch(r) })
}

// streamed is a message of an answer that goes on.
func streamed(first bool, meta Meta, fields func(o *jsonObject)) HTTPResponse {
	var resp HTTPResponse
	if first {
		resp = streamHead(meta)
	}
	resp.Stream = true
	resp.Body = appendResult(nil, fields)
	return resp
}

func (o *jsonObject) watch(r WatchResponse) {
	o.header(r.Header)
	o.int("watch_id", r.WatchID)
	o.yes("created", r.Created)
	o.yes("canceled", r.Canceled)
	o.int("compact_revision", r.CompactRevision)
	if r.CancelReason != "" {
		o.string("cancel_reason", r.CancelReason)
	}
	o.list("events", len(r.Events), func(in *jsonObject, i int) {
		e := &r.Events[i]
		if e.Delete {
			in.string("type", "DELETE")
		}
		in.object("kv", e.KV.fields)
		if e.PrevKV != nil {
			in.object("prev_kv", e.PrevKV.fields)
		}
	})
}
