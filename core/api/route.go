package api

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

const (
	keysPath    = "/v2/keys"
	membersPath = "/v2/members"
)

var statsPaths = []string{"/v2/stats/self", "/v2/stats/store", "/v2/stats/leader"}

// Route finds out what an HTTP request asks. Either the request is returned,
// or the answer that etcd gives without asking the cluster: redirects, wrong
// methods, malformed forms, unknown paths, and 501 for what is not there yet.
func Route(r HTTPRequest, meta Meta) (Request, *HTTPResponse) {
	u, err := url.ParseRequestURI(r.Target)
	if err != nil {
		return nil, badRequest()
	}
	if r.Method == "OPTIONS" {
		return nil, plain(meta, 200, "").ptr()
	}
	if to, moved := canonical(u.Path); moved {
		u := url.URL{Path: to, RawQuery: u.RawQuery}
		return nil, redirect(r.Method, u.String(), meta).head(r.Method).ptr()
	}
	req, resp := dispatch(r, u, meta)
	if resp != nil {
		return nil, resp.head(r.Method).ptr()
	}
	return req, nil
}

func dispatch(r HTTPRequest, u *url.URL, meta Meta) (Request, *HTTPResponse) {
	p := u.Path
	switch {
	case p == "/health":
		return simple(Health{}, r.Method, meta)
	case p == "/metrics":
		return Metrics{Head: r.Method == "HEAD"}, nil
	case p == "/version":
		return simple(Version{}, r.Method, meta)
	case p == keysPath || strings.HasPrefix(p, keysPath+"/"):
		return routeV2Keys(r, u, meta)
	case p == membersPath || strings.HasPrefix(p, membersPath+"/"):
		return routeV2Members(r, strings.TrimPrefix(strings.TrimPrefix(p, membersPath), "/"), p, meta)
	case p == "/v2/machines":
		if r.Method != "GET" && r.Method != "HEAD" {
			return nil, methodNotAllowed(meta, "GET,HEAD").ptr()
		}
		return V2Machines{Head: r.Method == "HEAD"}, nil
	case slices.Contains(statsPaths, p):
		return simple(V2Stats{Of: path.Base(p)}, r.Method, meta)
	case gatewayTarget(p):
		return routeGateway(r, p, meta)
	case notYet(p):
		return nil, Render(nil, NotYet{p}, meta).ptr()
	}
	return nil, failure(meta, 404, "404 page not found").ptr()
}

// gatewayTarget reports whether a request's target is one of v3's.
func gatewayTarget(target string) bool {
	return strings.HasPrefix(target, "/v3/") || strings.HasPrefix(target, "/v3beta/")
}

// simple is a path that knows GET alone.
func simple(req Request, method string, meta Meta) (Request, *HTTPResponse) {
	if method != "GET" {
		return nil, methodNotAllowed(meta, "GET").ptr()
	}
	return req, nil
}

func routeV2Members(r HTTPRequest, id, p string, meta Meta) (Request, *HTTPResponse) {
	method := r.Method
	if !slices.Contains([]string{"GET", "POST", "DELETE", "PUT"}, method) {
		return nil, methodNotAllowed(meta, "GET,POST,DELETE,PUT").ptr()
	}
	switch {
	case method != "GET":
		return routeV2Change(r, id, meta)
	case id == "":
		return V2Members{}, nil
	case id == "leader":
		return V2Leader{}, nil
	}
	resp := newResponse(meta, 404, `{"message":"Not found"}`,
		Header{"Content-Type", "application/json"}, clusterID(meta))
	return nil, &resp
}

// notYet are the paths of etcd that are known and not built.
func notYet(p string) bool {
	switch p {
	case "/v2/auth/enable", "/debug/vars", "/config/local/log":
		return true
	}
	for _, list := range [...]string{"/v2/auth/roles", "/v2/auth/users"} {
		if p == list || strings.HasPrefix(p, list+"/") {
			return true
		}
	}
	return false
}

// canonical is the path that net/http's multiplexer redirects to: without
// "//", "." and "..", and with the slash after /v3 that its handler is
// registered with.
func canonical(p string) (to string, moved bool) {
	to = "/"
	if p != "" {
		to = path.Clean("/" + p)
		if strings.HasSuffix(p, "/") && to != "/" {
			to += "/"
		}
	}
	if to == "/v3" || to == "/v3beta" {
		to += "/"
	}
	return to, to != p
}
