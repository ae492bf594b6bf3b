package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// storeRequest reads what the gateway is asked about transactions, compaction,
// leases and watches; nil for any other path.
func (f *gatewayForm) storeRequest(at string) Request {
	switch strings.TrimPrefix(at, "/kv") {
	case "/txn":
		return f.txn(maxTxnDepth)
	case "/compaction":
		return Compaction{Revision: f.int("revision"), Physical: f.bool("physical")}
	case "/lease/grant":
		return LeaseGrant{ID: f.int("ID"), TTL: f.int("TTL")}
	case "/lease/revoke":
		return LeaseRevoke{ID: f.int("ID")}
	case "/lease/timetolive":
		return LeaseTimeToLive{ID: f.int("ID"), Keys: f.bool("keys")}
	case "/lease/leases":
		return LeaseLeases{}
	}
	return nil
}

// routeStream reads the messages of a request that is a stream. What cannot be
// read ends it; if it is the first, it is all that is answered.
func routeStream(r HTTPRequest, at string, meta Meta) (Request, *HTTPResponse) {
	var keep LeaseKeepAlive
	var watch Watch
	forms, fault := gatewayObjects(r.Body)
	for _, f := range forms {
		if at == "/watch" {
			if message := f.watchMessage(); message != nil && f.fault == nil {
				watch.Messages = append(watch.Messages, message)
			}
		} else if id := f.int("ID"); f.fault == nil {
			keep.IDs = append(keep.IDs, id)
		}
		if f.fault != nil {
			fault = f.fault
			break
		}
	}
	if fault != nil && len(keep.IDs)+len(watch.Messages) == 0 {
		resp := newResponse(meta, 500, gatewayErrorJSON(Error{Unknown, fault.Error()}), jsonType)
		return nil, &resp
	}
	if at == "/watch" {
		return watch, nil
	}
	return keep, nil
}

// gatewayObjects reads one JSON value after the other, up to the first fault.
func gatewayObjects(body []byte) (forms []gatewayForm, fault error) {
	d := json.NewDecoder(bytes.NewReader(body))
	for {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return forms, err
		}
		var f gatewayForm
		if f.fault = json.Unmarshal(raw, &f.fields); f.fault != nil {
			return forms, f.fault
		}
		forms = append(forms, f)
	}
}

// object reads a field that is an object; ok is false if it is not there.
func (f *gatewayForm) object(names ...string) (in gatewayForm, ok bool) {
	if f.raw(names) == nil {
		return in, false
	}
	f.read(&in.fields, names)
	return in, f.fault == nil
}

// each calls fn with the objects of a list; its fault becomes this form's.
func (f *gatewayForm) each(fn func(in *gatewayForm), names ...string) {
	var list []json.RawMessage
	f.read(&list, names)
	for _, raw := range list {
		var in gatewayForm
		if in.fault = json.Unmarshal(raw, &in.fields); in.fault == nil {
			fn(&in)
		}
		f.take(&in)
	}
}

func (f *gatewayForm) take(in *gatewayForm) {
	if f.fault == nil {
		f.fault = in.fault
	}
}

var errTooDeep = errors.New("transactions nested more than 16 deep are not there yet in raftarium")

func (f *gatewayForm) txn(depth int) Txn {
	var t Txn
	if depth == 0 {
		f.fault = errTooDeep
		return t
	}
	f.each(func(in *gatewayForm) { t.Compare = append(t.Compare, in.compare()) }, "compare")
	f.each(func(in *gatewayForm) { t.Success = append(t.Success, in.txnOp(depth)) }, "success")
	f.each(func(in *gatewayForm) { t.Failure = append(t.Failure, in.txnOp(depth)) }, "failure")
	return t
}

func (f *gatewayForm) compare() Compare {
	c := Compare{
		Result: CompareResult(f.enum("etcdserverpb.Compare_CompareResult", []string{"EQUAL", "GREATER", "LESS", "NOT_EQUAL"}, "result")),
		Target: CompareTarget(f.enum("etcdserverpb.Compare_CompareTarget", []string{"VERSION", "CREATE", "MOD", "VALUE", "LEASE"}, "target")),
		Key:    f.bytes("key"), RangeEnd: f.bytes("range_end", "rangeEnd"),
	}
	switch c.Target {
	case CompareVersion:
		c.Number = f.int("version")
	case CompareCreate:
		c.Number = f.int("create_revision", "createRevision")
	case CompareMod:
		c.Number = f.int("mod_revision", "modRevision")
	case CompareLease:
		c.Number = f.int("lease")
	case CompareValue:
		c.Value = f.bytes("value")
	}
	return c
}

// txnOp reads an operation; one that is none becomes nil, which etcd refuses.
func (f *gatewayForm) txnOp(depth int) (op Request) {
	for _, kind := range [...]struct{ name, camel, at string }{
		{"request_range", "requestRange", "/kv/range"}, {"request_put", "requestPut", "/kv/put"},
		{"request_delete_range", "requestDeleteRange", "/kv/deleterange"}, {"request_txn", "requestTxn", "/kv/txn"},
	} {
		in, ok := f.object(kind.name, kind.camel)
		if !ok || op != nil {
			continue
		}
		if kind.at == "/kv/txn" {
			op = in.txn(depth - 1)
		} else {
			op = in.request(kind.at)
		}
		f.take(&in)
	}
	return op
}

// watchMessage reads one message of a stream of watches; one that asks for
// nothing is nil, and is not answered.
func (f *gatewayForm) watchMessage() (message WatchMessage) {
	if in, ok := f.object("create_request", "createRequest"); ok {
		message = in.watchCreate()
		f.take(&in)
	} else if in, ok := f.object("cancel_request", "cancelRequest"); ok {
		message = WatchCancel{WatchID: in.int("watch_id", "watchId")}
		f.take(&in)
	} else if in, ok := f.object("progress_request", "progressRequest"); ok {
		message = WatchProgress{}
		f.take(&in)
	}
	return message
}

func (f *gatewayForm) watchCreate() WatchCreate {
	filters := f.filters()
	return WatchCreate{
		Key: f.bytes("key"), RangeEnd: f.bytes("range_end", "rangeEnd"), StartRevision: f.int("start_revision", "startRevision"),
		ProgressNotify: f.bool("progress_notify", "progressNotify"), PrevKV: f.bool("prev_kv", "prevKv"),
		WatchID: f.int("watch_id", "watchId"),
		NoPut:   slices.Contains(filters, 0), NoDelete: slices.Contains(filters, 1),
	}
}

func (f *gatewayForm) filters() (filters []int32) {
	const kind = "etcdserverpb.WatchCreateRequest_FilterType"
	raw := f.raw([]string{"filters"})
	if len(raw) > 0 && raw[0] == '"' {
		f.take(&gatewayForm{fault: errors.New(`invalid target "slice" for enum ` + kind)})
		return nil
	}
	var list []json.RawMessage
	f.read(&list, []string{"filters"})
	for _, one := range list {
		in := gatewayForm{fields: map[string]json.RawMessage{"filter": one}}
		filters = append(filters, in.enum(kind, []string{"NOPUT", "NODELETE"}, "filter"))
		f.take(&in)
	}
	return filters
}
