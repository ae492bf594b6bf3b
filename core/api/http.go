package api

// HTTPRequest is a request as it comes over the wire, without the wire.
type HTTPRequest struct {
	Method string
	Target string // path and query, as in the request line: "/v2/keys/a?wait=true"
	Host   string
	Header []Header
	Body   []byte
}

// Header is one line of an HTTP header.
type Header struct{ Name, Value string }

// HTTPResponse is an answer as it goes over the wire. Header holds the lines
// in the order in which etcd's server writes them, Date and Content-Length
// included (no Content-Length where etcd sends chunks).
type HTTPResponse struct {
	Status int
	Header []Header
	Body   []byte
	// Trailer holds the lines after the last chunk (the gateway's errors).
	Trailer []Header
	// Stream says that the body goes on: the answer of a watch, whose events
	// follow as chunks.
	Stream bool
}

// Meta is what an answer needs besides the request and the response.
type Meta struct {
	ClusterID uint64
	Now       int64 // nanoseconds since 1970, UTC: the Date header
}

// StatusText is the reason of a status that etcd gives.
func StatusText(status int) string { return statusTexts[status] }

var statusTexts = map[int]string{
	200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 307: "Temporary Redirect",
	400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
	408: "Request Timeout", 409: "Conflict", 410: "Gone", 412: "Precondition Failed", 415: "Unsupported Media Type", 429: "Too Many Requests",
	500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable", 504: "Gateway Timeout",
}
