package live

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// A page's own channel drives the cluster, so nobody else's page may use it: not
// by a request across origins, nor under a name that was made to lead to this
// machine (DNS rebinding). Browsers say in Origin and Sec-Fetch-Site whose page
// asks, and in Host under which name.

// guard says why a request to a page's own channel is refused, or nil. Names are
// hosts that are ours besides this machine's loopback names and IP addresses.
func guard(r *http.Request, names []string) error {
	if !ourHost(r.Host, names) {
		return fmt.Errorf("this server is not called %q: open the page under the address that it was started with", r.Host)
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return fmt.Errorf("only the page of this server may do this, not that of another site")
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || !strings.EqualFold(u.Host, r.Host) {
			return fmt.Errorf("only the page of this server may do this, not one from %q", origin)
		}
	}
	return nil
}

func ourHost(hostport string, names []string) bool {
	host, _ := split(hostport)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host) != nil || slices.Contains(names, host)
}

// guardStream is guard for the stream, which a page may also ask for under a name
// of its own, such as x.localhost, so that no browser's limit of connections to a
// host keeps pages from one another. It returns the origin that is to be allowed.
func guardStream(r *http.Request, names []string) (origin string, err error) {
	if err = guard(r, names); err == nil {
		return "", nil
	}
	origin = r.Header.Get("Origin")
	u, bad := url.Parse(origin)
	host, port := split(r.Host)
	if bad != nil || u.Scheme != "http" || !strings.HasSuffix(host, ".localhost") {
		return "", err
	}
	theirs, theirPort := split(u.Host)
	ip := net.ParseIP(theirs)
	if theirPort != port || theirs != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", err
	}
	return origin, nil
}

// split takes an address apart: a host in small letters, and a port or "".
func split(hostport string) (host, port string) {
	host = hostport
	if h, p, err := net.SplitHostPort(hostport); err == nil {
		host, port = h, p
	}
	return strings.ToLower(strings.Trim(host, "[]")), port
}
