package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// gatewayPaths are the routes of etcd 3.4's gateway after /v3 or /v3beta; all
// of them take POST alone.
var gatewayPaths = strings.Fields(`
/kv/range /kv/put /kv/deleterange /kv/txn /kv/compaction
/kv/lease/revoke /kv/lease/timetolive /kv/lease/leases /watch
/lease/grant /lease/revoke /lease/keepalive /lease/timetolive /lease/leases
/cluster/member/add /cluster/member/remove /cluster/member/update /cluster/member/list /cluster/member/promote
/maintenance/alarm /maintenance/status /maintenance/defragment /maintenance/hash /maintenance/snapshot /maintenance/transfer-leadership
/auth/enable /auth/disable /auth/authenticate
/auth/user/add /auth/user/get /auth/user/list /auth/user/delete /auth/user/changepw /auth/user/grant /auth/user/revoke
/auth/role/add /auth/role/get /auth/role/list /auth/role/delete /auth/role/grant /auth/role/revoke
/election/campaign /election/proclaim /election/leader /election/observe /election/resign /lock/lock /lock/unlock
`)

func routeGateway(r HTTPRequest, p string, meta Meta) (Request, *HTTPResponse) {
	at := strings.TrimPrefix(strings.TrimPrefix(p, "/v3beta"), "/v3")
	if !slices.Contains(gatewayPaths, at) {
		return nil, failure(meta, 404, "Not Found").ptr()
	}
	if method, overridden := r.gatewayMethod(); overridden {
		r.Method, r.Body = method, nil // it was read as a form
	}
	if r.Method != "POST" {
		return nil, failure(meta, 405, "Method Not Allowed").ptr()
	}
	if _, err := r.Patience(); err != nil {
		resp := newResponse(meta, 400, gatewayErrorJSON(Error{InvalidArgument, err.Error()}), jsonType)
		return nil, &resp
	}
	if at == "/lease/keepalive" || at == "/watch" {
		return routeStream(r, at, meta)
	}
	var f gatewayForm
	f.fields, f.fault = gatewayObject(r.Body)
	req := f.request(at)
	if req == nil {
		return nil, Render(nil, NotYet{p}, meta).ptr()
	}
	if f.fault != nil {
		resp := newResponse(meta, 400, gatewayErrorJSON(Error{InvalidArgument, f.fault.Error()}), jsonType)
		return nil, &resp
	}
	return req, nil
}

func (f *gatewayForm) request(at string) Request {
	switch at {
	case "/kv/put":
		return Put{
			Key: f.bytes("key"), Value: f.bytes("value"), Lease: f.int("lease"),
			PrevKV: f.bool("prev_kv", "prevKv"), IgnoreValue: f.bool("ignore_value", "ignoreValue"), IgnoreLease: f.bool("ignore_lease", "ignoreLease"),
		}
	case "/kv/range":
		return Range{
			Key: f.bytes("key"), RangeEnd: f.bytes("range_end", "rangeEnd"), Limit: f.int("limit"), Revision: f.int("revision"),
			SortOrder:      SortOrder(f.enum("etcdserverpb.RangeRequest_SortOrder", []string{"NONE", "ASCEND", "DESCEND"}, "sort_order", "sortOrder")),
			SortTarget:     SortTarget(f.enum("etcdserverpb.RangeRequest_SortTarget", []string{"KEY", "VERSION", "CREATE", "MOD", "VALUE"}, "sort_target", "sortTarget")),
			Serializable:   f.bool("serializable"),
			KeysOnly:       f.bool("keys_only", "keysOnly"),
			CountOnly:      f.bool("count_only", "countOnly"),
			MinModRevision: f.int("min_mod_revision", "minModRevision"), MaxModRevision: f.int("max_mod_revision", "maxModRevision"),
			MinCreateRevision: f.int("min_create_revision", "minCreateRevision"), MaxCreateRevision: f.int("max_create_revision", "maxCreateRevision"),
		}
	case "/kv/deleterange":
		return DeleteRange{Key: f.bytes("key"), RangeEnd: f.bytes("range_end", "rangeEnd"), PrevKV: f.bool("prev_kv", "prevKv")}
	}
	for _, read := range [...]func(string) Request{f.clusterRequest, f.storeRequest, f.maintenanceRequest, f.contestRequest} {
		if req := read(at); req != nil {
			return req
		}
	}
	return nil
}

