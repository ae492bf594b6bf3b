package api

import (
	"errors"
	"fmt"
	"net/url"
	"sort"
	"strings"
)

// CheckURLs refuses what etcd refuses in a list of URLs, and returns the list
// sorted (pkg/types/urls.go, NewURLs).
func CheckURLs(urls []string) ([]string, error) {
	if len(urls) == 0 {
		return nil, errors.New("no valid URLs given")
	}
	list := make([]string, len(urls))
	for i, text := range urls {
		text = strings.TrimSpace(text)
		u, err := url.Parse(text)
		if err != nil {
			return nil, err
		}
		switch {
		case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "unix" && u.Scheme != "unixs":
			return nil, fmt.Errorf("URL scheme must be http, https, unix, or unixs: %s", text)
		case u.Scheme == "unix" || u.Scheme == "unixs":
		default:
			if u.Port() == "" && !strings.HasSuffix(u.Host, ":") {
				return nil, fmt.Errorf(`URL address does not have the form "host:port": %s`, text)
			}
			if u.Path != "" {
				return nil, fmt.Errorf("URL must not contain a path: %s", text)
			}
		}
		list[i] = u.String()
	}
	sort.Strings(list)
	return list, nil
}
