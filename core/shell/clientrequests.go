package shell

import (
	"net/url"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
)

// request is the nth request of a stage, in the words of its interface.
func (c *client) request(n int) member.Request {
	if c.opts.grpc {
		return member.Request{API: c.requestV3(n)}
	}
	r := c.requestV2(n)
	return member.Request{HTTP: &r}
}

// requestV3 is the request of a client of v3 (etcd's clientv3).
func (c *client) requestV3(n int) api.Request {
	o := c.opts
	key := []byte(o.keyed(n))
	switch {
	case o.deed == clientPut:
		return api.Put{Key: key, Value: []byte(o.value(n))}
	case o.deed == clientGet:
		return api.Range{Key: key}
	case o.deed == clientWatch:
		return api.Watch{Messages: []api.WatchMessage{api.WatchCreate{Key: []byte(o.key)}}}
	case c.stage == clientGrant:
		return api.LeaseGrant{TTL: o.ttl}
	case c.stage == clientAttach:
		return api.Put{Key: key, Value: []byte(o.value(n)), Lease: c.lease}
	}
	return api.LeaseKeepAlive{IDs: []int64{c.lease}}
}

// requestV2 is the request of a client of v2 (etcd's client), which makes a
// connection for each.
func (c *client) requestV2(n int) api.HTTPRequest {
	o := c.opts
	r := api.HTTPRequest{Method: "GET", Target: "/v2/keys/" + o.keyed(n), Host: o.endpoint}
	form := url.Values{}
	switch {
	case o.deed == clientPut:
		form.Set("value", o.value(n))
	case o.deed == clientWatch:
		r.Target = "/v2/keys/" + o.key + "?wait=true"
		if after := c.seen[n]; after > 0 {
			r.Target += "&waitIndex=" + strconv.FormatUint(after+1, 10)
		}
	case o.deed == clientAlive && c.stage == clientAttach:
		form.Set("value", o.value(n))
		form.Set("ttl", strconv.FormatInt(o.ttl, 10))
	case o.deed == clientAlive:
		form.Set("refresh", "true")
		form.Set("prevExist", "true")
		form.Set("ttl", strconv.FormatInt(o.ttl, 10))
	}
	r.Header = []api.Header{{Name: "User-Agent", Value: "Go-http-client/1.1"}}
	if len(form) > 0 {
		r.Method, r.Body = "PUT", []byte(form.Encode())
		r.Header = append(r.Header, api.Header{Name: "Content-Length", Value: strconv.Itoa(len(r.Body))},
			api.Header{Name: "Content-Type", Value: "application/x-www-form-urlencoded"})
	}
	r.Header = append(r.Header, api.Header{Name: "Accept-Encoding", Value: "gzip"}, api.Header{Name: "Connection", Value: "close"})
	return r
}

// summary says in a few words what a request asks for.
func (c *client) summary(n int) string {
	o := c.opts
	verb := "get"
	switch {
	case o.deed == clientPut || c.stage == clientAttach:
		verb = "put"
	case o.deed == clientWatch:
		verb = "watch"
	case c.stage == clientGrant:
		return "lease grant " + strconv.FormatInt(o.ttl, 10)
	case o.deed == clientAlive && o.grpc:
		return "lease keep-alive"
	case o.deed == clientAlive:
		verb = "refresh"
	}
	return verb + " " + o.keyed(n)
}

// modifiedIndex finds the index of the change in an event of v2.
func modifiedIndex(body []byte) uint64 {
	_, rest, _ := strings.Cut(string(body), `"modifiedIndex":`)
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.ParseUint(rest[:max(end, 0)], 10, 64)
	return n
}