// gatewayObject reads the first JSON value of a body; an empty body is an
// empty object, and what follows the value is ignored, as the gateway does.
func gatewayObject(body []byte) (map[string]json.RawMessage, error) {
	var raw json.RawMessage
	switch err := json.NewDecoder(bytes.NewReader(body)).Decode(&raw); {
	case errors.Is(err, io.EOF): // nothing but spaces
		return nil, nil
	case err != nil:
		return nil, err
	}
	var fields map[string]json.RawMessage
	err := json.Unmarshal(raw, &fields)
	return fields, err
}

// gatewayForm reads fields as the gateway's jsonpb does: by the name in the
// .proto file or in camel case, null for absent, unknown ones ignored. It
// keeps the first fault.
type gatewayForm struct {
	fields map[string]json.RawMessage
	fault  error
}

func (f *gatewayForm) read(into any, names []string) {
	raw := f.raw(names)
	if raw == nil {
		return
	}
	if _, number := into.(*int64); number && raw[0] == '"' && len(raw) > 1 {
		raw = raw[1 : len(raw)-1]
	}
	if err := json.Unmarshal(raw, into); err != nil && f.fault == nil {
		f.fault = err
	}
}

// raw is a field's JSON; of two names the last one given counts, and null is
// nil.
func (f *gatewayForm) raw(names []string) json.RawMessage {
	for i := len(names) - 1; i >= 0; i-- {
		if raw, ok := f.fields[names[i]]; ok {
			if string(raw) == "null" {
				return nil
			}
			return raw
		}
	}
	return nil
}

func (f *gatewayForm) bytes(names ...string) (v []byte) {
	f.read(&v, names)
	return v
}

func (f *gatewayForm) int(names ...string) (v int64) {
	f.read(&v, names)
	return v
}

func (f *gatewayForm) bool(names ...string) (v bool) {
	f.read(&v, names)
	return v
}

// enum takes a value by its name or by its number. Errors name etcd's type.
func (f *gatewayForm) enum(kind string, values []string, names ...string) int32 {
	raw := f.raw(names)
	if raw == nil {
		return 0
	}
	if raw[0] != '"' {
		var v int32
		if err := json.Unmarshal(raw, &v); err != nil && f.fault == nil {
			f.fault = errors.New(strings.Replace(err.Error(), "type int32", "type "+kind, 1))
		}
		return v
	}
	var name string
	f.read(&name, names)
	i := slices.Index(values, name)
	if i < 0 && f.fault == nil {
		f.fault = fmt.Errorf("unknown value %q for enum %s", name, kind)
	}
	return int32(max(i, 0))
}

func renderGateway(resp Response, meta Meta) HTTPResponse {
	return newResponse(meta, 200, string(appendResponseJSON(nil, resp, true)), jsonType, Header{"Grpc-Metadata-Content-Type", "application/grpc"})
}

// renderGatewayError is an error that came back over gRPC: in chunks, with a
// trailer.
func renderGatewayError(e Error, meta Meta) HTTPResponse {
	r := headed(meta, e.Code.status(), jsonType, Header{"Trailer", "Grpc-Trailer-Content-Type"})
	r.Header = append(r.Header, Header{"Transfer-Encoding", "chunked"})
	r.Body = []byte(gatewayErrorJSON(e))
	r.Trailer = []Header{{"Grpc-Trailer-Content-Type", "application/grpc"}}
	return r
}

func gatewayErrorJSON(e Error) string {
	o := jsonObject{}
	o.string("error", e.Text)
	o.string("message", e.Text)
	o.int("code", int64(e.Code))
	return string(o.end())
}

// status is the HTTP status for a gRPC code (grpc-gateway's
// runtime.HTTPStatusFromCode as etcd 3.4.14 has it).
func (c GRPCCode) status() int {
	switch c {
	case Canceled:
		return 408
	case InvalidArgument, FailedPrecondition, OutOfRange:
		return 400
	case DeadlineExceeded:
		return 504
	case NotFound:
		return 404
	case ResourceExhausted:
		return 429
	case Unimplemented:
		return 501
	case Unavailable:
		return 503
	}
	return 500
}
