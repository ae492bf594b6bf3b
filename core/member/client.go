package member

import "raftarium/core/api"

// Request is what a client sends to a member. Exactly one of HTTP and API is
// set: HTTP as curl sends it, API as etcdctl does.
type Request struct {
	Conn uint64 // the client's own number for the exchange, echoed in replies
	HTTP *api.HTTPRequest
	API  api.Request
	// NeedsLeader says of a request in API that it is worth nothing without a
	// leader. One over HTTP has a header for that.
	NeedsLeader bool
}

// Reply is what a member answers. HTTP is set if the request came as HTTP, API
// otherwise. An error of v3 is an api.Error in API.
type Reply struct {
	Conn uint64
	HTTP *api.HTTPResponse
	API  api.Response
}

// Cancel tells a member that the client no longer waits for the exchange Conn.
type Cancel struct{ Conn uint64 }
