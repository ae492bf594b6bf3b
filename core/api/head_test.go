package api

import (
	"fmt"
	"strings"
)

// headText is the status line and the header of an answer as curl -i prints them.
func headText(r HTTPResponse) string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", r.Status, StatusText(r.Status))
	for _, h := range r.Header {
		fmt.Fprintf(&b, "%s: %s\r\n", h.Name, h.Value)
	}
	return b.String() + "\r\n"
}
