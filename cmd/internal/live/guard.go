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
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host) != nil || slices.Contains(names, host)
}
