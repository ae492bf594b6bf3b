package api

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// header returns the value of a header, "" if there is none.
func (r *HTTPRequest) header(name string) string {
	for _, h := range r.Header {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

// NeedsLeader reports whether a client says of a call through the gateway that it
// is worth nothing without a leader: a header that becomes gRPC metadata.
func (r *HTTPRequest) NeedsLeader() bool {
	return r.header("Grpc-Metadata-hasleader") == "true" && gatewayTarget(r.Target)
}

// Patience is how long the client of a call through the gateway waits for its
// answer, 0 if it does not say (grpc-gateway, runtime/context.go).
func (r *HTTPRequest) Patience() (time.Duration, error) {
	text := r.header("Grpc-Timeout")
	if text == "" || !gatewayTarget(r.Target) {
		return 0, nil
	}
	unit, known := gatewayUnits[text[len(text)-1]]
	count, err := strconv.ParseInt(text[:len(text)-1], 10, 64)
	if err != nil || !known {
		return 0, fmt.Errorf("invalid grpc-timeout: %s", text)
	}
	return unit * time.Duration(count), nil
}

var gatewayUnits = map[byte]time.Duration{'H': time.Hour, 'M': time.Minute, 'S': time.Second,
	'm': time.Millisecond, 'u': time.Microsecond, 'n': time.Nanosecond}

// gatewayMethod is the method that a form says its request has instead of POST
// (grpc-gateway, runtime/mux.go).
func (r *HTTPRequest) gatewayMethod() (method string, overridden bool) {
	other := r.header("X-HTTP-Method-Override")
	return strings.ToUpper(other), other != "" && r.Method == "POST" && r.header("Content-Type") == "application/x-www-form-urlencoded"
}
