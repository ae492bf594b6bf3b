package api

// LeaseGrant asks for a lease of TTL seconds, as etcdserverpb.LeaseGrantRequest.
type LeaseGrant struct {
	ID  int64 // 0: the member chooses
	TTL int64
}

// LeaseRevoke ends a lease; its keys go.
type LeaseRevoke struct{ ID int64 }

// LeaseKeepAlive lets leases live their whole TTL anew, one after the other: the
// messages of one stream.
type LeaseKeepAlive struct{ IDs []int64 }

// LeaseTimeToLive asks how long a lease lives, and with Keys for its keys.
type LeaseTimeToLive struct {
	ID   int64
	Keys bool
}

// LeaseLeases asks for the IDs of all leases.
type LeaseLeases struct{}

// LeaseGrantResponse answers LeaseGrant with the lease as it was granted.
type LeaseGrantResponse struct {
	Header  ResponseHeader
	ID, TTL int64
}

// LeaseRevokeResponse answers LeaseRevoke.
type LeaseRevokeResponse struct{ Header ResponseHeader }

// LeaseKeepAliveResponse answers LeaseKeepAlive, each of its messages.
type LeaseKeepAliveResponse struct {
	Header  ResponseHeader
	Renewed []LeaseRenewal
}

// LeaseRenewal is a lease with its TTL, 0 if there is no such lease.
type LeaseRenewal struct{ ID, TTL int64 }

// LeaseTimeToLiveResponse answers LeaseTimeToLive: the seconds that are left
// (-1: there is no such lease) and those that were granted.
type LeaseTimeToLiveResponse struct {
	Header              ResponseHeader
	ID, TTL, GrantedTTL int64
	Keys                [][]byte
}

// LeaseLeasesResponse answers LeaseLeases in the order in which they run out.
type LeaseLeasesResponse struct {
	Header ResponseHeader
	IDs    []int64
}

func (LeaseGrant) request()      {}
func (LeaseRevoke) request()     {}
func (LeaseKeepAlive) request()  {}
func (LeaseTimeToLive) request() {}
func (LeaseLeases) request()     {}

func (LeaseGrantResponse) response()      {}
func (LeaseRevokeResponse) response()     {}
func (LeaseKeepAliveResponse) response()  {}
func (LeaseTimeToLiveResponse) response() {}
func (LeaseLeasesResponse) response()     {}

// What is refused of leases, from etcdserver/api/v3rpc/rpctypes/error.go;
// ErrLeaseNotFound stands with the others.
var (
	ErrLeaseExist       = Error{FailedPrecondition, "etcdserver: lease already exists"}
	ErrLeaseTTLTooLarge = Error{OutOfRange, "etcdserver: too large lease TTL"}
)

// leaseJSON writes an answer about leases, and reports whether it is one.
func (o *jsonObject) leaseJSON(resp Response) bool {
	switch r := resp.(type) {
	case LeaseGrantResponse:
		o.header(r.Header)
		o.int("ID", r.ID)
		o.int("TTL", r.TTL)
	case LeaseRevokeResponse:
		o.header(r.Header)
	case LeaseTimeToLiveResponse:
		o.header(r.Header)
		o.int("ID", r.ID)
		o.int("TTL", r.TTL)
		o.int("grantedTTL", r.GrantedTTL)
		if len(r.Keys) > 0 {
			o.key("keys")
			for i, key := range r.Keys {
				o.b = append(o.b, "[,"[min(i, 1)])
				o.b = appendBase64(o.b, key)
			}
			o.b = append(o.b, ']')
		}
	case LeaseLeasesResponse:
		o.header(r.Header)
		o.list("leases", len(r.IDs), func(in *jsonObject, i int) { in.int("ID", r.IDs[i]) })
	default:
		return false
	}
	return true
}

// renderKeepAlive is a stream that has ended: a line for each renewal, in
// chunks. Without any, nothing has told that gRPC is behind it.
func renderKeepAlive(r LeaseKeepAliveResponse, meta Meta) HTTPResponse {
	if len(r.Renewed) == 0 {
		return RenderStreamEnd(true, meta)
	}
	var body []byte
	for _, renewal := range r.Renewed {
		body = appendResult(body, func(o *jsonObject) {
			o.header(r.Header)
			o.int("ID", renewal.ID)
			o.int("TTL", renewal.TTL)
		})
	}
	resp := streamHead(meta)
	resp.Body = body
	return resp
}

// streamHead opens the gateway's answer to a request whose answer is a stream.
func streamHead(meta Meta) HTTPResponse {
	r := headed(meta, 200, jsonType, Header{"Grpc-Metadata-Content-Type", "application/grpc"})
	r.Header = append(r.Header, Header{"Transfer-Encoding", "chunked"})
	return r
}

// appendResult is one message of a stream, as one line.
func appendResult(b []byte, fields func(o *jsonObject)) []byte {
	o := jsonObject{b: b, quote: true}
	o.object("result", fields)
	return append(o.end(), '\n')
}
