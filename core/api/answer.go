package api

import (
	"html"
	"sort"
	"strconv"
	"time"
)

// chunkedAbove is the size of body, in bytes, up to which net/http's server
// knows the length before it has to send the header.
const chunkedAbove = 2048

// cors are the headers that etcd puts before every answer.
var cors = [...]Header{
	{"Access-Control-Allow-Headers", "accept, content-type, authorization"},
	{"Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE"},
	{"Access-Control-Allow-Origin", "*"},
}

// newResponse puts header lines where net/http's server puts them: the
// handler's by name, then Date and the length or the encoding of the body.
func newResponse(meta Meta, status int, body string, lines ...Header) HTTPResponse {
	r := headed(meta, status, lines...)
	r.Body = []byte(body)
	if len(body) > chunkedAbove {
		r.Header = append(r.Header, Header{"Transfer-Encoding", "chunked"})
	} else {
		r.Header = append(r.Header, Header{"Content-Length", strconv.Itoa(len(body))})
	}
	return r
}

// headed is a response whose header ends with its Date.
func headed(meta Meta, status int, lines ...Header) HTTPResponse {
	list := append(append(make([]Header, 0, len(cors)+len(lines)+3), cors[:]...), lines...)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	date := time.Unix(0, meta.Now).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
	return HTTPResponse{Status: status, Header: append(list, Header{"Date", date})}
}

// plain is a body of text whose type the server found out by looking at it.
func plain(meta Meta, status int, body string) HTTPResponse {
	r := newResponse(meta, status, body)
	if body != "" {
		r.Header = append(r.Header, Header{"Content-Type", "text/plain; charset=utf-8"})
	}
	return r
}

// failure is net/http's Error.
func failure(meta Meta, status int, text string, lines ...Header) HTTPResponse {
	lines = append(lines, Header{"Content-Type", "text/plain; charset=utf-8"}, Header{"X-Content-Type-Options", "nosniff"})
	return newResponse(meta, status, text+"\n", lines...)
}

func methodNotAllowed(meta Meta, allow string) HTTPResponse {
	return failure(meta, 405, "Method Not Allowed", Header{"Allow", allow})
}

// badRequest is what the server itself says of a request line that it cannot
// read: no handler saw it.
func badRequest() *HTTPResponse {
	return &HTTPResponse{
		Status: 400,
		Header: []Header{{"Content-Type", "text/plain; charset=utf-8"}, {"Connection", "close"}},
		Body:   []byte("400 Bad Request"),
	}
}

// redirect is net/http's Redirect with status 301: only a reader gets a body.
func redirect(method, to string, meta Meta) HTTPResponse {
	if method != "GET" && method != "HEAD" {
		return newResponse(meta, 301, "", Header{"Location", to})
	}
	body := ""
	if method == "GET" {
		body = `<a href="` + html.EscapeString(to) + `">Moved Permanently</a>.` + "\n\n"
	}
	r := newResponse(meta, 301, body, Header{"Location", to}, Header{"Content-Type", "text/html; charset=utf-8"})
	if method == "HEAD" {
		r.Header = r.Header[:len(r.Header)-1]
	}
	return r
}

func clusterID(meta Meta) Header { return Header{"X-Etcd-Cluster-Id", FormatID(meta.ClusterID)} }

// head takes the body away from the answer to a HEAD. Its length stays, but
// chunks that are not sent are not announced either.
func (r HTTPResponse) head(method string) HTTPResponse {
	if method != "HEAD" {
		return r
	}
	r.Body = nil
	if last := len(r.Header) - 1; r.Header[last].Name == "Transfer-Encoding" {
		r.Header = r.Header[:last]
	}
	return r
}

func (r HTTPResponse) ptr() *HTTPResponse { return &r }
